//! A search that somebody keeps: what they look for, how often they are told, and what it found last. Pure.

pub mod actions;
pub(crate) mod desk;
pub(crate) mod mailing;
pub(crate) mod own;
pub(crate) mod records;
pub mod telling;
pub(crate) mod wording;

use std::fmt;
use std::str::FromStr;

use access::{AccountId, Resource, Vault};
use directory::watching::Sighting;
use jiff::SignedDuration;
use kernel::{Day, Lang, Timestamp};
use mail::LetterId;
use serde::{Deserialize, Serialize};
use web::Query;

/// How long a mailbox has to confirm.
pub const CONFIRM_WITHIN: SignedDuration = SignedDuration::from_hours(48);

kernel::typed_id! {
    /// The id of a kept search.
    pub struct AlertId;
}

kernel::words! {
    /// How often somebody is told.
    pub enum Rhythm {
        /// Never: the search is only kept.
        Never = "never",
        /// Once a day at most.
        Daily = "daily",
        /// Once a week at most.
        Weekly = "weekly",
    }
}

kernel::words! {
    /// How far it has come.
    pub enum State {
        /// The mailbox has not confirmed it yet.
        Asked = "asked",
        /// It is kept, and told where that is wanted.
        Active = "active",
    }
}

/// What somebody looks for. Sealed where it is kept: words and places can tell of a person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Search {
    /// What its keeper calls it; without a name of theirs, what is searched, in words.
    pub name: String,
    /// The part of the address of the results: `?q=…&place=…`.
    pub query: String,
}

/// Who keeps a search.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Keeper {
    /// Whoever holds an account; letters go to its address.
    Account(AccountId),
    /// Whoever reads the mailbox of an address.
    Address(mail::Address),
}

/// A search that somebody keeps.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Alert {
    /// Its id.
    pub id: AlertId,
    /// Whose it is.
    pub keeper: Keeper,
    /// What they look for.
    pub search: Search,
    /// What was found when they were last told; nothing before the first look.
    pub seen: Option<Vec<Sighting>>,
    /// The language of letters.
    pub lang: Lang,
    /// How often they are told.
    pub rhythm: Rhythm,
    /// How far it has come.
    pub state: State,
    /// When it was made.
    pub made_at: Timestamp,
    /// The day of the next look; nothing where none is wanted.
    pub next_on: Option<Day>,
    /// When they were last told.
    pub told_at: Option<Timestamp>,
    /// The last letter about it.
    pub letter: Option<LetterId>,
}

impl Search {
    /// What is searched, as the page of results reads it.
    pub fn read(&self) -> Query {
        Query::read(self.query.trim_start_matches('?'))
    }
}

impl Alert {
    /// Whether a look is due, where letters are wanted.
    pub fn is_due(&self, today: Day) -> bool {
        self.state == State::Active && self.next_on.is_some_and(|day| day <= today)
    }

    /// Whether the mailbox has let the time pass in which it could confirm.
    pub fn is_too_late(&self, now: Timestamp) -> bool {
        self.state == State::Asked && now.since(self.made_at) > CONFIRM_WITHIN
    }
}

impl Rhythm {
    /// The day of the next look.
    pub fn after(self, today: Day) -> Option<Day> {
        match self {
            Self::Never => None,
            Self::Daily => Some(today.plus_days(1)),
            Self::Weekly => Some(today.plus_days(7)),
        }
    }
}

/// What is otherwise than when somebody was last told.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct News {
    /// What was not there.
    pub new: Vec<Sighting>,
    /// What says something else.
    pub changed: Vec<Sighting>,
    /// What is no longer there.
    pub gone: Vec<Sighting>,
}

impl News {
    /// Holds what is found today against what was found before.
    pub fn between(before: &[Sighting], now: &[Sighting]) -> Self {
        let find = |all: &[Sighting], one: &Sighting| all.iter().find(|other| other.service == one.service).cloned();
        let (mut new, mut changed) = (Vec::new(), Vec::new());
        for one in now {
            match find(before, one) {
                None => new.push(one.clone()),
                Some(known) if !one.is_as(&known) => changed.push(one.clone()),
                Some(_) => {}
            }
        }
        Self { new, changed, gone: before.iter().filter(|one| find(now, one).is_none()).cloned().collect() }
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.gone.is_empty()
    }
}

/// A kept search as the policies see it: whether it is the actor's.
pub(crate) fn resource(id: impl fmt::Display, own: bool) -> Resource {
    Resource::new("Alert", id).flag("own", own)
}

/// What the links of letters carry: which search, signed with the installation's key. Nothing of it is kept, and it opens as long
/// as the search is there, so that the foot of an old letter still stops it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    id: AlertId,
    signature: String,
}

/// A text that is no token.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("that is no link of ours")]
pub struct NoToken;

/// What the signature is made for, and how many signs of it are carried.
const PURPOSE: &str = "alerts.link";
const SIGNED: usize = 32;

impl Token {
    /// The token of a search.
    pub fn of(vault: &Vault, id: AlertId) -> Self {
        Self { id, signature: vault.sign(PURPOSE, &id.to_string(), SIGNED) }
    }

    /// The search, if this installation made the token.
    pub fn opens(&self, vault: &Vault) -> Option<AlertId> {
        vault.is_signed(PURPOSE, &self.id.to_string(), &self.signature).then_some(self.id)
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.id.uuid().simple(), self.signature)
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
        let (id, signature) = text.split_at_checked(32).ok_or(NoToken)?;
        let plain = |text: &str| text.len() == SIGNED && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let id = id.parse().map_err(|_| NoToken)?;
        if plain(signature) { Ok(Self { id, signature: signature.to_owned() }) } else { Err(NoToken) }
    }
}

#[cfg(test)]
mod tests {
    use directory::{ServiceAtLocationId, ServiceId};
    use kernel::{Random, Text};

    use super::*;

    fn sighting(number: u128, said: &str) -> Sighting {
        let id = format!("00000000-0000-7000-8000-{number:012}").parse().unwrap();
        let (service, at) = (ServiceId::from_uuid(id), ServiceAtLocationId::from_uuid(id));
        Sighting { service, name: Text::same_everywhere("Test"), said: said.into(), at, reached: "here".into() }
    }

    #[test]
    fn news_is_what_came_changed_and_went() {
        let before = [sighting(1, "a"), sighting(2, "a"), sighting(3, "a")];
        let now = [sighting(2, "b"), sighting(3, "a"), sighting(4, "a")];
        let news = News::between(&before, &now);
        assert_eq!(
            (news.new, news.changed, news.gone),
            (vec![now[2].clone()], vec![now[0].clone()], vec![before[0].clone()])
        );
        assert!(News::between(&before, &before).is_empty());
        let moved = Sighting { reached: "there".into(), ..before[0].clone() };
        assert_eq!(News::between(&before[..1], std::slice::from_ref(&moved)).changed, std::slice::from_ref(&moved));
        let elsewhere = Sighting { at: sighting(9, "a").at, ..moved };
        assert!(News::between(&before[..1], &[elsewhere]).is_empty(), "another of its places is no change of it");
    }

    #[test]
    fn a_token_opens_what_it_was_made_for() {
        let (ours, theirs) = (Vault::new([1; 32], Random::seeded(1)), Vault::new([2; 32], Random::seeded(1)));
        let id = AlertId::from_uuid("01936d6f-0000-7000-8000-000000000001".parse().unwrap());
        let token = Token::of(&ours, id);
        let read: Token = token.to_string().parse().unwrap();
        assert_eq!((read.opens(&ours), read.opens(&theirs)), (Some(id), None));
        let other = token.to_string().replacen('1', "2", 1);
        assert_eq!(other.parse::<Token>().unwrap().opens(&ours), None);
        for wrong in ["", "x", "01936d6f00007000800000000000001", &format!("{token}0"), &"é".repeat(32)] {
            assert!(wrong.parse::<Token>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn letters_come_once_a_day_or_once_a_week() {
        let today: Day = "2026-02-28".parse().unwrap();
        let days = [Rhythm::Never, Rhythm::Daily, Rhythm::Weekly].map(|rhythm| rhythm.after(today));
        assert_eq!(days, [None, "2026-03-01".parse().ok(), "2026-03-07".parse().ok()]);
    }
}
