//! What a search asks: parameters with their modifiers and prefixes, read by the rules of FHIR.

use axum::http::HeaderMap;
use directory::TermFacet;
use jiff::civil::Date;
use kernel::Timestamp;
use territory::Point;
use uuid::Uuid;

use super::modifier::is_negated;
use super::outcome::Outcome;
use super::token::{Token, flags, statuses};
use super::{Resource, form};
use crate::drawing::{ORGANIZATION_TYPES, PHYSICAL_TYPES};
use crate::hsds::Sent;

/// Resources in a bundle when the program does not say how many.
const USUAL: usize = 50;
/// The most resources in a bundle.
const MOST: usize = 500;
/// The most conditions of a search, and the most values of all of them together: each is held against every resource.
const CONDITIONS: usize = 30;
const VALUES: usize = 200;
/// Metres around a point when the program does not say how many.
const AROUND: f64 = 5_000.0;

/// One condition; each must be met.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Condition {
    /// One of these ids.
    Ids(Vec<Uuid>),
    /// Changed within these bounds: from, and before.
    Changed { from: Option<Timestamp>, before: Option<Timestamp> },
    /// Active, not, or either; nothing is neither.
    Active(Vec<bool>),
    /// One of these numbers.
    Identifier(Vec<Token>),
    /// One of these names.
    Name(How, Vec<String>),
    /// Of one of these organisations.
    Organization(Vec<Uuid>),
    /// At one of these locations.
    Location(Vec<Uuid>),
    /// Part of one of these.
    PartOf(Vec<Uuid>),
    /// Of one of these types, of a code system.
    Type(&'static str, Vec<Token>),
    /// With one of these codes of our thesaurus, or of a code system that it is mapped to, in the element that shows a facet.
    Terms(TermFacet, Vec<Token>),
    /// With one of these terms.
    Carries(Vec<Uuid>),
    /// So near a point.
    Near(Point, f64),
    /// Not what another condition asks.
    Not(Box<Condition>),
}

/// How a text must fit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum How {
    /// It begins so, whatever its accents and capitals.
    Begins,
    /// It holds that.
    Contains,
    /// It is that.
    Exactly,
}

/// What else a bundle holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Also {
    /// The organisations that the matches belong to.
    Organizations,
    /// The locations of healthcare services.
    Locations,
    /// The locations of organisations.
    LocationsOf,
    /// The healthcare services of organisations, or at locations.
    ServicesOf,
}

/// A search.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Asked {
    pub conditions: Vec<Condition>,
    pub also: Vec<Also>,
    /// Only how many there are.
    pub only_count: bool,
    pub count: usize,
    /// From 1.
    pub page: usize,
    /// What was understood of it, as an address has it: what was passed over is no part of the search.
    pub words: String,
}

/// Whether a program wants to hear of what is not supported, instead of having it passed over.
pub(super) fn is_strict(headers: &HeaderMap) -> bool {
    headers.get_all("prefer").iter().any(|value| value.to_str().is_ok_and(|value| value.contains("handling=strict")))
}

impl Asked {
    /// Reads the parameters of a search. Who asks to be handled strictly hears of unknown ones.
    pub fn read(sent: &Sent, resource: Resource) -> Result<Self, Outcome> {
        form::check(sent)?;
        let strict = is_strict(&sent.headers);
        let (conditions, also, words) = (Vec::new(), Vec::new(), String::new());
        let mut asked = Self { conditions, also, only_count: false, count: USUAL, page: 1, words };
        let mut understood = form_urlencoded::Serializer::new(String::new());
        let mut values = 0;
        for (name, value) in form_urlencoded::parse(sent.words.as_bytes()) {
            if value.trim().is_empty() {
                continue;
            }
            values += value.split(',').count();
            if values > VALUES || asked.conditions.len() == CONDITIONS {
                return Err(Outcome::too_much(CONDITIONS, VALUES));
            }
            let known = asked.control(&name, &value)? || asked.includes(&name, &value, resource)? || {
                let condition = condition(resource, &name, &value)?;
                let known = condition.is_some();
                asked.conditions.extend(condition);
                known
            };
            if !known && strict {
                return Err(Outcome::unknown(&name));
            }
            if known && name != "_page" {
                understood.append_pair(&name, &value);
            }
        }
        asked.words = understood.finish();
        Ok(asked)
    }

    /// Parameters about the answer itself.
    fn control(&mut self, name: &str, value: &str) -> Result<bool, Outcome> {
        let number = || value.parse::<usize>().map_err(|_| Outcome::malformed(name));
        match name {
            "_count" => {
                self.count = number()?.min(MOST);
                self.only_count |= self.count == 0;
            }
            "_page" => self.page = number()?.max(1),
            "_summary" if value == "count" => self.only_count = true,
            "_format" | "lang" => {}
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// What an answer is to hold beside the matches. Who asks for more than there can be is told so: an answer without it would
    /// look as if there were none.
    fn includes(&mut self, name: &str, value: &str, resource: Resource) -> Result<bool, Outcome> {
        let (includes, back) = resource.includes();
        let can_be_had = match name.split_once(':').unwrap_or((name, "")) {
            ("_include", "") => includes.contains(&value),
            ("_revinclude", "") => back.contains(&value),
            ("_include" | "_revinclude", _) => false,
            _ => return Ok(false),
        };
        if !can_be_had {
            return Err(Outcome::not_included(name, value));
        }
        let also = match (name, value, resource) {
            ("_include", "Location:organization", Resource::Location)
            | ("_include", "HealthcareService:organization", Resource::HealthcareService)
            | ("_include", "Organization:partof", Resource::Organization) => Also::Organizations,
            ("_include", "HealthcareService:location", Resource::HealthcareService) => Also::Locations,
            ("_revinclude", "Location:organization", Resource::Organization) => Also::LocationsOf,
            ("_revinclude", "HealthcareService:organization", Resource::Organization)
            | ("_revinclude", "HealthcareService:location", Resource::Location) => Also::ServicesOf,
            // There are no endpoints and no affiliations here: nothing to include.
            _ => return Ok(true),
        };
        if !self.also.contains(&also) {
            self.also.push(also);
        }
        Ok(true)
    }
}

fn condition(resource: Resource, name: &str, value: &str) -> Result<Option<Condition>, Outcome> {
    use Resource::{HealthcareService, Location, Organization};
    let (bare, modifier) = name.split_once(':').unwrap_or((name, ""));
    let ids = |of: &str| references(value, of);
    let Some(negated) = is_negated(resource, name)? else { return Ok(None) };
    let condition = match (bare, resource) {
        ("_id", _) => Condition::Ids(known_ids(value)),
        ("_lastUpdated", _) => changed(name, value)?,
        ("active", Organization | HealthcareService) => {
            Condition::Active(flags(value).ok_or_else(|| Outcome::malformed(name))?)
        }
        ("status", Location) => Condition::Active(statuses(value)),
        ("identifier", _) => Condition::Identifier(Token::all(value)),
        ("name", _) => Condition::Name(how(modifier), texts(value)),
        ("organization", Location | HealthcareService) => Condition::Organization(ids("Organization")),
        ("location", HealthcareService) => Condition::Location(ids("Location")),
        ("partof", Organization) => Condition::PartOf(ids("Organization")),
        ("type", Organization) => Condition::Type(ORGANIZATION_TYPES, Token::all(value)),
        ("type", Location) => Condition::Type(PHYSICAL_TYPES, Token::all(value)),
        // As they are drawn: what it helps with, who helps, where.
        ("service-type", HealthcareService) => Condition::Terms(TermFacet::Need, Token::all(value)),
        ("specialty", HealthcareService) => Condition::Terms(TermFacet::Profession, Token::all(value)),
        ("characteristic", HealthcareService) => Condition::Terms(TermFacet::Setting, Token::all(value)),
        ("near", Location) => near(name, value)?,
        _ => return Ok(None),
    };
    Ok(Some(if negated { Condition::Not(Box::new(condition)) } else { condition }))
}

/// Ids; what is none names nothing.
fn known_ids(value: &str) -> Vec<Uuid> {
    value.split(',').filter_map(|id| id.trim().parse().ok()).collect()
}

/// References: an id, with its kind or with a whole address before it.
fn references(value: &str, of: &str) -> Vec<Uuid> {
    let id = |reference: &str| {
        let (before, id) = reference.trim().rsplit_once('/').unwrap_or((of, reference.trim()));
        before.ends_with(of).then(|| id.parse().ok()).flatten()
    };
    value.split(',').filter_map(id).collect()
}

fn how(modifier: &str) -> How {
    match modifier {
        "contains" => How::Contains,
        "exact" => How::Exactly,
        _ => How::Begins,
    }
}

/// Values parted by commas; a comma that belongs to one has a stroke before it.
fn texts(value: &str) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match (letter, texts.last_mut()) {
            (',', _) => texts.push(String::new()),
            ('\\', Some(text)) => text.extend(letters.next()),
            (letter, Some(text)) => text.push(letter),
            (_, None) => {}
        }
    }
    texts.retain(|text| !text.trim().is_empty());
    texts
}

/// A moment, a day, a month or a year, with a prefix: each is a span of time.
fn changed(name: &str, value: &str) -> Result<Condition, Outcome> {
    let prefix = value.get(..2).filter(|prefix| prefix.bytes().all(|byte| byte.is_ascii_lowercase())).unwrap_or("");
    let (start, end) = span(&value[prefix.len()..]).ok_or_else(|| Outcome::malformed(name))?;
    let (from, before) = match prefix {
        "" | "eq" => (Some(start), Some(end)),
        "gt" | "sa" => (Some(end), None),
        "ge" => (Some(start), None),
        "lt" | "eb" => (None, Some(start)),
        "le" => (None, Some(end)),
        _ => return Err(Outcome::malformed(name)),
    };
    Ok(Condition::Changed { from, before })
}

/// The first moment of a span of time, and the first one after it.
pub(super) fn span(text: &str) -> Option<(Timestamp, Timestamp)> {
    // What stood as a plus in an address was read as a space.
    let text = text.trim().replace(' ', "+");
    if text.contains('T') {
        let start: Timestamp = text.parse().ok()?;
        let fine = text.contains('.');
        let length = if fine { jiff::SignedDuration::from_millis(1) } else { jiff::SignedDuration::from_secs(1) };
        return Some((start, start.plus(length)));
    }
    let (first, days): (Date, jiff::Span) = match text.len() {
        4 => (format!("{text}-01-01").parse().ok()?, jiff::Span::new().years(1)),
        7 => (format!("{text}-01").parse().ok()?, jiff::Span::new().months(1)),
        _ => (text.parse().ok()?, jiff::Span::new().days(1)),
    };
    let midnight = |date: Date| format!("{date}T00:00:00Z").parse::<Timestamp>().ok();
    Some((midnight(first)?, midnight(first.checked_add(days).ok()?)?))
}

/// `latitude|longitude|distance|units`.
fn near(name: &str, value: &str) -> Result<Condition, Outcome> {
    let wrong = || Outcome::malformed(name);
    let parts: Vec<&str> = value.split('|').map(str::trim).collect();
    let number = |at: usize| -> Result<Option<f64>, Outcome> {
        let part = parts.get(at).filter(|part| !part.is_empty());
        part.map(|part| part.parse::<f64>().ok().filter(|number| number.is_finite()).ok_or_else(wrong)).transpose()
    };
    let (Some(lat), Some(lon)) = (number(0)?, number(1)?) else { return Err(wrong()) };
    let metres = match (number(2)?, parts.get(3).copied().unwrap_or("km")) {
        (None, _) => AROUND,
        (Some(distance), "m") => distance,
        (Some(distance), "km" | "") => distance * 1_000.0,
        (Some(distance), "[mi_us]" | "[mi_i]") => distance * 1_609.344,
        (Some(_), _) => return Err(wrong()),
    };
    let fits = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon) && metres >= 0.0;
    if fits { Ok(Condition::Near(Point { lat, lon }, metres)) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(value: &str) -> Option<(Option<String>, Option<String>)> {
        match changed("_lastUpdated", value) {
            Ok(Condition::Changed { from, before }) => {
                Some((from.map(|at| at.to_string()), before.map(|at| at.to_string())))
            }
            _ => None,
        }
    }

    #[test]
    fn a_date_is_a_span_and_a_prefix_says_which_side_of_it() {
        let (day, next) = (Some("2026-11-22T00:00:00Z".to_owned()), Some("2026-11-23T00:00:00Z".to_owned()));
        for (value, expected) in [
            ("2026-11-22", Some((day.clone(), next.clone()))),
            ("ge2026-11-22", Some((day.clone(), None))),
            ("gt2026-11-22", Some((next.clone(), None))),
            ("sa2026-11-22", Some((next.clone(), None))),
            ("lt2026-11-22", Some((None, day.clone()))),
            ("eb2026-11-22", Some((None, day))),
            ("le2026-11-22", Some((None, next))),
            ("xx2026-11-22", None),
            ("soon", None),
            ("é", None),
        ] {
            assert_eq!(bounds(value), expected, "{value}");
        }
        let month = bounds("2026-11").unwrap();
        assert_eq!(
            (month.0.as_deref(), month.1.as_deref()),
            (Some("2026-11-01T00:00:00Z"), Some("2026-12-01T00:00:00Z"))
        );
        assert!(bounds("ge2026-11-22T10:00:00 01:00").is_some(), "a plus that was read as a space");
    }

    #[test]
    fn a_place_has_a_distance_in_units() {
        let metres = |value: &str| match near("near", value) {
            Ok(Condition::Near(_, metres)) => Some(metres),
            _ => None,
        };
        for (value, expected) in [
            ("50.8|4.3", Some(5_000.0)),
            ("50.8|4.3|2", Some(2_000.0)),
            ("50.8|4.3|200|m", Some(200.0)),
            ("50.8|4.3|1|km", Some(1_000.0)),
            ("50.8", None),
            ("91|4", None),
            ("50.8|4.3|1|furlong", None),
            ("50.8|4.3|-1|km", None),
        ] {
            assert_eq!(metres(value), expected, "{value}");
        }
    }

    #[test]
    fn values_are_parted_by_commas_that_no_stroke_precedes() {
        assert_eq!(texts("Test\\, een,Test twee,"), ["Test, een", "Test twee"]);
        let id = Uuid::from_u128(1);
        for reference in [id.to_string(), format!("Organization/{id}"), format!("https://x/fhir/R4/Organization/{id}")]
        {
            assert_eq!(references(&reference, "Organization"), [id], "{reference}");
        }
        assert!(references(&format!("Location/{id}"), "Organization").is_empty());
    }
}
