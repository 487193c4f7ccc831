//! What a letter says: the words of the campaign with name, link and day filled in, in one language or both, and a foot of ours.

use kernel::{Day, Lang, Text};
use web::{Catalogue, TextsFault, say};

use super::Letters;
use super::rules::tongues;
use crate::TEXTS;

/// Stands between the languages of a letter.
const BETWEEN: &str = "\n\n· · ·\n\n";
/// What the words of a campaign must hold.
pub(crate) const LINK: &str = "{link}";
const ORGANISATION: &str = "{organisation}";
const UNTIL: &str = "{until}";

/// What stands in every letter around what editors write.
#[derive(Debug)]
pub(crate) struct Words(Catalogue);

/// What a letter is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Occasion<'a> {
    /// Whom it is for.
    pub names: &'a Text,
    /// The whole address of the page that its link opens.
    pub link: &'a str,
    /// The last day on which that opens.
    pub until: Day,
    /// Whether it is the first one.
    pub is_first: bool,
}

/// A letter, written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Written {
    pub lang: Lang,
    pub subject: String,
    pub text: String,
}

impl Words {
    /// The texts of this department.
    pub(crate) fn load() -> Result<Self, TextsFault> {
        Catalogue::load(&[TEXTS]).map(Self)
    }

    /// The letters that a new campaign begins with.
    pub(crate) fn offered(&self) -> Letters {
        let text = |key: &'static str| {
            let say = |lang: Lang| self.0.tr(lang, key).to_string();
            Text::source(Lang::Nl, say(Lang::Nl)).with(Lang::Fr, say(Lang::Fr), kernel::TranslationState::Reviewed)
        };
        Letters {
            subject: text("campaigns-offered-subject"),
            first: text("campaigns-offered-first"),
            reminder: text("campaigns-offered-reminder"),
        }
    }

    /// A letter to an organisation, in its languages.
    pub(crate) fn letter(&self, letters: &Letters, occasion: Occasion<'_>) -> Written {
        let tongues = tongues(occasion.names);
        let body = if occasion.is_first { &letters.first } else { &letters.reminder };
        let parts: Vec<String> = tongues.iter().map(|lang| self.part(body, *lang, occasion)).collect();
        let subjects: Vec<&str> = tongues.iter().map(|lang| letters.subject.plain(*lang)).collect();
        let lang = tongues.first().copied().unwrap_or_default();
        Written { lang, subject: subjects.join(" / "), text: parts.join(BETWEEN) }
    }

    /// The letter in one language.
    fn part(&self, body: &Text, lang: Lang, occasion: Occasion<'_>) -> String {
        let link = format!("{}?lang={lang}", occasion.link);
        let text = body.plain(lang).replace(UNTIL, &say::short_day(lang, occasion.until));
        // The name last: one that holds a mark of ours is not filled in again.
        let text = text.replace(LINK, &link).replace(ORGANISATION, occasion.names.plain(lang));
        let stop = format!("{}/no-more?lang={lang}", occasion.link);
        let foot = self.0.tr(lang, "campaigns-letter-foot").arg("link", stop.as_str()).to_string();
        format!("{text}\n\n-- \n{foot}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::load().unwrap()
    }

    #[test]
    fn a_letter_speaks_the_languages_of_its_reader() {
        let words = words();
        let offered = words.offered();
        let occasion = |names| Occasion {
            names,
            link: "https://relais.example/asked/x",
            until: "2026-04-09".parse().unwrap(),
            is_first: true,
        };
        let french = Text::source(Lang::Fr, "Maison Test {link}");
        let letter = words.letter(&offered, occasion(&french));
        assert_eq!(letter.lang, Lang::Fr);
        assert!(letter.text.contains("Maison Test {link}"), "a name is not filled in: {}", letter.text);
        assert!(letter.text.contains("https://relais.example/asked/x?lang=fr"), "{}", letter.text);
        assert!(letter.text.contains("https://relais.example/asked/x/no-more?lang=fr"), "{}", letter.text);
        assert!(letter.text.contains("9 avril 2026") && !letter.text.contains("?lang=nl"), "{}", letter.text);
        let everywhere = Text::same_everywhere("Test");
        let both = words.letter(&offered, occasion(&everywhere));
        assert!(both.text.contains("?lang=nl") && both.text.contains("?lang=fr"), "{}", both.text);
        assert_eq!(both.subject.matches(" / ").count(), 1);
        let reminder = words.letter(&offered, Occasion { is_first: false, ..occasion(&french) });
        assert_ne!(reminder.text, letter.text);
    }
}
