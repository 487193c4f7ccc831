# Les textes du répertoire.

directory-nav = Trouver de l’aide
directory-find = Trouver de l’aide
directory-themes = Thèmes
directory-welcome = Trouver de l’aide, près de chez vous
directory-lead = Santé et social. Gratuit, sans compte, dans votre langue.
directory-what = De quelle aide avez-vous besoin ?
directory-what-hint = p. ex. soins à domicile
directory-where = Où ?
directory-where-hint = code postal, commune ou rue
directory-where-hint-areas = code postal ou commune
directory-search = Trouver de l’aide
directory-rather-talk = Vous préférez parler à quelqu’un ?
directory-call = Appelez le { $number }
directory-write = Écrire
directory-desk = { $name } cherche avec vous. Appelez ou écrivez, vous ne devez rien préparer.
directory-danger = En danger ?
directory-map = Carte des communes. Choisissez-en une pour voir ce qui est proche.
directory-towns = Choisissez votre commune dans une liste
directory-begin-theme = Ou commencez par un thème
directory-results = Résultats
directory-found = { $n ->
    [one] { $n } service
   *[other] { $n } services
 }
directory-found-at-least = Au moins { $n } services ; précisez votre recherche pour en voir moins
directory-why = Pourquoi ce résultat
directory-website = Site web
directory-more = En savoir plus
directory-more-of = { $name } : en savoir plus
directory-which-place = Où cherchez-vous dans « { $place } » ?
directory-which-place-why = Il peut s’agir de plusieurs endroits. Choisissez-en un et nous montrons ce qui est proche. Voici déjà ce que nous trouvons dans toute la région.
directory-zones-first = Ce qui se trouve dans un de ces bassins a la priorité.
directory-choice-whole = Tout { $place }
directory-choice-region = Toute la région ({ $place })
directory-street-somewhere = Nous connaissons { $street }, mais nous ne savons pas où cette rue se trouve dans la commune. Nous montrons ce qu’il y a dans toute la commune.
directory-street-in-part = Nous connaissons { $street }, mais nous ne savons pas dans quelle partie de la commune cette rue se trouve. Choisissez la partie où vous cherchez et nous montrons ce qui est proche.
directory-no-place = Nous ne connaissons pas « { $place } »
directory-no-place-help = Essayez un code postal, une commune ou une rue. Voici ce que nous trouvons dans toute la région.
directory-no-place-help-areas = Nous ne connaissons pas encore les rues. Essayez un code postal ou une commune. Voici ce que nous trouvons dans toute la région.
directory-no-place-nearly = Voulez-vous dire un de ces endroits ? Voici ce que nous trouvons dans toute la région.
directory-mended = Nous ne trouvons pas « { $typed } ». Nous avons cherché « { $meant } ».
directory-unknown-words = Nous ne trouvons rien sur « { $words } ». Nous avons cherché les autres mots.
directory-nobody = « { $words } » : nous ne connaissons pas de tel service
directory-shown-instead = Nous montrons à la place : { $themes }.
directory-open-first = Ce qui est ouvert maintenant vient en premier sur cette page.
directory-none-open = À notre connaissance, rien n’est ouvert maintenant sur cette page.
directory-only-open = Montrer seulement ce qui est ouvert
directory-partly = Aucun service ne correspond à tous vos mots : « { $words } ». Voici ce qui s’en approche le plus.
directory-nothing = Rien trouvé
directory-nothing-help = Essayez un mot plus simple, cherchez plus largement ou commencez par un thème. Le helpdesk cherche volontiers avec vous.
directory-close-by = Proche de ce que vous cherchez
directory-for-professionals = Pour les professionnels : { $n ->
    [one] { $n } service
   *[other] { $n } services
 } sur cette page
directory-broaden = Chercher plus largement
directory-all-themes = Voir les thèmes
directory-refine = Affiner
directory-open-now = Ouvert maintenant
directory-show = Montrer
directory-not-found = Pas trouvé ?
directory-themes-lead = Pour quoi cherchez-vous de l’aide ?
directory-services = Services
directory-former-organisation = Cette organisation n’existe plus.
directory-also-called = Aussi connu comme { $names }
directory-formerly = Anciennement { $names }
directory-offers = Ce que cette organisation propose
directory-offers-nothing = Nous ne connaissons pas encore de services de cette organisation.
directory-suspended = Ce service est fermé pour le moment. Cherchez-en un autre, ou demandez au helpdesk.
directory-no-contact = Nous ne savons pas encore comment joindre ce service. Le helpdesk vous aide.
directory-place = Où
directory-hours = Heures d’ouverture
directory-span = de { $from } à { $until }
directory-closed = Fermé
directory-holiday = jour férié
directory-holidays-unknown = Cela peut changer les jours fériés.
directory-hours-source = Heures d’ouverture selon { $source }.
directory-by = Par qui
directory-helps-with = Aide pour
directory-verified = Vérifié le { $day }.
directory-never-verified = Pas encore vérifié auprès du service.
directory-source-pack = Source : textes publics sur la santé et le social dans la région.
directory-source-file = Source : { $source }.
directory-glance = En un coup d’œil
directory-glance-who = Puis-je y aller ?
directory-glance-when = Quand ?
directory-glance-cost = Combien ça coûte ?
directory-glance-languages = Quelles langues ?
directory-glance-referral = Qui peut m’orienter ?
directory-unknown = Nous ne le savons pas encore. Demandez au service.
directory-unknown-desk = Nous ne le savons pas encore. Le helpdesk le cherche volontiers avec vous.
directory-hours-unknown-call = Nous ne connaissons pas encore les heures. Appelez d’abord.
directory-hours-unknown-website = Nous ne connaissons pas encore les heures. Regardez d’abord sur le site web.
directory-hours-unknown-write = Nous ne connaissons pas encore les heures. Écrivez d’abord.
directory-hours-unknown-desk = Nous ne connaissons pas encore les heures. Le helpdesk les cherche volontiers avec vous.
directory-print = Imprimer
directory-area-region = Oui, dans toute la région
directory-area-parts = Actif à : { $parts }
directory-line-zero_half = Près de vous, sans seuil
directory-line-first = Première aide d’un professionnel
directory-line-second = Aide spécialisée
directory-referral-self = Vous pouvez y aller vous-même
directory-referral-professional = Un professionnel fait la demande
directory-precision-street = Nous ne connaissons pas le numéro.
directory-precision-postal_code = Nous ne connaissons que le code postal.
directory-precision-municipality = Nous ne connaissons que la commune.
directory-precision-zone = Nous ne connaissons que le bassin.
directory-precision-region = Nous ne connaissons pas l’adresse.
directory-open-always = Toujours ouvert
directory-open-until = Ouvert, jusqu’à { $time } ({ $day })
directory-opens-today = Fermé, ouvre aujourd’hui à { $time } ({ $day })
directory-opens = Fermé, ouvre { $day } à { $time }
directory-opens-on = Fermé, rouvre le { $date }
directory-reason-exact-name = Porte ce nom
directory-reason-theme = { $theme }
directory-reason-related = Proche : { $theme }
directory-reason-helps-to-find = Cherche avec vous la bonne aide
directory-reason-neighbourhood = Dans votre quartier
directory-reason-municipality = Dans votre commune
directory-reason-serves-municipality = Actif dans votre commune
directory-reason-serves-postal-code = Actif dans votre code postal
directory-reason-zone = Dans votre bassin
directory-reason-serves-zone = Actif dans votre bassin
directory-reason-possible-zone = Dans un des bassins possibles
directory-reason-serves-possible-zone = Actif dans un des bassins possibles
directory-reason-walk = { $minutes ->
    [one] { $minutes } minute à pied
   *[other] { $minutes } minutes à pied
 } ({ $distance })
directory-reason-distance = À { $distance }
directory-reason-always-open = Toujours ouvert
directory-reason-open-until = Ouvert jusqu’à { $time }
directory-reason-opens-today = Ouvre à { $time } ({ $day })
directory-reason-opens = Ouvre { $day } à { $time }
directory-reason-opens-on = Ouvre le { $date }
directory-reason-speaks = Parle { $languages }
directory-reason-and = { $first } et { $last }
directory-reason-region = Dans toute la région
directory-reason-first-line = Premier point de contact
directory-reason-verified = Vérifié le { $day }

directory-language-nl = néerlandais
directory-language-fr = français
directory-language-en = anglais
directory-language-de = allemand
directory-language-ar = arabe
directory-language-tr = turc
directory-language-es = espagnol
directory-language-it = italien
directory-language-pt = portugais
directory-language-pl = polonais
directory-language-ro = roumain
directory-language-bg = bulgare
directory-language-ru = russe
directory-language-uk = ukrainien
directory-language-el = grec
directory-language-fa = persan
directory-language-ps = pachto
directory-language-so = somali
directory-language-sq = albanais
directory-language-ti = tigrigna
directory-language-ur = ourdou
directory-language-zh = chinois
directory-language-vgt = langue des signes flamande
directory-language-sfb = langue des signes de Belgique francophone

# The thesaurus.

directory-themes-in-full = Tous les thèmes, avec leurs parties
directory-theme-whole = Tout sur { $theme }
directory-theme-related = Voir aussi
directory-theme-gone = Ce thème n’existe plus. Choisissez un autre thème, ou cherchez avec vos propres mots.

# Refining an answer.

directory-chosen = Choisi
directory-take-away =  : retirer
directory-within = À moins de { $km } km
directory-within-any = Peu importe
directory-facet-within = À quelle distance ?
directory-facet-theme = Thème
directory-facet-audience = Pour qui ?
directory-facet-activation = Qui peut le demander ?
directory-facet-language = Langue parlée sur place
directory-facet-line = Ligne de soins
directory-facet-zone = Bassin d’aide et de soins
directory-facet-neighbourhood = Quartier
directory-facet-region = Toute la région
directory-for-public = Habitants
directory-for-professional = Professionnels
directory-facet-kind = Quelle sorte d’aide ?
directory-facet-cost = Combien cela coûte ?
directory-facet-access = Accès
directory-pick-start-oneself = Vous-même
directory-pick-start-relative = Un proche
directory-pick-start-professional = Un professionnel
directory-pick-start-doctor = Un médecin
directory-pick-start-service = Un autre service
directory-pick-cost-free = Gratuit
directory-pick-cost-convention = Tarif conventionné
directory-pick-cost-social_rate = Tarif social
directory-pick-cost-increased_reimbursement = Intervention majorée
directory-pick-cost-paid = Payant
directory-pick-access-step_free = Sans marches
directory-pick-access-lift = Ascenseur
directory-pick-access-toilet = Toilettes adaptées
directory-pick-access-hearing = Aide à l’audition
directory-pick-access-quiet = Endroit calme
directory-pick-access-animals = Animaux admis
directory-pick-kind-service = Service
directory-pick-kind-helpline = Ligne d’écoute
directory-pick-kind-directory = Répertoire
directory-pick-kind-initiative = Initiative citoyenne
directory-pick-kind-consultation_space = Local de consultation
directory-pick-kind-activity = Activité ensemble
directory-pick-kind-tool = Outil
directory-pick-kind-training = Formation
directory-pick-kind-parking = Se garer pour une visite
directory-pick-kind-interpreters = Interprètes

# Toute l’offre
directory-retired = Ce service n’existe plus. Cherchez-en un autre, ou demandez au helpdesk.
directory-plain = En mots simples
directory-description = Que fait ce service ?
directory-start = Comment commencer ?
directory-bring = Que faut-il apporter ?
directory-confidential = Cette adresse est secrète, pour protéger des personnes. Appelez ou écrivez d’abord.
directory-glance-access = Puis-je entrer ?
directory-glance-room = Y a-t-il de la place ?
directory-update-rhythm = Mise à jour : { $rhythm }.
directory-legal-form = Forme juridique : { $form }
directory-number-kbo = Numéro d’entreprise (BCE) : { $number }
directory-number-riziv = Numéro INAMI : { $number }
directory-number = { $register } : { $number }
directory-part-of = Fait partie de :
directory-networks = Membre de :
directory-for-ages = De { $from } à { $until } ans
directory-for-ages-from = À partir de { $from } ans
directory-for-ages-until = Jusqu’à { $until } ans
directory-for-genders = Seulement pour { $genders }
directory-for-situations = Pour : { $names }
directory-not-for = Pas pour : { $names }
directory-for-residents = Seulement pour ceux qui y habitent
directory-gender-female = les femmes
directory-gender-male = les hommes
directory-gender-other = les personnes d’une autre identité de genre
directory-kind-helpline = Ligne d’aide
directory-kind-directory = Répertoire d’un autre
directory-kind-initiative = Initiative d’habitants
directory-kind-consultation_space = Local de consultation
directory-kind-activity = Activité collective
directory-kind-tool = Outil
directory-kind-training = Formation
directory-kind-parking = Parking pour visites à domicile
directory-kind-interpreters = Interprètes
directory-rhythm-daily = chaque jour
directory-rhythm-weekly = chaque semaine
directory-rhythm-monthly = chaque mois
directory-rhythm-yearly = chaque année
directory-rhythm-irregular = de temps en temps
directory-cost-free = Gratuit
directory-cost-convention = Tarif officiel (conventionné)
directory-cost-social_rate = Tarif social
directory-cost-increased_reimbursement = Moins cher avec l’intervention majorée
directory-cost-paid = Payant
directory-cost-amount = { $cost } : { $amount }
directory-activation-who = Peuvent le demander : { $who }
directory-activation-how = Comment : { $how }
directory-activator-oneself = vous-même
directory-activator-relative = un proche
directory-activator-professional = un professionnel de la santé ou du social
directory-activator-doctor = un médecin
directory-activator-service = un autre service
directory-way-phone = appeler
directory-way-email = écrire un e-mail
directory-way-form = remplir un formulaire
directory-way-walk_in = passer sur place
directory-way-letter = envoyer une lettre
directory-way-platform = par une plateforme pour professionnels
directory-way-app = avec une application
directory-access-step_free-yes = Sans marche
directory-access-step_free-no = Il y a une marche
directory-access-lift-yes = Ascenseur, ou pas besoin d’ascenseur
directory-access-lift-no = Pas d’ascenseur
directory-access-toilet-yes = Toilettes adaptées
directory-access-toilet-no = Pas de toilettes adaptées
directory-access-hearing-yes = Aide pour ceux qui entendent mal
directory-access-hearing-no = Pas d’aide pour ceux qui entendent mal
directory-access-quiet-yes = Un endroit calme pour attendre
directory-access-quiet-no = Pas d’endroit calme pour attendre
directory-access-animals-yes = Animaux admis
directory-access-animals-no = Animaux non admis
directory-closed-on = Fermé le { $day }
directory-closed-between = Fermé du { $from } au { $until }
directory-closed-from = Fermé à partir du { $from }, jusqu’à nouvel ordre
directory-capacity-accepting = Accepte de nouvelles personnes
directory-capacity-full = N’accepte personne pour le moment
directory-capacity-places = { $n ->
    [one] { $n } place libre
   *[other] { $n } places libres
}
directory-capacity-waiting = { $n ->
    [0] Pas d’attente
    [one] { $n } jour d’attente
   *[other] { $n } jours d’attente
}
directory-capacity-on = C’était ainsi le { $day }
directory-capacity-unknown = Nous n’en sommes plus sûrs. Demandez au service.

# La fiche d’orientation.
directory-sheet-title = Votre fiche d’orientation
directory-sheet-empty = Votre fiche est encore vide
directory-sheet-empty-help = Cherchez de l’aide et cochez ce que vous voulez emporter. Vous pouvez imprimer la fiche ou l’envoyer.
directory-sheet-too-many = Une fiche contient { $n } services. Les autres n’y sont pas. Retirez-en un pour en ajouter un autre.
directory-sheet-gone = { $n ->
    [one] Un service de cette fiche n’est plus dans le répertoire.
   *[other] { $n } services de cette fiche ne sont plus dans le répertoire.
 }
directory-sheet-share = Envoyer ou partager
directory-sheet-share-lead = Personne n’a besoin d’un compte pour cela, et nous ne voyons pas à qui vous l’envoyez.
directory-sheet-back = Retour à la fiche
directory-sheet-mail = Par e-mail
directory-sheet-mail-help = Votre propre messagerie s’ouvre avec le texte. Vous choisissez à qui il va.
directory-sheet-mail-open = Ouvrir ma messagerie
directory-sheet-link = Lien court
directory-sheet-link-is = Ce lien fonctionne pendant un an. Qui l’a, voit cette fiche.
directory-sheet-link-help = Nous gardons les services de la fiche, et la langue. Nous ne gardons pas qui l’a faite. Le lien fonctionne pendant un an.
directory-sheet-link-make = Créer un lien court
directory-sheet-link-made = Voici votre lien court.
directory-sheet-no-link = Ce lien n’existe pas, ou il a plus d’un an. Vérifiez les lettres, ou cherchez à nouveau.
directory-sheet-qr = Code pour un téléphone
directory-sheet-scan = Dirigez l’appareil photo d’un téléphone vers le code. La fiche s’y ouvre alors.
directory-sheet-phone = Cette fiche sur votre téléphone
directory-sheet-map = Où c’est
directory-sheet-days = { $from } à { $until }
directory-all-day = jour et nuit
directory-sheet-week = Ouvert du { $from } au { $until }
directory-sheet-more-places = { $n ->
    [one] Il y a un autre lieu. Demandez-le par téléphone, ou regardez le site.
   *[other] Il y a { $n } autres lieux. Demandez-les par téléphone, ou regardez le site.
 }
directory-sheet-unknown = Nous ne le savons pas encore, demandez-le d’abord :
directory-sheet-remove = Retirer
directory-sheet-remove-of = Retirer « { $name } » de la fiche
directory-sheet-add = Ajouter autre chose
directory-sheet-choose = Sur ma fiche
directory-sheet-make = Voir ma fiche
directory-sheet-make-help = Cochez ce que vous voulez emporter, sur papier ou sur votre téléphone.
directory-sheet-put = Sur une fiche à emporter
