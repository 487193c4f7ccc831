//! Refining: what each choice would leave is counted truly, and what was chosen can be taken away again.

use directory::{Facet, Filters, Question, pack};
use kernel::Lang;
use serde_json::Value;
use store::Store;
use testkit::World;

use crate::world::{finder, sample, steps, system};

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
    let chosen =
        visitor.get("/search?q=nursing&theme=home_care&language=nl&open=1&offset=0").await.expect(200).outline();
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
    visitor.get("/api/v1/search?theme=no_such_theme").await.expect(400);
    let chosen = |values: u32| (0..values).map(|value| format!("&setting=s{value}")).collect::<String>();
    visitor.get(&format!("/search?q=help{}", chosen(60))).await.expect(200);
    visitor.get(&format!("/search?q=help{}", chosen(61))).await.expect(400);
    visitor.get(&format!("/api/v1/search?q=help{}", chosen(61))).await.expect(400);
}

/// What a service may be narrowed by beside its theme, as a pack says it.
const MORE: &str = r#"
kind = "helpline"
eligibility = { situations = ["situation_in_danger"] }
costs = [{ sort = "free" }, { sort = "social_rate" }]
activation = { who = ["doctor"] }
accessibility = { step_free = true, lift = false }
users = ["professionals"]
"#;

#[store::test(&steps())]
async fn all_that_is_known_of_a_service_narrows(store: Store) {
    let changed = sample(|name, text| match name {
        "services.toml" => text.replacen("line = \"first\"\n", &format!("line = \"first\"{MORE}"), 1),
        _ => text,
    });
    let tx = store.begin().await.unwrap();
    pack::load(&system(), &tx, &changed).await.unwrap();
    tx.commit().await.unwrap();
    let (finder, _index) = finder(&store).await;
    let all = finder.find(&Question { limit: 5, counting: true, ..Question::default() }).unwrap();
    assert_eq!(all.total, 2);
    for (facet, value) in [
        (Facet::Kind, "helpline"),
        (Facet::Audience, "situation_in_danger"),
        (Facet::Audience, "professionals"),
        (Facet::Cost, "free"),
        (Facet::Cost, "social_rate"),
        (Facet::Activation, "doctor"),
        (Facet::Access, "step_free"),
        (Facet::Zone, "N"),
    ] {
        assert_eq!(all.refinements.count(facet, value), 1, "{facet:?} {value}");
        let filters = Filters::of(facet, value);
        let found = finder.find(&Question { filters, limit: 5, ..Question::default() }).unwrap();
        assert_eq!((found.total, found.matches.len()), (1, 1), "{facet:?} {value}");
    }
    assert_eq!(all.refinements.count(Facet::Access, "lift"), 0, "that there is none is no choice");
    assert_eq!(all.refinements.count(Facet::Activation, "oneself"), 1, "where only the way in is known");
}

#[store::test(&steps())]
async fn an_organisation_is_found_by_its_number_however_it_is_written(store: Store) {
    let numbers = "variants = [\"TC\"]\nidentifiers = { kbo = \"0451.777.104\", riziv = \"1-23456-25\" }";
    let numbered = sample(|name, text| match name {
        "organisations.toml" => text.replace("variants = [\"TC\"]", numbers),
        _ => text,
    });
    let tx = store.begin().await.unwrap();
    pack::load(&system(), &tx, &numbered).await.unwrap();
    tx.commit().await.unwrap();
    let (finder, _index) = finder(&store).await;
    let total = |words| finder.find(&Question { words, limit: 5, ..Question::default() }).unwrap().total;
    for words in ["0451777104", "0451.777.104", "BE 0451 777 104", "be0451.777.104", "12345625", "1-23456-25"] {
        assert_eq!(total(words), 2, "{words}");
    }
    for pasted in
        ["KBO 0451.777.104", "TVA BE 0451.777.104", "N° BCE 0451.777.104", "“0451.777.104”", "riziv 1-23456-25"]
    {
        assert_eq!(total(pasted), 2, "{pasted}");
    }
    assert_eq!(total("0451777105"), 0, "another number");
}

#[store::test(&steps())]
async fn whoever_types_is_offered_themes_names_and_places(store: Store) {
    let world = testland(&store).await;
    let suggested = async |query: &str| -> Vec<(String, String, String)> {
        let answer: Value = world.visitor().get(&format!("/api/v1/suggest?{query}")).await.expect(200).json();
        let text = |one: &Value, field: &str| one[field].as_str().unwrap().to_owned();
        let all = answer["suggestions"].as_array().unwrap();
        all.iter().map(|one| (text(one, "kind"), text(one, "text"), text(one, "href"))).collect()
    };
    let first = suggested("q=thuisv&lang=nl").await.remove(0);
    assert_eq!(first, ("theme".into(), "Thuisverpleging".into(), "/themes/home_nursing".into()));
    assert!(
        suggested("q=NURS&lang=en").await.iter().any(|(.., href)| href == "/themes/home_nursing"),
        "from any word on"
    );
    let names = suggested("q=soins+a+domicile+n&lang=fr").await;
    assert!(names.iter().any(|(kind, ..)| kind == "service"), "{names:?}");
    assert!(suggested("q=middle&lang=en&for=place").await.iter().all(|(kind, ..)| kind == "place"));
    assert!(!suggested("q=middle&lang=en&for=place").await.is_empty());
    assert!(suggested("q=x").await.is_empty() && suggested("q=").await.is_empty());
    for (query, field) in [("q=a%00", "q"), ("q=ab&for=dinner", "for"), ("q=ab&lang=de", "lang")] {
        let problem: Value = world.visitor().get(&format!("/api/v1/suggest?{query}")).await.expect(400).json();
        assert_eq!(problem["field"], field, "{query}");
    }
}

#[store::test(&steps())]
async fn what_was_mended_can_be_searched_as_it_was_typed(store: Store) {
    let world = testland(&store).await;
    let visitor = world.visitor().speaking(Lang::En);
    let page = visitor.get("/search?q=nursinng").await.expect(200).outline();
    let exactly = page.link("Search exactly").unwrap();
    assert_eq!(exactly, "/search?q=%22nursinng%22");
    let literal = visitor.get(exactly).await.expect(200).outline();
    assert!(literal.says("Nothing found") && literal.link("Search exactly").is_none(), "{literal}");
    assert_eq!(literal.field("q"), Some("\"nursinng\""));
}

#[store::test(&steps())]
async fn services_with_a_known_door_stand_on_a_map_of_hexagons_while_no_border_is_known(store: Store) {
    let world = testland(&store).await;
    let tx = store.begin().await.unwrap();
    let placed =
        "update location set lat = 50.85, lon = 4.35, precise_to = 'address', municipality = '99001' where id in
        (select location_id from service_at_location)";
    sea_orm::ConnectionTrait::execute_raw(&tx, store::sql(&tx, placed, [])).await.unwrap();
    let everything = "select id from service";
    let rows = sea_orm::ConnectionTrait::query_all_raw(&tx, store::sql(&tx, everything, [])).await.unwrap();
    let keys: Vec<uuid::Uuid> = rows.iter().map(|row| row.try_get("", "id").unwrap()).collect();
    search::changed_many(&tx, directory::SERVICE, &keys).await.unwrap();
    tx.commit().await.unwrap();
    world.index().await;
    let reply = world.visitor().speaking(Lang::En).get("/search?q=nursing").await.expect(200);
    let html = reply.text();
    assert!(html.contains("id=\"atlas\"") && html.contains("id=\"r1\""), "numbered in the list");
    assert!(html.contains("<svg class=\"map\" ") && !html.contains("map land spots"), "no dots in an empty frame");
    let map = html.split("<svg class=\"map\" ").nth(1).unwrap().split("</svg>").next().unwrap();
    assert!(map.contains(">1<") || map.contains(">1, 2"), "and on the map: {map}");
    assert!(web::testing::check_html(&html).is_empty(), "{:?}", web::testing::check_html(&html));
}
