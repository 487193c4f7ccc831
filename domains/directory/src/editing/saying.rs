//! What a field says, in words: for histories, comparisons and proposals.

use kernel::{Day, Text, TranslationState};
use serde_json::Value;
use web::Page;

use super::filling::{read, word_of};
use super::names::Names;
use crate::entry::fields::{self, Choices, Field, Sort};
use crate::entry::says_nothing;
use crate::showing::{dates, language, runs};
use crate::{Activation, Capacity, Closure, Cost, Eligibility, Hours, Identifier};

/// Says values of fields to a reader.
pub(crate) struct Teller<'a> {
    pub page: &'a Page,
    pub names: &'a Names,
}

impl Teller<'_> {
    /// The label of a field.
    pub(crate) fn label(&self, field: &Field) -> String {
        self.page.tr(field.label()).to_string()
    }

    /// A value in words.
    pub(crate) fn say(&self, field: &Field, value: &Value) -> String {
        if says_nothing(value) {
            return self.page.tr("directory-says-nothing").to_string();
        }
        let (page, lang) = (self.page, self.page.lang());
        let text = value.as_str().unwrap_or_default();
        match field.sort {
            Sort::Name | Sort::Text => self.text(&read(value)),
            Sort::Choice(choices) => self.choice(choices, text),
            Sort::Flag => self.yes_no(*value == true),
            Sort::Aliases => {
                let all: Vec<(String, String)> = read(value);
                all.into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(" · ")
            }
            Sort::Identifiers => {
                let all: Vec<Identifier> = read(value);
                all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" · ")
            }
            Sort::OrganisationKind => self.names.kind(text, lang),
            Sort::Themes | Sort::Terms(_) => {
                words(value).map(|code| self.names.theme(code, lang)).collect::<Vec<_>>().join(", ")
            }
            Sort::Languages => words(value).map(|code| language(page, code)).collect::<Vec<_>>().join(", "),
            Sort::Areas => words(value).map(|word| self.names.area(page, word)).collect::<Vec<_>>().join(", "),
            Sort::Municipality => self.names.area(page, &format!("municipality:{text}")),
            Sort::Point => format!("{} · {}", value["lat"], value["lon"]),
            Sort::Eligibility => self.eligibility(&read(value)),
            Sort::Activation => self.activation(&read(value)),
            Sort::Costs => read::<Vec<Cost>>(value).iter().map(|cost| self.cost(cost)).collect::<Vec<_>>().join(" · "),
            Sort::Documents => {
                read::<Vec<Text>>(value).iter().map(|text| self.remark(text)).collect::<Vec<_>>().join(" · ")
            }
            Sort::Closures => {
                read::<Vec<Closure>>(value).iter().map(|one| self.closure(one)).collect::<Vec<_>>().join(" · ")
            }
            Sort::Accessibility => self.accessibility(value),
            Sort::Capacity => self.capacity(value),
            Sort::Hours => self.hours(text),
            Sort::Derived => text.parse::<Day>().map_or_else(|_| plain(value), |day| self.page.short_day(day)),
            Sort::Plain | Sort::Basis | Sort::Phone | Sort::Email | Sort::Website => plain(value),
            Sort::Organisation => self.names.organisation(text, lang),
            Sort::Organisations => {
                words(value).map(|id| self.names.organisation(id, lang)).collect::<Vec<_>>().join(", ")
            }
            Sort::Entry(_) => value.to_string().replace('"', ""),
        }
    }

    /// Two values in words, told apart: of texts only the languages in which they differ, and that somebody read them over.
    pub(crate) fn apart(&self, field: &Field, before: &Value, after: &Value) -> (String, String) {
        if !matches!(field.sort, Sort::Name | Sort::Text) {
            let (was, is) = (self.say(field, before), self.say(field, after));
            let differ_in_form_only = was == is && matches!(field.sort, Sort::Hours) && before != after;
            let typed = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            return if differ_in_form_only { (typed(before), typed(after)) } else { (was, is) };
        }
        let (was, is): (Text, Text) = (read(before), read(after));
        let only = |text: &Text, other: &Text| {
            let differs = text.versions().filter(|(lang, version)| other.get(*lang) != Some(*version));
            differs.fold(Text::default(), |all, (lang, version)| all.with(lang, version.text.clone(), version.state))
        };
        let say = |text: &Text| {
            let said = self.languages(text, &[TranslationState::Source]).join("\n");
            if said.is_empty() { self.page.tr("directory-says-nothing").to_string() } else { said }
        };
        (say(&only(&was, &is)), say(&only(&is, &was)))
    }

    /// Every language of a text on a line of its own, with what is not its source or read over.
    fn text(&self, text: &Text) -> String {
        self.languages(text, &[TranslationState::Source, TranslationState::Reviewed]).join("\n")
    }

    /// The same among other words.
    fn remark(&self, text: &Text) -> String {
        self.languages(text, &[TranslationState::Source, TranslationState::Reviewed]).join("; ")
    }

    /// Each language of a text with its name and with what it is worth, but for what goes without saying; words that every language
    /// shares stand alone.
    fn languages(&self, text: &Text, usual: &[TranslationState]) -> Vec<String> {
        let mut versions = text.versions().map(|(_, version)| version);
        if let Some(first) = versions.next()
            && text.missing().next().is_none()
            && versions.all(|other| other == first)
        {
            return vec![first.text.clone()];
        }
        let say = |(lang, version): (kernel::Lang, &kernel::Translation)| {
            let said = self.with_label(lang.own_name(), &version.text);
            if usual.contains(&version.state) {
                return said;
            }
            format!("{said} ({})", self.page.tr(format!("directory-text-{}", word_of(version.state))))
        };
        text.versions().map(say).collect()
    }

    /// Opening hours as a week, a line for equal days; what was typed where nobody can read it.
    fn hours(&self, typed: &str) -> String {
        let Ok(hours) = typed.parse::<Hours>() else { return typed.to_owned() };
        let ahead = hours.ahead(&self.names.calendar, self.page.cx().today());
        let days = runs(self.page, ahead.week).into_iter().chain(dates(self.page, &ahead.next));
        let lines: Vec<String> = days.map(|(days, hours)| self.with_label(&days, hours)).collect();
        if lines.is_empty() { typed.to_owned() } else { lines.join("\n") }
    }

    fn with_label(&self, label: impl std::fmt::Display, value: impl std::fmt::Display) -> String {
        format!("{label}{}{value}", self.page.colon())
    }

    fn choice(&self, choices: &Choices, value: &str) -> String {
        let found = (choices.all)().into_iter().find(|(json, _)| json == value);
        found.map_or_else(|| value.to_owned(), |(_, word)| self.page.tr(format!("{}{word}", choices.texts)).to_string())
    }

    fn yes_no(&self, yes: bool) -> String {
        self.page.tr(if yes { "directory-yes" } else { "directory-no" }).to_string()
    }

    fn labelled(&self, key: &str, value: impl std::fmt::Display) -> String {
        format!("{} {value}", self.page.tr(key))
    }

    fn eligibility(&self, rules: &Eligibility) -> String {
        let ages = [("directory-input-min-age", rules.min_age), ("directory-input-max-age", rules.max_age)];
        let ages = ages.into_iter().filter_map(|(key, age)| Some(self.labelled(key, age?)));
        let genders = rules.genders.iter().map(|gender| self.choice(&fields::GENDER, &gender.to_string()));
        let languages: Vec<String> = rules.languages.iter().map(|code| language(self.page, code.as_str())).collect();
        let languages = (!languages.is_empty())
            .then(|| self.with_label(self.page.tr("directory-input-for-languages"), languages.join(", ")));
        let codes = |key: &'static str, codes: &[crate::ThemeCode]| {
            let names: Vec<String> =
                codes.iter().map(|code| self.names.theme(code.as_str(), self.page.lang())).collect();
            (!names.is_empty()).then(|| self.with_label(self.page.tr(key), names.join(", ")))
        };
        let listed = [
            codes("directory-input-situations", &rules.situations),
            codes("directory-input-excluded", &rules.excluded),
            rules.residents_only.then(|| self.page.tr("directory-input-residents-only").to_string()),
        ];
        ages.chain(genders).chain(languages).chain(listed.into_iter().flatten()).collect::<Vec<_>>().join(" · ")
    }

    fn activation(&self, activation: &Activation) -> String {
        let who = activation.who.iter().map(|who| self.choice(&fields::ACTIVATOR, &who.to_string()));
        let how = activation.how.iter().map(|how| self.choice(&fields::WAY, &how.to_string()));
        let text = (!activation.text.is_empty()).then(|| self.remark(&activation.text));
        who.chain(how).chain(text).collect::<Vec<_>>().join(" · ")
    }

    fn cost(&self, cost: &Cost) -> String {
        let sort = Some(self.choice(&fields::COST, &cost.sort.to_string()));
        let amount = cost.cents.map(|cents| self.page.euro(i64::from(cents)));
        let note = (!cost.note.is_empty()).then(|| self.remark(&cost.note));
        [sort, amount, note].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    fn closure(&self, closure: &Closure) -> String {
        let from = self.labelled("directory-input-from", self.page.short_day(closure.from));
        let until = closure.until.map(|day| self.labelled("directory-input-until", self.page.short_day(day)));
        let why = (!closure.why.is_empty()).then(|| self.remark(&closure.why));
        [Some(from), until, why].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    fn accessibility(&self, value: &Value) -> String {
        let part = |(part, word): (String, &str)| {
            let answer = self.yes_no(value[&part].as_bool()?);
            Some(self.with_label(self.page.tr(format!("{}{word}", fields::ACCESS.texts)), answer))
        };
        (fields::ACCESS.all)().into_iter().filter_map(part).collect::<Vec<_>>().join(" · ")
    }

    fn capacity(&self, value: &Value) -> String {
        let Ok(capacity) = serde_json::from_value::<Capacity>(value.clone()) else { return String::new() };
        let numbers = [("directory-input-places", capacity.places), ("directory-input-waiting", capacity.waiting_days)];
        let accepting =
            capacity.accepting.map(|yes| self.with_label(self.page.tr("directory-input-accepting"), self.yes_no(yes)));
        let numbers = numbers.into_iter().filter_map(|(key, number)| Some(self.labelled(key, number?)));
        let known = Some(self.page.short_day(capacity.known_on));
        accepting.into_iter().chain(numbers).chain(known).collect::<Vec<_>>().join(" · ")
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn words(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}
