//! Making the files of an edition: the records are read some hundred at a time, and written beside the reading.

use std::collections::HashSet;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use directory::Theme;
use kernel::Lang;
use sea_orm::DbErr;
use store::Store;
use tempfile::NamedTempFile;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::credits::Credits;
use super::draft::keep;
use super::edition::{Declared, Edition, FORM, LIST, Terms};
use super::package::Dated;
use super::press::{Press, package_in};
use super::records::{self, Drawing};
use super::told::Told;
use crate::publication::Kind;

/// Records read at once.
const STRETCH: u32 = 200;
/// The kinds, those that others refer to first.
const KINDS: [Kind; 5] = [Kind::Organization, Kind::Service, Kind::Location, Kind::Taxonomy, Kind::TaxonomyTerm];

/// Why the files were not made. Those of the edition before stand as they were.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MakingFault {
    #[error(transparent)]
    Database(#[from] DbErr),
    /// The folder cannot be written: no room, no right.
    #[error("the files of the open data cannot be written: {0}; see whether the data directory has room and is ours")]
    Folder(#[from] io::Error),
    #[error("the files of the open data were not finished: {0}")]
    BrokeOff(String),
}

/// What an edition says of itself besides its records.
#[derive(Clone)]
pub(super) struct Imprint {
    pub declared: Declared,
    pub terms: Arc<Terms>,
    pub credits: Credits,
}

/// Records of a kind, from the reader to the press.
type Stretch = (Kind, Vec<Drawing>);

/// Makes the files of an edition in a folder, and removes those of earlier ones.
pub(super) async fn make(store: &Store, folder: &Path, imprint: Imprint) -> Result<Edition, MakingFault> {
    let thesaurus = directory::thesaurus(store.read()).await?;
    let (out, stretches) = mpsc::channel::<Stretch>(2);
    let place = folder.to_owned();
    let writing = jobs::quietly(move || write(stretches, &place, &thesaurus, imprint));
    let read = read_all(store, &out).await;
    drop(out);
    let written = writing.await.map_err(|error| MakingFault::BrokeOff(error.to_string()))?;
    read?;
    Ok(written?)
}

/// All records as they are at one moment, so that no file names what another lacks.
async fn read_all(store: &Store, out: &mpsc::Sender<Stretch>) -> Result<(), DbErr> {
    let moment = store.snapshot().await?;
    for kind in KINDS {
        let mut after = Uuid::nil();
        loop {
            let mut drawings = records::drawings_after(&moment, kind, after, STRETCH).await?;
            if kind == Kind::Service {
                records::with_sources(&moment, &mut drawings).await?;
            }
            let Some(last) = drawings.last() else { break };
            after = last.id;
            // Who writes tells by itself why it stopped.
            if out.send((kind, drawings)).await.is_err() {
                return Ok(());
            }
        }
    }
    // An end that is told apart from a reader that broke off.
    let _ = out.send((Kind::Taxonomy, Vec::new())).await;
    Ok(())
}

fn write(
    mut stretches: mpsc::Receiver<Stretch>,
    folder: &Path,
    thesaurus: &[Theme],
    imprint: Imprint,
) -> io::Result<Edition> {
    std::fs::create_dir_all(folder)?;
    let mut press = Press::begin(folder)?;
    let mut whole = false;
    while let Some((kind, drawings)) = stretches.blocking_recv() {
        whole = drawings.is_empty();
        for drawing in drawings {
            press.take(kind, &Told::read(&drawing.hsds, drawing.stamp)?.brought_by(drawing.sources))?;
        }
    }
    if !whole {
        return Err(io::Error::other("the records were not read to their end"));
    }
    let declared = imprint.declared;
    let dated = |lang: Lang| Dated {
        at: declared.at.unwrap_or(kernel::Timestamp::from_micros(0)),
        region: imprint.terms.region.plain(lang).to_owned(),
        licence: imprint.terms.licence.clone(),
        sources: imprint.credits.of(package_in(lang), lang),
    };
    let edition = Edition { form: FORM, declared, files: press.done(thesaurus, dated)? };
    list(folder, &edition)?;
    sweep(folder, &edition)?;
    Ok(edition)
}

/// Writes the list of the files: from then on they are the edition.
fn list(folder: &Path, edition: &Edition) -> io::Result<()> {
    let mut file = NamedTempFile::new_in(folder)?;
    serde_json::to_writer(&mut file, edition)?;
    file.flush()?;
    keep(file, &folder.join(LIST))
}

/// Removes what belongs to no edition any more, and what was left unfinished. Whoever reads a file reads it to its end.
fn sweep(folder: &Path, edition: &Edition) -> io::Result<()> {
    let known: HashSet<PathBuf> = edition.stored().chain([LIST.to_owned()]).map(|name| folder.join(name)).collect();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if known.contains(&path) {
            continue;
        }
        if path.is_dir() { std::fs::remove_dir_all(path)? } else { std::fs::remove_file(path)? }
    }
    Ok(())
}
