## Log in

login-title = Log in
login-state = For the people who run this store.
login-email = E-mail
login-password = Password
login-submit = Log in
login-failed = E-mail or password is wrong. Nothing was changed.
login-limited = Too many attempts. Please wait { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} and try again.
login-ended = Your session has ended. Log in to go on where you were.
login-forgot = Forgot your password? An owner can make you a new link, under Settings, People. If there is no other owner, whoever runs this installation can make a new account with: { $command }
logged-out = You are logged out.

## First run

setup-title = Welcome. Let’s set up your store
setup-state = One page, then you can begin. All of it can be changed later.
setup-link-bad = This set-up link is not complete
setup-link-bad-text = Copy the whole address that the program printed in its terminal when it started, and open it again.
setup-done-already = This store is set up already. Please log in.
setup-you = You
setup-you-hint = The first account. It may do everything.
setup-name = Your name
setup-name-hint = What your colleagues call you.
setup-email = Your e-mail
setup-email-hint = You log in with it. Customers don’t see it.
setup-password = Password
setup-password-hint = At least { $min } characters. A short sentence is good and easy to remember.
setup-password-weak = This password is too easy to guess. A few unrelated words make a good one.
setup-store = Your store
setup-store-name = Store name
setup-store-name-hint = Customers see it as the sender of your messages.
setup-submit = Set up the store
setup-done = The store is ready. Next: connect it, so that events can arrive.

login-limited-seconds = Too many attempts. Please wait { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
} and try again.
setup-done-title = This store is set up
setup-waiting-title = One step left
setup-waiting-state = The program is running. Its first account has not been created yet.
setup-waiting-text = When it started, the program printed a link in its terminal and log. Open that link in a browser: only whoever can read it may set up the store.
