# Bewaarde zoekopdrachten.
alerts-title = Mijn zoekopdrachten
alerts-me = Mijn account
alerts-none = U bewaart nog geen zoekopdracht
alerts-none-help = Zoek hulp, en kies onder de resultaten om de zoekopdracht te bewaren.
alerts-find = Zoek hulp
alerts-back = Terug naar de zoekopdracht
alerts-new = Bewaar deze zoekopdracht
alerts-change = Pas aan
alerts-save = Bewaar
alerts-remove = Verwijder
alerts-told = Laatste e-mail: { $day }
alerts-no-post = Er kunnen geen e-mails vertrekken: er is geen mailserver ingesteld. Uw zoekopdrachten blijven bewaard.
alerts-field-name = Naam
alerts-name-hint = Alleen u ziet deze naam. Laat leeg om te zien wat u zocht.
alerts-field-rhythm = Mail mij wat nieuw, veranderd of weg is
alerts-field-email = Uw e-mailadres
alerts-email-hint = Wij gebruiken het alleen hiervoor en bewaren het versleuteld.
alerts-rhythm-never = Nooit
alerts-rhythm-daily = Hoogstens eens per dag
alerts-rhythm-weekly = Hoogstens eens per week
alerts-ask = Hou mij op de hoogte
alerts-ask-help = U krijgt een e-mail als er iets nieuw, veranderd of weg is. Eerst vragen wij of het adres van u is. Stoppen kan altijd met één klik.
alerts-ask-send = Stuur mij een bevestiging
alerts-sent = Kijk in uw mailbox
alerts-sent-help = Wij stuurden u een e-mail met een link. U krijgt pas nieuws als u die opent en bevestigt. De link geldt twee dagen.
alerts-sent-none = Geen e-mail gekregen? Kijk bij de ongewenste berichten. Wij schrijven één adres niet meer dan enkele keren per dag.
alerts-your-search = Uw zoekopdracht
alerts-see = Bekijk wat ze nu vindt
alerts-confirm = Ja, hou mij op de hoogte
alerts-confirm-help = Wilt u een e-mail als hierin iets nieuw, veranderd of weg is? Vroeg u dat niet zelf, doe dan niets: na twee dagen is uw adres vergeten.
alerts-tells = U krijgt een e-mail als er iets verandert. { $rhythm }.
alerts-tells-no-more = U krijgt geen e-mails over deze zoekopdracht.
alerts-stop = Stop
alerts-stop-help = Als u stopt, vergeten wij ook uw adres en wat u zocht.
alerts-stop-help-account = Als u stopt, blijft de zoekopdracht in uw account staan, zonder e-mails.
alerts-stopped = Gestopt
alerts-stopped-help = U krijgt hierover geen e-mails meer.
alerts-said-save = Bewaard.
alerts-said-change = Bewaard.
alerts-said-remove = Verwijderd.
alerts-said-confirm = Bevestigd. U hoort van ons als er iets verandert.
alerts-fault-wide = Deze zoekopdracht vindt meer dan 200 diensten: dat is te veel om u er nieuws over te mailen. Vink bij de resultaten iets aan dat ze kleiner maakt: een thema, een zorgzone, een wijk of een afstand.
alerts-fault-no-post = Er kunnen geen e-mails vertrekken. Kies “Nooit”.
alerts-fault-email = Dat is geen e-mailadres. Schrijf het als naam@voorbeeld.be.
alerts-refused-too-many = U bewaart al zoveel zoekopdrachten als mogelijk is. Verwijder er eerst een.
alerts-refused-no-post = Er kunnen nu geen e-mails vertrekken. Er is niets bewaard.
alerts-refused-gone = Deze zoekopdracht is er niet meer: ze is gestopt, of niet op tijd bevestigd. Er zijn geen gegevens van u bewaard. U kunt opnieuw zoeken en het opnieuw vragen.
alerts-letter-question-subject = Bevestig uw vraag
alerts-letter-question =
    Goeiedag,

    Iemand, wellicht uzelf, vroeg om u op de hoogte te houden van een zoekopdracht in onze gids. Bevestig dat hier:
    { $link }

    De link geldt twee dagen. Vroeg u dit niet, doe dan niets: wij vergeten uw adres.
alerts-letter-news-subject = Nieuws over uw zoekopdracht
alerts-letter-news =
    Goeiedag,

    In deze zoekopdracht is iets veranderd: { $search }
alerts-letter-new = Nieuw:
alerts-letter-changed = Veranderd:
alerts-letter-gone = Niet meer te vinden:
alerts-letter-more = { $n ->
    [one] en nog 1
   *[other] en nog { $n }
 }
alerts-letter-foot = U krijgt deze e-mail omdat u dat vroeg. Alles bekijken of stoppen: { $link }
