//! The jobs: what waits, what runs, what was given up and can be tried again.

mod actions;

use access::Resource;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use house::House;
use jobs::{Again, Filter, JobId, Queued, State as Stage};
use web::{Answer, Failure, Page, Pager, Path, Query, Right, Routes, Step, see_other, view};

use crate::overview::to_administration;
use crate::refusal::failure;

/// Jobs on one page.
const LINES: u64 = 50;

pub(crate) fn routes(routes: Routes<House>) -> Routes<House> {
    routes.get("/admin/jobs", show, Right::Action("administration.see_jobs")).post(
        "/admin/jobs/{id}/again",
        try_again,
        Right::Action("administration.retry_job"),
    )
}

#[derive(Template)]
#[template(path = "jobs.html")]
struct Jobs {
    page: Page,
    steps: Vec<Step>,
    counts: Vec<Count>,
    lines: Vec<Queued>,
    pager: Pager,
}

struct Count {
    href: String,
    name: String,
    number: u64,
    current: bool,
}

/// The word for a stage in addresses and texts.
fn word(stage: Stage) -> &'static str {
    match stage {
        Stage::Waiting => "waiting",
        Stage::Running => "running",
        Stage::Done => "done",
        Stage::GivenUp => "given-up",
    }
}

impl Jobs {
    fn stage(&self, job: &Queued) -> String {
        self.page.tr(format!("administration-stage-{}", word(job.state))).to_string()
    }

    fn can_try_again(&self, job: &Queued) -> bool {
        job.state == Stage::GivenUp
    }
}

async fn show(page: Page, State(house): State<House>, query: Query) -> Answer {
    page.cx().require("administration.see_jobs", &installation())?;
    let (db, now) = (house.store.read(), page.cx().now());
    let counts = jobs::counts(db, now).await?;
    let asked = query.get("state");
    let state = counts.iter().map(|(stage, _)| *stage).find(|stage| asked == Some(word(*stage)));
    if asked.is_some() && state.is_none() {
        return Err(Failure::bad_input("state"));
    }
    let list = jobs::list(db, Filter { state }, now, query.page(LINES)?).await?;
    let count = |(stage, number): (Stage, u64)| Count {
        href: format!("/admin/jobs?state={}", word(stage)),
        name: page.tr(format!("administration-stage-{}", word(stage))).to_string(),
        number,
        current: state == Some(stage),
    };
    let counts = counts.into_iter().map(count).collect();
    view(&Jobs { steps: to_administration(&page), counts, pager: Pager::of(&list, &query), lines: list.items, page })
}

async fn try_again(page: Page, State(house): State<House>, Path(id): Path<JobId>) -> Answer {
    let tx = house.store.begin().await?;
    let refused = match actions::try_again(page.cx(), &tx, id).await.map_err(failure)? {
        Again::Waits => None,
        Again::AnotherWaits => Some(Failure::refused(StatusCode::CONFLICT, "administration-job-another-waits")),
        Again::Unknown => Some(Failure::not_found()),
    };
    if let Some(failure) = refused {
        return Err(failure.way_out("/admin/jobs", "administration-jobs"));
    }
    tx.commit().await?;
    Ok(see_other("/admin/jobs").saying("administration-job-again").into_response())
}

/// The installation as the policies see it.
pub(crate) fn installation() -> Resource {
    Resource::new("Installation", "installation")
}
