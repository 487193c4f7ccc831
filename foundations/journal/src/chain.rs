//! Proving the journal whole, or naming the first entry that is not.

use sea_orm::{ConnectionTrait, DbErr};

use crate::{Entry, records};

/// Entries read at a time.
const STRETCH: u32 = 2_000;

/// The journal is whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verified {
    /// How many entries it has.
    pub entries: i64,
    /// The hash of the last: written down elsewhere, it proves the journal up to here for ever.
    pub head: String,
}

/// Why the journal is not whole.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// The content of an entry does not fit its hash.
    #[error("entry {0} was altered after it was written")]
    Altered(i64),
    /// An entry is missing.
    #[error("entry {0} is missing")]
    Missing(i64),
    /// An entry does not continue the one before it.
    #[error("entry {0} does not follow the entry before it")]
    Unchained(i64),
    /// The chain goes on beyond its head, or the head names another last entry.
    #[error("the head of the journal does not fit entry {0}, the last one")]
    Headless(i64),
    /// The database could not be read.
    #[error(transparent)]
    Store(#[from] DbErr),
}

/// Walks the whole chain. Holds only a stretch of it in memory.
///
/// # Errors
/// The first fault found, in the order of the chain.
pub async fn verify(db: &impl ConnectionTrait) -> Result<Verified, Broken> {
    // The head is read first: entries written meanwhile lie beyond it and are not judged.
    let head = records::head(db).await?.ok_or(Broken::Headless(0))?;
    let (mut seq, mut previous) = (0, String::new());
    // The first stretch begins before everything: an entry before the first was added.
    let mut from = i64::MIN;
    while seq < head.seq {
        let stretch = records::after(db, (from, head.seq), STRETCH).await?;
        if stretch.is_empty() {
            return Err(Broken::Missing(seq + 1));
        }
        for (entry, changes) in stretch {
            follows(&entry, &changes, (seq, &previous))?;
            (seq, previous) = (entry.seq, entry.hash);
        }
        from = seq;
    }
    if previous == head.hash && head.last == head.seq {
        Ok(Verified { entries: head.seq, head: head.hash })
    } else {
        Err(Broken::Headless(head.last))
    }
}

/// Whether an entry is the one after `seq`, and as it was written.
fn follows(entry: &Entry, changes: &str, (seq, previous): (i64, &str)) -> Result<(), Broken> {
    if entry.seq > seq + 1 {
        return Err(Broken::Missing(seq + 1));
    }
    if entry.seq <= seq || entry.previous != previous {
        return Err(Broken::Unchained(entry.seq));
    }
    if entry.expected_hash(changes) != entry.hash {
        return Err(Broken::Altered(entry.seq));
    }
    Ok(())
}
