//! Where a record comes from, and the id that follows from it.

pub(crate) mod records;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// The source that says that a record exists, and the source's own name for it.
///
/// A record's id follows from its origin: loading the same source again finds the same records, and their addresses
/// on the web survive.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Origin {
    /// The source: `pack`, or the `source` of a mapping file.
    pub source: String,
    /// The record's name there.
    pub id: String,
}

impl Origin {
    /// The source of everything that the region pack says.
    pub const PACK: &'static str = "pack";

    /// The source of what was made here, by hand.
    pub const HERE: &'static str = "here";

    /// A record of a source.
    pub fn new(source: impl Into<String>, id: impl Into<String>) -> Self {
        Self { source: source.into(), id: id.into() }
    }

    /// The id of a record of this origin: the same on every machine and at every load.
    pub fn uuid(&self, kind: &str) -> Uuid {
        let mut digest = Sha256::new();
        for part in [kind, &self.source, &self.id] {
            digest.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            digest.update(part);
        }
        let hash = digest.finalize();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash[..16]);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }
}

/// A fingerprint of a record's content: tells a changed record from an unchanged one without comparing fields.
pub(crate) fn fingerprint(record: &impl Serialize) -> String {
    let bytes = serde_json::to_vec(record).unwrap_or_default();
    hex::encode(&Sha256::digest(bytes)[..16])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_follow_from_kind_source_and_name_and_from_nothing_else() {
        let origin = Origin::new("pack", "helpdesk");
        assert_eq!(origin.uuid("service"), Origin::new("pack", "helpdesk").uuid("service"));
        assert_ne!(origin.uuid("service"), origin.uuid("organisation"));
        assert_ne!(Origin::new("a", "bc").uuid("service"), Origin::new("ab", "c").uuid("service"));
    }
}
