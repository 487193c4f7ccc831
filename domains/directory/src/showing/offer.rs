//! How the rules of an offer are said to a reader: for whom, at what price, how one comes in, whether one can get in.

use kernel::Text;
use web::Page;

use crate::{Access, Accessibility, Activation, Capacity, Closure, Cost, Eligibility, ServiceKind, ThemeCode};

/// The terms of the thesaurus, to name codes by.
pub(crate) struct Terms<'a>(pub &'a [(ThemeCode, Text)]);

impl Terms<'_> {
    /// The names of some codes; a code that the thesaurus no longer has is left out.
    fn names(&self, page: &Page, codes: &[ThemeCode]) -> String {
        let found = codes.iter().filter_map(|code| self.0.iter().find(|(term, _)| term == code));
        found.map(|(_, names)| within(names.plain(page.lang()))).collect::<Vec<_>>().join(", ")
    }
}

/// A name as it stands within a sentence: a word of letters alone loses its capital, an abbreviation keeps it.
fn within(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() && !second.is_ascii_digit() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}

/// What sort of help it is; nothing for somebody who simply helps.
pub(crate) fn kind(page: &Page, kind: ServiceKind) -> String {
    if kind == ServiceKind::Service { String::new() } else { word(page, "kind", kind.code()) }
}

/// For whom it is, a line for each rule.
pub(crate) fn eligibility(page: &Page, rules: &Eligibility, terms: &Terms<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let ages = match (rules.min_age, rules.max_age) {
        (Some(from), Some(until)) => {
            Some(page.tr("directory-for-ages").arg("from", i64::from(from)).arg("until", i64::from(until)))
        }
        (Some(from), None) => Some(page.tr("directory-for-ages-from").arg("from", i64::from(from))),
        (None, Some(until)) => Some(page.tr("directory-for-ages-until").arg("until", i64::from(until))),
        (None, None) => None,
    };
    lines.extend(ages.map(|words| words.to_string()));
    if !rules.genders.is_empty() {
        let genders = joined(page, "gender", rules.genders.iter().map(|gender| gender.code()));
        lines.push(page.tr("directory-for-genders").arg("genders", genders).to_string());
    }
    if !rules.languages.is_empty() {
        let languages = super::languages(page, &rules.languages);
        lines.push(page.tr("directory-for-languages").arg("languages", languages).to_string());
    }
    for (key, codes) in [("directory-for-situations", &rules.situations), ("directory-not-for", &rules.excluded)] {
        let names = terms.names(page, codes);
        if !names.is_empty() {
            lines.push(page.tr(key).arg("names", names).to_string());
        }
    }
    if rules.residents_only {
        lines.push(page.tr("directory-for-residents").to_string());
    }
    lines
}

/// What it costs, a line for each way of paying.
pub(crate) fn costs(page: &Page, costs: &[Cost]) -> Vec<String> {
    let line = |cost: &Cost| {
        let sort = word(page, "cost", cost.sort.code());
        let price = match cost.cents {
            Some(cents) => page
                .tr("directory-cost-amount")
                .arg("cost", sort)
                .arg("amount", page.euro(i64::from(cents)))
                .to_string(),
            None => sort,
        };
        let note = cost.note.plain(page.lang());
        if note.is_empty() { price } else { format!("{price} ({note})") }
    };
    costs.iter().map(line).collect()
}

/// Who may set it in motion, and by which ways; nothing when neither is known.
pub(crate) fn activation(page: &Page, activation: &Activation) -> Vec<String> {
    let who = joined(page, "activator", activation.who.iter().map(|who| who.code()));
    let how = joined(page, "way", activation.how.iter().map(|how| how.code()));
    let told = [("directory-activation-who", "who", who), ("directory-activation-how", "how", how)];
    let told = told.into_iter().filter(|(_, _, names)| !names.is_empty());
    told.map(|(key, name, names)| page.tr(key).arg(name, names).to_string()).collect()
}

/// What is known about getting in: whether it is so, and in words.
pub(crate) fn accessibility(page: &Page, known: Accessibility) -> Vec<(bool, String)> {
    let say = |(access, is_so): (Access, bool)| {
        let key = format!("directory-access-{access}-{}", if is_so { "yes" } else { "no" });
        (is_so, page.tr(&key).to_string())
    };
    known.known().map(say).collect()
}

/// The days on which it is closed out of its usual order, as far as they do not lie behind.
pub(crate) fn closures(page: &Page, closures: &[Closure]) -> Vec<String> {
    let today = page.cx().today();
    let say = |closure: &Closure| {
        let from = page.day(closure.from);
        let words = match closure.until {
            Some(until) if until == closure.from => page.tr("directory-closed-on").arg("day", from).to_string(),
            Some(until) => {
                page.tr("directory-closed-between").arg("from", from).arg("until", page.day(until)).to_string()
            }
            None => page.tr("directory-closed-from").arg("from", from).to_string(),
        };
        let why = closure.why.plain(page.lang());
        if why.is_empty() { words } else { format!("{words} ({why})") }
    };
    closures.iter().filter(|closure| !closure.is_over(today)).map(say).collect()
}

/// Whether there is room, as long as somebody can know it.
pub(crate) fn capacity(page: &Page, capacity: Option<&Capacity>) -> Vec<String> {
    let Some(capacity) = capacity else { return Vec::new() };
    if !capacity.is_known_on(page.cx().today()) {
        return vec![page.tr("directory-capacity-unknown").to_string()];
    }
    let accepting = capacity
        .accepting
        .map(|yes| page.tr(if yes { "directory-capacity-accepting" } else { "directory-capacity-full" }).to_string());
    let places = capacity.places.map(|n| page.tr("directory-capacity-places").arg("n", i64::from(n)).to_string());
    let waiting =
        capacity.waiting_days.map(|n| page.tr("directory-capacity-waiting").arg("n", i64::from(n)).to_string());
    let known_on = page.tr("directory-capacity-on").arg("day", page.day(capacity.known_on)).to_string();
    let known: Vec<String> = accepting.into_iter().chain(places).chain(waiting).collect();
    if known.is_empty() { known } else { known.into_iter().chain([known_on]).collect() }
}

fn joined<'a>(page: &Page, list: &str, codes: impl Iterator<Item = &'a str>) -> String {
    codes.map(|code| word(page, list, code)).collect::<Vec<_>>().join(", ")
}

/// A word of one of the lists, such as the rhythm of a directory.
pub(crate) fn word(page: &Page, list: &str, code: &str) -> String {
    let key = format!("directory-{list}-{code}");
    page.tr(&key).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_within_a_sentence_lose_their_capital_but_abbreviations_do_not() {
        let cases = [("In rouw", "in rouw"), ("Étudiant", "étudiant"), ("HIV", "HIV"), ("", ""), ("A", "A")];
        for (name, said) in cases {
            assert_eq!(within(name), said);
        }
    }
}
