//! The nearest stop of public transport: on the page of a service, on the sheet, on paper; nowhere without data.

use directory::entry::{EntryKind, Patch};
use directory::{OrganisationId, Origin, ServiceId};
use house::import::{ImportJob, ImportKind, ImportReport};
use kernel::{Lang, Text};
use serde_json::json;
use store::Store;
use territory::Gazetteers;
use testkit::World;

use crate::editing::testland;
use crate::hours::make;
use crate::import::{own, written};
use crate::world::steps;

async fn imported(world: &World, kind: ImportKind, file: &std::path::Path) -> ImportReport {
    let cx = world.system();
    let job =
        ImportJob { source: None, cx: &cx, house: &world.house, file, mapping: None, dry_run: false, progress: &() };
    (kind.run)(job).await.unwrap()
}

#[store::test(&steps())]
async fn the_way_there_names_the_nearest_stop_and_its_lines(store: Store) {
    let modules = [territory::module(), directory::module()];
    let world = World::in_region(&store, modules, World::real_pack("brussels")).await;
    let dir = tempfile::tempdir().unwrap();
    let rows = own(&[["1", "Testhuis", "", "50.8500", "4.3500", ""], ["2", "Ver Huis", "", "50.8100", "4.3000", ""]]);
    imported(&world, directory::import::KIND, &written(&dir, "own.csv", &rows)).await;
    let id = |name: &str| ServiceId::of(&Origin::new("own", name));
    let page = format!("/services/{}", id("1"));
    let before = world.visitor().speaking(Lang::En).get(&page).await.expect(200).outline();
    assert!(!before.says("Stop "), "without data nothing is said: {before}");

    let stops = "stop_id,stop_name,stop_lat,stop_lon,lines\na,Proefplein <b>,50.8520,4.3500,92;7\nb,Testlaan,50.8600,4.3500,1\n";
    let report = imported(&world, territory::IMPORT, &written(&dir, "test-operator.csv", stops.as_bytes())).await;
    assert_eq!(report.added, 2, "{:?}", report.skips);
    world.house.fixtures.get::<Gazetteers>().unwrap().refresh(&store).await.unwrap();
    for (lang, said) in [
        (Lang::En, "Stop Proefplein <b>, lines 7, 92: 5 minutes on foot"),
        (Lang::Nl, "Halte Proefplein <b>, lijnen 7, 92: 5 minuten te voet"),
        (Lang::Fr, "Arrêt Proefplein <b>, lignes 7, 92"),
    ] {
        let visitor = world.visitor().speaking(lang);
        let reply = visitor.get(&page).await.expect(200);
        assert!(reply.outline().says(said), "{lang}: {}", reply.outline());
        assert!(web::testing::check_html(&reply.text()).is_empty());
        let sheet = visitor.get(&format!("/sheet?s={}&s={}", id("1"), id("2"))).await.expect(200).outline();
        let stops = sheet.lines.iter().filter(|line| line.contains("Proefplein")).count();
        assert_eq!(stops, 1, "no stop is near the other: {sheet}");
        visitor.get(&format!("/sheet/pdf?s={}", id("1"))).await.expect(200);
    }
}

#[store::test(&steps())]
async fn how_one_gets_there_stands_on_the_page_and_on_the_sheet_unless_the_place_is_secret(store: Store) {
    let world = testland(&store).await;
    let visitor = world.visitor().speaking(Lang::En);
    let organisation = OrganisationId::of(&Origin::new(Origin::PACK, "test_support")).uuid();
    for is_secret in [false, true] {
        let names = Patch::new().set("names", json!(Text::same_everywhere("Blorft desk")));
        let service = make(&world, EntryKind::Service, (Some(organisation), None), names).await;
        let way = Patch::new().set("transport", json!(Text::source(Lang::En, "Ring at the green gate")));
        let place = make(&world, EntryKind::Location, (None, None), way.set("confidential", is_secret)).await;
        let ends = (Some(service.entry().id), Some(place.entry().id));
        make(&world, EntryKind::ServiceAtLocation, ends, Patch::new()).await;
        let id = service.entry().id;
        for path in [format!("/services/{id}"), format!("/sheet?s={id}")] {
            let told = visitor.get(&path).await.expect(200).outline();
            assert_eq!(told.says("Ring at the green gate"), !is_secret, "{path}\n{told}");
        }
        visitor.get(&format!("/sheet/pdf?s={id}")).await.expect(200);
    }
}
