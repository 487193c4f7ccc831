//! Letting each network through so many times a day, without keeping who came: only keyed hashes, only in memory, and both
//! key and hashes are gone when the day is.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use hmac::{Hmac, KeyInit as _, Mac as _};
use kernel::{Day, Random};
use sha2::Sha256;

use crate::Origin;

/// Networks, and what they come for, that are told apart on a day; whoever comes after them is not let through.
const MOST_NETWORKS: usize = 200_000;

/// Lets each network through so many times a day.
pub struct Turnstile {
    most: u32,
    random: Random,
    today: Mutex<Today>,
}

/// Who came today.
#[derive(Default)]
struct Today {
    day: Option<Day>,
    key: [u8; 32],
    came: HashMap<[u8; 8], u32>,
}

impl fmt::Debug for Turnstile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Turnstile").field("most", &self.most).finish_non_exhaustive()
    }
}

impl Turnstile {
    /// Lets each network through at most so many times a day.
    pub fn new(most: u32, random: Random) -> Self {
        Self { most, random, today: Mutex::default() }
    }

    /// Counts somebody who comes, and says whether they may pass.
    pub fn admits(&self, origin: Origin, day: Day) -> bool {
        self.admits_for(origin, day, "")
    }

    /// Whether somebody who comes would be let through, without counting them.
    pub fn would_admit(&self, origin: Origin, day: Day) -> bool {
        let today = self.today.lock().unwrap_or_else(PoisonError::into_inner);
        if today.day != Some(day) {
            return self.most > 0;
        }
        match today.came.get(&name(&today.key, &[&origin.network(), ""])) {
            Some(times) => *times < self.most,
            None => today.came.len() < MOST_NETWORKS,
        }
    }

    /// The same for one thing of many: each network passes so many times a day for each of them.
    pub fn admits_for(&self, origin: Origin, day: Day, thing: &str) -> bool {
        let mut today = self.today.lock().unwrap_or_else(PoisonError::into_inner);
        if today.day != Some(day) {
            *today = Today { day: Some(day), key: self.random.bytes(), came: HashMap::new() };
        }
        let name = name(&today.key, &[&origin.network(), thing]);
        if today.came.len() >= MOST_NETWORKS && !today.came.contains_key(&name) {
            return false;
        }
        let times = today.came.entry(name).or_default();
        *times = times.saturating_add(1);
        *times <= self.most
    }
}

/// What a network that comes for something is called today.
fn name(key: &[u8; 32], parts: &[&str]) -> [u8; 8] {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { unreachable!("HMAC takes keys of any length") };
    for part in parts {
        mac.update(part.as_bytes());
        mac.update(b"\0");
    }
    let mut name = [0; 8];
    name.copy_from_slice(&mac.finalize().into_bytes()[..8]);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(address: &str) -> Origin {
        Origin(Some(address.parse().unwrap()))
    }

    #[test]
    fn each_network_passes_so_many_times_a_day() {
        let turnstile = Turnstile::new(2, Random::seeded(1));
        let (monday, tuesday): (Day, Day) = ("2026-11-23".parse().unwrap(), "2026-11-24".parse().unwrap());
        let passes = ["192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.2"];
        assert_eq!(passes.map(|address| turnstile.admits(from(address), monday)), [true, true, false, true]);
        assert!(turnstile.admits(from("192.0.2.1"), tuesday), "another day begins anew");
        let home = ["2001:db8::1", "2001:db8::2", "2001:db8::3"];
        assert_eq!(home.map(|address| turnstile.admits(from(address), tuesday)), [true, true, false], "one network");
        let would = |address: &str, day: Day| turnstile.would_admit(from(address), day);
        assert_eq!((would(home[0], tuesday), would("192.0.2.9", tuesday)), (false, true), "asked without counting");
        assert!(would("192.0.2.9", tuesday) && would(home[0], "2026-11-25".parse().unwrap()));
        assert!(turnstile.admits_for(from("2001:db8::1"), tuesday, "something else"));
        assert!(turnstile.admits(Origin(None), tuesday), "whoever cannot be told apart counts together");
    }

    #[test]
    fn it_does_not_know_who_came() {
        let turnstile = Turnstile::new(2, Random::seeded(1));
        turnstile.admits(from("192.0.2.77"), "2026-11-23".parse().unwrap());
        let today = turnstile.today.lock().unwrap();
        let kept = format!("{:?}", today.came.keys().collect::<Vec<_>>());
        assert!(!kept.contains("192") && today.came.len() == 1, "{kept}");
        assert_ne!(name(&[1; 32], &["192.0.2.77"]), name(&[2; 32], &["192.0.2.77"]), "another day, another name");
    }
}
