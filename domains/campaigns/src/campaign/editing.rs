//! Preparing a campaign, and changing what was decided about it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use house::{Fixture, House};
use web::{Answer, Choice, Failure, Form, Page, Path, Step, see_other, view_with};

use super::wording::Words;
use super::{Campaign, CampaignId, Filter, Prices, Rhythm, Setup, State as Life, actions, forms, records};
use crate::Refusal;
use crate::names::Names;

/// The form of a campaign.
#[derive(Template)]
#[template(path = "campaign/form.html")]
struct EditCampaign {
    page: Page,
    form: Form,
    trail: Vec<Step>,
    /// Where it is sent.
    action: String,
    themes: Vec<Choice>,
    zones: Vec<Choice>,
    kinds: Vec<Choice>,
    is_new: bool,
    /// Whether it may still be decided whom it asks.
    has_filter: bool,
}

async fn draw(page: Page, house: &House, form: Form, of: Option<&Campaign>) -> Answer {
    let names = Names::load(house).await?;
    let status = if form.is_sound() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut trail = vec![Step::new("/campaigns", page.tr("campaigns-title"))];
    trail.extend(of.map(|campaign| Step::new(format!("/campaigns/{}", campaign.id), &campaign.setup.name)));
    view_with(
        status,
        &EditCampaign {
            trail,
            action: of.map_or_else(|| "/campaigns".to_owned(), |campaign| format!("/campaigns/{}/revise", campaign.id)),
            themes: names.choices(&page, "theme"),
            zones: names.choices(&page, "zone"),
            kinds: names.kinds(&page, house.store.read()).await?,
            is_new: of.is_none(),
            has_filter: of.is_none_or(|campaign| campaign.state == Life::Draft),
            form,
            page,
        },
    )
}

/// What a new campaign begins with.
fn offered(page: &Page, words: &Words) -> Setup {
    Setup {
        name: String::new(),
        filter: Filter { silent_days: Some(180), ..Filter::default() },
        letters: words.offered(),
        rhythm: Rhythm {
            reminder_days: 10,
            reminders: 2,
            calls: true,
            link_days: 30,
            ends_on: page.cx().today().plus_days(60),
        },
        prices: Prices { letter: 0, minute: 0 },
    }
}

/// `GET /campaigns/new`
pub(crate) async fn new(page: Page, State(house): State<House>, Fixture(words): Fixture<Words>) -> Answer {
    let names = Names::load(&house).await?;
    let mut form = forms::filled(&offered(&page, &words), &names.usual_kinds());
    form.set("id", CampaignId::generate(&page.cx().clock, &page.cx().random).to_string());
    draw(page, &house, form, None).await
}

/// `POST /campaigns`
pub(crate) async fn create(page: Page, State(house): State<House>, mut form: Form) -> Answer {
    let names = Names::load(&house).await?;
    let id = form.value("id").parse::<CampaignId>().map_err(|_| Failure::bad_input("id"))?;
    let Some(setup) = forms::setup(&mut form, &names, page.cx().today(), None) else {
        return draw(page, &house, form, None).await;
    };
    let tx = house.store.begin().await?;
    actions::create(page.cx(), &tx, id, setup).await?;
    tx.commit().await?;
    Ok(see_other(format!("/campaigns/{id}")).saying("campaigns-said-create").into_response())
}

async fn existing(house: &House, id: CampaignId) -> Result<Campaign, Failure> {
    Ok(records::find(house.store.read(), id).await?.ok_or(Refusal::NotFound)?)
}

/// `GET /campaigns/ID/revise`
pub(crate) async fn edit(page: Page, State(house): State<House>, Path(id): Path<CampaignId>) -> Answer {
    let campaign = existing(&house, id).await?;
    let names = Names::load(&house).await?;
    let mut form = forms::filled(&campaign.setup, &names.usual_kinds());
    form.set("seen", campaign.version.to_string());
    draw(page, &house, form, Some(&campaign)).await
}

/// `POST /campaigns/ID/revise`
pub(crate) async fn revise(
    page: Page,
    State(house): State<House>,
    Path(id): Path<CampaignId>,
    mut form: Form,
) -> Answer {
    let campaign = existing(&house, id).await?;
    let names = Names::load(&house).await?;
    let kept = (campaign.state != Life::Draft).then_some(&campaign.setup.filter);
    let Some(setup) = forms::setup(&mut form, &names, page.cx().today(), kept) else {
        return draw(page, &house, form, Some(&campaign)).await;
    };
    let seen = form.value("seen").parse().map_err(|_| Failure::bad_input("seen"))?;
    let tx = house.store.begin().await?;
    actions::revise(page.cx(), &tx, (id, seen), setup).await?;
    tx.commit().await?;
    Ok(see_other(format!("/campaigns/{id}")).saying("campaigns-said-revise").into_response())
}
