home-title = What is happening in your store?
home-state-calm = Everything that came in has been worked through.
home-state-behind = { $count ->
    [one] { $count } event is waiting to be worked through, { $span } behind.
   *[other] { $count } events are waiting to be worked through, { $span } behind.
}
home-state-quiet = Nothing has come in today yet.
home-state-held = { $count ->
    [one] { $count } message is held until you decide.
   *[other] { $count } messages are held until you decide.
}

home-range-day = 24 hours
home-range-week = 7 days
home-range-month = 30 days
home-range-label = Time span

home-received = Received
home-received-of = events
home-sent = Sent
home-withheld = Not sent
home-set-aside = Set aside
home-dropped = Left out
home-stripped = Fields left out
home-duplicates = Duplicates
home-customers = Customers and visitors
home-new-customers = New customers
home-orders = Orders
home-revenue = Revenue
home-lag = Behind by
home-lag-none = Up to date
home-lag-rebuilding = Being made anew: { $percent }
home-answer-time = Answered within
home-answer-time-note = half of all messages, from event to mail server

home-change-up = { $percent } more than the time before
home-change-down = { $percent } less than the time before
home-change-same = as many as the time before
home-change-new = no comparison yet
home-share-of-sent = { $percent } of all messages
home-share-of-received = { $percent } of all events

home-chart-received = Events received
home-chart-messages = Messages sent and not sent
home-chart-orders = Orders
home-chart-revenue = Revenue
home-reading-peak = { $total } in all; the most, { $peak }, on { $when }.
home-reading-none = Nothing in this time.

home-why-withheld = Messages not sent, and why
home-why-withheld-none = No message was held back.
home-why-set-aside = Events set aside, and why
home-why-set-aside-none = Every event could be read.
home-why-dropped = Events left out, and why
home-why-dropped-text = Events without a legal basis or consent are counted, not stored.
home-why-dropped-none = No event was left out.

home-readers = Work in progress
home-readers-text = Each part of the program reads the events in order. This is how far each has come.
home-reader = Reader
home-reader-position = Read up to
home-reader-behind = Still to read
home-reader-lag = Behind by

home-recent-events = Latest events
home-recent-messages = Latest messages

home-start-title = Three steps and your store is heard
home-start-key = Create a key
home-start-key-text = A key lets your shop or your server send events.
home-start-send = Send the first event
home-start-send-text = Paste one line into a terminal, or point a Segment client here.
home-start-mail = Set up e-mail
home-start-mail-text = Name your mail server, and thank-you messages can leave.
home-start-done = Done
home-demo = This is a demonstration with invented customers. Mail is caught in a local folder; nothing leaves this machine.

home-failed = Failed
home-duplicates-note = kept once
home-group-events = Events
home-group-messages = Messages
home-received-imported = { $count } of them imported
home-sent-caught = kept in the mail folder
home-orders-note = { $span }, not cancelled
home-share-under = under { $percent }
home-buyers = Buyers
home-share-of-customers = { $percent } of them
home-revenue-in = Revenue, { $currency }
home-chart-events = Events, by when they happened
home-all-time = All time
home-state-working = { $count ->
    [one] { $count } event is being worked through.
   *[other] { $count } events are being worked through.
}
home-reading-peak-hour = { $total } in all; the most, { $peak }, in the hour from { $when }.
home-top-events = Most frequent events
home-start-watch = Watch events arrive
reader-customers = Customers
reader-orders = Orders
reader-insights = Figures
reader-ledger = Give and take
reader-answers = Answers to customers
