//! A sheet: a JSON object drawn once and read in any language, in short or whole.
//!
//! Where the languages differ, all versions stand one after the other between signs that JSON never holds as they are; so do
//! parts that only the whole view has, and the place of the moment at which the record last changed. Reading picks.

use kernel::{Lang, Text, Timestamp, TranslationState};
use uuid::Uuid;

/// Before the first version of a text, between two of them, and behind the last: in the order of [`Lang::ALL`].
const VERSIONS: char = '\u{1}';
const NEXT: char = '\u{2}';
const VERSIONS_END: char = '\u{3}';
/// Around what only the whole view has.
const WHOLE: char = '\u{4}';
const WHOLE_END: char = '\u{5}';
/// Where the moment of the last change stands, and its number.
const CHANGED: char = '\u{6}';
const NUMBER: char = '\u{7}';

/// The words of something in every language, in the order of [`Lang::ALL`].
pub(crate) type Words = [String; 3];

/// The versions of a text, each language's gaps filled by another.
pub(crate) fn words(text: &Text) -> Words {
    Lang::ALL.map(|lang| text.plain(lang).to_owned())
}

/// Words as a text.
pub(crate) fn text(words: Words) -> Text {
    let versions = Lang::ALL.into_iter().zip(words);
    versions.fold(Text::default(), |text, (lang, word)| text.with(lang, word, TranslationState::Source))
}

/// An object that is being drawn.
#[derive(Debug)]
pub(crate) struct Sheet(String);

impl Sheet {
    /// The drawing of a record with an id.
    pub fn of(id: Uuid) -> Self {
        Self(format!("{{\"id\":\"{id}\""))
    }

    /// The drawing of a resource of FHIR.
    pub fn resource(name: &str, id: Uuid) -> Self {
        Self(format!("{{\"resourceType\":\"{name}\",\"id\":\"{id}\""))
    }

    /// The drawing of a part that has no id.
    pub fn bare() -> Self {
        Self("{".to_owned())
    }

    /// A drawing that was done, to be drawn on.
    pub fn reopened(mut drawing: String) -> Self {
        drawing.pop();
        Self(drawing)
    }

    /// The whole object.
    pub fn done(mut self) -> String {
        self.0.push('}');
        self.0
    }

    fn name(&mut self, name: &str) {
        self.0.push_str(if self.0.len() == 1 { "\"" } else { ",\"" });
        self.0.push_str(name);
        self.0.push_str("\":");
    }

    /// A word that is the same in every language; an empty one is left out.
    pub fn word(&mut self, name: &str, value: &str) {
        if !value.trim().is_empty() {
            self.name(name);
            self.0.push_str(&quoted(value));
        }
    }

    /// A word where there is one.
    pub fn maybe(&mut self, name: &str, value: Option<&str>) {
        self.word(name, value.unwrap_or_default());
    }

    /// An id.
    pub fn id(&mut self, name: &str, id: Uuid) {
        self.json(name, &format!("\"{id}\""));
    }

    /// A text in the reader's language; an empty one is left out.
    pub fn text(&mut self, name: &str, text: &Text) {
        self.words(name, &words(text));
    }

    /// Words in the reader's language; left out where there are none.
    pub fn words(&mut self, name: &str, words: &Words) {
        if words.iter().all(|word| word.trim().is_empty()) {
            return;
        }
        self.json(name, &versions(words));
    }

    /// JSON as it is: a number, a flag, another drawing.
    pub fn json(&mut self, name: &str, json: &str) {
        self.name(name);
        self.0.push_str(json);
    }

    /// Drawings in a row; an empty row is left out.
    pub fn list(&mut self, name: &str, items: &[String]) {
        if !items.is_empty() {
            self.json(name, &format!("[{}]", items.join(",")));
        }
    }

    /// The moment at which the record last changed.
    pub fn changed(&mut self, name: &str) {
        self.json(name, &format!("\"{CHANGED}\""));
    }

    /// The number of the last change.
    pub fn number(&mut self, name: &str) {
        self.json(name, &format!("\"{NUMBER}\""));
    }

    /// What only the whole view has.
    pub fn only_whole(&mut self, draw: impl FnOnce(&mut Self)) {
        self.0.push(WHOLE);
        draw(self);
        self.0.push(WHOLE_END);
    }
}

/// Words as JSON, in the reader's language once it is read.
pub(crate) fn versions(words: &Words) -> String {
    let [first, rest @ ..] = words;
    if rest.iter().all(|other| other == first) {
        return quoted(first);
    }
    let mut all = String::new();
    for (sign, word) in [VERSIONS, NEXT, NEXT].into_iter().zip(words) {
        all.push(sign);
        all.push_str(&quoted(word));
    }
    all.push(VERSIONS_END);
    all
}

/// A text as JSON writes it.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// When a record last changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Stamp {
    pub at: Timestamp,
    /// Its number among all changes.
    pub seq: i64,
}

/// How a drawing is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Reading {
    /// In which language.
    pub lang: Lang,
    /// All of it, or only what lists show.
    pub whole: bool,
}

impl Reading {
    /// Reads a drawing, onto what stands there already.
    pub fn read(self, drawing: &str, stamp: Stamp, out: &mut String) {
        let wanted = Lang::ALL.iter().position(|lang| *lang == self.lang).unwrap_or_default();
        let (mut hidden, mut version) = (0_usize, None);
        let mut rest = drawing;
        loop {
            let end = rest.bytes().position(|byte| byte < 8).unwrap_or(rest.len());
            if hidden == 0 && version.is_none_or(|version| version == wanted) {
                out.push_str(&rest[..end]);
            }
            let Some(sign) = rest[end..].chars().next() else { return };
            match sign {
                VERSIONS => version = Some(0),
                NEXT => version = version.map(|version| version + 1),
                VERSIONS_END => version = None,
                WHOLE if !self.whole => hidden += 1,
                WHOLE_END if !self.whole => hidden = hidden.saturating_sub(1),
                CHANGED if hidden == 0 => out.push_str(&moment(stamp.at)),
                NUMBER if hidden == 0 => out.push_str(&stamp.seq.to_string()),
                _ => {}
            }
            rest = &rest[end + 1..];
        }
    }
}

/// A drawing without one of the lists that it has itself; nothing when it has none of that name.
pub(crate) fn without(drawing: &str, list: &str) -> Option<String> {
    let head = format!(",\"{list}\":[");
    let (mut depth, mut begun) = (0_usize, None);
    let (mut in_text, mut escaped) = (false, false);
    for (at, byte) in drawing.bytes().enumerate() {
        if in_text {
            (in_text, escaped) = (escaped || byte != b'"', !escaped && byte == b'\\');
            continue;
        }
        match byte {
            b'"' => in_text = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 1 && drawing[at..].starts_with(&head) => begun = Some(at),
            _ => {}
        }
        if let Some(begun) = begun.filter(|_| depth == 1 && byte == b']') {
            return Some(format!("{}{}", &drawing[..begun], &drawing[at + 1..]));
        }
    }
    None
}

/// A moment as the standards write it: to the millisecond.
pub(crate) fn moment(at: Timestamp) -> String {
    at.get().strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn drawing() -> String {
        let mut inner = Sheet::of(Uuid::nil());
        inner.only_whole(|inner| inner.text("more", &Text::source(Lang::Nl, "binnen")));
        let mut sheet = Sheet::of(Uuid::nil());
        let name = Text::source(Lang::Nl, "zorg \u{1} \"thuis\"").with(Lang::Fr, "soins", TranslationState::Reviewed);
        sheet.text("name", &name);
        sheet.text("same", &Text::same_everywhere("Brusano"));
        sheet.text("nothing", &Text::default());
        sheet.word("blank", " ");
        sheet.only_whole(|sheet| {
            sheet.list("items", &[inner.done()]);
            sheet.list("none", &[]);
        });
        sheet.changed("last_modified");
        sheet.done()
    }

    fn read(lang: Lang, whole: bool) -> Value {
        let mut out = String::new();
        Reading { lang, whole }.read(&drawing(), Stamp { at: Timestamp::from_micros(1_234_567), seq: 7 }, &mut out);
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}"))
    }

    #[test]
    fn a_drawing_is_read_in_a_language_and_at_a_length() {
        let id = Uuid::nil().to_string();
        let short = |name: &str| json!({"id": id, "name": name, "same": "Brusano", "last_modified": "1970-01-01T00:00:01.234Z"});
        assert_eq!(read(Lang::Nl, false), short("zorg \u{1} \"thuis\""));
        assert_eq!(read(Lang::Fr, false), short("soins"));
        assert_eq!(read(Lang::En, false), short("soins"), "what is missing is read in another language");
        let mut whole = short("soins");
        whole["items"] = json!([{"id": id, "more": "binnen"}]);
        assert_eq!(read(Lang::Fr, true), whole);
    }

    #[test]
    fn a_list_is_taken_out_of_a_drawing_and_nothing_else() {
        let mut inner = Sheet::of(Uuid::nil());
        inner.word("note", "a \\ \" ],\"items\":[ }");
        inner.list("items", &["1".to_owned()]);
        let inner = inner.done();
        let drawn = |with: bool| {
            let mut sheet = Sheet::of(Uuid::nil());
            sheet.json("part", &inner);
            sheet.only_whole(|sheet| {
                if with {
                    sheet.list("items", &[inner.clone(), inner.clone()]);
                }
                sheet.text("name", &Text::source(Lang::Nl, "x").with(Lang::Fr, "y", TranslationState::Reviewed));
            });
            sheet.done()
        };
        assert_eq!(without(&drawn(true), "items"), Some(drawn(false)));
        assert_eq!(without(&drawn(false), "items"), None, "what its parts have stays");
    }
}
