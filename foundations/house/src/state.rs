//! What handlers, jobs, imports and commands share.

use std::fmt;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

use access::{Context, Policies, Vault};
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use jiff::tz::TimeZone;
use kernel::{Clock, Random};
use store::Store;
use web::Failure;

use crate::{Fixtures, Pack};

/// What a house is made of before any department has furnished it.
pub struct Core {
    /// The database.
    pub store: Store,
    /// Who may do what.
    pub policies: Arc<Policies>,
    /// The clock.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
    /// The region's time zone.
    pub time_zone: TimeZone,
    /// What seals person data.
    pub vault: Vault,
    /// The region's pack.
    pub pack: Pack,
    /// The folder for what can be made again, such as the search index.
    pub data: PathBuf,
}

/// What handlers, jobs, imports and commands share. Cheap to clone; its parts are read through it.
#[derive(Clone)]
pub struct House {
    core: Arc<Core>,
    /// What the departments keep ready.
    pub fixtures: Fixtures,
}

impl House {
    /// A house that no department has furnished yet.
    pub fn new(core: Core) -> Self {
        Self { core: Arc::new(core), fixtures: Fixtures::default() }
    }

    /// A context in which the program itself acts, under a name for the journal.
    pub fn system(&self, name: &'static str) -> Context {
        let Core { clock, random, policies, time_zone, .. } = &**self;
        Context::system(name, clock.clone(), random.clone(), policies.clone(), time_zone.clone())
    }
}

impl Deref for House {
    type Target = Core;

    fn deref(&self) -> &Core {
        &self.core
    }
}

impl fmt::Debug for House {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("House")
    }
}

impl FromRef<House> for Store {
    fn from_ref(house: &House) -> Self {
        house.store.clone()
    }
}

impl FromRef<House> for Vault {
    fn from_ref(house: &House) -> Self {
        house.vault.clone()
    }
}

/// What a department keeps ready, as an argument of a handler: `Fixture(finder): Fixture<Finder>`.
#[derive(Debug)]
pub struct Fixture<T>(pub Arc<T>);

impl<T: Send + Sync + 'static> FromRequestParts<House> for Fixture<T> {
    type Rejection = Failure;

    async fn from_request_parts(_: &mut Parts, house: &House) -> Result<Self, Failure> {
        house.fixtures.get().map(Self).map_err(Failure::unexpected)
    }
}
