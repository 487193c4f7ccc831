//! What happened to one's account, from the journal, in words.

use access::AccountId;
use house::ScopeNames;
use journal::{Change, Entry};
use kernel::Timestamp;
use web::Page;

use crate::words;

/// An entry about one's own account.
pub(super) struct Deed {
    pub at: Timestamp,
    pub what: String,
    pub by: String,
    pub shown: Vec<String>,
}

impl Deed {
    pub fn of(page: &Page, own: AccountId, entry: &Entry, names: &ScopeNames) -> Self {
        Self {
            at: entry.at,
            what: what(page, &entry.note.action),
            by: by(page, own, &entry.note.actor),
            shown: entry
                .note
                .changes
                .iter()
                .filter_map(|(field, change)| shown(page, (field, change), names))
                .collect(),
        }
    }
}

fn what(page: &Page, action: &str) -> String {
    let known = [
        "invite",
        "accept_invitation",
        "ask_for_reset",
        "issue_reset",
        "reset",
        "describe_oneself",
        "change_password",
        "disable",
        "enable",
        "grant",
        "revoke",
        "sign_in",
        "sign_in_refused",
        "sign_out",
        "sign_out_everywhere",
        "enrol_second_factor",
        "confirm_second_factor",
        "switch_off_second_factor",
        "make_token",
        "revoke_token",
    ];
    match action.strip_prefix("access.").filter(|deed| known.contains(deed)) {
        Some(deed) => page.tr(format!("administration-did-{}", deed.replace('_', "-"))).to_string(),
        None => action.to_owned(),
    }
}

fn by(page: &Page, own: AccountId, actor: &str) -> String {
    let key = match actor {
        "visitor" => "administration-by-visitor",
        actor if actor.starts_with("system:") => "administration-by-program",
        actor if actor == own.to_string() => "administration-by-you",
        _ => "administration-by-other",
    };
    page.tr(key).to_string()
}

/// Which role was given or taken back; everything else the sentence says.
fn shown(page: &Page, (field, change): (&str, &Change), names: &ScopeNames) -> Option<String> {
    let Change::Shown { before, after } = change else { return None };
    let value = after.as_str().or(before.as_str())?;
    match field {
        "role" => Some(words::role(page, value.parse().ok()?)),
        "scope" => Some(words::scope(page, &value.parse().ok()?, names)),
        _ => None,
    }
}
