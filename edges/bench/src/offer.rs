//! Large directories: as files to import, and as texts for the other side.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tempfile::NamedTempFile;
use testkit::synthetic::{self, Material, Sector, Service, Theme};

use crate::rival::Text;

/// What services are made from.
pub(crate) struct Makings {
    themes: Vec<Theme>,
    sectors: Vec<Sector>,
    /// Names of real hospitals, for organisations of the largest directory.
    hospitals: Vec<String>,
}

/// A directory as a file.
pub(crate) struct Offer {
    /// A CSV file.
    pub(crate) file: PathBuf,
    /// What its columns mean.
    pub(crate) mapping: PathBuf,
    proof: (String, u64),
}

impl Offer {
    /// A search by one word and how many services have it in their name: so many are found once all are in the index.
    pub(crate) fn proof(&self) -> (&str, u64) {
        (&self.proof.0, self.proof.1)
    }
}

impl Makings {
    /// Reads them: themes of the region pack, sectors of an official file, names from a list of hospitals.
    pub(crate) fn read(region: &Path, sectors: &Path, hospitals: &Path) -> Result<Self, String> {
        let read = |path: &Path| fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()));
        Ok(Self {
            themes: synthetic::themes(&read(&region.join("themes.toml"))?),
            sectors: synthetic::sectors(&read(sectors)?),
            hospitals: names_of(hospitals)?,
        })
    }

    /// Writes `count` services of invented organisations into `folder`.
    pub(crate) fn invented(&self, folder: &Path, count: usize) -> Result<Offer, String> {
        write(folder, synthetic::services(self.material(&[]), count))
    }

    /// Writes `count` services of organisations that are called as hospitals are into `folder`.
    pub(crate) fn borrowed(&self, folder: &Path, count: usize) -> Result<Offer, String> {
        write(folder, synthetic::services(self.material(&self.hospitals), count))
    }

    /// Writes one service into `folder`, with this name in its source and called so.
    pub(crate) fn one(&self, folder: &Path, id: &str, called: &str) -> Result<Offer, String> {
        let name = [called.to_owned(), called.to_owned()];
        let renamed = synthetic::services(self.material(&[]), 1).map(|mut service| {
            (service.id, service.name, service.organisation) = (id.to_owned(), name.clone(), name.clone());
            service
        });
        write(folder, renamed)
    }

    /// The texts of `count` services of invented organisations, for the other side.
    pub(crate) fn texts(&self, count: usize) -> Vec<Text> {
        synthetic::services(self.material(&[]), count).map(|service| text(service, &self.themes)).collect()
    }

    fn material<'a>(&'a self, names: &'a [String]) -> Material<'a> {
        Material { themes: &self.themes, sectors: &self.sectors, names }
    }
}

/// The column `hospital_name` of a list.
fn names_of(hospitals: &Path) -> Result<Vec<String>, String> {
    let told = |error: csv::Error| format!("{}: {error}", hospitals.display());
    let mut reader = csv::Reader::from_path(hospitals).map_err(told)?;
    let at = reader.headers().map_err(told)?.iter().position(|name| name == "hospital_name");
    let at = at.ok_or_else(|| format!("{} has no column hospital_name", hospitals.display()))?;
    let rows = reader.into_records().collect::<Result<Vec<_>, _>>().map_err(told)?;
    Ok(rows.iter().filter_map(|row| row.get(at)).filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

fn write(folder: &Path, services: impl IntoIterator<Item = Service>) -> Result<Offer, String> {
    let file =
        NamedTempFile::with_suffix_in(".csv", folder).and_then(|file| file.into_temp_path().keep().map_err(Into::into));
    let file = file.map_err(|error| format!("{}: {error}", folder.display()))?;
    let told = |error: csv::Error| format!("{}: {error}", file.display());
    let mut writer = csv::Writer::from_path(&file).map_err(told)?;
    writer.write_record(synthetic::COLUMNS).map_err(told)?;
    let mut first_words: HashMap<String, u64> = HashMap::new();
    let mut last = String::new();
    for service in services {
        writer.write_record(service.row()).map_err(told)?;
        last = first_word(&service.name[0]).to_owned();
        *first_words.entry(last.clone()).or_default() += 1;
    }
    writer.flush().map_err(|error| format!("{}: {error}", file.display()))?;
    let mapping = folder.join("offer.toml");
    fs::write(&mapping, synthetic::MAPPING).map_err(|error| format!("{}: {error}", mapping.display()))?;
    let total = *first_words.get(&last).ok_or("nothing was generated")?;
    let path = format!("/api/v1/search?q={}&limit=1&lang=nl", utf8_percent_encode(&last, NON_ALPHANUMERIC));
    Ok(Offer { file, mapping, proof: (path, total) })
}

fn first_word(name: &str) -> &str {
    name.split(' ').next().unwrap_or(name)
}

/// The words that our index has of a service too: its name and its organisation's, those of its main theme as keywords,
/// and in the running text its summary and the words of its second theme.
fn text(service: Service, themes: &[Theme]) -> Text {
    let Service { name, summary, organisation, sector, themes: codes, line, verified_on, .. } = service;
    let words = |at: usize, lang: &str| -> String {
        let theme = codes.get(at).and_then(|code| themes.iter().find(|theme| theme.code == *code));
        theme.map_or_else(String::new, |theme| theme.words(lang).collect::<Vec<_>>().join(", "))
    };
    let body = |side: usize, lang: &str| format!("{} {}", summary[side], words(1, lang));
    Text {
        keywords: [words(0, "nl"), words(0, "fr")],
        body: [body(0, "nl"), body(1, "fr")],
        zone: sector.zone,
        municipality: sector.municipality,
        title: name,
        organisation,
        summary,
        line,
        verified_on,
    }
}
