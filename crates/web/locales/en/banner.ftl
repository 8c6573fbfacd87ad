## The question on the store's own pages

banner-this-store = the shop
banner-title = Shall we make your next visit better?
banner-again = What may we learn from your visits?
banner-text = If you say yes, we learn from your visits what to improve. If you say no, { $store } works just the same, and only your answer is stored on this device.
banner-analytics = See what helps
banner-analytics-benefit = You find things sooner: we see which pages help and where people get lost.
banner-personalise = Remember what you like
banner-personalise-benefit = You see more of what interests you, and less of the rest.
banner-research = Learn what is missing
banner-research-benefit = We stock what people look for and do not find.
banner-agree = Yes to all
banner-refuse = No to all
banner-choose = Choose
banner-save = Keep my choice
banner-close = Close
banner-lasts = You can change your answer at any time. We ask again after a year, or after a no in six months at the earliest.
banner-lasts-year = You can change your answer at any time. We ask again after a year at the earliest, whatever you answer.
banner-notice = What we keep, and why
banner-signal = Your browser tells every site that you do not want to be profiled or shared (Global Privacy Control). That holds here, so we do not ask whether to remember what you like.
banner-reopen = Privacy choices
banner-withdraw = Take it back
banner-agreed = Thank you. You can change your answer at any time.
banner-refused = Understood. Only this answer is stored.

## Where a decision was made

via-banner = in the question on the website
via-gpc = by the browser’s Global Privacy Control

## Settings, Website

settings-tab-website = Website
website-title = What do you ask your website’s visitors?
website-state = Nothing is stored or counted before a visitor agrees. Saying no is as easy as saying yes.
website-preview = See it as visitors do
website-embed = Put it on your website
website-embed-text = Paste this line into every page, before the end of the head. It needs a site key.
website-embed-key = Make a site key
website-embed-policy = If your website has a content security policy, allow this address:
website-embed-link = Any link or button with this attribute opens the choices, in a footer for example:
website-ask = What is asked
website-shown = Ask visitors
website-shown-hint = When this is off, nobody is asked and nothing is counted.
website-purposes = Ask for
website-purposes-wrong = Choose at least one thing to ask for, or stop asking visitors.
website-benefits = Your own words for what visitors get
website-benefits-text = Leave a field empty to use our words. At most { $max } characters each.
website-benefit-field = { $purpose }, in { $language }
website-benefit-long = { $field }: at most { $max } characters, please.
website-look = Where it stands
website-position = On a wide screen
website-position-corner = In the lower corner
website-position-bottom = Across the bottom
website-button = Show a button for the choices on every page
website-button-hint = If you hide it, put your own link into the footer: whoever agreed must be able to take it back just as easily.
website-notice = Privacy notice
website-notice-url = Address of your privacy notice
website-notice-url-hint = Leave it empty for the notice of this installation, under Privacy.
website-notice-version = Version
website-notice-version-hint = Change it when the notice changes in substance: everybody who agreed is then asked anew.
website-notice-version-wrong = Letters, digits, dots and hyphens only, at most { $max }.
website-preview-title = This is what visitors see
website-preview-text = Try every button: here nothing is stored and nothing is sent.
website-preview-language = Show it in
website-preview-open = Open the choices
website-words-title = What visitors read
website-words-text = The words in the question that this answer was given to, as they stood then.
website-words-link = What they read

## In a customer's story

story-banner-answered = Answered the question on the website
event-consent-preference-updated = Consent answered
