//! A publication: a record as other programs may read it, drawn once when it changes.

pub(crate) mod open;
pub(crate) mod records;
pub(crate) mod withdrawing;

use std::fmt;
use std::str::FromStr;

use directory::Area;
use kernel::{Lang, Text, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use territory::Point;
use uuid::Uuid;

use crate::sheet::Sheet;
use open::Open;

/// Letters of a name that decide its place in a list; the id decides between equal ones.
pub(crate) const SORTED_BY: usize = 24;

/// What kind of record it is, by the words of the Human Services Data Specification.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Kind {
    Organization,
    Service,
    ServiceAtLocation,
    Location,
    Taxonomy,
    TaxonomyTerm,
}

impl Kind {
    pub const ALL: [Self; 6] = [
        Self::Organization,
        Self::Service,
        Self::ServiceAtLocation,
        Self::Location,
        Self::Taxonomy,
        Self::TaxonomyTerm,
    ];

    /// The word for it in data.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Service => "service",
            Self::ServiceAtLocation => "service_at_location",
            Self::Location => "location",
            Self::Taxonomy => "taxonomy",
            Self::TaxonomyTerm => "taxonomy_term",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A word that is no kind.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is no kind of publication")]
pub(crate) struct NoKind(String);

impl FromStr for Kind {
    type Err = NoKind;

    fn from_str(text: &str) -> Result<Self, NoKind> {
        Self::ALL.into_iter().find(|kind| kind.code() == text).ok_or_else(|| NoKind(text.chars().take(40).collect()))
    }
}

kernel::column_text!(Kind);

/// What lists are filtered by, and what a mention of the record says of it. Many records share the same traits.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Traits {
    /// The terms that it carries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Uuid>,
    /// Where it is offered; empty when unknown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<Area>,
    /// From which age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_age: Option<u8>,
    /// Up to which age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum_age: Option<u8>,
    /// Whether a service can be used, in the words of the standard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// What a term or an organisation is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Uuid>,
    /// Its numbers in registers: the code system and the number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<String>,
    /// Other names of an organisation, by which it is found as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What sort of organisation or place it is, in the words of FHIR.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<String>,
    /// The taxonomy of a term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taxonomy: Option<Uuid>,
}

/// To which other records it belongs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Belongs {
    pub organization: Option<Uuid>,
    pub service: Option<Uuid>,
    pub location: Option<Uuid>,
}

/// Where it is and when it is open, as far as lists ask.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Spot {
    pub postal_code: Option<String>,
    pub point: Option<Point>,
    /// The spans of its usual week; empty when unknown.
    pub hours: Vec<Open>,
}

/// A record, drawn.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Drawn {
    pub id: Uuid,
    pub kind: Kind,
    pub belongs: Belongs,
    pub names: Text,
    pub traits: Traits,
    pub spot: Spot,
    pub hsds: String,
    /// As a resource of FHIR, for what mCSD has.
    pub fhir: Option<String>,
}

impl Drawn {
    /// Tells a drawing that changed from one that did not.
    pub fn digest(&self) -> String {
        let mut digest = Sha256::new();
        let traits = serde_json::to_string(&self.traits).unwrap_or_default();
        for part in [
            self.kind.code(),
            &self.hsds,
            self.fhir.as_deref().unwrap_or_default(),
            &traits,
            &format!("{:?}{:?}", self.belongs, self.spot),
        ] {
            digest.update(part);
            digest.update([0]);
        }
        hex::encode(&digest.finalize()[..16])
    }

    /// What decides its place in a list: the beginning of its name.
    pub fn sort_key(&self) -> String {
        sort_key(&self.names)
    }
}

/// The beginning of a name, as lists are ordered.
fn sort_key(names: &Text) -> String {
    let name = search::folded(names.plain(Lang::Nl)).join(" ");
    name.chars().take(SORTED_BY).collect()
}

/// How a drawing says that nobody may know where a place is. No text of it can: texts hold no such signs as they are.
const SECRET: &str = "\"confidential\":true";

/// Whether the drawing of a location, or of a service at one, tells where it is.
pub(crate) fn tells_where(drawing: &str) -> bool {
    !drawing.contains(SECRET)
}

/// What stays to be read of a service that went: that it is gone, and what it was called.
pub(crate) fn gone(id: Uuid, names: &Text) -> String {
    let mut sheet = Sheet::of(id);
    sheet.text("name", names);
    sheet.word("status", "defunct");
    sheet.changed("last_modified");
    sheet.done()
}

/// A row of what is published, without its drawing.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Row {
    pub id: Uuid,
    pub kind: Kind,
    pub belongs: Belongs,
    pub sort_key: String,
    pub traits: String,
    pub spot: Spot,
    pub seq: i64,
    pub changed_at: Timestamp,
    pub deleted: bool,
}

/// The id of a part of a record that has none of its own: it follows from the record and what part it is.
pub(crate) fn part_of(record: Uuid, part: &str, which: impl fmt::Display) -> Uuid {
    derived(&[record.as_bytes(), part.as_bytes(), which.to_string().as_bytes()])
}

/// The id of something that the directory knows by a word.
pub(crate) fn named(kind: Kind, word: &str) -> Uuid {
    derived(&[kind.code().as_bytes(), word.as_bytes()])
}

fn derived(parts: &[&[u8]]) -> Uuid {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        digest.update(part);
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest.finalize()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_parts_follow_from_what_they_are_part_of() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(part_of(one, "phone", 0), part_of(one, "phone", 0));
        for different in [part_of(other, "phone", 0), part_of(one, "phone", 1), part_of(one, "language", 0)] {
            assert_ne!(part_of(one, "phone", 0), different);
        }
        assert_eq!(named(Kind::TaxonomyTerm, "grief").get_version_num(), 8);
    }

    #[test]
    fn what_went_says_so_and_keeps_nothing_but_its_name() {
        let drawing = gone(Uuid::nil(), &Text::same_everywhere("Test"));
        let mut out = String::new();
        crate::sheet::Reading { lang: Lang::En, whole: true }.read(
            &drawing,
            crate::sheet::Stamp { at: Timestamp::from_micros(0), seq: 1 },
            &mut out,
        );
        let read: serde_json::Value = serde_json::from_str(&out).unwrap();
        let keys: Vec<&str> = read.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["id", "name", "status", "last_modified"]);
        assert_eq!(read["status"], "defunct");
    }
}
