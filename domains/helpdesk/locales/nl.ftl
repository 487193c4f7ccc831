# De teksten van de helpdesk.

helpdesk-nav = Helpdesk
helpdesk-nav-figures = Cijfers
helpdesk-title = Helpdesk
helpdesk-contacts = Contacten
helpdesk-all-contacts = Alle contacten
helpdesk-contact = Contact
helpdesk-contact-of = Contact van { $moment }
helpdesk-new-title = Nieuw contact
helpdesk-correct-title = Contact verbeteren
helpdesk-last = Laatste contacten
helpdesk-today = { $n ->
    [one] vraag vandaag
   *[other] vragen vandaag
 }
helpdesk-confidential = vertrouwelijk
helpdesk-demo = voorbeeld
helpdesk-demo-notice = Er staan verzonnen contacten in, om te proberen. Ze tellen mee in de cijfers.
helpdesk-first-title = Nog geen contacten
helpdesk-first = Zodra iemand een contact bewaart, staat het hier.
helpdesk-found-contacts = { $n ->
    [one] { $n } contact
   *[other] { $n } contacten
 }
helpdesk-found-withdrawn = { $n ->
    [one] { $n } ingetrokken contact
   *[other] { $n } ingetrokken contacten
 }
helpdesk-none-title = Geen contacten
helpdesk-none = Met deze keuzes is er geen enkel contact. Kies minder, of kijk naar alle contacten.
helpdesk-filters = Kies welke contacten
helpdesk-filter = Toon
helpdesk-filter-chosen = Gekozen
helpdesk-filter-off = Toon alle contacten
helpdesk-filter-without = laat deze keuze weg
helpdesk-only-withdrawn = Ingetrokken contacten
helpdesk-all = Alle
helpdesk-all-times = Altijd
helpdesk-all-my-lines = Alle lijnen
helpdesk-period = Periode
helpdesk-show = Toon

helpdesk-field-line = Lijn
helpdesk-field-channel = Kanaal
helpdesk-field-kind = Soort
helpdesk-field-inquirer = Wie vraagt?
helpdesk-field-zone = Zorgzone
helpdesk-field-municipality = Gemeente
helpdesk-field-place = Waar?
helpdesk-field-theme = Thema
helpdesk-field-need = Hulp gevonden?
helpdesk-field-direct = Meteen beantwoord?
helpdesk-field-note = Notitie
helpdesk-field-minutes = Duur
helpdesk-field-at = Wanneer
helpdesk-field-service = Meegegeven diensten
helpdesk-field-q = Zoek een dienst
helpdesk-field-month = Maand

helpdesk-place-hint = Postcode, gemeente of zorgzone. Laat leeg als u het niet weet.
helpdesk-place-hint-streets = Postcode, gemeente, straat of zorgzone. Laat leeg als u het niet weet.
helpdesk-place-which = Welke bedoelt u?
helpdesk-more-inquirers = Andere keuzes
helpdesk-other-theme = Ander thema
helpdesk-no-other-theme = Geen ander thema
helpdesk-note-hint = Geen naam, geen adres, geen geboortedatum.
helpdesk-when = Later ingevoerd, of duur
helpdesk-at-hint = Laat leeg voor nu.
helpdesk-minutes-hint = In minuten.
helpdesk-minutes-long = { $n ->
    [one] één minuut
   *[other] { $n } minuten
 }
helpdesk-save = Bewaar
helpdesk-save-next = Bewaar en volgende
helpdesk-save-correction = Bewaar de verbetering
helpdesk-cancel = Niet verbeteren

helpdesk-directory = Zoek een dienst
helpdesk-directory-hint = Typ wat er nodig is. Vink aan wat u meegeeft.
helpdesk-find = Zoek
helpdesk-found-nothing = Niets gevonden. Probeer een ander woord, of zoek zonder plaats.
helpdesk-open-service = Alles over deze dienst
helpdesk-guide = Het hele gesprek
helpdesk-reason-line-zero_half = laagdrempelig
helpdesk-reason-line-first = eerste lijn
helpdesk-reason-line-second = tweede lijn

helpdesk-kind-question = Vraag
helpdesk-kind-wrong_number = Verkeerd nummer
helpdesk-kind-hang_up = Opgehangen
helpdesk-need-met = Ja
helpdesk-need-partly = Deels
helpdesk-need-unmet = Nee
helpdesk-need-not_applicable = Niet van toepassing
helpdesk-direct-yes = Ja, meteen
helpdesk-direct-no = Nee, later
helpdesk-direct-unknown = Niet genoteerd
helpdesk-state-logged = geregistreerd
helpdesk-state-corrected = verbeterd
helpdesk-state-withdrawn = ingetrokken
helpdesk-unknown-zone = Zone onbekend
helpdesk-unknown-municipality = Gemeente onbekend
helpdesk-unknown-theme = Zonder thema
helpdesk-nothing = niets
helpdesk-colon = { $what }: { $value }
helpdesk-service-gone = Een dienst die niet meer in de gids staat
helpdesk-theme-gone = { $code } (niet meer in de lijst)

helpdesk-logged = Contact bewaard.
helpdesk-corrected = Verbetering bewaard. Wat er stond, blijft in de geschiedenis.
helpdesk-withdrawn = Contact ingetrokken.
helpdesk-restored = Contact teruggezet.
helpdesk-is-withdrawn = Dit contact is ingetrokken en telt niet mee. U vindt het bij de ingetrokken contacten.
helpdesk-noted = Wat er genoteerd is
helpdesk-given = Meegegeven diensten
helpdesk-given-none = Geen dienst meegegeven.
helpdesk-history = Geschiedenis
helpdesk-happened-logged = Geregistreerd
helpdesk-happened-corrected = Verbeterd
helpdesk-happened-withdrawn = Ingetrokken
helpdesk-happened-restored = Teruggezet
helpdesk-by-me = door u
helpdesk-by-colleague = door een collega
helpdesk-changed-concealed = gewijzigd
helpdesk-correct = Verbeter
helpdesk-withdraw = Trek in
helpdesk-restore = Zet terug

helpdesk-conflict-title = Een collega was u voor
helpdesk-conflict = Dit contact is intussen verbeterd. Wat u typte, staat nog in het formulier. Kijk na wat verschilt en bewaar opnieuw: dan geldt wat u typte.
helpdesk-sent-title = U bewaarde dit formulier al
helpdesk-sent = Dit contact staat er al, met andere woorden. Wat u nu typte, staat nog in het formulier. Kijk na wat verschilt en bewaar opnieuw: dan geldt wat u nu typte.
helpdesk-conflict-field = Veld
helpdesk-conflict-yours = Wat u typte
helpdesk-conflict-theirs = Wat er nu staat

helpdesk-fault-line = Kies een lijn die er is
helpdesk-fault-channel = Kies een kanaal van deze lijn
helpdesk-fault-inquirer = Kies wie er vraagt
helpdesk-fault-theme = Kies minstens één thema
helpdesk-fault-many-themes = Kies hoogstens acht thema’s
helpdesk-fault-unknown-theme = Een thema staat niet in de lijst. Vink het uit en kies een ander
helpdesk-fault-direct = Kies of u meteen kon antwoorden
helpdesk-fault-many-services = Geef hoogstens twintig diensten mee
helpdesk-fault-unknown-service = Een dienst staat niet in de gids. Vink hem uit
helpdesk-fault-minutes = Geef de duur in minuten, van 0 tot 1440
helpdesk-fault-future = Dit moment moet nog komen. Kijk dag en uur na
helpdesk-fault-past = Dit moment ligt te ver terug. Kijk dag en jaar na
helpdesk-fault-moment = Schrijf dag en uur zoals 2026-11-22T10:42
helpdesk-fault-skipped-hour = Dit uur bestond niet: de klok ging toen een uur vooruit. Kies een uur later
helpdesk-fault-place-several = Deze plaats ligt in meer dan één zorgzone. Kies welke u bedoelt, of maak het veld leeg
helpdesk-fault-place-unknown = Deze plaats kennen we niet. Kies er een die erop lijkt, of maak het veld leeg
helpdesk-fault-form = Het formulier kwam beschadigd aan. Kijk na wat erin staat en bewaar opnieuw

helpdesk-refused-incomplete = Er ontbreekt iets. Er is niets bewaard. Ga terug en vul het formulier aan.
helpdesk-refused-changed = Een collega heeft dit contact intussen gewijzigd. Kijk na wat er nu staat en probeer opnieuw.
helpdesk-refused-withdrawn = Dit contact is al ingetrokken. Zet het eerst terug.
helpdesk-refused-not-withdrawn = Dit contact is niet ingetrokken, of het is al teruggezet.
helpdesk-refused-id-taken = Dit formulier is al gebruikt voor een ander contact. Er is niets bewaard. Open een nieuw formulier.
helpdesk-refused-sent-before = U bewaarde dit formulier al, met andere woorden. Kijk na wat er nu staat en verbeter het.
helpdesk-refused-sent-withdrawn = U bewaarde dit contact al en daarna is het ingetrokken. Bewaar opnieuw: dan wordt het een nieuw contact.

helpdesk-figures = Helpdesk in cijfers
helpdesk-period-range = { $first } tot en met { $last }
helpdesk-what-counts = Wat telt mee?
helpdesk-show-contacts = { $n ->
    [one] Toon het ene contact
   *[other] Toon de { $n } contacten
 }
helpdesk-part-of = { $part } van { $whole ->
    [one] { $whole } contact
   *[other] { $whole } contacten
 }
helpdesk-target = streefcijfer { $aim }
helpdesk-target-head = Streefcijfer
helpdesk-no-data = geen gegevens
helpdesk-withheld = te klein om te tonen
helpdesk-unfinished = nog niet voorbij
helpdesk-after-the-year = volgt na het jaar
helpdesk-nothing-told = Hier is niets om te tonen: er zijn geen gegevens, de aantallen zijn te klein, of het jaar is nog niet voorbij.
helpdesk-total = Totaal
helpdesk-more-rows = { $n ->
    [one] Nog één rij met een kleiner aantal staat in het bestand.
   *[other] Nog { $n } rijen met een kleiner aantal staan in het bestand.
 }
helpdesk-themes-overlap = Een contact met twee thema’s telt bij beide: de rijen zijn samen meer dan het totaal.
helpdesk-guarded = U ziet alleen aantallen, van maanden die voorbij zijn: een contact telt hier in de maand waarin het genoteerd werd. Waaruit ze bestaan, staat hier na het jaar. Kleine aantallen blijven verborgen, en ook wat ze zou verraden.
helpdesk-guarded-range = Kies een maand of een jaar: andere periodes tonen we hier niet.
helpdesk-apart = Lijnen waarvan u alleen aantallen ziet
helpdesk-apart-why = Elke lijn apart, niet bij het totaal geteld: anders zou het totaal kleine aantallen verraden. Alleen maanden die voorbij zijn tellen mee; een contact telt in de maand waarin het genoteerd werd. Het aandeel meteen beantwoord staat hier na het jaar.
helpdesk-by-month = Per maand
helpdesk-by-line = Per lijn
helpdesk-by-channel = Per kanaal
helpdesk-by-zone = Per zorgzone
helpdesk-by-theme = Per thema
helpdesk-by-inquirer = Per soort vrager
helpdesk-csv = Tabel voor een rekenblad (CSV)
helpdesk-csv-measure = Code van het cijfer
helpdesk-csv-name = Cijfer
helpdesk-csv-by = Verdeling
helpdesk-csv-code = Code van het deel
helpdesk-csv-part = Deel
helpdesk-csv-period = Periode
helpdesk-csv-value = Waarde
helpdesk-csv-unit = Eenheid
helpdesk-csv-target = Streefcijfer
helpdesk-csv-numerator = Teller
helpdesk-csv-denominator = Noemer
helpdesk-csv-origin = Herkomst
helpdesk-csv-source = Bron
helpdesk-csv-examples = Met verzonnen voorbeelden
helpdesk-csv-yes = ja
helpdesk-print = Druk af
helpdesk-declared = Aangegeven en berekend
helpdesk-declared-about = Lijn, kanaal
helpdesk-declared-why = Aangegeven: geteld vóór Relais, niet door Relais. Bron:
helpdesk-stated = aangegeven
helpdesk-computed = berekend
helpdesk-derived = afgeleid
helpdesk-derived-long = Dit cijfer staat niet zo in de bron, het volgt uit andere aangegeven cijfers.

helpdesk-unit-contacts = contacten
    .of = { $n ->
        [one] contact
       *[other] contacten
    }
helpdesk-unit-percent = van de contacten
    .of = van de contacten
helpdesk-measure-contacts = Contacten
helpdesk-measure-contacts-definition = Elk contact met een vraag, langs elk kanaal, in de maand waarin het binnenkwam. Verkeerde nummers, wie ophing en ingetrokken contacten tellen niet mee.
helpdesk-measure-direct-answers = Meteen beantwoord
helpdesk-measure-direct-answers-definition = Contacten met een vraag die in hetzelfde contact beantwoord werd.
helpdesk-measure-direct-rate = Deel meteen beantwoord
helpdesk-measure-direct-rate-definition = Contacten waarin de vraag meteen beantwoord werd, gedeeld door alle contacten met een vraag waarbij dat genoteerd is. Zonder zulke contacten is er geen cijfer. Versie 1 van deze regel.
helpdesk-measure-unmet = Nood zonder passende hulp
helpdesk-measure-unmet-definition = Contacten met een vraag waarvoor geen passende hulp te vinden was.
helpdesk-propose = Klopt iets niet? Stel een verbetering voor
helpdesk-propose-here = Klopt er iets niet?
helpdesk-happened-proposed = Verbetering voorgesteld: { $service } ({ $state })
helpdesk-proposal-waiting = wacht op antwoord
helpdesk-proposal-approved = overgenomen
helpdesk-proposal-partly = deels overgenomen
helpdesk-proposal-declined = niet overgenomen
helpdesk-proposal-lapsed = vervallen
