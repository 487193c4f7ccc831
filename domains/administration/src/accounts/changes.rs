//! What an administrator changes about an account.

use access::account;
use access::{AccountId, Gate, Grant, GrantId, Refusal, Role, second_factor, session};
use axum::extract::State;
use axum::response::IntoResponse as _;
use house::{Fixture, House};
use kernel::Day;
use web::{Answer, Form, Page, Path, Right, Routes, see_other};

use super::guests::issue;
use super::held_for;
use crate::refusal::{beside, failure};

pub(super) fn routes(routes: Routes<House>) -> Routes<House> {
    routes
        .post("/admin/accounts/{id}/link", make_link, Right::Action("access.issue_reset"))
        .post("/admin/accounts/{id}/roles", grant, Right::Action("access.grant"))
        .post("/admin/roles/{id}/revoke", revoke, Right::Action("access.revoke"))
        .post("/admin/accounts/{id}/disable", disable, Right::Action("access.disable"))
        .post("/admin/accounts/{id}/enable", enable, Right::Action("access.enable"))
        .post("/admin/accounts/{id}/sign-out", sign_out, Right::Action("access.sign_out_everywhere"))
        .post("/admin/accounts/{id}/second-factor/off", switch_off, Right::Action("access.switch_off_second_factor"))
}

fn at(id: AccountId) -> String {
    format!("/admin/accounts/{id}")
}

async fn make_link(
    page: Page,
    State(house): State<House>,
    Fixture(gate): Fixture<Gate>,
    Path(id): Path<AccountId>,
) -> Answer {
    issue(page, &house, &gate, id).await
}

async fn grant(
    page: Page,
    State(house): State<House>,
    Fixture(gate): Fixture<Gate>,
    Path(id): Path<AccountId>,
    mut form: Form,
) -> Answer {
    let (role, scope) = (form.required::<Role>("role"), held_for::read(&mut form, &house).await?);
    let (from, until) = (form.required::<Day>("from"), form.optional::<Day>("until"));
    let (Some(role), Some(scope), Some(from), true) = (role, scope, from, form.is_sound()) else {
        return super::draw(page, &house, &gate, (id, form)).await;
    };
    let tx = house.store.begin().await?;
    match account::grant(page.cx(), &tx, id, Grant { role, scope, from, until }).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(see_other(at(id)).saying("administration-role-granted").into_response())
        }
        Err(refusal) => {
            tx.rollback().await?;
            let field = if matches!(refusal, Refusal::EndsBeforeItBegins) { "until" } else { "role" };
            beside(&mut form, field, refusal)?;
            super::draw(page, &house, &gate, (id, form)).await
        }
    }
}

async fn revoke(page: Page, State(house): State<House>, Path(id): Path<GrantId>) -> Answer {
    let tx = house.store.begin().await?;
    let account = account::revoke(page.cx(), &tx, id).await.map_err(failure)?;
    tx.commit().await?;
    Ok(see_other(at(account)).saying("administration-role-revoked").into_response())
}

async fn disable(
    page: Page,
    State(house): State<House>,
    Fixture(gate): Fixture<Gate>,
    Path(id): Path<AccountId>,
) -> Answer {
    let tx = house.store.begin().await?;
    account::disable(&gate, page.cx(), &tx, id).await.map_err(failure)?;
    tx.commit().await?;
    let undo = format!("{}/enable", at(id));
    Ok(see_other(at(id)).saying("administration-disabled-now").undo(undo).into_response())
}

async fn enable(
    page: Page,
    State(house): State<House>,
    Fixture(gate): Fixture<Gate>,
    Path(id): Path<AccountId>,
) -> Answer {
    let tx = house.store.begin().await?;
    account::enable(&gate, page.cx(), &tx, id).await.map_err(failure)?;
    tx.commit().await?;
    Ok(see_other(at(id)).saying("administration-enabled-now").into_response())
}

async fn sign_out(page: Page, State(house): State<House>, Path(id): Path<AccountId>) -> Answer {
    let tx = house.store.begin().await?;
    session::sign_out_everywhere(page.cx(), &tx, id).await.map_err(failure)?;
    tx.commit().await?;
    Ok(see_other(at(id)).saying("administration-sessions-ended").into_response())
}

async fn switch_off(page: Page, State(house): State<House>, Path(id): Path<AccountId>) -> Answer {
    let tx = house.store.begin().await?;
    second_factor::switch_off(page.cx(), &tx, id, None).await.map_err(failure)?;
    tx.commit().await?;
    Ok(see_other(at(id)).saying("administration-factor-off").into_response())
}
