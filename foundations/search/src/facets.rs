//! Facets: what an answer may be narrowed by, as columns in memory, so that one walk over the hits counts all of them.

use std::collections::HashMap;
use std::ops::Range;

use tantivy::InvertedIndexReader;
use tantivy::schema::IndexRecordOption;

use crate::Point;
use crate::bits::Bits;
use crate::snapshot::each_posting;

/// A tag that one document in so many has is kept as a set, which is united with others faster than its list is walked.
const COMMON: u32 = 32;

/// What a source lets its answers be narrowed by: the words before the colon of its tags.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Facets {
    /// Those whose values are counted: `theme` for the tags `theme:…`.
    pub counted: &'static [&'static str],
    /// The one whose values hold at some moments and not at others: `hours`. A document has one value of it at most.
    pub moving: Option<&'static str>,
}

/// Where distances are reckoned from.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Around {
    from: Point,
    /// How much shorter a degree of longitude is than one of latitude here.
    shrink: f32,
}

impl Around {
    /// Around a point.
    pub fn new(from: Point) -> Self {
        Self { from, shrink: from.lat.to_radians().cos() }
    }

    /// Metres to another point. Within a region the earth is flat enough, and this is reckoned for every hit.
    pub fn metres(&self, to: Point) -> f32 {
        const PER_DEGREE: f32 = 111_195.0;
        let (north, east) = (self.from.lat - to.lat, (self.from.lon - to.lon) * self.shrink);
        (north * north + east * east).sqrt() * PER_DEGREE
    }
}

/// Says whether a value of the moving facet holds now; nothing when that cannot be told.
pub type Holds<'a> = &'a (dyn Fn(&str) -> Option<bool> + Sync);

/// What an answer is narrowed to, and what is counted for whoever would narrow it further.
///
/// The count of a value says how many hits there would be with it, under all that is chosen in other facets.
#[derive(Clone, Default)]
pub struct Narrowing<'a> {
    /// For each facet the tags that were chosen: a hit has one of them at least.
    pub chosen: Vec<(&'a str, Vec<String>)>,
    /// Whether values are counted.
    pub counting: bool,
    /// Where distances are reckoned from.
    pub around: Option<Around>,
    /// How far a hit may be, in metres. Needs `around`.
    pub within: Option<f32>,
    /// How far hits are counted, in metres, the nearest first.
    pub rings: &'a [f32],
    /// Whether a value of the moving facet holds.
    pub holds: Option<Holds<'a>>,
    /// Whether only those are hits whose value holds.
    pub holding: bool,
}

/// How many hits there would be with a value.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Whether these are what some of very many hits let expect of all: near the truth, and without values that hardly any has.
    pub estimated: bool,
    /// By tag, in their order; tags that no hit has are absent.
    pub tags: Vec<(String, u64)>,
    /// Within each of the rings that were asked for.
    pub rings: Vec<u64>,
    /// Whose value of the moving facet holds.
    pub holding: u64,
}

impl Counts {
    /// The values of a facet with their counts.
    pub fn of<'a>(&'a self, facet: &'a str) -> impl Iterator<Item = (&'a str, u64)> {
        let value = move |tag: &'a str| tag.strip_prefix(facet)?.strip_prefix(':');
        // Those of a facet stand together.
        let first = self.tags.partition_point(|(tag, _)| tag.as_str() < facet);
        self.tags[first..].iter().map_while(move |(tag, count)| Some((value(tag)?, *count)))
    }

    /// How many hits there would be with a tag.
    pub fn with(&self, tag: &str) -> u64 {
        self.tags.binary_search_by(|(of, _)| of.as_str().cmp(tag)).map_or(0, |at| self.tags[at].1)
    }
}

/// The columns of a segment.
#[derive(Default, Debug)]
pub(crate) struct Columns {
    /// The tags that occur, those of a facet together.
    pub tags: Vec<String>,
    /// Which of them are those of each counted facet.
    facets: Vec<(&'static str, Range<u16>)>,
    /// The values of all documents, one document after the other.
    values: Box<[u16]>,
    /// Where those of each document begin.
    starts: Box<[u32]>,
    /// The documents of the tags that many have.
    common: HashMap<String, Bits>,
    /// The values of the moving facet that occur.
    pub moving: Vec<String>,
    /// For each document the place of its value among them, and one; 0 when it has none.
    moves: Box<[u32]>,
}

impl Columns {
    /// Reads the columns of the tags of so many documents.
    pub fn read(tags: &InvertedIndexReader, documents: u32, facets: Facets) -> tantivy::Result<Self> {
        let mut columns = Self { moves: vec![0; documents as usize].into(), ..Self::default() };
        let mut lists = Vec::new();
        for facet in facets.counted {
            let begin = columns.tags.len();
            each_tag(tags, facet, |tag, info| {
                // A segment with more values than that counts those it knows.
                if columns.tags.len() < usize::from(u16::MAX) {
                    columns.tags.push(tag.to_owned());
                    lists.push(info.clone());
                }
                Ok(())
            })?;
            let place = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
            columns.facets.push((facet, place(begin)..place(columns.tags.len())));
        }
        let mut starts = vec![0_u32; documents as usize + 1];
        for info in &lists {
            each_posting(tags, info, IndexRecordOption::Basic, |doc, _| starts[doc as usize + 1] += 1)?;
        }
        (1..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
        let mut values = vec![0_u16; starts.last().map_or(0, |end| *end as usize)];
        let mut next = starts.clone();
        for (value, info) in (0_u16..).zip(&lists) {
            each_posting(tags, info, IndexRecordOption::Basic, |doc, _| {
                let at = &mut next[doc as usize];
                values[*at as usize] = value;
                *at += 1;
            })?;
            if info.doc_freq > documents / COMMON {
                let mut those = Bits::default();
                those.begin(documents as usize);
                each_posting(tags, info, IndexRecordOption::Basic, |doc, _| those.add(doc))?;
                columns.common.insert(columns.tags[usize::from(value)].clone(), those);
            }
        }
        (columns.values, columns.starts) = (values.into(), starts.into());
        if let Some(facet) = facets.moving {
            columns.read_moving(tags, facet)?;
        }
        Ok(columns)
    }

    fn read_moving(&mut self, tags: &InvertedIndexReader, facet: &str) -> tantivy::Result<()> {
        let Self { moving, moves, .. } = self;
        each_tag(tags, facet, |tag, info| {
            moving.push(tag[facet.len() + 1..].to_owned());
            let place = u32::try_from(moving.len()).unwrap_or(0);
            each_posting(tags, info, IndexRecordOption::Basic, |doc, _| moves[doc as usize] = place)
        })
    }

    /// The values of a document.
    pub fn values(&self, doc: u32) -> &[u16] {
        &self.values[self.starts[doc as usize] as usize..self.starts[doc as usize + 1] as usize]
    }

    /// Lets the values of some documents be fetched all at once. They lie far apart in memory, and each would else be waited for
    /// alone when it is read.
    pub fn fetch(&self, documents: impl Iterator<Item = u32>) {
        let first = |doc: u32| self.values.get(self.starts[doc as usize] as usize).copied().unwrap_or_default();
        std::hint::black_box(documents.fold(0, |all, doc| all ^ first(doc)));
    }

    /// The documents of a tag that many have; nothing for one that few have, or that is not counted.
    pub fn common(&self, tag: &str) -> Option<&Bits> {
        self.common.get(tag)
    }

    /// The values of a facet; none when it is not counted.
    pub fn of(&self, facet: &str) -> Range<u16> {
        self.facets.iter().find(|(name, _)| *name == facet).map_or(0..0, |(_, values)| values.clone())
    }

    /// The place of a document's value of the moving facet among those that occur.
    pub fn moving_value(&self, doc: u32) -> Option<usize> {
        (self.moves[doc as usize] as usize).checked_sub(1)
    }
}

/// Calls for each tag of a facet, in their order.
fn each_tag(
    tags: &InvertedIndexReader,
    facet: &str,
    mut visit: impl FnMut(&str, &tantivy::postings::TermInfo) -> tantivy::Result<()>,
) -> tantivy::Result<()> {
    let beginning = format!("{facet}:");
    let mut stream = tags.terms().range().ge(&beginning).into_stream()?;
    while let Some((tag, info)) = stream.next() {
        let Some(tag) = std::str::from_utf8(tag).ok().filter(|tag| tag.starts_with(&beginning)) else { break };
        visit(tag, info)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metres_are_those_of_the_earth() {
        // From Saint-Guidon to Montgomery, 7.3 km.
        let metres = Around::new(Point { lat: 50.8356, lon: 4.3009 }).metres(Point { lat: 50.8382, lon: 4.4046 });
        assert!((metres - 7_290.0).abs() < 60.0, "{metres}");
    }
}
