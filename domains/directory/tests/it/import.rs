//! Importing files of other sources: real ones, again, dry, and bad ones.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use directory::{Origin, ServiceAtLocationId, ServiceId, cards, offer};
use house::import::{ImportFault, ImportJob, ImportReport, Progress};
use kernel::Lang;
use sea_orm::ConnectionTrait as _;
use store::{Store, sql};

use crate::world::{brussels, house, load_all, shared, steps, system};

const LIST: &str = "brussels/directory/brussels_pharmacies_hospitals_located.csv";
const OPEN_MAP: &str = "brussels/directory/osm_pharmacies_belgium.json";

pub async fn import(store: &Store, file: &Path, dry_run: bool) -> Result<ImportReport, ImportFault> {
    let (cx, house) = (system(), house(store));
    let job = ImportJob { source: None, cx: &cx, house: &house, file, mapping: None, dry_run, progress: &() };
    (directory::import::KIND.run)(job).await
}

pub async fn count(store: &Store, text: &str) -> i64 {
    let row = store.read().query_one_raw(sql(store.read(), text, [])).await.unwrap().unwrap();
    row.try_get("", "n").unwrap()
}

pub fn counts(report: &ImportReport) -> [u64; 5] {
    [report.added, report.changed, report.unchanged, report.removed, report.skipped]
}

#[store::test(&steps())]
async fn the_list_of_pharmacies_and_hospitals_comes_in_once(store: Store) {
    let Some(file) = shared(LIST) else { return };
    load_all(&store, &brussels()).await;
    assert_eq!(counts(&import(&store, &file, true).await.unwrap()), [628, 0, 0, 0, 0]);
    assert_eq!(count(&store, "select count(*) as n from service where source <> 'pack'").await, 0, "a dry run");
    let report = import(&store, &file, false).await.unwrap();
    assert_eq!(counts(&report), [628, 0, 0, 0, 0], "{:?}", report.skips);
    assert_eq!(counts(&import(&store, &file, false).await.unwrap()), [0, 0, 628, 0, 0]);
    assert_eq!(count(&store, "select count(*) as n from service where status = 'suspended'").await, 59);
    assert_eq!(
        count(
            &store,
            "select count(*) as n from service_theme t join service s on s.id = t.service_id
        where t.theme = 'hospital' and s.source <> 'pack'"
        )
        .await,
        36
    );
    let located = "select count(*) as n from location where source <> 'pack' and zone is not null and lat is not null";
    assert_eq!(count(&store, located).await, 628);
    assert_eq!(count(&store, "select count(*) as n from source").await, 1);
}

#[store::test(&steps())]
async fn opening_hours_find_their_pharmacy(store: Store) {
    let (Some(list), Some(map)) = (shared(LIST), shared(OPEN_MAP)) else { return };
    load_all(&store, &brussels()).await;
    import(&store, &list, false).await.unwrap();
    let first = import(&store, &map, false).await.unwrap();
    let again = import(&store, &map, false).await.unwrap();
    assert_eq!((again.added, again.changed, again.removed), (0, 0, 0));
    assert_eq!((again.unchanged, again.skipped), (first.added, first.skipped));
    assert_eq!(first.added + first.skipped, 3_544);
    let completed = count(&store, "select count(*) as n from supplement").await;
    assert!((250..450).contains(&completed), "{completed} pharmacies of the list are known to the open map");
    let fresh = "select count(*) as n from service_at_location where source = 'OpenStreetMap contributors'";
    assert_eq!(completed + count(&store, fresh).await, i64::try_from(first.added).unwrap());
    // Some stand up to 94 metres from where the list has them, under the very same name.
    for name in ["croisades", "triomphe", "aksa"] {
        let so_called =
            format!("select count(*) as n from organisation where lower(cast(names as text)) like '%{name}%'");
        assert_eq!(count(&store, &so_called).await, 1, "{name}");
    }
    // The list comes again: what the open map added stays.
    assert_eq!(import(&store, &list, false).await.unwrap().changed, 0);
    assert_eq!(count(&store, "select count(*) as n from supplement").await, completed);
}

/// A file with our own columns, written where the test can find it.
pub fn written(dir: &tempfile::TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = dir.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// Rows in our own columns, with the fields that matter to a test.
pub fn own(rows: &[[&str; 6]]) -> Vec<u8> {
    let own = include_str!("../../mappings/own.toml");
    let columns: Vec<&str> = own
        .lines()
        .skip_while(|line| *line != "[fields]")
        .take_while(|line| *line != "[optional]")
        .filter_map(|line| line.split(" = \"").nth(1)?.strip_suffix('"'))
        .collect();
    let named = ["source_id", "organisation_nl", "themes", "lat", "lon", "opening_hours"];
    let line = |row: &[&str; 6]| {
        let field = |column: &&str| named.iter().position(|name| name == column).map_or("", |at| row[at]);
        columns.iter().map(|column| format!("\"{}\"", field(column).replace('"', "\"\""))).collect::<Vec<_>>().join(",")
    };
    let lines: Vec<String> = rows.iter().map(line).collect();
    format!("{}\n{}\n", columns.join(","), lines.join("\n")).into_bytes()
}

/// Tells a writer when a reading is under way, and notes what was written before it came to its end.
#[derive(Default)]
struct Watched {
    under_way: tokio::sync::Notify,
    wrote: AtomicBool,
    wrote_before_the_end: AtomicBool,
}

impl Progress for Watched {
    fn total(&self, _: u64) {}

    fn done(&self, _: u64) {
        self.under_way.notify_one();
        self.wrote_before_the_end.store(self.wrote.load(Ordering::Relaxed), Ordering::Relaxed);
    }
}

#[store::test(&steps())]
async fn a_trial_of_a_long_file_keeps_nobody_from_writing_and_changes_nothing(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let ids: Vec<String> = (0..4_000).map(|n| n.to_string()).collect();
    let rows: Vec<[&str; 6]> =
        ids.iter().map(|id| [id.as_str(), "Huis Proef", "home_nursing", "50.85", "4.35", ""]).collect();
    let file = written(&dir, "long.csv", &own(&rows));
    let (cx, house, watched) = (system(), house(&store), Watched::default());
    let job = ImportJob {
        source: None,
        cx: &cx,
        house: &house,
        file: &file,
        mapping: None,
        dry_run: true,
        progress: &watched,
    };
    let write = async {
        watched.under_way.notified().await;
        let tx = store.begin().await.unwrap();
        search::changed_all(&tx, "test").await.unwrap();
        tx.commit().await.unwrap();
        watched.wrote.store(true, Ordering::Relaxed);
    };
    let (report, ()) = tokio::join!((directory::import::KIND.run)(job), write);
    assert_eq!(report.unwrap().added, 4_000);
    assert!(watched.wrote_before_the_end.load(Ordering::Relaxed), "an editor waited for a trial");
    assert_eq!(count(&store, "select count(*) as n from service where source <> 'pack'").await, 0);
    assert_eq!(count(&store, "select count(*) as n from source").await, 0);
}

#[store::test(&steps())]
async fn a_row_that_names_a_language_twice_loses_nothing(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let rows = own(&[["1", "Huis Proef", "home_nursing", "50.85", "4.35", ""]]);
    let text = String::from_utf8(rows).unwrap();
    let (head, row) = text.trim().split_once('\n').unwrap();
    let at = head.split(',').position(|column| column == "languages").unwrap();
    let mut cells: Vec<&str> = row.split(',').collect();
    cells[at] = "nl;fr;nl";
    let file = written(&dir, "own.csv", format!("{head}\n{}\n", cells.join(",")).as_bytes());
    assert_eq!(counts(&import(&store, &file, false).await.unwrap()), [1, 0, 0, 0, 0]);
    assert_eq!(counts(&import(&store, &file, false).await.unwrap()), [0, 0, 1, 0, 0], "the same again");
    let kept =
        "select count(*) as n from service_language l join service s on s.id = l.service_id where s.source = 'own'";
    assert_eq!(count(&store, kept).await, 2);
}

#[store::test(&steps())]
async fn bad_rows_are_left_out_with_place_and_reason(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let rows = own(&[
        ["1", "<script>alert(1)</script> & zoon", "home_nursing;no_such_theme", "50.85", "4.35", "Mo-Fr 09:00-17:00"],
        ["1", "Twice", "home_nursing", "50.85", "4.35", ""],
        ["2", "Elsewhere", "", "48.85", "2.35", ""],
        ["3", "Swapped", "", "4.35", "50.85", ""],
        ["4", "", "", "50.85", "4.35", ""],
        ["5", "Half a point", "", "50.85", "", ""],
        ["", "No id", "", "50.85", "4.35", ""],
        ["6", "Odd hours", "home_nursing", "50.85", "4.35", "op afspraak"],
        ["7", "Not a number", "", "north", "4.35", ""],
    ]);
    let report = import(&store, &written(&dir, "own.csv", &rows), false).await.unwrap();
    assert_eq!(counts(&report), [2, 0, 0, 0, 7], "{:?}", report.skips);
    let told: Vec<&str> = report.skips.examples().collect();
    for expected in [
        "line 3: an earlier row has the same id",
        "line 4: latitude 48.85, longitude 2.35 lies outside the region",
        "line 5: latitude 4.35 and longitude 50.85 seem to be swapped",
        "line 6: it has no name",
        "line 7: it has a latitude or a longitude, but not both",
        "line 8: `source_id` is missing or empty",
        "line 10: `lat` is `north`, which is no number",
    ] {
        assert!(told.iter().any(|told| told.starts_with(expected)), "{expected} is not among {told:#?}");
    }
    assert!(report.remarks.examples().any(|remark| remark.contains("left out: `no_such_theme` (1)")));
    assert!(report.remarks.examples().any(|remark| remark.contains("`op afspraak` is no opening hours")));
    let card = cards(store.read(), &[ServiceId::of(&directory::Origin::new("own", "1"))]).await.unwrap();
    assert_eq!(card[0].name.plain(Lang::Nl), "<script>alert(1)</script> & zoon", "kept as text, shown as text");
    assert_eq!(card[0].themes.len(), 1);
}

#[store::test(&steps())]
async fn an_unreadable_row_takes_nothing_away_from_what_another_source_completed(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let entries = own(&[
        ["1", "Apotheek Een", "pharmacy", "50.85", "4.35", ""],
        ["2", "Apotheek Twee", "pharmacy", "50.86", "4.36", ""],
    ]);
    import(&store, &written(&dir, "own.csv", &entries), false).await.unwrap();
    let open_map = |latitude: &str| {
        let entry = |name: &str, lat: &str, lon: &str| {
            format!(
                r#"{{"name": [{{"value": "{name}"}}], "geo": {{"latitude": {lat}, "longitude": {lon}}}, "contact": {{}},
                "brand": null, "osm_opening_hours": "Mo-Fr 09:00-17:00", "addresses": []}}"#
            )
        };
        let entries = [entry("Apotheek Een", "50.85", "4.35"), entry("Apotheek Twee", latitude, "4.36")];
        written(&dir, "open_map.json", format!("[{}]", entries.join(",")).as_bytes())
    };
    let completed = "select count(*) as n from supplement where opening_hours is not null";
    assert_eq!(import(&store, &open_map("50.86"), false).await.unwrap().added, 2);
    assert_eq!(count(&store, completed).await, 2);
    let report = import(&store, &open_map("\"north\""), false).await.unwrap();
    assert_eq!(counts(&report), [0, 0, 1, 0, 1], "{:?}", report.skips);
    assert_eq!(count(&store, completed).await, 2, "the hours of the second stay");
}

#[store::test(&steps())]
async fn nothing_of_its_neighbours_is_put_on_a_secret_place(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let refuge = own(&[["1", "Huis Een", "pharmacy", "50.85", "4.35", ""]]);
    import(&store, &written(&dir, "own.csv", &refuge), false).await.unwrap();
    let tx = store.begin().await.unwrap();
    tx.execute_raw(sql(&tx, "update location set confidential = true where source = 'own'", [])).await.unwrap();
    tx.commit().await.unwrap();
    let next_door = r#"[{"name": [{"value": "Apotheek Ernaast"}], "geo": {"latitude": 50.85, "longitude": 4.35}, "contact": {},
        "brand": null, "osm_opening_hours": "Mo-Fr 09:00-17:00", "addresses": []}]"#;
    import(&store, &written(&dir, "open_map.json", next_door.as_bytes()), false).await.unwrap();
    assert_eq!(count(&store, "select count(*) as n from supplement").await, 0, "it stands at the same door");
    // What was added before the place became secret.
    let origin = Origin::new("own", "1");
    let text = "insert into supplement (source, source_id, service_at_location_id, opening_hours, phone, digest)
        values ('map', 'x', $1, 'Mo-Fr 09:00-17:00', '02 000 00 01', '')";
    let tx = store.begin().await.unwrap();
    tx.execute_raw(sql(&tx, text, [ServiceAtLocationId::of(&origin).into()])).await.unwrap();
    tx.commit().await.unwrap();
    let shown = async || {
        let id = ServiceId::of(&origin);
        let card = cards(store.read(), &[id]).await.unwrap().remove(0);
        let place = offer(store.read(), &[id]).await.unwrap().places.remove(0);
        [card.hours, card.phone, place.opening_hours, place.phone].into_iter().flatten().count()
    };
    assert_eq!(shown().await, 0, "neither the page nor other programs show it");
    let tx = store.begin().await.unwrap();
    tx.execute_raw(sql(&tx, "update location set confidential = false where source = 'own'", [])).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(shown().await, 4, "at a place that everybody may find, they do");
}

#[store::test(&steps())]
async fn a_file_that_ends_badly_leaves_nothing(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let huge = "x".repeat(10 << 20);
    let report = import(
        &store,
        &written(&dir, "huge.csv", &own(&[["1", &huge, "", "50.85", "4.35", ""], ["2", "Fine", "", "", "", ""]])),
        false,
    )
    .await;
    assert!(
        matches!(&report, Err(ImportFault::Unusable(_))) || report.as_ref().is_ok_and(|report| report.skipped == 1),
        "{report:?}"
    );
    let cases: [(&str, Vec<u8>); 4] = [
        ("cut.json", b"[{\"name\": \"A\"}, {\"na".to_vec()),
        ("other.csv", b"a,b\n1,2\n".to_vec()),
        ("empty.csv", Vec::new()),
        ("zip.xlsx", b"PK\x03\x04 no workbook".to_vec()),
    ];
    for (name, bytes) in cases {
        let refused = import(&store, &written(&dir, name, &bytes), false).await;
        assert!(matches!(refused, Err(ImportFault::Unusable(_))), "{name}: {refused:?}");
    }
    assert!(matches!(import(&store, Path::new("/nowhere.csv"), false).await, Err(ImportFault::Unusable(_))));
    assert!(count(&store, "select count(*) as n from service where source <> 'pack'").await <= 1);
}

#[store::test(&steps())]
async fn an_entry_that_the_file_no_longer_has_is_removed_when_the_file_is_whole(store: Store) {
    let Some(list) = shared(LIST) else { return };
    load_all(&store, &brussels()).await;
    import(&store, &list, false).await.unwrap();
    let dir = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(&list).unwrap();
    let kept: Vec<&str> = text.lines().take(101).collect();
    let shorter = written(&dir, "shorter.csv", kept.join("\n").as_bytes());
    assert_eq!(counts(&import(&store, &shorter, false).await.unwrap()), [0, 0, 100, 528, 0]);
    let faulty = written(&dir, "faulty.csv", kept[..50].join("\n").replacen(",4.3", ",x4.3", 1).as_bytes());
    let report = import(&store, &faulty, false).await.unwrap();
    assert_eq!((report.removed, report.skipped), (0, 1));
    assert!(report.remarks.examples().any(|remark| remark.starts_with("nothing was removed")));
}

#[store::test(&steps())]
async fn only_editors_and_administrators_import(store: Store) {
    let dir = tempfile::tempdir().unwrap();
    let file = written(&dir, "own.csv", &own(&[["1", "Test", "", "50.85", "4.35", ""]]));
    let cx = access::Context { actor: access::Actor::Visitor, ..system() };
    let house = house(&store);
    let job =
        ImportJob { source: None, cx: &cx, house: &house, file: &file, mapping: None, dry_run: false, progress: &() };
    assert!(matches!((directory::import::KIND.run)(job).await, Err(ImportFault::Denied(_))));
}

#[store::test(&steps())]
async fn a_file_of_streets_is_sent_to_the_import_that_takes_it(store: Store) {
    let Some(streets) = shared("brussels/streets/brussels_streets_bilingual.csv") else { return };
    load_all(&store, &brussels()).await;
    let Err(ImportFault::Unusable(said)) = import(&store, &streets, false).await else { panic!("taken") };
    assert!(said.ends_with("run `relais import territory FILE`"), "{said}");
}

#[store::test(&steps())]
async fn what_is_said_of_many_rows_is_said_once_with_examples(store: Store) {
    let Some(map) = shared(OPEN_MAP) else { return };
    load_all(&store, &brussels()).await;
    let report = import(&store, &map, false).await.unwrap();
    let kinds: u64 = report.skips.kinds().iter().map(|kind| kind.count).sum();
    assert!(report.skipped > 2_500 && kinds == report.skipped, "every row is counted: {report:?}");
    let said = report.skips.to_string() + &report.remarks.to_string();
    assert!(said.lines().count() < 60, "{said}");
}

/// Rows in our own columns with a postal code and a point.
fn placed(rows: &[[&str; 4]]) -> Vec<u8> {
    let all: Vec<[&str; 6]> = rows.iter().map(|[id, _, lat, lon]| [*id, "Huis Proef", "", *lat, *lon, ""]).collect();
    let text = String::from_utf8(own(&all)).unwrap();
    let at = text.lines().next().unwrap().split(',').position(|column| column == "postal_code").expect("a column");
    let codes = std::iter::once("").chain(rows.iter().map(|row| row[1]));
    let line = |(line, code): (&str, &str)| {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        if !code.is_empty() {
            code.clone_into(&mut cells[at]);
        }
        cells.join(",")
    };
    text.lines().zip(codes).map(line).collect::<Vec<_>>().join("\n").into_bytes()
}

#[store::test(&steps())]
async fn a_postal_code_that_contradicts_the_point_or_does_not_exist_is_taken_with_a_warning(store: Store) {
    let Some(borders) = shared("brussels/territory/brussels_municipalities.geojson") else { return };
    load_all(&store, &brussels()).await;
    let house = house(&store);
    let cx = system();
    let job = ImportJob {
        source: None,
        cx: &cx,
        house: &house,
        file: &borders,
        mapping: None,
        dry_run: false,
        progress: &(),
    };
    (territory::IMPORT.run)(job).await.unwrap();
    let dir = tempfile::tempdir().unwrap();
    // The first two stand in Saint-Josse, by the borders.
    let rows = placed(&[
        ["1", "1210", "50.8520", "4.3720"],
        ["2", "1030", "50.8520", "4.3720"],
        ["3", "9999", "50.8520", "4.3720"],
        ["4", "9998", "", ""],
    ]);
    let report = import(&store, &written(&dir, "own.csv", &rows), false).await.unwrap();
    assert_eq!(counts(&report), [4, 0, 0, 0, 0], "{:?}", report.skips);
    let told: Vec<&str> = report.remarks.examples().filter(|told| told.contains("postal code")).collect();
    let [street, none, nowhere] = told.as_slice() else { panic!("{told:#?}") };
    assert!(street.starts_with("line 3: its point lies in `Saint-Josse"), "{street}");
    assert!(street.contains("1030 is one of `Schaerbeek / Schaarbeek`; correct the one that is wrong"), "{street}");
    assert!(none.starts_with("line 4: there is no postal code `9999` in the region; correct it"), "{none}");
    assert!(nowhere.starts_with("line 5: there is no postal code `9998`"), "{nowhere}");
    assert_eq!(
        count(&store, "select count(*) as n from location where postal_code = '1030' and source = 'own'").await,
        1
    );
}
