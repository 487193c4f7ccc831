//! Where letters about kept searches are written: into the outbox, each with the link that stops them.

use std::sync::Arc;

use access::{Context, Vault};
use house::{House, Unfurnished};
use mail::{Address, LetterId, Outbox};
use sea_orm::DbErr;
use store::Tx;

use super::wording::Words;
use super::{Alert, News, Token};

/// Where letters are written.
#[derive(Clone, Debug)]
pub struct Desk {
    outbox: Arc<Outbox>,
    words: Arc<Words>,
    vault: Vault,
}

impl Desk {
    /// The desk of a house.
    ///
    /// # Errors
    /// When the house has no outbox, or this department did not furnish it.
    pub fn of(house: &House) -> Result<Self, Unfurnished> {
        Ok(Self { outbox: house.fixtures.get()?, words: house.fixtures.get()?, vault: house.vault.clone() })
    }

    /// Whether letters can go out.
    pub fn is_open(&self) -> bool {
        self.outbox.is_open()
    }

    /// What seals searches.
    pub(crate) fn vault(&self) -> &Vault {
        &self.vault
    }

    /// Asks a mailbox whether its holder wants the letters.
    pub(crate) async fn ask(&self, cx: &Context, tx: &Tx, alert: &Alert, to: Address) -> Result<LetterId, DbErr> {
        let token = Token::of(&self.vault, alert.id);
        self.outbox.put(cx, tx, &self.words.question(&self.outbox, (alert, to), &token)).await
    }

    /// Tells what is new.
    pub(crate) async fn tell(
        &self,
        cx: &Context,
        tx: &Tx,
        (alert, to): (&Alert, Address),
        news: &News,
    ) -> Result<LetterId, DbErr> {
        let token = Token::of(&self.vault, alert.id);
        self.outbox.put(cx, tx, &self.words.news(&self.outbox, (alert, to), (news, &token))).await
    }
}
