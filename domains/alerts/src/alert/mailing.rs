//! Letters without an account: asking for them, confirming from the mailbox, stopping.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use directory::watching;
use house::{Fixture, House};
use mail::Address;
use web::{Answer, Choice, Failure, Form, Origin, Page, Path, Query, see_other, view, view_with};

use super::actions::{self, Draft};
use super::desk::Desk;
use super::own::{LONGEST_NAME, looked, sent as searched, shortened};
use super::{Alert, AlertId, Keeper, Rhythm, Search, State as Life, Token, records};
use crate::{Gate, Refusal};

/// How long somebody is asked to wait who asked too often, in seconds.
const WAIT: u32 = 3_600;

/// Asking for letters.
#[derive(Template)]
#[template(path = "mail/new.html")]
struct AskForLetters {
    page: Page,
    form: Form,
    said: String,
    rhythms: Vec<Choice>,
}

/// `GET /alerts/new?q=…`
pub(crate) async fn new(page: Page, State(house): State<House>, query: Query) -> Answer {
    let kept = watching::kept(&query)?;
    let said = watching::said(&page, &house, &query)?;
    if said.is_empty() || !desk(&house)?.is_open() {
        return Ok(see_other("/search").into_response());
    }
    let mut form = Form::filled([("search", kept), ("rhythm", Rhythm::Weekly.to_string())]);
    if looked(&house, &page, &mut form)?.is_none() {
        let search = format!("/search{}", form.value("search"));
        return Err(Failure::from(Refusal::TooWide).way_out(search, "alerts-back"));
    }
    draw(page, form, said)
}

pub(super) fn desk(house: &House) -> Result<Desk, Failure> {
    Desk::of(house).map_err(Failure::unexpected)
}

fn draw(page: Page, form: Form, said: String) -> Answer {
    let status = if form.is_sound() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let rhythms = [Rhythm::Daily, Rhythm::Weekly];
    let rhythms = rhythms.map(|rhythm| Choice::new(rhythm, page.tr(format!("alerts-rhythm-{rhythm}")))).into();
    view_with(status, &AskForLetters { page, form, said, rhythms })
}

/// `POST /alerts`
pub(crate) async fn ask(
    page: Page,
    origin: Origin,
    State(house): State<House>,
    Fixture(gate): Fixture<Gate>,
    mut form: Form,
) -> Answer {
    let rhythm = form.required::<Rhythm>("rhythm").filter(|rhythm| *rhythm != Rhythm::Never);
    let to = address(&mut form);
    let looked = looked(&house, &page, &mut form)?;
    let said = watching::said(&page, &house, &searched(&form)?)?;
    let (Some(rhythm), Some(to), Some((query, seen))) = (rhythm, to, looked) else { return draw(page, form, said) };
    let desk = desk(&house)?;
    if !desk.is_open() {
        return Err(Refusal::NoPost.into());
    }
    if !gate.networks.admits(origin, page.cx().today()) {
        return Err(Failure::too_many(WAIT));
    }
    // Who asks learns nothing of what others asked for the same mailbox.
    if gate.admits_letter(origin, page.cx().today(), &to) {
        let search = Search { name: shortened(&said, LONGEST_NAME), query };
        // Sent again with the same address, it asks the same once more; with another one, it asks that one.
        let id = AlertId::generate(&page.cx().clock, &page.cx().random);
        let tx = house.store.begin().await?;
        let draft = Draft { id, search, rhythm, seen: Some(seen) };
        actions::ask(page.cx(), &tx, &desk, (draft, to)).await?;
        tx.commit().await?;
    }
    Ok(see_other("/alerts/sent").into_response())
}

fn address(form: &mut Form) -> Option<Address> {
    let typed = form.text("email", 254)?;
    let address = typed.parse().ok().filter(Address::is_plain);
    if address.is_none() {
        form.add_fault("email", "alerts-fault-email");
    }
    address
}

/// Look in your mailbox: the same for everybody.
#[derive(Template)]
#[template(path = "mail/sent.html")]
struct Sent {
    page: Page,
}

/// `GET /alerts/sent`
pub(crate) async fn sent(page: Page) -> Answer {
    view(&Sent { page })
}

/// What the link of a letter opens.
#[derive(Template)]
#[template(path = "mail/show.html")]
struct ShowAlert {
    page: Page,
    token: Token,
    said: String,
    href: String,
    rhythm: String,
    is_asked: bool,
    tells: bool,
    /// Whether whoever keeps it has an account, in which it stands.
    has_account: bool,
}

/// A kept search that a link opens. Somebody who stopped it, or never confirmed it, is told that it is gone.
async fn opened(house: &House, page: &Page, token: &Token) -> Result<Alert, Failure> {
    let id = token.opens(&house.vault).ok_or_else(Failure::not_found)?;
    let alert = records::find(house.store.read(), &house.vault, id).await?;
    Ok(alert.filter(|alert| !alert.is_too_late(page.cx().now())).ok_or(Refusal::Gone)?)
}

/// `GET /alerts/TOKEN`, and what a mail program opens that knows no stopping by itself.
pub(crate) async fn show(page: Page, State(house): State<House>, Path(token): Path<Token>) -> Answer {
    let alert = opened(&house, &page, &token).await?;
    view(&ShowAlert {
        said: watching::said(&page, &house, &alert.search.read()).unwrap_or_default(),
        href: format!("/search{}", alert.search.query),
        rhythm: page.tr(format!("alerts-rhythm-{}", alert.rhythm)).to_string(),
        is_asked: alert.state == Life::Asked,
        tells: alert.rhythm != Rhythm::Never,
        has_account: matches!(alert.keeper, Keeper::Account(_)),
        token,
        page,
    })
}

/// `POST /alerts/TOKEN/confirm`
pub(crate) async fn confirm(page: Page, State(house): State<House>, Path(token): Path<Token>) -> Answer {
    let id = token.opens(&house.vault).ok_or_else(Failure::not_found)?;
    let tx = house.store.begin().await?;
    actions::confirm(page.cx(), &tx, &house.vault, id).await?;
    tx.commit().await?;
    Ok(see_other(format!("/alerts/{token}")).saying("alerts-said-confirm").into_response())
}

/// Stopped.
#[derive(Template)]
#[template(path = "mail/stopped.html")]
struct Stopped {
    page: Page,
}

/// `POST /alerts/TOKEN/stop`: from our page, or from a mail program that saw none. What is gone is gone already.
pub(crate) async fn stop(page: Page, State(house): State<House>, Path(token): Path<Token>) -> Answer {
    let id = token.opens(&house.vault).ok_or_else(Failure::not_found)?;
    let tx = house.store.begin().await?;
    actions::stop(page.cx(), &tx, &house.vault, id).await?;
    tx.commit().await?;
    view(&Stopped { page })
}
