//! From a question to an answer: what fits it, and what must be asked back.

use std::collections::BTreeSet;

use kernel::Lang;

use super::names::{Names, Strictness};
use super::question::Question;
use super::target::Target;
use super::{Found, Inner, Place, PlaceKind};
use crate::ZoneCode;
use crate::fold::{Word, is_street_kind, key, words};
use crate::model::Street;

/// The most choices that a person can be asked to read.
const MOST_CHOICES: usize = 20;
/// How many near names are proposed when nothing fits.
const NEAREST: usize = 5;

impl Inner {
    pub(super) fn find(&self, asked: &str, lang: Lang) -> Found {
        let asked = asked.trim();
        if let Some(target) = self.by_code(asked) {
            return self.chosen(target);
        }
        let question = Question::read(asked, |word| self.postal_code(word).is_some());
        let postal = question.postal_code.as_deref().and_then(|code| self.postal_code(code));
        let fitting = self.fitting(&question, postal);
        match (fitting.is_empty(), postal) {
            (false, _) => self.answer(&fitting, postal, lang),
            (true, Some(postal)) => self.answer(&[postal], None, lang),
            (true, None) => Found::Nothing { nearest: self.nearest(&question) },
        }
    }

    pub(super) fn suggest(&self, begun: &str, most: usize) -> Vec<Place> {
        let question = Question::read(begun, |word| self.postal_code(word).is_some());
        let text = key(&question.without_numbers);
        let mut targets: Vec<Target> = Vec::new();
        if let Some(postal) = question.postal_code.as_deref().and_then(|code| self.postal_code(code)) {
            targets.extend(self.fitting(&question, Some(postal)));
            targets.push(postal);
        } else if begun.trim().len() < 4 && begun.trim().starts_with(|c: char| c.is_ascii_digit()) {
            let begins = |(at, _)| Target::PostalCode(at);
            let codes = self.postal_codes.iter().enumerate().filter(|(_, it)| it.code.starts_with(begun.trim()));
            targets.extend(codes.map(begins));
        } else if text.len() >= 2 {
            targets.extend(self.area_names.beginning(&text, most));
            targets.extend(self.street_names.beginning(&text, most));
            targets.extend(self.street_parts.beginning(&question.without_numbers, most));
            if targets.is_empty() {
                targets = self.fitting(&question, None);
            }
        }
        let mut seen = BTreeSet::new();
        let places = targets.into_iter().filter_map(|target| self.place(target));
        places.filter(|place| seen.insert(place.code.clone())).take(most).collect()
    }

    /// A place that somebody chose is not asked back, except a street whose zone is still open.
    fn chosen(&self, target: Target) -> Found {
        match self.place(target) {
            Some(place) if place.zone.is_none() && place.kind == PlaceKind::Street => {
                self.ask_back(target, place, None)
            }
            Some(place) => Found::One(place),
            None => Found::Nothing { nearest: Vec::new() },
        }
    }

    fn postal_code(&self, code: &str) -> Option<Target> {
        self.postal_codes.iter().position(|postal| postal.code == code).map(Target::PostalCode)
    }

    /// Everything that the names in a question can mean, at the strictest reading that means anything.
    fn fitting(&self, question: &Question, postal: Option<Target>) -> Vec<Target> {
        if question.names.is_empty() {
            return Vec::new();
        }
        for strictness in [Strictness::Exact, Strictness::Loose, Strictness::Part, Strictness::Near] {
            for names in [&question.names, &question.without_numbers] {
                let found = self.read(names, strictness, postal);
                let too_many = strictness == Strictness::Part && found.len() > MOST_CHOICES;
                if !found.is_empty() && !too_many {
                    return found;
                }
                if question.names == question.without_numbers {
                    break;
                }
            }
        }
        Vec::new()
    }

    /// The names read as an area, as a street, or as a street and its area.
    fn read(&self, names: &[Word], strictness: Strictness, postal: Option<Target>) -> Vec<Target> {
        let text = key(names);
        // A street's kind says that a street is meant: "rue de Jette" is not Jette.
        let areas = if names.first().is_some_and(|word| is_street_kind(word)) && strictness != Strictness::Exact {
            Vec::new()
        } else {
            within(self, self.area_names.find(&text, strictness), postal)
        };
        let mut streets = self.streets(names, strictness, postal);
        if strictness == Strictness::Part && streets.len() > MOST_CHOICES {
            // Nobody chooses from so many.
            streets.clear();
        }
        let distance = |found: &[(Target, usize)]| found.first().map_or(usize::MAX, |(_, distance)| *distance);
        if !areas.is_empty() && distance(&areas) <= distance(&streets) {
            return targets(areas);
        }
        if !streets.is_empty() {
            return targets(streets);
        }
        self.street_with_area(names, strictness, postal)
    }

    /// The streets that are called so; by a part of their name as many as there are.
    fn streets(&self, names: &[Word], strictness: Strictness, postal: Option<Target>) -> Vec<(Target, usize)> {
        match strictness {
            Strictness::Part => within(self, self.street_parts.find(names), postal),
            _ => within(self, self.street_names.find(&key(names), strictness), postal),
        }
    }

    /// "rue Haute Bruxelles", "Elsene Waversesteenweg": a street beside its area, the area written exactly.
    fn street_with_area(&self, names: &[Word], strictness: Strictness, postal: Option<Target>) -> Vec<Target> {
        for at in 1..names.len() {
            let (front, back) = names.split_at(at);
            for (street, area) in [(front, back), (back, front)] {
                let areas = self.area_names.find(&key(area), Strictness::Exact);
                if areas.is_empty() {
                    continue;
                }
                let streets = self.streets(street, strictness, postal);
                let inside = |target: &Target| areas.iter().any(|(area, _)| self.touches(*target, *area));
                let found: Vec<Target> = targets(streets).into_iter().filter(inside).collect();
                if !found.is_empty() {
                    return found;
                }
            }
        }
        self.area_alone(names, strictness, postal)
    }

    /// The area at the end (or the beginning) of names whose street nobody knows: better the municipality than nothing.
    fn area_alone(&self, names: &[Word], strictness: Strictness, postal: Option<Target>) -> Vec<Target> {
        if strictness != Strictness::Near {
            return Vec::new();
        }
        let ends = (1..names.len()).flat_map(|at| [&names[at..], &names[..at]]);
        let found = ends.map(|part| within(self, self.area_names.find(&key(part), Strictness::Exact), postal));
        found.map(targets).find(|found| !found.is_empty()).unwrap_or_default()
    }

    fn nearest(&self, question: &Question) -> Vec<Place> {
        let text = key(&question.without_numbers);
        let mut near = self.area_names.near(&text, NEAREST);
        near.extend(self.street_names.near(&text, NEAREST));
        near.extend(self.street_parts.near(&question.without_numbers, NEAREST));
        near.sort_by_key(|(_, distance)| *distance);
        let mut found = self.without_doubles(&targets(near));
        if found.is_empty() {
            // The longest word often is the one that was meant.
            let longest = question.without_numbers.iter().filter(|word| word.len() > 3).max_by_key(|word| word.len());
            found = longest.map(|word| self.suggest_for(&key(&words(word)))).unwrap_or_default();
        }
        found.into_iter().filter_map(|target| self.place(target)).take(NEAREST).collect()
    }

    fn suggest_for(&self, word: &str) -> Vec<Target> {
        let stem: String = word.chars().take(5).collect();
        [&self.area_names, &self.street_names]
            .into_iter()
            .flat_map(|names: &Names<Target>| names.beginning(&stem, NEAREST))
            .collect()
    }

    fn answer(&self, fitting: &[Target], postal: Option<Target>, lang: Lang) -> Found {
        let fitting = self.without_doubles(fitting);
        if let [target] = fitting.as_slice() {
            return match self.place(*target) {
                Some(place) if place.zone.is_some() || place.kind == PlaceKind::Region => Found::One(place),
                Some(place) => self.ask_back(*target, place, postal),
                None => Found::Nothing { nearest: Vec::new() },
            };
        }
        let mut places: Vec<Place> = fitting.into_iter().filter_map(|target| self.place(target)).collect();
        places.sort_by(|a, b| a.label.plain(lang).cmp(b.label.plain(lang)));
        places.truncate(MOST_CHOICES);
        Found::Several { places, within: None }
    }

    /// The same name often stands for a municipality, its postal code and a neighbourhood in it: the widest that has
    /// the same zones is meant.
    fn without_doubles(&self, fitting: &[Target]) -> Vec<Target> {
        let rank = |target: &Target| match target {
            Target::Region => 0,
            Target::Municipality(_) => 1,
            Target::Part(_) => 2,
            Target::PostalCode(_) => 3,
            Target::Zone(_) => 4,
            Target::Neighbourhood(_) => 5,
            Target::Street(_) => 6,
        };
        let mut sorted = fitting.to_vec();
        sorted.sort_by_key(|target| (rank(target), self.lacks_point(*target)));
        let mut kept: Vec<Target> = Vec::new();
        for target in sorted {
            let covered = kept.iter().any(|wide| match (target, *wide) {
                (Target::Street(one), Target::Street(other)) => self.is_same_street(one, other),
                (Target::Street(_), _) => false,
                (_, wide) => self.touches(target, wide),
            });
            if !covered {
                kept.push(target);
            }
        }
        kept
    }

    fn lacks_point(&self, target: Target) -> bool {
        matches!(target, Target::Street(at) if self.streets[at].point.is_none())
    }

    /// One street may be listed twice, under two spellings in one of its languages.
    fn is_same_street(&self, one: usize, other: usize) -> bool {
        let (first, second) = (&self.streets[one], &self.streets[other]);
        let spelling = |street: &Street, lang| street.names.get(lang).map(|name| key(&words(&name.text)));
        let shares_name = Lang::ALL.into_iter().any(|lang| {
            let name = spelling(first, lang);
            name.is_some() && name == spelling(second, lang)
        });
        one == other || (first.municipality.is_some() && first.municipality == second.municipality && shares_name)
    }

    /// What somebody may mean by a place that lies in several zones: its parts, or the whole.
    fn ask_back(&self, target: Target, place: Place, postal: Option<Target>) -> Found {
        let parts = self.parts_of(target, &place, postal);
        let zones: BTreeSet<&ZoneCode> = parts.iter().flat_map(|place| &place.zones).collect();
        if let (Some(zone), 1, PlaceKind::Street) = (zones.first(), zones.len(), place.kind) {
            // All that the street can be in lies in one zone: that zone is certain, and the street stays what was found.
            let zone = (*zone).clone();
            return Found::One(Place { zones: vec![zone.clone()], zone: Some(zone), ..place });
        }
        let whole =
            if place.kind == PlaceKind::Street { postal.and_then(|it| self.place(it)) } else { Some(place.clone()) };
        let region = self.place(Target::Region);
        Found::Several { places: parts.into_iter().chain(whole).chain(region).collect(), within: Some(place.into()) }
    }

    /// The smaller places, each in one zone, that a place in several zones consists of.
    fn parts_of(&self, target: Target, place: &Place, postal: Option<Target>) -> Vec<Place> {
        let code = match (postal, target) {
            (Some(Target::PostalCode(at)), _) | (None, Target::PostalCode(at)) => Some(&self.postal_codes[at].code),
            _ => None,
        };
        let inside = |municipality: &str| place.municipality.as_ref().is_none_or(|it| it.code == municipality);
        let parts = self.parts.iter().enumerate().filter(|(_, part)| match code {
            Some(code) => inside(&part.municipality) && part.postal_codes.contains(code),
            None => place.municipality.is_some() && inside(&part.municipality),
        });
        let whole = self.municipalities.iter().enumerate().filter(|(_, it)| {
            code.is_some_and(|code| it.zones.len() == 1 && inside(&it.code) && it.postal_codes.contains(code))
        });
        let mut found: Vec<Target> = parts.map(|(at, _)| Target::Part(at)).collect();
        found.extend(whole.map(|(at, _)| Target::Municipality(at)));
        if found.is_empty() {
            let zones = self.zones.iter().enumerate().filter(|(_, zone)| place.zones.contains(&zone.code));
            found.extend(zones.map(|(at, _)| Target::Zone(at)));
        }
        found.into_iter().filter_map(|target| self.place(target)).collect()
    }

    /// Whether a thing lies, at least partly, in an area. What is not known counts as possible.
    fn touches(&self, target: Target, area: Target) -> bool {
        if target == area {
            return true;
        }
        let (Some(inner), Some(outer)) = (self.place(target), self.place(area)) else { return false };
        let shares_zone = inner.zones.iter().any(|zone| outer.zones.contains(zone));
        match area {
            Target::Region => true,
            Target::Zone(_) => shares_zone,
            Target::Municipality(at) => self.touches_municipality(&inner, target, &self.municipalities[at].code),
            Target::PostalCode(at) => {
                let postal = &self.postal_codes[at];
                match target {
                    Target::Part(part) => self.parts[part].postal_codes.contains(&postal.code),
                    Target::Municipality(it) => self.municipalities[it].postal_codes.contains(&postal.code),
                    _ => {
                        let known =
                            postal.municipalities.iter().any(|it| self.touches_municipality(&inner, target, it));
                        known && shares_zone
                    }
                }
            }
            Target::Part(at) => {
                let part = &self.parts[at];
                shares_zone && self.touches_municipality(&inner, target, &part.municipality)
            }
            Target::Neighbourhood(_) => shares_zone && inner.neighbourhood == outer.neighbourhood,
            Target::Street(_) => false,
        }
    }

    fn touches_municipality(&self, inner: &Place, target: Target, municipality: &str) -> bool {
        match (&inner.municipality, target) {
            (Some(known), _) => known.code == municipality,
            (None, Target::PostalCode(at)) => self.postal_codes[at].municipalities.iter().any(|it| it == municipality),
            (None, Target::Street(_) | Target::Neighbourhood(_)) => {
                let zones = self.municipality(municipality).map(|it| it.zones.as_slice()).unwrap_or_default();
                inner.zones.iter().any(|zone| zones.contains(zone))
            }
            (None, _) => false,
        }
    }
}

fn targets(found: Vec<(Target, usize)>) -> Vec<Target> {
    found.into_iter().map(|(target, _)| target).collect()
}

/// What lies in the postal code that stands in the question, when one does.
fn within(inner: &Inner, found: Vec<(Target, usize)>, postal: Option<Target>) -> Vec<(Target, usize)> {
    match postal {
        Some(postal) => found.into_iter().filter(|(target, _)| inner.touches(*target, postal)).collect(),
        None => found,
    }
}
