# Les textes du territoire : bassins, communes, quartiers.

territory-zones = Bassins d’aide et de soins
territory-zones-lead = L’aide est meilleure quand elle est proche. C’est pourquoi { $region } est divisé en bassins d’aide et de soins. Dans chaque bassin, les services et les soignants travaillent ensemble. Vous pouvez aussi chercher de l’aide en dehors de votre bassin.
territory-zone-lead = Dans un bassin, les services sociaux et de santé travaillent ensemble. Vous pouvez aussi chercher de l’aide dans un autre bassin.
territory-search-here = Trouver de l’aide dans ce bassin
territory-map = Carte des bassins d’aide et de soins
territory-towns = Communes de ce bassin
territory-part-of = partie de { $municipality }
territory-contracts = Quartiers avec un contrat local
territory-contracts-about = Dans ces quartiers, les services travaillent ensemble avec un contrat local social-santé.
territory-districts = { $n ->
    [one] Un quartier statistique
   *[other] { $n } quartiers statistiques
 }
territory-facts = Ce bassin en chiffres
territory-fact-source = Source : { $source }
territory-sources = Sources des limites :
territory-taken-in = reprises le { $day }
territory-more-than = plus de { $value }
territory-less-than = moins de { $value }

territory-measure-population = Habitants
territory-measure-area = Superficie
territory-measure-neighbourhoods = Quartiers social-santé
territory-measure-local-contracts = Contrats locaux social-santé
territory-measure-mean-age = Âge moyen
territory-measure-share-0-17 = Moins de 18 ans
territory-measure-share-18-64 = De 18 à 64 ans
territory-measure-share-65-plus = 65 ans et plus
territory-measure-share-increased-reimbursement = Avec l’intervention majorée
territory-measure-share-single-parent = Dans une famille monoparentale
territory-measure-directory-services = Services dans le répertoire social

territory-value-residents = { $n } habitants
territory-value-km2 = { $n } km²
territory-value-neighbourhoods = { $n }
territory-value-contracts = { $n }
territory-value-years = { $n } ans
territory-value-percent = { $n } %
territory-value-services = { $n }
