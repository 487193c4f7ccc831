//! Other formats, mappings that are remembered, and sources that say what is no more.

use std::path::Path;

use house::import::{ImportFault, ImportJob, ImportReport};
use store::Store;

use crate::import::{count, counts, import, own, written};
use crate::world::{brussels, house, load_all, steps, system};

const MAPPING: &str = r#"
kind = "directory"
source = { name = "A list of doors" }
[fields]
source_id = "nr"
"organisation.names.all" = "naam"
"location.postal_code" = "post"
[optional]
deleted = "weg"
"service.opening_hours" = "uren"
"service.min_age" = "vanaf"
"organisation.kbo" = "kbo"
"access.step_free" = "drempelvrij"
[defaults]
lang = "fr"
"#;

async fn named(store: &Store, file: &Path, mapping: &str) -> Result<ImportReport, ImportFault> {
    let (cx, house) = (system(), house(store));
    let job =
        ImportJob { source: None, cx: &cx, house: &house, file, mapping: Some(mapping), dry_run: false, progress: &() };
    (directory::import::KIND.run)(job).await
}

#[store::test(&steps())]
async fn a_mapping_that_was_named_once_is_remembered(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let list = |rows: &str| written(&dir, "doors.csv", format!("nr,naam,post,uren\n{rows}").as_bytes());
    let Err(ImportFault::Unusable(said)) = import(&store, &list("1,Een,1000,\n"), false).await else {
        panic!("unknown")
    };
    assert!(said.contains("name one with --mapping"), "{said}");
    assert_eq!(counts(&named(&store, &list("1,Een,1000,\n"), MAPPING).await.unwrap()), [1, 0, 0, 0, 0]);
    assert_eq!(counts(&import(&store, &list("1,Een,1000,\n2,Twee,1030,\n"), false).await.unwrap()), [1, 0, 1, 0, 0]);
    let other = MAPPING.replace("A list of doors", "Another list");
    let elsewhere = written(&dir, "gates.csv", b"nr,naam,post\n1,Poort,1000\n");
    assert_eq!(counts(&named(&store, &elsewhere, &other).await.unwrap()), [1, 0, 0, 0, 0]);
    assert_eq!(
        counts(&import(&store, &list("1,Een,1000,\n"), false).await.unwrap()),
        [0, 0, 1, 0, 0],
        "known by its name"
    );
    let third = written(&dir, "third.csv", b"nr,naam,post\n1,Poort,1000\n");
    let Err(ImportFault::Unusable(said)) = import(&store, &third, false).await else { panic!("guessed") };
    assert!(said.starts_with("several sources were read by mappings that fit"), "{said}");
}

#[store::test(&steps())]
async fn a_source_says_what_is_no_more_and_what_is_back(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let list = |rows: &str| written(&dir, "doors.csv", format!("nr,naam,post,weg\n{rows}").as_bytes());
    named(&store, &list("1,Een,1000,\n2,Twee,1030,\n"), MAPPING).await.unwrap();
    let there = "select count(*) as n from service where source = 'A list of doors'";
    let report = import(&store, &list("1,Een,1000,ja\n3,Onbekend,1000,ja\n"), false).await.unwrap();
    assert_eq!(counts(&report), [0, 0, 0, 1, 0], "what was never here cannot go");
    assert_eq!(count(&store, there).await, 1);
    for table in ["organisation", "location", "service_at_location"] {
        let of_table = format!("select count(*) as n from {table} where source = 'A list of doors'");
        assert_eq!(count(&store, &of_table).await, 1, "{table}");
    }
    import(&store, &list("1,Een,1000,\n"), false).await.unwrap();
    assert_eq!(count(&store, there).await, 2, "its source named it again");
}

#[store::test(&steps())]
async fn hours_nobody_can_parse_are_kept_as_words_and_flagged(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let rows = "nr,naam,post,uren,vanaf,kbo,drempelvrij\n\
        1,Een,1000,op afspraak,18,0212.347.945,ja\n2,Twee,1000,Mo 09:00-12:00,oud,1234,misschien\n";
    let report = named(&store, &written(&dir, "doors.csv", rows.as_bytes()), MAPPING).await.unwrap();
    assert_eq!((counts(&report), report.flagged), ([2, 0, 0, 0, 0], 1));
    let kept = "select count(*) as n from service_at_location where opening_hours is null
        and cast(hours_text as text) like '%\"fr\"%op afspraak%'";
    assert_eq!(count(&store, kept).await, 1);
    let numbers = "select count(*) as n from organisation_identifier where value = '0212347945'";
    assert_eq!(count(&store, numbers).await, 1);
    assert!(report.remarks.to_string().contains("has not the ten digits"), "{}", report.remarks);
    let services = report.kinds.iter().find(|(kind, _)| *kind == "services").unwrap().1;
    assert_eq!((services.added, services.changed, services.removed), (2, 0, 0));
}

/// Columns of what changes soon, and of what belongs to what.
const CHANGING: &str = r#"
kind = "directory"
source = { name = "A list of rooms" }
[fields]
source_id = "nr"
"organisation.names.all" = "naam"
"organisation.kind" = "soort"
"organisation.parent" = "deel"
"organisation.networks" = "netwerken"
"location.postal_code" = "post"
"service.verified_on" = "gezien"
"capacity.places" = "vrij"
"capacity.known_on" = "geteld"
[defaults]
lang = "fr"
"#;

/// The tests read files on 23 November 2026.
#[store::test(&steps())]
async fn what_a_file_says_of_the_future_or_of_itself_is_left_out_and_told(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let rows = "nr,naam,soort,deel,netwerken,post,gezien,vrij,geteld\n\
        1,Een,pharmacy,,2,1000,2026-11-23,3,2026-11-23\n\
        2,Twee,castle,2,2;1,1000,2031-01-01,4,2031-01-01\n";
    let report = named(&store, &written(&dir, "rooms.csv", rows.as_bytes()), CHANGING).await.unwrap();
    assert_eq!(counts(&report), [2, 0, 0, 0, 0], "{:?}", report.skips);
    let remarks = report.remarks.to_string();
    for told in [
        "`2031-01-01` of `service.verified_on` is still to come",
        "`2031-01-01` of `capacity.known_on` is still to come",
        "part of itself",
        "network of itself",
        "`castle` is no kind of organisation here",
    ] {
        assert!(remarks.contains(told), "{told}\n{remarks}");
    }
    let of = "where source = 'A list of rooms'";
    for (what, expected) in [
        (format!("service {of} and verified_on is not null"), 1),
        (format!("service_at_location {of} and cast(capacity as text) like '%2026-11-23%'"), 1),
        (format!("service_at_location {of} and cast(capacity as text) like '%2031%'"), 0),
        (format!("organisation {of} and kind is not null"), 1),
        (format!("organisation {of} and parent is not null"), 0),
    ] {
        assert_eq!(count(&store, &format!("select count(*) as n from {what}")).await, expected, "{what}");
    }
}

/// Columns of yes and no.
const DOORS: &str = r#"
kind = "directory"
source = { name = "A list of doors" }
[fields]
source_id = "nr"
"organisation.names.all" = "naam"
"location.street.all" = "straat"
"location.postal_code" = "post"
"location.confidential" = "geheim"
"access.step_free" = "drempelvrij"
"#;

#[store::test(&steps())]
async fn a_word_that_is_neither_yes_nor_no_is_told_and_where_it_may_mean_secret_it_is(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let rows = "nr,naam,straat,post,geheim,drempelvrij\n1,Een,Teststraat,1000,confidentiel,ja\n\
        2,Twee,Teststraat,1000,ONWAAR,maybe\n3,Drie,Teststraat,1000,VRAI,n\n4,Vier,Teststraat,1000,,\n";
    let report = named(&store, &written(&dir, "doors.csv", rows.as_bytes()), DOORS).await.unwrap();
    assert_eq!(counts(&report), [4, 0, 0, 0, 0], "{:?}", report.skips);
    let secret = "select count(*) as n from location where source_id in ('1', '3') and confidential";
    assert_eq!(count(&store, secret).await, 2);
    assert_eq!(count(&store, "select count(*) as n from location where confidential").await, 2, "and no other");
    let remarks = report.remarks.to_string();
    for told in [
        "line 2: `confidentiel` of `location.confidential` is neither yes nor no; write `yes` or `no`; the address is kept secret",
        "line 3: `maybe` of `access.step_free` is neither yes nor no",
    ] {
        assert!(remarks.contains(told), "{told}\n{remarks}");
    }
}

#[store::test(&steps())]
async fn a_mapping_with_a_field_that_there_is_not_is_refused(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let file = written(&dir, "doors.csv", b"nr,naam,tel\n1,Een,02 000 00 00\n");
    let mapping = "kind = \"directory\"\nsource = { name = \"A list of doors\" }\n[fields]\nsource_id = \"nr\"\n\
        \"organisation.names.all\" = \"naam\"\n\"contact.fone\" = \"tel\"\n";
    let Err(ImportFault::Unusable(said)) = named(&store, &file, mapping).await else { panic!("taken in") };
    assert!(said.contains("`contact.fone`; write `contact.phone`"), "{said}");
    assert_eq!(count(&store, "select count(*) as n from organisation where source = 'A list of doors'").await, 0);
}

#[store::test(&steps())]
async fn organisations_that_are_part_of_each_other_are_left_apart_and_told(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let rows = "nr,naam,soort,deel,netwerken,post,gezien,vrij,geteld\n1,Een,,2,,1000,,,\n2,Twee,,3,,1000,,,\n\
        3,Drie,,1,,1000,,,\n4,Vier,,3,,1000,,,\n";
    let parents = "select count(*) as n from organisation where source = 'A list of rooms' and parent is not null";
    let told = "line 4: it says that the organisation is part of itself, by way of others";
    for _ in 0..2 {
        let report = named(&store, &written(&dir, "rooms.csv", rows.as_bytes()), CHANGING).await.unwrap();
        assert!(report.remarks.to_string().contains(told), "{}", report.remarks);
        assert_eq!(count(&store, parents).await, 3, "each but the one that closes the circle");
    }
    let turned = "nr,naam,soort,deel,netwerken,post,gezien,vrij,geteld\n2,Twee,,1,,1000,,,\n1,Een,,,,1000,,,\n\
        3,Drie,,1,,1000,,,\n4,Vier,,3,,1000,,,\n";
    let report = named(&store, &written(&dir, "rooms.csv", turned.as_bytes()), CHANGING).await.unwrap();
    assert!(!report.remarks.to_string().contains("part of itself"), "what was so before is over: {}", report.remarks);
    assert_eq!(count(&store, parents).await, 3);
}

#[store::test(&steps())]
async fn features_and_extracts_of_the_open_map_come_in(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let features = r#"{"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": 1, "properties": {"nr": "7", "naam": "Punt", "post": "1000"},
         "geometry": {"type": "Point", "coordinates": [4.3517, 50.8503]}},
        {"type": "Feature", "properties": {"nr": "8", "naam": "Ver", "post": "1000"},
         "geometry": {"type": "Point", "coordinates": [2.35, 48.85]}}]}"#;
    let report = named(&store, &written(&dir, "doors.geojson", features.as_bytes()), MAPPING).await.unwrap();
    assert_eq!(counts(&report), [1, 0, 0, 0, 1], "{:?}", report.skips);
    assert_eq!(count(&store, "select count(*) as n from location where lat is not null and source_id = '7'").await, 1);
    let xml = r#"<?xml version="1.0"?><osm version="0.6">
        <node id="1" lat="50.8503" lon="4.3517"><tag k="amenity" v="pharmacy"/><tag k="name" v="Apotheek Proef"/>
            <tag k="opening_hours" v="Mo-Fr 09:00-18:00"/><tag k="wheelchair" v="yes"/><tag k="addr:postcode" v="1000"/></node>
        <node id="2" lat="50.8504" lon="4.3518"><tag k="amenity" v="restaurant"/><tag k="name" v="Geen hulp"/></node></osm>"#;
    let json = r#"{"version": 0.6, "generator": "x", "elements": [{"type": "node", "id": 1, "lat": 50.8503, "lon": 4.3517,
        "tags": {"amenity": "pharmacy", "name": "Apotheek Proef", "opening_hours": "Mo-Fr 09:00-18:00", "wheelchair": "yes", "addr:postcode": "1000"}}]}"#;
    let extract = import(&store, &written(&dir, "brussel.osm", xml.as_bytes()), false).await.unwrap();
    assert_eq!(counts(&extract), [1, 0, 0, 0, 1], "{:?}", extract.skips);
    let answer = import(&store, &written(&dir, "overpass.json", json.as_bytes()), false).await.unwrap();
    assert_eq!(counts(&answer), [0, 0, 1, 0, 0], "the same place, asked of another service: {:?}", answer.skips);
}

#[store::test(&steps())]
async fn formulas_are_words(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let rows = own(&[["1", "=HYPERLINK(\"http://example.org\")", "pharmacy", "50.85", "4.35", ""]]);
    let report = import(&store, &written(&dir, "own.csv", &rows), false).await.unwrap();
    assert_eq!(counts(&report), [1, 0, 0, 0, 0], "{:?}", report.skips);
    let kept = "select count(*) as n from organisation where cast(names as text) like '%=HYPERLINK%'";
    assert_eq!(count(&store, kept).await, 1, "kept as it was written; whoever writes it into a sheet again defuses it");
}
