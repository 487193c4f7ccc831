//! An entry: any record of the directory seen as named fields, with who says what of each and what it was before.
//!
//! The table of a kind holds the **projection**: for each field the word of whoever goes first. As long as only the record's
//! own source speaks of it there is nothing else. As soon as somebody else does (an editor, the organisation itself, another
//! source), [`claims`] keeps what each of them says. Every change goes through [`actions::revise`] or, for imports, `reload`.

pub mod actions;
pub(crate) mod claims;
pub mod confirmations;
pub mod fields;
pub mod freshness;
pub mod hanging;
pub(crate) mod placing;
mod record;
pub mod records;
pub(crate) mod reload;
pub mod reviews;
pub mod rules;
pub mod schema;
pub(crate) mod seen;
pub mod sighting;
pub(crate) mod whole;

use std::fmt;
use std::str::FromStr;

use access::{Context, Record as Deed};
use journal::Changes;
use sea_orm::DbErr;
use store::Tx;
use uuid::Uuid;

use crate::{LocationId, OrganisationId, ServiceAtLocationId, ServiceId};

pub use claims::Voice;
pub use record::{OtherKind, Patch, Record, Unfit};
pub(crate) use record::{says_nothing, says_same};

/// A kind of entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// Who helps.
    Organisation,
    /// With what.
    Service,
    /// Where.
    Location,
    /// What is particular to a service at a location.
    ServiceAtLocation,
}

kernel::words! {
    EntryKind {
        Organisation = "organisation",
        Service = "service",
        Location = "location",
        ServiceAtLocation = "service_at_location",
    }
}

impl EntryKind {
    /// The table of the records.
    pub(crate) const fn table(self) -> &'static str {
        self.code()
    }
}

/// Which entry: `service:01936d6f-…`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EntryId {
    /// Its kind.
    pub kind: EntryKind,
    /// The id of the record.
    pub id: Uuid,
}

impl EntryId {
    /// An entry by kind and id.
    pub const fn new(kind: EntryKind, id: Uuid) -> Self {
        Self { kind, id }
    }
}

macro_rules! entry_of {
    ($($id:ident => $kind:ident),+ $(,)?) => {
        $(impl From<$id> for EntryId {
            fn from(id: $id) -> Self {
                Self::new(EntryKind::$kind, id.uuid())
            }
        })+
    };
}
entry_of! {
    OrganisationId => Organisation,
    ServiceId => Service,
    LocationId => Location,
    ServiceAtLocationId => ServiceAtLocation,
}

/// A text that names no entry.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{0}` names no entry; write organisation:ID, service:ID, location:ID or service_at_location:ID")]
pub struct NoEntry(String);

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind, self.id)
    }
}

impl FromStr for EntryId {
    type Err = NoEntry;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = text.split_once(':').and_then(|(kind, id)| Some(Self::new(kind.parse().ok()?, id.parse().ok()?)));
        read.ok_or_else(|| NoEntry(text.chars().take(80).collect()))
    }
}

/// How a change came about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Via {
    /// Somebody edited the entry.
    Form,
    /// A proposal was approved.
    Proposal,
    /// A source was read again.
    Import,
    /// A disagreement between sources was decided.
    Resolution,
    /// An earlier version was brought back.
    Restore,
    /// A program wrote it.
    Api,
    /// The helpdesk heard it in a contact.
    Helpdesk,
    /// Two entries became one, or two again.
    Merge,
    /// It was taken out of the directory.
    Retirement,
}

kernel::words! {
    Via {
        Form = "form",
        Proposal = "proposal",
        Import = "import",
        Resolution = "resolution",
        Restore = "restore",
        Api = "api",
        Helpdesk = "helpdesk",
        Merge = "merge",
        Retirement = "retirement",
    }
}

/// How an organisation that speaks for itself, by a link that only it has, is written down where others are named by account.
pub(crate) fn itself(organisation: OrganisationId) -> String {
    format!("{ITSELF}{organisation}")
}

/// What the name of an organisation that speaks for itself begins with.
pub(crate) const ITSELF: &str = "organisation:";

/// What the journal calls an entry.
const RECORD: &str = "directory_entry";

/// Writes down what was done with an entry.
pub(crate) async fn record(cx: &Context, tx: &Tx, action: &str, entry: EntryId, changes: Changes) -> Result<(), DbErr> {
    cx.record(tx, Deed { action, kind: RECORD, id: entry.to_string(), changes }).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_named_by_kind_and_id() {
        let text = "service_at_location:01936d6f-0000-7000-8000-000000000000";
        assert_eq!(text.parse::<EntryId>().unwrap().to_string(), text);
        for wrong in ["", "service", "service:", "person:01936d6f-0000-7000-8000-000000000000", "service:x"] {
            assert!(wrong.parse::<EntryId>().is_err(), "{wrong}");
        }
    }
}
