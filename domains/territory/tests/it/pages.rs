//! The public pages and the places for programs, through the whole site.

use kernel::Lang;
use serde_json::Value;
use store::Store;
use testkit::World;

use crate::world::{brussels, import, shared};

fn steps() -> Vec<store::Migration> {
    World::steps([territory::module()])
}

async fn world(store: &Store) -> World {
    World::in_region(store, [territory::module()], brussels()).await
}

#[store::test(&steps())]
async fn zones_are_shown_in_every_language(store: Store) {
    let world = world(&store).await;
    for (lang, zones, north) in [
        (Lang::Nl, "Zorgzones", "Zorgzone Noord"),
        (Lang::Fr, "Bassins d’aide et de soins", "Bassin Nord"),
        (Lang::En, "Care zones", "Care zone North"),
    ] {
        let visitor = world.visitor().speaking(lang);
        let list = visitor.visit("/zones").await.expect(200).text();
        assert!(list.contains(zones) && list.contains(north) && list.contains("href=\"/zones/CO\""), "{list}");
        assert_eq!(list.matches("<path class=\"tone").count(), 21, "19 hexagons, one of them in three zones");
        let zone = visitor.visit("/zones/N").await.expect(200).text();
        assert!(zone.contains(north) && zone.contains("/search?place=zone~N") && zone.contains("bassin-nord.brussels"));
        for part in ["/search?place=municipality~21010", "/search?place=part~laken", "neighbourhood~laeken_sud"] {
            assert!(zone.contains(part), "{part}: {zone}");
        }
        assert!(!zone.contains("part~louise"));
    }
}

#[store::test(&steps())]
async fn facts_say_how_exact_they_are_and_where_they_stand(store: Store) {
    let world = world(&store).await;
    let visitor = world.visitor().speaking(Lang::Nl);
    let centre = visitor.visit("/zones/CO").await.expect(200).text();
    assert!(centre.contains("304.523 inwoners") && centre.contains("33,6 km²"), "{centre}");
    let south = visitor.visit("/zones/S").await.expect(200).text();
    assert!(south.contains("meer dan 300.000 inwoners"), "{south}");
}

#[store::test(&steps())]
async fn what_is_not_there_is_a_page_that_does_not_exist(store: Store) {
    let world = world(&store).await;
    for path in ["/zones/XX", "/zones/%3Cscript%3E", "/zones/N%00", &format!("/zones/{}", "a".repeat(500))] {
        world.visitor().get(path).await.expect(404);
    }
}

#[store::test(&steps())]
async fn programs_get_places(store: Store) {
    let world = world(&store).await;
    let places = |path: &'static str| {
        let visitor = world.visitor();
        async move { visitor.get(path).await.expect(200).json::<Value>()["places"].as_array().unwrap().clone() }
    };
    let found = places("/api/v1/places?q=schaar&lang=nl").await;
    assert_eq!(
        (found[0]["code"].as_str(), found[0]["label"].as_str()),
        (Some("municipality~21015"), Some("Schaarbeek"))
    );
    assert_eq!((found[0]["zone"].as_str(), found[0]["precision"].as_str()), (Some("NE"), Some("municipality")));
    let several = &places("/api/v1/places?q=1000&lang=fr").await[0];
    assert_eq!((several["label"].as_str(), several["zone"].as_str()), (Some("1000 Bruxelles"), None));
    assert_eq!(places("/api/v1/places?q=10").await.len(), 8, "the usual number");
    assert_eq!(places("/api/v1/places?q=10&limit=2").await.len(), 2);
    assert_eq!(places("/api/v1/places").await.len(), 0);
    assert_eq!(places("/api/v1/places?q=%3Cb%3E&unknown=1").await.len(), 0);
    let wrong = world.visitor().get("/api/v1/places?q=a&limit=x").await.expect(400).json::<Value>();
    assert_eq!(wrong["field"].as_str(), Some("limit"));
    let long = format!("/api/v1/places?q={}", "a".repeat(201));
    assert_eq!(world.visitor().get(&long).await.expect(400).json::<Value>()["field"].as_str(), Some("q"));
}

#[store::test(&steps())]
async fn with_sectors_the_map_shows_borders(store: Store) {
    let Some(sectors) = shared("territory/brussels_statistical_sectors_724.geojson") else { return };
    let world = world(&store).await;
    import(&store, &brussels(), &sectors).await.unwrap();
    let gazetteers = world.house.fixtures.get::<territory::Gazetteers>().unwrap();
    assert!(gazetteers.refresh(&store).await.unwrap());
    let list = world.visitor().visit("/zones").await.expect(200).text();
    assert_eq!(list.matches("<path class=\"tone").count(), 5, "five zones by their borders");
    assert!(list.len() < 60_000, "the map stays light: {} bytes", list.len());
    let zone = world.visitor().speaking(Lang::En).visit("/zones/SE").await.expect(200).text();
    assert!(zone.contains("Statbel") && zone.matches("<path class=\"shade0").count() == 4, "{zone}");
}
