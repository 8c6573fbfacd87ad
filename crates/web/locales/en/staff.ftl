## Not for this role

error-role = Your role does not open this page
error-role-happened = You are signed in, and this page is for people with another role.
error-role-kept = Nothing was changed.
error-role-next-work = Members, managers and owners can open it. An owner can give you another role, under Settings, People.
error-role-next-manage = Managers and owners can open it. An owner can give you another role, under Settings, People.
error-role-next-oversee = Auditors, managers and owners can open it. An owner can give you another role, under Settings, People.
error-role-next-own = Only an owner can open it. Ask one to do it for you, or to make you an owner.

## Roles and teams

role-owner = Owner
role-owner-hint = Does everything, with people, keys and how long things are kept.
role-manager = Manager
role-manager-hint = Runs the store: customers, messages and settings, but not people, keys or how long things are kept.
role-member = Member
role-member-hint = Works with customers and messages, and has no settings.
role-auditor = Auditor
role-auditor-hint = Reads how data is handled: the audit log, who looked, how long things are kept. Sees no customer’s data and changes nothing.
team-marketing-hint = Writes to customers who agreed to it.
team-support-hint = Answers customers and helps with their orders.
team-fulfilment-hint = Packs and sends what was ordered.
team-analysis-hint = Learns from figures.
team-management-hint = Answers for security and for what the law asks.
team-part-of = Sees what customers share with { $team }.
team-with-part = { $name } ({ $part })

## People

settings-tab-people = People
people-title = Who works here?
people-state = { $count ->
    [one] { $count } person can sign in.
   *[other] { $count } people can sign in.
} A role says which pages someone opens, a team whose data they see.
people-invite = Invite someone
people-roles = What each role does
people-name = Name
people-email = E-mail
people-email-hint = They sign in with it. Customers don’t see it.
people-role = Role
people-role-hint = Which pages this person opens.
people-teams = Teams
people-teams-hint = Which data of customers this person sees: what a customer shares with one of these teams, and no more.
people-no-team = no team
people-sign-in = Signing in
people-you = you
people-taken = There is an account with this e-mail address already.
people-invite-title = Who is joining?
people-invite-state = You get a link to hand over. By it they set a password of their own.
people-invite-submit = Make the account
person-active = Can sign in
person-invited = Invited
person-link-over = Link has run out
person-disabled = Disabled
person-since = Account since
person-link-until = Link may be used until
person-link = Make a new link
person-link-text = A new link lets this person set a new password. It works once, for three days, and ends an earlier link.
person-sign-out = Sign out everywhere
person-signed-out-done = All their sessions have ended.
person-disable = Disable the account
person-disable-text = A disabled account can’t sign in, and its sessions end at once. You can enable it again.
person-disabled-done = The account is disabled, and its sessions have ended.
person-enable = Enable the account
person-enable-text = This person can’t sign in. Once enabled, the account has the role, teams and password it had.
person-enabled-done = The account is enabled again.
person-last-owner = This is the last owner who can sign in. Make somebody else an owner first.
link-made-heading = A link for { $name }
link-made-title = Here is the link
link-made-text = Copy it now and hand it over yourself. It is not shown again, works once, and runs out on { $until }.
link-made-done = I have copied it

## A link that sets a password

invitation-title = Choose your password
invitation-state = After that you are signed in, and this link has served.
invitation-email = You sign in with
invitation-submit = Set the password
invitation-over = This link no longer works
invitation-over-text = A link works once, for three days. Ask an owner of the store for a new one.
welcome-done = Your password is set. Welcome.

## Teams

settings-tab-teams = Teams
teams-title = Which teams are there?
teams-state = Customers choose what each built-in team may see. A team of your own takes the part of one of them, so that nobody has to be asked anew.
teams-empty = No teams of your own yet
teams-empty-text = The built-in ones are enough for most stores.
teams-built-in = Built-in teams
team-add = Add a team
team-add-submit = Add the team
team-added-done = The team is added. Put people into it under People.
team-removed-done = The team is removed. Its people keep their other teams.
team-name = Name
team-name-hint = Such as “Repairs”. Customers read it where they see who looked.
team-part = Takes the part of
team-part-hint = It sees what customers share with this team.
team-remove = Remove
team-taken = There is a team of this name already.
team-too-many = There are too many teams. Remove one first.
team-name-wrong = A name has from 1 to { $max } letters.

## Audit log

settings-tab-audit = Audit log
audit-title = Who of the staff did what?
audit-state = Kept for 24 months. It holds no customer’s data.
audit-empty = Nothing of this kind so far
audit-person = Person
audit-deed = Kind
audit-what = What
audit-who = Who
audit-details = Details
audit-when = When
audit-anybody = unknown
audit-command-line = on the command line
audit-nothing-new = nothing new
audit-subject-store = Store
audit-subject-mail-server = Mail server
audit-subject-senders = Senders
audit-subject-dkim = Signing of mail
audit-subject-rules = Automatic messages
audit-subject-retention = How long things are kept
audit-subject-messages = Held messages
audit-subject-audit = Audit log
audit-subject-website = Website
audit-subject-notice = Privacy notice
audit-subject-site = Third parties
deed-signed-in = Signed in
deed-sign-in-failed = Failed sign-in
deed-signed-out = Signed out
deed-signed-out-everywhere = Signed out everywhere
deed-password-set = Password set
deed-setting-changed = Setting changed
deed-retention-shortened = Retention shortened
deed-key-made = Key made
deed-key-revoked = Key revoked
deed-account-made = Account made
deed-account-changed = Role or teams changed
deed-account-disabled = Account disabled
deed-account-enabled = Account enabled
deed-link-made = New password link made
deed-team-added = Team added
deed-team-removed = Team removed
deed-consent-recorded = Customer’s decision written down
deed-data-asked = Asked a customer to see more
deed-data-forced = Looked in an emergency
deed-window-closed = Closed what was open for a while
deed-notice-published = Privacy notice published
deed-messages-released = Messages released
deed-aside-opened = Event set aside opened
deed-audit-exported = Audit log exported

## Looks

settings-tab-looks = Who looked
looks-title = Who looked at customers’ data?
looks-state = Every look is written down before the data is shown. Whose data it was stands on the customer’s own page.
looks-empty = Nobody has looked yet
looks-empty-text = Each page, message and program that reads personal data leaves a line here.
retention-read-only = Only an owner can change this.
looks-place-customer = a customer’s page
masked-unspoken = for { $recipients } only, who serve the order; the customer has not been asked about it
people-team-missing = Choose at least one team, or the role of an auditor: without a team this person would see nothing of any customer.

## One's own password

own-password-title = Your own password
own-password-state = With the new one, every other session of yours ends.
own-password-submit = Change the password
own-password-wrong = This is not your present password. Nothing was changed.
