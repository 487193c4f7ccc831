//! Letters on real databases, and to a mail server that is only pretended.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

mod server;

use std::sync::Arc;

use access::{Context, Policies, Vault};
use jiff::tz::TimeZone;
use jobs::{Worker, run_due};
use kernel::{Clock, Lang, Random};
use mail::{Letter, LetterId, Outbox, Post, State, counts, handler, withdraw};
use sea_orm::ConnectionTrait as _;
use server::Server;
use store::{Migration, Store, sql};

fn steps() -> Vec<Migration> {
    [journal::MIGRATIONS, access::MIGRATIONS, jobs::MIGRATIONS, mail::MIGRATIONS].concat()
}

fn context() -> Context {
    let clock = Clock::at("2026-11-23T09:00:00Z".parse().unwrap());
    let policies = Arc::new(Policies::load(access::RIGHTS).unwrap());
    Context::system("test", clock, Random::system(), policies, TimeZone::UTC)
}

fn outbox(post: Post) -> Outbox {
    Outbox::new(Vault::new([7; 32], Random::seeded(5)), post, "https://relais.example")
}

fn letter() -> Letter {
    Letter {
        kind: "test.letter".to_owned(),
        to: "test.tester@example.org".parse().unwrap(),
        answer_to: None,
        lang: Lang::Nl,
        subject: "Kloppen uw gegevens nog?".to_owned(),
        text: "Beste Test Tester\n".to_owned(),
        unsubscribe: None,
        one_click: false,
    }
}

async fn put(store: &Store, outbox: &Outbox) -> LetterId {
    let tx = store.begin().await.unwrap();
    let id = outbox.put(&context(), &tx, &letter()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn work(store: &Store, outbox: &Outbox) -> u64 {
    run_due(&Worker::new(store.clone(), [handler(outbox.clone())], context())).await.unwrap()
}

async fn states(store: &Store) -> Vec<(State, i64)> {
    counts(store.read()).await.unwrap().into_iter().map(|count| (count.state, count.letters)).collect()
}

async fn sealed(store: &Store) -> Option<Vec<u8>> {
    let row = store.read().query_one_raw(sql(store.read(), "select sealed from letter", [])).await.unwrap();
    row.unwrap().try_get("", "sealed").unwrap()
}

#[store::test(&steps())]
async fn a_letter_goes_out_once_and_is_forgotten(store: Store) {
    let outbox = outbox(Post::caught());
    put(&store, &outbox).await;
    let kept = sealed(&store).await.unwrap();
    assert!(!kept.windows(6).any(|part| part == b"tester"), "what waits is sealed");
    assert_eq!(work(&store, &outbox).await, 1);
    assert_eq!(outbox.post().letters(), [letter()]);
    assert_eq!((states(&store).await, sealed(&store).await), (vec![(State::Posted, 1)], None));
    assert_eq!(work(&store, &outbox).await, 0);
}

#[store::test(&steps())]
async fn a_letter_of_a_lost_transaction_never_goes(store: Store) {
    let outbox = outbox(Post::caught());
    let tx = store.begin().await.unwrap();
    outbox.put(&context(), &tx, &letter()).await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!((work(&store, &outbox).await, states(&store).await), (0, Vec::new()));
}

#[store::test(&steps())]
async fn a_letter_that_waits_can_be_taken_back(store: Store) {
    let outbox = outbox(Post::caught());
    let id = put(&store, &outbox).await;
    let tx = store.begin().await.unwrap();
    assert_eq!(withdraw(&context(), &tx, &[id, id]).await.unwrap(), 1);
    tx.commit().await.unwrap();
    work(&store, &outbox).await;
    assert_eq!((outbox.post().letters(), states(&store).await), (Vec::new(), vec![(State::Withdrawn, 1)]));
}

#[store::test(&steps())]
async fn another_key_opens_no_letter(store: Store) {
    put(&store, &outbox(Post::caught())).await;
    let other = Outbox::new(Vault::new([8; 32], Random::seeded(5)), Post::caught(), "");
    work(&store, &other).await;
    assert_eq!((other.post().letters(), states(&store).await), (Vec::new(), vec![(State::Refused, 1)]));
}

#[store::test(&steps())]
async fn letters_that_went_are_forgotten_after_their_time(store: Store) {
    let outbox = outbox(Post::caught());
    put(&store, &outbox).await;
    work(&store, &outbox).await;
    put(&store, &outbox).await;
    let tx = store.begin().await.unwrap();
    assert_eq!(mail::purge(&tx, "2027-11-23T09:00:00Z".parse().unwrap()).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(states(&store).await, [(State::Waiting, 1)], "what waits is not forgotten");
}

#[store::test(&steps())]
async fn a_mail_server_takes_it_refuses_it_or_asks_to_wait(store: Store) {
    for (answer, state, fault) in [
        ("250 ok", State::Posted, None),
        ("550 no such mailbox <test.tester@example.org>", State::Refused, Some("code 550")),
        ("451 later", State::Waiting, None),
    ] {
        let server = Server::start(answer).await;
        let outbox = outbox(Post::of(Some(&server.url()), Some("Relais <help@relais.example>")).unwrap());
        assert!(outbox.post().knock().await.unwrap().contains("lets us in"));
        let id = put(&store, &outbox).await;
        work(&store, &outbox).await;
        let text = "select state, fault from letter where id = $1";
        let row = store.read().query_one_raw(sql(store.read(), text, [id.into()])).await.unwrap().unwrap();
        let told: Option<String> = row.try_get("", "fault").unwrap();
        assert_eq!((row.try_get::<State>("", "state").unwrap(), told.as_deref()), (state, fault), "{answer}");
        let took = server.taken();
        assert!(took.contains("RCPT TO:<test.tester@example.org>"), "{took}");
        assert_eq!(took.contains("Beste Test Tester"), state == State::Posted, "{took}");
    }
}

#[tokio::test]
async fn a_folder_gets_a_file_for_each_letter() {
    let dir = tempfile::tempdir().unwrap();
    let way = format!("folder:{}", dir.path().join("letters").display());
    let post = Post::of(Some(&way), Some("help@relais.example")).unwrap();
    let id = LetterId::generate(&Clock::system(), &Random::seeded(1));
    post.hand_over(id, &letter()).await.unwrap();
    let text = std::fs::read_to_string(dir.path().join(format!("letters/{id}.eml"))).unwrap();
    assert!(text.contains("To: test.tester@example.org") && text.contains("Beste Test Tester"), "{text}");
}

#[tokio::test]
async fn a_server_that_is_away_is_told() {
    let port = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let post = Post::of(Some(&format!("smtp://127.0.0.1:{port}")), Some("help@relais.example")).unwrap();
    assert!(post.knock().await.unwrap_err().to_string().contains("could not be reached"));
}
