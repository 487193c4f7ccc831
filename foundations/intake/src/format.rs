//! Which kind of file this is: by what it begins with, then by its name.

use std::path::Path;

use serde::Deserialize;

use crate::{Fault, Place, pbf};

/// A kind of file that can be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Lines with a delimiter, the first of them names.
    Csv,
    /// A list of objects.
    Json,
    /// A collection of features.
    GeoJson,
    /// A workbook; its first sheet is read.
    Xlsx,
    /// An extract of OpenStreetMap, as XML or packed.
    Osm,
}

impl Format {
    /// The kind of a file, by its first bytes; the name only decides between JSON and GeoJSON.
    pub(crate) fn of(name: &str, bytes: &[u8]) -> Result<Self, Fault> {
        let refuse = |message: &str, remedy: &str| Err(Fault::end(Place::File, message, remedy));
        if bytes.is_empty() {
            return refuse("it is empty", "export it again");
        }
        if bytes.starts_with(b"PK\x03\x04") {
            return Ok(Self::Xlsx);
        }
        if pbf::is_packed(bytes) {
            return Ok(Self::Osm);
        }
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return refuse("it is a workbook of before 2007 (.xls), or one with a password", "save it as .xlsx");
        }
        if bytes.starts_with(&[0x1f, 0x8b]) {
            return refuse("it is packed with gzip", "unpack it first");
        }
        if bytes.starts_with(b"%PDF") {
            return refuse("it is a PDF, which has no rows", "ask for the data as CSV, XLSX or JSON");
        }
        let head = bytes[..bytes.len().min(4_096)].to_ascii_lowercase();
        if contains(&head, b"<html") || contains(&head, b"<!doctype html") {
            return refuse("it is a web page, which has no rows", "fetch the data themselves, not the page about them");
        }
        Ok(Self::of_text(name, bytes))
    }

    /// Whether a text of JSON has an object on each line rather than a list.
    pub(crate) fn is_lines(name: &str, head: &[u8]) -> bool {
        let end = Path::new(name).extension().unwrap_or_default();
        if ["ndjson", "jsonl"].iter().any(|known| end.eq_ignore_ascii_case(known)) {
            return true;
        }
        let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
        let whole = |line: &[u8]| serde_json::from_slice::<serde_json::Map<_, serde_json::Value>>(line).is_ok();
        lines.next().is_some_and(whole) && lines.next().is_some_and(|line| line.starts_with(b"{"))
    }

    fn of_text(name: &str, bytes: &[u8]) -> Self {
        let seen = bytes.iter().take(4_096).filter(|byte| !matches!(byte, 0 | 0xef | 0xbb | 0xbf | 0xfe | 0xff));
        let first = seen.copied().find(|byte| !byte.is_ascii_whitespace());
        let named_geo = name.to_ascii_lowercase().ends_with(".geojson");
        match first {
            Some(b'{' | b'[') if named_geo => Self::GeoJson,
            Some(b'{') if contains(&bytes[..bytes.len().min(65_536)], b"\"FeatureCollection\"") => Self::GeoJson,
            Some(b'{' | b'[') => Self::Json,
            Some(b'<') if contains(&bytes[..bytes.len().min(4_096)], b"<osm") => Self::Osm,
            _ => Self::Csv,
        }
    }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_before_the_name() {
        let cases: [(&str, &[u8], Format); 8] = [
            ("a.csv", b"\0\0\0\x0d\x0a\x09OSMHeader\x18\x7b", Format::Osm),
            ("a.xml", b"<?xml version=\"1.0\"?><osm>", Format::Osm),
            ("a.csv", b"PK\x03\x04rest", Format::Xlsx),
            ("a.txt", b"\xef\xbb\xbf[ {} ]", Format::Json),
            ("a.json", b"{\"type\": \"FeatureCollection\"}", Format::GeoJson),
            ("a.geojson", b"{}", Format::GeoJson),
            ("a.json", b"{\"features\": []}", Format::Json),
            ("a.json", b"name,place", Format::Csv),
        ];
        for (name, bytes, expected) in cases {
            assert_eq!(Format::of(name, bytes).unwrap(), expected, "{name}");
        }
        for bytes in [&b""[..], b"\xd0\xcf\x11\xe0", b"\x1f\x8b\x08", b"%PDF-1.7", b"<!DOCTYPE HTML><html>"] {
            assert!(Format::of("a.csv", bytes).unwrap_err().ends_reading);
        }
    }

    #[test]
    fn an_object_on_each_line_is_told_from_a_list() {
        for (name, head, expected) in [
            ("a.json", &b"{\"id\": 1}\n{\"id\": 2"[..], true),
            ("a.json", b"{\"id\": 1}\n", false),
            ("a.ndjson", b"{\"id\": 1}\n", true),
            ("a.json", b"{\n\"contents\": [\n{}]}", false),
            ("a.json", b"[{\"id\": 1}]", false),
        ] {
            assert_eq!(Format::is_lines(name, head), expected, "{name} {}", String::from_utf8_lossy(head));
        }
    }
}
