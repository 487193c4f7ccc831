//! A letter, whom it is for, and what became of it.

use std::fmt;
use std::str::FromStr;

use kernel::Lang;
use lettre::address::AddressError;
use serde::{Deserialize, Serialize};

kernel::typed_id! {
    /// The id of a letter.
    pub struct LetterId;
}

/// The address of a mailbox. Person data: it is sealed where it is kept, and `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address(lettre::Address);

/// A text that is no address of a mailbox. Does not repeat it, since it may be somebody's.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("that is no e-mail address; write it as name@example.org")]
pub struct NoAddress;

impl Address {
    /// The address as text.
    pub fn as_str(&self) -> &str {
        self.0.as_ref()
    }

    /// Whether it is one that anybody may name for a letter to go to: plain letters, at a domain with a dot. What is right beyond that
    /// leads to machines rather than people (`root@localhost`, `a@[10.0.0.1]`), or is refused by the post after days.
    pub fn is_plain(&self) -> bool {
        let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c);
        let label = |label: &str| {
            let fits = |c: char| c.is_alphanumeric() || c == '-';
            !label.is_empty() && label.chars().all(fits) && !label.starts_with('-') && !label.ends_with('-')
        };
        let (user, domain) = (self.0.user(), self.0.domain());
        let is_named = domain.rsplit('.').next().is_some_and(|last| last.chars().any(char::is_alphabetic));
        user.chars().all(plain) && domain.contains('.') && domain.split('.').all(label) && is_named
    }

    /// The mailbox behind the address, in small letters: what stands behind a `+` sorts the letters of one and the same.
    pub fn behind(&self) -> String {
        let user = self.0.user().split('+').next().filter(|user| !user.is_empty()).unwrap_or(self.0.user());
        format!("{user}@{}", self.0.domain()).to_lowercase()
    }

    /// The domain of the mailbox, in small letters.
    pub fn domain(&self) -> String {
        self.0.domain().to_lowercase()
    }

    pub(crate) fn mailbox(&self) -> lettre::message::Mailbox {
        lettre::message::Mailbox::new(None, self.0.clone())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}

impl FromStr for Address {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let text = text.trim();
        if text.len() > 254 {
            return Err(NoAddress);
        }
        text.parse().map(Self).map_err(|_: AddressError| NoAddress)
    }
}

impl TryFrom<String> for Address {
    type Error = NoAddress;

    fn try_from(text: String) -> Result<Self, NoAddress> {
        text.parse()
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.as_str().to_owned()
    }
}

/// A letter in plain text.
///
/// Its subject travels and is shown in the open: it never holds person data.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Letter {
    /// What sort of letter it is, for counting: `directory.campaign`.
    pub kind: String,
    /// Whom it is for.
    pub to: Address,
    /// Where an answer goes, when not to the sender.
    pub answer_to: Option<Address>,
    /// The language of subject and text.
    pub lang: Lang,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// The address of a page on which the receiver can ask for no more of these.
    pub unsubscribe: Option<String>,
    /// Whether a bare POST to that address does so at once (RFC 8058).
    #[serde(default)]
    pub one_click: bool,
}

/// What became of a letter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum State {
    /// It waits for the post.
    Waiting,
    /// The mail server took it.
    Posted,
    /// The mail server refused it, or could not be reached for days.
    Refused,
    /// Somebody took it back before it went.
    Withdrawn,
}

impl State {
    /// Every state, in the order of a letter's life.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Posted, Self::Refused, Self::Withdrawn];

    /// The word for it in data.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Posted => "posted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for State {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|state| state.code() == text);
        found.ok_or_else(|| format!("`{text}` is no state of a letter"))
    }
}

kernel::column_text!(State);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_checked_and_not_shown() {
        let address: Address = " test@example.org ".parse().unwrap();
        assert_eq!(address.as_str(), "test@example.org");
        assert_eq!(format!("{address:?}"), "Address(…)");
        let long = format!("{}@example.org", "a".repeat(250));
        for wrong in ["", "test", "test@", "a b@example.org", "test@example.org\r\nBcc: x@example.org", long.as_str()] {
            assert!(wrong.parse::<Address>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn plain_addresses_lead_to_people() {
        let address = |text: &str| text.parse::<Address>();
        for plain in ["a.b+c@example.org", "O'Neil@mail.example.co", "x@xn--bcher-kva.example"] {
            assert!(address(plain).unwrap().is_plain(), "{plain}");
        }
        for odd in ["root@localhost", "\"a b\"@example.org", "victim@[127.0.0.1]", "victim@127.0.0.1", "a@-x.example"] {
            assert!(!address(odd).is_ok_and(|odd| odd.is_plain()), "{odd}");
        }
        let told = |text: &str| address(text).unwrap().behind();
        assert_eq!(
            (told("Ann+news+x@Example.org"), told("+x@example.org")),
            ("ann@example.org".into(), "+x@example.org".into())
        );
        assert_eq!(address("a@Mail.Example.org").unwrap().domain(), "mail.example.org");
    }

    #[test]
    fn states_have_a_word_each() {
        for state in State::ALL {
            assert_eq!(state.code().parse(), Ok(state));
        }
        assert!("lost".parse::<State>().is_err());
    }
}
