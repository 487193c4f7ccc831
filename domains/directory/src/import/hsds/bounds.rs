//! Bounds on what one record may hold: who writes a file decides neither how long it takes to read it nor how long a page grows.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

/// Lists in which a region may have many: where a service is offered, and for whom.
const LONG: [&str; 2] = ["service_at_locations", "service_areas"];
/// The most parts of such a list.
const MOST_OF_LONG: usize = 500;
/// The most parts of every other list.
const MOST: usize = 100;
/// Slots of opening hours. Half of them would call a place closed that is open: of too many none is read.
const WHOLE: &str = "schedules";
/// The letters of a field's name that are told.
const LONGEST: usize = 60;

/// A record with no list longer than it may be, and what was left out of it.
pub(super) fn bounded(record: &Value) -> (Cow<'_, Value>, Vec<String>) {
    if !is_too_much("", record) {
        return (Cow::Borrowed(record), Vec::new());
    }
    let (mut record, mut cut) = (record.clone(), BTreeMap::new());
    shorten("", &mut record, &mut cut);
    let told = |(field, (most, count)): (String, (usize, usize))| match most {
        0 => format!("`{field}` has {count} parts, and none of them is read"),
        most => format!("`{field}` has {count} parts, and only the first {most} are read"),
    };
    (Cow::Owned(record), cut.into_iter().map(told).collect())
}

/// How many parts a list of a field may have.
fn most(field: &str) -> usize {
    if LONG.contains(&field) { MOST_OF_LONG } else { MOST }
}

fn is_too_much(field: &str, value: &Value) -> bool {
    match value {
        Value::Array(list) => list.len() > most(field) || list.iter().any(|part| is_too_much(field, part)),
        Value::Object(fields) => fields.iter().any(|(name, part)| is_too_much(name, part)),
        _ => false,
    }
}

/// Shortens every list within; notes of each field how many of how many parts are left, the first time.
fn shorten(field: &str, value: &mut Value, cut: &mut BTreeMap<String, (usize, usize)>) {
    match value {
        Value::Array(list) => {
            if list.len() > most(field) {
                let left = if field == WHOLE { 0 } else { most(field) };
                cut.entry(field.chars().take(LONGEST).collect()).or_insert((left, list.len()));
                list.truncate(left);
            }
            list.iter_mut().for_each(|part| shorten(field, part, cut));
        }
        Value::Object(fields) => fields.iter_mut().for_each(|(name, part)| shorten(name, part, cut)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_within_bounds_stays_as_it_is() {
        let places = vec![json!({ "languages": vec![1; MOST] }); MOST_OF_LONG];
        let record = json!({ "id": "a", "service_at_locations": places, "name": null });
        let (same, cut) = bounded(&record);
        assert!(matches!(same, Cow::Borrowed(_)) && cut.is_empty());
    }

    #[test]
    fn long_lists_are_cut_and_half_of_the_hours_are_none() {
        let place = json!({ "location": { "accessibility": vec![1; 101] } });
        let record = json!({
            "service_at_locations": vec![place; 3_000],
            "required_documents": vec![json!({}); 102],
            "schedules": vec![json!({}); 103],
            "x".repeat(90): [vec![1; 104]],
        });
        let (short, cut) = bounded(&record);
        let count = |field: &str| short[field].as_array().unwrap().len();
        assert_eq!((count("service_at_locations"), count("required_documents"), count("schedules")), (500, 100, 0));
        assert_eq!(short["service_at_locations"][499]["location"]["accessibility"].as_array().unwrap().len(), 100);
        let expected = [
            "`accessibility` has 101 parts, and only the first 100 are read".to_owned(),
            "`required_documents` has 102 parts, and only the first 100 are read".to_owned(),
            "`schedules` has 103 parts, and none of them is read".to_owned(),
            "`service_at_locations` has 3000 parts, and only the first 500 are read".to_owned(),
            format!("`{}` has 104 parts, and only the first 100 are read", "x".repeat(LONGEST)),
        ];
        assert_eq!(cut, expected);
        assert!(matches!(bounded(&short).0, Cow::Borrowed(_)), "what was cut is within bounds");
    }
}
