//! An entry as the values of its form.

use kernel::{Lang, Text, TranslationState};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::widgets::STATES;
use crate::entry::Record;
use crate::entry::fields::{self, Field, Sort};
use crate::{Activation, Capacity, Closure, Cost, Eligibility, Identifier};

/// A value of a form: the name of the input, and what it holds.
pub(crate) type Filled = (String, String);

/// Everything that the form of an entry shows.
pub(crate) fn filled(record: &Record) -> Vec<Filled> {
    let says = record.fields();
    let fields = fields::of(record.entry().kind).iter().filter(|field| field.is_edited());
    fields.flat_map(|field| of_field(field, says.get(field.name).unwrap_or(&Value::Null))).collect()
}

fn of_field(field: &Field, value: &Value) -> Vec<Filled> {
    let name = field.name;
    match field.sort {
        Sort::Name | Sort::Text => texts(name, &read(value), true),
        Sort::Plain
        | Sort::Basis
        | Sort::Phone
        | Sort::Email
        | Sort::Website
        | Sort::Hours
        | Sort::Choice(_)
        | Sort::OrganisationKind
        | Sort::Municipality => line(name, value.as_str()),
        Sort::Flag => line(name, (*value == true).then_some("yes")),
        Sort::Aliases => aliases(name, &read::<Vec<_>>(value)),
        Sort::Identifiers => {
            let all: Vec<Identifier> = read(value);
            let lines: Vec<String> = all.iter().map(|one| format!("{} {}", one.scheme, one.value)).collect();
            line(name, Some(&lines.join("\n")))
        }
        Sort::Themes => {
            let codes: Vec<String> = read(value);
            let main = codes.first().map(|main| (format!("{name}.main"), main.clone()));
            main.into_iter().chain(codes.iter().map(|code| (name.to_owned(), code.clone()))).collect()
        }
        Sort::Terms(_) => read::<Vec<String>>(value).into_iter().map(|code| (name.to_owned(), code)).collect(),
        Sort::Languages => {
            let (known, other) = parted(read(value), is_named);
            ticked(name, known, &other.join(" "))
        }
        Sort::Areas => {
            let (codes, known) = parted(read(value), |word| word.starts_with("postal_code:"));
            let codes: Vec<&str> = codes.iter().filter_map(|word| word.split_once(':')).map(|(_, code)| code).collect();
            ticked(name, known, &codes.join(" "))
        }
        Sort::Point => ["lat", "lon"]
            .into_iter()
            .filter_map(|part| Some((format!("{name}.{part}"), value[part].as_f64()?.to_string())))
            .collect(),
        Sort::Eligibility => eligibility(name, &read(value)),
        Sort::Activation => activation(name, &read(value)),
        Sort::Costs => rows(name, read::<Vec<Cost>>(value), cost),
        Sort::Documents => rows(name, read::<Vec<Text>>(value), |row, text| texts(row, &text, false)),
        Sort::Closures => rows(name, read::<Vec<Closure>>(value), closure),
        Sort::Accessibility => accessibility(name, value),
        Sort::Capacity => capacity(name, value),
        // Organisations are shown by their names, which `linked` looks up.
        Sort::Organisation | Sort::Organisations | Sort::Entry(_) | Sort::Derived => Vec::new(),
    }
}

/// Whether a language has a name in our texts, and so a box to tick.
fn is_named(code: &str) -> bool {
    crate::showing::LANGUAGES.contains(&code)
}

/// A part of a record; what cannot be read is as if nothing were said.
pub(crate) fn read<T: DeserializeOwned + Default>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap_or_default()
}

fn line(name: &str, text: Option<&str>) -> Vec<Filled> {
    text.map(|text| (name.to_owned(), text.to_owned())).into_iter().collect()
}

fn texts(name: &str, text: &Text, with_state: bool) -> Vec<Filled> {
    let version = |(lang, version): (Lang, &kernel::Translation)| {
        let words = (format!("{name}.{lang}"), version.text.clone());
        let state = with_state.then(|| (format!("{name}.{lang}.state"), word_of(version.state).to_owned()));
        std::iter::once(words).chain(state).collect::<Vec<_>>()
    };
    text.versions().flat_map(version).collect()
}

/// The word of what a translation is worth.
pub(crate) fn word_of(state: TranslationState) -> &'static str {
    STATES.iter().find(|(_, known)| *known == state).map_or("", |(word, _)| word)
}

fn aliases(name: &str, all: &[(String, String)]) -> Vec<Filled> {
    let of =
        |sort: &str| all.iter().filter(|(kind, _)| kind == sort).map(|(_, name)| name.as_str()).collect::<Vec<_>>();
    let sorts = (fields::ALIAS.all)().into_iter();
    sorts.map(|(sort, _)| (format!("{name}.{sort}"), of(&sort).join("\n"))).collect()
}

fn parted(all: Vec<String>, is_first: impl Fn(&str) -> bool) -> (Vec<String>, Vec<String>) {
    all.into_iter().partition(|word| is_first(word))
}

fn ticked(name: &str, known: Vec<String>, other: &str) -> Vec<Filled> {
    let ticked = known.into_iter().map(|word| (name.to_owned(), word));
    ticked.chain([(format!("{name}.other"), other.to_owned())]).collect()
}

fn rows<T>(name: &str, all: Vec<T>, row: impl Fn(&str, T) -> Vec<Filled>) -> Vec<Filled> {
    all.into_iter().enumerate().flat_map(|(at, one)| row(&format!("{name}.{at}"), one)).collect()
}

fn eligibility(name: &str, rules: &Eligibility) -> Vec<Filled> {
    let of = |part: &str| format!("{name}.{part}");
    let codes = |part: &str, codes: &[crate::ThemeCode]| -> Vec<Filled> {
        codes.iter().map(|code| (of(part), code.to_string())).collect()
    };
    let ages = [("min_age", rules.min_age), ("max_age", rules.max_age)];
    let ages = ages.into_iter().filter_map(|(part, age)| Some((of(part), age?.to_string())));
    let genders = rules.genders.iter().map(|gender| (of("genders"), gender.to_string()));
    let (spoken, other) = parted(rules.languages.iter().map(ToString::to_string).collect(), is_named);
    let languages = ticked(&of("languages"), spoken, &other.join(" "));
    let residents = rules.residents_only.then(|| (of("residents_only"), "yes".to_owned()));
    let listed = codes("situations", &rules.situations).into_iter().chain(codes("excluded", &rules.excluded));
    ages.chain(genders).chain(languages).chain(listed).chain(residents).collect()
}

fn activation(name: &str, activation: &Activation) -> Vec<Filled> {
    let who = activation.who.iter().map(|who| (format!("{name}.who"), who.to_string()));
    let how = activation.how.iter().map(|how| (format!("{name}.how"), how.to_string()));
    who.chain(how).chain(texts(&format!("{name}.text"), &activation.text, false)).collect()
}

#[expect(clippy::needless_pass_by_value, reason = "rows hand over what they were read into")]
fn cost(row: &str, cost: Cost) -> Vec<Filled> {
    let sort = (format!("{row}.sort"), cost.sort.to_string());
    let euro = cost.cents.map(|cents| (format!("{row}.euro"), format!("{}.{:02}", cents / 100, cents % 100)));
    std::iter::once(sort).chain(euro).chain(texts(&format!("{row}.note"), &cost.note, false)).collect()
}

#[expect(clippy::needless_pass_by_value, reason = "rows hand over what they were read into")]
fn closure(row: &str, closure: Closure) -> Vec<Filled> {
    let from = (format!("{row}.from"), closure.from.to_string());
    let until = closure.until.map(|day| (format!("{row}.until"), day.to_string()));
    std::iter::once(from).chain(until).chain(texts(&format!("{row}.why"), &closure.why, false)).collect()
}

fn accessibility(name: &str, value: &Value) -> Vec<Filled> {
    let part = |(part, _): (String, &str)| Some((format!("{name}.{part}"), yes_no(value[&part].as_bool()?).to_owned()));
    (fields::ACCESS.all)().into_iter().filter_map(part).collect()
}

fn capacity(name: &str, value: &Value) -> Vec<Filled> {
    let Ok(capacity) = serde_json::from_value::<Capacity>(value.clone()) else { return Vec::new() };
    let accepting = capacity.accepting.map(|yes| ("accepting", yes_no(yes).to_owned()));
    let places = capacity.places.map(|number| ("places", number.to_string()));
    let waiting = capacity.waiting_days.map(|number| ("waiting_days", number.to_string()));
    [accepting, places, waiting].into_iter().flatten().map(|(part, text)| (format!("{name}.{part}"), text)).collect()
}

const fn yes_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}
