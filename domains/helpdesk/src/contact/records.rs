//! Every query about contacts.

use std::collections::HashMap;

use kernel::{Month, Page, PageRequest};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Listing, Tx, sql};
use uuid::Uuid;

use super::filter::{self, Filter};
use super::{Contact, ContactId, Entry, SealedNote};

/// Rows written by one statement.
const AT_ONCE: usize = 100;

const COLUMNS: &str = "id, line, channel, kind, inquirer, zone, municipality, need, direct, note, minutes, at, month,
    logged_by, logged_at, logged_month, state, version, demo";

/// One contact, whatever its state.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(db: &impl ConnectionTrait, id: ContactId) -> Result<Option<Contact>, DbErr> {
    let text = format!("select {COLUMNS} from helpdesk_contact where id = $1");
    let row = db.query_one_raw(sql(db, &text, [id.into()])).await?;
    let mut found: Vec<Contact> = row.iter().map(contact).collect::<Result<_, _>>()?;
    add_parts(db, &mut found).await?;
    Ok(found.pop())
}

/// Contacts that fit a filter, the latest first. Which lines the reader may read is part of the filter.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(db: &impl ConnectionTrait, filter: &Filter, request: PageRequest) -> Result<Page<Contact>, DbErr> {
    let (condition, values) = filter.condition();
    let from = format!("helpdesk_contact c where {condition}");
    let listing = Listing { columns: COLUMNS, from: &from, order: "at desc, id desc" };
    let mut page = store::page(db, listing, &values, request).await?.try_map(contact)?;
    add_parts(db, &mut page.items).await?;
    Ok(page)
}

/// How many contacts fit a filter.
///
/// # Errors
/// When the database cannot be read.
pub async fn count(db: &impl ConnectionTrait, filter: &Filter) -> Result<u64, DbErr> {
    let (condition, values) = filter.condition();
    let text = format!("select count(*) as n from helpdesk_contact c where {condition}");
    let row = db.query_one_raw(sql(db, &text, values)).await?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get("", "n"))?;
    Ok(count.unsigned_abs())
}

/// Counts split by expressions over `helpdesk_contact c` and, with `themes`, over the theme `t.theme`; after the values
/// of the expressions, how many there are.
pub(crate) async fn tally(
    db: &impl ConnectionTrait,
    filter: &Filter,
    by: &[&str],
    themes: bool,
) -> Result<Vec<(Vec<String>, i64)>, DbErr> {
    let (condition, values) = filter.condition();
    let named: String = by.iter().enumerate().map(|(n, column)| format!("{column} as k{n}, ")).collect();
    let join = if themes { "left join helpdesk_contact_theme t on t.contact = c.id" } else { "" };
    let group = if by.is_empty() { String::new() } else { format!("group by {}", by.join(", ")) };
    let text = format!("select {named}count(*) as n from helpdesk_contact c {join} where {condition} {group}");
    let rows = db.query_all_raw(sql(db, &text, values)).await?;
    let cell = |row: &QueryResult| {
        let keys = (0..by.len()).map(|n| row.try_get("", &format!("k{n}"))).collect::<Result<_, _>>()?;
        Ok((keys, row.try_get("", "n")?))
    };
    rows.iter().map(cell).collect()
}

/// The first month with a contact that fits a filter.
pub(crate) async fn since(db: &impl ConnectionTrait, filter: &Filter) -> Result<Option<Month>, DbErr> {
    let (condition, values) = filter.condition();
    let month = filter::month(filter.settled);
    let text = format!("select min({month}) as since from helpdesk_contact c where {condition}");
    db.query_one_raw(sql(db, &text, values)).await?.map_or(Ok(None), |row| row.try_get("", "since"))
}

/// Whether there are invented contacts.
pub(crate) async fn holds_demo(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let text = "select 1 as one from helpdesk_contact where demo limit 1";
    Ok(db.query_one_raw(sql(db, text, [])).await?.is_some())
}

/// Adds contacts, and tells how many were new: one whose id is taken is passed over.
pub(super) async fn insert(tx: &Tx, contacts: &[Contact]) -> Result<u64, DbErr> {
    let mut added = 0;
    for some in contacts.chunks(AT_ONCE) {
        let values: Vec<Value> = some.iter().flat_map(values).collect();
        let text = format!(
            "insert into helpdesk_contact ({COLUMNS}) values {} on conflict (id) do nothing",
            places(some.len(), values.len())
        );
        added += tx.execute_raw(sql(tx, &text, values)).await?.rows_affected();
    }
    Ok(added)
}

/// Adds the themes and services of new contacts.
pub(super) async fn insert_parts(tx: &Tx, contacts: &[Contact]) -> Result<(), DbErr> {
    let themes = contacts.iter().flat_map(|contact| {
        (0_i64..).zip(&contact.entry.themes).map(|(n, theme)| [contact.id.into(), theme.as_str().into(), n.into()])
    });
    insert_triples(tx, "helpdesk_contact_theme (contact, theme, position)", themes.collect()).await?;
    let services = contacts.iter().flat_map(|contact| {
        (0_i64..).zip(&contact.entry.services).map(|(n, service)| [contact.id.into(), (*service).into(), n.into()])
    });
    insert_triples(tx, "helpdesk_contact_service (contact, service, position)", services.collect()).await
}

async fn insert_triples(tx: &Tx, into: &str, rows: Vec<[Value; 3]>) -> Result<(), DbErr> {
    for some in rows.chunks(AT_ONCE) {
        let values: Vec<Value> = some.iter().flatten().cloned().collect();
        let text = format!("insert into {into} values {}", places(some.len(), values.len()));
        tx.execute_raw(sql(tx, &text, values)).await?;
    }
    Ok(())
}

/// `($1, $2), ($3, $4)`: so many rows for so many values.
fn places(rows: usize, values: usize) -> String {
    let width = values / rows.max(1);
    let row = |n: usize| (1..=width).map(|i| format!("${}", n * width + i)).collect::<Vec<_>>().join(", ");
    (0..rows).map(|n| format!("({})", row(n))).collect::<Vec<_>>().join(", ")
}

/// Replaces a contact if it still has the version before the new one; false when somebody was faster.
pub(super) async fn update(tx: &Tx, contact: &Contact) -> Result<bool, DbErr> {
    let text = "update helpdesk_contact set line = $2, channel = $3, kind = $4, inquirer = $5, zone = $6,
        municipality = $7, need = $8, direct = $9, note = $10, minutes = $11, at = $12, month = $13, logged_by = $14,
        logged_at = $15, logged_month = $16, state = $17, version = $18, demo = $19
        where id = $1 and version = $18 - 1";
    if tx.execute_raw(sql(tx, text, values(contact))).await?.rows_affected() == 0 {
        return Ok(false);
    }
    for table in ["helpdesk_contact_theme", "helpdesk_contact_service"] {
        let text = format!("delete from {table} where contact = $1");
        tx.execute_raw(sql(tx, &text, [contact.id.into()])).await?;
    }
    insert_parts(tx, std::slice::from_ref(contact)).await?;
    Ok(true)
}

fn values(contact: &Contact) -> [Value; 19] {
    let entry = &contact.entry;
    [
        contact.id.into(),
        entry.line.as_str().into(),
        entry.channel.as_str().into(),
        entry.kind.into(),
        entry.inquirer.as_str().into(),
        entry.zone.clone().into(),
        entry.municipality.clone().into(),
        entry.need.into(),
        entry.direct.into(),
        entry.note.as_ref().map(|note| note.0.clone()).into(),
        entry.minutes.into(),
        entry.at.into(),
        contact.month.into(),
        contact.logged_by.as_str().into(),
        contact.logged_at.into(),
        contact.logged_month.into(),
        contact.state.into(),
        contact.version.into(),
        contact.demo.into(),
    ]
}

fn contact(row: &QueryResult) -> Result<Contact, DbErr> {
    let entry = Entry {
        line: row.try_get("", "line")?,
        channel: row.try_get("", "channel")?,
        kind: row.try_get("", "kind")?,
        inquirer: row.try_get("", "inquirer")?,
        zone: row.try_get("", "zone")?,
        municipality: row.try_get("", "municipality")?,
        themes: Vec::new(),
        need: row.try_get("", "need")?,
        direct: row.try_get("", "direct")?,
        services: Vec::new(),
        note: row.try_get::<Option<Vec<u8>>>("", "note")?.map(SealedNote),
        minutes: row.try_get("", "minutes")?,
        at: row.try_get("", "at")?,
    };
    Ok(Contact {
        id: row.try_get("", "id")?,
        entry,
        month: row.try_get("", "month")?,
        logged_by: row.try_get("", "logged_by")?,
        logged_at: row.try_get("", "logged_at")?,
        logged_month: row.try_get("", "logged_month")?,
        state: row.try_get("", "state")?,
        version: row.try_get("", "version")?,
        demo: row.try_get("", "demo")?,
    })
}

/// Reads the themes and services of contacts, two queries for a whole page.
async fn add_parts(db: &impl ConnectionTrait, contacts: &mut [Contact]) -> Result<(), DbErr> {
    let ids: Vec<Value> = contacts.iter().map(|contact| contact.id.into()).collect();
    let mut themes = parts::<String>(db, "theme", "helpdesk_contact_theme", &ids).await?;
    let mut services = parts::<Uuid>(db, "service", "helpdesk_contact_service", &ids).await?;
    for contact in contacts {
        contact.entry.themes = themes.remove(&contact.id).unwrap_or_default();
        contact.entry.services = services.remove(&contact.id).unwrap_or_default();
    }
    Ok(())
}

async fn parts<T: sea_orm::TryGetable>(
    db: &impl ConnectionTrait,
    column: &str,
    table: &str,
    ids: &[Value],
) -> Result<HashMap<ContactId, Vec<T>>, DbErr> {
    let mut found: HashMap<ContactId, Vec<T>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let listed = (1..=ids.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let text = format!("select contact, {column} as part from {table} where contact in ({listed}) order by position");
    for row in db.query_all_raw(sql(db, &text, ids.iter().cloned())).await? {
        found.entry(row.try_get("", "contact")?).or_default().push(row.try_get("", "part")?);
    }
    Ok(found)
}
