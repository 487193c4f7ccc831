//! Campaigns: asking organisations by mail whether what the directory says of them is right. A letter carries a link that
//! needs no account; who does not answer is reminded, and in the end called. What it cost is told beside what came of it.

pub mod ask;
pub mod campaign;
pub mod link;
pub mod measures;
mod names;
mod refusal;
mod report;

pub use refusal::Refusal;

use access::Rights;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::{House, Module, StartFault};
use store::Migration;
use web::{NavItem, Right, Routes, Texts};

use ask::{addressing, calling, pages as asked, posting};
use campaign::{editing, pages};
use link::{answering, doors};

/// The texts of campaigns.
pub const TEXTS: Texts = web::texts!("campaigns");

/// The tables of campaigns.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "campaigns-0001-campaigns", sql: include_str!("../migrations/0001_campaigns.sql") },
    Migration { name: "campaigns-0010-addresses", sql: include_str!("../migrations/0010_addresses.sql") },
];

/// The class of every column.
pub const COLUMNS: &str = include_str!("../columns.toml");

/// Who may do what.
pub const RIGHTS: &[Rights] = &[Rights { resource: "Campaign", policies: include_str!("../rights/campaign.cedar") }];

const READ: Right = Right::Action("campaigns.read");
const CREATE: Right = Right::Action("campaigns.create");
const REVISE: Right = Right::Action("campaigns.revise");
const CALL: Right = Right::Action("campaigns.call");

/// Campaigns as the whole house sees them.
pub fn module() -> Module {
    Module {
        migrations: MIGRATIONS,
        columns: COLUMNS,
        rights: RIGHTS,
        routes,
        jobs: |house| posting::handler(house).into_iter().collect(),
        nav: &[
            NavItem { path: "/campaigns", label: "campaigns-nav", right: READ, order: 160 },
            NavItem { path: "/campaigns/calls", label: "campaigns-nav-calls", right: CALL, order: 161 },
        ],
        measures: measures::MEASURES,
        furnish: Some(furnish),
        tasks: &[posting::keep_asking],
        ..Module::new("campaigns", TEXTS)
    }
}

/// Keeps ready what letters say around what editors write.
fn furnish(house: &House) -> BoxFuture<'_, Result<(), StartFault>> {
    async move {
        house.fixtures.install(campaign::wording::Words::load()?);
        Ok(())
    }
    .boxed()
}

/// The pages of campaigns, and what the links of letters open, each with the right that it asks.
pub fn routes() -> Routes<House> {
    let kept = Routes::new()
        .get("/campaigns", pages::list, READ)
        .get("/campaigns/new", editing::new, CREATE)
        .post("/campaigns", editing::create, CREATE)
        .get("/campaigns/calls", calling::list, CALL)
        .get("/campaigns/figures", report::figures, READ)
        .get("/campaigns/{id}", pages::show, READ)
        .get("/campaigns/{id}/revise", editing::edit, REVISE)
        .post("/campaigns/{id}/revise", editing::revise, REVISE)
        .post("/campaigns/{id}/discard", pages::discard, Right::Action("campaigns.discard"))
        .post("/campaigns/{id}/start", pages::start, Right::Action("campaigns.start"))
        .post("/campaigns/{id}/stop", pages::stop, Right::Action("campaigns.stop"))
        .post("/campaigns/{id}/resume", pages::resume, Right::Action("campaigns.resume"))
        .post("/campaigns/{id}/revoke", pages::revoke, Right::Action("campaigns.revoke"))
        .get("/campaigns/asks/{id}", asked::show, CALL)
        .post("/campaigns/asks/{id}/call", calling::called, CALL)
        .post("/campaigns/asks/{id}/address", addressing::give, Right::Action("campaigns.give_address"))
        .post("/campaigns/asks/{id}/leave-out", asked::leave_out, Right::Action("campaigns.leave_out"))
        .post("/campaigns/asks/{id}/write-again", asked::write_again, Right::Action("campaigns.write_again"));
    answered(kept)
}

/// What the link of a letter opens. Who may come in is decided by the link itself.
fn answered(routes: Routes<House>) -> Routes<House> {
    const ANSWER: Right = Right::Action("campaigns.answer");
    routes
        .get("/asked/{token}", doors::show, ANSWER)
        .post("/asked/{token}/confirm", answering::confirm, ANSWER)
        .get("/asked/{token}/correct/{entry}", answering::form, ANSWER)
        .post("/asked/{token}/correct/{entry}", answering::correct, ANSWER)
        .post("/asked/{token}/gone", answering::gone, ANSWER)
        .get("/asked/{token}/no-more", doors::no_more, Right::Action("campaigns.opt_out"))
        .by_address("/asked/{token}/no-more", doors::opt_out, Right::Action("campaigns.opt_out"))
        .post("/asked/{token}/again", doors::again, Right::Action("campaigns.renew"))
}
