//! The first page of the helpdesk: my lines today, the last contacts, and the quickest ways to log one.

use askama::Template;
use axum::extract::State;
use house::House;
use kernel::{PageRequest, Timestamp};
use web::{Answer, Page, view};

use crate::contact::filter::Filter;
use crate::contact::listing::readable;
use crate::contact::telling::{ContactRow, rows};
use crate::contact::{ContactId, Kind, records};
use crate::desk::Line;
use crate::names::Names;

/// How many of the last contacts are shown.
const LAST: u64 = 12;

/// The first page of the helpdesk.
#[derive(Template)]
#[template(path = "today.html")]
struct Today {
    page: Page,
    lines: Vec<LineToday>,
    /// The last contacts.
    rows: Vec<ContactRow>,
    demo: bool,
}

/// A line of the reader's.
struct LineToday {
    code: String,
    name: String,
    channel: String,
    /// Contacts with a question since midnight.
    today: u64,
    /// Whether the reader logs contacts on it.
    may_log: bool,
    confidential: bool,
    /// What the quick forms send as the id of their contact.
    ids: [(Kind, ContactId); 2],
}

impl Today {
    fn kind(&self, kind: &Kind) -> String {
        self.page.tr(format!("helpdesk-kind-{kind}")).to_string()
    }

    fn may_log(&self) -> bool {
        self.lines.iter().any(|line| line.may_log)
    }
}

/// `GET /helpdesk`
pub(crate) async fn today(page: Page, State(house): State<House>) -> Answer {
    let names = Names::load(&house).await?;
    let db = house.store.read();
    let own = readable(page.cx(), &names);
    let mut lines = Vec::new();
    for line in names.desk.lines.iter().filter(|line| own.contains(&line.code)) {
        lines.push(line_today(&page, &house, line).await?);
    }
    let filter = Filter::default().only("line", own);
    let last = records::list(db, &filter, PageRequest::first(LAST)).await?.items;
    let rows = rows(&page, &names, &last);
    let demo = records::holds_demo(db).await?;
    view(&Today { page, lines, rows, demo })
}

async fn line_today(page: &Page, house: &House, line: &Line) -> Result<LineToday, web::Failure> {
    let since = midnight(page);
    let filter = Filter { since, ..Filter::default() }.only("line", [&line.code]).only("kind", ["question"]);
    let id = || ContactId::generate(&page.cx().clock, &page.cx().random);
    Ok(LineToday {
        code: line.code.clone(),
        name: line.names.plain(page.lang()).to_owned(),
        channel: line.default_channel.clone(),
        today: records::count(house.store.read(), &filter).await?,
        may_log: page.may("helpdesk.log_contact", &line.resource()),
        confidential: line.confidential,
        ids: [(Kind::WrongNumber, id()), (Kind::HangUp, id())],
    })
}

/// When today began in the region.
fn midnight(page: &Page) -> Option<Timestamp> {
    let start = page.cx().today().get().to_zoned(page.cx().time_zone.clone()).ok()?;
    Some(Timestamp::new(start.timestamp()))
}
