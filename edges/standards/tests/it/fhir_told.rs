//! What programs that ask by FHIR are told: what was understood, what is not spoken here, and what went wrong, always as FHIR has it.

use axum::body::Body;
use axum::http::{Method, Request};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use store::Store;
use testkit::World;
use tower::ServiceExt as _;

use crate::program::Program;
use crate::world::{publish, steps, testland};

/// What is answered to a program: the status and the body, which is FHIR whatever happened.
async fn ask(world: &World, (method, path): (Method, &str), headers: &[(&str, &str)]) -> (u16, Value) {
    let mut request = Request::builder().method(method).uri(path).header("host", "relais.example");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = world.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
    assert_eq!(kind, "application/fhir+json; charset=utf-8", "{path}");
    let status = answer.status().as_u16();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&body).unwrap())
}

async fn get(world: &World, path: &str, headers: &[(&str, &str)]) -> (u16, Value) {
    ask(world, (Method::GET, &format!("/fhir/R4/{path}")), headers).await
}

#[store::test(&steps())]
async fn a_bundle_says_what_was_understood_and_no_more(store: Store) {
    let world = testland(&store).await;
    let own = async |path: &str| {
        let (status, bundle) = get(&world, path, &[("prefer", "handling=lenient")]).await;
        assert_eq!(status, 200, "{path}");
        let links = bundle["link"].as_array().unwrap().clone();
        assert!(links.iter().all(|link| !link["url"].as_str().unwrap().contains("whatever")), "{links:?}");
        let own = links.iter().find(|link| link["relation"] == "self").unwrap();
        own["url"].as_str().unwrap().rsplit_once('/').unwrap().1.to_owned()
    };
    let searched = own("HealthcareService?whatever=1&name=home&_count=2&active=&_page=1").await;
    assert_eq!(searched, "HealthcareService?name=home&_count=2&_page=1");
    let past = own("HealthcareService/_history?whatever=1&_count=2&_since=2020-01-01").await;
    assert_eq!(past, "_history?_count=2&_since=2020-01-01&_page=1");
    for path in ["HealthcareService?whatever=1", "HealthcareService/_history?whatever=1"] {
        let (status, outcome) = get(&world, path, &[("prefer", "respond-async, handling=strict")]).await;
        assert_eq!((status, &outcome["issue"][0]["code"]), (400, &json!("not-supported")), "{path}");
    }
}

#[store::test(&steps())]
async fn another_form_than_json_is_refused_everywhere(store: Store) {
    let world = testland(&store).await;
    let (_, some) = get(&world, "Organization?_count=1", &[]).await;
    let one = format!("Organization/{}", some["entry"][0]["resource"]["id"].as_str().unwrap());
    for path in ["metadata", "Organization", "Organization/_history", one.as_str()] {
        let (status, outcome) = get(&world, path, &[("accept", "application/fhir+xml")]).await;
        assert_eq!((status, &outcome["resourceType"]), (406, &json!("OperationOutcome")), "{path}");
        let (status, _) = get(&world, &format!("{path}?_format=xml"), &[]).await;
        assert_eq!(status, 406, "{path}");
        for accept in ["application/fhir+json", "*/*", "text/html,application/xhtml+xml,*/*;q=0.8"] {
            assert_eq!(get(&world, path, &[("accept", accept)]).await.0, 200, "{path} {accept}");
        }
        let asked = format!("{path}?_format=application/fhir%2Bjson");
        assert_eq!(
            get(&world, &asked, &[("accept", "application/fhir+xml")]).await.0,
            200,
            "an address goes before a header"
        );
    }
}

#[store::test(&steps())]
async fn whatever_goes_wrong_is_an_outcome(store: Store) {
    let world = testland(&store).await;
    let id = "01936d6f-0000-7000-8000-000000000000";
    for (method, path, status, code) in [
        (Method::GET, "/fhir".to_owned(), 404, "not-found"),
        (Method::GET, "/fhir/R4".to_owned(), 404, "not-found"),
        (Method::GET, "/fhir/R4/_history".to_owned(), 404, "not-found"),
        (Method::GET, format!("/fhir/R4/HealthcareService/{id}/_history"), 404, "not-found"),
        (Method::GET, format!("/fhir/R4/HealthcareService/{id}/_history/1"), 404, "not-found"),
        (Method::GET, "/fhir/R4/Organization/%FF".to_owned(), 404, "not-found"),
        (Method::DELETE, "/fhir/R4/Organization".to_owned(), 405, "not-supported"),
        (Method::GET, "/fhir/R4/Organization/_history?_count=many".to_owned(), 400, "value"),
    ] {
        let (told, outcome) = ask(&world, (method.clone(), &path), &[]).await;
        let shape = (told, outcome["resourceType"].as_str(), outcome["issue"][0]["code"].as_str());
        assert_eq!(shape, (status, Some("OperationOutcome"), Some(code)), "{method} {path}");
        assert!(!outcome["issue"][0]["diagnostics"].as_str().unwrap().is_empty(), "{outcome}");
    }
}

#[store::test(&steps())]
async fn for_whom_a_service_is_has_codes_where_fhir_has_them(store: Store) {
    let world = testland(&store).await;
    let program = Program::of_editor(&world, "write").await;
    let id = directory::ServiceId::of(&directory::Origin::new(directory::Origin::PACK, "test_home_nursing"));
    let rules = json!({
        "min_age": 18, "max_age": 65, "genders": ["female"], "languages": ["fr"], "residents_only": true,
        "excluded": ["situation_in_danger"],
    });
    let sent = json!({ "fields": { "eligibility": rules, "audience": { "en": { "text": "For women" } } } });
    let path = format!("/api/v1/entries/service/{id}");
    program.send(Method::PATCH, &path, &[("if-match", "*")], Some(sent)).await.expect(200);
    publish(&world).await;
    let (_, found) = get(&world, "HealthcareService?name=home%20nursing", &[("accept-language", "en")]).await;
    let told = found["entry"][0]["resource"]["eligibility"].as_array().unwrap().clone();
    let coding = |system: &str| {
        let codes = told.iter().map(|one| &one["code"]["coding"][0]);
        codes.filter(|coding| coding["system"] == system).map(|one| one["code"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(coding("http://hl7.org/fhir/administrative-gender"), ["female"]);
    assert_eq!(coding("urn:ietf:bcp:47"), ["fr"]);
    let texts: Vec<&str> = told.iter().filter_map(|one| one["code"]["text"].as_str()).collect();
    assert!(texts.contains(&"From 18 up to and including 65 years"), "{texts:?}");
    assert!(texts.contains(&"Only for those who live there"), "{texts:?}");
    let comments: Vec<&str> = told.iter().filter_map(|one| one["comment"].as_str()).collect();
    assert_eq!(comments[0], "For women");
    assert!(comments[1].starts_with("Not for: "), "no code that says the opposite: {told:?}");
}
