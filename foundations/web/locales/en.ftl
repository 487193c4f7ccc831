# The texts of the page around every page.

web-skip = Skip to the content
web-menu = Main menu
web-crumbs = You are here
web-sign-in-link = Sign in
web-sign-out = Sign out
web-undo = Undo
web-printed = Printed on { $day }
web-home = Back to the start
web-try-again = Try again
web-automatic = translated automatically
web-only-nl = in Dutch
web-only-fr = in French
web-only-en = in English
web-colon = {": "}

web-pages = Pages
web-page = Page
web-previous = Previous
web-next = Next

web-declared = declared
web-no-data = no data
web-total = Total

web-faults = { $n ->
    [one] One answer needs another look
   *[other] { $n } answers need another look
 }
web-fault-missing = Fill this in
web-fault-choose = Make a choice
web-fault-unreadable = We do not understand this. Check it or choose something else
web-fault-characters = The text contains a character that we cannot keep. Type it again
web-fault-long = This is { $over ->
    [one] one character
   *[other] { $over } characters
 } too long. There is room for { $most }
web-fault-of = { $field }: { $fault }

web-not-found-title = This page does not exist
web-not-found = It may have been moved or removed, or the address contains a mistake. Did you come by a link in an e-mail? It may not be whole: copy the whole address.
web-lost-what = What help do you need?
web-lost-search = Find help
web-lost-call = Rather talk to somebody?
web-wrong-method = This address cannot be used in this way. Go to the start and follow the buttons.
web-forbidden-title = You do not have access to this
web-forbidden = Your account does not have this right. If you need it for your work, ask the administrator.
web-bad-token-title = This token does not work
web-bad-token = The token does not exist, has expired or was taken back, or the account of whoever made it is closed. Make another at /me/tokens.
web-needs-token = Only programs come in here, with a token: Authorization: Bearer. Make one at /me/tokens.
web-narrow-token = This token may not do this: it does not reach that far, is for another organisation or source, or whoever made it does not have this right. Make another at /me/tokens.
web-sign-in-title = Sign in first
web-sign-in = You must be signed in to do this. Nothing is lost: sign in and try again.
web-stale-form-title = Send the form again
web-stale-form = The form was open for too long, or it did not come from our page. Nothing was changed. Go back, reload the page and send it again.
web-refused-title = That is not possible now
web-gone-title = That is no longer possible
web-bad-input-title = We do not understand
web-bad-input = Something is wrong with “{ $field }”. Nothing was changed. Check it and try again.
web-bad-input-here = Something is wrong with the address of this page, or with what you filled in. Nothing was changed. Go back and check it, or start again.
web-not-one-of = “{ $field }” has a value that we do not know. It may be: { $values }.
web-unsupported = What you sent has a form that we cannot read here. Nothing was changed.
web-no-host = Your program did not say plainly which site this is for. Nothing was changed. Type the address in your browser again.
web-broken = What you sent did not arrive whole. Nothing was changed. Go back and send it again.
web-too-slow-title = It did not arrive in time
web-too-slow = What you sent came in too slowly. Nothing was changed. Check your connection, go back and send it again.
web-too-large-title = That is too much at once
web-too-large = What you sent is too large. Nothing was changed. Shorten the text or make the file smaller.
web-long-address = This address is too long to be read. Choose less at once, or start again from the search page.
web-too-many-title = Please wait a moment
web-too-many = You tried this several times in a row. Wait { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
 } and try again.
web-busy-title = Please wait a moment
web-timed-out = This took too long. Nothing has changed. Go back: your text is still there. Then try again.
web-unavailable = Something that we need does not answer. What you had saved is not lost. Try again in half a minute.
web-unexpected-title = Something went wrong on our side
web-unexpected = It is not your fault. What you had saved is not lost. Try again.
web-reference = Does it keep happening? Give us this number and we will find out what happened:
