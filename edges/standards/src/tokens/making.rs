//! The form for a new token, and the page that shows it once.

use access::token::{self, Draft, Made};
use access::{Reach, Refusal, Role, Scope};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use directory::OrganisationId;
use house::House;
use jiff::SignedDuration;
use territory::Sources;
use web::{Answer, Choice, Failure, Form, Page, Step, view};

use super::pages::draw_own;

/// How long a token may last, days.
const SPANS: [i64; 3] = [30, 90, 365];
/// The longest name, letters.
const LONGEST_NAME: usize = 100;
/// The longest address of an organisation, letters.
const LONGEST_ADDRESS: usize = 300;

/// What a new token may be.
pub(super) struct Choices {
    pub reaches: Vec<Choice>,
    /// One's own organisations; empty for who keeps all, and types an address instead.
    pub organisations: Vec<Choice>,
    pub sources: Vec<Choice>,
    pub spans: Vec<Choice>,
}

impl Choices {
    pub async fn of(page: &Page, house: &House) -> Result<Self, Failure> {
        let db = house.store.read();
        let own = directory::organisations(db, &own_organisations(page)).await?;
        let reach = |reach: &Reach| Choice::new(reach, page.tr(format!("standards-reach-{reach}")));
        let keeps_all = page.actor().holds(Role::Editor);
        Ok(Self {
            reaches: Reach::ALL.iter().map(reach).collect(),
            organisations: own.iter().map(|one| Choice::new(one.id, one.names.plain(page.lang()))).collect(),
            sources: if keeps_all {
                let names = directory::source_names(db).await?;
                let (said, lang) = (house.fixtures.get::<Sources>().map_err(Failure::unexpected)?, page.lang().code());
                names.iter().map(|name| Choice::new(name, said.name(name, lang))).collect()
            } else {
                Vec::new()
            },
            spans: SPANS
                .iter()
                .map(|days| Choice::new(days, page.tr("standards-token-days").arg("n", *days)))
                .collect(),
        })
    }
}

/// The organisations that somebody is a partner for; none for who keeps all.
fn own_organisations(page: &Page) -> Vec<OrganisationId> {
    if page.actor().holds(Role::Editor) {
        return Vec::new();
    }
    let held = page.actor().grants().iter().filter(|grant| grant.role == Role::Partner);
    held.filter_map(|grant| if let Scope::Organisation(id) = &grant.scope { id.parse().ok() } else { None }).collect()
}

/// The form as it begins.
pub(super) fn blank() -> Form {
    Form::filled([("reach", Reach::Read.to_string()), ("days", "90".to_owned())])
}

/// A token, shown once.
#[derive(Template)]
#[template(path = "token-made.html")]
struct TokenMade {
    page: Page,
    trail: Vec<Step>,
    made: Made,
    until: String,
    address: String,
}

/// `POST /me/tokens`
pub(super) async fn make(page: Page, State(house): State<House>, mut form: Form) -> Answer {
    let Some(draft) = read(&mut form, &house).await? else {
        return draw_own(page, &house, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let tx = house.store.begin().await?;
    match token::make(page.cx(), &tx, draft).await {
        Ok(made) => {
            tx.commit().await?;
            view(&TokenMade {
                trail: vec![Step::new("/me/tokens", page.tr("standards-tokens"))],
                until: page.short_day(made.expires_at.day_in(&page.cx().time_zone)),
                address: page.absolute("/api/v1/entries/service/"),
                made,
                page,
            })
        }
        Err(Refusal::TooManyTokens) => {
            tx.rollback().await?;
            form.add_fault("name", "standards-token-too-many");
            draw_own(page, &house, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(failure(other)),
    }
}

async fn read(form: &mut Form, house: &House) -> Result<Option<Draft>, Failure> {
    let name = form.text("name", LONGEST_NAME);
    let reach = form.required::<Reach>("reach");
    let days = form.required::<i64>("days").filter(|days| SPANS.contains(days));
    let organisation = form.optional_text("organisation", LONGEST_ADDRESS);
    let source = form.optional_text("source", LONGEST_NAME);
    let organisation = match organisation {
        Some(typed) => found(form, house, &typed).await?,
        None => None,
    };
    let (Some(name), Some(reach), Some(days), true) = (name, reach, days, form.is_sound()) else { return Ok(None) };
    Ok(Some(Draft { name, reach, organisation, source, lasts: SignedDuration::from_hours(24 * days) }))
}

/// The organisation that somebody chose, or whose address they pasted.
async fn found(form: &mut Form, house: &House, typed: &str) -> Result<Option<String>, Failure> {
    let last = typed.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let id = last.split(['?', '#']).next().unwrap_or_default().parse::<OrganisationId>().ok();
    let known = directory::organisations(house.store.read(), id.as_slice()).await?;
    let found = known.first().map(|one| one.id.to_string());
    if found.is_none() {
        form.add_fault("organisation", "standards-token-no-organisation");
    }
    Ok(found)
}

/// What access refuses around tokens.
pub(super) fn failure(refusal: Refusal) -> Failure {
    match refusal {
        Refusal::Denied(denied) => denied.into(),
        Refusal::NotFound => Failure::not_found().way_out("/me/tokens", "standards-tokens"),
        Refusal::Failed(error) => error.into(),
        Refusal::NoName => Failure::bad_input("name"),
        other => Failure::unexpected(other),
    }
}
