//! A file that is being made: beside its place, counted and weighed as it grows, put in its place whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;

use super::FileName;

/// Bytes read at once.
const STRETCH: usize = 64 << 10;

/// A file that was made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Made {
    pub name: FileName,
    /// SHA-256 of its bytes.
    pub hash: String,
    /// Bytes.
    pub size: u64,
    pub records: u64,
    /// Whether a compressed copy stands beside it.
    pub zipped: bool,
}

impl Made {
    /// The name under which it stands in the folder: another one when its content is another, so that whoever reads the old one
    /// still does so to its end.
    pub fn stored(&self) -> String {
        format!("{}-{}", self.hash.get(..16).unwrap_or(&self.hash), self.name)
    }

    /// The name of its compressed copy.
    pub fn stored_zipped(&self) -> String {
        format!("{}.gz", self.stored())
    }
}

/// A file that is being made, with its compressed copy.
pub(super) struct Draft {
    name: FileName,
    plain: BufWriter<NamedTempFile>,
    zipped: GzEncoder<BufWriter<NamedTempFile>>,
    hash: Sha256,
    size: u64,
}

impl Draft {
    pub fn new(name: FileName, folder: &Path) -> io::Result<Self> {
        let file = || NamedTempFile::new_in(folder).map(BufWriter::new);
        let zipped = GzEncoder::new(file()?, Compression::default());
        Ok(Self { name, plain: file()?, zipped, hash: Sha256::new(), size: 0 })
    }

    /// Puts it in its place.
    pub fn done(self, folder: &Path, records: u64) -> io::Result<Made> {
        let hash = hex::encode(self.hash.finalize());
        let made = Made { name: self.name, hash, size: self.size, records, zipped: true };
        keep(unbuffered(self.plain)?, &folder.join(made.stored()))?;
        keep(unbuffered(self.zipped.finish()?)?, &folder.join(made.stored_zipped()))?;
        Ok(made)
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.plain.write_all(bytes)?;
        self.zipped.write_all(bytes)?;
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.plain.flush()
    }
}

/// Puts a file that is compressed by itself in its place.
pub(super) fn place(name: FileName, mut file: NamedTempFile, folder: &Path, records: u64) -> io::Result<Made> {
    let (mut hash, mut size, mut stretch) = (Sha256::new(), 0, vec![0; STRETCH]);
    file.seek(SeekFrom::Start(0))?;
    loop {
        let read = file.read(&mut stretch)?;
        if read == 0 {
            break;
        }
        hash.update(&stretch[..read]);
        size += read as u64;
    }
    let made = Made { name, hash: hex::encode(hash.finalize()), size, records, zipped: false };
    keep(file, &folder.join(made.stored()))?;
    Ok(made)
}

/// Lets a file be seen under its name, all of it at once.
pub(super) fn keep(file: NamedTempFile, path: &Path) -> io::Result<()> {
    file.as_file().sync_all()?;
    let kept: File = file.persist(path).map_err(|error| error.error)?;
    drop(kept);
    Ok(())
}

fn unbuffered(file: BufWriter<NamedTempFile>) -> io::Result<NamedTempFile> {
    file.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_stands_whole_under_the_name_of_its_content() {
        let folder = tempfile::tempdir().unwrap();
        let make = |text: &str| {
            let mut draft = Draft::new(FileName::Services, folder.path()).unwrap();
            draft.write_all(text.as_bytes()).unwrap();
            draft.done(folder.path(), 1).unwrap()
        };
        let (one, same, other) = (make("a,b"), make("a,b"), make("a,c"));
        assert_eq!(one, same);
        assert_ne!(one.stored(), other.stored());
        assert_eq!((one.size, std::fs::read_to_string(folder.path().join(one.stored())).unwrap()), (3, "a,b".into()));
        let names = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(names, 4, "two files, two copies, nothing unfinished");
        let zipped = File::open(folder.path().join(other.stored_zipped())).unwrap();
        assert_eq!(io::read_to_string(flate2::read::GzDecoder::new(zipped)).unwrap(), "a,c");
    }
}
