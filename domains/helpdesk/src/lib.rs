//! The helpdesk: what reaches a line, who it came from, what was given in answer, and the figures of it.

pub mod contact;
mod corrections;
mod demo;
pub mod desk;
pub mod lacking;
pub mod measures;
mod names;
pub mod pack;
mod periods;
mod refusal;
mod report;
mod surroundings;
mod today;

pub use demo::{DemoFault, demo_contacts};
pub use refusal::Refusal;

use access::Rights;
use house::{House, Module, PackPart, ScopeKind};
use kernel::Text;
use store::{Migration, StoreError};
use web::{NavItem, Right, Routes, Texts};

use contact::{listing, pages, writing};

/// The texts of the helpdesk.
pub const TEXTS: Texts = web::texts!("helpdesk");

/// The tables of the helpdesk.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "helpdesk-0001-contacts", sql: include_str!("../migrations/0001_contacts.sql") },
    Migration { name: "helpdesk-0002-logged-month", sql: include_str!("../migrations/0002_logged_month.sql") },
];

/// The class of every column.
pub const COLUMNS: &str = include_str!("../columns.toml");

/// Who may do what.
pub const RIGHTS: &[Rights] = &[
    Rights { resource: "Line", policies: include_str!("../rights/line.cedar") },
    Rights { resource: "Contact", policies: include_str!("../rights/contact.cedar") },
];

const READ: Right = Right::Action("helpdesk.read_contact");
const LOG: Right = Right::Action("helpdesk.log_contact");
const CORRECT: Right = Right::Action("helpdesk.correct_contact");
const WITHDRAW: Right = Right::Action("helpdesk.withdraw_contact");
const RESTORE: Right = Right::Action("helpdesk.restore_contact");
const FIGURES: Right = Right::Action("helpdesk.see_figures");

/// The helpdesk as the whole house sees it.
pub fn module() -> Module {
    Module {
        migrations: MIGRATIONS,
        columns: COLUMNS,
        rights: RIGHTS,
        configuration: &["helpdesk"],
        scopes: &[ScopeKind { word: "line", known: |house| Box::pin(lines(house)) }],
        routes,
        nav: &[
            NavItem { path: "/helpdesk", label: "helpdesk-nav", right: READ, order: 200 },
            NavItem { path: "/helpdesk/figures", label: "helpdesk-nav-figures", right: FIGURES, order: 210 },
        ],
        measures: measures::MEASURES,
        jobs: |house| vec![lacking::handler(house)],
        furnish: Some(corrections::furnish),
        tasks: &[lacking::keep_telling],
        keys: &desk::pack::KEYS,
        pack: Some(PackPart { check: pack::check, load: |cx, tx, pack| Box::pin(pack::taken_in(cx, tx, pack)) }),
        ..Module::new("helpdesk", TEXTS)
    }
}

/// The lines that a role can be held for.
async fn lines(house: &House) -> Result<Vec<(String, Text)>, StoreError> {
    let desk = desk::records::desk(house.store.read()).await?;
    Ok(desk.lines.into_iter().map(|line| (line.code, line.names)).collect())
}

/// The pages of the helpdesk, each with the right that it asks.
pub fn routes() -> Routes<House> {
    Routes::new()
        .get("/helpdesk", today::today, READ)
        .get("/helpdesk/contacts", listing::list, READ)
        .get("/helpdesk/contacts/new", writing::new, LOG)
        .post("/helpdesk/contacts", writing::log, LOG)
        .post("/helpdesk/contacts/find", writing::find, READ)
        .leaves_no_trace("it searches the directory for the form and changes nothing")
        .get("/helpdesk/contacts/{id}", pages::show, READ)
        .get("/helpdesk/contacts/{id}/correct", writing::edit, CORRECT)
        .post("/helpdesk/contacts/{id}/correct", writing::correct, CORRECT)
        .post("/helpdesk/contacts/{id}/withdraw", pages::withdraw, WITHDRAW)
        .post("/helpdesk/contacts/{id}/restore", pages::restore, RESTORE)
        .get("/helpdesk/figures", report::pages::figures, FIGURES)
        .get("/helpdesk/figures.csv", report::csv::csv, FIGURES)
}
