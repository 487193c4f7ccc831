//! Every column is classified, every classified column exists, and what is about persons is sealed.

use std::collections::{BTreeMap, BTreeSet};

use store::Store;

use crate::steps;

const CLASSES: [&str; 4] = ["public", "network", "person", "secret"];
/// Words for how long rows are kept.
const KEEP: &str = "keep";

type Classes = BTreeMap<String, BTreeMap<String, String>>;

fn classes() -> Classes {
    let mut all = Classes::new();
    for text in platform::plan().columns() {
        for (table, columns) in toml::from_str::<Classes>(text).unwrap() {
            assert!(all.insert(table.clone(), columns).is_none(), "`{table}` is classified twice");
        }
    }
    all
}

#[store::test(&steps())]
async fn every_column_has_a_class_and_every_class_a_column(store: Store) {
    let classes = classes();
    let mut classified: BTreeSet<(String, String)> = BTreeSet::new();
    for (table, columns) in &classes {
        assert!(columns.get(KEEP).is_some_and(|keep| !keep.is_empty()), "`{table}` does not say how long it is kept");
        for (column, class) in columns.iter().filter(|(column, _)| *column != KEEP) {
            assert!(CLASSES.contains(&class.as_str()), "`{table}.{column}` is `{class}`");
            classified.insert((table.clone(), column.clone()));
        }
    }
    let mut real = BTreeSet::new();
    for table in store::tables(&store).await.unwrap().into_iter().filter(|table| table != "migration") {
        real.extend(
            store::columns(&store, &table).await.unwrap().into_iter().map(|column| (column.table, column.name)),
        );
    }
    let unclassified: Vec<_> = real.difference(&classified).collect();
    let unknown: Vec<_> = classified.difference(&real).collect();
    assert!(unclassified.is_empty(), "without a class: {unclassified:?}");
    assert!(unknown.is_empty(), "classified but not there: {unknown:?}");
}

#[store::test(&steps())]
async fn what_is_about_persons_is_kept_as_sealed_bytes(store: Store) {
    for (table, columns) in classes() {
        for column in store::columns(&store, &table).await.unwrap() {
            let class = columns.get(&column.name).map(String::as_str);
            let sealed = matches!(column.kind.as_str(), "blob" | "bytea");
            assert!(
                class != Some("person") || sealed,
                "`{table}.{}` is about persons but {}",
                column.name,
                column.kind
            );
        }
    }
}
