//! Mobile services: a place is called by its name, and what does not come every week tells when it comes next.

use directory::entry::Patch;
use directory::entry::actions::{New, Revision, create, revise};
use directory::entry::{EntryKind, Record, Via};
use directory::{OrganisationId, Origin};
use kernel::{Lang, Text};
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};
use store::{Store, sql};
use testkit::World;
use uuid::Uuid;

use crate::world::steps;

/// A round: hours, what its page says now, and when it comes next. Every test begins on Tuesday 10 March 2026, ten in the morning.
const ROUNDS: [(&str, &str, &str, &[&str]); 4] = [
    ("Weekbus", "We 10:00-12:00", "opens Wednesday at 10:00", &[]),
    (
        "Fortnightbus",
        "week 01-53/2 Th 13:00-15:00",
        "opens Thursday at 13:00",
        &["Thursday 26 March 2026", "Thursday 9 April 2026", "Thursday 23 April 2026"],
    ),
    (
        "Monthbus",
        "Mo[1] 09:00-11:00",
        "opens again on Monday 6 April 2026 at 9:00",
        &["Monday 6 April 2026", "Monday 4 May 2026", "Monday 1 June 2026"],
    ),
    (
        "Openday",
        "2026 Oct 03 14:00-17:00",
        "opens again on Saturday 3 October 2026 at 14:00",
        &["Saturday 3 October 2026"],
    ),
];

async fn testland(store: &Store) -> World {
    let world = World::new(store, [territory::module(), directory::module()]).await;
    world.index().await;
    world
}

fn called(name: &str) -> Value {
    json!(Text::same_everywhere(name))
}

/// Makes an entry as the program itself.
async fn make(world: &World, kind: EntryKind, (first, second): (Option<Uuid>, Option<Uuid>), patch: Patch) -> Record {
    let (cx, store) = (world.system(), world.store());
    let tx = store.begin().await.unwrap();
    let id = cx.random.uuid(cx.now());
    let within = Some(OrganisationId::of(&Origin::new(Origin::PACK, "test_support")));
    let made = create(&cx, &tx, New { kind, id, first, second, within, patch, channel: None }).await.unwrap();
    tx.commit().await.unwrap();
    made
}

/// Makes a bus that stops on a square, and answers its page and the id of the square.
async fn bus(world: &World, (name, hours): (&str, &str)) -> (String, Record) {
    let organisation = OrganisationId::of(&Origin::new(Origin::PACK, "test_support")).uuid();
    let service = Patch::new().set("names", called(name)).set("themes", json!(["home_nursing"]));
    let service = make(world, EntryKind::Service, (Some(organisation), None), service).await.entry().id;
    let square = Patch::new().set("names", called("Testplein")).set("postal_code", "9001");
    let square = make(world, EntryKind::Location, (None, None), square).await;
    let places = (Some(service), Some(square.entry().id));
    make(world, EntryKind::ServiceAtLocation, places, Patch::new().set("opening_hours", hours)).await;
    (format!("/services/{service}"), square)
}

#[store::test(&steps())]
async fn rounds_tell_their_next_dates_on_page_sheet_and_paper(store: Store) {
    let world = testland(&store).await;
    let visitor = world.visitor().speaking(Lang::En);
    for (name, hours, now, dates) in ROUNDS {
        let (path, _) = bus(&world, (name, hours)).await;
        world.index().await;
        let sheet = format!("/sheet?s={}", path.trim_start_matches("/services/"));
        for page in [&path, &sheet] {
            let page = visitor.get(page).await.expect(200).outline();
            assert!(page.says("Testplein"), "{name} has its place\n{page}");
            assert_eq!(page.says("Next times open"), !dates.is_empty(), "{name}\n{page}");
            for date in dates {
                assert!(page.says(date), "{name}: {date} is missing\n{page}");
            }
            assert!(!page.says("Monday to Sunday") || dates.is_empty(), "a week of closed days tells nothing\n{page}");
        }
        let page = visitor.get(&path).await.expect(200).outline();
        assert!(page.says(now), "{name}: {now}\n{page}");
        let pdf = visitor.get(&sheet.replace("/sheet?", "/sheet/pdf?")).await.expect(200);
        assert!(pdf.body.starts_with(b"%PDF-"), "{name}");
        let found = visitor.get(&format!("/search?q={name}")).await.expect(200).outline();
        assert!(found.says(name) && found.says("Testplein"), "{name} on its card\n{found}");
    }
}

#[store::test(&steps())]
async fn a_place_is_found_by_its_name_until_it_is_secret(store: Store) {
    let world = testland(&store).await;
    let (path, square) = bus(&world, ("Weekbus", "We 10:00-12:00")).await;
    world.index().await;
    let visitor = world.visitor().speaking(Lang::En);
    let found = visitor.get("/search?q=Testplein").await.expect(200).outline();
    assert!(found.says("Weekbus"), "{found}");
    let answer: Value = visitor.get("/api/v1/search?q=Testplein").await.expect(200).json();
    assert_eq!(answer["results"][0]["location"]["name"], "Testplein");

    let cx = world.system();
    let tx = store.begin().await.unwrap();
    let secret = Revision::new(Patch::new().set("confidential", true), Via::Form);
    revise(&cx, &tx, square.entry(), secret).await.unwrap();
    tx.commit().await.unwrap();
    world.index().await;
    let found = visitor.get("/search?q=Testplein").await.expect(200).outline();
    assert!(!found.says("Weekbus"), "nobody finds a secret place by its name\n{found}");
    for page in [path.clone(), format!("/sheet?s={}", path.trim_start_matches("/services/"))] {
        assert!(!visitor.get(&page).await.expect(200).text().contains("Testplein"), "{page}");
    }
    let text = "select count(*) as n from location where confidential";
    let row = store.read().query_one_raw(sql(store.read(), text, [])).await.unwrap().unwrap();
    assert!(row.try_get::<i64>("", "n").unwrap() > 0);
}

#[store::test(&steps())]
async fn saving_a_place_does_not_read_the_territory_anew(store: Store) {
    let world = testland(&store).await;
    let tx = store.begin().await.unwrap();
    tx.execute_raw(sql(&tx, "delete from territory_postal_code", [])).await.unwrap();
    tx.commit().await.unwrap();
    let square = Patch::new().set("names", called("Testplein")).set("postal_code", "9001");
    let square = make(&world, EntryKind::Location, (None, None), square).await;
    assert!(
        square.field("municipality").is_some_and(|code| code.is_string()),
        "as the gazetteer of the house knows it"
    );
    let moved = Revision::new(Patch::new().set("postal_code", "9002"), Via::Form);
    let tx = store.begin().await.unwrap();
    let moved = revise(&world.system(), &tx, square.entry(), moved).await.unwrap().record;
    assert_ne!(moved.field("municipality"), square.field("municipality"));
}

#[store::test(&steps())]
async fn a_name_that_tells_nothing_new_is_not_repeated(store: Store) {
    let world = testland(&store).await;
    let (path, square) = bus(&world, ("Weekbus", "We 10:00-12:00")).await;
    let cx = world.system();
    let tx = store.begin().await.unwrap();
    let same = Revision::new(Patch::new().set("names", called("Weekbus")), Via::Form);
    revise(&cx, &tx, square.entry(), same).await.unwrap();
    tx.commit().await.unwrap();
    let page = world.visitor().speaking(Lang::En).get(&path).await.expect(200).outline();
    assert!(!page.says("Weekbus, "), "{page}");
}
