//! Terms and their changes in words: what differs between two states of one, who made it so and when.

use kernel::{Lang, Text};
use web::Page;

use super::naming::Naming;
use super::version::Version;
use super::{Synonym, Theme, ThemeCode};

/// A field in which two states of a term differ.
pub(super) struct Difference {
    pub label: String,
    pub before: String,
    pub after: String,
}

/// A version in words.
pub(super) struct Happened {
    pub revision: i64,
    pub when: String,
    pub what: String,
    pub by: String,
    /// Whether it is how the term stands.
    pub is_present: bool,
    /// What it changed of the one before.
    pub changes: Vec<Difference>,
}

/// Says terms to a reader.
pub(super) struct Teller<'a> {
    pub page: &'a Page,
    pub naming: Naming<'a>,
}

impl Teller<'_> {
    /// The fields in which two states of a term differ. Of lists, only what differs is told.
    pub(super) fn apart(&self, before: &Theme, after: &Theme) -> Vec<Difference> {
        let named = |codes: &mut dyn Iterator<Item = &ThemeCode>| -> Vec<String> {
            codes.map(|code| self.naming.called(code, self.page.lang())).collect()
        };
        let mut told = Vec::new();
        let mut field = |key: &str, of: &dyn Fn(&Theme) -> Vec<String>| {
            told.extend(self.difference(key, &of(before), &of(after)));
        };
        field("names", &|term| versions(&term.names));
        field("note", &|term| versions(&term.note));
        field("words", &|term| term.synonyms.iter().map(word).collect());
        field("broader", &|term| named(&mut term.broader.iter()));
        field("related", &|term| named(&mut term.related.iter()));
        field("mappings", &|term| term.mappings.iter().map(|one| format!("{} {}", one.scheme, one.code)).collect());
        field("retired", &|term| vec![self.yes(term.retired)]);
        field("replaced", &|term| named(&mut term.replaced_by.iter()));
        told
    }

    fn difference(&self, key: &str, was: &[String], is: &[String]) -> Option<Difference> {
        let only = |from: &[String], not: &[String]| -> String {
            let own: Vec<&str> = from.iter().filter(|one| !not.contains(one)).map(String::as_str).collect();
            if own.is_empty() { self.page.tr("directory-term-nothing").to_string() } else { own.join(", ") }
        };
        let differs = was.iter().any(|one| !is.contains(one)) || is.iter().any(|one| !was.contains(one));
        let label = self.page.tr(format!("directory-term-{key}")).to_string();
        differs.then(|| Difference { label, before: only(was, is), after: only(is, was) })
    }

    fn yes(&self, holds: bool) -> String {
        self.page.tr(if holds { "directory-yes" } else { "directory-no" }).to_string()
    }

    /// A version with what it changed of the one before.
    pub(super) fn happened(&self, version: &Version, before: Option<&Version>) -> Happened {
        let page = self.page;
        let mut changes = before.map(|before| self.apart(&before.state, &version.state)).unwrap_or_default();
        changes.extend(version.moved.map(|moved| Difference {
            label: page.tr("directory-term-beside").to_string(),
            before: (moved.from + 1).to_string(),
            after: (moved.to + 1).to_string(),
        }));
        Happened {
            revision: version.revision,
            when: page.moment(version.at),
            what: page.tr(format!("directory-deed-{}", version.deed)).to_string(),
            by: self.by(&version.by),
            is_present: false,
            changes,
        }
    }

    /// Who it was, without naming anybody: oneself, somebody else, or the program.
    fn by(&self, actor: &str) -> String {
        let key = match actor {
            actor if actor == self.page.actor().to_string() => "directory-by-me",
            actor if actor.parse::<uuid::Uuid>().is_ok() => "directory-by-colleague",
            _ => "directory-by-program",
        };
        self.page.tr(key).to_string()
    }
}

fn versions(text: &Text) -> Vec<String> {
    text.versions().map(|(lang, one)| format!("{lang}: {}", one.text)).collect()
}

/// A word with its language where no page speaks it.
fn word(synonym: &Synonym) -> String {
    match synonym.lang.as_str().parse::<Lang>() {
        Ok(_) => synonym.word.clone(),
        Err(_) => format!("{}: {}", synonym.lang, synonym.word),
    }
}
