//! Reading the directory's files of a pack, with every fault at once: file, line and remedy.

use std::collections::BTreeSet;

use house::{Pack, PackFault, PackText};
use kernel::Text;
use serde::de::DeserializeOwned;

use super::files::{
    KindEntry, MunicipalitiesFile, OrganisationEntry, OrganisationsFile, ServiceEntry, ServicesFile, ZonesFile,
};
use super::thesaurus::Thesaurus;
use super::{Content, ORGANISATIONS, SERVICES, fault};
use crate::front;
use crate::import::fields::phone;
use crate::upkeep::Entry;
use crate::{AliasSort, Organisation, OrganisationId, OrganisationKind, Origin};

/// Every fault of the directory's files in a pack.
pub fn check(pack: &Pack) -> Vec<PackFault> {
    read(pack).err().unwrap_or_default().into_iter().chain(front::check(pack)).collect()
}

/// The files, each read as far as it can be.
pub(super) struct Files {
    pub thesaurus: Thesaurus,
    pub kinds: Vec<KindEntry>,
    pub organisations: Vec<OrganisationEntry>,
    pub services: Vec<ServiceEntry>,
    pub municipalities: MunicipalitiesFile,
    pub zones: BTreeSet<String>,
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

pub(super) struct Reader<'a> {
    pack: &'a Pack,
    pub(super) files: &'a Files,
    faults: Vec<PackFault>,
}

impl Reader<'_> {
    pub(super) fn complain(&mut self, file: &str, id: &str, message: impl Into<String>, remedy: &str) {
        self.faults.push(fault(self.pack, file, id, message, remedy));
    }

    pub(super) fn name(&mut self, file: &str, id: &str, words: &PackText) -> Text {
        if words.0.is_empty() {
            self.complain(file, id, format!("`{id}` has no name"), "give it `names` in at least one language");
        }
        words.0.clone()
    }

    /// A word of a known list.
    pub(super) fn word<T: std::str::FromStr<Err: ToString>>(&mut self, file: &str, id: &str, word: &str) -> Option<T> {
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
            aliases: self.aliases(entry),
            identifiers: self.identifiers(entry),
            legal_form: entry.legal_form.clone(),
            parent: entry.part_of.as_ref().and_then(|id| self.another(entry, id)),
            networks: entry.networks.iter().filter_map(|id| self.another(entry, id)).collect(),
            kind: Some(entry.kind.clone()),
            description: entry.description.0.clone(),
            website: entry.website.clone(),
            phone: self.phone(entry),
            email: entry.email.clone(),
            evidence: entry.sources.join(", "),
            active: entry.active,
            ..Organisation::new(origin, self.name(ORGANISATIONS, &entry.id, &entry.names))
        };
        Entry { organisation: Some(organisation), ..Entry::default() }
    }

    /// A telephone number, which has digits: words in its place would be a link that calls nothing.
    fn phone(&mut self, entry: &OrganisationEntry) -> Option<String> {
        let typed = entry.phone.clone()?;
        if phone(&typed).is_none() {
            let message = format!("`{typed}` of `{}` is no telephone number", entry.id);
            self.complain(ORGANISATIONS, &entry.id, message, "write its digits, or leave `phone` out");
        }
        Some(typed)
    }

    /// Another organisation of the pack that an entry names.
    fn another(&mut self, entry: &OrganisationEntry, id: &str) -> Option<OrganisationId> {
        if id != entry.id && self.files.organisations.iter().any(|other| other.id == id) {
            return Some(OrganisationId::of(&Origin::new(Origin::PACK, id)));
        }
        let message = format!("`{}` belongs to `{id}`, which is no other organisation", entry.id);
        self.complain(ORGANISATIONS, &entry.id, message, "name the id of another [[organisation]]");
        None
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

    pub(super) fn area_codes(&mut self, entry: &ServiceEntry) {
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
