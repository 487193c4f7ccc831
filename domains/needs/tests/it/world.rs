//! What the tests share: the tables, a house with the register, and how to look into its tables.

use sea_orm::ConnectionTrait as _;
use store::{Migration, Store, sql};
use testkit::World;

/// The tables that the register needs.
pub fn steps() -> Vec<Migration> {
    World::steps([territory::module(), directory::module(), needs::module()])
}

/// Testland with its services found.
pub async fn testland(store: &Store) -> World {
    let world = World::new(store, [territory::module(), directory::module(), needs::module()]).await;
    world.index().await;
    world
}

/// How many rows of a table fit a condition.
pub async fn rows(store: &Store, table: &str, condition: &str) -> i64 {
    let text = format!("select count(*) as n from {table} where {condition}");
    let row = store.read().query_one_raw(sql(store.read(), &text, [])).await.unwrap().unwrap();
    row.try_get("", "n").unwrap()
}

/// Brussels with its services found: there nobody is known for some themes.
pub async fn brussels(store: &Store) -> World {
    let modules = [territory::module(), directory::module(), needs::module()];
    let world = World::in_region(store, modules, World::real_pack("brussels")).await;
    world.index().await;
    world
}
