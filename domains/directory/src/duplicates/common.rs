//! Names that many entries carry: "Apotheek", "Crèche communale", a chain. Such a name tells nobody apart, so it is no evidence that two
//! entries are one. Pure.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher as _};

use uuid::Uuid;

use super::names::{Likeness, Name};
use super::rules::Profile;

/// A name that more entries carry than this is that of many: as many as the sources that may tell of one entry.
const MANY: u32 = 5;

/// How many entries carry each of the names of many, of all that are compared and of those that one organisation offers.
#[derive(Debug, Default)]
pub(crate) struct Carried(HashMap<u64, u32>);

impl Carried {
    /// Counts the names of entries, each once however often an entry has it.
    pub(crate) fn among(profiles: &[Profile]) -> Self {
        let mut counts: HashMap<u64, u32> = HashMap::new();
        for profile in profiles {
            let owners = [None, profile.organisation];
            let own: HashSet<u64> =
                profile.names.iter().flat_map(|name| owners.into_iter().flat_map(|owner| keys(name, owner))).collect();
            for key in own {
                *counts.entry(key).or_default() += 1;
            }
        }
        counts.retain(|_, carriers| *carriers > MANY);
        Self(counts)
    }

    /// How many others carry the name that two entries have in common; nothing where it is not that of many. `owner` is who offers
    /// both: what one organisation calls its services is counted among these.
    pub(super) fn others(&self, one: &Name, other: &Name, (like, owner): (Likeness, Option<Uuid>)) -> Option<u32> {
        let is_shared = matches!(like, Likeness::Same | Likeness::Slip | Likeness::Translated | Likeness::Nearly);
        let counts = [one, other].into_iter().flat_map(|name| keys(name, owner));
        let most = counts.filter_map(|key| self.0.get(&key)).max();
        most.filter(|_| is_shared).map(|carriers| carriers.saturating_sub(2))
    }
}

/// What a name is counted by: the words that tell, and what it means whatever its language.
fn keys(name: &Name, owner: Option<Uuid>) -> impl Iterator<Item = u64> {
    let telling = key(("telling", &name.telling, owner));
    std::iter::once(telling).chain(name.meaning.map(|meaning| key(("meaning", meaning, owner))))
}

fn key(what: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::super::names::forms;
    use super::*;

    fn entry(name: &str, owner: u128) -> Profile {
        let organisation = (owner > 0).then(|| Uuid::from_u128(owner));
        Profile { names: forms(name), organisation, ..Profile::default() }
    }

    #[test]
    fn a_name_of_many_is_told_from_one_that_some_sources_tell() {
        let others = |names: &[&str], owner: u128| {
            let profiles: Vec<Profile> = names.iter().map(|name| entry(name, owner)).collect();
            let (one, other) = (&profiles[0].names[0], &profiles[1].names[0]);
            Carried::among(&profiles).others(one, other, (Likeness::Same, profiles[0].organisation))
        };
        let nursery = "Crèche communale";
        assert_eq!(others(&[nursery; 5], 0), None, "five sources may tell of one");
        assert_eq!(others(&[nursery; 6], 0), Some(4));
        assert_eq!(
            others(&["Apotheek", "APOTHEEK", "Apotheek", "apotheek", "Apotheek", "Apotheek", "Apotheek"], 0),
            Some(5)
        );
        assert_eq!(others(&["Test", "Test", nursery, nursery, nursery, nursery, nursery, nursery], 0), None);
        assert_eq!(others(&[nursery; 6], 7), Some(4), "of one organisation");
        let mut profiles: Vec<Profile> = (1..=8).map(|owner| entry(nursery, owner)).collect();
        profiles.push(entry(nursery, 1));
        let (one, other) = (&profiles[0].names[0], &profiles[8].names[0]);
        let carried = Carried::among(&profiles);
        let of_one = Some(Uuid::from_u128(1));
        assert_eq!(carried.others(one, other, (Likeness::Same, of_one)), None, "two of one organisation are no crowd");
        assert_eq!(carried.others(one, other, (Likeness::Same, None)), Some(7));
        assert_eq!(carried.others(one, other, (Likeness::Within, None)), None, "they do not have it in common");
    }
}
