//! The steps of the schema: named by department, each once, complete from empty on both engines.

use std::collections::BTreeSet;

use store::Store;

use crate::steps;

#[test]
fn steps_carry_their_departments_name_and_a_number() {
    let mut seen = BTreeSet::new();
    for module in platform::plan().modules() {
        for step in module.migrations {
            let rest = step.name.strip_prefix(module.name).and_then(|rest| rest.strip_prefix('-'));
            let numbered = rest.is_some_and(|rest| rest.as_bytes().iter().take(4).all(u8::is_ascii_digit));
            assert!(numbered, "`{}` of {} should be called {}-0001-subject", step.name, module.name, module.name);
        }
    }
    for step in steps() {
        assert!(seen.insert(step.name), "`{}` stands twice", step.name);
    }
}

#[store::test(&steps())]
async fn an_empty_database_is_brought_up_to_date(store: Store) {
    assert!(store::pending(&store, &steps()).await.unwrap().is_empty());
    assert_eq!(store::applied(&store).await.unwrap().len(), steps().len());
}
