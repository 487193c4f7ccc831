//! The files of the pack as they are written.

use house::PackText;
use serde::Deserialize;

#[derive(Deserialize, Debug)]
pub(super) struct OrganisationsFile {
    pub organisation_kind: Vec<KindEntry>,
    pub organisation: Vec<OrganisationEntry>,
}

#[derive(Deserialize, Debug)]
pub(super) struct KindEntry {
    pub code: String,
    pub names: PackText,
    pub listed: bool,
}

#[derive(Deserialize, Debug)]
pub(super) struct OrganisationEntry {
    pub id: String,
    pub names: PackText,
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
pub(super) struct ServicesFile {
    pub service: Vec<ServiceEntry>,
}

#[derive(Deserialize, Debug)]
pub(super) struct ServiceEntry {
    pub id: String,
    pub organisation: String,
    pub names: PackText,
    pub summary: PackText,
    #[serde(default)]
    pub audience: PackText,
    #[serde(default)]
    pub users: Vec<String>,
    #[serde(default)]
    pub fallback: bool,
    #[serde(default)]
    pub cost: PackText,
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

#[derive(Deserialize, Debug, Default)]
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
