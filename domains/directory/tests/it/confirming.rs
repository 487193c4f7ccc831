//! What a confirmation holds for, until when, and what ends it.

use access::{Role, Scope};
use directory::entry::actions::{Revision, revert};
use directory::entry::confirmations::{Channel, confirm};
use directory::entry::freshness::{Freshness, of_record};
use directory::entry::records::{confirmations_of, disputes_of, find};
use directory::entry::{Patch, Record, Via};
use directory::{EntryId, Refusal, Service};
use kernel::{Lang, Text};
use sea_orm::ConnectionTrait as _;
use serde_json::json;
use store::{Store, sql};

use crate::entries::{count, field, loaded, nursing, revise, say, source_says, test_care};
use crate::world::{editor, load_offer, sample, somebody, steps};

#[store::test(&steps())]
async fn a_confirmation_is_kept_per_field_and_stands_in_the_record(store: Store) {
    loaded(&store).await;
    let tx = store.begin().await.unwrap();
    let stranger = somebody(Role::Analyst, Scope::Everywhere);
    assert!(matches!(confirm(&stranger, &tx, &[nursing()], Channel::Phone).await, Err(Refusal::Denied(_))));
    confirm(&somebody(Role::Responder, Scope::Everywhere), &tx, &[nursing()], Channel::Phone).await.unwrap();
    tx.commit().await.unwrap();
    let confirmed = confirmations_of(store.read(), nursing()).await.unwrap();
    let names: Vec<&str> = confirmed.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(
        names,
        ["areas", "languages", "names", "status", "summary", "themes"],
        "what says something to the public"
    );
    assert!(confirmed.iter().all(|one| one.channel == Channel::Phone && one.on.to_string() == "2026-11-23"));
    let verified =
        |record: Option<Record>| Service::try_from(record.unwrap()).unwrap().verified_on.map(|day| day.to_string());
    assert_eq!(verified(find(store.read(), nursing()).await.unwrap()).as_deref(), Some("2026-11-23"));
    load_offer(&store, &sample(|_, text| text.replace("line = \"first\"", "line = \"second\""))).await;
    assert_eq!(verified(find(store.read(), nursing()).await.unwrap()).as_deref(), Some("2026-11-23"));
    assert!(disputes_of(store.read(), nursing()).await.unwrap().is_empty());
}

#[store::test(&steps())]
async fn a_confirmation_ends_with_what_it_was_about(store: Store) {
    loaded(&store).await;
    let confirmed = async || -> Vec<String> {
        let all = confirmations_of(store.read(), test_care()).await.unwrap();
        all.into_iter().map(|one| one.field).collect()
    };
    let tx = store.begin().await.unwrap();
    confirm(&editor(), &tx, &[test_care()], Channel::Phone).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(confirmed().await, ["names", "phone"]);
    loaded(&store).await;
    assert_eq!(confirmed().await, ["names", "phone"], "the source says nothing new");
    source_says(&store, 24, "02 222 22 22").await;
    assert_eq!(confirmed().await, ["names"], "nobody looked at the new number");

    let heard = |patch: Patch| Revision { channel: Some(Channel::Mail), ..Revision::new(patch, Via::Form) };
    let number = Patch::new().set("phone", "02 333 33 33").set("legal_form", "vzw");
    revise(&store, &editor(), test_care(), heard(number)).await.unwrap();
    assert_eq!(confirmed().await, ["names", "phone"], "renewed in the same act, and only what counts");
    say(&store, &editor(), test_care(), Patch::new().set("phone", "02 444 44 44")).await.unwrap();
    assert_eq!(confirmed().await, ["names"], "nobody says how they know");
    revise(&store, &editor(), test_care(), heard(Patch::new().set("phone", "02 555 55 55"))).await.unwrap();
    revise(&store, &editor(), test_care(), heard(Patch::new().set("phone", json!(null)))).await.unwrap();
    assert_eq!(confirmed().await, ["names"], "what is empty asks nobody to look again");
}

#[store::test(&steps())]
async fn the_later_day_counts_whoever_looked(store: Store) {
    loaded(&store).await;
    let tx = store.begin().await.unwrap();
    confirm(&editor(), &tx, &[nursing()], Channel::Phone).await.unwrap();
    tx.commit().await.unwrap();
    let looked = async |on: &str| {
        let evidence = format!("evidence = [\"000\"]\nverified_on = \"{on}\"");
        load_offer(&store, &sample(|_, text| text.replace("evidence = [\"000\"]", &evidence))).await;
        field(&store, nursing(), "verified_on").await
    };
    assert_eq!(looked("2026-11-02").await, json!("2026-11-23"), "confirmed here since");
    assert_eq!(looked("2026-11-30").await, json!("2026-11-30"), "its source looked later");
    assert!(disputes_of(store.read(), nursing()).await.unwrap().is_empty());
}

/// How the nursing stands, and the day on which somebody looked at the whole of it.
async fn stands(store: &Store) -> (Freshness, u8, serde_json::Value) {
    let record = find(store.read(), nursing()).await.unwrap().unwrap();
    let confirmed = confirmations_of(store.read(), nursing()).await.unwrap();
    let standing = of_record(&record, &confirmed, false, "2026-11-23".parse().unwrap());
    (standing.state, standing.score, record.field("verified_on").unwrap())
}

async fn confirmed_here(store: &Store) {
    let tx = store.begin().await.unwrap();
    confirm(&editor(), &tx, &[nursing()], Channel::Visit).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(stands(store).await, (Freshness::Fresh, 100, json!("2026-11-23")));
}

#[store::test(&steps())]
async fn what_changes_without_a_look_is_not_confirmed_whoever_changes_it(store: Store) {
    loaded(&store).await;
    confirmed_here(&store).await;
    let heard = Patch::new().set("summary", Text::source(Lang::Nl, "Iets anders."));
    let heard = Revision { channel: Some(Channel::Phone), ..Revision::new(heard, Via::Form) };
    revise(&store, &editor(), nursing(), heard).await.unwrap();
    assert_eq!(stands(&store).await, (Freshness::Fresh, 100, json!("2026-11-23")), "who changed it says how they know");

    let unheard = Patch::new()
        .set("names", Text::source(Lang::Nl, "Een andere naam"))
        .set("summary", Text::source(Lang::Nl, "Nog iets anders."))
        .set("themes", ["home_care"])
        .set("languages", ["nl"])
        .set("status", "suspended");
    say(&store, &editor(), nursing(), unheard).await.unwrap();
    let (state, score, day) = stands(&store).await;
    assert!(state == Freshness::Due && score < 25 && day.is_null(), "{state} {score} {day}");

    confirmed_here(&store).await;
    let tx = store.begin().await.unwrap();
    revert(&editor(), &tx, nursing(), 1).await.unwrap();
    tx.commit().await.unwrap();
    let (state, score, day) = stands(&store).await;
    assert!(
        state == Freshness::Due && score < 25 && day.is_null(),
        "nobody looked at what came back: {state} {score} {day}"
    );
}

#[store::test(&steps())]
async fn what_a_source_changes_is_not_what_was_confirmed_here(store: Store) {
    loaded(&store).await;
    confirmed_here(&store).await;
    let changed = |_: &str, text: String| text.replace("Soins de Test", "Autres soins");
    load_offer(&store, &sample(changed)).await;
    let (_, score, day) = stands(&store).await;
    assert!(score < 100 && day.is_null(), "{score} {day}");
    load_offer(&store, &sample(changed)).await;
    assert_eq!(stands(&store).await.2, json!(null), "read again it says nothing new");
    confirmed_here(&store).await;
}

#[store::test(&steps())]
async fn the_day_of_a_source_holds_for_what_is_as_it_was(store: Store) {
    let looked = async |on: &str| {
        let evidence = format!("evidence = [\"000\"]\nverified_on = \"{on}\"");
        load_offer(&store, &sample(|_, text| text.replace("evidence = [\"000\"]", &evidence))).await;
        stands(&store).await
    };
    assert_eq!(looked("2026-11-23").await, (Freshness::Fresh, 100, json!("2026-11-23")));
    say(&store, &editor(), nursing(), Patch::new().set("status", "suspended")).await.unwrap();
    let (state, score, day) = stands(&store).await;
    assert!(state == Freshness::Due && (1..100).contains(&score) && day.is_null(), "{state} {score} {day}");
    let confirmed = confirmations_of(store.read(), nursing()).await.unwrap();
    let held: Vec<&str> = confirmed.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(held, ["areas", "languages", "names", "summary", "themes"]);
    assert!(confirmed.iter().all(|one| one.channel == Channel::Source && one.by == "pack"));
    assert_eq!(looked("2026-11-23").await.2, json!(null), "it looked before that");
    assert_eq!(looked("2026-11-30").await.2, json!("2026-11-30"), "and after it");
}

/// What asks for a new confirmation: an old one of each of these fields.
async fn long_ago(store: &Store, entry: EntryId, fields: &[&str]) {
    let tx = store.begin().await.unwrap();
    for field in fields {
        let text = "insert into directory_confirmation
            (kind, entry_id, field, confirmed_on, confirmed_by, channel, valid_until)
            values ($1, $2, $3, '2025-01-01', 'test', 'phone', '2025-04-01') on conflict do nothing";
        let values = [entry.kind.into(), entry.id.into(), (*field).into()];
        tx.execute_raw(sql(&tx, text, values)).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[store::test(&steps())]
async fn what_is_due_can_always_be_done(store: Store) {
    loaded(&store).await;
    long_ago(&store, nursing(), &["summary", "themes", "cost"]).await;
    let due = "select count(*) as n from directory_confirmation where valid_until < '2026-11-23'";
    assert_eq!(count(&store, due).await, 3);
    let tx = store.begin().await.unwrap();
    confirm(&editor(), &tx, &[nursing()], Channel::Visit).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(count(&store, due).await, 0, "also what nobody can confirm: themes, and a price that it does not have");
}
