//! The public pages, as readers meet them: in three languages, with a place that is clear, unclear or unknown.

use directory::{OrganisationId, Origin, ServiceId, TEXTS};
use house::import::ImportJob;
use kernel::Lang;
use store::Store;
use territory::Gazetteers;
use testkit::World;

use crate::world::steps;

fn service(id: &str) -> String {
    format!("/services/{}", ServiceId::of(&Origin::new(Origin::PACK, id)))
}

/// Testland with its services found.
async fn testland(store: &Store) -> World {
    let world = World::new(store, [territory::module(), directory::module()]).await;
    world.index().await;
    world
}

#[test]
fn every_text_is_there_in_every_language_and_used() {
    let faults = web::testing::check_catalogue(env!("CARGO_MANIFEST_DIR"), &TEXTS);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[store::test(&steps())]
async fn every_page_is_whole_in_every_language(store: Store) {
    let world = testland(&store).await;
    let organisation = OrganisationId::of(&Origin::new(Origin::PACK, "test_support"));
    let pages = [
        "/".to_owned(),
        "/search?q=thuisverpleging&place=Testland".to_owned(),
        "/search?q=blorft".to_owned(),
        "/search?place=9002".to_owned(),
        "/search?place=nowhere+at+all".to_owned(),
        "/themes".to_owned(),
        "/themes/home_nursing".to_owned(),
        service("test_helpdesk"),
        service("test_expert_team"),
        format!("/organisations/{organisation}"),
    ];
    for lang in Lang::ALL {
        let visitor = world.visitor().speaking(lang);
        for page in &pages {
            let reply = visitor.get(page).await.expect(200);
            let faults = web::testing::check_html(&reply.text());
            assert!(faults.is_empty(), "{lang} {page}: {faults:?}");
            assert!(!reply.text().contains("directory-"), "{lang} {page} shows a key");
            assert!(reply.text().contains(&format!("lang=\"{lang}\"")), "{lang} {page}");
        }
    }
}

#[store::test(&steps())]
async fn the_front_page_leads_to_help(store: Store) {
    let world = testland(&store).await;
    let front = world.visitor().speaking(Lang::Nl).get("/").await.expect(200).outline();
    assert_eq!((front.field("q"), front.field("place")), (Some(""), Some("")));
    assert!(front.links.iter().any(|(_, href)| href.starts_with("/search?place=municipality~")), "the map");
    assert!(front.links.iter().any(|(_, href)| href.starts_with("/themes/")), "the themes");
    assert!(front.links.iter().any(|(_, href)| href == "tel:112"), "whom to call in danger");
}

#[store::test(&steps())]
async fn results_say_why_and_lead_on(store: Store) {
    let world = testland(&store).await;
    let reply = world.visitor().speaking(Lang::Fr).get("/search?q=soins+infirmiers").await.expect(200);
    let page = reply.outline();
    assert!(page.says("Soins à domicile Nord"), "{page}");
    assert_eq!(page.link("Soins à domicile Nord"), Some(service("test_home_nursing").as_str()));
    assert!(reply.text().contains(r#"class="chips" aria-label="Pourquoi ce résultat""#));
    assert_eq!(page.field("q"), Some("soins infirmiers"), "what was typed stays");
}

#[store::test(&steps())]
async fn a_place_in_several_zones_is_asked_back_and_never_guessed(store: Store) {
    let world = testland(&store).await;
    let visitor = world.visitor().speaking(Lang::En);
    let page = visitor.get("/search?q=nursing&place=9002").await.expect(200).outline();
    assert!(page.says("Where in “9002” are you looking?"), "{page}");
    let choices: Vec<&str> =
        page.links.iter().map(|(_, href)| href.as_str()).filter(|href| href.contains("place=")).collect();
    assert!(choices.len() >= 2, "{choices:?}");
    for choice in choices {
        let chosen = visitor.get(choice).await.expect(200).outline();
        assert!(!chosen.says("are you looking?"), "{choice} is asked back");
    }
}

#[store::test(&steps())]
async fn nothing_found_is_answered_with_a_way_on(store: Store) {
    let world = testland(&store).await;
    let page = world.visitor().speaking(Lang::Nl).get("/search?q=xqzzvw&open=1").await.expect(200).outline();
    assert!(page.says("Niets gevonden"), "{page}");
    assert!(page.link("Zoek ruimer").is_some() && page.link("Bekijk de thema’s").is_some());
    assert!(page.links.iter().any(|(_, href)| href == "tel:112"));
}

#[store::test(&steps())]
async fn past_the_end_of_the_results_the_way_leads_back_to_the_first_page(store: Store) {
    let world = testland(&store).await;
    let visitor = world.visitor().speaking(Lang::En);
    let page = visitor.get("/search?q=nursing&place=9001&offset=9000").await.expect(200).outline();
    assert!(!page.says("Nothing found") && page.says("The list does not go that far"), "{page}");
    let first = page.link("To the first page").unwrap();
    assert!(!first.contains("offset"), "{first}");
    assert!(visitor.get(first).await.expect(200).outline().says("Home nursing North"), "{first}");
}

#[store::test(&steps())]
async fn a_service_says_what_is_unknown(store: Store) {
    let world = testland(&store).await;
    let page = world.visitor().speaking(Lang::En).get(&service("test_home_nursing")).await.expect(200).outline();
    for expected in [
        "Home nursing North",
        "Can I go there?",
        "We do not know this yet. The helpdesk gladly finds it out with you: What does it cost?",
        "Not yet checked",
        "We only know the care zone",
        "The helpdesk gladly finds them with you",
    ] {
        assert!(page.says(expected), "{expected} is missing in\n{page}");
    }
    assert!(!page.says("Call first") && !page.says("ask first"), "there is no number to call\n{page}");
    let unknown = page.lines.iter().filter(|line| line.contains("What does it cost?")).count();
    assert_eq!(unknown, 1, "what is not known is said once\n{page}");
}

#[store::test(&steps())]
async fn one_is_told_to_call_first_where_a_number_is_known(store: Store) {
    let modules = [territory::module(), directory::module()];
    let world = World::in_region(&store, modules, World::real_pack("brussels")).await;
    let page = world.visitor().speaking(Lang::Fr).get(&service("brusano_helpdesk")).await.expect(200).outline();
    assert!(page.says("Nous ne connaissons pas encore les heures. Appelez d’abord."), "{page}");
}

#[store::test(&steps())]
async fn what_does_not_exist_is_a_page_that_says_so(store: Store) {
    let world = testland(&store).await;
    let nobody = "00000000-0000-7000-8000-000000000000";
    for path in [
        format!("/services/{nobody}"),
        format!("/organisations/{nobody}"),
        "/services/1".to_owned(),
        "/services/%00".to_owned(),
        "/organisations/../etc".to_owned(),
        "/themes/nothing".to_owned(),
        "/themes/%3Cscript%3E".to_owned(),
    ] {
        world.visitor().get(&path).await.expect(404);
    }
}

#[store::test(&steps())]
async fn no_question_breaks_a_page(store: Store) {
    let world = testland(&store).await;
    let long = "a".repeat(301);
    let visitor = world.visitor();
    for (query, status) in [
        ("q=%3Cscript%3Ealert(1)%3C/script%3E&place=%22%3E%3Cimg+src=x%3E", 200),
        ("q=%27%20or%201=1--&place=%27;drop%20table%20service", 200),
        ("q=%F0%9F%98%80%E2%80%AE%CC%81&place=%F0%9F%98%80", 200),
        ("q=AND+OR+NOT+(+%22+*+~+%5B&place=*", 200),
        ("q=%FF%FE&place=%FF", 200),
        ("q=x&unknown=field", 200),
        ("q=a%00b", 400),
        (&format!("q={long}"), 400),
        ("q=x&offset=minus", 400),
        ("q=x&theme=No+Code", 400),
        ("q=x&theme=no_such_theme", 400),
        ("q=x&language=Klingon", 400),
        ("q=x&offset=99999999", 200),
    ] {
        let reply = visitor.get(&format!("/search?{query}")).await.expect(status);
        assert!(!reply.text().contains("<script>alert") && !reply.text().contains("<img src=x"), "{query}");
    }
}

/// Streets of Testland; nobody knows where in Middletown the second one lies.
const STREETS: &str = "nl,fr,nis\nTestlaan,Avenue du Test,99001\nEmile Testerstraat,Rue Émile Tester,99002\n";
const STREET_MAPPING: &str = r#"
kind = "territory.street"
format = "csv"
[fields]
"names.nl" = "nl"
"names.fr" = "fr"
municipality = "nis"
"#;

async fn import_streets(world: &World) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("streets.csv");
    std::fs::write(&file, STREETS).unwrap();
    let (cx, mapping) = (world.system(), Some(STREET_MAPPING));
    let job =
        ImportJob { source: None, cx: &cx, house: &world.house, file: &file, mapping, dry_run: false, progress: &() };
    assert_eq!((territory::IMPORT.run)(job).await.unwrap().added, 2);
    world.house.fixtures.get::<Gazetteers>().unwrap().refresh(world.store()).await.unwrap();
}

#[store::test(&steps())]
async fn a_street_is_only_asked_for_where_streets_are_known(store: Store) {
    let world = testland(&store).await;
    let visitor = world.visitor().speaking(Lang::Nl);
    for page in ["/", "/themes", "/themes/home_nursing", "/search?q=wonden"] {
        let shown = visitor.get(page).await.expect(200).text();
        assert!(shown.contains("placeholder=\"postcode of gemeente\""), "{page}");
    }
    let nowhere = visitor.get("/search?place=Onbekendestraat").await.expect(200).outline();
    assert!(nowhere.says("Straten kennen we hier nog niet"), "{nowhere}");
    import_streets(&world).await;
    for page in ["/", "/themes", "/themes/home_nursing", "/search?q=wonden"] {
        let shown = visitor.get(page).await.expect(200).text();
        assert!(shown.contains("placeholder=\"postcode, gemeente of straat\""), "{page}");
    }
}

#[store::test(&steps())]
async fn a_street_whose_place_nobody_knows_says_so(store: Store) {
    let world = testland(&store).await;
    import_streets(&world).await;
    let visitor = world.visitor().speaking(Lang::Fr);
    let north = visitor.get("/search?place=avenue+du+Test").await.expect(200).outline();
    assert!(
        north.says("Nous connaissons Avenue du Test, Nordville, mais nous ne savons pas où cette rue se trouve"),
        "{north}"
    );
    let open = visitor.get("/search?place=rue+Tester").await.expect(200).outline();
    assert!(open.says("mais nous ne savons pas dans quelle partie de la commune cette rue se trouve"), "{open}");
    assert!(open.link("Quartier Haut, Milleville").is_some() && open.says("Bassin Nord"), "{open}");
    let nearly = visitor.get("/search?place=rue+Testr").await.expect(200).outline();
    assert!(nearly.link("Rue Émile Tester, Milleville").is_some(), "{nearly}");
}

#[store::test(&steps())]
async fn choices_of_a_place_are_told_apart(store: Store) {
    let world = testland(&store).await;
    let page = world.visitor().speaking(Lang::Nl).get("/search?q=wonden&place=9002").await.expect(200).outline();
    for choice in ["Bovenwijk, Middendorp", "Onderwijk, Middendorp", "Heel 9002 Middendorp", "De hele regio (Testland)"]
    {
        assert!(page.link(choice).is_some(), "{choice} is missing in\n{page}");
    }
    assert!(page.says("Zorgzone Noord") && page.says("Zorgzone Zuid"), "each with its care zone\n{page}");
}

#[store::test(&steps())]
async fn what_is_for_professionals_stands_folded_behind_the_rest(store: Store) {
    let world = testland(&store).await;
    let visitor = world.visitor().speaking(Lang::Nl);
    let shown = visitor.get("/search?q=wonden").await.expect(200).text();
    let (before, folded) = shown.split_once("<details><summary>Voor professionals: één dienst op deze pagina").unwrap();
    assert!(before.contains(&service("test_home_nursing")) && !before.contains(&service("test_expert_team")));
    assert!(folded.contains(&service("test_expert_team")));
    let named = visitor.get("/search?q=Testexpertteam+thuiszorg").await.expect(200).text();
    assert!(!named.contains("Voor professionals:"), "whoever types its name finds it at once");
    let answer: serde_json::Value = visitor.get("/api/v1/search?q=wonden").await.expect(200).json();
    let marked = |id: &str| {
        let results = answer["results"].as_array().unwrap();
        results.iter().find(|one| service(id).ends_with(one["service"]["id"].as_str().unwrap())).unwrap()["service"]
            ["for_professionals"]
            .clone()
    };
    assert_eq!((marked("test_home_nursing"), marked("test_expert_team")), (false.into(), true.into()));
}

#[store::test(&steps())]
async fn words_that_nobody_has_together_are_told(store: Store) {
    let world = testland(&store).await;
    let visitor = world.visitor().speaking(Lang::Nl);
    let partly = visitor.get("/search?q=wonden+orientatie").await.expect(200).outline();
    assert!(partly.says("Geen enkele dienst past bij al uw woorden: “wonden orientatie”"), "{partly}");
    let unknown = visitor.get("/search?q=wonden+xqzzvw").await.expect(200).outline();
    assert!(unknown.says("Over “xqzzvw” vinden we niets"), "{unknown}");
    let whole = visitor.get("/search?q=wonden").await.expect(200).outline();
    assert!(!whole.says("past bij al uw woorden") && !whole.says("vinden we niets"), "{whole}");
}

#[store::test(&steps())]
async fn a_theme_that_nobody_serves_is_told_with_what_stands_in_for_it(store: Store) {
    let modules = [territory::module(), directory::module()];
    let world = World::in_region(&store, modules, World::real_pack("brussels")).await;
    world.index().await;
    let page = world.visitor().speaking(Lang::Nl).get("/search?q=tandarts").await.expect(200).outline();
    assert!(page.says("“tandarts”: zo een dienst kennen we niet"), "{page}");
    assert!(page.says("We tonen in de plaats: Wijkgezondheidscentrum, De weg vinden naar de juiste hulp."), "{page}");
    assert!(
        !page.says("vinden we niets") && !page.says("nu niets open"),
        "no hours are known, and nothing else was asked\n{page}"
    );
    assert!(page.links.iter().any(|(_, href)| href == "tel:112"), "whom to call in danger");
}
