//! What stands in a document, without a word about how it looks.

use kernel::{Lang, Text};
use serde::Serialize;

/// Signs after which a long word may go on in the next line.
const JOINTS: &str = "/@._-?&=";
/// Words this long may be broken, or they would run off the page: addresses, mostly.
const LONG: usize = 24;
/// Where a line may break without a sign for it.
const BREAK: char = '\u{200b}';

/// A document.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Document {
    /// What it is called: on top, and in the reader program's list.
    pub title: String,
    /// The language that it is in.
    pub lang: Lang,
    /// Small at the foot of every page, beside its number: whose it is, of which day.
    pub foot: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(tag = "sort", rename_all = "snake_case")]
pub enum Block {
    /// What the following is about.
    Heading {
        /// Its words.
        words: Words,
    },
    /// Words, one after the other.
    Paragraph {
        /// The words.
        words: Vec<Words>,
        /// How large.
        size: Size,
    },
    /// Something that everybody should notice.
    Notice {
        /// The words.
        words: Words,
    },
    /// Questions with their answers.
    Facts {
        /// A question, and every answer to it.
        rows: Vec<(String, Vec<Words>)>,
    },
    /// Two columns.
    Table {
        /// What it tells.
        caption: String,
        /// What stands in each column.
        head: [String; 2],
        /// The rows.
        rows: Vec<[String; 2]>,
    },
    /// A picture.
    Drawing(Drawing),
    /// What is not torn apart by the end of a page; only for what is surely shorter than one.
    Together {
        /// Its parts.
        blocks: Vec<Block>,
    },
    /// A line across.
    Rule,
}

/// How large words are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// What must be read at arm's length: a telephone number.
    Largest,
    /// What matters first.
    Large,
    /// Everything else.
    Normal,
    /// Remarks.
    Small,
}

/// Words in one language.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Words {
    text: String,
    lang: Lang,
    /// Small behind them, in the language of the document: that they exist in another language only.
    note: String,
    /// Where they lead: an address, a number to call.
    href: Option<String>,
}

/// A picture.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Drawing {
    /// The picture, as SVG with all its colours in it.
    pub svg: String,
    /// What it shows, for who does not see it.
    pub alt: String,
    /// How much of the width of the page it takes, from 0 to 1.
    pub width: f32,
}

impl Words {
    /// Words in the language of the document.
    pub fn new(lang: Lang, text: impl AsRef<str>) -> Self {
        Self { text: breakable(text.as_ref()), lang, note: String::new(), href: None }
    }

    /// A text as a reader of a language gets it; when another language stands in, `note` is told that language and answers
    /// what is said behind it. Nothing of an empty text.
    pub fn of(text: &Text, lang: Lang, note: impl FnOnce(Lang) -> String) -> Option<Self> {
        let shown = text.show(lang)?;
        let note = if shown.stands_in { note(shown.lang) } else { String::new() };
        Some(Self { note, ..Self::new(shown.lang, shown.text) })
    }

    /// The same words, leading somewhere.
    #[must_use]
    pub fn leading_to(self, href: impl Into<String>) -> Self {
        Self { href: Some(href.into()), ..self }
    }
}

/// Lets long words go on in the next line, after a joint where there is one.
fn breakable(text: &str) -> String {
    text.split_inclusive(char::is_whitespace)
        .map(|word| if word.chars().count() > LONG { broken(word) } else { word.to_owned() })
        .collect()
}

fn broken(word: &str) -> String {
    let mut whole = String::with_capacity(word.len() + word.len() / LONG * BREAK.len_utf8());
    let mut since = 0;
    for sign in word.chars() {
        whole.push(sign);
        since += 1;
        if since >= LONG || JOINTS.contains(sign) {
            whole.push(BREAK);
            since = 0;
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_may_break_and_short_ones_stay() {
        assert_eq!(breakable("Hulp thuis, www.test.example"), "Hulp thuis, www.test.example");
        let address = breakable("zie iemand.van.dienst@een-lange-naam.test.example");
        assert_eq!(
            address,
            "zie iemand.\u{200b}van.\u{200b}dienst@\u{200b}een-\u{200b}lange-\u{200b}naam.\u{200b}test.\u{200b}example"
        );
        let endless = breakable(&"x".repeat(100));
        assert_eq!(endless.matches(BREAK).count(), 4);
    }

    #[test]
    fn words_that_stand_in_say_so() {
        let text = Text::source(Lang::Fr, "Aide à domicile");
        let words = Words::of(&text, Lang::Nl, |lang| format!("alleen in {lang}")).unwrap();
        assert_eq!((words.lang, words.note.as_str()), (Lang::Fr, "alleen in fr"));
        assert_eq!(Words::of(&text, Lang::Fr, |_| "!".to_owned()).unwrap().note, "");
        assert_eq!(Words::of(&Text::default(), Lang::Fr, |_| String::new()), None);
    }
}
