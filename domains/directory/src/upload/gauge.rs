//! How far the reading of a file is: kept in the memory of the process that reads it, since on SQLite nobody else writes meanwhile.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use house::import::Progress;

use super::UploadId;

/// How far each reading of this process is.
#[derive(Clone, Default, Debug)]
pub(crate) struct Gauge(Arc<Mutex<HashMap<UploadId, Steps>>>);

/// Steps of a reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Steps {
    pub done: u64,
    pub total: u64,
}

/// A reading under way. Nothing is known of it any more when it is dropped.
pub(super) struct Reading {
    gauge: Gauge,
    id: UploadId,
}

impl Gauge {
    pub(super) fn begin(&self, id: UploadId) -> Reading {
        self.all().insert(id, Steps::default());
        Reading { gauge: self.clone(), id }
    }

    /// How far a reading is, once it is known how far it has to go; nothing when another process does it.
    pub(super) fn of(&self, id: UploadId) -> Option<Steps> {
        self.all().get(&id).copied().filter(|steps| steps.total > 0)
    }

    fn all(&self) -> MutexGuard<'_, HashMap<UploadId, Steps>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reading {
    fn set(&self, change: impl FnOnce(&mut Steps)) {
        if let Some(steps) = self.gauge.all().get_mut(&self.id) {
            change(steps);
        }
    }
}

impl Progress for Reading {
    fn total(&self, steps: u64) {
        self.set(|known| known.total = steps);
    }

    fn done(&self, steps: u64) {
        self.set(|known| known.done = steps);
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.gauge.all().remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_is_known_while_it_lasts() {
        let (gauge, id) = (Gauge::default(), UploadId::from_uuid(uuid::Uuid::from_u128(1)));
        let reading = gauge.begin(id);
        assert_eq!(gauge.of(id), None, "nobody knows yet how long it is");
        reading.total(1_000);
        reading.done(500);
        assert_eq!(gauge.of(id), Some(Steps { done: 500, total: 1_000 }));
        drop(reading);
        assert_eq!(gauge.of(id), None);
    }
}
