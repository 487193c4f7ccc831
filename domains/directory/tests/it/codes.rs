//! Files that speak of themes in the words of other schemes: what the thesaurus maps is understood, the rest is counted and told.

use house::import::ImportReport;
use sea_orm::ConnectionTrait as _;
use serde_json::json;
use store::{Store, sql};

use crate::import::{counts, import, own, written};
use crate::world::{brussels, load_all, steps};

async fn codes(store: &Store, text: &str) -> Vec<String> {
    let rows = store.read().query_all_raw(sql(store.read(), text, [])).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect()
}

fn told(report: &ImportReport, part: &str) -> bool {
    report.remarks.examples().any(|remark| remark.contains(part))
}

#[store::test(&steps())]
async fn a_column_of_foreign_codes_needs_no_mapping_by_hand(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let rows = own(&[
        ["1", "Een", "sante--addictions;nobody-knows;nobody-knows", "50.85", "4.35", ""],
        ["2", "Twee", "data_inclusion:sante--sante-mentale;familles", "50.85", "4.36", ""],
        ["3", "Drie", "sante--sante-mentale;mental_health;etudiants", "50.85", "4.37", ""],
    ]);
    let report = import(&store, &written(&dir, "own.csv", &rows), false).await.unwrap();
    assert_eq!(counts(&report), [3, 0, 0, 0, 0], "{:?}", report.skips);
    let themes = "select t.theme from service_theme t join service s on s.id = t.service_id where s.source = 'own'
        order by s.source_id, t.position";
    assert_eq!(codes(&store, themes).await, ["addiction", "mental_health", "mental_health"]);
    assert!(told(&report, "codes that nobody here knows, left out: `nobody-knows` (2), `etudiants` (1)"), "{report:?}");
    assert!(told(&report, "mean more than any term here, left out: `familles` (1)"), "{report:?}");
}

#[store::test(&steps())]
async fn the_terms_of_a_service_say_what_it_helps_with_for_whom_and_by_whom(store: Store) {
    load_all(&store, &brussels()).await;
    let term = |code: &str, about: &str| json!({"id": code, "link_type": about, "taxonomy_term": {"id": code, "name": code, "code": code}});
    let service = json!({
        "id": "s1", "name": "Proef", "status": "active", "organization": {"id": "o1", "name": "Proef", "description": "Proef"},
        "attributes": [
            term("sante--addictions", "theme"),
            term("etudiants", "eligibility"),
            term("personnes-en-situation-de-handicap", "ineligibility"),
            term("persgeneralphysician", "profession"),
            term("no-such-code", "theme"),
        ],
    });
    let dir = tempfile::tempdir().unwrap();
    let file = written(&dir, "foreign.json", service.to_string().as_bytes());
    let report = import(&store, &file, false).await.unwrap();
    assert_eq!(counts(&report), [1, 0, 0, 0, 0], "{:?}", report.skips);
    let of = |column: &str| format!("select cast({column} as text) from service where source = 'foreign'");
    assert_eq!(
        codes(
            &store,
            "select theme from service_theme t join service s on s.id = t.service_id where s.source = 'foreign'"
        )
        .await,
        ["addiction"]
    );
    let rules: serde_json::Value = serde_json::from_str(&codes(&store, &of("eligibility")).await[0]).unwrap();
    assert_eq!(rules["situations"], json!(["situation_student"]));
    assert_eq!(rules["excluded"], json!(["situation_disability"]));
    assert!(codes(&store, &of("professions")).await[0].contains("profession_"), "who helps");
    assert!(told(&report, "left out: `no-such-code` (1)"), "{report:?}");
}
