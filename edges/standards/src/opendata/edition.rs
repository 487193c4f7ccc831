//! An edition of the open data: what it holds, since when, on what terms, and its files.

use std::path::Path;

use house::{Keys, Pack, PackFault, PackText};
use kernel::{Day, Text, Timestamp};
use serde::{Deserialize, Serialize};

use super::FileName;
use super::draft::Made;

/// The file of an edition that lists the others.
pub(super) const LIST: &str = "edition.json";
/// Goes up when the tables have other columns: files that an older program made are made anew.
pub(super) const FORM: u32 = 1;

/// How far the open data have come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct State {
    pub declared: Declared,
    /// The day on which somebody last looked whether another edition is due.
    pub looked_on: Option<Day>,
    /// Whether another edition is due at once.
    pub due: bool,
}

/// An edition, as it was declared.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Declared {
    /// Its number; 0 before the first.
    pub number: i64,
    /// The last number of a publication that it holds.
    pub seq: i64,
    /// The revision of the thesaurus that it holds.
    pub terms: i64,
    pub at: Option<Timestamp>,
}

/// An edition whose files were made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Edition {
    /// By which columns its tables were made.
    #[serde(default)]
    pub form: u32,
    pub declared: Declared,
    pub files: Vec<Made>,
}

impl Edition {
    /// The edition whose files stand in a folder; nothing when there is none, or a file of it is missing.
    pub fn read(folder: &Path) -> Option<Self> {
        let text = std::fs::read(folder.join(LIST)).ok()?;
        let edition: Self = serde_json::from_slice(&text).ok()?;
        (edition.form == FORM && edition.is_whole(folder)).then_some(edition)
    }

    /// Whether all its files are there.
    pub fn is_whole(&self, folder: &Path) -> bool {
        let all = FileName::ALL.iter().all(|name| self.file(*name).is_some());
        all && self.stored().all(|name| folder.join(name).is_file())
    }

    /// A file of it.
    pub fn file(&self, name: FileName) -> Option<&Made> {
        self.files.iter().find(|file| file.name == name)
    }

    /// The names under which its files stand.
    pub fn stored(&self) -> impl Iterator<Item = String> {
        let names = |file: &Made| [Some(file.stored()), file.zipped.then(|| file.stored_zipped())];
        self.files.iter().flat_map(names).flatten()
    }
}

/// On what terms the open data may be used, as the region pack says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Licence {
    /// Its code in the list of SPDX: `CC-BY-4.0`.
    pub code: String,
    pub names: Text,
    /// Where it can be read.
    pub url: String,
    /// Whom to name.
    pub credit: Text,
}

/// What the region pack says of the open data.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Terms {
    /// The name of the region.
    pub region: Text,
    /// Nothing when the pack names none.
    pub licence: Option<Licence>,
}

/// What the open data know of `region.toml`.
pub(crate) const KEYS: [Keys; 2] = [
    Keys { file: "region.toml", table: "", keys: &["open_data"] },
    Keys { file: "region.toml", table: "open_data", keys: &["licence", "names", "url", "credit"] },
];

#[derive(Deserialize)]
struct RegionFile {
    region: RegionEntry,
    open_data: Option<LicenceEntry>,
}

#[derive(Deserialize)]
struct RegionEntry {
    short_names: PackText,
}

#[derive(Deserialize)]
struct LicenceEntry {
    licence: String,
    names: PackText,
    url: String,
    credit: PackText,
}

impl Terms {
    /// What a pack says.
    ///
    /// # Errors
    /// When `region.toml` cannot be read.
    pub fn read(pack: &Pack) -> Result<Self, PackFault> {
        let file: RegionFile = pack.read("region.toml")?;
        let licence = file.open_data.map(|entry| Licence {
            code: entry.licence,
            names: entry.names.into(),
            url: entry.url,
            credit: entry.credit.into(),
        });
        Ok(Self { region: file.region.short_names.into(), licence })
    }
}
