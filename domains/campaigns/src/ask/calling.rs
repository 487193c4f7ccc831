//! Calling those whom letters did not reach: the list, and writing down what came of a call.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use directory::outreach::{Wanted, addressees};
use house::House;
use kernel::Text;
use web::{Answer, Form, Page, Pager, Path, Query, see_other, view};

use super::pages::draw;
use super::{AskId, Call, CallId, Outcome, actions, records};
use crate::campaign::records as campaigns;

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
    until: String,
    /// How often it was tried.
    tried: usize,
}

/// `GET /campaigns/calls`
pub(crate) async fn list(page: Page, State(house): State<House>, query: Query) -> Answer {
    let db = house.store.read();
    let found = records::to_call(db, query.page(AT_ONCE)?).await?;
    let mut rows = Vec::with_capacity(found.items.len());
    for ask in &found.items {
        let Some(campaign) = campaigns::find(db, ask.campaign).await? else { continue };
        let organisation = Some(actions::organisation(db, ask).await?);
        let Some(whom) = addressees(db, &Wanted { organisation, ..Wanted::default() }).await?.pop() else { continue };
        rows.push(ToCall {
            id: ask.id,
            name: whom.names,
            phone: whom.phone.unwrap_or_default(),
            until: page.short_day(campaign.setup.rhythm.ends_on),
            campaign: campaign.setup.name,
            tried: records::calls(db, ask.id).await?.len(),
        });
    }
    view(&Calls { total: found.total, rows, pager: Pager::of(&found, &query), page })
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
