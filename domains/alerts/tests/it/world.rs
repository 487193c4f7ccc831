//! What the tests share: Testland, a service that changes, and how to read letters.

use directory::entry::actions::{Revision, revise};
use directory::entry::{EntryId, Patch, Via};
use directory::{Origin, ServiceId};
use sea_orm::ConnectionTrait as _;
use store::{Migration, Store, sql};
use testkit::{Outline, World};

/// The tables that alerts need.
pub fn steps() -> Vec<Migration> {
    World::steps([territory::module(), directory::module(), alerts::module()])
}

/// Testland with its services found.
pub async fn testland(store: &Store) -> World {
    let world = World::new(store, [territory::module(), directory::module(), alerts::module()]).await;
    world.index().await;
    world
}

/// The home nursing of Testland.
pub fn nursing() -> EntryId {
    ServiceId::of(&Origin::new(Origin::PACK, "test_home_nursing")).into()
}

/// The program itself changes a field, and the index follows.
pub async fn set(world: &World, entry: EntryId, field: &str, value: impl serde::Serialize) {
    let tx = world.store().begin().await.unwrap();
    let revision = Revision::new(Patch::new().set(field, value), Via::Form);
    revise(&world.system(), &tx, entry, revision).await.unwrap();
    tx.commit().await.unwrap();
    world.index().await;
}

/// Lets so many days pass, and what is due then happen.
pub async fn days_later(world: &World, days: i64) {
    world.clock().advance(jiff::Span::new().days(days));
    alerts::alert::telling::wake(&world.house).await.unwrap();
    world.run_jobs().await;
}

/// What a page's form holds, with these fields changed.
pub fn drawn<'a>(page: &'a Outline, changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let sent = page.fields.iter().filter_map(|field| Some((field.name.as_str(), field.value.as_deref()?)));
    let kept = sent.filter(|(name, _)| *name != "csrf" && !changed.iter().any(|(other, _)| other == name));
    kept.chain(changed.iter().copied()).collect()
}

/// The path of the link in the last letter.
pub fn link(world: &World) -> String {
    let letters = world.letters();
    let text = &letters.last().expect("a letter").text;
    let (_, rest) = text.split_once("https://relais.example/alerts/").expect("a link");
    format!("/alerts/{}", rest.split(['?', '/', ' ', '\n']).next().unwrap())
}

/// How many rows fit a condition.
pub async fn rows(store: &Store, condition: &str) -> i64 {
    let text = format!("select count(*) as n from alert where {condition}");
    let row = store.read().query_one_raw(sql(store.read(), &text, [])).await.unwrap().unwrap();
    row.try_get("", "n").unwrap()
}
