# Campaigns among organisations.
campaigns-nav = Campaigns
campaigns-nav-calls = Calls for campaigns
campaigns-title = Campaigns among organisations
campaigns-lead = Ask organisations by e-mail whether their entry is still right. They answer through a link, without an account. Whoever does not answer is reminded, and in the end called.
campaigns-new = New campaign
campaigns-revise = Change
campaigns-save = Save
campaigns-print = Print
campaigns-none = No campaign yet
campaigns-none-help = Choose whom to ask, and look at the e-mail before anything goes out.
campaigns-worklist = To the worklist
campaigns-state-draft = Being prepared
campaigns-state-running = Running
campaigns-state-stopped = Stopped
campaigns-state-ended = Ended
campaigns-ask-waiting = Waiting for an answer
campaigns-ask-to_call = To be called
campaigns-ask-confirmed = All is right
campaigns-ask-corrected = Corrected
campaigns-ask-gone = No longer exists
campaigns-ask-silent = No answer
campaigns-ask-left_out = Left out
campaigns-means-link = through the link
campaigns-means-phone = on the telephone
campaigns-means-account = with an account
campaigns-means-directory = by somebody else in the directory, such as an editor
campaigns-outcome-confirmed = Reached: all is right
campaigns-outcome-corrected = Reached: something is not right
campaigns-outcome-unreached = Not reached
campaigns-outcome-gone = No longer exists
campaigns-field-name = Name
campaigns-name-hint = For colleagues. Organisations do not see this name.
campaigns-field-state = State
campaigns-field-ends_on = Last day
campaigns-field-asked = Organisations
campaigns-field-answers = Answers
campaigns-field-organisation = Organisation
campaigns-field-when = Answer or next step
campaigns-field-phone = Telephone
campaigns-field-mail = E-mail
campaigns-field-campaign = Campaign
campaigns-field-since = Asked since
campaigns-field-tried = Times called
campaigns-until = until
campaigns-field-theme = Theme
campaigns-field-zone = Care zone
campaigns-field-kind = Kind of organisation
campaigns-kinds-usual = Every kind that people look for help with, also where no kind is known
campaigns-kinds-hint = Ticked is every kind that people look for help with. The others, such as newspapers, suppliers and authorities, are asked only if you tick them. In brackets: how many organisations there are.
campaigns-kinds-ticked = { $n } of { $of } kinds ticked
campaigns-kind-unknown = No kind known
campaigns-field-lists = Also those who only offer a directory or a tool
campaigns-fault-kinds = Tick at least one kind of organisation.
campaigns-asks-in-all = { $n ->
    [one] This campaign will ask 1 organisation.
   *[other] This campaign will ask { $n } organisations.
 }
campaigns-other-kinds = { $n ->
    [one] 1 organisation is not asked because of its kind, or because it only offers a directory or a tool.
   *[other] { $n } organisations are not asked because of their kind, or because they only offer a directory or a tool.
 }
campaigns-field-silent = Nothing confirmed for
campaigns-silent-hint = In days, from 1 to 3,650. Leave empty to ask everybody, also those who confirmed of late.
campaigns-silent-for = { $n ->
    [one] 1 day
   *[other] { $n } days
 }
campaigns-days = { $n ->
    [one] 1 day
   *[other] { $n } days
 }
campaigns-any = Any
campaigns-whom = Whom you ask
campaigns-whom-help = Organisations that fit all of it. Whoever another campaign is asking is not asked twice.
campaigns-letters-title = The e-mails
campaigns-letters-help = An organisation gets its own language: Dutch, French, or both below each other. At the foot of each e-mail stands how to get no more of them.
campaigns-field-subject-nl = Subject, in Dutch
campaigns-field-subject-fr = Subject, in French
campaigns-subject-hint = The same for everybody. Never write names here.
campaigns-field-first-nl = First e-mail, in Dutch
campaigns-field-first-fr = First e-mail, in French
campaigns-field-reminder-nl = Reminder, in Dutch
campaigns-field-reminder-fr = Reminder, in French
campaigns-marks-hint = “{"{organisation}"}” becomes the name, “{"{link}"}” the link and “{"{until}"}” the last day of the link. The link must be in it.
campaigns-field-rhythm = Rhythm
campaigns-rhythm = { $days ->
    [one] { $n ->
        [one] After 1 day 1 reminder.
       *[other] A reminder every day, { $n } at most.
     }
   *[other] { $n ->
        [one] After { $days } days 1 reminder.
       *[other] A reminder every { $days } days, { $n } at most.
     }
 }
campaigns-calls-yes = Whoever has not answered by then is called.
campaigns-calls-no = Nobody is called.
campaigns-field-reminder_days = Days between two steps
campaigns-reminder-days-hint = Between an e-mail and the next, or the call. From 1 to 90.
campaigns-field-reminders = Reminders, at most
campaigns-field-calls = Call whoever does not answer or has no address
campaigns-field-link_days = Days that a link holds
campaigns-link-days-hint = After that the organisation can ask for a new one, to the same address. From 1 to 365.
campaigns-field-prices = What it costs
campaigns-prices-help = In euro, to show what an answer costs. Leave 0 if you do not want to know.
campaigns-prices = { $letter } per e-mail, { $minute } per minute of calling
campaigns-field-letter_price = Euro per e-mail
campaigns-field-minute_price = Euro per minute of calling
campaigns-fault-past = Choose a day after today.
campaigns-fault-number = That number does not fit. See the explanation.
campaigns-fault-money = Write an amount like 0.85.
campaigns-fault-unknown = That is not in the list. Choose again.
campaigns-fault-link = Put {"{link}"} into the e-mail: nobody can answer without a link.
campaigns-would-ask = Whom it would ask
campaigns-by-mail = { $n ->
    [one] 1 organisation gets an e-mail
   *[other] { $n } organisations get an e-mail
 }
campaigns-without = { $n ->
    [one] 1 organisation has no e-mail address or wants no e-mails.
   *[other] { $n } organisations have no e-mail address or want no e-mails.
 }
campaigns-without-called = They go straight to the list of calls.
campaigns-without-passed = They are not asked.
campaigns-who = Who
campaigns-and-more = { $n ->
    [one] and 1 more
   *[other] and { $n } more
 }
campaigns-elsewhere = { $n ->
    [one] 1 organisation is being asked by another campaign and is not asked twice.
   *[other] { $n } organisations are being asked by another campaign and are not asked twice.
 }
campaigns-decided = What was decided
campaigns-first-letter = First e-mail
campaigns-reminder = Reminder
campaigns-sample-name = Sample organisation
campaigns-what-now = What now
campaigns-start = Start: send the first e-mails
campaigns-discard = Discard
campaigns-stop = Stop
campaigns-resume = Go on
campaigns-revoke = Withdraw all links
campaigns-revoke-help = No link of this campaign opens anything any more, also not those in e-mails that arrived. The campaign stops. If you go on later, new links go out with the next e-mails.
campaigns-progress = How it goes
campaigns-answered = { $n } of { $of } organisations answered
campaigns-letters = E-mails
campaigns-calls-made = Calls
campaigns-minutes = Minutes of calls
campaigns-cost = Cost
campaigns-cost-each = Cost per answer
campaigns-no-answer-yet = no answer yet
campaigns-all = Show all
campaigns-none-so = Nobody in this state
campaigns-none-so-help = Choose another figure above, or show all organisations.
campaigns-merged = Merged, or out of the directory
campaigns-answered-on = { $day }, { $means }
campaigns-next-on = next step on { $day }
campaigns-to-call = { $n ->
    [one] 1 organisation to call
   *[other] { $n } organisations to call
 }
campaigns-to-call-help = They did not answer the e-mails, or have no address. Ask whether the entry is still right, and note what came of it. Who has a number and has been asked longest stands first.
campaigns-nobody-to-call = Nobody to call
campaigns-nobody-to-call-help = Whoever answers no e-mail appears here by itself.
campaigns-no-phone = no number known
campaigns-find-phone = find a number first
campaigns-reach = How to reach
campaigns-has-address = gets e-mails
campaigns-has-no-address = no address known
campaigns-wants-no-mail = wants no e-mails from campaigns
campaigns-to-page = To the page
campaigns-to-own-page = To the page of your organisation
campaigns-to-entry = To the entry
campaigns-no-letters = No e-mail has gone out yet.
campaigns-no-calls = Nobody called yet.
campaigns-link-open = The link holds until { $day }
campaigns-link-expired = The link held until { $day }
campaigns-link-withdrawn = The link was withdrawn (it held until { $day })
campaigns-write-call = Write down a call
campaigns-field-outcome = What came of it
campaigns-field-minutes = Minutes
campaigns-minutes-of = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
 }
campaigns-write-heard = Write into the entry what you heard
campaigns-write-again = Send a new e-mail
campaigns-leave-out = Leave out
campaigns-leave-out-help = Nothing more goes out, and the links of this organisation no longer open anything.
campaigns-is-it-right = Is this still right?
campaigns-is-it-right-lead = This is what the directory says of { $name }. Look it over and tell us whether it is right. No account is needed.
campaigns-answer-anew = You can answer again as long as the link holds.
campaigns-you-confirmed = You said on { $day } that all is right. Thank you.
campaigns-you-corrected = You sent a correction on { $day }. An editor looks at it. Thank you.
campaigns-you-corrected-decided = You sent a correction on { $day }. An editor has looked at it. Thank you.
campaigns-you-gone = You said on { $day } that the organisation has stopped. An editor looks at it.
campaigns-correct = Correct
campaigns-all-is-right = All is still right
campaigns-rest-is-right = All the rest is still right
campaigns-we-stopped = We have stopped
campaigns-we-stopped-help = We then take you out of the directory, after a check. If only one service stops, correct that service.
campaigns-we-stopped-words = Do you want to add something? (optional)
campaigns-we-stopped-send = Tell that we have stopped
campaigns-link-until = This link is yours and holds until { $day }.
campaigns-no-more = No more e-mails
campaigns-no-more-lead = Should we send { $name } no more e-mails to check the entry? Then we would only call.
campaigns-no-more-send = Send us no more e-mails
campaigns-no-more-done = We send { $name } no more e-mails to check the entry.
campaigns-letters-again = Send us e-mails again
campaigns-back-to-all = Back to your details
campaigns-correct-title = Correct: { $name }
campaigns-correct-lead = Open what is not right and change it. An editor looks at it before it goes into the directory.
campaigns-other-places = Correct another place:
campaigns-words = Or say it in your words
campaigns-words-hint = No names of people whom you help.
campaigns-send = Send the correction
campaigns-expired = This link no longer holds
campaigns-expired-lead = To be careful, a link only opens for some time. Nothing is lost.
campaigns-expired-over = The campaign is no longer running. If something is not right, say so on your organisation’s page in the directory.
campaigns-again = Send me a new link
campaigns-again-help = The new link goes to the address that got the last one, or to the one that now stands in the directory.
campaigns-ask-for-new-link = Ask for a new link
campaigns-said-create = Saved. Look over whom it asks, then start.
campaigns-said-revise = Saved.
campaigns-said-discard = Discarded.
campaigns-said-start = Started. The first e-mails go out now.
campaigns-said-stop = Stopped. E-mails that had not left yet were taken back.
campaigns-said-resume = The campaign goes on.
campaigns-said-revoke = All links were withdrawn.
campaigns-said-leave-out = Left out. The links no longer open anything.
campaigns-said-write-again = A new e-mail goes out.
campaigns-said-call-confirmed = Noted: all is right.
campaigns-said-call-corrected = Noted. Now write into the entry what you heard.
campaigns-said-call-unreached = Noted. The organisation stays on the list.
campaigns-said-call-gone = Noted. Take the entry out of the directory if that is certain.
campaigns-said-confirmed = Thank you. We noted that it is right.
campaigns-said-corrected = Thank you. An editor looks at your correction.
campaigns-said-gone = Thank you. An editor looks at it.
campaigns-said-no-more = You get no more of these e-mails.
campaigns-said-letters-again = You get e-mails again.
campaigns-said-again = A new link goes out. Look in your mailbox.
campaigns-refused-changed = Somebody else changed this campaign meanwhile. Nothing was changed. Open it again and see what it says now.
campaigns-refused-sent-before = This form was sent before. The campaign is there.
campaigns-refused-not-draft = The campaign was started already. Nothing was changed. You can stop it.
campaigns-refused-not-running = The campaign is not running. Nothing was changed.
campaigns-refused-not-stopped = The campaign is not stopped. Nothing was changed.
campaigns-refused-over = The last day is over. Choose a later day first.
campaigns-refused-nobody = No organisation fits. Choose more widely whom to ask.
campaigns-refused-no-post = No mail server is set: e-mails cannot go out. Ask the administrator to set one.
campaigns-refused-closed = This organisation has answered or is not asked any more. Nothing was changed.
campaigns-refused-just-written = An e-mail went not long ago. Look in the mailbox, also among unwanted mail, or try again tomorrow.
campaigns-refused-no-address = There is no address to write to, or the organisation wants no e-mails. Nothing was sent.
campaigns-refused-no-link = This link is not whole, or not ours. Copy the whole address from the e-mail.
campaigns-refused-withdrawn = This link was withdrawn. If something about your organisation is not right, say so on its page in the directory.
campaigns-refused-expired = This link no longer holds. Nothing was changed. You can ask for a new one.
campaigns-letter-foot = You get this e-mail because this address stands in the directory or was given to us. No more e-mails? { $link }
campaigns-offered-subject = Are your details in the directory still right?
campaigns-offered-first =
    Dear colleague,

    {"{organisation}"} stands in our directory. People and professionals look there for the right help near home. For that, your details must be right.

    Will you look them over? It takes some minutes, and you need no account:
    {"{link}"}

    If all is right, one button will do. If something is not, correct it there. The link is yours alone and holds until {"{until}"}.

    Thank you!
campaigns-offered-reminder =
    Dear colleague,

    We asked you of late whether the details of {"{organisation}"} are still right, and have had no answer. Will you look them over?
    {"{link}"}

    The link holds until {"{until}"}. If you answered meanwhile, you can forget this e-mail.

    Thank you!
# Figures
campaigns-figures = Figures
campaigns-figures-of = Figures of campaigns in { $year }
campaigns-year = Year
campaigns-show = Show
campaigns-began = Began in
campaigns-began-in = Campaigns that began in { $period }.
campaigns-all-of-them = All campaigns
campaigns-whole-year = The whole year
campaigns-no-data = no data
campaigns-counted = What is counted?
campaigns-measure-asked = Asked
campaigns-measure-asked-definition = Organisations that a campaign asks. Each campaign counts in the month in which it began.
campaigns-measure-answered = Answered
campaigns-measure-answered-definition = Organisations that answered: all is right, corrected, or no more; by link, telephone or account, or because all of it was confirmed for them in the directory after the first letter.
campaigns-measure-confirmed = Confirmed
campaigns-measure-confirmed-definition = Organisations that said that all is right and corrected nothing.
campaigns-measure-corrected = Corrected
campaigns-measure-corrected-definition = Organisations that corrected something, whatever became of that proposal.
campaigns-measure-letters = E-mails
campaigns-measure-letters-definition = E-mails that went or wait to go; what was taken back does not count.
campaigns-measure-calls = Calls
campaigns-measure-calls-definition = Calls that were written down, also when nobody answered.
campaigns-measure-cost = Costs
campaigns-measure-cost-definition = E-mails and minutes on the telephone, at the prices of the campaign.
campaigns-unit-organisations = organisations
campaigns-unit-letters = e-mails
campaigns-unit-calls = calls
campaigns-unit-cents = cents
# An address for one campaign
campaigns-address-title = Another address for this campaign
campaigns-field-email = E-mail address
campaigns-address-hint = An e-mail goes out at once. Links that went to another address then open nothing any more. The entry does not change, and the address is forgotten when the campaign ends.
campaigns-give-address = E-mail this address
campaigns-has-typed-address = gets e-mails at an address for this campaign
campaigns-said-give-address = An e-mail goes to that address.
campaigns-fault-email = That is no e-mail address. Write it as name@example.be.
