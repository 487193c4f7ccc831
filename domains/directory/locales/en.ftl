# The texts of the directory.

directory-nav = Find help
directory-find = Find help
directory-themes = Themes
directory-welcome = Find help, close to home
directory-lead = Care and welfare. Free, without an account, in your language.
directory-what = What help do you need?
directory-what-hint = e.g. home nursing
directory-where = Where?
directory-where-hint = postal code, municipality or street
directory-where-hint-areas = postal code or municipality
directory-search = Find help
directory-rather-talk = Would you rather talk to somebody?
directory-call = Call { $number }
directory-write = Write
directory-desk = { $name } looks with you. Call or write, you need not prepare anything.
directory-danger = In danger?
directory-map = Map of the municipalities. Choose one to see what is near.
directory-towns = Choose your municipality from a list
directory-begin-theme = Or begin with a theme
directory-results = Results
directory-found = { $n ->
    [one] One service
   *[other] { $n } services
 }
directory-found-at-least = At least { $n } services; search for something more precise to see fewer
directory-why = Why this result
directory-website = Website
directory-more = Learn more
directory-more-of = { $name }: learn more
directory-which-place = Where in “{ $place }” are you looking?
directory-which-place-why = This may be several places. Choose one, and we show what is near. Below is what we found in the whole region.
directory-zones-first = What lies in one of these care zones comes before what helps as well elsewhere.
directory-choice-whole = All of { $place }
directory-choice-region = The whole region ({ $place })
directory-street-somewhere = We know { $street }, but not where in the municipality that street lies. We show what there is in the whole municipality.
directory-street-in-part = We know { $street }, but not in which part of the municipality that street lies. Choose the part where you are looking, and we show what is near.
directory-no-place = We do not know “{ $place }”
directory-no-place-help = Try a postal code, a municipality or a street. Below is what we found in the whole region.
directory-no-place-help-areas = We do not know any streets here yet. Try a postal code or a municipality. Below is what we found in the whole region.
directory-no-place-nearly = Do you mean one of these? Below is what we found in the whole region.
directory-mended = We do not find “{ $typed }”. We searched for “{ $meant }”.
directory-unknown-words = We find nothing about “{ $words }”. We searched for the other words.
directory-nobody = “{ $words }”: we know of no such service
directory-shown-instead = We show instead: { $themes }.
directory-open-first = What is open now comes first on this page.
directory-none-open = As far as we know, nothing on this page is open now.
directory-only-open = Show only what is open now
directory-partly = No service fits all your words: “{ $words }”. Below is what comes closest.
directory-nothing = Nothing found
directory-nothing-help = Try a simpler word, search wider, or begin with a theme. The helpdesk gladly looks with you.
directory-close-by = Close to what you are looking for
directory-for-professionals = For professionals: { $n ->
    [one] one service
   *[other] { $n } services
 } on this page
directory-broaden = Search wider
directory-all-themes = See the themes
directory-refine = Refine
directory-open-now = Open now
directory-show = Show
directory-not-found = Not found?
directory-themes-lead = What do you need help with?
directory-services = Services
directory-former-organisation = This organisation no longer exists.
directory-also-called = Also known as { $names }
directory-formerly = Formerly { $names }
directory-offers = What this organisation offers
directory-offers-nothing = We do not know of any services of this organisation yet.
directory-suspended = This service is closed for now. Look for another, or ask the helpdesk.
directory-no-contact = We do not know yet how to reach this service. The helpdesk will help you.
directory-place = Where
directory-hours = Opening hours
directory-span = { $from } to { $until }
directory-closed = Closed
directory-holiday = public holiday
directory-holidays-unknown = This may differ on public holidays.
directory-hours-source = Opening hours according to { $source }.
directory-by = By whom
directory-helps-with = Helps with
directory-verified = Checked on { $day }.
directory-never-verified = Not yet checked with the service itself.
directory-source-pack = Source: public texts about care and welfare in the region.
directory-source-file = Source: { $source }.
directory-glance = At a glance
directory-glance-who = Can I go there?
directory-glance-when = When?
directory-glance-cost = What does it cost?
directory-glance-languages = Which languages?
directory-glance-referral = Who can send me?
directory-unknown = We do not know yet. Ask the service.
directory-unknown-desk = We do not know yet. The helpdesk gladly finds out with you.
directory-hours-unknown-call = We do not know the hours yet. Call first.
directory-hours-unknown-website = We do not know the hours yet. Look at the website first.
directory-hours-unknown-write = We do not know the hours yet. Write first.
directory-hours-unknown-desk = We do not know the hours yet. The helpdesk gladly finds them with you.
directory-print = Print
directory-area-region = Yes, in the whole region
directory-area-parts = Works in: { $parts }
directory-line-zero_half = Close to you, without a threshold
directory-line-first = First professional help
directory-line-second = Specialised help
directory-referral-self = You can go there yourself
directory-referral-professional = A professional asks for it
directory-precision-street = We do not know the house number.
directory-precision-postal_code = We only know the postal code.
directory-precision-municipality = We only know the municipality.
directory-precision-zone = We only know the care zone.
directory-precision-region = We do not know the address.
directory-open-always = Always open
directory-open-until = Open now, until { $time } ({ $day })
directory-opens-today = Closed now, opens today at { $time } ({ $day })
directory-opens = Closed now, opens { $day } at { $time }
directory-opens-on = Closed now, opens again on { $date }
directory-reason-exact-name = Has exactly this name
directory-reason-theme = { $theme }
directory-reason-related = Related: { $theme }
directory-reason-helps-to-find = Helps you to find the right help
directory-reason-neighbourhood = In your neighbourhood
directory-reason-municipality = In your municipality
directory-reason-serves-municipality = Works in your municipality
directory-reason-serves-postal-code = Works in your postal code
directory-reason-zone = In your care zone
directory-reason-serves-zone = Works in your care zone
directory-reason-possible-zone = In one of the possible care zones
directory-reason-serves-possible-zone = Works in one of the possible care zones
directory-reason-walk = { $minutes ->
    [one] 1 minute on foot
   *[other] { $minutes } minutes on foot
 } ({ $distance })
directory-reason-distance = { $distance } away
directory-reason-always-open = Always open
directory-reason-open-until = Open now, until { $time }
directory-reason-opens-today = Opens at { $time } ({ $day })
directory-reason-opens = Opens { $day } at { $time }
directory-reason-opens-on = Opens on { $date }
directory-reason-speaks = Speaks { $languages }
directory-reason-and = { $first } and { $last }
directory-reason-region = In the whole region
directory-reason-first-line = First point of contact
directory-reason-verified = Checked on { $day }

directory-language-nl = Dutch
directory-language-fr = French
directory-language-en = English
directory-language-de = German
directory-language-ar = Arabic
directory-language-tr = Turkish
directory-language-es = Spanish
directory-language-it = Italian
directory-language-pt = Portuguese
directory-language-pl = Polish
directory-language-ro = Romanian
directory-language-bg = Bulgarian
directory-language-ru = Russian
directory-language-uk = Ukrainian
directory-language-el = Greek
directory-language-fa = Persian
directory-language-ps = Pashto
directory-language-so = Somali
directory-language-sq = Albanian
directory-language-ti = Tigrinya
directory-language-ur = Urdu
directory-language-zh = Chinese
directory-language-vgt = Flemish sign language
directory-language-sfb = French Belgian sign language

# The thesaurus.

directory-themes-in-full = All themes, with their parts
directory-theme-whole = Everything about { $theme }
directory-theme-related = See also
directory-theme-gone = This theme no longer exists. Choose another theme, or search in your own words.

# Refining an answer.

directory-chosen = Chosen
directory-take-away = : take away
directory-within = Within { $km } km
directory-within-any = Any distance
directory-facet-within = How far?
directory-facet-theme = Theme
directory-facet-audience = For whom?
directory-facet-activation = Who may start it?
directory-facet-language = Spoken there
directory-facet-line = Line of care
directory-facet-zone = Care zone
directory-facet-neighbourhood = Neighbourhood
directory-facet-region = The whole region
directory-for-public = Residents
directory-for-professional = Professionals
directory-facet-kind = What sort of help?
directory-facet-cost = What does it cost?
directory-facet-access = Getting in
directory-pick-start-oneself = Yourself
directory-pick-start-relative = Somebody close to you
directory-pick-start-professional = A professional
directory-pick-start-doctor = A doctor
directory-pick-start-service = Another service
directory-pick-cost-free = Free
directory-pick-cost-convention = Agreed tariff
directory-pick-cost-social_rate = Less if you have little
directory-pick-cost-increased_reimbursement = Increased reimbursement
directory-pick-cost-paid = Paid
directory-pick-access-step_free = Without steps
directory-pick-access-lift = Lift
directory-pick-access-toilet = Accessible toilet
directory-pick-access-hearing = Help with hearing
directory-pick-access-quiet = Quiet place
directory-pick-access-animals = Animals allowed
directory-pick-kind-service = Service
directory-pick-kind-helpline = Helpline
directory-pick-kind-directory = Directory
directory-pick-kind-initiative = Citizens’ initiative
directory-pick-kind-consultation_space = Consultation room
directory-pick-kind-activity = Activity together
directory-pick-kind-tool = Tool
directory-pick-kind-training = Training
directory-pick-kind-parking = Parking for home visits
directory-pick-kind-interpreters = Interpreters

# The whole offer
directory-retired = This service no longer exists. Look for another, or ask the helpdesk.
directory-plain = In plain words
directory-description = What does this service do?
directory-start = How do you begin?
directory-bring = What should you bring?
directory-confidential = This address is secret, to protect people. Call or write first.
directory-glance-access = Can I get in?
directory-glance-room = Is there room?
directory-update-rhythm = Brought up to date: { $rhythm }.
directory-legal-form = Legal form: { $form }
directory-number-kbo = Enterprise number (KBO/BCE): { $number }
directory-number-riziv = RIZIV/INAMI number: { $number }
directory-number = { $register }: { $number }
directory-part-of = Part of:
directory-networks = Member of:
directory-for-ages = From { $from } to { $until } years of age
directory-for-ages-from = From the age of { $from }
directory-for-ages-until = Up to the age of { $until }
directory-for-genders = Only for { $genders }
directory-for-situations = For: { $names }
directory-not-for = Not for: { $names }
directory-for-residents = Only for those who live there
directory-gender-female = women
directory-gender-male = men
directory-gender-other = people of another gender identity
directory-kind-helpline = Helpline
directory-kind-directory = Directory kept by others
directory-kind-initiative = Residents’ initiative
directory-kind-consultation_space = Room to receive people
directory-kind-activity = Doing something together
directory-kind-tool = Tool
directory-kind-training = Training
directory-kind-parking = Parking for home visits
directory-kind-interpreters = Interpreters
directory-rhythm-daily = every day
directory-rhythm-weekly = every week
directory-rhythm-monthly = every month
directory-rhythm-yearly = every year
directory-rhythm-irregular = now and then
directory-cost-free = Free
directory-cost-convention = Official tariff (convention)
directory-cost-social_rate = Social rate
directory-cost-increased_reimbursement = Cheaper with increased reimbursement
directory-cost-paid = To be paid
directory-cost-amount = { $cost }: { $amount }
directory-activation-who = May ask for it: { $who }
directory-activation-how = How: { $how }
directory-activator-oneself = you yourself
directory-activator-relative = somebody close to you
directory-activator-professional = a professional in care or welfare
directory-activator-doctor = a doctor
directory-activator-service = another service
directory-way-phone = call
directory-way-email = e-mail
directory-way-form = fill in a form
directory-way-walk_in = walk in
directory-way-letter = send a letter
directory-way-platform = through a platform for professionals
directory-way-app = with an app
directory-access-step_free-yes = Without a step
directory-access-step_free-no = There is a step
directory-access-lift-yes = A lift, or none needed
directory-access-lift-no = No lift
directory-access-toilet-yes = Accessible toilet
directory-access-toilet-no = No accessible toilet
directory-access-hearing-yes = Help for those who hear badly
directory-access-hearing-no = No help for those who hear badly
directory-access-quiet-yes = A quiet place to wait
directory-access-quiet-no = No quiet place to wait
directory-access-animals-yes = Animals welcome
directory-access-animals-no = No animals
directory-closed-on = Closed on { $day }
directory-closed-between = Closed from { $from } to { $until }
directory-closed-from = Closed from { $from }, until further notice
directory-capacity-accepting = Takes in new people
directory-capacity-full = Takes in nobody new for now
directory-capacity-places = { $n ->
    [one] { $n } free place
   *[other] { $n } free places
}
directory-capacity-waiting = { $n ->
    [0] No waiting
    [one] { $n } day of waiting
   *[other] { $n } days of waiting
}
directory-capacity-on = So it was on { $day }
directory-capacity-unknown = We are no longer sure. Ask the service.

# The orientation sheet.
directory-sheet-title = Your orientation sheet
directory-sheet-empty = There is nothing on your sheet yet
directory-sheet-empty-help = Look for help and tick what you want to take along. You can print the sheet or send it.
directory-sheet-too-many = A sheet takes { $n } services. The others were left out. Take one off to add another.
directory-sheet-gone = { $n ->
    [one] One service of this sheet is no longer in the directory.
   *[other] { $n } services of this sheet are no longer in the directory.
 }
directory-sheet-share = Send or share
directory-sheet-share-lead = Nobody needs an account for this, and we do not see to whom you send it.
directory-sheet-back = Back to the sheet
directory-sheet-mail = By e-mail
directory-sheet-mail-help = Your own mail program opens with the text. You choose to whom it goes.
directory-sheet-mail-open = Open my mail program
directory-sheet-link = Short link
directory-sheet-link-is = This link works for a year. Anybody who has it sees this sheet.
directory-sheet-link-help = We keep which services are on the sheet, and the language. We do not keep who made it. The link works for a year.
directory-sheet-link-make = Make a short link
directory-sheet-link-made = Here is your short link.
directory-sheet-no-link = This link does not exist, or it is more than a year old. Check the letters, or search again.
directory-sheet-qr = Code for a phone
directory-sheet-scan = Point the camera of a phone at the code. The sheet then opens there.
directory-sheet-phone = This sheet on your phone
directory-sheet-map = Where it is
directory-sheet-days = { $from } to { $until }
directory-all-day = day and night
directory-sheet-week = Open from { $from } to { $until }
directory-sheet-more-places = { $n ->
    [one] There is one more place. Ask for it by phone, or look on the website.
   *[other] There are { $n } more places. Ask for them by phone, or look on the website.
 }
directory-sheet-unknown = We do not know this yet, so ask first:
directory-sheet-remove = Take off
directory-sheet-remove-of = Take “{ $name }” off the sheet
directory-sheet-add = Add something
directory-sheet-choose = For my sheet
directory-sheet-make = Show my sheet
directory-sheet-make-help = Tick what you want to take along, on paper or on your phone.
directory-sheet-put = On a sheet to take along
