//! Setting up the desk from a region's pack.

use access::{Context, Record, Resource};
use journal::Changes;
use sea_orm::DbErr;
use store::Tx;

use super::Desk;
use super::records::{self, Setting};
use crate::Refusal;

/// What setting up did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct SetUp {
    /// Settings that were new.
    pub added: usize,
    /// Settings that had another definition or place.
    pub changed: usize,
    /// Settings that were there as they are.
    pub unchanged: usize,
    /// Settings that the pack no longer has.
    pub retired: usize,
}

/// Makes the desk what the pack says. Doing it again changes nothing and leaves no entry in the journal.
///
/// # Errors
/// When it is not permitted, or the database refuses.
pub async fn set_up(cx: &Context, tx: &Tx, desk: &Desk) -> Result<SetUp, Refusal> {
    cx.require("helpdesk.set_up", &Resource::new("Line", "all").word("code", "all").flag("confidential", true))?;
    let known = records::settings(tx).await?;
    let wanted = settings(desk)?;
    let mut done = SetUp::default();
    let mut changes = Changes::none();
    for setting in &wanted {
        let was = known.iter().find(|(kind, code, ..)| (kind.as_str(), code) == (setting.kind, &setting.code));
        if was.is_some_and(|(_, _, position, definition)| {
            *position == setting.position && *definition == setting.definition
        }) {
            done.unchanged += 1;
            continue;
        }
        records::put(tx, setting).await?;
        let name = format!("{}:{}", setting.kind, setting.code);
        changes = changes.field(&name, was.map(|(.., definition)| definition), &setting.definition);
        *(if was.is_some() { &mut done.changed } else { &mut done.added }) += 1;
    }
    for (kind, code, _, definition) in &known {
        if !wanted.iter().any(|setting| (setting.kind, &setting.code) == (kind.as_str(), code)) {
            records::retire(tx, kind, code).await?;
            changes = changes.field(&format!("{kind}:{code}"), definition, serde_json::Value::Null);
            done.retired += 1;
        }
    }
    if done.added + done.changed + done.retired > 0 {
        let record = Record { action: "helpdesk.set_up", kind: "helpdesk", id: "desk".to_owned(), changes };
        cx.record(tx, record).await?;
    }
    Ok(done)
}

fn settings(desk: &Desk) -> Result<Vec<Setting>, DbErr> {
    let lines = (0..).zip(&desk.lines).map(|(n, line)| Setting::new(records::LINE, &line.code, n, line));
    let channels = (0..).zip(&desk.channels).map(|(n, word)| Setting::new(records::CHANNEL, &word.code, n, word));
    let inquirers = (0..).zip(&desk.inquirers).map(|(n, word)| Setting::new(records::INQUIRER, &word.code, n, word));
    let emergencies =
        (0..).zip(&desk.emergencies).map(|(n, line)| Setting::new(records::EMERGENCY, &line.code, n, line));
    let guides = (0..).zip(&desk.guides).map(|(n, guide)| Setting::new(records::GUIDE, &guide.code, n, guide));
    lines.chain(channels).chain(inquirers).chain(emergencies).chain(guides).collect()
}
