//! The doors for files that people send: the list with its form, and the page of one.

use std::io::Read as _;

use askama::Template;
use axum::extract::State as Part;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use house::{Fixture, House};
use kernel::PageRequest;
use web::{Answer, Failure, Form, Page, Pager, Path, Query, Step, Upload, see_other, view, view_with};

use super::actions::{self, Brought};
use super::gauge::{Gauge, Steps};
use super::telling::{self, Remark, Sum};
use super::{MOST, PAGE, Sent, State, Trouble, UploadId, records};
use crate::editing::history::by;
use crate::origin;

/// Files on a page of the list.
const AT_ONCE: u64 = 20;
/// The longest name of a source, letters.
const LONGEST_SOURCE: usize = 100;
/// The longest mapping, bytes.
const LONGEST_MAPPING: u64 = 256 << 10;
/// A file in our own columns, with one row that is invented.
const MODEL: &str = include_str!("../../mappings/model.csv");

/// The list.
#[derive(Template)]
#[template(path = "imports/list.html")]
struct List {
    page: Page,
    trail: [Step; 1],
    form: Form,
    id: String,
    most: u64,
    /// The sources that are known.
    sources: Vec<String>,
    lines: Vec<Line>,
    pager: Pager,
}

/// A file of the list.
struct Line {
    href: String,
    file: String,
    source: Option<String>,
    chip: (String, &'static str, &'static str),
    when: String,
    by: String,
    sums: Vec<String>,
}

impl Line {
    fn of(page: &Page, sent: &Sent) -> Self {
        let report = sent.report.as_ref();
        Self {
            href: format!("{PAGE}/{}", sent.id),
            file: sent.file.clone(),
            source: report.and_then(|report| report.source.clone()),
            chip: telling::chip(page, sent),
            when: page.moment(sent.sent_at),
            by: by(page, &sent.sent_by.to_string()),
            sums: report.map_or_else(Vec::new, |report| telling::in_short(page, report)),
        }
    }
}

fn trail(page: &Page) -> Step {
    Step::new("/directory/worklist", page.tr("directory-worklist"))
}

/// `GET /directory/imports`
pub(super) async fn list(page: Page, Part(house): Part<House>, query: Query) -> Answer {
    let found = records::list(house.store.read(), &house.vault, query.page(AT_ONCE)?).await?;
    view(&List {
        trail: [trail(&page)],
        form: Form::blank(),
        id: UploadId::generate(&house.clock, &house.random).to_string(),
        most: MOST >> 20,
        sources: origin::records::names(house.store.read()).await?,
        lines: found.items.iter().map(|sent| Line::of(&page, sent)).collect(),
        pager: Pager::of(&found, &query),
        page,
    })
}

/// The list again, with what is wrong with the form.
async fn list_again(page: Page, house: &House, form: Form, id: UploadId) -> Answer {
    let found = records::list(house.store.read(), &house.vault, PageRequest::first(AT_ONCE)).await?;
    let list = List {
        trail: [trail(&page)],
        form,
        id: id.to_string(),
        most: MOST >> 20,
        sources: origin::records::names(house.store.read()).await?,
        lines: found.items.iter().map(|sent| Line::of(&page, sent)).collect(),
        pager: Pager::of(&found, &Query::default()),
        page,
    };
    view_with(StatusCode::UNPROCESSABLE_ENTITY, &list)
}

/// `POST /directory/imports`
pub(super) async fn send(page: Page, Part(house): Part<House>, mut upload: Upload) -> Answer {
    let id = upload.form.optional("id").unwrap_or_else(|| UploadId::generate(&house.clock, &house.random));
    let mapping = mapping(&mut upload);
    let file = upload.take("file");
    let Upload { mut form, .. } = upload;
    let source = form.optional_text("source", LONGEST_SOURCE);
    match &file {
        None => form.add_fault("file", "directory-import-no-file"),
        Some(file) if file.size == 0 => form.add_fault("file", "directory-import-empty-file"),
        Some(_) => {}
    }
    let Some(file) = file.filter(|_| form.is_sound()) else { return list_again(page, &house, form, id).await };
    let mapping = mapping.as_ref().map(|(text, name)| (text.as_str(), name.clone()));
    let tx = house.store.begin().await?;
    actions::send(page.cx(), &tx, &house.vault, Brought { id, file, source, mapping }).await?;
    tx.commit().await?;
    Ok(see_other(format!("{PAGE}/{id}")).saying("directory-import-sent").into_response())
}

/// The mapping that was sent along, and the name of its file.
fn mapping(upload: &mut Upload) -> Option<(String, String)> {
    let file = upload.take("mapping")?;
    let mut text = String::new();
    match file.content.take(LONGEST_MAPPING + 1).read_to_string(&mut text) {
        Ok(read) if read as u64 <= LONGEST_MAPPING => Some((text, file.name)),
        _ => {
            upload.form.add_fault("mapping", "directory-import-no-mapping");
            None
        }
    }
}

/// `GET /directory/imports/model.csv`
pub(super) async fn model() -> Response {
    let headers =
        [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, "attachment; filename=\"relais-model.csv\"")];
    // A spreadsheet recognises UTF-8 by this mark only.
    (headers, format!("\u{feff}{MODEL}")).into_response()
}

/// The page of one.
#[derive(Template)]
#[template(path = "imports/show.html")]
struct Show {
    trail: [Step; 2],
    sent: Sent,
    chip: (String, &'static str, &'static str),
    size: String,
    when: String,
    by: String,
    decided: Option<(String, String)>,
    progress: Option<String>,
    trouble: Option<String>,
    /// More about it.
    detail: Option<telling::Example>,
    source: Option<String>,
    sums: Vec<Sum>,
    skipped: u64,
    skips: Vec<Remark>,
    remarks: Vec<Remark>,
    flagged: u64,
    page: Page,
}

impl Show {
    /// Whether somebody waits for a job.
    fn waits(&self) -> bool {
        self.sent.state.is_under_way()
    }

    fn may_decide(&self) -> bool {
        self.sent.state == State::Looked
    }

    fn is_taken(&self) -> bool {
        self.sent.state == State::Taken
    }

    /// Whether more than half of what its source brought would go: that is asked once more.
    fn removes_most(&self) -> bool {
        self.sent.report.as_ref().is_some_and(super::Report::removes_most)
    }

    /// Whether taking it in would change nothing.
    fn is_idle(&self) -> bool {
        let changes = |report: &super::Report| report.added + report.changed + report.removed;
        self.may_decide() && self.sent.report.as_ref().is_some_and(|report| changes(report) == 0)
    }
}

/// `GET /directory/imports/ID`
pub(super) async fn show(
    page: Page,
    Part(house): Part<House>,
    Fixture(gauge): Fixture<Gauge>,
    Path(id): Path<UploadId>,
) -> Answer {
    let sent = records::find(house.store.read(), &house.vault, id).await?.ok_or_else(Failure::not_found)?;
    let report = sent.report.as_ref();
    let decided = sent.decided_at.zip(sent.decided_by);
    view(&Show {
        trail: [trail(&page), Step::new(PAGE, page.tr("directory-imports"))],
        chip: telling::chip(&page, &sent),
        size: size(&page, sent.bytes),
        when: page.moment(sent.sent_at),
        by: by(&page, &sent.sent_by.to_string()),
        decided: decided.map(|(at, who)| (page.moment(at), by(&page, &who.to_string()))),
        progress: sent.state.is_under_way().then(|| progress(&page, &sent, gauge.of(id))),
        trouble: sent.trouble.map(|trouble| told(&page, trouble, sent.detail.as_deref())),
        detail: sent.detail.as_deref().map(|detail| telling::retold(&page, detail)),
        source: report.and_then(|report| report.source.clone()),
        sums: report.map_or_else(Vec::new, |report| telling::sums(&page, report)),
        skipped: report.map_or(0, |report| report.skipped),
        skips: report.map_or_else(Vec::new, |report| telling::remarks(&page, &report.skips)),
        remarks: report.map_or_else(Vec::new, |report| telling::remarks(&page, &report.remarks)),
        flagged: report.map_or(0, |report| report.flagged),
        sent,
        page,
    })
}

/// How far it is, as far as this process knows.
fn progress(page: &Page, sent: &Sent, steps: Option<Steps>) -> String {
    let taking = sent.state == State::Accepted;
    match (sent.began_at, steps) {
        (None, _) => page.tr("directory-import-queued").to_string(),
        (Some(_), Some(Steps { done, total })) => {
            let key = if taking { "directory-import-taking-far" } else { "directory-import-looking-far" };
            page.tr(key).arg("done", done).arg("total", total).to_string()
        }
        (Some(began), None) => {
            let key = if taking { "directory-import-taking" } else { "directory-import-looking" };
            page.tr(key).arg("moment", page.moment(began)).to_string()
        }
    }
}

/// Why it came to nothing.
fn told(page: &Page, trouble: Trouble, detail: Option<&str>) -> String {
    match (trouble, detail) {
        (Trouble::Unusable, Some(detail)) => telling::said(page, detail),
        _ => page.tr(format!("directory-import-trouble-{}", trouble.code().replace('_', "-"))).to_string(),
    }
}

fn size(page: &Page, bytes: u64) -> String {
    match bytes {
        0..1_048_576 => page.tr("directory-import-kilobytes").arg("n", bytes.div_ceil(1_024)).to_string(),
        _ => page.tr("directory-import-megabytes").arg("n", bytes.div_ceil(1_048_576)).to_string(),
    }
}

/// `POST /directory/imports/ID/take`
pub(super) async fn take(page: Page, Part(house): Part<House>, Path(id): Path<UploadId>, form: Form) -> Answer {
    let tx = house.store.begin().await?;
    let sent = records::find(&tx, &house.vault, id).await?;
    let asked = sent.filter(|sent| sent.state == State::Looked).and_then(|sent| sent.report);
    let removes_most = asked.is_some_and(|report| report.removes_most());
    if removes_most && !form.ticked("most") {
        let refused = Failure::refused(StatusCode::CONFLICT, "directory-import-refused-most");
        return Err(refused.way_out(format!("{PAGE}/{id}"), "directory-look-again"));
    }
    actions::take(page.cx(), &tx, &house.vault, id).await?;
    tx.commit().await?;
    Ok(see_other(format!("{PAGE}/{id}")).saying("directory-import-accepted").into_response())
}

/// `POST /directory/imports/ID/throw-away`
pub(super) async fn throw_away(page: Page, Part(house): Part<House>, Path(id): Path<UploadId>) -> Answer {
    let tx = house.store.begin().await?;
    actions::throw_away(page.cx(), &tx, &house.vault, id).await?;
    tx.commit().await?;
    Ok(see_other(PAGE).saying("directory-import-thrown-away").into_response())
}
