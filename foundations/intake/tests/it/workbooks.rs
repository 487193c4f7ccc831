//! Workbooks: an ordinary one, a lying one, a bomb.

use std::io::{Cursor, Write as _};

use intake::{Limits, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
const ROOT: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Lijst" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const LINKS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// A workbook of one sheet with these rows, and one more part.
fn workbook(rows: &str, extra: &[u8]) -> Vec<u8> {
    with_part(rows, ("xl/media/extra.bin", extra))
}

/// A workbook of one sheet with these rows, and the texts that cells may name by number.
fn sharing(texts: &[&str], rows: &str) -> Vec<u8> {
    let items: String = texts.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    let shared = format!(
        r#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{items}</sst>"#
    );
    with_part(rows, ("xl/sharedStrings.xml", shared.as_bytes()))
}

fn with_part(rows: &str, part: (&str, &[u8])) -> Vec<u8> {
    let sheet = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let parts: [(&str, &[u8]); 6] = [
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", LINKS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        part,
    ];
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn text(at: &str, words: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>{words}</t></is></c>"#)
}

#[test]
fn the_first_sheet_is_read_with_its_row_numbers() {
    let rows = format!(
        r#"<row r="2">{}{}</row><row r="4">{}<c r="B4"><v>1020</v></c></row><row r="5">{}{}</row>"#,
        text("A2", "naam"),
        text("B2", "postcode"),
        text("A4", " Huis &amp; Zorg "),
        text("A5", "te breed"),
        text("C5", "x"),
    );
    let read: Vec<_> = read("lijst.xlsx", workbook(&rows, b""), &Limits::default()).unwrap().collect();
    let row = read[0].as_ref().unwrap();
    assert_eq!(row.place.to_string(), "sheet Lijst row 4");
    assert_eq!((row.get("naam").as_deref(), row.get("postcode").as_deref()), (Some("Huis & Zorg"), Some("1020")));
    let fault = read[1].as_ref().unwrap_err().to_string();
    assert!(fault.starts_with("sheet Lijst row 5: it has a cell under no name"), "{fault}");
}

#[test]
fn a_bomb_is_refused_before_it_goes_off() {
    let bomb = workbook(&format!("<row r=\"1\">{}</row>", text("A1", "n")), &vec![0; 64 << 20]);
    assert!(bomb.len() < 1 << 20, "the bomb is small while packed");
    let fault = read("a.xlsx", bomb, &Limits::default()).err().unwrap();
    assert!(fault.message.contains("it unpacks to more than"), "{fault}");
}

/// Rows from the second on, with one cell each that names the text `1`; the first row names the column by text `0`.
fn naming_one_text(rows: usize) -> String {
    let shared = |row: usize, text: usize| format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>{text}</v></c></row>"#);
    std::iter::once(shared(1, 0)).chain((2..rows + 2).map(|row| shared(row, 1))).collect()
}

#[test]
fn a_text_that_many_cells_name_counts_each_time() {
    let bomb = sharing(&["naam", &"a".repeat(900 << 10)], &naming_one_text(100_000));
    assert!(bomb.len() < 1 << 20, "the bomb is small while packed: {}", bomb.len());
    let limits = Limits { unpacked: 32 << 20, ..Limits::default() };
    let fault = read("a.xlsx", bomb, &limits).err().unwrap();
    assert_eq!(
        fault.to_string(),
        "the file: its first sheet holds more than 32 MiB of text; split it, or save the sheet as CSV"
    );
}

#[test]
fn a_text_that_is_too_long_is_not_copied_for_each_cell_that_names_it() {
    let long = sharing(&["naam", &"a".repeat(4 << 20)], &naming_one_text(1_000));
    // A copy for each of the thousand would be far beyond this.
    let limits = Limits { unpacked: 8 << 20, ..Limits::default() };
    let faults: Vec<_> = read("a.xlsx", long, &limits).unwrap().map(|row| row.unwrap_err().to_string()).collect();
    assert_eq!(faults.len(), 1_000);
    assert!(
        faults[0].starts_with("sheet Lijst row 2: the field `naam` has 4 MiB; at most 1 MiB is read"),
        "{}",
        faults[0]
    );
}

#[test]
fn a_name_that_is_too_long_ends_the_reading() {
    let book = sharing(&["a", &"a".repeat(2 << 20)], r#"<row r="1"><c r="A1" t="s"><v>1</v></c></row>"#);
    let fault = read("a.xlsx", book, &Limits::default()).err().unwrap().to_string();
    assert!(fault.starts_with("sheet Lijst row 1: the name of column 1 is longer than 1 000 characters"), "{fault}");
}

#[test]
fn a_cell_that_says_it_stands_far_away_costs_nothing() {
    let rows = format!("<row r=\"1\">{}</row><row r=\"1048576\">{}</row>", text("A1", "n"), text("XFD1048576", "x"));
    let read: Vec<_> = read("a.xlsx", workbook(&rows, b""), &Limits::default()).unwrap().collect();
    assert!(read[0].as_ref().unwrap_err().message.contains("under no name"));
}

#[test]
fn cut_at_any_place_it_is_a_fault() {
    let whole = workbook(&format!("<row r=\"1\">{}</row>", text("A1", "n")), b"");
    for length in (4..whole.len()).step_by(7) {
        let fault = read("a.xlsx", whole[..length].to_vec(), &Limits::default()).err();
        assert!(fault.is_some_and(|fault| fault.ends_reading), "cut at {length}");
    }
}
