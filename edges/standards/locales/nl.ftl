# What other programs read, in Dutch.
standards-hsds-about = Zorg en welzijn in { $region }: organisaties, diensten en waar ze zijn, voor andere programma’s.
standards-profile-about = Wat Relais toevoegt aan de Human Services Data Specification: elke versie van elke tekst, de openingsuren zoals ze geschreven zijn, en hoe precies een plaats gekend is.
standards-taxonomy = Thema’s
standards-taxonomy-about = Waarvoor mensen hulp zoeken, en de woorden die ze daarvoor gebruiken.
standards-taxonomy-situation = Situaties
standards-taxonomy-situation-about = Wie mensen zijn en wat ze meemaken.
standards-taxonomy-status = Statuten
standards-taxonomy-status-about = Het wettelijke statuut of de verzekering van mensen.
standards-taxonomy-profession = Beroepen
standards-taxonomy-profession-about = Wie helpt.
standards-taxonomy-setting = Plaatsen van zorg
standards-taxonomy-setting-about = Waar zorg wordt gegeven.
standards-apply-self = U kunt zelf contact opnemen met de dienst.
standards-apply-professional = Een professional verwijst u door.
standards-holidays-differ = Op feestdagen kunnen andere uren gelden; zie de beschrijving.
standards-closed = Gesloten
standards-secret = Geheim adres

standards-kind-service = Dienst
standards-kind-helpline = Hulplijn
standards-kind-directory = Gids van iemand anders
standards-kind-initiative = Burgerinitiatief
standards-kind-consultation-space = Plek waar professionals met elkaar overleggen
standards-kind-activity = Activiteit in groep
standards-kind-tool = Hulpmiddel
standards-kind-training = Opleiding
standards-kind-parking = Parkeerplaats voor huisbezoeken
standards-kind-interpreters = Tolkenpool

standards-line-of-care-zero-half = Dicht bij mensen en zonder drempel
standards-line-of-care-first = Eerste lijn
standards-line-of-care-second = Tweede lijn

standards-meant-for-public = Inwoners
standards-meant-for-professionals = Professionals
standards-meant-for-everyone = Iedereen

standards-update-rhythm-daily = Elke dag
standards-update-rhythm-weekly = Elke week
standards-update-rhythm-monthly = Elke maand
standards-update-rhythm-yearly = Elk jaar
standards-update-rhythm-irregular = Af en toe

standards-gender-female = Vrouwen en meisjes
standards-gender-male = Mannen en jongens
standards-gender-other = Andere genders

standards-only-residents = Alleen voor wie er woont
standards-ages-from = Vanaf { $least } jaar
standards-ages-to = Tot en met { $most } jaar
standards-ages-between = Van { $least } tot en met { $most } jaar
standards-for-speakers = Voor wie deze taal spreekt: { $language }
standards-not-for = Niet voor: { $whom }

standards-activated-by-oneself = Uzelf
standards-activated-by-relative = Een naaste
standards-activated-by-professional = Een professional
standards-activated-by-doctor = Een arts
standards-activated-by-service = Een andere dienst

standards-activated-through-phone = Telefoon
standards-activated-through-email = E-mail
standards-activated-through-form = Formulier
standards-activated-through-walk-in = Binnenlopen
standards-activated-through-letter = Brief
standards-activated-through-platform = Platform voor professionals
standards-activated-through-app = App

standards-cost-free = Gratis
standards-cost-convention = Conventietarief
standards-cost-social-rate = Sociaal tarief
standards-cost-increased-reimbursement = Tarief bij verhoogde tegemoetkoming
standards-cost-paid = Betalend

standards-access-step-free = De ingang heeft geen trede.
standards-access-lift = Er is een lift, of u hebt er geen nodig.
standards-access-toilet = Er is een toilet voor rolstoelgebruikers.
standards-access-hearing = Er is hulp voor wie slecht hoort.
standards-access-quiet = Er is een rustige wachtplek.
standards-access-animals = Dieren mogen mee naar binnen.

standards-no-access-step-free = De ingang heeft een trede.
standards-no-access-lift = Er is geen lift.
standards-no-access-toilet = Er is geen toilet voor rolstoelgebruikers.
standards-no-access-hearing = Er is geen hulp voor wie slecht hoort.
standards-no-access-quiet = Er is geen rustige wachtplek.
standards-no-access-animals = Dieren mogen niet mee naar binnen.

standards-unit-places = Vrije plaatsen

standards-open-data = Open data
standards-open-data-of = Open data: zorg en welzijn in { $region }
standards-open-data-lead = Alles wat in de gids staat, als bestanden die u kunt bewaren en gebruiken, zonder account.
standards-open-data-none = De bestanden worden gemaakt
standards-open-data-none-text = Dit duurt meestal minder dan een minuut. Kijk straks opnieuw.
standards-open-data-look-again = Opnieuw kijken
standards-open-data-date = Stand van { $moment }. De bestanden worden elke nacht opnieuw gemaakt als er iets veranderd is.
standards-open-data-files = Bestanden
standards-open-data-file = Bestand
standards-open-data-holds = Wat erin staat
standards-open-data-records = Aantal
standards-open-data-size = Grootte
standards-open-data-refresh = Bestanden nu opnieuw maken
standards-open-data-refresh-text = Is er iets belangrijks veranderd? Dan hoeft u niet tot vannacht te wachten. Als er niets veranderd is, blijven de bestanden zoals ze zijn.
standards-open-data-refresh-do = Opnieuw maken
standards-open-data-asked = We maken de bestanden opnieuw als er iets veranderd is. De datum hierboven verandert zodra ze klaar zijn.
standards-open-data-terms = Wat u ermee mag doen
standards-open-data-credit = Vermeld als bron:
standards-open-data-no-terms = Voor deze regio is nog geen licentie vastgelegd. Vraag het aan de organisatie die de gids beheert.
standards-open-data-sources = Een deel komt van anderen en behoudt hun licentie:
standards-open-data-secret = Geheime adressen, zoals die van vluchthuizen, staan in geen enkel bestand: alleen hoe u contact opneemt.
standards-open-data-programs = Voor programma’s
standards-open-data-list = deze lijst, met grootte, controlegetal en kolommen
standards-open-data-hsds = elke fiche, volgens de Human Services Data Specification
standards-open-data-changes = wat er veranderde, sinds waar u gebleven was
standards-open-data-fhir = hetzelfde als FHIR R4, volgens IHE mCSD
standards-open-data-form = CSV is UTF-8 met komma’s. Een cel die een rekenblad als formule zou lezen, begint met een apostrof.
standards-open-data-columns = Kolommen
standards-open-data-column = Kolom
standards-open-data-kind = Soort
standards-open-data-meaning = Betekenis

standards-file-services = Diensten
standards-file-points = Diensten op de kaart
standards-file-organisations = Organisaties
standards-file-locations = Locaties
standards-file-thesaurus = Thesaurus
standards-file-package = Alle tabellen

standards-about-file-services = Een rij per dienst, met wie ze aanbiedt, voor wie ze is en hoe u ze bereikt.
standards-about-file-points = Een punt per plaats waar een dienst wordt aangeboden (GeoJSON, WGS84).
standards-about-file-organisations = Een rij per organisatie, met andere namen en nummers.
standards-about-file-locations = Een rij per plaats, met adres en toegankelijkheid.
standards-about-file-thesaurus = Een rij per term, met de woorden die mensen gebruiken en de codes van andere indelingen.
standards-about-file-package = Een datapakket volgens de Human Services Data Specification 3.1. Het beschrijft zijn eigen kolommen.

standards-holds-id = vaste code
standards-holds-text = tekst
standards-holds-list = waarden met ; ertussen
standards-holds-number = getal
standards-holds-day = dag
standards-holds-moment = tijdstip
standards-holds-link = webadres

standards-column-id = Code die niet verandert, dezelfde als in de andere bestanden
standards-column-name = Naam; leeg als er geen vertaling is
standards-column-organization-id = Code van de organisatie die de dienst aanbiedt
standards-column-organization = Naam van die organisatie
standards-column-status = Of de dienst werkt (active) of tijdelijk gesloten is (temporarily closed)
standards-column-kind = Soort aanbod, zoals dienst, hulplijn of opleiding
standards-column-description = Wat er gedaan wordt, in het kort en daarna uitgebreid
standards-column-plain-language = Hetzelfde in eenvoudige taal
standards-column-themes = Waarvoor mensen hier hulp zoeken: codes van de thesaurus
standards-column-professions = Wie er helpt: codes van de thesaurus
standards-column-settings = Waar er geholpen wordt: codes van de thesaurus
standards-column-for-languages = Alleen voor wie deze talen spreekt: codes van talen
standards-column-situations = Voor mensen in deze situaties: codes van de thesaurus
standards-column-eligibility = Voor wie de dienst is, in woorden
standards-column-minimum-age = Vanaf welke leeftijd
standards-column-maximum-age = Tot en met welke leeftijd
standards-column-meant-for = Voor inwoners (public), professionals of iedereen
standards-column-line-of-care = Lijn van zorg: 0,5, eerste of tweede
standards-column-application = Hoe u er terechtkunt
standards-column-fees = Wat het kost, in woorden
standards-column-sources = Waar het vandaan komt: pack is de lijst van de regio, here is hier geschreven; datapackage.json noemt de licentie van de andere
standards-column-capacity = Of er plaats is: accepting (neemt mensen aan), vrije plaatsen, dagen wachten, en op welke dag iemand dat zei; bij meerdere plaatsen na de code ervan
standards-column-opening-hours-text = Openingsuren in woorden, waar niemand ze anders schreef; een regel per plaats
standards-column-costs = Kosten: soort, en het bedrag in euro waar dat bekend is
standards-column-languages = Talen die men er spreekt
standards-column-areas = Voor welk gebied: region, zone, gemeente of postcode
standards-column-phones = Telefoonnummers
standards-column-email = E-mailadres van de dienst of organisatie
standards-column-url = Website
standards-column-location-ids = Codes van de plaatsen waar de dienst is
standards-column-assured-date = Wanneer iemand het laatst bevestigde dat dit klopt
standards-column-last-modified = Wanneer de rij het laatst veranderde
standards-column-service-id = Code van de dienst
standards-column-location-id = Code van de plaats
standards-column-address = Straat en nummer
standards-column-postal-code = Postcode
standards-column-precision = Hoe precies de plaats bekend is: address, street, postal_code, municipality, zone of region
standards-column-opening-hours = Openingsuren, zoals OpenStreetMap ze schrijft; bij meerdere plaatsen een regel per plaats, na de code ervan
standards-column-alternate-name = Andere naam
standards-column-variants = Andere namen
standards-column-former-names = Vroegere namen
standards-column-identifiers = Nummers in registers, zoals het KBO-nummer
standards-column-legal-form = Rechtsvorm
standards-column-parent-id = Code van de organisatie waar ze deel van is
standards-column-network-ids = Codes van de netwerken waar ze bij hoort
standards-column-city = Gemeente
standards-column-latitude = Breedtegraad (WGS84)
standards-column-longitude = Lengtegraad (WGS84)
standards-column-transportation = Hoe u er komt
standards-column-accessibility = Hoe toegankelijk het is
standards-column-code = Code van de term, die niet verandert
standards-column-facet = Waarover de term gaat: need, situation, status, profession of setting
standards-column-broader = Code van de bredere term
standards-column-note = Wat de term wel en niet omvat
standards-column-synonyms = Woorden die mensen gebruiken, elk na hun taal
standards-column-related = Codes van verwante termen
standards-column-mappings = Codes in andere indelingen: indeling, code, hoe goed ze past

standards-tokens = Tokens voor programma’s
standards-tokens-me = Mijn account
standards-tokens-admin = Beheer
standards-tokens-all = Alle tokens
standards-tokens-all-lead = De tokens van iedereen. U kunt elk token intrekken; wie het maakte, kan daarna een nieuw maken.
standards-tokens-lead = Met een token leest of schrijft een programma in uw naam, via /api/v1. Het kan nooit meer dan u zelf, en stopt als uw account gesloten wordt.
standards-tokens-none = Er zijn nog geen tokens
standards-tokens-none-text = Een token is alleen nodig voor programma’s die iets wijzigen.
standards-token-name = Waarvoor
standards-token-name-hint = Bijvoorbeeld de naam van het programma. Geen namen van personen.
standards-token-maker = Gemaakt door
standards-token-reach = Wat het mag
standards-token-reach-hint = Kies niet meer dan nodig is.
standards-token-only = Alleen voor
standards-token-until = Geldig tot
standards-token-used = Laatst gebruikt
standards-token-state = Toestand
standards-token-revoke = Intrekken
standards-token-expired = Verlopen
standards-token-taken-back = Ingetrokken
standards-token-revoked = Het token is ingetrokken en werkt niet meer.
standards-token-never = nooit
standards-token-new = Nieuw token
standards-token-organisation = Alleen voor deze organisatie
standards-token-organisation-hint = Plak het adres van haar pagina. Laat leeg voor alles wat u zelf mag wijzigen.
standards-token-all-own = Al mijn organisaties
standards-token-source = Alleen fiches van deze bron
standards-token-source-hint = Wie een bron bijhoudt, hoeft de andere fiches niet te kunnen wijzigen.
standards-token-all-sources = Alle bronnen
standards-token-lasts = Hoe lang
standards-token-days = { $n } dagen
standards-token-make = Token maken
standards-token-made = Uw nieuwe token
standards-token-once = Kopieer het token nu. Het staat nergens anders, en we tonen het niet opnieuw.
standards-token-lasts-until = Het werkt tot { $day }.
standards-token-how = Hoe een programma het gebruikt
standards-token-described = Beschrijving voor programma’s (OpenAPI)
standards-token-back = Naar mijn tokens
standards-token-too-many = U hebt al 20 tokens die werken. Trek er eerst een in dat u niet meer gebruikt.
standards-token-no-organisation = We vinden geen organisatie op dit adres. Open de pagina van de organisatie en plak het adres hier.
standards-token-of-source = bron { $source }

standards-reach-read = Lezen
standards-reach-propose = Lezen en voorstellen
standards-reach-write = Lezen, voorstellen en wijzigen

standards-api-body = Wat u stuurde, is geen JSON van de verwachte vorm: { $why }. Niets is gewijzigd. Zie /api/v1/openapi.json.
standards-api-needs-version = Zeg welke versie u zag, met If-Match en de ETag van uw laatste antwoord. Niets is gewijzigd.
standards-api-changed = Iemand anders wijzigde de fiche intussen. Niets van u is bewaard. Lees de fiche opnieuw en stuur uw wijziging met haar nieuwe ETag.
standards-api-mark-used = Deze Idempotency-Key hoort bij een andere vraag van de laatste dag. Neem een nieuwe. Niets is gewijzigd.
standards-api-at-once = Dezelfde vraag wordt op dit moment al uitgevoerd. Vraag het zo meteen opnieuw met dezelfde Idempotency-Key.
standards-api-no-field = Dit veld bestaat niet, volgt uit andere velden, of noemt iets dat er niet is.
standards-api-not-proposed = Dit veld kan niemand voorstellen: alleen wie de fiche beheert, wijzigt het. Er is niets verstuurd. Laat het weg, of zeg het in de opmerking.
standards-api-unfit-title = De fiche kan zo niet bewaard worden
standards-api-unfit = Niets is gewijzigd. Verbeter de velden in faults en stuur alles opnieuw.

standards-peers = Andere gidsen
standards-peers-lead = We lezen deze gidsen in volgens de Human Services Data Specification en houden ze bij. Wat ze brengen, staat in onze gids met hun naam als bron. Wat ze schrappen, verdwijnt ook bij ons.
standards-peers-worklist = Werklijst
standards-peers-none = Er worden nog geen andere gidsen ingelezen
standards-peers-none-text = Voeg hieronder een gids toe. De eerste keer wordt alles gelezen.
standards-peer-url = Adres van de interface
standards-peer-url-hint = Waar HSDS begint, zoals https://gids.example/hsds/v3
standards-peer-name = Naam als bron
standards-peer-name-hint = Staat bij elke fiche die ervan komt. U kunt de naam later niet meer wijzigen.
standards-peer-licence = Licentie
standards-peer-licence-hint = Zoals CC-BY-4.0. Ze staat bij onze open data.
standards-peer-lang = Taal van de teksten
standards-peer-lang-hint = Zegt de gids welke talen hij heeft, zoals een andere installatie van Relais, dan lezen we ze allemaal. Anders vragen we de teksten in deze taal.
standards-peer-rhythm = Hoe vaak
standards-peer-add = Toevoegen en inlezen
standards-peer-new = Een gids toevoegen
standards-peer-added = De gids is toegevoegd en wordt nu ingelezen.
standards-peer-asked = De gids wordt nu ingelezen.
standards-peer-paused = De gids wordt niet meer ingelezen. Wat hij bracht, blijft staan.
standards-peer-resumed = De gids wordt weer ingelezen.
standards-peer-no-address = Dit is geen webadres. Schrijf het volledig, met https://
standards-peer-own = Dit is het adres van deze gids zelf. Schrijf het adres van een andere gids.
standards-peer-forbidden = Dit adres mogen we niet lezen: het is niet versleuteld of staat in een privénetwerk. Gebruik https, of vraag de beheerder van de server om federate_privately aan te zetten.
standards-peer-taken = Er is al een bron met deze naam. Kies een andere naam.
standards-peer-state-waiting = Wordt zo ingelezen
standards-peer-state-reading = Wordt ingelezen
standards-peer-state-failed = Mislukt
standards-peer-state-shrunk = Wacht op uw woord
standards-peer-state-well = In orde
standards-peer-state-paused = Gepauzeerd
standards-peer-state-leaving = Wordt verwijderd
standards-peer-reading = { $n ->
    [one] { $n } dienst gelezen tot nu toe. Laad deze pagina opnieuw om te zien hoe ver het is.
   *[other] { $n } diensten gelezen tot nu toe. Laad deze pagina opnieuw om te zien hoe ver het is.
}
standards-peer-taking = { $n ->
    [one] { $n } dienst gelezen. Die komt nu in onze gids.
   *[other] { $n } diensten gelezen. Ze komen nu in onze gids.
}
standards-peer-services = { $n ->
    [0] Geen enkele dienst in onze gids komt ervan.
    [one] { $n } dienst in onze gids komt ervan.
   *[other] { $n } diensten in onze gids komen ervan.
}
standards-peer-organisations = { $n ->
    [one] { $n } organisatie in onze gids komt ervan.
   *[other] { $n } organisaties in onze gids komen ervan.
}
standards-peer-succeeded = Laatst goed gelezen: { $moment }
standards-peer-added-count = { $n ->
    [one] { $n } nieuwe fiche
   *[other] { $n } nieuwe fiches
}
standards-peer-changed = { $n ->
    [one] { $n } fiche gewijzigd
   *[other] { $n } fiches gewijzigd
}
standards-peer-removed = { $n ->
    [one] { $n } fiche verdwenen
   *[other] { $n } fiches verdwenen
}
standards-peer-left-out = { $n ->
    [one] { $n } fiche overgeslagen
   *[other] { $n } fiches overgeslagen
}
standards-peer-nothing-new = Er was niets gewijzigd.
standards-peer-remarks = Wat is overgeslagen, en waarom (technisch, in het Engels)
standards-peer-detail = Technisch detail, in het Engels
standards-peer-uneven = De bladzijden van deze gids kloppen niet met wat hij telt. Daarom is niets verwijderd omdat het ontbrak.
standards-peer-disagreements = { $n ->
    [one] { $n } tegenspraak wacht op een beslissing
   *[other] { $n } tegenspraken wachten op een beslissing
}
standards-peer-read = Wijzigingen inlezen
standards-peer-read-all = Alles inlezen
standards-peer-believe = Dat klopt: lees het in
standards-peer-pause = Pauzeren
standards-peer-resume = Hervatten
standards-peer-remove = Verwijderen
standards-peer-remove-title = { $name } verwijderen
standards-peer-remove-lead = { $n ->
    [0] Deze gids wordt niet meer ingelezen. Geen enkele dienst in onze gids komt ervan.
    [one] Deze gids wordt niet meer ingelezen. { $n } dienst in onze gids komt ervan.
   *[other] Deze gids wordt niet meer ingelezen. { $n } diensten in onze gids komen ervan.
}
standards-peer-remove-not = Niet verwijderen
standards-peer-entries = Wat gebeurt er met de fiches?
standards-peer-entries-hint = Fiches die andere fiches nodig hebben, blijven altijd staan. U kunt de gids later opnieuw toevoegen onder dezelfde naam.
standards-peer-entries-keep = Ze blijven staan, met de naam van de gids als bron. Vanaf nu houden onze redacteurs ze juist.
standards-peer-entries-take-out = Ze verdwijnen. Een redacteur kan elke fiche terughalen.
standards-peer-left = De gids is verwijderd. De fiches blijven staan.
standards-peer-leaving = De gids wordt verwijderd, samen met de fiches.
standards-rhythm-hourly = Elk uur
standards-rhythm-daily = Elke dag
standards-rhythm-weekly = Elke week
standards-trouble-away = De gids antwoordde niet, of niet op tijd. Niets is gewijzigd. We proberen het vanzelf opnieuw. Blijft dit duren, neem dan contact op met wie de gids beheert.
standards-trouble-forbidden = Het adres leidt naar een privénetwerk of een andere server, en wordt niet gelezen. Kijk het adres na, verwijder deze gids en voeg hem toe met het juiste adres.
standards-trouble-not-hsds = Wat er antwoordt, spreekt geen HSDS 3. Kijk het adres na, verwijder deze gids en voeg hem toe met het juiste adres.
standards-trouble-too-much = De gids antwoordt te veel of zonder einde. Niets is gewijzigd. Neem contact op met wie de gids beheert.
standards-trouble-refused = De gids weigerde te antwoorden. Niets is gewijzigd. We proberen het vanzelf opnieuw. Blijft dit duren, neem dan contact op met wie de gids beheert.
standards-trouble-shrunk = De gids heeft minder dan de helft van wat hij de afgelopen week had. Niets is gewijzigd. Vraag aan wie de gids beheert of dat klopt.
standards-trouble-unkept = Wat de gids zei, kon niet bewaard worden. Niets is gewijzigd. We proberen het vanzelf opnieuw.
standards-trouble-own = Dit is onze eigen gids, onder een ander adres. Niets is gewijzigd. Verwijder hem hier en voeg het adres van een andere gids toe. Is het een kopie van onze gids die haar eigen weg gaat? Vraag dan aan wie de server ervan beheert om ze terug te zetten met --separate.
standards-trouble-known = Deze gids wordt al gelezen, onder een andere naam. Niets is gewijzigd. Verwijder een van de twee.

standards-refused-gone = Dit stond hier, maar wordt niet meer gepubliceerd. Wat verdween en wat veranderde, staat op { $feed }.
