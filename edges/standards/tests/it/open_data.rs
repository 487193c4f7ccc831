//! The files of the open data: made whole, again only when something changed, and without what is secret.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::{Cursor, Read as _};

use axum::body::Body;
use axum::http::{Method, Request};
use http_body_util::BodyExt as _;
use jiff::Span;
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};
use store::{Store, sql};
use testkit::{Client, World};
use tower::ServiceExt as _;

use crate::program::Program;
use crate::schemas::shared;
use crate::world::{brussels, publish, reload, steps, testland, testland_with};

const FILES: [&str; 8] = [
    "services.csv",
    "services.geojson",
    "organisations.csv",
    "locations.csv",
    "thesaurus.csv",
    "hsds-nl.zip",
    "hsds-fr.zip",
    "hsds-en.zip",
];

/// Asks for another edition as an editor, and lets job and task do their work; answers whether there was one.
async fn edition(world: &World) -> bool {
    world.editor().await.post("/opendata/refresh", &[]).await.expect(303);
    world.run_jobs().await;
    standards::make_open_data(&world.house).await.unwrap()
}

async fn file(client: &Client, name: &str) -> Vec<u8> {
    client.get(&format!("/opendata/{name}")).await.expect(200).body.to_vec()
}

async fn all(client: &Client) -> BTreeMap<&'static str, Vec<u8>> {
    let mut files = BTreeMap::new();
    for name in FILES {
        files.insert(name, file(client, name).await);
    }
    files
}

/// The rows of a table, each by the names of its columns.
fn rows(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(bytes);
    reader.deserialize().map(Result::unwrap).collect()
}

/// The tables of a package, and its list.
fn unpacked(bytes: Vec<u8>) -> (BTreeMap<String, Vec<u8>>, Value) {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(name, bytes);
    }
    let list = serde_json::from_slice(&files.remove("datapackage.json").unwrap()).unwrap();
    (files, list)
}

#[store::test(&steps())]
async fn the_files_and_their_list_are_described_and_what_the_description_leads_to_is_there(store: Store) {
    let world = testland(&store).await;
    assert!(edition(&world).await);
    let visitor = world.visitor();
    let document: Value = visitor.get("/api/v1/openapi.json").await.expect(200).json();
    assert_eq!(document["paths"]["/opendata/{file}"]["get"]["parameters"][0]["schema"]["enum"], json!(FILES));
    let list: Value = visitor.get("/opendata/datapackage.json").await.expect(200).json();
    let described = &document["components"]["schemas"]["OpenData"]["properties"];
    let resource = &described["resources"]["items"]["properties"];
    for (told, promised) in [(&list, described), (&list["resources"][0], resource)] {
        let missing: Vec<&String> =
            told.as_object().unwrap().keys().filter(|field| promised.get(field.as_str()).is_none()).collect();
        assert_eq!(missing, Vec::<&String>::new());
    }
    let tags = document["tags"].as_array().unwrap().iter().map(|tag| &tag["externalDocs"]["url"]);
    let addresses: BTreeSet<&str> = tags.chain([&document["externalDocs"]["url"]]).filter_map(Value::as_str).collect();
    assert_eq!(addresses, ["/fhir/R4/metadata", "/hsds/v3/openapi.json"].into());
    for address in addresses {
        visitor.get(address).await.expect(200);
    }
    let other: Value = visitor.get("/hsds/v3/openapi.json").await.expect(200).json();
    assert_eq!(other["externalDocs"]["url"], "/api/v1/openapi.json");
}

#[store::test(&steps())]
async fn a_place_that_becomes_secret_leaves_the_files_before_the_night(store: Store) {
    let world = testland(&store).await;
    assert!(edition(&world).await);
    let visitor = world.visitor();
    let place = rows(&file(&visitor, "locations.csv").await).remove(0)["id"].clone();
    let program = Program::of_editor(&world, "write").await;
    let path = format!("/api/v1/entries/location/{place}");
    let say = async |fields: Value| {
        program.send(Method::PATCH, &path, &[("if-match", "*")], Some(json!({ "fields": fields }))).await
    };
    say(json!({ "transport": { "nl": { "text": "Bus 1", "state": "source" } } })).await.expect(200);
    publish(&world).await;
    standards::ask_for_open_data(&world.house).await.unwrap();
    world.run_jobs().await;
    assert!(!standards::make_open_data(&world.house).await.unwrap(), "a place that never told where it is can wait");
    let street = json!({ "nl": { "text": "Teststraat", "state": "source" } });
    say(json!({ "street": street, "house_number": "1", "postal_code": "9001" })).await.expect(200);
    publish(&world).await;
    assert!(edition(&world).await);
    let is_told = |files: &[u8]| rows(files).iter().any(|row| row["id"] == place && !row["postal_code"].is_empty());
    assert!(is_told(&file(&visitor, "locations.csv").await));
    say(json!({ "confidential": true })).await.expect(200);
    for name in FILES {
        visitor.get(&format!("/opendata/{name}")).await.expect(503);
    }
    standards::ask_for_open_data(&world.house).await.unwrap();
    world.run_jobs().await;
    assert!(!standards::make_open_data(&world.house).await.unwrap(), "not before it is published as it is now");
    publish(&world).await;
    standards::ask_for_open_data(&world.house).await.unwrap();
    world.run_jobs().await;
    assert!(standards::make_open_data(&world.house).await.unwrap(), "another edition, nobody waits for the night");
    assert!(!is_told(&file(&visitor, "locations.csv").await));
    standards::ask_for_open_data(&world.house).await.unwrap();
    world.run_jobs().await;
    assert!(!standards::make_open_data(&world.house).await.unwrap(), "once is enough");
}

#[store::test(&steps())]
async fn every_file_is_made_listed_and_described(store: Store) {
    let world = testland(&store).await;
    let visitor = world.visitor();
    let before = visitor.get("/opendata").await.expect(200).outline();
    assert!(before.says("The files are being made"), "{before}");
    visitor.get("/opendata/services.csv").await.expect(503);
    visitor.get("/opendata/nonsense.csv").await.expect(404);
    assert!(edition(&world).await);
    let page = visitor.get("/opendata").await.expect(200).outline();
    assert!(FILES.iter().all(|name| page.says(name)) && page.says("Creative Commons Zero"), "{page}");
    assert!(!page.says("Make anew"), "a visitor is not offered what only editors may do: {page}");
    let list: Value = visitor.get("/opendata/datapackage.json").await.expect(200).json();
    let listed = list["resources"].as_array().unwrap();
    assert_eq!((listed.len(), list["licenses"][0]["name"].as_str()), (FILES.len(), Some("CC0-1.0")));
    for resource in listed {
        let path = resource["path"].as_str().unwrap().strip_prefix("http://relais.example/opendata/").unwrap();
        let bytes = file(&visitor, path).await;
        assert_eq!(resource["bytes"].as_u64(), Some(bytes.len() as u64), "{path}");
        if path.rsplit_once('.').is_some_and(|(_, end)| end == "csv") {
            let fields = resource["schema"]["fields"].as_array().unwrap();
            let described: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
            let heads = csv::Reader::from_reader(bytes.as_slice()).headers().unwrap().clone();
            assert_eq!(heads.iter().collect::<Vec<_>>(), described, "{path}");
        }
    }
    let services = rows(&file(&visitor, "services.csv").await);
    let nursing = services.iter().find(|row| row["name_en"] == "Home nursing North").unwrap();
    assert_eq!((nursing["status"].as_str(), nursing["organization_fr"].as_str()), ("active", "Infirmiers Test Nord"));
    assert!(nursing["themes"].contains("nursing"), "{nursing:?}");
}

#[store::test(&steps())]
async fn services_tell_hours_costs_room_and_who_brought_them(store: Store) {
    let world = testland(&store).await;
    let program = Program::of_editor(&world, "write").await;
    let origin = directory::Origin::new(directory::Origin::PACK, "test_home_nursing");
    let at = format!("/api/v1/entries/service_at_location/{}", directory::ServiceAtLocationId::of(&origin));
    let room = json!({ "accepting": true, "places": 3, "waiting_days": 14, "known_on": "2026-03-10" });
    let sent = json!({ "fields": { "opening_hours": "Mo-Fr 09:00-12:00; We off", "capacity": room } });
    program.send(Method::PATCH, &at, &[("if-match", "*")], Some(sent)).await.expect(200);
    let tx = store.begin().await.unwrap();
    let text = "insert into source (name, licence) values ('Testkaart', 'ODbL 1.0')";
    tx.execute_raw(sql(&tx, text, [])).await.unwrap();
    let text = "update location set source = 'Testkaart' where source_id = 'test_home_nursing'";
    tx.execute_raw(sql(&tx, text, [])).await.unwrap();
    tx.commit().await.unwrap();
    publish(&world).await;
    assert!(edition(&world).await);
    let visitor = world.visitor();
    let services = rows(&file(&visitor, "services.csv").await);
    let named = |name: &str| services.iter().find(|row| row["name_en"] == name).unwrap();
    let nursing = named("Home nursing North");
    assert_eq!(nursing["opening_hours"], "Mo-Fr 09:00-12:00; We off");
    assert_eq!(nursing["capacity"], "accepting=true places=3 waiting_days=14 known_on=2026-03-10");
    assert_eq!(nursing["sources"], "Testkaart;pack");
    let shelter = named("Test refuge");
    assert_eq!((shelter["costs"].as_str(), shelter["opening_hours"].as_str()), ("social_rate:12.50", "24/7"));
    assert_eq!((shelter["capacity"].as_str(), shelter["sources"].as_str()), ("", "pack"));

    let list: Value = visitor.get("/opendata/datapackage.json").await.expect(200).json();
    let told = json!([{ "name": "Testkaart", "title": "Testkaart", "licenses": [{ "title": "ODbL 1.0" }] }]);
    assert_eq!(list["sources"], told);
    for resource in list["resources"].as_array().unwrap() {
        let has_some = !["thesaurus-csv", "organisations-csv"].contains(&resource["name"].as_str().unwrap());
        assert_eq!(resource.get("sources"), has_some.then_some(&told), "{resource}");
    }
    let map: Value = serde_json::from_slice(&file(&visitor, "services.geojson").await).unwrap();
    assert_eq!((&map["sources"], &map["licenses"][0]["name"]), (&told, &json!("CC0-1.0")));
    assert_eq!(map["date"], list["created"]);
    let (_, package) = unpacked(file(&visitor, "hsds-nl.zip").await);
    assert_eq!(package["sources"], told);
}

#[store::test(&steps())]
async fn nothing_is_made_again_unless_something_changed(store: Store) {
    let world = testland(&store).await;
    assert!(edition(&world).await);
    let before = all(&world.visitor()).await;
    world.clock().advance(Span::new().hours(1));
    assert!(!edition(&world).await, "nothing changed");
    assert_eq!(all(&world.visitor()).await, before);
    reload(&world, &testland_with("services.toml", |text| text.replace("Home nursing North", "=1+2 nursing"))).await;
    publish(&world).await;
    assert_eq!(all(&world.visitor()).await, before, "files change by editions only");
    assert!(edition(&world).await);
    let after = all(&world.visitor()).await;
    let changed: BTreeSet<&str> = FILES.into_iter().filter(|name| before[name] != after[name]).collect();
    assert_eq!(
        changed,
        BTreeSet::from(["services.csv", "services.geojson", "hsds-nl.zip", "hsds-fr.zip", "hsds-en.zip"]),
        "no point of it is known, but the map tells its date"
    );
    let services = rows(&after["services.csv"]);
    assert!(services.iter().any(|row| row["name_en"] == "'=1+2 nursing"), "no cell is a formula");
    let folder = world.house.data.join("open-data");
    let names = std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(names, 1 + 5 * 2 + 3, "the list, the files with their copies, the packages, and nothing of before");
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(standards::make_open_data(&world.house).await.unwrap(), "what is lost is made again");
    assert_eq!(all(&world.visitor()).await, after);
}

#[store::test(&steps())]
async fn a_secret_address_stands_in_no_file(store: Store) {
    let world = testland(&store).await;
    assert!(edition(&world).await);
    let files = all(&world.visitor()).await;
    let mut texts: Vec<(String, String)> = Vec::new();
    for (name, bytes) in files {
        if name.starts_with("hsds-") {
            let (tables, _) = unpacked(bytes);
            texts.extend(tables.into_iter().map(|(table, bytes)| (table, String::from_utf8(bytes).unwrap())));
        } else {
            texts.push((name.to_owned(), String::from_utf8(bytes).unwrap()));
        }
    }
    let refuge = |(_, text): &&(String, String)| text.contains("Test Refuge") || text.contains("Refuge");
    assert!(texts.iter().filter(refuge).count() > 3, "the service itself is there");
    for (name, text) in &texts {
        for secret in ["Geheim", "Secr", "confidential"] {
            assert!(!text.contains(secret), "{name} tells of `{secret}`");
        }
    }
    let reached = |(name, text): &&(String, String)| name == "phones.csv" && text.contains("service_id");
    assert!(texts.iter().any(|text| reached(&text)), "how to get in touch is told");
}

#[store::test(&steps())]
async fn a_package_is_one_by_the_standard_and_whole(store: Store) {
    let Some(path) = shared("hsds/datapackage.json") else { return };
    let standard: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let world = brussels(&store).await;
    assert!(edition(&world).await);
    let (tables, list) = unpacked(file(&world.visitor(), "hsds-fr.zip").await);
    assert_eq!(list["licenses"][0]["name"], "CC-BY-4.0");
    let tables: BTreeMap<String, Vec<BTreeMap<String, String>>> =
        tables.iter().map(|(name, bytes)| (name.clone(), rows(bytes))).collect();
    let mut ids: BTreeMap<&str, HashSet<&str>> = BTreeMap::new();
    let resources = list["resources"].as_array().unwrap();
    for resource in resources {
        let (name, rows) = (resource["name"].as_str().unwrap(), &tables[resource["path"].as_str().unwrap()]);
        let known: HashSet<&str> = rows.iter().map(|row| row["id"].as_str()).collect();
        assert_eq!(known.len(), rows.len(), "ids of {name} are unique");
        assert!(!rows.is_empty(), "{name}");
        ids.insert(name, known);
    }
    assert!(ids["service"].len() > 30 && ids["attribute"].len() > 30 && ids["taxonomy_term"].len() > 200);
    for resource in resources {
        let (name, path) = (resource["name"].as_str().unwrap(), resource["path"].as_str().unwrap());
        let by_standard = standard["resources"].as_array().unwrap().iter().find(|known| known["name"] == name).unwrap();
        assert_eq!(by_standard["path"], path);
        let fields = |of: &Value| -> BTreeMap<String, bool> {
            let all = of["schema"]["fields"].as_array().unwrap().iter();
            let field =
                |field: &Value| (field["name"].as_str().unwrap().to_owned(), field["constraints"]["required"] == true);
            all.map(field).collect()
        };
        let (ours, theirs) = (fields(resource), fields(by_standard));
        for (field, required) in &theirs {
            assert!(!required || ours.get(field) == Some(&true), "{name}.{field} is required");
        }
        // The list of the specification forgets the fields of two tables; its schemas have them.
        if !["service_capacity", "unit"].contains(&name) {
            assert!(ours.keys().all(|field| theirs.contains_key(field)), "{name} has fields of its own");
        }
        for row in &tables[path] {
            assert!(ours.iter().all(|(field, required)| !required || !row[field].is_empty()), "{name}: {row:?}");
        }
        for key in resource["schema"]["foreignKeys"].as_array().unwrap() {
            let (field, to) = (key["fields"].as_str().unwrap(), key["reference"]["resource"].as_str().unwrap());
            let lost = tables[path].iter().find(|row| !row[field].is_empty() && !ids[to].contains(row[field].as_str()));
            assert_eq!(lost, None, "{name}.{field} leads nowhere");
        }
    }
}

#[store::test(&steps())]
async fn a_file_is_sent_whole_in_part_or_not_at_all(store: Store) {
    let world = testland(&store).await;
    assert!(edition(&world).await);
    let ask = async |headers: &[(&str, &str)]| {
        let mut request =
            Request::builder().method(Method::GET).uri("/opendata/services.csv").header("host", "x.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = world.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        let header = |name: &str| parts.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
        let told = (header("etag").unwrap_or_default(), header("content-range"), header("content-encoding"));
        (parts.status.as_u16(), told, body.collect().await.unwrap().to_bytes().to_vec())
    };
    let (status, (mark, ..), whole) = ask(&[]).await;
    assert!(status == 200 && mark.starts_with('"') && whole.len() > 200);
    assert_eq!(ask(&[("if-none-match", &mark)]).await.0, 304);
    let (status, (_, range, _), part) = ask(&[("range", "bytes=10-19")]).await;
    assert_eq!((status, range, part), (206, Some(format!("bytes 10-19/{}", whole.len())), whole[10..20].to_vec()));
    let (status, _, rest) = ask(&[("range", "bytes=10-"), ("if-range", &mark)]).await;
    assert_eq!((status, rest), (206, whole[10..].to_vec()));
    let (status, _, again) = ask(&[("range", "bytes=10-"), ("if-range", "\"another\"")]).await;
    assert_eq!((status, &again), (200, &whole), "a part of another file is no use");
    assert_eq!(ask(&[("range", "bytes=99999999-")]).await.0, 416);
    let (status, (zipped, _, encoding), packed) = ask(&[("accept-encoding", "gzip")]).await;
    assert_eq!((status, encoding.as_deref()), (200, Some("gzip")));
    assert_ne!(zipped, mark, "another content, another mark");
    let mut read = Vec::new();
    flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut read).unwrap();
    assert_eq!(read, whole);
    let reply = world.visitor().get("/opendata/hsds-nl.zip").await.expect(200);
    assert_eq!(reply.header("content-disposition"), Some("attachment; filename=\"hsds-nl.zip\""));
    assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
}

#[store::test(&steps())]
async fn who_asks_for_another_edition_is_an_editor_and_in_the_journal(store: Store) {
    let world = testland(&store).await;
    world.visitor().post("/opendata/refresh", &[]).await.expect(401);
    world.analyst().await.post("/opendata/refresh", &[]).await.expect(403);
    assert_eq!(world.run_jobs().await, 0, "nobody asked who may");
    let editor = world.editor().await;
    let page = editor.get("/opendata").await.expect(200).outline();
    assert!(page.says("Make anew"), "{page}");
    editor.post("/opendata/refresh", &[]).await.expect(303);
    editor.post("/opendata/refresh", &[]).await.expect(303);
    assert_eq!(world.run_jobs().await, 1, "asked twice, looked once");
}
