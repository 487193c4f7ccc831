//! Passwords: what is accepted, how they are hashed, and how a guess costs the same whether the account exists or not.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use argon2::password_hash::PasswordVerifier as _;
use argon2::password_hash::phc::PasswordHash as Phc;
use argon2::{Argon2, Params, PasswordHasher as _};
use kernel::Random;
use tokio::sync::Semaphore;

/// Hashes counted at once: more would only share the same cores, and each takes its memory.
const AT_ONCE: usize = 2;
/// The fewest characters of a password.
pub const SHORTEST: usize = 12;
/// The most characters of a password; a longer one would only cost us time.
pub const LONGEST: usize = 256;
/// Fewer different characters than this are a pattern, no password.
const FEWEST_DIFFERENT: usize = 5;

/// What counting one hash costs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PasswordCost {
    /// The default of argon2id that OWASP names: 19 MiB, two passes.
    #[default]
    Standard,
    /// As cheap as it gets. For tests only.
    Cheap,
}

/// Why a password is not accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WeakPassword {
    /// Too few characters.
    #[error("a password has at least {SHORTEST} characters")]
    TooShort,
    /// Too many characters.
    #[error("a password has at most {LONGEST} characters")]
    TooLong,
    /// One word or character again and again, or the address itself.
    #[error("this password is too easy to guess; take a few words that do not belong together")]
    TooEasy,
}

/// A password as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash")
    }
}

impl PasswordHash {
    pub(crate) fn kept(text: String) -> Self {
        Self(text)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Counts hashes, a few at a time, away from the threads that answer requests.
#[derive(Clone, Debug)]
pub struct Passwords {
    hasher: Argon2<'static>,
    /// What a guess is held against when there is no account or no password: costs the same, fits nothing.
    decoy: PasswordHash,
    random: Random,
    permits: Arc<Semaphore>,
}

impl Passwords {
    /// Passwords at this cost.
    pub fn new(cost: PasswordCost, random: Random) -> Self {
        let params = match cost {
            PasswordCost::Standard => Params::default(),
            PasswordCost::Cheap => Params::new(8, 1, 1, None).unwrap_or_default(),
        };
        let (memory, passes, lanes) = (params.m_cost(), params.t_cost(), params.p_cost());
        let (salt, output) = ("A".repeat(22), "A".repeat(43));
        let decoy = PasswordHash(format!("$argon2id$v=19$m={memory},t={passes},p={lanes}${salt}${output}"));
        Self { hasher: params.into(), decoy, random, permits: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Hashes a new password, unless it is too weak. `known` is what anybody could guess with: the address, the name.
    ///
    /// # Errors
    /// Why the password is not accepted.
    pub async fn hash(&self, password: &str, known: &[&str]) -> Result<PasswordHash, WeakPassword> {
        check(password, known)?;
        let (salt, password) = (self.random.bytes::<16>(), password.to_owned());
        let hashed = self.away(move |hasher| hasher.hash_password_with_salt(password.as_bytes(), &salt)).await;
        match hashed {
            Some(Ok(hash)) => Ok(PasswordHash(hash.to_string())),
            Some(Err(error)) => unreachable!("these parameters hash any password: {error}"),
            None => unreachable!("hashing neither panics nor is it cancelled"),
        }
    }

    /// Whether a password is the right one. Takes as long when there is nothing to hold it against.
    pub async fn matches(&self, password: &str, kept: Option<PasswordHash>) -> bool {
        let exists = kept.is_some();
        let (PasswordHash(hash), password) = (kept.unwrap_or_else(|| self.decoy.clone()), password.to_owned());
        let fits = move |hasher: Argon2<'static>| {
            // A text of any length may come in; what is longer than accepted cannot be right.
            let short_enough = password.chars().count() <= LONGEST;
            let guess = if short_enough { password.as_bytes() } else { b"" };
            Phc::new(&hash).is_ok_and(|hash| hasher.verify_password(guess, &hash).is_ok()) && short_enough
        };
        self.away(fits).await == Some(true) && exists
    }

    async fn away<T: Send + 'static>(&self, work: impl FnOnce(Argon2<'static>) -> T + Send + 'static) -> Option<T> {
        let permit = Arc::clone(&self.permits).acquire_owned().await.ok()?;
        let hasher = self.hasher.clone();
        let counted = tokio::task::spawn_blocking(move || {
            let result = work(hasher);
            drop(permit);
            result
        });
        counted.await.ok()
    }
}

fn check(password: &str, known: &[&str]) -> Result<(), WeakPassword> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(WeakPassword::TooShort);
    }
    if length > LONGEST {
        return Err(WeakPassword::TooLong);
    }
    let lower = password.to_lowercase();
    let different = lower.chars().collect::<BTreeSet<_>>().len();
    let repeats = known.iter().any(|word| !word.is_empty() && lower == word.to_lowercase());
    if different < FEWEST_DIFFERENT || repeats { Err(WeakPassword::TooEasy) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_refused_with_the_reason() {
        let cases = [
            ("elf tekens.", Err(WeakPassword::TooShort)),
            ("twaalf tekens", Ok(())),
            ("aaaaaaaaaaaaaaaa", Err(WeakPassword::TooEasy)),
            ("Test@Example.org", Err(WeakPassword::TooEasy)),
            ("ééééééééàààà", Err(WeakPassword::TooEasy)),
        ];
        for (password, expected) in cases {
            assert_eq!(check(password, &["test@example.org"]), expected, "{password}");
        }
        assert_eq!(check(&"abcdef".repeat(50), &[]), Err(WeakPassword::TooLong));
    }

    #[tokio::test]
    async fn the_right_password_fits_and_no_other() {
        let passwords = Passwords::new(PasswordCost::Cheap, Random::seeded(1));
        let hash = passwords.hash("correct horse battery", &[]).await.unwrap();
        assert!(passwords.matches("correct horse battery", Some(hash.clone())).await);
        assert!(!passwords.matches("correct horse batterie", Some(hash.clone())).await);
        assert!(!passwords.matches("", None).await);
        assert!(!passwords.matches(&"x".repeat(100_000), Some(hash)).await);
    }

    #[tokio::test]
    async fn the_decoy_is_counted_like_a_real_hash() {
        let passwords = Passwords::new(PasswordCost::Standard, Random::seeded(1));
        let decoy = Phc::new(&passwords.decoy.0).unwrap();
        assert_eq!(Params::try_from(&decoy).unwrap().m_cost(), Params::default().m_cost());
        assert_eq!(decoy.hash.unwrap().len(), Params::DEFAULT_OUTPUT_LEN);
    }
}
