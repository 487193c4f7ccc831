//! Campaigns on their pages: the list, one of them with whom it asks and what came of it, and what can be done with it.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use directory::outreach::Addressee;
use figures::Period;
use house::{Fixture, House};
use kernel::{Lang, Text, TranslationState};
use web::{Answer, Failure, Form, Markup, Page, Pager, Path, Query, Step, chart, see_other, view};

use super::drawing::{self, Figure};
use super::preview::Preview;
use super::wording::{Words, Written};
use super::{Campaign, CampaignId, State as Life, actions, records};
use crate::Refusal;
use crate::ask;
use crate::ask::pages::{Row, listed};
use crate::ask::posting::Desk;
use crate::names::{Names, as_listed};

/// Campaigns on a page, and organisations on a page of one.
const AT_ONCE: u64 = 25;
/// Organisations named in a preview.
const NAMED: usize = 100;

/// The list of campaigns.
#[derive(Template)]
#[template(path = "campaign/list.html")]
struct Campaigns {
    page: Page,
    rows: Vec<Line>,
    pager: Pager,
    may_create: bool,
    /// Whether letters can go out at all.
    is_open: bool,
    /// The months to which the list is narrowed, in words.
    began: Option<String>,
}

/// A campaign in the list.
struct Line {
    id: CampaignId,
    name: String,
    state: String,
    look: &'static str,
    ends_on: String,
    asked: String,
    answers: String,
    cost: String,
}

/// `GET /campaigns`
pub(crate) async fn list(page: Page, State(house): State<House>, query: Query) -> Answer {
    let db = house.store.read();
    let period = query.value::<Period>("period")?;
    let found = records::list(db, period, query.page(AT_ONCE)?).await?;
    let mut rows = Vec::with_capacity(found.items.len());
    for campaign in &found.items {
        let tally = records::tally(db, campaign.id).await?;
        rows.push(Line {
            id: campaign.id,
            name: campaign.setup.name.clone(),
            state: page.tr(format!("campaigns-state-{}", campaign.state)).to_string(),
            look: drawing::look(campaign.state),
            ends_on: page.short_day(campaign.setup.rhythm.ends_on),
            asked: page.number(tally.asked),
            answers: page.number(tally.answers()),
            cost: page.euro(tally.cost(campaign.setup.prices)),
        });
    }
    let is_open = desk(&house)?.is_open();
    let (pager, may_create) = (Pager::of(&found, &query), page.could("campaigns.create"));
    let began = period.map(|period| page.tr("campaigns-began-in").arg("period", said(&page, period)).to_string());
    view(&Campaigns { page, rows, pager, may_create, is_open, began })
}

fn said(page: &Page, period: Period) -> String {
    match period {
        Period::Month(month) => page.month(month),
        Period::Year(_) | Period::Range(..) => period.to_string(),
    }
}

/// The desk that writes letters.
pub(crate) fn desk(house: &House) -> Result<Desk, Failure> {
    Desk::of(house).map_err(Failure::unexpected)
}

/// One campaign.
#[derive(Template)]
#[template(path = "campaign/show.html")]
struct ShowCampaign {
    page: Page,
    trail: [Step; 1],
    campaign: Campaign,
    state: String,
    look: &'static str,
    decided: Vec<(String, String)>,
    samples: Vec<(String, Written)>,
    /// Whom it would ask: of a draft.
    preview: Option<Asked>,
    /// What came of it: of all others.
    progress: Option<Progress>,
    may_keep: bool,
    is_open: bool,
}

/// Whom a draft would ask.
struct Asked {
    /// How many in all.
    total: usize,
    other_kinds: usize,
    by_mail: usize,
    without: usize,
    elsewhere: usize,
    mailed: Vec<Named>,
    unreached: Vec<Named>,
}

/// An organisation of a preview.
struct Named {
    id: String,
    name: Text,
    phone: String,
}

/// What came of a campaign.
struct Progress {
    share: String,
    meter: Markup,
    figures: Vec<Figure>,
    rows: Vec<Row>,
    pager: Pager,
    chosen: Option<String>,
}

impl ShowCampaign {
    fn is(&self, state: &str) -> bool {
        self.campaign.state.code() == state
    }
}

/// `GET /campaigns/ID`
pub(crate) async fn show(
    page: Page,
    State(house): State<House>,
    Fixture(words): Fixture<Words>,
    Path(id): Path<CampaignId>,
    query: Query,
) -> Answer {
    let campaign = records::find(house.store.read(), id).await?.ok_or(Refusal::NotFound)?;
    let names = Names::load(&house).await?;
    let draft = campaign.state == Life::Draft;
    let preview = if draft { Some(preview(&page, &house, &campaign).await?) } else { None };
    let progress = if draft { None } else { Some(progress(&page, &house, &campaign, &query).await?) };
    view(&ShowCampaign {
        trail: drawing::trail(&page),
        state: page.tr(format!("campaigns-state-{}", campaign.state)).to_string(),
        look: drawing::look(campaign.state),
        decided: drawing::decided(&page, &names, &campaign),
        samples: samples(&page, &words, &campaign, preview.as_ref()),
        preview,
        progress,
        may_keep: page.could("campaigns.revise"),
        is_open: desk(&house)?.is_open(),
        campaign,
        page,
    })
}

/// The letters, to the first who would get them, or to nobody in particular.
fn samples(page: &Page, words: &Arc<Words>, campaign: &Campaign, of: Option<&Asked>) -> Vec<(String, Written)> {
    let first = of.and_then(|asked| asked.mailed.first()).map(|named| named.name.clone());
    let said = |lang| page.catalogue().tr(lang, "campaigns-sample-name").to_string();
    let nobody = || Text::source(Lang::Nl, said(Lang::Nl)).with(Lang::Fr, said(Lang::Fr), TranslationState::Source);
    drawing::samples(page, words, campaign, &first.unwrap_or_else(nobody))
}

async fn preview(page: &Page, house: &House, campaign: &Campaign) -> Result<Asked, Failure> {
    let found = Preview::of(house.store.read(), &campaign.setup.filter, page.cx().today()).await?;
    let named = |all: Vec<Addressee>| {
        let mut all: Vec<Named> = all
            .into_iter()
            .map(|one| Named {
                id: one.organisation.to_string(),
                name: one.names,
                phone: one.phone.unwrap_or_default(),
            })
            .collect();
        all.sort_by_cached_key(|one| as_listed(page, &one.name));
        all.truncate(NAMED);
        all
    };
    Ok(Asked {
        total: found.asked(campaign.setup.rhythm.calls).len(),
        other_kinds: found.other_kinds,
        by_mail: found.by_mail.len(),
        without: found.without.len(),
        elsewhere: found.elsewhere,
        mailed: named(found.by_mail),
        unreached: named(found.without),
    })
}

async fn progress(page: &Page, house: &House, campaign: &Campaign, query: &Query) -> Result<Progress, Failure> {
    let db = house.store.read();
    let tally = records::tally(db, campaign.id).await?;
    let chosen = query.value::<ask::State>("state")?;
    let found = listed(page, db, (campaign.id, chosen), query.page(AT_ONCE)?).await?;
    let answers = f64::from(i32::try_from(tally.answers()).unwrap_or(i32::MAX));
    let share = answers / f64::from(i32::try_from(tally.asked.max(1)).unwrap_or(i32::MAX));
    let said = page.tr("campaigns-answered").arg("n", tally.answers()).arg("of", tally.asked).to_string();
    Ok(Progress {
        meter: chart::meter(&said, share, None),
        share: said,
        figures: drawing::figures(page, campaign, &tally),
        pager: Pager::of(&found, query),
        rows: found.items,
        chosen: chosen.map(|state| page.tr(format!("campaigns-ask-{state}")).to_string()),
    })
}

/// `POST /campaigns/ID/discard`
pub(crate) async fn discard(page: Page, State(house): State<House>, Path(id): Path<CampaignId>) -> Answer {
    let tx = house.store.begin().await?;
    actions::discard(page.cx(), &tx, id).await?;
    tx.commit().await?;
    Ok(see_other("/campaigns").saying("campaigns-said-discard").into_response())
}

/// `POST /campaigns/ID/start`
pub(crate) async fn start(page: Page, State(house): State<House>, Path(id): Path<CampaignId>, form: Form) -> Answer {
    let seen = form.value("seen").parse().map_err(|_| Failure::bad_input("seen"))?;
    let tx = house.store.begin().await?;
    actions::start(page.cx(), &tx, desk(&house)?.outbox(), (id, seen)).await?;
    tx.commit().await?;
    let stop = format!("/campaigns/{id}/stop");
    Ok(see_other(format!("/campaigns/{id}")).saying("campaigns-said-start").undo(stop).into_response())
}

/// `POST /campaigns/ID/stop`
pub(crate) async fn stop(page: Page, State(house): State<House>, Path(id): Path<CampaignId>) -> Answer {
    let tx = house.store.begin().await?;
    actions::stop(page.cx(), &tx, id).await?;
    tx.commit().await?;
    let resume = format!("/campaigns/{id}/resume");
    Ok(see_other(format!("/campaigns/{id}")).saying("campaigns-said-stop").undo(resume).into_response())
}

/// `POST /campaigns/ID/resume`
pub(crate) async fn resume(page: Page, State(house): State<House>, Path(id): Path<CampaignId>) -> Answer {
    let tx = house.store.begin().await?;
    actions::resume(page.cx(), &tx, desk(&house)?.outbox(), id).await?;
    tx.commit().await?;
    Ok(see_other(format!("/campaigns/{id}")).saying("campaigns-said-resume").into_response())
}

/// `POST /campaigns/ID/revoke`
pub(crate) async fn revoke(page: Page, State(house): State<House>, Path(id): Path<CampaignId>) -> Answer {
    let tx = house.store.begin().await?;
    actions::revoke(page.cx(), &tx, id).await?;
    tx.commit().await?;
    Ok(see_other(format!("/campaigns/{id}")).saying("campaigns-said-revoke").into_response())
}
