//! The questions asked: words of the region pack's themes in two languages, and places of the region.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use toml::Value;

use crate::load::http;

/// So many different questions go round where people ask the same things again.
pub(crate) const REPEATED: usize = 600;
/// So many where each question is new: far more than any answer is remembered for.
pub(crate) const EVER_NEW: usize = 40_000;
/// One question in this many names no place; a prime, so that it is not always the same ones.
const WITHOUT_PLACE: usize = 11;
/// Steps that share no divisor with the lists, so that words and places meet in ever other pairs.
const WORD_STEP: usize = 7_919;
const PLACE_STEP: usize = 104_729;

/// What someone asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Question {
    pub(crate) words: String,
    /// As typed: a postal code or the name of a municipality.
    pub(crate) place: Option<Place>,
    pub(crate) language: Language,
}

/// A place as people type it, and its care zone where it lies in one only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Place {
    pub(crate) typed: String,
    pub(crate) zone: Option<String>,
    /// The municipality, by code, where it lies in one only.
    pub(crate) municipality: Option<String>,
}

/// The language asked in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Language {
    Dutch,
    French,
}

impl Language {
    fn code(self) -> &'static str {
        match self {
            Self::Dutch => "nl",
            Self::French => "fr",
        }
    }
}

impl Question {
    /// The request a browser sends for it.
    pub(crate) fn request(&self) -> Vec<u8> {
        self.narrowed("")
    }

    /// The same, with `choices` of what narrows it as the address has them: `&line=first`.
    pub(crate) fn narrowed(&self, choices: &str) -> Vec<u8> {
        let place = self.place.as_ref().map_or_else(String::new, |place| encoded(&place.typed));
        let path = format!("/search?q={}&place={place}{choices}", encoded(&self.words));
        http::get(&path, &format!("accept-language: {}\r\n", self.language.code()))
    }

    /// What is asked for suggestions when its first `letters` are typed.
    pub(crate) fn begun(&self, letters: usize) -> Vec<u8> {
        let typed: String = self.words.chars().take(letters).collect();
        http::get(&format!("/api/v1/suggest?q={}&lang={}", encoded(&typed), self.language.code()), "")
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// The same `count` questions at every run, drawn from the pack in `folder`.
pub(crate) fn mix(folder: &Path, count: usize) -> Result<Vec<Question>, String> {
    let themes = read(&folder.join("themes.toml"))?;
    let municipalities = read(&folder.join("municipalities.toml"))?;
    let words = [Language::Dutch, Language::French].map(|language| words(&themes, language));
    let places = [Language::Dutch, Language::French].map(|language| places(&municipalities, language));
    if words.iter().any(Vec::is_empty) || places.iter().any(Vec::is_empty) {
        return Err(format!("{} names no themes or no places", folder.display()));
    }
    Ok((0..count)
        .map(|at| {
            let (side, language) = if at % 2 == 0 { (0, Language::Dutch) } else { (1, Language::French) };
            let turn = at / 2;
            let place = &places[side][turn * PLACE_STEP % places[side].len()];
            Question {
                words: words[side][turn * WORD_STEP % words[side].len()].clone(),
                place: (turn % WITHOUT_PLACE != 0).then(|| place.clone()),
                language,
            }
        })
        .collect())
}

/// Names and synonyms of every theme.
fn words(themes: &toml::Table, language: Language) -> Vec<String> {
    let code = language.code();
    let mut words = Vec::new();
    for theme in list(themes, "theme") {
        words.extend(theme.get("names").and_then(|names| names.get(code)).and_then(Value::as_str).map(str::to_owned));
        let synonyms = theme.get("synonyms").and_then(|synonyms| synonyms.get(code)).and_then(Value::as_array);
        words.extend(synonyms.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
    }
    words
}

/// Where something that is called so lies: its zones and its municipalities.
type Lies = (BTreeSet<String>, BTreeSet<String>);

/// Names of municipalities and postal codes, each with its zone and its municipality where there is only one.
fn places(municipalities: &toml::Table, language: Language) -> Vec<Place> {
    let mut lies: BTreeMap<String, Lies> = BTreeMap::new();
    for municipality in list(municipalities, "municipality") {
        let zones = strings(municipality, "zones");
        let name = municipality.get("names").and_then(|names| names.get(language.code())).and_then(Value::as_str);
        let nis = municipality.get("nis").and_then(Value::as_str).unwrap_or_default();
        let named = name.into_iter().flat_map(|name| zones.iter().map(|zone| (name.to_owned(), zone.clone())));
        for (typed, zone) in named.chain(postal_codes(municipality, &zones)) {
            let (zones, municipalities) = lies.entry(typed).or_default();
            zones.insert(zone);
            municipalities.insert(nis.to_owned());
        }
    }
    let only = |codes: BTreeSet<String>| if codes.len() == 1 { codes.into_iter().next() } else { None };
    let place =
        |(typed, (zones, municipalities))| Place { typed, zone: only(zones), municipality: only(municipalities) };
    lies.into_iter().map(place).collect()
}

/// The postal codes of a municipality with their zones; those of its parts where it has parts.
fn postal_codes(municipality: &Value, zones: &[String]) -> Vec<(String, String)> {
    let parts = municipality.get("part").and_then(Value::as_array);
    let Some(parts) = parts else {
        let codes = strings(municipality, "postal_codes");
        return codes.iter().flat_map(|code| zones.iter().map(move |zone| (code.clone(), zone.clone()))).collect();
    };
    let of_part = |part: &Value| {
        let zone = part.get("zone").and_then(Value::as_str).map(str::to_owned);
        strings(part, "postal_codes").into_iter().filter_map(move |code| Some((code, zone.clone()?)))
    };
    parts.iter().flat_map(of_part).collect()
}

fn read(path: &Path) -> Result<toml::Table, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    text.parse().map_err(|error| format!("{}: {error}", path.display()))
}

fn list<'a>(table: &'a toml::Table, name: &str) -> impl Iterator<Item = &'a Value> {
    table.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn strings(value: &Value, name: &str) -> Vec<String> {
    let listed = value.get(name).and_then(Value::as_array).into_iter().flatten();
    listed.filter_map(Value::as_str).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mixed() -> Vec<Question> {
        mix(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regions/brussels"), REPEATED).unwrap()
    }

    #[test]
    fn the_mix_is_the_same_each_time_and_varied() {
        let mix = mixed();
        assert_eq!(mix, mixed());
        let words: BTreeSet<_> = mix.iter().map(|question| &question.words).collect();
        let places: BTreeSet<_> =
            mix.iter().filter_map(|question| question.place.as_ref()).map(|at| &at.typed).collect();
        assert!(words.len() > 200, "{}", words.len());
        assert!(places.len() > 30, "{}", places.len());
    }

    #[test]
    fn a_place_in_several_zones_is_asked_for_without_a_zone() {
        let zone = |typed: &str| {
            mixed().into_iter().filter_map(|question| question.place).find(|place| place.typed == typed).unwrap().zone
        };
        assert_eq!(zone("1000"), None);
        assert_eq!(zone("1070").as_deref(), Some("CO"));
        assert_eq!(zone("1120").as_deref(), Some("N"), "one of the parts of Brussels-City");
        let place =
            |typed: &str| mixed().into_iter().filter_map(|question| question.place).find(|at| at.typed == typed);
        assert_eq!(place("1070").unwrap().municipality.as_deref(), Some("21001"));
    }

    #[test]
    fn a_question_becomes_a_request() {
        let question = Question {
            words: "soins à domicile".to_owned(),
            place: Some(Place { typed: "1070".to_owned(), zone: None, municipality: None }),
            language: Language::French,
        };
        let request = String::from_utf8(question.request()).unwrap();
        assert!(request.starts_with("GET /search?q=soins%20%C3%A0%20domicile&place=1070 HTTP/1.1\r\n"), "{request}");
        assert!(request.contains("accept-language: fr\r\n"));
    }
}
