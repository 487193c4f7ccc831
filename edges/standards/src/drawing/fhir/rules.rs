//! For whom a service is, as far as FHIR has places for it: each rule is an eligibility with a code, or with words where a code
//! alone would tell the opposite.

use directory::{Eligibility, Gender, Service};
use kernel::Lang;
use serde_json::{Value, json};

use super::{plain, theme};
use crate::drawing::Ground;
use crate::sheet::{Sheet, Words, words};

const GENDERS: &str = "http://hl7.org/fhir/administrative-gender";
const LANGUAGES: &str = "urn:ietf:bcp:47";

/// Everything that is known: the words of the source, then the rules.
pub(super) fn eligibility(ground: &Ground, service: &Service) -> Vec<String> {
    let rules = &service.eligibility;
    let said = (!service.audience.is_empty()).then(|| comment(&words(&service.audience)));
    let ages = ages(ground, rules).map(|ages| coded(&plain(&ages)));
    let genders = rules.genders.iter().map(|gender| {
        let name = ground.say(&format!("standards-gender-{}", Gender::code(*gender)));
        coded(&concept((GENDERS, gender.code()), &name))
    });
    let languages = rules.languages.iter().map(|code| {
        let name = ground.say_if_known(&format!("directory-language-{code}"));
        let name = name.unwrap_or_else(|| Lang::ALL.map(|_| code.as_str().to_owned()));
        coded(&concept((LANGUAGES, code.as_str()), &saying(ground, "standards-for-speakers", ("language", &name))))
    });
    let situations = rules.situations.iter().filter_map(|code| Some(coded(&theme(ground, code)?)));
    // A program that reads codes only would take these for who may come.
    let excluded = rules.excluded.iter().filter_map(|code| {
        let whom = words(&ground.theme(code)?.names);
        Some(comment(&saying(ground, "standards-not-for", ("whom", &whom))))
    });
    let residents = rules.residents_only.then(|| coded(&plain(&ground.say("standards-only-residents"))));
    said.into_iter()
        .chain(ages)
        .chain(genders)
        .chain(languages)
        .chain(situations)
        .chain(residents)
        .chain(excluded)
        .collect()
}

fn ages(ground: &Ground, rules: &Eligibility) -> Option<Words> {
    let key = match (rules.min_age, rules.max_age) {
        (None, None) => return None,
        (Some(_), None) => "standards-ages-from",
        (None, Some(_)) => "standards-ages-to",
        (Some(_), Some(_)) => "standards-ages-between",
    };
    let age = |age: Option<u8>| age.unwrap_or_default().to_string();
    let say = |lang| ground.catalogue.tr(lang, key).arg("least", age(rules.min_age)).arg("most", age(rules.max_age));
    Some(Lang::ALL.map(|lang| say(lang).to_string()))
}

/// A text of ours with a name in it, in every language.
fn saying(ground: &Ground, key: &str, (name, value): (&'static str, &Words)) -> Words {
    let mut values = value.iter();
    Lang::ALL.map(|lang| {
        let value = values.next().cloned().unwrap_or_default();
        ground.catalogue.tr(lang, key).arg(name, value).to_string()
    })
}

fn concept((system, code): (&str, &str), name: &Words) -> String {
    let coding: Value = json!({ "system": system, "code": code });
    let mut concept = Sheet::bare();
    concept.list("coding", &[coding.to_string()]);
    concept.words("text", name);
    concept.done()
}

fn coded(concept: &str) -> String {
    let mut rule = Sheet::bare();
    rule.json("code", concept);
    rule.done()
}

fn comment(said: &Words) -> String {
    let mut rule = Sheet::bare();
    rule.words("comment", said);
    rule.done()
}
