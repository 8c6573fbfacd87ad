## A journey’s plan: what keeps it from being begun

journey-flaw-unreadable = This is no plan: look at line { $line }, character { $column }.
journey-flaw-steps = There are more than { $most } steps. Take some out.
journey-flaw-depth = It stands in branches more than { $most } deep. Move it further out.
journey-flaw-wait = A wait lasts from 1 minute to { $most } days.
journey-flaw-weekday = Tick each day of the week once.
journey-flaw-split = It needs 2 to { $most } ways that come to 100 together.
journey-flaw-holdout-most = At most { $most } of a hundred people can be held out.
journey-flaw-goal-days = Count for 1 to { $most } days.
journey-flaw-exits = There are more than { $most }. Take some out.
journey-flaw-letter = There is no letter “{ $name }” any more. Choose another.
journey-flaw-value = What is noted is a text, a number, yes or no.
journey-flaw-segment = This segment no longer exists. Choose another.
rule-problem-unreadable = This rule can’t be read. Write it anew.

## The form of a plan

journey-filter-none = Everybody to whom it happens.
journey-rule-none = Nothing is asked yet.
journey-conditions-by-form = Conditions…
journey-conditions-title = What happens, and under which conditions
journey-events-of-entry = What lets people in
journey-events-of-goal = What people are hoped to do
journey-events-of-exit = What makes people leave
journey-events-of-step = What step { $number } waits for
journey-exit-number = Event { $number }

## A day that comes

journey-ready-birthday = A birthday
journey-ready-birthday-text = Greets those who told their birth date and agreed to this use of it, at nine in the morning by their own clock.
journey-by-date = Whoever’s day comes
journey-for-date = If they go in by a day that comes, such as a birthday. Only who agreed to this use of the date goes in.
journey-date-of = Which day
journey-date-of-birthday = Their birthday
journey-date-of-trait = A date that your shop told of them
journey-date-trait-name = What your shop calls that date
journey-for-trait = if it is one that your shop told
journey-date-trait-hint = A trait that holds a date such as 2026-05-04.
journey-date-side = When they go in
journey-date-on = On the day
journey-date-before = Days before it
journey-date-after = Days after it
journey-date-days = How many days
journey-for-days = if before or after it
journey-date-time = At what time
journey-date-yearly = Each year anew
journey-date-leap = The hour is that of the customer’s own time zone. Who was born on 29 February has the 28th in other years.
journey-date-birthday = their birthday
journey-date-trait = the day “{ $name }”
journey-entry-date-on = Everybody on { $date }, at { $time } by their own clock.
journey-entry-date-before = Everybody { $span } before { $date }, at { $time } by their own clock.
journey-entry-date-after = Everybody { $span } after { $date }, at { $time } by their own clock.
journey-entry-date-yearly = Each year.
journey-entry-date-once = Once.
journey-flaw-date-days = From 1 to { $most } days before or after the day.
rehearsal-unknowable-date = People go in by a day that comes. Such dates are kept sealed and are opened only on the day, so that nobody is looked at for a trial.
