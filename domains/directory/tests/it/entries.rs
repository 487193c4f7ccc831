//! Entries kept true: edited, read again from their source, in dispute, taken out and brought back.

use access::{Context, Role, Scope};
use directory::Refusal;
use directory::entry::actions::{self, Revised, Revision};
use directory::entry::confirmations::{Channel, confirm};
use directory::entry::records::{confirmations_of, disputes_of, find, history, retired};
use directory::entry::{Patch, Record, Via};
use directory::{EntryId, LocationId, OrganisationId, Origin, ServiceAtLocationId, ServiceId};
use sea_orm::ConnectionTrait as _;
use serde_json::json;
use store::{Store, sql};

use crate::world::{editor, load_all, load_offer, load_offer_as, on, sample, somebody, steps, system};

pub fn nursing() -> EntryId {
    ServiceId::of(&Origin::new(Origin::PACK, "test_nursing")).into()
}

pub fn test_care() -> EntryId {
    OrganisationId::of(&Origin::new(Origin::PACK, "test_care")).into()
}

pub async fn loaded(store: &Store) {
    load_offer(store, &sample(|_, text| text)).await;
}

/// Loads the pack again on a day, with another phone number for the organisation.
pub async fn source_says(store: &Store, day: u8, phone: &str) {
    load_offer_as(&on(day, system()), store, &sample(|_, text| text.replace("02 000 00 00", phone))).await;
}

pub async fn revise(store: &Store, cx: &Context, entry: EntryId, revision: Revision) -> Result<Revised, Refusal> {
    let tx = store.begin().await.unwrap();
    let revised = actions::revise(cx, &tx, entry, revision).await?;
    tx.commit().await.unwrap();
    Ok(revised)
}

pub async fn say(store: &Store, cx: &Context, entry: EntryId, patch: Patch) -> Result<Revised, Refusal> {
    revise(store, cx, entry, Revision::new(patch, Via::Form)).await
}

pub async fn field(store: &Store, entry: EntryId, name: &str) -> serde_json::Value {
    find(store.read(), entry).await.unwrap().unwrap().field(name).unwrap()
}

pub async fn count(store: &Store, text: &str) -> i64 {
    let row = store.read().query_one_raw(sql(store.read(), text, [])).await.unwrap().unwrap();
    row.try_get("", "n").unwrap()
}

#[store::test(&steps())]
async fn an_organisation_is_never_part_of_itself(store: Store) {
    loaded(&store).await;
    let old = EntryId::from(OrganisationId::of(&Origin::new(Origin::PACK, "old_care")));
    say(&store, &editor(), old, Patch::new().set("parent", test_care().id)).await.unwrap();
    for (entry, parent) in [(test_care(), old), (test_care(), test_care())] {
        let refused = say(&store, &editor(), entry, Patch::new().set("parent", parent.id)).await;
        let Err(Refusal::Unfit(faults)) = refused else { panic!("{refused:?}") };
        assert_eq!((faults[0].field.as_str(), faults[0].key), ("parent", "directory-fault-part-of-itself"));
    }
    assert_eq!(field(&store, test_care(), "parent").await, serde_json::Value::Null);
}

#[store::test(&steps())]
async fn what_an_editor_says_survives_the_source_and_what_is_new_there_is_disputed(store: Store) {
    loaded(&store).await;
    say(&store, &on(24, editor()), test_care(), Patch::new().set("phone", "02 111 11 11")).await.unwrap();
    loaded(&store).await;
    assert_eq!(field(&store, test_care(), "phone").await, json!("02 111 11 11"));
    assert!(disputes_of(store.read(), test_care()).await.unwrap().is_empty(), "the source says nothing new");

    source_says(&store, 25, "02 222 22 22").await;
    assert_eq!(field(&store, test_care(), "phone").await, json!("02 111 11 11"), "the editor's word stays");
    assert_eq!(disputes_of(store.read(), test_care()).await.unwrap()[0].0, "phone");

    let tx = store.begin().await.unwrap();
    actions::resolve(&on(26, editor()), &tx, test_care(), ("phone", json!("02 222 22 22"))).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(field(&store, test_care(), "phone").await, json!("02 222 22 22"));
    source_says(&store, 27, "02 222 22 22").await;
    assert!(disputes_of(store.read(), test_care()).await.unwrap().is_empty(), "decided once and remembered");

    source_says(&store, 28, "02 333 33 33").await;
    assert_eq!(field(&store, test_care(), "phone").await, json!("02 222 22 22"));
    assert_eq!(disputes_of(store.read(), test_care()).await.unwrap().len(), 1, "said anew after the decision");
    say(&store, &on(29, editor()), test_care(), Patch::new().set("phone", "02 333 33 33")).await.unwrap();
    assert_eq!(field(&store, test_care(), "phone").await, json!("02 333 33 33"), "an editor goes before a decision");
    assert!(disputes_of(store.read(), test_care()).await.unwrap().is_empty());
}

#[store::test(&steps())]
async fn a_source_that_is_read_again_costs_nothing_and_its_other_fields_still_count(store: Store) {
    loaded(&store).await;
    assert_eq!(count(&store, "select count(*) as n from directory_claim").await, 0);
    say(&store, &editor(), test_care(), Patch::new().set("phone", "02 111 11 11")).await.unwrap();
    assert_eq!(count(&store, "select count(*) as n from directory_claim").await, 2);
    let before = count(&store, "select count(*) as n from directory_version").await;
    loaded(&store).await;
    assert_eq!(count(&store, "select count(*) as n from directory_version").await, before, "nothing changed");
    load_offer(&store, &sample(|_, text| text.replace("all = \"Test Care\"", "all = \"Test Care II\""))).await;
    let Some(Record::Organisation(organisation)) = find(store.read(), test_care()).await.unwrap() else { panic!() };
    assert_eq!(organisation.names.plain(kernel::Lang::Nl), "Test Care II", "nobody else speaks of the name");
    assert_eq!(organisation.phone.as_deref(), Some("02 111 11 11"));
    let versions = history(store.read(), test_care()).await.unwrap();
    assert_eq!((versions[0].via, versions[0].changed_by.as_str()), (Via::Import, "pack"));
}

#[store::test(&steps())]
async fn every_version_is_kept_and_can_be_brought_back(store: Store) {
    loaded(&store).await;
    let first = find(store.read(), nursing()).await.unwrap().unwrap();
    let revision = Revision {
        note: Some("heard by phone".to_owned()),
        ..Revision::new(Patch::new().set("status", "suspended").set("languages", ["fr"]), Via::Form)
    };
    revise(&store, &editor(), nursing(), revision).await.unwrap();
    let versions = history(store.read(), nursing()).await.unwrap();
    assert_eq!((versions.len(), versions[0].number, &versions[0].record), (1, 1, &first));
    assert_eq!(versions[0].note.as_deref(), Some("heard by phone"));

    let tx = store.begin().await.unwrap();
    actions::revert(&editor(), &tx, nursing(), 1).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(find(store.read(), nursing()).await.unwrap().unwrap(), first);
    let versions = history(store.read(), nursing()).await.unwrap();
    assert_eq!((versions.len(), versions[0].via), (2, Via::Restore), "bringing back is a version as well");
    let tx = store.begin().await.unwrap();
    assert!(matches!(actions::revert(&editor(), &tx, nursing(), 9).await, Err(Refusal::NotFound)));
}

#[store::test(&steps())]
async fn of_two_who_change_an_entry_the_second_is_told(store: Store) {
    loaded(&store).await;
    let seen = |patch: Patch| Revision { seen: Some(1), ..Revision::new(patch, Via::Form) };
    revise(&store, &editor(), nursing(), seen(Patch::new().set("referral", "professional"))).await.unwrap();
    let second = revise(&store, &editor(), nursing(), seen(Patch::new().set("line", "second"))).await;
    assert!(matches!(second, Err(Refusal::Changed)), "{second:?}");
    assert_eq!(field(&store, nursing(), "referral").await, json!("professional"));
    assert_eq!(field(&store, nursing(), "line").await, json!("first"), "nothing of it remains");
}

#[store::test(&steps())]
async fn only_who_may_changes_an_entry_and_nothing_invalid_gets_in(store: Store) {
    loaded(&store).await;
    let patch = || Patch::new().set("phone", "02 444 44 44");
    let of = |id: EntryId| Scope::Organisation(id.id.to_string());
    let other = OrganisationId::of(&Origin::new(Origin::PACK, "old_care")).into();
    for stranger in [
        somebody(Role::Responder, Scope::Everywhere),
        somebody(Role::Partner, of(other)),
        Context { actor: access::Actor::Visitor, ..system() },
    ] {
        let refused = say(&store, &stranger, test_care(), patch()).await;
        assert!(matches!(refused, Err(Refusal::Denied(_))), "{:?}", stranger.actor);
    }
    say(&store, &somebody(Role::Partner, of(test_care())), test_care(), patch()).await.unwrap();
    let bad =
        Patch::new().set("phone", "call me").set("names", json!({})).set("website", "javascript:x").set("kind", "x");
    let Err(Refusal::Unfit(faults)) = say(&store, &editor(), test_care(), bad).await else { panic!() };
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["names", "kind", "phone", "website"]);
    let unfit = say(&store, &editor(), nursing(), Patch::new().set("line", "third").set("nothing", 1)).await;
    assert!(matches!(unfit, Err(Refusal::Unfit(_))));
    let nobody: EntryId = ServiceId::of(&Origin::new("x", "y")).into();
    assert!(matches!(say(&store, &editor(), nobody, Patch::new()).await, Err(Refusal::NotFound)));
}

#[store::test(&steps())]
async fn an_editor_goes_before_a_partner_and_both_are_kept(store: Store) {
    loaded(&store).await;
    let partner = on(25, somebody(Role::Partner, Scope::Organisation(test_care().id.to_string())));
    say(&store, &editor(), test_care(), Patch::new().set("phone", "02 111 11 11")).await.unwrap();
    let said = say(&store, &partner, test_care(), Patch::new().set("phone", "02 555 55 55")).await.unwrap();
    assert_eq!(said.withheld, ["phone"]);
    assert_eq!(field(&store, test_care(), "phone").await, json!("02 111 11 11"));
    assert_eq!(disputes_of(store.read(), test_care()).await.unwrap().len(), 1);
    say(&store, &partner, test_care(), Patch::new().set("email", "info@test.example")).await.unwrap();
    assert_eq!(field(&store, test_care(), "email").await, json!("info@test.example"), "nobody else spoke of it");
}

#[store::test(&steps())]
async fn an_address_that_moves_takes_its_zone_along_and_nothing_is_guessed(store: Store) {
    load_all(&store, &testkit::testland()).await;
    let place: EntryId = LocationId::of(&Origin::new(Origin::PACK, "test_home_nursing")).into();
    assert_eq!(field(&store, place, "zone").await, json!("N"));
    let moved =
        |code: &str| Patch::new().set("street", kernel::Text::same_everywhere("Testlaan")).set("postal_code", code);
    say(&store, &editor(), place, moved("9002")).await.unwrap();
    assert_eq!(field(&store, place, "zone").await, json!(null), "9002 lies in both zones");
    assert_eq!(field(&store, place, "precision").await, json!("street"));
    say(&store, &editor(), place, moved("9001")).await.unwrap();
    assert_eq!(field(&store, place, "zone").await, json!("N"));
    let claimed = "select count(*) as n from directory_claim where kind = 'location' and field = 'house_number'";
    assert_eq!(count(&store, claimed).await, 2, "whoever says where it is speaks of the whole address");
    let unknown = say(&store, &editor(), place, Patch::new().set("municipality", "00000")).await;
    assert!(matches!(unknown, Err(Refusal::Unfit(_))));
}

#[store::test(&steps())]
async fn what_people_take_out_stays_out_until_they_bring_it_back(store: Store) {
    loaded(&store).await;
    let tx = store.begin().await.unwrap();
    let responder = somebody(Role::Responder, Scope::Everywhere);
    assert!(matches!(actions::retire(&responder, &tx, test_care(), None).await, Err(Refusal::Denied(_))));
    actions::retire(&editor(), &tx, test_care(), Some("stopped".to_owned())).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(find(store.read(), test_care()).await.unwrap(), None);
    assert_eq!(find(store.read(), nursing()).await.unwrap(), None, "what hangs on it goes with it");
    let gone = retired(store.read(), nursing()).await.unwrap().unwrap();
    assert_eq!((gone.within, gone.by_hand), (test_care(), true));
    source_says(&store, 24, "02 666 66 66").await;
    assert_eq!(find(store.read(), test_care()).await.unwrap(), None, "its source does not bring it back");

    let tx = store.begin().await.unwrap();
    assert!(matches!(actions::bring_back(&editor(), &tx, nursing()).await, Err(Refusal::HangsOn(_))));
    actions::bring_back(&editor(), &tx, test_care()).await.unwrap();
    tx.commit().await.unwrap();
    let Some(Record::Service(service)) = find(store.read(), nursing()).await.unwrap() else { panic!() };
    assert_eq!(service.themes.len(), 2, "whole");
    assert_eq!(retired(store.read(), nursing()).await.unwrap(), None);
    let cards = directory::cards(store.read(), &[service.id]).await.unwrap();
    assert_eq!(cards.len(), 1, "with its place");
    source_says(&store, 25, "02 777 77 77").await;
    assert_eq!(field(&store, test_care(), "phone").await, json!("02 777 77 77"), "its source is heard again");
}

#[store::test(&steps())]
async fn what_a_source_drops_is_kept_and_what_others_hang_on_it_stands(store: Store) {
    loaded(&store).await;
    let tx = store.begin().await.unwrap();
    let names = kernel::Text::source(kernel::Lang::Fr, "Fait ici");
    let new = actions::New {
        kind: directory::EntryKind::Service,
        id: uuid::Uuid::from_u128(7),
        first: Some(test_care().id),
        second: None,
        within: Some(OrganisationId::from_uuid(test_care().id)),
        patch: Patch::new().set("names", names).set("themes", ["home_care"]),
        channel: None,
    };
    let made = actions::create(&editor(), &tx, new.clone()).await.unwrap();
    assert_eq!(actions::create(&editor(), &tx, new).await.unwrap(), made, "sent twice, made once");
    tx.commit().await.unwrap();
    let without = |name: &str, text: String| {
        let marker = if name == "organisations.toml" { "[[organisation]]\nid = \"test_care\"" } else { "[[service]]" };
        let (kept, cut) = text.split_once(marker).unwrap_or((text.as_str(), ""));
        let rest =
            if name == "organisations.toml" { cut.split_once("[[organisation]]").map(|(_, rest)| rest) } else { None };
        let kept = rest.map_or(kept.to_owned(), |rest| format!("{kept}[[organisation]]{rest}"));
        match name {
            "organisations.toml" => kept,
            "services.toml" => "service = []\n".to_owned(),
            _ => text,
        }
    };
    load_offer(&store, &sample(without)).await;
    assert!(find(store.read(), test_care()).await.unwrap().is_some(), "a service of ours hangs on it");
    assert!(find(store.read(), made.entry()).await.unwrap().is_some());
    assert_eq!(find(store.read(), nursing()).await.unwrap(), None);
    assert!(!retired(store.read(), nursing()).await.unwrap().unwrap().by_hand);
    assert_eq!(history(store.read(), nursing()).await.unwrap()[0].via, Via::Import, "kept as it was");
    loaded(&store).await;
    assert!(find(store.read(), nursing()).await.unwrap().is_some(), "its source may name it again");
    assert_eq!(retired(store.read(), nursing()).await.unwrap(), None);
}

#[store::test(&steps())]
async fn what_hung_on_an_entry_comes_back_with_it(store: Store) {
    loaded(&store).await;
    let tx = store.begin().await.unwrap();
    confirm(&editor(), &tx, &[test_care(), nursing()], Channel::Phone).await.unwrap();
    let place = ServiceAtLocationId::of(&Origin::new(Origin::PACK, "test_nursing"));
    let text = "insert into supplement (source, source_id, service_at_location_id, opening_hours, digest)
        values ('map', 'node 1', $1, 'Mo-Fr 09:00-17:00', 'x')";
    tx.execute_raw(sql(&tx, text, [place.into()])).await.unwrap();
    tx.commit().await.unwrap();
    say(&store, &on(24, editor()), test_care(), Patch::new().set("website", "https://test.example")).await.unwrap();
    let partner = on(25, somebody(Role::Partner, Scope::Organisation(test_care().id.to_string())));
    say(&store, &partner, test_care(), Patch::new().set("website", "https://other.example")).await.unwrap();
    let hung = async || {
        let mut all = Vec::new();
        for entry in [test_care(), nursing()] {
            let confirmed = confirmations_of(store.read(), entry).await.unwrap();
            all.push((confirmed, disputes_of(store.read(), entry).await.unwrap()));
        }
        (all, count(&store, "select count(*) as n from supplement where opening_hours = 'Mo-Fr 09:00-17:00'").await)
    };
    let before = hung().await;
    assert!(!before.0[0].0.is_empty() && !before.0[0].1.is_empty() && !before.0[1].0.is_empty() && before.1 == 1);
    let tx = store.begin().await.unwrap();
    actions::retire(&on(26, editor()), &tx, test_care(), None).await.unwrap();
    tx.commit().await.unwrap();
    let left = ["directory_confirmation", "directory_conflict", "supplement"];
    for table in left {
        assert_eq!(count(&store, &format!("select count(*) as n from {table}")).await, 0, "{table}");
    }
    let tx = store.begin().await.unwrap();
    actions::bring_back(&on(27, editor()), &tx, test_care()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(hung().await, before, "as it was");

    let dropped = |name: &str, text: String| if name == "services.toml" { "service = []\n".to_owned() } else { text };
    load_offer(&store, &sample(dropped)).await;
    assert_eq!(count(&store, "select count(*) as n from supplement").await, 0);
    load_offer(&store, &sample(|_, text| text.replace("Soins de Test", "Autres soins"))).await;
    let (all, added) = hung().await;
    let names: Vec<&str> = all[1].0.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(
        names,
        ["areas", "languages", "status", "summary", "themes"],
        "its source names it again, under another name"
    );
    assert_eq!(added, 1);
}
