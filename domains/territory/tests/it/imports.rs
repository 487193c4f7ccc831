//! Importing borders, sectors, districts and streets: real files, and files that are wrong.

use std::fs;
use std::path::{Path, PathBuf};

use house::import::ImportFault;
use journal::Filter;
use kernel::{Lang, PageRequest};
use serde_json::Value;
use store::Store;
use territory::{Found, Gazetteers, Point};

use crate::world::{brussels, gazetteer, import, import_as, load, shared, small, steps, system, visitor};

const MUNICIPALITIES: &str = "territory/brussels_municipalities.geojson";
const SECTORS: &str = "territory/brussels_statistical_sectors_724.geojson";
const DISTRICTS: &str = "territory/brussels_monitoring_quartiers_145.geojson";
const STREETS: &str = "streets/brussels_streets_bilingual.csv";

/// A point inside a feature, and its properties.
fn features(file: &Path) -> Vec<(Point, Value)> {
    let rows = intake::open(file, &intake::Limits::default()).unwrap();
    let point = |row: &intake::Row| {
        let inside = geo::InteriorPoint::interior_point(&row.geometry().unwrap().unwrap()).unwrap();
        Point { lat: inside.y(), lon: inside.x() }
    };
    rows.map(|row| row.unwrap())
        .map(|row| (point(&row), row.value("").cloned().unwrap_or_else(|| properties(&row))))
        .collect()
}

fn properties(row: &intake::Row) -> Value {
    let names = ["cd_sector", "nis", "basin", "mdrc"];
    names
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), row.get(name)?.into_owned().into())))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

#[store::test(&steps())]
async fn the_real_files_of_brussels(store: Store) {
    let files = [MUNICIPALITIES, SECTORS, DISTRICTS, STREETS].map(shared);
    let [Some(municipalities), Some(sectors), Some(districts), Some(streets)] = files else { return };
    let pack = brussels();
    load(&store, &pack).await;
    for (file, count) in [(&municipalities, 19), (&sectors, 724), (&districts, 145)] {
        let report = import(&store, &pack, file).await.unwrap();
        assert_eq!((report.added, report.skipped), (count, 0), "{}: {:?}", file.display(), report.skips);
        let again = import(&store, &pack, file).await.unwrap();
        assert_eq!((again.added, again.changed, again.unchanged), (0, 0, count), "{}", file.display());
    }
    let report = import(&store, &pack, &streets).await.unwrap();
    let skipped = |why: &str| -> u64 {
        let kinds = report.skips.kinds().iter().filter(|kind| kind.examples[0].contains(why));
        kinds.map(|kind| kind.count).sum()
    };
    let (beyond, twice) = (skipped("outside the region's borders"), skipped("stood already in"));
    assert_eq!(beyond, 45, "streets whose point lies beyond the border");
    assert_eq!(beyond + twice, report.skipped, "{:?}", report.skips);

    let known = gazetteer(&store).await;
    every_sector_finds_itself(&known, &sectors);
    for (point, properties) in features(&districts) {
        let located = known.locate(point).unwrap();
        assert_eq!(located.neighbourhood.as_deref(), properties["mdrc"].as_str(), "{properties}");
    }
    every_street_with_a_point_is_located(&known, &streets);
    for zone in known.zones() {
        let rings = known.zone_border(&zone.code).unwrap().rings();
        assert!(rings.len() < 20, "{} is drawn as one area, not as its {} sectors", zone.code, rings.len());
    }
    every_name_stands_inside(&known);
    assert_eq!(known.sources().len(), 4);
    journal::verify(store.read()).await.unwrap();
}

/// A map writes names at these points.
fn every_name_stands_inside(known: &territory::Gazetteer) {
    let located = |(lon, lat): &(f64, f64)| known.locate(Point { lat: *lat, lon: *lon }).unwrap();
    for zone in known.zones() {
        let points = known.inside_zone(&zone.code);
        assert!(points.len() > 50 && points.iter().all(|at| located(at).zone.as_ref() == Some(&zone.code)));
    }
    for town in known.municipalities() {
        let points = known.inside_municipality(&town.code);
        assert!(!points.is_empty() && points.iter().all(|at| located(at).municipality.as_ref() == Some(&town.code)));
    }
    assert!(known.inside_municipality("99999").is_empty());
}

fn every_sector_finds_itself(known: &territory::Gazetteer, file: &Path) {
    let sectors = features(file);
    assert_eq!(sectors.len(), 724);
    for (point, properties) in sectors {
        let located = known.locate(point).unwrap();
        let found = [
            located.sector.as_deref(),
            located.municipality.as_deref(),
            located.zone.as_ref().map(territory::ZoneCode::as_str),
        ];
        let expected = ["cd_sector", "nis", "basin"].map(|name| properties[name].as_str());
        assert_eq!(found, expected);
    }
}

fn every_street_with_a_point_is_located(known: &territory::Gazetteer, file: &Path) {
    let rows = intake::open(file, &intake::Limits::default()).unwrap().map(|row| row.unwrap());
    let with_point: Vec<_> = rows.filter(|row| row.get("lon").is_some()).collect();
    assert_eq!(with_point.len(), 1_558);
    let mut inside = 0;
    let mut elsewhere = 0;
    for row in with_point {
        let point = Point { lat: row.number("lat").unwrap().unwrap(), lon: row.number("lon").unwrap().unwrap() };
        let Some(located) = known.locate(point) else { continue };
        inside += 1;
        let said = row.get("nis_of_point");
        elsewhere += usize::from(said.is_some() && said.as_deref() != located.municipality.as_deref());
        let asked = format!("{}, {}", row.get("name_fr").unwrap(), located.municipality.clone().unwrap());
        let code = known.municipality(located.municipality.as_deref().unwrap()).unwrap();
        let asked = asked.replace(&code.code, code.names.plain(Lang::Fr));
        if let Found::One(place) = known.find(&asked, Lang::Fr) {
            let same = place.point == Some(point);
            assert!(!same || place.zone == located.zone, "{asked}: {place:?}");
        }
    }
    assert_eq!(inside, 1_513, "all but those beyond the border");
    assert!(elsewhere <= 1, "one point lies on the other side of a border than its municipality says");
}

fn write(dir: &Path, name: &str, text: &str) -> PathBuf {
    let path = dir.join(name);
    fs::write(&path, text).unwrap();
    path
}

fn square(west: f64, south: f64) -> String {
    let (east, north) = (west + 0.1, south + 0.1);
    format!("[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]")
}

fn sector(code: &str, nis: &str, zone: &str, geometry: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{"code":"{code}","name":"SECTOR {code}","nis":"{nis}","zone":"{zone}"}},"geometry":{geometry}}}"#
    )
}

fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

#[store::test(&steps())]
async fn wrong_features_are_refused_one_by_one(store: Store) {
    load(&store, &small()).await;
    let area = |coordinates: &str| format!(r#"{{"type":"Polygon","coordinates":{coordinates}}}"#);
    let good = area(&square(4.1, 50.1));
    let features = [
        sector("s1", "1", "A", &good),
        sector("s1", "1", "A", &good),
        sector("s2", "1", "Q", &good),
        sector("s3", "77", "A", &good),
        sector("s4", "1", "A", r#"{"type":"Point","coordinates":[4.1,50.1]}"#),
        sector("s5", "1", "A", &area("[]")),
        sector("s6", "1", "A", &area("[[[50.1,4.1],[50.2,4.1],[50.2,4.2],[50.1,4.1]]]")),
        sector("s7", "1", "A", &area(&square(14.1, 50.1))),
        sector("s8", "1", "A", r#"{"type":"Point","coordinates":[NaN,50.1]}"#),
        sector("", "1", "A", &good),
        sector("s9", "1", "A", "null"),
        sector(&"x".repeat(2 << 20), "1", "A", &good),
        sector("s10", "2", "B", &area(&square(4.3, 50.1))),
    ];
    let dir = tempfile::tempdir().unwrap();
    let file = write(dir.path(), "areas.geojson", &collection(&features));
    let report = import(&store, &small(), &file).await.unwrap();
    assert_eq!((report.added, report.skipped), (2, 11));
    let reasons = [
        ("feature 2", "`s1` stood already in feature 1"),
        ("feature 3", "there is no care zone `Q`; write one of A, B"),
        ("feature 4", "there is no municipality `77`"),
        ("feature 5", "its geometry is no area"),
        ("feature 6", "its border is empty"),
        ("feature 7", "seem to be swapped"),
        ("feature 8", "lies outside the region"),
        ("feature 9", "it is not valid JSON"),
        ("feature 10", "`code` is missing or empty"),
        ("feature 11", "it has no border"),
        ("feature 12", "the field `name` has 2 MiB"),
    ];
    assert_eq!(report.skips.examples().count(), reasons.len(), "each is of a kind of its own: {}", report.skips);
    for (said, (place, part)) in report.skips.examples().zip(reasons) {
        assert!(said.starts_with(&format!("{place}: ")) && said.contains(part), "{place}: {said}");
    }
    let known = gazetteer(&store).await;
    assert_eq!(known.locate(Point { lat: 50.15, lon: 4.35 }).unwrap().zone.unwrap().as_str(), "B");
    assert_eq!(known.sectors()[0].names.plain(Lang::Nl), "SECTOR s1");
    assert_eq!(known.locate(Point { lat: 50.9, lon: 4.9 }), None);
}

/// Districts with a name and the west of their square each.
fn districts(all: &[(&str, f64)]) -> String {
    let feature = |(code, west): &(&str, f64)| {
        let square = square(*west, 50.1);
        format!(
            r#"{{"type":"Feature","properties":{{"district":"{code}","called":"District {code}"}},"geometry":{{"type":"Polygon","coordinates":{square}}}}}"#
        )
    };
    collection(&all.iter().map(feature).collect::<Vec<_>>())
}

#[store::test(&steps())]
async fn a_corrected_border_is_taken_in_though_the_name_stays(store: Store) {
    load(&store, &small()).await;
    let dir = tempfile::tempdir().unwrap();
    let first = write(dir.path(), "first.geojson", &districts(&[("d1", 4.1), ("d2", 4.3)]));
    let report = import(&store, &small(), &first).await.unwrap();
    assert_eq!((report.added, report.changed, report.unchanged), (2, 0, 0), "{report:?}");
    let moved = write(dir.path(), "moved.geojson", &districts(&[("d1", 4.1), ("d2", 4.6)]));
    let report = import(&store, &small(), &moved).await.unwrap();
    assert_eq!((report.added, report.changed, report.unchanged), (0, 1, 1), "{report:?}");
    let known = gazetteer(&store).await;
    let district = |lon: f64| known.locate(Point { lat: 50.15, lon }).and_then(|located| located.neighbourhood);
    assert_eq!([district(4.15), district(4.35), district(4.65)], [Some("d1".to_owned()), None, Some("d2".to_owned())]);
    let report = import(&store, &small(), &moved).await.unwrap();
    assert_eq!((report.added, report.changed, report.unchanged), (0, 0, 2), "{report:?}");
}

#[store::test(&steps())]
async fn a_file_that_cannot_be_trusted_changes_nothing(store: Store) {
    load(&store, &small()).await;
    let dir = tempfile::tempdir().unwrap();
    let whole =
        collection(&[sector("s1", "1", "A", &format!(r#"{{"type":"Polygon","coordinates":{}}}"#, square(4.1, 50.1)))]);
    let cases = [
        ("cut.geojson", whole[..whole.len() - 3].to_owned(), "the file ends"),
        (
            "other.geojson",
            whole.replace("\"nis\"", "\"municipality_code\""),
            "no mapping of the region pack fits this file",
        ),
        ("empty.csv", String::new(), "it is empty"),
        ("columns.csv", "a,b\n1,2\n".to_owned(), "which has the fields a, b"),
    ];
    for (name, text, part) in cases {
        let fault = import(&store, &small(), &write(dir.path(), name, &text)).await.unwrap_err();
        assert!(matches!(fault, ImportFault::Unusable(_)) && fault.to_string().contains(part), "{name}: {fault}");
    }
    assert!(gazetteer(&store).await.sectors().is_empty());
}

#[store::test(&steps())]
async fn a_dry_run_reports_and_changes_nothing(store: Store) {
    load(&store, &small()).await;
    let dir = tempfile::tempdir().unwrap();
    let csv = "nl;fr;nis;lat;lon\nKerkstraat;Rue de l'Église;1;50,5;4,5\nKerkstraat;Rue de l'Église;2;;\nNergens;;9;;\nHalf;;1;50.5;\n";
    let file = write(dir.path(), "streets.csv", csv);
    let before = journal::list(store.read(), &Filter::default(), PageRequest::first(1)).await.unwrap().total;
    let dry = import_as(&system(), &store, &small(), &file, true).await.unwrap();
    assert_eq!((dry.added, dry.skipped), (2, 2), "{dry:?}");
    assert_eq!(gazetteer(&store).await.streets(), 0);
    let refused = import_as(&visitor(), &store, &small(), &file, false).await.unwrap_err();
    assert!(matches!(refused, ImportFault::Denied(_)), "{refused}");

    let gazetteers = Gazetteers::open(&store).await.unwrap();
    import(&store, &small(), &file).await.unwrap();
    assert_eq!(gazetteers.current().streets(), 0);
    assert!(gazetteers.refresh(&store).await.unwrap(), "the change is seen without a restart");
    assert!(!gazetteers.refresh(&store).await.unwrap());
    assert_eq!(gazetteers.current().streets(), 2);
    let after = journal::list(store.read(), &Filter::default(), PageRequest::first(1)).await.unwrap();
    assert_eq!(after.total, before + 1);
    assert_eq!(after.items[0].note.action, "territory.import");

    // The same street without its point does not lose the point.
    let again = write(dir.path(), "again.csv", "nl;fr;nis;lat;lon\nKerkstraat;Rue de l'Église;1;;\n");
    assert_eq!(import(&store, &small(), &again).await.unwrap().unchanged, 1);
}

#[store::test(&steps())]
async fn before_a_pack_is_loaded_the_remedy_is_named(store: Store) {
    let dir = tempfile::tempdir().unwrap();
    let file = write(dir.path(), "streets.csv", "nl,fr,nis,lat,lon\nKerkstraat,,1,,\n");
    let fault = import(&store, &small(), &file).await.unwrap_err();
    assert!(fault.to_string().contains("region load"), "{fault}");
}

#[store::test(&steps())]
async fn a_file_of_organisations_is_sent_to_the_import_that_takes_it(store: Store) {
    let Some(pharmacies) = shared("directory/brussels_pharmacies_hospitals_located.csv") else { return };
    load(&store, &brussels()).await;
    let Err(ImportFault::Unusable(said)) = import(&store, &brussels(), &pharmacies).await else { panic!("taken") };
    assert!(said.ends_with("run `relais import directory FILE`"), "{said}");
}
