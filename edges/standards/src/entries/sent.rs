//! What a program sends: JSON of a known shape, which version it saw, and whether it marks the request.

use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, IF_MATCH};
use directory::entry::confirmations::Channel;
use directory::entry::{EntryKind, Patch, fields};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use uuid::Uuid;
use web::Failure;

/// The header that marks a request.
const MARK: &str = "idempotency-key";
/// The longest mark.
const LONGEST_MARK: usize = 100;
/// The longest words beside a change or a proposal, letters.
pub(super) const LONGEST_NOTE: usize = 1_000;

/// Some fields otherwise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    pub fields: Map<String, Value>,
    /// Why; never about a person.
    #[serde(default)]
    pub note: Option<String>,
    /// How the program came to know; what it touches then counts as confirmed.
    #[serde(default)]
    pub channel: Option<Channel>,
}

/// A new entry, and what it hangs on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct New {
    pub fields: Map<String, Value>,
    /// The organisation of a service.
    #[serde(default)]
    pub organisation: Option<Uuid>,
    /// The service of a service at a location.
    #[serde(default)]
    pub service: Option<Uuid>,
    /// The location of a service at a location, where it is known already.
    #[serde(default)]
    pub location: Option<Uuid>,
    /// The fields of that location, where it is new.
    #[serde(default)]
    pub location_fields: Option<Map<String, Value>>,
    /// How the program came to know; what it says then counts as confirmed.
    #[serde(default)]
    pub channel: Option<Channel>,
}

/// That an entry is right as it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Confirmation {
    pub channel: Channel,
}

/// What somebody proposes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Proposal {
    #[serde(default)]
    pub fields: Map<String, Value>,
    #[serde(default)]
    pub note: Option<String>,
}

/// Reads a body of a shape.
pub(super) fn read<T: DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Result<T, Failure> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return Err(Failure::unsupported());
    }
    serde_json::from_slice(body)
        .map_err(|error| Failure::refused(StatusCode::BAD_REQUEST, "standards-api-body").arg("why", error.to_string()))
}

/// Words within bounds.
pub(super) fn note(note: Option<&str>) -> Result<Option<String>, Failure> {
    let note = note.map(str::trim).filter(|note| !note.is_empty());
    if note.is_some_and(|note| note.chars().count() > LONGEST_NOTE || note.contains('\0')) {
        return Err(Failure::bad_input("note"));
    }
    Ok(note.map(str::to_owned))
}

/// Fields as a change of an entry; the first that cannot be written is named.
pub(super) fn patch(kind: EntryKind, sent: Map<String, Value>) -> Result<Patch, String> {
    let unknown = sent.keys().find(|name| !fields::find(kind, name).is_some_and(fields::Field::is_edited));
    match unknown {
        Some(name) => Err(name.chars().take(60).collect()),
        None => Ok(sent.into_iter().collect()),
    }
}

/// A field that nobody proposes, however well it is known; the first of them.
pub(super) fn not_proposed(kind: EntryKind, sent: &Map<String, Value>) -> Option<String> {
    let is_proposed = |name: &str| fields::find(kind, name).is_none_or(|field| field.proposable);
    sent.keys().find(|name| !is_proposed(name)).cloned()
}

/// The version that the program saw: nothing when any will do.
pub(super) fn seen(headers: &HeaderMap) -> Result<Option<i64>, Failure> {
    let missing = || Failure::refused(StatusCode::PRECONDITION_REQUIRED, "standards-api-needs-version");
    let sent = headers.get(IF_MATCH).ok_or_else(missing)?;
    let sent = sent.to_str().map_err(|_| Failure::bad_input("if-match"))?.trim();
    if sent == "*" {
        return Ok(None);
    }
    // A copy that was compressed on the way has a weak mark of the same version.
    let bare = sent.trim_start_matches("W/");
    let number = bare.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).and_then(|number| number.parse().ok());
    number.map(Some).ok_or_else(|| Failure::bad_input("if-match"))
}

/// The mark of a request that may be sent again.
pub(super) fn mark(headers: &HeaderMap) -> Result<Option<String>, Failure> {
    let Some(sent) = headers.get(MARK) else { return Ok(None) };
    let fits =
        |mark: &&str| (1..=LONGEST_MARK).contains(&mark.len()) && mark.bytes().all(|byte| byte.is_ascii_graphic());
    let mark = sent.to_str().ok().filter(fits).ok_or_else(|| Failure::bad_input(MARK))?;
    Ok(Some(mark.to_owned()))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use serde_json::json;

    use super::*;

    fn headers(name: &'static str, value: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_static(value));
        headers
    }

    #[test]
    fn the_version_that_was_seen_is_read_as_it_was_told() {
        assert_eq!(seen(&headers("if-match", "\"7\"")).unwrap(), Some(7));
        assert_eq!(seen(&headers("if-match", "W/\"7\"")).unwrap(), Some(7));
        assert_eq!(seen(&headers("if-match", "*")).unwrap(), None);
        assert_eq!(seen(&HeaderMap::new()).unwrap_err().status(), 428);
        for wrong in ["7", "\"x\"", "", "\"7"] {
            assert_eq!(seen(&headers("if-match", wrong)).unwrap_err().status(), 400, "{wrong}");
        }
    }

    #[test]
    fn what_follows_from_other_fields_and_what_is_none_is_not_written() {
        let sent = |name: &str| Map::from_iter([(name.to_owned(), json!(null))]);
        assert!(patch(EntryKind::Location, sent("postal_code")).is_ok());
        for (kind, name) in [
            (EntryKind::Location, "zone"),
            (EntryKind::Service, "organisation"),
            (EntryKind::Service, "verified_on"),
            (EntryKind::Service, "id"),
        ] {
            assert_eq!(patch(kind, sent(name)).unwrap_err(), name);
        }
    }

    #[test]
    fn a_mark_is_a_plain_word() {
        assert_eq!(mark(&headers(MARK, "a-1")).unwrap().as_deref(), Some("a-1"));
        assert_eq!(mark(&HeaderMap::new()).unwrap(), None);
        assert!(mark(&headers(MARK, "")).is_err() && mark(&headers(MARK, "a b")).is_err());
    }
}
