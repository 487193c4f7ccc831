//! Accounts as an administrator manages them. What the accounts do elsewhere is not seen here.

mod changes;
mod guests;
pub(crate) mod held_for;

use access::account::{self, Filter, Held};
use access::{Account, AccountId, Email, Gate};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use house::{Fixture, House, ScopeNames};
use kernel::PageRequest;
use web::{Answer, Choice, Failure, Form, Page, Pager, Path, Query, Right, Routes, Step, see_other, view_with};

use crate::overview::to_administration;
use crate::refusal::{beside, failure};
use crate::words;

/// Accounts on one page.
const LINES: u64 = 50;

pub(crate) fn routes(routes: Routes<House>) -> Routes<House> {
    let routes = routes
        .get("/admin/accounts", list, Right::Action("access.list_accounts"))
        .post("/admin/accounts", look_up, Right::Action("access.list_accounts"))
        .leaves_no_trace("looks an address up; sent as a form because an address has no place in an address bar")
        .get("/admin/accounts/{id}", show, Right::Action("access.list_accounts"));
    changes::routes(guests::routes(routes))
}

#[derive(Template)]
#[template(path = "accounts.html")]
struct Accounts {
    page: Page,
    form: Form,
    steps: Vec<Step>,
    waiting: bool,
    total: u64,
    lines: Vec<(Account, Vec<String>)>,
    pager: Pager,
}

async fn list(page: Page, State(house): State<House>, Fixture(gate): Fixture<Gate>, query: Query) -> Answer {
    draw_list(page, &house, &gate, (query, Form::blank())).await
}

async fn look_up(page: Page, State(house): State<House>, Fixture(gate): Fixture<Gate>, mut form: Form) -> Answer {
    page.cx().require("access.list_accounts", &account::any("all"))?;
    let email = form.text("email", 254).map(|email| email.parse::<Email>());
    let found = match email {
        Some(Ok(email)) => {
            let (db, filter) = (house.store.read(), Filter { email: Some(email), ..Filter::default() });
            account::list(db, gate.vault(), &filter, PageRequest::first(1)).await.map_err(failure)?.items
        }
        Some(Err(refusal)) => {
            beside(&mut form, "email", refusal)?;
            Vec::new()
        }
        None => Vec::new(),
    };
    if let Some(account) = found.first() {
        return Ok(see_other(format!("/admin/accounts/{}", account.id)).into_response());
    }
    if form.is_sound() {
        form.add_fault("email", "administration-accounts-unknown");
    }
    draw_list(page, &house, &gate, (Query::default(), form)).await
}

/// The list, with a form that may have come back.
async fn draw_list(page: Page, house: &House, gate: &Gate, (query, form): (Query, Form)) -> Answer {
    page.cx().require("access.list_accounts", &account::any("all"))?;
    let (db, today) = (house.store.read(), page.cx().today());
    let filter = Filter { waiting: query.get("waiting").is_some(), ..Filter::default() };
    let accounts = account::list(db, gate.vault(), &filter, query.page(LINES)?).await.map_err(failure)?;
    let ids: Vec<_> = accounts.items.iter().map(|account| account.id).collect();
    let held = account::grants(db, &ids).await?;
    let roles = |id: AccountId| {
        let now = held.iter().filter(|held| held.account == id && held.grant.holds_on(today));
        let mut roles: Vec<_> = now.map(|held| words::role(&page, held.grant.role)).collect();
        roles.sort();
        roles.dedup();
        roles
    };
    let status = if form.is_sound() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown = Accounts {
        form,
        steps: to_administration(&page),
        waiting: filter.waiting,
        total: accounts.total,
        pager: Pager::of(&accounts, &query),
        lines: accounts.items.into_iter().map(|account| (roles(account.id), account)).map(|(r, a)| (a, r)).collect(),
        page,
    };
    view_with(status, &shown)
}

#[derive(Template)]
#[template(path = "account.html")]
struct ShowAccount {
    page: Page,
    form: Form,
    steps: Vec<Step>,
    account: Account,
    held: Vec<HeldRole>,
    roles: Vec<Choice>,
    kinds: Vec<Choice>,
    is_own: bool,
}

struct HeldRole {
    id: String,
    name: String,
    scope: String,
    period: String,
    is_over: bool,
}

async fn show(
    page: Page,
    State(house): State<House>,
    Fixture(gate): Fixture<Gate>,
    Path(id): Path<AccountId>,
) -> Answer {
    draw(page, &house, &gate, (id, Form::blank())).await
}

/// The page of an account, with a form that may have come back.
async fn draw(page: Page, house: &House, gate: &Gate, (id, form): (AccountId, Form)) -> Answer {
    page.cx().require("access.list_accounts", &account::resource(page.cx(), id))?;
    let db = house.store.read();
    let account = account::find(db, gate.vault(), id).await.map_err(failure)?.ok_or_else(Failure::not_found)?;
    let held = account::grants(db, &[id]).await?;
    let names = held_for::names(house).await?;
    let status = if form.is_sound() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let form = if form.is_sound() {
        Form::filled([("kind", "everywhere".to_owned()), ("from", page.cx().today().to_string())])
    } else {
        form
    };
    let shown = ShowAccount {
        form,
        steps: steps(&page),
        held: held.iter().map(|held| held_role(&page, held, &names)).collect(),
        roles: words::roles(&page),
        kinds: words::scope_kinds(&page),
        is_own: page.actor().account().is_some_and(|own| own.id == id),
        account,
        page,
    };
    view_with(status, &shown)
}

fn held_role(page: &Page, held: &Held, names: &ScopeNames) -> HeldRole {
    HeldRole {
        id: held.id.to_string(),
        name: words::role(page, held.grant.role),
        scope: words::scope(page, &held.grant.scope, names),
        period: words::period(page, &held.grant),
        is_over: held.grant.until.is_some_and(|until| until < page.cx().today()),
    }
}

/// The trail to the pages of accounts.
fn steps(page: &Page) -> Vec<Step> {
    let mut steps = to_administration(page);
    steps.push(Step::new("/admin/accounts", page.tr("administration-accounts")));
    steps
}
