//! Why a service is shown, in words: every result carries its reasons.

use std::sync::Arc;

use jiff::civil;
use kernel::{Day, Lang, Text};
use territory::{Found, Gazetteer, Place, PlaceKind};
use web::{Catalogue, say};

use crate::{Area, Line, Point, Precision, ServiceCard, Spoken, Standing};

/// As the crow flies people walk this much less than on streets.
const DETOUR: f64 = 1.3;
/// Metres that a person on foot, not a quick one, goes in a minute.
const METRES_A_MINUTE: f64 = 70.0;
/// Further than this nobody is told to walk.
const FURTHEST_WALK_MINUTES: f64 = 30.0;
/// From so many days on a weekday no longer tells which day is meant.
pub(crate) const A_WEEK: i32 = 7;
/// Languages that one reason names.
const LANGUAGES_NAMED: usize = 4;

/// Where somebody looks for help; absent parts are unknown, and nothing is guessed about them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Whereabouts {
    /// The care zone, when it is certain.
    pub zone: Option<String>,
    /// The municipality, when it is certain.
    pub municipality: Option<String>,
    /// The neighbourhood, when it is certain.
    pub neighbourhood: Option<String>,
    /// The postal code, when one was asked for.
    pub postal_code: Option<String>,
    /// The point, when the place is as small as a street.
    pub point: Option<Point>,
    /// The care zones that may be meant, while none of them is certain; empty when they may be all.
    pub possible: Vec<String>,
}

impl Whereabouts {
    /// What is certain about a place; nothing for the region as a whole.
    pub fn at(place: &Place) -> Option<Self> {
        let postal_code = place.code.rsplit('~').next().filter(|_| place.kind == PlaceKind::PostalCode);
        (place.kind != PlaceKind::Region).then(|| Self {
            zone: place.zone.as_ref().map(ToString::to_string),
            municipality: place.municipality.as_ref().map(|named| named.code.clone()),
            neighbourhood: place.neighbourhood.as_ref().map(|named| named.code.clone()),
            postal_code: postal_code.map(str::to_owned),
            point: place.point,
            possible: Vec::new(),
        })
    }

    /// What is certain while a place is asked back: that it lies in one of some zones, when that says anything.
    pub fn among(found: &Found, gazetteer: &Gazetteer) -> Option<Self> {
        let mut possible: Vec<String> = found.zones().into_iter().map(ToString::to_string).collect();
        match possible.len() {
            0 => None,
            1 => Some(Self { zone: possible.pop(), ..Self::default() }),
            many if many < gazetteer.zones().len() => Some(Self { possible, ..Self::default() }),
            _ => None,
        }
    }
}

/// Why a service is shown.
#[derive(Clone, PartialEq, Debug)]
pub enum Reason {
    /// Its name is what was typed.
    ExactName,
    /// It helps with what was asked: the names of the theme.
    Theme(Arc<Text>),
    /// It helps with something near to what was asked: the names of the theme.
    RelatedTheme(Arc<Text>),
    /// It helps with every question: to find who can help.
    HelpsToFind,
    /// It stands in the visitor's neighbourhood.
    Neighbourhood,
    /// It stands in the visitor's municipality.
    Municipality,
    /// It works in the visitor's municipality.
    ServesMunicipality,
    /// It works in the visitor's postal code.
    ServesPostalCode,
    /// It stands in the visitor's care zone.
    Zone,
    /// It works in the visitor's care zone.
    ServesZone,
    /// It stands in one of the care zones that may be the visitor's.
    PossibleZone,
    /// It works in one of the care zones that may be the visitor's.
    ServesPossibleZone,
    /// It is so many metres away, and on foot so many minutes where that is honest to say.
    Distance {
        /// As the crow flies.
        metres: u32,
        /// On foot along streets.
        walk: Option<u32>,
    },
    /// It is open day and night, on each day of the year.
    AlwaysOpen,
    /// It is open, until when if that is soon.
    OpenNow(Option<civil::DateTime>),
    /// It opens at.
    OpensAt {
        /// When.
        at: civil::DateTime,
        /// How many days from now.
        in_days: i32,
    },
    /// These languages are spoken there.
    Speaks(Vec<Spoken>),
    /// It works in the whole region.
    WholeRegion,
    /// It is close to people, without a threshold or as the first help.
    FirstLine,
    /// Somebody confirmed the entry on this day.
    VerifiedOn(Day),
}

impl Reason {
    /// The word for it in data; what it says for people is [`Reason::text`].
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ExactName => "exact_name",
            Self::Theme(_) => "theme",
            Self::RelatedTheme(_) => "related_theme",
            Self::HelpsToFind => "helps_to_find",
            Self::Neighbourhood => "neighbourhood",
            Self::Municipality => "municipality",
            Self::ServesMunicipality => "serves_municipality",
            Self::ServesPostalCode => "serves_postal_code",
            Self::Zone => "zone",
            Self::ServesZone => "serves_zone",
            Self::PossibleZone => "possible_zone",
            Self::ServesPossibleZone => "serves_possible_zone",
            Self::Distance { .. } => "distance",
            Self::AlwaysOpen | Self::OpenNow(_) => "open_now",
            Self::OpensAt { .. } => "opens_at",
            Self::Speaks(_) => "languages",
            Self::WholeRegion => "whole_region",
            Self::FirstLine => "first_line",
            Self::VerifiedOn(_) => "verified_on",
        }
    }

    /// The reason for a reader.
    pub fn text(&self, catalogue: &Catalogue, lang: Lang) -> String {
        let tr = |key| catalogue.tr(lang, key);
        match self {
            Self::ExactName => tr("directory-reason-exact-name").to_string(),
            Self::Theme(names) => tr("directory-reason-theme").arg("theme", names.plain(lang)).to_string(),
            Self::RelatedTheme(names) => tr("directory-reason-related").arg("theme", names.plain(lang)).to_string(),
            Self::HelpsToFind => tr("directory-reason-helps-to-find").to_string(),
            Self::Neighbourhood => tr("directory-reason-neighbourhood").to_string(),
            Self::Municipality => tr("directory-reason-municipality").to_string(),
            Self::ServesMunicipality => tr("directory-reason-serves-municipality").to_string(),
            Self::ServesPostalCode => tr("directory-reason-serves-postal-code").to_string(),
            Self::Zone => tr("directory-reason-zone").to_string(),
            Self::ServesZone => tr("directory-reason-serves-zone").to_string(),
            Self::PossibleZone => tr("directory-reason-possible-zone").to_string(),
            Self::ServesPossibleZone => tr("directory-reason-serves-possible-zone").to_string(),
            Self::Distance { metres, walk } => {
                let distance = say::distance(lang, *metres);
                match walk {
                    Some(minutes) => {
                        tr("directory-reason-walk").arg("minutes", *minutes).arg("distance", distance).to_string()
                    }
                    None => tr("directory-reason-distance").arg("distance", distance).to_string(),
                }
            }
            Self::AlwaysOpen => tr("directory-reason-always-open").to_string(),
            Self::OpenNow(None) => tr("directory-open-now").to_string(),
            Self::OpenNow(Some(until)) => {
                tr("directory-reason-open-until").arg("time", say::time(lang, until.time())).to_string()
            }
            Self::OpensAt { at, in_days: A_WEEK.. } => {
                tr("directory-reason-opens-on").arg("date", say::short_day(lang, Day::new(at.date()))).to_string()
            }
            Self::OpensAt { at, in_days } => {
                let key = if *in_days == 0 { "directory-reason-opens-today" } else { "directory-reason-opens" };
                let day = say::weekday(lang, at.weekday());
                tr(key).arg("time", say::time(lang, at.time())).arg("day", day).to_string()
            }
            Self::Speaks(languages) => {
                tr("directory-reason-speaks").arg("languages", spoken(languages, catalogue, lang)).to_string()
            }
            Self::WholeRegion => tr("directory-reason-region").to_string(),
            Self::FirstLine => tr("directory-reason-first-line").to_string(),
            Self::VerifiedOn(day) => tr("directory-reason-verified").arg("day", say::short_day(lang, *day)).to_string(),
        }
    }
}

/// "French and Arabic"; a language without a name in the texts shows its code.
fn spoken(languages: &[Spoken], catalogue: &Catalogue, lang: Lang) -> String {
    let name = |language: &Spoken| {
        let key = format!("directory-language-{language}");
        if catalogue.has(lang, &key) { catalogue.tr(lang, &key).to_string() } else { language.to_string() }
    };
    let mut names: Vec<String> = languages.iter().take(LANGUAGES_NAMED).map(name).collect();
    match names.pop() {
        Some(last) if !names.is_empty() => {
            catalogue.tr(lang, "directory-reason-and").arg("first", names.join(", ")).arg("last", last).to_string()
        }
        last => last.unwrap_or_default(),
    }
}

/// What is known of a question and of one service in its answer.
pub(crate) struct Given<'a> {
    pub card: &'a ServiceCard,
    pub near: Option<&'a Whereabouts>,
    pub standing: Standing,
    pub today: civil::Date,
    pub exact_name: bool,
    pub theme: Option<Reason>,
}

/// Metres from the visitor to the door, when both are known well enough to say so.
pub(crate) fn distance(card: &ServiceCard, near: Option<&Whereabouts>) -> Option<u32> {
    let known = matches!(card.place.precision, Precision::Address | Precision::Street);
    let (from, to) = (near?.point?, card.place.point.filter(|_| known)?);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a distance within a region")]
    Some(from.distance(to).round() as u32)
}

impl Reason {
    /// So far as the crow flies, and on foot where that is honest to say.
    pub(crate) fn distance(metres: u32) -> Self {
        Self::Distance { metres, walk: walk(metres) }
    }
}

/// Every reason for a service, the most telling first.
pub(crate) fn reasons(given: Given<'_>) -> Vec<Reason> {
    let Given { card, near, standing, today, exact_name, theme } = given;
    let mut reasons = Vec::new();
    reasons.extend(exact_name.then_some(Reason::ExactName));
    reasons.extend(theme);
    reasons.extend(near.and_then(|near| part(card, near)));
    reasons.extend(distance(card, near).map(Reason::distance));
    reasons.extend(match standing {
        Standing::Always => Some(Reason::AlwaysOpen),
        // A time alone is that of today, or of the night to come.
        Standing::Open(until) => Some(Reason::OpenNow(until.filter(|at| days_until(today, *at) <= 1))),
        Standing::Closed(Some(at)) => Some(Reason::OpensAt { at, in_days: days_until(today, at) }),
        Standing::Closed(None) | Standing::Unknown => None,
    });
    reasons.extend((!card.languages.is_empty()).then(|| Reason::Speaks(card.languages.clone())));
    reasons.extend(card.areas.contains(&Area::Region).then_some(Reason::WholeRegion));
    reasons.extend(matches!(card.line, Some(Line::ZeroHalf | Line::First)).then_some(Reason::FirstLine));
    reasons.extend(card.verified_on.map(Reason::VerifiedOn));
    reasons
}

/// The smallest part of the territory that the service and the visitor share: where it stands, as precisely as that is known,
/// else where it works.
fn part(card: &ServiceCard, near: &Whereabouts) -> Option<Reason> {
    let same = |one: Option<&str>, other: &Option<String>| one.is_some() && one == other.as_deref();
    let works = |code: &Option<String>, area: fn(String) -> Area| {
        code.clone().is_some_and(|code| card.areas.contains(&area(code)))
    };
    let possible = |is_there: &dyn Fn(&String) -> bool| near.possible.iter().any(is_there);
    let place = &card.place;
    let tries = [
        (same(place.in_neighbourhood(), &near.neighbourhood), Reason::Neighbourhood),
        (same(place.in_municipality(), &near.municipality), Reason::Municipality),
        (works(&near.municipality, Area::Municipality), Reason::ServesMunicipality),
        (works(&near.postal_code, Area::PostalCode), Reason::ServesPostalCode),
        (same(place.in_zone(), &near.zone), Reason::Zone),
        (works(&near.zone, Area::Zone), Reason::ServesZone),
        (possible(&|zone| place.in_zone() == Some(zone)), Reason::PossibleZone),
        (possible(&|zone| card.areas.contains(&Area::Zone(zone.clone()))), Reason::ServesPossibleZone),
    ];
    tries.into_iter().find(|(holds, _)| *holds).map(|(_, reason)| reason)
}

/// From today to the day of a moment.
pub(crate) fn days_until(today: civil::Date, at: civil::DateTime) -> i32 {
    i32::try_from(Day::new(at.date()).days_since(Day::new(today))).unwrap_or(i32::MAX)
}

fn walk(metres: u32) -> Option<u32> {
    let minutes = (f64::from(metres) * DETOUR / METRES_A_MINUTE).ceil().max(1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most half an hour")]
    (minutes <= FURTHEST_WALK_MINUTES).then_some(minutes as u32)
}

#[cfg(test)]
mod tests {
    use super::walk;

    #[test]
    fn nobody_is_told_to_walk_far() {
        assert_eq!((walk(10), walk(600), walk(1_600), walk(1_700)), (Some(1), Some(12), Some(30), None));
    }
}
