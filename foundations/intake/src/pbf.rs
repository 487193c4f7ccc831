//! An extract of OpenStreetMap as packed blocks (`.osm.pbf`): whatever bears tags becomes a row like those of the same extract as XML.

use std::collections::VecDeque;
use std::io::BufReader;
use std::panic::{AssertUnwindSafe, catch_unwind};

use osmpbf::{BlobDecode, BlobReader, BlobType, ByteOffset, PrimitiveBlock};
use serde_json::{Map, Value, json};

use crate::columns::too_long;
use crate::input::Input;
use crate::osm::{Middle, PER_DEGREE, Points, row};
use crate::{Fault, Limits, Place, Row};

/// The largest packed block, bytes; the library unpacks none further than this.
const LARGEST: i32 = 32 << 20;
/// Tagged elements of a block; the programs that write extracts put 8 000 elements into one.
const MOST_OF_A_BLOCK: usize = 100_000;
/// Bytes of tags that may wait of a block, with what it costs to hold each: a block repeats a long word as often as it likes, and the
/// blocks of those who write extracts hold a hundredth of this.
const MOST_BYTES: usize = 64 << 20;
/// What it costs to hold a tag, besides its letters.
const OF_A_TAG: usize = 128;
/// What a reader must know to read an extract rightly, and this one does.
const KNOWN: [&str; 2] = ["OsmSchema-V0.6", "DenseNodes"];

/// The tagged elements of a packed extract, one after the other. One block is held at a time.
pub(crate) struct Packed {
    blobs: BlobReader<BufReader<Input>>,
    points: Points,
    waiting: VecDeque<Waiting>,
    /// Bytes of tags taken from the present block.
    bytes: usize,
    count: u64,
    field: usize,
    ended: bool,
}

/// An element that waits for its turn.
enum Waiting {
    /// Its fields and its tags.
    Whole(Map<String, Value>, Map<String, Value>),
    /// A tag of it is longer than a field may be: how its name begins, and how long it is. None of it is held.
    Long(String, usize),
}

/// Whether a file begins as a packed extract does: with the length of a header, and its name.
pub(crate) fn is_packed(head: &[u8]) -> bool {
    head.get(4..).is_some_and(|rest| rest.starts_with(b"\x0a\x09OSMHeader"))
}

impl Packed {
    pub(crate) fn open(input: Input, limits: &Limits) -> Result<Self, Fault> {
        let blobs = BlobReader::new_seekable(BufReader::with_capacity(64 << 10, input));
        let blobs = blobs.map_err(|error| Fault::end(Place::File, broken(&error), REMEDY))?;
        let (points, waiting) = (Points::default(), VecDeque::new());
        Ok(Self { blobs, points, waiting, bytes: 0, count: 0, field: limits.field, ended: false })
    }

    pub(crate) fn next(&mut self) -> Option<Result<Row, Fault>> {
        while self.waiting.is_empty() {
            if self.ended {
                return None;
            }
            match self.block() {
                Ok(true) => {}
                Ok(false) => self.ended = true,
                Err(what) => {
                    self.ended = true;
                    return Some(Err(Fault::end(Place::Element(self.count + 1), what, REMEDY)));
                }
            }
        }
        let next = self.waiting.pop_front()?;
        self.count += 1;
        let place = Place::Element(self.count);
        Some(match next {
            Waiting::Whole(fields, tags) => row(place, fields, tags, self.field),
            Waiting::Long(name, length) => Err(too_long(place, &name, length, self.field)),
        })
    }

    /// Reads a block; nothing is left of the file when this answers no.
    fn block(&mut self) -> Result<bool, String> {
        let Some((kind, at)) = self.header()? else { return Ok(false) };
        if kind == Kind::Other {
            return Ok(true);
        }
        self.bytes = 0;
        let blob = self.blobs.blob_from_offset(at).map_err(|error| broken(&error))?;
        match blob.decode().map_err(|error| broken(&error))? {
            BlobDecode::OsmHeader(header) => {
                let unknown = header.required_features().iter().find(|name| !KNOWN.contains(&name.as_str()));
                if let Some(name) = unknown {
                    let name: String = name.chars().take(60).collect();
                    return Err(format!("it can only be read rightly by programs that know `{name}`"));
                }
            }
            BlobDecode::OsmData(block) => {
                // The library adds numbers of the file without looking: a hostile one would end the whole program.
                catch_unwind(AssertUnwindSafe(|| self.take(&block)))
                    .unwrap_or_else(|_| Err("a block of it holds numbers that no map has".to_owned()))?;
            }
            BlobDecode::Unknown(_) => {}
        }
        Ok(true)
    }

    /// What the next block is and where it begins; the reader then stands behind it.
    fn header(&mut self) -> Result<Option<(Kind, ByteOffset)>, String> {
        let Some(next) = self.blobs.next_header_skip_blob() else { return Ok(None) };
        let (header, at) = next.map_err(|error| broken(&error))?;
        if !(0..=LARGEST).contains(&header.get_blob_size()) {
            return Err(format!("a block of it says that it has {} bytes", header.get_blob_size()));
        }
        let known = matches!(header.blob_type(), BlobType::OsmHeader | BlobType::OsmData);
        let at = at.ok_or_else(|| "it cannot be read a second time".to_owned())?;
        Ok(Some((if known { Kind::Known } else { Kind::Other }, at)))
    }

    fn take(&mut self, block: &PrimitiveBlock) -> Result<(), String> {
        for group in block.groups() {
            for node in group.nodes() {
                self.node(node.id(), (node.decimicro_lat(), node.decimicro_lon()), node.tags())?;
            }
            for node in group.dense_nodes() {
                self.node(node.id(), (node.decimicro_lat(), node.decimicro_lon()), node.tags())?;
            }
            for way in group.ways() {
                let mut middle = Middle::default();
                way.refs().for_each(|id| self.points.take_into(&mut middle, id));
                self.wait(("way", way.id()), middle.field(), way.tags())?;
            }
            for relation in group.relations() {
                self.wait(("relation", relation.id()), None, relation.tags())?;
            }
        }
        Ok(())
    }

    fn node<'a>(
        &mut self,
        id: i64,
        (lat, lon): (i32, i32),
        tags: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Result<(), String> {
        self.points.put(id, (lat, lon))?;
        let degrees = |whole: i32| json!(f64::from(whole) / PER_DEGREE);
        self.wait(("node", id), [("lat", degrees(lat)), ("lon", degrees(lon))], tags)
    }

    /// Lets an element wait for its turn, when it bears tags.
    fn wait<'a>(
        &mut self,
        (kind, id): (&str, i64),
        place: impl IntoIterator<Item = (&'static str, Value)>,
        tags: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Result<(), String> {
        let said = |text: &str| Value::String(crate::tidy::tidy(text).into_owned());
        let (mut known, mut long) = (Map::new(), None);
        for (key, value) in tags {
            let longest = key.len().max(value.len());
            if longest > self.field {
                long.get_or_insert_with(|| (key.chars().take(60).collect(), longest));
                continue;
            }
            self.bytes += key.len() + value.len() + OF_A_TAG;
            if self.bytes > MOST_BYTES {
                return Err(format!("the tags of a block of it have more than {MOST_BYTES} bytes"));
            }
            known.insert(key.to_owned(), said(value));
        }
        if known.is_empty() && long.is_none() {
            return Ok(());
        }
        if self.waiting.len() >= MOST_OF_A_BLOCK {
            return Err(format!("a block of it has more than {MOST_OF_A_BLOCK} elements"));
        }
        if let Some((name, length)) = long {
            self.waiting.push_back(Waiting::Long(name, length));
            return Ok(());
        }
        let about = [("type", json!(kind)), ("id", json!(id))];
        let fields = about.into_iter().chain(place).map(|(name, value)| (name.to_owned(), value)).collect();
        self.waiting.push_back(Waiting::Whole(fields, known));
        Ok(())
    }
}

/// Whether a block is of a kind that is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Known,
    Other,
}

const REMEDY: &str = "fetch it again, or cut a smaller extract";

fn broken(error: &osmpbf::Error) -> String {
    format!("it is not a whole extract, or packed in a way that is not read here ({error})")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn varint(mut number: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        while number >= 0x80 {
            bytes.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        bytes.push(number.to_le_bytes()[0]);
        bytes
    }

    /// A number as the format writes those that may be negative.
    fn signed(number: i64) -> Vec<u8> {
        varint(((number << 1) ^ (number >> 63)).cast_unsigned())
    }

    fn length(bytes: &[u8]) -> u64 {
        u64::try_from(bytes.len()).unwrap()
    }

    /// A field that holds bytes.
    fn bytes(field: u64, bytes: &[u8]) -> Vec<u8> {
        [varint(field << 3 | 2), varint(length(bytes)), bytes.to_vec()].concat()
    }

    fn number(field: u64, number: u64) -> Vec<u8> {
        [varint(field << 3), varint(number)].concat()
    }

    fn signed_field(field: u64, number: i64) -> Vec<u8> {
        [varint(field << 3), signed(number)].concat()
    }

    fn block(kind: &str, content: &[u8]) -> Vec<u8> {
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(content).unwrap();
        let blob = [number(2, length(content)), bytes(3, &zlib.finish().unwrap())].concat();
        framed(kind, &blob, length(&blob))
    }

    fn framed(kind: &str, blob: &[u8], said: u64) -> Vec<u8> {
        let header = [bytes(1, kind.as_bytes()), number(3, said)].concat();
        [&u32::try_from(header.len()).unwrap().to_be_bytes()[..], &header, blob].concat()
    }

    fn head() -> Vec<u8> {
        block("OSMHeader", &[bytes(4, b"OsmSchema-V0.6"), bytes(4, b"DenseNodes")].concat())
    }

    /// Words, and one group.
    fn data(words: &[&str], group: &[u8]) -> Vec<u8> {
        let table: Vec<u8> = words.iter().flat_map(|word| bytes(1, word.as_bytes())).collect();
        block("OSMData", &[bytes(1, &table), bytes(2, group)].concat())
    }

    fn packed(numbers: &[i64]) -> Vec<u8> {
        numbers.iter().flat_map(|number| signed(*number)).collect()
    }

    fn plain(numbers: &[u64]) -> Vec<u8> {
        numbers.iter().flat_map(|number| varint(*number)).collect()
    }

    /// Two points, the second with a name, as dense nodes; a way through both; a relation.
    fn extract() -> Vec<u8> {
        let words = ["", "name", "Apotheek & zoon", "Ziekenhuis", "Site"];
        let dense = [
            bytes(1, &packed(&[1, 1])),
            bytes(8, &packed(&[508_000_000, 1_000_000])),
            bytes(9, &packed(&[43_000_000, 1_000_000])),
            bytes(10, &plain(&[0, 1, 2, 0])),
        ];
        let way = [number(1, 3), bytes(2, &plain(&[1])), bytes(3, &plain(&[3])), bytes(8, &packed(&[1, 1, 97]))];
        let relation = [number(1, 4), bytes(2, &plain(&[1])), bytes(3, &plain(&[4]))];
        let groups = [bytes(2, &dense.concat()), bytes(3, &way.concat()), bytes(4, &relation.concat())];
        let groups: Vec<u8> = groups.iter().flat_map(|group| data(&words, group)).collect();
        [head(), block("Unknown", b"something else"), groups].concat()
    }

    fn shown(file: Vec<u8>) -> Vec<String> {
        let rows = crate::read("x.osm.pbf", file, &Limits { field: 40, ..Limits::default() });
        let rows = match rows {
            Ok(rows) => rows,
            Err(fault) => return vec![fault.to_string()],
        };
        rows.map(|row| match row {
            Ok(row) => {
                let get = |path: &str| row.get(path).unwrap_or_default().into_owned();
                format!("{} {} {} {}{}", get("type"), get("id"), get("tags.name"), get("lat"), get("center.lat"))
            }
            Err(fault) => fault.to_string(),
        })
        .collect()
    }

    #[test]
    fn a_packed_extract_says_what_the_same_in_xml_says() {
        assert_eq!(shown(extract()), ["node 2 Apotheek & zoon 50.9", "way 3 Ziekenhuis 50.85", "relation 4 Site "]);
    }

    #[test]
    fn what_is_broken_or_hostile_is_refused_with_a_word() {
        let cut = extract()[..extract().len() - 9].to_vec();
        let zeros = vec![0; 33 << 20];
        let long = data(
            &["", "name", &"x".repeat(60)],
            &bytes(1, &[number(1, 2), bytes(2, &[1]), bytes(3, &[2]), number(8, 2), number(9, 2)].concat()),
        );
        let far =
            [bytes(1, &packed(&[i64::MAX, i64::MAX])), bytes(8, &packed(&[i64::MAX, 9])), bytes(9, &packed(&[1, 9]))];
        let cases = [
            (cut, "not a whole extract"),
            ([head(), block("OSMData", &zeros)].concat(), "not a whole extract"),
            ([head(), framed("OSMData", b"", 1 << 30)].concat(), "says that it has"),
            ([head(), framed("OSMData", b"", u64::MAX)].concat(), "says that it has"),
            ([head(), framed("OSMData", b"none", 4)].concat(), "not a whole extract"),
            (block("OSMHeader", &bytes(4, b"HistoricalInformation")), "programs that know `HistoricalInformation`"),
            ([head(), long].concat(), "the field `name` has 60 bytes"),
            ([head(), data(&[""], &bytes(2, &far.concat()))].concat(), "numbers that no map has"),
        ];
        for (file, part) in cases {
            let shown = shown(file).join("\n");
            assert!(shown.contains(part), "{shown} lacks {part}");
        }
    }

    #[test]
    fn a_word_that_a_block_repeats_is_not_held_as_often() {
        let (elements, limit) = (2_000, 8 << 20);
        let of_each = |tags: &[u8]| {
            let nodes: Vec<u8> = (0..elements)
                .flat_map(|id| {
                    let node =
                        [signed_field(1, id), bytes(2, &plain(&[1])), bytes(3, tags), number(8, 2), number(9, 2)];
                    bytes(1, &node.concat())
                })
                .collect();
            nodes
        };
        let limits = Limits { field: limit, ..Limits::default() };
        let long = "x".repeat(limit + 1);
        let file = [head(), data(&["", "name", &long], &of_each(&[2]))].concat();
        assert!(file.len() < 200_000, "{} bytes say sixteen gigabytes", file.len());
        let faults = |file: Vec<u8>| -> Vec<String> {
            match crate::read("x.osm.pbf", file, &limits) {
                Ok(rows) => rows.filter_map(|row| Some(row.err()?.to_string())).collect(),
                Err(fault) => vec![fault.to_string()],
            }
        };
        let told = faults(file);
        assert_eq!(told.len(), usize::try_from(elements).unwrap(), "each is refused by itself");
        assert!(told.iter().all(|fault| fault.contains("the field `name` has")), "{}", told[0]);
        let fits = "x".repeat(1 << 20);
        let told = faults([head(), data(&["", "name", &fits], &of_each(&[2]))].concat());
        assert!(told.len() == 1 && told[0].contains("the tags of a block of it have more than"), "{told:?}");
    }

    #[test]
    fn no_change_of_a_byte_makes_it_panic() {
        let whole = extract();
        for at in 0..whole.len() {
            let mut file = whole.clone();
            file[at] = file[at].wrapping_add(101);
            assert!(shown(file).len() <= 4, "at most three rows and a fault, at byte {at}");
        }
    }
}
