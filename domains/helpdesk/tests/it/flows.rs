//! People at the helpdesk's pages: a responder logs, corrects and withdraws; others are shown the door politely.

use helpdesk::contact::{Contact, records};
use kernel::Lang;
use store::Store;
use testkit::{Client, Outline, Reply, World};

pub fn modules() -> [house::Module; 3] {
    [territory::module(), directory::module(), helpdesk::module()]
}

pub fn steps() -> Vec<store::Migration> {
    World::steps(modules())
}

pub async fn world(store: &Store) -> World {
    let world = World::new(store, modules()).await;
    world.index().await;
    world
}

/// The fields of a new contact as a browser would send them, with some set otherwise.
pub fn typed<'a>(page: &'a Outline, changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = testkit::contact(page.field("id").unwrap());
    let kept = usual.into_iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    kept.chain(changed.iter().copied()).collect()
}

/// The fields of a form of a contact as they are drawn and would be sent, with some set otherwise.
pub fn drawn<'a>(page: &'a Outline, changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let of_form = [
        "id",
        "seen",
        "line",
        "channel",
        "kind",
        "inquirer",
        "place",
        "place_choice",
        "theme",
        "need",
        "direct",
        "note",
        "at",
        "minutes",
        "service",
    ];
    let sent = page.fields.iter().filter_map(|field| Some((field.name.as_str(), field.value.as_deref()?)));
    let kept = sent
        .filter(|(name, _)| of_form.contains(name))
        .filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    kept.chain(changed.iter().copied()).collect()
}

/// The contact that an address leads to, as it is kept.
pub async fn kept(world: &World, address: &str) -> Contact {
    let id = address.rsplit('/').next().unwrap().parse().unwrap();
    records::find(world.store().read(), id).await.unwrap().unwrap()
}

/// Logs a contact and answers the address of its page.
pub async fn logged(client: &Client, changed: &[(&str, &str)]) -> String {
    let page = client.get("/helpdesk/contacts/new").await.expect(200).outline();
    let done = client.post("/helpdesk/contacts", &typed(&page, changed)).await.expect(303);
    done.location().unwrap().to_owned()
}

fn service_box(reply: &Reply) -> String {
    let boxes = reply.outline().fields;
    let service = reply.text().split(r#"name="service" value=""#).nth(1).map(|rest| rest[..36].to_owned());
    assert!(boxes.iter().any(|field| field.name == "service"));
    service.unwrap()
}

#[store::test(&steps())]
async fn a_responder_logs_a_contact_with_a_service_found_inside_the_form(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    let page = responder.get("/helpdesk/contacts/new").await.expect(200).outline();
    assert_eq!((page.field("line"), page.field("channel")), (Some("general"), Some("phone")));
    assert!(
        page.says("Postal code, municipality or care zone"),
        "no street is known here, so none is asked for\n{page}"
    );
    let fields = [("q", "home nurse"), ("place", "9001"), ("need", "partly"), ("note", "kept <as> typed")];
    let found = responder.post("/helpdesk/contacts/find", &typed(&page, &fields)).await.expect(200);
    let again = found.outline();
    assert_eq!((again.field("need"), again.field("note")), (Some("partly"), Some("kept <as> typed")));
    assert_eq!(again.field("id"), page.field("id"));
    assert!(again.says("Care zone North"), "{again}");
    let service = service_box(&found);
    let shown = logged(&responder, &[("place", "9001"), ("service", &service), ("note", "A <b>note</b>")]).await;
    let contact = responder.get(&shown).await.expect(200);
    assert!(contact.text().contains("A &#60;b&#62;note&#60;/b&#62;") && contact.outline().says("North"));
    assert!(contact.outline().link("nurs").is_some() || contact.text().contains(&format!("/services/{service}")));
    let list = responder.get("/helpdesk/contacts").await.expect(200).outline();
    assert!(list.link("2026").is_some_and(|href| href == shown), "{list}");
    assert!(responder.get("/helpdesk").await.expect(200).outline().says("1 question today"));
}

#[store::test(&steps())]
async fn what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    let page = responder.get("/helpdesk/contacts/new").await.expect(200).outline();
    let fields = [("id", page.field("id").unwrap()), ("line", "general"), ("channel", "phone"), ("note", "kept")];
    let again = responder.post("/helpdesk/contacts", &fields).await.expect(422).outline();
    assert_eq!(again.field("note"), Some("kept"));
    for field in ["inquirer", "need", "direct", "theme"] {
        assert!(again.links.iter().any(|(_, href)| href == &format!("#{field}")), "{field}: {again}");
    }
    assert!(again.says("Who asks? Make a choice"), "{again}");
    let redrawn = fields.into_iter().chain([("redraw", "yes")]).collect::<Vec<_>>();
    let french = responder.post("/helpdesk/contacts?lang=fr", &redrawn).await.expect(422);
    assert!(french.text().contains("<html lang=\"fr\"") && french.outline().field("note") == Some("kept"));
    assert!(responder.get("/helpdesk").await.outline().says("Pas encore de contact"), "nothing was saved");
}

#[store::test(&steps())]
async fn a_place_in_two_zones_is_asked_back_and_never_guessed(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    let page = responder.get("/helpdesk/contacts/new").await.expect(200).outline();
    let asked = responder.post("/helpdesk/contacts", &typed(&page, &[("place", "9002")])).await.expect(422);
    let choices: Vec<_> = asked
        .text()
        .split(r#"name="place_choice" value=""#)
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert!(choices.len() > 1, "{choices:?}");
    // A choice made for other words does not count for these.
    let stale = [("place", "9001"), ("place_choice", choices[0].as_str())];
    let found = responder.post("/helpdesk/contacts/find", &typed(&page, &stale)).await.expect(200);
    assert!(found.outline().says("Care zone North") && !found.text().contains("place_choice"));
    let fields = [("place", "9002"), ("place_choice", choices[0].as_str())];
    responder.post("/helpdesk/contacts", &typed(&page, &fields)).await.expect(303);
    let unknown = responder.get("/helpdesk/contacts/new").await.expect(200).outline();
    responder.post("/helpdesk/contacts", &typed(&unknown, &[("place", "Xyzzyville")])).await.expect(422);
}

#[store::test(&steps())]
async fn a_wrong_number_takes_one_key(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    let page = responder.get("/helpdesk/contacts/new").await.expect(200).outline();
    let fields =
        [("id", page.field("id").unwrap()), ("line", "general"), ("channel", "phone"), ("kind", "wrong_number")];
    let done = responder.post("/helpdesk/contacts", &fields).await.expect(303);
    let shown = responder.get(done.location().unwrap()).await.expect(200).outline();
    assert!(shown.says("Wrong number"), "{shown}");
    assert!(responder.get("/helpdesk").await.outline().says("0 questions today"));
}

#[store::test(&steps())]
async fn withdrawing_is_undone_from_the_page_and_refused_twice(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    let contact = logged(&responder, &[]).await;
    let withdraw = format!("{contact}/withdraw");
    let after = responder.post(&withdraw, &[]).await.expect(303);
    let page = responder.follow(after).await.expect(200);
    assert!(page.outline().says("Contact withdrawn.") && page.text().contains(&format!("{contact}/restore")));
    responder.post(&withdraw, &[]).await.expect(409);
    assert!(responder.get("/helpdesk/contacts").await.outline().says("0 contacts"));
    let withdrawn = responder.get("/helpdesk/contacts?withdrawn=yes").await.expect(200).outline();
    assert!(withdrawn.says("1 withdrawn contact") && withdrawn.link("2026").is_some_and(|href| href == contact));
    responder.get("/helpdesk/contacts?withdrawn=perhaps").await.expect(400);
    responder.post(&format!("{contact}/restore"), &[]).await.expect(303);
    responder.post(&format!("{contact}/restore"), &[]).await.expect(409);
    let history = responder.get(&contact).await.expect(200).outline();
    assert!(responder.get("/helpdesk/contacts?withdrawn=yes").await.outline().says("0 withdrawn contacts"));
    assert!(history.says("Withdrawn") && history.says("Brought back") && history.says("by you"), "{history}");
}

#[store::test(&steps())]
async fn of_two_corrections_the_second_sees_what_differs_and_keeps_what_was_typed(store: Store) {
    let world = world(&store).await;
    let (responder, coordinator) = (world.responder("general").await, world.coordinator().await);
    let contact = logged(&responder, &[("note", "first words")]).await;
    let form = format!("{contact}/correct");
    coordinator
        .post("/helpdesk/contacts/find", &[("id", contact.rsplit('/').next().unwrap()), ("seen", "1"), ("q", "nurse")])
        .await
        .expect(200);
    let mine = responder.get(&form).await.expect(200).outline();
    let theirs = coordinator.get(&form).await.expect(200).outline();
    let change = |page: &Outline, need: &str, note: &str| {
        let seen = page.field("seen").unwrap().to_owned();
        (seen, need.to_owned(), note.to_owned())
    };
    let (seen, need, note) = change(&theirs, "unmet", "their words");
    let fields = [("seen", seen.as_str()), ("need", &need), ("note", &note)];
    coordinator.post(&form, &typed(&theirs, &fields)).await.expect(303);
    let (seen, need, note) = change(&mine, "partly", "my words");
    let fields = [("seen", seen.as_str()), ("need", &need), ("note", &note)];
    let conflict = responder.post(&form, &typed(&mine, &fields)).await.expect(409).outline();
    assert!(conflict.says("my words") && conflict.says("their words"), "{conflict}");
    assert_eq!((conflict.field("need"), conflict.field("note")), (Some("partly"), Some("my words")));
    let (seen, clash) = (conflict.field("seen").unwrap(), conflict.field("clash").unwrap());
    let fields = [("seen", seen), ("need", "partly"), ("note", "my words"), ("clash", clash), ("redraw", "yes")];
    let french = responder.post(&format!("{form}?lang=fr"), &typed(&conflict, &fields)).await.expect(409).outline();
    assert!(french.says("my words") && french.says("their words"), "another language hides no warning: {french}");
    let fields = [("seen", seen), ("need", "partly"), ("note", "my words")];
    responder.post(&form, &typed(&conflict, &fields)).await.expect(303);
    let shown = responder.get(&format!("{contact}?lang=en")).await.expect(200).outline();
    assert!(shown.says("my words") && shown.says("by a colleague"), "{shown}");
}

#[store::test(&steps())]
async fn everybody_is_refused_what_is_not_theirs(store: Store) {
    let world = world(&store).await;
    let (responder, psychologist) = (world.responder("general").await, world.psychologist("psychologist").await);
    let contact = logged(&responder, &[]).await;
    let secret = logged(&psychologist, &[("line", "psychologist"), ("theme", "home_care")]).await;
    let (colleague, coordinator) = (world.responder("general").await, world.coordinator().await);
    let (analyst, visitor) = (world.analyst().await, world.visitor());
    colleague.get(&contact).await.expect(200);
    colleague.get(&format!("{contact}/correct")).await.expect(403);
    colleague.post(&format!("{contact}/withdraw"), &[]).await.expect(403);
    for (who, client) in [("colleague", &colleague), ("coordinator", &coordinator)] {
        client.get(&secret).await.expect(404);
        client.post(&format!("{secret}/withdraw"), &[]).await.expect(404);
        let listed = client.get("/helpdesk/contacts?line=psychologist").await.expect(200).outline();
        assert!(listed.says("0 contacts"), "{who}: {listed}");
    }
    analyst.get(&contact).await.expect(403);
    analyst.get("/helpdesk").await.expect(403);
    responder.get("/helpdesk/figures").await.expect(403);
    psychologist.get("/helpdesk/figures?line=general").await.expect(403);
    for path in ["/helpdesk", "/helpdesk/contacts", "/helpdesk/figures", contact.as_str()] {
        assert!([401, 303].contains(&visitor.get(path).await.status.as_u16()), "{path}");
    }
    let page = responder.get("/helpdesk/contacts/new").await.outline();
    let fields = typed(&page, &[("line", "psychologist"), ("theme", "home_care")]);
    responder.post("/helpdesk/contacts", &fields).await.expect(403);
    responder.post_unproven("/helpdesk/contacts", &typed(&page, &[])).await.expect(403);
}

#[store::test(&steps())]
async fn every_page_speaks_every_language(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    let contact = logged(&responder, &[("place", "9001")]).await;
    let coordinator = world.coordinator().await;
    let session = [responder.session().unwrap(), coordinator.session().unwrap()];
    let pages = [
        (0, "/helpdesk".to_owned()),
        (0, "/helpdesk/contacts".to_owned()),
        (0, "/helpdesk/contacts/new".to_owned()),
        (0, contact.clone()),
        (0, format!("{contact}/correct")),
        (1, "/helpdesk/figures".to_owned()),
        (1, "/helpdesk/figures?line=psychologist".to_owned()),
    ];
    for lang in Lang::ALL {
        for (who, path) in &pages {
            let reply = world.visitor().speaking(lang).with_session(&session[*who]).get(path).await.expect(200);
            let text = reply.text();
            assert!(text.contains(&format!(r#"<html lang="{lang}""#)), "{path}");
            assert!(!text.contains("helpdesk-") || !reply.outline().says("helpdesk-"), "{path} in {lang} shows a key");
        }
    }
}

#[test]
fn texts_are_whole() {
    let faults = web::testing::check_catalogue(env!("CARGO_MANIFEST_DIR"), &helpdesk::TEXTS);
    assert!(faults.is_empty(), "{faults:#?}");
}
