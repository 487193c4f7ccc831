//! Where the bytes of a file come from: memory, or the file itself, so that a large one is never held as a whole.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use crate::limits::size;
use crate::{Fault, Limits, Place};

/// What is kept in memory of a text that has to be written down on the way, bytes.
pub(crate) const IN_MEMORY: usize = 8 << 20;

/// Bytes that can be read more than once.
pub(crate) trait Bytes: Read + Seek + Send {}

impl<T: Read + Seek + Send> Bytes for T {}

/// Bytes from some place on, as if they began there.
pub(crate) struct Input {
    bytes: Box<dyn Bytes>,
    start: u64,
}

impl Input {
    /// Bytes that are in memory already.
    pub(crate) fn of(bytes: Vec<u8>) -> Self {
        Self::from(Cursor::new(bytes))
    }

    /// Bytes of any kind, from their beginning.
    pub(crate) fn from(bytes: impl Bytes + 'static) -> Self {
        Self { bytes: Box::new(bytes), start: 0 }
    }

    /// A file by its path. What is no plain file (a pipe) is written down first: it can be read only once.
    pub(crate) fn open(path: &Path, limits: &Limits) -> Result<Self, Fault> {
        let failed = |error: io::Error| {
            let message = format!("{} cannot be read ({error})", path.display());
            Fault::end(Place::File, message, "check its name and its rights")
        };
        let file = File::open(path).map_err(failed)?;
        let about = file.metadata().map_err(failed)?;
        if about.is_dir() {
            return Err(Fault::end(Place::File, format!("{} is a folder", path.display()), "name a file in it"));
        }
        if about.is_file() {
            check_size(about.len(), limits)?;
            return Ok(Self::from(file));
        }
        let mut kept = tempfile::spooled_tempfile(IN_MEMORY);
        let length = io::copy(&mut file.take(limits.file.saturating_add(1)), &mut kept).map_err(failed)?;
        check_size(length, limits)?;
        kept.rewind().map_err(failed)?;
        Ok(Self::from(kept))
    }

    /// The first bytes, up to so many; the next reading begins at the beginning again.
    pub(crate) fn head(&mut self, most: u64) -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        self.rewind()?;
        self.by_ref().take(most).read_to_end(&mut head)?;
        self.rewind()?;
        Ok(head)
    }

    /// Lets it begin so many bytes later.
    pub(crate) fn skip(mut self, bytes: u64) -> io::Result<Self> {
        self.start += bytes;
        self.rewind()?;
        Ok(self)
    }

    /// All of it, for formats that are read in one piece.
    pub(crate) fn whole(mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.rewind()?;
        self.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// Refuses what is larger than allowed.
pub(crate) fn check_size(length: u64, limits: &Limits) -> Result<(), Fault> {
    if length <= limits.file {
        return Ok(());
    }
    let message = format!("it is larger than {}", size(limits.file));
    Err(Fault::end(Place::File, message, "split it, or leave out the columns that are not needed"))
}

/// The fault of a file that stops giving its bytes.
pub(crate) fn unreadable(error: &io::Error) -> Fault {
    Fault::end(Place::File, format!("it cannot be read on ({error})"), "check the disk, and try again")
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.bytes.read(buffer)
    }
}

impl Seek for Input {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let to = match to {
            SeekFrom::Start(at) => SeekFrom::Start(at.saturating_add(self.start)),
            other => other,
        };
        let at = self.bytes.seek(to)?;
        at.checked_sub(self.start).ok_or_else(|| io::Error::other("a place before the beginning"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_skipped_is_not_there_any_more() {
        let mut input = Input::of(b"abcdef".to_vec()).skip(2).unwrap();
        assert_eq!(input.head(2).unwrap(), b"cd");
        input.seek(SeekFrom::Start(3)).unwrap();
        let mut rest = String::new();
        input.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "f");
        assert_eq!(input.whole().unwrap(), b"cdef");
    }
}
