//! The large directory: as a file to import, and as texts for the other side.

use std::fs;
use std::path::{Path, PathBuf};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use testkit::synthetic::{self, Service, Theme};

use crate::rival::Text;

/// What was generated.
pub(crate) struct Offer {
    /// A CSV file.
    pub(crate) file: PathBuf,
    /// What its columns mean.
    pub(crate) mapping: PathBuf,
    /// The same services as texts.
    pub(crate) texts: Vec<Text>,
}

impl Offer {
    /// A search by one word and how many services have it in their name: so many are found once all are in the index.
    pub(crate) fn proof(&self) -> Result<(String, u64), String> {
        let word = |text: &Text| text.title[0].split(' ').next().map(str::to_owned);
        let last = self.texts.last().and_then(word).ok_or("nothing was generated")?;
        let with = self.texts.iter().filter(|text| word(text).as_ref() == Some(&last)).count();
        let path = format!("/api/v1/search?q={}&limit=1&lang=nl", utf8_percent_encode(&last, NON_ALPHANUMERIC));
        Ok((path, u64::try_from(with).map_err(|error| error.to_string())?))
    }
}

/// Writes `count` services, spread over the sectors of an official file, into `folder`.
pub(crate) fn generate(folder: &Path, region: &Path, sectors: &Path, count: usize) -> Result<Offer, String> {
    let read = |path: &Path| fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()));
    let themes = synthetic::themes(&read(&region.join("themes.toml"))?);
    let sectors = synthetic::sectors(&read(sectors)?);
    let file = folder.join("offer.csv");
    let told = |error: csv::Error| format!("{}: {error}", file.display());
    let mut writer = csv::Writer::from_path(&file).map_err(told)?;
    writer.write_record(synthetic::COLUMNS).map_err(told)?;
    let mut texts = Vec::with_capacity(count);
    for service in synthetic::services(&themes, &sectors, count) {
        writer.write_record(service.row()).map_err(told)?;
        texts.push(text(service, &themes));
    }
    writer.flush().map_err(|error| format!("{}: {error}", file.display()))?;
    let mapping = folder.join("offer.toml");
    fs::write(&mapping, synthetic::MAPPING).map_err(|error| format!("{}: {error}", mapping.display()))?;
    Ok(Offer { file, mapping, texts })
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
