//! Who manages or audits the house does not read people's affairs by the way.

use access::{Role, Scope};
use store::Store;
use testkit::PASSWORD;

use crate::{steps, whole};

/// What a psychologist logs: its values are nobody else's.
const LOGGED: [(&str, &str); 6] = [
    ("line", "psychologist"),
    ("channel", "phone"),
    ("inquirer", "resident"),
    ("theme", "home_care"),
    ("need", "partly"),
    ("direct", "yes"),
];

#[store::test(&steps())]
async fn an_auditor_sees_that_a_contact_was_logged_and_not_what_it_holds(store: Store) {
    let world = whole(&store).await;
    let psychologist = world.psychologist("psychologist").await;
    let page = psychologist.get("/helpdesk/contacts/new?line=psychologist").await.expect(200).outline();
    let fields = [&[("id", page.field("id").unwrap())], &LOGGED[..]].concat();
    let contact = psychologist.post("/helpdesk/contacts", &fields).await.expect(303);
    let contact = contact.location().unwrap().to_owned();

    let auditor = world.auditor().await;
    let journal = auditor.get("/admin/journal?action=helpdesk.log_contact").await.expect(200).outline();
    assert!(journal.says("need: changed, content not shown here"), "{journal}");
    for value in ["partly", "resident", "phone", "psychologist"] {
        assert!(!journal.says(value), "{value} is told: {journal}");
    }
    let settings = auditor.get("/admin/journal?action=access.grant").await.expect(200).outline();
    assert!(settings.says("role: – → psychologist"), "who holds which role is for auditors: {settings}");
    auditor.get(&contact).await.expect(403);
    let own = psychologist.get(&contact).await.expect(200).outline();
    assert!(!own.says("content not shown here"), "the contact's own history stays: {own}");
}

#[store::test(&steps())]
async fn an_administrator_does_not_let_themselves_in(store: Store) {
    let world = whole(&store).await;
    let email = world.account(&[(Role::Admin, Scope::Everywhere)]).await;
    let admin = world.visitor();
    admin.post("/sign-in", &[("email", email.as_str()), ("password", PASSWORD)]).await.expect(303);
    let found = admin.post("/admin/accounts", &[("email", email.as_str())]).await.expect(303);
    let own = found.location().unwrap();
    let page = admin.get(own).await.expect(200).outline();
    assert!(page.says("You cannot give yourself a role"), "{page}");
    let role = [("role", "psychologist"), ("kind", "line"), ("code", "psychologist"), ("from", "2026-03-10")];
    let refused = admin.post(&format!("{own}/roles"), &role).await.expect(422).outline();
    assert!(refused.says("You cannot change this for your own account"), "{refused}");
    admin.get("/helpdesk/contacts").await.expect(403);
}

#[store::test(&steps())]
async fn a_role_is_only_held_for_what_exists(store: Store) {
    let world = whole(&store).await;
    let (admin, email) = (world.admin().await, world.account(&[]).await);
    let found = admin.post("/admin/accounts", &[("email", email.as_str())]).await.expect(303);
    let roles = format!("{}/roles", found.location().unwrap());
    let give = |kind, code| [("role", "responder"), ("kind", kind), ("code", code), ("from", "2026-03-10")];
    let unknown = admin.post(&roles, &give("line", "genral")).await.expect(422).outline();
    assert!(unknown.says("The known ones are: general, psychologist"), "{unknown}");
    let unknown = admin.post(&roles, &give("territory", "Q")).await.expect(422).outline();
    assert!(unknown.says("The known ones are: "), "{unknown}");
    admin.post(&roles, &give("line", "general")).await.expect(303);
    let guest = [("email", "guest@example.org"), ("name", "Test Tester"), ("lang", "nl")];
    let guest = [&guest[..], &give("line", "genral")].concat();
    assert!(admin.post("/admin/accounts/new", &guest).await.expect(422).outline().says("general, psychologist"));
}
