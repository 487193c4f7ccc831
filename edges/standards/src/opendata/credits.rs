//! Who brought what stands in the files, and on what terms.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use directory::EntryKind;
use kernel::Lang;
use sea_orm::{ConnectionTrait, DbErr};
use serde_json::{Value, json};
use territory::Sources;

use super::FileName;

/// The sources of what is in the directory.
#[derive(Clone)]
pub(super) struct Credits {
    /// Name and licence of those that have one.
    known: Vec<(String, String)>,
    /// Which of them brought entries of which kind.
    brought: BTreeMap<EntryKind, BTreeSet<String>>,
    said: Arc<Sources>,
}

impl Credits {
    pub async fn read(db: &impl ConnectionTrait, said: Arc<Sources>) -> Result<Self, DbErr> {
        let mut brought = BTreeMap::new();
        for kind in EntryKind::ALL {
            brought.insert(*kind, directory::sources_of_kind(db, *kind).await?);
        }
        Ok(Self { known: directory::sources(db).await?, brought, said })
    }

    /// The sources of everything, as data packages tell them.
    pub fn all(&self, lang: Lang) -> Vec<Value> {
        self.known.iter().map(|source| self.told(source, lang)).collect()
    }

    /// Those of a file.
    pub fn of(&self, file: FileName, lang: Lang) -> Vec<Value> {
        let kinds: &[EntryKind] = match file {
            FileName::Thesaurus => &[],
            FileName::Organisations => &[EntryKind::Organisation],
            FileName::Locations => &[EntryKind::Location],
            FileName::Services | FileName::Points | FileName::PackageNl | FileName::PackageFr | FileName::PackageEn => {
                EntryKind::ALL
            }
        };
        let is_in =
            |name: &String| kinds.iter().any(|kind| self.brought.get(kind).is_some_and(|all| all.contains(name)));
        self.known.iter().filter(|(name, _)| is_in(name)).map(|source| self.told(source, lang)).collect()
    }

    /// By the name that stands in the tables as well, and by that for readers.
    fn told(&self, (name, licence): &(String, String), lang: Lang) -> Value {
        let title = self.said.name(name, lang.code());
        let terms = self.said.licence(name, licence, lang.code());
        json!({ "name": name, "title": title, "licenses": [{ "title": terms }] })
    }
}
