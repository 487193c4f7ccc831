//! Texts in every language that a peer offers, and in one language of whoever does not say which there are.

use serde_json::{Value, json};
use store::Store;

use super::plain::{script, service as a_service, site};
use super::{NAME, Served, add, again, names, reading, serve, service, told};
use crate::world::{contents, hsds, steps};
use kernel::Lang;
use testkit::World;

/// What is read of a service, in a language.
async fn texts(world: &World, lang: Lang) -> Vec<Value> {
    let page = hsds(&world.visitor(), &format!("/services?lang={lang}&per_page=100&full=true")).await;
    let mut all: Vec<Value> = contents(&page).iter().map(told_of).collect();
    all.sort_by_key(|one| one["name"].to_string());
    all
}

fn told_of(one: &Value) -> Value {
    let mut told = json!({});
    for field in [
        "name",
        "summary",
        "description",
        "plain_language",
        "eligibility_description",
        "fees_description",
        "application_process",
        "translations",
    ] {
        told[field] = one[field].clone();
    }
    let documents = one["required_documents"].as_array().into_iter().flatten();
    told["documents"] = documents.map(|one| json!([one["document"], one["translations"]])).collect();
    let places = one["service_at_locations"].as_array().unwrap().iter();
    told["places"] = places
        .map(|at| json!([at["location"]["name"], at["location"]["addresses"][0]["address_1"], at["opening_hours"]]))
        .collect();
    told
}

#[store::test(&steps())]
async fn texts_come_in_every_language_that_the_peer_offers(store: Store) {
    let peer = Served::new().await;
    let world = reading(&store).await;
    // It is asked in English; the other languages come along.
    let editor = add(&world, &peer.address).await;
    for lang in Lang::ALL {
        assert_eq!(texts(&world, lang).await, texts(&peer.world, lang).await, "{lang}: {}", told(&editor).await);
    }
    let refuge = service(&world, "Test refuge").await;
    let is_french = |one: &&Value| one["field"] == "name" && one["language"] == "fr";
    let french = refuge["translations"].as_array().unwrap().iter().find(is_french);
    assert_eq!(french.unwrap()["value"], "Refuge test", "{refuge:#}");
    assert_eq!(refuge["service_at_locations"][0]["opening_hours"], "24/7");
    let owners = async |world: &World| -> Vec<Value> {
        let page = hsds(&world.visitor(), "/organizations?lang=fr&per_page=100&full=true").await;
        let told = |one: &Value| json!([one["name"], one["description"], one["translations"], one["website"]]);
        let read = contents(&page).iter().any(|one| one.get("read_from").is_some());
        let of_them = contents(&page).iter().filter(|one| one.get("read_from").is_some() == read);
        let mut all: Vec<Value> = of_them.map(told).collect();
        all.sort_by_key(Value::to_string);
        all
    };
    assert_eq!(owners(&world).await, owners(&peer.world).await);

    peer.change(|text| text.replace("Refuge test", "Maison test").replace("Testvluchthuis\", fr", "Testhuis\", fr"))
        .await;
    again(&world, &editor, "changes").await;
    assert_eq!(texts(&world, Lang::Fr).await, texts(&peer.world, Lang::Fr).await);
    assert_eq!(texts(&world, Lang::Nl).await, texts(&peer.world, Lang::Nl).await);
    peer.serving.abort();
}

#[store::test(&steps())]
async fn who_does_not_say_which_languages_there_are_keeps_one(store: Store) {
    let script = script(1);
    script.lock().unwrap().services[0]["description"] = "What it does. And more of it.".into();
    let (address, serving) = serve(site(&script)).await;
    let world = reading(&store).await;
    add(&world, &address).await;
    let one = service(&world, "Service 000").await;
    let languages = one["translations"].as_array().unwrap().iter().map(|one| one["language"].as_str().unwrap());
    assert!(languages.clone().all(|lang| lang == "en") && languages.count() > 1, "{one:#}");
    assert_eq!((&one["summary"], &one["read_from"]), (&json!("What it does."), &json!(NAME)));
    serving.abort();
}

#[store::test(&steps())]
async fn nonsense_among_translations_does_no_harm(store: Store) {
    let mut bold = a_service(1, "Bold");
    let mut versions = vec![
        json!({"field": "name", "language": "nl", "value": "<b>Stoer</b><script>alert(1)</script>", "state": "source"}),
        json!({"field": "name", "language": "fr", "value": "Hardi", "state": "perfect"}),
        json!({"field": "description", "language": "fr", "value": "x".repeat(5_000), "state": "source"}),
        json!({"field": "name", "language": "de", "value": "Kühn", "state": "source"}),
        json!({"field": {"name": []}, "language": null, "value": 7}),
        json!("name"),
    ];
    versions.extend((0..2_000).map(|n| json!({"field": "name", "language": "nl", "value": format!("Again {n}")})));
    bold["translations"] = versions.into();
    bold["organization"]["translations"] = json!({"name": "all"});
    let mut nameless = a_service(2, "Nameless");
    nameless["translations"] = json!([{"field": "name", "language": "nl", "value": " ", "state": "source"}]);
    let script = script(0);
    script.lock().unwrap().services = vec![bold, nameless];
    let (address, serving) = serve(site(&script)).await;
    let world = reading(&store).await;
    let editor = add(&world, &address).await;
    // The English one that it does not have is read as somebody wrote it, not as a machine did.
    assert_eq!(names(&world).await, ["Nameless", "Stoer"], "{}", told(&editor).await);
    let stout = service(&world, "Stoer").await;
    let version = |field: &str, lang: &str| {
        let all = stout["translations"].as_array().unwrap().iter();
        all.clone().find(|one| one["field"] == field && one["language"] == lang).unwrap().clone()
    };
    assert_eq!(version("name", "fr")["state"], "automatic", "nobody vouched for it");
    assert_eq!(version("name", "nl")["value"], "Stoer");
    assert!(version("summary", "fr")["value"].as_str().unwrap().chars().count() <= 300);
    assert!(!stout.to_string().contains("alert") && !stout.to_string().contains("Again"), "{stout}");
    serving.abort();
}
