//! The fields of the index, and how a document is written into them.

use std::collections::HashSet;

use kernel::Lang;
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};
use tantivy::tokenizer::{PreTokenizedString, Token};

use crate::analysis::{Analysis, Word, words};
use crate::document::{NUMBERS, kind_number};
use crate::{Document, Role};

/// Words as short as this are not worth suggesting.
const SHORTEST_SUGGESTION: usize = 3;
/// Stands between an entry of the vocabulary and a word as people write it.
pub(crate) const WRITTEN_AS: char = '\u{1}';
/// Stands before a stem in the vocabulary: some misspellings are nearer to the stem than to the word.
pub(crate) const STEM: char = '\u{2}';

/// The text fields that are searched, strongest first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    Title,
    Keywords,
    Body,
    /// Parts of Dutch compounds, wherever the compound stood.
    Parts,
}

impl Place {
    pub const ALL: [Self; 4] = [Self::Title, Self::Keywords, Self::Body, Self::Parts];
}

/// Handles on the fields.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    pub schema: Schema,
    /// Kind and key in 4 + 16 bytes: what a document is replaced by.
    pub record: Field,
    pub kind: Field,
    pub tags: Field,
    pub places: [Field; 4],
    /// Neighbouring words of titles and keywords.
    pub pairs: Field,
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
            places: ["title", "keywords", "body", "parts"].map(|name| counted(&mut schema, name)),
            pairs: listed(&mut schema, "pairs"),
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
        out.add_pre_tokenized_text(self.kind, tokens([kind.to_owned()]));
        out.add_pre_tokenized_text(self.tags, tokens(document.tags.iter().cloned()));
        out.add_bytes(self.payload, &document.payload);
        if let Some(point) = document.point {
            out.add_f64(self.point[0], point.lat.into());
            out.add_f64(self.point[1], point.lon.into());
        }
        let (high, low) = document.key.as_u64_pair();
        out.add_u64(self.key[0], high);
        out.add_u64(self.key[1], low);
        out.add_u64(self.kind_number, u64::from(kind_number(kind)) << 1 | u64::from(shares_key));
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
    places: [Vec<String>; 4],
    pairs: HashSet<String>,
    exact: HashSet<String>,
    vocabulary: HashSet<String>,
}

impl Terms {
    fn read(&mut self, role: Role, lang: Lang, text: &str, analysis: &Analysis) {
        let words = words(text);
        let place = match role {
            Role::Title => Place::Title,
            Role::Keywords => Place::Keywords,
            Role::Body => Place::Body,
        };
        if role == Role::Title {
            self.exact.insert(whole(words.iter().map(|word| word.folded.as_str())));
        }
        let mut previous: Option<String> = None;
        for word in &words {
            let Some(term) = analysis.term(lang, &word.folded) else { continue };
            if lang == Lang::Nl {
                self.places[Place::Parts as usize].extend(analysis.parts(&word.folded));
            }
            if word.folded.chars().count() >= SHORTEST_SUGGESTION {
                self.learn(word, &term);
            }
            if let Some(previous) = previous.filter(|_| role != Role::Body) {
                self.pairs.insert(pair(&previous, &term));
            }
            self.places[place as usize].push(term.clone());
            previous = Some(term);
        }
    }

    fn learn(&mut self, word: &Word, term: &str) {
        if self.vocabulary.insert(word.folded.clone()) && word.surface != word.folded {
            self.vocabulary.insert(format!("{}{WRITTEN_AS}{}", word.folded, word.surface));
        }
        if self.vocabulary.insert(format!("{STEM}{term}")) {
            self.vocabulary.insert(format!("{STEM}{term}{WRITTEN_AS}{}", word.surface));
        }
    }

    fn write(self, fields: &Fields, out: &mut TantivyDocument) {
        for (field, terms) in fields.places.iter().zip(self.places) {
            out.add_pre_tokenized_text(*field, tokens(terms));
        }
        out.add_pre_tokenized_text(fields.pairs, tokens(self.pairs));
        out.add_pre_tokenized_text(fields.exact, tokens(self.exact));
        out.add_pre_tokenized_text(fields.vocabulary, tokens(self.vocabulary));
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

/// Terms that we made ourselves, in the shape in which tantivy takes them.
fn tokens(terms: impl IntoIterator<Item = String>) -> PreTokenizedString {
    let tokens = terms.into_iter().enumerate();
    let tokens = tokens.map(|(position, text)| Token { position, text, ..Token::default() }).collect();
    PreTokenizedString { text: String::new(), tokens }
}

/// A field whose documents are listed for each term, no more.
fn listed(schema: &mut SchemaBuilder, name: &str) -> Field {
    schema.add_text_field(name, text_options(IndexRecordOption::Basic, false))
}

/// A field that also counts how often a term occurs in how many words.
fn counted(schema: &mut SchemaBuilder, name: &str) -> Field {
    schema.add_text_field(name, text_options(IndexRecordOption::WithFreqs, true))
}

fn text_options(record: IndexRecordOption, lengths: bool) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_index_option(record);
    TextOptions::default().set_indexing_options(indexing.set_fieldnorms(lengths))
}
