//! Answering by the link of a letter: all is right, something is not, or we are no more.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use directory::OrganisationId;
use directory::entry::EntryId;
use directory::outreach::{self, Sighting};
use directory::proposal::{Sealed, Subject, told_in};
use house::House;
use web::{Answer, Failure, Form, Markup, Page, Path, Path2, Query, Step, see_other, view_with};

use super::doors::{asked, is_correctable, opened};
use super::{Opened, Token};
use crate::Refusal;
use crate::ask::actions::{self, Correction};

/// The longest note, letters.
const LONGEST_NOTE: usize = 1_000;

/// `POST /asked/TOKEN/confirm`: all of it is right.
pub(crate) async fn confirm(
    page: Page,
    State(house): State<House>,
    Path(token): Path<Token>,
    mut form: Form,
) -> Answer {
    let link = opened(&page, &house, &token).await?;
    let seen = form.optional::<Sighting>("sighting");
    if !form.is_sound() {
        return Err(Failure::bad_input("sighting"));
    }
    let (_, organisation) = asked(&house, &link).await?;
    let tx = house.store.begin().await?;
    let file = outreach::file(&tx, OrganisationId::from_uuid(organisation.id)).await?;
    if let Some(seen) = seen
        && !seen.holds(&tx, &file).await?
    {
        tx.rollback().await?;
        return Err(outreach::otherwise(&page, &house, (&seen, &file), format!("/asked/{token}")).await?);
    }
    actions::confirm(page.cx(), &tx, &link).await?;
    tx.commit().await?;
    Ok(see_other(format!("/asked/{token}")).saying("campaigns-said-confirmed").into_response())
}

/// The form for correcting an entry.
#[derive(Template)]
#[template(path = "asked/correct.html")]
struct Correct {
    page: Page,
    form: Form,
    trail: [Step; 1],
    name: String,
    inputs: Markup,
    /// The place that the form is about.
    at: Option<String>,
    /// The other places of the service.
    places: Vec<(String, String)>,
}

async fn draw(page: Page, house: &House, (token, subject): (&Token, &Subject), form: Form) -> Answer {
    draw_with(page, house, (token, subject), (form, StatusCode::OK)).await
}

async fn draw_with(
    page: Page,
    house: &House,
    (token, subject): (&Token, &Subject),
    (form, status): (Form, StatusCode),
) -> Answer {
    let others = subject.other_places(house.store.read(), &page).await?;
    let to = |(id, name): (String, String)| (format!("/asked/{token}/correct/{}?at={id}", subject.entry()), name);
    let view = Correct {
        inputs: subject.inputs(&page, &form, house).await?,
        trail: [Step::new(format!("/asked/{token}"), page.tr("campaigns-back-to-all"))],
        name: subject.name().plain(page.lang()).to_owned(),
        at: subject.at(),
        places: others.into_iter().map(to).collect(),
        form,
        page: page.clone(),
    };
    view_with(status, &view)
}

/// An entry of the organisation that a link asks; no other one is there for it.
async fn own(house: &House, link: &Opened, entry: EntryId, at: &str) -> Result<Subject, Failure> {
    let db = house.store.read();
    let (_, organisation) = asked(house, link).await?;
    let all = outreach::file(db, OrganisationId::from_uuid(organisation.id)).await?;
    if !is_correctable(entry) || !all.contains(&entry) {
        return Err(Failure::not_found());
    }
    Ok(Subject::of(db, entry, at).await?.by_itself())
}

/// `GET /asked/TOKEN/correct/ENTRY?at=`
pub(crate) async fn form(
    page: Page,
    State(house): State<House>,
    Path2(token, entry): Path2<Token, EntryId>,
    query: Query,
) -> Answer {
    let link = opened(&page, &house, &token).await?;
    let subject = own(&house, &link, entry, query.text("at", 40)?).await?;
    let form = subject.filled();
    draw(page, &house, (&token, &subject), form).await
}

/// `POST /asked/TOKEN/correct/ENTRY`
pub(crate) async fn correct(
    page: Page,
    State(house): State<House>,
    Path2(token, entry): Path2<Token, EntryId>,
    mut form: Form,
) -> Answer {
    let link = opened(&page, &house, &token).await?;
    let subject = own(&house, &link, entry, form.value("at")).await?;
    let patches = subject.patches(&mut form, page.cx().today());
    let note = form.optional_text("words", LONGEST_NOTE).map(|note| Sealed::note(&house.vault, &note));
    if !form.is_sound() {
        return draw_with(page, &house, (&token, &subject), (form, StatusCode::UNPROCESSABLE_ENTITY)).await;
    }
    let tx = house.store.begin().await?;
    let correction = Correction { entry, patches, note };
    match actions::correct(page.cx(), &tx, &house.vault, (&link, correction)).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(see_other(format!("/asked/{token}")).saying("campaigns-said-corrected").into_response())
        }
        Err(Refusal::Directory(refusal)) => {
            tx.rollback().await?;
            let status = told_in(&mut form, refusal)?;
            draw_with(page, &house, (&token, &subject), (form, status)).await
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// `POST /asked/TOKEN/gone`: the organisation is no more.
pub(crate) async fn gone(page: Page, State(house): State<House>, Path(token): Path<Token>, mut form: Form) -> Answer {
    let link = opened(&page, &house, &token).await?;
    let typed = form.optional_text("words", LONGEST_NOTE);
    if !form.is_sound() {
        return Err(Failure::bad_input("words"));
    }
    let tx = house.store.begin().await?;
    actions::gone(page.cx(), &tx, &house.vault, (&link, typed.as_deref())).await?;
    tx.commit().await?;
    Ok(see_other(format!("/asked/{token}")).saying("campaigns-said-gone").into_response())
}
