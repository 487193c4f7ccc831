//! The codes of FHIR: who helps and where, in our systems and in those of HL7 Belgium, what sort of organisation it is, and its other names.

use serde_json::{Value, json};
use store::Store;
use testkit::Client;

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
