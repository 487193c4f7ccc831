//! Imports beside editors: on PostgreSQL people go on working while a file is read.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use directory::duplicates::choosing::Choices;
use directory::duplicates::merging::merge;
use directory::entry::actions::{self, Revision};
use directory::entry::records::{find, history, retired};
use directory::entry::{Patch, Record, Via};
use directory::{EntryId, OrganisationId, Origin, ServiceId, redirected};
use house::import::{ImportJob, Progress};
use kernel::{Lang, Text};
use sea_orm::ConnectionTrait as _;
use store::{Engine, Store, sql};
use tokio::runtime::Handle;

use crate::import::{count, own, written};
use crate::world::{brussels, editor, house, load_all, steps, system};

/// As many rows as are written at once, and some more.
const ROWS: usize = 540;
const EDITED: usize = 510;
const TAKEN_OUT: usize = 515;
const KEPT: usize = 520;
const MERGED: usize = 525;

fn organisation(row: usize) -> EntryId {
    OrganisationId::of(&Origin::new("own", row.to_string())).into()
}

fn service(row: usize) -> EntryId {
    ServiceId::of(&Origin::new("own", row.to_string())).into()
}

fn rows(name: &str) -> Vec<u8> {
    let all: Vec<(String, String)> = (1..=ROWS).map(|row| (row.to_string(), format!("{name} {row}"))).collect();
    let all: Vec<[&str; 6]> =
        all.iter().map(|(id, name)| [id.as_str(), name.as_str(), "pharmacy", "50.85", "4.35", ""]).collect();
    own(&all)
}

/// What editors do meanwhile: they edit, take out and merge entries that the file says something new of, and mend one that it names
/// no more.
async fn edit(store: &Store) {
    let tx = store.begin().await.unwrap();
    let names = Patch::new().set("names", Text::same_everywhere("Onze apotheek"));
    actions::revise(&editor(), &tx, organisation(EDITED), Revision::new(names, Via::Form)).await.unwrap();
    actions::retire(&editor(), &tx, organisation(TAKEN_OUT), None).await.unwrap();
    merge(&editor(), &tx, organisation(KEPT), organisation(MERGED), &Choices::new()).await.unwrap();
    tx.commit().await.unwrap();
}

/// Somebody works once the first rows are written.
struct Meanwhile<'a> {
    store: &'a Store,
    is_over: AtomicBool,
}

impl Progress for Meanwhile<'_> {
    fn total(&self, _: u64) {}

    fn done(&self, steps: u64) {
        if steps < u64::try_from(ROWS).unwrap() && !self.is_over.swap(true, Ordering::SeqCst) {
            tokio::task::block_in_place(|| Handle::current().block_on(edit(self.store)));
        }
    }
}

async fn import(store: &Store, file: &Path, progress: &dyn Progress) {
    let (cx, house) = (system(), house(store));
    let job = ImportJob { source: None, cx: &cx, house: &house, file, mapping: None, dry_run: false, progress };
    let report = (directory::import::KIND.run)(job).await.unwrap();
    assert_eq!(report.skipped, 0, "{:?}", report.skips);
}

async fn name(store: &Store, entry: EntryId) -> Option<String> {
    find(store.read(), entry).await.unwrap().map(|record| record.names().plain(Lang::Nl).to_owned())
}

#[store::test(&steps())]
async fn an_import_heeds_what_editors_do_while_it_runs(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    import(&store, &written(&dir, "own.csv", &rows("Apotheek")), &()).await;
    let file = written(&dir, "own.csv", &rows("Pharmacie"));
    // On SQLite nobody writes beside an import: there they do it before, and it comes to the same.
    let meanwhile = Meanwhile { store: &store, is_over: AtomicBool::new(store.engine() == Engine::Sqlite) };
    if store.engine() == Engine::Sqlite {
        edit(&store).await;
    }
    import(&store, &file, &meanwhile).await;
    assert!(meanwhile.is_over.into_inner());

    assert_eq!(name(&store, organisation(1)).await.as_deref(), Some("Pharmacie 1"));
    assert_eq!(name(&store, organisation(ROWS)).await.as_deref(), Some("Pharmacie 540"));
    assert_eq!(name(&store, organisation(EDITED)).await.as_deref(), Some("Onze apotheek"), "the editor goes first");
    let versions = history(store.read(), organisation(EDITED)).await.unwrap();
    assert_eq!(versions.len(), 1, "the import changed nothing of it");
    let said = "select count(*) as n from directory_claim where source = 'own' and field = 'names'
        and cast(value as text) like '%Pharmacie 510%'";
    assert_eq!(count(&store, said).await, 1, "what the source says is kept beside it");

    for gone in [organisation(TAKEN_OUT), service(TAKEN_OUT)] {
        assert_eq!(find(store.read(), gone).await.unwrap(), None, "what people took out stays out");
        assert!(retired(store.read(), gone).await.unwrap().unwrap().by_hand);
    }
    assert_eq!(find(store.read(), organisation(MERGED)).await.unwrap(), None, "what they merged stays merged");
    assert_eq!(redirected(store.read(), organisation(MERGED)).await.unwrap(), Some(organisation(KEPT)));
    let Some(Record::Service(moved)) = find(store.read(), service(MERGED)).await.unwrap() else { panic!("a service") };
    assert_eq!(EntryId::from(moved.organisation), organisation(KEPT), "its service hangs on what is there instead");
    let Some(Record::Organisation(kept)) = find(store.read(), organisation(KEPT)).await.unwrap() else { panic!() };
    assert!(kept.aliases.iter().any(|(_, name)| name == "Pharmacie 525"), "it is heard: {:?}", kept.aliases);

    // The same file again changes nothing: all of it has found its place.
    let written = "select count(*) as n from directory_version";
    let before = count(&store, written).await;
    import(&store, &file, &()).await;
    assert_eq!(count(&store, written).await, before);
}

#[store::test(&steps())]
async fn a_place_that_moves_is_taken_from_the_card_of_its_old_service(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let offer = |first: &[&str], second: &[&str]| {
        let service = |id: &str, places: &[&str]| {
            let places: Vec<_> = places
                .iter()
                .map(|place| {
                    serde_json::json!({"id": place, "location": {"id": format!("at {place}"), "latitude": 50.85, "longitude": 4.35}})
                })
                .collect();
            serde_json::json!({"id": id, "name": format!("Service {id}"), "status": "active",
                "organization": {"id": "o", "name": "Somebody", "description": ""}, "service_at_locations": places})
        };
        let both = serde_json::json!([service("one", first), service("two", second)]);
        written(&dir, "moving.json", both.to_string().as_bytes())
    };
    import(&store, &offer(&["a", "b"], &["c"]), &()).await;
    let told = async |id: &str| -> i64 {
        let text = "select count(*) as n from search_change where record = $1";
        let id = ServiceId::of(&Origin::new("moving", id));
        let row = store.read().query_one_raw(sql(store.read(), text, [id.into()])).await.unwrap().unwrap();
        row.try_get("", "n").unwrap()
    };
    let before = [told("one").await, told("two").await];
    import(&store, &offer(&["a"], &["c", "b"]), &()).await;
    assert_eq!([told("one").await, told("two").await], before.map(|count| count + 1), "both are looked at again");
}
