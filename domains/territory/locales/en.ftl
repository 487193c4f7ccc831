# The texts of the territory: care zones, municipalities, neighbourhoods.

territory-zones = Care zones
territory-zones-lead = Help works best close to home. That is why { $region } is divided into care zones. In each zone, services and carers work together. You may also look for help outside your own zone.
territory-zone-lead = In a care zone, welfare and health services work together. You may also look for help in another zone.
territory-search-here = Find help in this zone
territory-map = Map of the care zones
territory-towns = Municipalities in this zone
territory-part-of = part of { $municipality }
territory-contracts = Neighbourhoods with a local contract
territory-contracts-about = In these neighbourhoods, services work together under a local welfare and health contract.
territory-districts = { $n ->
    [one] One statistical district
   *[other] { $n } statistical districts
 }
territory-facts = This zone in figures
territory-fact-source = Source: { $source }
territory-sources = Borders:
territory-taken-in = taken in on { $day }
territory-more-than = more than { $value }
territory-less-than = less than { $value }

territory-measure-population = Residents
territory-measure-area = Area
territory-measure-neighbourhoods = Welfare and health neighbourhoods
territory-measure-local-contracts = Local welfare and health contracts
territory-measure-mean-age = Mean age
territory-measure-share-0-17 = Younger than 18
territory-measure-share-18-64 = 18 to 64
territory-measure-share-65-plus = 65 and older
territory-measure-share-increased-reimbursement = With increased reimbursement
territory-measure-share-single-parent = In a single-parent family
territory-measure-directory-services = Services in the social directory

territory-value-residents = { $n } residents
territory-value-km2 = { $n } km²
territory-value-neighbourhoods = { $n }
territory-value-contracts = { $n }
territory-value-years = { $n } years
territory-value-percent = { $n } %
territory-value-services = { $n }
