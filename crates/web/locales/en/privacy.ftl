## The way in

privacy-title = You and { $store }
privacy-in-title = See what { $store } knows about you
privacy-in-text = Enter your e-mail address. If { $store } knows it, you get a link to your own page: what is kept, why, who sees it and until when. You can change all of it there, take it with you, or have it erased.
privacy-in-email = Your e-mail address
privacy-in-email-hint = The one that you gave the shop.
privacy-in-submit = Send me the link
privacy-in-note = The address is used for this message and for nothing else.
privacy-asked = Look into your mailbox
privacy-asked-text = If we know this address, a message with a link is on its way. The link works once, for 30 minutes.
privacy-asked-next = Nothing came? Look into the spam folder, or try another address that you may have used.
privacy-asked-here = No mail leaves this machine: the message stands in the admin.
privacy-asked-here-link = Open the messages
privacy-knock-text = This opens your own page at { $store } in this browser, for one hour.
privacy-knock-open = Open my page
privacy-link-refused = This link opens nothing
privacy-link-unknown = The link is not complete, or was not made by us. Nothing was shown to anybody.
privacy-link-used = The link was used already: each works once. If that was not you, ask for a new one and look at who opened your page.
privacy-link-expired = The link has run out: each lasts for a short time.
privacy-link-again = Ask for a new link
privacy-out = Leave this page

## Places

privacy-nav = Your privacy centre
privacy-nav-choices = Your choices
privacy-nav-teams = Who sees what
privacy-nav-looks = Who looked
privacy-nav-download = Take along
privacy-nav-erase = Erase

## Choices

privacy-state = What { $store } does with what it knows about you is yours to decide. A change holds at once.
privacy-for = For { $name }
privacy-preset-only = Only what my orders need
privacy-preset-all = Agree to everything below
privacy-save = Save my choices
privacy-saved = Saved. It holds from now on.
privacy-same = Nothing was different from before, so nothing was changed.
privacy-partly = You agreed to a part of this. Details are under “Who sees what”.
privacy-sees = Now: { $recipients } may use { $categories }.
privacy-sees-until = Now: { $recipients } may use { $categories }, until { $date }.
privacy-would-see = It would let { $recipients } use { $categories }.
privacy-uses = For this, { $recipients } may use { $categories }.
privacy-off-means = Without it:
privacy-details = Who sees it and until when
privacy-needed = What your orders and the law need
privacy-needed-text = This needs no agreement. You may object to what the law itself does not ask for:

privacy-purpose-personalise = Suggestions that fit you
privacy-benefit-personalise = You see what goes with what you bought, in your size and taste, instead of the same for everyone.
privacy-off-personalise = You see the same as everybody, and what you looked at is not kept for this.
privacy-purpose-marketing-email = News by e-mail
privacy-benefit-marketing-email = You hear first of new arrivals, offers and the return of favourites.
privacy-off-marketing-email = You get no news by e-mail. Messages about your orders still come.
privacy-purpose-marketing-sms = News by text message
privacy-benefit-marketing-sms = Short notice of offers that end soon.
privacy-off-marketing-sms = You get no news by text message.
privacy-purpose-marketing-whatsapp = News by WhatsApp
privacy-benefit-marketing-whatsapp = Offers and answers where you write anyway.
privacy-off-marketing-whatsapp = You get no news by WhatsApp.
privacy-purpose-marketing-push = Notices on your device
privacy-benefit-marketing-push = A short notice when something that you wait for is there.
privacy-off-marketing-push = Your device stays quiet.
privacy-purpose-loyalty = Rewards
privacy-benefit-loyalty = What you buy earns points and benefits.
privacy-off-loyalty = You earn no more. What you have earned stays yours.
privacy-purpose-reviews = Your opinion
privacy-benefit-reviews = You are asked about what you bought, and your review appears under a name that you choose.
privacy-off-reviews = You are not asked. What you have published stays until you take it back.
privacy-purpose-customer-care = Help that knows your case
privacy-benefit-customer-care = When you write or call, the support team sees your orders and need not ask for everything again.
privacy-off-customer-care = The support team sees nothing of you until you tell them.
privacy-purpose-analytics = A better shop
privacy-benefit-analytics = What is hard to find or breaks is noticed and mended.
privacy-off-analytics = Your visits are not counted.
privacy-purpose-research = Studies
privacy-benefit-research = The shop learns what people like you need next.
privacy-off-research = You are in no study.
privacy-purpose-fulfil-orders = Your orders
privacy-benefit-fulfil-orders = To pack, send and charge what you ordered, and to tell you where it is.
privacy-purpose-security = Safety
privacy-benefit-security = To keep others out of your account and your payments.
privacy-purpose-legal-duties = The law
privacy-benefit-legal-duties = Invoices are kept as long as the law says.

## Who sees what

privacy-teams-title = Who may see what about you?
privacy-teams-state = A tick lets a team of the shop see that kind of data. Without it they see that something is there, and not what.
privacy-cell = { $team } may see: { $what }
privacy-preview = See it as they see it
privacy-preview-text = Choose a team to see your data just as its people see it now.
privacy-preview-title = What this team sees of you: { $team }
privacy-sees-all-of-it = visible
privacy-back = Back
privacy-field-first-name = First name
privacy-field-last-name = Last name

## Who looked

privacy-looks-title = Who looked at your data?
privacy-looks-state = Every look is written down before anything is shown, and kept for 24 months.
privacy-looks-none = Nobody has looked
privacy-looks-none-text = When somebody looks at what is known of you, it stands here: which team, at what, and why.
privacy-looks-older = Earlier looks
privacy-look = { $who } saw { $what }
privacy-look-you = You looked at your own data
privacy-look-letter = A letter that you are entitled to was written to you: { $letter }
privacy-look-refused = { $who } looked, and was shown nothing
privacy-look-not = Not shown, because you don’t share it: { $what }
privacy-look-why = For: { $purpose } · { $place }
privacy-standing = What the shop’s program reads by itself
privacy-standing-text = These rules look at what happens, all the time, without a person. Each stands here once; when one of them writes to you, that stands below.
privacy-standing-read = Reads { $what }. For: { $purpose }.
privacy-standing-until = Until { $date }.

## To take along

privacy-download-title = Take your data along
privacy-download-state = On one page to read and print, and as files for other programs.
privacy-report = Who can see what
privacy-report-text = One page: what is kept, who can see it, for what and until when. Today, or as it was on an earlier day.
privacy-report-on = On which day
privacy-report-on-hint = The page shows what held at the end of that day.
privacy-report-open = Show the page
privacy-report-title = What { $store } knows of me, and who can see it
privacy-report-state = As it was at { $date }
privacy-report-kept = What is kept
privacy-report-note = Who may see it is shown as of that moment; what is kept, as of today.
privacy-report-print = Print
privacy-report-data = As a file
privacy-kept-yes = is kept
privacy-kept-no = nothing
privacy-nobody = nobody
privacy-export = Everything that is kept
privacy-export-text = An archive with all of it: who you are, your orders, visits and messages, every choice you made, and everyone who looked. As tables for people, and as one file for other programs.
privacy-export-get = Download everything
privacy-export-json = As one file for programs

## The archive to take along

export-title = What { $store } keeps of you
export-about = This archive holds everything that is kept of you. The tables (.csv) open in any spreadsheet; the letters open in a browser.
export-part-profile = the numbers under which you are kept, and since when. Several where it turned out later that they were all you.
export-part-summary = what was counted: orders, amounts, visits.
export-part-personal = your name, addresses, numbers and whatever else names you, with where it came from and on what basis it is kept.
export-part-names = what you are recognised by: your number at the shop, and scrambled forms of addresses, numbers and browsers.
export-part-traits = what else was noted about you.
export-part-orders = your orders.
export-part-events = everything you did that was noted, as it was noted.
export-part-messages = what was written to you, or why it was not sent.
export-part-message-preferences = how often you want messages, about what, and whether they pause.
export-part-holds = what you allow, or what an order or the law needs, as of now.
export-part-refused = what you said no to, as of now.
export-part-decisions = every decision, with when and how it was made.
export-part-shown-for-a-while = who asked to see more, or saw more for a while, and why.
export-part-looks = who looked at your data, when and what for.
export-part-standing-reads = the rules of the shop’s program that read your data by themselves, and what for.
export-part-visits-here = the links and visits by which you came to your privacy centre.
export-letters = the letters that were sent to you, as they looked.
export-document = all of the above in one file, for other programs.
export-times = Times are universal time (UTC).
export-cells = An apostrophe before a sign such as = or + keeps spreadsheets from taking a text for a formula. It is not part of the text.
export-missing = Some of your past can’t be read at the moment. Events of these months are missing: { $months }. Please take your data along again in a few days, or write to the shop.

## To be forgotten

privacy-erase-title = Have everything erased at { $store }
privacy-erase-state = You need give no reason.
privacy-erase-goes = What goes
privacy-erase-goes-identity = At once: your name, addresses and numbers. Their keys are destroyed, so nobody can read them again.
privacy-erase-goes-history = Within 24 hours: your visits, orders and messages, out of every file.
privacy-erase-goes-choices = At once: your choices, and this page.
privacy-erase-stays = What stays, without you in it
privacy-erase-stays-sums = The shop’s sums: how much was sold on a day, without who bought it.
privacy-erase-stays-decisions = That somebody agreed or refused and when, under a number that leads to nobody: proof that the shop kept its word.
privacy-erase-stays-suppression = If you unsubscribed once: a scrambled form of your address that nobody can turn back, so that you are not written to again.
privacy-erase-stays-backups = Backups run out within 35 days. If one is used before that, you are erased from it before anybody can look.
privacy-erase-no-way-back = There is no way back, and open orders can no longer be linked to you.
privacy-erase-sure = Yes, erase everything
privacy-erase-not-sure = Please tick the box if you are sure. Nothing was erased.
privacy-erase-submit = Erase my data
privacy-gone = gone
privacy-going = on its way out
privacy-gone-by = by { $date } at the latest
privacy-certificate-title = Certificate of erasure
privacy-certificate-text = { $store } confirms what was erased and when. This page shows no personal data and can be opened again at any time.
privacy-certificate-number = Certificate
privacy-certificate-names = Name, addresses, numbers, choices
privacy-certificate-tables = Messages, and who looked
privacy-certificate-files = Visits and orders, in every file
privacy-certificate-aside = Messages to us that could not be read
privacy-certificate-backups = Backups
privacy-certificate-stays = What stays
privacy-certificate-stays-text = Sums without a person; that decisions were made; scrambled forms of addresses not to be written to, and of order numbers.
privacy-certificate-keep = Keep the address of this page: it is the only way back to it.
privacy-certificate-data = As a file

## To see more, for a while

more-title = See more
more-text = Not shown to you: { $what }. You can ask the customer; they decide, and see your reason.
more-reason = Your reason
more-reason-hint = The customer reads it. No names, addresses or numbers.
more-reason-bad = Please give a reason of up to 300 letters, without names, addresses or numbers. Nothing was opened.
more-ask = Ask the customer
more-force = Emergency: show me now
more-force-text = An emergency opens everything to you for one hour. The customer is told at once, with your reason.
more-asked = Asked. You see it here when the customer has answered.
more-forced = Open to you for one hour. The customer is being told.
more-waits = Asked on { $date }. The customer has not answered yet.
more-open-badge = open
more-open = { $why }, until { $date }.
more-close = I am done
window-conversation = A conversation is open
window-break-glass = Emergency
window-request = The customer agreed
place-conversation = during a conversation
place-break-glass = in an emergency
place-request = with your permission

## Who asks to see more

privacy-ask = Somebody asks to see more
privacy-ask-text = A person in the team “{ $team }” asks to see what you don’t share with them, for seven days. Their reason: { $reason }
privacy-ask-yes = Yes, for seven days
privacy-ask-no = No
privacy-open = Open for a while
privacy-open-conversation = You are in touch with the shop: the team “{ $team }” sees what it needs to answer you, until { $date } at the latest.
privacy-open-request = You let a person in the team “{ $team }” see more, until { $date }.
privacy-open-close = Close it now
privacy-forced = { $store } looked without asking you
privacy-forced-text = On { $date } a person in the team “{ $team }” opened all that is known of you, for one hour. Their reason: { $reason }

## To keep what ends

privacy-renew-title = Shall it go on?
privacy-renew-text = What the message named ends on { $date }. Keep it for another year?
privacy-renew-yes = Keep it for a year
privacy-renew-no = See and decide one by one
privacy-renew-late = There is nothing left here to renew: it has ended, or you decided otherwise. In your privacy centre you can decide anew at any time.
privacy-renewed = Kept for another year. You can take it back at any time.
privacy-renew-centre = To the privacy centre

## Decisions and receipts

privacy-decisions-title = What I decided, and when
privacy-decisions-state = Every decision, the latest first, each with a signed receipt.
privacy-decisions-text = Every choice you ever made, with where and when. For each you can keep a signed receipt that anybody can check, without asking the shop.
privacy-decisions-open = Show my decisions
privacy-decisions-none = Nothing was decided yet
privacy-decisions-none-text = As soon as you choose something, it stands here with its date.
privacy-receipt-column = Receipt
privacy-receipt-get = Download
privacy-notice-link = The privacy notice
