//! The lists of tokens: one's own, with the form for another, and everybody's for administrators.

use std::collections::HashMap;

use access::token::{self, Held};
use access::{AccountId, Gate, TokenId, account};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use directory::OrganisationId;
use house::{Fixture, House};
use web::{Answer, Choice, Failure, Form, Page, Path, Step, see_other, view, view_with};

use super::making::{self, Choices};

/// A list of tokens.
#[derive(Template)]
#[template(path = "tokens.html")]
struct Tokens {
    page: Page,
    trail: Vec<Step>,
    form: Form,
    lines: Vec<Line>,
    /// What a new token may be; nothing for who makes none here.
    choices: Option<Choices>,
    /// Whether everybody's tokens are shown.
    is_all: bool,
    may_see_all: bool,
}

/// A token as a line.
struct Line {
    id: TokenId,
    name: String,
    maker: String,
    reach: String,
    bounds: Vec<String>,
    expires: String,
    used: String,
    state: &'static str,
}

impl Tokens {
    fn revoking(&self) -> &'static str {
        if self.is_all { "/admin/tokens" } else { "/me/tokens" }
    }

    fn choices_of(&self, pick: fn(&Choices) -> &Vec<Choice>) -> &[Choice] {
        self.choices.as_ref().map_or(&[], |choices| pick(choices))
    }

    fn reaches(&self) -> &[Choice] {
        self.choices_of(|choices| &choices.reaches)
    }

    fn organisations(&self) -> &[Choice] {
        self.choices_of(|choices| &choices.organisations)
    }

    fn sources(&self) -> &[Choice] {
        self.choices_of(|choices| &choices.sources)
    }

    fn spans(&self) -> &[Choice] {
        self.choices_of(|choices| &choices.spans)
    }
}

/// `GET /me/tokens`
pub(super) async fn own(page: Page, State(house): State<House>) -> Answer {
    draw_own(page, &house, making::blank(), StatusCode::OK).await
}

/// One's own tokens, with the form.
pub(super) async fn draw_own(page: Page, house: &House, form: Form, status: StatusCode) -> Answer {
    let own = holder(&page)?;
    page.cx().require("access.see_oneself", &account::resource(page.cx(), own))?;
    let held = token::of_account(house.store.read(), own).await?;
    let named: Vec<(Held, String)> = held.into_iter().map(|held| (held, String::new())).collect();
    let may_make = page.may("access.make_token", &account::resource(page.cx(), own));
    let choices = if may_make { Some(Choices::of(&page, house).await?) } else { None };
    view_with(
        status,
        &Tokens {
            trail: vec![Step::new("/me", page.tr("standards-tokens-me"))],
            lines: lines(&page, house, named).await?,
            choices,
            is_all: false,
            may_see_all: page.may("access.list_tokens", &account::any("all")),
            form,
            page,
        },
    )
}

/// `GET /admin/tokens`
pub(super) async fn all(page: Page, State(house): State<House>, Fixture(gate): Fixture<Gate>) -> Answer {
    page.cx().require("access.list_tokens", &account::any("all"))?;
    let held = token::all(house.store.read(), gate.vault()).await.map_err(making::failure)?;
    view(&Tokens {
        trail: vec![Step::new("/admin", page.tr("standards-tokens-admin"))],
        lines: lines(&page, &house, held).await?,
        choices: None,
        is_all: true,
        may_see_all: false,
        form: Form::blank(),
        page,
    })
}

/// `POST /me/tokens/ID/revoke`
pub(super) async fn revoke_own(page: Page, State(house): State<House>, Path(id): Path<TokenId>) -> Answer {
    take_back(page, &house, id, "/me/tokens").await
}

/// `POST /admin/tokens/ID/revoke`
pub(super) async fn revoke(page: Page, State(house): State<House>, Path(id): Path<TokenId>) -> Answer {
    take_back(page, &house, id, "/admin/tokens").await
}

async fn take_back(page: Page, house: &House, id: TokenId, back: &'static str) -> Answer {
    let tx = house.store.begin().await?;
    token::revoke(page.cx(), &tx, id).await.map_err(making::failure)?;
    tx.commit().await?;
    Ok(see_other(back).saying("standards-token-revoked").into_response())
}

/// Who is signed in.
pub(super) fn holder(page: &Page) -> Result<AccountId, Failure> {
    page.actor().account().map(|account| account.id).ok_or_else(Failure::sign_in)
}

async fn lines(page: &Page, house: &House, held: Vec<(Held, String)>) -> Result<Vec<Line>, Failure> {
    let ids: Vec<OrganisationId> =
        held.iter().filter_map(|(held, _)| held.organisation.as_ref()?.parse().ok()).collect();
    let known = directory::organisations(house.store.read(), &ids).await?;
    let names: HashMap<String, String> =
        known.iter().map(|one| (one.id.to_string(), one.names.plain(page.lang()).to_owned())).collect();
    Ok(held.into_iter().map(|(held, maker)| line(page, held, (maker, &names))).collect())
}

fn line(page: &Page, held: Held, (maker, names): (String, &HashMap<String, String>)) -> Line {
    let now = page.cx().now();
    let organisation = held.organisation.as_ref().map(|id| names.get(id).unwrap_or(id).clone());
    let source = held
        .source
        .as_ref()
        .map(|source| page.tr("standards-token-of-source").arg("source", source.as_str()).to_string());
    Line {
        id: held.id,
        reach: page.tr(format!("standards-reach-{}", held.reach)).to_string(),
        bounds: organisation.into_iter().chain(source).collect(),
        expires: page.short_day(held.expires_at.day_in(&page.cx().time_zone)),
        used: held.used_at.map_or_else(|| page.tr("standards-token-never").to_string(), |at| page.moment(at)),
        state: match (held.revoked_at, held.ended(now)) {
            (Some(_), _) => "revoked",
            (None, true) => "expired",
            (None, false) => "open",
        },
        name: held.name,
        maker,
    }
}
