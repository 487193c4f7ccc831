//! Who helps and where they do: terms of the thesaurus that come in by files, are shown, searched, narrowed by, and kept apart by facet.

use directory::entry::actions::{Revision, revise};
use directory::entry::{Patch, Via};
use directory::{EntryId, Facet, Filters, Question, Refusal, ServiceId};
use kernel::Lang;
use sea_orm::ConnectionTrait as _;
use serde_json::json;
use store::{Store, sql};
use testkit::World;

use crate::editing::{drawn, testland};
use crate::import::{counts, import, written};
use crate::world::{brussels, editor, finder, load_all, steps};

fn service_of(source: &str, id: &str) -> ServiceId {
    ServiceId::of(&directory::Origin::new(source, id))
}

async fn text(store: &Store, column: &str, source: &str) -> String {
    let text = format!("select cast({column} as text) as it from service where source = $1");
    let row = store.read().query_one_raw(sql(store.read(), &text, [source.into()])).await.unwrap().unwrap();
    row.try_get("", "it").unwrap()
}

#[store::test(&steps())]
async fn a_file_in_the_standard_says_who_helps_and_where_and_both_are_found(store: Store) {
    let world = World::in_region(&store, [territory::module(), directory::module()], brussels()).await;
    let term = |code: &str, about: &str| json!({"id": code, "link_type": about, "taxonomy_term": {"id": code, "name": code, "code": code}});
    let service = json!({
        "id": "s1", "name": "Wijkproef Qwx", "status": "active",
        "organization": {"id": "o1", "name": "Proefgroep Qwx", "description": "Proef", "alternate_name": "PQ", "attributes": [
            {"id": "a1", "link_type": "variant", "value": "Proefgroepje"},
            {"id": "a2", "link_type": "former_name", "value": "Oude proef"},
        ]},
        "service_at_locations": [{"id": "at", "location": {"id": "l1", "name": "Hier", "latitude": 50.85, "longitude": 4.35}}],
        "attributes": [term("patient-home", "setting"), term("persmidwife", "profession")],
    });
    let dir = tempfile::tempdir().unwrap();
    let report = import(&store, &written(&dir, "foreign.json", service.to_string().as_bytes()), false).await.unwrap();
    assert_eq!(counts(&report), [1, 0, 0, 0, 0], "{:?}", report.skips);
    world.index().await;
    let id = service_of("foreign", "s1");
    let visitor = world.visitor().speaking(Lang::En);
    let page = visitor.get(&format!("/services/{id}")).await.expect(200).outline();
    for told in ["Who helps", "Midwife", "Where help is given", "At the person’s home"] {
        assert!(page.says(told), "{told}\n{page}");
    }
    assert_eq!(page.link("Midwife"), Some("/search?profession=profession_midwife"));
    let found = visitor.get("/search?profession=profession_midwife&setting=setting_home").await.expect(200).outline();
    assert!(found.says("Wijkproef Qwx") && found.says("Midwife") && found.says("At the person’s home"), "{found}");
    let words = visitor.get("/search?q=vroedvrouw+qwx").await.expect(200).outline();
    assert!(words.says("Wijkproef Qwx"), "by the word for who helps\n{words}");
    let program: serde_json::Value =
        visitor.get("/api/v1/search?setting=setting_home&facets=1").await.expect(200).json();
    assert_eq!(program["facets"]["profession"]["profession_midwife"], 1, "{program}");
    let owner = "select count(*) as n from organisation_alias a join organisation o on o.id = a.organisation_id
        where o.source = 'foreign'";
    assert_eq!(crate::import::count(&store, owner).await, 3, "every other name");
}

#[store::test(&steps())]
async fn a_table_has_columns_for_who_helps_where_and_for_those_who_speak_a_language(store: Store) {
    load_all(&store, &brussels()).await;
    let names = "source_id,organisation_nl,organisation_fr,organisation_en,organisation_kind,service_nl,service_fr,\
        service_en,summary_nl,summary_fr,summary_en,themes,line,languages,areas,referral,status,verified_on,opening_hours,street,\
        house_number,postal_code,municipality,zone,lat,lon,precision,phone,email,website,professions,settings,for_languages";
    let count = names.split(',').count();
    let mut row = vec![""; count];
    for (name, value) in [
        ("source_id", "1"),
        ("organisation_nl", "Proefgroep"),
        ("referral", "oneself"),
        ("lat", "50.85"),
        ("lon", "4.35"),
        ("professions", "persnurse;home_nursing"),
        ("settings", "setting_home;hospital"),
        ("for_languages", "nl;fr"),
    ] {
        row[names.split(',').position(|known| known.trim() == name).unwrap()] = value;
    }
    let dir = tempfile::tempdir().unwrap();
    let file = written(&dir, "mine.csv", format!("{names}\n{}\n", row.join(",")).as_bytes());
    let report = import(&store, &file, false).await.unwrap();
    assert_eq!(counts(&report), [1, 0, 0, 0, 0], "{:?}", report.skips);
    assert!(text(&store, "professions", "mine").await.contains("profession_nurse"), "and no need among them");
    assert!(!text(&store, "professions", "mine").await.contains("home_nursing"));
    assert!(text(&store, "settings", "mine").await.contains("setting_home"));
    let rules: serde_json::Value = serde_json::from_str(&text(&store, "eligibility", "mine").await).unwrap();
    assert_eq!(rules["languages"], json!(["nl", "fr"]));
    assert_eq!(text(&store, "referral", "mine").await, "self", "in either word");
    let (finder, _index) = finder(&store).await;
    let filters = Filters::of(Facet::Setting, "setting_home").with(Facet::Profession, "profession_nurse");
    let found = finder.find(&Question { filters, limit: 5, ..Question::default() }).unwrap();
    assert!(found.matches.iter().any(|one| one.card.service == service_of("mine", "1")), "{found:?}");
}

#[store::test(&steps())]
async fn a_term_stands_only_in_fields_of_its_facet(store: Store) {
    let world = testland(&store).await;
    let shelter: EntryId = service_of(directory::Origin::PACK, "test_shelter").into();
    for (field, value) in [
        ("themes", json!(["profession_nurse"])),
        ("professions", json!(["setting_shelter"])),
        ("settings", json!(["home_care"])),
        ("eligibility", json!({ "situations": ["home_care"] })),
    ] {
        let tx = store.begin().await.unwrap();
        let patch = Patch::new().set(field, &value);
        let refused = revise(&editor(), &tx, shelter, Revision::new(patch, Via::Api)).await;
        let Err(Refusal::Unfit(faults)) = refused else { panic!("{field} {value}: {refused:?}") };
        assert_eq!(faults[0].field, field);
        tx.rollback().await.unwrap();
    }
    let client = world.editor().await;
    let path = format!("/directory/entries/{shelter}");
    let page = client.get(&path).await.expect(200).outline();
    let sent = client.post(&path, &drawn(&page, &[("themes.main", "profession_nurse")])).await.expect(422).outline();
    assert!(sent.says("One of these choices does not fit here"), "{sent}");
    let sent = drawn(&page, &[("settings", "setting_shelter"), ("eligibility.languages", "nl")]);
    client.post(&path, &sent).await.expect(303);
    let public = world.visitor().speaking(Lang::Nl).get(&format!("/services/{}", shelter.id)).await.outline();
    assert!(public.says("Alleen voor wie deze taal spreekt: Nederlands"), "{public}");
}
