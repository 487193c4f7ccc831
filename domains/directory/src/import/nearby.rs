//! Entries that are known already and stand near a row: the same place under another source's name.

use std::collections::HashMap;

use kernel::Text;
use sea_orm::{ConnectionTrait, DbErr, QueryResult};
use serde::Deserialize;
use store::sql;

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
/// Side of a cell of the grid, degrees: larger than any sensible distance, about 110 m and 70 m.
const CELL: f64 = 0.001;
/// How far the grid is searched around a point, in cells.
const REACH: i64 = 2;
/// Words that say what a place is, not which one.
const COMMON: &[&str] = &["pharmacie", "apotheek", "pharma", "pharmacy", "de", "du", "la", "le", "des", "van", "het"];

/// Entries of other sources with a theme, by place.
pub(super) struct Neighbours {
    within: f64,
    cells: HashMap<(i64, i64), Vec<Neighbour>>,
}

struct Neighbour {
    at: ServiceAtLocationId,
    point: Point,
    words: Vec<String>,
}

impl Neighbours {
    /// Every entry with the theme and a point that does not come from `source` itself.
    pub(super) async fn of(db: &impl ConnectionTrait, near: Nearby, source: &str) -> Result<Self, DbErr> {
        let text = "select at.id, l.lat, l.lon, o.names from service_at_location at
            join service s on s.id = at.service_id
            join organisation o on o.id = s.organisation_id
            join location l on l.id = at.location_id
            join service_theme t on t.service_id = s.id
            where t.theme = $1 and l.lat is not null and at.source <> $2 order by at.id";
        let rows = db.query_all_raw(sql(db, text, [near.theme.into(), source.into()])).await?;
        let mut cells: HashMap<(i64, i64), Vec<Neighbour>> = HashMap::new();
        for row in &rows {
            let neighbour = neighbour(row)?;
            cells.entry(cell(neighbour.point)).or_default().push(neighbour);
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
            .map(|other| (other, point.distance(other.point), other.words.iter().any(|word| words.contains(word))))
            .filter(|(_, metres, alike)| *metres <= self.within && (*alike || *metres <= SAME_DOOR))
            .min_by(|a, b| (!a.2, a.1).partial_cmp(&(!b.2, b.1)).unwrap_or(std::cmp::Ordering::Equal))
            .map(|(other, _, _)| other.at)
    }
}

fn neighbour(row: &QueryResult) -> Result<Neighbour, DbErr> {
    let names: Text = row.try_get("", "names")?;
    Ok(Neighbour {
        at: row.try_get("", "id")?,
        point: Point { lat: row.try_get("", "lat")?, lon: row.try_get("", "lon")? },
        words: names.versions().flat_map(|(_, name)| words(&name.text)).collect(),
    })
}

fn words(name: &str) -> Vec<String> {
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
        Neighbour { at, point: Point { lat, lon: 4.35 }, words: words(name) }
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
}
