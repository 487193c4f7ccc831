//! A house for tests: a region, a clock that moves, chance that repeats, and whoever comes to the door.

use std::path::Path;
use std::sync::Arc;

use access::{Actor, Context, Gate, PasswordCost, Vault};
use axum::Router;
use house::{Core, Front, House, Module, Pack, Plan};
use jiff::tz::TimeZone;
use jobs::{Worker, run_due};
use kernel::{Clock, Random, Text};
use search::{Index, Indexer};
use store::Store;
use web::Route;

use crate::Client;

/// How people reach every house for tests, as its letters say.
const ADDRESS: &str = "https://relais.example";
/// When every test begins: a Tuesday morning.
const BEGINNING: &str = "2026-03-10T09:00:00Z";
/// Where every chance begins.
const SEED: u64 = 20_260_310;

/// A house for tests.
#[derive(Debug)]
pub struct World {
    /// What handlers, jobs and imports share.
    pub house: House,
    /// What guards the way in.
    pub gate: Gate,
    /// Every route with its right.
    pub routes: Vec<Route>,
    plan: Plan,
    router: Router,
    /// The search index and other files; gone with the world.
    _data: tempfile::TempDir,
}

impl World {
    /// A house with these departments in the invented region, whose pack is loaded. The database must have been
    /// migrated by [`World::steps`] of the same departments.
    ///
    /// # Panics
    /// When a department cannot be set up: nothing can be tested then.
    pub async fn new(store: &Store, modules: impl IntoIterator<Item = Module>) -> Self {
        Self::in_region(store, modules, crate::testland()).await
    }

    /// As [`World::new`], in the region of another pack.
    ///
    /// # Panics
    /// When a department cannot be set up.
    pub async fn in_region(store: &Store, modules: impl IntoIterator<Item = Module>, pack: Pack) -> Self {
        let plan = Plan::new(modules);
        plan.attend(store);
        let data = tempfile::Builder::new().prefix("relais-world").tempdir().expect("a temporary directory");
        let random = Random::seeded(SEED);
        let vault = Vault::new([7; 32], random.clone());
        let gate = Gate::new(vault.clone(), PasswordCost::Cheap, random.clone());
        let house = House::new(Core {
            store: store.clone(),
            policies: Arc::new(plan.policies().expect("the policies")),
            clock: Clock::at(BEGINNING.parse().expect("a moment")),
            random,
            time_zone: TimeZone::get("Europe/Brussels").expect("the time zone"),
            vault,
            pack,
            data: data.path().to_owned(),
        });
        house.fixtures.install(gate.clone());
        house.fixtures.install(documents::Press::default());
        house.fixtures.install(mail::Outbox::new(house.vault.clone(), mail::Post::caught(), ADDRESS));
        load(&plan, &house).await;
        plan.furnish(&house).await.expect("every department furnished");
        let region = Text::same_everywhere("Testland");
        let front = Front { region, country: "BE".to_owned(), https: false, public_url: None, help: None };
        let shell = plan.shell(&house, &gate, front).expect("the texts");
        let routes = plan.routes(&house);
        let table = routes.table().to_vec();
        Self { router: web::mount(shell, routes), routes: table, house, gate, plan, _data: data }
    }

    /// Every step of the schema that these departments need, for `#[store::test(&World::steps([module()]))]`.
    pub fn steps(modules: impl IntoIterator<Item = Module>) -> Vec<store::Migration> {
        Plan::new(modules).steps()
    }

    /// The pack of a real region of this repository.
    ///
    /// # Panics
    /// When there is none of that name.
    pub fn real_pack(name: &str) -> Pack {
        let regions = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regions");
        Pack::from_dir(&regions.join(name)).unwrap_or_else(|fault| panic!("{fault}"))
    }

    /// Somebody without an account.
    pub fn visitor(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// The clock, to be moved.
    pub fn clock(&self) -> &Clock {
        &self.house.clock
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.house.store
    }

    /// The site itself, for requests that no browser would make.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// A context in which the program itself acts.
    pub fn system(&self) -> Context {
        self.house.system("test")
    }

    /// A context in which whoever holds a client's session acts.
    ///
    /// # Panics
    /// When the session cannot be looked up.
    pub async fn acting(&self, client: &Client) -> Context {
        let (store, clock) = (self.store().clone(), self.clock().clone());
        let sessions = access::Sessions::new(store, self.gate.clone(), clock, self.house.time_zone.clone());
        let actor = match client.session() {
            Some(token) => sessions.actor(&token).await.expect("the session"),
            None => Actor::Visitor,
        };
        Context { actor, ..self.system() }
    }

    /// Brings the search index up to the last change.
    ///
    /// # Panics
    /// When it cannot be written.
    pub async fn index(&self) {
        let index = self.house.fixtures.get::<Index>().expect("the index");
        let sources = self.plan.sources(&self.house);
        Indexer::new(self.store().clone(), (*index).clone(), sources).catch_up().await.expect("an index");
    }

    /// The letters that went out: run the jobs first.
    ///
    /// # Panics
    /// When there is no outbox.
    pub fn letters(&self) -> Vec<mail::Letter> {
        self.house.fixtures.get::<mail::Outbox>().expect("the outbox").post().letters()
    }

    /// Does every job that is due, and answers how many there were.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn run_jobs(&self) -> u64 {
        let worker = Worker::new(self.store().clone(), self.plan.handlers(&self.house), self.house.system("worker"));
        run_due(&worker).await.expect("the queue")
    }
}

async fn load(plan: &Plan, house: &House) {
    let tx = house.store.begin().await.expect("a unit of work");
    let cx = house.system("region");
    plan.load(&cx, &tx, &house.pack).await.unwrap_or_else(|fault| panic!("the pack: {fault}"));
    tx.commit().await.expect("the pack kept");
}
