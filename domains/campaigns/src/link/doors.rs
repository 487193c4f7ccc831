//! What the link of a letter opens: all that the directory holds of an organisation, and one button for "all is right".

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use directory::entry::{EntryId, EntryKind};
use directory::outreach::{self, Sighting};
use directory::proposal::Subject;
use house::House;
use kernel::Text;
use web::{Answer, Failure, Form, Page, Path, see_other, view, view_with};

use super::{Opened, Standing, Token, find, last_day};
use crate::Refusal;
use crate::ask::{self, Ask, actions, records};
use crate::campaign::pages::desk;
use crate::campaign::{State as Life, records as campaigns};

/// As many parts of an entry stand unfolded.
const UNFOLDED: usize = 3;

/// The page of a link.
#[derive(Template)]
#[template(path = "asked/show.html")]
struct Asked {
    page: Page,
    path: String,
    name: Text,
    /// What it shows, for the button that confirms it.
    sighting: Sighting,
    /// What was answered, in a sentence.
    answered: Option<String>,
    /// Whether the rest is yet to be confirmed, after a correction.
    is_corrected: bool,
    parts: Vec<Part>,
    until: String,
    wants_no_mail: bool,
}

/// A part of what the directory holds.
struct Part {
    title: String,
    says: Vec<(String, String)>,
    /// Where to correct it.
    href: String,
    is_open: bool,
}

/// The page of a link that no longer opens.
#[derive(Template)]
#[template(path = "asked/expired.html")]
struct Expired {
    page: Page,
    path: String,
    /// Whether a new one can be asked for.
    can_renew: bool,
    /// Where everybody reads of the organisation.
    public: String,
}

/// Where everybody reads of an organisation, and says what is not right.
fn public_page(organisation: EntryId) -> String {
    format!("/organisations/{}", organisation.id)
}

/// A link that this installation sent; whoever made one up is told that it is not whole.
async fn received(page: &Page, house: &House, token: &Token) -> Result<Opened, Failure> {
    let found = find(house.store.read(), &house.vault, page.cx().now(), token).await?;
    found.ok_or_else(|| Failure::refused(StatusCode::NOT_FOUND, "campaigns-refused-no-link"))
}

/// One that was not withdrawn since.
pub(super) async fn sent(page: &Page, house: &House, token: &Token) -> Result<Opened, Failure> {
    let opened = received(page, house, token).await?;
    match opened.standing {
        Standing::Withdrawn => {
            let (_, organisation) = asked(house, &opened).await?;
            let gone = Failure::refused(StatusCode::GONE, "campaigns-refused-withdrawn");
            Err(gone.way_out(public_page(organisation), "campaigns-to-own-page"))
        }
        Standing::Open | Standing::Expired => Ok(opened),
    }
}

/// A link that opens.
pub(super) async fn opened(page: &Page, house: &House, token: &Token) -> Result<Opened, Failure> {
    let opened = sent(page, house, token).await?;
    if opened.standing == Standing::Expired {
        let way = format!("/asked/{token}");
        return Err(
            Failure::refused(StatusCode::GONE, "campaigns-refused-expired").way_out(way, "campaigns-ask-for-new-link")
        );
    }
    Ok(opened)
}

/// What a link asks, and of which organisation.
pub(super) async fn asked(house: &House, opened: &Opened) -> Result<(Ask, EntryId), Failure> {
    let db = house.store.read();
    let ask = records::find(db, opened.ask).await?.ok_or(Refusal::NotFound)?;
    let organisation = actions::organisation(db, &ask).await?;
    Ok((ask, organisation.into()))
}

/// `GET /asked/TOKEN`
pub(crate) async fn show(page: Page, State(house): State<House>, Path(token): Path<Token>) -> Answer {
    let found = sent(&page, &house, &token).await?;
    let path = format!("/asked/{token}");
    let (ask, organisation) = asked(&house, &found).await?;
    if found.standing == Standing::Expired {
        let campaign = campaigns::find(house.store.read(), ask.campaign).await?;
        let runs = campaign.is_some_and(|campaign| campaign.state == Life::Running);
        let can_renew = runs && ask.state != ask::State::LeftOut && desk(&house)?.is_open();
        return view_with(StatusCode::GONE, &Expired { page, path, can_renew, public: public_page(organisation) });
    }
    let db = house.store.read();
    let file = outreach::file(db, directory::OrganisationId::from_uuid(organisation.id)).await?;
    let sighting = Sighting::of(db, &file, page.cx().now()).await?;
    let name = Subject::of(db, organisation, "").await?.name().clone();
    let wants_no_mail = records::wants_no_mail(db, actions::organisation(db, &ask).await?).await?;
    let correction_waits = outreach::waits(db, actions::organisation(db, &ask).await?).await?;
    let view_of = Asked {
        answered: answered(&page, &ask, correction_waits),
        is_corrected: ask.state == ask::State::Corrected,
        parts: parts(&page, &house, organisation, &path).await?,
        until: page.short_day(last_day(page.cx(), found.expires_at)),
        wants_no_mail,
        sighting,
        name,
        path,
        page: page.clone(),
    };
    view(&view_of)
}

/// What it answered, and when. Nobody looks any more at a correction that is decided.
fn answered(page: &Page, ask: &Ask, correction_waits: bool) -> Option<String> {
    let day = page.moment(ask.answered_at?);
    let key = match ask.state {
        ask::State::Corrected if !correction_waits => "campaigns-you-corrected-decided".to_owned(),
        state => format!("campaigns-you-{state}"),
    };
    Some(page.tr(key).arg("day", day).to_string())
}

async fn parts(page: &Page, house: &House, organisation: EntryId, path: &str) -> Result<Vec<Part>, Failure> {
    let db = house.store.read();
    let all = outreach::file(db, directory::OrganisationId::from_uuid(organisation.id)).await?;
    let mut subjects = Vec::new();
    for entry in all.into_iter().filter(|entry| is_correctable(*entry)) {
        subjects.extend(Subject::all_of(db, entry).await?);
    }
    let read = Subject::read_out(page, house, &subjects).await?;
    let unfold = subjects.len() <= UNFOLDED;
    let mut parts = Vec::with_capacity(subjects.len());
    for (subject, says) in subjects.iter().zip(read) {
        let place = subject.place_name(db, page).await?.map(|place| format!(", {place}")).unwrap_or_default();
        let at = subject.at().map(|at| format!("?at={at}")).unwrap_or_default();
        parts.push(Part {
            title: format!("{}{place}", subject.name().plain(page.lang())),
            href: format!("{path}/correct/{}{at}", subject.entry()),
            is_open: unfold || subject.entry().kind == EntryKind::Organisation,
            says,
        });
    }
    Ok(parts)
}

/// Whether an entry has a form of its own; places are corrected with their service.
pub(super) const fn is_correctable(entry: EntryId) -> bool {
    matches!(entry.kind, EntryKind::Organisation | EntryKind::Service)
}

/// Asking for no more letters.
#[derive(Template)]
#[template(path = "asked/no_more.html")]
struct NoMore {
    page: Page,
    path: String,
    name: Text,
    wants_no_mail: bool,
}

/// `GET /asked/TOKEN/no-more`: also by a link that no longer opens the rest, for the letter is still there.
pub(crate) async fn no_more(page: Page, State(house): State<House>, Path(token): Path<Token>) -> Answer {
    let found = received(&page, &house, &token).await?;
    let (ask, organisation) = asked(&house, &found).await?;
    let db = house.store.read();
    let wants_no_mail = records::wants_no_mail(db, actions::organisation(db, &ask).await?).await?;
    let name = Subject::of(db, organisation, "").await?.name().clone();
    view(&NoMore { page, path: format!("/asked/{token}"), name, wants_no_mail })
}

/// `POST /asked/TOKEN/no-more`: from our page, or from a mail program that saw none and sends whatever form it likes.
pub(crate) async fn opt_out(
    page: Page,
    State(house): State<House>,
    Path(token): Path<Token>,
    form: Result<Form, Failure>,
) -> Answer {
    let wants_none = !form.is_ok_and(|form| form.value("letters") == "yes");
    // An old letter may end letters; to begin them again, its link must still be the organisation's.
    let found = if wants_none { received(&page, &house, &token).await? } else { sent(&page, &house, &token).await? };
    let tx = house.store.begin().await?;
    actions::opt_out(page.cx(), &tx, &found, wants_none).await?;
    tx.commit().await?;
    let said = if wants_none { "campaigns-said-no-more" } else { "campaigns-said-letters-again" };
    Ok(see_other(format!("/asked/{token}/no-more")).saying(said).into_response())
}

/// `POST /asked/TOKEN/again`: a new link, to the address that the directory knows and never shows here.
pub(crate) async fn again(page: Page, State(house): State<House>, Path(token): Path<Token>) -> Answer {
    let found = sent(&page, &house, &token).await?;
    let desk = desk(&house)?;
    if !desk.is_open() {
        return Err(Refusal::NoPost.into());
    }
    let tx = house.store.begin().await?;
    actions::renew(page.cx(), &tx, &desk, &found).await?;
    tx.commit().await?;
    Ok(see_other(format!("/asked/{token}")).saying("campaigns-said-again").into_response())
}
