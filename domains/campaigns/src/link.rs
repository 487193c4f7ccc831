//! The link of a letter: what makes it unguessable, what it opens, and what is kept of it.

pub(crate) mod answering;
pub(crate) mod doors;

use std::fmt;
use std::str::FromStr;

use access::{Context, Resource, Vault};
use jiff::SignedDuration;
use kernel::{Day, Random, Timestamp};
use sea_orm::{ConnectionTrait, DbErr};
use sha2::{Digest as _, Sha256};

use crate::ask::{AskId, records};

/// What the signature of a token is made for.
const PURPOSE: &str = "campaigns.link";
/// How many signs of a token are drawn by chance, and how many are its signature.
const DRAWN: usize = 32;
const SIGNED: usize = 16;

/// What makes a link unguessable: 128 bits of chance, signed with the installation's key, so that what somebody made up or altered
/// is refused before the database is asked.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// A text that is no token.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("that is no link of ours")]
pub struct NoToken;

impl Token {
    /// A new one.
    pub fn draw(vault: &Vault, random: &Random) -> Self {
        let drawn = hex::encode(random.bytes::<{ DRAWN / 2 }>());
        let signature = vault.sign(PURPOSE, &drawn, SIGNED);
        Self(drawn + &signature)
    }

    /// Whether this installation made it.
    pub fn is_ours(&self, vault: &Vault) -> bool {
        let (drawn, signed) = self.0.split_at(DRAWN);
        vault.is_signed(PURPOSE, drawn, signed)
    }

    /// What is kept of it.
    pub fn hash(&self) -> String {
        hex::encode(Sha256::digest(self.0.as_bytes()))
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The token stays out of logs.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl FromStr for Token {
    type Err = NoToken;

    fn from_str(text: &str) -> Result<Self, NoToken> {
        let fits =
            text.len() == DRAWN + SIGNED && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if fits { Ok(Self(text.to_owned())) } else { Err(NoToken) }
    }
}

/// Whether a link opens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// It does.
    Open,
    /// It did, until its last day.
    Expired,
    /// Somebody withdrew it.
    Withdrawn,
}

/// The last day on which a link opens that expires at a moment: as its letter says it.
pub(crate) fn last_day(cx: &Context, expires_at: Timestamp) -> Day {
    expires_at.plus(SignedDuration::from_micros(-1)).day_in(&cx.time_zone)
}

/// A link that this installation sent, whether it still opens or not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Opened {
    /// What it asks.
    pub ask: AskId,
    /// Whether it opens.
    pub standing: Standing,
    /// Until when it does.
    pub expires_at: Timestamp,
}

impl Opened {
    /// As the policies see what it asks: whoever has the link may answer.
    pub(crate) fn resource(&self) -> Resource {
        Resource::new("Campaign", self.ask).flag("link", self.standing != Standing::Withdrawn)
    }

    /// The same for whoever wants no more letters: the letter was sent, whatever became of its link.
    pub(crate) fn letter(&self) -> Resource {
        Resource::new("Campaign", self.ask).flag("link", true)
    }
}

/// What a token opens; nothing for one that was never sent.
///
/// # Errors
/// When the database cannot be read.
pub async fn find(
    db: &impl ConnectionTrait,
    vault: &Vault,
    now: Timestamp,
    token: &Token,
) -> Result<Option<Opened>, DbErr> {
    if !token.is_ours(vault) {
        return Ok(None);
    }
    let link = records::link(db, &token.hash()).await?;
    Ok(link.map(|link| {
        let standing = match link.revoked_at {
            Some(_) => Standing::Withdrawn,
            None if link.expires_at <= now => Standing::Expired,
            None => Standing::Open,
        };
        Opened { ask: link.ask, standing, expires_at: link.expires_at }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_ours_or_is_refused() {
        let random = Random::seeded(1);
        let (ours, theirs) = (Vault::new([1; 32], random.clone()), Vault::new([2; 32], random.clone()));
        let token = Token::draw(&ours, &random);
        assert!(token.is_ours(&ours) && !token.is_ours(&theirs));
        assert_eq!(token.to_string().parse(), Ok(token.clone()));
        assert_ne!(token, Token::draw(&ours, &random));
        assert!(!format!("{token:?}").contains(&token.to_string()));
        for at in [0, DRAWN, DRAWN + SIGNED - 1] {
            let mut altered = token.to_string().into_bytes();
            altered[at] = if altered[at] == b'0' { b'1' } else { b'0' };
            let altered: Token = String::from_utf8(altered).unwrap().parse().unwrap();
            assert!(!altered.is_ours(&ours), "sign {at}");
        }
        let long = "0".repeat(49);
        for wrong in ["", "x", &long, &"é".repeat(24), &"A".repeat(48)] {
            assert_eq!(wrong.parse::<Token>(), Err(NoToken), "{wrong}");
        }
    }
}
