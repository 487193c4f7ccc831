//! Duplicates from end to end: found, shown beside each other, merged, fed on by their source, parted again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use directory::duplicates::choosing::{Choice, Choices};
use directory::duplicates::merging::{merge, unmerge};
use directory::entry::actions::{Revision, revise};
use directory::entry::{Patch, Record, Via, records};
use directory::{EntryId, OrganisationId, Origin, ServiceAtLocationId, ServiceId, redirected};
use house::import::ImportJob;
use kernel::Lang;
use sea_orm::ConnectionTrait as _;
use store::{Store, sql};
use testkit::World;

use crate::import::{count, counts, import, own, written};
use crate::world::{brussels, load_all, shared, steps, system};

fn organisation(id: &str) -> EntryId {
    OrganisationId::of(&Origin::new("own", id)).into()
}

fn service(id: &str) -> EntryId {
    ServiceId::of(&Origin::new("own", id)).into()
}

async fn record(store: &Store, entry: EntryId) -> Record {
    records::find(store.read(), entry).await.unwrap().expect("an entry")
}

/// An import by the world's own clock, so that its jobs are due.
pub async fn import_in(world: &World, file: &std::path::Path, mapping: Option<&str>) {
    let cx = world.system();
    let job = ImportJob { source: None, cx: &cx, house: &world.house, file, mapping, dry_run: false, progress: &() };
    (directory::import::KIND.run)(job).await.unwrap();
}

/// Two entries of one source at one door.
async fn two(store: &Store, dir: &tempfile::TempDir) -> std::path::PathBuf {
    load_all(store, &brussels()).await;
    let rows = own(&[
        ["1", "Apotheek Proef", "pharmacy", "50.85", "4.35", "Mo-Fr 09:00-18:00"],
        ["2", "Pharmacie PROEF sprl", "pharmacy", "50.85001", "4.35", "Mo-Sa 09:00-12:00"],
    ]);
    let file = written(dir, "own.csv", &rows);
    import(store, &file, false).await.unwrap();
    file
}

#[store::test(&steps())]
async fn what_is_merged_and_parted_is_as_it_was(store: Store) {
    let dir = tempfile::tempdir().unwrap();
    two(&store, &dir).await;
    let cx = system();
    let (kept, gone) = (organisation("1"), organisation("2"));
    let all = [kept, gone, service("1"), service("2")];
    let mut before = Vec::new();
    for entry in all {
        before.push(record(&store, entry).await);
    }
    let tx = store.begin().await.unwrap();
    let choices = Choices::from([("names".to_owned(), Choice::Ours)]);
    merge(&cx, &tx, kept, gone, &choices).await.unwrap();
    merge(&cx, &tx, service("1"), service("2"), &Choices::new()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(redirected(store.read(), gone).await.unwrap(), Some(kept));
    assert!(records::find(store.read(), gone).await.unwrap().is_none());
    assert_eq!(
        count(&store, "select count(*) as n from service_at_location where source = 'own'").await,
        1,
        "one door"
    );
    let Record::Organisation(one) = record(&store, kept).await else { panic!("an organisation") };
    assert!(one.aliases.iter().any(|(_, name)| name == "Pharmacie PROEF sprl"), "{:?}", one.aliases);
    let tx = store.begin().await.unwrap();
    let edit = Patch::new().set("phone", "02 000 00 09");
    revise(&cx, &tx, kept, Revision::new(edit, Via::Form)).await.unwrap();
    unmerge(&cx, &tx, service("2")).await.unwrap();
    unmerge(&cx, &tx, gone).await.unwrap();
    tx.commit().await.unwrap();
    for (entry, before) in all.into_iter().zip(before).skip(1) {
        assert_eq!(record(&store, entry).await, before, "{entry}");
    }
    let Record::Organisation(one) = record(&store, kept).await else { panic!("an organisation") };
    assert_eq!(one.phone.as_deref(), Some("02 000 00 09"), "what was edited since stays");
    assert!(one.aliases.is_empty(), "{:?}", one.aliases);
    assert_eq!(redirected(store.read(), gone).await.unwrap(), None);
    assert_eq!(count(&store, "select count(*) as n from service_at_location where source = 'own'").await, 2);
    assert_eq!(count(&store, "select count(*) as n from directory_merger").await, 0);
}

#[store::test(&steps())]
async fn a_source_that_still_names_a_merged_entry_neither_revives_nor_doubles_it(store: Store) {
    let dir = tempfile::tempdir().unwrap();
    let file = two(&store, &dir).await;
    let cx = system();
    let tx = store.begin().await.unwrap();
    merge(&cx, &tx, organisation("1"), organisation("2"), &Choices::new()).await.unwrap();
    merge(&cx, &tx, service("1"), service("2"), &Choices::new()).await.unwrap();
    tx.commit().await.unwrap();
    let there = "select count(*) as n from service where source = 'own'";
    import(&store, &file, false).await.unwrap();
    assert_eq!(count(&store, there).await, 1);
    let again = import(&store, &file, false).await.unwrap();
    assert_eq!(counts(&again), [0, 0, 2, 0, 0], "{again:?}");
    let news = own(&[
        ["1", "Apotheek Proef", "pharmacy", "50.85", "4.35", "Mo-Fr 09:00-18:00"],
        ["2", "Pharmacie PROEF sprl", "pharmacy", "50.85001", "4.35", "Mo-Su 09:00-20:00"],
    ]);
    let later = access::Context { clock: kernel::Clock::at("2026-11-24T09:00:00Z".parse().unwrap()), ..system() };
    // A clock that does not stand still while the file is read, as in life.
    let (clock, is_read) = (later.clock.clone(), Arc::new(AtomicBool::new(false)));
    let ticking = std::thread::spawn({
        let is_read = Arc::clone(&is_read);
        move || {
            while !is_read.load(Ordering::Relaxed) {
                clock.advance(jiff::Span::new().microseconds(1));
            }
        }
    });
    let (file, house) = (written(&dir, "own.csv", &news), crate::world::house(&store));
    let job = ImportJob {
        source: None,
        cx: &later,
        house: &house,
        file: &file,
        mapping: None,
        dry_run: false,
        progress: &(),
    };
    let report = (directory::import::KIND.run)(job).await.unwrap();
    is_read.store(true, Ordering::Relaxed);
    ticking.join().unwrap();
    assert_eq!(report.changed, 1);
    let told =
        report.remarks.examples().find(|remark| remark.contains("disagreement waits")).expect("a remark").to_owned();
    assert!(
        told.contains("1 × opening_hours of service_at_location") && told.contains("/directory/conflicts"),
        "{told}"
    );
    assert_eq!(count(&store, there).await, 1);
    let disputed = "select count(*) as n from directory_conflict where field = 'opening_hours'";
    assert_eq!(count(&store, disputed).await, 1, "what the merged entry's source says anew, an editor decides");
    let tx = store.begin().await.unwrap();
    unmerge(&cx, &tx, service("2")).await.unwrap();
    unmerge(&cx, &tx, organisation("2")).await.unwrap();
    tx.commit().await.unwrap();
    let hours = "select count(*) as n from service_at_location where opening_hours = 'Mo-Su 09:00-20:00'";
    assert_eq!(count(&store, hours).await, 1, "it comes back as its source says now");
    assert_eq!(count(&store, "select count(*) as n from directory_conflict").await, 0);
}

#[store::test(&World::steps([territory::module(), directory::module()]))]
async fn an_editor_finds_merges_and_parts_them_in_the_browser(store: Store) {
    let world =
        World::in_region(&store, [territory::module(), directory::module()], World::real_pack("brussels")).await;
    let dir = tempfile::tempdir().unwrap();
    let file = written(
        &dir,
        "own.csv",
        &own(&[
            ["1", "Apotheek Proef", "pharmacy", "50.85", "4.35", ""],
            ["2", "Pharmacie PROEF sprl", "pharmacy", "50.85001", "4.35", ""],
        ]),
    );
    import_in(&world, &file, None).await;
    world.index().await;
    world.run_jobs().await;
    let editor = world.editor().await;
    let list = editor.get("/directory/duplicates").await.expect(200).text();
    assert!(list.contains("Pharmacie PROEF sprl"), "{list}");
    let (kept, gone) = (organisation("1"), organisation("2"));
    let pair = format!("/directory/duplicates/{kept}/{gone}");
    editor.get(&pair).await.expect(200);
    world.visitor().get(&pair).await.expect(303);
    editor.post(&format!("{pair}/merge"), &[("names", "theirs"), ("aliases", "both")]).await.expect(303);
    let page = world.visitor().get(&format!("/organisations/{}", kept.id)).await.expect(200).text();
    assert!(page.contains("Pharmacie PROEF sprl"));
    let moved = world.visitor().get(&format!("/organisations/{}", gone.id)).await.expect(301);
    assert_eq!(moved.location(), Some(format!("/organisations/{}", kept.id).as_str()));
    assert!(
        editor.get("/directory/merged").await.expect(200).text().contains(&format!("/directory/merged/{gone}/part"))
    );
    editor.post(&format!("/directory/merged/{gone}/part"), &[]).await.expect(303);
    world.visitor().get(&format!("/organisations/{}", gone.id)).await.expect(200);
    editor.post(&format!("{pair}/apart"), &[]).await.expect(303);
    editor.post("/directory/duplicates/find", &[]).await.expect(303);
    world.run_jobs().await;
    let list = editor.get("/directory/duplicates").await.expect(200).text();
    assert!(
        !list.contains(&format!("/directory/duplicates/{kept}/{gone}"))
            && !list.contains(&format!("/directory/duplicates/{gone}/{kept}"))
    );
    assert!(editor.get("/directory/duplicates?verdict=apart").await.expect(200).text().contains("PROEF"));
    editor.post(&format!("/directory/duplicates/{kept}/{kept}/merge"), &[]).await.expect(409);
}

#[store::test(&World::steps([territory::module(), directory::module()]))]
async fn a_name_that_many_carry_is_said_in_words_and_is_no_evidence_alone(store: Store) {
    let world =
        World::in_region(&store, [territory::module(), directory::module()], World::real_pack("brussels")).await;
    let dir = tempfile::tempdir().unwrap();
    let lats: Vec<String> = (0..8).map(|n| format!("{:.4}", f64::from(n).mul_add(0.003, 50.84))).collect();
    let ids: Vec<String> = (0..9).map(|n| n.to_string()).collect();
    let mut rows: Vec<[&str; 6]> = (0..8).map(|n| [&*ids[n], "Apotheek", "pharmacy", &*lats[n], "4.35", ""]).collect();
    rows.push([&*ids[8], "Apotheek", "pharmacy", &*lats[0], "4.35", ""]);
    let file = written(&dir, "own.csv", &own(&rows));
    import_in(&world, &file, None).await;
    world.run_jobs().await;
    let found = "select count(*) as n from directory_duplicate where kind = 'organisation' and others = 7";
    assert_eq!(count(&store, found).await, 1, "the two at one door, and not those along the same street");
    let all = "select count(*) as n from directory_duplicate where kind = 'organisation' and others is not null";
    assert_eq!(count(&store, all).await, 1);
    for (lang, words) in [
        (Lang::En, "A name that 7 others carry too"),
        (Lang::Nl, "nog 7 andere dragen"),
        (Lang::Fr, "7 autres portent aussi"),
    ] {
        let list = world.editor().await.speaking(lang).get("/directory/duplicates").await.expect(200).outline();
        assert!(list.says(words), "{list}");
    }
}

#[store::test(&steps())]
async fn many_places_that_went_along_hide_no_merger(store: Store) {
    let dir = tempfile::tempdir().unwrap();
    two(&store, &dir).await;
    let world =
        World::in_region(&store, [territory::module(), directory::module()], World::real_pack("brussels")).await;
    let tx = store.begin().await.unwrap();
    merge(&system(), &tx, service("1"), service("2"), &Choices::new()).await.unwrap();
    for n in 1..=120 {
        let along = "insert into directory_merger
            (kind, merged, kept, source, record, aside, within, merged_at, merged_by)
            select kind, $1, kept, source, record, aside, within, merged_at, merged_by from directory_merger
            where kind = 'service_at_location' and merged = $2";
        let twin = ServiceAtLocationId::of(&Origin::new("own", "2"));
        let values = [uuid::Uuid::from_u128(n).into(), twin.into()];
        tx.execute_raw(sql(&tx, along, values)).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(count(&store, "select count(*) as n from directory_merger").await, 122);
    let list = world.editor().await.get("/directory/merged").await.expect(200).text();
    assert_eq!(list.matches("/part\"").count(), 1, "{list}");
    assert!(list.contains(&format!("/directory/merged/{}/part", service("2"))));
}

#[store::test(&World::steps([territory::module(), directory::module()]))]
async fn what_is_gone_says_so_kindly_and_leads_on(store: Store) {
    let world =
        World::in_region(&store, [territory::module(), directory::module()], World::real_pack("brussels")).await;
    let dir = tempfile::tempdir().unwrap();
    let row = |deleted: &str| {
        let text = String::from_utf8(own(&[["1", "Apotheek Proef", "pharmacy", "50.85", "4.35", ""]])).unwrap();
        let (head, row) = text.trim_end().split_once('\n').unwrap();
        written(&dir, "own.csv", format!("{head},deleted\n{row},{deleted}\n").as_bytes())
    };
    import(&store, &row(""), false).await.unwrap();
    let path = format!("/services/{}", service("1").id);
    world.visitor().get(&path).await.expect(200);
    import(&store, &row("yes"), false).await.unwrap();
    world.index().await;
    let gone = world.visitor().get(&path).await.expect(410).text();
    assert!(gone.contains("Apotheek Proef") && gone.contains("/themes/pharmacy"), "{gone}");
    import(&store, &row(""), false).await.unwrap();
    world.visitor().get(&path).await.expect(200);
    world.visitor().get("/services/00000000-0000-4000-8000-000000000000").await.expect(404);
}

#[store::test(&World::steps([territory::module(), directory::module()]))]
async fn a_contradiction_is_decided_once(store: Store) {
    let world =
        World::in_region(&store, [territory::module(), directory::module()], World::real_pack("brussels")).await;
    let dir = tempfile::tempdir().unwrap();
    let row = |name: &str| written(&dir, "own.csv", &own(&[["1", name, "pharmacy", "50.85", "4.35", ""]]));
    import(&store, &row("Apotheek Proef"), false).await.unwrap();
    let entry = organisation("1");
    let tx = store.begin().await.unwrap();
    let names = kernel::Text::same_everywhere("Proefapotheek");
    revise(&world.system(), &tx, entry, Revision::new(Patch::new().set("names", names), Via::Form)).await.unwrap();
    tx.commit().await.unwrap();
    world.clock().advance(jiff::Span::new().hours(1));
    import(&store, &row("Apotheek Proef Noord"), false).await.unwrap();
    let editor = world.editor().await;
    let page = editor.get("/directory/conflicts").await.expect(200).text();
    assert!(page.contains("Proefapotheek") && page.contains("Apotheek Proef Noord"), "{page}");
    let decide = [("field", "names"), ("voice", "own")];
    let one = editor.get("/directory/conflicts?field=organisation.names").await.expect(200);
    assert!(one.text().contains(&format!("/directory/entries/{entry}#names")), "{}", one.outline());
    assert!(web::testing::check_html(&one.text()).is_empty());
    let other = editor.get("/directory/conflicts?field=nothing").await.expect(200).text();
    assert!(other.contains(&format!("/directory/entries/{entry}#names")), "a field without conflicts shows all");
    editor.post(&format!("/directory/conflicts/{entry}"), &[("field", "names"), ("voice", "nobody")]).await.expect(404);
    editor.post(&format!("/directory/conflicts/{entry}"), &decide).await.expect(303);
    assert_eq!(count(&store, "select count(*) as n from directory_conflict").await, 0);
    import(&store, &row("Apotheek Proef Noord"), false).await.unwrap();
    assert_eq!(count(&store, "select count(*) as n from directory_conflict").await, 0, "nothing new was said");
    assert!(
        world
            .visitor()
            .get(&format!("/organisations/{}", entry.id))
            .await
            .expect(200)
            .text()
            .contains("Apotheek Proef Noord")
    );
}

/// The open map as a list of its own: without a rule by which its rows complete known entries.
#[store::test(&World::steps([territory::module(), directory::module()]))]
async fn the_pharmacies_of_two_lists_are_found_to_be_the_same(store: Store) {
    let (Some(list), Some(map)) = (
        shared("brussels/directory/brussels_pharmacies_hospitals_located.csv"),
        shared("brussels/directory/osm_pharmacies_belgium.json"),
    ) else {
        return;
    };
    let world =
        World::in_region(&store, [territory::module(), directory::module()], World::real_pack("brussels")).await;
    import_in(&world, &list, None).await;
    let mapping = include_str!("../../../../regions/brussels/mappings/osm-pharmacies.toml");
    let apart: Vec<&str> = mapping.split("[match]").collect();
    // No borders are loaded: whatever lies in the box around the region comes in.
    let head = apart[0].replace("skip_outside_region = true", "skip_outside_region = false");
    let mapping = format!("{head}[fields]{}", apart[1].split_once("[fields]").unwrap().1);
    import_in(&world, &map, Some(&mapping)).await;
    world.run_jobs().await;
    let found = count(&store, "select count(*) as n from directory_duplicate where kind = 'organisation'").await;
    let certain = "select count(*) as n from directory_duplicate where kind = 'organisation' and score >= 0.85";
    let likely = count(&store, certain).await;
    // Shops of a chain that share nothing but its name, and stand farther apart than 150 metres, are not among them.
    assert!((200..700).contains(&found) && likely >= 150, "{found}, of them {likely} nearly certainly");
}
