//! A responder finds in a contact that the directory is not right: the proposal knows the contact, and the contact what became of it.

use access::{Role, Scope};
use kernel::Lang;
use sea_orm::ConnectionTrait as _;
use store::{Store, sql};
use testkit::{Client, World};

use crate::flows::{logged, steps, typed, world};
use crate::world::service;

/// The addresses that a page names and that hold some words.
fn links(page: &str, words: &str) -> Vec<String> {
    let all = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    all.filter(|href| href.contains(words)).map(|href| href.replace("&#38;", "&").replace("&amp;", "&")).collect()
}

/// Says in a contact that a phone number is another one; answers where that leads.
async fn propose(client: &Client, href: &str) -> String {
    let form = client.get(href).await.expect(200).outline();
    let (path, _) = href.split_once('?').unwrap();
    let contact = form.field("contact").unwrap_or_default();
    let fields = [("contact", contact), ("at", form.field("at").unwrap()), ("phone", "02 999 99 99")];
    let sent = client.post(path, &fields).await.expect(303);
    sent.location().unwrap().to_owned()
}

async fn review(world: &World, client: &Client) -> String {
    let list = client.get("/directory/worklist?work=proposals").await.expect(200).outline();
    assert!(world.routes.iter().any(|route| route.path == "/directory/proposals/{id}"));
    list.links.iter().find(|(_, href)| href.starts_with("/directory/proposals/")).unwrap().1.clone()
}

#[store::test(&steps())]
async fn a_correction_from_a_contact_leads_back_to_it_and_stands_in_its_history(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    let nursing = service("test_home_nursing").to_string();
    let contact = logged(&responder, &[("service", &nursing)]).await;
    let page = responder.get(&contact).await.expect(200).text();
    let href = links(&page, "/propose?contact=").remove(0);
    let form = responder.get(&href).await.expect(200);
    assert!(form.outline().field("reply").is_none(), "whoever is signed in is not asked for an address");
    assert!(!form.text().contains("You need no account"));
    assert!(form.outline().says("It will stand with that contact"));
    assert_eq!(propose(&responder, &href).await, contact, "back to the contact");
    let page = responder.get(&contact).await.expect(200).outline();
    assert!(page.says("Correction proposed: Home nursing North (waits for an answer)"), "{page}");

    let keeper = world
        .somebody(&[(Role::Editor, Scope::Everywhere), (Role::Responder, Scope::Line("general".to_owned()))])
        .await;
    let review = review(&world, &keeper).await;
    assert_eq!(
        links(&keeper.get(&review).await.expect(200).text(), "/helpdesk/contacts/"),
        std::slice::from_ref(&contact)
    );
    let editor = world.editor().await;
    let list = editor.speaking(Lang::En).get("/directory/worklist?work=proposals").await.expect(200).outline();
    assert!(list.says("by the helpdesk, in a contact") && list.says("Phone"), "{list}");
    let editor = world.editor().await;
    let stranger = editor.get(&review).await.expect(200).text();
    assert!(!stranger.contains("/helpdesk/contacts/"), "who may not read contacts learns of none");
    let form = editor.get(&review).await.expect(200).outline();
    let taken = form.fields.iter().find(|field| field.name == "taken").and_then(|field| field.value.clone()).unwrap();
    editor.post(&review, &[("taken", &taken), ("decision", "accept")]).await.expect(303);
    let page = responder.get(&contact).await.expect(200).outline();
    assert!(page.says("(taken over)"), "{page}");
}

#[store::test(&steps())]
async fn a_correction_is_proposed_while_the_contact_is_still_being_logged(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    let page = responder.get("/helpdesk/contacts/new").await.expect(200).outline();
    let found = responder.post("/helpdesk/contacts/find", &typed(&page, &[("q", "home nurse")])).await.expect(200);
    let href = links(&found.text(), "/propose?contact=").remove(0);
    assert!(href.ends_with(page.field("id").unwrap()), "the contact that this form will make: {href}");
    assert!(found.text().contains(&format!("href=\"{href}\" target=\"_blank\"")), "the form stays open beside it");
    let told = propose(&responder, &href).await;
    assert!(told.starts_with("/proposals/"), "there is no contact to go back to yet: {told}");
    let done = responder.post("/helpdesk/contacts", &typed(&page, &[])).await.expect(303);
    let contact = responder.get(done.location().unwrap()).await.expect(200).outline();
    let by_list = world.responder("general").await.get("/helpdesk/contacts").await.expect(200).outline();
    let shown = by_list.links.iter().find(|(_, href)| href.ends_with(page.field("id").unwrap())).unwrap().1.clone();
    let shown = responder.get(&shown).await.expect(200).outline();
    assert!(shown.says("Correction proposed"), "{shown}\n{contact}");
}

#[store::test(&steps())]
async fn a_contact_of_others_is_nobodys_occasion(store: Store) {
    let world = world(&store).await;
    let nursing = service("test_home_nursing");
    let contact = logged(&world.responder("general").await, &[]).await;
    let id = contact.rsplit('/').next().unwrap().to_owned();
    let path = format!("/services/{nursing}/propose");
    for client in [world.visitor(), world.editor().await, world.psychologist("psychologist").await] {
        let form = client.get(&format!("{path}?contact={id}")).await.expect(200).outline();
        assert!(form.field("contact").is_none() && !form.says("It will stand with that contact"), "{form}");
        let sent = client.post(&path, &[("contact", &id), ("words", "they moved")]).await.expect(303);
        assert!(sent.location().unwrap().starts_with("/proposals/"));
    }
    let text = "select count(*) as n from directory_proposal where contact is not null";
    let row = store.read().query_one_raw(sql(store.read(), text, [])).await.unwrap().unwrap();
    assert_eq!(row.try_get::<i64>("", "n").unwrap(), 0);
    world.visitor().get(&format!("{path}?contact=nonsense")).await.expect(200);
    world.visitor().get(&format!("{path}?contact={}", "a".repeat(41))).await.expect(400);
}

#[store::test(&steps())]
async fn the_pages_of_a_correction_are_whole_in_every_language(store: Store) {
    let world = world(&store).await;
    let nursing = service("test_home_nursing").to_string();
    let responder = world.responder("general").await;
    let contact = logged(&responder, &[("service", &nursing)]).await;
    let page = responder.get(&contact).await.expect(200).text();
    let href = links(&page, "/propose?contact=").remove(0);
    propose(&responder, &href).await;
    for lang in Lang::ALL {
        let client = world.responder("general").await.speaking(lang);
        for page in [&contact, &href] {
            let reply = client.get(page).await.expect(200);
            let faults = web::testing::check_html(&reply.text());
            assert!(faults.is_empty(), "{lang} {page}: {faults:?}");
            let outline = reply.outline();
            assert!(!outline.lines.iter().any(|line| line.contains("helpdesk-") || line.contains("directory-")));
        }
    }
}
