# What other programs read, in French.
standards-hsds-about = Aide et soins à { $region } : organisations, services et lieux, pour d’autres programmes.
standards-profile-about = Ce que Relais ajoute à la Human Services Data Specification : chaque version de chaque texte, les heures d’ouverture telles qu’elles sont écrites, et la précision de chaque lieu.
standards-taxonomy = Thèmes
standards-taxonomy-about = Ce pour quoi on cherche de l’aide, et les mots que l’on utilise.
standards-apply-self = Vous pouvez contacter le service vous-même.
standards-apply-professional = Un professionnel vous oriente.
standards-line-zero-half = Proche des gens et sans seuil
standards-line-first = Première ligne
standards-line-second = Deuxième ligne
standards-users-public = Habitants
standards-users-professionals = Professionnels
standards-users-everyone = Tout le monde
standards-step-free = L’entrée est de plain-pied.
standards-steps = L’entrée a une marche.
standards-holidays-differ = D’autres heures peuvent valoir les jours fériés ; voyez la description.
