# What other programs read, in Dutch.
standards-hsds-about = Zorg en welzijn in { $region }: organisaties, diensten en waar ze zijn, voor andere programma’s.
standards-profile-about = Wat Relais toevoegt aan de Human Services Data Specification: elke versie van elke tekst, de openingsuren zoals ze geschreven zijn, en hoe precies een plaats gekend is.
standards-taxonomy = Thema’s
standards-taxonomy-about = Waarvoor mensen hulp zoeken, en de woorden die ze daarvoor gebruiken.
standards-apply-self = U kunt zelf contact opnemen met de dienst.
standards-apply-professional = Een professional verwijst u door.
standards-line-zero-half = Dicht bij mensen en zonder drempel
standards-line-first = Eerste lijn
standards-line-second = Tweede lijn
standards-users-public = Inwoners
standards-users-professionals = Professionals
standards-users-everyone = Iedereen
standards-step-free = De ingang heeft geen trede.
standards-steps = De ingang heeft een trede.
standards-holidays-differ = Op feestdagen kunnen andere uren gelden; zie de beschrijving.
