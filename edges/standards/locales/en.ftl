# What other programs read, in English.
standards-hsds-about = Care and welfare in { $region }: organisations, services and where they are, to be read by other programs.
standards-profile-about = What Relais adds to the Human Services Data Specification: every version of each text, opening hours as written, how precisely a place is known.
standards-taxonomy = Themes
standards-taxonomy-about = What people look for help with, and the words that they use for it.
standards-apply-self = You can contact the service yourself.
standards-apply-professional = A professional refers you.
standards-holidays-differ = Other hours may apply on public holidays; see the description.
standards-closed = Closed
standards-secret = Secret address

standards-kind-service = Service
standards-kind-helpline = Helpline
standards-kind-directory = Directory of somebody else
standards-kind-initiative = Citizens’ initiative
standards-kind-consultation-space = Consultation space
standards-kind-activity = Activity in a group
standards-kind-tool = Tool
standards-kind-training = Training
standards-kind-parking = Parking for home visits
standards-kind-interpreters = Pool of interpreters

standards-line-of-care-zero-half = Close to people and without a threshold
standards-line-of-care-first = First line
standards-line-of-care-second = Second line

standards-meant-for-public = Residents
standards-meant-for-professionals = Professionals
standards-meant-for-everyone = Everyone

standards-update-rhythm-daily = Every day
standards-update-rhythm-weekly = Every week
standards-update-rhythm-monthly = Every month
standards-update-rhythm-yearly = Every year
standards-update-rhythm-irregular = Now and then

standards-gender-female = Women and girls
standards-gender-male = Men and boys
standards-gender-other = Other genders

standards-only-residents = Only for those who live there

standards-activated-by-oneself = Yourself
standards-activated-by-relative = Somebody close
standards-activated-by-professional = A professional
standards-activated-by-doctor = A doctor
standards-activated-by-service = Another service

standards-activated-through-phone = Phone
standards-activated-through-email = E-mail
standards-activated-through-form = Form
standards-activated-through-walk-in = Walking in
standards-activated-through-letter = Letter
standards-activated-through-platform = Platform for professionals
standards-activated-through-app = App

standards-cost-free = Free
standards-cost-convention = Convention tariff
standards-cost-social-rate = Social rate
standards-cost-increased-reimbursement = Rate with increased reimbursement
standards-cost-paid = Paid

standards-access-step-free = The entrance has no step.
standards-access-lift = There is a lift, or none is needed.
standards-access-toilet = There is a toilet for wheelchair users.
standards-access-hearing = There is help for those who hear badly.
standards-access-quiet = There is a quiet place to wait.
standards-access-animals = Animals may come in.

standards-no-access-step-free = The entrance has a step.
standards-no-access-lift = There is no lift.
standards-no-access-toilet = There is no toilet for wheelchair users.
standards-no-access-hearing = There is no help for those who hear badly.
standards-no-access-quiet = There is no quiet place to wait.
standards-no-access-animals = Animals may not come in.

standards-unit-places = Free places
