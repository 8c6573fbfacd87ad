## The shell

shell-product = Amana
shell-skip = Skip to the content
shell-navigation = Main
shell-menu = Menu
shell-search = Search customers and orders
shell-search-hint = Name, e-mail, phone, order…
shell-search-go = Search
shell-language = Language
shell-theme = Theme
shell-account = Your account
shell-signed-in-as = Signed in as
shell-password = Change my password
shell-log-out = Log out
shell-breadcrumb = Where you are

nav-home = Home
nav-customers = Customers
nav-messages = Messages
nav-live = Live
nav-set-aside = Set aside
nav-privacy = Privacy
nav-settings = Settings

theme-auto = As the system
theme-light = Light
theme-dark = Dark

## Components

progress-of = { $done } of { $total }
filter-apply = Filter
search-apply = Search
filter-clear = Clear
filter-all = All
as-of = As of
copy-this = Copy { $text }
copy-done = Copied
copy-all = Copy
value-withheld = Withheld.
value-none = none
value-yes = Yes
value-no = No
value-on = On
value-off = Off
value-unknown = Unknown
value-never = Never
value-unlimited = No end date
pager-label = Pages
pager-previous = Newer
pager-next = Older
pager-shown = { $count ->
    [one] { $count } on this page
   *[other] { $count } on this page
}
live-on = Live
live-off = Not connected
live-paused = Paused
live-pause = Pause
live-resume = Resume
live-refresh = Refresh
chart-empty = Nothing to draw yet.
chart-table = Show as a table
chart-time = Time
chart-later = A chart stands here once there are three points to draw.
chart-hour-so-far = this hour so far
chart-today-so-far = today so far
chart-month-so-far = this month so far

## Actions

action-save = Save
action-cancel = Cancel
action-add = Add
action-create = Create
action-edit = Edit
action-delete = Delete
action-remove = Remove
action-revoke = Revoke
action-back = Back
action-continue = Continue
action-close = Close
action-undo = Undo
action-retry = Try again
action-send = Send
action-send-now = Send now
action-refresh = Refresh
action-download = Download
action-export-csv = Export CSV
action-view = View
action-view-all = View all
action-details = Details
action-show-more = Show more

## Forms

form-errors = { $count ->
    [one] One thing needs another look
   *[other] { $count } things need another look
}
form-optional = (optional)
form-saved = Saved.
form-not-saved = Nothing was saved. Please look at the marked fields.
form-required = Please fill this in.
form-too-long = At most { $max ->
    [one] { $max } character
   *[other] { $max } characters
}, please.
form-too-short = At least { $min ->
    [one] { $min } character
   *[other] { $min } characters
}, please.
form-not-email = This is not an e-mail address. One looks like name@example.com.
form-not-phone = This is not a phone number. One looks like +966 50 123 4567.
form-not-number = Please write a whole number.
form-not-choice = Please choose one of the list.
form-not-url = This is not a web address. One looks like https://example.com.
form-not-host = This is not a host name. One looks like mail.example.com.
form-expired = This page had been open too long, so nothing was changed. Please send it once more.

## Time

when-now = just now
when-yesterday = yesterday
when-tomorrow = tomorrow
when-minutes-ago = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
when-hours-ago = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
when-days-ago = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
when-in-minutes = { $count ->
    [one] in { $count } minute
   *[other] in { $count } minutes
}
when-in-hours = { $count ->
    [one] in { $count } hour
   *[other] in { $count } hours
}
when-in-days = { $count ->
    [one] in { $count } day
   *[other] in { $count } days
}

span-milliseconds = { $count } ms
span-seconds = { $count } s
span-minutes = { $count } min
span-hours = { $count } h
span-days = { $count } d
span-two = { $first } { $second }

size-bytes = { $size } B
size-kilobytes = { $size } KB
size-megabytes = { $size } MB
size-gigabytes = { $size } GB
size-terabytes = { $size } TB

## Counts

count-customers = { $count ->
    [one] { $count } customer
   *[other] { $count } customers
}
count-events = { $count ->
    [one] { $count } event
   *[other] { $count } events
}
count-messages = { $count ->
    [one] { $count } message
   *[other] { $count } messages
}
count-orders = { $count ->
    [one] { $count } order
   *[other] { $count } orders
}
count-items = { $count ->
    [one] { $count } item
   *[other] { $count } items
}
count-times = { $count ->
    [one] once
   *[other] { $count } times
}

form-choose = Please choose

## Lists inside a sentence

list-more = { $first }, { $next }
list-last = { $first } and { $last }
list-comma = ,
and-more = and { $count } more
