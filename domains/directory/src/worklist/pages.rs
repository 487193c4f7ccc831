//! The worklist on its page: how much there is of each sort, and the oldest of one of them.

use std::collections::HashMap;

use access::{Role, Scope};
use askama::Template;
use axum::extract::State;
use house::House;
use sea_orm::{ConnectionTrait, DbErr};
use web::{Answer, Choice, Page, Pager, Query, view};

use super::incoming::{self, Incoming};
use super::records::{self as list, Filter, Item};
use super::{Order, Work};
use crate::editing::names::Names;
use crate::editing::pages::title;
use crate::editing::saying::Teller;
use crate::editing::standing::{self, Stands};
use crate::entry::seen::seen;
use crate::entry::{EntryId, Record, fields, freshness, records};
use crate::{OrganisationId, TermFacet, ThemeCode};

/// Items on a page.
const AT_ONCE: u64 = 20;

/// The worklist.
#[derive(Template)]
#[template(path = "worklist/list.html")]
struct Worklist {
    page: Page,
    work: Work,
    counts: Vec<Count>,
    themes: Vec<Choice>,
    theme: String,
    orders: Vec<Choice>,
    order: Order,
    rows: Vec<Row>,
    pager: Pager,
    channels: Vec<Choice>,
}

/// A sort of work, and how much there is of it.
struct Count {
    work: Work,
    href: String,
    label: String,
    number: String,
}

/// Where a sort of work is done: who decides between voices does so with all of them beside each other.
fn way(page: &Page, work: Work) -> String {
    if work == Work::Disputed && page.could("directory.resolve") {
        "/directory/conflicts".to_owned()
    } else {
        format!("/directory/worklist?work={work}")
    }
}

/// Something to do.
struct Row {
    entry: EntryId,
    kind: String,
    name: String,
    /// Where to do it.
    href: String,
    /// What it is about.
    about: String,
    /// Whose it is, where that is not what it is about.
    whose: String,
    /// Of a proposal.
    incoming: Option<Incoming>,
    /// Nothing of an entry that is gone.
    stands: Option<Stands>,
    may_confirm: bool,
    /// What was seen of all that one may confirm there.
    sighting: String,
}

impl Worklist {
    fn title(&self) -> String {
        self.page.tr(format!("directory-work-{}", self.work)).to_string()
    }

    fn help(&self) -> String {
        self.page.tr(format!("directory-work-help-{}", self.work)).to_string()
    }

    /// Whether what stands there was proposed.
    fn is_proposed(&self) -> bool {
        self.work == Work::Proposals
    }

    /// Whether this sort of work can be narrowed to a theme.
    const fn has_themes(&self) -> bool {
        matches!(self.work, Work::Unverified | Work::Hours | Work::Placeless | Work::Texts)
    }
}

/// `GET /directory/worklist?work=&theme=`
pub(super) async fn show(page: Page, State(house): State<House>, query: Query) -> Answer {
    let db = house.store.read();
    let theme: Option<ThemeCode> = query.value("theme")?;
    let order = query.value::<Order>("order")?.unwrap_or_default();
    let filter = Filter { mine: mine(&page), theme: theme.clone(), order };
    let today = page.cx().today();
    let all = Filter { theme: None, ..filter.clone() };
    let mut counts = Vec::new();
    let mut first = None;
    for work in Work::ALL {
        let number = list::count(db, (*work, &all, today)).await?;
        first = first.or((number > 0).then_some(*work));
        let label = page.tr(format!("directory-work-{work}")).to_string();
        counts.push(Count { work: *work, href: way(&page, *work), label, number: page.number(number) });
    }
    let work = query.value::<Work>("work")?.or(first).unwrap_or(Work::Proposals);
    let found = list::list(db, (work, &filter, today), query.page(AT_ONCE)?).await?;
    let names = Names::load(&house).await?;
    let teller = Teller { page: &page, names: &names };
    let mut proposed =
        if work == Work::Proposals { incoming::of(db, &teller, &found.items).await? } else { HashMap::new() };
    let mut rows = Vec::with_capacity(found.items.len());
    for item in &found.items {
        let told = row(db, &teller, work, item).await?;
        rows.extend(told.map(|row| match proposed.remove(&item.about) {
            Some(incoming) => Row { about: incoming.about.clone(), incoming: Some(incoming), ..row },
            None => row,
        }));
    }
    view(&Worklist {
        work,
        counts,
        themes: names.term_choices(page.lang(), &[TermFacet::Need], &[]),
        theme: theme.map_or_else(String::new, |theme| theme.to_string()),
        orders: Order::ALL.iter().map(|by| Choice::new(by, page.tr(format!("directory-work-order-{by}")))).collect(),
        order,
        rows,
        pager: Pager::of(&found, &query),
        channels: standing::channels(&page),
        page: page.clone(),
    })
}

/// The organisations that a partner keeps; none for whoever keeps all.
fn mine(page: &Page) -> Option<Vec<OrganisationId>> {
    if page.actor().holds(Role::Editor) {
        return None;
    }
    let held = page.actor().grants().iter().filter(|grant| grant.role == Role::Partner);
    Some(
        held.filter_map(|grant| if let Scope::Organisation(id) = &grant.scope { id.parse().ok() } else { None })
            .collect(),
    )
}

/// A proposal about an entry that is gone, so that somebody can close it; of other work about one nothing is left to do.
fn gone(page: &Page, work: Work, item: &Item) -> Option<Row> {
    (work == Work::Proposals).then(|| Row {
        entry: item.entry,
        kind: page.tr(format!("directory-entry-{}", item.entry.kind)).to_string(),
        name: page.tr("directory-proposal-gone").to_string(),
        href: format!("/directory/proposals/{}", item.about),
        about: String::new(),
        whose: String::new(),
        incoming: None,
        stands: None,
        may_confirm: false,
        sighting: String::new(),
    })
}

async fn row(
    db: &impl ConnectionTrait,
    teller: &Teller<'_>,
    work: Work,
    item: &Item,
) -> Result<Option<Row>, web::Failure> {
    let page = teller.page;
    let Some(record) = seen(page.cx(), db, item.entry).await? else { return Ok(gone(page, work, item)) };
    let href = match work {
        Work::Proposals => format!("/directory/proposals/{}", item.about),
        _ => format!("/directory/entries/{}", item.entry),
    };
    let about = match work {
        Work::Disputed => fields::find(item.entry.kind, &item.about).map(|field| teller.label(field)),
        Work::Hours => record.field("hours_text").and_then(|value| {
            let field = fields::find(item.entry.kind, "hours_text")?;
            Some(teller.say(field, &value))
        }),
        _ => None,
    };
    let whose = whose(db, page, &record).await?.unwrap_or_default();
    let (about, whose) = match (about, work) {
        (Some(about), _) => (about, String::new()),
        (None, Work::Due) => (due(db, teller, &record).await?, whose),
        (None, Work::Proposals) => (String::new(), whose),
        (None, _) => (whose, String::new()),
    };
    let sighting = match work {
        Work::Due | Work::Unverified => standing::sighted(page, db, item.entry).await?,
        _ => String::new(),
    };
    Ok(Some(Row {
        entry: item.entry,
        kind: page.tr(format!("directory-entry-{}", item.entry.kind)).to_string(),
        name: title(db, page, &record).await?,
        href,
        about,
        whose,
        incoming: None,
        stands: Some(standing::of(db, teller, &record).await?),
        may_confirm: !sighting.is_empty(),
        sighting,
    }))
}

/// Which fields of an entry ask for a new confirmation.
async fn due(db: &impl ConnectionTrait, teller: &Teller<'_>, record: &Record) -> Result<String, DbErr> {
    let confirmed = records::confirmations_of(db, record.entry()).await?;
    let fields = freshness::due(record, &confirmed, teller.page.cx().today());
    Ok(fields.into_iter().map(|field| teller.label(field)).collect::<Vec<_>>().join(", "))
}

/// The organisation that a service or a place of one belongs to.
pub(crate) async fn whose(db: &impl ConnectionTrait, page: &Page, record: &Record) -> Result<Option<String>, DbErr> {
    let service = match record {
        Record::Service(service) => Some(Record::Service(service.clone())),
        Record::ServiceAtLocation(at) => seen(page.cx(), db, at.service.into()).await?,
        Record::Organisation(_) | Record::Location(_) => None,
    };
    let Some(Record::Service(service)) = service else { return Ok(None) };
    let organisation = seen(page.cx(), db, service.organisation.into()).await?;
    Ok(organisation.map(|organisation| organisation.names().plain(page.lang()).to_owned()))
}
