//! The small world of these tests: a database, a clock that moves, and people who are invented.

use std::sync::Arc;
use std::time::Duration;

use access::sign_in::{self, Credentials};
use access::{
    AccountId, Actor, Context, Email, Gate, Invitation, MIGRATIONS, OneTimeLink, PasswordCost, Policies, RIGHTS,
    Refusal, Role, Scope, Session, Sessions, Started, Vault, account, link, session,
};
use jiff::tz::TimeZone;
use kernel::{Clock, Lang, Random};
use sea_orm::ConnectionTrait as _;
use store::{Migration, Store, sql};

pub const PASSWORD: &str = "paardenbloem en regenjas";

/// The tables of journal and access.
pub fn steps() -> Vec<Migration> {
    [journal::MIGRATIONS, MIGRATIONS].concat()
}

pub struct World {
    pub store: Store,
    pub clock: Clock,
    pub gate: Gate,
    policies: Arc<Policies>,
}

impl World {
    pub fn new(store: Store) -> Self {
        Self::with_gate(store, |gate| gate)
    }

    pub fn with_gate(store: Store, change: impl FnOnce(Gate) -> Gate) -> Self {
        let vault = Vault::new([7; 32], Random::system());
        Self {
            store,
            clock: Clock::at("2026-11-22T10:00:00Z".parse().unwrap()),
            gate: change(Gate::new(vault, PasswordCost::Cheap, Random::system())),
            policies: Arc::new(Policies::load(RIGHTS).unwrap()),
        }
    }

    pub fn system(&self) -> Context {
        let policies = Arc::clone(&self.policies);
        Context::system("test", self.clock.clone(), Random::system(), policies, TimeZone::UTC)
    }

    pub fn visitor(&self) -> Context {
        Context { actor: Actor::Visitor, ..self.system() }
    }

    pub fn sessions(&self) -> Sessions {
        Sessions::new(self.store.clone(), self.gate.clone(), self.clock.clone(), TimeZone::UTC)
    }

    pub async fn session(&self, token: &str) -> Option<Session> {
        self.sessions().find(token).await.unwrap()
    }

    /// Waits until it is noted that a session was used now: requests do not wait for that.
    pub async fn until_seen(&self, started: &Started) {
        let id = self.session(&started.token).await.unwrap().account.id;
        for _ in 0..500 {
            let held = session::of_account(self.store.read(), id, self.clock.now(), &started.token).await.unwrap();
            if held.iter().any(|(held, this)| *this && held.seen_at == self.clock.now()) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("it was never noted that the session was used");
    }

    /// The context of whoever holds a session.
    pub async fn acting(&self, started: &Started) -> Context {
        Context { actor: self.sessions().actor(&started.token).await.unwrap(), ..self.system() }
    }

    pub async fn invite(&self, email: &str, role: Role) -> (AccountId, OneTimeLink) {
        let invitation = Invitation::new(email.parse().unwrap(), role, Scope::Everywhere);
        let tx = self.store.begin().await.unwrap();
        let made = account::invite(&self.gate, &self.system(), &tx, &invitation).await.unwrap();
        tx.commit().await.unwrap();
        made
    }

    pub async fn accept(&self, link: &OneTimeLink) -> Result<AccountId, Refusal> {
        let hash = self.gate.passwords().hash(PASSWORD, &[]).await.unwrap();
        let tx = self.store.begin().await.unwrap();
        let details = ("Test Tester", Lang::Nl, &hash);
        let id = link::accept_invitation(&self.gate, &self.visitor(), &tx, &link.token, details).await?;
        tx.commit().await.unwrap();
        Ok(id)
    }

    /// Somebody with an account and a password.
    pub async fn member(&self, email: &str, role: Role) -> AccountId {
        let (id, link) = self.invite(email, role).await;
        assert_eq!(self.accept(&link).await.unwrap(), id);
        id
    }

    pub async fn try_sign_in(&self, email: &str, password: &str) -> Result<Started, Refusal> {
        self.try_sign_in_from("192.0.2.7", (email, password)).await
    }

    pub async fn try_sign_in_from(&self, origin: &str, typed: (&str, &str)) -> Result<Started, Refusal> {
        let (email, password) = typed;
        let typed = Credentials { email, password, origin: Some(origin.parse().unwrap()), mark: None };
        sign_in::sign_in(&self.gate, &self.visitor(), &self.store, typed).await
    }

    /// From a browser that kept a mark, on a network of its own.
    pub async fn try_sign_in_marked(&self, mark: &str, typed: (&str, &str)) -> Result<Started, Refusal> {
        let (email, password) = typed;
        let typed = Credentials { email, password, origin: "198.51.100.7".parse().ok(), mark: Some(mark) };
        sign_in::sign_in(&self.gate, &self.visitor(), &self.store, typed).await
    }

    pub async fn sign_in(&self, email: &str) -> Started {
        self.try_sign_in(email, PASSWORD).await.unwrap()
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> i64 {
        let db = self.store.read();
        let query = sql(db, &format!("select count(*) as n from {table}"), []);
        db.query_one_raw(query).await.unwrap().unwrap().try_get("", "n").unwrap()
    }

    /// The actions in the journal about an account, the latest first.
    pub async fn told(&self, id: AccountId) -> Vec<String> {
        let filter = journal::Filter { record_id: Some(id.to_string()), ..journal::Filter::default() };
        let page = journal::list(self.store.read(), &filter, kernel::PageRequest::first(50)).await.unwrap();
        page.items.into_iter().map(|entry| entry.note.action).collect()
    }
}

/// Does something in a unit of its own, committed only when it succeeds.
#[macro_export]
macro_rules! unit {
    ($world:expr, $tx:ident => $work:expr) => {{
        let $tx = $world.store.begin().await.unwrap();
        let result = $work.await;
        if result.is_ok() {
            $tx.commit().await.unwrap();
        } else {
            $tx.rollback().await.unwrap();
        }
        result
    }};
}

pub fn email(text: &str) -> Email {
    text.parse().unwrap()
}
