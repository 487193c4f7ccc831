//! What the letters of alerts say. Their addresses carry the token of the search and none of its words.

use std::fmt::Write as _;

use directory::watching::Sighting;
use kernel::Lang;
use mail::{Address, Letter, Outbox};
use web::{Catalogue, TextsFault};

use super::{Alert, News, Token};
use crate::TEXTS;

/// The kinds of our letters, for counting.
const QUESTION: &str = "alerts.question";
const NEWS: &str = "alerts.news";
/// Services that are named of each sort.
const NAMED: usize = 30;

/// The texts of letters, which no page draws.
#[derive(Debug)]
pub(crate) struct Words(Catalogue);

impl Words {
    /// The texts of this department.
    pub(crate) fn load() -> Result<Self, TextsFault> {
        Catalogue::load(&[TEXTS]).map(Self)
    }

    fn say(&self, lang: Lang, key: &'static str) -> String {
        self.0.tr(lang, key).to_string()
    }

    /// Asks a mailbox whether its holder wants the letters.
    pub(crate) fn question(&self, outbox: &Outbox, (alert, to): (&Alert, Address), token: &Token) -> Letter {
        let lang = alert.lang;
        let link = page(outbox, token, lang);
        let text = self.0.tr(lang, "alerts-letter-question").arg("link", link.as_str()).to_string() + "\n";
        letter((QUESTION, lang, to), (self.say(lang, "alerts-letter-question-subject"), text), (outbox, token))
    }

    /// Tells what is new.
    pub(crate) fn news(
        &self,
        outbox: &Outbox,
        (alert, to): (&Alert, Address),
        (news, token): (&News, &Token),
    ) -> Letter {
        let lang = alert.lang;
        let mut text = self.0.tr(lang, "alerts-letter-news").arg("search", alert.search.name.as_str()).to_string();
        let sorts = [
            ("alerts-letter-new", &news.new, true),
            ("alerts-letter-changed", &news.changed, true),
            ("alerts-letter-gone", &news.gone, false),
        ];
        for (key, all, has_page) in sorts {
            text.push_str(&self.part(outbox, lang, (key, all, has_page)));
        }
        let foot = self.0.tr(lang, "alerts-letter-foot").arg("link", page(outbox, token, lang).as_str()).to_string();
        let _ = write!(text, "\n\n-- \n{foot}\n");
        letter((NEWS, lang, to), (self.say(lang, "alerts-letter-news-subject"), text), (outbox, token))
    }

    fn part(&self, outbox: &Outbox, lang: Lang, (key, all, has_page): (&'static str, &[Sighting], bool)) -> String {
        let mut text = String::new();
        if all.is_empty() {
            return text;
        }
        let _ = write!(text, "\n\n{}", self.say(lang, key));
        for one in all.iter().take(NAMED) {
            let _ = write!(text, "\n- {}", one.name.plain(lang));
            if has_page {
                let _ = write!(text, "\n  {}", outbox.address(&format!("/services/{}?lang={lang}", one.service)));
            }
        }
        if all.len() > NAMED {
            let more = self.0.tr(lang, "alerts-letter-more").arg("n", all.len() - NAMED).to_string();
            let _ = write!(text, "\n{more}");
        }
        text
    }
}

/// The page of a search, as a letter names it.
fn page(outbox: &Outbox, token: &Token, lang: Lang) -> String {
    outbox.address(&format!("/alerts/{token}?lang={lang}"))
}

/// A letter with the link by which a mail program stops all of them.
fn letter(
    (kind, lang, to): (&str, Lang, Address),
    (subject, text): (String, String),
    (outbox, token): (&Outbox, &Token),
) -> Letter {
    Letter {
        kind: kind.to_owned(),
        to,
        answer_to: None,
        lang,
        subject,
        text,
        unsubscribe: Some(outbox.address(&format!("/alerts/{token}/stop?lang={lang}"))),
        one_click: true,
    }
}
