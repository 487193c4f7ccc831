//! Setting up and switching off one's second factor.

use access::second_factor::{self, Enrolment};
use access::{AccountId, Gate, LONGEST, sign_in};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use house::{Fixture, House};
use web::{Answer, Failure, Form, Markup, Page, Right, Routes, qr, see_other, view, view_with};

use crate::entrance::holder;
use crate::refusal::{beside, failure};

const HERE: &str = "/me/second-factor";

pub(super) fn routes(routes: Routes<House>) -> Routes<House> {
    routes
        .get(HERE, show, Right::SignedIn)
        .post("/me/second-factor/begin", begin, Right::SignedIn)
        .journals("access.enrol_second_factor")
        .post("/me/second-factor/confirm", confirm, Right::SignedIn)
        .journals("access.confirm_second_factor")
        .post("/me/second-factor/off", switch_off, Right::SignedIn)
        .journals("access.switch_off_second_factor")
}

#[derive(Template)]
#[template(path = "me-second-factor.html")]
struct SecondFactor {
    page: Page,
    form: Form,
    stage: Stage,
}

/// How far somebody is with a second factor.
enum Stage {
    None,
    BeingSetUp { drawing: Option<Markup>, enrolment: Enrolment },
    InPlace { codes_left: i64 },
}

async fn stage(page: &Page, house: &House, gate: &Gate, id: AccountId) -> Result<Stage, Failure> {
    let db = house.store.read();
    let factor = second_factor::find(db, gate.vault(), id).await.map_err(failure)?;
    if let Some(factor) = factor.filter(|factor| factor.confirmed_at.is_some()) {
        return Ok(Stage::InPlace { codes_left: factor.codes_left });
    }
    let issuer = format!("Relais {}", page.region());
    let enrolment = second_factor::enrolment(gate, db, id, issuer.trim()).await.map_err(failure)?;
    Ok(enrolment.map_or(Stage::None, |enrolment| Stage::BeingSetUp {
        drawing: qr::draw(&enrolment.url, &page.tr("administration-factor-qr").to_string()),
        enrolment,
    }))
}

async fn again(page: Page, house: &House, gate: &Gate, form: Form) -> Answer {
    let status = if form.is_sound() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let stage = stage(&page, house, gate, holder(&page)?).await?;
    view_with(status, &SecondFactor { page, form, stage })
}

async fn show(page: Page, State(house): State<House>, Fixture(gate): Fixture<Gate>) -> Answer {
    again(page, &house, &gate, Form::blank()).await
}

async fn begin(page: Page, State(house): State<House>, Fixture(gate): Fixture<Gate>, mut form: Form) -> Answer {
    let Some(password) = form.secret("password", LONGEST) else { return again(page, &house, &gate, form).await };
    let proven = match sign_in::prove_password(&gate, page.cx(), &house.store, &password).await {
        Ok(proven) => proven,
        Err(refusal) => {
            beside(&mut form, "password", refusal)?;
            return again(page, &house, &gate, form).await;
        }
    };
    let tx = house.store.begin().await?;
    second_factor::enrol(&gate, page.cx(), &tx, &proven).await.map_err(failure)?;
    tx.commit().await?;
    Ok(see_other(HERE).into_response())
}

#[derive(Template)]
#[template(path = "recovery-codes.html")]
struct RecoveryCodes {
    page: Page,
    codes: Vec<String>,
}

/// The recovery codes are shown by the answer itself: nothing that could be asked for again holds them.
async fn confirm(page: Page, State(house): State<House>, Fixture(gate): Fixture<Gate>, mut form: Form) -> Answer {
    let Some(code) = form.text("code", 20) else { return again(page, &house, &gate, form).await };
    let tx = house.store.begin().await?;
    match second_factor::confirm(&gate, page.cx(), &tx, &code).await {
        Ok(codes) => {
            tx.commit().await?;
            view(&RecoveryCodes { page, codes })
        }
        Err(refusal) => {
            tx.rollback().await?;
            form.set("code", "");
            beside(&mut form, "code", refusal)?;
            again(page, &house, &gate, form).await
        }
    }
}

async fn switch_off(page: Page, State(house): State<House>, Fixture(gate): Fixture<Gate>, mut form: Form) -> Answer {
    let Some(password) = form.secret("password", LONGEST) else { return again(page, &house, &gate, form).await };
    let proven = match sign_in::prove_password(&gate, page.cx(), &house.store, &password).await {
        Ok(proven) => proven,
        Err(refusal) => {
            beside(&mut form, "password", refusal)?;
            return again(page, &house, &gate, form).await;
        }
    };
    let tx = house.store.begin().await?;
    second_factor::switch_off(page.cx(), &tx, holder(&page)?, Some(&proven)).await.map_err(failure)?;
    tx.commit().await?;
    Ok(see_other("/me").saying("administration-factor-off").into_response())
}
