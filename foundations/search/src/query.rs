//! What is asked of the index, and what it answers.

use kernel::Lang;
use uuid::Uuid;

use crate::{Counts, Dictionary, Facts, Narrowing, Sketch};

/// Decides the order of the hits: a domain's rules.
pub trait Ranking {
    /// The score of a document, higher is earlier.
    ///
    /// `text` says how well the words fit: 0 when there are none, about 1 when each stands in a title.
    fn score(&self, text: f32, facts: &Facts) -> f32;

    /// The highest score that a document can get whose words fit so well and of which a sketch is known: spares a look at the
    /// facts of those that cannot be shown.
    fn at_most(&self, _text: f32, _sketch: &Sketch) -> f32 {
        f32::INFINITY
    }
}

/// A question to the index.
pub struct Query<'a> {
    /// What kind of record is looked for.
    pub kind: &'a str,
    /// What somebody typed, in whatever language.
    pub words: &'a str,
    /// Words that make a hit better and are not missed: the name of the place, for example.
    pub extra_words: &'a str,
    /// Words that may be meant although no document has them.
    pub dictionary: Option<&'a Dictionary>,
    /// Whether the words are known to be right: none is then completed or taken for another.
    pub as_written: bool,
    /// Documents with one of these tags have all the words, whatever they say: what is filed under the theme that the words are
    /// the name of. Meant for words, and nothing without any.
    pub or_tagged: &'a [String],
    /// The reader's language: words found in it count a little more.
    pub lang: Lang,
    /// Each group must be met by one of its tags at least.
    pub tags: Vec<Vec<String>>,
    /// What was chosen among the facets, and whether their values are counted.
    pub narrowing: Narrowing<'a>,
    /// The order of the hits.
    pub ranking: &'a (dyn Ranking + Sync),
    /// How many hits, at most [`Query::MOST`].
    pub limit: u32,
    /// How many hits to leave out first, at most [`Query::FURTHEST`].
    pub offset: u32,
}

impl Query<'_> {
    /// Hits in one answer: as many as the largest page of any list ([`kernel::PageRequest::MOST`]; a test compares them).
    pub const MOST: u32 = 200;
    /// How far one can page.
    pub const FURTHEST: u32 = 10_000;
    /// Letters of a query that are read.
    pub const LETTERS: usize = 200;
    /// Words of a query that are looked up.
    pub const WORDS: usize = 12;
    /// Words of a query that are taken for others; of any further ones nothing is known.
    pub const MENDED: usize = 5;
}

/// Where in a document the words were found.
#[expect(clippy::struct_excessive_bools, reason = "each is an answer of its own; no two depend on each other")]
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// The words are exactly a title.
    pub exact: bool,
    /// A word stands in a title.
    pub title: bool,
    /// A word stands among the keywords.
    pub keywords: bool,
    /// A word stands in the running text.
    pub body: bool,
    /// Not every word was found in this document.
    pub partial: bool,
}

/// A document that was found.
#[derive(Clone, PartialEq, Debug)]
pub struct Hit {
    /// The record.
    pub key: Uuid,
    /// The score that [`Ranking`] gave.
    pub score: f32,
    /// How well the words fit, as [`Ranking`] was told.
    pub text: f32,
    /// Where the words were found.
    pub found: Found,
    /// What ranking knows of the document.
    pub facts: Facts,
    /// What the domain packed.
    pub payload: Vec<u8>,
}

/// A word that was looked up as another one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mended {
    /// As it was typed.
    pub typed: String,
    /// As it was understood.
    pub meant: String,
}

/// A title that begins as somebody typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Title {
    /// The title without capitals and accents.
    pub folded: String,
    /// How many documents are called so.
    pub often: u32,
    /// What the domain packed with the first of them.
    pub payload: Vec<u8>,
}

/// The answer to a [`Query`].
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Hits {
    /// The hits of this stretch, best first; ties are in the order of their keys.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: u64,
    /// How many of them have every word.
    pub whole: u64,
    /// How many hits each value of a facet would leave, when that was asked.
    pub counts: Counts,
    /// Words that nobody uses and that were taken for others. One that is among the unknown as well was taken for a word of the
    /// dictionary that no document has.
    pub mended: Vec<Mended>,
    /// Words that nothing is known about; they were passed over.
    pub unknown: Vec<String>,
    /// Words that were found by their stem alone: no document has them as they were typed. A name may share a stem with a word
    /// and mean nothing of the kind.
    pub by_stem: Vec<String>,
    /// Whether there was any word to look for; without one, every document is a hit.
    pub had_words: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_pages_by_the_largest_page_misses_nothing() {
        assert_eq!(u64::from(Query::MOST), kernel::PageRequest::MOST);
        assert_eq!(u64::from(Query::FURTHEST), kernel::PageRequest::DEEPEST);
    }
}
