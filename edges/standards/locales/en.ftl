# What other programs read, in English.
standards-hsds-about = Care and welfare in { $region }: organisations, services and where they are, to be read by other programs.
standards-profile-about = What Relais adds to the Human Services Data Specification: every version of each text, opening hours as written, how precisely a place is known.
standards-taxonomy = Themes
standards-taxonomy-about = What people look for help with, and the words that they use for it.
standards-taxonomy-situation = Situations
standards-taxonomy-situation-about = Who people are and what they live through.
standards-taxonomy-status = Statuses
standards-taxonomy-status-about = People’s legal or insurance status.
standards-taxonomy-profession = Professions
standards-taxonomy-profession-about = Who helps.
standards-taxonomy-setting = Settings
standards-taxonomy-setting-about = Where care is given.
standards-apply-self = You can contact the service yourself.
standards-apply-professional = A professional refers you.
standards-holidays-differ = Other hours may apply on public holidays; see the description.
standards-closed = Closed
standards-secret = Secret address

standards-kind-service = Service
standards-kind-helpline = Helpline
standards-kind-directory = Directory of somebody else
standards-kind-initiative = Citizens’ initiative
standards-kind-consultation-space = Place where professionals consult each other
standards-kind-activity = Activity in a group
standards-kind-tool = Tool
standards-kind-training = Training
standards-kind-parking = Parking for home visits
standards-kind-interpreters = Pool of interpreters

standards-line-of-care-zero-half = Close to people and without a threshold
standards-line-of-care-first = First line
standards-line-of-care-second = Second line

standards-meant-for-public = Residents
standards-meant-for-professionals = Professionals
standards-meant-for-everyone = Everyone

standards-update-rhythm-daily = Every day
standards-update-rhythm-weekly = Every week
standards-update-rhythm-monthly = Every month
standards-update-rhythm-yearly = Every year
standards-update-rhythm-irregular = Now and then

standards-gender-female = Women and girls
standards-gender-male = Men and boys
standards-gender-other = Other genders

standards-only-residents = Only for those who live there
standards-ages-from = From { $least } years on
standards-ages-to = Up to and including { $most } years
standards-ages-between = From { $least } up to and including { $most } years
standards-for-speakers = For who speaks this language: { $language }
standards-not-for = Not for: { $whom }

standards-activated-by-oneself = Yourself
standards-activated-by-relative = Somebody close
standards-activated-by-professional = A professional
standards-activated-by-doctor = A doctor
standards-activated-by-service = Another service

standards-activated-through-phone = Phone
standards-activated-through-email = E-mail
standards-activated-through-form = Form
standards-activated-through-walk-in = Walking in
standards-activated-through-letter = Letter
standards-activated-through-platform = Platform for professionals
standards-activated-through-app = App

standards-cost-free = Free
standards-cost-convention = Convention tariff
standards-cost-social-rate = Social rate
standards-cost-increased-reimbursement = Rate with increased reimbursement
standards-cost-paid = Paid

standards-access-step-free = The entrance has no step.
standards-access-lift = There is a lift, or none is needed.
standards-access-toilet = There is a toilet for wheelchair users.
standards-access-hearing = There is help for those who hear badly.
standards-access-quiet = There is a quiet place to wait.
standards-access-animals = Animals may come in.

standards-no-access-step-free = The entrance has a step.
standards-no-access-lift = There is no lift.
standards-no-access-toilet = There is no toilet for wheelchair users.
standards-no-access-hearing = There is no help for those who hear badly.
standards-no-access-quiet = There is no quiet place to wait.
standards-no-access-animals = Animals may not come in.

standards-unit-places = Free places

standards-open-data = Open data
standards-open-data-of = Open data: care and welfare in { $region }
standards-open-data-lead = Everything in the directory, as files that you can keep and use, without an account.
standards-open-data-none = The files are being made
standards-open-data-none-text = This usually takes less than a minute. Look again shortly.
standards-open-data-look-again = Look again
standards-open-data-date = As of { $moment }. The files are made anew each night when something has changed.
standards-open-data-files = Files
standards-open-data-file = File
standards-open-data-holds = What is in it
standards-open-data-records = Number
standards-open-data-size = Size
standards-open-data-refresh = Make the files anew now
standards-open-data-refresh-text = Has something important changed? Then you need not wait until tonight. If nothing has changed, the files stay as they are.
standards-open-data-refresh-do = Make anew
standards-open-data-asked = We make the files anew if something has changed. The date changes as soon as they are ready.
standards-open-data-terms = What you may do with it
standards-open-data-credit = Name as the source:
standards-open-data-no-terms = No licence has been set for this region yet. Ask the organisation that keeps the directory.
standards-open-data-sources = A part comes from others and keeps their licence:
standards-open-data-secret = Secret addresses, such as those of shelters, are in none of the files: only how to get in touch.
standards-open-data-programs = For programs
standards-open-data-list = this list, with size, checksum and columns
standards-open-data-hsds = each record, by the Human Services Data Specification
standards-open-data-changes = what changed, since where you were
standards-open-data-fhir = the same as FHIR R4, by IHE mCSD
standards-open-data-form = CSV is UTF-8 with commas. A cell that a spreadsheet would take for a formula begins with an apostrophe.
standards-open-data-columns = Columns
standards-open-data-column = Column
standards-open-data-kind = Kind
standards-open-data-meaning = Meaning

standards-file-services = Services
standards-file-points = Services on the map
standards-file-organisations = Organisations
standards-file-locations = Locations
standards-file-thesaurus = Thesaurus
standards-file-package = All tables

standards-about-file-services = A row for each service: who offers it, for whom it is, how to reach it.
standards-about-file-points = A point for each place where a service is offered (GeoJSON, WGS84).
standards-about-file-organisations = A row for each organisation, with other names and numbers.
standards-about-file-locations = A row for each place, with address and accessibility.
standards-about-file-thesaurus = A row for each term, with the words that people use and the codes of other schemes.
standards-about-file-package = A data package by the Human Services Data Specification 3.1. It describes its own columns.

standards-holds-id = code that stays
standards-holds-text = text
standards-holds-list = values with ; between them
standards-holds-number = number
standards-holds-day = day
standards-holds-moment = moment
standards-holds-link = web address

standards-column-id = Code that does not change, the same in the other files
standards-column-name = Name; empty where there is no translation
standards-column-organization-id = Code of the organisation that offers the service
standards-column-organization = Name of that organisation
standards-column-status = Whether the service works (active) or is temporarily closed
standards-column-kind = Kind of offer, such as service, helpline or training
standards-column-description = What is done, in short and then at length
standards-column-plain-language = The same in plain language
standards-column-themes = What people look for help with here: codes of the thesaurus
standards-column-professions = Who helps: codes of the thesaurus
standards-column-settings = Where help is given: codes of the thesaurus
standards-column-for-languages = Only for those who speak these languages: codes of languages
standards-column-situations = For people in these situations: codes of the thesaurus
standards-column-eligibility = Whom the service is for, in words
standards-column-minimum-age = From which age
standards-column-maximum-age = Up to and including which age
standards-column-meant-for = For residents (public), professionals or everyone
standards-column-line-of-care = Line of care: 0.5, first or second
standards-column-application = How to get help there
standards-column-fees = What it costs, in words
standards-column-sources = Where it comes from: pack is the list of the region, here is written in this directory; datapackage.json tells the licence of the others
standards-column-capacity = Whether there is room: accepting, free places, days to wait, and on which day somebody said so; after the code of the place where there are several
standards-column-opening-hours-text = Opening hours in words, where nobody wrote them otherwise; a line for each place
standards-column-costs = Costs: sort, and the amount in euros where it is known
standards-column-languages = Languages spoken there
standards-column-areas = For which area: region, zone, municipality or postal code
standards-column-phones = Telephone numbers
standards-column-email = E-mail address of the service or organisation
standards-column-url = Website
standards-column-location-ids = Codes of the places where the service is
standards-column-assured-date = When somebody last confirmed that this is right
standards-column-last-modified = When the row last changed
standards-column-service-id = Code of the service
standards-column-location-id = Code of the place
standards-column-address = Street and number
standards-column-postal-code = Postal code
standards-column-precision = How precisely the place is known: address, street, postal_code, municipality, zone or region
standards-column-opening-hours = Opening hours, as OpenStreetMap writes them; a line for each place, after its code, where there are several
standards-column-alternate-name = Other name
standards-column-variants = Other names
standards-column-former-names = Former names
standards-column-identifiers = Numbers in registers, such as the enterprise number
standards-column-legal-form = Legal form
standards-column-parent-id = Code of the organisation that it is part of
standards-column-network-ids = Codes of the networks that it belongs to
standards-column-city = Municipality
standards-column-latitude = Latitude (WGS84)
standards-column-longitude = Longitude (WGS84)
standards-column-transportation = How to get there
standards-column-accessibility = How accessible it is
standards-column-code = Code of the term, which does not change
standards-column-facet = What the term is about: need, situation, status, profession or setting
standards-column-broader = Code of the broader term
standards-column-note = What the term covers and what it does not
standards-column-synonyms = Words that people use, each after its language
standards-column-related = Codes of related terms
standards-column-mappings = Codes in other schemes: scheme, code, how well it fits

standards-tokens = Tokens for programs
standards-tokens-me = My account
standards-tokens-admin = Administration
standards-tokens-all = All tokens
standards-tokens-all-lead = Everybody’s tokens. You can take back each of them; whoever made it can then make another.
standards-tokens-lead = With a token a program reads or writes in your name, through /api/v1. It can never do more than you can, and stops when your account is closed.
standards-tokens-none = There are no tokens yet
standards-tokens-none-text = A token is only needed by programs that change something.
standards-token-name = What for
standards-token-name-hint = Such as the name of the program. No names of persons.
standards-token-maker = Made by
standards-token-reach = What it may do
standards-token-reach-hint = Choose no more than is needed.
standards-token-only = Only for
standards-token-until = Valid until
standards-token-used = Last used
standards-token-state = State
standards-token-revoke = Take back
standards-token-expired = Expired
standards-token-taken-back = Taken back
standards-token-revoked = The token was taken back and no longer works.
standards-token-never = never
standards-token-new = New token
standards-token-organisation = Only for this organisation
standards-token-organisation-hint = Paste the address of its page. Leave empty for everything that you may change.
standards-token-all-own = All my organisations
standards-token-source = Only entries of this source
standards-token-source-hint = Whoever keeps one source need not be able to change other entries.
standards-token-all-sources = All sources
standards-token-lasts = How long
standards-token-days = { $n } days
standards-token-make = Make the token
standards-token-made = Your new token
standards-token-once = Copy the token now. It is nowhere else, and we will not show it again.
standards-token-lasts-until = It works until { $day }.
standards-token-how = How a program uses it
standards-token-described = Description for programs (OpenAPI)
standards-token-back = To my tokens
standards-token-too-many = You have 20 tokens that work already. First take back one that you no longer use.
standards-token-no-organisation = We find no organisation at this address. Open the page of the organisation and paste its address here.
standards-token-of-source = source { $source }

standards-reach-read = Read
standards-reach-propose = Read and propose
standards-reach-write = Read, propose and change

standards-api-body = What you sent is no JSON of the expected shape: { $why }. Nothing has changed. See /api/v1/openapi.json.
standards-api-needs-version = Say which version you saw, with If-Match and the ETag of your last answer. Nothing has changed.
standards-api-changed = Somebody else changed the entry meanwhile. Nothing of yours was kept. Read the entry again and send your change with its new ETag.
standards-api-mark-used = This Idempotency-Key belongs to another request of the last day. Take a new one. Nothing has changed.
standards-api-at-once = The same request is being carried out at this moment. Ask again shortly with the same Idempotency-Key.
standards-api-no-field = There is no such field, it follows from others, or it names something that is not there.
standards-api-not-proposed = This field cannot be proposed: only who keeps the entry changes it. Nothing was sent. Leave it out, or say it in the note.
standards-api-unfit-title = The entry cannot be kept like this
standards-api-unfit = Nothing has changed. Mend the fields in faults and send it all again.

standards-peers = Other directories
standards-peers-lead = We read these directories by the Human Services Data Specification and keep them in step. What they bring stands in our directory with their name as its source. What they remove goes from ours as well.
standards-peers-worklist = Worklist
standards-peers-none = No other directory is read yet
standards-peers-none-text = Add a directory below. The first time, all of it is read.
standards-peer-url = Address of the interface
standards-peer-url-hint = Where HSDS begins, such as https://directory.example/hsds/v3
standards-peer-name = Name as a source
standards-peer-name-hint = Stands with each entry that comes from it. It cannot be changed later.
standards-peer-licence = Licence
standards-peer-licence-hint = Such as CC-BY-4.0. It stands with our open data.
standards-peer-lang = Language of the texts
standards-peer-lang-hint = If the directory says which languages it has, as another installation of Relais does, we read all of them. Otherwise we ask for the texts in this language.
standards-peer-rhythm = How often
standards-peer-add = Add and read
standards-peer-new = Add a directory
standards-peer-added = The directory was added and is being read now.
standards-peer-asked = The directory is being read now.
standards-peer-paused = The directory is no longer read. What it brought stays.
standards-peer-resumed = The directory is read again.
standards-peer-no-address = This is no web address. Write all of it, with https://
standards-peer-own = This is the address of this directory itself. Write that of another.
standards-peer-forbidden = This address may not be read: it is not encrypted, or lies in a private network. Use https, or ask whoever runs the server to set federate_privately.
standards-peer-taken = There is a source of this name already. Choose another name.
standards-peer-state-waiting = To be read soon
standards-peer-state-reading = Being read
standards-peer-state-failed = Failed
standards-peer-state-shrunk = Waits for your word
standards-peer-state-well = In order
standards-peer-state-paused = Paused
standards-peer-state-leaving = Being removed
standards-peer-reading = { $n ->
    [one] { $n } service read so far. Load this page again to see more.
   *[other] { $n } services read so far. Load this page again to see more.
}
standards-peer-taking = { $n ->
    [one] { $n } service read. It is now being put into our directory.
   *[other] { $n } services read. They are now being put into our directory.
}
standards-peer-services = { $n ->
    [0] No service in our directory comes from it.
    [one] { $n } service in our directory comes from it.
   *[other] { $n } services in our directory come from it.
}
standards-peer-organisations = { $n ->
    [one] { $n } organisation in our directory comes from it.
   *[other] { $n } organisations in our directory come from it.
}
standards-peer-succeeded = Last read well: { $moment }
standards-peer-added-count = { $n ->
    [one] { $n } new entry
   *[other] { $n } new entries
}
standards-peer-changed = { $n ->
    [one] { $n } entry changed
   *[other] { $n } entries changed
}
standards-peer-removed = { $n ->
    [one] { $n } entry removed
   *[other] { $n } entries removed
}
standards-peer-left-out = { $n ->
    [one] { $n } entry left out
   *[other] { $n } entries left out
}
standards-peer-nothing-new = Nothing had changed.
standards-peer-remarks = What was left out, and why (technical, in English)
standards-peer-detail = Technical detail, in English
standards-peer-uneven = The pages of this directory do not add up to what it counts. So nothing was taken out for being missing.
standards-peer-disagreements = { $n ->
    [one] { $n } contradiction waits for a decision
   *[other] { $n } contradictions wait for a decision
}
standards-peer-read = Read what changed
standards-peer-read-all = Read everything
standards-peer-believe = That is true: read it
standards-peer-pause = Pause
standards-peer-resume = Resume
standards-peer-remove = Remove
standards-peer-remove-title = Remove { $name }
standards-peer-remove-lead = { $n ->
    [0] This directory is no longer read. No service in our directory comes from it.
    [one] This directory is no longer read. { $n } service in our directory comes from it.
   *[other] This directory is no longer read. { $n } services in our directory come from it.
}
standards-peer-remove-not = Do not remove
standards-peer-entries = What happens with its entries?
standards-peer-entries-hint = Entries that other entries need always stay. You can add the directory again later under the same name.
standards-peer-entries-keep = They stay, with its name as their source. From now on our editors keep them true.
standards-peer-entries-take-out = They go. An editor can bring each of them back.
standards-peer-left = The directory was removed. Its entries stay.
standards-peer-leaving = The directory is being removed, with its entries.
standards-rhythm-hourly = Every hour
standards-rhythm-daily = Every day
standards-rhythm-weekly = Every week
standards-trouble-away = The directory did not answer, or not in time. Nothing has changed. We try again by ourselves. If this lasts, get in touch with whoever keeps it.
standards-trouble-forbidden = The address leads to a private network or another server, and is not read. Check the address, remove this directory and add it with the right one.
standards-trouble-not-hsds = What answers does not speak HSDS 3. Check the address, remove this directory and add it with the right one.
standards-trouble-too-much = The directory answers too much or without end. Nothing has changed. Get in touch with whoever keeps it.
standards-trouble-refused = The directory refused to answer. Nothing has changed. We try again by ourselves. If this lasts, get in touch with whoever keeps it.
standards-trouble-shrunk = The directory has less than half of what it had in the last week. Nothing has changed. Ask whoever keeps it whether that is true.
standards-trouble-unkept = What the directory said could not be kept. Nothing has changed. We try again by ourselves.
standards-trouble-own = This is our own directory, under another address. Nothing has changed. Remove it here and add the address of another one. Is it a copy of ours that goes its own way? Then ask whoever runs its server to restore it with --separate.
standards-trouble-known = This directory is read already, under another name. Nothing has changed. Remove one of the two.

standards-refused-gone = This was published once, and is not any more. What went and what changed is told at { $feed }.
