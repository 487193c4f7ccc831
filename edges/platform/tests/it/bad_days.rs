//! Days on which the database is full or away: a page that says so, nothing half written, and all is well afterwards.

use std::net::SocketAddr;
use std::sync::Arc;

use sea_orm::ConnectionTrait as _;
use store::{Engine, Store, sql};
use testkit::Reply;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::{steps, whole};

fn told_to_come_back(reply: &Reply) {
    assert_eq!(reply.status, 503, "{}", reply.outline());
    assert!(reply.header("retry-after").is_some(), "no Retry-After");
    assert!(!reply.outline().headings.is_empty());
}

async fn entries(store: &Store) -> i64 {
    journal::verify(store.read()).await.unwrap().entries
}

/// Sets how many pages the file may have; the writer's connection is the only one that counts.
async fn allow_pages(store: &Store, most: &str) {
    let tx = store.begin().await.unwrap();
    let wanted = format!("pragma max_page_count = {most}");
    tx.query_one_raw(sql(&tx, &wanted, [])).await.unwrap();
    tx.commit().await.unwrap();
}

async fn invite(admin: &testkit::Client, number: usize) -> Reply {
    let email = format!("full-{number}@example.org");
    let name = "Test Tester ".repeat(7);
    let fields =
        [("email", email.as_str()), ("name", &name), ("lang", "nl"), ("role", "editor"), ("kind", "everywhere")];
    admin.post("/admin/accounts/new", &fields).await
}

#[store::test(&steps())]
async fn a_full_disk_is_told_and_writes_nothing_half(store: Store) {
    if store.engine() != Engine::Sqlite {
        return;
    }
    let world = whole(&store).await;
    let admin = world.admin().await;
    allow_pages(&store, "1").await;
    let mut full = None;
    for number in 0..400 {
        let before = entries(&store).await;
        let reply = invite(&admin, number).await;
        assert!(matches!(reply.status.as_u16(), 200 | 503), "{}", reply.outline());
        if reply.status == 503 {
            assert_eq!(entries(&store).await, before, "the journal knows of something that did not happen");
            full = Some(reply);
            break;
        }
    }
    told_to_come_back(&full.expect("the disk is full at last"));
    world.visitor().get("/").await.expect(200);
    allow_pages(&store, "1073741823").await;
    let reply = invite(&admin, 1_000).await;
    assert!(reply.status.as_u16() < 400, "{}", reply.outline());
}

/// Something between us and the server that can be cut.
struct Wire {
    address: SocketAddr,
    /// Whether the wire is whole; each connection that goes through it listens.
    whole: Arc<watch::Sender<bool>>,
}

impl Wire {
    async fn to(server: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let wire = Self { address: listener.local_addr().unwrap(), whole: Arc::new(watch::Sender::new(true)) };
        let whole = Arc::clone(&wire.whole);
        tokio::spawn(async move {
            loop {
                let (ours, _) = listener.accept().await.unwrap();
                tokio::spawn(carry(ours, server.clone(), whole.subscribe()));
            }
        });
        wire
    }

    /// Cuts it, and returns when nothing goes through any more.
    async fn cut(&self) {
        self.whole.send_replace(false);
        self.whole.closed().await;
    }

    fn mend(&self) {
        self.whole.send_replace(true);
    }
}

/// Carries one connection's bytes until either end hangs up or the wire is cut.
async fn carry(mut ours: TcpStream, server: String, mut whole: watch::Receiver<bool>) {
    if !*whole.borrow_and_update() {
        return;
    }
    let mut theirs = TcpStream::connect(server).await.unwrap();
    tokio::select! {
        _ = copy_bidirectional(&mut ours, &mut theirs) => {}
        _ = whole.changed() => {}
    }
}

#[store::test(&steps())]
async fn a_database_that_goes_away_is_told_and_found_again(store: Store) {
    if store.engine() != Engine::Postgres {
        return;
    }
    let name = sql(store.read(), "select current_database()::text as name", []);
    let name: String = store.read().query_one_raw(name).await.unwrap().unwrap().try_get("", "name").unwrap();
    let server = std::env::var(store::testing::POSTGRES).unwrap();
    let (user, rest) = server.split_once('@').unwrap();
    let wire = Wire::to(rest.split('/').next().unwrap().to_owned()).await;
    let far = Store::open(&format!("{user}@{}/{name}", wire.address)).await.unwrap();
    let world = whole(&far).await;
    let admin = world.admin().await;
    admin.get("/admin/accounts").await.expect(200);

    wire.cut().await;
    told_to_come_back(&admin.get("/admin/accounts").await);

    wire.mend();
    admin.get("/admin/accounts").await.expect(200);
    far.close().await.unwrap();
}
