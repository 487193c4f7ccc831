# Kept searches.
alerts-title = My searches
alerts-me = My account
alerts-none = You keep no search yet
alerts-none-help = Search for help, and choose below the results to keep the search.
alerts-find = Find help
alerts-back = Back to the search
alerts-new = Keep this search
alerts-change = Change
alerts-save = Save
alerts-remove = Remove
alerts-told = Last e-mail: { $day }
alerts-no-post = No e-mails can go out: no mail server is set. Your searches stay kept.
alerts-field-name = Name
alerts-name-hint = Only you see this name. Leave it empty to see what you searched for.
alerts-field-rhythm = E-mail me what is new, changed or gone
alerts-field-email = Your e-mail address
alerts-email-hint = We use it for this only and keep it encrypted.
alerts-rhythm-never = Never
alerts-rhythm-daily = Once a day at most
alerts-rhythm-weekly = Once a week at most
alerts-ask = Keep me up to date
alerts-ask-help = You get an e-mail when something is new, changed or gone. First we ask whether the address is yours. You can stop at any time with one click.
alerts-ask-send = Send me a confirmation
alerts-sent = Look in your mailbox
alerts-sent-help = We sent you an e-mail with a link. You only get news once you open it and confirm. The link holds for two days.
alerts-sent-none = No e-mail? Look among unwanted mail. We write to one address only a few times a day.
alerts-your-search = Your search
alerts-see = See what it finds now
alerts-confirm = Yes, keep me up to date
alerts-confirm-help = Do you want an e-mail when something in it is new, changed or gone? If you did not ask for this, do nothing: after two days your address is forgotten.
alerts-tells = You get an e-mail when something changes. { $rhythm }.
alerts-tells-no-more = You get no e-mails about this search.
alerts-stop = Stop
alerts-stop-help = If you stop, we also forget your address and what you looked for.
alerts-stop-help-account = If you stop, the search stays in your account, without e-mails.
alerts-stopped = Stopped
alerts-stopped-help = You get no more e-mails about this.
alerts-said-save = Saved.
alerts-said-change = Saved.
alerts-said-remove = Removed.
alerts-said-confirm = Confirmed. You will hear from us when something changes.
alerts-fault-wide = This search finds more than 200 services: too many to e-mail you news about. Tick something beside the results that makes it smaller: a theme, a care zone, a neighbourhood or a distance.
alerts-fault-no-post = No e-mails can go out. Choose “Never”.
alerts-fault-email = That is no e-mail address. Write it as name@example.be.
alerts-refused-too-many = You keep as many searches as possible. Remove one first.
alerts-refused-no-post = No e-mails can go out at present. Nothing was kept.
alerts-refused-gone = This search is no longer there: it was stopped, or not confirmed in time. Nothing of yours is kept. You can search and ask again.
alerts-letter-question-subject = Confirm your request
alerts-letter-question =
    Hello,

    Somebody, probably you, asked us to keep you up to date about a search in our directory. Confirm it here:
    { $link }

    The link holds for two days. If you did not ask for this, do nothing: we forget your address.
alerts-letter-news-subject = News about your search
alerts-letter-news =
    Hello,

    Something changed in this search: { $search }
alerts-letter-new = New:
alerts-letter-changed = Changed:
alerts-letter-gone = No longer found:
alerts-letter-more = { $n ->
    [one] and 1 more
   *[other] and { $n } more
 }
alerts-letter-foot = You get this e-mail because you asked for it. See all of it, or stop: { $link }
