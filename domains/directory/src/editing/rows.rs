//! The parts of a form that are lists or rules: prices, closures, documents, for whom, access, room.

use kernel::{Day, Text};
use serde_json::{Value, json};
use web::Form;

use super::filling::read;
use super::reading::{all, line, text, words, wrong};
use crate::entry::fields;

/// The most rows of a list.
const MOST: usize = 52;

/// The rows of a list that were drawn: as many as were sent.
fn sent(form: &Form, name: &str, part: &str) -> usize {
    let has = |at: &usize| form.all(&format!("{name}.{at}{part}")).next().is_some();
    (0..MOST).take_while(has).count()
}

/// What was typed is no number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct NoNumber;

/// A whole number that may be left out.
fn number(form: &mut Form, name: &str) -> Result<Option<u32>, NoNumber> {
    let typed = line(form, name);
    if typed.is_empty() { Ok(None) } else { typed.parse().map(Some).map_err(|_| NoNumber) }
}

fn yes_no(form: &Form, name: &str) -> Option<bool> {
    match form.value(name) {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// Words that were chosen, those that stood there before first and in their order.
fn chosen(form: &Form, name: &str, before: &Value) -> Vec<String> {
    let before: Vec<String> = read(before);
    let mut chosen: Vec<String> = all(form, name).collect();
    chosen.sort_by_key(|word| before.iter().position(|known| known == word).unwrap_or(before.len()));
    chosen
}

pub(super) fn eligibility(form: &mut Form, name: &'static str, before: &Value) -> Option<Value> {
    let of = |part: &str| format!("{name}.{part}");
    let ages = (number(form, &of("min_age")), number(form, &of("max_age")));
    let (Ok(min_age), Ok(max_age)) = ages else { return wrong(form, name, "directory-fault-number") };
    if [min_age, max_age].into_iter().flatten().any(|age| age > 130) {
        return wrong(form, name, "directory-fault-eligibility");
    }
    let other: Vec<String> = words(form, &of("languages.other")).collect();
    let languages: Vec<String> =
        chosen(form, &of("languages"), &before["languages"]).into_iter().chain(other).collect();
    Some(json!({
        "min_age": min_age,
        "max_age": max_age,
        "genders": chosen(form, &of("genders"), &before["genders"]),
        "languages": languages,
        "situations": chosen(form, &of("situations"), &before["situations"]),
        "excluded": chosen(form, &of("excluded"), &before["excluded"]),
        "residents_only": form.ticked(&of("residents_only")),
    }))
}

pub(super) fn costs(form: &mut Form, name: &'static str, before: &Value) -> Option<Value> {
    let mut costs = Vec::new();
    for at in 0..sent(form, name, ".sort") {
        let row = format!("{name}.{at}");
        let (sort, euro) = (line(form, &format!("{row}.sort")), line(form, &format!("{row}.euro")));
        let note = text(form, &format!("{row}.note"), &read(&before[at]["note"]), false);
        if sort.is_empty() && euro.is_empty() && note.is_empty() {
            continue;
        }
        let cents = cents(&euro);
        let (false, Ok(cents)) = (sort.is_empty(), cents) else { return wrong(form, name, "directory-fault-costs") };
        costs.push(json!({ "sort": sort, "cents": cents, "note": note }));
    }
    Some(Value::Array(costs))
}

/// `12,50` as cents.
fn cents(typed: &str) -> Result<Option<u32>, NoNumber> {
    let typed = typed.trim_start_matches('€').trim().replace(',', ".");
    if typed.is_empty() {
        return Ok(None);
    }
    let (whole, part) = typed.split_once('.').unwrap_or((&typed, ""));
    let digits = |text: &str| text.parse::<u32>().map_err(|_| NoNumber);
    let part = match part.len() {
        0 => 0,
        1 => digits(part)? * 10,
        2 => digits(part)?,
        _ => return Err(NoNumber),
    };
    let all = digits(whole)?.checked_mul(100).and_then(|cents| cents.checked_add(part));
    all.map(Some).ok_or(NoNumber)
}

pub(super) fn documents(form: &mut Form, name: &str, before: &Value) -> Value {
    let rows = 0..sent(form, name, ".nl");
    let texts: Vec<Text> = rows.map(|at| text(form, &format!("{name}.{at}"), &read(&before[at]), false)).collect();
    json!(texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>())
}

pub(super) fn closures(form: &mut Form, name: &'static str, before: &Value) -> Option<Value> {
    let mut closures = Vec::new();
    for at in 0..sent(form, name, ".from") {
        let row = format!("{name}.{at}");
        let (from, until) = (line(form, &format!("{row}.from")), line(form, &format!("{row}.until")));
        let why = text(form, &format!("{row}.why"), &read(&before[at]["why"]), false);
        if from.is_empty() && until.is_empty() && why.is_empty() {
            continue;
        }
        let Ok(from) = from.parse::<Day>() else { return wrong(form, name, "directory-fault-closures") };
        let until = if until.is_empty() { Ok(None) } else { until.parse::<Day>().map(Some) };
        let Ok(until) = until else { return wrong(form, name, "directory-fault-closures") };
        closures.push(json!({ "from": from, "until": until, "why": why }));
    }
    Some(Value::Array(closures))
}

pub(super) fn accessibility(form: &Form, name: &str) -> Value {
    let part = |(part, _): (String, &str)| (part.clone(), json!(yes_no(form, &format!("{name}.{part}"))));
    Value::Object((fields::ACCESS.all)().into_iter().map(part).collect())
}

/// What is known of the room is known today, unless nothing was typed anew.
pub(super) fn capacity(form: &mut Form, name: &'static str, before: &Value, today: Day) -> Option<Value> {
    let of = |part: &str| format!("{name}.{part}");
    let numbers = (number(form, &of("places")), number(form, &of("waiting_days")));
    let (Ok(places), Ok(waiting_days)) = numbers else { return wrong(form, name, "directory-fault-number") };
    let accepting = yes_no(form, &of("accepting"));
    if accepting.is_none() && places.is_none() && waiting_days.is_none() {
        return Some(Value::Null);
    }
    let now = json!({ "accepting": accepting, "places": places, "waiting_days": waiting_days });
    let same = ["accepting", "places", "waiting_days"].iter().all(|part| before.get(part) == now.get(part));
    let known_on = if same { before["known_on"].clone() } else { json!(today) };
    Some(json!({ "accepting": accepting, "places": places, "waiting_days": waiting_days, "known_on": known_on }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (typed, expected) in
            [("", Ok(None)), ("12,50", Ok(Some(1250))), ("€ 4", Ok(Some(400))), ("0.5", Ok(Some(50)))]
        {
            assert_eq!(cents(typed), expected, "{typed}");
        }
        for wrong in ["free", "1,234", "99999999999", "-1", "1.2.3"] {
            assert_eq!(cents(wrong), Err(NoNumber), "{wrong}");
        }
    }
}
