//! A new password for one's own account; the present one is asked first.

use access::{Gate, LONGEST, account, sign_in};
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use house::{Fixture, House};
use web::{Answer, Failure, Form, Page, Right, Routes, SessionCookie, again, see_other, view};

use crate::entrance::holder;
use crate::refusal::{beside, failure};

pub(super) fn routes(routes: Routes<House>) -> Routes<House> {
    routes
        .get("/me/password", show, Right::SignedIn)
        .post("/me/password", change, Right::SignedIn)
        .journals("access.change_password")
}

#[derive(Template)]
#[template(path = "me-password.html")]
struct Password {
    page: Page,
    form: Form,
}

async fn show(page: Page) -> Answer {
    view(&Password { page, form: Form::blank() })
}

async fn change(
    page: Page,
    State(house): State<House>,
    Fixture(gate): Fixture<Gate>,
    cookie: SessionCookie,
    mut form: Form,
) -> Answer {
    let (present, new) = (form.secret("present", LONGEST), form.secret("new", LONGEST));
    let (Some(present), Some(new)) = (present, new) else {
        return again(&Password { page, form });
    };
    let proven = match sign_in::prove_password(&gate, page.cx(), &house.store, &present).await {
        Ok(proven) => proven,
        Err(refusal) => {
            beside(&mut form, "present", refusal)?;
            return again(&Password { page, form });
        }
    };
    let known = account::find(house.store.read(), gate.vault(), holder(&page)?).await.map_err(failure)?;
    let known = known.ok_or_else(Failure::not_found)?;
    let hash = match gate.passwords().hash(&new, &[known.email.as_str(), &known.name]).await {
        Ok(hash) => hash,
        Err(weak) => {
            beside(&mut form, "new", weak.into())?;
            return again(&Password { page, form });
        }
    };
    let tx = house.store.begin().await?;
    let token = cookie.token().unwrap_or_default();
    account::change_password(page.cx(), &tx, proven, &hash, token).await.map_err(failure)?;
    tx.commit().await?;
    Ok(see_other("/me").saying("administration-password-changed").into_response())
}
