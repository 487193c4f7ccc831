# De teksten van het grondgebied: zorgzones, gemeenten, wijken.

territory-zones = Zorgzones
territory-zones-lead = Hulp is het best dichtbij. Daarom is { $region } verdeeld in zorgzones. In elke zone werken diensten en zorgverleners samen. U mag ook hulp zoeken buiten uw eigen zone.
territory-zone-lead = In een zorgzone werken diensten voor welzijn en gezondheid samen. U mag ook hulp zoeken in een andere zone.
territory-search-here = Zoek hulp in deze zone
territory-map = Kaart van de zorgzones
territory-towns = Gemeenten in deze zone
territory-part-of = deel van { $municipality }
territory-contracts = Wijken met een lokaal contract
territory-contracts-about = In deze wijken werken de diensten samen met een lokaal welzijns- en gezondheidscontract.
territory-districts = { $n ->
    [one] Eén statistische wijk
   *[other] { $n } statistische wijken
 }
territory-facts = Deze zone in cijfers
territory-fact-source = Bron: { $source }
territory-sources = Grenzen:
territory-taken-in = overgenomen op { $day }
territory-more-than = meer dan { $value }
territory-less-than = minder dan { $value }

territory-measure-population = Inwoners
territory-measure-area = Oppervlakte
territory-measure-neighbourhoods = Welzijns- en gezondheidswijken
territory-measure-local-contracts = Lokale welzijns- en gezondheidscontracten
territory-measure-mean-age = Gemiddelde leeftijd
territory-measure-share-0-17 = Jonger dan 18 jaar
territory-measure-share-18-64 = 18 tot 64 jaar
territory-measure-share-65-plus = 65 jaar en ouder
territory-measure-share-increased-reimbursement = Met verhoogde tegemoetkoming
territory-measure-share-single-parent = In een eenoudergezin
territory-measure-directory-services = Diensten in de sociale kaart

territory-value-residents = { $n } inwoners
territory-value-km2 = { $n } km²
territory-value-neighbourhoods = { $n }
territory-value-contracts = { $n }
territory-value-years = { $n } jaar
territory-value-percent = { $n } %
territory-value-services = { $n }
