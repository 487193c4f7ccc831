# What other programs read, in Dutch.
standards-hsds-about = Zorg en welzijn in { $region }: organisaties, diensten en waar ze zijn, voor andere programma’s.
standards-profile-about = Wat Relais toevoegt aan de Human Services Data Specification: elke versie van elke tekst, de openingsuren zoals ze geschreven zijn, en hoe precies een plaats gekend is.
standards-taxonomy = Thema’s
standards-taxonomy-about = Waarvoor mensen hulp zoeken, en de woorden die ze daarvoor gebruiken.
standards-apply-self = U kunt zelf contact opnemen met de dienst.
standards-apply-professional = Een professional verwijst u door.
standards-holidays-differ = Op feestdagen kunnen andere uren gelden; zie de beschrijving.
standards-closed = Gesloten
standards-secret = Geheim adres

standards-kind-service = Dienst
standards-kind-helpline = Hulplijn
standards-kind-directory = Gids van iemand anders
standards-kind-initiative = Burgerinitiatief
standards-kind-consultation-space = Ontvangstruimte voor professionals
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
