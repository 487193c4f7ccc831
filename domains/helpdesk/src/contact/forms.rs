//! A contact as a form: read into an entry, and filled from one.

use access::Vault;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use kernel::Timestamp;
use uuid::Uuid;
use web::{Failure, Form, Page};

use super::rules::UNKNOWN_INQUIRER;
use super::{Contact, Direct, Entry, Kind, Need, SealedNote};
use crate::surroundings::{Placed, Spot};
use kernel::Code;

/// The purpose that notes are sealed for.
const NOTE: &str = "helpdesk.note";
/// The longest note, in characters.
const LONGEST_NOTE: usize = 2_000;
/// The most characters of a place or of what is searched.
pub(crate) const LONGEST_WORDS: usize = 120;

/// Reads the entry; none when something is wrong, which the form then says. `before` is the contact that is corrected, or
/// that the same form made before.
pub(crate) fn read(
    page: &Page,
    vault: &Vault,
    form: &mut Form,
    placed: &Placed,
    before: Option<&Contact>,
) -> Result<Option<Entry>, Failure> {
    let kind = form.optional::<Kind>("kind").unwrap_or(Kind::Question);
    let is_question = kind == Kind::Question;
    let line = form.required::<Code>("line");
    let channel = form.required::<Code>("channel");
    let inquirer = if is_question { form.required("inquirer") } else { Some(Code(UNKNOWN_INQUIRER.to_owned())) };
    let need = if is_question { form.required("need") } else { Some(Need::NotApplicable) };
    let direct = is_question.then(|| form.required::<Direct>("direct")).flatten().map(|direct| direct == Direct::Yes);
    let themes: Vec<String> = form.many::<Code>("theme").into_iter().map(|code| code.0).collect();
    if is_question && themes.is_empty() {
        form.add_fault("theme", "helpdesk-fault-theme");
    }
    let services = form.many::<Uuid>("service");
    let note = form.optional_text("note", LONGEST_NOTE);
    let minutes = form.optional::<i64>("minutes");
    let at = moment(page, form, before);
    let spot = spot(form, placed, is_question);
    let (Some(Code(line)), Some(Code(channel)), Some(Code(inquirer)), Some(need), true) =
        (line, channel, inquirer, need, form.is_sound())
    else {
        return Ok(None);
    };
    let Spot { zone, municipality, .. } = spot;
    let note = sealed(vault, note, before)?;
    let entry =
        Entry { line, channel, kind, inquirer, zone, municipality, themes, need, direct, services, note, minutes, at };
    Ok(Some(entry))
}

/// A place that is not certain must be chosen; a hang-up comes from nowhere.
fn spot(form: &mut Form, placed: &Placed, is_question: bool) -> Spot {
    if let Some(fault) = placed.fault.filter(|_| is_question) {
        form.add_fault("place", fault);
    }
    placed.spot.clone().filter(|_| is_question).unwrap_or_default()
}

/// The moment typed, else that of the contact that is corrected, else now. Of an hour that came twice, when the clock was set
/// back, the first is meant; one that was skipped never was.
fn moment(page: &Page, form: &mut Form, before: Option<&Contact>) -> Timestamp {
    let usual = before.map_or_else(|| page.cx().now(), |contact| contact.entry.at);
    let typed = form.value("at").trim().to_owned();
    if typed.is_empty() || before.is_some_and(|contact| typed == local(contact.entry.at, &page.cx().time_zone)) {
        return usual;
    }
    let read = typed.parse::<DateTime>().map(|at| page.cx().time_zone.to_ambiguous_timestamp(at));
    let fault = match read.map(|at| (at.offset(), at.earlier())) {
        Ok((AmbiguousOffset::Gap { .. }, _)) => "helpdesk-fault-skipped-hour",
        Ok((_, Ok(at))) => return Timestamp::new(at),
        Ok((_, Err(_))) | Err(_) => "helpdesk-fault-moment",
    };
    form.add_fault("at", fault);
    usual
}

/// A moment as the browser's field for it writes it: `2026-11-22T10:42`.
fn local(at: Timestamp, zone: &TimeZone) -> String {
    at.get().to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string()
}

/// Seals a note. One that did not change stays sealed as it was, so that the journal does not name it.
fn sealed(vault: &Vault, note: Option<String>, before: Option<&Contact>) -> Result<Option<SealedNote>, Failure> {
    let Some(note) = note else { return Ok(None) };
    let known = before.and_then(|contact| contact.entry.note.as_ref());
    if let Some(known) = known
        && opened(vault, known)? == note
    {
        return Ok(Some(known.clone()));
    }
    Ok(Some(SealedNote(vault.seal_text(NOTE, &note))))
}

/// The words of a note.
pub(crate) fn opened(vault: &Vault, note: &SealedNote) -> Result<String, Failure> {
    vault.open_text(NOTE, &note.0).map_err(Failure::unexpected)
}

/// A form filled with a contact, for correcting it.
pub(crate) fn filled(page: &Page, vault: &Vault, contact: &Contact, place: String) -> Result<Form, Failure> {
    let entry = &contact.entry;
    let note = entry.note.as_ref().map(|note| opened(vault, note)).transpose()?;
    let direct = entry.direct.map(|direct| if direct { Direct::Yes.code() } else { Direct::No.code() });
    let single = [
        ("id", contact.id.to_string()),
        ("seen", contact.version.to_string()),
        ("line", entry.line.clone()),
        ("channel", entry.channel.clone()),
        ("kind", entry.kind.to_string()),
        ("inquirer", entry.inquirer.clone()),
        ("need", entry.need.to_string()),
        ("direct", direct.unwrap_or_default().to_owned()),
        ("place", place),
        ("note", note.unwrap_or_default()),
        ("minutes", entry.minutes.map_or_else(String::new, |minutes| minutes.to_string())),
        ("at", local(entry.at, &page.cx().time_zone)),
    ];
    let themes = entry.themes.iter().map(|theme| ("theme", theme.clone()));
    let services = entry.services.iter().map(|service| ("service", service.to_string()));
    Ok(Form::filled(single.into_iter().chain(themes).chain(services)))
}
