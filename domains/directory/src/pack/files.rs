//! The files of the pack as they are written.

use std::collections::BTreeMap;

use house::PackText;
use serde::Deserialize;

use crate::{Accessibility, Activation, Activator, Cost, CostSort, Eligibility, Rhythm, ServiceKind, ThemeCode, Way};

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct OrganisationsFile {
    pub organisation_kind: Vec<KindEntry>,
    pub organisation: Vec<OrganisationEntry>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct KindEntry {
    pub code: String,
    pub names: PackText,
    pub listed: bool,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct OrganisationEntry {
    pub id: String,
    pub names: PackText,
    #[serde(default)]
    pub identifiers: BTreeMap<String, String>,
    pub legal_form: Option<String>,
    pub part_of: Option<String>,
    #[serde(default)]
    pub networks: Vec<String>,
    #[serde(default)]
    pub variants: Vec<String>,
    #[serde(default)]
    pub predecessors: Vec<String>,
    pub kind: String,
    #[serde(default)]
    pub description: PackText,
    pub website: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    #[serde(default = "yes")]
    pub active: bool,
    #[serde(default)]
    pub sources: Vec<String>,
    #[serde(default)]
    pub street: PackText,
    pub house_number: Option<String>,
    pub postal_code: Option<String>,
    pub municipality: Option<String>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct ServicesFile {
    pub service: Vec<ServiceEntry>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct ServiceEntry {
    pub id: String,
    pub organisation: String,
    #[serde(default)]
    pub kind: ServiceKind,
    pub names: PackText,
    pub summary: PackText,
    #[serde(default)]
    pub plain: PackText,
    #[serde(default)]
    pub description: PackText,
    #[serde(default)]
    pub audience: PackText,
    #[serde(default)]
    pub eligibility: Eligibility,
    #[serde(default)]
    pub users: Vec<String>,
    #[serde(default)]
    pub fallback: bool,
    #[serde(default)]
    pub cost: PackText,
    #[serde(default)]
    pub costs: Vec<CostEntry>,
    #[serde(default)]
    pub documents: Vec<PackText>,
    #[serde(default)]
    pub professions: Vec<ThemeCode>,
    #[serde(default)]
    pub settings: Vec<ThemeCode>,
    #[serde(default)]
    pub activation: ActivationEntry,
    pub update_rhythm: Option<Rhythm>,
    pub website: Option<String>,
    #[serde(default)]
    pub accessibility: Accessibility,
    #[serde(default)]
    pub confidential: bool,
    pub hours: Option<String>,
    pub themes: Vec<String>,
    pub line: Option<String>,
    pub area: AreaEntry,
    pub precision: String,
    pub referral: Option<String>,
    #[serde(default)]
    pub languages: Vec<String>,
    #[serde(default)]
    pub evidence: Vec<String>,
    pub verified_on: Option<String>,
}

/// A way in which a service is paid.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct CostEntry {
    pub sort: CostSort,
    pub cents: Option<u32>,
    #[serde(default)]
    pub note: PackText,
}

/// Who may set a service in motion, and how.
#[derive(Deserialize, Debug, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ActivationEntry {
    pub who: Vec<Activator>,
    pub how: Vec<Way>,
    pub text: PackText,
}

impl From<&CostEntry> for Cost {
    fn from(entry: &CostEntry) -> Self {
        Self { sort: entry.sort, cents: entry.cents, note: entry.note.0.clone() }
    }
}

impl From<&ActivationEntry> for Activation {
    fn from(entry: &ActivationEntry) -> Self {
        Self { who: entry.who.clone(), how: entry.how.clone(), text: entry.text.0.clone() }
    }
}

#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct AreaEntry {
    #[serde(default)]
    pub region: bool,
    #[serde(default)]
    pub zones: Vec<String>,
    #[serde(default)]
    pub municipalities: Vec<String>,
    #[serde(default)]
    pub postal_codes: Vec<String>,
}

/// What the directory needs of the territory's files: the codes, and the zones that each one lies in.
#[derive(Deserialize, Debug)]
pub(super) struct ZonesFile {
    pub zone: Vec<ZoneEntry>,
}

#[derive(Deserialize, Debug)]
pub(super) struct ZoneEntry {
    pub code: String,
}

#[derive(Deserialize, Debug)]
pub(super) struct MunicipalitiesFile {
    pub municipality: Vec<MunicipalityEntry>,
}

#[derive(Deserialize, Debug)]
pub(super) struct MunicipalityEntry {
    pub nis: String,
    pub zones: Vec<String>,
}

fn yes() -> bool {
    true
}
