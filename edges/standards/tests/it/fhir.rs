//! Finding care services by FHIR, as IHE mCSD has it.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request};
use jiff::Span;
use sea_orm::ConnectionTrait as _;
use serde_json::Value;
use store::{Store, sql};
use testkit::{Client, World};
use tower::ServiceExt as _;

use crate::world::{brussels, publish, reload, steps, testland, testland_with};

const KINDS: [&str; 3] = ["Organization", "Location", "HealthcareService"];

async fn fhir(client: &Client, path: &str) -> Value {
    let reply = client.get(&format!("/fhir/R4/{path}")).await.expect(200);
    assert_eq!(reply.header("content-type"), Some("application/fhir+json; charset=utf-8"), "{path}");
    reply.json()
}

fn resources(bundle: &Value) -> Vec<&Value> {
    bundle["entry"].as_array().into_iter().flatten().map(|entry| &entry["resource"]).collect()
}

fn names(bundle: &Value) -> BTreeSet<String> {
    resources(bundle).iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

fn nothing_empty(value: &Value) {
    match value {
        Value::Null => panic!("null in FHIR"),
        Value::Array(items) => {
            assert!(!items.is_empty(), "an empty list in FHIR");
            items.iter().for_each(nothing_empty);
        }
        Value::Object(fields) => {
            assert!(!fields.is_empty(), "an empty object in FHIR");
            fields.values().for_each(nothing_empty);
        }
        Value::String(text) => assert!(!text.trim().is_empty(), "an empty text in FHIR"),
        Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What the profiles of mCSD demand of each resource.
fn fits_the_profile(resource: &Value) {
    nothing_empty(resource);
    let has = |path: &str| assert!(resource.pointer(path).is_some(), "{path} is missing in {resource:#}");
    ["/id", "/name", "/type/0", "/meta/lastUpdated", "/meta/versionId", "/meta/profile/0"].into_iter().for_each(has);
    match resource["resourceType"].as_str().unwrap() {
        "Organization" => has("/active"),
        "Location" => ["/status", "/managingOrganization/reference"].into_iter().for_each(has),
        "HealthcareService" => ["/active", "/location/0/reference", "/providedBy/reference"].into_iter().for_each(has),
        other => panic!("{other} is not published"),
    }
}

#[store::test(&steps())]
async fn every_resource_fits_its_profile_and_is_found_by_its_id(store: Store) {
    let world = brussels(&store).await;
    for lang in kernel::Lang::ALL {
        let client = world.visitor().speaking(lang);
        for kind in KINDS {
            let bundle = fhir(&client, &format!("{kind}?_count=500")).await;
            assert_eq!((&bundle["resourceType"], &bundle["type"]), (&"Bundle".into(), &"searchset".into()));
            let found = resources(&bundle);
            assert!(!found.is_empty() && found.len() as u64 == bundle["total"].as_u64().unwrap(), "{kind}");
            for resource in &found {
                assert_eq!(resource["language"], lang.code());
                fits_the_profile(resource);
            }
            let one = found[0];
            let id = one["id"].as_str().unwrap();
            assert_eq!(*one, fhir(&client, &format!("{kind}/{id}")).await);
            let by_id = fhir(&client, &format!("{kind}?_id={id}")).await;
            assert_eq!(resources(&by_id), [one]);
        }
    }
}

#[store::test(&steps())]
async fn every_reference_leads_to_a_resource(store: Store) {
    let world = brussels(&store).await;
    let client = world.visitor();
    let service = fhir(&client, "HealthcareService?_count=1").await;
    let service = resources(&service)[0];
    for reference in [&service["providedBy"], &service["location"][0]] {
        let target = fhir(&client, reference["reference"].as_str().unwrap()).await;
        fits_the_profile(&target);
    }
    let owner = service["providedBy"]["reference"].as_str().unwrap();
    let mine = fhir(&client, &format!("HealthcareService?organization={owner}&_count=500")).await;
    assert!(resources(&mine).iter().all(|one| one["providedBy"]["reference"] == owner));
    let place = service["location"][0]["reference"].as_str().unwrap();
    let there = fhir(&client, &format!("HealthcareService?location={place}")).await;
    assert!(resources(&there).contains(&service));
    let code = service["type"][0]["coding"][0]["code"].as_str().unwrap();
    let system = service["type"][0]["coding"][0]["system"].as_str().unwrap();
    for token in [code.to_owned(), format!("{system}|{code}")] {
        let alike = fhir(&client, &format!("HealthcareService?service-type={token}&_count=500")).await;
        assert!(resources(&alike).contains(&service), "{token}");
    }
    let other = fhir(&client, &format!("HealthcareService?service-type=urn:other|{code}")).await;
    assert_eq!(other["total"], 0);
}

#[store::test(&steps())]
async fn names_begin_hold_or_are(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    let of = async |query: &str| names(&fhir(&client, &format!("HealthcareService?{query}")).await);
    assert!(of("name=home").await.contains("Home nursing North"));
    assert!(of("name=soins%20a%20dom").await.contains("Home nursing North"), "in any language, without accents");
    assert!(of("name=nursing").await.is_empty());
    assert!(of("name:contains=nursing").await.contains("Home nursing North"));
    assert!(of("name:exact=home%20nursing%20north").await.is_empty());
    assert!(of("name:exact=Home%20nursing%20North").await.contains("Home nursing North"));
    assert_eq!(
        of("name=home,test").await.len(),
        of("").await.iter().filter(|name| name.starts_with("Home") || name.starts_with("Test")).count()
    );
    assert!(of("name=home&name=test").await.is_empty(), "each parameter must be met");
}

#[store::test(&steps())]
async fn a_search_may_be_posted_and_its_pages_are_linked(store: Store) {
    let world = brussels(&store).await;
    let client = world.visitor();
    let kind = Some("application/x-www-form-urlencoded");
    let body = Body::from("_count=3&active=true");
    let posted: Value = client.send(Method::POST, "/fhir/R4/Organization/_search", kind, body).await.expect(200).json();
    assert_eq!(posted, fhir(&client, "Organization?_count=3&active=true").await);
    let mut seen = Vec::new();
    let mut next = Some("http://relais.example/fhir/R4/Organization?_count=3".to_owned());
    while let Some(url) = next {
        let page = fhir(&client, url.strip_prefix("http://relais.example/fhir/R4/").unwrap()).await;
        seen.extend(resources(&page).iter().map(|one| one["id"].as_str().unwrap().to_owned()));
        let links = page["link"].as_array().unwrap();
        next =
            links.iter().find(|link| link["relation"] == "next").map(|link| link["url"].as_str().unwrap().to_owned());
    }
    let total = fhir(&client, "Organization?_summary=count").await;
    assert!(total.get("entry").is_none());
    assert_eq!(seen.len() as u64, total["total"].as_u64().unwrap());
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), seen.len());
}

#[store::test(&steps())]
async fn what_belongs_together_can_be_included(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    let kinds = |bundle: &Value, mode: &str| -> BTreeSet<String> {
        let entries = bundle["entry"].as_array().unwrap().iter().filter(|entry| entry["search"]["mode"] == mode);
        entries.map(|entry| entry["resource"]["resourceType"].as_str().unwrap().to_owned()).collect()
    };
    let asked = "HealthcareService?_include=HealthcareService:location&_include=HealthcareService:organization";
    let bundle = fhir(&client, asked).await;
    assert_eq!(kinds(&bundle, "match"), ["HealthcareService".to_owned()].into());
    assert_eq!(kinds(&bundle, "include"), ["Location".to_owned(), "Organization".to_owned()].into());
    let places = fhir(&client, "Location?_include=Location:organization").await;
    assert_eq!(kinds(&places, "include"), ["Organization".to_owned()].into());
    let owners = fhir(&client, "Organization?_revinclude=Location:organization").await;
    assert_eq!(kinds(&owners, "include"), ["Location".to_owned()].into());
}

/// So many more services of an organisation, published as one of them is.
async fn many_more(store: &Store, of: &str, count: u128) {
    let tx = store.begin().await.unwrap();
    let of: uuid::Uuid = of.parse().unwrap();
    let columns =
        "kind, organization_id, service_id, location_id, names, sort_key, traits, postal_code, lat, lon, digest,
        changed_at, hours, deleted";
    for n in 1..=count {
        let id = uuid::Uuid::from_u128(n);
        let text = format!(
            "insert into publication (id, seq, {columns}) select $1, (select max(seq) from publication) + 1, {columns}
                from publication where id = $2"
        );
        tx.execute_raw(sql(&tx, &text, [id.into(), of.into()])).await.unwrap();
        let text = "insert into publication_drawing (id, hsds, fhir) select $1, hsds, fhir from publication_drawing where id = $2";
        tx.execute_raw(sql(&tx, text, [id.into(), of.into()])).await.unwrap();
    }
    let text = "update publication_state set seq = (select max(seq) from publication)";
    tx.execute_raw(sql(&tx, text, [])).await.unwrap();
    tx.commit().await.unwrap();
}

#[store::test(&steps())]
async fn a_bundle_has_a_bound_and_says_so(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    let nursing = fhir(&client, "HealthcareService?name=home%20nursing").await;
    many_more(&store, resources(&nursing)[0]["id"].as_str().unwrap(), 1_001).await;
    publish(&world).await;
    let asked = "Organization?name=test&_revinclude=HealthcareService:organization";
    let bundle = fhir(&client, asked).await;
    let of =
        |mode: &str| bundle["entry"].as_array().unwrap().iter().filter(|one| one["search"]["mode"] == mode).count();
    assert_eq!((of("include"), of("outcome")), (1_000, 1));
    let outcome = resources(&bundle).into_iter().find(|one| one["resourceType"] == "OperationOutcome").unwrap();
    assert_eq!(
        (&outcome["issue"][0]["severity"], &outcome["issue"][0]["code"]),
        (&"warning".into(), &"too-costly".into())
    );
    let whole = fhir(&client, "Organization?_revinclude=Location:organization").await;
    assert!(resources(&whole).iter().all(|one| one["resourceType"] != "OperationOutcome"), "all of it is there");
}

#[store::test(&steps())]
async fn history_tells_what_changed_and_what_went(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    let nursing = fhir(&client, "HealthcareService?name=home%20nursing").await;
    let id = resources(&nursing)[0]["id"].as_str().unwrap().to_owned();
    let whole = fhir(&client, "HealthcareService/_history").await;
    assert_eq!((&whole["type"], resources(&whole).len() as u64), (&"history".into(), whole["total"].as_u64().unwrap()));
    world.clock().advance(Span::new().hours(1));
    let without = |text: &str| {
        let entries = text.split("[[service]]").filter(|entry| !entry.contains("test_home_nursing"));
        entries.collect::<Vec<_>>().join("[[service]]")
    };
    reload(&world, &testland_with("services.toml", without)).await;
    publish(&world).await;
    let since = fhir(&client, "HealthcareService/_history?_since=2026-03-10T10:00:00Z").await;
    assert_eq!(since["total"], 1);
    let entry = &since["entry"][0];
    assert_eq!(entry["request"]["method"], "DELETE");
    assert_eq!(entry["request"]["url"], format!("HealthcareService/{id}"));
    assert!(entry.get("resource").is_none());
    let own = fhir(&client, &format!("HealthcareService/{id}/_history")).await;
    assert_eq!((&own["type"], &own["total"]), (&"history".into(), &1.into()), "of one as well, once it went");
    assert_eq!(own["entry"][0], *entry);
    let gone = client.get(&format!("/fhir/R4/HealthcareService/{id}")).await.expect(410);
    assert_eq!(gone.json::<Value>()["issue"][0]["code"], "deleted");
    let later = fhir(&client, "HealthcareService?_lastUpdated=ge2026-03-11").await;
    assert_eq!(later["total"], 0);
    let before = fhir(&client, "HealthcareService?_lastUpdated=lt2026-03-11").await;
    assert_eq!(before["total"], fhir(&client, "HealthcareService").await["total"]);
}

#[store::test(&steps())]
async fn the_history_of_one_resource_is_what_it_is_now(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    for resource in ["Organization", "Location", "HealthcareService"] {
        let all = fhir(&client, resource).await;
        let one = resources(&all)[0];
        let id = one["id"].as_str().unwrap();
        let history = fhir(&client, &format!("{resource}/{id}/_history")).await;
        assert_eq!((&history["type"], &history["total"]), (&"history".into(), &1.into()));
        let entry = &history["entry"][0];
        assert_eq!(&entry["resource"], one);
        let tag = format!("W/\"{}\"", one["meta"]["versionId"].as_str().unwrap());
        assert_eq!((&entry["request"]["method"], &entry["response"]["etag"]), (&"PUT".into(), &tag.into()));
        let own = history["link"][0]["url"].as_str().unwrap();
        assert!(own.ends_with(&format!("/{resource}/{id}/_history?_page=1")), "{own}");
        let later = fhir(&client, &format!("{resource}/{id}/_history?_since=2030-01-01")).await;
        assert_eq!(later["total"], 0, "nothing since");
        let other = if resource == "Location" { "Organization" } else { "Location" };
        client.get(&format!("/fhir/R4/{other}/{id}/_history")).await.expect(404);
        client.get(&format!("/fhir/R4/{resource}/{id}/_history/1")).await.expect(404);
    }
    let told = fhir(&client, "metadata").await;
    let codes = told["rest"][0]["resource"][0]["interaction"].as_array().unwrap();
    assert!(codes.iter().any(|one| one["code"] == "history-instance"));
    assert!(codes.iter().all(|one| one["code"] != "vread"), "versions are not kept");
}

#[store::test(&steps())]
async fn where_a_place_has_no_number_of_its_own_the_one_of_whoever_offers_it_is_told_as_on_the_card(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    let owner = directory::OrganisationId::of(&directory::Origin::new(directory::Origin::PACK, "test_refuge"));
    let cards = directory::cards_of(store.read(), owner).await.unwrap();
    assert!(!cards.is_empty());
    let found = fhir(&client, &format!("HealthcareService?organization=Organization/{owner}")).await;
    assert_eq!(resources(&found).len(), cards.len());
    for one in resources(&found) {
        let card = cards.iter().find(|card| card.at.to_string() == *one["id"].as_str().unwrap()).unwrap();
        let phone = one["telecom"].as_array().unwrap().iter().find(|way| way["system"] == "phone").unwrap();
        assert_eq!(phone["value"].as_str(), card.phone.as_deref());
        assert_eq!(phone["value"], "+32 2 000 00 00");
    }
}

#[store::test(&steps())]
async fn what_cannot_be_answered_is_an_outcome(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    for (path, status, code) in [
        ("Practitioner", 404, "not-found"),
        ("Organization/none", 404, "not-found"),
        ("Organization/01936d6f-0000-7000-8000-000000000000", 404, "not-found"),
        ("Organization?_lastUpdated=soon", 400, "value"),
        ("Organization?_count=many", 400, "value"),
        ("Organization?active=perhaps", 400, "value"),
        ("Organization?name:above=x", 400, "not-supported"),
        ("Organization?active:missing=true", 400, "not-supported"),
        ("Organization?_lastUpdated:not=2026-01-01", 400, "not-supported"),
        ("Organization?_include=Foo:bar", 400, "not-supported"),
        ("Organization?_include:iterate=Organization:partof", 400, "not-supported"),
        ("Organization?_revinclude=Foo:bar", 400, "not-supported"),
        ("Organization?_has:Location:organization:name=x", 400, "not-supported"),
        ("HealthcareService?service-type:in=urn:x", 400, "not-supported"),
        ("HealthcareService?organization.name=x", 400, "not-supported"),
        ("HealthcareService?organization:Organization.name=x", 400, "not-supported"),
        ("HealthcareService?location:Organization=x", 400, "not-supported"),
        ("Location?near=here", 400, "value"),
        ("Location/_history?_since=soon", 400, "value"),
        ("Organization?_format=xml", 406, "not-supported"),
    ] {
        let reply = client.get(&format!("/fhir/R4/{path}")).await.expect(status);
        let outcome: Value = reply.json();
        assert_eq!(outcome["resourceType"], "OperationOutcome", "{path}");
        assert_eq!(outcome["issue"][0]["code"], code, "{path}");
        if let Some((_, modifier)) = path.split(['?', '=']).nth(1).and_then(|name| name.split_once(':')) {
            let told = outcome["issue"][0]["diagnostics"].as_str().unwrap();
            assert!(told.contains(modifier), "{path}: {told}");
        }
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"), "{path}");
    }
    let many = |name: &str, count: usize| format!("HealthcareService?{name}={}", vec!["x"; count].join(","));
    for path in
        [many("name", 201), many("service-type", 201), "Organization?name=x&".repeat(31).replace("&Organization?", "&")]
    {
        let outcome: Value = client.get(&format!("/fhir/R4/{path}")).await.expect(400).json();
        assert_eq!(outcome["issue"][0]["code"], "too-costly", "whoever asks too much is told how much is not");
    }
    fhir(&client, &many("name", 200)).await;
    fhir(&client, "Organization?whatever=1").await;
    let strict = strictly(&world, "/fhir/R4/Organization?whatever=1").await;
    assert_eq!(strict, 400, "who asks to be handled strictly hears of it");
}

async fn strictly(world: &World, path: &str) -> u16 {
    let request = Request::get(path).header("host", "relais.example").header("prefer", "handling=strict");
    world.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap().status().as_u16()
}

#[store::test(&steps())]
async fn the_capabilities_are_those_that_are_there(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    let statement = fhir(&client, "metadata").await;
    assert_eq!(
        (&statement["resourceType"], &statement["fhirVersion"]),
        (&"CapabilityStatement".into(), &"4.0.1".into())
    );
    nothing_empty(&statement);
    for resource in statement["rest"][0]["resource"].as_array().unwrap() {
        let kind = resource["type"].as_str().unwrap();
        for parameter in resource["searchParam"].as_array().unwrap() {
            let value = match parameter["type"].as_str().unwrap() {
                "date" => "ge2020-01-01",
                "special" => "50.5|4.5|1000",
                "token" if matches!(parameter["name"].as_str(), Some("active")) => "true",
                _ => "x",
            };
            let path = format!("/fhir/R4/{kind}?{}={value}", parameter["name"].as_str().unwrap());
            assert_eq!(strictly(&world, &path).await, 200, "{path}");
        }
        for (field, name) in [("searchInclude", "_include"), ("searchRevInclude", "_revinclude")] {
            for include in resource[field].as_array().into_iter().flatten() {
                let path = format!("/fhir/R4/{kind}?{name}={}", include.as_str().unwrap());
                assert_eq!(strictly(&world, &path).await, 200, "{path}");
            }
        }
    }
}
