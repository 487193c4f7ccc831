//! The page of peers: which there are, how the last reading went, adding one.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use house::House;
use kernel::Lang;
use url::Url;
use web::{Answer, Choice, Failure, Form, Page, Path, Step, see_other, view_with};

use super::addresses::Outward;
use super::telling::{Counts, Line, State as Stands};
use super::{Asked, Last, PAGE, Peer, PeerId, Rhythm, SoFar, Standing, actions, records};
use crate::Refusal;

/// The longest name of a source, letters: as that of a file.
const LONGEST_NAME: usize = 100;
/// The longest licence and address, letters.
const LONGEST: usize = 300;

/// The page.
#[derive(Template)]
#[template(path = "peers.html")]
struct Peers {
    page: Page,
    trail: [Step; 1],
    form: Form,
    lines: Vec<Line>,
    languages: Vec<Choice>,
    rhythms: Vec<Choice>,
}

async fn draw(page: Page, house: &House, form: Form, status: StatusCode) -> Answer {
    let db = house.store.read();
    let mut lines = Vec::new();
    for peer in records::all(db).await? {
        let services = directory::services_of_source(db, &peer.name).await?;
        let organisations = directory::organisations_of_source(db, &peer.name).await?;
        let disagreements = directory::disagreements_of_source(db, &peer.name).await?;
        lines.push(Line::of(&page, peer, &Counts { services, organisations, disagreements }));
    }
    let rhythm = |rhythm: &Rhythm| Choice::new(rhythm, page.tr(format!("standards-rhythm-{rhythm}")));
    view_with(
        status,
        &Peers {
            trail: [Step::new("/directory/worklist", page.tr("standards-peers-worklist"))],
            lines,
            languages: Lang::ALL.iter().map(|lang| Choice::new(lang, lang.own_name())).collect(),
            rhythms: Rhythm::ALL.iter().map(rhythm).collect(),
            form,
            page,
        },
    )
}

/// `GET /directory/peers`
pub(super) async fn list(page: Page, State(house): State<House>) -> Answer {
    let form = Form::filled([("lang", page.lang().to_string()), ("rhythm", Rhythm::Daily.to_string())]);
    draw(page, &house, form, StatusCode::OK).await
}

/// `POST /directory/peers`
pub(super) async fn add(page: Page, State(house): State<House>, mut form: Form) -> Answer {
    let Some(peer) = described(&page, &mut form) else {
        return draw(page, &house, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let outward = house.fixtures.get::<Outward>().map(|outward| *outward).unwrap_or_default();
    let tx = house.store.begin().await?;
    let (field, fault) = match actions::add(page.cx(), &tx, outward, &peer).await {
        Ok(()) => {
            tx.commit().await?;
            return Ok(see_other(PAGE).saying("standards-peer-added").into_response());
        }
        Err(Refusal::Forbidden) => ("url", "standards-peer-forbidden"),
        Err(Refusal::NameTaken) => ("name", "standards-peer-taken"),
        Err(other) => return Err(other.into()),
    };
    tx.rollback().await?;
    form.add_fault(field, fault);
    draw(page, &house, form, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// The peer that a form describes; the form says what is wrong where none is described.
fn described(page: &Page, form: &mut Form) -> Option<Peer> {
    let name = form.text("name", LONGEST_NAME);
    let typed = form.text("url", LONGEST);
    let url = typed.and_then(|typed| address(page, form, &typed));
    let licence = form.optional_text("licence", LONGEST);
    let (lang, rhythm) = (form.required::<Lang>("lang"), form.required::<Rhythm>("rhythm"));
    if !form.is_sound() {
        return None;
    }
    Some(Peer {
        id: PeerId::generate(&page.cx().clock, &page.cx().random),
        name: name?,
        url: url?,
        licence,
        lang: lang?,
        rhythm: rhythm?,
        standing: Standing::Active,
        asked: Asked::Whole,
        so_far: SoFar::default(),
        last: Last::default(),
        counted: Vec::new(),
    })
}

/// Where its HSDS begins, without what stands behind the path. Nobody reads oneself.
fn address(page: &Page, form: &mut Form, typed: &str) -> Option<String> {
    let read = Url::parse(typed.trim()).ok().filter(Url::has_host);
    let Some(mut url) = read else {
        form.add_fault("url", "standards-peer-no-address");
        return None;
    };
    let own = Url::parse(&page.absolute("/")).ok();
    if own.is_some_and(|own| (own.host(), own.port_or_known_default()) == (url.host(), url.port_or_known_default())) {
        form.add_fault("url", "standards-peer-own");
        return None;
    }
    url.set_query(None);
    url.set_fragment(None);
    Some(url.as_str().trim_end_matches('/').to_owned())
}

/// `POST /directory/peers/ID/read`
pub(super) async fn read(page: Page, State(house): State<House>, Path(id): Path<PeerId>, mut form: Form) -> Answer {
    let asked = form.required::<Asked>("what").unwrap_or(Asked::Changes);
    let tx = house.store.begin().await?;
    actions::read(page.cx(), &tx, id, asked).await?;
    done(tx, "standards-peer-asked").await
}

/// `POST /directory/peers/ID/pause`
pub(super) async fn pause(page: Page, State(house): State<House>, Path(id): Path<PeerId>) -> Answer {
    let tx = house.store.begin().await?;
    actions::set_active(page.cx(), &tx, id, false).await?;
    done(tx, "standards-peer-paused").await
}

/// `POST /directory/peers/ID/resume`
pub(super) async fn resume(page: Page, State(house): State<House>, Path(id): Path<PeerId>) -> Answer {
    let tx = house.store.begin().await?;
    actions::set_active(page.cx(), &tx, id, true).await?;
    done(tx, "standards-peer-resumed").await
}

async fn done(tx: store::Tx, said: &'static str) -> Result<Response, Failure> {
    tx.commit().await?;
    Ok(see_other(PAGE).saying(said).into_response())
}
