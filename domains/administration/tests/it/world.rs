//! A house with administration only, people who are invented, and browsers.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use access::{
    AccountId, Context, Gate, Invitation, PasswordCost, Policies, Role, Scope, Sessions, Vault, account, link,
};
use axum::Router;
use axum::extract::ConnectInfo;
use house::{Core, House, Pack, Plan};
use jiff::tz::TimeZone;
use kernel::{Clock, Lang, Random};
use search::{Index, Indexer, Lexicon};
use store::{Migration, Store};
use testkit::Client;
use web::{Catalogue, Route, Shell};

pub const PASSWORD: &str = "paardenbloem en regenjas";
pub const WHO: &str = "test@example.org";

/// The tables that administration shows.
pub fn steps() -> Vec<Migration> {
    [journal::MIGRATIONS, access::MIGRATIONS, jobs::MIGRATIONS, mail::MIGRATIONS, search::MIGRATIONS].concat()
}

pub struct World {
    pub house: House,
    pub gate: Gate,
    pub table: Vec<Route>,
    router: Router,
    /// The search index; gone with the world.
    _data: tempfile::TempDir,
}

impl World {
    pub fn new(store: Store) -> Self {
        Self::with_gate(store, |gate| gate)
    }

    pub fn with_gate(store: Store, change: impl FnOnce(Gate) -> Gate) -> Self {
        let data = tempfile::tempdir().unwrap();
        let vault = Vault::new([7; 32], Random::system());
        let gate = change(Gate::new(vault.clone(), PasswordCost::Cheap, Random::system()));
        let rights = [access::RIGHTS, administration::module().rights].concat();
        let policies = Arc::new(Policies::load(&rights).unwrap());
        let clock = Clock::at("2026-11-22T10:00:00Z".parse().unwrap());
        let house = House::new(Core {
            store: store.clone(),
            policies: Arc::clone(&policies),
            clock: clock.clone(),
            random: Random::system(),
            time_zone: TimeZone::UTC,
            vault,
            pack: Pack::from_files([]),
            data: data.path().to_owned(),
        });
        house.fixtures.install(gate.clone());
        let plan = Plan::new([administration::module()]);
        house.fixtures.install(plan.configuration());
        house.fixtures.install(plan.scopes());
        house.fixtures.install(Index::open(data.path(), &Lexicon::default(), &[]).unwrap());
        let mut shell = Shell::bare(Catalogue::load(&[administration::TEXTS]).unwrap(), policies);
        shell.sessions = Arc::new(Sessions::new(store, gate.clone(), clock.clone(), TimeZone::UTC));
        shell.clock = clock;
        shell.nav = administration::module().nav.to_vec();
        let routes = (administration::module().routes)().with_state(house.clone());
        let table = routes.table().to_vec();
        let peer = SocketAddr::from((IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7)), 40_000));
        let router = web::mount(shell, routes).layer(axum::Extension(ConnectInfo(peer)));
        Self { house, gate, table, router, _data: data }
    }

    pub fn system(&self) -> Context {
        self.house.system("test")
    }

    /// Fills the search index; there is nothing to be found here.
    pub async fn index(&self) {
        let index = self.house.fixtures.get::<Index>().unwrap();
        Indexer::new(self.house.store.clone(), (*index).clone(), Vec::new()).catch_up().await.unwrap();
    }

    pub fn pass(&self, span: jiff::Span) {
        self.house.clock.advance(span);
    }

    /// Somebody at a browser who is not signed in, reading in Dutch.
    pub fn visitor(&self) -> Client {
        Client::new(self.router.clone()).speaking(Lang::Nl)
    }

    /// Somebody with an account and a password.
    pub async fn member(&self, email: &str, role: Role) -> AccountId {
        let invitation = Invitation::new(email.parse().unwrap(), role, Scope::Everywhere);
        let hash = self.gate.passwords().hash(PASSWORD, &[]).await.unwrap();
        let tx = self.house.store.begin().await.unwrap();
        let (id, made) = account::invite(&self.gate, &self.system(), &tx, &invitation).await.unwrap();
        let details = ("Test Tester", Lang::Nl, &hash);
        link::accept_invitation(&self.gate, &self.system(), &tx, &made.token, details).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Somebody signed in at a browser.
    pub async fn signed_in(&self, email: &str) -> Client {
        let client = self.visitor();
        client.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await.expect(303);
        client
    }

    /// A new member who is signed in at a browser.
    pub async fn arrive(&self, email: &str, role: Role) -> (AccountId, Client) {
        (self.member(email, role).await, self.signed_in(email).await)
    }
}

/// What stands between two marks of a page.
pub fn between(html: &str, before: &str, after: &str) -> String {
    let (_, rest) = html.split_once(before).unwrap_or_else(|| panic!("no `{before}` in {html}"));
    rest.split_once(after).unwrap_or_else(|| panic!("no `{after}` after `{before}`")).0.to_owned()
}
