//! The territory's files as they are written, and as records.

use house::{Pack, PackFault, PackText};
use intake::Boundary;
use kernel::{Lang, Text, TranslationState};
use serde::Deserialize;

use crate::ZoneCode;
use crate::model::{Fact, HexCell, Municipality, Neighbourhood, NeighbourhoodKind, Part, PostalCode, Region, Zone};

/// The four files.
pub(super) struct Files {
    region: RegionEntry,
    pub zones: Vec<ZoneEntry>,
    pub municipalities: Vec<MunicipalityEntry>,
    pub postal_codes: Vec<PostalEntry>,
    pub neighbourhoods: Vec<NeighbourhoodEntry>,
}

#[derive(Deserialize)]
struct RegionFile {
    region: RegionEntry,
}

#[derive(Deserialize)]
struct RegionEntry {
    code: String,
    names: PackText,
    short_names: PackText,
    bounding_box: BoxEntry,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BoxEntry {
    south: f64,
    north: f64,
    west: f64,
    east: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ZonesFile {
    zone: Vec<ZoneEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ZoneEntry {
    pub code: ZoneCode,
    names: PackText,
    source_lang: Option<Lang>,
    short_names: PackText,
    labels: PackText,
    pub colour: i64,
    #[serde(default)]
    fact: Vec<Fact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MunicipalitiesFile {
    municipality: Vec<MunicipalityEntry>,
    postal_code: Vec<PostalEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MunicipalityEntry {
    pub nis: String,
    names: PackText,
    source_lang: Option<Lang>,
    #[serde(default)]
    aliases: Vec<String>,
    pub zones: Vec<ZoneCode>,
    pub postal_codes: Vec<String>,
    #[serde(default)]
    pub hexes: Vec<HexCell>,
    #[serde(default)]
    pub part: Vec<PartEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartEntry {
    pub code: String,
    names: PackText,
    source_lang: Option<Lang>,
    #[serde(default)]
    aliases: Vec<String>,
    pub zone: ZoneCode,
    pub postal_codes: Vec<String>,
    sector: Option<String>,
    sub_municipality: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PostalEntry {
    pub code: String,
    names: PackText,
    source_lang: Option<Lang>,
    pub municipalities: Vec<String>,
    pub zones: Vec<ZoneCode>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NeighbourhoodsFile {
    #[serde(default)]
    neighbourhood: Vec<NeighbourhoodEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NeighbourhoodEntry {
    pub code: String,
    names: PackText,
    source_lang: Option<Lang>,
    pub zone: Option<ZoneCode>,
    pub kind: NeighbourhoodKind,
}

impl ZoneEntry {
    pub(super) fn facts(&self) -> &[Fact] {
        &self.fact
    }
}

impl Files {
    /// Reads the four files; each that cannot be read is a fault.
    pub(super) fn read(pack: &Pack) -> Result<Self, Vec<PackFault>> {
        let region = pack.read::<RegionFile>("region.toml");
        let zones = pack.read::<ZonesFile>("zones.toml");
        let municipalities = pack.read::<MunicipalitiesFile>("municipalities.toml");
        let neighbourhoods = pack.read::<NeighbourhoodsFile>("neighbourhoods.toml");
        match (region, zones, municipalities, neighbourhoods) {
            (Ok(region), Ok(zones), Ok(municipalities), Ok(neighbourhoods)) => Ok(Self {
                region: region.region,
                zones: zones.zone,
                municipalities: municipalities.municipality,
                postal_codes: municipalities.postal_code,
                neighbourhoods: neighbourhoods.neighbourhood,
            }),
            (region, zones, municipalities, neighbourhoods) => {
                let faults = [region.err(), zones.err(), municipalities.err(), neighbourhoods.err()];
                Err(faults.into_iter().flatten().collect())
            }
        }
    }

    pub(super) fn boundary(&self) -> Boundary {
        let BoxEntry { south, north, west, east } = self.region.bounding_box;
        Boundary { south, north, west, east }
    }

    pub(super) fn region(&self) -> Region {
        let RegionEntry { code, names, short_names, .. } = &self.region;
        Region {
            code: code.clone(),
            names: names.0.clone(),
            short_names: short_names.0.clone(),
            boundary: self.boundary(),
        }
    }

    pub(super) fn zones(&self) -> Vec<Zone> {
        let zone = |entry: &ZoneEntry| Zone {
            code: entry.code.clone(),
            names: written_in(&entry.names, entry.source_lang),
            short_names: written_in(&entry.short_names, entry.source_lang),
            labels: entry.labels.0.clone(),
            colour: entry.colour,
            facts: entry.fact.clone(),
        };
        self.zones.iter().map(zone).collect()
    }

    pub(super) fn municipalities(&self) -> Vec<Municipality> {
        let municipality = |entry: &MunicipalityEntry| Municipality {
            code: entry.nis.clone(),
            names: written_in(&entry.names, entry.source_lang),
            aliases: entry.aliases.clone(),
            zones: entry.zones.clone(),
            postal_codes: entry.postal_codes.clone(),
            hexes: entry.hexes.clone(),
        };
        self.municipalities.iter().map(municipality).collect()
    }

    pub(super) fn parts(&self) -> Vec<Part> {
        let part = |nis: &str, entry: &PartEntry| Part {
            code: entry.code.clone(),
            names: written_in(&entry.names, entry.source_lang),
            aliases: entry.aliases.clone(),
            municipality: nis.to_owned(),
            zone: entry.zone.clone(),
            postal_codes: entry.postal_codes.clone(),
            corner: entry.sector.clone(),
            division: entry.sub_municipality.clone(),
        };
        self.municipalities.iter().flat_map(|whole| whole.part.iter().map(|entry| part(&whole.nis, entry))).collect()
    }

    pub(super) fn postal_codes(&self) -> Vec<PostalCode> {
        let postal = |entry: &PostalEntry| PostalCode {
            code: entry.code.clone(),
            names: written_in(&entry.names, entry.source_lang),
            municipalities: entry.municipalities.clone(),
            zones: entry.zones.clone(),
        };
        self.postal_codes.iter().map(postal).collect()
    }

    pub(super) fn neighbourhoods(&self) -> Vec<Neighbourhood> {
        let neighbourhood = |entry: &NeighbourhoodEntry| Neighbourhood {
            code: entry.code.clone(),
            names: written_in(&entry.names, entry.source_lang),
            kind: entry.kind,
            zone: entry.zone.clone(),
        };
        self.neighbourhoods.iter().map(neighbourhood).collect()
    }
}

/// The names with the language that the entry names as their source.
fn written_in(names: &PackText, source: Option<Lang>) -> Text {
    let Some(source) = source else { return names.0.clone() };
    let versions: Vec<_> = names.0.versions().map(|(lang, it)| (lang, it.clone())).collect();
    versions.into_iter().fold(Text::default(), |text, (lang, it)| {
        let state = match it.state {
            _ if lang == source => TranslationState::Source,
            TranslationState::Source => TranslationState::Reviewed,
            other => other,
        };
        text.with(lang, it.text, state)
    })
}
