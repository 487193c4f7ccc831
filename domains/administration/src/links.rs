//! What one-time links open: an invitation, a new password; and asking for such a link.

use access::{Account, Gate, LONGEST, Purpose, account, link, sign_in};
use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use house::{Fixture, House};
use kernel::Lang;
use web::{Answer, Choice, Failure, Form, Origin, Page, Path, Right, Routes, again, see_other, view};

use crate::refusal::{beside, failure};
use crate::words;

pub(crate) fn routes(routes: Routes<House>) -> Routes<House> {
    routes
        .get("/invitation/{token}", show_invitation, Right::Public)
        .post("/invitation/{token}", accept, Right::Public)
        .journals("access.accept_invitation")
        .get("/reset", ask, Right::Public)
        .post("/reset", note_question, Right::Public)
        .journals("access.ask_for_reset")
        .get("/reset/{token}", show_reset, Right::Public)
        .post("/reset/{token}", reset, Right::Public)
        .journals("access.reset")
}

#[derive(Template)]
#[template(path = "invitation.html")]
struct Invitation {
    page: Page,
    form: Form,
    email: String,
    languages: Vec<Choice>,
}

impl Invitation {
    fn new(page: Page, form: Form, account: &Account) -> Self {
        Self { page, form, email: account.email.to_string(), languages: words::languages() }
    }
}

/// The account behind a link, or a page that says what to do about a link that opens nothing.
async fn opened(page: &Page, house: &House, gate: &Gate, what: (Purpose, &str)) -> Result<Account, Failure> {
    let found = link::find(house.store.read(), gate, page.cx().now(), what).await.map_err(failure)?;
    found.map(|opened| opened.account).ok_or_else(|| failure(access::Refusal::LinkSpent))
}

async fn show_invitation(
    page: Page,
    State(house): State<House>,
    Fixture(gate): Fixture<Gate>,
    Path(token): Path<String>,
) -> Answer {
    let account = opened(&page, &house, &gate, (Purpose::Invitation, &token)).await?;
    let form = Form::filled([("name", account.name.clone()), ("lang", page.lang().to_string())]);
    view(&Invitation::new(page, form, &account))
}

async fn accept(
    page: Page,
    State(house): State<House>,
    Fixture(gate): Fixture<Gate>,
    Path(token): Path<String>,
    mut form: Form,
) -> Answer {
    let account = opened(&page, &house, &gate, (Purpose::Invitation, &token)).await?;
    let name = form.text("name", account::LONGEST_NAME);
    let (lang, password) = (form.required::<Lang>("lang"), form.secret("password", LONGEST));
    let (Some(name), Some(lang), Some(password)) = (name, lang, password) else {
        return again(&Invitation::new(page, form, &account));
    };
    let hash = match gate.passwords().hash(&password, &[account.email.as_str(), &name]).await {
        Ok(hash) => hash,
        Err(weak) => {
            beside(&mut form, "password", weak.into())?;
            return again(&Invitation::new(page, form, &account));
        }
    };
    let tx = house.store.begin().await?;
    let accepted = link::accept_invitation(&gate, page.cx(), &tx, &token, (&name, lang, &hash)).await;
    if let Err(refusal) = accepted {
        tx.rollback().await?;
        beside(&mut form, "name", refusal)?;
        return again(&Invitation::new(page, form, &account));
    }
    tx.commit().await?;
    Ok(see_other(format!("/sign-in?lang={lang}")).saying("administration-welcome").into_response())
}

#[derive(Template)]
#[template(path = "reset.html")]
struct Reset {
    page: Page,
    form: Form,
    email: String,
}

async fn show_reset(
    page: Page,
    State(house): State<House>,
    Fixture(gate): Fixture<Gate>,
    Path(token): Path<String>,
) -> Answer {
    let account = opened(&page, &house, &gate, (Purpose::Reset, &token)).await?;
    view(&Reset { page, form: Form::blank(), email: account.email.to_string() })
}

async fn reset(
    page: Page,
    State(house): State<House>,
    Fixture(gate): Fixture<Gate>,
    Path(token): Path<String>,
    mut form: Form,
) -> Answer {
    let account = opened(&page, &house, &gate, (Purpose::Reset, &token)).await?;
    let email = account.email.to_string();
    let Some(password) = form.secret("password", LONGEST) else {
        return again(&Reset { page, form, email });
    };
    let hash = match gate.passwords().hash(&password, &[&email, &account.name]).await {
        Ok(hash) => hash,
        Err(weak) => {
            beside(&mut form, "password", weak.into())?;
            return again(&Reset { page, form, email });
        }
    };
    let tx = house.store.begin().await?;
    link::reset(page.cx(), &tx, &token, &hash).await.map_err(failure)?;
    tx.commit().await?;
    Ok(see_other("/sign-in").saying("administration-password-set").into_response())
}

#[derive(Template)]
#[template(path = "reset-ask.html")]
struct Ask {
    page: Page,
    form: Form,
}

async fn ask(page: Page) -> Answer {
    view(&Ask { page, form: Form::blank() })
}

/// The answer is the same whether the address has an account or not.
async fn note_question(
    page: Page,
    State(house): State<House>,
    Fixture(gate): Fixture<Gate>,
    Origin(origin): Origin,
    mut form: Form,
) -> Answer {
    let email = form.text("email", 254);
    let Some(email) = email else { return again(&Ask { page, form }) };
    let email = match email.parse::<account::Email>() {
        Ok(email) => email,
        Err(refusal) => {
            beside(&mut form, "email", refusal)?;
            return again(&Ask { page, form });
        }
    };
    sign_in::count_question(&gate, page.cx(), &house.store, origin).await.map_err(failure)?;
    let tx = house.store.begin().await?;
    account::ask_for_reset(&gate, page.cx(), &tx, &email).await.map_err(failure)?;
    tx.commit().await?;
    Ok(see_other("/sign-in").saying("administration-reset-asked").into_response())
}
