//! Reading the directory's files of a pack, with every fault at once: file, line and remedy.

use std::collections::{BTreeMap, BTreeSet};

use house::{Pack, PackFault, PackText};
use kernel::{Lang, Text};
use serde::de::DeserializeOwned;

use super::files::{
    KindEntry, MunicipalitiesFile, OrganisationEntry, OrganisationsFile, ServiceEntry, ServicesFile, ThemeEntry,
    ThemesFile, ZonesFile,
};
use super::{Content, ORGANISATIONS, SERVICES, THEMES, fault};
use crate::upkeep::Entry;
use crate::{AliasSort, Organisation, OrganisationId, OrganisationKind, Origin, Theme, ThemeCode};

/// Every fault of the directory's files in a pack.
pub fn check(pack: &Pack) -> Vec<PackFault> {
    read(pack).err().unwrap_or_default()
}

/// The files, each read as far as it can be.
pub(super) struct Files {
    pub themes: Vec<ThemeEntry>,
    pub kinds: Vec<KindEntry>,
    pub organisations: Vec<OrganisationEntry>,
    pub services: Vec<ServiceEntry>,
    pub municipalities: MunicipalitiesFile,
    pub zones: BTreeSet<String>,
}

/// What the pack says, or every fault of it.
pub(super) fn read(pack: &Pack) -> Result<Content, Vec<PackFault>> {
    let files = open(pack)?;
    let mut reader = Reader { pack, files: &files, faults: Vec::new() };
    let content = Content {
        themes: reader.themes(),
        kinds: reader.kinds(),
        organisations: files.organisations.iter().map(|entry| reader.organisation(entry)).collect(),
        services: files.services.iter().map(|entry| reader.service(entry)).collect(),
    };
    reader.duplicates();
    if reader.faults.is_empty() { Ok(content) } else { Err(reader.faults) }
}

fn open(pack: &Pack) -> Result<Files, Vec<PackFault>> {
    let mut faults = Vec::new();
    let themes: Option<ThemesFile> = file(pack, THEMES, &mut faults);
    let organisations: Option<OrganisationsFile> = file(pack, ORGANISATIONS, &mut faults);
    let services: Option<ServicesFile> = file(pack, SERVICES, &mut faults);
    let zones: Option<ZonesFile> = file(pack, "zones.toml", &mut faults);
    let municipalities: Option<MunicipalitiesFile> = file(pack, "municipalities.toml", &mut faults);
    match (themes, organisations, services, zones, municipalities) {
        (Some(themes), Some(organisations), Some(services), Some(zones), Some(municipalities)) => Ok(Files {
            themes: themes.theme,
            kinds: organisations.organisation_kind,
            organisations: organisations.organisation,
            services: services.service,
            municipalities,
            zones: zones.zone.into_iter().map(|zone| zone.code).collect(),
        }),
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

    fn themes(&mut self) -> Vec<Theme> {
        let mut entries: Vec<&ThemeEntry> = self.files.themes.iter().collect();
        let broader: BTreeMap<&str, &str> =
            entries.iter().filter_map(|entry| Some((entry.code.as_str(), entry.broader.as_deref()?))).collect();
        for entry in &entries {
            let known = entry.broader.iter().all(|code| self.files.themes.iter().any(|theme| theme.code == *code));
            if !known || depth(&broader, &entry.code).is_none() {
                let message = format!("`{}` is part of a theme that does not exist, or of itself", entry.code);
                self.complain(THEMES, &entry.code, message, "name the code of another theme in `broader`");
                return Vec::new();
            }
        }
        // A broader theme is written before its parts.
        entries.sort_by_key(|entry| depth(&broader, &entry.code));
        entries.into_iter().filter_map(|entry| self.theme(entry)).collect()
    }

    fn theme(&mut self, entry: &ThemeEntry) -> Option<Theme> {
        let mut synonyms = Vec::new();
        for (lang, words) in &entry.synonyms {
            let lang: Option<Lang> = self.word(THEMES, &entry.code, lang);
            synonyms.extend(lang.iter().flat_map(|lang| words.iter().map(|word| (*lang, word.trim().to_owned()))));
        }
        synonyms.sort_by(|a, b| (a.0.code(), &a.1).cmp(&(b.0.code(), &b.1)));
        synonyms.dedup();
        let names = self.name(THEMES, &entry.code, &entry.names);
        Some(Theme {
            code: self.word(THEMES, &entry.code, &entry.code)?,
            names,
            synonyms,
            broader: match &entry.broader {
                Some(code) => Some(self.word(THEMES, &entry.code, code)?),
                None => None,
            },
            related: self.related(entry),
            door: entry.door,
            icon: entry.icon.clone(),
        })
    }

    fn related(&mut self, entry: &ThemeEntry) -> Vec<ThemeCode> {
        let mut related = Vec::new();
        for code in &entry.related {
            if *code != entry.code && self.files.themes.iter().any(|theme| theme.code == *code) {
                related.extend(self.word(THEMES, &entry.code, code));
            } else {
                let message = format!("`{}` is related to `{code}`, which is no other theme", entry.code);
                self.complain(THEMES, &entry.code, message, "name codes of other themes in `related`");
            }
        }
        related
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
            phone: entry.phone.clone(),
            email: entry.email.clone(),
            evidence: entry.sources.join(", "),
            active: entry.active,
            ..Organisation::new(origin, self.name(ORGANISATIONS, &entry.id, &entry.names))
        };
        Entry { organisation: Some(organisation), ..Entry::default() }
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
            (THEMES, files.themes.iter().map(|entry| &entry.code).collect::<Vec<_>>()),
            (ORGANISATIONS, files.kinds.iter().map(|entry| &entry.code).collect()),
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

/// How many themes stand above a theme; nothing when they go round in a circle.
fn depth(broader: &BTreeMap<&str, &str>, code: &str) -> Option<usize> {
    let above = std::iter::successors(Some(code), |code| broader.get(code).copied());
    let depth = above.take(broader.len() + 2).count();
    (depth <= broader.len() + 1).then_some(depth)
}
