//! Chance: the one place that draws random bytes.

use std::sync::{Arc, Mutex, PoisonError};

use rand::rngs::StdRng;
#[expect(clippy::disallowed_types, reason = "this is where chance comes from")]
use rand::rngs::SysRng;
use rand::{Rng as _, SeedableRng as _, TryRng as _};
use uuid::Uuid;

use crate::Timestamp;

/// Draws random bytes: from the operating system, or in tests from a seed.
#[derive(Clone, Default)]
pub struct Random(Source);

#[derive(Clone, Default)]
enum Source {
    #[default]
    System,
    Seeded(Arc<Mutex<StdRng>>),
}

impl std::fmt::Debug for Random {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Random")
    }
}

impl Random {
    /// The operating system's source; fit for keys and tokens.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A repeatable source for tests and generators; never for secrets.
    pub fn seeded(seed: u64) -> Self {
        Self(Source::Seeded(Arc::new(Mutex::new(StdRng::seed_from_u64(seed)))))
    }

    /// So many random bytes.
    ///
    /// # Panics
    /// When the operating system has no randomness to give: nothing safe can go on then.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.0 {
            Source::System => {
                if let Err(error) = SysRng.try_fill_bytes(&mut bytes) {
                    unreachable!("the operating system gives no random bytes: {error}");
                }
            }
            Source::Seeded(rng) => rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes),
        }
        bytes
    }

    /// A token for a link or a session: 256 bits in hexadecimal.
    pub fn token(&self) -> String {
        hex::encode(self.bytes::<32>())
    }

    /// A version 7 UUID for this moment: sorts by time, cannot be guessed.
    pub fn uuid(&self, at: Timestamp) -> Uuid {
        let millis = u64::try_from(at.get().as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes::<10>()).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_the_system_does_not() {
        assert_eq!(Random::seeded(7).token(), Random::seeded(7).token());
        assert_ne!(Random::system().token(), Random::system().token());
        assert_eq!(Random::system().token().len(), 64);
    }
}
