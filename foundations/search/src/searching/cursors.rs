//! Reading the lists of a plan side by side: each goes on where it stopped, so that a query walks a segment window by window.

use tantivy::InvertedIndexReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;

use super::plan::{List, Place, Plan, Unit};
use crate::schema::{LEVELS, level};
use crate::snapshot::Segment;

/// Some documents of a segment that stand beside each other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    /// The first.
    pub from: u32,
    /// The first after them.
    pub end: u32,
}

impl Window {
    /// The place of one of its documents.
    pub fn place(self, doc: u32) -> usize {
        (doc - self.from) as usize
    }
}

/// Reads a list.
pub(crate) struct Cursor {
    block: BlockSegmentPostings,
    /// The place in the block.
    at: usize,
    /// The level of every document; nothing when the list tells it of each.
    fixed: Option<usize>,
}

impl Cursor {
    /// Begins a list of which only the documents are asked.
    pub fn plain(reader: &InvertedIndexReader, term: &str) -> tantivy::Result<Option<Self>> {
        let info = reader.terms().get(term)?;
        info.map(|info| Self::open(reader, &info, Some(0))).transpose()
    }

    fn open(reader: &InvertedIndexReader, info: &TermInfo, fixed: Option<usize>) -> tantivy::Result<Self> {
        let record = if fixed.is_some() { IndexRecordOption::Basic } else { IndexRecordOption::WithFreqs };
        Ok(Self { block: reader.read_block_postings_from_terminfo(info, record)?, at: 0, fixed })
    }

    fn of((number, segment): (usize, &Segment), list: &List) -> tantivy::Result<Option<Self>> {
        let fixed = match list.place {
            Place::Terms => None,
            Place::Pairs => Some(level::KEYWORD),
            Place::Phrases => Some(level::BODY_OFTEN),
            Place::Tags => Some(level::BODY_PART),
        };
        let open = |info| Self::open(list.place.of(segment), info, fixed.map(usize::from));
        list.terms[number].as_ref().map(open).transpose()
    }

    /// Calls for each document up to the end of a window that was not read yet, with its level.
    pub fn each(&mut self, window: Window, mut visit: impl FnMut(u32, usize)) {
        while !self.block.docs().is_empty() {
            let docs = &self.block.docs()[self.at..];
            let within = if docs.last().is_some_and(|last| *last < window.end) {
                docs.len()
            } else {
                docs.partition_point(|doc| *doc < window.end)
            };
            if let Some(fixed) = self.fixed {
                docs[..within].iter().for_each(|doc| visit(*doc, fixed));
            } else {
                let levels = self.block.freqs()[self.at..].iter();
                for (doc, level) in docs[..within].iter().zip(levels) {
                    visit(*doc, (*level as usize).min(LEVELS - 1));
                }
            }
            if within < docs.len() {
                self.at += within;
                return;
            }
            self.block.advance();
            self.at = 0;
        }
    }
}

/// Reads all lists of a plan in a segment.
pub(crate) struct Cursors {
    /// Those of each unit, in the order in which they are walked; nothing for one that this segment does not have.
    pub units: Vec<Vec<Option<Cursor>>>,
    pub pairs: Vec<Cursor>,
    pub exact: Option<Cursor>,
}

impl Cursors {
    /// Begins every list.
    pub fn open(segment: (usize, &Segment), plan: &Plan) -> tantivy::Result<Self> {
        let unit = |unit: &Unit| unit.lists().map(|list| Cursor::of(segment, list)).collect();
        let pairs = plan.pairs.iter().map(|pair| Cursor::plain(&segment.1.pairs, pair));
        Ok(Self {
            units: plan.units.iter().map(unit).collect::<tantivy::Result<_>>()?,
            pairs: pairs.filter_map(Result::transpose).collect::<tantivy::Result<_>>()?,
            exact: Cursor::plain(&segment.1.exact, &plan.exact)?,
        })
    }
}
