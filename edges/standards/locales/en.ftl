# What other programs read, in English.
standards-hsds-about = Care and welfare in { $region }: organisations, services and where they are, to be read by other programs.
standards-profile-about = What Relais adds to the Human Services Data Specification: every version of each text, opening hours as written, how precisely a place is known.
standards-taxonomy = Themes
standards-taxonomy-about = What people look for help with, and the words that they use for it.
standards-apply-self = You can contact the service yourself.
standards-apply-professional = A professional refers you.
standards-line-zero-half = Close to people and without a threshold
standards-line-first = First line
standards-line-second = Second line
standards-users-public = Residents
standards-users-professionals = Professionals
standards-users-everyone = Everyone
standards-step-free = The entrance has no step.
standards-steps = The entrance has a step.
standards-holidays-differ = Other hours may apply on public holidays; see the description.
