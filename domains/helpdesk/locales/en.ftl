# The texts of the helpdesk.

helpdesk-nav = Helpdesk
helpdesk-nav-figures = Figures
helpdesk-title = Helpdesk
helpdesk-contacts = Contacts
helpdesk-all-contacts = All contacts
helpdesk-contact = Contact
helpdesk-contact-of = Contact of { $moment }
helpdesk-new-title = New contact
helpdesk-correct-title = Correct the contact
helpdesk-last = Last contacts
helpdesk-today = { $n ->
    [one] question today
   *[other] questions today
 }
helpdesk-confidential = confidential
helpdesk-demo = example
helpdesk-demo-notice = There are invented contacts here, for trying out. They count in the figures.
helpdesk-first-title = No contacts yet
helpdesk-first = As soon as somebody saves a contact, it is here.
helpdesk-found-contacts = { $n ->
    [one] { $n } contact
   *[other] { $n } contacts
 }
helpdesk-found-withdrawn = { $n ->
    [one] { $n } withdrawn contact
   *[other] { $n } withdrawn contacts
 }
helpdesk-none-title = No contacts
helpdesk-none = With these choices there is no contact at all. Choose less, or look at all contacts.
helpdesk-filters = Choose which contacts
helpdesk-filter = Show
helpdesk-filter-chosen = Chosen
helpdesk-filter-off = Show all contacts
helpdesk-filter-without = leave this choice out
helpdesk-only-withdrawn = Withdrawn contacts
helpdesk-all = All
helpdesk-all-times = At any time
helpdesk-all-my-lines = All lines
helpdesk-period = Period
helpdesk-show = Show

helpdesk-field-line = Line
helpdesk-field-channel = Channel
helpdesk-field-kind = Kind
helpdesk-field-inquirer = Who asks?
helpdesk-field-zone = Care zone
helpdesk-field-municipality = Municipality
helpdesk-field-place = Where?
helpdesk-field-theme = Theme
helpdesk-field-need = Help found?
helpdesk-field-direct = Answered directly?
helpdesk-field-note = Note
helpdesk-field-minutes = Duration
helpdesk-field-at = When
helpdesk-field-service = Services given
helpdesk-field-q = Search a service
helpdesk-field-month = Month

helpdesk-place-hint = Postal code, municipality or care zone. Leave empty when you do not know.
helpdesk-place-hint-streets = Postal code, municipality, street or care zone. Leave empty when you do not know.
helpdesk-place-which = Which one do you mean?
helpdesk-more-inquirers = Other choices
helpdesk-other-theme = Another theme
helpdesk-no-other-theme = No other theme
helpdesk-note-hint = No name, no address, no date of birth.
helpdesk-when = Entered later, or duration
helpdesk-at-hint = Leave empty for now.
helpdesk-minutes-hint = In minutes.
helpdesk-minutes-long = { $n ->
    [one] one minute
   *[other] { $n } minutes
 }
helpdesk-save = Save
helpdesk-save-next = Save and next
helpdesk-save-correction = Save the correction
helpdesk-cancel = Do not correct

helpdesk-directory = Search a service
helpdesk-directory-hint = Type what is needed. Tick what you give.
helpdesk-find = Search
helpdesk-found-nothing = Nothing found. Try another word, or search without a place.
helpdesk-open-service = All about this service
helpdesk-guide = The whole conversation
helpdesk-reason-line-zero_half = low threshold
helpdesk-reason-line-first = first line
helpdesk-reason-line-second = second line

helpdesk-kind-question = Question
helpdesk-kind-wrong_number = Wrong number
helpdesk-kind-hang_up = Hung up
helpdesk-need-met = Yes
helpdesk-need-partly = Partly
helpdesk-need-unmet = No
helpdesk-need-not_applicable = Not applicable
helpdesk-direct-yes = Yes, at once
helpdesk-direct-no = No, later
helpdesk-direct-unknown = Not noted
helpdesk-state-logged = logged
helpdesk-state-corrected = corrected
helpdesk-state-withdrawn = withdrawn
helpdesk-unknown-zone = Zone unknown
helpdesk-unknown-municipality = Municipality unknown
helpdesk-unknown-theme = Without a theme
helpdesk-nothing = nothing
helpdesk-colon = { $what }: { $value }
helpdesk-service-gone = A service that is no longer in the directory
helpdesk-theme-gone = { $code } (no longer in the list)

helpdesk-logged = Contact saved.
helpdesk-corrected = Correction saved. What it was stays in the history.
helpdesk-withdrawn = Contact withdrawn.
helpdesk-restored = Contact brought back.
helpdesk-is-withdrawn = This contact was withdrawn and does not count. You find it among the withdrawn contacts.
helpdesk-noted = What was noted
helpdesk-given = Services given
helpdesk-given-none = No service given.
helpdesk-history = History
helpdesk-happened-logged = Logged
helpdesk-happened-corrected = Corrected
helpdesk-happened-withdrawn = Withdrawn
helpdesk-happened-restored = Brought back
helpdesk-by-me = by you
helpdesk-by-colleague = by a colleague
helpdesk-changed-concealed = changed
helpdesk-correct = Correct
helpdesk-withdraw = Withdraw
helpdesk-restore = Bring back

helpdesk-conflict-title = A colleague was faster
helpdesk-conflict = This contact was corrected meanwhile. What you typed is still in the form. Look at what differs and save again: then what you typed holds.
helpdesk-sent-title = You saved this form before
helpdesk-sent = This contact is there already, with other words. What you typed now is still in the form. Look at what differs and save again: then what you typed now holds.
helpdesk-conflict-field = Field
helpdesk-conflict-yours = What you typed
helpdesk-conflict-theirs = What stands there now

helpdesk-fault-line = Choose a line that exists
helpdesk-fault-channel = Choose a channel of this line
helpdesk-fault-inquirer = Choose who asks
helpdesk-fault-theme = Choose at least one theme
helpdesk-fault-many-themes = Choose eight themes at most
helpdesk-fault-unknown-theme = A theme is not in the list. Untick it and choose another
helpdesk-fault-direct = Choose whether you could answer at once
helpdesk-fault-many-services = Give twenty services at most
helpdesk-fault-unknown-service = A service is not in the directory. Untick it
helpdesk-fault-minutes = Give the duration in minutes, from 0 to 1440
helpdesk-fault-future = This moment is still to come. Check day and hour
helpdesk-fault-past = This moment is too long ago. Check day and year
helpdesk-fault-moment = Write day and hour like 2026-11-22T10:42
helpdesk-fault-skipped-hour = This hour never was: the clock went forward. Choose an hour later
helpdesk-fault-place-several = This place lies in more than one care zone. Choose which one you mean, or empty the field
helpdesk-fault-place-unknown = We do not know this place. Choose one that is like it, or empty the field
helpdesk-fault-form = The form arrived damaged. Look at what it says and save again

helpdesk-refused-incomplete = Something is missing. Nothing was saved. Go back and complete the form.
helpdesk-refused-changed = A colleague changed this contact meanwhile. Look at what stands there now and try again.
helpdesk-refused-withdrawn = This contact was withdrawn already. Bring it back first.
helpdesk-refused-not-withdrawn = This contact is not withdrawn, or it was brought back already.
helpdesk-refused-id-taken = This form was used for another contact already. Nothing was saved. Open a new form.
helpdesk-refused-sent-before = You saved this form before, with other words. Look at what stands there now and correct it.
helpdesk-refused-sent-withdrawn = You saved this contact before, and it was withdrawn since. Save again: then it becomes a new contact.

helpdesk-figures = The helpdesk in figures
helpdesk-period-range = { $first } to { $last }
helpdesk-what-counts = What is counted?
helpdesk-show-contacts = { $n ->
    [one] Show the one contact
   *[other] Show the { $n } contacts
 }
helpdesk-part-of = { $part } of { $whole ->
    [one] { $whole } contact
   *[other] { $whole } contacts
 }
helpdesk-target = target { $aim }
helpdesk-target-head = Target
helpdesk-no-data = no data
helpdesk-withheld = too small to show
helpdesk-unfinished = not over yet
helpdesk-after-the-year = after the end of the year
helpdesk-nothing-told = There is nothing to show here: there are no data, the numbers are too small, or the year is not over yet.
helpdesk-total = Together
helpdesk-more-rows = { $n ->
    [one] One more row with a smaller number is in the file.
   *[other] { $n } more rows with smaller numbers are in the file.
 }
helpdesk-themes-overlap = A contact with two themes counts in both: the rows add up to more than the total.
helpdesk-guarded = You see numbers only, of months that are over: a contact counts here in the month in which it was written down. What they consist of is shown after the year. Small numbers stay hidden, and so does what would betray them.
helpdesk-guarded-range = Choose a month or a year: other periods are not shown here.
helpdesk-apart = Lines of which you see numbers only
helpdesk-apart-why = Each line by itself, not counted in the total: otherwise the total would betray small numbers. Only months that are over count; a contact counts in the month in which it was written down. The share answered directly is shown after the year.
helpdesk-by-month = By month
helpdesk-by-line = By line
helpdesk-by-channel = By channel
helpdesk-by-zone = By care zone
helpdesk-by-theme = By theme
helpdesk-by-inquirer = By kind of inquirer
helpdesk-csv = Table for a spreadsheet (CSV)
helpdesk-csv-measure = Code of the figure
helpdesk-csv-name = Figure
helpdesk-csv-by = Split
helpdesk-csv-code = Code of the part
helpdesk-csv-part = Part
helpdesk-csv-period = Period
helpdesk-csv-value = Value
helpdesk-csv-unit = Unit
helpdesk-csv-target = Target
helpdesk-csv-numerator = Numerator
helpdesk-csv-denominator = Denominator
helpdesk-csv-origin = Origin
helpdesk-csv-source = Source
helpdesk-csv-examples = With invented examples
helpdesk-csv-yes = yes
helpdesk-print = Print
helpdesk-declared = Declared and computed
helpdesk-declared-about = Line, channel
helpdesk-declared-why = Declared: counted before Relais, not by Relais. Source:
helpdesk-stated = declared
helpdesk-computed = computed
helpdesk-derived = derived
helpdesk-derived-long = This figure does not stand so in the source; it follows from other declared figures.

helpdesk-unit-contacts = contacts
    .of = { $n ->
        [one] contact
       *[other] contacts
    }
helpdesk-unit-percent = of the contacts
    .of = of the contacts
helpdesk-measure-contacts = Contacts
helpdesk-measure-contacts-definition = Every contact with a question, by any channel, in the month in which it came in. Wrong numbers, people who hung up and withdrawn contacts do not count.
helpdesk-measure-direct-answers = Answered directly
helpdesk-measure-direct-answers-definition = Contacts with a question that was answered in the same contact.
helpdesk-measure-direct-rate = Share answered directly
helpdesk-measure-direct-rate-definition = Contacts in which the question was answered at once, divided by all contacts with a question for which that was noted. Without such contacts there is no figure. Version 1 of this rule.
helpdesk-measure-unmet = Unmet needs
helpdesk-measure-unmet-definition = Contacts with a question for which no fitting help could be found.
helpdesk-propose = Something wrong? Propose a correction
helpdesk-propose-here = Something wrong?
helpdesk-happened-proposed = Correction proposed: { $service } ({ $state })
helpdesk-proposal-waiting = waits for an answer
helpdesk-proposal-approved = taken over
helpdesk-proposal-partly = taken over in part
helpdesk-proposal-declined = not taken over
helpdesk-proposal-lapsed = lapsed
