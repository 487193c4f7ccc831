//! The search for programs keeps its shape, and its description tells the truth.

use std::collections::BTreeSet;

use serde_json::Value;
use store::Store;
use testkit::World;

use crate::world::steps;

async fn testland(store: &Store) -> World {
    let world = World::new(store, [territory::module(), directory::module()]).await;
    world.index().await;
    world
}

fn fields(value: &Value) -> BTreeSet<&str> {
    value.as_object().map(|object| object.keys().map(String::as_str).collect()).unwrap_or_default()
}

#[store::test(&steps())]
async fn the_answer_has_the_promised_shape(store: Store) {
    let world = testland(&store).await;
    let path = "/api/v1/search?q=thuisverpleging&place=Testland&lang=nl&limit=2&whatever=ignored";
    let answer: Value = world.visitor().get(path).await.expect(200).json();
    assert_eq!(fields(&answer), ["mended", "place", "results", "took_us", "total"].into());
    let place = ["label", "zone", "municipality", "neighbourhood", "precision", "choices"];
    assert!(place.iter().all(|field| fields(&answer["place"]).contains(field)), "{}", answer["place"]);
    let results = answer["results"].as_array().unwrap();
    assert!((1..=2).contains(&results.len()) && answer["total"].as_u64().unwrap() >= 1);
    for result in results {
        assert_eq!(
            fields(result),
            ["service", "organisation", "location", "distance_m", "open_now", "verified_on", "close_by", "reasons"]
                .into()
        );
        assert_eq!(fields(&result["service"]), ["for_professionals", "id", "name", "summary", "themes"].into());
        assert_eq!(fields(&result["organisation"]), ["id", "name"].into());
        let location = ["name", "address", "postal_code", "municipality", "zone", "lat", "lon", "precision"];
        assert_eq!(fields(&result["location"]), location.into());
        assert!(result["reasons"].as_array().unwrap().iter().all(|reason| fields(reason) == ["code", "text"].into()));
    }
}

#[store::test(&steps())]
async fn an_unclear_place_has_choices_and_no_place_is_null(store: Store) {
    let visitor = testland(&store).await.visitor();
    let unclear: Value = visitor.get("/api/v1/search?place=9002&lang=fr").await.expect(200).json();
    assert!(unclear["place"]["choices"].as_array().unwrap().len() >= 2, "{}", unclear["place"]);
    assert_eq!(unclear["place"]["zone"], Value::Null);
    let nowhere: Value = visitor.get("/api/v1/search?q=helpdesk").await.expect(200).json();
    assert_eq!(nowhere["place"], Value::Null);
}

#[store::test(&steps())]
async fn what_is_malformed_is_named(store: Store) {
    let visitor = testland(&store).await.visitor();
    for (query, field) in
        [("limit=many", "limit"), ("offset=-1", "offset"), ("lang=de", "lang"), ("q=a%00", "q"), ("theme=A+B", "theme")]
    {
        let reply = visitor.get(&format!("/api/v1/search?{query}")).await.expect(400);
        assert_eq!(reply.header("content-type"), Some("application/problem+json"), "{query}");
        let problem: Value = reply.json();
        assert_eq!(problem["field"], field, "{problem}");
    }
}

#[store::test(&steps())]
async fn a_value_of_no_closed_list_is_refused_with_those_that_there_are(store: Store) {
    let visitor = testland(&store).await.visitor();
    for (query, field, values) in [
        ("zone=XX", "zone", "region"),
        ("kind=foo", "kind", "helpline"),
        ("cost=free,paid", "cost", "free, convention"),
        ("cost=free&cost=nothing", "cost", "free, convention"),
        ("access=ramp", "access", "step_free"),
        ("start=nobody", "start", "oneself"),
        ("for=everybody", "for", "public, professionals"),
        ("profession=wizard", "profession", "/api/v1/thesaurus"),
        ("quarter=nowhere", "quarter", ""),
    ] {
        let problem: Value = visitor.get(&format!("/api/v1/search?{query}")).await.expect(400).json();
        assert_eq!(problem["field"], field, "{problem}");
        assert!(problem["detail"].as_str().unwrap().contains(values), "{query}: {problem}");
    }
    for query in ["zone=N", "zone=region", "kind=service", "cost=free&cost=paid", "for=public", "language=sw"] {
        visitor.get(&format!("/api/v1/search?{query}")).await.expect(200);
    }
}

#[store::test(&steps())]
async fn what_was_mended_and_what_is_only_close_by_is_told(store: Store) {
    let visitor = testland(&store).await.visitor();
    let ask = async |words: &str| -> Value {
        visitor.get(&format!("/api/v1/search?q={words}&lang=nl")).await.expect(200).json()
    };
    let answer = ask("thuisvrepleging").await;
    assert_eq!(answer["mended"][0]["typed"], "thuisvrepleging", "{answer}");
    assert_eq!(answer["mended"][0]["meant"], "thuisverpleging", "{answer}");
    let plain = ask("thuisverpleging").await;
    assert_eq!(plain["mended"], Value::Array(Vec::new()));
    let close = |answer: &Value, is_close: bool| {
        answer["results"].as_array().unwrap().iter().filter(|one| one["close_by"] == is_close).count() as u64
    };
    assert_eq!(close(&plain, false), plain["total"].as_u64().unwrap(), "those that fit are counted: {plain}");
    let nothing = ask("qwxzqwxz").await;
    assert_eq!((close(&nothing, false), nothing["total"].as_u64()), (0, Some(0)), "{nothing}");
    assert!(close(&nothing, true) > 0, "who helps with every question lies close: {nothing}");
}

#[store::test(&steps())]
async fn the_description_is_whole_and_fits_the_answers(store: Store) {
    let visitor = testland(&store).await.visitor();
    let document: Value = visitor.get("/api/v1/openapi.json").await.expect(200).json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let schemas = &document["components"]["schemas"];
    let mut open = vec![&document];
    while let Some(value) = open.pop() {
        if let Some(name) = value.get("$ref").and_then(Value::as_str) {
            let name = name.strip_prefix("#/components/schemas/").unwrap();
            assert!(schemas.get(name).is_some(), "{name} is not described");
        }
        open.extend(value.as_object().into_iter().flat_map(|object| object.values()));
        open.extend(value.as_array().into_iter().flatten());
    }
    let path = "/api/v1/search?q=thuisverpleging&place=Testland&facets=1";
    let answer: Value = visitor.get(path).await.expect(200).json();
    let described = |schema: &str| fields(&schemas[schema]["properties"]);
    assert_eq!(fields(&answer), described("Findings"));
    assert_eq!(fields(&answer["place"]), described("Place"));
    assert_eq!(fields(&answer["facets"]), fields(&schemas["Findings"]["properties"]["facets"]["properties"]));
    assert_eq!(fields(&answer["results"][0]), described("Result"));
    let places: Value = visitor.get("/api/v1/places?q=9").await.expect(200).json();
    assert_eq!(fields(&places), described("Places"));
    assert_eq!(fields(&places["places"][0]), described("KnownPlace"));
    let promised = document["paths"]["/api/v1/search"]["get"]["parameters"].as_array().unwrap();
    for name in ["q", "place", "lang", "limit", "offset"] {
        assert!(promised.iter().any(|parameter| parameter["name"] == name), "{name}");
    }
}
