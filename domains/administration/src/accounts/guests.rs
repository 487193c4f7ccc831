//! Inviting somebody, and the link that is shown once.

use access::account::{self, LONGEST_NAME};
use access::{Email, Gate, Invitation, OneTimeLink, Role};
use askama::Template;
use axum::extract::State;
use house::{Fixture, House};
use kernel::{Day, Lang};
use web::{Answer, Choice, Form, Page, Right, Routes, Step, again, view};

use super::held_for;
use crate::refusal::{beside, failure};
use crate::words;

pub(super) fn routes(routes: Routes<House>) -> Routes<House> {
    routes.get("/admin/accounts/new", show, Right::Action("access.invite")).post(
        "/admin/accounts/new",
        invite,
        Right::Action("access.invite"),
    )
}

#[derive(Template)]
#[template(path = "account-new.html")]
struct NewAccount {
    page: Page,
    form: Form,
    steps: Vec<Step>,
    languages: Vec<Choice>,
    roles: Vec<Choice>,
    kinds: Vec<Choice>,
}

impl NewAccount {
    fn new(page: Page, form: Form) -> Self {
        Self {
            form,
            steps: super::steps(&page),
            languages: words::languages(),
            roles: words::roles(&page),
            kinds: words::scope_kinds(&page),
            page,
        }
    }
}

/// A one-time link, shown by the answer that made it and never again.
#[derive(Template)]
#[template(path = "link.html")]
pub(super) struct ShowLink {
    page: Page,
    steps: Vec<Step>,
    address: String,
    expires: String,
    is_invitation: bool,
}

impl ShowLink {
    pub(super) fn new(page: Page, link: &OneTimeLink) -> Self {
        Self {
            steps: super::steps(&page),
            address: page.absolute(&link.path()),
            expires: page.moment(link.expires_at),
            is_invitation: link.purpose == access::Purpose::Invitation,
            page,
        }
    }
}

async fn show(page: Page) -> Answer {
    let form = Form::filled([("kind", "everywhere".to_owned()), ("lang", page.lang().to_string())]);
    view(&NewAccount::new(page, form))
}

async fn invite(page: Page, State(house): State<House>, Fixture(gate): Fixture<Gate>, mut form: Form) -> Answer {
    let Some(invitation) = read(&mut form, &house).await? else {
        return again(&NewAccount::new(page, form));
    };
    let tx = house.store.begin().await?;
    match account::invite(&gate, page.cx(), &tx, &invitation).await {
        Ok((_, link)) => {
            tx.commit().await?;
            view(&ShowLink::new(page, &link))
        }
        Err(refusal) => {
            tx.rollback().await?;
            let field = if matches!(refusal, access::Refusal::EndsBeforeItBegins) { "until" } else { "email" };
            beside(&mut form, field, refusal)?;
            again(&NewAccount::new(page, form))
        }
    }
}

async fn read(form: &mut Form, house: &House) -> Result<Option<Invitation>, web::Failure> {
    let email = match form.text("email", 254).map(|email| email.parse::<Email>()) {
        Some(Ok(email)) => Some(email),
        Some(Err(refusal)) => {
            beside(form, "email", refusal)?;
            None
        }
        None => None,
    };
    let (name, lang) = (form.text("name", LONGEST_NAME), form.required::<Lang>("lang"));
    let (role, until) = (form.required::<Role>("role"), form.optional::<Day>("until"));
    let scope = held_for::read(form, house).await?;
    let (Some(email), Some(name), Some(lang), Some(role), Some(scope)) = (email, name, lang, role, scope) else {
        return Ok(None);
    };
    Ok(form.is_sound().then_some(Invitation { email, name, lang, role, scope, until }))
}

/// Makes a new link for an account that exists.
pub(super) async fn issue(page: Page, house: &House, gate: &Gate, id: access::AccountId) -> Answer {
    let tx = house.store.begin().await?;
    let link = account::issue_reset(gate, page.cx(), &tx, id).await.map_err(failure)?;
    tx.commit().await?;
    view(&ShowLink::new(page, &link))
}
