# Third parties on the store's own site.

third-title = Who else learns of a visit?
third-nav = Third parties
third-state-now = { $count ->
    [0] Nobody else, before anyone has agreed
    [one] One third party, before anyone has agreed
   *[other] { $count } third parties, before anyone has agreed
  }
third-state-trackers = { $count ->
    [0] none of them follows people
    [one] one of them follows people
   *[other] { $count } of them follow people
  }
third-state-none = Not looked at yet
third-looked = looked at
third-scan-now = Look now
third-asked = A look at the pages was asked for. It takes up to a minute; then reload this page.
third-waits = A look at your pages is on its way. It takes up to a minute; then reload this page.
third-reload = Reload

third-empty-title = See who learns of your visitors before they agree
third-empty-text = Name your store’s site. Amana reads its front page and up to nine others once a week, agrees to nothing, and lists everybody else whom those pages address and the cookies they set. The list should become shorter.
third-site = Your store’s address
third-site-hint = The page where your visitors arrive, such as https://shop.example. Leave it empty to stop looking.
third-site-wrong = Write a public web address, such as https://shop.example
third-site-title = The site
third-site-save = Save and look

third-chart = Third parties over time
third-chart-follow = Follow people
third-chart-others = Others
third-reading-fewer = { $now } now; there were { $from } on { $date }.
third-reading-same = { $count ->
    [0] Nobody at the last look.
    [one] One at the last look.
   *[other] { $count } at the last look.
  }
third-shrank = The list has become shorter
third-shrank-text = On { $date } your pages addressed { $from ->
    [one] one third party
   *[other] { $from } third parties
  } before anyone agreed. Now it is { $now }.

third-now = There now
third-now-none = Your pages address nobody else before a visitor agrees. What a scan can’t see is told beside.
third-who = Who
third-what-for = What for
third-how = How
third-where = Where
third-since = Since
third-gone = No longer there
third-gone-at = Gone since
third-gone-none = Nobody has left the list yet.
third-unknown = Not known to Amana: another company’s host, or another address of yours
third-hosts = Hosts

third-cookies = Cookies set before anyone agreed
third-cookies-none = None of the answers set a cookie.
third-cookie = Cookie
third-cookie-of = Belongs to
third-cookie-own = Your site
third-cookie-other = Another site
third-cookie-lasts = Lasts
third-cookie-window = Until the window closes
third-cookie-days = { $count ->
    [one] One day
   *[other] { $count } days
  }
third-cookie-hours = { $count ->
    [one] One hour
   *[other] { $count } hours
  }
third-cookie-guards = Guards
third-cookie-no-guards = None

third-facts = What else the pages say
third-tool = Consent tool
third-tool-none = None that Amana knows
third-held = Waits for consent
third-held-none = Nothing seen
third-gpc = Global Privacy Control
third-gpc-yes = The site says that it honours it
third-gpc-no = The site does not say that it honours it
third-policy = Limits for scripts
third-policy-missing = None: any script may come from anywhere
third-policy-open = There is a policy, and it lets scripts come from anywhere
third-policy-limits = Scripts may come from named places only
third-pages = Pages read
third-changes = What changed
third-changes-none = Nothing since the look before.
third-came = New
third-went = Gone

third-blind = What this can’t see
third-blind-scripts = What a script loads once it runs, and the cookies that scripts set. A tag manager alone can bring dozens.
third-blind-pages = Pages behind a login or a purchase, and what differs by country, device or visitor.
third-blind-tools = A consent tool that stops other scripts while the page loads: they are listed here although it may hold them back.
third-blind-server = Data that your servers hand on themselves.
third-blind-so = So a short list proves nothing. A long one does.

third-failed = The last look came to nothing
third-failed-text = { $why } What is listed below is from the look before; Amana tries again within a day.
third-problem-refused = This is no address that Amana goes to.
third-problem-not-public = The address does not lead to the public internet.
third-problem-not-found = There is no host of this name.
third-problem-unreachable = The site can’t be reached.
third-problem-insecure = The site’s certificate can’t be trusted.
third-problem-too-slow = The site took too long to answer.
third-problem-too-many-redirects = The address leads on and on, and nowhere.
third-problem-unreadable = What the site answers can’t be read.
third-problem-status = The site answered with an error ({ $status }). It may turn away programs that are no browser.
third-problem-not-html = It is no page.
third-problem-page-status = Error { $status }

third-use-advertising = Advertising
third-use-analytics = Statistics
third-use-recording = Recording of visits
third-use-marketing = Marketing messages
third-use-social = Social network
third-use-tag-manager = Script loader
third-use-experiments = Experiments
third-use-chat = Chat
third-use-video = Video
third-use-maps = Maps
third-use-content = Files and fonts
third-use-forms = Forms
third-use-reviews = Reviews
third-use-payment = Payment
third-use-shop = Shop system
third-use-trust-mark = Trust mark
third-use-security = Protection against robots
third-use-monitoring = Watching for errors
third-use-consent = Consent tool
third-use-unknown = Unknown

third-way-script = Script
third-way-loader = Loaded by your own script
third-way-frame = Frame
third-way-image = Image
third-way-style = Style sheet
third-way-media = Media
third-way-preload = Connection opened ahead
third-way-redirect = Redirect
