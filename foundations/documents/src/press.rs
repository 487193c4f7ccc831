//! The press: one document after the other, for drawing one takes a whole core.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Semaphore;

use crate::Document;
use crate::typeset::{self, NotSet};

/// So many may wait; who comes then is asked to come back.
const MOST_WAITING: usize = 16;

/// Prints documents, one at a time.
#[derive(Clone, Debug)]
pub struct Press {
    turn: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
}

/// Why a document was not printed.
#[derive(Debug, thiserror::Error)]
pub enum NotPrinted {
    /// Too many are waiting.
    #[error("too many documents are being made; ask again in a minute")]
    Busy,
    /// The document cannot be set: a drawing that is none, say.
    #[error("the document cannot be made: {0}")]
    Unsound(String),
}

impl Default for Press {
    fn default() -> Self {
        Self { turn: Arc::new(Semaphore::new(1)), waiting: Arc::default() }
    }
}

/// Somebody who waits; counted until dropped, also when the reader has left meanwhile.
struct Waiting(Arc<AtomicUsize>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Press {
    /// The document as a PDF (PDF/UA-1: tagged, with its language, readable by ear).
    ///
    /// # Errors
    /// When too many wait, or something in the document cannot be drawn.
    pub async fn print(&self, document: Document) -> Result<Vec<u8>, NotPrinted> {
        let waiting = self.queue()?;
        let turn = Arc::clone(&self.turn).acquire_owned().await.map_err(|_| NotPrinted::Busy)?;
        // The turn goes along: a reader who leaves does not let the next one in while this is still being drawn.
        let drawn = tokio::task::spawn_blocking(move || {
            let _held = (waiting, turn);
            typeset::pdf(&document)
        });
        let drawn = drawn.await.map_err(|error| NotPrinted::Unsound(error.to_string()))?;
        drawn.map_err(|NotSet(why)| NotPrinted::Unsound(why))
    }

    fn queue(&self) -> Result<Waiting, NotPrinted> {
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let waiting = Waiting(Arc::clone(&self.waiting));
        if before < MOST_WAITING { Ok(waiting) } else { Err(NotPrinted::Busy) }
    }
}

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;
    use crate::{Block, Words};

    fn document() -> Document {
        let words = Words::new(Lang::Nl, "Testdienst");
        let blocks = vec![Block::Heading { words }];
        Document { title: "Testblad".to_owned(), lang: Lang::Nl, foot: "Testland".to_owned(), blocks }
    }

    #[tokio::test]
    async fn who_comes_when_too_many_wait_is_told_so_and_later_served() {
        let press = Press::default();
        let busy = Arc::clone(&press.turn).acquire_owned().await.unwrap();
        let waiting: Vec<_> = (0..MOST_WAITING).map(|_| press.queue().unwrap()).collect();
        assert!(matches!(press.print(document()).await, Err(NotPrinted::Busy)));
        drop((waiting, busy));
        let pdf = press.print(document()).await.unwrap();
        assert!(pdf.starts_with(b"%PDF-"));
        assert_eq!(press.waiting.load(Ordering::Relaxed), 0);
    }
}
