//! Who acts.

use std::fmt;
use std::sync::Arc;

use crate::{Grant, Program, Role};

kernel::typed_id! {
    /// The id of an account.
    pub struct AccountId;
}

/// Whoever does something.
#[derive(Clone, Debug)]
pub enum Actor {
    /// Somebody without an account, or not signed in.
    Visitor,
    /// Somebody signed in.
    Account(Arc<SignedIn>),
    /// A program that acts for somebody, by a token.
    Program(Arc<Program>),
    /// The program itself: a job, an import, the command line. Holds every right; always named.
    System(&'static str),
}

/// An account as an action sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedIn {
    /// Its id.
    pub id: AccountId,
    /// The name that the holder is greeted with.
    pub name: String,
    /// The roles held today.
    pub grants: Vec<Grant>,
}

impl Actor {
    /// Whether a role is held, for anything at all.
    pub fn holds(&self, role: Role) -> bool {
        match self {
            Self::Visitor => false,
            Self::Account(_) | Self::Program(_) => self.grants().iter().any(|grant| grant.role == role),
            Self::System(_) => true,
        }
    }

    /// The roles held, for anything at all; none for a visitor or the system. A program has those of whom it acts for.
    pub fn grants(&self) -> &[Grant] {
        match self {
            Self::Account(account) => &account.grants,
            Self::Program(program) => &program.maker.grants,
            Self::Visitor | Self::System(_) => &[],
        }
    }

    /// The account, when somebody is signed in. A program is nobody: it opens no page about oneself.
    pub fn account(&self) -> Option<&SignedIn> {
        match self {
            Self::Account(account) => Some(account),
            Self::Visitor | Self::Program(_) | Self::System(_) => None,
        }
    }

    /// The program, when one acts by a token.
    pub fn program(&self) -> Option<&Program> {
        match self {
            Self::Program(program) => Some(program),
            Self::Visitor | Self::Account(_) | Self::System(_) => None,
        }
    }
}

/// As the journal names the actor: never by name.
impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Visitor => f.write_str("visitor"),
            Self::Account(account) => write!(f, "{}", account.id),
            Self::Program(program) => write!(f, "token:{}", program.token),
            Self::System(name) => write!(f, "system:{name}"),
        }
    }
}
