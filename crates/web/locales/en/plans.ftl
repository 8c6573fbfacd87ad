## A journey’s plan: what keeps it from being begun

journey-flaw-at = { $place }: { $said }
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
