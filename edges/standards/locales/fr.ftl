# What other programs read, in French.
standards-hsds-about = Aide et soins à { $region } : organisations, services et lieux, pour d’autres programmes.
standards-profile-about = Ce que Relais ajoute à la Human Services Data Specification : chaque version de chaque texte, les heures d’ouverture telles qu’elles sont écrites, et la précision de chaque lieu.
standards-taxonomy = Thèmes
standards-taxonomy-about = Ce pour quoi on cherche de l’aide, et les mots que l’on utilise.
standards-apply-self = Vous pouvez contacter le service vous-même.
standards-apply-professional = Un professionnel vous oriente.
standards-holidays-differ = D’autres heures peuvent valoir les jours fériés ; voyez la description.
standards-closed = Fermé
standards-secret = Adresse secrète

standards-kind-service = Service
standards-kind-helpline = Ligne d’aide
standards-kind-directory = Répertoire tenu par d’autres
standards-kind-initiative = Initiative citoyenne
standards-kind-consultation-space = Espace de consultation
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
