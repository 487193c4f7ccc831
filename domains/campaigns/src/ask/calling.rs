//! Calling those whom letters did not reach: the list, and writing down what came of a call.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use directory::OrganisationId;
use directory::outreach::{Wanted, addressees, callable, names};
use house::House;
use kernel::{Day, Text};
use sea_orm::{ConnectionTrait, DbErr};
use web::{Answer, Form, Page, Pager, Path, Query, see_other, view};

use super::pages::draw;
use super::{Ask, AskId, Call, CallId, Outcome, actions, records};
use crate::campaign::records as campaigns;
use crate::names::as_listed;

/// Organisations on a page.
const AT_ONCE: u64 = 25;
/// The longest call, minutes.
const LONGEST: i64 = 240;

/// Whom to call.
#[derive(Template)]
#[template(path = "ask/calls.html")]
struct Calls {
    page: Page,
    total: u64,
    rows: Vec<ToCall>,
    pager: Pager,
}

/// Somebody to call.
struct ToCall {
    id: AskId,
    name: Text,
    phone: String,
    campaign: String,
    /// Since which day an answer is asked for.
    since: String,
    until: String,
    /// How often it was tried.
    tried: usize,
}

/// `GET /campaigns/calls`
pub(crate) async fn list(page: Page, State(house): State<House>, query: Query) -> Answer {
    let db = house.store.read();
    let all = in_order(&page, db, records::to_call(db).await?).await?;
    let found = kernel::Page::of(all.into_iter(), query.page(AT_ONCE)?);
    let mut rows = Vec::with_capacity(found.items.len());
    for (since, ask) in &found.items {
        let Some(campaign) = campaigns::find(db, ask.campaign).await? else { continue };
        let organisation = Some(actions::organisation(db, ask).await?);
        let Some(whom) = addressees(db, &Wanted { organisation, ..Wanted::default() }).await?.pop() else { continue };
        rows.push(ToCall {
            id: ask.id,
            name: whom.names,
            phone: whom.phone.unwrap_or_default(),
            since: since.map(|day| page.short_day(day)).unwrap_or_default(),
            until: page.short_day(campaign.setup.rhythm.ends_on),
            campaign: campaign.setup.name,
            tried: records::calls(db, ask.id).await?.len(),
        });
    }
    view(&Calls { total: found.total, rows, pager: Pager::of(&found, &query), page })
}

/// Whom to call first: who has a number, who has been asked longest without an answer, then by name. Names are in the reader's language and the
/// directory's, so the database cannot order by them.
async fn in_order(
    page: &Page,
    db: &impl ConnectionTrait,
    all: Vec<records::ToCall>,
) -> Result<Vec<(Option<Day>, Ask)>, DbErr> {
    let mut called = names(db, &all.iter().map(|one| one.ask.organisation).collect::<Vec<_>>()).await?;
    let mut now: HashMap<OrganisationId, OrganisationId> = called.keys().map(|id| (*id, *id)).collect();
    for one in &all {
        // One that was merged meanwhile is called by the name of the one that took its place.
        if !called.contains_key(&one.ask.organisation) {
            let kept = actions::organisation(db, &one.ask).await?;
            called.extend(names(db, &[kept]).await?.remove(&kept).map(|name| (one.ask.organisation, name)));
            now.insert(one.ask.organisation, kept);
        }
    }
    let reached = callable(db, &now.values().copied().collect::<Vec<_>>()).await?;
    let is_mute = |ask: &Ask| now.get(&ask.organisation).is_none_or(|kept| !reached.contains(kept));
    let name = |ask: &Ask| called.get(&ask.organisation).map(|name| as_listed(page, name)).unwrap_or_default();
    let since = |one: &records::ToCall| one.first_letter.map(|at| at.day_in(&page.cx().time_zone)).or(one.started_on);
    let mut all: Vec<(Option<Day>, Ask)> = all.into_iter().map(|one| (since(&one), one.ask)).collect();
    all.sort_by_cached_key(|(since, ask)| (is_mute(ask), *since, name(ask), ask.id));
    Ok(all)
}

/// `POST /campaigns/asks/ID/call`
pub(crate) async fn called(page: Page, State(house): State<House>, Path(id): Path<AskId>, mut form: Form) -> Answer {
    let outcome = form.required::<Outcome>("outcome");
    let minutes = form.required::<i64>("minutes");
    if minutes.is_some_and(|minutes| !(0..=LONGEST).contains(&minutes)) {
        form.add_fault("minutes", "campaigns-fault-number");
    }
    let call = form.required::<CallId>("call");
    let (Some(outcome), Some(minutes), Some(call), true) = (outcome, minutes, call, form.is_sound()) else {
        return draw(page, &house, id, form).await;
    };
    let call = Call { id: call, ask: id, made_at: page.cx().now(), minutes, outcome };
    let tx = house.store.begin().await?;
    let ask = actions::call(page.cx(), &tx, call).await?;
    tx.commit().await?;
    let back = match outcome {
        // What was heard is to be written into the entry, by whoever may.
        Outcome::Corrected | Outcome::Gone => format!("/campaigns/asks/{}", ask.id),
        Outcome::Confirmed | Outcome::Unreached => "/campaigns/calls".to_owned(),
    };
    Ok(see_other(back).saying(format!("campaigns-said-call-{outcome}")).into_response())
}
