//! Tables for spreadsheets, as those of the reader's language expect them: cells that no program takes for a formula.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use kernel::Lang;

/// A table under way.
#[derive(Debug)]
pub struct Spreadsheet {
    lang: Lang,
    text: String,
}

impl Spreadsheet {
    /// An empty table for a language.
    pub fn new(lang: Lang) -> Self {
        // A spreadsheet recognises UTF-8 by this mark only.
        Self { lang, text: String::from("\u{feff}") }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) {
        let separator = separator(self.lang);
        let cells: Vec<String> = cells.into_iter().map(|cell| quoted(cell.as_ref(), separator)).collect();
        self.text.push_str(&cells.join(separator));
        self.text.push_str("\r\n");
    }

    /// The table as a file to keep, under a name without its ending.
    pub fn file(self, name: &str) -> Response {
        let place = format!("attachment; filename=\"{name}.csv\"");
        ([(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, place)], self.text)
            .into_response()
    }
}

/// What stands between cells: a comma only where it does not stand before decimals.
const fn separator(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl | Lang::Fr => ";",
        Lang::En => ",",
    }
}

/// A cell that no spreadsheet takes for a formula, and no separator breaks.
fn quoted(cell: &str, separator: &str) -> String {
    let harmless =
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() };
    let breaks = harmless.contains(['"', '\n', '\r']) || harmless.contains(separator);
    if breaks { format!("\"{}\"", harmless.replace('"', "\"\"")) } else { harmless }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_neither_formulas_nor_broken() {
        let cases = [("a", "a"), ("a,b", "\"a,b\""), ("=1+1", "'=1+1"), ("a\"b", "\"a\"\"b\""), ("-5", "'-5")];
        for (cell, expected) in cases {
            assert_eq!(quoted(cell, ","), expected);
        }
        assert_eq!((quoted("a,b", ";"), quoted("a;b", ";")), ("a,b".to_owned(), "\"a;b\"".to_owned()));
        assert_eq!(quoted("@sum;1", ";"), "\"'@sum;1\"");
    }

    #[test]
    fn a_row_is_a_line() {
        let mut table = Spreadsheet::new(Lang::Fr);
        table.row(["a", "b;c"]);
        assert_eq!(table.text, "\u{feff}a;\"b;c\"\r\n");
    }
}
