# What other programs read, in French.
standards-hsds-about = Aide et soins à { $region } : organisations, services et lieux, pour d’autres programmes.
standards-profile-about = Ce que Relais ajoute à la Human Services Data Specification : chaque version de chaque texte, les heures d’ouverture telles qu’elles sont écrites, et la précision de chaque lieu.
standards-taxonomy = Thèmes
standards-taxonomy-about = Ce pour quoi on cherche de l’aide, et les mots que l’on utilise.
standards-taxonomy-situation = Situations
standards-taxonomy-situation-about = Qui sont les personnes et ce qu’elles vivent.
standards-taxonomy-status = Statuts
standards-taxonomy-status-about = Le statut légal ou l’assurance des personnes.
standards-taxonomy-profession = Professions
standards-taxonomy-profession-about = Qui aide.
standards-taxonomy-setting = Lieux de soins
standards-taxonomy-setting-about = Où les soins sont donnés.
standards-apply-self = Vous pouvez contacter le service vous-même.
standards-apply-professional = Un professionnel vous oriente.
standards-holidays-differ = D’autres heures peuvent valoir les jours fériés ; voyez la description.
standards-closed = Fermé
standards-secret = Adresse secrète

standards-kind-service = Service
standards-kind-helpline = Ligne d’aide
standards-kind-directory = Répertoire tenu par d’autres
standards-kind-initiative = Initiative citoyenne
standards-kind-consultation-space = Espace de concertation entre professionnels
standards-kind-activity = Activité collective
standards-kind-tool = Outil
standards-kind-training = Formation
standards-kind-parking = Stationnement pour visites à domicile
standards-kind-interpreters = Pool d’interprètes

standards-line-of-care-zero-half = Proche des gens et sans seuil
standards-line-of-care-first = Première ligne
standards-line-of-care-second = Deuxième ligne

standards-meant-for-public = Habitants
standards-meant-for-professionals = Professionnels
standards-meant-for-everyone = Tout le monde

standards-update-rhythm-daily = Chaque jour
standards-update-rhythm-weekly = Chaque semaine
standards-update-rhythm-monthly = Chaque mois
standards-update-rhythm-yearly = Chaque année
standards-update-rhythm-irregular = De temps en temps

standards-gender-female = Femmes et filles
standards-gender-male = Hommes et garçons
standards-gender-other = Autres genres

standards-only-residents = Seulement pour qui y habite
standards-ages-from = À partir de { $least } ans
standards-ages-to = Jusqu’à { $most } ans inclus
standards-ages-between = De { $least } à { $most } ans inclus
standards-for-speakers = Pour qui parle cette langue : { $language }
standards-not-for = Pas pour : { $whom }

standards-activated-by-oneself = Vous-même
standards-activated-by-relative = Un proche
standards-activated-by-professional = Un professionnel
standards-activated-by-doctor = Un médecin
standards-activated-by-service = Un autre service

standards-activated-through-phone = Téléphone
standards-activated-through-email = E-mail
standards-activated-through-form = Formulaire
standards-activated-through-walk-in = Sur place, sans rendez-vous
standards-activated-through-letter = Courrier
standards-activated-through-platform = Plateforme pour professionnels
standards-activated-through-app = Application

standards-cost-free = Gratuit
standards-cost-convention = Tarif conventionné
standards-cost-social-rate = Tarif social
standards-cost-increased-reimbursement = Tarif avec intervention majorée
standards-cost-paid = Payant

standards-access-step-free = L’entrée est de plain-pied.
standards-access-lift = Il y a un ascenseur, ou il n’en faut pas.
standards-access-toilet = Il y a des toilettes pour fauteuils roulants.
standards-access-hearing = Il y a une aide pour qui entend mal.
standards-access-quiet = Il y a un endroit calme pour attendre.
standards-access-animals = Les animaux peuvent entrer.

standards-no-access-step-free = L’entrée a une marche.
standards-no-access-lift = Il n’y a pas d’ascenseur.
standards-no-access-toilet = Il n’y a pas de toilettes pour fauteuils roulants.
standards-no-access-hearing = Il n’y a pas d’aide pour qui entend mal.
standards-no-access-quiet = Il n’y a pas d’endroit calme pour attendre.
standards-no-access-animals = Les animaux ne peuvent pas entrer.

standards-unit-places = Places libres

standards-open-data = Données ouvertes
standards-open-data-of = Données ouvertes : soins et bien-être, { $region }
standards-open-data-lead = Tout ce qui figure dans le répertoire, en fichiers que vous pouvez conserver et utiliser, sans compte.
standards-open-data-none = Les fichiers sont en préparation
standards-open-data-none-text = Cela prend en général moins d’une minute. Revenez dans un instant.
standards-open-data-look-again = Regarder à nouveau
standards-open-data-date = Situation au { $moment }. Les fichiers sont refaits chaque nuit si quelque chose a changé.
standards-open-data-files = Fichiers
standards-open-data-file = Fichier
standards-open-data-holds = Contenu
standards-open-data-records = Nombre
standards-open-data-size = Taille
standards-open-data-refresh = Refaire les fichiers maintenant
standards-open-data-refresh-text = Un changement important ? Vous ne devez pas attendre cette nuit. Si rien n’a changé, les fichiers restent tels quels.
standards-open-data-refresh-do = Refaire
standards-open-data-asked = Nous refaisons les fichiers si quelque chose a changé. La date change dès qu’ils sont prêts.
standards-open-data-terms = Conditions d’utilisation
standards-open-data-credit = Mentionnez comme source :
standards-open-data-no-terms = Aucune licence n’est encore fixée pour cette région. Demandez à l’organisation qui gère le répertoire.
standards-open-data-sources = Une partie vient d’autres sources et garde leur licence :
standards-open-data-secret = Les adresses secrètes, comme celles des refuges, ne figurent dans aucun fichier : seulement la façon de prendre contact.
standards-open-data-programs = Pour les programmes
standards-open-data-list = cette liste, avec la taille, l’empreinte et les colonnes
standards-open-data-hsds = chaque fiche, selon la Human Services Data Specification
standards-open-data-changes = ce qui a changé depuis votre dernière lecture
standards-open-data-fhir = la même chose en FHIR R4, selon IHE mCSD
standards-open-data-form = Le CSV est en UTF-8, avec des virgules. Une cellule qu’un tableur lirait comme une formule commence par une apostrophe.
standards-open-data-columns = Colonnes
standards-open-data-column = Colonne
standards-open-data-kind = Type
standards-open-data-meaning = Signification

standards-file-services = Services
standards-file-points = Services sur la carte
standards-file-organisations = Organisations
standards-file-locations = Lieux
standards-file-thesaurus = Thésaurus
standards-file-package = Toutes les tables

standards-about-file-services = Une ligne par service : qui le propose, pour qui, comment le joindre.
standards-about-file-points = Un point par lieu où un service est proposé (GeoJSON, WGS84).
standards-about-file-organisations = Une ligne par organisation, avec ses autres noms et ses numéros.
standards-about-file-locations = Une ligne par lieu, avec l’adresse et l’accessibilité.
standards-about-file-thesaurus = Une ligne par terme, avec les mots que les gens utilisent et les codes d’autres classifications.
standards-about-file-package = Un paquet de données selon la Human Services Data Specification 3.1. Il décrit ses propres colonnes.

standards-holds-id = code fixe
standards-holds-text = texte
standards-holds-list = valeurs séparées par ;
standards-holds-number = nombre
standards-holds-day = jour
standards-holds-moment = moment
standards-holds-link = adresse web

standards-column-id = Code qui ne change pas, le même dans les autres fichiers
standards-column-name = Nom ; vide s’il n’y a pas de traduction
standards-column-organization-id = Code de l’organisation qui propose le service
standards-column-organization = Nom de cette organisation
standards-column-status = Si le service fonctionne (active) ou est fermé temporairement (temporarily closed)
standards-column-kind = Type d’offre, comme service, ligne d’aide ou formation
standards-column-description = Ce qui est fait, en bref puis en détail
standards-column-plain-language = La même chose en langage simple
standards-column-themes = Ce pour quoi on cherche de l’aide ici : codes du thésaurus
standards-column-professions = Qui aide : codes du thésaurus
standards-column-settings = Où l’aide est donnée : codes du thésaurus
standards-column-for-languages = Seulement pour qui parle ces langues : codes de langues
standards-column-situations = Pour les personnes dans ces situations : codes du thésaurus
standards-column-eligibility = Pour qui est le service, en mots
standards-column-minimum-age = À partir de quel âge
standards-column-maximum-age = Jusqu’à quel âge compris
standards-column-meant-for = Pour les habitants (public), les professionnels ou tout le monde
standards-column-line-of-care = Ligne de soins : 0,5, première ou deuxième
standards-column-application = Comment y avoir accès
standards-column-fees = Ce que cela coûte, en mots
standards-column-sources = D’où cela vient : pack est la liste de la région, here est écrit ici ; datapackage.json donne la licence des autres
standards-column-capacity = S’il y a de la place : accepting (accepte des personnes), places libres, jours d’attente, et quel jour quelqu’un l’a dit ; s’il y a plusieurs lieux, après le code du lieu
standards-column-opening-hours-text = Heures d’ouverture en mots, là où personne ne les a écrites autrement ; une ligne par lieu
standards-column-costs = Coûts : sorte, et le montant en euros s’il est connu
standards-column-languages = Langues parlées
standards-column-areas = Pour quelle zone : région, bassin, commune ou code postal
standards-column-phones = Numéros de téléphone
standards-column-email = Adresse e-mail du service ou de l’organisation
standards-column-url = Site web
standards-column-location-ids = Codes des lieux où se trouve le service
standards-column-assured-date = Dernière fois que quelqu’un a confirmé que c’est correct
standards-column-last-modified = Dernière modification de la ligne
standards-column-service-id = Code du service
standards-column-location-id = Code du lieu
standards-column-address = Rue et numéro
standards-column-postal-code = Code postal
standards-column-precision = Précision du lieu : address, street, postal_code, municipality, zone ou region
standards-column-opening-hours = Heures d’ouverture, comme OpenStreetMap les écrit ; s’il y a plusieurs lieux, une ligne par lieu, après son code
standards-column-alternate-name = Autre nom
standards-column-variants = Autres noms
standards-column-former-names = Anciens noms
standards-column-identifiers = Numéros dans des registres, comme le numéro BCE
standards-column-legal-form = Forme juridique
standards-column-parent-id = Code de l’organisation dont elle fait partie
standards-column-network-ids = Codes des réseaux dont elle fait partie
standards-column-city = Commune
standards-column-latitude = Latitude (WGS84)
standards-column-longitude = Longitude (WGS84)
standards-column-transportation = Comment s’y rendre
standards-column-accessibility = Accessibilité
standards-column-code = Code du terme, qui ne change pas
standards-column-facet = Ce que décrit le terme : need, situation, status, profession ou setting
standards-column-broader = Code du terme plus large
standards-column-note = Ce que le terme comprend ou non
standards-column-synonyms = Mots que les gens utilisent, chacun après sa langue
standards-column-related = Codes des termes apparentés
standards-column-mappings = Codes dans d’autres classifications : classification, code, correspondance

standards-tokens = Jetons pour les programmes
standards-tokens-me = Mon compte
standards-tokens-admin = Gestion
standards-tokens-all = Tous les jetons
standards-tokens-all-lead = Les jetons de tout le monde. Vous pouvez retirer chaque jeton ; son créateur peut ensuite en créer un autre.
standards-tokens-lead = Avec un jeton, un programme lit ou écrit en votre nom, par /api/v1. Il ne peut jamais plus que vous, et s’arrête si votre compte est fermé.
standards-tokens-none = Il n’y a pas encore de jetons
standards-tokens-none-text = Un jeton ne sert qu’aux programmes qui modifient quelque chose.
standards-token-name = Usage
standards-token-name-hint = Par exemple le nom du programme. Pas de noms de personnes.
standards-token-maker = Créé par
standards-token-reach = Ce qu’il peut faire
standards-token-reach-hint = Ne choisissez pas plus que nécessaire.
standards-token-only = Seulement pour
standards-token-until = Valable jusqu’au
standards-token-used = Dernière utilisation
standards-token-state = État
standards-token-revoke = Retirer
standards-token-expired = Expiré
standards-token-taken-back = Retiré
standards-token-revoked = Le jeton est retiré et ne fonctionne plus.
standards-token-never = jamais
standards-token-new = Nouveau jeton
standards-token-organisation = Seulement pour cette organisation
standards-token-organisation-hint = Collez l’adresse de sa page. Laissez vide pour tout ce que vous pouvez modifier.
standards-token-all-own = Toutes mes organisations
standards-token-source = Seulement les fiches de cette source
standards-token-source-hint = Qui tient une source à jour ne doit pas pouvoir modifier les autres fiches.
standards-token-all-sources = Toutes les sources
standards-token-lasts = Durée
standards-token-days = { $n } jours
standards-token-make = Créer le jeton
standards-token-made = Votre nouveau jeton
standards-token-once = Copiez le jeton maintenant. Il n’est nulle part ailleurs, et nous ne le montrerons plus.
standards-token-lasts-until = Il fonctionne jusqu’au { $day }.
standards-token-how = Comment un programme l’utilise
standards-token-described = Description pour les programmes (OpenAPI)
standards-token-back = Vers mes jetons
standards-token-too-many = Vous avez déjà 20 jetons qui fonctionnent. Retirez d’abord un jeton que vous n’utilisez plus.
standards-token-no-organisation = Nous ne trouvons pas d’organisation à cette adresse. Ouvrez la page de l’organisation et collez son adresse ici.
standards-token-of-source = source { $source }

standards-reach-read = Lire
standards-reach-propose = Lire et proposer
standards-reach-write = Lire, proposer et modifier

standards-api-body = Ce que vous avez envoyé n’est pas du JSON de la forme attendue : { $why }. Rien n’a changé. Voyez /api/v1/openapi.json.
standards-api-needs-version = Indiquez la version que vous avez vue, avec If-Match et l’ETag de votre dernière réponse. Rien n’a changé.
standards-api-changed = Quelqu’un d’autre a modifié la fiche entre-temps. Rien de votre demande n’est conservé. Relisez la fiche et envoyez votre modification avec son nouvel ETag.
standards-api-mark-used = Cette Idempotency-Key appartient à une autre demande du dernier jour. Prenez-en une nouvelle. Rien n’a changé.
standards-api-at-once = La même demande est en cours. Redemandez dans un instant avec la même Idempotency-Key.
standards-api-no-field = Ce champ n’existe pas, découle d’autres champs, ou nomme quelque chose qui n’existe pas.
standards-api-not-proposed = Ce champ ne peut pas être proposé : seul qui gère la fiche le modifie. Rien n’a été envoyé. Laissez-le de côté, ou dites-le dans la remarque.
standards-api-unfit-title = La fiche ne peut pas être conservée ainsi
standards-api-unfit = Rien n’a changé. Corrigez les champs de faults et renvoyez le tout.

standards-peers = Autres répertoires
standards-peers-lead = Nous lisons ces répertoires selon la Human Services Data Specification et les tenons à jour. Ce qu’ils apportent figure dans notre répertoire avec leur nom comme source. Ce qu’ils suppriment disparaît aussi chez nous.
standards-peers-worklist = Liste de travail
standards-peers-none = Aucun autre répertoire n’est encore lu
standards-peers-none-text = Ajoutez un répertoire ci-dessous. La première fois, tout est lu.
standards-peer-url = Adresse de l’interface
standards-peer-url-hint = Où commence HSDS, comme https://repertoire.example/hsds/v3
standards-peer-name = Nom comme source
standards-peer-name-hint = Figure à chaque fiche qui en vient. Vous ne pourrez plus le modifier.
standards-peer-licence = Licence
standards-peer-licence-hint = Comme CC-BY-4.0. Elle figure avec nos données ouvertes.
standards-peer-lang = Langue des textes
standards-peer-lang-hint = Si le répertoire dit quelles langues il offre, comme une autre installation de Relais, nous les lisons toutes. Sinon, nous demandons les textes dans cette langue.
standards-peer-rhythm = Fréquence
standards-peer-add = Ajouter et lire
standards-peer-new = Ajouter un répertoire
standards-peer-added = Le répertoire est ajouté et sa lecture commence.
standards-peer-asked = La lecture du répertoire commence.
standards-peer-paused = Le répertoire n’est plus lu. Ce qu’il a apporté reste.
standards-peer-resumed = Le répertoire est de nouveau lu.
standards-peer-no-address = Ce n’est pas une adresse web. Écrivez-la en entier, avec https://
standards-peer-own = C’est l’adresse de ce répertoire-ci. Écrivez celle d’un autre répertoire.
standards-peer-forbidden = Nous ne pouvons pas lire cette adresse : elle n’est pas chiffrée ou se trouve dans un réseau privé. Utilisez https, ou demandez à l’administrateur du serveur d’activer federate_privately.
standards-peer-taken = Une source porte déjà ce nom. Choisissez-en un autre.
standards-peer-state-waiting = Bientôt lu
standards-peer-state-reading = Lecture en cours
standards-peer-state-failed = Échec
standards-peer-state-shrunk = Attend votre avis
standards-peer-state-well = En ordre
standards-peer-state-paused = En pause
standards-peer-state-leaving = Retrait en cours
standards-peer-reading = { $n ->
    [one] { $n } service lu jusqu’ici. Rechargez cette page pour voir la suite.
   *[other] { $n } services lus jusqu’ici. Rechargez cette page pour voir la suite.
}
standards-peer-taking = { $n ->
    [one] { $n } service lu. Il entre maintenant dans notre répertoire.
   *[other] { $n } services lus. Ils entrent maintenant dans notre répertoire.
}
standards-peer-services = { $n ->
    [0] Aucun service de notre répertoire n’en vient.
    [one] { $n } service de notre répertoire en vient.
   *[other] { $n } services de notre répertoire en viennent.
}
standards-peer-organisations = { $n ->
    [one] { $n } organisation de notre répertoire en vient.
   *[other] { $n } organisations de notre répertoire en viennent.
}
standards-peer-succeeded = Dernière lecture réussie : { $moment }
standards-peer-added-count = { $n ->
    [one] { $n } nouvelle fiche
   *[other] { $n } nouvelles fiches
}
standards-peer-changed = { $n ->
    [one] { $n } fiche modifiée
   *[other] { $n } fiches modifiées
}
standards-peer-removed = { $n ->
    [one] { $n } fiche retirée
   *[other] { $n } fiches retirées
}
standards-peer-left-out = { $n ->
    [one] { $n } fiche laissée de côté
   *[other] { $n } fiches laissées de côté
}
standards-peer-nothing-new = Rien n’avait changé.
standards-peer-remarks = Ce qui a été laissé de côté, et pourquoi (technique, en anglais)
standards-peer-detail = Détail technique, en anglais
standards-peer-uneven = Les pages de ce répertoire ne correspondent pas à ce qu’il compte. Rien n’a donc été retiré parce qu’il manquait.
standards-peer-disagreements = { $n ->
    [one] { $n } contradiction attend une décision
   *[other] { $n } contradictions attendent une décision
}
standards-peer-read = Lire les changements
standards-peer-read-all = Tout lire
standards-peer-believe = C’est exact : lire
standards-peer-pause = Mettre en pause
standards-peer-resume = Reprendre
standards-peer-remove = Retirer
standards-peer-remove-title = Retirer { $name }
standards-peer-remove-lead = { $n ->
    [0] Ce répertoire ne sera plus lu. Aucun service de notre répertoire n’en vient.
    [one] Ce répertoire ne sera plus lu. { $n } service de notre répertoire en vient.
   *[other] Ce répertoire ne sera plus lu. { $n } services de notre répertoire en viennent.
}
standards-peer-remove-not = Ne pas retirer
standards-peer-entries = Que deviennent ses fiches ?
standards-peer-entries-hint = Les fiches dont d’autres dépendent restent toujours. Vous pourrez ajouter de nouveau ce répertoire sous le même nom.
standards-peer-entries-keep = Elles restent, avec son nom comme source. Nos rédacteurs les tiennent à jour désormais.
standards-peer-entries-take-out = Elles disparaissent. Un rédacteur peut rétablir chacune d’elles.
standards-peer-left = Le répertoire est retiré. Ses fiches restent.
standards-peer-leaving = Le répertoire et ses fiches sont en cours de retrait.
standards-rhythm-hourly = Chaque heure
standards-rhythm-daily = Chaque jour
standards-rhythm-weekly = Chaque semaine
standards-trouble-away = Le répertoire n’a pas répondu, ou pas à temps. Rien n’a changé. Nous réessayons de nous-mêmes. Si cela dure, prenez contact avec qui le gère.
standards-trouble-forbidden = L’adresse mène à un réseau privé ou à un autre serveur, et n’est pas lue. Vérifiez l’adresse, retirez ce répertoire et ajoutez-le avec la bonne.
standards-trouble-not-hsds = Ce qui répond ne parle pas HSDS 3. Vérifiez l’adresse, retirez ce répertoire et ajoutez-le avec la bonne.
standards-trouble-too-much = Le répertoire répond trop, ou sans fin. Rien n’a changé. Prenez contact avec qui le gère.
standards-trouble-refused = Le répertoire a refusé de répondre. Rien n’a changé. Nous réessayons de nous-mêmes. Si cela dure, prenez contact avec qui le gère.
standards-trouble-shrunk = Le répertoire a moins de la moitié de ce qu’il avait la semaine passée. Rien n’a changé. Demandez à qui le gère si c’est exact.
standards-trouble-unkept = Ce que le répertoire a dit n’a pas pu être conservé. Rien n’a changé. Nous réessayons de nous-mêmes.
standards-trouble-own = C’est notre propre répertoire, sous une autre adresse. Rien n’a changé. Retirez-le ici et ajoutez l’adresse d’un autre. Est-ce une copie du nôtre qui suit sa propre voie ? Demandez alors à qui gère son serveur de la restaurer avec --separate.
standards-trouble-known = Ce répertoire est déjà lu, sous un autre nom. Rien n’a changé. Retirez l’un des deux.

standards-refused-gone = Ceci a été publié et ne l’est plus. Ce qui a disparu et ce qui a changé se trouve à l’adresse { $feed }.
