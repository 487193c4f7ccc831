//! Examining an index from outside: reads what is written, opens nothing, waits for nobody.

use std::path::Path;

use tantivy::directory::MmapDirectory;

use crate::IndexError;
use crate::index::Position;

/// How an index is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Condition {
    /// There is none.
    Absent,
    /// It was made and never filled.
    Unfilled,
    /// It was filled; so many documents can be found.
    Filled(u64),
    /// Something in it is not as it was written.
    Damaged(String),
}

/// How often a file may go away while it is read: a server that writes replaces files.
const TRIES: usize = 3;

/// Looks at the index in a directory, also while another process works with it.
///
/// # Errors
/// When the directory cannot be read.
pub fn examine(dir: &Path) -> Result<Condition, IndexError> {
    let data = dir.join("data");
    match std::fs::read_dir(&data) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Condition::Absent),
        Err(error) => return Err(IndexError::Directory(data, error)),
        Ok(_) => {}
    }
    let mut fault = String::new();
    for _ in 0..TRIES {
        match look(&data) {
            Ok(condition) => return Ok(condition),
            Err(error) => fault = error.to_string(),
        }
    }
    Ok(Condition::Damaged(fault))
}

fn look(data: &Path) -> tantivy::Result<Condition> {
    let engine = tantivy::Index::open(MmapDirectory::open(data)?)?;
    let metas = engine.load_metas()?;
    let mut damaged: Vec<_> = engine.validate_checksum()?.into_iter().collect();
    damaged.sort();
    if let Some(first) = damaged.first() {
        return Ok(Condition::Damaged(first.display().to_string()));
    }
    let position = metas.payload.and_then(|payload| serde_json::from_str::<Position>(&payload).ok());
    let documents = metas.segments.iter().map(|segment| u64::from(segment.num_docs())).sum();
    Ok(position.map_or(Condition::Unfilled, |_| Condition::Filled(documents)))
}
