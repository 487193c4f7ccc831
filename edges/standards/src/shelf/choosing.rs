//! Which records a list holds: every filter must be met.

use std::collections::{HashMap, HashSet};

use directory::Area;
use kernel::Timestamp;
use territory::{Gazetteer, Point};
use uuid::Uuid;

use super::{Entry, Snapshot};
use crate::publication::open::When;
use crate::publication::{Kind, Traits};

/// What a list is limited to; nothing by default.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Wanted {
    /// Only these, in their order.
    pub among: Option<Vec<Uuid>>,
    /// Of each group, one of its terms or what is below it.
    pub terms: Vec<Vec<Uuid>>,
    /// Any term of this taxonomy.
    pub taxonomy: Option<Uuid>,
    pub organization: Option<Uuid>,
    /// Changed at this moment or later; then what went is told as well.
    pub modified_after: Option<Timestamp>,
    /// For somebody of an age in this range.
    pub ages: (Option<u8>, Option<u8>),
    /// Open on a day, between two times.
    pub when: Option<When>,
    /// Offered there.
    pub postal_code: Option<String>,
    /// So near.
    pub near: Option<Near>,
    /// Only terms that are below no other.
    pub top_only: bool,
    /// Only terms below this one.
    pub parent: Option<Uuid>,
}

/// How near something must be.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Near {
    pub to: Point,
    pub metres: f64,
}

impl Snapshot {
    /// What a list holds, as places in the shelf of its kind, in the order of the list.
    pub fn choose(&self, kind: Kind, wanted: &Wanted, gazetteer: &Gazetteer) -> Vec<u32> {
        let entries = self.of(kind);
        let mut terms = self.with_parts(&wanted.terms);
        if kind != Kind::TaxonomyTerm {
            terms.extend(wanted.taxonomy.map(|taxonomy| self.terms_of(taxonomy)));
        }
        let test = Test { snapshot: self, kind, wanted, gazetteer, terms };
        let owners = test.owners();
        let fits = |entry: &Entry| test.fits(entry, owners.as_ref());
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let Some(among) = &wanted.among else {
            return entries.iter().enumerate().filter(|(_, entry)| fits(entry)).map(|(at, _)| place(at)).collect();
        };
        let rank: HashMap<Uuid, usize> = among.iter().enumerate().map(|(rank, id)| (*id, rank)).collect();
        // A service at a location is found by its service.
        let name = |entry: &Entry| if kind == Kind::ServiceAtLocation { entry.service } else { Some(entry.id) };
        let ranked = entries.iter().enumerate().filter_map(|(at, entry)| Some((*rank.get(&name(entry)?)?, at, entry)));
        let mut ranked: Vec<(usize, u32)> =
            ranked.filter(|(_, _, entry)| fits(entry)).map(|(rank, at, _)| (rank, place(at))).collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, at)| at).collect()
    }

    /// The middle of what is known to stand in a postal code.
    pub fn middle_of(&self, postal_code: &str) -> Option<Point> {
        let entries = self.of(Kind::ServiceAtLocation);
        let there = entries.iter().filter(|entry| entry.postal_code.as_deref() == Some(postal_code));
        let points: Vec<Point> = there.filter_map(Entry::point).collect();
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
        let count = points.len() as f64;
        let sum = |of: fn(&Point) -> f64| points.iter().map(of).sum::<f64>();
        (count > 0.0).then(|| Point { lat: sum(|point| point.lat) / count, lon: sum(|point| point.lon) / count })
    }

    fn terms_of(&self, taxonomy: Uuid) -> HashSet<Uuid> {
        let terms = self.of(Kind::TaxonomyTerm);
        terms.iter().filter(|term| term.traits.taxonomy == Some(taxonomy)).map(|term| term.id).collect()
    }

    /// Each group of terms with everything below them.
    fn with_parts(&self, groups: &[Vec<Uuid>]) -> Vec<HashSet<Uuid>> {
        let terms = self.of(Kind::TaxonomyTerm);
        let below = |group: &Vec<Uuid>| {
            let mut all: HashSet<Uuid> = group.iter().copied().collect();
            loop {
                let more = terms.iter().filter(|term| term.traits.parent.is_some_and(|parent| all.contains(&parent)));
                let more: Vec<Uuid> = more.map(|term| term.id).filter(|id| !all.contains(id)).collect();
                if more.is_empty() {
                    return all;
                }
                all.extend(more);
            }
        };
        groups.iter().map(below).collect()
    }
}

/// The filters of a list, ready to be asked of each record.
struct Test<'a> {
    snapshot: &'a Snapshot,
    kind: Kind,
    wanted: &'a Wanted,
    gazetteer: &'a Gazetteer,
    terms: Vec<HashSet<Uuid>>,
}

impl Test<'_> {
    /// An organisation carries the terms of its services: those that have one, when terms are asked for.
    fn owners(&self) -> Option<HashSet<Uuid>> {
        (self.kind == Kind::Organization && !self.terms.is_empty()).then(|| {
            let services = self.snapshot.of(Kind::Service);
            let fitting = services.iter().filter(|entry| !entry.deleted && self.has_terms(&entry.traits));
            fitting.filter_map(|entry| entry.organization).collect()
        })
    }

    fn fits(&self, entry: &Entry, owners: Option<&HashSet<Uuid>>) -> bool {
        let wanted = self.wanted;
        let known = match wanted.modified_after {
            None => !entry.deleted,
            Some(after) => (!entry.deleted || self.kind == Kind::Service) && entry.changed >= after.as_micros(),
        };
        let has_terms = match owners {
            Some(owners) => owners.contains(&entry.id),
            None => self.kind == Kind::TaxonomyTerm || self.has_terms(&entry.traits),
        };
        known
            && wanted.organization.is_none_or(|wanted| entry.organization == Some(wanted))
            && has_terms
            && self.is_the_term(&entry.traits)
            && fits_age(&entry.traits, wanted.ages)
            && wanted.when.is_none_or(|when| when.is_met(&entry.hours))
            && wanted.postal_code.as_deref().is_none_or(|code| self.serves(&entry.traits.areas, code))
            && wanted.near.as_ref().is_none_or(|near| is_near(entry, near))
    }

    fn has_terms(&self, traits: &Traits) -> bool {
        self.terms.iter().all(|group| traits.terms.iter().any(|term| group.contains(term)))
    }

    /// Filters that only lists of terms have.
    fn is_the_term(&self, traits: &Traits) -> bool {
        self.kind != Kind::TaxonomyTerm
            || (self.wanted.taxonomy.is_none_or(|wanted| traits.taxonomy == Some(wanted))
                && self.wanted.parent.is_none_or(|wanted| traits.parent == Some(wanted))
                && !(self.wanted.top_only && traits.parent.is_some()))
    }

    /// Whether something is offered in a postal code; where nothing is known of that, it is.
    fn serves(&self, areas: &[Area], code: &str) -> bool {
        let postal = self.gazetteer.postal_code(code);
        let holds = |area: &Area| match area {
            Area::Region => true,
            Area::Zone(zone) => postal.is_some_and(|postal| postal.zones.iter().any(|one| one.as_str() == zone)),
            Area::Municipality(town) => postal.is_some_and(|postal| postal.municipalities.contains(town)),
            Area::PostalCode(one) => one == code,
        };
        areas.is_empty() || areas.iter().any(holds)
    }
}

/// Whether ages overlap; where no age is known, everybody is welcome.
fn fits_age(traits: &Traits, (from, until): (Option<u8>, Option<u8>)) -> bool {
    until.is_none_or(|until| traits.minimum_age.is_none_or(|minimum| minimum <= until))
        && from.is_none_or(|from| traits.maximum_age.is_none_or(|maximum| maximum >= from))
}

fn is_near(entry: &Entry, near: &Near) -> bool {
    entry.point().is_some_and(|point| point.distance(near.to) <= near.metres)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_overlap_or_are_not_known() {
        let traits = Traits { minimum_age: Some(12), maximum_age: Some(25), ..Traits::default() };
        for (asked, fits) in [
            ((None, None), true),
            ((Some(25), None), true),
            ((Some(26), None), false),
            ((None, Some(12)), true),
            ((None, Some(11)), false),
            ((Some(0), Some(99)), true),
        ] {
            assert_eq!(fits_age(&traits, asked), fits, "{asked:?}");
            assert!(fits_age(&Traits::default(), asked));
        }
    }
}
