//! Listed if and only if readable: the filter of lists in SQL and the policies say the same, whoever asks.

use access::{Context, Role, Scope};
use helpdesk::contact::filter::Filter;
use helpdesk::contact::{ContactId, actions, may_read_all, records};
use kernel::PageRequest;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use store::Store;

use crate::world::*;

fn roles() -> impl Strategy<Value = Vec<(Role, Scope)>> {
    let role = prop::sample::select(Role::ALL);
    let scope = prop::sample::select(vec![
        Scope::Everywhere,
        on_line("general"),
        on_line("psychologist"),
        Scope::Territory("N".to_owned()),
    ]);
    prop::collection::vec((role, scope), 0..4)
}

async fn listed(store: &Store, cx: &Context) -> Vec<ContactId> {
    let readable = desk().lines.into_iter().filter(|line| may_read_all(cx, line)).map(|line| line.code);
    let filter = Filter::default().only("line", readable.collect::<Vec<_>>());
    let page = records::list(store.read(), &filter, PageRequest::first(100)).await.unwrap();
    let mut ids: Vec<_> = page.items.into_iter().map(|contact| contact.id).collect();
    ids.sort();
    ids
}

#[store::test(&steps())]
async fn listed_if_and_only_if_readable(store: Store) {
    open(&store).await;
    let mut all = Vec::new();
    for (cx, line) in
        [(responder(), "general"), (psychologist(), "psychologist"), (system(), "general"), (system(), "psychologist")]
    {
        all.push(log(&store, &cx, question(line)).await.unwrap().id);
    }
    all.sort();
    let mut runner = TestRunner::deterministic();
    for _ in 0..60 {
        let held = roles().new_tree(&mut runner).unwrap().current();
        let cx = somebody(1, &held);
        let mut readable = Vec::new();
        for id in &all {
            if actions::readable(&cx, store.read(), *id).await.is_ok() {
                readable.push(*id);
            }
        }
        assert_eq!(listed(&store, &cx).await, readable, "{held:?}");
    }
}

#[store::test(&steps())]
async fn a_confidential_line_is_for_its_psychologists_only(store: Store) {
    open(&store).await;
    let secret = log(&store, &psychologist(), question("psychologist")).await.unwrap();
    for held in [
        vec![(Role::Responder, Scope::Everywhere), (Role::Responder, on_line("psychologist"))],
        vec![(Role::Coordinator, Scope::Everywhere), (Role::Coordinator, on_line("psychologist"))],
        vec![(Role::Director, Scope::Everywhere), (Role::Analyst, Scope::Everywhere), (Role::Admin, Scope::Everywhere)],
        vec![(Role::Psychologist, on_line("general")), (Role::Psychologist, Scope::Everywhere)],
    ] {
        let cx = somebody(9, &held);
        assert!(actions::readable(&cx, store.read(), secret.id).await.is_err(), "{held:?}");
        assert!(!listed(&store, &cx).await.contains(&secret.id));
    }
    assert_eq!(listed(&store, &psychologist()).await, [secret.id]);
}
