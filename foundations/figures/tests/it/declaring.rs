//! Declared figures: loaded once, changed visibly, refused when they make no sense.

use std::sync::Arc;

use access::{Actor, Context, Policies};
use figures::declared::{Declared, Loaded, Refusal, list, load, of};
use figures::{Provenance, Value};
use kernel::{Clock, Lang, PageRequest, Random};
use store::{Migration, Store};

const STEPS: &[Migration] = &[journal::MIGRATIONS[0], figures::MIGRATIONS[0]];

#[derive(serde::Deserialize)]
struct File {
    figure: Vec<Declared>,
}

fn figures_of(text: &str) -> Vec<Declared> {
    toml::from_str::<File>(text).unwrap().figure
}

const CALLS: &str = r#"
    [[figure]]
    measure = "helpdesk.contacts"
    dimensions = { line = "general", channel = "phone" }
    period = "2021"
    value = 967
    unit = "calls"
    source = { nl = { text = "Activiteitenverslag", state = "source" } }
"#;

fn context() -> Context {
    let policies = Arc::new(Policies::load(figures::RIGHTS).unwrap());
    Context::system("region-pack", Clock::system(), Random::seeded(1), policies, jiff::tz::TimeZone::UTC)
}

async fn loaded(store: &Store, cx: &Context, text: &str) -> Result<Loaded, Refusal> {
    let tx = store.begin().await.unwrap();
    let done = load(cx, &tx, &figures_of(text)).await?;
    tx.commit().await.unwrap();
    Ok(done)
}

#[store::test(STEPS)]
async fn loading_twice_changes_nothing_and_a_new_value_replaces_the_old(store: Store) {
    let cx = context();
    assert_eq!(loaded(&store, &cx, CALLS).await.unwrap().added, 1);
    assert_eq!(loaded(&store, &cx, CALLS).await.unwrap().unchanged, 1);
    assert_eq!(loaded(&store, &cx, &CALLS.replace("967", "968")).await.unwrap().changed, 1);
    let known = of(store.read(), "helpdesk.contacts").await.unwrap();
    assert_eq!(known.len(), 1);
    let figure = known[0].figure();
    assert_eq!(figure.value, Value::Known(968.0));
    assert!(
        matches!(figure.provenance, Provenance::Declared { source, derived: false, .. } if source.plain(Lang::Nl) == "Activiteitenverslag")
    );
    assert_eq!(list(store.read(), PageRequest::first(10)).await.unwrap().total, 1);
    assert_eq!(journal::verify(store.read()).await.unwrap().entries, 2);
}

#[store::test(STEPS)]
async fn nonsense_and_strangers_are_refused_and_leave_nothing(store: Store) {
    let cx = context();
    let endless = CALLS.replace("967", "inf");
    assert!(matches!(loaded(&store, &cx, &endless).await, Err(Refusal::NoNumber { .. })));
    assert!(matches!(loaded(&store, &cx, &format!("{CALLS}{CALLS}")).await, Err(Refusal::Twice { .. })));
    let visitor = Context { actor: Actor::Visitor, ..context() };
    assert!(matches!(loaded(&store, &visitor, CALLS).await, Err(Refusal::Denied(_))));
    assert_eq!(list(store.read(), PageRequest::first(10)).await.unwrap().total, 0);
}
