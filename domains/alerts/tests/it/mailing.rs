//! Letters without an account: asked for, confirmed from the mailbox, told by difference, stopped.

use alerts::TEXTS;
use axum::body::Body;
use axum::http::Method;
use kernel::Lang;
use store::Store;
use testkit::{Client, World};

use crate::world::{days_later, drawn, link, nursing, rows, set, steps, testland};

const SEARCH: &str = "/alerts/new?q=thuisverpleging&place=9001";

/// Asks for letters, and lets the first one go.
async fn ask(world: &World, who: &Client, email: &str) {
    let page = who.get(SEARCH).await.expect(200).outline();
    let fields = drawn(&page, &[("email", email), ("rhythm", "daily")]);
    let sent = who.post("/alerts", &fields).await.expect(303);
    assert_eq!(sent.location(), Some("/alerts/sent"));
    world.run_jobs().await;
}

#[test]
fn every_text_is_there_in_every_language_and_used() {
    let faults = web::testing::check_catalogue(env!("CARGO_MANIFEST_DIR"), &TEXTS);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[store::test(&steps())]
async fn the_mailbox_confirms_and_is_told_what_changed_at_most_once_a_day(store: Store) {
    let world = testland(&store).await;
    let who = world.visitor();
    let results = who.get("/search?q=thuisverpleging&place=9001&open=1&s=x").await.expect(200).outline();
    let offered = results.link("be told what is new").unwrap().to_owned();
    assert!(offered.starts_with("/alerts/new?") && !offered.contains("open=") && !offered.contains("s="), "{offered}");
    ask(&world, &who, "searcher@example.org").await;
    assert_eq!(world.letters().len(), 1, "only the question whether it is theirs");
    let letter = &world.letters()[0];
    for person in ["searcher", "9001", "thuisverpleging"] {
        assert!(!letter.subject.contains(person), "{}", letter.subject);
    }
    let link = link(&world);
    set(&world, nursing(), "languages", ["nl", "ar"]).await;
    days_later(&world, 1).await;
    assert_eq!(world.letters().len(), 1, "nothing before the mailbox confirmed");
    let page = world.visitor().get(&link).await.expect(200).outline();
    assert!(page.says("Yes, keep me up to date"), "{page}");
    who.get(&link).await.expect(200);
    who.post(&format!("{link}/confirm"), &[]).await.expect(303);
    days_later(&world, 1).await;
    let letters = world.letters();
    assert_eq!(letters.len(), 2, "what changed since they asked");
    assert!(letters[1].text.contains("Changed:"), "{}", letters[1].text);
    days_later(&world, 1).await;
    assert_eq!(world.letters().len(), 2, "nothing changed: nothing is told");
    set(&world, nursing(), "languages", ["nl", "fr"]).await;
    set(&world, nursing(), "languages", ["nl", "fr", "en"]).await;
    alerts::alert::telling::wake(&world.house).await.unwrap();
    world.run_jobs().await;
    assert_eq!(world.letters().len(), 2, "not twice on a day");
    days_later(&world, 1).await;
    let letters = world.letters();
    assert_eq!(letters.len(), 3);
    let news = &letters[2];
    assert!(news.text.contains("thuisverpleging · 9001"), "which of their searches: {}", news.text);
    assert!(!news.text.contains("q=") && !news.text.contains("/search"), "no address holds words: {}", news.text);
    assert_eq!(news.lang, kernel::Lang::En);
    assert!(news.text.contains("Changed:") && news.text.contains("Home nursing North"), "{}", news.text);
    assert!(news.one_click && news.unsubscribe.as_deref().is_some_and(|page| page.contains("/stop?lang=en")));
    days_later(&world, 1).await;
    assert_eq!(world.letters().len(), 3, "told once");
    set(&world, nursing(), "status", "suspended").await;
    days_later(&world, 1).await;
    assert!(world.letters()[3].text.contains("No longer found:"), "{}", world.letters()[3].text);
    set(&world, nursing(), "status", "active").await;
    days_later(&world, 1).await;
    assert!(world.letters()[4].text.contains("New:"), "{}", world.letters()[4].text);
}

#[store::test(&steps())]
async fn what_is_kept_is_sealed_and_stopping_forgets_all_of_it(store: Store) {
    let world = testland(&store).await;
    let who = world.visitor();
    ask(&world, &who, "searcher@example.org").await;
    let link = link(&world);
    for secret in ["searcher", "9001", "thuisverpleging"] {
        let hidden = format!("cast(address as text) like '%{secret}%' or cast(search as text) like '%{secret}%'");
        assert_eq!(rows(&store, &hidden).await, 0, "{secret}");
    }
    who.get(&link).await.expect(200);
    who.post(&format!("{link}/confirm"), &[]).await.expect(303);
    // A mail program has seen no page and proves nothing.
    let kind = Some("application/x-www-form-urlencoded");
    let body = Body::from("List-Unsubscribe=One-Click");
    world.visitor().send(Method::POST, &format!("{link}/stop"), kind, body).await.expect(200);
    assert_eq!(rows(&store, "1 = 1").await, 0);
    world.visitor().send(Method::POST, &format!("{link}/stop"), kind, Body::empty()).await.expect(200);
    who.get(&format!("{link}/stop")).await.expect(410);
    let told = who.get(&link).await.expect(410).outline();
    assert!(told.says("no longer there"), "{told}");
}

#[store::test(&steps())]
async fn a_link_that_was_made_up_opens_nothing_and_a_late_one_is_over(store: Store) {
    let world = testland(&store).await;
    let who = world.visitor();
    ask(&world, &who, "searcher@example.org").await;
    let link = link(&world);
    let last = if link.ends_with('0') { "1" } else { "0" };
    let altered = format!("{}{last}", &link[..link.len() - 1]);
    who.get(&altered).await.expect(404);
    who.get(&link).await.expect(200);
    who.post(&format!("{altered}/confirm"), &[]).await.expect(404);
    who.post(&format!("{altered}/stop"), &[]).await.expect(404);
    assert_eq!(rows(&store, "state = 'asked'").await, 1);
    days_later(&world, 3).await;
    assert_eq!(rows(&store, "1 = 1").await, 0, "forgotten with its address");
    who.get(&link).await.expect(410);
}

#[store::test(&steps())]
async fn who_asks_twice_is_asked_again_and_told_once(store: Store) {
    let world = testland(&store).await;
    let who = world.visitor();
    ask(&world, &who, "searcher@example.org").await;
    ask(&world, &world.visitor(), "Searcher@example.org").await;
    assert_eq!((world.letters().len(), rows(&store, "1 = 1").await), (2, 1), "one search, and the question again");
    let link = link(&world);
    who.get(&link).await.expect(200);
    for _ in 0..2 {
        who.post(&format!("{link}/confirm"), &[]).await.expect(303);
    }
    set(&world, nursing(), "languages", ["nl", "ar"]).await;
    days_later(&world, 1).await;
    assert_eq!(world.letters().len(), 3);
    // A letter that still waits is taken back by whoever stops.
    set(&world, nursing(), "languages", ["nl", "tr"]).await;
    world.clock().advance(jiff::Span::new().days(1));
    alerts::alert::telling::wake(&world.house).await.unwrap();
    world.visitor().send(Method::POST, &format!("{link}/stop"), None, Body::empty()).await.expect(200);
    world.run_jobs().await;
    assert_eq!((world.letters().len(), rows(&store, "1 = 1").await), (3, 0));
}

#[store::test(&steps())]
async fn nobody_is_written_to_without_end(store: Store) {
    let world = testland(&store).await;
    for _ in 0..5 {
        ask(&world, &world.visitor(), "victim@example.org").await;
    }
    assert_eq!(world.letters().len(), 3, "the page says the same, and no more questions go on a day");
    let who = world.visitor();
    let page = who.get(SEARCH).await.expect(200).outline();
    for number in 5..30 {
        let email = format!("other{number}@example.org");
        who.post("/alerts", &drawn(&page, &[("email", &email)])).await.expect(303);
    }
    let told = who.post("/alerts", &drawn(&page, &[("email", "more@example.org")])).await;
    assert_eq!(told.status.as_u16(), 429, "{}", told.outline());
    assert_eq!(
        rows(&store, "1 = 1").await,
        18,
        "twenty questions go to one domain, three of them to the first mailbox"
    );
}

#[store::test(&steps())]
async fn a_mailbox_is_one_however_its_address_is_written(store: Store) {
    let world = testland(&store).await;
    for number in 0..6 {
        ask(&world, &world.visitor(), &format!("Victim+{number}@example.org")).await;
    }
    assert_eq!((world.letters().len(), rows(&store, "1 = 1").await), (3, 3));
    // Behind midnight nothing of what was counted in memory is left, as when the program was started again.
    world.clock().advance(jiff::Span::new().hours(16));
    ask(&world, &world.visitor(), "victim+later@example.org").await;
    assert_eq!((world.letters().len(), rows(&store, "1 = 1").await), (3, 3));
    world.clock().advance(jiff::Span::new().hours(10));
    ask(&world, &world.visitor(), "victim+later@example.org").await;
    assert_eq!(world.letters().len(), 4, "a day later it may be asked again");
}

#[store::test(&steps())]
async fn only_what_may_be_a_mailbox_of_somebody_is_written_to(store: Store) {
    let world = testland(&store).await;
    let who = world.visitor();
    let page = who.get(SEARCH).await.expect(200).outline();
    for odd in ["victim@localhost", "victim@[127.0.0.1]", "\"a b\"@example.org", "victim@10.0.0.1"] {
        let told = who.post("/alerts", &drawn(&page, &[("email", odd), ("rhythm", "daily")])).await.expect(422);
        assert!(told.outline().says("e-mail"), "{odd}");
    }
    assert_eq!(rows(&store, "1 = 1").await, 0);
}

#[store::test(&steps())]
async fn an_address_has_ten_searches_at_most_and_the_page_does_not_tell(store: Store) {
    let world = testland(&store).await;
    for number in 0..12 {
        if number % 3 == 0 {
            world.clock().advance(jiff::Span::new().days(1));
        }
        let who = world.visitor();
        let page = who.get(&format!("/alerts/new?q=thuisverpleging+test{number}")).await.expect(200).outline();
        let sent = who.post("/alerts", &drawn(&page, &[("email", "victim@example.org")])).await.expect(303);
        assert_eq!(sent.location(), Some("/alerts/sent"));
    }
    assert_eq!(rows(&store, "1 = 1").await, 10);
    world.run_jobs().await;
    assert_eq!(world.letters().len(), 10);
}

#[store::test(&steps())]
async fn what_is_wrong_is_said(store: Store) {
    let world = testland(&store).await;
    let who = world.visitor();
    let page = who.get(SEARCH).await.expect(200).outline();
    let told = who.post("/alerts", &drawn(&page, &[("email", "nobody"), ("rhythm", "never")])).await.expect(422);
    assert!(told.outline().says("That is no e-mail address"), "{}", told.outline());
    who.get("/alerts/new").await.expect(303);
    who.get("/alerts/new?theme=%00").await.expect(400);
    let long = "x".repeat(2_000);
    who.post("/alerts", &drawn(&page, &[("search", &long), ("email", "a@example.org")])).await.expect(400);
    assert_eq!(rows(&store, "1 = 1").await, 0);
    for lang in Lang::ALL {
        let who = world.visitor().speaking(lang);
        for path in [SEARCH, "/alerts/sent", "/search?q=thuisverpleging"] {
            let reply = who.get(path).await.expect(200);
            assert!(web::testing::check_html(&reply.text()).is_empty(), "{lang} {path}");
            assert!(!reply.outline().says("alerts-"), "{lang} {path} shows a key: {}", reply.outline());
        }
    }
}
