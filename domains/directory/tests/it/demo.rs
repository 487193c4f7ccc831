//! The invented entries of the demo: each kind of help, with what there is to try.

use directory::{Origin, ServiceId, ServiceKind};
use house::import::ImportJob;
use sea_orm::ConnectionTrait as _;
use store::{Store, sql};
use testkit::World;

use crate::world::{shared, steps};

async fn count(store: &Store, text: &str) -> i64 {
    let row = store.read().query_one_raw(sql(store.read(), text, [])).await.unwrap().unwrap();
    row.try_get("", "n").unwrap()
}

#[store::test(&steps())]
async fn every_kind_of_help_is_there_to_be_tried(store: Store) {
    let modules = [territory::module(), directory::module()];
    let world = World::in_region(&store, modules, World::real_pack("brussels")).await;
    let cx = world.system();
    let report = directory::import::examples(&world.house, &cx).await.unwrap().expect("the region has some");
    assert_eq!((report.added, report.skipped), (12, 0), "{:?}", report.skips);
    assert_eq!(report.remarks.examples().filter(|remark| remark.contains("without it")).count(), 0);
    let again = directory::import::examples(&world.house, &cx).await.unwrap().unwrap();
    assert_eq!((again.added, again.unchanged), (0, 12), "made once");

    let kinds = "select count(distinct kind) as n from service where source = 'demo-examples'";
    assert_eq!(usize::try_from(count(&store, kinds).await).unwrap(), ServiceKind::ALL.len());
    let of = |what: &str, condition: &str| {
        format!("select count(*) as n from {what} where source = 'demo-examples' and {condition}")
    };
    for (what, condition, n) in [
        ("service_at_location", "opening_hours is not null", 10),
        ("service_at_location", "cast(closures as text) like '%from%'", 1),
        ("service_at_location", "cast(capacity as text) like '%known_on%'", 3),
        ("service", "cast(costs as text) like '%250%'", 2),
        ("service", "update_rhythm = 'monthly'", 1),
        ("location", "confidential", 1),
        ("location", "lat is not null", 7),
    ] {
        assert_eq!(count(&store, &of(what, condition)).await, n, "{what}: {condition}");
    }
    world.index().await;
    let visitor = world.visitor().speaking(kernel::Lang::En);
    let found = visitor.get("/search?q=Example").await.expect(200).outline();
    assert!(found.says("Example: ") && found.says("12 services"), "each of them is found: {found}");
    let secret = visitor.get("/search?q=Geheime+Voorbeeldweg").await.expect(200).text();
    // Its name says that the address is secret, so it may be found by that word; never by where it is.
    assert!(!secret.contains("Voorbeeldweg 13"), "{secret}");
}

#[store::test(&steps())]
async fn what_one_must_know_before_one_goes_stands_on_the_page_and_on_the_sheet(store: Store) {
    let modules = [territory::module(), directory::module()];
    let world = World::in_region(&store, modules, World::real_pack("brussels")).await;
    directory::import::examples(&world.house, &world.system()).await.unwrap();
    world.index().await;
    let visitor = world.visitor().speaking(kernel::Lang::En);
    let id = |name: &str| ServiceId::of(&Origin::new("demo-examples", name));
    for (name, said, unsaid) in [
        ("voorbeeld-wijkpunt", ["Closed from", "4 free places", "Can I get in?"], "Day and night"),
        ("voorbeeld-lijn", ["Day and night, every day", "02 000 00 02", "Free"], "Can I get in?"),
        ("voorbeeld-opvang", ["address is secret", "Day and night, every day", "3 days of waiting"], "Voorbeeldweg 13"),
    ] {
        for path in [format!("/services/{}", id(name)), format!("/sheet?s={}", id(name))] {
            let outline = visitor.get(&path).await.expect(200).outline();
            for said in said {
                assert!(outline.says(said), "{said} is missing at {path}: {outline}");
            }
            assert!(!outline.says(unsaid), "{unsaid} at {path}: {outline}");
        }
    }
    let line = visitor.get(&format!("/services/{}", id("voorbeeld-lijn"))).await.expect(200).outline();
    assert!(!line.says("address"), "a line that one calls lacks no address: {line}");
}

#[store::test(&steps())]
async fn a_region_without_examples_has_none(store: Store) {
    let world = World::new(&store, [territory::module(), directory::module()]).await;
    assert_eq!(directory::import::examples(&world.house, &world.system()).await.unwrap(), None);
}

#[store::test(&steps())]
async fn with_borders_they_stand_as_dots_on_the_map_of_the_zones(store: Store) {
    let Some(sectors) = shared("brussels/territory/brussels_statistical_sectors_724.geojson") else { return };
    let modules = [territory::module(), directory::module()];
    let world = World::in_region(&store, modules, World::real_pack("brussels")).await;
    let cx = world.system();
    let (house, file) = (&world.house, sectors.as_path());
    let job = ImportJob { source: None, cx: &cx, house, file, mapping: None, dry_run: false, progress: &() };
    (territory::IMPORT.run)(job).await.unwrap();
    house.fixtures.install(territory::Gazetteers::open(&store).await.unwrap());
    let report = directory::import::examples(house, &cx).await.unwrap().unwrap();
    assert_eq!((report.added, report.skipped), (12, 0), "every point lies in the region: {:?}", report.skips);
    world.index().await;
    let html = world.visitor().speaking(kernel::Lang::En).get("/search?q=Example").await.expect(200).text();
    assert!(html.contains("class=\"map land spots\"") && html.contains("href=\"#r"), "{html}");
    assert!(web::testing::check_html(&html).is_empty(), "{:?}", web::testing::check_html(&html));
}
