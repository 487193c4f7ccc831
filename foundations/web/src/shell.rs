//! What all pages share: texts, rights, clock, names of the region, navigation, limits.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use access::token::Shown;
use access::{Actor, Policies};
use futures_util::future::BoxFuture;
use jiff::tz::TimeZone;
use kernel::{Clock, Random, Text};
use store::StoreError;

use crate::{Catalogue, Phones, Right};

/// Tells who holds a session, and which program holds a token.
pub trait Sessions: Send + Sync + 'static {
    /// Whoever holds the session with this token; a visitor when it is unknown, ended or expired.
    fn actor<'a>(&'a self, token: &'a str) -> BoxFuture<'a, Result<Actor, StoreError>>;

    /// What the token of a program opens. No program is known unless somebody says so.
    fn program<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<Shown, StoreError>> {
        Box::pin(async { Ok(Shown::Nothing) })
    }
}

/// The sessions kept in the database.
impl Sessions for access::Sessions {
    fn actor<'a>(&'a self, token: &'a str) -> BoxFuture<'a, Result<Actor, StoreError>> {
        Box::pin(self.actor(token))
    }
}

/// No sessions at all: everybody is a visitor. For programs without a database, and for tests.
#[derive(Clone, Copy, Debug)]
pub struct NoSessions;

impl Sessions for NoSessions {
    fn actor<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<Actor, StoreError>> {
        Box::pin(async { Ok(Actor::Visitor) })
    }
}

/// An entry of the navigation, shown to whoever could use it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NavItem {
    /// Where it leads.
    pub path: &'static str,
    /// The key of its text.
    pub label: &'static str,
    /// Who sees it.
    pub right: Right,
    /// Its place among the others, smallest first.
    pub order: u16,
}

/// How somebody goes on who came to a page that is not there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Help {
    /// Where a search is sent; it takes the words as `q`.
    pub search: &'static str,
    /// Whom to call.
    pub phone: Option<String>,
}

/// What a request may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of a request's body.
    pub body: usize,
    /// Time until the answer begins.
    pub time: Duration,
    /// Time for a request's body to arrive; less than `time`, so that a slow sender hears that it is the sender.
    pub arrival: Duration,
    /// Time for a form with files to arrive, which needs more of it; the answer may take `time` beyond.
    pub parcel: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 256 * 1024,
            time: Duration::from_secs(20),
            arrival: Duration::from_secs(15),
            parcel: Duration::from_mins(5),
        }
    }
}

/// What all pages share. Made once at the start; see [`crate::mount`].
pub struct Shell {
    /// The texts of all crates.
    pub catalogue: Catalogue,
    /// Who may do what.
    pub policies: Arc<Policies>,
    /// Who holds a session.
    pub sessions: Arc<dyn Sessions>,
    /// The clock.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
    /// The region's time zone.
    pub time_zone: TimeZone,
    /// The region's name.
    pub region: Text,
    /// How telephone numbers of the region are read.
    pub phones: Arc<Phones>,
    /// How somebody goes on who came to nothing; nothing where there is no search.
    pub help: Option<Help>,
    /// The navigation on top, of all modules.
    pub nav: Vec<NavItem>,
    /// The links at the foot of every page.
    pub foot: Vec<NavItem>,
    /// The key that form tokens are made with. Keep it across restarts, or open forms are refused once.
    pub key: [u8; 32],
    /// Whether the pages are served over HTTPS: cookies then travel only there.
    pub secure: bool,
    /// How people reach it, without a slash at the end, where the operator said so.
    pub public_url: Option<String>,
    /// What a request may cost.
    pub limits: Limits,
}

impl Shell {
    /// A shell without navigation that knows the texts of this crate only. A start for tests and small programs.
    pub fn bare(catalogue: Catalogue, policies: Arc<Policies>) -> Self {
        Self {
            catalogue,
            policies,
            sessions: Arc::new(NoSessions),
            clock: Clock::system(),
            random: Random::system(),
            time_zone: TimeZone::UTC,
            region: Text::default(),
            phones: Arc::default(),
            help: None,
            nav: Vec::new(),
            foot: Vec::new(),
            key: Random::system().bytes(),
            secure: false,
            public_url: None,
            limits: Limits::default(),
        }
    }
}

impl fmt::Debug for Shell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shell")
    }
}
