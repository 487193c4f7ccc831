//! What one organisation is asked, on its page: letters, calls, the answer, and what can be done.

use std::cmp::Reverse;

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use directory::OrganisationId;
use directory::outreach::{Wanted, addressees, names};
use house::House;
use kernel::{PageRequest, Text};
use sea_orm::{ConnectionTrait, DbErr};
use web::{Answer, Choice, Failure, Form, Page, Path, Step, see_other, view_with};

use super::{Ask, AskId, CallId, Link, Outcome, State as Stands, actions, addressing, records};
use crate::Refusal;
use crate::campaign::pages::desk;
use crate::campaign::{Campaign, CampaignId, State as Life, records as campaigns};
use crate::link::last_day;
use crate::names::as_listed;

/// An organisation in a list.
pub(crate) struct Row {
    pub id: AskId,
    pub name: Text,
    pub state: String,
    pub look: &'static str,
    pub letters: String,
    /// When it answered and how, or what comes next.
    pub when: String,
}

/// A page of what a campaign asks, of one state or of all: who answered, the last one first, then the others by name. Names are in
/// the reader's language and the directory's, so the database cannot order by them.
pub(crate) async fn listed(
    page: &Page,
    db: &impl ConnectionTrait,
    which: (CampaignId, Option<Stands>),
    request: PageRequest,
) -> Result<kernel::Page<Row>, DbErr> {
    let asks = records::list(db, which).await?;
    let ids: Vec<OrganisationId> = asks.iter().map(|ask| ask.organisation).collect();
    let names = names(db, &ids).await?;
    let named = |ask: Ask| {
        let name = names.get(&ask.organisation).cloned().unwrap_or_else(|| gone(page));
        (ask, name)
    };
    let mut all: Vec<(Ask, Text)> = asks.into_iter().map(named).collect();
    all.sort_by_cached_key(|(ask, name)| {
        (ask.answered_at.is_none(), Reverse(ask.answered_at), as_listed(page, name), ask.id)
    });
    let total = all.len() as u64;
    let shown = all.into_iter().skip(usize::try_from(request.offset).unwrap_or(usize::MAX));
    let shown = shown.take(usize::try_from(request.limit).unwrap_or(usize::MAX));
    Ok(kernel::Page { items: shown.map(|(ask, name)| row(page, &ask, name)).collect(), total, request })
}

/// What an organisation of this name is asked, as a row of a list.
fn row(page: &Page, ask: &Ask, name: Text) -> Row {
    Row {
        id: ask.id,
        name,
        state: page.tr(format!("campaigns-ask-{}", ask.state)).to_string(),
        look: ask.state.look(),
        letters: page.number(ask.letters),
        when: when(page, ask),
    }
}

/// What an organisation is called that the directory no longer knows under its id.
fn gone(page: &Page) -> Text {
    Text::same_everywhere(&page.tr("campaigns-merged").to_string())
}

fn when(page: &Page, ask: &Ask) -> String {
    match (ask.answered_at, ask.means, ask.due_on) {
        (Some(at), Some(means), _) => {
            let means = page.tr(format!("campaigns-means-{means}")).to_string();
            page.tr("campaigns-answered-on").arg("day", page.moment(at)).arg("means", means).to_string()
        }
        (_, _, Some(day)) => page.tr("campaigns-next-on").arg("day", page.short_day(day)).to_string(),
        _ => String::new(),
    }
}

/// What one organisation is asked.
#[derive(Template)]
#[template(path = "ask/show.html")]
struct ShowAsk {
    page: Page,
    form: Form,
    trail: Vec<Step>,
    campaign: Campaign,
    ask: Ask,
    name: Text,
    organisation: OrganisationId,
    row: Row,
    phone: Option<String>,
    has_address: bool,
    wants_no_mail: bool,
    /// When each letter went, and what became of its link.
    letters: Vec<(String, String)>,
    /// When each call was made, how long it took, what came of it.
    calls: Vec<(String, String, String)>,
    /// The id of the call that the form would write down.
    call: CallId,
    outcomes: Vec<Choice>,
    may_keep: bool,
    /// Whether an address was typed for this campaign.
    has_typed_address: bool,
    /// Whether one may be typed.
    may_address: bool,
    is_open: bool,
}

/// `GET /campaigns/asks/ID`
pub(crate) async fn show(page: Page, State(house): State<House>, Path(id): Path<AskId>) -> Answer {
    draw(page, &house, id, Form::blank()).await
}

pub(super) async fn draw(page: Page, house: &House, id: AskId, form: Form) -> Answer {
    let db = house.store.read();
    let ask = records::find(db, id).await?.ok_or(Refusal::NotFound)?;
    let campaign = campaigns::find(db, ask.campaign).await?.ok_or(Refusal::NotFound)?;
    let organisation = actions::organisation(db, &ask).await?;
    let wanted = Wanted { organisation: Some(organisation), ..Wanted::default() };
    let whom = addressees(db, &wanted).await?.pop();
    let known = names(db, &[ask.organisation]).await?.remove(&ask.organisation);
    let row = row(&page, &ask, known.unwrap_or_else(|| gone(&page)));
    let calls = records::calls(db, id).await?;
    let status =
        if form.is_sound() { axum::http::StatusCode::OK } else { axum::http::StatusCode::UNPROCESSABLE_ENTITY };
    let is_open = desk(house)?.is_open();
    let wants_no_mail = records::wants_no_mail(db, organisation).await?;
    let is_asked = ask.state.is_open() && campaign.state == Life::Running;
    let view = ShowAsk {
        has_typed_address: addressing::is_given(db, id).await?,
        may_address: is_open && is_asked && !wants_no_mail && page.could("campaigns.give_address"),
        trail: trail(&page, &campaign),
        name: whom.as_ref().map_or_else(|| row.name.clone(), |whom| whom.names.clone()),
        has_address: whom.as_ref().is_some_and(crate::campaign::preview::is_address),
        phone: whom.and_then(|whom| whom.phone),
        wants_no_mail,
        letters: letters(&page, &records::links(db, id).await?),
        calls: calls
            .iter()
            .map(|call| {
                let minutes = page.tr("campaigns-minutes-of").arg("n", call.minutes).to_string();
                (page.moment(call.made_at), outcome(&page, call.outcome), minutes)
            })
            .collect(),
        call: CallId::generate(&page.cx().clock, &page.cx().random),
        outcomes: Outcome::ALL.iter().map(|one| Choice::new(one, outcome(&page, *one))).collect(),
        may_keep: page.could("campaigns.leave_out"),
        is_open,
        organisation,
        row,
        form,
        ask,
        campaign,
        page: page.clone(),
    };
    view_with(status, &view)
}

fn trail(page: &Page, campaign: &Campaign) -> Vec<Step> {
    if page.could("campaigns.read") {
        let own = Step::new(format!("/campaigns/{}", campaign.id), &campaign.setup.name);
        vec![Step::new("/campaigns", page.tr("campaigns-title")), own]
    } else {
        vec![Step::new("/campaigns/calls", page.tr("campaigns-nav-calls"))]
    }
}

pub(super) fn outcome(page: &Page, outcome: Outcome) -> String {
    page.tr(format!("campaigns-outcome-{outcome}")).to_string()
}

fn letters(page: &Page, links: &[Link]) -> Vec<(String, String)> {
    let now = page.cx().now();
    let said = |link: &Link| {
        let key = match link.revoked_at {
            Some(_) => "campaigns-link-withdrawn",
            None if link.expires_at <= now => "campaigns-link-expired",
            None => "campaigns-link-open",
        };
        let text = page.tr(key).arg("day", page.short_day(last_day(page.cx(), link.expires_at))).to_string();
        (page.moment(link.made_at), text)
    };
    links.iter().map(said).collect()
}

/// `POST /campaigns/asks/ID/leave-out`
pub(crate) async fn leave_out(page: Page, State(house): State<House>, Path(id): Path<AskId>) -> Answer {
    let tx = house.store.begin().await?;
    actions::leave_out(page.cx(), &tx, id).await?;
    tx.commit().await?;
    Ok(see_other(format!("/campaigns/asks/{id}")).saying("campaigns-said-leave-out").into_response())
}

/// `POST /campaigns/asks/ID/write-again`
pub(crate) async fn write_again(page: Page, State(house): State<House>, Path(id): Path<AskId>) -> Answer {
    let desk = desk(&house)?;
    if !desk.is_open() {
        return Err(Failure::from(Refusal::NoPost));
    }
    let tx = house.store.begin().await?;
    actions::write_again(page.cx(), &tx, &desk, id).await?;
    tx.commit().await?;
    Ok(see_other(format!("/campaigns/asks/{id}")).saying("campaigns-said-write-again").into_response())
}
