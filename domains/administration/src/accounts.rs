//! Accounts as an administrator manages them. What the accounts do elsewhere is not seen here.

mod changes;
mod guests;

use access::account::{self, Filter, Held};
use access::{Account, AccountId, Email, Gate};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use house::{Fixture, House};
use web::{Answer, Choice, Failure, Form, Page, Pager, Path, Query, Right, Routes, Step, view, view_with};

use crate::refusal::failure;
use crate::words;

/// Accounts on one page.
const LINES: u64 = 50;

pub(crate) fn routes(routes: Routes<House>) -> Routes<House> {
    let routes = routes.get("/admin/accounts", list, Right::Action("access.list_accounts")).get(
        "/admin/accounts/{id}",
        show,
        Right::Action("access.list_accounts"),
    );
    changes::routes(guests::routes(routes))
}

#[derive(Template)]
#[template(path = "accounts.html")]
struct Accounts {
    page: Page,
    form: Form,
    total: u64,
    lines: Vec<(Account, Vec<String>)>,
    pager: Pager,
}

async fn list(page: Page, State(house): State<House>, Fixture(gate): Fixture<Gate>, query: Query) -> Answer {
    page.cx().require("access.list_accounts", &account::any("all"))?;
    let (db, today) = (house.store.read(), page.cx().today());
    let filter = Filter { email: query.value::<Email>("email")?, waiting: query.get("waiting").is_some() };
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
    let values = ["email", "waiting"].map(|field| (field, query.get(field).unwrap_or_default().to_owned()));
    view(&Accounts {
        form: Form::filled(values),
        total: accounts.total,
        pager: Pager::of(&accounts, &query),
        lines: accounts.items.into_iter().map(|account| (roles(account.id), account)).map(|(r, a)| (a, r)).collect(),
        page,
    })
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
    let status = if form.is_sound() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let form = if form.is_sound() {
        Form::filled([("kind", "everywhere".to_owned()), ("from", page.cx().today().to_string())])
    } else {
        form
    };
    let shown = ShowAccount {
        form,
        steps: steps(&page),
        held: held.iter().map(|held| held_role(&page, held)).collect(),
        roles: words::roles(&page),
        kinds: words::scope_kinds(&page),
        is_own: page.actor().account().is_some_and(|own| own.id == id),
        account,
        page,
    };
    view_with(status, &shown)
}

fn held_role(page: &Page, held: &Held) -> HeldRole {
    HeldRole {
        id: held.id.to_string(),
        name: words::role(page, held.grant.role),
        scope: words::scope(page, &held.grant.scope),
        period: words::period(page, &held.grant),
        is_over: held.grant.until.is_some_and(|until| until < page.cx().today()),
    }
}

/// The trail to the pages of accounts.
fn steps(page: &Page) -> Vec<Step> {
    vec![
        Step::new("/admin", page.tr("administration-title")),
        Step::new("/admin/accounts", page.tr("administration-accounts")),
    ]
}
