# Rondvragen bij organisaties.
campaigns-nav = Rondvragen
campaigns-nav-calls = Bellen voor rondvragen
campaigns-title = Rondvragen bij organisaties
campaigns-lead = Vraag organisaties per e-mail of hun fiche nog klopt. Zij antwoorden via een link, zonder account. Wie niet antwoordt, krijgt een herinnering en ten slotte een telefoontje.
campaigns-new = Nieuwe rondvraag
campaigns-revise = Pas aan
campaigns-save = Bewaar
campaigns-print = Druk af
campaigns-none = Er is nog geen rondvraag
campaigns-none-help = Kies wie u iets vraagt en bekijk de e-mail voor er iets vertrekt.
campaigns-worklist = Naar de werklijst
campaigns-state-draft = In voorbereiding
campaigns-state-running = Loopt
campaigns-state-stopped = Gestopt
campaigns-state-ended = Afgelopen
campaigns-ask-waiting = Wacht op antwoord
campaigns-ask-to_call = Te bellen
campaigns-ask-confirmed = Alles klopt
campaigns-ask-corrected = Verbeterd
campaigns-ask-gone = Bestaat niet meer
campaigns-ask-silent = Geen antwoord
campaigns-ask-left_out = Weggelaten
campaigns-means-link = via de link
campaigns-means-phone = aan de telefoon
campaigns-means-account = met een account
campaigns-means-directory = door iemand anders in de gids, zoals een redacteur
campaigns-outcome-confirmed = Bereikt: alles klopt
campaigns-outcome-corrected = Bereikt: iets klopt niet
campaigns-outcome-unreached = Niet bereikt
campaigns-outcome-gone = Bestaat niet meer
campaigns-field-name = Naam
campaigns-name-hint = Voor collega’s. Organisaties zien deze naam niet.
campaigns-field-state = Stand
campaigns-field-ends_on = Laatste dag
campaigns-field-asked = Organisaties
campaigns-field-answers = Antwoorden
campaigns-field-organisation = Organisatie
campaigns-field-when = Antwoord of volgende stap
campaigns-field-phone = Telefoon
campaigns-field-mail = E-mail
campaigns-field-campaign = Rondvraag
campaigns-field-since = Gevraagd sinds
campaigns-field-tried = Keren gebeld
campaigns-until = tot
campaigns-field-theme = Thema
campaigns-field-zone = Zorgzone
campaigns-field-kind = Soort organisatie
campaigns-kinds-usual = Elke soort waar mensen hulp bij zoeken, ook waar geen soort bekend is
campaigns-kinds-hint = Aangevinkt is elke soort waar mensen hulp bij zoeken. De andere, zoals kranten, leveranciers en overheden, vraagt u alleen iets als u ze aanvinkt. Tussen haakjes staat hoeveel organisaties er zijn.
campaigns-kinds-ticked = { $n } van { $of } soorten aangevinkt
campaigns-kind-unknown = Soort niet bekend
campaigns-field-lists = Ook wie alleen een gids of een hulpmiddel aanbiedt
campaigns-fault-kinds = Vink minstens één soort organisatie aan.
campaigns-asks-in-all = { $n ->
    [one] Deze campagne zal 1 organisatie iets vragen.
   *[other] Deze campagne zal { $n } organisaties iets vragen.
 }
campaigns-other-kinds = { $n ->
    [one] Aan 1 organisatie wordt niets gevraagd: door haar soort, of omdat ze alleen een gids of een hulpmiddel aanbiedt.
   *[other] Aan { $n } organisaties wordt niets gevraagd: door hun soort, of omdat ze alleen een gids of een hulpmiddel aanbieden.
 }
campaigns-field-silent = Al zo lang niets bevestigd
campaigns-silent-hint = In dagen, van 1 tot 3.650. Laat leeg om iedereen te vragen, ook wie pas bevestigde.
campaigns-silent-for = { $n ->
    [one] 1 dag
   *[other] { $n } dagen
 }
campaigns-days = { $n ->
    [one] 1 dag
   *[other] { $n } dagen
 }
campaigns-any = Maakt niet uit
campaigns-whom = Wie u vraagt
campaigns-whom-help = Organisaties die aan alles voldoen. Wie al in een andere rondvraag zit, wordt niet dubbel gevraagd.
campaigns-letters-title = De e-mails
campaigns-letters-help = Een organisatie krijgt haar eigen taal: het Nederlands, het Frans, of beide onder elkaar. Onder elke e-mail staat hoe men er geen meer krijgt.
campaigns-field-subject-nl = Onderwerp, in het Nederlands
campaigns-field-subject-fr = Onderwerp, in het Frans
campaigns-subject-hint = Hetzelfde voor iedereen. Schrijf hier nooit namen.
campaigns-field-first-nl = Eerste e-mail, in het Nederlands
campaigns-field-first-fr = Eerste e-mail, in het Frans
campaigns-field-reminder-nl = Herinnering, in het Nederlands
campaigns-field-reminder-fr = Herinnering, in het Frans
campaigns-marks-hint = “{"{organisation}"}” wordt de naam, “{"{link}"}” de link en “{"{until}"}” de laatste dag van de link. De link moet erin staan.
campaigns-field-rhythm = Ritme
campaigns-rhythm = { $days ->
    [one] { $n ->
        [one] Na 1 dag 1 herinnering.
       *[other] Elke dag een herinnering, hoogstens { $n }.
     }
   *[other] { $n ->
        [one] Na { $days } dagen 1 herinnering.
       *[other] Telkens na { $days } dagen een herinnering, hoogstens { $n }.
     }
 }
campaigns-calls-yes = Wie dan nog niet antwoordde, wordt gebeld.
campaigns-calls-no = Er wordt niet gebeld.
campaigns-field-reminder_days = Dagen tussen twee stappen
campaigns-reminder-days-hint = Tussen een e-mail en de volgende, of het telefoontje. Van 1 tot 90.
campaigns-field-reminders = Herinneringen, hoogstens
campaigns-field-calls = Bel wie niet antwoordt of geen adres heeft
campaigns-field-link_days = Dagen dat een link geldt
campaigns-link-days-hint = Daarna kan de organisatie een nieuwe vragen, aan hetzelfde adres. Van 1 tot 365.
campaigns-field-prices = Wat het kost
campaigns-prices-help = In euro, om te tonen wat een antwoord kost. Laat 0 staan als u het niet wilt weten.
campaigns-prices = { $letter } per e-mail, { $minute } per minuut bellen
campaigns-field-letter_price = Euro per e-mail
campaigns-field-minute_price = Euro per minuut bellen
campaigns-fault-past = Kies een dag na vandaag.
campaigns-fault-number = Dit getal kan niet. Kijk bij de uitleg wat kan.
campaigns-fault-money = Schrijf een bedrag als 0,85.
campaigns-fault-unknown = Dat staat niet in de lijst. Kies opnieuw.
campaigns-fault-link = Zet {"{link}"} in de e-mail: zonder link kan niemand antwoorden.
campaigns-would-ask = Wie het zou vragen
campaigns-by-mail = { $n ->
    [one] 1 organisatie krijgt een e-mail
   *[other] { $n } organisaties krijgen een e-mail
 }
campaigns-without = { $n ->
    [one] 1 organisatie heeft geen e-mailadres of wil geen e-mails.
   *[other] { $n } organisaties hebben geen e-mailadres of willen geen e-mails.
 }
campaigns-without-called = Zij komen meteen op de lijst om te bellen.
campaigns-without-passed = Zij worden niet gevraagd.
campaigns-who = Wie
campaigns-and-more = { $n ->
    [one] en nog 1
   *[other] en nog { $n }
 }
campaigns-elsewhere = { $n ->
    [one] 1 organisatie zit al in een andere rondvraag en wordt niet dubbel gevraagd.
   *[other] { $n } organisaties zitten al in een andere rondvraag en worden niet dubbel gevraagd.
 }
campaigns-decided = Wat is afgesproken
campaigns-first-letter = Eerste e-mail
campaigns-reminder = Herinnering
campaigns-sample-name = Voorbeeldorganisatie
campaigns-what-now = Wat nu
campaigns-start = Start: verstuur de eerste e-mails
campaigns-discard = Gooi weg
campaigns-stop = Stop
campaigns-resume = Ga verder
campaigns-revoke = Trek alle links in
campaigns-revoke-help = Geen enkele link van deze rondvraag opent dan nog iets, ook niet die in e-mails die al aankwamen. De rondvraag stopt. Gaat u later verder, dan vertrekken er nieuwe links met de volgende e-mails.
campaigns-progress = Hoe het loopt
campaigns-answered = { $n } van { $of } organisaties antwoordden
campaigns-letters = E-mails
campaigns-calls-made = Telefoontjes
campaigns-minutes = Minuten gebeld
campaigns-cost = Kosten
campaigns-cost-each = Kosten per antwoord
campaigns-no-answer-yet = nog geen antwoord
campaigns-all = Toon alle
campaigns-none-so = Niemand in deze stand
campaigns-none-so-help = Kies een ander getal hierboven, of toon alle organisaties.
campaigns-merged = Samengevoegd of uit de gids
campaigns-answered-on = { $day }, { $means }
campaigns-next-on = volgende stap op { $day }
campaigns-to-call = { $n ->
    [one] 1 organisatie om te bellen
   *[other] { $n } organisaties om te bellen
 }
campaigns-to-call-help = Zij antwoordden niet op de e-mails, of hebben geen adres. Vraag of de fiche nog klopt, en noteer wat eruit kwam. Bovenaan staat wie een nummer heeft en het langst geleden iets gevraagd werd.
campaigns-nobody-to-call = Niemand om te bellen
campaigns-nobody-to-call-help = Wie op geen e-mail antwoordt, verschijnt hier vanzelf.
campaigns-no-phone = geen nummer bekend
campaigns-find-phone = zoek eerst een nummer
campaigns-reach = Hoe te bereiken
campaigns-has-address = krijgt e-mails
campaigns-has-no-address = geen adres bekend
campaigns-wants-no-mail = wil geen e-mails van rondvragen
campaigns-to-page = Naar de pagina
campaigns-to-own-page = Naar de pagina van uw organisatie
campaigns-to-entry = Naar de fiche
campaigns-no-letters = Er vertrok nog geen e-mail.
campaigns-no-calls = Er werd nog niet gebeld.
campaigns-link-open = De link geldt tot { $day }
campaigns-link-expired = De link gold tot { $day }
campaigns-link-withdrawn = De link is ingetrokken (gold tot { $day })
campaigns-write-call = Noteer een telefoontje
campaigns-field-outcome = Wat kwam eruit
campaigns-field-minutes = Minuten
campaigns-minutes-of = { $n ->
    [one] 1 minuut
   *[other] { $n } minuten
 }
campaigns-write-heard = Schrijf in de fiche wat u hoorde
campaigns-write-again = Stuur een nieuwe e-mail
campaigns-leave-out = Laat weg
campaigns-leave-out-help = Er vertrekt niets meer, en de links van deze organisatie openen niets meer.
campaigns-is-it-right = Klopt dit nog?
campaigns-is-it-right-lead = Dit staat in de gids over { $name }. Kijk het na en zeg ons of het klopt. Een account is niet nodig.
campaigns-answer-anew = U kunt opnieuw antwoorden zolang de link geldt.
campaigns-you-confirmed = U zei op { $day } dat alles klopt. Bedankt.
campaigns-you-corrected = U stuurde op { $day } een verbetering. Een redacteur kijkt ernaar. Bedankt.
campaigns-you-corrected-decided = U stuurde op { $day } een verbetering. Een redacteur keek ernaar. Bedankt.
campaigns-you-gone = U zei op { $day } dat de organisatie gestopt is. Een redacteur kijkt ernaar.
campaigns-correct = Verbeter
campaigns-all-is-right = Alles klopt nog
campaigns-rest-is-right = Al de rest klopt nog
campaigns-we-stopped = Wij zijn gestopt
campaigns-we-stopped-help = Dan halen wij u na controle uit de gids. Stopt maar één dienst, verbeter dan die dienst.
campaigns-we-stopped-words = Wilt u er iets bij zeggen? (hoeft niet)
campaigns-we-stopped-send = Meld dat wij gestopt zijn
campaigns-link-until = Deze link is van u en geldt tot { $day }.
campaigns-no-more = Geen e-mails meer
campaigns-no-more-lead = Wilt u dat wij { $name } geen e-mails meer sturen om de fiche na te kijken? Dan bellen wij hoogstens.
campaigns-no-more-send = Stuur ons geen e-mails meer
campaigns-no-more-done = Wij sturen { $name } geen e-mails meer om de fiche na te kijken.
campaigns-letters-again = Stuur ons weer e-mails
campaigns-back-to-all = Terug naar uw gegevens
campaigns-correct-title = Verbeter: { $name }
campaigns-correct-lead = Open wat niet klopt en verander het. Een redacteur kijkt ernaar voor het in de gids komt.
campaigns-other-places = Verbeter een andere plaats:
campaigns-words = Of zeg het in uw woorden
campaigns-words-hint = Geen namen van mensen die u helpt.
campaigns-send = Stuur de verbetering
campaigns-expired = Deze link geldt niet meer
campaigns-expired-lead = Uit voorzichtigheid opent een link maar een tijd. Er is niets verloren.
campaigns-expired-over = De rondvraag loopt niet meer. Klopt er iets niet, zeg het dan op de pagina van uw organisatie in de gids.
campaigns-again = Stuur mij een nieuwe link
campaigns-again-help = De nieuwe link gaat naar het adres waarop u de vorige kreeg, of dat nu in de gids staat.
campaigns-ask-for-new-link = Vraag een nieuwe link
campaigns-said-create = Bewaard. Kijk na wie het wordt gevraagd, en start dan.
campaigns-said-revise = Bewaard.
campaigns-said-discard = Weggegooid.
campaigns-said-start = Gestart. De eerste e-mails vertrekken nu.
campaigns-said-stop = Gestopt. E-mails die nog niet weg waren, zijn teruggehaald.
campaigns-said-resume = De rondvraag gaat verder.
campaigns-said-revoke = Alle links zijn ingetrokken.
campaigns-said-leave-out = Weggelaten. De links openen niets meer.
campaigns-said-write-again = Er vertrekt een nieuwe e-mail.
campaigns-said-call-confirmed = Genoteerd: alles klopt.
campaigns-said-call-corrected = Genoteerd. Schrijf nu in de fiche wat u hoorde.
campaigns-said-call-unreached = Genoteerd. De organisatie blijft op de lijst.
campaigns-said-call-gone = Genoteerd. Haal de fiche uit de gids als dat zeker is.
campaigns-said-confirmed = Bedankt. Wij noteerden dat het klopt.
campaigns-said-corrected = Bedankt. Een redacteur kijkt naar uw verbetering.
campaigns-said-gone = Bedankt. Een redacteur kijkt ernaar.
campaigns-said-no-more = U krijgt deze e-mails niet meer.
campaigns-said-letters-again = U krijgt weer e-mails.
campaigns-said-again = Er vertrekt een nieuwe link. Kijk in uw mailbox.
campaigns-refused-changed = Iemand anders paste deze rondvraag intussen aan. Er is niets veranderd. Open ze opnieuw en kijk wat er nu staat.
campaigns-refused-sent-before = Dit formulier werd al verstuurd. De rondvraag bestaat.
campaigns-refused-not-draft = De rondvraag is al gestart. Er is niets veranderd. U kunt ze stoppen.
campaigns-refused-not-running = De rondvraag loopt niet. Er is niets veranderd.
campaigns-refused-not-stopped = De rondvraag is niet gestopt. Er is niets veranderd.
campaigns-refused-over = De laatste dag is voorbij. Kies eerst een latere dag.
campaigns-refused-nobody = Geen enkele organisatie voldoet. Kies ruimer wie u vraagt.
campaigns-refused-no-post = Er is geen mailserver ingesteld: e-mails kunnen niet vertrekken. Vraag de beheerder om dat te regelen.
campaigns-refused-closed = Deze organisatie antwoordde al of wordt niet meer gevraagd. Er is niets veranderd.
campaigns-refused-just-written = Er vertrok pas een e-mail. Kijk in de mailbox, ook bij ongewenste post, of probeer het morgen opnieuw.
campaigns-refused-no-address = Er is geen adres om naar te schrijven, of de organisatie wil geen e-mails. Er is niets verstuurd.
campaigns-refused-no-link = Deze link is niet volledig of niet van ons. Kopieer het hele adres uit de e-mail.
campaigns-refused-withdrawn = Deze link is ingetrokken. Klopt er iets niet over uw organisatie, zeg het dan op haar pagina in de gids.
campaigns-refused-expired = Deze link geldt niet meer. Er is niets veranderd. U kunt een nieuwe vragen.
campaigns-letter-foot = U krijgt deze e-mail omdat dit adres in de gids staat of ons werd opgegeven. Liever geen e-mails meer? { $link }
campaigns-offered-subject = Kloppen uw gegevens in de sociale gids nog?
campaigns-offered-first =
    Beste collega,

    {"{organisation}"} staat in onze gids. Mensen en hulpverleners zoeken er de juiste hulp, dicht bij huis. Daarvoor moeten uw gegevens kloppen.

    Wilt u ze nakijken? Het duurt enkele minuten en u hebt geen account nodig:
    {"{link}"}

    Klopt alles, dan volstaat één knop. Klopt er iets niet, verbeter het daar. De link is van u alleen en geldt tot {"{until}"}.

    Bedankt!
campaigns-offered-reminder =
    Beste collega,

    Wij vroegen u onlangs of de gegevens van {"{organisation}"} nog kloppen. Wij kregen nog geen antwoord. Wilt u ze nakijken?
    {"{link}"}

    De link geldt tot {"{until}"}. Antwoordde u intussen, dan mag u deze e-mail vergeten.

    Bedankt!
# Figures
campaigns-figures = Cijfers
campaigns-figures-of = Cijfers van rondvragen in { $year }
campaigns-year = Jaar
campaigns-show = Toon
campaigns-began = Begonnen in
campaigns-began-in = Rondvragen begonnen in { $period }.
campaigns-all-of-them = Alle rondvragen
campaigns-whole-year = Heel het jaar
campaigns-no-data = geen gegevens
campaigns-counted = Wat wordt er geteld?
campaigns-measure-asked = Gevraagd
campaigns-measure-asked-definition = Organisaties die een rondvraag bevraagt. Elke rondvraag telt in de maand waarin ze begon.
campaigns-measure-answered = Geantwoord
campaigns-measure-answered-definition = Organisaties die antwoordden: alles klopt, verbeterd, of gestopt; via de link, de telefoon of hun account, of omdat na de eerste brief alles in de gids voor hen werd bevestigd.
campaigns-measure-confirmed = Bevestigd
campaigns-measure-confirmed-definition = Organisaties die zeiden dat alles klopt en niets verbeterden.
campaigns-measure-corrected = Verbeterd
campaigns-measure-corrected-definition = Organisaties die iets verbeterden, wat er ook met dat voorstel gebeurde.
campaigns-measure-letters = E-mails
campaigns-measure-letters-definition = E-mails die vertrokken of wachten om te vertrekken; wat teruggenomen werd, telt niet.
campaigns-measure-calls = Telefoons
campaigns-measure-calls-definition = Telefoongesprekken die opgeschreven werden, ook als er niemand opnam.
campaigns-measure-cost = Kosten
campaigns-measure-cost-definition = E-mails en minuten aan de telefoon, aan de prijzen van de rondvraag.
campaigns-unit-organisations = organisaties
campaigns-unit-letters = e-mails
campaigns-unit-calls = gesprekken
campaigns-unit-cents = cent
# An address for one campaign
campaigns-address-title = Een ander adres voor deze rondvraag
campaigns-field-email = E-mailadres
campaigns-address-hint = Er vertrekt meteen een e-mail. Links die naar een ander adres gingen, openen dan niets meer. De fiche verandert niet, en het adres wordt vergeten als de rondvraag eindigt.
campaigns-give-address = Mail naar dit adres
campaigns-has-typed-address = krijgt e-mails op een adres voor deze rondvraag
campaigns-said-give-address = Er vertrekt een e-mail naar dat adres.
campaigns-fault-email = Dat is geen e-mailadres. Schrijf het als naam@voorbeeld.be.
