//! What nobody could be helped with reaches the needs register as counts, and no sooner than a month is over.

use access::Context;
use helpdesk::contact::{Entry, Need, actions};
use helpdesk::lacking::tell;
use kernel::{Clock, PageRequest};
use needs::need::filter::Filter;
use needs::need::{self, Source};
use store::{Migration, Store};
use testkit::World;

use crate::world::*;

fn steps() -> Vec<Migration> {
    World::steps([territory::module(), directory::module(), needs::module(), helpdesk::module()])
}

fn on(day: &str) -> Context {
    Context { clock: Clock::at(format!("{day}T10:00:00Z").parse().unwrap()), ..system() }
}

async fn unmet(store: &Store, times: usize, entry: Entry) {
    for _ in 0..times {
        log(store, &system(), Entry { need: Need::Unmet, ..entry.clone() }).await.unwrap();
    }
}

/// The entries of the register: theme, zone, how often.
async fn register(store: &Store) -> Vec<(Option<String>, Option<String>, i64)> {
    let first = PageRequest::first(100);
    let all = need::records::list(store.read(), &Filter::default(), first).await.unwrap().items;
    assert!(all.iter().all(|need| need.entry.source == Source::Helpdesk && need.entry.municipality.is_none()));
    all.into_iter().map(|need| (need.entry.theme, need.entry.zone, need.count)).collect()
}

#[store::test(&steps())]
async fn five_of_a_month_that_is_over_become_one_need_and_grow_with_the_next_five(store: Store) {
    open(&store).await;
    unmet(&store, 5, question("general")).await;
    unmet(&store, 4, Entry { zone: None, themes: vec!["a".into(), "b".into()], ..question("general") }).await;
    unmet(&store, 9, Entry { line: "psychologist".into(), themes: vec!["grief".into()], ..question("general") }).await;
    log(&store, &system(), question("general")).await.unwrap();
    tell(&on("2026-11-30"), &store).await.unwrap();
    assert!(register(&store).await.is_empty(), "the month is not over");
    for _ in 0..2 {
        tell(&on("2026-12-01"), &store).await.unwrap();
        let told = [(Some("home_nursing".to_owned()), Some("N".to_owned()), 5)];
        assert_eq!(register(&store).await, told, "told once, nothing small, nothing of a confidential line");
    }
    unmet(&store, 1, Entry { zone: None, themes: vec!["a".into()], ..question("general") }).await;
    tell(&on("2026-12-02"), &store).await.unwrap();
    let told = register(&store).await;
    assert!(told.contains(&(Some("a".to_owned()), None, 5)) && told.len() == 2, "{told:?}");
    let cx = Context { clock: Clock::at("2026-12-05T10:00:00Z".parse().unwrap()), ..system() };
    for times in [4, 1] {
        for _ in 0..times {
            log(&store, &cx, Entry { need: Need::Unmet, ..question("general") }).await.unwrap();
        }
        tell(&on("2027-01-02"), &store).await.unwrap();
        let count = register(&store).await.into_iter().find(|(theme, ..)| theme.as_deref() == Some("home_nursing"));
        assert_eq!(count.unwrap().2, if times == 4 { 5 } else { 10 }, "four more wait for the fifth");
    }
}

#[store::test(&steps())]
async fn a_contact_that_is_withdrawn_is_not_told(store: Store) {
    open(&store).await;
    unmet(&store, 4, question("general")).await;
    let contact = log(&store, &system(), Entry { need: Need::Unmet, ..question("general") }).await.unwrap();
    let tx = store.begin().await.unwrap();
    actions::withdraw(&system(), &tx, contact.id).await.unwrap();
    tx.commit().await.unwrap();
    tell(&on("2026-12-01"), &store).await.unwrap();
    assert!(register(&store).await.is_empty());
}
