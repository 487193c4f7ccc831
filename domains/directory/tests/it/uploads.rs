//! Files of others that editors send in the browser: looked ahead at, told of, taken in or thrown away, and never kept for long.

use std::io::Write as _;

use access::{Role, Scope};
use axum::body::Body;
use axum::http::Method;
use jiff::Span;
use store::Store;
use testkit::{Client, PARTS, Reply, World, parts};

use crate::import::{count, own};
use crate::world::steps;

const PAGE: &str = "/directory/imports";
const PIECES: &str = "select count(*) as n from directory_upload_piece";
const ENTRIES: &str = "select count(*) as n from service where source = 'gids'";

async fn testland(store: &Store) -> World {
    World::new(store, [territory::module(), directory::module()]).await
}

fn two_rows() -> Vec<u8> {
    own(&[
        ["1", "Huis Proef", "", "", "", "Mo-Fr 09:00-12:00"],
        ["2", "Huis Test", "no_such_theme", "", "", "whenever we like"],
        ["2", "Twice", "", "", "", ""],
    ])
}

/// Sends a file and answers where its page is.
async fn send(client: &Client, name: &str, bytes: &[u8]) -> String {
    let sent = client.post_files(PAGE, &[], &[("file", name, bytes)]).await.expect(303);
    sent.location().unwrap().to_owned()
}

async fn looked_at(world: &World, client: &Client, name: &str, bytes: &[u8]) -> (String, Reply) {
    let page = send(client, name, bytes).await;
    world.run_jobs().await;
    let shown = client.get(&page).await.expect(200);
    (page, shown)
}

#[store::test(&steps())]
async fn a_file_is_looked_at_first_and_taken_in_when_somebody_says_so(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let none = editor.get(PAGE).await.expect(200).outline();
    assert!(none.says("No files yet"), "{none}");
    let page = send(&editor, "C:\\stuff\\gids.csv", &two_rows()).await;
    let waits = editor.get(&page).await.expect(200);
    assert!(waits.outline().says("The file waits for its turn."), "{}", waits.outline());
    assert!(waits.text().contains("data-again"), "it is fetched anew by itself");
    world.run_jobs().await;
    let report = editor.get(&page).await.expect(200).outline();
    for said in
        ["gids.csv", "Waits for your decision", "What would change", "1 row left out", "An earlier row is about"]
    {
        assert!(report.says(said), "{said}\n{report}");
    }
    assert!(report.says("an earlier row has the same id"), "the import's own words\n{report}");
    assert_eq!((count(&store, ENTRIES).await, count(&store, PIECES).await), (0, 1), "a look ahead");
    editor.post(&format!("{page}/take"), &[]).await.expect(303);
    // A second press, and a third after it was done.
    editor.post(&format!("{page}/take"), &[]).await.expect(303);
    assert_eq!(world.run_jobs().await, 2, "the import once, and the search for duplicates");
    editor.post(&format!("{page}/take"), &[]).await.expect(303);
    let done = editor.get(&page).await.expect(200).outline();
    assert!(done.says("Taken in") && done.says("What was changed"), "{done}");
    assert_eq!((count(&store, ENTRIES).await, count(&store, PIECES).await), (2, 0), "and the file is gone");
    editor.post(&format!("{page}/throw-away"), &[]).await.expect(409);
    world.index().await;
    let found = world.visitor().get("/search?q=huis+proef").await.expect(200).outline();
    assert!(found.says("Huis Proef"), "{found}");
    let list = world.admin().await.get(PAGE).await.expect(200).outline();
    assert!(list.says("gids.csv") && list.says("2 new") && list.says("by somebody else"), "{list}");
    let by = format!(
        "select count(*) as n from journal_entry where action = 'directory.import' and record_kind = 'source' and actor = '{}'",
        world.acting(&editor).await.actor
    );
    assert_eq!(count(&store, &by).await, 1, "in the name of who asked");
}

#[store::test(&steps())]
async fn what_takes_most_of_a_source_away_is_asked_once_more(store: Store) {
    const MAPPING: &str = "kind = \"directory\"\nwhole = true\nsource = { name = \"Doors\" }\n[fields]\nsource_id = \"nr\"\n\
        \"organisation.names.all\" = \"naam\"\n\"location.postal_code\" = \"post\"\n";
    let world = testland(&store).await;
    let editor = world.editor().await.speaking(kernel::Lang::En);
    let of_source = "select count(*) as n from organisation where source = 'Doors'";
    let sent = async |rows: &str| {
        let list = format!("nr,naam,post\n{rows}");
        let files = [("file", "doors.csv", list.as_bytes()), ("mapping", "doors.toml", MAPPING.as_bytes())];
        let page = editor.post_files(PAGE, &[], &files).await.expect(303).location().unwrap().to_owned();
        world.run_jobs().await;
        page
    };
    let first = sent("1,Een,9001\n2,Twee,9001\n3,Drie,9001\n").await;
    editor.post(&format!("{first}/take"), &[]).await.expect(303);
    world.run_jobs().await;
    assert_eq!(count(&store, of_source).await, 3);
    let fewer = sent("1,Een,9001\n2,Twee,9001\n").await;
    assert!(!editor.get(&fewer).await.expect(200).text().contains("name=\"most\""), "one of three");
    let none = sent("").await;
    let page = editor.get(&none).await.expect(200).outline();
    assert!(page.says("Yes, take out most"), "{page}");
    let told = editor.post(&format!("{none}/take"), &[]).await.expect(409).outline();
    assert!(told.says("Nothing was taken in"), "{told}");
    world.run_jobs().await;
    assert_eq!(count(&store, of_source).await, 3);
    editor.post(&format!("{none}/take"), &[("most", "yes")]).await.expect(303);
    editor.post(&format!("{none}/take"), &[]).await.expect(303);
    world.run_jobs().await;
    assert_eq!(count(&store, of_source).await, 0);
}

#[store::test(&steps())]
async fn what_is_no_file_for_us_says_why_and_is_not_kept(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let (page, shown) = looked_at(&world, &editor, "gids.pdf", b"%PDF-1.7 and more").await;
    assert!(shown.outline().says("This is a PDF") && shown.outline().says("Not usable"), "{}", shown.outline());
    editor.post(&format!("{page}/take"), &[]).await.expect(409);
    let (_, shown) = looked_at(&world, &editor, "gids.csv", b"one,two\n1,2\n").await;
    assert!(shown.outline().says("We do not know what the columns"), "{}", shown.outline());
    let (_, shown) = looked_at(&world, &editor, "pack.csv", &two_rows()).await;
    assert!(shown.outline().says("This name is the directory’s own."), "{}", shown.outline());
    let (_, shown) = looked_at(&world, &editor, "bomb.xlsx", &bomb()).await;
    assert!(shown.outline().says("Not usable"), "{}", shown.outline());
    assert_eq!(count(&store, PIECES).await, 0);
    refused(&editor, &[("file", "", b"")], "Choose a file.").await;
    refused(&editor, &[("file", "empty.csv", b"")], "This file is empty.").await;
    let no_text = [("file", "a.csv", &b"a,b\n"[..]), ("mapping", "a.toml", &b"\xff\xfe"[..])];
    refused(&editor, &no_text, "This is no mapping that can be read.").await;
    let files = [("file", "gids.csv", &b"a,b\n1,2\n"[..]), ("mapping", "own.toml", &b"kind = 'directory'\n"[..])];
    let sent = editor.post_files(PAGE, &[], &files).await.expect(303);
    world.run_jobs().await;
    let shown = editor.follow(sent).await.outline();
    assert!(shown.says("The mapping") && shown.says("own.toml"), "{shown}");
}

async fn refused(editor: &Client, files: &[(&str, &str, &[u8])], said: &str) {
    let again = editor.post_files(PAGE, &[], files).await.expect(422).outline();
    assert!(again.says(said), "{said}\n{again}");
}

/// A workbook that unpacks to far more than it is.
fn bomb() -> Vec<u8> {
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    packed.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..20 {
        packed.write_all(&zeros).unwrap();
    }
    packed.finish().unwrap().into_inner()
}

#[store::test(&steps())]
async fn what_is_too_large_is_refused_with_the_other_way(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await.speaking(kernel::Lang::Nl);
    let large = vec![b'a'; (32 << 20) + 1];
    let refused = editor.post_files(PAGE, &[], &[("file", "large.csv", &large)]).await.expect(413).outline();
    assert!(refused.says("relais import directory"), "{refused}");
    let larger = vec![b'a'; 33 << 20];
    editor.post_files(PAGE, &[], &[("file", "larger.csv", &larger)]).await.expect(413);
    assert_eq!(count(&store, PIECES).await, 0);
    let most = "select count(*) as n from directory_upload";
    for n in 0..20 {
        send(&editor, &format!("{n}.csv"), b"a,b\n").await;
    }
    let full = editor.post_files(PAGE, &[], &[("file", "21.csv", b"a,b\n")]).await.expect(409).outline();
    assert!(full.says("twintig"), "{full}");
    assert_eq!(count(&store, most).await, 20);
}

#[store::test(&steps())]
async fn nobody_sends_a_file_without_the_right_or_from_another_page(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let file = [("file", "gids.csv", &b"a,b\n"[..])];
    let unproven = parts(&[], &file);
    editor.send(Method::POST, PAGE, Some(PARTS), Body::from(unproven)).await.expect(403);
    let late = [parts(&[], &file), parts(&[("csrf", "0000")], &[])].concat();
    editor.send(Method::POST, PAGE, Some(PARTS), Body::from(late)).await.expect(403);
    editor.send(Method::POST, PAGE, Some(PARTS), Body::from("--part\r\nbroken")).await.expect(400);
    editor.post(PAGE, &[("file", "gids.csv")]).await.expect(415);
    assert_eq!(count(&store, "select count(*) as n from directory_upload").await, 0);
    let page = send(&editor, "gids.csv", &two_rows()).await;
    let partner = world.somebody(&[(Role::Partner, Scope::Organisation("x".to_owned()))]).await;
    for path in [PAGE.to_owned(), page.clone()] {
        partner.get(&path).await.expect(403);
    }
    partner.post_files(PAGE, &[], &file).await.expect(403);
    partner.post(&format!("{page}/take"), &[]).await.expect(403);
    world.visitor().post_files(PAGE, &[], &file).await.expect(401);
    let nobody = format!("{PAGE}/01936d6f-0000-7000-8000-000000000000");
    editor.get(&nobody).await.expect(404);
    editor.post(&format!("{nobody}/take"), &[]).await.expect(404);
    editor.post(&format!("{nobody}/throw-away"), &[]).await.expect(404);
}

#[store::test(&steps())]
async fn whoever_lost_the_right_since_takes_nothing_in(store: Store) {
    let world = testland(&store).await;
    let colleague = world.editor().await;
    let (page, _) = looked_at(&world, &colleague, "gids.csv", &two_rows()).await;
    colleague.post(&format!("{page}/take"), &[]).await.expect(303);
    let tx = store.begin().await.unwrap();
    let id = world.acting(&colleague).await.actor.account().unwrap().id;
    access::account::disable(&world.gate, &world.system(), &tx, id).await.unwrap();
    tx.commit().await.unwrap();
    world.run_jobs().await;
    assert_eq!(count(&store, ENTRIES).await, 0);
    let told = world.editor().await.get(&page).await.expect(200).outline();
    assert!(told.says("may not import any more"), "{told}");
}

#[store::test(&steps())]
async fn the_same_form_sent_twice_is_one_file_and_one_thrown_away_is_gone(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let id = [("id", "01936d6f-0000-7000-8000-000020260390")];
    let rows = two_rows();
    for _ in 0..2 {
        editor.post_files(PAGE, &id, &[("file", "gids.csv", &rows)]).await.expect(303);
    }
    assert_eq!(count(&store, PIECES).await, 1);
    let page = format!("{PAGE}/{}", id[0].1);
    editor.post(&format!("{page}/take"), &[]).await.expect(409);
    editor.post(&format!("{page}/throw-away"), &[]).await.expect(303);
    editor.post(&format!("{page}/throw-away"), &[]).await.expect(303);
    assert_eq!(count(&store, PIECES).await, 0);
    world.run_jobs().await;
    editor.post(&format!("{page}/take"), &[]).await.expect(409);
    let gone = editor.get(&page).await.expect(200).outline();
    assert!(gone.says("Thrown away") && !gone.says("Take it in"), "{gone}");
    assert_eq!(count(&store, ENTRIES).await, 0);
}

#[store::test(&steps())]
async fn a_file_is_kept_seven_days_and_a_reading_that_breaks_off_is_told(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let (page, _) = looked_at(&world, &editor, "gids.csv", &two_rows()).await;
    let broken = send(&editor, "broken.csv", &two_rows()).await;
    let tx = store.begin().await.unwrap();
    // As it stands when the process was killed at every try.
    let text = "update directory_upload set tries = 3 where file = 'broken.csv'";
    sea_orm::ConnectionTrait::execute_unprepared(&tx, text).await.unwrap();
    tx.commit().await.unwrap();
    world.run_jobs().await;
    let told = editor.get(&broken).await.expect(200).outline();
    assert!(told.says("broke off each time"), "{told}");
    world.clock().advance(Span::new().hours(24 * 7 - 1));
    assert_eq!(directory::forget_uploads(&world.house).await.unwrap(), 0);
    assert_eq!(count(&store, PIECES).await, 1);
    world.clock().advance(Span::new().hours(2));
    assert_eq!(directory::forget_uploads(&world.house).await.unwrap(), 1);
    assert_eq!(count(&store, PIECES).await, 0);
    let editor = world.editor().await;
    let told = editor.get(&page).await.expect(200).outline();
    assert!(told.says("Nobody decided within seven days"), "{told}");
    editor.post(&format!("{page}/take"), &[]).await.expect(409);
    world.clock().advance(Span::new().hours(24 * 366));
    directory::forget_uploads(&world.house).await.unwrap();
    assert_eq!(count(&store, "select count(*) as n from directory_upload").await, 0);
}

#[store::test(&steps())]
async fn the_model_has_our_columns_and_comes_in(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let model = editor.get("/directory/imports/model.csv").await.expect(200).body;
    let (_, shown) = looked_at(&world, &editor, "model.csv", &model).await;
    let report = shown.outline();
    assert!(report.says("Waits for your decision") && !report.says("left out"), "{report}");
    let head = String::from_utf8_lossy(&model).lines().next().unwrap().trim_start_matches('\u{feff}').to_owned();
    for column in include_str!("../../mappings/own.toml").lines().filter_map(|line| line.split(" = \"").nth(1)) {
        let column = column.trim_end_matches('"');
        let is_column = !["directory", "csv", "active"].contains(&column);
        assert!(!is_column || head.split(',').any(|known| known == column), "{column} is missing");
    }
}

#[store::test(&steps())]
async fn a_list_under_another_name_is_asked_about_and_comes_in_under_the_name_that_is_told(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let services = "select count(*) as n from service";
    let rows = |name: &str| own(&[["1", name, "", "", "", ""], ["2", "Huis Test", "", "", "", ""]]);
    let (page, shown) = looked_at(&world, &editor, "november.csv", &rows("Huis Proef")).await;
    assert!(!shown.outline().says("already known from the source"), "{}", shown.outline());
    editor.post(&format!("{page}/take"), &[]).await.expect(303);
    world.run_jobs().await;
    let before = count(&store, services).await;
    let (_, shown) = looked_at(&world, &editor, "december.csv", &rows("Huis Proef")).await;
    let asked = shown.outline();
    assert!(asked.says("Another source already has these ids"), "{asked}");
    assert!(asked.says("2 entries have an id that is already known from the source `november`"), "{asked}");
    let form = editor.get(PAGE).await.expect(200).text();
    assert!(form.contains("<option value=\"november\">") && web::testing::check_html(&form).is_empty(), "{form}");
    let told = [("source", "november")];
    let sent = editor.post_files(PAGE, &told, &[("file", "december.csv", &rows("Huis Nieuw"))]).await.expect(303);
    let page = sent.location().unwrap().to_owned();
    world.run_jobs().await;
    let shown = editor.get(&page).await.expect(200).outline();
    assert!(!shown.says("already known from the source") && shown.says("november"), "{shown}");
    editor.post(&format!("{page}/take"), &[]).await.expect(303);
    world.run_jobs().await;
    assert_eq!(count(&store, services).await, before, "nothing is there twice");
    let (_, shown) = looked_at(&world, &editor, "december.csv", &rows("Huis Later")).await;
    assert!(
        !shown.outline().says("already known from the source"),
        "the next file of that name is from the same source"
    );
}

#[store::test(&steps())]
async fn whoever_reads_dutch_is_told_in_dutch_what_is_wrong_with_a_file(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await.speaking(kernel::Lang::Nl);
    let few = b"source_id,organisation_nl,themes,lat\n1,Huis Proef,,\n";
    let (_, shown) = looked_at(&world, &editor, "gids.csv", few).await;
    let told = shown.outline();
    assert!(told.says("Deze ontbreken") && told.says("house_number, lon, municipality"), "{told}");
    let rows = own(&[["1", "Huis Proef", "", "", "", "SH Mo-Fr 09:00-12:00"]]);
    let (_, shown) = looked_at(&world, &editor, "gids.csv", &rows).await;
    let told = shown.outline();
    assert!(told.says("Openingsuren die we niet kunnen lezen"), "{told}");
    assert!(told.says("regel 2: SH Mo-Fr 09:00-12:00"), "{told}");
}
