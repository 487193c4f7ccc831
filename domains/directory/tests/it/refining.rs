//! Refining: what each choice would leave is counted truly, and what was chosen can be taken away again.

use kernel::Lang;
use serde_json::Value;
use store::Store;
use testkit::World;

use crate::world::steps;

async fn testland(store: &Store) -> World {
    let world = World::new(store, [territory::module(), directory::module()]).await;
    world.index().await;
    world
}

async fn asked(world: &World, query: &str) -> Value {
    world.visitor().get(&format!("/api/v1/search?{query}")).await.expect(200).json()
}

#[store::test(&steps())]
async fn a_count_is_what_its_choice_would_leave(store: Store) {
    let world = testland(&store).await;
    for query in ["lang=nl", "q=thuisverpleging", "q=zorg&language=nl", "zone=region&for=public&line=first"] {
        let facets = &asked(&world, &format!("{query}&facets=1")).await["facets"];
        let mut counted = 0;
        for facet in ["theme", "for", "language", "start", "line", "zone", "quarter"] {
            // What is chosen of the facet itself does not count.
            let others: Vec<&str> = query.split('&').filter(|part| !part.starts_with(&format!("{facet}="))).collect();
            for (value, count) in facets[facet].as_object().unwrap() {
                let left = asked(&world, &format!("{}&{facet}={value}", others.join("&"))).await;
                assert_eq!(left["total"], *count, "{query} {facet}={value}");
                counted += 1;
            }
        }
        assert!(counted > 3, "{query}: {facets}");
        assert_eq!(facets["open_now"], asked(&world, &format!("{query}&open=1")).await["total"], "{query}");
    }
}

#[store::test(&steps())]
async fn choices_are_fields_of_a_form_and_chips_take_them_away(store: Store) {
    let world = testland(&store).await;
    let visitor = world.visitor().speaking(Lang::En);
    let all = visitor.get("/search?q=nursing").await.expect(200).outline();
    for name in ["theme", "zone", "language", "line", "for", "start"] {
        assert!(all.fields.iter().any(|field| field.name == name && field.kind == "checkbox"), "{name}: {all}");
    }
    let chosen = visitor.get("/search?q=nursing&theme=home_care&language=nl&open=1&offset=0").await.expect(200).outline();
    let chip = |label: &str| chosen.link(&format!("{label}×")).map(str::to_owned);
    assert_eq!(chip("Dutch").as_deref(), Some("/search?q=nursing&theme=home_care&open=1"));
    assert_eq!(chip("Open now").as_deref(), Some("/search?q=nursing&theme=home_care&language=nl"));
    let without = visitor.get(&chip("Dutch").unwrap()).await.expect(200).outline();
    assert!(without.link("Dutch×").is_none() && without.link("Open now×").is_some());
}

#[store::test(&steps())]
async fn of_a_theme_and_its_part_the_part_counts(store: Store) {
    let world = testland(&store).await;
    let visitor = world.visitor().speaking(Lang::En);
    let page = visitor.get("/search?theme=home_care&theme=home_nursing").await.expect(200).outline();
    assert!(page.link("Home nursing×").is_some() && page.link("Care at home×").is_none(), "{page}");
    visitor.get("/search?theme=no_such_theme").await.expect(400);
}
