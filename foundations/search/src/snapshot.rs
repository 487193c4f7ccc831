//! One committed state of the index, opened for searching: readers and the facts of every document in memory.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;
use tantivy::schema::{IndexRecordOption, Value as _};
use tantivy::store::StoreReader;
use tantivy::{InvertedIndexReader, Searcher, SegmentReader, TantivyDocument};
use uuid::Uuid;

use crate::document::NUMBERS;
use crate::schema::{Fields, Place};
use crate::{Facts, Point};

/// How soon more of the same word stops to count (the `k1` of BM25).
pub(crate) const SATURATION: f32 = 1.2;
/// How much a long field counts against its words, for each place (the `b` of BM25).
const LENGTH_PENALTY: [f32; 4] = [0.4, 0.2, 0.5, 0.2];

/// A committed state.
pub(crate) struct Snapshot {
    pub segments: Vec<Segment>,
    pub documents: u64,
}

/// A part of the index that is never rewritten, only replaced.
pub(crate) struct Segment {
    pub id: SegmentId,
    pub facts: Arc<[Facts]>,
    pub places: [Arc<InvertedIndexReader>; 4],
    pub pairs: Arc<InvertedIndexReader>,
    pub exact: Arc<InvertedIndexReader>,
    pub tags: Arc<InvertedIndexReader>,
    pub vocabulary: Arc<InvertedIndexReader>,
    reader: SegmentReader,
    lengths: [FieldNormReader; 4],
    penalties: [Box<[f32; 256]>; 4],
    store: StoreReader,
    payload: tantivy::schema::Field,
}

impl Snapshot {
    /// Opens what the searcher sees. Facts of segments that `before` already had are taken over.
    pub fn open(searcher: &Searcher, fields: &Fields, before: Option<&Self>) -> tantivy::Result<Self> {
        let mut average = [1.0_f32; 4];
        for (place, field) in fields.places.iter().enumerate() {
            let mut tokens = 0;
            for reader in searcher.segment_readers() {
                tokens += reader.inverted_index(*field)?.total_num_tokens();
            }
            let documents: u64 = searcher.segment_readers().iter().map(|reader| u64::from(reader.max_doc())).sum();
            average[place] = (ratio(tokens, documents)).max(1.0);
        }
        let open = |reader: &SegmentReader| {
            let known = before.and_then(|before| before.segments.iter().find(|known| known.id == reader.segment_id()));
            Segment::open(reader, fields, &average, known.map(|known| Arc::clone(&known.facts)))
        };
        let segments = searcher.segment_readers().iter().map(open).collect::<tantivy::Result<_>>()?;
        Ok(Self { segments, documents: searcher.num_docs() })
    }
}

#[expect(clippy::cast_precision_loss, reason = "an average need not be exact")]
fn ratio(tokens: u64, documents: u64) -> f32 {
    tokens as f32 / documents.max(1) as f32
}

impl Segment {
    fn open(
        reader: &SegmentReader,
        fields: &Fields,
        average: &[f32; 4],
        known: Option<Arc<[Facts]>>,
    ) -> tantivy::Result<Self> {
        let inverted = |field| reader.inverted_index(field);
        let [title, keywords, body, parts] = fields.places;
        let length = |field| reader.get_fieldnorms_reader(field);
        Ok(Self {
            id: reader.segment_id(),
            facts: known.map_or_else(|| facts(reader), Ok)?,
            places: [inverted(title)?, inverted(keywords)?, inverted(body)?, inverted(parts)?],
            pairs: inverted(fields.pairs)?,
            exact: inverted(fields.exact)?,
            tags: inverted(fields.tags)?,
            vocabulary: inverted(fields.vocabulary)?,
            lengths: [length(title)?, length(keywords)?, length(body)?, length(parts)?],
            penalties: std::array::from_fn(|place| penalties(LENGTH_PENALTY[place], average[place])),
            // Blocks are small and not compressed: reading one again costs less than a cache behind a lock.
            store: reader.get_store_reader(0)?,
            payload: fields.payload,
            reader: reader.clone(),
        })
    }

    /// How many documents it has, those deleted since included.
    pub fn size(&self) -> usize {
        self.facts.len()
    }

    /// Whether a document is still there.
    pub fn is_alive(&self, doc: u32) -> bool {
        !self.reader.is_deleted(doc)
    }

    /// How long the field is against the average, in the units of [`SATURATION`].
    pub fn penalty(&self, place: Place, doc: u32) -> f32 {
        let place = place as usize;
        self.penalties[place][usize::from(self.lengths[place].fieldnorm_id(doc))]
    }

    /// The payload of a document.
    pub fn payload(&self, doc: u32) -> tantivy::Result<Vec<u8>> {
        let document: TantivyDocument = self.store.get(doc)?;
        let payload = document.get_first(self.payload).and_then(|value| value.as_bytes().map(<[u8]>::to_vec));
        Ok(payload.unwrap_or_default())
    }
}

fn penalties(b: f32, average: f32) -> Box<[f32; 256]> {
    Box::new(std::array::from_fn(|id| {
        let length = FieldNormReader::id_to_fieldnorm(u8::try_from(id).unwrap_or(u8::MAX));
        SATURATION * (1.0 - b + b * ratio(u64::from(length), 1) / average)
    }))
}

fn facts(reader: &SegmentReader) -> tantivy::Result<Arc<[Facts]>> {
    let columns = reader.fast_fields();
    let [high, low, kind] = [columns.u64("key_high")?, columns.u64("key_low")?, columns.u64("kind_number")?];
    let [lat, lon] = [columns.f64("lat")?, columns.f64("lon")?];
    let mut numbers = Vec::with_capacity(NUMBERS);
    for n in 0..NUMBERS {
        numbers.push(columns.i64(&format!("number_{n}"))?);
    }
    let point = |doc| Some(Point { lat: degrees(lat.first(doc)?), lon: degrees(lon.first(doc)?) });
    Ok((0..reader.max_doc())
        .map(|doc| {
            let kind = kind.first(doc).unwrap_or(0);
            Facts {
                key: Uuid::from_u64_pair(high.first(doc).unwrap_or(0), low.first(doc).unwrap_or(0)),
                point: point(doc),
                numbers: std::array::from_fn(|n| {
                    numbers[n].first(doc).and_then(|number| i32::try_from(number).ok()).unwrap_or(0)
                }),
                kind: u32::try_from(kind >> 1).unwrap_or(0),
                shares_key: kind & 1 == 1,
            }
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
