//! One committed state of the index, opened for searching: readers and the facts of every document in memory.

use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;
use tantivy::schema::{IndexRecordOption, Value as _};
use tantivy::store::StoreReader;
use tantivy::{InvertedIndexReader, Searcher, SegmentReader, TantivyDocument};
use uuid::Uuid;

use crate::document::NUMBERS;
use crate::facets::{Columns, Facets};
use crate::schema::Fields;
use crate::{Facts, Point, Sketch};

/// A committed state.
pub(crate) struct Snapshot {
    pub segments: Vec<Segment>,
    pub documents: u64,
    /// The tags of facets that occur anywhere, in their order.
    pub tags: Vec<String>,
}

/// A part of the index that is never rewritten, only replaced.
pub(crate) struct Segment {
    pub id: SegmentId,
    pub known: Arc<Known>,
    pub terms: Arc<InvertedIndexReader>,
    pub pairs: Arc<InvertedIndexReader>,
    pub phrases: Arc<InvertedIndexReader>,
    pub exact: Arc<InvertedIndexReader>,
    pub tags: Arc<InvertedIndexReader>,
    pub vocabulary: Arc<InvertedIndexReader>,
    /// The place of each tag of this segment among those that occur anywhere.
    pub places: Box<[u32]>,
    reader: SegmentReader,
    store: StoreReader,
    payload: tantivy::schema::Field,
}

/// What is held in memory of each document of a segment.
pub(crate) struct Known {
    pub facts: Box<[Facts]>,
    /// What is looked at first of each document, where it is among it: distances are reckoned for every hit.
    sketches: Box<[Sketch]>,
    /// The kinds that occur.
    kinds: Vec<u32>,
    /// For each document the place of its kind in `kinds`, and in the lowest bits whether it shares its key, and does so with
    /// the one before it: the little that is asked of every document that has a word, so it must lie close together.
    classes: Box<[u8]>,
    columns: Columns,
}

impl Snapshot {
    /// Opens what the searcher sees. What is known of segments that `before` already had is taken over.
    pub fn open(searcher: &Searcher, fields: &Fields, facets: Facets, before: Option<&Self>) -> tantivy::Result<Self> {
        let open = |reader: &SegmentReader| {
            let known = before.and_then(|before| before.segments.iter().find(|known| known.id == reader.segment_id()));
            Segment::open(reader, fields, facets, known.map(|known| Arc::clone(&known.known)))
        };
        let mut segments: Vec<Segment> = searcher.segment_readers().iter().map(open).collect::<tantivy::Result<_>>()?;
        let mut tags: Vec<String> = segments.iter().flat_map(|segment| segment.known.columns.tags.clone()).collect();
        tags.sort_unstable();
        tags.dedup();
        let place = |tag: &String| tags.binary_search(tag).ok().and_then(|at| u32::try_from(at).ok()).unwrap_or(0);
        for segment in &mut segments {
            segment.places = segment.known.columns.tags.iter().map(place).collect();
        }
        Ok(Self { segments, documents: searcher.num_docs(), tags })
    }
}

impl Segment {
    fn open(
        reader: &SegmentReader,
        fields: &Fields,
        facets: Facets,
        known: Option<Arc<Known>>,
    ) -> tantivy::Result<Self> {
        let inverted = |field| reader.inverted_index(field);
        let tags = inverted(fields.tags)?;
        Ok(Self {
            id: reader.segment_id(),
            known: known.map_or_else(|| Known::read(reader, &tags, facets).map(Arc::new), Ok)?,
            terms: inverted(fields.terms)?,
            pairs: inverted(fields.pairs)?,
            phrases: inverted(fields.phrases)?,
            exact: inverted(fields.exact)?,
            tags,
            vocabulary: inverted(fields.vocabulary)?,
            // Blocks are small and not compressed: reading one again costs less than a cache behind a lock.
            store: reader.get_store_reader(0)?,
            payload: fields.payload,
            places: Box::default(),
            reader: reader.clone(),
        })
    }

    /// What ranking knows of a document.
    pub fn facts(&self, doc: u32) -> &Facts {
        &self.known.facts[doc as usize]
    }

    /// The first of what ranking knows of a document, without a look at the rest.
    pub fn sketch(&self, doc: u32) -> &Sketch {
        &self.known.sketches[doc as usize]
    }

    /// Where a document is.
    pub fn point(&self, doc: u32) -> Option<Point> {
        self.sketch(doc).point()
    }

    /// What it may be narrowed by.
    pub fn columns(&self) -> &Columns {
        &self.known.columns
    }

    /// The place of a kind among those of this segment; nothing when it has no document of that kind.
    pub fn kind(&self, kind: u32) -> Option<u8> {
        let place = self.known.kinds.iter().position(|known| *known == kind)?;
        u8::try_from(place).ok()
    }

    /// Whether a document is of a kind and still there.
    pub fn is_alive(&self, doc: u32, kind: u8) -> bool {
        self.known.classes[doc as usize] >> 2 == kind && !self.reader.is_deleted(doc)
    }

    /// Whether other documents stand for the same record.
    pub fn shares_key(&self, doc: u32) -> bool {
        self.known.classes[doc as usize] & 1 == 1
    }

    /// The first document of the record for which this one stands.
    pub fn first_of_record(&self, doc: u32) -> u32 {
        let goes_on = |doc: &u32| self.known.classes[*doc as usize] & 2 == 2;
        doc - u32::try_from((0..=doc).rev().take_while(goes_on).count()).unwrap_or(0)
    }

    /// Whether two documents, the first of which stands before the other, stand for one record: those of a record stand beside
    /// each other, for they were written together.
    pub fn is_one_record(&self, one: u32, other: u32) -> bool {
        (one + 1..=other).rev().all(|doc| self.known.classes[doc as usize] & 2 == 2)
    }

    /// How many documents it has, those deleted since included.
    pub fn size(&self) -> usize {
        self.known.facts.len()
    }

    /// The payload of a document.
    pub fn payload(&self, doc: u32) -> tantivy::Result<Vec<u8>> {
        let document: TantivyDocument = self.store.get(doc)?;
        let payload = document.get_first(self.payload).and_then(|value| value.as_bytes().map(<[u8]>::to_vec));
        Ok(payload.unwrap_or_default())
    }
}

impl Known {
    fn read(reader: &SegmentReader, tags: &InvertedIndexReader, facets_of: Facets) -> tantivy::Result<Self> {
        let kinds = reader.fast_fields().u64("kind_number")?;
        let facts = facts(reader)?;
        let sketches = facts.iter().map(Facts::sketch).collect();
        let columns = Columns::read(tags, reader.max_doc(), facets_of)?;
        let mut known = Self { facts, sketches, kinds: Vec::new(), classes: Box::default(), columns };
        let class = |doc| {
            let number = kinds.first(doc).unwrap_or(0);
            let kind = u32::try_from(number >> 1).unwrap_or(0);
            let place = known.kinds.iter().position(|seen| *seen == kind).unwrap_or_else(|| {
                known.kinds.push(kind);
                known.kinds.len() - 1
            });
            let (shares, before) = (number & 1 == 1, (doc as usize).checked_sub(1));
            let goes_on = shares && before.is_some_and(|one| known.facts[one].key == known.facts[doc as usize].key);
            (u8::try_from(place).unwrap_or(u8::MAX >> 2) << 2) | (u8::from(goes_on) << 1) | u8::from(shares)
        };
        known.classes = (0..reader.max_doc()).map(class).collect();
        Ok(known)
    }
}

fn facts(reader: &SegmentReader) -> tantivy::Result<Box<[Facts]>> {
    let columns = reader.fast_fields();
    let [high, low] = [columns.u64("key_high")?, columns.u64("key_low")?];
    let [lat, lon] = [columns.f64("lat")?, columns.f64("lon")?];
    let mut numbers = Vec::with_capacity(NUMBERS);
    for n in 0..NUMBERS {
        numbers.push(columns.i64(&format!("number_{n}"))?);
    }
    let point = |doc| Some(Point { lat: degrees(lat.first(doc)?), lon: degrees(lon.first(doc)?) });
    let number = |n: usize, doc| numbers[n].first(doc).and_then(|number| i32::try_from(number).ok()).unwrap_or(0);
    Ok((0..reader.max_doc())
        .map(|doc| Facts {
            key: Uuid::from_u64_pair(high.first(doc).unwrap_or(0), low.first(doc).unwrap_or(0)),
            point: point(doc),
            numbers: std::array::from_fn(|n| number(n, doc)),
        })
        .collect())
}

#[expect(clippy::cast_possible_truncation, reason = "it was written from an f32")]
fn degrees(value: f64) -> f32 {
    value as f32
}

/// Calls for each document of a term, and how often it has the term, when the field counts that.
pub(crate) fn each_posting(
    reader: &InvertedIndexReader,
    term: &TermInfo,
    record: IndexRecordOption,
    mut visit: impl FnMut(u32, u32),
) -> tantivy::Result<()> {
    let mut block = reader.read_block_postings_from_terminfo(term, record)?;
    let counted = record != IndexRecordOption::Basic;
    while !block.docs().is_empty() {
        if counted {
            for (doc, times) in block.docs().iter().zip(block.freqs()) {
                visit(*doc, *times);
            }
        } else {
            block.docs().iter().for_each(|doc| visit(*doc, 1));
        }
        block.advance();
    }
    Ok(())
}
