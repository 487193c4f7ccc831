//! Real files of the shared data: whole, cut off, and in other encodings.

use std::path::{Path, PathBuf};

use intake::{Format, Limits, read};

/// The shared data, beside the checkout or where `RELAIS_SHARED` says.
fn shared(name: &str) -> Option<Vec<u8>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = here.ancestors().map(|folder| folder.join("shared"));
    let named = std::env::var_os("RELAIS_SHARED").map(PathBuf::from);
    let root = named.into_iter().chain(beside).find(|folder| folder.join("data").is_dir());
    let Some(root) = root else {
        assert!(std::env::var_os("RELAIS_REQUIRE_SHARED").is_none(), "the shared data must be beside the checkout");
        eprintln!("passed over: no shared data beside the checkout");
        return None;
    };
    Some(std::fs::read(root.join("data/brussels").join(name)).unwrap())
}

const FILES: [(&str, Format, usize); 7] = [
    ("territory/brussels_municipalities.geojson", Format::GeoJson, 19),
    ("territory/brussels_statistical_sectors_724.geojson", Format::GeoJson, 724),
    ("territory/brussels_sector_to_quartier_to_basin.csv", Format::Csv, 724),
    ("streets/brussels_streets_bilingual.csv", Format::Csv, 5_634),
    ("directory/brussels_pharmacies_hospitals_located.csv", Format::Csv, 628),
    ("directory/osm_pharmacies_belgium.json", Format::Json, 3_544),
    ("postal/statbel_postal_to_refnis_2019.xlsx", Format::Xlsx, 1_151),
];

#[test]
fn are_read_whole() {
    for (name, format, count) in FILES {
        let Some(bytes) = shared(name) else { return };
        let rows = read(name, bytes, &Limits::default()).unwrap();
        assert_eq!(rows.format(), format, "{name}");
        assert!(rows.notes().is_empty() && !rows.names().is_empty(), "{name}");
        let rows: Vec<_> = rows.map(|row| row.and_then(|row| row.geometry().map(|_| row))).collect();
        let faults: Vec<_> = rows.iter().filter_map(|row| row.as_ref().err()).map(ToString::to_string).collect();
        assert!(faults.is_empty(), "{name}: {faults:?}");
        assert_eq!(rows.len(), count, "{name}");
    }
}

#[test]
fn cut_off_they_say_so() {
    for (name, format, _) in FILES.into_iter().filter(|(_, format, _)| *format != Format::Csv) {
        let Some(bytes) = shared(name) else { return };
        for share in 1..10 {
            let cut = bytes[..bytes.len() * share / 10].to_vec();
            let ended = match read(name, cut, &Limits::default()) {
                Ok(rows) => rows.filter_map(Result::err).last().is_some_and(|fault| fault.ends_reading),
                Err(fault) => fault.ends_reading,
            };
            assert!(ended, "{name} ({format:?}) cut at {share} tenths was taken for whole");
        }
    }
}

#[test]
fn a_street_list_reads_the_same_from_every_encoding() {
    let name = "streets/brussels_streets_by_municipality_2020.csv";
    let Some(bytes) = shared(name) else { return };
    let text = String::from_utf8(bytes).unwrap();
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let streets = |bytes: Vec<u8>| -> Vec<String> {
        let rows = read(name, bytes, &Limits::default()).unwrap();
        rows.map(|row| row.unwrap().get("name_fr").unwrap_or_default().into_owned()).collect()
    };
    let plain = streets(text.into_bytes());
    assert_eq!(plain.len(), 5_978);
    assert_eq!(streets(wide), plain);
}
