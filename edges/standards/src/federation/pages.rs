//! The page of peers: which there are, how the last reading went, adding one.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use house::House;
use kernel::Lang;
use url::Url;
use web::{Answer, Choice, Failure, Form, Page, Path, Step, see_other, view_with};

use super::addresses::Outward;
use super::{Peer, PeerId, Rhythm, SoFar, actions, records};
use crate::Refusal;

/// The longest name, licence and address, letters.
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

/// A peer as a line.
struct Line {
    id: PeerId,
    name: String,
    url: String,
    rhythm: String,
    active: bool,
    /// Whether it is being read.
    under_way: bool,
    succeeded: Option<String>,
    records: u64,
    report: Option<String>,
    fault: Option<String>,
    detail: Option<String>,
}

fn line(page: &Page, peer: Peer) -> Line {
    let SoFar { began_at, records, ended_at, succeeded_at, report, fault, fault_detail, .. } = peer.so_far;
    Line {
        id: peer.id,
        rhythm: page.tr(format!("standards-rhythm-{}", peer.rhythm)).to_string(),
        active: peer.active,
        under_way: began_at.is_some() && ended_at.is_none(),
        succeeded: succeeded_at.map(|at| page.moment(at)),
        records,
        report,
        fault: fault.map(|fault| page.tr(format!("standards-trouble-{}", fault.code().replace('_', "-"))).to_string()),
        detail: fault_detail,
        name: peer.name,
        url: peer.url,
    }
}

async fn draw(page: Page, house: &House, form: Form, status: StatusCode) -> Answer {
    let peers = records::all(house.store.read()).await?;
    let rhythm = |rhythm: &Rhythm| Choice::new(rhythm, page.tr(format!("standards-rhythm-{rhythm}")));
    view_with(
        status,
        &Peers {
            trail: [Step::new("/admin", page.tr("standards-tokens-admin"))],
            lines: peers.into_iter().map(|peer| line(&page, peer)).collect(),
            languages: Lang::ALL.iter().map(|lang| Choice::new(lang, lang.own_name())).collect(),
            rhythms: Rhythm::ALL.iter().map(rhythm).collect(),
            form,
            page: page.clone(),
        },
    )
}

/// `GET /admin/peers`
pub(super) async fn list(page: Page, State(house): State<House>) -> Answer {
    let form = Form::filled([("lang", Lang::default().to_string()), ("rhythm", Rhythm::Daily.to_string())]);
    draw(page, &house, form, StatusCode::OK).await
}

/// `POST /admin/peers`
pub(super) async fn add(page: Page, State(house): State<House>, mut form: Form) -> Answer {
    let name = form.text("name", LONGEST);
    let url = form.text("url", LONGEST).and_then(|typed| address(&mut form, &typed));
    let licence = form.optional_text("licence", LONGEST);
    let (lang, rhythm) = (form.required::<Lang>("lang"), form.required::<Rhythm>("rhythm"));
    let (Some(name), Some(url), Some(lang), Some(rhythm), true) = (name, url, lang, rhythm, form.is_sound()) else {
        return draw(page, &house, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let id = PeerId::generate(&page.cx().clock, &page.cx().random);
    let peer = Peer { id, name, url, licence, lang, rhythm, active: true, so_far: SoFar::default() };
    let outward = house.fixtures.get::<Outward>().map(|outward| *outward).unwrap_or_default();
    let tx = house.store.begin().await?;
    let (field, fault) = match actions::add(page.cx(), &tx, outward, &peer).await {
        Ok(()) => {
            tx.commit().await?;
            return Ok(see_other("/admin/peers").saying("standards-peer-added").into_response());
        }
        Err(Refusal::Forbidden) => ("url", "standards-peer-forbidden"),
        Err(Refusal::NameTaken) => ("name", "standards-peer-taken"),
        Err(other) => return Err(other.into()),
    };
    tx.rollback().await?;
    form.add_fault(field, fault);
    draw(page, &house, form, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// Where its HSDS begins, without what stands behind the path.
fn address(form: &mut Form, typed: &str) -> Option<String> {
    let read = Url::parse(typed.trim()).ok().filter(Url::has_host);
    let Some(mut url) = read else {
        form.add_fault("url", "standards-peer-no-address");
        return None;
    };
    url.set_query(None);
    url.set_fragment(None);
    Some(url.as_str().trim_end_matches('/').to_owned())
}

/// `POST /admin/peers/ID/read`
pub(super) async fn read(page: Page, State(house): State<House>, Path(id): Path<PeerId>, form: Form) -> Answer {
    let tx = house.store.begin().await?;
    actions::read(page.cx(), &tx, id, form.ticked("all")).await?;
    done(tx, "standards-peer-asked").await
}

/// `POST /admin/peers/ID/pause`
pub(super) async fn pause(page: Page, State(house): State<House>, Path(id): Path<PeerId>) -> Answer {
    let tx = house.store.begin().await?;
    actions::set_active(page.cx(), &tx, id, false).await?;
    done(tx, "standards-peer-paused").await
}

/// `POST /admin/peers/ID/resume`
pub(super) async fn resume(page: Page, State(house): State<House>, Path(id): Path<PeerId>) -> Answer {
    let tx = house.store.begin().await?;
    actions::set_active(page.cx(), &tx, id, true).await?;
    done(tx, "standards-peer-resumed").await
}

async fn done(tx: store::Tx, said: &'static str) -> Result<axum::response::Response, Failure> {
    tx.commit().await?;
    Ok(see_other("/admin/peers").saying(said).into_response())
}
