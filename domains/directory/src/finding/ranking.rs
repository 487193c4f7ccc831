//! What comes first: what fits the words, near, generalist before specialist, verified recently. Every weight stands here.

use search::{Around, Facts, Ranking, Sketch};

use super::numbers::{Glance, Packed, number_of, themes_in};
use crate::{Area, Line};

// How well the words fit is about 1 when each of them stands in the name. Everything below multiplies that, so that
// nearness decides among services that fit alike, and never lifts one that does not fit over one that does.

/// The main theme is what the words mean, or part of it.
const MAIN_THEME: f32 = 1.8;
/// The second theme is what the words mean, or part of it.
const SECOND_THEME: f32 = 1.35;

// When the words are the name of a theme, what a service is called says little: "Multipharma" is a pharmacy as much as
// "Pharmacy of the Park" is.

/// How much of the fit its name still makes.
const NAME_SHARE: f32 = 0.3;
/// It has the words and a theme close to the one they name: a psychologist for the dying, for palliative care at home.
const CLOSE_TO_THE_THEME: f32 = 0.7;
/// It has the words, but not the theme: "general welfare" for a general practitioner.
const NOT_OF_THE_THEME: f32 = 0.3;

/// At the door; falls off with the distance.
const AT_THE_DOOR: f32 = 1.6;
/// At so many metres, half of the gain of being at the door is left.
const HALF_OF_IT_METRES: f32 = 1_200.0;
/// In the visitor's postal code, or for it. Some lie in two municipalities: then this alone tells who is close by.
const SAME_POSTAL_CODE: f32 = 1.5;
/// In the same municipality, or for it, when no distance is known.
const SAME_MUNICIPALITY: f32 = 1.3;
/// In the same care zone, or for it, when no distance is known.
const SAME_ZONE: f32 = 1.2;
/// In one of the care zones that may be meant, or for it, while the visitor has not chosen one. Nothing else tells near from
/// far then, so it says more than a zone that is known beside a distance.
const POSSIBLE_ZONE: f32 = 1.4;
/// In another care zone than all of those: certainly not the visitor's.
const NO_POSSIBLE_ZONE: f32 = 0.7;
/// For the whole region, without a door of its own there.
const WHOLE_REGION: f32 = 1.1;
/// For other parts of the region than the visitor's.
const OTHER_PARTS: f32 = 0.4;

/// Close to people and without a threshold, or the first professional help.
const GENERALIST: f32 = 1.0;
/// Of no known line: often something to read or to attend rather than somebody who helps.
const LINE_UNKNOWN: f32 = 0.78;
/// Specialised: after the generalist, unless the words fit it better.
const SPECIALIST: f32 = 0.88;
/// Only a professional can send somebody there.
const NEEDS_A_PROFESSIONAL: f32 = 0.92;
/// Meant for professionals: a resident hardly ever looks for it.
const FOR_PROFESSIONALS: f32 = 0.55;

/// Confirmed within a year.
const VERIFIED: f32 = 1.06;
/// Confirmed longer ago.
const VERIFIED_LONG_AGO: f32 = 1.0;
/// Never confirmed.
const NEVER_VERIFIED: f32 = 0.98;
const A_YEAR_OF_DAYS: i32 = 366;

// Without words, a place alone asks "who is there for me here?": then these count as well.

/// Specialised help is seldom the answer.
const SPECIALIST_WITHOUT_WORDS: f32 = 0.5;
/// Nor is one of no known line.
const LINE_UNKNOWN_WITHOUT_WORDS: f32 = 0.8;
/// Somebody in the neighbourhood, without a threshold, is.
const WITHOUT_THRESHOLD_WITHOUT_WORDS: f32 = 1.15;

/// Where the visitor is, as numbers.
#[derive(Clone, Default, Debug)]
pub(crate) struct Near {
    pub point: Option<Around>,
    pub zone: i32,
    pub municipality: i32,
    pub postal_code: i32,
    /// The same as areas, as services name those that they are for.
    pub for_zone: i32,
    pub for_municipality: i32,
    pub for_postal_code: i32,
    /// The care zones that may be meant, while none is certain.
    pub possible: Vec<PossibleZone>,
}

/// A care zone that may be meant: its number, and as an area.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PossibleZone {
    zone: i32,
    for_zone: i32,
}

impl PossibleZone {
    pub fn of(code: &str) -> Self {
        Self { zone: number_of(code), for_zone: number_of(&Area::Zone(code.to_owned()).to_string()) }
    }
}

/// Themes by their numbers, a bit each: it is asked of every service that has one of the words.
#[derive(Default, Debug)]
pub(crate) struct ThemeSet(Option<Box<[u64; 1_024]>>);

impl ThemeSet {
    /// The set of these numbers.
    pub fn of(numbers: impl Iterator<Item = u16>) -> Self {
        numbers.fold(Self(None), |mut set, number| {
            let bits = set.0.get_or_insert_with(|| Box::new([0; 1_024]));
            bits[usize::from(number >> 6)] |= 1 << (number & 63);
            set
        })
    }

    fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Whether the main or the second theme of a service is in it.
    pub fn has_one_of(&self, sketch: i32) -> bool {
        let (main, second) = themes_in(sketch);
        self.has(main) || self.has(second)
    }

    fn has(&self, number: u16) -> bool {
        self.0.as_ref().is_some_and(|bits| bits[usize::from(number >> 6)] & (1 << (number & 63)) != 0)
    }
}

/// The rules, for one question.
#[derive(Debug)]
pub(crate) struct Order {
    pub near: Option<Near>,
    /// The themes that the words name, and their parts.
    pub themes: ThemeSet,
    pub has_words: bool,
    /// Whether the words are the name of a theme and nothing else. Then the services of that theme fit them nearly alike,
    /// whatever they are called, and what is near comes first.
    pub only_theme: bool,
    /// The themes close to those; read only when the words are nothing but a theme.
    pub close: ThemeSet,
    /// Today, in days since 1970.
    pub today: i32,
    /// Whether somebody asks who works in the field: what is meant for professionals is then no worse.
    pub for_professional: bool,
}

impl Ranking for Order {
    fn score(&self, text: f32, facts: &Facts) -> f32 {
        let sketch = facts.sketch();
        let (glance, service) = (Glance(&sketch), Packed(facts));
        self.at_a_glance(text, glance) * self.nearness(glance, service) * self.freshness(service)
    }

    fn at_most(&self, text: f32, sketch: &Sketch) -> f32 {
        let glance = Glance(sketch);
        let freshness = if glance.was_verified() { VERIFIED } else { NEVER_VERIFIED };
        self.at_a_glance(text, glance) * self.nearness_at_most(glance) * freshness
    }
}

impl Order {
    /// The part of the score that a glance tells.
    fn at_a_glance(&self, text: f32, service: Glance<'_>) -> f32 {
        self.fit(text, service.themes()) * self.theme(service.themes()) * self.line(service)
    }

    fn fit(&self, text: f32, themes: i32) -> f32 {
        if !self.has_words {
            return 1.0;
        }
        if !self.only_theme {
            return text;
        }
        let (main, second) = themes_in(themes);
        if self.themes.has(main) {
            1.0 - NAME_SHARE + NAME_SHARE * text.min(1.0)
        } else if self.themes.has(second) {
            text.min(1.0)
        } else if self.close.has(main) {
            text.min(1.0) * CLOSE_TO_THE_THEME
        } else {
            text * NOT_OF_THE_THEME
        }
    }

    fn theme(&self, sketch: i32) -> f32 {
        if self.themes.is_empty() {
            return 1.0;
        }
        let (main, second) = themes_in(sketch);
        if self.themes.has(main) {
            MAIN_THEME
        } else if self.themes.has(second) {
            SECOND_THEME
        } else {
            1.0
        }
    }

    fn nearness(&self, glance: Glance<'_>, service: Packed<'_>) -> f32 {
        let Some(near) = &self.near else { return 1.0 };
        let by_area = match by_area(near, glance, service) {
            None if glance.is_for_some_parts() => return OTHER_PARTS,
            by_area => by_area,
        };
        // A distance says more than a border does.
        if let (Some(from), Some(to)) = (near.point, service.0.point) {
            return by_distance(from.metres(to));
        }
        // A postal code may reach into another zone: who stands there is not nearer than the visitor's own zone.
        let may_be_here = near.zone == 0 || !glance.zone_is_known() || service.stands_in_zone(near.zone);
        let by_place = if may_be_here && service.stands_in_postal_code(near.postal_code) {
            // Without words nobody asks for the nearest of a kind.
            if self.has_words { SAME_POSTAL_CODE } else { SAME_MUNICIPALITY }
        } else if service.stands_in_municipality(near.municipality) {
            SAME_MUNICIPALITY
        } else if service.stands_in_zone(near.zone) {
            SAME_ZONE
        } else if near.possible.iter().any(|one| service.stands_in_zone(one.zone)) {
            POSSIBLE_ZONE
        } else {
            near.elsewhere(glance)
        };
        by_area.map_or(by_place, |by_area| by_place.max(by_area))
    }

    /// The most that [`Order::nearness`] can be.
    fn nearness_at_most(&self, glance: Glance<'_>) -> f32 {
        let Some(near) = &self.near else { return 1.0 };
        if let (Some(from), Some(to)) = (near.point, glance.0.point()) {
            return by_distance(from.metres(to)).max(OTHER_PARTS);
        }
        let may_be_here = near.zone == 0 || !glance.zone_is_known() || glance.may_stand_in_zone(near.zone);
        let places = [
            (SAME_POSTAL_CODE, near.postal_code != 0 && may_be_here),
            (SAME_MUNICIPALITY, glance.may_stand_in_municipality(near.municipality)),
            (SAME_ZONE, glance.may_stand_in_zone(near.zone)),
            (POSSIBLE_ZONE, near.possible.iter().any(|one| glance.may_stand_in_zone(one.zone))),
            (near.best_area(), glance.is_for_some_parts()),
        ];
        let nearest = places.iter().filter(|(_, may)| *may).map(|(nearness, _)| *nearness);
        nearest.fold(near.elsewhere(glance), f32::max)
    }

    fn line(&self, service: Glance<'_>) -> f32 {
        let line = match (service.line(), self.has_words) {
            (Some(Line::ZeroHalf), false) => WITHOUT_THRESHOLD_WITHOUT_WORDS,
            (Some(Line::ZeroHalf | Line::First), _) => GENERALIST,
            (Some(Line::Second), true) => SPECIALIST,
            (Some(Line::Second), false) => SPECIALIST_WITHOUT_WORDS,
            (None, true) => LINE_UNKNOWN,
            (None, false) => LINE_UNKNOWN_WITHOUT_WORDS,
        };
        let sent = if service.needs_a_professional() && !self.for_professional { NEEDS_A_PROFESSIONAL } else { 1.0 };
        let meant = if service.is_for_professionals() && !self.for_professional { FOR_PROFESSIONALS } else { 1.0 };
        line * sent * meant
    }

    fn freshness(&self, service: Packed<'_>) -> f32 {
        match service.verified() {
            0 => NEVER_VERIFIED,
            day if self.today - day <= A_YEAR_OF_DAYS => VERIFIED,
            _ => VERIFIED_LONG_AGO,
        }
    }
}

impl Near {
    /// The areas that the visitor is in, or may be in, and how near what is offered there counts.
    fn areas(&self) -> impl Iterator<Item = (i32, f32)> {
        let areas = [
            (self.for_postal_code, SAME_POSTAL_CODE),
            (self.for_municipality, SAME_MUNICIPALITY),
            (self.for_zone, SAME_ZONE),
        ];
        areas.into_iter().chain(self.possible.iter().map(|one| (one.for_zone, POSSIBLE_ZONE)))
    }

    /// The most that an area can count; what is offered in other parts counts no more than any place.
    fn best_area(&self) -> f32 {
        self.areas().filter(|(area, _)| *area != 0).map(|(_, nearness)| nearness).fold(OTHER_PARTS, f32::max)
    }

    /// How near a service is that stands in none of the visitor's places.
    fn elsewhere(&self, service: Glance<'_>) -> f32 {
        if service.is_for_the_region() {
            WHOLE_REGION
        } else if !self.possible.is_empty() && service.zone_is_known() {
            NO_POSSIBLE_ZONE
        } else {
            1.0
        }
    }
}

/// How near the areas are that a service is for, when the visitor is in one of them.
fn by_area(near: &Near, glance: Glance<'_>, service: Packed<'_>) -> Option<f32> {
    if !glance.is_for_some_parts() {
        return None;
    }
    near.areas().find(|(area, _)| service.is_offered_in(*area)).map(|(_, nearness)| nearness)
}

fn by_distance(metres: f32) -> f32 {
    1.0 + (AT_THE_DOOR - 1.0) * HALF_OF_IT_METRES / (HALF_OF_IT_METRES + metres)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearness_falls_off_and_never_below_one() {
        let at = |metres| by_distance(metres);
        assert!((at(0.0) - AT_THE_DOOR).abs() < 0.001 && (at(1_200.0) - 1.3).abs() < 0.001);
        assert!(at(500.0) > at(600.0) && at(50_000.0) > 1.0);
    }

    #[test]
    fn a_set_has_what_was_put_into_it() {
        let set = ThemeSet::of([1, 64, 65_535].into_iter());
        assert!([1, 64, 65_535].into_iter().all(|number| set.has(number)) && !set.has(0) && !set.has(63));
        assert!(ThemeSet::of(std::iter::empty()).is_empty() && !set.is_empty());
    }
}
