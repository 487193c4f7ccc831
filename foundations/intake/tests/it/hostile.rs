//! Bytes that mean harm, and bytes that mean nothing: a fault, never a panic.

use intake::{Format, Limits, Place, read};
use proptest::prelude::*;

/// Reads everything and answers with the faults, as a report would show them.
fn faults(name: &str, bytes: Vec<u8>, limits: &Limits) -> Vec<String> {
    match read(name, bytes, limits) {
        Ok(rows) => {
            rows.filter_map(|row| row.and_then(|row| row.geometry()).err()).map(|fault| fault.to_string()).collect()
        }
        Err(fault) => vec![fault.to_string()],
    }
}

#[test]
fn a_ten_megabyte_field_is_named_and_the_next_row_read() {
    let csv = format!("name,place\n{},x\nlast,1000\n", "a".repeat(10 << 20));
    let rows: Vec<_> = read("a.csv", csv.into_bytes(), &Limits::default()).unwrap().collect();
    let fault = rows[0].as_ref().unwrap_err();
    assert_eq!(fault.place, Place::Line(2));
    assert!(fault.message.contains("`name` has 10 MiB; at most 1 MiB"), "{fault}");
    assert_eq!(rows[1].as_ref().unwrap().get("place").as_deref(), Some("1000"));

    let json = format!(r#"[{{"name": {{"nl": "{}"}}}}, {{"id": 2}}]"#, "a".repeat(10 << 20));
    let shown = faults("a.json", json.into_bytes(), &Limits::default());
    assert_eq!(shown.len(), 1);
    assert!(shown[0].starts_with("element 1: the field `name.nl` has 10 MiB"), "{}", shown[0]);
}

#[test]
fn too_large_and_too_many_are_refused() {
    let limits = Limits { file: 1_000, rows: 3, ..Limits::default() };
    assert!(faults("a.csv", vec![b'a'; 1_001], &limits)[0].contains("larger than 1000 bytes"));
    let shown = faults("a.csv", b"n\n1\n2\n3\n4\n5\n".to_vec(), &limits);
    assert_eq!(shown, ["the file: it has more than 3 rows; split it"]);
}

#[test]
fn depth_does_not_exhaust_the_stack() {
    let deep = format!("[{}{}]", "[".repeat(1_000_000), "]".repeat(1_000_000));
    assert!(faults("a.json", deep.into_bytes(), &Limits::default())[0].contains("nested too deep"));
    let unclosed = vec![b'{'; 1_000_000];
    assert_eq!(faults("a.json", unclosed, &Limits::default()).len(), 1);
}

#[test]
fn markup_stays_text_and_controls_go() {
    let csv = "name\n\"<script>alert(1)</script>\u{0}\u{8}\"\n";
    let row = read("a.csv", csv.into(), &Limits::default()).unwrap().next().unwrap().unwrap();
    assert_eq!(row.get("name").as_deref(), Some("<script>alert(1)</script>"));
}

#[test]
fn a_feature_with_nan_or_a_strange_geometry_is_named() {
    let text = r#"{"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [NaN, 50.8]}},
        {"type": "Feature", "properties": {}, "geometry": {"type": "GeometryCollection", "geometries": []}},
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1e999, 50.8]}},
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [4.3, 50.8]}}]}"#;
    let shown = faults("a.geojson", text.into(), &Limits::default());
    assert_eq!(shown.len(), 3, "{shown:?}");
    for (fault, part) in
        shown.iter().zip(["feature 1: it is not valid JSON", "feature 2: its geometry is a Geo", "feature 3"])
    {
        assert!(fault.starts_with(part), "{fault}");
    }
}

#[test]
fn a_missing_file_and_a_folder_are_named() {
    let missing = intake::open("does-not-exist.csv".as_ref(), &Limits::default()).err().unwrap();
    assert!(missing.message.contains("does-not-exist.csv"), "{missing}");
    let folder = intake::open(tempfile::tempdir().unwrap().path(), &Limits::default()).err().unwrap();
    assert!(folder.message.contains("cannot be read") || folder.message.contains("is a folder"), "{folder}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000), start in 0_usize..6) {
        let starts: [&[u8]; 6] = [b"", b"[", b"{\"features\": [", b"\xff\xfe", b"PK\x03\x04", b"a;b\n"];
        let bytes = [starts[start], &bytes].concat();
        for name in ["a.csv", "a.json", "a.geojson", "a.xlsx"] {
            let shown = faults(name, bytes.clone(), &Limits::default());
            prop_assert!(shown.iter().all(|fault| fault.contains(": ")));
        }
    }

    #[test]
    fn json_like_bytes_are_read_or_named(text in r#"[\[\]{}",:a1 \\n-]{0,200}"#) {
        for name in ["a.json", "a.geojson"] {
            if let Ok(rows) = read(name, text.clone().into_bytes(), &Limits::default()) {
                prop_assert!(rows.format() != Format::Xlsx);
                prop_assert!(rows.count() <= text.len() + 1);
            }
        }
    }
}
