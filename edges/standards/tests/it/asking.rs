//! What programs ask of lists: filters, pages, languages, streams, what they have already, what cannot be read.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};
use store::Store;
use testkit::World;
use tower::ServiceExt as _;

use crate::world::{LISTS, ask, brussels, contents, hsds, ids, modules, publish, steps, testland, testland_with};

const ENVELOPE: [&str; 8] =
    ["total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"];

#[store::test(&steps())]
async fn pages_follow_each_other_and_end(store: Store) {
    let world = brussels(&store).await;
    let client = world.visitor();
    let all = hsds(&client, "/services?per_page=500").await;
    let keys: Vec<&str> = all.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ENVELOPE);
    let total = all["total_items"].as_u64().unwrap();
    let mut seen = Vec::new();
    for page in 1.. {
        let one = hsds(&client, &format!("/services?per_page=7&page={page}")).await;
        assert_eq!((&one["page_number"], &one["total_items"]), (&json!(page), &json!(total)));
        assert_eq!((one["first_page"] == true, one["size"].as_u64()), (page == 1, Some(contents(&one).len() as u64)));
        seen.extend(ids(&one));
        if one["last_page"] == true {
            assert_eq!(one["total_pages"], page);
            break;
        }
        assert_eq!(contents(&one).len(), 7);
    }
    assert_eq!(seen, ids(&all), "in the same order, nothing twice, nothing left out");
    let beyond = hsds(&client, "/services?page=9999").await;
    assert_eq!((&beyond["empty"], &beyond["last_page"], contents(&beyond).len()), (&json!(true), &json!(true), 0));
    let names: Vec<String> =
        contents(&all).iter().map(|one| search::folded(one["name"].as_str().unwrap()).join(" ")).collect();
    assert!(names.len() as u64 == total && total > 20);
}

#[store::test(&steps())]
async fn a_body_asks_the_same_as_an_address(store: Store) {
    let world = brussels(&store).await;
    let client = world.visitor();
    for (list, _, _) in LISTS {
        let got = hsds(&client, &format!("/{list}?page=2&per_page=3&full=true&lang=nl")).await;
        let body = r#"{"page": 2, "per_page": "3", "full": true, "lang": "nl", "search": null}"#;
        let asked: Value = ask(&client, &format!("/{list}"), "application/json", body).await.expect(200).json();
        assert_eq!(got, asked, "{list}");
        let form = "page=2&per_page=3&full=true";
        let asked = ask(&client, &format!("/{list}?lang=nl"), "application/x-www-form-urlencoded", form).await;
        assert_eq!(got, asked.expect(200).json::<Value>(), "{list}");
    }
    let empty: Value = ask(&client, "/services", "application/json", "").await.expect(200).json();
    assert_eq!(empty, hsds(&client, "/services").await);
}

#[store::test(&steps())]
async fn every_filter_must_be_met(store: Store) {
    let world = brussels(&store).await;
    let client = world.visitor();
    let all = hsds(&client, "/services?per_page=500&full=true&lang=fr").await;
    let owner = contents(&all)[0]["organization"]["id"].as_str().unwrap().to_owned();
    let mine = hsds(&client, &format!("/services?per_page=500&organization_id={owner}&full=true&lang=fr")).await;
    let expected: Vec<&Value> =
        contents(&all).iter().filter(|one| one["organization"]["id"] == owner.as_str()).collect();
    assert_eq!(contents(&mine).iter().collect::<Vec<_>>(), expected);

    let themes = |one: &Value| -> Vec<String> {
        let attributes = one["attributes"].as_array().into_iter().flatten();
        attributes.filter_map(|one| one["taxonomy_term_id"].as_str().map(str::to_owned)).collect()
    };
    let terms = hsds(&client, "/taxonomy_terms?per_page=500").await;
    let with_parent = contents(&terms).iter().find(|term| {
        term.get("parent_id").is_some()
            && contents(&all).iter().any(|one| themes(one).contains(&term["id"].as_str().unwrap().to_owned()))
    });
    let (child, parent) = {
        let term = with_parent.unwrap();
        (term["id"].as_str().unwrap(), term["parent_id"].as_str().unwrap())
    };
    let of = async |query: &str| ids(&hsds(&client, &format!("/services?per_page=500&{query}")).await);
    let narrow = of(&format!("taxonomy_term_id={child}")).await;
    let wide = of(&format!("taxonomy_term_id={parent}")).await;
    assert!(!narrow.is_empty() && narrow.iter().all(|id| wide.contains(id)), "what is below a term carries it");
    let other = contents(&all).iter().flat_map(themes).find(|term| term != child && term != parent).unwrap();
    let either: BTreeSet<String> = of(&format!("taxonomy_term_id={child},{other}")).await.into_iter().collect();
    let both: BTreeSet<String> =
        of(&format!("taxonomy_term_id={child}&taxonomy_term_id={other}")).await.into_iter().collect();
    let others: BTreeSet<String> = of(&format!("taxonomy_term_id={other}")).await.into_iter().collect();
    let narrow: BTreeSet<String> = narrow.into_iter().collect();
    assert_eq!(either, &narrow | &others);
    assert_eq!(both, &narrow & &others);
    let combined = of(&format!("taxonomy_term_id={child}&organization_id={owner}")).await;
    assert!(combined.iter().all(|id| narrow.contains(id) && ids(&mine).contains(id)));
}

#[store::test(&steps())]
async fn terms_are_told_by_what_they_are_below(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    let all = hsds(&client, "/taxonomy_terms?per_page=500").await;
    let top = hsds(&client, "/taxonomy_terms?per_page=500&top_only=true").await;
    let expected: Vec<&Value> = contents(&all).iter().filter(|term| term.get("parent_id").is_none()).collect();
    assert_eq!(contents(&top).iter().collect::<Vec<_>>(), expected);
    let parent = contents(&all).iter().find_map(|term| term["parent_id"].as_str()).unwrap();
    let parts = hsds(&client, &format!("/taxonomy_terms?parent_id={parent}")).await;
    assert!(!contents(&parts).is_empty() && contents(&parts).iter().all(|term| term["parent_id"] == parent));
    let taxonomies = hsds(&client, "/taxonomies?lang=en").await;
    let mut of_one = BTreeSet::new();
    for taxonomy in ids(&taxonomies) {
        let of_it = hsds(&client, &format!("/taxonomy_terms?per_page=500&taxonomy_id={taxonomy}")).await;
        assert!(
            !contents(&of_it).is_empty()
                && contents(&of_it).iter().all(|term| term["taxonomy_id"] == taxonomy.as_str())
        );
        of_one.extend(ids(&of_it));
    }
    assert_eq!(of_one, ids(&all).into_iter().collect(), "each term is of one taxonomy");
    let names: Vec<&str> = contents(&taxonomies).iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"Themes") && names.contains(&"Situations"), "{names:?}");
    let none = hsds(&client, "/taxonomy_terms?taxonomy_id=01936d6f-0000-7000-8000-000000000000").await;
    assert_eq!((&none["empty"], &none["total_pages"]), (&json!(true), &json!(0)));
}

#[store::test(&steps())]
async fn words_find_services_where_they_are_and_who_offers_them(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    let found = hsds(&client, "/services?search=thuisverpleging&lang=nl").await;
    assert_eq!(found["contents"][0]["name"], "Thuisverpleging Noord");
    let placed = hsds(&client, "/service_at_locations?search=thuisverplegign&lang=fr").await;
    assert_eq!(placed["contents"][0]["service"]["name"], "Soins à domicile Nord", "misspelt, and in another language");
    let owner = hsds(&client, "/organizations?search=infirmiers&lang=nl").await;
    assert_eq!(owner["contents"][0]["name"], "Testverpleging Noord");
    let nothing = hsds(&client, "/services?search=zzzzqqq").await;
    assert_eq!(nothing["total_items"], 0);
    let term = hsds(&client, "/taxonomy_terms?search=thuis&lang=nl").await;
    assert!(!contents(&term).is_empty());
}

#[store::test(&steps())]
async fn who_is_called_so_comes_before_who_offers_it_and_each_once(store: Store) {
    let expert = |text: &str| text.replace("en = \"Test expert team\"", "en = \"Test nurses at home\"");
    let world = World::in_region(&store, modules(), testland_with("services.toml", expert)).await;
    world.index().await;
    publish(&world).await;
    let client = world.visitor();
    let names = async |path: &str| {
        let page = hsds(&client, path).await;
        contents(&page).iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let services = names("/services?search=nurses&lang=en").await;
    assert!(services.contains(&"Test nurses at home".to_owned()), "{services:?}");
    let found = names("/organizations?search=nurses&lang=en").await;
    assert_eq!(found[0], "Test Nurses North", "who is called so");
    let offering = found[1..].iter().map(String::as_str).collect::<BTreeSet<_>>();
    assert_eq!(
        (found.len(), offering),
        (3, BTreeSet::from(["Test Refuge", "Test Support"])),
        "who offers it, each once"
    );
    assert!(names("/organizations?search=%3F&lang=en").await.is_empty(), "no word at all names nobody");
}

#[store::test(&steps())]
async fn who_stands_in_for_somebody_else_was_not_asked_for(store: Store) {
    let elsewhere = |text: &str| text.replace("themes = [\"home_nursing\"]", "themes = [\"home_care\"]");
    let world = World::in_region(&store, modules(), testland_with("services.toml", elsewhere)).await;
    world.index().await;
    publish(&world).await;
    let client = world.visitor();
    let page = client.get("/search?q=home+nurse&lang=en").await.expect(200).outline();
    assert!(page.says("Home nursing North"), "people are shown who comes close: {page}");
    let found = hsds(&client, "/services?search=home+nurse&lang=en").await;
    assert_eq!(found["total_items"], 0, "programs asked for nurses: {found:#}");
}

#[store::test(&steps())]
async fn places_are_near_or_served(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    let of = async |query: &str| {
        let page = hsds(&client, &format!("/service_at_locations?lang=en&{query}")).await;
        let names = contents(&page).iter().map(|one| one["service"]["name"].as_str().unwrap().to_owned());
        names.collect::<BTreeSet<_>>()
    };
    assert!(of("postcode=9001").await.contains("Home nursing North"));
    assert!(of("postcode=9002").await.contains("Home nursing North"), "9002 lies partly in the North");
    let north_only = of("postcode=9003").await;
    assert!(!north_only.contains("Home nursing North") && north_only.contains("Test helpdesk"), "{north_only:?}");
    assert!(of("lat=50.5&lon=4.5&radius=1").await.is_empty());
}

#[store::test(&steps())]
async fn all_records_come_a_line_each(store: Store) {
    let world = brussels(&store).await;
    let client = world.visitor();
    for (list, _, _) in LISTS {
        let reply = client.get(&format!("/hsds/v3/{list}?format=ndjson&full=true&lang=nl")).await.expect(200);
        assert_eq!(reply.header("content-type"), Some("application/x-ndjson"));
        let text = reply.text();
        assert!(text.ends_with('\n'));
        let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let page = hsds(&client, &format!("/{list}?per_page=500&full=true&lang=nl")).await;
        assert_eq!(&lines, contents(&page), "{list}");
    }
    let minimal = hsds(&client, "/services?minimal=true").await;
    assert_eq!(minimal["total_pages"], 1);
    let keys: Vec<&str> = minimal["contents"][0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["id", "last_modified", "modified_date"]);
}

#[store::test(&steps())]
async fn texts_come_in_the_language_that_is_asked(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor().speaking(kernel::Lang::Fr);
    let reply = client.get("/hsds/v3/services?search=thuisverpleging").await.expect(200);
    assert_eq!(reply.header("content-language"), Some("fr"));
    assert_eq!(reply.json::<Value>()["contents"][0]["name"], "Soins à domicile Nord");
    let reply = client.get("/hsds/v3/services?search=thuisverpleging&lang=en&full=true").await.expect(200);
    assert_eq!(reply.header("content-language"), Some("en"));
    let service = &reply.json::<Value>()["contents"][0];
    assert_eq!(service["name"], "Home nursing North");
    let versions = service["translations"].as_array().unwrap();
    let version = json!({"field": "name", "language": "nl", "value": "Thuisverpleging Noord", "state": "source"});
    assert!(versions.contains(&version), "{versions:?}");
}

#[store::test(&steps())]
async fn who_has_an_answer_is_not_sent_it_again(store: Store) {
    let world = testland(&store).await;
    let id = ids(&hsds(&world.visitor(), "/services").await).remove(0);
    for path in ["/services?lang=nl", "/services?lang=nl&format=ndjson", &format!("/services/{id}?lang=nl")] {
        let path = format!("/hsds/v3{path}");
        let first = world.visitor().get(&path).await.expect(200);
        let tag = first.header("etag").unwrap().to_owned();
        let again = fetch(&world, Method::GET, &path, ("if-none-match", &tag)).await;
        assert_eq!((again.status().as_u16(), again.headers()["etag"].to_str().unwrap()), (304, tag.as_str()), "{path}");
        assert_eq!(first.header("last-modified"), None, "whole seconds would hide the second change of one");
        let again = fetch(&world, Method::GET, &path, ("if-modified-since", "Sun, 22 Nov 2099 10:00:00 GMT")).await;
        assert_eq!(again.status(), 200, "{path}");
        let other = fetch(&world, Method::GET, &path.replace("nl", "fr"), ("if-none-match", &tag)).await;
        assert_eq!(other.status(), 200, "another language is another answer: {path}");
    }
    let zipped = fetch(&world, Method::GET, "/hsds/v3/services", ("accept-encoding", "gzip")).await;
    assert_eq!(zipped.headers()["content-encoding"], "gzip");
}

#[store::test(&steps())]
async fn the_second_change_of_a_second_is_not_missed(store: Store) {
    let world = testland(&store).await;
    let rename = async |name: &str| {
        let change = |text: &str| text.replace("Home nursing North", name);
        crate::world::reload(&world, &crate::world::testland_with("services.toml", change)).await;
        crate::world::publish(&world).await;
    };
    rename("Nurses").await;
    let first = world.visitor().get("/hsds/v3/services?lang=en").await.expect(200);
    // The clock of the house stands still.
    rename("Nurses at home").await;
    for (name, kept) in [("last-modified", "if-modified-since"), ("etag", "if-none-match")] {
        let Some(known) = first.header(name) else { continue };
        let again = fetch(&world, Method::GET, "/hsds/v3/services?lang=en", (kept, known)).await;
        assert_eq!(again.status(), 200, "{kept}");
    }
}

async fn fetch(world: &World, method: Method, path: &str, (name, value): (&str, &str)) -> axum::response::Response {
    let request = Request::builder().method(method).uri(path).header("host", "relais.example").header(name, value);
    world.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

#[store::test(&steps())]
async fn pages_of_other_sites_may_read_it_all(store: Store) {
    let world = testland(&store).await;
    let origin = ("origin", "https://other.example");
    for path in ["/hsds/v3", "/hsds/v3/services", "/hsds/v3/services?page=x", "/hsds/v3/services/none"] {
        let answer = fetch(&world, Method::GET, path, origin).await;
        assert_eq!(answer.headers()["access-control-allow-origin"], "*", "{path}");
        assert_eq!(answer.headers()["cross-origin-resource-policy"], "cross-origin", "{path}");
    }
    let may = fetch(&world, Method::OPTIONS, "/hsds/v3/services", origin).await;
    assert_eq!(may.status(), 204);
    assert!(may.headers()["access-control-allow-methods"].to_str().unwrap().contains("POST"));
    let sent = fetch(&world, Method::POST, "/hsds/v3/services", origin).await;
    assert_eq!((sent.status().as_u16(), &sent.headers()["access-control-allow-origin"]), (200, &"*".parse().unwrap()));
    let page = fetch(&world, Method::GET, "/", origin).await;
    assert!(page.headers().get("access-control-allow-origin").is_none(), "only what is for programs is shared");
}

#[store::test(&steps())]
async fn what_cannot_be_read_is_named_and_what_is_not_there_is_not_found(store: Store) {
    let world = testland(&store).await;
    let client = world.visitor();
    for (list, query, field) in [
        ("services", "page=0", "page"),
        ("services", "per_page=many", "per_page"),
        ("services", "full=perhaps", "full"),
        ("services", "format=xml", "format"),
        ("services", "organization_id=1", "organization_id"),
        ("services", "taxonomy_term_id=x", "taxonomy_term_id"),
        ("services", "taxonomy_id=x", "taxonomy_id"),
        ("services", "modified_after=soon", "modified_after"),
        ("services", "minimum_age=300", "minimum_age"),
        ("services", "lang=de", "lang"),
        ("services", "search=a%00", "search"),
        ("service_at_locations", "postcode=0000", "postcode"),
        ("service_at_locations", "proximity=10", "postcode"),
        ("service_at_locations", "lat=10", "lon"),
        ("taxonomy_terms", "parent_id=x", "parent_id"),
        ("organizations", "full_service=perhaps", "full_service"),
    ] {
        let reply = client.get(&format!("/hsds/v3/{list}?{query}")).await.expect(400);
        assert_eq!(reply.header("content-type"), Some("application/problem+json"), "{query}");
        assert_eq!(reply.json::<Value>()["field"], field, "{query}");
        let reply = ask(&client, &format!("/{list}"), "application/x-www-form-urlencoded", query).await.expect(400);
        assert_eq!(reply.json::<Value>()["field"], field, "{query}");
    }
    for body in ["[]", "{", "1"] {
        let reply = ask(&client, "/services", "application/json", body).await.expect(400);
        assert_eq!(reply.json::<Value>()["field"], "body", "{body}");
    }
    let service = ids(&hsds(&client, "/services").await).remove(0);
    for path in [
        "/services/01936d6f-0000-7000-8000-000000000000".to_owned(),
        "/services/none".to_owned(),
        format!("/organizations/{service}"),
        "/locations".to_owned(),
        "/profile/other.json".to_owned(),
    ] {
        let reply = client.get(&format!("/hsds/v3{path}")).await.expect(404);
        assert_eq!(reply.header("content-type"), Some("application/problem+json"), "{path}");
    }
    let unknown = hsds(&client, "/services?whatever=1").await;
    assert_eq!(ids(&unknown), ids(&hsds(&client, "/services").await), "unknown parameters are passed over");
}
