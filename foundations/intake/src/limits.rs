//! How much of a file is read before it is refused.

/// Bounds on a file. What exceeds one is refused with a sentence that names the bound.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Size of the file, bytes.
    pub file: u64,
    /// Size of a workbook, which is read in one piece, bytes.
    pub workbook: u64,
    /// Length of one field, bytes of UTF-8.
    pub field: usize,
    /// Length of one element of a JSON list (a feature with its border), bytes.
    pub element: usize,
    /// Number of rows.
    pub rows: u64,
    /// Number of columns.
    pub columns: usize,
    /// Nesting of JSON.
    pub depth: usize,
    /// What a workbook may unpack to, and what the cells of its first sheet may hold together, bytes.
    pub unpacked: u64,
    /// What the tables of a data package may unpack to, bytes; they stand on the disk meanwhile.
    pub tables: u64,
    /// How many times larger than packed a workbook or a package may be once it exceeds [`Limits::RATIO_FROM`].
    pub ratio: u64,
}

impl Limits {
    /// Below this many unpacked bytes a high ratio is harmless (an empty template packs very well).
    pub const RATIO_FROM: u64 = 8 << 20;

    /// For an importer that takes one row after the other and keeps none: a million services fit.
    pub fn of_stream() -> Self {
        Self { file: 8 << 30, rows: 20_000_000, ..Self::default() }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 256 << 20,
            workbook: 256 << 20,
            field: 1 << 20,
            element: 32 << 20,
            rows: 2_000_000,
            columns: 1_000,
            depth: 64,
            unpacked: 512 << 20,
            tables: 16 << 30,
            ratio: 200,
        }
    }
}

/// A number of bytes as people read it.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} bytes"),
        1_024..1_048_576 => format!("{} KiB", bytes >> 10),
        _ => format!("{} MiB", bytes >> 20),
    }
}
