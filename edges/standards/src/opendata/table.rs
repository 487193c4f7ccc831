//! A table as CSV: UTF-8, commas, a line above it, and no cell that a spreadsheet takes for a formula.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::Terminator;

/// A table that is being written.
pub(super) struct Table<W: Write>(csv::Writer<W>);

impl<W: Write> Table<W> {
    /// A table with its first line.
    pub fn begin<S: AsRef<str>>(out: W, heads: impl IntoIterator<Item = S>) -> io::Result<Self> {
        let mut table = Self(csv::WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out));
        table.row(heads)?;
        Ok(table)
    }

    /// Adds a row.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) -> io::Result<()> {
        for cell in cells {
            self.0.write_field(harmless(cell.as_ref()).as_bytes()).map_err(io::Error::other)?;
        }
        self.0.write_record(None::<&[u8]>).map_err(io::Error::other)
    }

    /// What it was written to, with all of it.
    pub fn done(self) -> io::Result<W> {
        self.0.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }
}

/// A cell that no spreadsheet takes for a formula. A number or a telephone number may begin with a sign: what holds nothing but
/// digits, signs and spaces calls nothing.
pub(super) fn harmless(cell: &str) -> Cow<'_, str> {
    let number = |rest: &str| {
        rest.contains(|c: char| c.is_ascii_digit()) && rest.chars().all(|c| c.is_ascii_digit() || " .,/()-".contains(c))
    };
    let dangerous = match cell.chars().next() {
        Some('+' | '-') => !number(&cell[1..]),
        Some(first) => "=@\t\r\n＝＋－＠".contains(first),
        None => false,
    };
    if dangerous { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_numbers_stay_numbers() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
            ("-2+SUM(A1)", "'-2+SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("＝1", "'＝1"),
            ("-", "'-"),
            ("+32 2 123.45.67", "+32 2 123.45.67"),
            ("-4.35", "-4.35"),
            ("", ""),
            ("zorg", "zorg"),
        ];
        for (cell, expected) in cases {
            assert_eq!(harmless(cell), expected);
        }
    }

    #[test]
    fn a_row_is_a_line_whatever_stands_in_it() {
        let mut table = Table::begin(Vec::new(), ["a", "b"]).unwrap();
        table.row(["x,\"y\"", "two\nlines"]).unwrap();
        table.row(["", ""]).unwrap();
        let text = String::from_utf8(table.done().unwrap()).unwrap();
        assert_eq!(text, "a,b\r\n\"x,\"\"y\"\"\",\"two\nlines\"\r\n,\r\n");
    }
}
