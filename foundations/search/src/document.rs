//! What a domain puts into the index.

use kernel::Lang;
use uuid::Uuid;

/// How many numbers a document carries for ranking.
pub const NUMBERS: usize = 10;

/// What a text is in its document: where words are found says how much they count.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// The name, or another name.
    Title,
    /// Themes, synonyms, the organisation, the place: short and chosen.
    Keywords,
    /// Running text.
    Body,
}

/// A place on earth, in degrees.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Point {
    /// Latitude, north positive.
    pub lat: f32,
    /// Longitude, east positive.
    pub lon: f32,
}

/// One thing to be found. A record may have several documents (a service at three locations): they share its key,
/// and only the best one of them is shown.
#[derive(Clone, PartialEq, Debug)]
pub struct Document {
    /// The record that it stands for.
    pub key: Uuid,
    /// Its texts.
    pub texts: Vec<(Role, Lang, String)>,
    /// What it may be filtered by: `zone:a`, `theme:palliative`, `language:ar`.
    pub tags: Vec<String>,
    /// Where it is, when that is known.
    pub point: Option<Point>,
    /// Numbers whose meaning the domain decides; its ranking reads them in [`Facts`]. The first one lies apart, close to
    /// that of the other documents: the one that says most about what a document may score belongs there.
    pub numbers: [i32; NUMBERS],
    /// What comes back with a hit, as the domain likes to pack it.
    pub payload: Vec<u8>,
}

impl Document {
    /// An empty document of a record.
    pub fn of(key: Uuid) -> Self {
        Self { key, texts: Vec::new(), tags: Vec::new(), point: None, numbers: [0; NUMBERS], payload: Vec::new() }
    }

    /// Adds a text in one language; an empty one is left out.
    #[must_use]
    pub fn text(mut self, role: Role, lang: Lang, text: &str) -> Self {
        if !text.trim().is_empty() {
            self.texts.push((role, lang, text.to_owned()));
        }
        self
    }

    /// Adds every version of a text.
    #[must_use]
    pub fn texts(self, role: Role, text: &kernel::Text) -> Self {
        text.versions().fold(self, |document, (lang, version)| document.text(role, lang, &version.text))
    }

    /// Adds a tag.
    #[must_use]
    pub fn tag(mut self, tag: String) -> Self {
        self.tags.push(tag);
        self
    }
}

/// What ranking knows of a document, held in memory for every one of them.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Facts {
    /// The record.
    pub key: Uuid,
    /// Where it is.
    pub point: Option<Point>,
    /// The domain's numbers.
    pub numbers: [i32; NUMBERS],
}

impl Facts {
    /// Of nothing.
    pub(crate) const NONE: Self = Self { key: Uuid::nil(), point: None, numbers: [0; NUMBERS] };

    /// The part of them that is looked at first.
    pub fn sketch(&self) -> Sketch {
        Sketch { numbers: [self.numbers[0], self.numbers[1]], at: self.point.unwrap_or(NOWHERE) }
    }
}

/// The first facts of a document. They are asked of every one that has a word, so those of neighbours lie close together in
/// memory.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Sketch {
    /// The first of the domain's numbers.
    pub numbers: [i32; 2],
    /// No numbers where it is not known.
    at: Point,
}

const NOWHERE: Point = Point { lat: f32::NAN, lon: f32::NAN };

impl Sketch {
    /// Of nothing.
    pub(crate) const NONE: Self = Self { numbers: [0; 2], at: NOWHERE };

    /// Where the document is.
    pub fn point(&self) -> Option<Point> {
        (!self.at.lat.is_nan()).then_some(self.at)
    }
}

/// The number that stands for a kind in the index (FNV-1a): stable across programs, so it may be written down.
pub(crate) fn kind_number(kind: &str) -> u32 {
    kind.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
