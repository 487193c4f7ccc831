//! Writing one record, field by field.

use sea_orm::ConnectionTrait as _;
use store::{Fields, Migration, Store, sql};

const STEPS: &[Migration] = &[Migration {
    name: "test-0001-thing",
    sql: "create table thing (id {whole} primary key not null, name text, version {whole} not null);",
}];

fn thing(id: i64, name: &str, version: i64) -> Fields {
    Fields::of("thing", [("id", id.into()), ("name", name.into()), ("version", version.into())])
}

async fn name(store: &Store, id: i64) -> String {
    let found = store.read().query_one_raw(sql(store.read(), "select name from thing where id = $1", [id.into()]));
    found.await.unwrap().unwrap().try_get("", "name").unwrap()
}

#[store::test(STEPS)]
async fn a_record_is_added_once_and_replaced_where_it_still_is_as_it_was(store: Store) {
    let tx = store.begin().await.unwrap();
    assert!(thing(1, "one", 1).insert(&tx).await.unwrap());
    assert!(thing(2, "other", 1).insert(&tx).await.unwrap());
    assert!(!thing(1, "again", 1).insert(&tx).await.unwrap(), "its key is taken");
    assert!(thing(1, "two", 2).update(&tx).await.unwrap());
    assert!(!thing(3, "nobody", 1).update(&tx).await.unwrap(), "there is none");
    assert!(!thing(1, "late", 3).update_if(&tx, ("version", 1_i64.into())).await.unwrap(), "somebody was faster");
    assert!(thing(1, "kept", 3).without(&["name"]).update_if(&tx, ("version", 2_i64.into())).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!((name(&store, 1).await.as_str(), name(&store, 2).await.as_str()), ("two", "other"));
}
