# Les textes du helpdesk.

helpdesk-nav = Helpdesk
helpdesk-nav-figures = Chiffres
helpdesk-title = Helpdesk
helpdesk-contacts = Contacts
helpdesk-all-contacts = Tous les contacts
helpdesk-contact = Contact
helpdesk-contact-of = Contact du { $moment }
helpdesk-new-title = Nouveau contact
helpdesk-correct-title = Corriger le contact
helpdesk-last = Derniers contacts
helpdesk-today = { $n ->
    [one] question aujourd’hui
   *[other] questions aujourd’hui
 }
helpdesk-confidential = confidentiel
helpdesk-demo = exemple
helpdesk-demo-notice = Il y a ici des contacts inventés, pour essayer. Ils comptent dans les chiffres.
helpdesk-first-title = Pas encore de contact
helpdesk-first = Dès que quelqu’un enregistre un contact, il apparaît ici.
helpdesk-found-contacts = { $n ->
    [one] { $n } contact
   *[other] { $n } contacts
 }
helpdesk-found-withdrawn = { $n ->
    [one] { $n } contact retiré
   *[other] { $n } contacts retirés
 }
helpdesk-none-title = Aucun contact
helpdesk-none = Avec ces choix, il n’y a aucun contact. Choisissez moins, ou regardez tous les contacts.
helpdesk-filters = Choisir les contacts
helpdesk-filter = Afficher
helpdesk-filter-chosen = Choix
helpdesk-filter-off = Afficher tous les contacts
helpdesk-filter-without = enlever ce choix
helpdesk-only-withdrawn = Contacts retirés
helpdesk-all = Tous
helpdesk-all-times = Depuis toujours
helpdesk-all-my-lines = Toutes les lignes
helpdesk-period = Période
helpdesk-show = Afficher

helpdesk-field-line = Ligne
helpdesk-field-channel = Canal
helpdesk-field-kind = Sorte
helpdesk-field-inquirer = Qui demande ?
helpdesk-field-zone = Bassin
helpdesk-field-municipality = Commune
helpdesk-field-place = Où ?
helpdesk-field-theme = Thème
helpdesk-field-need = Aide trouvée ?
helpdesk-field-direct = Réponse immédiate ?
helpdesk-field-note = Note
helpdesk-field-minutes = Durée
helpdesk-field-at = Quand
helpdesk-field-service = Services donnés
helpdesk-field-q = Chercher un service
helpdesk-field-month = Mois

helpdesk-place-hint = Code postal, commune ou bassin. Laissez vide si vous ne le savez pas.
helpdesk-place-hint-streets = Code postal, commune, rue ou bassin. Laissez vide si vous ne le savez pas.
helpdesk-place-which = Lequel voulez-vous dire ?
helpdesk-more-inquirers = Autres choix
helpdesk-other-theme = Autre thème
helpdesk-no-other-theme = Pas d’autre thème
helpdesk-note-hint = Pas de nom, pas d’adresse, pas de date de naissance.
helpdesk-when = Encodé plus tard, ou durée
helpdesk-at-hint = Laissez vide pour maintenant.
helpdesk-minutes-hint = En minutes.
helpdesk-minutes-long = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
 }
helpdesk-save = Enregistrer
helpdesk-save-next = Enregistrer et suivant
helpdesk-save-correction = Enregistrer la correction
helpdesk-cancel = Ne pas corriger

helpdesk-directory = Chercher un service
helpdesk-directory-hint = Tapez ce qu’il faut. Cochez ce que vous donnez.
helpdesk-find = Chercher
helpdesk-found-nothing = Rien trouvé. Essayez un autre mot, ou cherchez sans lieu.
helpdesk-open-service = Tout sur ce service
helpdesk-guide = Tout l’entretien
helpdesk-reason-line-zero_half = bas seuil
helpdesk-reason-line-first = première ligne
helpdesk-reason-line-second = deuxième ligne

helpdesk-kind-question = Question
helpdesk-kind-wrong_number = Faux numéro
helpdesk-kind-hang_up = A raccroché
helpdesk-need-met = Oui
helpdesk-need-partly = En partie
helpdesk-need-unmet = Non
helpdesk-need-not_applicable = Sans objet
helpdesk-direct-yes = Oui, tout de suite
helpdesk-direct-no = Non, plus tard
helpdesk-direct-unknown = Pas noté
helpdesk-state-logged = enregistré
helpdesk-state-corrected = corrigé
helpdesk-state-withdrawn = retiré
helpdesk-unknown-zone = Bassin inconnu
helpdesk-unknown-municipality = Commune inconnue
helpdesk-unknown-theme = Sans thème
helpdesk-nothing = rien
helpdesk-colon = { $what } : { $value }
helpdesk-service-gone = Un service qui n’est plus dans le répertoire
helpdesk-theme-gone = { $code } (plus dans la liste)

helpdesk-logged = Contact enregistré.
helpdesk-corrected = Correction enregistrée. Ce qui était écrit reste dans l’historique.
helpdesk-withdrawn = Contact retiré.
helpdesk-restored = Contact remis.
helpdesk-is-withdrawn = Ce contact est retiré et ne compte pas. Il se trouve parmi les contacts retirés.
helpdesk-noted = Ce qui est noté
helpdesk-given = Services donnés
helpdesk-given-none = Aucun service donné.
helpdesk-history = Historique
helpdesk-happened-logged = Enregistré
helpdesk-happened-corrected = Corrigé
helpdesk-happened-withdrawn = Retiré
helpdesk-happened-restored = Remis
helpdesk-by-me = par vous
helpdesk-by-colleague = par un ou une collègue
helpdesk-changed-concealed = modifié
helpdesk-correct = Corriger
helpdesk-withdraw = Retirer
helpdesk-restore = Remettre

helpdesk-conflict-title = Un ou une collègue vous a devancé
helpdesk-conflict = Ce contact a été corrigé entre-temps. Ce que vous avez tapé est encore dans le formulaire. Regardez ce qui diffère et enregistrez à nouveau : ce que vous avez tapé vaudra alors.
helpdesk-sent-title = Vous avez déjà enregistré ce formulaire
helpdesk-sent = Ce contact est déjà là, avec d’autres mots. Ce que vous venez de taper est encore dans le formulaire. Regardez ce qui diffère et enregistrez à nouveau : ce que vous venez de taper vaudra alors.
helpdesk-conflict-field = Champ
helpdesk-conflict-yours = Ce que vous avez tapé
helpdesk-conflict-theirs = Ce qui est là maintenant

helpdesk-fault-line = Choisissez une ligne qui existe
helpdesk-fault-channel = Choisissez un canal de cette ligne
helpdesk-fault-inquirer = Choisissez qui demande
helpdesk-fault-theme = Choisissez au moins un thème
helpdesk-fault-many-themes = Choisissez huit thèmes au plus
helpdesk-fault-unknown-theme = Un thème n’est pas dans la liste. Décochez-le et choisissez-en un autre
helpdesk-fault-direct = Choisissez si vous avez pu répondre tout de suite
helpdesk-fault-many-services = Donnez vingt services au plus
helpdesk-fault-unknown-service = Un service n’est pas dans le répertoire. Décochez-le
helpdesk-fault-minutes = Donnez la durée en minutes, de 0 à 1440
helpdesk-fault-future = Ce moment est encore à venir. Vérifiez le jour et l’heure
helpdesk-fault-past = Ce moment est trop loin dans le passé. Vérifiez le jour et l’année
helpdesk-fault-moment = Écrivez le jour et l’heure comme 2026-11-22T10:42
helpdesk-fault-skipped-hour = Cette heure n’a pas existé : l’horloge a avancé d’une heure. Choisissez une heure plus tard
helpdesk-fault-place-several = Ce lieu se trouve dans plus d’un bassin. Choisissez lequel, ou videz le champ
helpdesk-fault-place-unknown = Nous ne connaissons pas ce lieu. Choisissez-en un qui ressemble, ou videz le champ
helpdesk-fault-form = Le formulaire est arrivé abîmé. Vérifiez ce qu’il contient et enregistrez à nouveau

helpdesk-refused-incomplete = Il manque quelque chose. Rien n’est enregistré. Revenez en arrière et complétez le formulaire.
helpdesk-refused-changed = Un ou une collègue a modifié ce contact entre-temps. Regardez ce qui est là maintenant et réessayez.
helpdesk-refused-withdrawn = Ce contact est déjà retiré. Remettez-le d’abord.
helpdesk-refused-not-withdrawn = Ce contact n’est pas retiré, ou il est déjà remis.
helpdesk-refused-id-taken = Ce formulaire a déjà servi pour un autre contact. Rien n’est enregistré. Ouvrez un nouveau formulaire.
helpdesk-refused-sent-before = Vous avez déjà enregistré ce formulaire, avec d’autres mots. Regardez ce qui est là maintenant et corrigez-le.
helpdesk-refused-sent-withdrawn = Vous avez déjà enregistré ce contact et il a été retiré ensuite. Enregistrez à nouveau : ce sera un nouveau contact.

helpdesk-figures = Le helpdesk en chiffres
helpdesk-period-range = de { $first } à { $last }
helpdesk-what-counts = Que compte-t-on ?
helpdesk-show-contacts = { $n ->
    [one] Afficher { $n } contact
   *[other] Afficher les { $n } contacts
 }
helpdesk-part-of = { $part } sur { $whole ->
    [one] { $whole } contact
   *[other] { $whole } contacts
 }
helpdesk-target = objectif { $aim }
helpdesk-target-head = Objectif
helpdesk-no-data = pas de données
helpdesk-withheld = trop petit pour être montré
helpdesk-unfinished = pas encore terminé
helpdesk-after-the-year = après la fin de l’année
helpdesk-nothing-told = Rien à montrer ici : il n’y a pas de données, les nombres sont trop petits, ou l’année n’est pas terminée.
helpdesk-total = Total
helpdesk-more-rows = { $n ->
    [one] Encore { $n } ligne avec un nombre plus petit se trouve dans le fichier.
   *[other] Encore { $n } lignes avec un nombre plus petit se trouvent dans le fichier.
 }
helpdesk-themes-overlap = Un contact avec deux thèmes compte pour les deux : les lignes dépassent le total.
helpdesk-guarded = Vous ne voyez que des nombres, des mois terminés : un contact compte ici dans le mois où il a été noté. Leur composition s’affiche après l’année. Les petits nombres restent masqués, et aussi ce qui les trahirait.
helpdesk-guarded-range = Choisissez un mois ou une année : nous ne montrons pas d’autres périodes ici.
helpdesk-apart = Lignes dont vous ne voyez que des nombres
helpdesk-apart-why = Chaque ligne à part, pas comptée dans le total : sinon, le total trahirait de petits nombres. Seuls les mois terminés comptent ; un contact compte dans le mois où il a été noté. La part de réponses immédiates s’affiche après l’année.
helpdesk-by-month = Par mois
helpdesk-by-line = Par ligne
helpdesk-by-channel = Par canal
helpdesk-by-zone = Par bassin
helpdesk-by-theme = Par thème
helpdesk-by-inquirer = Par sorte de demandeur
helpdesk-csv = Tableau pour un tableur (CSV)
helpdesk-csv-measure = Code du chiffre
helpdesk-csv-name = Chiffre
helpdesk-csv-by = Répartition
helpdesk-csv-code = Code de la partie
helpdesk-csv-part = Partie
helpdesk-csv-period = Période
helpdesk-csv-value = Valeur
helpdesk-csv-unit = Unité
helpdesk-csv-target = Objectif
helpdesk-csv-numerator = Numérateur
helpdesk-csv-denominator = Dénominateur
helpdesk-csv-origin = Origine
helpdesk-csv-source = Source
helpdesk-csv-examples = Avec des exemples inventés
helpdesk-csv-yes = oui
helpdesk-print = Imprimer
helpdesk-declared = Déclaré et calculé
helpdesk-declared-about = Ligne, canal
helpdesk-declared-why = Déclaré : compté avant Relais, pas par Relais. Source :
helpdesk-stated = déclaré
helpdesk-computed = calculé
helpdesk-derived = dérivé
helpdesk-derived-long = Ce chiffre n’est pas tel quel dans la source, il découle d’autres chiffres déclarés.

helpdesk-unit-contacts = contacts
    .of = { $n ->
        [one] contact
       *[other] contacts
    }
helpdesk-unit-percent = des contacts
    .of = des contacts
helpdesk-measure-contacts = Contacts
helpdesk-measure-contacts-definition = Chaque contact avec une question, par tout canal, dans le mois de son arrivée. Les faux numéros, ceux qui ont raccroché et les contacts retirés ne comptent pas.
helpdesk-measure-direct-answers = Réponses immédiates
helpdesk-measure-direct-answers-definition = Contacts dont la question a reçu sa réponse dans le même contact.
helpdesk-measure-direct-rate = Part de réponses immédiates
helpdesk-measure-direct-rate-definition = Contacts où la question a reçu une réponse immédiate, divisés par tous les contacts avec une question où c’est noté. Sans de tels contacts, il n’y a pas de chiffre. Version 1 de cette règle.
helpdesk-measure-unmet = Besoin non couvert
helpdesk-measure-unmet-definition = Contacts avec une question pour laquelle aucune aide adaptée n’a été trouvée.
helpdesk-propose = Une erreur ? Proposez une correction
helpdesk-propose-here = Quelque chose n’est pas correct ?
helpdesk-happened-proposed = Correction proposée : { $service } ({ $state })
helpdesk-proposal-waiting = attend une réponse
helpdesk-proposal-approved = reprise
helpdesk-proposal-partly = reprise en partie
helpdesk-proposal-declined = pas reprise
helpdesk-proposal-lapsed = caduque
