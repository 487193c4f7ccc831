//! Proposals: anybody says what is not right, without an account; whoever keeps the entry decides, in whole or in part.

use access::{Role, Scope};
use directory::duplicates::choosing::Choices;
use directory::duplicates::merging::{merge, unmerge};
use directory::{OrganisationId, Origin, ServiceId};
use sea_orm::ConnectionTrait as _;
use store::{Store, sql};
use testkit::{Client, Outline, World};

use crate::world::steps;

fn origin(id: &str) -> Origin {
    Origin::new(Origin::PACK, id)
}

fn nursing() -> String {
    format!("/services/{}", ServiceId::of(&origin("test_home_nursing")))
}

async fn testland(store: &Store) -> World {
    let world = World::new(store, [territory::module(), directory::module()]).await;
    world.index().await;
    world
}

fn drawn<'a>(page: &'a Outline, changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let sent = page.fields.iter().filter_map(|field| Some((field.name.as_str(), field.value.as_deref()?)));
    let kept = sent.filter(|(name, _)| *name != "csrf" && !changed.iter().any(|(other, _)| other == name));
    kept.chain(changed.iter().copied()).collect()
}

/// Proposes something on a page, and answers the address of the page that tells what becomes of it.
async fn propose(client: &Client, path: &str, changed: &[(&str, &str)]) -> String {
    let path = format!("{path}/propose");
    let page = client.get(&path).await.expect(200).outline();
    let sent = client.post(&path, &drawn(&page, changed)).await.expect(303);
    sent.location().unwrap().to_owned()
}

/// Where the oldest proposal is decided.
async fn oldest(keeper: &Client) -> String {
    let list = keeper.get("/directory/worklist?work=proposals").await.expect(200).outline();
    let (_, href) = list.links.iter().find(|(_, href)| href.starts_with("/directory/proposals/")).unwrap();
    href.clone()
}

async fn count(store: &Store, text: &str) -> i64 {
    let row = store.read().query_one_raw(sql(store.read(), text, [])).await.unwrap().unwrap();
    row.try_get("", "n").unwrap()
}

#[store::test(&steps())]
async fn a_visitor_proposes_and_sees_what_became_of_it(store: Store) {
    let world = testland(&store).await;
    let (visitor, editor) = (world.visitor(), world.editor().await);
    let page = visitor.get(&nursing()).await.expect(200).outline();
    assert_eq!(page.link("Something wrong"), Some(format!("{}/propose", nursing()).as_str()), "{page}");
    let fields = [
        ("summary.nl", "Wondzorg, dag en nacht."),
        ("phone", "02 999 99 99"),
        ("words", "my neighbour Tester told me"),
        ("reply", "neighbour@example.org"),
    ];
    let link = propose(&visitor, &nursing(), &fields).await;
    let told = visitor.get(&link).await.expect(200).outline();
    assert!(told.says("Waiting") && told.says("02 999 99 99") && told.says("not yet"), "{told}");
    assert!(!told.says("neighbour"), "whoever has the link reads nothing about persons\n{told}");
    for text in ["select count(*) as n from directory_proposal where cast(note as text) like '%Tester%'"] {
        assert_eq!(count(&store, text).await, 0, "sealed");
    }

    let review = oldest(&editor).await;
    let page = editor.get(&review).await.expect(200).outline();
    for expected in
        ["my neighbour Tester told me", "neighbour@example.org", "02 999 99 99", "dag en nacht", "by a visitor"]
    {
        assert!(page.says(expected) || page.link(expected).is_some(), "{expected}\n{page}");
    }
    let phone = page.fields.iter().find(|field| field.value.as_deref().is_some_and(|value| value.ends_with("/phone")));
    let phone = phone.unwrap().value.clone().unwrap();
    let decision = [("taken", phone.as_str()), ("channel", "phone"), ("decision", "accept"), ("answer", "Thank you!")];
    let done = editor.post(&review, &decision).await.expect(303);
    assert!(editor.follow(done).await.outline().says("Taken over in part."));
    editor.post(&review, &decision).await.expect(409);
    let told = visitor.get(&link).await.expect(200).outline();
    assert!(told.says("Taken over in part") && told.says("Thank you!"), "{told}");
    let service = visitor.get(&nursing()).await.expect(200).outline();
    assert!(service.says("02 999 99 99") && !service.says("dag en nacht"), "{service}");
    world.clock().advance(jiff::Span::new().hours(24 * 200));
    visitor.get(&link).await.expect(404);
}

#[store::test(&steps())]
async fn words_alone_are_a_proposal_and_nothing_is_none(store: Store) {
    let world = testland(&store).await;
    let (visitor, editor) = (world.visitor(), world.editor().await);
    let path = format!("{}/propose", nursing());
    let page = visitor.get(&path).await.expect(200).outline();
    let empty = visitor.post(&path, &drawn(&page, &[])).await.expect(422).outline();
    assert!(empty.says("Write what is not right, or change a field."), "{empty}");
    let wrong = [("phone", "call me"), ("reply", "nobody"), ("words", "kept")];
    let again = visitor.post(&path, &drawn(&page, &wrong)).await.expect(422).outline();
    assert!(again.says("This is no e-mail address"), "{again}");
    let wrong = [("phone", "call me"), ("words", "kept")];
    let again = visitor.post(&path, &drawn(&page, &wrong)).await.expect(422).outline();
    assert!(again.says("This is no phone number") && again.field("words") == Some("kept"), "{again}");
    let link = propose(&visitor, &nursing(), &[("words", "They moved.")]).await;
    let review = oldest(&editor).await;
    editor.post(&review, &[("decision", "accept"), ("answer", "We asked them.")]).await.expect(303);
    assert!(visitor.get(&link).await.outline().says("Taken over"));
    editor.post(&review, &[("decision", "perhaps")]).await.expect(400);
}

#[store::test(&steps())]
async fn what_the_public_may_not_say_is_not_heard(store: Store) {
    let world = testland(&store).await;
    let visitor = world.visitor();
    let shelter = format!("/services/{}", ServiceId::of(&origin("test_shelter")));
    let page = visitor.get(&format!("{shelter}/propose")).await.expect(200).outline();
    assert!(page.field("street.nl").is_none() && page.field("postal_code").is_none(), "its place is secret\n{page}");
    let fields = [("themes", "home_care"), ("fallback", "yes"), ("street.nl", "Guessed"), ("words", "x")];
    let sent = visitor.post(&format!("{shelter}/propose"), &fields).await.expect(303);
    let told = visitor.follow(sent).await.expect(200).outline();
    assert!(!told.says("Guessed") && !told.says("Theme"), "{told}");
}

#[store::test(&steps())]
async fn a_flood_from_one_network_is_refused_with_a_sentence(store: Store) {
    let world = testland(&store).await;
    let visitor = world.visitor();
    let path = format!("{}/propose", nursing());
    for _ in 0..10 {
        visitor.post(&path, &[("words", "again")]).await.expect(303);
    }
    let told = "select count(*) as n from journal_entry";
    let before = count(&store, told).await;
    // One too many is refused while somebody else writes: it does not even begin to.
    let busy = store.begin().await.unwrap();
    for _ in 0..30 {
        let sent = visitor.post(&path, &[("words", "again"), ("phone", "02 999 99 99")]);
        let refused =
            tokio::time::timeout(std::time::Duration::from_secs(20), sent).await.expect("no waiting to write");
        let refused = refused.expect(429);
        let faults = web::testing::check_html(&refused.text());
        assert!(faults.is_empty(), "{faults:?}");
        let refused = refused.outline();
        assert!(refused.says("Too many proposals came from here"), "{refused}");
        assert_eq!(refused.field("words"), Some("again"), "nothing typed is lost");
        assert_eq!(refused.field("phone"), Some("02 999 99 99"), "nothing typed is lost");
        assert_eq!(refused.field("summary.nl"), None, "the form is not drawn for it");
    }
    busy.rollback().await.unwrap();
    assert_eq!(count(&store, "select count(*) as n from directory_proposal").await, 10);
    assert_eq!(count(&store, told).await, before, "and leaves no trace");
    let keeper = world.responder("general").await;
    keeper.post(&path, &[("words", "heard in a contact")]).await.expect(303);
    world.clock().advance(jiff::Span::new().hours(2));
    visitor.post(&path, &[("words", "later")]).await.expect(303);
}

#[store::test(&steps())]
async fn what_waits_from_one_network_closes_an_entry_for_nobody_else(store: Store) {
    let world = testland(&store).await;
    let visitor = world.visitor();
    let path = format!("{}/propose", nursing());
    for sent in 0..25 {
        visitor.post(&path, &[("words", "again")]).await.expect(303);
        if sent % 9 == 8 {
            world.clock().advance(jiff::Span::new().hours(2));
        }
    }
    visitor.post(&path, &[("words", "again")]).await.expect(429);
    world.responder("general").await.post(&path, &[("words", "heard in a contact")]).await.expect(303);
    world.clock().advance(jiff::Span::new().hours(48));
    visitor.post(&path, &[("words", "nobody answered yet")]).await.expect(429);
}

#[store::test(&steps())]
async fn only_who_keeps_the_entry_decides(store: Store) {
    let world = testland(&store).await;
    let organisation = OrganisationId::of(&origin("test_support"));
    propose(&world.visitor(), &format!("/organisations/{organisation}"), &[("email", "new@example.org")]).await;
    let review = oldest(&world.editor().await).await;
    let of = |id: OrganisationId| [(Role::Partner, Scope::Organisation(id.to_string()))];
    let other = world.somebody(&of(OrganisationId::of(&origin("test_refuge")))).await;
    other.get(&review).await.expect(403);
    other.post(&review, &[("decision", "decline")]).await.expect(403);
    world.responder("general").await.get(&review).await.expect(403);
    let own = world.somebody(&of(organisation)).await;
    let page = own.get(&review).await.expect(200).outline();
    own.post(&review, &drawn(&page, &[("decision", "accept")])).await.expect(303);
    let shown = world.visitor().get(&format!("/organisations/{organisation}")).await.expect(200);
    assert!(shown.text().contains("mailto:new@example.org"));
    world.visitor().get("/proposals/0000").await.expect(404);
    world.visitor().get(&format!("/proposals/{}", "a".repeat(300))).await.expect(404);
}

#[store::test(&steps())]
async fn what_people_wrote_of_themselves_is_forgotten_after_the_decision(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    propose(&world.visitor(), &nursing(), &[("words", "they moved"), ("reply", "a@example.org")]).await;
    let review = oldest(&editor).await;
    editor.post(&review, &[("decision", "decline"), ("answer", "We asked: they did not.")]).await.expect(303);
    let kept = "select count(*) as n from directory_proposal where note is not null or email is not null";
    world.clock().advance(jiff::Span::new().hours(24 * 29));
    directory::proposal::forget(&world.house).await.unwrap();
    assert_eq!(count(&store, kept).await, 1);
    world.clock().advance(jiff::Span::new().hours(24 * 2));
    assert_eq!(directory::proposal::forget(&world.house).await.unwrap(), 1);
    assert_eq!(count(&store, kept).await, 0);
    let editor = world.editor().await;
    let page = editor.get(&review).await.expect(200).outline();
    assert!(!page.says("they moved") && page.says("We asked: they did not."), "{page}");
}

#[store::test(&steps())]
async fn the_worklist_tells_proposals_apart_and_names_nobody(store: Store) {
    let world = testland(&store).await;
    let visitor = world.visitor();
    propose(&visitor, &nursing(), &[("phone", "02 999 99 99"), ("summary.nl", "Wondzorg.")]).await;
    let words = [("words", "my neighbour Tester told me"), ("reply", "tester@example.org")];
    propose(&visitor, &nursing(), &words).await;
    world.clock().advance(jiff::Span::new().hours(48));
    let keeps = OrganisationId::of(&origin("test_refuge")).to_string();
    let partner = world.somebody(&[(Role::Partner, Scope::Organisation(keeps))]).await;
    propose(&partner, &nursing(), &[("email", "new@example.org")]).await;
    let editor = world.editor().await.speaking(kernel::Lang::En);
    let list = editor.get("/directory/worklist?work=proposals").await.expect(200);
    let outline = list.outline();
    for expected in [
        "10 March 2026",
        "12 March 2026",
        "by a visitor",
        "by somebody who keeps an entry of an organisation",
        "In one sentence, Phone",
        "in words",
        "E-mail",
    ] {
        assert!(outline.says(expected), "{expected}\n{outline}");
    }
    assert!(!outline.says("Tester") && !outline.says("tester@"), "{outline}");
    assert!(web::testing::check_html(&list.text()).is_empty());
}

#[store::test(&steps())]
async fn what_waits_about_an_entry_that_goes_lapses_and_waits_again_when_it_is_back(store: Store) {
    let world = testland(&store).await;
    let (visitor, editor) = (world.visitor(), world.editor().await);
    let link = propose(&visitor, &nursing(), &[("words", "they moved"), ("reply", "a@example.org")]).await;
    let review = oldest(&editor).await;
    let entry = format!("/directory/entries/service:{}", ServiceId::of(&origin("test_home_nursing")));
    editor.post(&format!("{entry}/retire"), &[("note", "stopped")]).await.expect(303);
    assert!(visitor.get(&link).await.expect(200).outline().says("Lapsed: the entry is gone"));
    let list = "/directory/worklist?work=proposals";
    assert!(!editor.get(list).await.expect(200).text().contains("/directory/proposals/"), "nothing is left to decide");
    editor.post(&review, &[("decision", "decline")]).await.expect(409);
    editor.post(&format!("{entry}/bring-back"), &[]).await.expect(303);
    assert!(visitor.get(&link).await.expect(200).outline().says("Waiting"));
    assert_eq!(oldest(&editor).await, review);

    editor.post(&format!("{entry}/retire"), &[]).await.expect(303);
    world.clock().advance(jiff::Span::new().hours(24 * 31));
    assert_eq!(directory::proposal::forget(&world.house).await.unwrap(), 1, "what they wrote of themselves goes");
}

#[store::test(&steps())]
async fn a_proposal_about_nothing_is_listed_so_that_somebody_closes_it(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    propose(&world.visitor(), &nursing(), &[("words", "they moved")]).await;
    let review = oldest(&editor).await;
    let tx = store.begin().await.unwrap();
    let nowhere = uuid::Uuid::from_u128(1);
    tx.execute_raw(sql(&tx, "update directory_proposal set entry_id = $1", [nowhere.into()])).await.unwrap();
    tx.commit().await.unwrap();
    let list = editor.get("/directory/worklist?work=proposals").await.expect(200).outline();
    assert_eq!(list.link("an entry that is no longer in the directory"), Some(review.as_str()), "{list}");
    editor.post(&review, &[("decision", "decline"), ("answer", "It is gone.")]).await.expect(303);
    assert_eq!(count(&store, "select count(*) as n from directory_proposal where state = 'waiting'").await, 0);
}

#[store::test(&steps())]
async fn what_waits_about_an_entry_that_is_merged_goes_along_and_comes_back(store: Store) {
    let world = testland(&store).await;
    let (cx, editor) = (world.system(), world.editor().await);
    let (kept, merged) = (OrganisationId::of(&origin("test_support")), OrganisationId::of(&origin("test_refuge")));
    let path = format!("/organisations/{merged}");
    propose(&world.visitor(), &path, &[("email", "new@example.org")]).await;
    let review = oldest(&editor).await;
    let tx = store.begin().await.unwrap();
    merge(&cx, &tx, kept.into(), merged.into(), &Choices::new()).await.unwrap();
    tx.commit().await.unwrap();
    let page = editor.get(&review).await.expect(200).outline();
    assert_eq!(page.link("See the page"), Some(format!("/organisations/{kept}").as_str()), "{page}");
    let tx = store.begin().await.unwrap();
    unmerge(&cx, &tx, merged.into()).await.unwrap();
    tx.commit().await.unwrap();
    let page = editor.get(&review).await.expect(200).outline();
    editor.post(&review, &drawn(&page, &[("decision", "accept")])).await.expect(303);
    assert!(world.visitor().get(&path).await.expect(200).text().contains("new@example.org"));
    let other = world.visitor().get(&format!("/organisations/{kept}")).await.expect(200);
    assert!(!other.text().contains("new@example.org"), "it was about the one that is back");
}

#[store::test(&steps())]
async fn who_proposes_about_a_merged_entry_is_led_on_with_their_words(store: Store) {
    let world = testland(&store).await;
    let (kept, merged) = (OrganisationId::of(&origin("test_support")), OrganisationId::of(&origin("test_refuge")));
    let [old, new] = [merged, kept].map(|id| format!("/organisations/{id}/propose"));
    let visitor = world.visitor();
    let form = visitor.get(&old).await.expect(200).outline();
    let tx = store.begin().await.unwrap();
    merge(&world.system(), &tx, kept.into(), merged.into(), &Choices::new()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(visitor.get(&old).await.expect(301).location(), Some(new.as_str()));
    let typed = [("words", "They moved."), ("email", "new@example.org")];
    let back = visitor.post(&old, &drawn(&form, &typed)).await.expect(409).outline();
    assert!(back.says("merged meanwhile") && back.field("words") == Some("They moved."), "{back}");
    assert_eq!(count(&store, "select count(*) as n from directory_proposal").await, 0, "nobody meant this one yet");
    visitor.post(&new, &drawn(&back, &[])).await.expect(303);
    assert_eq!(count(&store, "select count(*) as n from directory_proposal_part").await, 0, "only what was typed");
}

#[store::test(&steps())]
async fn the_pages_of_proposals_are_whole_in_every_language(store: Store) {
    let world = testland(&store).await;
    let link = propose(&world.visitor(), &nursing(), &[("phone", "02 999 99 99"), ("words", "x")]).await;
    let review = oldest(&world.editor().await).await;
    let organisation = format!("/organisations/{}/propose", OrganisationId::of(&origin("test_support")));
    let shelter = format!("/services/{}/propose", ServiceId::of(&origin("test_shelter")));
    for lang in kernel::Lang::ALL {
        let editor = world.editor().await.speaking(lang);
        for page in [&link, &review, &organisation, &shelter, "/directory/worklist?work=proposals"] {
            let reply = editor.get(page).await.expect(200);
            let faults = web::testing::check_html(&reply.text());
            assert!(faults.is_empty(), "{lang} {page}: {faults:?}");
            assert!(!reply.outline().lines.iter().any(|line| line.contains("directory-")), "{lang} {page}");
        }
    }
}
