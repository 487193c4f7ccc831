//! Organisations: who helps.

pub mod records;

mod identifier;

use kernel::Text;
use serde::{Deserialize, Serialize};

use crate::Origin;

pub use identifier::{Identifier, NoIdentifier};

kernel::typed_id! {
    /// The id of an organisation; follows from its origin.
    pub struct OrganisationId;
}

/// A sort of organisation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OrganisationKind {
    /// Its code.
    pub code: String,
    /// Its name.
    pub names: Text,
    /// Whether organisations of this kind and their services are found by the public.
    pub listed: bool,
}

/// What kind of other name this is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AliasSort {
    /// Another spelling, an abbreviation.
    Variant,
    /// The name it had before, or that of an organisation that merged into it.
    Former,
}

kernel::words! { AliasSort { Variant = "variant", Former = "former" } }

/// An organisation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Where it comes from.
    pub origin: Origin,
    /// Its name.
    pub names: Text,
    /// Its other names.
    pub aliases: Vec<(AliasSort, String)>,
    /// Its numbers in registers.
    pub identifiers: Vec<Identifier>,
    /// Its legal form, as its register says it: `vzw`, `asbl`, `bv`.
    pub legal_form: Option<String>,
    /// The organisation that it is part of.
    pub parent: Option<OrganisationId>,
    /// The networks that it belongs to, which are organisations as well.
    pub networks: Vec<OrganisationId>,
    /// Its kind, by code.
    pub kind: Option<String>,
    /// What it is, in a sentence.
    pub description: Text,
    /// Its website.
    pub website: Option<String>,
    /// Its phone number, as it is written.
    pub phone: Option<String>,
    /// Its e-mail address.
    pub email: Option<String>,
    /// What the entry rests on.
    pub evidence: String,
    /// Whether it still exists.
    pub active: bool,
}

impl Organisation {
    /// An organisation of which nothing is known but its name.
    pub fn new(origin: Origin, names: Text) -> Self {
        Self {
            id: OrganisationId::of(&origin),
            names,
            aliases: Vec::new(),
            identifiers: Vec::new(),
            legal_form: None,
            parent: None,
            networks: Vec::new(),
            kind: None,
            description: Text::default(),
            website: None,
            phone: None,
            email: None,
            evidence: origin.source.clone(),
            active: true,
            origin,
        }
    }
}

impl OrganisationId {
    /// The id of the organisation of an origin.
    pub fn of(origin: &Origin) -> Self {
        Self::from_uuid(origin.uuid("organisation"))
    }
}
