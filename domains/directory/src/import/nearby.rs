//! Entries that are known already and stand near a row: the same place under another source's name.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{ConnectionTrait, DbErr};
use serde::Deserialize;

use crate::service_at_location::records::{Stands, standing};
use crate::{Point, ServiceAtLocationId, ThemeCode};

/// The `[match]` of a mapping.
#[derive(Clone, Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct Nearby {
    /// The theme that an entry must have.
    theme: ThemeCode,
    /// How far away it may be.
    within_metres: f64,
}

/// As near as this, two entries of one theme are the same whatever their names.
const SAME_DOOR: f64 = 25.0;
/// As near as this, two entries of one theme are the same when their names are: sources put the point of one place on its
/// door, its parcel or the middle of its street.
const SAME_NAME: f64 = 150.0;
/// Side of a cell of the grid, degrees: larger than any sensible distance, about 110 m and 70 m.
const CELL: f64 = 0.001;
/// How far the grid is searched around a point, in cells.
const REACH: i64 = 3;
/// Words that say what a place is, or what company keeps it, not which one it is.
const COMMON: &[&str] =
    &["pharmacie", "apotheek", "pharma", "pharmacy", "les", "des", "van", "het", "den", "der", "sprl", "bvba", "srl"];

/// Entries of other sources with a theme, by place.
pub(super) struct Neighbours {
    within: f64,
    cells: HashMap<(i64, i64), Vec<Neighbour>>,
}

struct Neighbour {
    at: ServiceAtLocationId,
    point: Point,
    /// The telling words of its name, in each language.
    names: Vec<BTreeSet<String>>,
}

impl Neighbours {
    /// Every entry with the theme and a point that does not come from `source` itself.
    pub(super) async fn of(db: &impl ConnectionTrait, near: Nearby, source: &str) -> Result<Self, DbErr> {
        let mut cells: HashMap<(i64, i64), Vec<Neighbour>> = HashMap::new();
        for Stands { at, point, names } in standing(db, &near.theme, source).await? {
            let names = names.versions().map(|(_, name)| words(&name.text)).collect();
            cells.entry(cell(point)).or_default().push(Neighbour { at, point, names });
        }
        Ok(Self { within: near.within_metres, cells })
    }

    /// The entry that a row at a point and with a name is about: near, and rather one with a word in common.
    pub(super) fn nearest(&self, point: Option<Point>, name: &str) -> Option<ServiceAtLocationId> {
        let point = point?;
        let words = words(name);
        let (x, y) = cell(point);
        let around = (-REACH..=REACH).flat_map(|dx| (-REACH..=REACH).map(move |dy| (x + dx, y + dy)));
        around
            .filter_map(|cell| self.cells.get(&cell))
            .flatten()
            .map(|other| (other, point.distance(other.point), other.likeness(&words)))
            .filter(|(_, metres, likeness)| *metres <= self.reach(*likeness))
            .min_by(|a, b| b.2.cmp(&a.2).then(a.1.total_cmp(&b.1)))
            .map(|(other, _, _)| other.at)
    }

    /// How far away an entry may be whose name is so like.
    fn reach(&self, likeness: Likeness) -> f64 {
        match likeness {
            Likeness::None => SAME_DOOR.min(self.within),
            Likeness::Word => self.within,
            Likeness::Whole => SAME_NAME.max(self.within),
        }
    }
}

/// How like two names are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Likeness {
    /// Not at all.
    None,
    /// They have a telling word in common.
    Word,
    /// They have all their telling words in common.
    Whole,
}

impl Neighbour {
    fn likeness(&self, words: &BTreeSet<String>) -> Likeness {
        let of = |name: &BTreeSet<String>| match (name == words, name.is_disjoint(words)) {
            (_, true) => Likeness::None,
            (true, false) => Likeness::Whole,
            (false, false) => Likeness::Word,
        };
        self.names.iter().map(of).max().unwrap_or(Likeness::None)
    }
}

fn words(name: &str) -> BTreeSet<String> {
    let words = name.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| word.chars().count() > 2 && !COMMON.contains(&word.as_str())).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "degrees in thousandths fit easily")]
fn cell(point: Point) -> (i64, i64) {
    ((point.lat / CELL).floor() as i64, (point.lon / CELL).floor() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(n: u128, lat: f64, name: &str) -> Neighbour {
        let at = ServiceAtLocationId::from_uuid(uuid::Uuid::from_u128(n));
        Neighbour { at, point: Point { lat, lon: 4.35 }, names: vec![words(name)] }
    }

    #[test]
    fn a_name_in_common_counts_more_than_a_few_metres() {
        let mut cells: HashMap<(i64, i64), Vec<Neighbour>> = HashMap::new();
        // 0.0001 degrees of latitude are 11 metres.
        for neighbour in [entry(1, 50.8504, "Pharmacie Anspach"), entry(2, 50.8502, "Multipharma")] {
            cells.entry(cell(neighbour.point)).or_default().push(neighbour);
        }
        let all = Neighbours { within: 60.0, cells };
        let found =
            |lat: f64, name: &str| all.nearest(Some(Point { lat, lon: 4.35 }), name).map(|at| at.uuid().as_u128());
        assert_eq!(found(50.85, "Anspach"), Some(1));
        assert_eq!(found(50.85, "Pharmacie de la Paix"), Some(2));
        assert_eq!(found(50.8508, "Apotheek"), None, "44 metres away and nothing in common");
        assert_eq!(found(50.86, "Anspach"), None, "a kilometre away");
    }

    #[test]
    fn the_same_name_is_the_same_place_a_little_further_away() {
        let mut cells: HashMap<(i64, i64), Vec<Neighbour>> = HashMap::new();
        for neighbour in [entry(1, 50.8500, "Pharmacie Des Croisades Bvba"), entry(2, 50.8600, "Pharmacie du Midi")] {
            cells.entry(cell(neighbour.point)).or_default().push(neighbour);
        }
        let all = Neighbours { within: 60.0, cells };
        let found =
            |lat: f64, name: &str| all.nearest(Some(Point { lat, lon: 4.35 }), name).map(|at| at.uuid().as_u128());
        assert_eq!(found(50.8508, "Pharmacie des Croisades"), Some(1), "89 metres");
        assert_eq!(found(50.8514, "Pharmacie des Croisades"), None, "156 metres");
        assert_eq!(found(50.8608, "Pharmacie Gare du Midi"), None, "a word in common is not the same name");
        assert_eq!(found(50.8508, "Apotheek"), None, "no telling word at all");
    }
}
