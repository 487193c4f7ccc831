//! The files of the pack as they are written.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Wordings;

#[derive(Deserialize, Debug)]
pub(super) struct ThemesFile {
    pub theme: Vec<ThemeEntry>,
}

#[derive(Deserialize, Debug)]
pub(super) struct ThemeEntry {
    pub code: String,
    pub names: Wordings,
    pub broader: Option<String>,
    #[serde(default)]
    pub door: bool,
    pub icon: Option<String>,
    #[serde(default)]
    pub synonyms: BTreeMap<String, Vec<String>>,
    pub source_lang: Option<String>,
}

#[derive(Deserialize, Debug)]
pub(super) struct OrganisationsFile {
    pub organisation_kind: Vec<KindEntry>,
    pub organisation: Vec<OrganisationEntry>,
}

#[derive(Deserialize, Debug)]
pub(super) struct KindEntry {
    pub code: String,
    pub names: Wordings,
    pub listed: bool,
}

#[derive(Deserialize, Debug)]
pub(super) struct OrganisationEntry {
    pub id: String,
    pub names: Wordings,
    #[serde(default)]
    pub variants: Vec<String>,
    #[serde(default)]
    pub predecessors: Vec<String>,
    pub kind: String,
    #[serde(default)]
    pub description: Wordings,
    pub website: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    #[serde(default = "yes")]
    pub active: bool,
    #[serde(default)]
    pub sources: Vec<String>,
    pub source_lang: Option<String>,
    #[serde(default)]
    pub street: Wordings,
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
    pub names: Wordings,
    pub summary: Wordings,
    #[serde(default)]
    pub audience: Wordings,
    #[serde(default)]
    pub cost: Wordings,
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
    pub source_lang: Option<String>,
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

/// What the directory needs of the region's own file.
#[derive(Deserialize, Debug)]
pub(super) struct RegionFile {
    pub region: RegionEntry,
}

#[derive(Deserialize, Debug)]
pub(super) struct RegionEntry {
    pub languages: Vec<String>,
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
