//! The codes of FHIR: who helps and where, in our systems and in those of HL7 Belgium, what sort of organisation it is, and its other names.

use axum::http::Method;
use serde_json::{Value, json};
use store::Store;
use testkit::Client;

use crate::program::Program;
use crate::world::{brussels, hsds, publish, reload, steps, testland, testland_with};

const HCPARTY: &str = "https://www.ehealth.fgov.be/standards/fhir/core/CodeSystem/cd-hcparty";
const CARE_LOCATION: &str = "https://www.ehealth.fgov.be/standards/fhir/core/CodeSystem/be-cs-care-location";

async fn fhir(client: &Client, path: &str) -> Value {
    client.get(&format!("/fhir/R4/{path}")).await.expect(200).json()
}

#[store::test(&steps())]
async fn who_helps_and_where_have_the_systems_of_their_facets_and_the_codes_of_hl7_belgium(store: Store) {
    let world = testland(&store).await;
    let mapped = testland_with("themes.toml", |text| {
        format!(
            "{text}\n[mapping.hl7_be_hcparty]\npersnurse = {{ exact = [\"profession_nurse\"] }}\n\
            [mapping.hl7_be_care_location]\nrecovery-home = {{ exact = [\"setting_shelter\"] }}\n"
        )
    });
    reload(&world, &mapped).await;
    publish(&world).await;
    let client = world.visitor();
    let all = fhir(&client, "HealthcareService?name=test%20refuge").await;
    let service = &all["entry"][0]["resource"];
    let codes = |part: &str| -> Vec<(String, String)> {
        let codings = service[part][0]["coding"].as_array().unwrap().iter();
        codings
            .map(|one| (one["system"].as_str().unwrap().to_owned(), one["code"].as_str().unwrap().to_owned()))
            .collect()
    };
    let (needs, helping, settings) = (codes("type"), codes("specialty"), codes("characteristic"));
    assert_eq!((helping[0].1.as_str(), settings[0].1.as_str()), ("profession_nurse", "setting_shelter"));
    assert_eq!(helping[1], (HCPARTY.to_owned(), "persnurse".to_owned()));
    assert_eq!(settings[1], (CARE_LOCATION.to_owned(), "recovery-home".to_owned()));
    assert!(needs[0].0 != helping[0].0 && helping[0].0 != settings[0].0, "each facet is a system of its own");
    let taxonomies = hsds(&client, "/taxonomies").await;
    for (system, _) in [&needs[0], &helping[0], &settings[0]] {
        let id = system.strip_prefix("urn:uuid:").unwrap();
        assert!(taxonomies["contents"].as_array().unwrap().iter().any(|one| one["id"] == id), "{system}");
    }
    for (query, total) in [
        ("specialty=profession_nurse".to_owned(), 1),
        (format!("specialty={HCPARTY}|persnurse"), 1),
        ("specialty=persnurse".to_owned(), 1),
        (format!("specialty={CARE_LOCATION}|persnurse"), 0),
        (format!("characteristic={CARE_LOCATION}|recovery-home"), 1),
        (format!("characteristic={}|setting_shelter", settings[0].0), 1),
        ("specialty=urn:other|profession_nurse".to_owned(), 0),
    ] {
        assert_eq!(fhir(&client, &format!("HealthcareService?{query}")).await["total"], total, "{query}");
    }
    let told = hsds(&client, &format!("/services/{}", service_id())).await;
    let about: Vec<&Value> = told["attributes"].as_array().unwrap().iter().map(|one| &one["link_type"]).collect();
    assert!(about.contains(&&json!("setting")) && about.contains(&&json!("profession")), "{told}");
}

/// How many resources a search finds.
async fn total(client: &Client, query: &str) -> u64 {
    fhir(client, &format!("{query}&_summary=count")).await["total"].as_u64().unwrap()
}

#[store::test(&steps())]
async fn a_code_is_sought_in_its_own_element_and_with_its_own_system(store: Store) {
    let world = brussels(&store).await;
    let client = world.visitor();
    let all = fhir(&client, "HealthcareService?_count=500").await;
    let services: Vec<&Value> = all["entry"].as_array().unwrap().iter().map(|one| &one["resource"]).collect();
    let shown = |one: &Value, element: &str, fits: &dyn Fn(&Value) -> bool| {
        let concepts = one[element].as_array().into_iter().flatten();
        concepts.flat_map(|concept| concept["coding"].as_array().into_iter().flatten()).any(fits)
    };
    let with = |element: &str, fits: &dyn Fn(&Value) -> bool| {
        services.iter().filter(|one| shown(one, element, fits)).count() as u64
    };
    assert_eq!(services.len() as u64, all["total"].as_u64().unwrap(), "all of them are at hand");
    for (parameter, element) in
        [("service-type", "type"), ("specialty", "specialty"), ("characteristic", "characteristic")]
    {
        let some = services.iter().find(|one| shown(one, element, &|_| true)).unwrap();
        let coding = some[element][0]["coding"][0].clone();
        let (system, code) = (coding["system"].as_str().unwrap(), coding["code"].as_str().unwrap());
        let (fitting, of_system) =
            (with(element, &|one| one["code"] == code), with(element, &|one| one["system"] == system));
        assert!(fitting > 0 && fitting < services.len() as u64, "{parameter}");
        for (asked, expected) in [
            (format!("{parameter}={code}"), fitting),
            (format!("{parameter}={system}|{code}"), fitting),
            (format!("{parameter}={system}|"), of_system),
            (format!("{parameter}=|{code}"), 0),
            (format!("{parameter}=http://nonsense|{code}"), 0),
            (format!("{parameter}=http://nonsense|"), 0),
            (format!("{parameter}:not={code}"), services.len() as u64 - fitting),
        ] {
            assert_eq!(total(&client, &format!("HealthcareService?{asked}")).await, expected, "{asked}");
        }
        for other in ["service-type", "specialty", "characteristic"].into_iter().filter(|other| *other != parameter) {
            assert_eq!(total(&client, &format!("HealthcareService?{other}={code}")).await, 0, "{other}={code}");
        }
    }
}

#[store::test(&steps())]
async fn a_type_an_identifier_and_a_state_have_a_system(store: Store) {
    let world = brussels(&store).await;
    let client = world.visitor();
    for (kind, system, code) in [
        ("Organization", "http://terminology.hl7.org/CodeSystem/organization-type", "prov"),
        ("Location", "http://terminology.hl7.org/CodeSystem/location-physical-type", "si"),
    ] {
        let count = async |query: &str| total(&client, &format!("{kind}?{query}")).await;
        let (all, fitting) = (count("").await, count(&format!("type={code}")).await);
        assert!(fitting > 0 && fitting < all, "{kind}");
        assert_eq!(count(&format!("type={system}|{code}")).await, fitting);
        assert_eq!(count(&format!("type={system}|")).await, all);
        assert_eq!(count(&format!("type:not={code}")).await, all - fitting);
        for nothing in
            [format!("type=http://nonsense|{code}"), format!("type=|{code}"), "type=http://nonsense|".to_owned()]
        {
            assert_eq!(count(&nothing).await, 0, "{nothing}");
        }
    }
    let organisations = total(&client, "Organization?").await;
    let some = fhir(&client, "Organization?_count=1").await["entry"][0]["resource"]["id"].as_str().unwrap().to_owned();
    let program = Program::of_editor(&world, "write").await;
    let number = json!({ "fields": { "identifiers": [{ "scheme": "kbo", "value": "0123.456.749" }] } });
    let path = format!("/api/v1/entries/organisation/{some}");
    program.send(Method::PATCH, &path, &[("if-match", "*")], Some(number)).await.expect(200);
    publish(&world).await;
    let told = fhir(&client, &format!("Organization/{some}")).await["identifier"][0].clone();
    let (system, value) = (told["system"].as_str().unwrap(), told["value"].as_str().unwrap());
    for (asked, expected) in [
        ("active=true".to_owned(), organisations),
        ("active:not=true".to_owned(), 0),
        ("active:not=false".to_owned(), organisations),
        ("active=http://nonsense|true".to_owned(), 0),
        (format!("identifier={system}|{value}"), 1),
        (format!("identifier={system}|"), 1),
        (format!("identifier=|{value}"), 0),
        (format!("identifier=http://nonsense|{value}"), 0),
    ] {
        assert_eq!(total(&client, &format!("Organization?{asked}")).await, expected, "{asked}");
    }
    let places = total(&client, "Location?").await;
    for (asked, expected) in [("active", places), ("http://nonsense|active", 0), ("suspended", 0)] {
        assert_eq!(total(&client, &format!("Location?status={asked}")).await, expected, "{asked}");
    }
}

fn service_id() -> directory::ServiceId {
    directory::ServiceId::of(&directory::Origin::new(directory::Origin::PACK, "test_shelter"))
}

#[store::test(&steps())]
async fn an_organisation_is_found_by_every_name_and_says_of_what_sort_it_is(store: Store) {
    let world = brussels(&store).await;
    let client = world.visitor();
    let called = fhir(&client, "Organization?name=UPE").await;
    let names: Vec<&str> =
        called["entry"].as_array().unwrap().iter().map(|one| one["resource"]["name"].as_str().unwrap()).collect();
    assert!(
        names.iter().any(|name| name.contains("rgoth")),
        "by an abbreviation that is no part of its name: {names:?}"
    );
    for (code, some) in [("prov", true), ("govt", true), ("other", true), ("nonsense", false)] {
        let found = fhir(&client, &format!("Organization?type={code}&_count=500")).await;
        assert_eq!(found["total"].as_u64().unwrap() > 0, some, "{code}");
        let entries = found["entry"].as_array().into_iter().flatten();
        assert!(entries.map(|one| &one["resource"]["type"][0]["coding"][0]["code"]).all(|told| told == code), "{code}");
    }
    let places = fhir(&client, "Location?type=area&_count=500").await;
    assert!(places["total"].as_u64().unwrap() > 0, "what is known by its part of the region only");
    let id = called["entry"][0]["resource"]["id"].as_str().unwrap();
    let told = hsds(&client, &format!("/organizations/{id}")).await;
    let variants = told["attributes"].as_array().unwrap().iter().filter(|one| one["link_type"] == "variant").count();
    assert_eq!(variants, 2, "each of them, where the standard has room for one: {told}");
}
