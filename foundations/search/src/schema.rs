//! The fields of the index, and how a document is written into them.

use std::collections::{HashMap, HashSet};

use kernel::Lang;
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};

use crate::analysis::{Analysis, Word, words};
use crate::document::{NUMBERS, kind_number};
use crate::spelling::sound;
use crate::terms::{TERMS, joined};
use crate::{Document, Role};

/// Words as short as this are not worth suggesting.
const SHORTEST_SUGGESTION: usize = 3;
/// Stands between an entry of the vocabulary and a word as people write it.
pub(crate) const WRITTEN_AS: char = '\u{1}';
/// Stands before a sound in the vocabulary: many misspellings sound as the word does.
pub(crate) const SOUND: char = '\u{2}';

/// How much a word tells about its document, by where it stands: a level between 1 and [`LEVELS`].
///
/// The index keeps the level as the number of times that it repeats the term. So a word of a query has one list in each
/// language, whatever the places it is found in, and walking the list needs nothing else.
pub(crate) mod level {
    /// Part of a Dutch compound in the running text.
    pub(crate) const BODY_PART: u8 = 1;
    /// In the running text.
    pub(crate) const BODY: u8 = 2;
    /// In the running text, more than once.
    pub(crate) const BODY_OFTEN: u8 = 3;
    /// Part of a compound among the keywords.
    pub(crate) const KEYWORD_PART: u8 = 4;
    /// Among the keywords.
    pub(crate) const KEYWORD: u8 = 5;
    /// In a long title, or part of a compound in a longer one.
    pub(crate) const LONG_TITLE: u8 = 6;
    /// In a title, or part of a compound in one of few words.
    pub(crate) const TITLE: u8 = 7;
    /// In a title of few words.
    pub(crate) const SHORT_TITLE: u8 = 8;
}

/// How many levels there are, and one: levels index tables.
pub(crate) const LEVELS: usize = 9;
/// What a word counts on each level.
pub(crate) const LEVEL_WEIGHT: [f32; LEVELS] = [0.0, 0.3, 0.4, 0.5, 0.5, 0.72, 0.85, 1.0, 1.12];
/// A title of so many telling words is short.
const SHORT_TITLE: usize = 3;
/// A title of more is long.
const LONG_TITLE: usize = 5;

/// Handles on the fields.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    pub schema: Schema,
    /// Kind and key in 4 + 16 bytes: what a document is replaced by.
    pub record: Field,
    pub kind: Field,
    pub tags: Field,
    /// The words, each with its level.
    pub terms: Field,
    /// Neighbouring words of titles and keywords.
    pub pairs: Field,
    /// Neighbouring words of running text.
    pub phrases: Field,
    /// Whole titles.
    pub exact: Field,
    /// Words as people write them, for completing and mending.
    pub vocabulary: Field,
    pub payload: Field,
    pub point: [Field; 2],
    pub key: [Field; 2],
    pub kind_number: Field,
    pub numbers: [Field; NUMBERS],
}

impl Fields {
    pub fn new() -> Self {
        let mut schema = Schema::builder();
        let fast = NumericOptions::default() | FAST;
        Self {
            record: schema.add_bytes_field("record", INDEXED),
            kind: listed(&mut schema, "kind"),
            tags: listed(&mut schema, "tags"),
            terms: schema.add_text_field("terms", text_options(IndexRecordOption::WithFreqs)),
            pairs: listed(&mut schema, "pairs"),
            phrases: listed(&mut schema, "phrases"),
            exact: listed(&mut schema, "exact"),
            vocabulary: listed(&mut schema, "vocabulary"),
            payload: schema.add_bytes_field("payload", STORED),
            point: ["lat", "lon"].map(|name| schema.add_f64_field(name, fast.clone())),
            key: ["key_high", "key_low"].map(|name| schema.add_u64_field(name, fast.clone())),
            kind_number: schema.add_u64_field("kind_number", fast.clone()),
            numbers: std::array::from_fn(|n| schema.add_i64_field(&format!("number_{n}"), fast.clone())),
            schema: schema.build(),
        }
    }

    /// A document as the index takes it. `shares_key` says that its record has other documents too.
    pub fn write(&self, kind: &str, document: &Document, shares_key: bool, analysis: &Analysis) -> TantivyDocument {
        let mut out = TantivyDocument::default();
        out.add_bytes(self.record, &record_bytes(kind, document.key));
        out.add_text(self.kind, joined([kind]));
        out.add_text(self.tags, joined(&document.tags));
        out.add_bytes(self.payload, &document.payload);
        if let Some(point) = document.point {
            out.add_f64(self.point[0], point.lat.into());
            out.add_f64(self.point[1], point.lon.into());
        }
        let (high, low) = document.key.as_u64_pair();
        out.add_u64(self.key[0], high);
        out.add_u64(self.key[1], low);
        out.add_u64(self.kind_number, (u64::from(kind_number(kind)) << 1) | u64::from(shares_key));
        for (field, number) in self.numbers.iter().zip(document.numbers) {
            out.add_i64(*field, number.into());
        }
        let mut terms = Terms::default();
        for (role, lang, text) in &document.texts {
            terms.read(*role, *lang, text, analysis);
        }
        terms.write(self, &mut out);
        out
    }
}

/// The term under which a record's documents are replaced.
pub(crate) fn record_bytes(kind: &str, key: uuid::Uuid) -> Vec<u8> {
    let mut bytes = kind_number(kind).to_be_bytes().to_vec();
    bytes.extend_from_slice(key.as_bytes());
    bytes
}

/// The terms of a document, field by field.
#[derive(Default)]
struct Terms {
    levels: HashMap<String, u8>,
    pairs: HashSet<String>,
    phrases: HashSet<String>,
    exact: HashSet<String>,
    vocabulary: HashSet<String>,
}

impl Terms {
    fn read(&mut self, role: Role, lang: Lang, text: &str, analysis: &Analysis) {
        let words = words(text);
        if role == Role::Title {
            self.exact.insert(whole(words.iter().map(|word| word.folded.as_str())));
        }
        let telling = |word: &Word| Some((word.clone(), analysis.term(lang, &word.folded)?));
        let terms: Vec<(Word, String)> = words.iter().filter_map(telling).collect();
        let (itself, part) = levels(role, terms.len());
        for (word, term) in &terms {
            let parts = if lang == Lang::Nl { analysis.parts(&word.folded) } else { Vec::new() };
            parts.into_iter().for_each(|term| self.note(term, part));
            self.note(term.clone(), itself);
            if word.folded.chars().count() >= SHORTEST_SUGGESTION {
                self.learn(word);
            }
        }
        let neighbours = if role == Role::Body { &mut self.phrases } else { &mut self.pairs };
        neighbours.extend(terms.windows(2).map(|two| pair(&two[0].1, &two[1].1)));
    }

    fn note(&mut self, term: String, level: u8) {
        let known = self.levels.entry(term).or_insert(0);
        let again = *known == level::BODY && level == level::BODY;
        *known = if again { level::BODY_OFTEN } else { level.max(*known) };
    }

    fn learn(&mut self, word: &Word) {
        if self.vocabulary.insert(word.folded.clone()) && word.surface != word.folded {
            self.vocabulary.insert(format!("{}{WRITTEN_AS}{}", word.folded, word.surface));
        }
        if let Some(sound) = sound(&word.folded) {
            self.vocabulary.insert(format!("{SOUND}{sound}{WRITTEN_AS}{}", word.surface));
            self.vocabulary.insert(format!("{SOUND}{sound}"));
        }
    }

    fn write(self, fields: &Fields, out: &mut TantivyDocument) {
        let repeated = self.levels.into_iter().flat_map(|(term, level)| std::iter::repeat_n(term, level.into()));
        out.add_text(fields.terms, joined(repeated));
        out.add_text(fields.pairs, joined(self.pairs));
        out.add_text(fields.phrases, joined(self.phrases));
        out.add_text(fields.exact, joined(self.exact));
        out.add_text(fields.vocabulary, joined(self.vocabulary));
    }
}

/// The levels of a word and of the parts of a compound, in a text of so many telling words.
fn levels(role: Role, words: usize) -> (u8, u8) {
    match role {
        Role::Title if words <= SHORT_TITLE => (level::SHORT_TITLE, level::TITLE),
        Role::Title if words <= LONG_TITLE => (level::TITLE, level::LONG_TITLE),
        Role::Title => (level::LONG_TITLE, level::LONG_TITLE),
        Role::Keywords => (level::KEYWORD, level::KEYWORD_PART),
        Role::Body => (level::BODY, level::BODY_PART),
    }
}

/// The term for two neighbouring words.
pub(crate) fn pair(first: &str, second: &str) -> String {
    format!("{first} {second}")
}

/// The term for a whole title.
pub(crate) fn whole<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(" ")
}

/// A field whose documents are listed for each term, no more.
fn listed(schema: &mut SchemaBuilder, name: &str) -> Field {
    schema.add_text_field(name, text_options(IndexRecordOption::Basic))
}

fn text_options(record: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(TERMS).set_index_option(record).set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing)
}
