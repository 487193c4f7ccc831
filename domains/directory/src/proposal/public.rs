//! Saying that something is not right, without an account, and seeing what became of it.

use crate::Refusal;
use askama::Template;
use axum::extract::State as FromState;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use house::House;
use kernel::Text;
use web::{Answer, Failure, Form, Page, Path, Query, Step, see_other, view, view_with};

use super::actions::{self, Draft};
use super::network::Peer;
use super::subject::{Fields, Subject, path_of, told_in};
use super::{EMAIL, NOTE, Proposal, Sealed, State, hash_of, occasion, records};
use crate::duplicates::mergers::redirected;
use crate::editing::names::Names;
use crate::editing::pages::title;
use crate::editing::saying::Teller;
use crate::editing::widgets::{Look, Widget};
use crate::entry::seen::seen;
use crate::entry::{EntryId, fields};
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
    /// Where it is sent.
    action: String,
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
    if let Some(kept) = redirected(house.store.read(), id.into()).await? {
        return Ok(led_on(kept));
    }
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
    if let Some(kept) = redirected(house.store.read(), id.into()).await? {
        return Ok(led_on(kept));
    }
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
    if let Some(refused) = turned_away(&page, &house, (id.into(), peer), &form).await? {
        return Ok(refused);
    }
    if let Some(kept) = redirected(house.store.read(), id.into()).await? {
        return meanwhile(page, &house, kept, &form).await;
    }
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
    if let Some(refused) = turned_away(&page, &house, (id.into(), peer), &form).await? {
        return Ok(refused);
    }
    if let Some(kept) = redirected(house.store.read(), id.into()).await? {
        return meanwhile(page, &house, kept, &form).await;
    }
    let subject = Subject::of_organisation(house.store.read(), id).await?;
    propose(page, &house, subject, peer, form).await
}

/// What was typed, in short, for whoever sent too many: a flood must cost less than what it floods, so nothing of the entry is read or
/// drawn for it, and nothing is written.
#[derive(Template)]
#[template(path = "proposal/too_many.html")]
struct TooMany {
    page: Page,
    form: Form,
    /// What was typed in the fields, to be sent again.
    typed: Vec<(String, String)>,
    public: String,
}

/// Turns away what is too much.
async fn turned_away(
    page: &Page,
    house: &House,
    (entry, peer): (EntryId, Peer),
    form: &Form,
) -> Result<Option<Response>, Failure> {
    let network = peer.network(&house.vault, page.actor());
    match actions::within_limits(page.cx(), house.store.read(), (&network, entry)).await {
        Ok(()) => return Ok(None),
        Err(Refusal::TooMany) => {}
        Err(other) => return Err(other.into()),
    }
    let shown = |name: &str| ["words", "reply"].contains(&name);
    let typed = form.sent().filter(|(name, _)| !shown(name)).map(|(name, value)| (name.to_owned(), value.to_owned()));
    let (typed, mut form) = (typed.collect(), form.clone());
    form.add_fault("words", "directory-refused-too-many");
    let view = TooMany { page: page.clone(), form, typed, public: path_of(entry) };
    view_with(StatusCode::TOO_MANY_REQUESTS, &view).map(Some)
}

/// The form about what took the place of an entry that was merged.
fn led_on(kept: EntryId) -> Response {
    (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, format!("{}/propose", path_of(kept)))]).into_response()
}

/// The entry was merged while somebody typed: their words stay, beside what the one in its place says.
async fn meanwhile(page: Page, house: &House, kept: EntryId, typed: &Form) -> Answer {
    let subject = Subject::of(house.store.read(), kept, "").await?;
    let mut form = subject.filled();
    for name in ["words", "reply"] {
        form.set(name, typed.value(name));
    }
    form.add_fault("words", "directory-fault-merged-meanwhile");
    draw(page, form, &subject, house, StatusCode::CONFLICT).await
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
        stopped: false,
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
    let (at, action) = (subject.at(), format!("{path}/propose"));
    view_with(status, &Propose { page: page.clone(), form, trail, name, widgets, places, at, action })
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
