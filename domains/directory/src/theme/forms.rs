//! A term as a form: filled from one, and read into one.

use std::collections::{BTreeSet, HashSet};

use kernel::{Lang, Text, TranslationState};
use web::{Form, Page};

use super::naming::Naming;
use super::rules::{LONGEST_NAME, LONGEST_NOTE, LONGEST_WORD, MOST_WORDS, folded};
use super::{Fit, Mapping, Scheme, Synonym, TermFacet, Theme, ThemeCode};
use crate::Spoken;
use crate::finding::theme_number;

/// The longest list of words in one field, in characters.
const LONGEST_LIST: usize = MOST_WORDS * (LONGEST_WORD + 2);
/// Codes that are tried for a new term.
const MOST_CODES: u32 = 10_000;
/// The fields of the languages of the pages: name, note, words.
pub(super) const FIELDS: [(Lang, [&str; 3]); 3] = [
    (Lang::Nl, ["name_nl", "note_nl", "words_nl"]),
    (Lang::Fr, ["name_fr", "note_fr", "words_fr"]),
    (Lang::En, ["name_en", "note_en", "words_en"]),
];

/// A form filled with a term.
pub(super) fn filled(page: &Page, naming: &Naming<'_>, term: &Theme, seen: i64) -> Form {
    let mut fields: Vec<(&str, String)> = vec![("seen", seen.to_string())];
    for (lang, [name, note, words]) in FIELDS {
        let own = term.synonyms.iter().filter(|synonym| synonym.lang.as_str() == lang.code());
        fields.push((name, written(&term.names, lang)));
        fields.push((note, written(&term.note, lang)));
        fields.push((words, own.map(|synonym| synonym.word.as_str()).collect::<Vec<_>>().join("\n")));
    }
    // Words are sorted by their language.
    let foreign = |synonym: &&Synonym| synonym.lang.as_str().parse::<Lang>().is_err();
    let foreign: Vec<&Synonym> = term.synonyms.iter().filter(foreign).collect();
    for group in foreign.chunk_by(|one, other| one.lang == other.lang) {
        fields.extend(group.first().map(|synonym| ("other_lang", synonym.lang.to_string())));
        fields.push(("other_words", group.iter().map(|synonym| synonym.word.as_str()).collect::<Vec<_>>().join("\n")));
    }
    let called = |code: &ThemeCode| naming.called(code, page.lang());
    fields.push(("broader", term.broader.as_ref().map_or_else(String::new, called)));
    fields.extend(term.related.iter().map(|code| ("related", called(code))));
    for mapping in &term.mappings {
        fields.push(("mapping_scheme", mapping.scheme.to_string()));
        fields.push(("mapping_code", mapping.code.clone()));
        fields.push(("mapping_fit", mapping.fit.to_string()));
    }
    Form::filled(fields)
}

fn written(text: &Text, lang: Lang) -> String {
    text.get(lang).map_or_else(String::new, |found| found.text.clone())
}

/// Reads the term; none when something is wrong, which the form then says. `before` is the term that is changed.
pub(super) fn read(form: &mut Form, all: &[Theme], before: Option<&Theme>) -> Option<Theme> {
    let naming = Naming::new(all);
    let facet = match before {
        Some(before) => Some(before.facet),
        None => form.required::<TermFacet>("facet"),
    };
    let mut names = Text::default();
    let mut note = Text::default();
    let mut synonyms = BTreeSet::new();
    for (lang, [name_field, note_field, words_field]) in FIELDS {
        let name = form.optional_text(name_field, LONGEST_NAME).unwrap_or_default();
        names = with(names, before.map(|term| &term.names), lang, tidy(&name));
        let said = form.optional_text(note_field, LONGEST_NOTE).unwrap_or_default();
        note = with(note, before.map(|term| &term.note), lang, said);
        words(form, words_field, lang, &mut synonyms);
    }
    other_words(form, &mut synonyms);
    let code = match before {
        Some(before) => Some(before.code.clone()),
        None => form.optional::<ThemeCode>("code").or_else(|| code_of(&names, all)),
    };
    let related = related(form, &naming, code.as_ref());
    let mappings = mappings(form);
    let broader = broader(form, &naming, facet);
    let (Some(code), Some(facet), true) = (code, facet, form.is_sound()) else { return None };
    Some(Theme {
        code,
        facet,
        names,
        note,
        synonyms: synonyms.into_iter().collect(),
        broader,
        related,
        mappings,
        door: before.is_some_and(|term| term.door),
        icon: before.and_then(|term| term.icon.clone()),
        retired: false,
        replaced_by: None,
    })
}

/// A code from the first name, which no term has and the search can tell from all others.
fn code_of(names: &Text, all: &[Theme]) -> Option<ThemeCode> {
    let name = [Lang::En, Lang::Nl, Lang::Fr].into_iter().find_map(|lang| names.get(lang));
    let plain = name.map_or_else(String::new, |name| folded(&name.text));
    let letters: String = plain.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).take(50).collect();
    let stem = Some(letters.trim_matches('_')).filter(|stem| !stem.is_empty()).unwrap_or("term");
    let numbers: HashSet<u16> = all.iter().map(|term| theme_number(&term.code)).collect();
    let candidates = std::iter::once(stem.to_owned()).chain((2..MOST_CODES).map(|n| format!("{stem}_{n}")));
    candidates.filter_map(|code| code.parse().ok()).find(|code| !numbers.contains(&theme_number(code)))
}

/// Blanks as people see them: one between words, none around.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text with one language as typed: what did not change keeps its worth, what a person wrote is reviewed, and what nobody wrote
/// before in any language is a source.
fn with(text: Text, before: Option<&Text>, lang: Lang, typed: String) -> Text {
    let known = before.and_then(|before| before.get(lang));
    let state = match known {
        Some(known) if known.text == typed => known.state,
        Some(known) if known.state == TranslationState::Source => TranslationState::Source,
        Some(_) => TranslationState::Reviewed,
        None if before.is_none_or(Text::is_empty) => TranslationState::Source,
        None => TranslationState::Reviewed,
    };
    text.with(lang, typed, state)
}

fn lines(typed: &str) -> Vec<String> {
    typed.lines().map(tidy).filter(|line| !line.is_empty()).collect()
}

fn words(form: &mut Form, field: &'static str, lang: Lang, synonyms: &mut BTreeSet<Synonym>) {
    let typed = form.optional_text(field, LONGEST_LIST).unwrap_or_default();
    for word in lines(&typed) {
        if let (true, Ok(lang)) = (fits(form, field, &word), lang.code().parse::<Spoken>()) {
            synonyms.insert(Synonym { lang, word });
        }
    }
}

/// Words of languages that no page speaks: a list for each.
fn other_words(form: &mut Form, synonyms: &mut BTreeSet<Synonym>) {
    const FIELD: &str = "other_words";
    form.optional_text(FIELD, LONGEST_LIST);
    let typed: Vec<(String, String)> =
        form.all("other_lang").zip(form.all(FIELD)).map(|(lang, words)| (lang.to_owned(), words.to_owned())).collect();
    for (lang, list) in typed {
        let lang = lang.parse::<Spoken>();
        for word in lines(&list) {
            match &lang {
                Ok(lang) if fits(form, FIELD, &word) => {
                    synonyms.insert(Synonym { lang: lang.clone(), word });
                }
                Ok(_) => {}
                Err(_) => {
                    let begun: String = word.chars().take(30).collect();
                    form.add_fault_with(FIELD, "directory-term-fault-language", vec![("word", begun.into())]);
                    break;
                }
            }
        }
    }
}

fn fits(form: &mut Form, field: &'static str, word: &str) -> bool {
    let is_short = word.chars().count() <= LONGEST_WORD;
    if !is_short {
        let begun: String = word.chars().take(30).collect();
        let args = vec![("word", begun.into()), ("most", LONGEST_WORD.into())];
        form.add_fault_with(field, "directory-term-fault-word", args);
    }
    is_short
}

fn broader(form: &mut Form, naming: &Naming<'_>, facet: Option<TermFacet>) -> Option<ThemeCode> {
    let typed = tidy(&form.optional_text("broader", LONGEST_NAME)?);
    let found = naming.find(&typed);
    let of_facet: Vec<&Theme> =
        found.iter().copied().filter(|term| facet.is_none_or(|facet| term.facet == facet)).collect();
    let of = if of_facet.is_empty() { &found } else { &of_facet };
    one_of(form, "broader", &typed, of)
}

fn related(form: &mut Form, naming: &Naming<'_>, own: Option<&ThemeCode>) -> Vec<ThemeCode> {
    let mut related: Vec<ThemeCode> = Vec::new();
    for typed in form.many::<String>("related") {
        let found = naming.find(&tidy(&typed));
        if found.iter().any(|term| own == Some(&term.code)) {
            form.add_fault_with("related", "directory-term-fault-itself", vec![("line", typed.into())]);
        } else if let Some(code) = one_of(form, "related", &typed, &found)
            && !related.contains(&code)
        {
            related.push(code);
        }
    }
    related
}

/// The one term that was found by what was typed; else the form says that there is none, or which there are.
pub(super) fn one_of(form: &mut Form, field: &'static str, typed: &str, found: &[&Theme]) -> Option<ThemeCode> {
    let begun: String = typed.chars().take(60).collect();
    match found {
        [term] => return Some(term.code.clone()),
        [] => form.add_fault_with(field, "directory-term-fault-unknown", vec![("line", begun.into())]),
        several => {
            let codes = several.iter().map(|term| term.code.as_str()).collect::<Vec<_>>().join(", ");
            let args = vec![("line", begun.into()), ("codes", codes.into())];
            form.add_fault_with(field, "directory-term-fault-several", args);
        }
    }
    None
}

fn mappings(form: &mut Form) -> Vec<Mapping> {
    form.optional_text("mapping_code", LONGEST_NAME);
    let typed: Vec<[String; 3]> = form
        .all("mapping_scheme")
        .zip(form.all("mapping_code"))
        .zip(form.all("mapping_fit"))
        .map(|((scheme, code), fit)| [scheme.to_owned(), tidy(code), fit.to_owned()])
        .collect();
    let mut mappings = BTreeSet::new();
    for [scheme, code, fit] in typed.into_iter().filter(|[_, code, _]| !code.is_empty()) {
        let begun: String = code.chars().take(60).collect();
        match (scheme.parse::<Scheme>(), fit.parse::<Fit>()) {
            (Ok(scheme), Ok(fit)) if scheme.has(&code) => {
                mappings.retain(|one: &Mapping| (one.scheme, &one.code) != (scheme, &code));
                mappings.insert(Mapping { scheme, code, fit });
            }
            (Ok(scheme), _) => {
                let args = vec![("scheme", scheme.code().into()), ("code", begun.into())];
                form.add_fault_with("mappings", "directory-term-fault-code", args);
            }
            _ => form.add_fault_with("mappings", "directory-term-fault-mapping", vec![("line", begun.into())]),
        }
    }
    mappings.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(code: &str, facet: TermFacet, name: &str) -> Theme {
        let text = format!(r#"{{"code":"{code}","names":{{}},"synonyms":[],"broader":null,"related":[]}}"#);
        let term: Theme = serde_json::from_str(&text).unwrap();
        Theme { facet, names: Text::source(Lang::Nl, name), ..term }
    }

    fn form(fields: &[(&'static str, &str)]) -> Form {
        Form::filled(fields.iter().map(|(name, value)| (*name, (*value).to_owned())))
    }

    #[test]
    fn what_a_person_wrote_is_worth_more_than_what_stood_there() {
        let before = Text::source(Lang::Nl, "Zorg").with(Lang::Fr, "Soins", TranslationState::Automatic);
        let state =
            |lang, typed: &str| with(Text::default(), Some(&before), lang, typed.to_owned()).get(lang).unwrap().state;
        assert_eq!(state(Lang::Nl, "Hulp"), TranslationState::Source);
        assert_eq!(state(Lang::Fr, "Soins"), TranslationState::Automatic, "nobody looked at it");
        assert_eq!(state(Lang::Fr, "Aide"), TranslationState::Reviewed);
        assert_eq!(state(Lang::En, "Care"), TranslationState::Reviewed);
        let fresh = with(Text::default(), None, Lang::Fr, "Aide".to_owned());
        assert_eq!(fresh.get(Lang::Fr).unwrap().state, TranslationState::Source);
    }

    #[test]
    fn a_term_is_read_as_it_is_typed() {
        let all =
            [term("home_care", TermFacet::Need, "Thuiszorg"), term("nurse", TermFacet::Profession, "Verpleegkundige")];
        let mut form = form(&[
            ("facet", "need"),
            ("name_en", "Foot  care"),
            ("words_nl", "pedicure\n\n voeten \npedicure"),
            ("other_lang", "ar"),
            ("other_words", "قدم"),
            ("other_lang", ""),
            ("other_words", ""),
            ("broader", "thuiszorg"),
            ("related", "NURSE"),
            ("related", "verpleegkundige"),
            ("related", ""),
            ("mapping_scheme", "data_inclusion"),
            ("mapping_code", "sante--sante-mentale"),
            ("mapping_fit", "close"),
        ]);
        let read = read(&mut form, &all, None).unwrap_or_else(|| panic!("{:?}", form.faults()));
        assert_eq!((read.code.as_str(), read.names.plain(Lang::En)), ("foot_care", "Foot care"));
        let words: Vec<String> = read.synonyms.iter().map(|one| format!("{} {}", one.lang, one.word)).collect();
        assert_eq!(words, ["ar قدم", "nl pedicure", "nl voeten"]);
        assert_eq!((read.broader.unwrap().as_str(), read.related.len(), read.mappings.len()), ("home_care", 1, 1));
    }

    #[test]
    fn what_cannot_be_read_is_told_at_its_field() {
        let all = [term("a", TermFacet::Need, "Zorg"), term("b", TermFacet::Status, "zorg")];
        let cases: [(&[(&'static str, &str)], &str); 8] = [
            (&[("broader", "nowhere")], "broader"),
            (&[("related", "zorg")], "related"),
            (&[("other_lang", ""), ("other_words", "x")], "other_words"),
            (&[("words_fr", &"x".repeat(81))], "words_fr"),
            (&[("mapping_scheme", "data_inclusion"), ("mapping_code", "x"), ("mapping_fit", "exact")], "mappings"),
            (&[("mapping_scheme", "mine"), ("mapping_code", "x"), ("mapping_fit", "exact")], "mappings"),
            (&[("code", "Nee!")], "code"),
            (&[("name_nl", &"x".repeat(121))], "name_nl"),
        ];
        for (fields, field) in cases {
            let mut form = form(&[fields, &[("facet", "need")]].concat());
            assert!(
                read(&mut form, &all, None).is_none() && form.fault(field).is_some(),
                "{field} {:?}",
                form.faults()
            );
        }
    }

    #[test]
    fn a_code_follows_from_the_name() {
        let all = [term("care", TermFacet::Need, "Zorg")];
        let code = |name: &str| code_of(&Text::source(Lang::Fr, name), &all).unwrap().to_string();
        assert_eq!(
            (code("Care"), code("L’aide à domicile !"), code("日本")),
            ("care_2".into(), "aide_a_domicile".into(), "term".into())
        );
    }
}
