# De teksten van de gids.

directory-nav = Hulp zoeken
directory-find = Hulp zoeken
directory-themes = Thema’s
directory-welcome = Hulp vinden, dicht bij huis
directory-lead = Zorg en welzijn. Gratis, zonder account, in uw taal.
directory-what = Welke hulp zoekt u?
directory-what-hint = bv. thuisverpleging
directory-where = Waar?
directory-where-hint = postcode, gemeente of straat
directory-where-hint-areas = postcode of gemeente
directory-search = Zoek hulp
directory-rather-talk = Liever iemand spreken?
directory-call = Bel { $number }
directory-write = Schrijf
directory-desk = { $name } zoekt met u mee. Bel of schrijf, u moet niets voorbereiden.
directory-danger = In gevaar?
directory-map = Kaart van de gemeenten. Kies er een om te zien wat dichtbij is.
directory-towns = Kies uw gemeente uit een lijst
directory-begin-theme = Of begin bij een thema
directory-results = Resultaten
directory-found = { $n ->
    [one] Eén dienst
   *[other] { $n } diensten
 }
directory-found-at-least = Minstens { $n } diensten; zoek gerichter om er minder te zien
directory-why = Waarom dit resultaat
directory-website = Website
directory-more = Meer weten
directory-more-of = { $name }: meer weten
directory-which-place = Waar in “{ $place }” zoekt u?
directory-which-place-why = Dit kunnen verschillende plaatsen zijn. Kies er een, dan tonen we wat dichtbij is. Hieronder staat alvast wat in de hele regio gevonden is.
directory-zones-first = Wat in een van deze zorgzones ligt, krijgt voorrang.
directory-choice-whole = Heel { $place }
directory-choice-region = De hele regio ({ $place })
directory-street-somewhere = We kennen { $street }, maar we weten niet waar in de gemeente die straat ligt. We tonen wat er in de hele gemeente is.
directory-street-in-part = We kennen { $street }, maar we weten niet in welk deel van de gemeente die straat ligt. Kies het deel waar u zoekt, dan tonen we wat dichtbij is.
directory-no-place = “{ $place }” kennen we niet
directory-no-place-help = Probeer een postcode, een gemeente of een straat. Hieronder staat wat in de hele regio gevonden is.
directory-no-place-help-areas = Straten kennen we hier nog niet. Probeer een postcode of een gemeente. Hieronder staat wat in de hele regio gevonden is.
directory-no-place-nearly = Bedoelt u een van deze plaatsen? Hieronder staat wat in de hele regio gevonden is.
directory-mended = “{ $typed }” vinden we niet. We zochten “{ $meant }”.
directory-unknown-words = Over “{ $words }” vinden we niets. We zochten de andere woorden.
directory-nobody = “{ $words }”: zo een dienst kennen we niet
directory-shown-instead = We tonen in de plaats: { $themes }.
directory-open-first = Wat nu open is, staat op deze pagina vooraan.
directory-none-open = Voor zover we weten is nu niets open van wat op deze pagina staat.
directory-only-open = Toon alleen wat nu open is
directory-partly = Geen enkele dienst past bij al uw woorden: “{ $words }”. Hieronder staat wat er het dichtst bij komt.
directory-nothing = Niets gevonden
directory-nothing-help = Probeer een eenvoudiger woord, zoek ruimer, of begin bij een thema. De helpdesk zoekt graag met u mee.
directory-close-by = Dicht bij wat u zoekt
directory-for-professionals = Voor professionals: { $n ->
    [one] één dienst
   *[other] { $n } diensten
 } op deze pagina
directory-broaden = Zoek ruimer
directory-all-themes = Bekijk de thema’s
directory-refine = Verfijn
directory-open-now = Nu open
directory-show = Toon
directory-not-found = Niet gevonden?
directory-themes-lead = Waarbij zoekt u hulp?
directory-services = Diensten
directory-former-organisation = Deze organisatie bestaat niet meer.
directory-also-called = Ook bekend als { $names }
directory-formerly = Vroeger { $names }
directory-offers = Wat deze organisatie aanbiedt
directory-offers-nothing = We kennen nog geen diensten van deze organisatie.
directory-suspended = Deze dienst is tijdelijk gesloten. Zoek een andere, of vraag het aan de helpdesk.
directory-no-contact = We weten nog niet hoe u deze dienst bereikt. De helpdesk helpt u verder.
directory-place = Waar
directory-hours = Openingsuren
directory-span = { $from } tot { $until }
directory-closed = Gesloten
directory-holiday = feestdag
directory-holidays-unknown = Op feestdagen kan dit anders zijn.
directory-hours-source = Openingsuren volgens { $source }.
directory-by = Van wie
directory-helps-with = Helpt bij
directory-verified = Nagekeken op { $day }.
directory-never-verified = Nog niet nagekeken bij de dienst zelf.
directory-source-pack = Bron: openbare teksten over zorg en welzijn in de regio.
directory-source-file = Bron: { $source }.
directory-glance = In één oogopslag
directory-glance-who = Kan ik er terecht?
directory-glance-when = Wanneer?
directory-glance-cost = Wat kost het?
directory-glance-languages = Welke talen?
directory-glance-referral = Wie kan mij sturen?
directory-unknown = Dat weten we nog niet. Vraag het aan de dienst.
directory-unknown-desk = Dat weten we nog niet. De helpdesk zoekt het graag met u uit.
directory-hours-unknown-call = De uren kennen we nog niet. Bel eerst.
directory-hours-unknown-website = De uren kennen we nog niet. Kijk eerst op de website.
directory-hours-unknown-write = De uren kennen we nog niet. Schrijf eerst.
directory-hours-unknown-desk = De uren kennen we nog niet. De helpdesk zoekt ze graag met u op.
directory-print = Druk af
directory-area-region = Ja, in de hele regio
directory-area-parts = Werkt in: { $parts }
directory-line-zero_half = Dicht bij u, zonder drempel
directory-line-first = Eerste hulp van een professional
directory-line-second = Gespecialiseerde hulp
directory-referral-self = U kunt er zelf naartoe
directory-referral-professional = Een zorg- of hulpverlener vraagt het aan
directory-precision-street = Het huisnummer kennen we niet.
directory-precision-postal_code = We kennen alleen de postcode.
directory-precision-municipality = We kennen alleen de gemeente.
directory-precision-zone = We kennen alleen de zorgzone.
directory-precision-region = Het adres kennen we niet.
directory-open-always = Altijd open
directory-open-until = Nu open, tot { $time } ({ $day })
directory-opens-today = Nu gesloten, vandaag open vanaf { $time } ({ $day })
directory-opens = Nu gesloten, open { $day } vanaf { $time }
directory-opens-on = Nu gesloten, weer open vanaf { $date }
directory-reason-exact-name = Heet precies zo
directory-reason-theme = { $theme }
directory-reason-related = Verwant: { $theme }
directory-reason-helps-to-find = Zoekt met u mee naar de juiste hulp
directory-reason-neighbourhood = In uw wijk
directory-reason-municipality = In uw gemeente
directory-reason-serves-municipality = Werkt in uw gemeente
directory-reason-serves-postal-code = Werkt in uw postcode
directory-reason-zone = In uw zorgzone
directory-reason-serves-zone = Werkt in uw zorgzone
directory-reason-possible-zone = In een van de mogelijke zorgzones
directory-reason-serves-possible-zone = Werkt in een van de mogelijke zorgzones
directory-reason-walk = { $minutes ->
    [one] 1 minuut te voet
   *[other] { $minutes } minuten te voet
 } ({ $distance })
directory-reason-distance = Op { $distance }
directory-reason-always-open = Altijd open
directory-reason-open-until = Nu open, tot { $time }
directory-reason-opens-today = Open vanaf { $time } ({ $day })
directory-reason-opens = Open { $day } vanaf { $time }
directory-reason-opens-on = Open vanaf { $date }
directory-reason-speaks = Spreekt { $languages }
directory-reason-and = { $first } en { $last }
directory-reason-region = In de hele regio
directory-reason-first-line = Eerste aanspreekpunt
directory-reason-verified = Nagekeken op { $day }

directory-language-nl = Nederlands
directory-language-fr = Frans
directory-language-en = Engels
directory-language-de = Duits
directory-language-ar = Arabisch
directory-language-tr = Turks
directory-language-es = Spaans
directory-language-it = Italiaans
directory-language-pt = Portugees
directory-language-pl = Pools
directory-language-ro = Roemeens
directory-language-bg = Bulgaars
directory-language-ru = Russisch
directory-language-uk = Oekraïens
directory-language-el = Grieks
directory-language-fa = Perzisch
directory-language-ps = Pasjtoe
directory-language-so = Somalisch
directory-language-sq = Albanees
directory-language-ti = Tigrinya
directory-language-ur = Urdu
directory-language-zh = Chinees
directory-language-vgt = Vlaamse gebarentaal
directory-language-sfb = Franstalige gebarentaal

# The thesaurus.

directory-themes-in-full = Alle thema’s, met hun onderdelen
directory-theme-whole = Alles over { $theme }
directory-theme-related = Zie ook
directory-theme-gone = Dit thema bestaat niet meer. Kies een ander thema, of zoek met uw eigen woorden.

# Refining an answer.

directory-chosen = Gekozen
directory-take-away = : weghalen
directory-within = Binnen { $km } km
directory-within-any = Maakt niet uit
directory-facet-within = Hoe ver?
directory-facet-theme = Thema
directory-facet-audience = Voor wie?
directory-facet-activation = Wie mag het aanvragen?
directory-facet-language = Taal die men er spreekt
directory-facet-line = Zorglijn
directory-facet-zone = Zorgzone
directory-facet-neighbourhood = Wijk
directory-facet-region = Het hele gewest
directory-for-public = Inwoners
directory-for-professional = Professionals
directory-facet-kind = Welk soort hulp?
directory-facet-cost = Wat kost het?
directory-facet-access = Binnen geraken
directory-pick-start-oneself = Uzelf
directory-pick-start-relative = Iemand uit uw omgeving
directory-pick-start-professional = Een professional
directory-pick-start-doctor = Een arts
directory-pick-start-service = Een andere dienst
directory-pick-cost-free = Gratis
directory-pick-cost-convention = Afgesproken tarief
directory-pick-cost-social_rate = Sociaal tarief
directory-pick-cost-increased_reimbursement = Verhoogde tegemoetkoming
directory-pick-cost-paid = Betalend
directory-pick-access-step_free = Zonder trappen
directory-pick-access-lift = Lift
directory-pick-access-toilet = Aangepast toilet
directory-pick-access-hearing = Hulp bij slecht horen
directory-pick-access-quiet = Rustige plek
directory-pick-access-animals = Dieren welkom
directory-pick-kind-service = Dienst
directory-pick-kind-helpline = Hulplijn
directory-pick-kind-directory = Gids van anderen
directory-pick-kind-initiative = Burgerinitiatief
directory-pick-kind-consultation_space = Spreekruimte
directory-pick-kind-activity = Samen iets doen
directory-pick-kind-tool = Hulpmiddel
directory-pick-kind-training = Vorming
directory-pick-kind-parking = Parkeren bij huisbezoek
directory-pick-kind-interpreters = Tolken

# Het hele aanbod
directory-retired = Deze dienst bestaat niet meer. Zoek een andere, of vraag het aan de helpdesk.
directory-plain = In eenvoudige woorden
directory-description = Wat doet deze dienst?
directory-start = Hoe begint u?
directory-bring = Wat brengt u mee?
directory-confidential = Dit adres is geheim, om mensen te beschermen. Bel of schrijf eerst.
directory-glance-access = Kan ik binnen?
directory-glance-room = Is er plaats?
directory-update-rhythm = Wordt bijgewerkt: { $rhythm }.
directory-legal-form = Rechtsvorm: { $form }
directory-number-kbo = Ondernemingsnummer (KBO): { $number }
directory-number-riziv = RIZIV-nummer: { $number }
directory-number = { $register }: { $number }
directory-part-of = Deel van:
directory-networks = Lid van:
directory-for-ages = Van { $from } tot en met { $until } jaar
directory-for-ages-from = Vanaf { $from } jaar
directory-for-ages-until = Tot en met { $until } jaar
directory-for-genders = Alleen voor { $genders }
directory-for-situations = Voor: { $names }
directory-not-for = Niet voor: { $names }
directory-for-residents = Alleen voor wie er woont
directory-gender-female = vrouwen
directory-gender-male = mannen
directory-gender-other = mensen met een andere genderidentiteit
directory-kind-helpline = Hulplijn
directory-kind-directory = Gids van anderen
directory-kind-initiative = Initiatief van bewoners
directory-kind-consultation_space = Ruimte om mensen te ontvangen
directory-kind-activity = Samen iets doen
directory-kind-tool = Hulpmiddel
directory-kind-training = Vorming
directory-kind-parking = Parkeren voor huisbezoek
directory-kind-interpreters = Tolken
directory-rhythm-daily = elke dag
directory-rhythm-weekly = elke week
directory-rhythm-monthly = elke maand
directory-rhythm-yearly = elk jaar
directory-rhythm-irregular = af en toe
directory-cost-free = Gratis
directory-cost-convention = Officieel tarief (geconventioneerd)
directory-cost-social_rate = Sociaal tarief
directory-cost-increased_reimbursement = Goedkoper met de verhoogde tegemoetkoming
directory-cost-paid = Betalend
directory-cost-amount = { $cost }: { $amount }
directory-activation-who = Aanvragen kan door: { $who }
directory-activation-how = Hoe: { $how }
directory-activator-oneself = uzelf
directory-activator-relative = iemand die u na staat
directory-activator-professional = een zorg- of hulpverlener
directory-activator-doctor = een arts
directory-activator-service = een andere dienst
directory-way-phone = bellen
directory-way-email = mailen
directory-way-form = een formulier invullen
directory-way-walk_in = binnenlopen
directory-way-letter = een brief sturen
directory-way-platform = via een platform voor professionals
directory-way-app = met een app
directory-access-step_free-yes = Zonder trede
directory-access-step_free-no = Niet zonder trede
directory-access-lift-yes = Lift, of geen lift nodig
directory-access-lift-no = Geen lift
directory-access-toilet-yes = Aangepast toilet
directory-access-toilet-no = Geen aangepast toilet
directory-access-hearing-yes = Hulp voor wie slecht hoort
directory-access-hearing-no = Geen hulp voor wie slecht hoort
directory-access-quiet-yes = Rustige plek om te wachten
directory-access-quiet-no = Geen rustige plek om te wachten
directory-access-animals-yes = Dieren mogen binnen
directory-access-animals-no = Dieren mogen niet binnen
directory-closed-on = Gesloten op { $day }
directory-closed-between = Gesloten van { $from } tot en met { $until }
directory-closed-from = Gesloten vanaf { $from }, tot nader bericht
directory-capacity-accepting = Neemt nieuwe mensen aan
directory-capacity-full = Neemt nu niemand nieuw aan
directory-capacity-places = { $n ->
    [one] { $n } plaats vrij
   *[other] { $n } plaatsen vrij
}
directory-capacity-waiting = { $n ->
    [0] Geen wachttijd
    [one] { $n } dag wachten
   *[other] { $n } dagen wachten
}
directory-capacity-on = Zo was het op { $day }
directory-capacity-unknown = Dat weten we niet meer zeker. Vraag het aan de dienst.

# Het oriëntatieblad.
directory-sheet-title = Uw oriëntatieblad
directory-sheet-empty = Er staat nog niets op uw blad
directory-sheet-empty-help = Zoek hulp en vink aan wat u wilt meenemen. U kunt het blad afdrukken of versturen.
directory-sheet-too-many = Op een blad passen { $n } diensten. De andere staan er niet op. Haal er één af om een andere toe te voegen.
directory-sheet-gone = { $n ->
    [one] Eén dienst van dit blad staat niet meer in de gids.
   *[other] { $n } diensten van dit blad staan niet meer in de gids.
 }
directory-sheet-share = Versturen of delen
directory-sheet-share-lead = Niemand heeft hier een account voor nodig, en wij zien niet naar wie u het stuurt.
directory-sheet-back = Terug naar het blad
directory-sheet-mail = Per e-mail
directory-sheet-mail-help = Uw eigen mailprogramma opent met de tekst. U kiest zelf naar wie hij gaat.
directory-sheet-mail-open = Open mijn mailprogramma
directory-sheet-link = Korte link
directory-sheet-link-is = Deze link werkt een jaar. Wie hem heeft, ziet dit blad.
directory-sheet-link-help = Wij bewaren welke diensten op het blad staan, en de taal. Wij bewaren niet wie het maakte. De link werkt een jaar.
directory-sheet-link-make = Maak een korte link
directory-sheet-link-made = Hier is uw korte link.
directory-sheet-no-link = Deze link bestaat niet, of hij is ouder dan een jaar. Kijk de letters na, of zoek opnieuw.
directory-sheet-qr = Code voor een telefoon
directory-sheet-scan = Richt de camera van een telefoon op de code. Dan opent het blad daar.
directory-sheet-phone = Dit blad op uw telefoon
directory-sheet-map = Waar het is
directory-sheet-days = { $from } tot { $until }
directory-all-day = dag en nacht
directory-sheet-week = Open van { $from } tot { $until }
directory-sheet-more-places = { $n ->
    [one] Er is nog één andere plaats. Vraag ernaar per telefoon, of kijk op de website.
   *[other] Er zijn nog { $n } andere plaatsen. Vraag ernaar per telefoon, of kijk op de website.
 }
directory-sheet-unknown = Dit weten wij nog niet, vraag het dus eerst:
directory-sheet-remove = Van het blad halen
directory-sheet-remove-of = Haal “{ $name }” van het blad
directory-sheet-add = Iets toevoegen
directory-sheet-choose = Op mijn blad
directory-sheet-make = Toon mijn blad
directory-sheet-make-help = Vink aan wat u wilt meenemen, op papier of op uw telefoon.
directory-sheet-put = Op een blad om mee te nemen
