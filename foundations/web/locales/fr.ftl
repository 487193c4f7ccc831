# Les textes de la page autour de chaque page.

web-skip = Aller au contenu
web-menu = Menu principal
web-crumbs = Vous êtes ici
web-sign-in-link = Se connecter
web-sign-out = Se déconnecter
web-undo = Annuler
web-printed = Imprimé le { $day }
web-home = Retour à l’accueil
web-try-again = Réessayer
web-automatic = traduction automatique
web-only-nl = en néerlandais
web-only-fr = en français
web-only-en = en anglais
web-colon = {" : "}

web-pages = Pages
web-page = Page
web-previous = Précédent
web-next = Suivant

web-declared = déclaré
web-no-data = pas de données
web-total = Total

web-faults = { $n ->
    [one] Une réponse est à revoir
   *[other] { $n } réponses sont à revoir
 }
web-fault-missing = Remplissez ce champ
web-fault-choose = Faites un choix
web-fault-unreadable = Nous ne comprenons pas cette réponse. Vérifiez-la ou choisissez autre chose
web-fault-characters = Le texte contient un signe que nous ne pouvons pas garder. Tapez-le à nouveau
web-fault-long = Il y a { $over ->
    [one] { $over } signe
   *[other] { $over } signes
 } de trop. Il y a place pour { $most }
web-fault-of = { $field } : { $fault }

web-not-found-title = Cette page n’existe pas
web-not-found = Elle a peut-être été déplacée ou supprimée, ou l’adresse contient une erreur. Vous venez d’un lien dans un courriel ? Il n’est peut-être pas complet : copiez toute l’adresse.
web-lost-what = Quelle aide cherchez-vous ?
web-lost-search = Trouver de l’aide
web-lost-call = Vous préférez parler à quelqu’un ?
web-wrong-method = Cette adresse ne s’utilise pas de cette façon. Repartez de l’accueil et suivez les boutons.
web-forbidden-title = Vous n’avez pas accès à ceci
web-forbidden = Votre compte n’a pas ce droit. Si vous en avez besoin pour votre travail, demandez-le à l’administrateur.
web-bad-token-title = Ce jeton ne fonctionne pas
web-bad-token = Le jeton n’existe pas, a expiré ou a été retiré, ou le compte de la personne qui l’a créé est fermé. Créez-en un nouveau sur /me/tokens.
web-needs-token = Seuls les programmes entrent ici, avec un jeton : Authorization : Bearer. Créez-en un sur /me/tokens.
web-narrow-token = Ce jeton ne permet pas cela : sa portée ne suffit pas, il vaut pour une autre organisation ou source, ou la personne qui l’a créé n’a pas ce droit. Créez-en un autre sur /me/tokens.
web-sign-in-title = Connectez-vous d’abord
web-sign-in = Il faut être connecté pour faire ceci. Rien n’est perdu : connectez-vous et réessayez.
web-stale-form-title = Envoyez le formulaire à nouveau
web-stale-form = Le formulaire est resté ouvert trop longtemps, ou il ne venait pas de notre page. Rien n’a été modifié. Revenez en arrière, rechargez la page et envoyez-le à nouveau.
web-refused-title = Ce n’est pas possible maintenant
web-gone-title = Ce n’est plus possible
web-bad-input-title = Nous ne comprenons pas
web-bad-input = Quelque chose ne va pas dans « { $field } ». Rien n’a été modifié. Vérifiez et réessayez.
web-bad-input-here = Quelque chose ne va pas dans l’adresse de cette page, ou dans ce que vous avez rempli. Rien n’a été modifié. Revenez en arrière et vérifiez, ou recommencez.
web-not-one-of = « { $field } » a une valeur que nous ne connaissons pas. Les valeurs possibles sont : { $values }.
web-unsupported = Ce que vous avez envoyé a une forme que nous ne pouvons pas lire ici. Rien n’a été modifié.
web-no-host = Votre programme n’a pas dit clairement à quel site il s’adresse. Rien n’a été modifié. Tapez l’adresse à nouveau dans votre navigateur.
web-broken = Ce que vous avez envoyé n’est pas arrivé entier. Rien n’a été modifié. Revenez en arrière et envoyez-le à nouveau.
web-too-slow-title = Ce n’est pas arrivé à temps
web-too-slow = Ce que vous avez envoyé est arrivé trop lentement. Rien n’a été modifié. Vérifiez votre connexion, revenez en arrière et envoyez-le à nouveau.
web-too-large-title = C’est trop à la fois
web-too-large = Ce que vous avez envoyé est trop grand. Rien n’a été modifié. Raccourcissez le texte ou réduisez le fichier.
web-long-address = Cette adresse est trop longue pour être lue. Choisissez moins de choses à la fois, ou repartez de la page de recherche.
web-too-many-title = Un peu de patience
web-too-many = Vous avez essayé plusieurs fois de suite. Attendez { $minutes ->
    [one] une minute
   *[other] { $minutes } minutes
 } et réessayez.
web-busy-title = Un peu de patience
web-timed-out = C’était trop long. Rien n’a changé. Revenez en arrière : votre texte y est encore, puis réessayez.
web-unavailable = Un service dont nous avons besoin ne répond pas. Ce que vous aviez enregistré n’est pas perdu. Réessayez dans une demi-minute.
web-unexpected-title = Un problème est survenu chez nous
web-unexpected = Ce n’est pas votre faute. Ce que vous aviez enregistré n’est pas perdu. Réessayez.
web-reference = Le problème continue ? Donnez-nous ce numéro, nous retrouverons ce qui s’est passé :
