## What is asked for

request-kind-access = Access to my data
request-kind-portability = My data to take along
request-kind-correction = Correction
request-kind-restriction = Keep, but don’t use
request-kind-objection = Objection
request-kind-erasure = Erasure
request-state-open = open
request-state-waiting-for-identity = waits until we know who asks
request-state-extended = takes longer
request-state-done = done
request-state-refused = refused
request-state-withdrawn = taken back
request-about-name = Name
request-about-email = E-mail address
request-about-phone = Telephone number
request-about-address = Postal address
request-about-other = Something else
request-ground-accuracy = What is kept is wrong, and it is being checked
request-ground-unlawful = It should not have been kept, and must not be lost
request-ground-claims = It is needed for a legal claim
request-ground-objection = An objection is not settled yet
law-own-rule = No law that the program knows: one month, as the store’s own rule
law-gdpr = The EU’s General Data Protection Regulation: one month
law-uk-gdpr = The United Kingdom’s data protection law: one month
law-saudi-pdpl = Saudi Arabia’s Personal Data Protection Law: 30 days
law-ccpa = The California Consumer Privacy Act: 45 days
request-via-privacy-centre = in the privacy centre
request-via-staff = entered by staff
request-via-api = through the interface for programs
request-via-request = as the answer to a request
request-via-register = again, after a backup was restored
request-via-test = in a test
request-column-what = Request
request-column-opened = Asked on
request-column-state = Where it stands
request-column-answer = Answer
request-column-due = Answer due
request-column-answered = Answered
request-column-customer = Customer
request-column-to-tell = Others to tell

## In the privacy centre

privacy-nav-requests = Requests
privacy-requests-title = What you can ask of { $store }
privacy-requests-state = Every request is answered in time, and you get a letter at each step.
privacy-requests-mine = My requests
request-answer-by = by { $date }
request-answered-on = on { $date }
request-take-back = Take back
request-lift = Use my data again
privacy-restricted = Your data is kept and not used
privacy-restricted-text = Since { $date } no team sees it, no rule reads it and no message is sent from it, except what you are owed by law. What you agreed to holds again when this ends.
privacy-restricted-until = It ends on { $date }.
privacy-correct = Correct something
privacy-correct-text = Say what is right. A person in the shop looks at it, and you get a letter.
privacy-correct-what = What is wrong
privacy-correct-what-hint = An e-mail address is changed in your account at the shop: your links are sent there, so it is never changed by a form alone.
privacy-correct-right = What is right
privacy-correct-submit = Ask for the correction
privacy-object = Object
privacy-object-text = This rests on a contract or on the shop’s own interest, not on your agreement. Your objection holds at once, and you need give no reason.
privacy-object-which = What you object to
privacy-object-orders = Open orders can’t be sent without it.
privacy-object-why = Your reason
privacy-object-submit = Object
privacy-object-choose = Please choose what you object to. Nothing was changed.
privacy-object-none = Nothing is done with your data that you did not agree to. What you agreed to you take back under “Your choices”.
privacy-restrict = Keep, but don’t use
privacy-restrict-text = Until the question is settled, your data stays where it is and is not used: no team sees it, no rule reads it, no message is sent from it. It holds at once.
privacy-restrict-why = Why
privacy-restrict-more = What else the shop should know
privacy-restrict-submit = Stop all use
privacy-request-taken = We have your request. A letter to you is on its way.
privacy-request-back = Taken back.
privacy-request-many = So many of your requests are open that no more can be taken. Nothing was changed.
privacy-identity-title = Was this you?
privacy-identity-text = On { $date } { $store } was asked in your name: “{ $kind }”.
privacy-identity-yes = Yes, it was me
privacy-identity-no = No, it was not me
privacy-identity-known = Thank you. You get an answer by { $date } at the latest.
privacy-identity-denied = Thank you for telling us. The request is closed, and nothing was shown or changed.
privacy-identity-over = There is nothing left to say here: it was said already, or the request is closed.

## In the letters

request-outcome-access = All that is kept of you is on your privacy page, under “Take along”, to read and to download.
request-outcome-portability = Your data is on your privacy page, under “Take along”, as a file that other programs can read.
request-outcome-correction = It is corrected.
request-outcome-restriction = Your data is kept and not used, until you say otherwise.
request-outcome-restriction-ends = The question is settled. From { $date } on, your data is used again as far as you agreed. You can ask anew at any time.
request-outcome-objection = Your data is no longer used for that.
request-outcome-erasure = All that we keep of you will be erased within 24 hours. After that the page below is your certificate. Keep its address: we can’t write to you any more.
request-lifted-on = From { $date } on, your data is used again as far as you agreed.
template-request-received = Your request
template-request-answered = The answer to your request
rule-request-received = Receipt of a request
rule-request-received-text = Purpose: legal duties. Goes to the customer when a request of theirs arrives, or to ask them whether it is theirs. Can’t be switched off.
rule-request-answered = Answer to a request
rule-request-answered-text = Purpose: legal duties. Tells the customer what became of their request, or that it takes longer. Can’t be switched off.
event-privacy-request-received = Request by law received
event-privacy-request-answered = Request by law answered
withheld-restricted = the customer wants their data kept and not used
masked-restricted = kept and not used, at the customer’s wish
via-objection = by an objection
place-privacy-request = a request of yours

## For the staff

privacy-tab-requests = Requests
requests-title = What have customers asked for, and by when is it due?
requests-state = Requests by law, those that are due first at the top.
requests-state-overdue = { $count ->
    [one] One request is overdue. Answer it today.
   *[other] { $count } requests are overdue. Answer them today.
}
requests-open = Waiting for an answer
requests-none = Nothing waits for an answer
requests-none-text = When a customer asks to correct, to restrict or to erase their data, it stands here with the day by which the law wants an answer.
requests-answered = Answered
requests-enter = Enter a request
home-state-requests = { $count ->
    [one] One request of a customer is due within a week
   *[other] { $count } requests of customers are due within a week
}
request-overdue = { $count ->
    [one] one day overdue
   *[other] { $count } days overdue
}
request-due-today = due today
request-due-in = { $count ->
    [one] due tomorrow
   *[other] due in { $count } days
}
request-to-tell = to be told
request-asked = What was asked
request-no-words = Nothing was written with it.
request-words-gone = What was written was erased with the customer’s data.
request-was-told = The customer was told:
request-facts = About this request
request-came-by = It came
request-law = Due by
request-confirm-by = Receipt to be confirmed by
request-identity = Who asked
request-unverified = not known yet
request-verified = the customer, known since { $date }
request-use = Their data
request-use-restricted = kept, not used
request-erased = erased
request-identity-text = The customer was asked by letter on { $date }, at the address that is kept of them, whether this is theirs. Until they say yes, nothing can be done.
request-identity-again = Send the letter again
request-identity-known = I know who it is
request-identity-note = Only if you have seen who it is, at the counter for example. It is written down with your name.
request-identity-asked = The letter is on its way.
request-identity-soon = A letter went out within the last hour, or none is needed. Nothing was sent.
request-identity-checked = Noted: the request is the customer’s.
request-answer = The answer
request-answer-which = What do you tell the customer?
request-answer-done = It is done
request-answer-refuse = We can’t do it
request-answer-extend = We need more time
request-answer-extend-hint = Once, and with the reason. The law gives as long again, or two more months.
request-answer-lifts = End the restriction, three days after the letter
request-reason = What you write to them
request-reason-hint = Goes into the letter word for word, in the customer’s language. Needed when you refuse or need more time.
request-answer-submit = Send the answer
request-answered = Answered. The letter to the customer is on its way.
request-done-hint-access = The letter tells the customer where on their own page all of it can be read and downloaded.
request-done-hint-portability = The letter tells the customer where on their own page the file is.
request-done-hint-correction = A name, telephone number or postal address is put into the record here as the customer wrote it. Correct it in the shop’s own system first, or its next message brings the old value back.
request-done-hint-restriction = Nothing was used since it was asked for. Tick below if the question is settled and use may go on.
request-done-hint-objection = See to it first that the purpose they object to is closed, under “Agreements” on the customer’s page.
request-done-hint-erasure = One hour after the letter everything of this customer is erased. There is no way back.
request-not-closed = It was answered before, or was taken back. Nothing was changed.
request-not-unverified = Nobody knows yet whether it is the customer’s. Nothing was changed.
request-not-too-late = More time is given once, and only before the first has run out. Nothing was changed.
request-not-no-reason = The customer must be told why. Nothing was changed.
request-tell = Who outside is to be told
request-tell-text = These services hold data of the store for it. Where the program keeps something there, it has changed it itself; tell them about copies of their own, and tick them off.
request-told = told
request-tell-done = { $host } was told
request-entered = Entered. The customer is asked by letter whether it is theirs.
request-new-title = Which request has reached you?
request-new-state = For what came by telephone or by letter. The customer is asked at the address that is kept of them whether it is theirs.
request-new-customer = Customer
request-new-customer-hint = Their number here, or their e-mail address.
request-new-nobody = There is no such customer.
request-new-many = 20 requests of this customer are open already. Answer some of them first.
request-new-about = If it is a correction: of what
request-new-text = What they wrote or said
request-new-text-hint = Of a correction, only what is right. It is kept encrypted under the customer’s key.
request-new-language = Language of the letters
request-law-by-country = By the store’s country and the customer’s
request-new-submit = Enter the request
deed-request-entered = Entered a customer’s request
deed-identity-asked = Asked a customer whether a request is theirs
deed-identity-checked = Knew whose a request is
deed-request-answered = Answered a request
deed-recipient-told = Noted that somebody outside was told
