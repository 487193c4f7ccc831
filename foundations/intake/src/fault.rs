//! What is wrong with a file or a row: one sentence with place and remedy.

use std::fmt;

/// Where in a file something stands, counted as a person counts: from 1.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Place {
    /// The file as a whole.
    File,
    /// A line of a text file.
    Line(u64),
    /// An element of a JSON list.
    Element(u64),
    /// A feature of a GeoJSON collection.
    Feature(u64),
    /// A table of a data package.
    Table(String),
    /// A line of a table of a data package.
    TableLine {
        /// The table's name.
        table: String,
        /// The line's number.
        line: u64,
    },
    /// A row of a sheet in a workbook.
    SheetRow {
        /// The sheet's name.
        sheet: String,
        /// The row's number, as the spreadsheet program shows it.
        row: u64,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => f.write_str("the file"),
            Self::Line(number) => write!(f, "line {number}"),
            Self::Element(number) => write!(f, "element {number}"),
            Self::Feature(number) => write!(f, "feature {number}"),
            Self::Table(table) => write!(f, "the table {table}"),
            Self::TableLine { table, line } => write!(f, "{table} line {line}"),
            Self::SheetRow { sheet, row } => write!(f, "sheet {sheet} row {row}"),
        }
    }
}

/// Something wrong, where, and what to do about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
    /// Set when nothing after this place can be trusted: the reading ends here.
    pub ends_reading: bool,
}

impl Fault {
    /// A row that cannot be used; the rows after it can.
    pub fn row(place: Place, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { place, message: message.into(), remedy: remedy.into(), ends_reading: false }
    }

    /// A fault after which nothing can be read.
    pub fn end(place: Place, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { ends_reading: true, ..Self::row(place, message, remedy) }
    }

    /// The sentence without the place, for reports that name the place themselves.
    pub fn reason(&self) -> String {
        format!("{}; {}", self.message, self.remedy)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.place, self.message, self.remedy)
    }
}

impl std::error::Error for Fault {}
