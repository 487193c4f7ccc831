//! Confirming field by field: everything that people rely on counts, for as long as such a field stays true.

use access::{Role, Scope};
use directory::entry::confirmations::{Channel, confirm_itself};
use directory::{EntryId, OrganisationId, Origin, ServiceAtLocationId, ServiceId};
use kernel::Lang;
use sea_orm::ConnectionTrait as _;
use store::{Store, sql};

use crate::editing::{drawn, testland};
use crate::import::count;
use crate::world::steps;

fn origin(id: &str) -> Origin {
    Origin::new(Origin::PACK, id)
}

/// How many days the confirmation of a field holds; nothing when there is none.
async fn days(store: &Store, entry: EntryId, field: &str) -> Option<i64> {
    let text =
        "select confirmed_on, valid_until from directory_confirmation where kind = $1 and entry_id = $2 and field = $3";
    let values = [entry.kind.into(), entry.id.into(), field.into()];
    let row = store.read().query_one_raw(sql(store.read(), text, values)).await.unwrap()?;
    let day = |column| row.try_get::<kernel::Day>("", column).unwrap();
    Some(day("valid_until").days_since(day("confirmed_on")))
}

/// Fills in what the shelter asks, costs and takes along, and whether its place has room.
async fn filled(world: &testkit::World) -> [EntryId; 2] {
    let service: EntryId = ServiceId::of(&origin("test_shelter")).into();
    let at: EntryId = ServiceAtLocationId::of(&origin("test_shelter")).into();
    let editor = world.editor().await;
    let change = async |entry: EntryId, fields: &[(&str, &str)]| {
        let path = format!("/directory/entries/{entry}");
        let page = editor.get(&path).await.expect(200).outline();
        editor.post(&path, &drawn(&page, fields)).await.expect(303);
    };
    change(
        service,
        &[
            ("costs.0.sort", "free"),
            ("documents.0.en", "An identity card"),
            ("eligibility.min_age", "18"),
            ("activation.text.en", "Ring the bell."),
            ("plain.en", "A bed for the night."),
        ],
    )
    .await;
    change(
        at,
        &[
            ("opening_hours", "Mo-Fr 09:00-12:00"),
            ("phone", "02 000 00 00"),
            ("capacity.places", "3"),
            ("closures.0.from", "2026-07-01"),
            ("closures.0.until", "2026-07-31"),
        ],
    )
    .await;
    [service, at]
}

#[store::test(&steps())]
async fn what_goes_wrong_soonest_is_confirmed_and_holds_as_long_as_it_stays_true(store: Store) {
    let world = testland(&store).await;
    let [service, at] = filled(&world).await;
    let editor = world.editor().await;
    for entry in [service, at] {
        editor.post(&format!("/directory/entries/{entry}/confirm"), &[("channel", "phone")]).await.expect(303);
    }
    for (entry, field, expected) in [
        (service, "costs", 365),
        (service, "documents", 365),
        (service, "eligibility", 365),
        (service, "activation", 365),
        (service, "themes", 365),
        (service, "plain", 365),
        (at, "capacity", 90),
        (at, "closures", 90),
        (at, "opening_hours", 90),
        (at, "phone", 180),
    ] {
        assert_eq!(days(&store, entry, field).await, Some(expected), "{field}");
    }
    assert_eq!(days(&store, service, "evidence").await, None, "what it rests on is nobody's to confirm");
    let page = editor.speaking(Lang::En).get(&format!("/directory/entries/{at}")).await.expect(200).outline();
    assert!(page.says("Fresh"), "{page}");
}

#[store::test(&steps())]
async fn what_nobody_confirmed_is_due_beside_what_somebody_did(store: Store) {
    let world = testland(&store).await;
    let [service, at] = filled(&world).await;
    let refuge: EntryId = OrganisationId::of(&origin("test_refuge")).into();
    let (at_path, refuge_path) = (format!("/directory/entries/{at}"), format!("/directory/entries/{refuge}"));
    let editor = world.editor().await.speaking(Lang::En);
    let due = async || editor.get("/directory/worklist?work=due").await.expect(200).outline();
    let lists = |page: &testkit::Outline, path: &str| page.links.iter().any(|(_, to)| to == path);
    let none = due().await;
    assert!(!lists(&none, &at_path) && !lists(&none, &refuge_path), "nobody began to confirm them\n{none}");

    for (path, number) in [(&at_path, "02 111 11 11"), (&refuge_path, "02 222 22 22")] {
        let page = editor.get(path).await.expect(200).outline();
        let heard = [("phone", number), ("email", "post@example.org"), ("channel", "phone")];
        editor.post(path, &drawn(&page, &heard)).await.expect(303);
    }
    let now = due().await;
    assert!(
        lists(&now, &at_path) && now.says("Opening hours") && now.says("Room"),
        "hours were never confirmed\n{now}"
    );
    assert!(!lists(&now, &refuge_path), "number and mailbox were, and it has nothing else that changes soon\n{now}");
    let partner = world.somebody(&[(Role::Partner, Scope::Organisation(refuge.id.to_string()))]).await;
    let own = partner.get("/directory/worklist?work=due").await.expect(200).outline();
    assert!(lists(&own, &at_path), "a partner sees their own\n{own}");
    editor.post(&format!("{at_path}/confirm"), &[("channel", "visit")]).await.expect(303);
    assert!(!lists(&due().await, &at_path), "and it can be done");

    // What a source says of the day on which it looked stands for what nobody confirmed here.
    let nursing: EntryId = ServiceId::of(&origin("test_home_nursing")).into();
    let [own, by_source] = [nursing, service].map(|entry| format!("/directory/entries/{entry}"));
    for path in [&own, &by_source] {
        let page = editor.get(path).await.expect(200).outline();
        editor.post(path, &drawn(&page, &[("plain.en", "A bed."), ("channel", "phone")])).await.expect(303);
    }
    let now = due().await;
    assert!(lists(&now, &own) && now.says("State"), "{now}");
    assert!(!lists(&now, &by_source), "its source looked\n{now}");
}

#[store::test(&steps())]
async fn an_organisation_confirms_the_same_about_itself(store: Store) {
    let world = testland(&store).await;
    let [service, at] = filled(&world).await;
    let tx = store.begin().await.unwrap();
    let refuge = OrganisationId::of(&origin("test_refuge"));
    confirm_itself(&world.system(), &tx, refuge, Channel::Mail).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((days(&store, service, "costs").await, days(&store, at, "capacity").await), (Some(365), Some(90)));
}

#[store::test(&steps())]
async fn one_confirmed_field_makes_nothing_fresh(store: Store) {
    let world = testland(&store).await;
    let [_, at] = filled(&world).await;
    let editor = world.editor().await.speaking(Lang::En);
    let path = format!("/directory/entries/{at}");
    let page = editor.get(&path).await.expect(200).outline();
    editor.post(&path, &drawn(&page, &[("phone", "02 111 11 11"), ("channel", "phone")])).await.expect(303);
    assert_eq!(days(&store, at, "phone").await, Some(180));
    let page = editor.get(&path).await.expect(200).outline();
    assert!(page.says("Due") && !page.says("Fresh"), "its hours were never confirmed\n{page}");

    let nursing: EntryId = ServiceId::of(&origin("test_home_nursing")).into();
    let path = format!("/directory/entries/{nursing}");
    let page = editor.get(&path).await.expect(200).outline();
    editor.post(&path, &drawn(&page, &[("summary.en", "Nursing."), ("channel", "phone")])).await.expect(303);
    let confirmed = "select count(*) as n from directory_confirmation where kind = 'service' and field = 'summary'
                     and channel = 'phone'";
    assert_eq!(count(&store, confirmed).await, 1);
    let list = editor.get("/directory/worklist?work=unverified").await.expect(200).outline();
    assert!(list.links.iter().any(|(_, to)| *to == path), "nobody looked at the whole of it\n{list}");
}

#[store::test(&steps())]
async fn what_somebody_else_changed_meanwhile_is_not_confirmed_by_who_did_not_see_it(store: Store) {
    let world = testland(&store).await;
    let [service, at] = filled(&world).await;
    let editor = world.editor().await.speaking(Lang::En);
    let path = format!("/directory/entries/{service}");
    let public = format!("/services/{}", service.id);
    let seen = async || {
        let text = editor.get(&public).await.expect(200).text();
        let (_, rest) = text.split_once("/confirm\"").unwrap();
        let (_, rest) = rest.split_once("name=\"sighting\" value=\"").unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    };
    world.clock().advance(jiff::Span::new().minutes(5));
    let stale = seen().await;
    world.clock().advance(jiff::Span::new().minutes(5));
    let form = editor.get(&format!("/directory/entries/{at}")).await.expect(200).outline();
    let number = [("phone", "02 333 33 33")];
    world.editor().await.post(&format!("/directory/entries/{at}"), &drawn(&form, &number)).await.expect(303);
    let all = "select count(*) as n from directory_confirmation";
    let before = count(&store, all).await;
    let sent = [("channel", "phone"), ("sighting", stale.as_str())];
    let told = editor.post(&format!("{path}/confirm"), &sent).await.expect(409).outline();
    assert!(told.says("(Phone)") && told.says("Nothing was confirmed"), "{told}");
    assert_eq!(count(&store, all).await, before);
    let fresh = seen().await;
    let sent = [("channel", "phone"), ("sighting", fresh.as_str())];
    editor.post(&format!("{path}/confirm"), &sent).await.expect(303);
    assert_eq!(seen().await.split('-').nth(1), fresh.split('-').nth(1), "confirming changes no words");
}
