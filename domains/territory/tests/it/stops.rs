//! Stops of public transport: of an operator's timetable and of a map, kept apart by who names them.

use std::path::Path;

use house::import::ImportFault;
use kernel::Lang;
use store::Store;
use territory::Point;

use crate::world::{gazetteer, import, load, small, steps, visitor};

const TIMETABLE: &str = "stop_id,stop_name,stop_lat,stop_lon,location_type,lines
1,TESTPLEIN,50.5000,4.5000,0,7;92
2,TESTPLEIN,50.5005,4.5000,,7;N08
3,TESTPLEIN STATION,50.5002,4.5000,1,
4,PROEFLAAN,50.6000,4.6000,0,
5,FAR AWAY,48.0000,2.0000,0,1
";

fn written(dir: &Path, name: &str, text: &str) -> std::path::PathBuf {
    let path = dir.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[store::test(&steps())]
async fn the_stops_of_an_operator_are_found_and_follow_its_file(store: Store) {
    load(&store, &small()).await;
    let dir = tempfile::tempdir().unwrap();
    let file = written(dir.path(), "test-operator.txt", TIMETABLE);
    let report = import(&store, &small(), &file).await.unwrap();
    assert_eq!((report.added, report.skipped), (3, 0), "{:?}", report.skips);
    let known = gazetteer(&store).await;
    let near = known.stop_near(Point { lat: 50.4995, lon: 4.5 }).unwrap();
    assert_eq!((near.names.plain(Lang::Nl), near.metres), ("Testplein", 56));
    assert_eq!(near.lines, ["7", "92", "N08"]);
    assert_eq!(known.stop_near(Point { lat: 50.9, lon: 4.9 }), None, "nobody is sent far");
    let again = import(&store, &small(), &file).await.unwrap();
    assert_eq!((again.added, again.changed, again.unchanged, again.removed), (0, 0, 3, 0));

    let map = r#"<osm><node id="1" lat="50.6001" lon="4.6"><tag k="highway" v="bus_stop"/><tag k="name" v="Proeflaan - Avenue Essai"/>
        <tag k="name:nl" v="Proeflaan"/><tag k="name:fr" v="Avenue Essai"/><tag k="route_ref" v="33;34"/></node>
        <node id="2" lat="50.6" lon="4.6"><tag k="shop" v="bakery"/><tag k="name" v="Bakker"/></node></osm>"#;
    let report = import(&store, &small(), &written(dir.path(), "map.osm", map)).await.unwrap();
    assert_eq!((report.added, report.removed, report.skipped), (1, 0, 0), "{:?}", report.skips);
    let fewer: String =
        TIMETABLE.lines().filter(|line| !line.starts_with('4')).map(|line| format!("{line}\n")).collect();
    let report = import(&store, &small(), &written(dir.path(), "test-operator.txt", &fewer)).await.unwrap();
    assert_eq!((report.unchanged, report.removed), (2, 1), "only the stops of this source go");
    let near = gazetteer(&store).await.stop_near(Point { lat: 50.6, lon: 4.6 }).unwrap();
    assert_eq!((near.names.plain(Lang::Fr), near.lines.join(" ").as_str()), ("Avenue Essai", "33 34"));
    journal::verify(store.read()).await.unwrap();
}

#[store::test(&steps())]
async fn a_file_that_cannot_be_used_takes_nothing_away(store: Store) {
    load(&store, &small()).await;
    let dir = tempfile::tempdir().unwrap();
    import(&store, &small(), &written(dir.path(), "test-operator.txt", TIMETABLE)).await.unwrap();
    let nameless = import(&store, &small(), &written(dir.path(), "stops.txt", TIMETABLE)).await;
    assert!(
        matches!(&nameless, Err(ImportFault::Unusable(why)) if why.contains("name it after the operator")),
        "{nameless:?}"
    );
    let odd = "stop_id,stop_name,stop_lat,stop_lon\n1,Testplein,50.5,4.5\n1,Twice,50.5,4.5\n7,,50.5,4.5\n8,Nowhere,,\n9,North,x,4.5\n";
    let report = import(&store, &small(), &written(dir.path(), "test-operator.txt", odd)).await.unwrap();
    assert_eq!((report.skipped, report.removed), (4, 0), "{:?}", report.skips);
    let told: Vec<&str> = report.skips.examples().collect();
    for expected in
        ["line 3: an earlier row", "line 4: it has no name", "line 5: it has no point", "line 6: `stop_lat`"]
    {
        assert!(told.iter().any(|told| told.starts_with(expected)), "{expected} is not among {told:#?}");
    }
    let file = written(dir.path(), "other.txt", TIMETABLE);
    let refused = crate::world::import_as(&visitor(), &store, &small(), &file, false).await;
    assert!(matches!(refused, Err(ImportFault::Denied(_))));
}

/// A timetable as an operator packs it.
fn timetable(dir: &Path, name: &str, stop_times: &str) -> std::path::PathBuf {
    let path = dir.join(name);
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
    for (part, text) in [
        (
            "stops.txt",
            "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n1,PLACE ESSAI,50.5000,4.5000,0,9\n2,PLACE ESSAI,50.5005,4.5000,,9\n9,PLACE ESSAI,50.5002,4.5000,1,\n4,FAR AWAY,48.0,2.0,0,\n",
        ),
        (
            "routes.txt",
            "route_id,route_short_name,route_long_name,route_type\nr7,7,Test - Essai,0\nr92,92,,3\nrn,N08,,3\n",
        ),
        ("trips.txt", "route_id,service_id,trip_id\nr7,w,a\nr7,w,b\nr92,w,c\nrn,z,d\n"),
        ("stop_times.txt", stop_times),
        ("translations.txt", "trans_id,translation,lang\nPLACE ESSAI,TESTPLEIN,nl\nPLACE ESSAI,PLACE ESSAI,fr\n"),
    ] {
        zip.start_file(part, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
    path
}

#[store::test(&steps())]
async fn a_timetable_says_which_lines_call_at_a_stop(store: Store) {
    load(&store, &small()).await;
    let dir = tempfile::tempdir().unwrap();
    let times = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\na,8:00,8:00,1,1\nb,9:00,9:00,1,1\nc,9:00,9:00,2,4\nd,25:10,25:10,1,1\na,8:10,8:10,4,2\nx,1:00,1:00,2,1\n";
    let file = timetable(dir.path(), "test-operator.zip", times);
    let report = import(&store, &small(), &file).await.unwrap();
    assert_eq!((report.added, report.skipped), (2, 0), "{:?}", report.skips);
    let near = gazetteer(&store).await.stop_near(Point { lat: 50.4995, lon: 4.5 }).unwrap();
    assert_eq!(near.lines, ["7", "92", "N08"], "the lines of both its sides");
    let names = Lang::ALL.map(|lang| near.names.plain(lang).to_owned());
    assert_eq!(names, ["Testplein", "Place Essai", "Place Essai"], "as the sign says, where nobody translated it");
    let file = timetable(dir.path(), "test-operator.zip", "trip_id,stop_id\nc,1\n");
    let report = import(&store, &small(), &file).await.unwrap();
    assert_eq!((report.changed, report.removed), (2, 0), "the next timetable replaces it");
    let near = gazetteer(&store).await.stop_near(Point { lat: 50.4995, lon: 4.5 }).unwrap();
    assert_eq!(near.lines, ["92"]);
    let everybodys = timetable(dir.path(), "gtfs.zip", times);
    let refused = import(&store, &small(), &everybodys).await;
    assert!(matches!(&refused, Err(ImportFault::Unusable(why)) if why.contains("calls it `gtfs`")), "{refused:?}");
    let lost = timetable(dir.path(), "test-operator.zip", "trip,stop\na,1\n");
    let refused = import(&store, &small(), &lost).await;
    assert!(matches!(&refused, Err(ImportFault::Unusable(why)) if why.contains("no column `trip_id`")), "{refused:?}");
    assert!(gazetteer(&store).await.stop_near(Point { lat: 50.5, lon: 4.5 }).is_some(), "nothing is taken away");
}
