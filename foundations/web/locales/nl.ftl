# De teksten van de bladzijde rond elke bladzijde.

web-skip = Naar de inhoud
web-menu = Hoofdmenu
web-crumbs = U bent hier
web-sign-in-link = Aanmelden
web-sign-out = Afmelden
web-undo = Maak ongedaan
web-printed = Afgedrukt op { $day }
web-home = Naar het begin
web-try-again = Probeer opnieuw
web-automatic = automatisch vertaald
web-only-nl = in het Nederlands
web-only-fr = in het Frans
web-only-en = in het Engels
web-colon = {": "}

web-pages = Bladzijden
web-page = Bladzijde
web-previous = Vorige
web-next = Volgende

web-declared = aangegeven
web-no-data = geen gegevens
web-total = Samen

web-faults = { $n ->
    [one] Eén antwoord klopt nog niet
   *[other] { $n } antwoorden kloppen nog niet
 }
web-fault-missing = Vul dit in
web-fault-choose = Maak een keuze
web-fault-unreadable = Dit begrijpen we niet. Kijk het na of kies iets anders
web-fault-characters = Er staat een teken in dat we niet kunnen bewaren. Typ de tekst opnieuw
web-fault-long = Dit is { $over ->
    [one] één teken
   *[other] { $over } tekens
 } te lang. Er passen er { $most }
web-fault-of = { $field }: { $fault }

web-not-found-title = Deze bladzijde bestaat niet
web-not-found = Misschien is ze verplaatst of verwijderd, of staat er een fout in het adres. Kwam u hier met een link uit een e-mail? Dan is die misschien niet volledig: kopieer het hele adres.
web-lost-what = Welke hulp zoekt u?
web-lost-search = Zoek hulp
web-lost-call = Liever iemand spreken?
web-wrong-method = Dit adres kunt u niet op deze manier gebruiken. Ga naar het begin en volg de knoppen.
web-forbidden-title = Dit mag u niet zien of doen
web-forbidden = Uw account heeft hier geen recht op. Hebt u het nodig voor uw werk, vraag het dan aan de beheerder.
web-bad-token-title = Dit token werkt niet
web-bad-token = Het token bestaat niet, is verlopen of ingetrokken, of de account van wie het maakte is gesloten. Maak een nieuw op /me/tokens.
web-needs-token = Hier komen alleen programma’s, met een token: Authorization: Bearer. Maak er een op /me/tokens.
web-narrow-token = Dit token mag dit niet: het reikt niet ver genoeg, is voor een andere organisatie of bron, of wie het maakte heeft dit recht niet. Maak een ander op /me/tokens.
web-sign-in-title = Meld u eerst aan
web-sign-in = Dit kan alleen wie aangemeld is. Er is niets verloren: meld u aan en probeer opnieuw.
web-stale-form-title = Stuur het formulier opnieuw
web-stale-form = Het formulier stond te lang open, of het kwam niet van onze bladzijde. Er is niets gewijzigd. Ga terug, laad de bladzijde opnieuw en verstuur nog eens.
web-refused-title = Dat kan nu niet
web-gone-title = Dat kan niet meer
web-bad-input-title = Dat begrijpen we niet
web-bad-input = Er klopt iets niet aan “{ $field }”. Er is niets gewijzigd. Kijk het na en probeer opnieuw.
web-bad-input-here = Er klopt iets niet aan het adres van deze bladzijde, of aan wat u invulde. Er is niets gewijzigd. Ga terug en kijk het na, of begin opnieuw.
web-not-one-of = “{ $field }” heeft een waarde die wij niet kennen. Mogelijk zijn: { $values }.
web-unsupported = Wat u stuurde, heeft een vorm die we hier niet kunnen lezen. Er is niets gewijzigd.
web-no-host = Uw programma zei niet duidelijk voor welke site deze vraag is. Er is niets gewijzigd. Typ het adres opnieuw in uw browser.
web-broken = Wat u stuurde, kwam niet heel aan. Er is niets gewijzigd. Ga terug en verstuur nog eens.
web-too-slow-title = Het kwam niet op tijd aan
web-too-slow = Wat u stuurde, kwam te traag binnen. Er is niets gewijzigd. Kijk uw verbinding na, ga terug en verstuur nog eens.
web-too-large-title = Dat is te veel ineens
web-too-large = Wat u stuurde, is te groot. Er is niets gewijzigd. Maak de tekst of het bestand kleiner.
web-long-address = Dit adres is te lang om te lezen. Kies minder tegelijk, of begin opnieuw op de zoekpagina.
web-too-many-title = Even wachten
web-too-many = U probeerde dit vaak na elkaar. Wacht { $minutes ->
    [one] een minuut
   *[other] { $minutes } minuten
 } en probeer opnieuw.
web-busy-title = Even geduld
web-timed-out = Dit duurde te lang. Er is niets veranderd. Ga terug: uw tekst staat er nog. Probeer het dan opnieuw.
web-unavailable = Iets wat we nodig hebben, antwoordt nu niet. Wat u al bewaarde, is niet verloren. Probeer het over een halve minuut opnieuw.
web-unexpected-title = Er ging iets mis bij ons
web-unexpected = Dat is niet uw fout. Wat u al bewaarde, is niet verloren. Probeer het opnieuw.
web-reference = Blijft het misgaan? Geef dan dit nummer door, dan vinden we wat er gebeurde:
