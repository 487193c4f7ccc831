//! Whether the installation is well: each part with what was found and what to do about it.

use access::{Gate, Refusal, VaultError};
use askama::Template;
use axum::extract::State;
use house::{Fixture, House};
use jobs::State as Stage;
use search::Index;
use web::{Answer, Failure, Page, Step, view};

use crate::overview::to_administration;
use crate::queue::installation;

#[derive(Template)]
#[template(path = "health.html")]
struct Health {
    page: Page,
    steps: Vec<Step>,
    checks: Vec<Check>,
    facts: Vec<(String, String)>,
}

/// A part of the installation, how it is, and what that means.
struct Check {
    name: String,
    well: bool,
    found: String,
}

pub(crate) async fn show(
    page: Page,
    State(house): State<House>,
    Fixture(gate): Fixture<Gate>,
    Fixture(search): Fixture<Index>,
) -> Answer {
    page.cx().require("administration.see_health", &installation())?;
    let checks = vec![
        database(&page, &house).await,
        key(&page, &house, &gate).await?,
        index(&page, &search),
        jobs(&page, &house).await?,
    ];
    let facts = facts(&page, &house).await?;
    view(&Health { steps: to_administration(&page), checks, facts, page })
}

fn check(page: &Page, name: &str, (well, found): (bool, String)) -> Check {
    Check { name: page.tr(name).to_string(), well, found }
}

async fn database(page: &Page, house: &House) -> Check {
    let answer = match house.store.ping().await {
        Ok(()) => (true, page.tr("administration-health-database-well").to_string()),
        Err(_) => (false, page.tr("administration-health-database-away").to_string()),
    };
    check(page, "administration-health-database", answer)
}

/// Whether the key opens what the database holds. Marks nothing: the unit of work is forgotten.
async fn key(page: &Page, house: &House, gate: &Gate) -> Result<Check, Failure> {
    let tx = house.store.begin().await?;
    let proof = gate.vault().prove(&tx).await;
    tx.rollback().await?;
    let answer = match proof {
        Ok(()) => (true, page.tr("administration-health-key-well").to_string()),
        Err(Refusal::Vault(VaultError::OtherKey)) => (false, page.tr("administration-health-key-other").to_string()),
        Err(refusal) => return Err(crate::refusal::failure(refusal)),
    };
    Ok(check(page, "administration-health-key", answer))
}

fn index(page: &Page, search: &Index) -> Check {
    let answer = if search.is_ready() {
        (true, page.tr("administration-health-index-well").arg("n", search.documents()).to_string())
    } else {
        (false, page.tr("administration-health-index-filling").to_string())
    };
    check(page, "administration-health-index", answer)
}

async fn jobs(page: &Page, house: &House) -> Result<Check, Failure> {
    let counts = jobs::counts(house.store.read(), page.cx().now()).await?;
    let of = |stage: Stage| counts.iter().find(|(each, _)| *each == stage).map_or(0, |(_, number)| *number);
    let (waiting, given_up) = (of(Stage::Waiting), of(Stage::GivenUp));
    let found = page.tr("administration-health-jobs-found").arg("waiting", waiting).arg("given", given_up).to_string();
    Ok(check(page, "administration-jobs", (given_up == 0, found)))
}

async fn facts(page: &Page, house: &House) -> Result<Vec<(String, String)>, Failure> {
    let engine = match house.store.engine() {
        store::Engine::Sqlite => "SQLite",
        store::Engine::Postgres => "PostgreSQL",
    };
    let steps = store::applied(&house.store).await?.len();
    let entries = journal::list(house.store.read(), &journal::Filter::default(), kernel::PageRequest::first(1)).await?;
    let zone = page.cx().time_zone.iana_name().unwrap_or("UTC").to_owned();
    let facts = [
        ("administration-fact-version", env!("CARGO_PKG_VERSION").to_owned()),
        ("administration-fact-engine", engine.to_owned()),
        ("administration-fact-steps", page.number(i64::try_from(steps).unwrap_or(i64::MAX))),
        ("administration-fact-journal", page.number(i64::try_from(entries.total).unwrap_or(i64::MAX))),
        ("administration-fact-clock", page.moment(page.cx().now())),
        ("administration-fact-zone", zone),
    ];
    Ok(facts.map(|(key, value)| (page.tr(key).to_string(), value)).into())
}
