//! The form of an entry as new values of its fields.

use kernel::{Day, Lang, Text, TranslationState};
use serde_json::{Value, json};
use web::Form;

use super::filling::read;
use super::rows;
use super::widgets::STATES;
use crate::entry::fields::{self, Field, Sort};
use crate::entry::{Patch, Record};
use crate::import::fields::website;
use crate::{Area, Identifier};

/// The most letters that any input takes.
const MOST: usize = 8_000;

/// What a form says of an entry that the entry does not say yet. What cannot be read is at fault in the form.
pub(crate) fn changes(form: &mut Form, record: &Record, today: Day, wanted: impl Fn(&Field) -> bool) -> Patch {
    let says = record.fields();
    let mut patch = Patch::new();
    for field in fields::of(record.entry().kind).iter().filter(|field| field.is_edited() && wanted(field)) {
        if !was_sent(form, field) {
            continue;
        }
        let before = says.get(field.name).unwrap_or(&Value::Null);
        if let Some(value) = of_field(form, field, before, today)
            && !is_same(field.sort, &value, before)
        {
            patch.put(field.name, value);
        }
    }
    patch
}

/// Whether a form holds a field at all: what was not sent is left as it is. Beside a box stands a hidden field, or one that is not
/// ticked would not be sent.
fn was_sent(form: &Form, field: &Field) -> bool {
    let part = match field.sort {
        Sort::Name | Sort::Text => {
            return Lang::ALL.iter().any(|lang| form.all(&format!("{}.{lang}", field.name)).next().is_some());
        }
        Sort::Flag | Sort::Terms(_) => ".sent",
        Sort::Languages | Sort::Areas => ".other",
        Sort::Themes => ".main",
        Sort::Point => ".lat",
        Sort::Eligibility => ".min_age",
        Sort::Activation => ".text.nl",
        Sort::Costs => ".0.sort",
        Sort::Documents => ".0.nl",
        Sort::Closures => ".0.from",
        Sort::Accessibility => ".step_free",
        Sort::Capacity => ".places",
        Sort::Aliases => ".variant",
        _ => "",
    };
    form.all(&format!("{}{part}", field.name)).next().is_some()
}

/// Whether two values say the same. Lists whose order means nothing may stand in any; of themes the first is the main one.
fn is_same(sort: Sort, one: &Value, other: &Value) -> bool {
    let sorted = |value: &Value, from: usize| {
        let mut all: Vec<String> = value.as_array().into_iter().flatten().skip(from).map(Value::to_string).collect();
        all.sort();
        all
    };
    match sort {
        Sort::Languages | Sort::Areas | Sort::Aliases | Sort::Identifiers | Sort::Terms(_) => {
            sorted(one, 0) == sorted(other, 0)
        }
        Sort::Themes => one.get(0) == other.get(0) && sorted(one, 1) == sorted(other, 1),
        _ => one == other,
    }
}

/// What a form says of a field; nothing when it cannot be read.
fn of_field(form: &mut Form, field: &Field, before: &Value, today: Day) -> Option<Value> {
    let name = field.name;
    Some(match field.sort {
        Sort::Name | Sort::Text => json!(text(form, name, &read(before), true)),
        Sort::Basis => json!(line(form, name)),
        Sort::Plain | Sort::Phone | Sort::Email | Sort::Hours => some(line(form, name)),
        Sort::Website => {
            let typed = line(form, name);
            some(website(&typed).unwrap_or(typed))
        }
        Sort::Choice(_) | Sort::OrganisationKind | Sort::Municipality => some(line(form, name)),
        Sort::Flag => json!(form.ticked(name)),
        Sort::Aliases => aliases(form, name),
        Sort::Identifiers => return identifiers(form, name),
        Sort::Themes => themes(form, name),
        Sort::Terms(_) => json!(all(form, name).collect::<Vec<_>>()),
        Sort::Languages => json!(all(form, name).chain(words(form, &format!("{name}.other"))).collect::<Vec<_>>()),
        Sort::Areas => {
            let codes = words(form, &format!("{name}.other")).map(|code| Area::PostalCode(code).to_string());
            json!(all(form, name).chain(codes).collect::<Vec<_>>())
        }
        Sort::Point => return point(form, name),
        Sort::Eligibility => return rows::eligibility(form, name, before),
        Sort::Activation => json!({
            "who": all(form, &format!("{name}.who")).collect::<Vec<_>>(),
            "how": all(form, &format!("{name}.how")).collect::<Vec<_>>(),
            "text": text(form, &format!("{name}.text"), &read(&before["text"]), false),
        }),
        Sort::Costs => return rows::costs(form, name, before),
        Sort::Documents => rows::documents(form, name, before),
        Sort::Closures => return rows::closures(form, name, before),
        Sort::Accessibility => rows::accessibility(form, name),
        Sort::Capacity => return rows::capacity(form, name, before, today),
        Sort::Organisation | Sort::Organisations | Sort::Entry(_) | Sort::Derived => return None,
    })
}

/// What was typed in an input, in one piece. A sign that no database keeps is at fault.
pub(super) fn line(form: &mut Form, name: &str) -> String {
    let typed = form.value(name).trim().replace("\r\n", "\n");
    if typed.contains('\0') || typed.chars().count() > MOST {
        let field = name.split('.').next().unwrap_or_default().to_owned();
        form.add_fault(field, "directory-fault-unfit");
        return String::new();
    }
    typed
}

fn some(text: String) -> Value {
    if text.is_empty() { Value::Null } else { Value::String(text) }
}

pub(super) fn all(form: &Form, name: &str) -> std::vec::IntoIter<String> {
    let chosen = form.all(name).map(str::trim).filter(|word| !word.is_empty() && !word.contains('\0'));
    chosen.map(str::to_owned).collect::<Vec<_>>().into_iter()
}

/// Words with blanks or signs between them.
pub(super) fn words(form: &mut Form, name: &str) -> std::vec::IntoIter<String> {
    let typed = line(form, name);
    let words = typed.split(|c: char| c.is_whitespace() || c == ',' || c == ';').filter(|word| !word.is_empty());
    words.map(str::to_owned).collect::<Vec<_>>().into_iter()
}

/// A text in each language. Words that were rewritten by hand are no longer a machine's, nor outdated, unless the form says so anew.
pub(super) fn text(form: &mut Form, name: &str, before: &Text, with_state: bool) -> Text {
    let mut text = Text::default();
    for lang in Lang::ALL {
        let was = before.get(lang);
        if form.all(&format!("{name}.{lang}")).next().is_none() {
            text = was.map_or(text.clone(), |was| text.clone().with(lang, was.text.clone(), was.state));
            continue;
        }
        let words = line(form, &format!("{name}.{lang}"));
        let chosen = form.value(&format!("{name}.{lang}.state"));
        let chosen = STATES.iter().find(|(word, _)| *word == chosen && with_state).map(|(_, state)| *state);
        let state = match (was, chosen) {
            (Some(was), None) if was.text == words => was.state,
            (Some(was), Some(chosen)) if was.text != words && chosen == was.state => mended(chosen),
            (_, Some(chosen)) => chosen,
            (Some(was), None) => mended(was.state),
            (None, None) => first_or_reviewed(before, &text),
        };
        text = text.with(lang, words, state);
    }
    text
}

const fn mended(state: TranslationState) -> TranslationState {
    match state {
        TranslationState::Source => TranslationState::Source,
        _ => TranslationState::Reviewed,
    }
}

/// The first words of a text are its source.
fn first_or_reviewed(before: &Text, now: &Text) -> TranslationState {
    let has_source =
        [before, now].iter().any(|text| text.versions().any(|(_, version)| version.state == TranslationState::Source));
    if has_source { TranslationState::Reviewed } else { TranslationState::Source }
}

fn aliases(form: &mut Form, name: &str) -> Value {
    let mut all = Vec::new();
    for (sort, _) in (fields::ALIAS.all)() {
        let typed = line(form, &format!("{name}.{sort}"));
        let names = typed.lines().map(str::trim).filter(|name| !name.is_empty());
        all.extend(names.map(|name| json!([sort, name])));
    }
    Value::Array(all)
}

fn identifiers(form: &mut Form, name: &'static str) -> Option<Value> {
    let typed = line(form, name);
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    let read = lines.map(|line| {
        let (scheme, value) = line.split_once(|c: char| c.is_whitespace() || c == ':')?;
        Identifier::read(&scheme.to_lowercase(), value.trim()).ok()
    });
    match read.collect::<Option<Vec<_>>>() {
        Some(all) => Some(json!(all)),
        None => wrong(form, name, "directory-fault-identifier"),
    }
}

/// The main theme, and the others.
fn themes(form: &mut Form, name: &str) -> Value {
    let main = line(form, &format!("{name}.main"));
    let others = all(form, name).filter(|code| *code != main).collect::<Vec<_>>();
    let main = (!main.is_empty()).then_some(main);
    json!(main.into_iter().chain(others).collect::<Vec<_>>())
}

fn point(form: &mut Form, name: &'static str) -> Option<Value> {
    let [lat, lon] = ["lat", "lon"].map(|part| line(form, &format!("{name}.{part}")).replace(',', "."));
    if lat.is_empty() && lon.is_empty() {
        return Some(Value::Null);
    }
    match (lat.parse::<f64>(), lon.parse::<f64>()) {
        (Ok(lat), Ok(lon)) if lat.is_finite() && lon.is_finite() => Some(json!({ "lat": lat, "lon": lon })),
        _ => wrong(form, name, "directory-fault-point"),
    }
}

/// Says what is wrong with a field, whose value is then unknown.
pub(super) fn wrong(form: &mut Form, name: &'static str, key: &'static str) -> Option<Value> {
    form.add_fault(name, key);
    None
}
