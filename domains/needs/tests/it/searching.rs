//! Searches that fell short become entries, and tell nothing of who searched.

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use kernel::{Lang, Text};
use needs::need::filter::Filter;
use needs::need::{Entry, Need, NeedId, Source, actions, records};
use needs::signal::taking::take_in;
use sea_orm::ConnectionTrait as _;
use std::net::SocketAddr;
use store::{Store, sql};
use testkit::World;
use tower::ServiceExt as _;

use crate::world::{brussels, rows, steps};

/// Somebody at an address searches, so many times.
async fn search(world: &World, query: &str, from: &str, times: usize) {
    asked(world, ("/search", query), from, times).await;
}

async fn asked(world: &World, (path, query): (&str, &str), from: &str, times: usize) {
    for _ in 0..times {
        let peer: SocketAddr = format!("{from}:4711").parse().unwrap();
        let request =
            Request::get(format!("{path}?{query}&lang=nl")).header("host", "localhost").extension(ConnectInfo(peer));
        let reply = world.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(reply.status(), StatusCode::OK, "{query}");
    }
}

async fn all(store: &Store) -> Vec<Need> {
    let first = kernel::PageRequest::first(100);
    records::list(store.read(), &Filter::default(), first).await.unwrap().items
}

/// A theme that nobody in the pack helps with.
const NOBODY: &str = "q=pharmacie+de+garde";

#[store::test(&steps())]
async fn what_several_networks_look_for_in_vain_becomes_one_entry(store: Store) {
    let world = brussels(&store).await;
    search(&world, NOBODY, "192.0.2.1", 50).await;
    search(&world, NOBODY, "192.0.2.2", 1).await;
    take_in(&world.house).await.unwrap();
    assert!(all(&store).await.is_empty(), "one network counts once, and two are not enough");
    search(&world, &format!("{NOBODY}&offset=20"), "192.0.2.3", 1).await;
    search(&world, &format!("{NOBODY}&open=1"), "192.0.2.4", 1).await;
    take_in(&world.house).await.unwrap();
    assert!(all(&store).await.is_empty(), "leafing through is no question, and what is closed now is not missing");
    search(&world, NOBODY, "192.0.2.3", 1).await;
    take_in(&world.house).await.unwrap();
    let noted = all(&store).await;
    let [need] = noted.as_slice() else { panic!("{noted:?}") };
    assert_eq!((need.count, need.entry.source.is_search()), (3, true));
    assert!(need.entry.theme.is_some() && need.entry.text.is_empty() && need.entry.municipality.is_none(), "{need:?}");
    world.clock().advance(jiff::Span::new().days(40));
    search(&world, NOBODY, "192.0.2.1", 1).await;
    take_in(&world.house).await.unwrap();
    let grown = all(&store).await.remove(0);
    assert_eq!((grown.count, grown.id), (4, need.id));
    assert!(grown.last_month > grown.first_month);
}

/// A need that searches told of three times, and one that a coordinator noted.
async fn two(world: &World, store: &Store) -> [NeedId; 2] {
    for host in 1..=3 {
        search(world, NOBODY, &format!("192.0.2.{host}"), 1).await;
    }
    take_in(&world.house).await.unwrap();
    let told = all(store).await.remove(0);
    let entry = Entry { text: Text::source(Lang::Nl, "Geen wacht"), source: Source::Council, ..told.entry };
    let (cx, id) = (coordinating(world).await, NeedId::generate(world.clock(), &world.house.random));
    let tx = store.begin().await.unwrap();
    actions::note(&cx, &tx, id, entry).await.unwrap();
    tx.commit().await.unwrap();
    [told.id, id]
}

async fn coordinating(world: &World) -> access::Context {
    world.acting(&world.coordinator().await).await
}

async fn count(store: &Store, id: NeedId) -> i64 {
    records::find(store.read(), id).await.unwrap().unwrap().count
}

/// Long enough for what runs beside to begin, and to wait for what is held.
async fn a_while() {
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
}

#[store::test(&steps())]
async fn what_searches_tell_while_needs_are_merged_or_parted_is_counted(store: Store) {
    let world = brussels(&store).await;
    let [told, noted] = two(&world, &store).await;
    let cx = coordinating(&world).await;
    for host in 4..=6 {
        search(&world, NOBODY, &format!("192.0.2.{host}"), 1).await;
    }
    let tx = store.begin().await.unwrap();
    actions::merge(&cx, &tx, (told, 1), noted).await.unwrap();
    let house = world.house.clone();
    let taking = tokio::spawn(async move { take_in(&house).await });
    a_while().await;
    tx.commit().await.unwrap();
    taking.await.unwrap().unwrap();
    assert_eq!((count(&store, noted).await, count(&store, told).await), (7, 3), "they count where they are led");

    search(&world, NOBODY, "192.0.2.7", 1).await;
    let tx = store.begin().await.unwrap();
    actions::separate(&cx, &tx, told).await.unwrap();
    let house = world.house.clone();
    let taking = tokio::spawn(async move { take_in(&house).await });
    a_while().await;
    tx.commit().await.unwrap();
    taking.await.unwrap().unwrap();
    assert_eq!((count(&store, noted).await, count(&store, told).await), (4, 4));
}

#[store::test(&steps())]
async fn what_is_counted_while_somebody_merges_is_merged_too(store: Store) {
    let world = brussels(&store).await;
    let [told, noted] = two(&world, &store).await;
    let cx = coordinating(&world).await;
    let tx = store.begin().await.unwrap();
    let text = "update need set count = count + 1 where id in ($1, $2)";
    tx.execute_raw(sql(&tx, text, [told.into(), noted.into()])).await.unwrap();
    let beside = store.clone();
    let merging = tokio::spawn(async move {
        let tx = beside.begin().await.unwrap();
        actions::merge(&cx, &tx, (told, 1), noted).await.unwrap();
        tx.commit().await.unwrap();
    });
    a_while().await;
    tx.commit().await.unwrap();
    merging.await.unwrap();
    assert_eq!(count(&store, noted).await, 6);
}

#[store::test(&steps())]
async fn programs_count_too_and_what_a_search_was_narrowed_to_is_told(store: Store) {
    let world = brussels(&store).await;
    for host in 1..=3 {
        search(&world, &format!("{NOBODY}&language=ar&zone=N"), &format!("192.0.2.{host}"), 2).await;
        search(&world, &format!("{NOBODY}&within=5&place=1090"), &format!("192.0.2.{host}"), 1).await;
        asked(&world, ("/api/v1/search", &format!("{NOBODY}&place=1090&limit=5")), &format!("192.0.2.{host}"), 1).await;
    }
    take_in(&world.house).await.unwrap();
    let noted = all(&store).await;
    assert_eq!(noted.len(), 2, "how far somebody would go says nothing of what is lacking: {noted:?}");
    let narrowed = noted.iter().find(|need| need.entry.narrowed.is_some()).unwrap();
    assert_eq!(narrowed.entry.narrowed.as_deref(), Some("language=ar"));
    assert_eq!((narrowed.count, narrowed.entry.zone.as_deref()), (3, Some("N")));
    assert_eq!(rows(&store, "needs_signal", "narrowed <> '' and municipality <> ''").await, 0, "nothing as small");
    assert_eq!(noted.iter().find(|need| need.entry.narrowed.is_none()).unwrap().count, 3);
    let page = world.coordinator().await.speaking(Lang::En).get("/needs").await.expect(200).outline();
    assert!(page.says("Arabic"), "{page}");
}

#[store::test(&steps())]
async fn words_are_hidden_until_enough_people_typed_them_and_forgotten_with_the_month(store: Store) {
    let world = brussels(&store).await;
    for host in 1..=9 {
        search(&world, "q=blorft", &format!("192.0.2.{host}"), 3).await;
    }
    search(&world, "q=zzqx+0470123456", "192.0.2.50", 1).await;
    take_in(&world.house).await.unwrap();
    assert!(all(&store).await.is_empty());
    assert_eq!(rows(&store, "needs_signal", "words <> ''").await, 0, "not in words yet");
    assert_eq!(rows(&store, "needs_hidden", "count = 9").await, 1);
    assert_eq!(rows(&store, "needs_hidden", "hash like '%blorft%'").await, 0);
    assert_eq!(rows(&store, "needs_hidden", "1 = 1").await, 1, "what holds a number is not even counted");
    search(&world, "q=blorft", "192.0.2.10", 1).await;
    take_in(&world.house).await.unwrap();
    let noted = all(&store).await;
    assert_eq!(noted[0].entry.text.plain(Lang::Nl), "blorft");
    assert_eq!((noted[0].count, noted[0].entry.source), (10, Source::Nothing));
    assert_eq!(rows(&store, "needs_hidden", "1 = 1").await, 0);
    search(&world, "q=wuxqle", "192.0.2.1", 1).await;
    take_in(&world.house).await.unwrap();
    assert_eq!(rows(&store, "needs_hidden", "1 = 1").await, 1);
    world.clock().advance(jiff::Span::new().days(40));
    search(&world, NOBODY, "192.0.2.1", 1).await;
    take_in(&world.house).await.unwrap();
    assert_eq!(rows(&store, "needs_hidden", "1 = 1").await, 0, "the month is over: nobody can tell what it was");
}

#[store::test(&steps())]
async fn a_place_is_kept_no_smaller_than_its_municipality(store: Store) {
    let world = brussels(&store).await;
    for host in 1..=3 {
        search(&world, &format!("{NOBODY}&place=1090"), &format!("192.0.2.{host}"), 1).await;
        search(&world, &format!("{NOBODY}&place=Nergensstraat+7+bus+3"), &format!("192.0.2.{host}"), 1).await;
    }
    take_in(&world.house).await.unwrap();
    assert!(rows(&store, "needs_signal", "1 = 1").await > 0);
    let kept = "theme || words || zone || municipality || source";
    assert_eq!(rows(&store, "needs_signal", &format!("lower({kept}) like '%nergens%'")).await, 0);
    assert_eq!(rows(&store, "need", "source = 'search_no_place'").await, 1, "nobody knew the place");
}
