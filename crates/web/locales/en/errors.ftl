error-happened = What happened
error-kept = What was kept
error-next = What to do
error-request = If you ask someone for help, name this request:
error-home = Go to Home

error-400 = We could not read that
error-400-happened = The request was incomplete or in a form we do not understand.
error-400-kept = Nothing was changed. What was stored before is as it was.
error-400-next = Go back, look over what you entered, and send it again.

error-401 = Please log in
error-401-happened = This page is for the store’s own people, and you are not logged in, or your session has ended.
error-401-kept = Everything you had saved.
error-401-next = Log in; you will come back to this page.

error-403 = You may not do this
error-403-happened = Your account has no permission for this page, or the form came from an old page.
error-403-kept = Nothing was changed.
error-403-next = Go back, reload the page and try again. If it stays like this, ask whoever looks after your accounts.

error-404 = There is nothing here
error-404-happened = The page does not exist, or what it showed has been deleted.
error-404-kept = Nothing was changed.
error-404-next = Check the address, or use the search at the top of the page.

error-409 = Someone was here before you
error-409-happened = This was changed by someone else while you were working on it.
error-409-kept = Their change was kept; yours was not saved.
error-409-next = Go back, reload the page, and make your change again where it still applies.

error-413 = That is too large
error-413-happened = What was sent is larger than we accept in one request.
error-413-kept = Nothing of it was stored.
error-413-next = Send it in smaller parts. For history, use an import from the command line.

error-429 = A moment, please
error-429-happened = There were too many attempts in a short time.
error-429-kept = Nothing was changed.
error-429-next = Wait a minute, then try once more.

error-500 = That was our mistake
error-500-happened = Something broke on our side while this page was being made.
error-500-kept = Everything that had been saved is safe. If you were saving something, check whether it is there.
error-500-next = Try again. If it happens once more, tell whoever runs this installation, and name the request below.

error-503 = Not ready for a moment
error-503-happened = The database is busy or away, or the program is just starting.
error-503-kept = Everything that was accepted is safely stored.
error-503-next = Try again in a minute. Clients that send events repeat them by themselves.
