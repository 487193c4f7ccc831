//! The needs register: what the field lacks, where, relayed to whom, answered how. Searches that fell short tell of it by
//! themselves, and nothing of who searched.

mod measures;
mod names;
pub mod need;
mod refusal;
mod report;
pub mod signal;
mod themes;

pub use measures::{ANSWERED, MEASURES, NOTED, RELAYED};
pub use refusal::Refusal;

use access::Rights;
use directory::Listener;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::{House, Module, StartFault};
use store::Migration;
use web::{NavItem, Right, Routes, Texts};

use need::{listing, pages};
use signal::hearing::Hearing;

/// The texts of the register.
pub const TEXTS: Texts = web::texts!("needs");

/// The tables of the register.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "needs-0001-register", sql: include_str!("../migrations/0001_register.sql") },
    Migration { name: "needs-0002-finer", sql: include_str!("../migrations/0002_finer.sql") },
    Migration { name: "needs-0003-own-months", sql: include_str!("../migrations/0003_own_months.sql") },
];

/// The class of every column.
pub const COLUMNS: &str = include_str!("../columns.toml");

/// Who may do what.
pub const RIGHTS: &[Rights] = &[Rights { resource: "Need", policies: include_str!("../rights/need.cedar") }];

const READ: Right = Right::Action("needs.read");
const NOTE: Right = Right::Action("needs.note");
const FIGURES: Right = Right::Action("needs.see_figures");

/// The register as the whole house sees it.
pub fn module() -> Module {
    Module {
        migrations: MIGRATIONS,
        columns: COLUMNS,
        rights: RIGHTS,
        routes,
        nav: &[
            NavItem { path: "/needs", label: "needs-nav", right: READ, order: 300 },
            NavItem { path: "/needs/figures", label: "needs-nav-figures", right: FIGURES, order: 310 },
        ],
        measures: MEASURES,
        furnish: Some(furnish),
        tasks: &[signal::taking::keep_taking],
        ..Module::new("needs", TEXTS)
    }
}

/// Lets the directory tell of searches that fell short.
fn furnish(house: &House) -> BoxFuture<'_, Result<(), StartFault>> {
    async move {
        house.fixtures.install(Hearing::new(&house.random));
        let hearing = house.fixtures.get::<Hearing>()?;
        house.fixtures.install(Listener::new(move |search| hearing.hear(&search)));
        Ok(())
    }
    .boxed()
}

/// The pages of the register, each with the right that it asks.
pub fn routes() -> Routes<House> {
    Routes::new()
        .get("/needs", listing::list, READ)
        .get("/needs/list.csv", listing::csv, READ)
        .get("/needs/figures", report::figures, FIGURES)
        .get("/needs/new", pages::new, NOTE)
        .post("/needs", pages::note, NOTE)
        .get("/needs/names", pages::recipients, Right::Action("needs.relay"))
        .get("/needs/{id}", pages::show, READ)
        .get("/needs/{id}/revise", pages::edit, Right::Action("needs.revise"))
        .post("/needs/{id}/revise", pages::revise, Right::Action("needs.revise"))
        .post("/needs/{id}/relay", pages::relay, Right::Action("needs.relay"))
        .post("/needs/{id}/answer", pages::answer, Right::Action("needs.answer"))
        .post("/needs/{id}/set-aside", pages::set_aside, Right::Action("needs.set_aside"))
        .post("/needs/{id}/reopen", pages::reopen, Right::Action("needs.reopen"))
        .post("/needs/{id}/merge", pages::merge, Right::Action("needs.merge"))
        .post("/needs/{id}/separate", pages::separate, Right::Action("needs.separate"))
}
