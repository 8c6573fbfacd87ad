## A journey’s plan: what keeps it from being begun

journey-flaw-unreadable = This is no plan: look at line { $line }, character { $column }.
journey-flaw-steps = There are more than { $most } steps. Take some out.
journey-flaw-size = The plan is larger than { $most } KB. Take some of it out.
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

## Steps that reach further

journey-kind-webhook = Tell another program
journey-kind-task = Ask a team to do something
journey-kind-add-to-list = Put on a list
journey-kind-remove-from-list = Take from a list
journey-step-webhook = Tell “{ $endpoint }”.
journey-step-webhook-data = Tell “{ $endpoint }”, with { $data } as far as the customer allows it.
journey-step-task = Ask { $team }: “{ $text }”
journey-step-add-to-list = Put them on the list “{ $list }”.
journey-step-remove-from-list = Take them from the list “{ $list }”.
journey-gone-list = (a list that there is no more)
journey-gone-endpoint = (an address that there is no more)
journey-endpoint = Whom to tell
journey-endpoint-none = There is no address yet. An owner adds one under Settings, Webhooks.
journey-data = What of the customer is told
journey-data-hint = Only as far as the customer allows it at that moment. A company outside is told what they share with companies outside.
journey-team = Team
journey-task-text = What is to be done
journey-task-hint = It is read by everybody in that team: write nothing about one person.
journey-list = List
journey-list-none = There is no list yet. Make one under Segments.
journey-outcome-called = told
journey-outcome-asked = asked
journey-outcome-listed = noted
journey-flaw-endpoint = This address no longer exists. Choose another.
journey-flaw-list = This list no longer exists. Choose another.
journey-flaw-task = Say in 1 to { $most } letters what is to be done.
journey-flaw-data = This kind of data is never told. Choose others.

## Tasks

nav-tasks = Tasks
place-tasks = list of tasks
tasks-title = What is to be done?
tasks-state = What journeys ask your teams to do about customers.
tasks-empty = Nothing is to be done
tasks-empty-text = When a journey asks one of your teams to do something, such as to call a customer, it stands here.
tasks-more = { $count ->
    [one] { $count } more waits behind these.
   *[other] { $count } more wait behind these.
}
task-what = What
task-why = Journey “{ $journey }”
task-who = Who
task-since = Since
task-actions = Do
task-take = I do it
task-return = Give it back
task-done = Done
deed-task-taken = Took on a task
deed-task-returned = Gave a task back
deed-task-done = Did a task
export-part-tasks = what the shop’s journeys asked its teams to do about you.

## Lists

list-new = Make a list
list-new-text = A list holds customers that journeys, or your own program, put on it. Like any segment it can be written to, and asked for in a rule.
list-name = Name of the list
list-rule = Whoever was put on this list.
rule-on-list = was put on this list

## Webhooks

settings-tab-webhooks = Webhooks
place-webhook = call to another program
webhooks-title = Which programs are told?
webhooks-state = Journeys can tell other programs what happens. Each call is signed, and carries only what the customer allows.
webhooks-empty = No address yet
webhooks-empty-text = Add the address of a program of yours, or of a company that works for you. Then a journey can tell it.
webhooks-too-many = There are as many addresses as a store can have. Delete one that is not used.
webhook-new = A new address
webhook-name = Name
webhook-url = Address
webhook-url-hint = It begins with https:// and is on the public internet.
webhook-url-wrong = An address that begins with https:// and is on the public internet.
webhook-company = Who runs it
webhook-company-hint = The name of the company, if it is not your own program. Then only what customers share with companies outside is told.
webhook-own = Our own program
webhook-make = Add it
webhook-waiting = Waiting
webhook-done = Told
webhook-failed = Failed
webhook-paused = held
webhook-secret-title = Its secret, shown once
webhook-secret-text = With it the program sees that a call is yours (Standard Webhooks). Keep it now: it is not shown again.
webhook-secret-done = I have kept it
webhook-about = About it
webhook-used-by = Told by
webhook-unused = No journey
webhook-pause = Hold it
webhook-resume = Go on
webhook-renew = New secret
webhook-renew-text = A new secret takes the old one’s place at once.
webhook-delete = Delete
webhook-calls = The latest calls
webhook-no-calls = Nothing was told yet.
webhook-call = Call
webhook-answer = Answer
webhook-attempts = Attempts
webhook-when = When
webhook-state-waiting = waiting
webhook-state-done = told
webhook-state-failed = failed
webhook-state-withheld = not told
webhook-reason-refused = The address can’t be used.
webhook-reason-not-public = It is not on the public internet.
webhook-reason-not-found = There is no host of this name.
webhook-reason-unreachable = It can’t be reached.
webhook-reason-insecure = Its certificate can’t be trusted.
webhook-reason-too-slow = It did not answer in time.
webhook-reason-too-many-redirects = It leads elsewhere.
webhook-reason-unreadable = Its answer can’t be read.
webhook-reason-no-body = What it was to be told can’t be read.
webhook-reason-no-endpoint = The address was deleted.
webhook-reason-erased = The customer was erased.
webhook-reason-not-allowed = The customer does not allow it.
webhook-reason-restricted = The customer’s data is kept and not used.
deed-webhook-made = Added an address for webhooks
deed-webhook-changed = Changed an address for webhooks
deed-webhook-deleted = Deleted an address for webhooks
export-part-calls = calls in which other programs were told about you.

## Those inside when a plan changes

moving-title = What becomes of those inside?
moving-state = Whoever goes in from now on goes by the draft. Of those inside you choose.
moving-nobody = Nobody is inside now.
moving-stay-title = They finish on their version
moving-stay-text = { $count ->
    [one] { $count } person goes on as they began.
   *[other] { $count } people go on as they began.
}
moving-stay = Begin, and let them finish
moving-move-title = They move to the new version
moving-kept = { $count ->
    [one] { $count } person goes on at the step where they stand.
   *[other] { $count } people go on at the step where they stand.
}
moving-lost = { $count ->
    [one] { $count } person stands at a step that the draft has no more:
   *[other] { $count } people stand at a step that the draft has no more:
}
moving-lost-what = Those whose step is gone
moving-leave = leave the journey
moving-go-on = go on at { $step }
moving-move = Begin, and move them
journey-outcome-step-gone = left: their step is there no more
journey-outcome-moved = moved to this version
journey-flaw-no-plan = This is no plan: something in it has another name, or is missing.
journey-flaw-id = The id of a step has letters and digits, and no other step has it.

## What a segment did

segment-moves = In and out, day by day
segment-moves-reading = In 90 days { $entered } came in and { $exited } went out.
segment-moves-few = A day’s numbers are told in tens; fewer than ten people stand as nobody.
segment-entered = Came in
segment-exited = Went out
segment-proved = How useful it proved
segment-proved-text = Letters by journeys and campaigns that name this segment. What a journey did is known where some of its people are held out.
segment-used-by = Used by
segment-lift = What it did
segment-campaign-withheld = { $count } not sent
journey-outcome-too-late = their day was over
