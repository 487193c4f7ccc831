//! The searches that somebody with an account keeps.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use directory::watching;
use house::House;
use web::{Answer, Choice, Failure, Form, Page, Path, Query, Step, see_other, view, view_with};

use super::actions::{self, Draft};
use super::mailing::desk;
use super::{AlertId, Keeper, Rhythm, Search, records};

/// The longest name, and the longest address of a search, letters.
pub(super) const LONGEST_NAME: usize = 80;
const LONGEST_QUERY: usize = 1_500;

/// The searches that somebody keeps.
#[derive(Template)]
#[template(path = "own/list.html")]
struct Searches {
    page: Page,
    trail: [Step; 1],
    rows: Vec<Row>,
    rhythms: Vec<Choice>,
    is_open: bool,
}

/// A search that somebody keeps.
struct Row {
    id: AlertId,
    name: String,
    said: String,
    href: String,
    rhythm: Rhythm,
    /// When they were last told.
    told: Option<String>,
}

/// The beginning of a text, so many letters of it.
pub(super) fn shortened(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// How often somebody may be told: never, where no letters go out.
fn rhythms(page: &Page, is_open: bool) -> Vec<Choice> {
    let all = Rhythm::ALL.iter().filter(|rhythm| is_open || **rhythm == Rhythm::Never);
    all.map(|rhythm| Choice::new(rhythm, page.tr(format!("alerts-rhythm-{rhythm}")))).collect()
}

fn trail(page: &Page) -> [Step; 1] {
    [Step::new("/me", page.tr("alerts-me"))]
}

/// `GET /me/searches`
pub(crate) async fn list(page: Page, State(house): State<House>) -> Answer {
    let Some(account) = page.actor().account().map(|account| account.id) else { return Err(Failure::sign_in()) };
    let mut rows = Vec::new();
    for alert in records::of(house.store.read(), &house.vault, &Keeper::Account(account)).await? {
        rows.push(Row {
            id: alert.id,
            said: watching::said(&page, &house, &alert.search.read()).unwrap_or_default(),
            name: alert.search.name,
            href: format!("/search{}", alert.search.query),
            rhythm: alert.rhythm,
            told: alert.told_at.map(|at| page.moment(at)),
        });
    }
    let is_open = desk(&house)?.is_open();
    view(&Searches { trail: trail(&page), rhythms: rhythms(&page, is_open), rows, is_open, page })
}

/// Keeping a search.
#[derive(Template)]
#[template(path = "own/new.html")]
struct NewSearch {
    page: Page,
    form: Form,
    trail: [Step; 1],
    said: String,
    rhythms: Vec<Choice>,
}

/// `GET /me/searches/new?q=…`
pub(crate) async fn new(page: Page, State(house): State<House>, query: Query) -> Answer {
    let kept = watching::kept(&query)?;
    let said = watching::said(&page, &house, &query)?;
    if said.is_empty() {
        return Ok(see_other("/me/searches").into_response());
    }
    let id = AlertId::generate(&page.cx().clock, &page.cx().random);
    let rhythm = if desk(&house)?.is_open() { Rhythm::Weekly } else { Rhythm::Never };
    let name = shortened(&said, LONGEST_NAME);
    let values = [("id", id.to_string()), ("search", kept), ("name", name), ("rhythm", rhythm.to_string())];
    draw(page, &house, Form::filled(values), said)
}

fn draw(page: Page, house: &House, form: Form, said: String) -> Answer {
    let status = if form.is_sound() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let rhythms = rhythms(&page, desk(house)?.is_open());
    let trail = [Step::new("/me/searches", page.tr("alerts-title"))];
    view_with(status, &NewSearch { trail, form, said, rhythms, page })
}

/// What a form says that is looked for, and what it finds now. Nothing where it finds more than anybody would read; then the form
/// says so.
pub(super) fn looked(
    house: &House,
    page: &Page,
    form: &mut Form,
) -> Result<Option<(String, Vec<watching::Sighting>)>, Failure> {
    let query = sent(form)?;
    let kept = watching::kept(&query)?;
    let seen = watching::look(house, &query, page.lang())?;
    if seen.is_none() {
        form.add_fault("rhythm", "alerts-fault-wide");
    }
    Ok(seen.map(|seen| (kept, seen)))
}

/// The search that a form carries along.
pub(super) fn sent(form: &Form) -> Result<Query, Failure> {
    let sent = form.value("search");
    let fits = sent.chars().count() <= LONGEST_QUERY;
    if fits { Ok(Query::read(sent.trim_start_matches('?'))) } else { Err(Failure::bad_input("search")) }
}

/// The rhythm of a form: letters only where they go out.
fn rhythm(form: &mut Form, house: &House) -> Result<Option<Rhythm>, Failure> {
    let Some(rhythm) = form.required::<Rhythm>("rhythm") else { return Ok(None) };
    if rhythm != Rhythm::Never && !desk(house)?.is_open() {
        form.add_fault("rhythm", "alerts-fault-no-post");
        return Ok(None);
    }
    Ok(Some(rhythm))
}

/// `POST /me/searches`
pub(crate) async fn save(page: Page, State(house): State<House>, mut form: Form) -> Answer {
    let id = form.value("id").parse::<AlertId>().map_err(|_| Failure::bad_input("id"))?;
    let typed = form.optional_text("name", LONGEST_NAME);
    let rhythm = rhythm(&mut form, &house)?;
    // A search of any breadth can be kept where it tells nothing.
    let looked = if rhythm == Some(Rhythm::Never) {
        Some((watching::kept(&sent(&form)?)?, None))
    } else {
        looked(&house, &page, &mut form)?.map(|(query, seen)| (query, Some(seen)))
    };
    let said = watching::said(&page, &house, &sent(&form)?)?;
    let (Some(rhythm), Some((query, seen)), true) = (rhythm, looked, form.is_sound()) else {
        return draw(page, &house, form, said);
    };
    let name = typed.unwrap_or_else(|| shortened(&said, LONGEST_NAME));
    let tx = house.store.begin().await?;
    let draft = Draft { id, search: Search { name, query }, rhythm, seen };
    actions::save(page.cx(), &tx, &house.vault, draft).await?;
    tx.commit().await?;
    Ok(see_other("/me/searches").saying("alerts-said-save").into_response())
}

/// `POST /me/searches/ID/change`
pub(crate) async fn change(page: Page, State(house): State<House>, Path(id): Path<AlertId>, mut form: Form) -> Answer {
    let (name, rhythm) = (form.optional_text("name", LONGEST_NAME), rhythm(&mut form, &house)?);
    let Some(rhythm) = rhythm.filter(|_| form.is_sound()) else { return Err(Failure::bad_input("name")) };
    let tx = house.store.begin().await?;
    actions::change(page.cx(), &tx, &house.vault, (id, name, rhythm)).await?;
    tx.commit().await?;
    Ok(see_other("/me/searches").saying("alerts-said-change").into_response())
}

/// `POST /me/searches/ID/remove`
pub(crate) async fn remove(page: Page, State(house): State<House>, Path(id): Path<AlertId>) -> Answer {
    let tx = house.store.begin().await?;
    actions::remove(page.cx(), &tx, &house.vault, id).await?;
    tx.commit().await?;
    Ok(see_other("/me/searches").saying("alerts-said-remove").into_response())
}
