//! What can be done with a contact. Each asks the policies, changes the record and writes the journal, in one unit of work.

use access::{Context, Record};
use directory::ServiceId;
use journal::Changes;
use kernel::Month;
use store::Tx;

use super::rules::Known;
use super::{Contact, ContactId, Entry, State, WrongMove, records, rules};
use crate::Refusal;
use crate::desk::{self, Line};

/// Logs a contact under an id that the form drew.
///
/// # Errors
/// [`Refusal::SentBefore`] with the contact that the same form made before, which may say the same or not; besides when the
/// line is not the actor's, something is missing or unknown, or the id belongs to a contact of somebody else.
pub async fn log(cx: &Context, tx: &Tx, id: ContactId, entry: Entry) -> Result<Contact, Refusal> {
    let line = line_of(tx, &entry).await?;
    cx.require("helpdesk.log_contact", &line.resource())?;
    let contact = fresh(cx, id, checked(cx, tx, &line, entry, None).await?, false);
    if records::insert(tx, std::slice::from_ref(&contact)).await? == 0 {
        return Err(taken(cx, tx, id).await);
    }
    records::insert_parts(tx, std::slice::from_ref(&contact)).await?;
    record(cx, tx, "helpdesk.log_contact", &contact, changes(None, &contact)).await?;
    Ok(contact)
}

/// Why an id cannot be used: the actor's own form made a contact of it already, or it is nobody's business of theirs.
async fn taken(cx: &Context, tx: &Tx, id: ContactId) -> Refusal {
    match readable(cx, tx, id).await {
        Ok(known) if known.logged_by == cx.actor.to_string() => Refusal::SentBefore(Box::new(known)),
        Ok(_) | Err(Refusal::NotFound) => Refusal::IdTaken,
        Err(other) => other,
    }
}

/// Logs many invented contacts at once, marked as such, with one entry in the journal for all of them.
///
/// # Errors
/// As [`log`], for the first contact that is refused.
pub async fn log_demo(cx: &Context, tx: &Tx, entries: Vec<Entry>) -> Result<usize, Refusal> {
    let mut lines: Vec<Line> = Vec::new();
    let mut contacts = Vec::with_capacity(entries.len());
    for entry in entries {
        let line = match lines.iter().position(|line| line.code == entry.line) {
            Some(known) => &lines[known],
            None => {
                let line = line_of(tx, &entry).await?;
                cx.require("helpdesk.log_contact", &line.resource())?;
                lines.push(line);
                &lines[lines.len() - 1]
            }
        };
        let entry = rules::tidy(entry);
        // The generator takes its codes from the region and the directory themselves.
        let faults = rules::faults(&entry, line, Known::ALL, cx.now());
        if !faults.is_empty() {
            return Err(Refusal::Incomplete(faults));
        }
        contacts.push(fresh(cx, ContactId::generate(&cx.clock, &cx.random), entry, true));
    }
    records::insert(tx, &contacts).await?;
    records::insert_parts(tx, &contacts).await?;
    let changes = Changes::none().set("contacts", contacts.len()).set("demo", true);
    let record = Record { action: "helpdesk.log_contact", kind: "contacts", id: cx.request_id.clone(), changes };
    cx.record(tx, record).await?;
    Ok(contacts.len())
}

/// Corrects a contact that the actor saw in a version. What it was stays in the journal.
///
/// # Errors
/// [`Refusal::Changed`] with the present contact when somebody else changed it meanwhile; besides when it cannot be read
/// or may not be changed, is withdrawn, or something is missing.
pub async fn correct(cx: &Context, tx: &Tx, id: ContactId, seen: i64, entry: Entry) -> Result<Contact, Refusal> {
    let before = readable(cx, tx, id).await?;
    require(cx, tx, "helpdesk.correct_contact", &before).await?;
    let line = line_of(tx, &entry).await?;
    if line.code != before.entry.line {
        cx.require("helpdesk.log_contact", &line.resource())?;
    }
    let entry = checked(cx, tx, &line, entry, Some(&before.entry)).await?;
    let state = before.state.correct()?;
    if before.version != seen {
        return Err(Refusal::Changed(Box::new(before)));
    }
    let month = Month::of(entry.at.day_in(&cx.time_zone));
    let after = Contact { entry, month, state, version: seen + 1, ..before.clone() };
    save(cx, tx, "helpdesk.correct_contact", &before, after).await
}

/// Withdraws a contact: it leaves lists and figures, and can be brought back.
///
/// # Errors
/// When it cannot be read, may not be withdrawn, or is withdrawn already.
pub async fn withdraw(cx: &Context, tx: &Tx, id: ContactId) -> Result<Contact, Refusal> {
    turn(cx, tx, id, ("helpdesk.withdraw_contact", State::withdraw)).await
}

/// Brings a withdrawn contact back.
///
/// # Errors
/// When it cannot be read, may not be brought back, or is not withdrawn.
pub async fn restore(cx: &Context, tx: &Tx, id: ContactId) -> Result<Contact, Refusal> {
    turn(cx, tx, id, ("helpdesk.restore_contact", State::restore)).await
}

/// An action, and the move of the state that it is.
type Turn = (&'static str, fn(State) -> Result<State, WrongMove>);

async fn turn(cx: &Context, tx: &Tx, id: ContactId, (action, turn): Turn) -> Result<Contact, Refusal> {
    let before = readable(cx, tx, id).await?;
    require(cx, tx, action, &before).await?;
    let after = Contact { state: turn(before.state)?, version: before.version + 1, ..before.clone() };
    save(cx, tx, action, &before, after).await
}

/// A contact for somebody who may read it. To others it does not exist.
///
/// # Errors
/// [`Refusal::NotFound`] when there is none, or the actor may not read it.
pub async fn readable(cx: &Context, db: &impl sea_orm::ConnectionTrait, id: ContactId) -> Result<Contact, Refusal> {
    let contact = records::find(db, id).await?.ok_or(Refusal::NotFound)?;
    let line = desk::records::line(db, &contact.entry.line).await?;
    let may = cx.may("helpdesk.read_contact", &contact.resource(cx, line.as_ref()));
    if may { Ok(contact) } else { Err(Refusal::NotFound) }
}

async fn require(cx: &Context, tx: &Tx, action: &str, contact: &Contact) -> Result<(), Refusal> {
    let line = desk::records::line(tx, &contact.entry.line).await?;
    Ok(cx.require(action, &contact.resource(cx, line.as_ref()))?)
}

async fn line_of(tx: &Tx, entry: &Entry) -> Result<Line, Refusal> {
    let unknown = rules::Fault { field: "line", key: "helpdesk-fault-line" };
    desk::records::line(tx, &entry.line).await?.ok_or_else(|| Refusal::Incomplete(vec![unknown]))
}

/// The entry as it will be kept, if nothing is wrong with it. What the contact had `before` it may keep.
async fn checked(cx: &Context, tx: &Tx, line: &Line, entry: Entry, before: Option<&Entry>) -> Result<Entry, Refusal> {
    let entry = rules::tidy(entry);
    let faults = rules::faults(&entry, line, known(tx, &entry, before).await?, cx.now());
    if faults.is_empty() { Ok(entry) } else { Err(Refusal::Incomplete(faults)) }
}

/// Looks up the codes that an entry names and did not have before: nothing else may reach the figures.
async fn known(tx: &Tx, entry: &Entry, before: Option<&Entry>) -> Result<Known, Refusal> {
    let (themes, services) =
        before.map_or((&[][..], &[][..]), |before| (before.themes.as_slice(), before.services.as_slice()));
    let themes: Vec<&String> = entry.themes.iter().filter(|theme| !themes.contains(theme)).collect();
    let services: Vec<ServiceId> =
        entry.services.iter().filter(|id| !services.contains(id)).copied().map(ServiceId::from_uuid).collect();
    let offered = if themes.is_empty() { Vec::new() } else { directory::themes(tx).await? };
    let cards = directory::cards(tx, &services).await?;
    Ok(Known {
        inquirer: desk::records::has_inquirer(tx, &entry.inquirer).await?,
        themes: themes.iter().all(|code| offered.iter().any(|theme| theme.code.as_str() == code.as_str())),
        services: services.iter().all(|id| cards.iter().any(|card| card.service == *id)),
    })
}

/// An invented contact is logged as soon as it comes in: its months are over like those of a desk that has been busy.
fn fresh(cx: &Context, id: ContactId, entry: Entry, demo: bool) -> Contact {
    let logged_at = if demo { entry.at } else { cx.now() };
    let month = |at: kernel::Timestamp| Month::of(at.day_in(&cx.time_zone));
    Contact {
        id,
        month: month(entry.at),
        logged_by: cx.actor.to_string(),
        logged_at,
        logged_month: month(logged_at),
        state: State::Logged,
        version: 1,
        demo,
        entry,
    }
}

async fn save(cx: &Context, tx: &Tx, action: &str, before: &Contact, after: Contact) -> Result<Contact, Refusal> {
    if !records::update(tx, &after).await? {
        // Whoever was faster may have moved it to a line that the actor must not see.
        let present = readable(cx, tx, after.id).await?;
        return Err(Refusal::Changed(Box::new(present)));
    }
    record(cx, tx, action, &after, changes(Some(before), &after)).await?;
    Ok(after)
}

async fn record(cx: &Context, tx: &Tx, action: &str, contact: &Contact, changes: Changes) -> Result<(), Refusal> {
    Ok(cx.record(tx, Record { action, kind: "contact", id: contact.id.to_string(), changes }).await?)
}

/// What changed, for the journal. The note is named, never quoted.
fn changes(before: Option<&Contact>, after: &Contact) -> Changes {
    let was = before.map(|contact| &contact.entry);
    let is = &after.entry;
    let changes = Changes::none()
        .field("line", was.map(|entry| &entry.line), &is.line)
        .field("channel", was.map(|entry| &entry.channel), &is.channel)
        .field("kind", was.map(|entry| entry.kind), is.kind)
        .field("inquirer", was.map(|entry| &entry.inquirer), &is.inquirer)
        .field("zone", was.and_then(|entry| entry.zone.as_ref()), &is.zone)
        .field("municipality", was.and_then(|entry| entry.municipality.as_ref()), &is.municipality)
        .field("themes", was.map(|entry| &entry.themes), &is.themes)
        .field("need", was.map(|entry| entry.need), is.need)
        .field("direct", was.and_then(|entry| entry.direct), is.direct)
        .field("services", was.map(|entry| &entry.services), &is.services)
        .field("minutes", was.and_then(|entry| entry.minutes), is.minutes)
        .field("at", was.map(|entry| entry.at), is.at)
        .field("state", before.map(|contact| contact.state), after.state);
    let noted = was.and_then(|entry| entry.note.as_ref());
    if noted == is.note.as_ref() { changes } else { changes.concealed("note") }
}
