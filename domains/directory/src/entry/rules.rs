//! What an entry must fulfil before it is kept, whoever writes it: pure.

use std::collections::{HashMap, HashSet};

use kernel::{Day, Text, TranslationState};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::fields::{self, Field, LONGEST_NAME, LONGEST_TEXT, Sort};
use super::record::says_nothing;
use super::{Patch, Record, Unfit};
use crate::import::fields::{email, phone, website};
use crate::{Activation, Area, Capacity, Closure, Cost, Eligibility, Hours, Identifier, TermFacet};

/// The most items of a list.
pub(crate) const MOST: usize = 50;

/// Something in a field that must be mended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The field.
    pub field: String,
    /// The key of the text that says what to do.
    pub key: &'static str,
}

impl From<Unfit> for Fault {
    fn from(unfit: Unfit) -> Self {
        let sort = fields::find(unfit.kind, &unfit.field).map(|field| field.sort);
        Self { field: unfit.field, key: sort.map_or("directory-fault-unfit", shape_of) }
    }
}

/// What is wanted of a value that has not the shape of its sort.
const fn shape_of(sort: Sort) -> &'static str {
    match sort {
        Sort::Name | Sort::Text => "directory-fault-shape-text",
        Sort::Plain
        | Sort::Basis
        | Sort::Phone
        | Sort::Email
        | Sort::Website
        | Sort::Hours
        | Sort::OrganisationKind
        | Sort::Municipality => "directory-fault-shape-line",
        Sort::Choice(_) => "directory-fault-shape-choice",
        Sort::Flag => "directory-fault-shape-flag",
        Sort::Languages => "directory-fault-shape-languages",
        Sort::Organisation | Sort::Entry(_) | Sort::Derived => "directory-fault-shape-id",
        Sort::Aliases
        | Sort::Themes
        | Sort::Terms(_)
        | Sort::Areas
        | Sort::Identifiers
        | Sort::Costs
        | Sort::Documents
        | Sort::Closures
        | Sort::Organisations => "directory-fault-shape-list",
        Sort::Point | Sort::Eligibility | Sort::Activation | Sort::Accessibility | Sort::Capacity => {
            "directory-fault-shape-parts"
        }
    }
}

/// New values as they are kept: numbers in registers as people write them become what is compared. What is no number stays as it
/// was sent, to be refused.
pub(crate) fn as_kept(kind: super::EntryKind, patch: &Patch) -> Patch {
    let is_numbers = |name: &str| fields::find(kind, name).is_some_and(|it| matches!(it.sort, Sort::Identifiers));
    let kept = |(name, value): (&str, &Value)| {
        let numbers = is_numbers(name).then(|| read::<Vec<Identifier>>(value)).flatten();
        let as_read = |one: Identifier| Identifier::read(&one.scheme, &one.value).unwrap_or(one);
        let numbers = numbers.map(|all| all.into_iter().map(as_read).collect::<Vec<_>>());
        let value = numbers.and_then(|all| serde_json::to_value(all).ok()).unwrap_or_else(|| value.clone());
        (name.to_owned(), value)
    };
    patch.iter().map(kept).collect()
}

/// The codes that an entry may name.
#[derive(Clone, Default, Debug)]
pub struct Known {
    /// Terms of the thesaurus, each with its facet.
    pub terms: HashMap<String, TermFacet>,
    /// Kinds of organisation.
    pub kinds: HashSet<String>,
    /// Parts of the territory, as areas are written.
    pub areas: HashSet<String>,
}

impl Known {
    /// Whether a patch names codes that must be looked up.
    pub(crate) fn is_asked(kind: super::EntryKind, patch: &Patch) -> bool {
        let codes = |field: &&Field| {
            use Sort::{Areas, Eligibility, Municipality, OrganisationKind, Terms, Themes};
            matches!(field.sort, Themes | Terms(_) | OrganisationKind | Areas | Municipality | Eligibility)
        };
        fields::of(kind).iter().filter(codes).any(|field| patch.get(field.name).is_some())
    }

    /// Whether a code is that of a term of one of some facets: a profession is nothing that people look for help with.
    fn is(&self, code: &str, facets: &[TermFacet]) -> bool {
        self.terms.get(code).is_some_and(|facet| facets.contains(facet))
    }
}

/// What is wrong with the new values of an entry. Fields that nobody touched are not judged: what a source brought stays.
pub fn faults(after: &Record, patch: &Patch, known: &Known, today: Day) -> Vec<Fault> {
    let kind = after.entry().kind;
    let touched = fields::of(kind).iter().filter_map(|field| Some((field, patch.get(field.name)?)));
    touched.filter_map(|(field, value)| fault(field, value, (known, today))).collect()
}

fn fault(field: &Field, value: &Value, (known, today): (&Known, Day)) -> Option<Fault> {
    let wrong = |key: &'static str| Some(Fault { field: field.name.to_owned(), key });
    if says_nothing(value) {
        return if field.needed { wrong("directory-fault-needed") } else { None };
    }
    if has_hidden_signs(value) {
        return wrong("directory-fault-signs");
    }
    let text = value.as_str().unwrap_or_default();
    let good = match field.sort {
        Sort::Name => is_short(value, LONGEST_NAME),
        Sort::Text => is_short(value, LONGEST_TEXT),
        Sort::Plain | Sort::Basis => text.chars().count() <= LONGEST_NAME,
        Sort::Phone => phone(text).is_some_and(|read| read == text),
        Sort::Email => email(text).is_some(),
        Sort::Website => website(text).is_some_and(|read| read == text),
        Sort::Hours => text.parse::<Hours>().is_ok(),
        Sort::OrganisationKind => known.kinds.contains(text),
        Sort::Themes => words(value).all(|code| known.is(code, &[TermFacet::Need])),
        Sort::Terms(facet) => words(value).all(|code| known.is(code, &[facet])),
        Sort::Areas => words(value).all(|code| code == Area::Region.to_string() || known.areas.contains(code)),
        Sort::Municipality => known.areas.contains(&Area::Municipality(text.to_owned()).to_string()),
        Sort::Aliases => aliases(value).all(|name| (1..=LONGEST_NAME).contains(&name.trim().chars().count())),
        Sort::Point => is_point(value),
        Sort::Identifiers => list::<Identifier>(value).is_some_and(|all| all.iter().all(is_number)),
        Sort::Eligibility => read::<Eligibility>(value).is_some_and(|rules| {
            let mut codes = rules.situations.iter().chain(&rules.excluded);
            let people = [TermFacet::Situation, TermFacet::Status];
            rules.check().is_ok() && codes.all(|code| known.is(code.as_str(), &people))
        }),
        Sort::Documents => list::<Value>(value).is_some_and(|all| all.iter().all(|text| is_short(text, LONGEST_NAME))),
        Sort::Costs => list::<Cost>(value).is_some_and(|all| all.iter().all(|cost| is_brief(&cost.note))),
        Sort::Activation => read::<Activation>(value).is_some_and(|activation| is_brief(&activation.text)),
        Sort::Closures => list::<Closure>(value).is_some_and(|all| {
            all.iter().all(|closure| closure.until.is_none_or(|until| closure.from <= until) && is_brief(&closure.why))
        }),
        // Nobody knows today whether there is room next year.
        Sort::Capacity => read::<Capacity>(value).is_some_and(|capacity| capacity.known_on <= today),
        Sort::Choice(_)
        | Sort::Flag
        | Sort::Languages
        | Sort::Accessibility
        | Sort::Organisation
        | Sort::Organisations
        | Sort::Entry(_)
        | Sort::Derived => true,
    };
    if good { None } else { wrong(key_of(field.sort)) }
}

/// What to do about a value of a sort that does not fit.
const fn key_of(sort: Sort) -> &'static str {
    match sort {
        Sort::Name | Sort::Text | Sort::Plain | Sort::Basis | Sort::Aliases => "directory-fault-long",
        Sort::Phone => "directory-fault-phone",
        Sort::Email => "directory-fault-email",
        Sort::Website => "directory-fault-website",
        Sort::Hours => "directory-fault-hours",
        Sort::Point => "directory-fault-point",
        Sort::OrganisationKind | Sort::Themes | Sort::Terms(_) | Sort::Areas | Sort::Municipality => {
            "directory-fault-code"
        }
        Sort::Identifiers => "directory-fault-identifier",
        Sort::Eligibility => "directory-fault-eligibility",
        Sort::Closures => "directory-fault-closures",
        Sort::Capacity => "directory-fault-capacity",
        Sort::Documents | Sort::Costs | Sort::Activation => "directory-fault-long",
        Sort::Choice(_)
        | Sort::Flag
        | Sort::Languages
        | Sort::Accessibility
        | Sort::Organisation
        | Sort::Organisations
        | Sort::Entry(_)
        | Sort::Derived => "directory-fault-unfit",
    }
}

/// Whether a value holds signs that nobody sees and that change what is seen: control signs, and those that turn the direction of
/// writing for what follows. A line may end and begin anew.
fn has_hidden_signs(value: &Value) -> bool {
    let is_hidden = |sign: char| {
        let ends_a_line = matches!(sign, '\n' | '\r' | '\t');
        (sign.is_control() && !ends_a_line) || matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    match value {
        Value::String(text) => text.chars().any(is_hidden),
        Value::Array(parts) => parts.iter().any(has_hidden_signs),
        Value::Object(parts) => parts.values().any(has_hidden_signs),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn is_short(value: &Value, most: usize) -> bool {
    let text: Result<Text, _> = serde_json::from_value(value.clone());
    text.is_ok_and(|text| text.versions().all(|(_, version)| version.text.chars().count() <= most))
}

fn is_number(identifier: &Identifier) -> bool {
    Identifier::read(&identifier.scheme, &identifier.value).is_ok_and(|read| read.value == identifier.value)
}

fn is_brief(text: &Text) -> bool {
    text.versions().all(|(_, version)| version.text.chars().count() <= LONGEST_NAME)
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

/// A list that is not endless.
fn list<T: DeserializeOwned>(value: &Value) -> Option<Vec<T>> {
    read::<Vec<T>>(value).filter(|all| all.len() <= MOST)
}

fn is_point(value: &Value) -> bool {
    let degrees = |name: &str, most: f64| value[name].as_f64().is_some_and(|degrees| degrees.abs() <= most);
    degrees("lat", 90.0) && degrees("lon", 180.0)
}

fn words(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn aliases(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(|pair| pair[1].as_str())
}

/// Marks translations outdated in the texts of a patch whose source was rewritten and which were left as they were.
pub(crate) fn outdate(before: &Record, patch: Patch) -> Patch {
    let kind = before.entry().kind;
    patch
        .iter()
        .map(|(name, value)| {
            let is_text = fields::find(kind, name).is_some_and(|field| matches!(field.sort, Sort::Name | Sort::Text));
            let texts = is_text.then(|| {
                let was: Text = serde_json::from_value(before.field(name)?).ok()?;
                let is: Text = serde_json::from_value(value.clone()).ok()?;
                serde_json::to_value(outdated(&was, is)).ok()
            });
            (name.to_owned(), texts.flatten().unwrap_or_else(|| value.clone()))
        })
        .collect()
}

/// A text after it was rewritten: what was translated from words that are no more is outdated, unless it was touched as well.
fn outdated(was: &Text, is: Text) -> Text {
    let rewritten = is.versions().find(|(lang, version)| {
        let old = was.get(*lang);
        version.state == TranslationState::Source && old.is_some_and(|old| old.text != version.text)
    });
    let Some((source, _)) = rewritten else { return is };
    let mut all = is.clone();
    all.outdate_except(source);
    is.versions()
        .filter(|(lang, version)| was.get(*lang) != Some(*version))
        .fold(all, |all, (lang, version)| all.with(lang, version.text.clone(), version.state))
}

#[cfg(test)]
mod tests {
    use kernel::Lang;
    use serde_json::json;

    use super::*;
    use crate::Origin;
    use crate::entry::EntryKind;

    fn known() -> Known {
        Known {
            terms: HashMap::from([
                ("home_care".to_owned(), TermFacet::Need),
                ("profession_nurse".to_owned(), TermFacet::Profession),
                ("setting_home".to_owned(), TermFacet::Setting),
                ("status_uninsured".to_owned(), TermFacet::Status),
            ]),
            kinds: HashSet::from(["association".to_owned()]),
            areas: HashSet::from(["zone:N".to_owned(), "municipality:21004".to_owned()]),
        }
    }

    #[test]
    fn each_sort_knows_what_it_takes() {
        let cases = [
            (EntryKind::Organisation, "names", json!({}), Some("directory-fault-needed")),
            (
                EntryKind::Organisation,
                "names",
                json!({"nl": {"text": "x".repeat(301), "state": "source"}}),
                Some("directory-fault-long"),
            ),
            (EntryKind::Organisation, "phone", json!("02 000 00 00"), None),
            (EntryKind::Organisation, "phone", json!("call us"), Some("directory-fault-phone")),
            (EntryKind::Organisation, "phone", json!(null), None),
            (EntryKind::Organisation, "email", json!("a@example"), Some("directory-fault-email")),
            (EntryKind::Organisation, "website", json!("https://example.org"), None),
            (EntryKind::Organisation, "website", json!("javascript://alert(1)"), Some("directory-fault-website")),
            (EntryKind::Organisation, "kind", json!("band"), Some("directory-fault-code")),
            (EntryKind::Organisation, "aliases", json!([["variant", ""]]), Some("directory-fault-long")),
            (EntryKind::Service, "themes", json!(["home_care"]), None),
            (EntryKind::Service, "themes", json!(["home_care", "magic"]), Some("directory-fault-code")),
            (EntryKind::Service, "themes", json!(["profession_nurse"]), Some("directory-fault-code")),
            (EntryKind::Service, "professions", json!(["profession_nurse"]), None),
            (EntryKind::Service, "professions", json!(["setting_home"]), Some("directory-fault-code")),
            (EntryKind::Service, "settings", json!(["setting_home"]), None),
            (EntryKind::Service, "settings", json!(["home_care"]), Some("directory-fault-code")),
            (EntryKind::Service, "eligibility", json!({"situations": ["status_uninsured"]}), None),
            (EntryKind::Service, "eligibility", json!({"languages": ["nl"]}), None),
            (
                EntryKind::Service,
                "eligibility",
                json!({"excluded": ["home_care"]}),
                Some("directory-fault-eligibility"),
            ),
            (EntryKind::Service, "areas", json!(["region", "zone:N"]), None),
            (EntryKind::Service, "areas", json!(["zone:Q"]), Some("directory-fault-code")),
            (EntryKind::ServiceAtLocation, "opening_hours", json!("Mo-Fr 09:00-17:00"), None),
            (EntryKind::ServiceAtLocation, "opening_hours", json!("in the morning"), Some("directory-fault-hours")),
            (EntryKind::Location, "municipality", json!("21004"), None),
            (EntryKind::Location, "house_number", json!("1\u{0}"), Some("directory-fault-signs")),
            (
                EntryKind::Service,
                "names",
                json!({"nl": {"text": "a\u{202e}b", "state": "source"}}),
                Some("directory-fault-signs"),
            ),
            (EntryKind::Service, "summary", json!({"nl": {"text": "a\nb", "state": "source"}}), None),
            (EntryKind::Location, "point", json!({"lat": 500.0, "lon": 4.0}), Some("directory-fault-point")),
        ];
        for (kind, field, value, expected) in cases {
            let record = fields::blank(kind, Origin::new("test", "1"), None, None);
            let today = "2026-11-22".parse().unwrap();
            let found = faults(&record, &Patch::new().set(field, &value), &known(), today);
            assert_eq!(found.first().map(|fault| fault.key), expected, "{kind} {field} {value}");
        }
    }

    #[test]
    fn nobody_knows_today_whether_there_is_room_next_year() {
        let record = fields::blank(EntryKind::ServiceAtLocation, Origin::new("test", "1"), None, None);
        for (known_on, fits) in
            [("2026-11-21", true), ("2026-11-22", true), ("2026-11-23", false), ("2027-11-22", false)]
        {
            let patch = Patch::new().set("capacity", json!({"places": 3, "known_on": known_on}));
            let found = faults(&record, &patch, &known(), "2026-11-22".parse().unwrap());
            let key = (!fits).then_some("directory-fault-capacity");
            assert_eq!(found.first().map(|fault| fault.key), key, "{known_on}");
        }
    }

    #[test]
    fn rewriting_the_source_outdates_what_was_left_and_not_what_was_mended() {
        let was = Text::source(Lang::Nl, "Hulp").with(Lang::Fr, "Aide", TranslationState::Reviewed).with(
            Lang::En,
            "Help",
            TranslationState::Reviewed,
        );
        let is = Text::source(Lang::Nl, "Zorg").with(Lang::Fr, "Soins", TranslationState::Reviewed).with(
            Lang::En,
            "Help",
            TranslationState::Reviewed,
        );
        let after = outdated(&was, is);
        assert_eq!(after.get(Lang::Fr).unwrap().state, TranslationState::Reviewed);
        assert_eq!(after.get(Lang::En).unwrap().state, TranslationState::Outdated);
        assert_eq!(after.get(Lang::Nl).unwrap().state, TranslationState::Source);
        assert_eq!(outdated(&was, was.clone()), was, "nothing changed");
    }
}
