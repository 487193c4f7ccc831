//! The outbox: a letter is written in the transaction that justifies it, sealed, and a job takes it to the post.

use access::{Context, Vault};
use sea_orm::DbErr;
use store::Tx;

use crate::{Deliver, Letter, LetterId, Post, records};

/// What seals letters.
pub(crate) const PURPOSE: &str = "mail.letter";

/// Where letters are put. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Outbox {
    vault: Vault,
    post: Post,
    base: String,
}

impl Outbox {
    /// An outbox that is emptied by this post. `base` is how people reach the house: `https://relais.example`.
    pub fn new(vault: Vault, post: Post, base: impl Into<String>) -> Self {
        Self { vault, post, base: base.into() }
    }

    /// The whole address of a page, as a letter names it.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Whether letters can go out at all; pages that would write one ask first.
    pub fn is_open(&self) -> bool {
        self.post.is_open()
    }

    /// The way out.
    pub fn post(&self) -> &Post {
        &self.post
    }

    /// Writes a letter, in the caller's transaction: when that is lost, no letter goes out.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn put(&self, cx: &Context, tx: &Tx, letter: &Letter) -> Result<LetterId, DbErr> {
        let id = LetterId::generate(&cx.clock, &cx.random);
        let bytes = serde_json::to_vec(letter).map_err(|error| DbErr::Custom(error.to_string()))?;
        records::insert(tx, id, (&letter.kind, self.vault.seal(PURPOSE, &bytes)), cx.now()).await?;
        jobs::enqueue(cx, tx, &Deliver { letter: id }).await?;
        Ok(id)
    }

    /// The letter itself; nothing when it does not wait.
    pub(crate) fn unseal(&self, sealed: &[u8]) -> Option<Letter> {
        let bytes = self.vault.open(PURPOSE, sealed).ok()?;
        serde_json::from_slice(&bytes).ok()
    }
}

/// Takes letters back that still wait; answers how many did.
///
/// # Errors
/// When the database refuses.
pub async fn withdraw(cx: &Context, tx: &Tx, letters: &[LetterId]) -> Result<u64, DbErr> {
    let mut withdrawn = 0;
    for id in letters {
        withdrawn += records::end(tx, *id, (crate::State::Withdrawn, None), cx.now()).await?;
    }
    Ok(withdrawn)
}
