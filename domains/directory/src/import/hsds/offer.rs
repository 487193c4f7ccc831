//! What a service of HSDS offers, for whom and at what price.

use kernel::{Lang, Text, TranslationState};

use super::plain::first_sentence;
use super::{Draft, Profile, Said, Unusable, each_version};
use crate::import::codes::{LeftOut, Meant};
use crate::import::fields;
use crate::import::fields::{LONGEST_NAME, LONGEST_TEXT};
use crate::{Activation, Cost, CostSort, Eligibility, OrganisationId, Origin, Service, Spoken, TermFacet, ThemeCode};

/// The word for terms of those whom it is not for.
const EXCLUDES: &str = "ineligibility";
/// The longest summary, letters.
const LONGEST_SUMMARY: usize = 300;
/// The oldest age that a rule may name.
const OLDEST: f64 = 120.0;
/// Codes of languages in three letters, as lists of services have them, and in two.
const CODES: [(&str, &str); 27] = [
    ("ara", "ar"),
    ("bul", "bg"),
    ("deu", "de"),
    ("dut", "nl"),
    ("ell", "el"),
    ("eng", "en"),
    ("fas", "fa"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("ger", "de"),
    ("gre", "el"),
    ("ita", "it"),
    ("nld", "nl"),
    ("per", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("pus", "ps"),
    ("ron", "ro"),
    ("rum", "ro"),
    ("rus", "ru"),
    ("som", "so"),
    ("spa", "es"),
    ("tir", "ti"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("zho", "zh"),
];

impl Draft<'_> {
    /// A service.
    pub(super) fn offer(
        &mut self,
        said: &Said<'_>,
        origin: &Origin,
        organisation: OrganisationId,
    ) -> Result<Service, Unusable> {
        let names = self.texts(said, "name", LONGEST_NAME);
        if names.is_empty() {
            return Err(self.refuse("it has no name", "give the service a name"));
        }
        let names = each_version(&names, |_, name| fields::tidy_name(name));
        let (summary, description) = self.about(said);
        let profile = Profile::of(said);
        let blank = Service::new(origin.clone(), organisation, names);
        let mut service = Service {
            kind: profile.one("kind").unwrap_or(blank.kind),
            users: profile.one("meant_for"),
            line: profile.one("line_of_care"),
            update_rhythm: profile.one("update_rhythm"),
            referral: profile.one("referral"),
            summary,
            description,
            plain: self.texts(said, "plain_language", LONGEST_TEXT),
            audience: self.texts(said, "eligibility_description", LONGEST_TEXT),
            eligibility: self.eligibility(said, &profile),
            cost: self.texts(said, "fees_description", LONGEST_TEXT),
            costs: self.costs(said),
            documents: self.documents(said),
            languages: self.languages(said),
            areas: self.areas(said),
            activation: self.activation(said, &profile),
            status: super::Reader::status(said.text("status").as_deref()),
            verified_on: said.day("assured_date").filter(|day| *day <= self.reader.reading.today),
            ..blank
        };
        self.terms(said, &mut service);
        Ok(service)
    }

    /// What it does in a sentence, and at length. Where our extension says the sentence, the description begins with it; else it is
    /// the first one. What the sentence says in full is not said twice.
    fn about(&mut self, said: &Said<'_>) -> (Text, Text) {
        let whole = self.description(said);
        let is_told = self.ours || !said.versions("summary").is_empty();
        let told = if is_told {
            self.texts(said, "summary", LONGEST_TEXT)
        } else {
            each_version(&whole, |_, text| first_sentence(text, LONGEST_SUMMARY))
        };
        let rest = |lang: Lang, text: &str| {
            let sentence = told.get(lang).map_or("", |version| version.text.as_str());
            let behind = text.strip_prefix(sentence).filter(|rest| is_told || rest.is_empty());
            behind.map_or(text, str::trim_start).to_owned()
        };
        let description = each_version(&whole, rest);
        (told, description)
    }

    /// The description, and what has no field of its own with us, in the language of the file.
    fn description(&mut self, said: &Said<'_>) -> Text {
        let told = self.texts(said, "description", LONGEST_TEXT);
        let parts = ["alert", "interpretation_services", "accreditations"];
        let more: Vec<String> = parts.into_iter().filter_map(|field| self.text(said, field, LONGEST_TEXT)).collect();
        if more.is_empty() {
            return told;
        }
        let lang = self.reader.reading.lang;
        let own = told.get(lang).map(|version| version.text.clone());
        let whole = own.into_iter().chain(more).collect::<Vec<_>>().join("\n\n");
        let state = told.get(lang).map_or(TranslationState::Source, |version| version.state);
        told.with(lang, super::plain::cut_if_longer(whole, LONGEST_TEXT), state)
    }

    /// How it is set in motion. Where our profile says who may, the process begins with a sentence about that.
    fn activation(&mut self, said: &Said<'_>, profile: &Profile) -> Activation {
        let field = if self.ours { "activation" } else { "application_process" };
        Activation {
            who: profile.all("activated_by"),
            how: profile.all("activated_through"),
            text: self.texts(said, field, LONGEST_TEXT),
        }
    }

    fn eligibility(&mut self, said: &Said<'_>, profile: &Profile) -> Eligibility {
        let rules = Eligibility {
            min_age: age(said, "minimum_age"),
            max_age: age(said, "maximum_age"),
            genders: profile.all("gender"),
            languages: profile.all("for_language"),
            residents_only: profile.one::<String>("only").is_some_and(|word| word == "residents"),
            ..Eligibility::default()
        };
        match rules.check() {
            Ok(()) => rules,
            Err(why) => {
                self.left_out(why);
                Eligibility::default()
            }
        }
    }

    fn costs(&mut self, said: &Said<'_>) -> Vec<Cost> {
        let today = self.reader.reading.today;
        let current = said.parts("cost_options");
        let current = current.iter().filter(|one| one.day("valid_to").is_none_or(|end| end >= today));
        current.filter_map(|one| self.cost(one)).collect()
    }

    fn cost(&mut self, said: &Said<'_>) -> Option<Cost> {
        let amount = said.number("amount").filter(|amount| *amount >= 0.0);
        let currency = said.text("currency").unwrap_or_default().to_ascii_uppercase();
        let in_euro = currency.is_empty() || currency == "EUR";
        let cents =
            amount.filter(|_| in_euro).map(|euro| (euro * 100.0).round()).filter(|cents| *cents <= f64::from(u32::MAX));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to fit")]
        let cents = cents.map(|cents| cents as u32);
        let foreign = amount.filter(|_| !in_euro).map(|amount| format!("{amount} {currency}"));
        let (option, told) =
            (self.texts(said, "option", LONGEST_TEXT), self.texts(said, "amount_description", LONGEST_TEXT));
        // Our profile has a word for the sort, which the option only says for readers.
        if let Some(sort) = said.text("sort").and_then(|word| word.parse::<CostSort>().ok()) {
            return Some(Cost { sort, cents: cents.filter(|cents| *cents > 0), note: told });
        }
        let parts = |lang: Lang| {
            let word = |text: &Text| text.get(lang).map(|version| version.text.clone());
            let foreign = foreign.clone().filter(|_| lang == self.reader.reading.lang);
            [word(&option), foreign, word(&told)].into_iter().flatten().collect::<Vec<_>>().join(", ")
        };
        let state = |lang: Lang| told.get(lang).or(option.get(lang)).map_or(TranslationState::Source, |one| one.state);
        let note = Lang::ALL.into_iter().fold(Text::default(), |note, lang| {
            note.with(lang, super::plain::cut_if_longer(parts(lang), LONGEST_TEXT), state(lang))
        });
        if note.is_empty() && cents.is_none() {
            return None;
        }
        let sort = if cents == Some(0) { CostSort::Free } else { CostSort::Paid };
        Some(Cost { sort, cents: cents.filter(|cents| *cents > 0), note })
    }

    fn documents(&mut self, said: &Said<'_>) -> Vec<Text> {
        let all = said.parts("required_documents");
        all.iter().map(|one| self.texts(one, "document", LONGEST_TEXT)).filter(|text| !text.is_empty()).collect()
    }

    fn languages(&mut self, said: &Said<'_>) -> Vec<Spoken> {
        let places = said.parts("service_at_locations");
        let at_places =
            places.iter().filter_map(|at| at.part("location")).flat_map(|location| location.parts("languages"));
        let mut all = Vec::new();
        for language in said.parts("languages").into_iter().chain(at_places) {
            let Some(code) = language.text("code").or_else(|| language.text("name")) else { continue };
            let lower = code.to_ascii_lowercase();
            let short = CODES.iter().find(|(long, _)| *long == lower).map_or(lower.as_str(), |(_, short)| short);
            match short.parse::<Spoken>() {
                Ok(spoken) => all.push(spoken),
                Err(_) => {
                    self.left_out(format!("`{}` is no code of a language", code.chars().take(40).collect::<String>()));
                }
            }
        }
        all.sort();
        all.dedup();
        all
    }

    /// Where it is offered: the parts of the territory that its areas name exactly.
    fn areas(&mut self, said: &Said<'_>) -> Vec<crate::Area> {
        let at_places = said.parts("service_at_locations");
        let within = at_places.iter().flat_map(|at| at.parts("service_areas"));
        let mut all = Vec::new();
        for area in said.parts("service_areas").into_iter().chain(within) {
            let words: Vec<String> =
                ["extent", "name", "description"].into_iter().filter_map(|field| area.text(field)).collect();
            let found = words.iter().find_map(|words| self.reader.ground.area(words, self.reader.reading.lang));
            match found {
                Some(found) => all.push(found),
                None => {
                    let shown: String = words.first().map(|words| words.chars().take(60).collect()).unwrap_or_default();
                    self.left_out(format!("`{shown}` names no part of the region"));
                }
            }
        }
        all.sort();
        all.dedup();
        all
    }

    /// The terms that it bears, by our codes or by those of others: what it helps with, for whom, by whom and where.
    fn terms(&mut self, said: &Said<'_>, service: &mut Service) {
        for attribute in said.parts("attributes") {
            let Some(term) = attribute.part("taxonomy_term") else { continue };
            let Some(code) = term.text("code").or_else(|| term.text("name")) else { continue };
            let excludes = attribute.text("link_type").as_deref() == Some(EXCLUDES);
            match self.reader.known.meant(&code) {
                Meant::Terms(terms) => terms.into_iter().for_each(|term| bear(service, term, excludes)),
                Meant::More => self.unread.push(LeftOut::More(code)),
                Meant::Unknown => self.unread.push(LeftOut::Unknown(code)),
            }
        }
        if service.eligibility.check().is_err() {
            self.left_out("it is for and not for the same people");
            (service.eligibility.situations, service.eligibility.excluded) = (Vec::new(), Vec::new());
        }
    }
}

fn bear(service: &mut Service, (code, facet): (ThemeCode, TermFacet), excludes: bool) {
    match facet {
        TermFacet::Need => push(&mut service.themes, code),
        TermFacet::Profession => push(&mut service.professions, code),
        TermFacet::Situation | TermFacet::Status if excludes => push(&mut service.eligibility.excluded, code),
        TermFacet::Situation | TermFacet::Status => push(&mut service.eligibility.situations, code),
        TermFacet::Setting => push(&mut service.settings, code),
    }
}

fn push<T: PartialEq>(list: &mut Vec<T>, one: T) {
    if !list.contains(&one) {
        list.push(one);
    }
}

/// An age in whole years; one beyond any human life limits nobody.
fn age(said: &Said<'_>, field: &str) -> Option<u8> {
    let years = said.number(field)?.floor();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to fit")]
    (0.0..=OLDEST).contains(&years).then_some(years as u8)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn ages_are_whole_years_within_a_human_life() {
        let said = json!({"a": 12, "b": 17.9, "c": 999, "d": -1, "e": "65", "f": "old"});
        let ages = ["a", "b", "c", "d", "e", "f"].map(|field| age(&Said::new(&said), field));
        assert_eq!(ages, [Some(12), Some(17), None, None, Some(65), None]);
    }
}
