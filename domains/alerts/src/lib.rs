//! Saved searches: somebody keeps what they look for, and is told by letter, at most once a day, what is new in it. Without an
//! account the mailbox confirms first, and one press stops it.

pub mod alert;
mod refusal;

pub use refusal::Refusal;

use access::Rights;
use directory::watching::Keeper;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::{House, Module, StartFault};
use kernel::Day;
use mail::Address;
use store::Migration;
use web::{NavItem, Origin, Right, Routes, Texts, Turnstile};

use alert::wording::Words;
use alert::{mailing, own, telling};

/// The texts of alerts.
pub const TEXTS: Texts = web::texts!("alerts");

/// The table of alerts.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "alerts-0001-alerts", sql: include_str!("../migrations/0001_alerts.sql") },
    Migration { name: "alerts-0002-mailboxes", sql: include_str!("../migrations/0002_mailboxes.sql") },
];

/// The class of every column.
pub const COLUMNS: &str = include_str!("../columns.toml");

/// Who may do what.
pub const RIGHTS: &[Rights] = &[Rights { resource: "Alert", policies: include_str!("../rights/alert.cedar") }];

/// As often may one network ask for letters on a day; a hospital or a library is one network.
const MOST_ASKED: u32 = 30;
/// And as often for mailboxes of one domain: who keeps a domain has as many as they like.
const MOST_OF_DOMAIN: u32 = 20;
/// And as many questions may reach one mailbox on a day.
const MOST_QUESTIONS: u32 = 3;

/// Alerts as the whole house sees them.
pub fn module() -> Module {
    Module {
        migrations: MIGRATIONS,
        columns: COLUMNS,
        rights: RIGHTS,
        routes,
        foot: &[NavItem { path: "/me/searches", label: "alerts-title", right: Right::SignedIn, order: 45 }],
        jobs: |house| telling::handler(house).into_iter().collect(),
        furnish: Some(furnish),
        tasks: &[telling::keep_telling],
        ..Module::new("alerts", TEXTS)
    }
}

/// Lets as many letters be asked for as one network may on a day, and as many as one mailbox bears.
pub(crate) struct Gate {
    pub networks: Turnstile,
    domains: Turnstile,
    mailboxes: Turnstile,
}

impl Gate {
    /// Counts a question to a mailbox, however its address is written, and says whether it may go.
    pub fn admits_letter(&self, origin: Origin, today: Day, to: &Address) -> bool {
        self.mailboxes.admits_for(Origin(None), today, &to.behind())
            && self.domains.admits_for(origin, today, &to.domain())
    }
}

fn furnish(house: &House) -> BoxFuture<'_, Result<(), StartFault>> {
    async move {
        let open = house.fixtures.get::<mail::Outbox>().is_ok_and(|outbox| outbox.is_open());
        house.fixtures.install(Keeper { own: "/me/searches/new", by_mail: open.then_some("/alerts/new") });
        let turnstile = |most| Turnstile::new(most, house.random.clone());
        house.fixtures.install(Gate {
            networks: turnstile(MOST_ASKED),
            domains: turnstile(MOST_OF_DOMAIN),
            mailboxes: turnstile(MOST_QUESTIONS),
        });
        house.fixtures.install(Words::load()?);
        Ok(())
    }
    .boxed()
}

/// The pages of kept searches, each with the right that it asks.
pub fn routes() -> Routes<House> {
    const ASK: Right = Right::Action("alerts.ask");
    Routes::new()
        .get("/me/searches", own::list, Right::SignedIn)
        .get("/me/searches/new", own::new, Right::SignedIn)
        .post("/me/searches", own::save, Right::SignedIn)
        .journals("alerts.save")
        .post("/me/searches/{id}/change", own::change, Right::SignedIn)
        .journals("alerts.change")
        .post("/me/searches/{id}/remove", own::remove, Right::SignedIn)
        .journals("alerts.remove")
        .get("/alerts/new", mailing::new, ASK)
        .post("/alerts", mailing::ask, ASK)
        .get("/alerts/sent", mailing::sent, ASK)
        .get("/alerts/{token}", mailing::show, Right::Public)
        .post("/alerts/{token}/confirm", mailing::confirm, Right::Action("alerts.confirm"))
        .get("/alerts/{token}/stop", mailing::show, Right::Public)
        .by_address("/alerts/{token}/stop", mailing::stop, Right::Action("alerts.stop"))
}
