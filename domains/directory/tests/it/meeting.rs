//! Merging decides nothing by the way: what comes together below is shown and asked about, an open contradiction stays open with the
//! entry that is kept, and parting brings everything back.

use directory::entry::actions::{Revision, revise};
use directory::entry::{Patch, Via, records};
use directory::{EntryId, Origin, ServiceAtLocationId, ServiceId};
use store::Store;
use tempfile::TempDir;
use testkit::World;

use crate::duplicates::import_in;
use crate::import::{count, own, written};

const DISPUTES: &str = "select count(*) as n from directory_conflict";

fn service(source: &str) -> EntryId {
    ServiceId::of(&Origin::new(source, "7")).into()
}

fn place(source: &str) -> EntryId {
    ServiceAtLocationId::of(&Origin::new(source, "7")).into()
}

/// One pharmacy as a source tells it.
fn pharmacy(dir: &TempDir, source: &str, phone: &str) -> std::path::PathBuf {
    let text = String::from_utf8(own(&[["7", "Apotheek Proef", "pharmacy", "50.85", "4.35", ""]])).unwrap();
    let (head, row) = text.trim_end().split_once('\n').unwrap();
    let cells = head.split(',').zip(row.split(','));
    let cells = cells.map(|(column, cell)| if column == "phone" { phone } else { cell }).collect::<Vec<_>>();
    written(dir, &format!("{source}.csv"), format!("{head}\n{}\n", cells.join(",")).as_bytes())
}

async fn phone(store: &Store, source: &str) -> String {
    let record = records::find(store.read(), place(source)).await.unwrap().expect("a place");
    record.field("phone").and_then(|phone| Some(phone.as_str()?.to_owned())).unwrap_or_default()
}

/// Two sources know one pharmacy; of one an editor changed the phone number, and since then its source says another.
async fn in_dispute(store: &Store) -> (World, TempDir) {
    let world = World::in_region(store, [territory::module(), directory::module()], World::real_pack("brussels")).await;
    let dir = tempfile::tempdir().unwrap();
    import_in(&world, &pharmacy(&dir, "one", "02 111 11 11"), None).await;
    import_in(&world, &pharmacy(&dir, "two", "02 111 99 99"), None).await;
    world.clock().advance(jiff::Span::new().hours(1));
    let tx = store.begin().await.unwrap();
    let edit = Revision::new(Patch::new().set("phone", "02 222 22 22"), Via::Form);
    revise(&world.system(), &tx, place("one"), edit).await.unwrap();
    tx.commit().await.unwrap();
    world.clock().advance(jiff::Span::new().hours(1));
    import_in(&world, &pharmacy(&dir, "one", "02 333 33 33"), None).await;
    world.clock().advance(jiff::Span::new().hours(1));
    assert_eq!(count(store, DISPUTES).await, 1);
    (world, dir)
}

#[store::test(&World::steps([territory::module(), directory::module()]))]
async fn a_dispute_below_is_shown_stays_open_and_comes_back(store: Store) {
    let (world, _dir) = in_dispute(&store).await;
    let editor = world.editor().await;
    let all = ["02 111 99 99", "02 222 22 22", "02 333 33 33"];
    for (kept, gone, shown) in [("one", "two", "02 222 22 22"), ("two", "one", "02 111 99 99")] {
        let pair = format!("/directory/duplicates/{}/{}", service(kept), service(gone));
        let page = editor.get(&pair).await.expect(200).text();
        for number in all {
            assert!(page.contains(number), "{kept}: {number} is not on the page of the pair");
        }
        let field = format!("{}.phone", place(gone).id);
        let (_, choice) = page.split_once(&format!("name=\"{field}\"")).expect("a choice for the phone number");
        assert!(choice.split_once("</select>").unwrap().0.contains("value=\"open\" selected"), "{choice}");
        assert!(web::testing::check_html(&page).is_empty());
        editor.post(&format!("{pair}/merge"), &[(field.as_str(), "open")]).await.expect(303);
        assert_eq!(count(&store, DISPUTES).await, 1, "{kept}: nobody decided");
        assert_eq!(phone(&store, kept).await, shown);
        let page =
            editor.get("/directory/conflicts").await.expect(200).text().replace("<mark>", "").replace("</mark>", "");
        for number in all {
            assert!(page.contains(number), "{kept}: {number} is not to be decided");
        }
        editor.post(&format!("/directory/merged/{}/part", service(gone)), &[]).await.expect(303);
        assert_eq!(count(&store, DISPUTES).await, 1, "{kept}: it waits on with the entry that it is about");
        assert_eq!([phone(&store, "one").await, phone(&store, "two").await], ["02 222 22 22", "02 111 99 99"]);
        let left = "select count(*) as n from directory_claim where source like '%(7)%'";
        assert_eq!(count(&store, left).await, 0, "{kept}: nothing stays behind");
    }
}

#[store::test(&World::steps([territory::module(), directory::module()]))]
async fn what_an_editor_chooses_on_the_page_of_a_pair_decides_for_the_place(store: Store) {
    let (world, dir) = in_dispute(&store).await;
    let editor = world.editor().await;
    let pair = format!("/directory/duplicates/{}/{}", service("one"), service("two"));
    let field = format!("{}.phone", place("two").id);
    editor.post(&format!("{pair}/merge"), &[(field.as_str(), "theirs")]).await.expect(303);
    assert_eq!(count(&store, DISPUTES).await, 0, "somebody decided");
    assert_eq!(phone(&store, "one").await, "02 111 99 99");
    editor.post(&format!("/directory/merged/{}/part", service("two")), &[]).await.expect(303);
    assert_eq!(count(&store, DISPUTES).await, 1, "what was decided goes with the merger");
    assert_eq!(phone(&store, "one").await, "02 222 22 22");
    // Left open, the word of the source that is taken back is in dispute no more.
    let swapped = format!("/directory/duplicates/{}/{}", service("two"), service("one"));
    editor.post(&format!("{swapped}/merge"), &[]).await.expect(303);
    world.clock().advance(jiff::Span::new().hours(1));
    import_in(&world, &pharmacy(&dir, "one", "02 444 44 44"), None).await;
    let page = editor.get("/directory/conflicts").await.expect(200).text().replace("<mark>", "").replace("</mark>", "");
    assert!(page.contains("02 444 44 44") && !page.contains("02 333 33 33"), "{page}");
}
