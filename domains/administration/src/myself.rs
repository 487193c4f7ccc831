//! One's own account: name and language, roles, sessions, and everything that is held about oneself.

mod history;
mod password;
mod second_factor;

use access::{Account, Gate, Refusal, SessionId, account, second_factor as factors, session};
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use house::{Fixture, House};
use kernel::Lang;
use web::{
    Answer, Choice, Failure, Form, Page, Pager, Path, Query, Right, Routes, SessionCookie, again, see_other, view,
};

use crate::accounts::held_for;
use crate::entrance::holder;
use crate::refusal::{beside, failure};
use crate::words;

/// Entries of the journal about oneself on one page.
const LINES: u64 = 20;

pub(crate) fn routes(routes: Routes<House>) -> Routes<House> {
    let routes = routes
        .get("/me", show, Right::SignedIn)
        .post("/me", describe, Right::SignedIn)
        .journals("access.describe_oneself")
        .post("/me/sessions/{id}/end", end_session, Right::SignedIn)
        .journals("access.sign_out")
        .post("/me/sign-out-everywhere", sign_out_everywhere, Right::SignedIn)
        .journals("access.sign_out_everywhere");
    second_factor::routes(password::routes(routes))
}

#[derive(Template)]
#[template(path = "me.html")]
struct Me {
    page: Page,
    form: Form,
    account: Account,
    languages: Vec<Choice>,
    roles: Vec<HeldRole>,
    /// Whether a role rests until there is a second factor.
    roles_rest: bool,
    sessions: Vec<Device>,
    codes_left: i64,
    lines: Vec<history::Deed>,
    pager: Pager,
}

struct HeldRole {
    name: String,
    scope: String,
    period: String,
    rests: bool,
}

struct Device {
    id: SessionId,
    began: String,
    seen: String,
    ends: String,
    this: bool,
}

impl Me {
    async fn gather(
        page: Page,
        form: Form,
        desk: (&House, &Gate, &SessionCookie),
        query: &Query,
    ) -> Result<Self, Failure> {
        let (house, gate, cookie) = desk;
        let (id, db) = (holder(&page)?, house.store.read());
        page.cx().require("access.see_oneself", &account::resource(page.cx(), id))?;
        let account = account::find(db, gate.vault(), id).await.map_err(failure)?.ok_or_else(Failure::not_found)?;
        let held = account::grants(db, &[id]).await?;
        let names = held_for::names(house).await?;
        let today = page.cx().today();
        let roles: Vec<_> = held
            .iter()
            .map(|held| HeldRole {
                name: words::role(&page, held.grant.role),
                scope: words::scope(&page, &held.grant.scope, &names),
                period: words::period(&page, &held.grant),
                rests: held.grant.holds_on(today) && gate.rests(held.grant.role, account.has_second_factor),
            })
            .collect();
        let factor = factors::find(db, gate.vault(), id).await.map_err(failure)?;
        let about_me = journal::Filter {
            record_kind: Some("account".to_owned()),
            record_id: Some(id.to_string()),
            ..journal::Filter::default()
        };
        let entries = journal::list(db, &about_me, query.page(LINES)?).await?;
        Ok(Self {
            form: if form.is_sound() { filled(&account) } else { form },
            languages: words::languages(),
            roles_rest: roles.iter().any(|role| role.rests),
            roles,
            sessions: devices(&page, house, (id, cookie)).await?,
            codes_left: factor.map_or(0, |factor| factor.codes_left),
            pager: Pager::of(&entries, query),
            lines: entries.items.iter().map(|entry| history::Deed::of(&page, id, entry, &names)).collect(),
            account,
            page,
        })
    }
}

fn filled(account: &Account) -> Form {
    Form::filled([("name", account.name.clone()), ("lang", account.lang.to_string())])
}

async fn devices(
    page: &Page,
    house: &House,
    (id, cookie): (access::AccountId, &SessionCookie),
) -> Result<Vec<Device>, Failure> {
    let token = cookie.token().unwrap_or_default();
    let sessions = session::of_account(house.store.read(), id, page.cx().now(), token).await?;
    let device = |(held, this): (session::Held, bool)| Device {
        id: held.id,
        began: page.moment(held.created_at),
        seen: page.moment(held.seen_at),
        ends: page.moment(held.expires_at),
        this,
    };
    Ok(sessions.into_iter().map(device).collect())
}

async fn show(
    page: Page,
    State(house): State<House>,
    Fixture(gate): Fixture<Gate>,
    cookie: SessionCookie,
    query: Query,
) -> Answer {
    view(&Me::gather(page, Form::blank(), (&house, &gate, &cookie), &query).await?)
}

async fn describe(
    page: Page,
    State(house): State<House>,
    Fixture(gate): Fixture<Gate>,
    cookie: SessionCookie,
    mut form: Form,
) -> Answer {
    let (name, lang) = (form.text("name", account::LONGEST_NAME), form.required::<Lang>("lang"));
    if let (Some(name), Some(lang)) = (name, lang) {
        let tx = house.store.begin().await?;
        match account::describe_oneself(&gate, page.cx(), &tx, (&name, lang)).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(see_other(format!("/me?lang={lang}")).saying("administration-saved").into_response());
            }
            Err(refusal) => {
                tx.rollback().await?;
                beside(&mut form, "name", refusal)?;
            }
        }
    }
    again(&Me::gather(page, form, (&house, &gate, &cookie), &Query::default()).await?)
}

async fn end_session(page: Page, State(house): State<House>, Path(id): Path<SessionId>) -> Answer {
    let tx = house.store.begin().await?;
    match session::end_own(page.cx(), &tx, id).await {
        // It ended by itself meanwhile: what was wanted is so.
        Ok(()) | Err(Refusal::NotFound) => tx.commit().await?,
        Err(refusal) => return Err(failure(refusal)),
    }
    Ok(see_other("/me").saying("administration-session-ended").into_response())
}

async fn sign_out_everywhere(page: Page, State(house): State<House>, cookie: SessionCookie) -> Answer {
    let tx = house.store.begin().await?;
    session::sign_out_everywhere(page.cx(), &tx, holder(&page)?).await.map_err(failure)?;
    tx.commit().await?;
    Ok(cookie.end(see_other("/sign-in").saying("administration-signed-out-everywhere").into_response()))
}
