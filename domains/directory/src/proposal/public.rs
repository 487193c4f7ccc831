//! Saying that something is not right, without an account, and seeing what became of it.

use crate::Refusal;
use askama::Template;
use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use house::House;
use kernel::Text;
use web::{Answer, Failure, Form, Page, Path, Query, Step, see_other, view, view_with};

use super::actions::{self, Draft};
use super::network::Peer;
use super::subject::{Fields, Subject, told_in};
use super::{EMAIL, NOTE, Proposal, Sealed, State, hash_of, occasion, records};
use crate::editing::names::Names;
use crate::editing::pages::title;
use crate::editing::saying::Teller;
use crate::editing::widgets::{Look, Widget};
use crate::entry::fields;
use crate::entry::seen::seen;
use crate::import::fields::email;
use crate::{OrganisationId, ServiceId};

/// The longest note, letters.
const LONGEST_NOTE: usize = 1_000;
/// The longest address of a mailbox, letters.
const LONGEST_EMAIL: usize = 300;
/// The longest token that is looked at.
const LONGEST_TOKEN: usize = 100;

/// The form for saying that something is not right.
#[derive(Template)]
#[template(path = "proposal/form.html")]
struct Propose {
    page: Page,
    form: Form,
    trail: Vec<Step>,
    name: Text,
    /// Each field, and what it says now.
    widgets: Vec<(Widget, String)>,
    /// The other places of the service, to say something of those.
    places: Vec<(String, String)>,
    /// The place that the form is about.
    at: Option<String>,
}

impl Propose {
    /// Whether who proposes may be asked by mail only: whoever is signed in is known.
    fn asks_address(&self) -> bool {
        self.page.actor().account().is_none()
    }

    /// What the addresses of the other places carry along.
    fn carried(&self) -> String {
        match self.form.value("contact") {
            "" => String::new(),
            contact => format!("&contact={contact}"),
        }
    }
}

/// `GET /services/ID/propose?at=&contact=`
pub(super) async fn of_service(
    page: Page,
    FromState(house): FromState<House>,
    Path(id): Path<ServiceId>,
    query: Query,
) -> Answer {
    let subject = Subject::of_service(house.store.read(), id, query.text("at", 40)?).await?;
    let mut form = subject.filled();
    occasion::carry(page.cx(), &house, (&mut form, query.text("contact", 40)?)).await?;
    draw(page, form, &subject, &house, StatusCode::OK).await
}

/// `GET /organisations/ID/propose`
pub(super) async fn of_organisation(
    page: Page,
    FromState(house): FromState<House>,
    Path(id): Path<OrganisationId>,
) -> Answer {
    let subject = Subject::of_organisation(house.store.read(), id).await?;
    let form = subject.filled();
    draw(page, form, &subject, &house, StatusCode::OK).await
}

/// `POST /services/ID/propose`
pub(super) async fn propose_service(
    page: Page,
    FromState(house): FromState<House>,
    Path(id): Path<ServiceId>,
    peer: Peer,
    form: Form,
) -> Answer {
    let subject = Subject::of_service(house.store.read(), id, form.value("at")).await?;
    propose(page, &house, subject, peer, form).await
}

/// `POST /organisations/ID/propose`
pub(super) async fn propose_organisation(
    page: Page,
    FromState(house): FromState<House>,
    Path(id): Path<OrganisationId>,
    peer: Peer,
    form: Form,
) -> Answer {
    let subject = Subject::of_organisation(house.store.read(), id).await?;
    propose(page, &house, subject, peer, form).await
}

async fn propose(page: Page, house: &House, subject: Subject, peer: Peer, mut form: Form) -> Answer {
    let patches = subject.patches(&mut form, page.cx().today());
    let note = form.optional_text("words", LONGEST_NOTE);
    let typed = form.optional_text("reply", LONGEST_EMAIL);
    if typed.as_deref().is_some_and(|typed| email(typed).is_none()) {
        form.add_fault("reply", "directory-fault-email");
    }
    if !form.is_sound() {
        return draw(page, form, &subject, house, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let vault = &house.vault;
    let occasion = occasion::of(page.cx(), house, form.value("contact").parse().ok()).await?;
    let draft = Draft {
        entry: subject.entry(),
        patches,
        note: note.map(|note| Sealed::new(vault, NOTE, &note)),
        email: typed.map(|email| Sealed::new(vault, EMAIL, &email)),
        network: peer.network(vault, page.actor()),
        speaker: None,
        contact: occasion.as_ref().map(|occasion| occasion.contact),
    };
    let tx = house.store.begin().await?;
    match actions::propose(page.cx(), &tx, draft).await {
        Ok(token) => {
            tx.commit().await?;
            // Whoever is in a contact goes on with it.
            let next = occasion.and_then(|occasion| occasion.page).unwrap_or_else(|| format!("/proposals/{token}"));
            Ok(see_other(next).saying("directory-proposed").into_response())
        }
        Err(refusal) => {
            tx.rollback().await?;
            again(page, form, &subject, house, refusal).await
        }
    }
}

/// The form goes back to whoever sent it, saying what to do; nothing typed is lost.
async fn again(page: Page, mut form: Form, subject: &Subject, house: &House, refusal: Refusal) -> Answer {
    let status = told_in(&mut form, refusal)?;
    draw(page, form, subject, house, status).await
}

async fn draw(page: Page, form: Form, subject: &Subject, house: &House, status: StatusCode) -> Answer {
    let Fields { widgets, .. } = subject.fields(&page, &form, house).await?;
    let (name, path) = (subject.name().clone(), subject.path());
    let places = subject.other_places(house.store.read(), &page).await?;
    let trail = vec![Step::new("/", page.tr("directory-find")), Step::new(&path, name.plain(page.lang()))];
    let places = places.into_iter().map(|(id, name)| (format!("{path}/propose?at={id}"), name)).collect();
    let at = subject.at();
    view_with(status, &Propose { page: page.clone(), form, trail, name, widgets, places, at })
}

/// What became of a proposal.
#[derive(Template)]
#[template(path = "proposal/told.html")]
struct Told {
    page: Page,
    state: String,
    look: &'static str,
    made: String,
    answer: Option<String>,
    /// The page of the entry, where it is still there.
    public: Option<String>,
    name: String,
    /// Field, what was there, what was proposed, and whether it was taken over.
    parts: Vec<(String, String, String, Option<bool>)>,
}

impl Told {
    fn title(&self) -> String {
        self.page.tr("directory-proposal-of").arg("name", self.name.as_str()).to_string()
    }
}

/// `GET /proposals/TOKEN`
pub(super) async fn told(page: Page, FromState(house): FromState<House>, Path(token): Path<String>) -> Answer {
    if token.len() > LONGEST_TOKEN {
        return Err(Failure::not_found());
    }
    let db = house.store.read();
    let found = records::by_token(db, &hash_of(&token), page.cx().now()).await?;
    let proposal = found.ok_or_else(Failure::not_found)?;
    let names = Names::load(&house).await?;
    let teller = Teller { page: &page, names: &names };
    let record = seen(page.cx(), db, proposal.entry).await?;
    let name = match &record {
        Some(record) => title(db, &page, record).await?,
        None => String::new(),
    };
    let public = match &record {
        Some(record) => crate::editing::standing::public_page(db, record.entry()).await?,
        None => None,
    };
    let parts = records::readable_parts(page.cx(), db, proposal.id).await?.into_iter().filter_map(|part| {
        let field = fields::find(part.entry.kind, &part.field)?;
        let (before, after) = teller.apart(field, &part.before, &part.after);
        Some((teller.label(field), before, after, part.taken))
    });
    let Proposal { state, made_at, answer, .. } = proposal;
    view(&Told {
        state: page.tr(format!("directory-proposal-{state}")).to_string(),
        look: look(state),
        made: page.moment(made_at),
        parts: parts.collect(),
        page: page.clone(),
        answer,
        public,
        name,
    })
}

/// The class of the chip of a state.
pub(super) const fn look(state: State) -> &'static str {
    match state {
        State::Waiting => "warn",
        State::Approved | State::Partly => "good",
        State::Declined | State::Lapsed => "quiet",
    }
}
