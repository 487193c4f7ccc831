//! Accounts: who can sign in, and which roles they hold.

pub mod actions;
pub(crate) mod records;

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use kernel::{Day, Lang, Timestamp};
use sea_orm::ConnectionTrait;

use crate::{AccountId, Actor, Context, Gate, Grant, Refusal, Resource, Role, Scope, SignedIn};

pub use actions::{
    ask_for_reset, change_password, describe_oneself, disable, enable, grant, invite, issue_reset, revoke,
};
pub use records::{Filter, email_in_use, find, grants, list};

kernel::typed_id! {
    /// The id of a role held by an account.
    pub struct GrantId;
}

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 100;

/// An e-mail address, in lower case: one person writes it in several manners and means one account.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

impl Email {
    /// The address, in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let text = text.trim().to_lowercase();
        let fits = |(name, domain): (&str, &str)| {
            let labels = domain.split('.').count();
            !name.is_empty() && !domain.contains('@') && labels > 1 && domain.split('.').all(|label| !label.is_empty())
        };
        let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\\\"".contains(c);
        if text.len() <= 254 && text.chars().all(plain) && text.split_once('@').is_some_and(fits) {
            Ok(Self(text))
        } else {
            Err(Refusal::NotAnEmail)
        }
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Person data stays out of logs, even by accident.
impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email")
    }
}

/// An account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The address that its holder signs in with.
    pub email: Email,
    /// The name that its holder is greeted with.
    pub name: String,
    /// The language of its holder.
    pub lang: Lang,
    /// When it was made.
    pub created_at: Timestamp,
    /// Since when nobody can sign in with it.
    pub disabled_at: Option<Timestamp>,
    /// Since when its holder waits for a link to set a new password.
    pub reset_asked_at: Option<Timestamp>,
    /// Whether its holder has set a password.
    pub has_password: bool,
    /// Whether its holder has a second factor.
    pub has_second_factor: bool,
}

/// A role as an account holds it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    /// Its id, to revoke it by.
    pub id: GrantId,
    /// Who holds it.
    pub account: AccountId,
    /// What is held.
    pub grant: Grant,
}

/// Whom to invite, and the first role to hold.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The address.
    pub email: Email,
    /// The name to begin with; the guest may change it.
    pub name: String,
    /// The language to begin with.
    pub lang: Lang,
    /// The first role.
    pub role: Role,
    /// What it is held for.
    pub scope: Scope,
    /// The last day of the role, if it is to end.
    pub until: Option<Day>,
}

impl Invitation {
    /// An invitation by address only: the part before the `@` stands in for the name.
    pub fn new(email: Email, role: Role, scope: Scope) -> Self {
        let name = email.as_str().split('@').next().unwrap_or_default().to_owned();
        Self { email, name, lang: Lang::default(), role, scope, until: None }
    }
}

/// An account as the policies see it: whether it is one's own.
pub fn resource(cx: &Context, id: AccountId) -> Resource {
    let own = cx.actor.account().is_some_and(|account| account.id == id);
    Resource::new("Account", id).flag("own", own)
}

/// Who an account is today, with the roles held and not resting: for work that somebody asked for and that is done later. Nobody when
/// it is closed or gone.
///
/// # Errors
/// When the database cannot be read or the vault cannot open what it holds.
pub async fn acting(
    gate: &Gate,
    db: &impl ConnectionTrait,
    (id, today): (AccountId, Day),
) -> Result<Option<Actor>, Refusal> {
    let known = find(db, gate.vault(), id).await?.filter(|account| account.disabled_at.is_none());
    let Some(account) = known else { return Ok(None) };
    let mut grants = records::grants_on(db, id, today).await?;
    grants.retain(|grant| !gate.rests(grant.role, account.has_second_factor));
    Ok(Some(Actor::Account(Arc::new(SignedIn { id, name: account.name, grants }))))
}

/// All accounts, or one that does not exist yet, as the policies see them.
pub fn any(name: &'static str) -> Resource {
    Resource::new("Account", name).flag("own", false)
}

/// A name as it is kept: without blanks around it.
pub(crate) fn checked_name(name: &str) -> Result<&str, Refusal> {
    let name = name.trim();
    let fits = (1..=LONGEST_NAME).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if fits { Ok(name) } else { Err(Refusal::NoName) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_brought_into_one_form_and_anything_else_refused() {
        assert_eq!(" Test.Tester@Example.ORG ".parse::<Email>().unwrap().as_str(), "test.tester@example.org");
        for wrong in ["", "test", "@example.org", "test@", "test@org", "a@b@example.org", "a b@example.org", "a@b..org"]
        {
            assert!(wrong.parse::<Email>().is_err(), "{wrong}");
        }
        assert!(format!("{}@example.org", "x".repeat(250)).parse::<Email>().is_err());
    }

    #[test]
    fn an_address_never_shows_in_a_log() {
        assert_eq!(format!("{:?}", "test@example.org".parse::<Email>().unwrap()), "Email");
    }

    #[test]
    fn names_are_trimmed_and_bounded() {
        assert_eq!(checked_name("  Test Tester ").unwrap(), "Test Tester");
        for wrong in ["", "   ", "a\nb", &"x".repeat(101)] {
            assert!(checked_name(wrong).is_err());
        }
    }
}
