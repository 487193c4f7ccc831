# Les campagnes auprès des organisations.
campaigns-nav = Campagnes
campaigns-nav-calls = Appels des campagnes
campaigns-title = Campagnes auprès des organisations
campaigns-lead = Demandez par courriel aux organisations si leur fiche est encore correcte. Elles répondent par un lien, sans compte. Qui ne répond pas reçoit un rappel, et enfin un appel.
campaigns-new = Nouvelle campagne
campaigns-revise = Modifier
campaigns-save = Enregistrer
campaigns-print = Imprimer
campaigns-none = Pas encore de campagne
campaigns-none-help = Choisissez à qui vous demandez et regardez le courriel avant tout envoi.
campaigns-worklist = Vers la liste de travail
campaigns-state-draft = En préparation
campaigns-state-running = En cours
campaigns-state-stopped = Arrêtée
campaigns-state-ended = Terminée
campaigns-ask-waiting = En attente de réponse
campaigns-ask-to_call = À appeler
campaigns-ask-confirmed = Tout est correct
campaigns-ask-corrected = Corrigé
campaigns-ask-gone = N’existe plus
campaigns-ask-silent = Sans réponse
campaigns-ask-left_out = Laissée de côté
campaigns-means-link = par le lien
campaigns-means-phone = au téléphone
campaigns-means-account = avec un compte
campaigns-means-directory = par quelqu’un d’autre dans le répertoire, par exemple la rédaction
campaigns-outcome-confirmed = Jointe : tout est correct
campaigns-outcome-corrected = Jointe : quelque chose n’est pas correct
campaigns-outcome-unreached = Pas jointe
campaigns-outcome-gone = N’existe plus
campaigns-field-name = Nom
campaigns-name-hint = Pour les collègues. Les organisations ne voient pas ce nom.
campaigns-field-state = État
campaigns-field-ends_on = Dernier jour
campaigns-field-asked = Organisations
campaigns-field-answers = Réponses
campaigns-field-organisation = Organisation
campaigns-field-when = Réponse ou prochaine étape
campaigns-field-phone = Téléphone
campaigns-field-mail = Courriel
campaigns-field-campaign = Campagne
campaigns-field-since = Demandé depuis
campaigns-field-tried = Appels faits
campaigns-until = jusqu’au
campaigns-field-theme = Thème
campaigns-field-zone = Bassin d’aide et de soins
campaigns-field-kind = Type d’organisation
campaigns-kinds-usual = Tous les types auprès desquels on cherche de l’aide, aussi sans type connu
campaigns-kinds-hint = Sont cochés tous les types auprès desquels on cherche de l’aide. Les autres, comme les journaux, les fournisseurs et les autorités, ne sont interrogés que si vous les cochez. Entre parenthèses : le nombre d’organisations.
campaigns-kinds-ticked = { $n } types cochés sur { $of }
campaigns-kind-unknown = Type inconnu
campaigns-field-lists = Aussi celles qui n’offrent qu’un répertoire ou un outil
campaigns-fault-kinds = Cochez au moins un type d’organisation.
campaigns-asks-in-all = { $n ->
    [one] Cette campagne interrogera { $n } organisation.
   *[other] Cette campagne interrogera { $n } organisations.
 }
campaigns-other-kinds = { $n ->
    [one] { $n } organisation n’est pas interrogée à cause de son type, ou parce qu’elle n’offre qu’un répertoire ou un outil.
   *[other] { $n } organisations ne sont pas interrogées à cause de leur type, ou parce qu’elles n’offrent qu’un répertoire ou un outil.
 }
campaigns-field-silent = Rien de confirmé depuis
campaigns-silent-hint = En jours, de 1 à 3 650. Laissez vide pour demander à toutes, même à qui vient de confirmer.
campaigns-silent-for = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
 }
campaigns-days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
 }
campaigns-any = Peu importe
campaigns-whom = À qui vous demandez
campaigns-whom-help = Les organisations qui remplissent toutes ces conditions. Celles d’une autre campagne en cours ne sont pas sollicitées deux fois.
campaigns-letters-title = Les courriels
campaigns-letters-help = Chaque organisation reçoit un courriel dans sa langue : en néerlandais, en français, ou dans les deux, l’un sous l’autre. Au bas de chaque courriel, il est dit comment ne plus en recevoir.
campaigns-field-subject-nl = Objet, en néerlandais
campaigns-field-subject-fr = Objet, en français
campaigns-subject-hint = Le même pour toutes. N’écrivez jamais de noms ici.
campaigns-field-first-nl = Premier courriel, en néerlandais
campaigns-field-first-fr = Premier courriel, en français
campaigns-field-reminder-nl = Rappel, en néerlandais
campaigns-field-reminder-fr = Rappel, en français
campaigns-marks-hint = « {"{organisation}"} » devient le nom, « {"{link}"} » le lien et « {"{until}"} » le dernier jour du lien. Le lien doit y figurer.
campaigns-field-rhythm = Rythme
campaigns-rhythm = { $days ->
    [one] { $n ->
        [one] Après 1 jour, 1 rappel.
       *[other] Un rappel chaque jour, { $n } au plus.
     }
   *[other] { $n ->
        [one] Après { $days } jours, 1 rappel.
       *[other] Un rappel tous les { $days } jours, { $n } au plus.
     }
 }
campaigns-calls-yes = Celles qui n’ont pas encore répondu sont appelées.
campaigns-calls-no = On n’appelle pas.
campaigns-field-reminder_days = Jours entre deux étapes
campaigns-reminder-days-hint = Entre un courriel et le suivant, ou l’appel. De 1 à 90.
campaigns-field-reminders = Rappels, au plus
campaigns-field-calls = Appeler qui ne répond pas ou n’a pas d’adresse
campaigns-field-link_days = Jours de validité d’un lien
campaigns-link-days-hint = Ensuite l’organisation peut en demander un nouveau, à la même adresse. De 1 à 365.
campaigns-field-prices = Ce que cela coûte
campaigns-prices-help = En euros, pour montrer ce que coûte une réponse. Laissez 0 si vous ne voulez pas le savoir.
campaigns-prices = { $letter } par courriel, { $minute } par minute d’appel
campaigns-field-letter_price = Euros par courriel
campaigns-field-minute_price = Euros par minute d’appel
campaigns-fault-past = Choisissez un jour après aujourd’hui.
campaigns-fault-number = Ce nombre n’est pas possible. Voyez l’explication.
campaigns-fault-money = Écrivez un montant comme 0,85.
campaigns-fault-unknown = Ce n’est pas dans la liste. Choisissez à nouveau.
campaigns-fault-link = Mettez {"{link}"} dans le courriel : sans lien, personne ne peut répondre.
campaigns-would-ask = À qui elle demanderait
campaigns-by-mail = { $n ->
    [one] { $n } organisation reçoit un courriel
   *[other] { $n } organisations reçoivent un courriel
 }
campaigns-without = { $n ->
    [one] { $n } organisation n’a pas d’adresse de courriel ou ne veut pas de courriels.
   *[other] { $n } organisations n’ont pas d’adresse de courriel ou ne veulent pas de courriels.
 }
campaigns-without-called = Elles viennent tout de suite sur la liste d’appels.
campaigns-without-passed = On ne leur demande rien.
campaigns-who = Lesquelles
campaigns-and-more = { $n ->
    [one] et encore { $n }
   *[other] et encore { $n }
 }
campaigns-elsewhere = { $n ->
    [one] { $n } organisation est déjà dans une autre campagne et n’est pas demandée deux fois.
   *[other] { $n } organisations sont déjà dans une autre campagne et ne sont pas demandées deux fois.
 }
campaigns-decided = Ce qui est décidé
campaigns-first-letter = Premier courriel
campaigns-reminder = Rappel
campaigns-sample-name = Organisation exemple
campaigns-what-now = Et maintenant
campaigns-start = Démarrer : envoyer les premiers courriels
campaigns-discard = Jeter
campaigns-stop = Arrêter
campaigns-resume = Reprendre
campaigns-revoke = Retirer tous les liens
campaigns-revoke-help = Plus aucun lien de cette campagne n’ouvre quoi que ce soit, même ceux des courriels déjà arrivés. La campagne s’arrête. Si vous la reprenez, de nouveaux liens partent avec les courriels suivants.
campaigns-progress = Où en est-on
campaigns-answered = { $n ->
    [one] { $n } organisation sur { $of } a répondu
   *[other] { $n } organisations sur { $of } ont répondu
}
campaigns-letters = Courriels
campaigns-calls-made = Appels
campaigns-minutes = Minutes d’appel
campaigns-cost = Coût
campaigns-cost-each = Coût par réponse
campaigns-no-answer-yet = pas encore de réponse
campaigns-all = Tout montrer
campaigns-none-so = Aucune dans cet état
campaigns-none-so-help = Choisissez un autre chiffre ci-dessus, ou montrez toutes les organisations.
campaigns-merged = Fusionnée ou hors du répertoire
campaigns-answered-on = { $day }, { $means }
campaigns-next-on = prochaine étape le { $day }
campaigns-to-call = { $n ->
    [one] { $n } organisation à appeler
   *[other] { $n } organisations à appeler
 }
campaigns-to-call-help = Elles n’ont pas répondu aux courriels, ou n’ont pas d’adresse. Demandez si la fiche est encore correcte, et notez ce qui en est sorti. En haut : celles qui ont un numéro et qu’on interroge depuis le plus longtemps.
campaigns-nobody-to-call = Personne à appeler
campaigns-nobody-to-call-help = Qui ne répond à aucun courriel apparaît ici automatiquement.
campaigns-no-phone = pas de numéro connu
campaigns-find-phone = cherchez d’abord un numéro
campaigns-reach = Comment joindre
campaigns-has-address = reçoit des courriels
campaigns-has-no-address = pas d’adresse connue
campaigns-wants-no-mail = ne veut pas de courriels de campagnes
campaigns-to-page = Vers la page
campaigns-to-own-page = Vers la page de votre organisation
campaigns-to-entry = Vers la fiche
campaigns-no-letters = Aucun courriel n’est encore parti.
campaigns-no-calls = On n’a pas encore appelé.
campaigns-link-open = Le lien est valable jusqu’au { $day }
campaigns-link-expired = Le lien était valable jusqu’au { $day }
campaigns-link-withdrawn = Le lien est retiré (valable jusqu’au { $day })
campaigns-write-call = Noter un appel
campaigns-field-outcome = Ce qui en est sorti
campaigns-field-minutes = Minutes
campaigns-minutes-of = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
 }
campaigns-write-heard = Écrire dans la fiche ce que vous avez entendu
campaigns-write-again = Envoyer un nouveau courriel
campaigns-leave-out = Laisser de côté
campaigns-leave-out-help = Plus rien ne part, et les liens de cette organisation n’ouvrent plus rien.
campaigns-is-it-right = Est-ce encore correct ?
campaigns-is-it-right-lead = Voici ce que dit le répertoire de { $name }. Vérifiez et dites-nous si c’est correct. Il ne faut pas de compte.
campaigns-answer-anew = Vous pouvez répondre à nouveau tant que le lien est valable.
campaigns-you-confirmed = Vous avez dit le { $day } que tout est correct. Merci.
campaigns-you-corrected = Vous avez envoyé une correction le { $day }. Un rédacteur la regarde. Merci.
campaigns-you-corrected-decided = Vous avez envoyé une correction le { $day }. Un rédacteur l’a regardée. Merci.
campaigns-you-gone = Vous avez dit le { $day } que l’organisation a cessé. Un rédacteur regarde.
campaigns-correct = Corriger
campaigns-all-is-right = Tout est encore correct
campaigns-rest-is-right = Tout le reste est encore correct
campaigns-we-stopped = Nous avons arrêté
campaigns-we-stopped-help = Après contrôle, nous vous retirons du répertoire. Si un seul service cesse, corrigez ce service.
campaigns-we-stopped-words = Voulez-vous ajouter quelque chose ? (facultatif)
campaigns-we-stopped-send = Signaler que nous avons arrêté
campaigns-link-until = Ce lien est à vous et vaut jusqu’au { $day }.
campaigns-no-more = Ne plus recevoir de courriels
campaigns-no-more-lead = Voulez-vous que nous n’envoyions plus de courriels à { $name } pour vérifier la fiche ? Nous pourrons encore vous téléphoner.
campaigns-no-more-send = Ne plus nous envoyer de courriels
campaigns-no-more-done = Nous n’envoyons plus à { $name } de courriels pour vérifier la fiche.
campaigns-letters-again = Envoyez-nous de nouveau des courriels
campaigns-back-to-all = Retour à vos données
campaigns-correct-title = Corriger : { $name }
campaigns-correct-lead = Ouvrez ce qui n’est pas correct et changez-le. Un rédacteur regarde avant que cela n’entre dans le répertoire.
campaigns-other-places = Corriger un autre lieu :
campaigns-words = Ou dites-le avec vos mots
campaigns-words-hint = Pas de noms de personnes que vous aidez.
campaigns-send = Envoyer la correction
campaigns-expired = Ce lien n’est plus valable
campaigns-expired-lead = Par prudence, un lien ne s’ouvre que pendant un temps. Rien n’est perdu.
campaigns-expired-over = La campagne n’est plus en cours. Si quelque chose n’est pas correct, dites-le sur la page de votre organisation dans le répertoire.
campaigns-again = M’envoyer un nouveau lien
campaigns-again-help = Le nouveau lien part à l’adresse où vous avez reçu le précédent, ou à celle qui figure maintenant dans le répertoire.
campaigns-ask-for-new-link = Demander un nouveau lien
campaigns-said-create = Enregistré. Vérifiez à qui vous demandez, puis démarrez.
campaigns-said-revise = Enregistré.
campaigns-said-discard = Jeté.
campaigns-said-start = Démarré. Les premiers courriels partent maintenant.
campaigns-said-stop = Arrêté. Les courriels qui n’étaient pas encore partis sont repris.
campaigns-said-resume = La campagne reprend.
campaigns-said-revoke = Tous les liens sont retirés.
campaigns-said-leave-out = Laissée de côté. Les liens n’ouvrent plus rien.
campaigns-said-write-again = Un nouveau courriel part.
campaigns-said-call-confirmed = Noté : tout est correct.
campaigns-said-call-corrected = Noté. Écrivez maintenant dans la fiche ce que vous avez entendu.
campaigns-said-call-unreached = Noté. L’organisation reste sur la liste.
campaigns-said-call-gone = Noté. Retirez la fiche du répertoire si c’est certain.
campaigns-said-confirmed = Merci. Nous avons noté que c’est correct.
campaigns-said-corrected = Merci. Un rédacteur regarde votre correction.
campaigns-said-gone = Merci. Un rédacteur regarde.
campaigns-said-no-more = Vous ne recevez plus ces courriels.
campaigns-said-letters-again = Vous recevez de nouveau des courriels.
campaigns-said-again = Un nouveau lien part. Regardez dans votre boîte.
campaigns-refused-changed = Quelqu’un d’autre a modifié cette campagne entre-temps. Rien n’a changé. Rouvrez-la et voyez ce qu’elle dit maintenant.
campaigns-refused-sent-before = Ce formulaire a déjà été envoyé. La campagne existe.
campaigns-refused-not-draft = La campagne a déjà démarré. Rien n’a changé. Vous pouvez l’arrêter.
campaigns-refused-not-running = La campagne n’est pas en cours. Rien n’a changé.
campaigns-refused-not-stopped = La campagne n’est pas arrêtée. Rien n’a changé.
campaigns-refused-over = Le dernier jour est passé. Choisissez d’abord un jour plus tard.
campaigns-refused-nobody = Aucune organisation ne répond aux critères. Choisissez plus largement.
campaigns-refused-no-post = Aucun serveur de courriel n’est réglé : les courriels ne peuvent pas partir. Demandez à l’administrateur de le régler.
campaigns-refused-closed = Cette organisation a déjà répondu ou n’est plus demandée. Rien n’a changé.
campaigns-refused-just-written = Un courriel vient de partir. Regardez dans la boîte, aussi parmi les indésirables, ou réessayez demain.
campaigns-refused-no-address = Il n’y a pas d’adresse où écrire, ou l’organisation ne veut pas de courriels. Rien n’est parti.
campaigns-refused-no-link = Ce lien n’est pas complet ou n’est pas de nous. Copiez toute l’adresse du courriel.
campaigns-refused-withdrawn = Ce lien a été retiré. Si quelque chose n’est pas correct sur votre organisation, dites-le sur sa page dans le répertoire.
campaigns-refused-expired = Ce lien n’est plus valable. Rien n’a changé. Vous pouvez en demander un nouveau.
campaigns-letter-foot = Vous recevez ce courriel parce que cette adresse figure dans le répertoire ou nous a été donnée. Vous ne voulez plus recevoir ces courriels ? { $link }
campaigns-offered-subject = Vos données dans le répertoire social sont-elles encore correctes ?
campaigns-offered-first =
    Chère collègue, cher collègue,

    {"{organisation}"} figure dans notre répertoire. Les habitants et les professionnels y cherchent l’aide qui convient, près de chez eux. Pour cela, vos données doivent être correctes.

    Voulez-vous les vérifier ? Cela prend quelques minutes et il ne faut pas de compte :
    {"{link}"}

    Si tout est correct, un bouton suffit. Sinon, corrigez au même endroit. Le lien n’est que pour vous et vaut jusqu’au {"{until}"}.

    Merci !
campaigns-offered-reminder =
    Chère collègue, cher collègue,

    Nous vous avons demandé récemment si les données de {"{organisation}"} sont encore correctes. Nous n’avons pas encore reçu de réponse. Voulez-vous les vérifier ?
    {"{link}"}

    Le lien vaut jusqu’au {"{until}"}. Si vous avez répondu entre-temps, oubliez ce courriel.

    Merci !
# Figures
campaigns-figures = Chiffres
campaigns-figures-of = Chiffres des campagnes en { $year }
campaigns-year = Année
campaigns-show = Afficher
campaigns-began = Commencées en
campaigns-began-in = Campagnes commencées en { $period }.
campaigns-all-of-them = Toutes les campagnes
campaigns-whole-year = Toute l’année
campaigns-no-data = pas de données
campaigns-counted = Qu’est-ce qui est compté ?
campaigns-measure-asked = Interrogées
campaigns-measure-asked-definition = Organisations qu’une campagne interroge. Chaque campagne compte dans le mois où elle a commencé.
campaigns-measure-answered = Réponses
campaigns-measure-answered-definition = Organisations qui ont répondu : tout est juste, corrigé, ou arrêté ; par le lien, le téléphone ou leur compte, ou parce que tout a été confirmé pour eux dans le répertoire après la première lettre.
campaigns-measure-confirmed = Confirmées
campaigns-measure-confirmed-definition = Organisations qui ont dit que tout est juste, sans rien corriger.
campaigns-measure-corrected = Corrigées
campaigns-measure-corrected-definition = Organisations qui ont corrigé quelque chose, quel que soit le sort de la proposition.
campaigns-measure-letters = Courriels
campaigns-measure-letters-definition = Courriels partis ou en attente ; ce qui a été retiré ne compte pas.
campaigns-measure-calls = Appels
campaigns-measure-calls-definition = Appels notés, même quand personne n’a décroché.
campaigns-measure-cost = Coûts
campaigns-measure-cost-definition = Courriels et minutes au téléphone, aux prix de la campagne.
campaigns-unit-organisations = organisations
campaigns-unit-letters = courriels
campaigns-unit-calls = appels
campaigns-unit-cents = centimes
# An address for one campaign
campaigns-address-title = Une autre adresse pour cette campagne
campaigns-field-email = Adresse de courriel
campaigns-address-hint = Un courriel part tout de suite. Les liens envoyés à une autre adresse n’ouvrent alors plus rien. La fiche ne change pas, et l’adresse est oubliée à la fin de la campagne.
campaigns-give-address = Écrire à cette adresse
campaigns-has-typed-address = reçoit des courriels à une adresse pour cette campagne
campaigns-said-give-address = Un courriel part à cette adresse.
campaigns-fault-email = Ce n’est pas une adresse de courriel. Écrivez-la comme nom@exemple.be.
