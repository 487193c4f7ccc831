//! Reading the directory's files of a pack, with every fault at once: file, line and remedy.

use std::collections::BTreeSet;

use house::{Pack, PackFault, PackText};
use kernel::Text;
use serde::de::DeserializeOwned;

use super::files::{
    KindEntry, MunicipalitiesFile, OrganisationEntry, OrganisationsFile, ServiceEntry, ServicesFile, ZonesFile,
};
use super::place::{areas, vague, zone_of};
use super::thesaurus::Thesaurus;
use super::{Content, ORGANISATIONS, SERVICES, fault};
use crate::upkeep::Entry;
use crate::{
    AliasSort, Location, LocationId, Organisation, OrganisationId, OrganisationKind, Origin, Precision, Service,
    ServiceAtLocation, ServiceAtLocationId, ServiceId, Status, ThemeCode, Users,
};

/// Every fault of the directory's files in a pack.
pub fn check(pack: &Pack) -> Vec<PackFault> {
    read(pack).err().unwrap_or_default()
}

/// The files, each read as far as it can be.
struct Files {
    thesaurus: Thesaurus,
    kinds: Vec<KindEntry>,
    organisations: Vec<OrganisationEntry>,
    services: Vec<ServiceEntry>,
    municipalities: MunicipalitiesFile,
    zones: BTreeSet<String>,
}

/// What the pack says, or every fault of it.
pub(super) fn read(pack: &Pack) -> Result<Content, Vec<PackFault>> {
    let (files, faults) = open(pack)?;
    let mut reader = Reader { pack, files: &files, faults };
    let content = Content {
        themes: files.thesaurus.themes.clone(),
        kinds: reader.kinds(),
        organisations: files.organisations.iter().map(|entry| reader.organisation(entry)).collect(),
        services: files.services.iter().map(|entry| reader.service(entry)).collect(),
    };
    reader.duplicates();
    if reader.faults.is_empty() { Ok(content) } else { Err(reader.faults) }
}

/// The files, and what is wrong with the thesaurus.
fn open(pack: &Pack) -> Result<(Files, Vec<PackFault>), Vec<PackFault>> {
    let mut faults = Vec::new();
    let thesaurus = Thesaurus::open(pack, &mut faults);
    let organisations: Option<OrganisationsFile> = file(pack, ORGANISATIONS, &mut faults);
    let services: Option<ServicesFile> = file(pack, SERVICES, &mut faults);
    let zones: Option<ZonesFile> = file(pack, "zones.toml", &mut faults);
    let municipalities: Option<MunicipalitiesFile> = file(pack, "municipalities.toml", &mut faults);
    match (thesaurus, organisations, services, zones, municipalities) {
        (Some(thesaurus), Some(organisations), Some(services), Some(zones), Some(municipalities)) => {
            let files = Files {
                thesaurus,
                kinds: organisations.organisation_kind,
                organisations: organisations.organisation,
                services: services.service,
                municipalities,
                zones: zones.zone.into_iter().map(|zone| zone.code).collect(),
            };
            Ok((files, faults))
        }
        _ => Err(faults),
    }
}

fn file<T: DeserializeOwned>(pack: &Pack, name: &str, faults: &mut Vec<PackFault>) -> Option<T> {
    pack.read(name).map_err(|fault| faults.push(fault)).ok()
}

struct Reader<'a> {
    pack: &'a Pack,
    files: &'a Files,
    faults: Vec<PackFault>,
}

impl Reader<'_> {
    fn complain(&mut self, file: &str, id: &str, message: impl Into<String>, remedy: &str) {
        self.faults.push(fault(self.pack, file, id, message, remedy));
    }

    fn name(&mut self, file: &str, id: &str, words: &PackText) -> Text {
        if words.0.is_empty() {
            self.complain(file, id, format!("`{id}` has no name"), "give it `names` in at least one language");
        }
        words.0.clone()
    }

    /// A word of a known list.
    fn word<T: std::str::FromStr<Err: ToString>>(&mut self, file: &str, id: &str, word: &str) -> Option<T> {
        word.parse().map_err(|error: T::Err| self.complain(file, id, error.to_string(), "write one of these")).ok()
    }

    fn kinds(&mut self) -> Vec<OrganisationKind> {
        let entries = &self.files.kinds;
        let kind = |entry: &KindEntry| OrganisationKind {
            code: entry.code.clone(),
            names: self.name(ORGANISATIONS, &entry.code, &entry.names),
            listed: entry.listed,
        };
        entries.iter().map(kind).collect()
    }

    fn organisation(&mut self, entry: &OrganisationEntry) -> Entry {
        if !self.files.kinds.iter().any(|kind| kind.code == entry.kind) {
            let message = format!("`{}` is of the kind `{}`, which does not exist", entry.id, entry.kind);
            self.complain(ORGANISATIONS, &entry.id, message, "name the code of an [[organisation_kind]]");
        }
        let origin = Origin::new(Origin::PACK, &entry.id);
        let organisation = Organisation {
            id: OrganisationId::of(&origin),
            origin,
            names: self.name(ORGANISATIONS, &entry.id, &entry.names),
            aliases: self.aliases(entry),
            kind: Some(entry.kind.clone()),
            description: entry.description.0.clone(),
            website: entry.website.clone(),
            phone: entry.phone.clone(),
            email: entry.email.clone(),
            evidence: entry.sources.join(", "),
            active: entry.active,
        };
        Entry { organisation: Some(organisation), ..Entry::default() }
    }

    fn aliases(&mut self, entry: &OrganisationEntry) -> Vec<(AliasSort, String)> {
        let mut aliases: Vec<(AliasSort, String)> =
            entry.variants.iter().map(|name| (AliasSort::Variant, name.clone())).collect();
        for id in &entry.predecessors {
            match self.files.organisations.iter().find(|other| other.id == *id) {
                Some(former) => {
                    let names = former.names.0.clone();
                    aliases.extend(names.versions().map(|(_, name)| (AliasSort::Former, name.text.clone())));
                }
                None => {
                    let message = format!("`{}` continues `{id}`, which does not exist", entry.id);
                    self.complain(ORGANISATIONS, &entry.id, message, "name the id of an [[organisation]]");
                }
            }
        }
        aliases.sort();
        aliases.dedup();
        aliases
    }

    fn service(&mut self, entry: &ServiceEntry) -> Entry {
        let id = entry.id.as_str();
        let origin = Origin::new(Origin::PACK, id);
        let service = Service {
            id: ServiceId::of(&origin),
            organisation: OrganisationId::of(&Origin::new(Origin::PACK, &entry.organisation)),
            names: self.name(SERVICES, id, &entry.names),
            summary: entry.summary.0.clone(),
            audience: entry.audience.0.clone(),
            users: self.users(entry),
            fallback: entry.fallback,
            cost: entry.cost.0.clone(),
            line: entry.line.as_ref().and_then(|word| self.word(SERVICES, id, word)),
            themes: self.known_themes(entry),
            languages: entry.languages.iter().filter_map(|code| self.word(SERVICES, id, code)).collect(),
            areas: areas(&entry.area),
            referral: entry.referral.as_ref().and_then(|word| self.word(SERVICES, id, word)),
            status: Status::Active,
            evidence: entry.evidence.join(", "),
            verified_on: entry.verified_on.as_ref().and_then(|day| self.word(SERVICES, id, day)),
            origin: origin.clone(),
        };
        let location = self.location(entry);
        let at = location.as_ref().map(|location| ServiceAtLocation {
            id: ServiceAtLocationId::of(&origin),
            service: service.id,
            location: location.id,
            opening_hours: None,
            phone: None,
            email: None,
            website: None,
            step_free: None,
            origin,
        });
        Entry { organisation: None, service: Some(service), location, at }
    }

    fn users(&mut self, entry: &ServiceEntry) -> Option<Users> {
        let users: Vec<Users> = entry.users.iter().filter_map(|word| self.word(SERVICES, &entry.id, word)).collect();
        let first = users.first().copied();
        if users.iter().any(|other| Some(*other) != first) { Some(Users::Everyone) } else { first }
    }

    fn known_themes(&mut self, entry: &ServiceEntry) -> Vec<ThemeCode> {
        let mut themes = Vec::new();
        for code in &entry.themes {
            if self.files.thesaurus.has_need(code) {
                themes.extend(self.word(SERVICES, &entry.id, code));
            } else {
                let message = format!("`{}` has the theme `{code}`, which does not exist", entry.id);
                self.complain(SERVICES, &entry.id, message, "name a code of themes.toml or of a need in thesaurus/");
            }
        }
        themes
    }

    fn location(&mut self, entry: &ServiceEntry) -> Option<Location> {
        let Some(organisation) = self.files.organisations.iter().find(|other| other.id == entry.organisation) else {
            let message = format!("`{}` is offered by `{}`, which does not exist", entry.id, entry.organisation);
            self.complain(SERVICES, &entry.id, message, "name the id of an [[organisation]] of organisations.toml");
            return None;
        };
        self.area_codes(entry);
        let precision: Precision = self.word(SERVICES, &entry.id, &entry.precision)?;
        let municipalities = &self.files.municipalities.municipality;
        if precision > Precision::Street || organisation.postal_code.is_none() {
            return Some(vague(Origin::new(Origin::PACK, &entry.id), &entry.area, precision, municipalities));
        }
        // One location for all that an organisation offers at its address.
        let origin = Origin::new(Origin::PACK, format!("organisation:{}", organisation.id));
        let municipality = organisation.municipality.clone();
        Some(Location {
            id: LocationId::of(&origin),
            origin,
            street: organisation.street.0.clone(),
            house_number: organisation.house_number.clone(),
            postal_code: organisation.postal_code.clone(),
            zone: municipality.as_ref().and_then(|code| zone_of(code, municipalities)),
            municipality,
            sector: None,
            neighbourhood: None,
            point: None,
            precision,
        })
    }

    fn area_codes(&mut self, entry: &ServiceEntry) {
        let files = self.files;
        let zones = entry.area.zones.iter().filter(|code| !files.zones.contains(*code));
        let known = |code: &str| files.municipalities.municipality.iter().any(|entry| entry.nis == code);
        let unknown: Vec<&String> = zones.chain(entry.area.municipalities.iter().filter(|code| !known(code))).collect();
        for code in unknown {
            let message = format!("`{}` is offered in `{code}`, which does not exist", entry.id);
            self.complain(SERVICES, &entry.id, message, "name a code of zones.toml or municipalities.toml");
        }
    }

    fn duplicates(&mut self) {
        let files = self.files;
        let ids = [
            (ORGANISATIONS, files.kinds.iter().map(|entry| &entry.code).collect::<Vec<_>>()),
            (ORGANISATIONS, files.organisations.iter().map(|entry| &entry.id).collect()),
            (SERVICES, files.services.iter().map(|entry| &entry.id).collect()),
        ];
        for (file, ids) in ids {
            let mut seen = BTreeSet::new();
            for id in ids.into_iter().filter(|id| !seen.insert(*id)) {
                self.complain(file, id, format!("`{id}` stands there twice"), "give one of them another code");
            }
        }
    }
}
