//! The form of an entry: changing it, seeing what somebody else changed meanwhile.

use crate::Refusal;
use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use house::House;
use sea_orm::{ConnectionTrait, DbErr};
use web::{Answer, Failure, Form, Page, Path, see_other, view_with};

use super::filling;
use super::history::by;
use super::hours::week_of;
use super::linked;
use super::names::Names;
use super::reading::changes;
use super::saying::Teller;
use super::standing::{self, Stands};
use super::widgets::{Look, Maker, Widget};
use crate::Location;
use crate::duplicates::mergers;
use crate::entry::actions::{self, Revision, resource};
use crate::entry::fields::Field;
use crate::entry::records::versions;
use crate::entry::reviews::Review;
use crate::entry::rules::Fault;
use crate::entry::seen::{may_read, seen};
use crate::entry::{EntryId, EntryKind, Patch, Record, Via, fields, records, reviews};

/// The longest reason for a change, letters.
const LONGEST_NOTE: usize = 300;

/// The form of an entry.
#[derive(Template)]
#[template(path = "editing/form.html")]
struct EditEntry {
    page: Page,
    form: Form,
    entry: EntryId,
    title: String,
    public: Option<String>,
    widgets: Vec<Widget>,
    stands: Stands,
    around: Vec<(EntryId, String)>,
    /// The week that the hours make, Monday first.
    week: Vec<(String, String)>,
    /// Where somebody else was faster: field, mine, theirs.
    clash: Vec<(String, String, String)>,
    /// Fields about which those who know the entry disagree.
    disputed: Vec<String>,
    may_confirm: bool,
    /// What it shows of all that one may confirm here.
    sighting: String,
    /// What can hang on it.
    to_add: Option<EntryKind>,
}

impl EditEntry {
    fn kind(&self) -> String {
        self.page.tr(format!("directory-entry-{}", self.entry.kind)).to_string()
    }
}

/// `GET /directory/entries/ENTRY`
pub(crate) async fn edit(page: Page, State(house): State<House>, Path(entry): Path<EntryId>) -> Answer {
    // Its number first: whoever changes it between the two is noticed when this form is sent.
    let seen = records::current(house.store.read(), entry).await?;
    if let Some(elsewhere) = led_on(house.store.read(), entry, "").await? {
        return Ok(elsewhere);
    }
    let record = editable(&page, house.store.read(), entry).await?;
    let form = form_of(&page, &house, &record, seen).await?;
    draw(Draft::new(page, form, record), &house, StatusCode::OK).await
}

/// Where an entry is kept now that was merged into another, as for its public page. What is sent for it is not led on: whoever changes
/// must have seen what they change.
pub(super) async fn led_on(db: &impl ConnectionTrait, entry: EntryId, page: &str) -> Result<Option<Response>, Failure> {
    let kept = mergers::redirected(db, entry).await?;
    let address = kept.map(|kept| format!("/directory/entries/{kept}{page}"));
    Ok(address.map(|address| (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, address)]).into_response()))
}

/// An entry for somebody who may change it.
pub(super) async fn editable(page: &Page, db: &impl ConnectionTrait, entry: EntryId) -> Result<Record, Failure> {
    let record = records::find_whole(db, entry).await?.ok_or_else(Failure::not_found)?;
    page.cx().require("directory.edit", &resource(db, entry).await?)?;
    Ok(record)
}

/// Whether somebody may write a field of an entry that they may change.
pub(super) fn is_open(page: &Page, field: &Field) -> bool {
    !field.for_editors || actions::writes_all(page.cx())
}

/// The form of a version of an entry.
async fn form_of(page: &Page, house: &House, record: &Record, seen: i64) -> Result<Form, DbErr> {
    let values = filling::filled(record);
    let mut form = Form::filled(values.iter().map(|(name, value)| (name.as_str(), value.clone())));
    linked::fill(house.store.read(), &mut form, record, page.lang()).await?;
    form.set("seen", seen.to_string());
    Ok(form)
}

/// An entry as it was when somebody began to type: what a colleague changed since is not theirs to undo.
async fn as_seen(db: &impl ConnectionTrait, record: &Record, seen: i64) -> Result<Record, DbErr> {
    let then = versions::find(db, record.entry(), seen).await?;
    Ok(then.map_or_else(|| record.clone(), |version| version.record))
}

/// `POST /directory/entries/ENTRY`
pub(crate) async fn save(page: Page, State(house): State<House>, Path(entry): Path<EntryId>, mut form: Form) -> Answer {
    let record = editable(&page, house.store.read(), entry).await?;
    let Ok(seen) = form.value("seen").parse::<i64>() else { return Err(Failure::bad_input("seen")) };
    let before = as_seen(house.store.read(), &record, seen).await?;
    let mut patch = changes(&mut form, &before, page.cx().today(), |field| is_open(&page, field));
    linked::changes(house.store.read(), &mut form, (&before, &mut patch), page.lang()).await?;
    let note = form.optional_text("note", LONGEST_NOTE);
    let channel = standing::heard(&mut form)?;
    if !form.is_sound() {
        return draw(Draft::new(page, form, record), &house, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    if patch.is_empty() {
        return Ok(see_other(format!("/directory/entries/{entry}"))
            .saying("directory-nothing-changed")
            .into_response());
    }
    let revision = Revision { patch: patch.clone(), via: Via::Form, seen: Some(seen), note, channel };
    let tx = house.store.begin().await?;
    match actions::revise(page.cx(), &tx, entry, revision).await {
        Ok(revised) => {
            tx.commit().await?;
            let said = if revised.withheld.is_empty() { "directory-saved" } else { "directory-saved-withheld" };
            Ok(see_other(format!("/directory/entries/{entry}")).saying(said).into_response())
        }
        Err(refusal) => {
            tx.rollback().await?;
            again(Draft { patch, ..Draft::new(page, form, record) }, &house, refusal).await
        }
    }
}

/// The form goes back to whoever sent it, saying what to do; nothing typed is lost.
async fn again(mut draft: Draft, house: &House, refusal: Refusal) -> Answer {
    match refusal {
        Refusal::Unfit(faults) => {
            for Fault { field, key } in faults {
                draft.form.add_fault(field, key);
            }
            draw(draft, house, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Refusal::Changed => draw(clashing(draft, house).await?, house, StatusCode::CONFLICT).await,
        other => Err(other.into()),
    }
}

/// The form anew, with what somebody else wrote meanwhile, and over it what was typed.
async fn clashing(draft: Draft, house: &House) -> Result<Draft, Failure> {
    let (db, entry) = (house.store.read(), draft.record.entry());
    let seen = records::current(db, entry).await?;
    let record = records::find_whole(db, entry).await?.ok_or_else(Failure::not_found)?;
    let (typed, unfit) = match record.with(&draft.patch) {
        Ok(typed) => (typed, Vec::new()),
        Err(unfit) => {
            let fits = |field: &str| unfit.iter().all(|one| one.field != field);
            let fitting = draft.patch.iter().filter(|(field, _)| fits(field));
            let fitting: Patch = fitting.map(|(field, value)| (field.to_owned(), value.clone())).collect();
            (record.with(&fitting).unwrap_or_else(|_| record.clone()), unfit)
        }
    };
    let mut form = form_of(&draft.page, house, &typed, seen).await?;
    for name in ["note", "channel"] {
        form.set(name, draft.form.value(name));
    }
    form.add_fault("clash", "directory-refused-changed");
    for Fault { field, key } in unfit.into_iter().map(Fault::from) {
        form.add_fault(field, key);
    }
    Ok(Draft { is_clash: true, record, form, ..draft })
}

/// What is needed to draw the form.
struct Draft {
    page: Page,
    form: Form,
    record: Record,
    /// What was typed anew.
    patch: Patch,
    is_clash: bool,
}

impl Draft {
    fn new(page: Page, form: Form, record: Record) -> Self {
        Self { page, form, record, patch: Patch::new(), is_clash: false }
    }
}

async fn draw(draft: Draft, house: &House, status: StatusCode) -> Answer {
    let Draft { page, form, record, patch, is_clash } = draft;
    let (db, entry) = (house.store.read(), record.entry());
    let sighting = standing::sighted(&page, db, entry).await?;
    let names = Names::load(house).await?;
    let teller = Teller { page: &page, names: &names };
    let maker = Maker { page: &page, names: &names, record: &record, asks_states: true };
    let mut widgets = maker.widgets(|field| is_open(&page, field));
    reviewed(&page, &reviews::of(db, &record).await?, &mut widgets);
    let clash = if is_clash { clashes(&teller, &record, &patch) } else { Vec::new() };
    let disputes = records::disputes_of(db, entry).await?;
    let label = |name: &String| fields::find(entry.kind, name).map(|field| teller.label(field));
    let hours = form.value("opening_hours").trim().to_owned();
    let view = EditEntry {
        title: title(db, &page, &record).await?,
        public: standing::public_page(db, entry).await?,
        stands: standing::of(db, &teller, &record).await?,
        around: around(db, &page, &record).await?,
        week: week_of(house, &page, &hours)?,
        disputed: disputes.iter().filter_map(|(field, _)| label(field)).collect(),
        may_confirm: page.may("directory.confirm", &resource(db, entry).await?),
        to_add: match entry.kind {
            EntryKind::Organisation => Some(EntryKind::Service),
            EntryKind::Service => Some(EntryKind::ServiceAtLocation),
            EntryKind::Location | EntryKind::ServiceAtLocation => None,
        },
        sighting,
        clash,
        widgets,
        entry,
        page: page.clone(),
        form,
    };
    view_with(status, &view)
}

/// Says beside what a translation is worth who read it over, and when.
fn reviewed(page: &Page, reviews: &[Review], widgets: &mut [Widget]) {
    for review in reviews {
        let name = format!("{}.{}.state", review.field, review.language);
        let mut inputs = widgets.iter_mut().flat_map(|widget| widget.rows.iter_mut().flatten());
        if let Some(input) = inputs.find(|input| input.name == name) {
            let said = page.tr("directory-reviewed-by").arg("by", by(page, &review.by));
            input.known = Some(said.arg("moment", page.moment(review.at)).to_string());
        }
    }
}

/// The fields that were typed anew and stand otherwise now: label, mine, theirs.
fn clashes(teller: &Teller<'_>, present: &Record, patch: &Patch) -> Vec<(String, String, String)> {
    let kind = present.entry().kind;
    let clash = |(name, mine): (&str, &serde_json::Value)| {
        let (field, theirs) = (fields::find(kind, name)?, present.field(name)?);
        let (said, stands) = teller.apart(field, mine, &theirs);
        (theirs != *mine).then(|| (teller.label(field), said, stands))
    };
    patch.iter().filter_map(clash).collect()
}

/// What to call an entry. Where a secret place is stands in its name only for those who keep it.
pub(crate) async fn title(db: &impl ConnectionTrait, page: &Page, record: &Record) -> Result<String, DbErr> {
    Ok(match record {
        Record::Organisation(_) | Record::Service(_) => record.names().plain(page.lang()).to_owned(),
        Record::Location(location) => whereabouts(db, page, location).await?,
        Record::ServiceAtLocation(at) => {
            let service = records::find(db, at.service.into()).await?;
            let location = records::find_whole(db, at.location.into()).await?;
            let name = service.map_or_else(String::new, |service| service.names().plain(page.lang()).to_owned());
            match location {
                Some(Record::Location(location)) => format!("{name}, {}", whereabouts(db, page, &location).await?),
                _ => name,
            }
        }
    })
}

/// An address in a line as whoever asks may read it.
async fn whereabouts(db: &impl ConnectionTrait, page: &Page, location: &Location) -> Result<String, DbErr> {
    let is_told = may_read(page.cx(), db, location.id.into()).await?;
    Ok(if is_told { address(page, location) } else { page.tr("directory-secret-address").to_string() })
}

/// An address in a line, or the words for one that is not known.
pub(crate) fn address(page: &Page, location: &Location) -> String {
    let street = location.street.plain(page.lang());
    let number = location.house_number.as_deref().unwrap_or_default();
    let code = location.postal_code.as_deref().unwrap_or_default();
    let joined = |parts: [&str; 2], between: &str| {
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
    };
    let line = joined([&joined([street, number], " "), code], ", ");
    if line.is_empty() { page.tr("directory-no-address").to_string() } else { line }
}

/// The entries beside an entry, each with what to call it.
async fn around(db: &impl ConnectionTrait, page: &Page, record: &Record) -> Result<Vec<(EntryId, String)>, DbErr> {
    let near: Vec<EntryId> = match record {
        Record::Organisation(_) | Record::Location(_) => records::hanging_on(db, record.entry()).await?,
        Record::Service(of) => {
            let parent = std::iter::once(of.organisation.into());
            parent.chain(standing::together(db, record.entry()).await?).collect()
        }
        Record::ServiceAtLocation(of) => vec![of.service.into(), of.location.into()],
    };
    let mut all = Vec::new();
    for entry in near.into_iter().filter(|entry| *entry != record.entry()).take(MOST_AROUND) {
        if let Some(other) = seen(page.cx(), db, entry).await? {
            let kind = page.tr(format!("directory-entry-{}", entry.kind)).to_string();
            let name = title(db, page, &other).await?;
            all.push((entry, format!("{kind}{}{name}", page.colon())));
        }
    }
    Ok(all)
}

/// The most entries named beside an entry.
const MOST_AROUND: usize = 50;
