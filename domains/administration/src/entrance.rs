//! Signing in, with the code of the second factor where there is one, and signing out.

use access::sign_in::{self, Credentials};
use access::{Gate, LONGEST, browser, session};
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use house::{Fixture, House};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use web::{
    Answer, Failure, Form, Keepsakes, Origin, Page, Query, Right, Routes, SessionCookie, again, see_other, view,
};

use crate::origin::local;
use crate::refusal::{beside, failure};

/// Where somebody goes on to who did not say where from.
const HOME: &str = "/me";

pub(crate) fn routes(routes: Routes<House>) -> Routes<House> {
    routes
        .get("/sign-in", show, Right::Public)
        .post("/sign-in", begin, Right::Public)
        .journals("access.sign_in")
        .get("/sign-in/code", show_code, Right::Public)
        .post("/sign-in/code", confirm, Right::Public)
        .journals("access.sign_in")
        .post("/sign-out", leave, Right::Public)
        .journals("access.sign_out")
}

#[derive(Template)]
#[template(path = "sign-in.html")]
struct SignIn {
    page: Page,
    form: Form,
}

async fn show(page: Page, query: Query) -> Answer {
    let next = local(query.get("next").unwrap_or_default(), HOME).to_owned();
    if page.actor().account().is_some() {
        return Ok(see_other(next).into_response());
    }
    view(&SignIn { form: Form::filled([("next", next)]), page })
}

async fn begin(
    page: Page,
    State(house): State<House>,
    Fixture(gate): Fixture<Gate>,
    (Origin(origin), cookie, kept): (Origin, SessionCookie, Keepsakes),
    mut form: Form,
) -> Answer {
    let (email, password) = (form.text("email", 254), form.secret("password", LONGEST));
    let next = local(form.value("next"), HOME).to_owned();
    let (Some(email), Some(password)) = (email, password) else {
        return again(&SignIn { page, form });
    };
    let mark = kept.get(&browser::name(gate.vault(), &email));
    let typed = Credentials { email: &email, password: &password, origin, mark };
    match sign_in::sign_in(&gate, page.cx(), &house.store, typed).await {
        Ok(started) => {
            let to = if started.awaits_code {
                format!("/sign-in/code?next={}", utf8_percent_encode(&next, NON_ALPHANUMERIC))
            } else {
                next
            };
            let answer = cookie.start(see_other(to).into_response(), &started, page.cx().now());
            let mark = browser::mark(gate.vault(), &page.cx().random, &email);
            Ok(kept.give(answer, &mark.name, &mark.value))
        }
        Err(refusal) => {
            beside(&mut form, "email", refusal)?;
            again(&SignIn { page, form })
        }
    }
}

#[derive(Template)]
#[template(path = "code.html")]
struct Code {
    page: Page,
    form: Form,
}

async fn show_code(page: Page, cookie: SessionCookie, query: Query) -> Answer {
    if cookie.token().is_none() {
        return Ok(see_other("/sign-in").into_response());
    }
    let next = local(query.get("next").unwrap_or_default(), HOME).to_owned();
    view(&Code { form: Form::filled([("next", next)]), page })
}

async fn confirm(
    page: Page,
    State(house): State<House>,
    Fixture(gate): Fixture<Gate>,
    cookie: SessionCookie,
    mut form: Form,
) -> Answer {
    let Some(token) = cookie.token() else { return Ok(see_other("/sign-in").into_response()) };
    let next = local(form.value("next"), HOME).to_owned();
    let Some(code) = form.text("code", 40) else {
        return again(&Code { page, form });
    };
    match sign_in::confirm(&gate, page.cx(), &house.store, (token, &code)).await {
        Ok(started) => Ok(cookie.start(see_other(next).into_response(), &started, page.cx().now())),
        // The first step is too long ago: begin again.
        Err(access::Refusal::NotFound) => {
            Ok(see_other("/sign-in").saying("administration-sign-in-again").into_response())
        }
        Err(refusal) => {
            form.set("code", "");
            beside(&mut form, "code", refusal)?;
            again(&Code { page, form })
        }
    }
}

async fn leave(page: Page, State(house): State<House>, cookie: SessionCookie) -> Answer {
    if let Some(token) = cookie.token() {
        let tx = house.store.begin().await?;
        session::sign_out(page.cx(), &tx, token).await.map_err(failure)?;
        tx.commit().await?;
    }
    Ok(cookie.end(see_other("/").saying("administration-signed-out").into_response()))
}

/// Somebody must be signed in here; the route saw to it, the type wants to hear it.
pub(crate) fn holder(page: &Page) -> Result<access::AccountId, Failure> {
    page.actor().account().map(|account| account.id).ok_or_else(Failure::sign_in)
}
