//! Entries at the pages of those who keep them: changed, confirmed, put back, taken out; others are shown the door politely.

use access::{Role, Scope};
use directory::{EntryId, LocationId, OrganisationId, Origin, ServiceAtLocationId, ServiceId};
use kernel::Lang;
use sea_orm::ConnectionTrait as _;
use store::{Store, sql};
use testkit::{Client, Outline, World};

use crate::world::steps;

fn origin(id: &str) -> Origin {
    Origin::new(Origin::PACK, id)
}

fn shelter() -> EntryId {
    ServiceId::of(&origin("test_shelter")).into()
}

fn refuge() -> OrganisationId {
    OrganisationId::of(&origin("test_refuge"))
}

fn form_of(entry: impl Into<EntryId>) -> String {
    format!("/directory/entries/{}", entry.into())
}

pub async fn testland(store: &Store) -> World {
    let world = World::new(store, [territory::module(), directory::module()]).await;
    world.index().await;
    world
}

/// The fields of a form as they are drawn and would be sent, with some set otherwise.
pub fn drawn<'a>(page: &'a Outline, changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let sent = page.fields.iter().filter_map(|field| Some((field.name.as_str(), field.value.as_deref()?)));
    let kept = sent.filter(|(name, _)| *name != "csrf" && !changed.iter().any(|(other, _)| other == name));
    kept.chain(changed.iter().copied()).collect()
}

async fn change(client: &Client, path: &str, changed: &[(&str, &str)]) -> testkit::Reply {
    let page = client.get(path).await.expect(200).outline();
    client.post(path, &drawn(&page, changed)).await
}

fn all_kinds() -> [String; 4] {
    let at = ServiceAtLocationId::of(&origin("test_shelter"));
    let location = LocationId::of(&origin("test_shelter"));
    [form_of(shelter()), form_of(refuge()), form_of(at), form_of(location)]
}

#[store::test(&steps())]
async fn every_page_of_an_editor_is_whole_in_every_language(store: Store) {
    let world = testland(&store).await;
    let pages = [
        "/directory/worklist".to_owned(),
        "/directory/worklist?work=unverified&theme=orientation".to_owned(),
        "/directory/worklist?work=texts".to_owned(),
        "/directory/parity".to_owned(),
        "/directory/entries/new".to_owned(),
        format!("/directory/entries/new?what=service&of=organisation:{}", refuge()),
        format!("/directory/entries/new?what=service_at_location&of={}", shelter()),
        format!("{}/history", form_of(shelter())),
    ];
    for lang in Lang::ALL {
        let editor = world.editor().await.speaking(lang);
        for page in pages.iter().chain(&all_kinds()) {
            let reply = editor.get(page).await.expect(200);
            let faults = web::testing::check_html(&reply.text());
            assert!(faults.is_empty(), "{lang} {page}: {faults:?}");
            let outline = reply.outline();
            let key = outline.lines.iter().find(|line| line.contains("directory-"));
            assert_eq!(key, None, "{lang} {page} shows a key");
        }
    }
}

#[store::test(&steps())]
async fn a_form_sent_as_it_was_drawn_changes_nothing(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    for path in all_kinds() {
        let sent = change(&editor, &path, &[]).await.expect(303);
        let page = editor.follow(sent).await.expect(200).outline();
        assert!(page.says("Nothing had changed."), "{path}\n{page}");
        let history = editor.get(&format!("{path}/history")).await.expect(200).outline();
        assert!(history.says("No changes yet"), "{path}\n{history}");
    }
}

#[store::test(&steps())]
async fn an_editor_changes_a_service_sees_its_history_and_puts_it_back(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let path = form_of(shelter());
    let fields = [
        ("summary.nl", "Een veilig huis."),
        ("eligibility.max_age", "80"),
        ("costs.0.euro", "14,00"),
        ("documents.1.nl", "Een handdoek"),
        ("note", "heard by phone"),
        ("channel", "phone"),
    ];
    let done = change(&editor, &path, &fields).await.expect(303);
    let page = editor.follow(done).await.expect(200).outline();
    assert!(page.says("Saved."), "{page}");
    assert_eq!((page.field("costs.0.euro"), page.field("eligibility.max_age")), (Some("14.00"), Some("80")));
    assert!(page.says("by phone, on 10 March 2026"), "what was changed is confirmed\n{page}");
    assert_eq!(page.field("summary.fr.state"), Some("outdated"), "the Dutch that it was made from changed");
    world.index().await;
    let public = world.visitor().speaking(Lang::Nl).get(&format!("/services/{}", shelter().id)).await.outline();
    assert!(public.says("Een veilig huis.") && public.says("14 (per nacht)"), "{public}");

    let history = editor.get(&format!("{path}/history")).await.expect(200).outline();
    assert!(history.says("heard by phone") && history.says("by you") && history.says("Een veilige plek"), "{history}");
    let back = editor.post(&format!("{path}/restore"), &[("number", "1")]).await.expect(303);
    assert!(editor.follow(back).await.outline().says("The earlier version is back."));
    let page = editor.get(&path).await.expect(200).outline();
    assert_eq!(page.field("summary.nl"), Some("Een veilige plek om te slapen."));
    editor.post(&format!("{path}/restore"), &[("number", "77")]).await.expect(404);
}

#[store::test(&steps())]
async fn what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let at = form_of(ServiceAtLocationId::of(&origin("test_shelter")));
    let fields = [("opening_hours", "in the morning"), ("phone", "call me"), ("closures.0.from", "tomorrow")];
    let page = change(&editor, &at, &fields).await.expect(422).outline();
    assert_eq!((page.field("opening_hours"), page.field("phone")), (Some("in the morning"), Some("call me")));
    assert!(page.says("Fill in a first day"), "{page}");
    let fields = [("opening_hours", "in the morning"), ("phone", "call me")];
    let page = change(&editor, &at, &fields).await.expect(422).outline();
    assert!(page.says("We cannot read these opening hours") && page.says("This is no phone number"), "{page}");
    let page = change(&editor, &at, &[("phone", "02\0")]).await.expect(422).outline();
    assert!(page.says("We cannot keep this as it is"), "{page}");
    let page = change(&editor, &form_of(refuge()), &[("names.nl", ""), ("names.fr", ""), ("names.en", "")]).await;
    assert!(page.expect(422).outline().says("the entry cannot be without it"));
    let good = change(&editor, &at, &[("opening_hours", "Mo-Fr 09:00-12:00")]).await.expect(303);
    let page = editor.follow(good).await.outline();
    assert!(page.says("from 9:00 to 12:00") || page.says("9:00"), "the week that the hours make\n{page}");
}

#[store::test(&steps())]
async fn words_in_the_place_of_a_number_are_refused_and_where_they_stand_call_nothing(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await.speaking(Lang::En);
    for typed in ["by appointment", "---", "+"] {
        let page = change(&editor, &form_of(refuge()), &[("phone", typed)]).await.expect(422).outline();
        assert!(page.says("nobody could call it") && page.says("Write the digits of the number"), "{typed}\n{page}");
    }
    // A source of long ago may have brought some.
    let nurses = OrganisationId::of(&origin("test_nurses_north"));
    let nursing = ServiceId::of(&origin("test_home_nursing"));
    let tx = store.begin().await.unwrap();
    for table in ["organisation", "service_at_location"] {
        let text = format!("update {table} set phone = 'by appointment'");
        tx.execute_raw(sql(&tx, &text, [])).await.unwrap();
    }
    tx.commit().await.unwrap();
    let visitor = world.visitor().speaking(Lang::En);
    for path in [format!("/organisations/{nurses}"), format!("/services/{nursing}"), format!("/sheet?s={nursing}")] {
        let page = visitor.get(&path).await.expect(200);
        assert!(page.outline().says("by appointment"), "{path}\n{}", page.outline());
        assert!(!page.text().contains("href=\"tel:\""), "{path}: a link that calls nothing");
        assert!(web::testing::check_html(&page.text()).is_empty(), "{path}");
    }
    let pdf = visitor.get(&format!("/sheet/pdf?s={nursing}")).await.expect(200);
    assert!(!String::from_utf8_lossy(&pdf.body).contains("(tel:)"));
}

#[store::test(&steps())]
async fn of_two_editors_the_second_sees_both_and_decides(store: Store) {
    let world = testland(&store).await;
    let (one, two) = (world.editor().await, world.editor().await);
    let path = form_of(refuge());
    let mine = one.get(&path).await.expect(200).outline();
    change(&two, &path, &[("phone", "02 222 22 22")]).await.expect(303);
    let clash = one.post(&path, &drawn(&mine, &[("phone", "02 111 11 11")])).await.expect(409).outline();
    assert!(clash.says("02 222 22 22") && clash.field("phone") == Some("02 111 11 11"), "{clash}");
    one.post(&path, &drawn(&clash, &[])).await.expect(303);
    assert_eq!(one.get(&path).await.outline().field("phone"), Some("02 111 11 11"));
}

#[store::test(&steps())]
async fn what_a_colleague_changed_is_not_undone_by_a_form_from_before(store: Store) {
    let world = testland(&store).await;
    let (one, two) = (world.editor().await, world.editor().await);
    let path = form_of(refuge());
    let mine = one.get(&path).await.expect(200).outline();
    let theirs = [("phone", "02 222 22 22"), ("website", "https://example.org/new")];
    change(&two, &path, &theirs).await.expect(303);
    let typed = [("email", "mine@example.org"), ("note", "they called")];
    let clash = one.post(&path, &drawn(&mine, &typed)).await.expect(409).outline();
    assert_eq!(
        (clash.field("email"), clash.field("phone")),
        (Some("mine@example.org"), Some("02 222 22 22")),
        "{clash}"
    );
    assert_eq!(clash.field("note"), Some("they called"), "nothing typed is lost");
    one.post(&path, &drawn(&clash, &[])).await.expect(303);
    let page = one.get(&path).await.outline();
    let kept = [("email", "mine@example.org"), ("phone", "02 222 22 22"), ("website", "https://example.org/new")];
    kept.iter().for_each(|(name, value)| assert_eq!(page.field(name), Some(*value), "{name}"));
    let old = one.post(&path, &drawn(&mine, &[])).await.expect(303);
    assert!(one.follow(old).await.outline().says("Nothing had changed."), "who typed nothing changes nothing");
}

#[store::test(&steps())]
async fn a_partner_keeps_their_own_entries_and_no_others(store: Store) {
    let world = testland(&store).await;
    let partner = world.somebody(&[(Role::Partner, Scope::Organisation(refuge().to_string()))]).await;
    for path in all_kinds() {
        partner.get(&path).await.expect(200);
    }
    change(&partner, &form_of(refuge()), &[("phone", "02 333 33 33")]).await.expect(303);
    let other = form_of(OrganisationId::of(&origin("test_support")));
    partner.get(&other).await.expect(403);
    partner.post(&other, &[("seen", "1")]).await.expect(403);
    let nursing: EntryId = ServiceId::of(&origin("test_home_nursing")).into();
    partner.post(&format!("{}/confirm", form_of(nursing)), &[("channel", "phone")]).await.expect(403);
    let list = partner.get("/directory/worklist?work=unverified").await.expect(200).outline();
    assert!(!list.says("Home nursing North"), "{list}");
    for work in ["proposals", "disputed", "due", "unverified", "hours", "placeless", "texts"] {
        let list = partner.get(&format!("/directory/worklist?work={work}")).await.expect(200).outline();
        for (_, href) in
            list.links.iter().filter(|(_, href)| href.starts_with("/directory/entries/") && !href.ends_with("new"))
        {
            partner.get(href).await.expect(200);
        }
    }
    partner.post(&format!("{}/retire", form_of(refuge())), &[]).await.expect(403);
    let somebody = world.responder("general").await;
    somebody.get(&form_of(shelter())).await.expect(403);
    assert!(world.visitor().get(&form_of(shelter())).await.location().is_some_and(|to| to.starts_with("/sign-in")));
}

#[store::test(&steps())]
async fn all_is_still_right_in_one_click_and_leaves_the_worklist(store: Store) {
    let world = testland(&store).await;
    let responder = world.responder("general").await;
    let nursing = ServiceId::of(&origin("test_home_nursing"));
    let editor = world.editor().await;
    let before = editor.get("/directory/worklist?work=unverified").await.expect(200).outline();
    assert!(before.says("Home nursing North"), "{before}");
    let sent = [("channel", "phone"), ("back", "page")];
    let done = responder.post(&format!("{}/confirm", form_of(nursing)), &sent).await.expect(303);
    let page = responder.follow(done).await.expect(200).outline();
    assert!(page.says("Confirmed. Thank you."), "{page}");
    assert!(page.says("Confirmed (by phone) on Tuesday 10 March 2026"), "{page}");
    let after = editor.get("/directory/worklist?work=unverified").await.expect(200).outline();
    assert!(!after.says("Home nursing North"), "{after}");
    responder.post(&format!("{}/confirm", form_of(nursing)), &[("channel", "source")]).await.expect(400);
    world.clock().advance(jiff::Span::new().hours(24 * 85));
    let due = world.editor().await.get("/directory/worklist?work=due").await.expect(200).outline();
    assert!(!due.says("Home nursing North"), "contact data hold half a year\n{due}");
    world.clock().advance(jiff::Span::new().hours(24 * 90));
    let due = world.editor().await.get("/directory/worklist?work=due").await.expect(200).outline();
    assert!(due.says("Home nursing North") && due.says("Due"), "{due}");
}

#[store::test(&steps())]
async fn an_entry_is_made_with_its_place_and_found(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let make = async |path: &str, changed: &[(&str, &str)]| {
        let page = editor.get(path).await.expect(200).outline();
        let sent = drawn(&page, changed).into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        let sent: Vec<_> = sent.collect();
        let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let twice = editor.post("/directory/entries/new", &sent).await.expect(303);
        let made = editor.post("/directory/entries/new", &sent).await.expect(303);
        assert_eq!(made.location(), twice.location(), "sent twice, made once");
        made.location().unwrap().rsplit('/').next().unwrap().to_owned()
    };
    let organisation = make("/directory/entries/new", &[("names.en", "Soup Friends")]).await;
    let new = format!("/directory/entries/new?what=service&of={organisation}");
    let service = make(&new, &[("names.en", "Blorft soup"), ("themes.main", "home_care")]).await;
    let new = format!("/directory/entries/new?what=service_at_location&of={service}");
    make(&new, &[("street.nl", "Soepstraat"), ("house_number", "3"), ("postal_code", "9001")]).await;
    world.index().await;
    let found = world.visitor().get("/search?q=blorft").await.expect(200).outline();
    assert!(found.says("Blorft soup") && found.says("Soepstraat 3"), "{found}");
    let bad = editor.post("/directory/entries/new", &[("what", "service"), ("id", &"0".repeat(32))]).await;
    bad.expect(400);
    let page = editor.get("/directory/entries/new").await.expect(200).outline();
    let again = editor.post("/directory/entries/new", &drawn(&page, &[])).await.expect(422).outline();
    assert!(again.says("the entry cannot be without it"), "{again}");
}

#[store::test(&steps())]
async fn what_is_taken_out_says_so_and_comes_back(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let path = form_of(refuge());
    let done = editor.post(&format!("{path}/retire"), &[("note", "stopped")]).await.expect(303);
    let page = editor.follow(done).await.expect(200);
    assert!(page.outline().says("Taken out of the directory.") && page.text().contains("bring-back"));
    world.index().await;
    world.visitor().get(&format!("/services/{}", shelter().id)).await.expect(410);
    let gone = editor.get(&format!("{}/history", form_of(shelter()))).await.expect(200).outline();
    assert!(gone.says("Together with another entry"), "{gone}");
    let refused = editor.post(&format!("{}/bring-back", form_of(shelter())), &[]).await.expect(409);
    let history = format!("{path}/history");
    assert!(refused.outline().links.iter().any(|(_, href)| *href == history), "the way out leads somewhere");
    editor.get(&history).await.expect(200);
    editor.post(&format!("{path}/bring-back"), &[]).await.expect(303);
    editor.post(&format!("{path}/bring-back"), &[]).await.expect(409);
    world.visitor().get(&format!("/services/{}", shelter().id)).await.expect(200);
}
