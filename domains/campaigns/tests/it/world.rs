//! What the tests share: Testland with addresses, a campaign on its way, and how to read its letters.

use directory::entry::actions::{Revision, revise};
use directory::entry::{EntryId, Patch, Via};
use directory::{OrganisationId, Origin};
use kernel::Lang;
use sea_orm::ConnectionTrait as _;
use store::{Migration, Store, sql};
use testkit::{Client, Outline, World};

/// The tables that campaigns need.
pub fn steps() -> Vec<Migration> {
    World::steps([territory::module(), directory::module(), campaigns::module()])
}

/// An organisation of Testland.
pub fn organisation(id: &str) -> OrganisationId {
    OrganisationId::of(&Origin::new(Origin::PACK, id))
}

/// Testland, where two organisations have an address and one has none.
pub async fn testland(store: &Store) -> World {
    let world = World::new(store, [territory::module(), directory::module(), campaigns::module()]).await;
    world.index().await;
    for (id, email) in [("test_support", "support@example.org"), ("test_nurses_north", "nurses@example.org")] {
        set(&world, organisation(id).into(), "email", email).await;
    }
    world
}

/// The program itself changes a field.
pub async fn set(world: &World, entry: EntryId, field: &str, value: impl serde::Serialize) {
    let tx = world.store().begin().await.unwrap();
    let revision = Revision::new(Patch::new().set(field, value), Via::Form);
    revise(&world.system(), &tx, entry, revision).await.unwrap();
    tx.commit().await.unwrap();
}

/// The same for a yes or no.
pub async fn set_flag(world: &World, entry: EntryId, field: &str, value: bool) {
    let tx = world.store().begin().await.unwrap();
    let revision = Revision::new(Patch::new().set(field, value), Via::Form);
    revise(&world.system(), &tx, entry, revision).await.unwrap();
    tx.commit().await.unwrap();
}

/// An editor who reads English.
pub async fn editor(world: &World) -> Client {
    world.editor().await.speaking(Lang::En)
}

/// What a page's form holds, with these fields changed.
pub fn drawn<'a>(page: &'a Outline, changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let sent = page.fields.iter().filter_map(|field| Some((field.name.as_str(), field.value.as_deref()?)));
    let kept = sent.filter(|(name, _)| *name != "csrf" && !changed.iter().any(|(other, _)| other == name));
    kept.chain(changed.iter().copied()).collect()
}

/// Prepares a campaign, and answers the address of its page.
pub async fn prepare(who: &Client, changed: &[(&str, &str)]) -> String {
    let page = who.get("/campaigns/new").await.expect(200).outline();
    let usual = [("name", "Test round"), ("silent_days", ""), ("letter_price", "0,50"), ("minute_price", "1")];
    let usual = usual.into_iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    let changed: Vec<_> = usual.chain(changed.iter().copied()).collect();
    who.post("/campaigns", &drawn(&page, &changed)).await.expect(303).location().unwrap().to_owned()
}

/// Starts a campaign, and lets what is due happen.
pub async fn start(world: &World, who: &Client, campaign: &str) {
    let page = who.get(campaign).await.expect(200).outline();
    let seen = page.field("seen").unwrap().to_owned();
    who.post(&format!("{campaign}/start"), &[("seen", &seen)]).await.expect(303);
    world.run_jobs().await;
}

/// Lets so many days pass, and what is due then happen.
pub async fn days_later(world: &World, days: i64) {
    world.clock().advance(jiff::Span::new().days(days));
    campaigns::ask::posting::wake(&world.house).await.unwrap();
    world.run_jobs().await;
}

/// The path of the link in the last letter to an address.
pub fn link_of(world: &World, address: &str) -> String {
    let letters = world.letters();
    let letter = letters.iter().rev().find(|letter| letter.to.as_str() == address).expect("a letter");
    let (_, rest) = letter.text.split_once("https://relais.example").expect("a link");
    rest.split(['?', ' ', '\n']).next().unwrap().to_owned()
}

/// How many letters went to an address.
pub fn letters_to(world: &World, address: &str) -> usize {
    world.letters().iter().filter(|letter| letter.to.as_str() == address).count()
}

/// How many rows of a table fit a condition.
pub async fn rows(store: &Store, table: &str, condition: &str) -> i64 {
    let text = format!("select count(*) as n from {table} where {condition}");
    let row = store.read().query_one_raw(sql(store.read(), &text, [])).await.unwrap().unwrap();
    row.try_get("", "n").unwrap()
}
