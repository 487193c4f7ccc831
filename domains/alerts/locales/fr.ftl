# Les recherches gardées.
alerts-title = Mes recherches
alerts-me = Mon compte
alerts-none = Vous ne gardez pas encore de recherche
alerts-none-help = Cherchez de l’aide, et choisissez sous les résultats de garder la recherche.
alerts-find = Trouver de l’aide
alerts-back = Retour à la recherche
alerts-new = Garder cette recherche
alerts-change = Modifier
alerts-save = Enregistrer
alerts-remove = Supprimer
alerts-told = Dernier courriel : { $day }
alerts-no-post = Aucun courriel ne peut partir : aucun serveur de courriel n’est réglé. Vos recherches restent gardées.
alerts-field-name = Nom
alerts-name-hint = Vous seul voyez ce nom. Laissez vide pour voir ce que vous cherchiez.
alerts-field-rhythm = M’écrire ce qui est nouveau, changé ou parti
alerts-field-email = Votre adresse de courriel
alerts-email-hint = Nous l’utilisons seulement pour cela et la gardons chiffrée.
alerts-rhythm-never = Jamais
alerts-rhythm-daily = Une fois par jour au plus
alerts-rhythm-weekly = Une fois par semaine au plus
alerts-ask = Me tenir au courant
alerts-ask-help = Vous recevez un courriel quand quelque chose est nouveau, changé ou parti. D’abord, nous demandons si l’adresse est à vous. Vous arrêtez quand vous voulez, d’un clic.
alerts-ask-send = M’envoyer une confirmation
alerts-sent = Regardez dans votre boîte de courriel
alerts-sent-help = Nous vous avons envoyé un courriel avec un lien. Vous ne recevez des nouvelles que si vous l’ouvrez et confirmez. Le lien est valable deux jours.
alerts-sent-none = Pas de courriel ? Regardez dans les indésirables. Nous n’écrivons à une adresse que quelques fois par jour.
alerts-your-search = Votre recherche
alerts-see = Voir ce qu’elle trouve maintenant
alerts-confirm = Oui, tenez-moi au courant
alerts-confirm-help = Voulez-vous un courriel quand quelque chose y est nouveau, changé ou parti ? Si vous ne l’avez pas demandé, ne faites rien : après deux jours, votre adresse est oubliée.
alerts-tells = Vous recevez un courriel quand quelque chose change. { $rhythm }.
alerts-tells-no-more = Vous ne recevez pas de courriels sur cette recherche.
alerts-stop = Arrêter
alerts-stop-help = Si vous arrêtez, nous oublions aussi votre adresse et ce que vous cherchiez.
alerts-stop-help-account = Si vous arrêtez, la recherche reste dans votre compte, sans courriels.
alerts-stopped = Arrêté
alerts-stopped-help = Vous ne recevez plus de courriels à ce sujet.
alerts-said-save = Enregistré.
alerts-said-change = Enregistré.
alerts-said-remove = Supprimé.
alerts-said-confirm = Confirmé. Nous vous écrivons quand quelque chose change.
alerts-fault-wide = Cette recherche trouve plus de 200 services : c’est trop pour vous en écrire des nouvelles. Cochez près des résultats ce qui la réduit : un thème, un bassin, un quartier ou une distance.
alerts-fault-no-post = Aucun courriel ne peut partir. Choisissez « Jamais ».
alerts-fault-email = Ce n’est pas une adresse de courriel. Écrivez-la comme nom@exemple.be.
alerts-refused-too-many = Vous gardez déjà autant de recherches que possible. Supprimez-en d’abord une.
alerts-refused-no-post = Aucun courriel ne peut partir pour le moment. Rien n’est gardé.
alerts-refused-gone = Cette recherche n’existe plus : elle a été arrêtée, ou pas confirmée à temps. Nous ne gardons rien de vous. Vous pouvez chercher et demander à nouveau.
alerts-letter-question-subject = Confirmez votre demande
alerts-letter-question =
    Bonjour,

    Quelqu’un, sans doute vous, a demandé de vous tenir au courant d’une recherche dans notre répertoire. Confirmez ici :
    { $link }

    Le lien est valable deux jours. Si vous n’avez rien demandé, ne faites rien : nous oublions votre adresse.
alerts-letter-news-subject = Du nouveau dans votre recherche
alerts-letter-news =
    Bonjour,

    Quelque chose a changé dans cette recherche : { $search }
alerts-letter-new = Nouveau :
alerts-letter-changed = Changé :
alerts-letter-gone = Plus trouvé :
alerts-letter-more = { $n ->
    [one] et encore { $n }
   *[other] et encore { $n }
 }
alerts-letter-foot = Vous recevez ce courriel parce que vous l’avez demandé. Tout voir ou arrêter : { $link }
