//! One need: its page, writing it down, and what can be done with it.

use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use directory::{OrganisationId, naming, redirected};
use house::House;
use kernel::{Lang, PageRequest};
use sea_orm::{ConnectionTrait, DbErr};
use store::Tx;
use web::{Answer, Choice, Failure, Form, Page, Path, Query, Step, see_other, view_with};

use super::drawing::{self, Row};
use super::{Need, NeedId, Source, State as Life, actions, forms, records};
use crate::Refusal;
use crate::names::Names;
use crate::signal;

/// Entries of the history of one need.
const HISTORY: u64 = 50;

/// One need.
#[derive(Template)]
#[template(path = "show.html")]
struct ShowNeed {
    page: Page,
    form: Form,
    trail: [Step; 1],
    need: Need,
    row: Row,
    told: Vec<ToldRow>,
    history: Vec<(String, String)>,
    merged: Vec<Row>,
    alike: Vec<Choice>,
    /// The entry that this one was merged into.
    target: Option<Row>,
    /// The organisation of the directory that was told, where it still is one.
    recipient: Option<OrganisationId>,
    may: bool,
}

/// What searches told in a month.
struct ToldRow {
    month: String,
    municipality: String,
    lang: &'static str,
    count: i64,
}

impl ShowNeed {
    fn is(&self, state: &str) -> bool {
        self.need.state.code() == state
    }
}

async fn draw(page: Page, house: &House, need: Need, form: Form) -> Answer {
    let db = house.store.read();
    let names = Names::load(house).await?;
    let status = if form.is_sound() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let row = |need: &Need| Row::of(&page, &names, need);
    let told = signal::records::of_entry(db, need.id).await?.into_iter().map(|told| ToldRow {
        month: page.month(told.month),
        municipality: names.of(
            &page,
            "municipality",
            if told.municipality.is_empty() { figures::UNKNOWN } else { &told.municipality },
        ),
        lang: told.lang.map(Lang::own_name).unwrap_or_default(),
        count: told.count,
    });
    let alike = records::alike(db, &need, names.merged()).await?;
    let alike = alike.iter().filter(|other| page.may("needs.merge", &other.resource()));
    let target = match need.merged_into {
        Some(id) => records::find(db, id).await?,
        None => None,
    };
    let view_of = ShowNeed {
        trail: [Step::new("/needs", page.tr("needs-title"))],
        row: row(&need),
        told: told.collect(),
        history: history(&page, house, need.id).await?,
        merged: records::merged_into(db, need.id).await?.iter().map(row).collect(),
        alike: alike
            .map(|other| {
                Choice::new(
                    other.id,
                    format!(
                        "{} · {} · {}",
                        names.title(&page, other),
                        names.place(&page, other),
                        drawing::months(&page, other)
                    ),
                )
            })
            .collect(),
        target: target.as_ref().map(row),
        recipient: recipient(db, &need).await?,
        may: page.may("needs.relay", &need.resource()),
        form,
        need,
        page: page.clone(),
    };
    view_with(status, &view_of)
}

/// The organisation that was told; the one that took its place where it was merged.
async fn recipient(db: &impl ConnectionTrait, need: &Need) -> Result<Option<OrganisationId>, DbErr> {
    let Some(told) = need.relayed_to.as_ref().and_then(|to| to.organisation) else { return Ok(None) };
    let now = redirected(db, told.into()).await?.map_or(told, |entry| OrganisationId::from_uuid(entry.id));
    Ok(directory::organisations(db, &[now]).await?.first().map(|found| found.id))
}

async fn history(page: &Page, house: &House, id: NeedId) -> Result<Vec<(String, String)>, Failure> {
    let of = journal::Filter {
        record_kind: Some("need".to_owned()),
        record_id: Some(id.to_string()),
        ..journal::Filter::default()
    };
    let entries = journal::list(house.store.read(), &of, PageRequest::first(HISTORY)).await?.items;
    let what = |action: &str| {
        let word = action.strip_prefix("needs.").unwrap_or(action).replace('_', "-");
        page.tr(format!("needs-happened-{word}")).to_string()
    };
    Ok(entries.iter().map(|entry| (page.moment(entry.at), what(&entry.note.action))).collect())
}

/// `GET /needs/ID`
pub(crate) async fn show(page: Page, State(house): State<House>, Path(id): Path<NeedId>) -> Answer {
    let need = actions::readable(page.cx(), house.store.read(), id).await?;
    draw(page, &house, need, Form::blank()).await
}

/// The form of a need.
#[derive(Template)]
#[template(path = "form.html")]
struct EditNeed {
    page: Page,
    form: Form,
    trail: [Step; 1],
    /// Where it is sent.
    action: String,
    themes: Vec<Choice>,
    zones: Vec<Choice>,
    municipalities: Vec<Choice>,
    neighbourhoods: Vec<Choice>,
    sources: Vec<Choice>,
    is_new: bool,
}

async fn edit_form(page: Page, house: &House, form: Form, of: Option<&Need>) -> Answer {
    let names = Names::load(house).await?;
    let status = if form.is_sound() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let open = names.zones_for(page.cx(), "needs.note");
    let mut zones = names.choices(&page, "zone");
    zones.retain(|zone| open.contains(&zone.value));
    if open.iter().any(|zone| zone == figures::UNKNOWN) {
        zones.insert(0, Choice::new("", names.of(&page, "zone", figures::UNKNOWN)));
    }
    let is_search = of.is_some_and(|need| need.entry.source.is_search());
    let mut sources = names.choices(&page, "source");
    sources.retain(|choice| match choice.value.parse::<Source>() {
        Ok(source) if is_search => of.is_some_and(|need| need.entry.source == source),
        Ok(source) => !source.is_search(),
        Err(_) => false,
    });
    view_with(
        status,
        &EditNeed {
            trail: [Step::new("/needs", page.tr("needs-title"))],
            action: of.map_or_else(|| "/needs".to_owned(), |need| format!("/needs/{}/revise", need.id)),
            themes: names.choices(&page, "theme"),
            municipalities: names.choices(&page, "municipality"),
            neighbourhoods: names.neighbourhoods_in(&page, &open),
            zones,
            sources,
            is_new: of.is_none(),
            form,
            page,
        },
    )
}

/// `GET /needs/new`
pub(crate) async fn new(page: Page, State(house): State<House>) -> Answer {
    let id = NeedId::generate(&page.cx().clock, &page.cx().random);
    edit_form(page, &house, Form::filled([("id", id.to_string())]), None).await
}

/// `POST /needs`
pub(crate) async fn note(page: Page, State(house): State<House>, mut form: Form) -> Answer {
    let names = Names::load(&house).await?;
    let id = form.value("id").parse::<NeedId>().map_err(|_| Failure::bad_input("id"))?;
    let Some(entry) = forms::entry(&mut form, &names, None) else { return edit_form(page, &house, form, None).await };
    let tx = house.store.begin().await?;
    let need = actions::note(page.cx(), &tx, id, entry).await?;
    tx.commit().await?;
    Ok(see_other(format!("/needs/{}", need.id)).saying("needs-said-note").into_response())
}

/// `GET /needs/ID/revise`
pub(crate) async fn edit(page: Page, State(house): State<House>, Path(id): Path<NeedId>) -> Answer {
    let need = actions::readable(page.cx(), house.store.read(), id).await?;
    let names = Names::load(&house).await?;
    edit_form(page, &house, forms::filled(&need, &names), Some(&need)).await
}

/// `POST /needs/ID/revise`
pub(crate) async fn revise(page: Page, State(house): State<House>, Path(id): Path<NeedId>, mut form: Form) -> Answer {
    let need = actions::readable(page.cx(), house.store.read(), id).await?;
    let names = Names::load(&house).await?;
    let Some(entry) = forms::entry(&mut form, &names, Some(&need)) else {
        return edit_form(page, &house, form, Some(&need)).await;
    };
    let tx = house.store.begin().await?;
    let done = actions::revise(page.cx(), &tx, (id, seen(&form)?), entry).await;
    ended(tx, done, "needs-said-revise").await
}

/// `POST /needs/ID/relay`
pub(crate) async fn relay(page: Page, State(house): State<House>, Path(id): Path<NeedId>, mut form: Form) -> Answer {
    let to = forms::recipient(house.store.read(), &mut form, page.lang()).await?;
    let Some(to) = to else { return again(page, &house, id, form).await };
    let tx = house.store.begin().await?;
    let done = actions::relay(page.cx(), &tx, (id, seen(&form)?), to).await;
    ended(tx, done, "needs-said-relay").await
}

/// `GET /needs/names?q=`: organisations to relay to, while somebody types.
pub(crate) async fn recipients(
    page: Page,
    State(house): State<House>,
    query: Query,
) -> Result<Json<naming::Offered>, Failure> {
    Ok(Json(naming::offered(house.store.read(), query.text("q", naming::LONGEST)?, page.lang()).await?))
}

/// `POST /needs/ID/answer`
pub(crate) async fn answer(page: Page, State(house): State<House>, Path(id): Path<NeedId>, mut form: Form) -> Answer {
    let Some(text) = forms::answer(&mut form) else { return again(page, &house, id, form).await };
    let tx = house.store.begin().await?;
    let done = actions::answer(page.cx(), &tx, (id, seen(&form)?), text).await;
    ended(tx, done, "needs-said-answer").await
}

/// `POST /needs/ID/set-aside`
pub(crate) async fn set_aside(
    page: Page,
    State(house): State<House>,
    Path(id): Path<NeedId>,
    mut form: Form,
) -> Answer {
    let Some(reason) = forms::line(&mut form, "reason") else { return again(page, &house, id, form).await };
    let tx = house.store.begin().await?;
    let done = actions::set_aside(page.cx(), &tx, (id, seen(&form)?), reason).await;
    ended(tx, done, "needs-said-set-aside").await
}

/// `POST /needs/ID/reopen`
pub(crate) async fn reopen(page: Page, State(house): State<House>, Path(id): Path<NeedId>) -> Answer {
    let tx = house.store.begin().await?;
    let done = actions::reopen(page.cx(), &tx, id).await;
    ended(tx, done, "needs-said-reopen").await
}

/// `POST /needs/ID/merge`
pub(crate) async fn merge(page: Page, State(house): State<House>, Path(id): Path<NeedId>, mut form: Form) -> Answer {
    let Some(into) = form.required::<NeedId>("into") else { return again(page, &house, id, form).await };
    let tx = house.store.begin().await?;
    actions::merge(page.cx(), &tx, (id, seen(&form)?), into).await?;
    tx.commit().await?;
    let undo = format!("/needs/{id}/separate");
    Ok(see_other(format!("/needs/{into}")).saying("needs-said-merge").undo(undo).into_response())
}

/// `POST /needs/ID/separate`
pub(crate) async fn separate(page: Page, State(house): State<House>, Path(id): Path<NeedId>) -> Answer {
    let tx = house.store.begin().await?;
    let done = actions::separate(page.cx(), &tx, id).await;
    ended(tx, done, "needs-said-separate").await
}

/// The version that the sender saw.
fn seen(form: &Form) -> Result<i64, Failure> {
    form.value("seen").parse().map_err(|_| Failure::bad_input("seen"))
}

async fn again(page: Page, house: &House, id: NeedId, form: Form) -> Answer {
    let need = actions::readable(page.cx(), house.store.read(), id).await?;
    draw(page, house, need, form).await
}

/// Goes on to the need, offering to take the step back where that is possible.
async fn ended(tx: Tx, done: Result<Need, Refusal>, said: &'static str) -> Answer {
    let need = done?;
    tx.commit().await?;
    let to = see_other(format!("/needs/{}", need.id)).saying(said);
    let steps_back = matches!(said, "needs-said-relay" | "needs-said-answer" | "needs-said-set-aside");
    let undo = format!("/needs/{}/reopen", need.id);
    Ok(if steps_back && need.state != Life::Noted { to.undo(undo) } else { to }.into_response())
}
