//! Taking back at once what others tell of a place that becomes secret (docs/decisions/0050): in the very unit of work that makes it
//! so, and as the last thing in it.

use kernel::Timestamp;
use store::{Doing, Tx};

use crate::{LocationId, ServiceAtLocationId, ServiceId};

/// Secret places that a unit of work wrote.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Concealed {
    /// The secret locations that were written.
    pub locations: Vec<LocationId>,
    /// What stands at a secret location, whether that or the location itself was written.
    pub places: Vec<ServiceAtLocationId>,
    /// What is offered there.
    pub services: Vec<ServiceId>,
    /// When.
    pub at: Timestamp,
}

/// Who tells others where places are, and takes it back of those that are secret now. Kept with the store ([`store::Store::keep`]) in
/// every process that changes the directory.
#[derive(Clone, Copy, Debug)]
pub struct Withdrawing(pub for<'a> fn(&'a Tx, Concealed) -> Doing<'a>);

impl Concealed {
    /// Whether nothing was written.
    fn is_empty(&self) -> bool {
        self.locations.is_empty() && self.places.is_empty()
    }

    /// Has it taken back at the end of the unit of work.
    pub(crate) fn withdraw(self, tx: &Tx) {
        if let Some(withdrawing) = tx.kept::<Withdrawing>().filter(|_| !self.is_empty()) {
            tx.at_last(move |tx| (withdrawing.0)(tx, self));
        }
    }
}
