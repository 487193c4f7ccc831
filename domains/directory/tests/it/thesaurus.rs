//! The thesaurus: what is shipped, what a pack brings, and what it may not bring.

use std::collections::BTreeMap;

use directory::{TermFacet, Theme, pack, thesaurus, thesaurus_revision};
use kernel::Lang;
use store::Store;

use crate::world::{brussels, load_all, sample, shared, steps, system};

/// A small pack with a file of its own in the thesaurus.
fn with_file(text: &str) -> house::Pack {
    let plain = sample(|_, text| text);
    let files = plain.names("").map(|name| (name.to_owned(), plain.text(name).unwrap_or_default().to_owned()));
    house::Pack::from_files(files.chain([("thesaurus/more.toml".to_owned(), text.to_owned())]))
}

async fn load(store: &Store, pack: &house::Pack) {
    let tx = store.begin().await.unwrap();
    pack::load(&system(), &tx, pack).await.unwrap();
    tx.commit().await.unwrap();
}

fn faults(text: &str) -> Vec<String> {
    pack::check(&with_file(text)).iter().map(ToString::to_string).collect()
}

#[store::test(&steps())]
async fn brussels_ships_a_whole_thesaurus(store: Store) {
    load_all(&store, &brussels()).await;
    let all = thesaurus(store.read()).await.unwrap();
    let of = |facet| all.iter().filter(|term| term.facet == facet).count();
    assert!(of(TermFacet::Need) >= 260, "{} needs", of(TermFacet::Need));
    for (facet, least) in
        [(TermFacet::Situation, 25), (TermFacet::Status, 12), (TermFacet::Profession, 45), (TermFacet::Setting, 12)]
    {
        assert!(of(facet) >= least, "{} of {facet}", of(facet));
    }
    for term in &all {
        assert_eq!(term.names.missing().collect::<Vec<_>>(), [], "{} has no name there", term.code);
        for lang in Lang::ALL {
            let spoken = term.synonyms.iter().any(|word| word.lang.as_str() == lang.code());
            assert!(spoken, "{} has no words in {lang}", term.code);
        }
    }
    let mapped = all.iter().flat_map(|term| &term.mappings).count();
    assert!(mapped > 250, "{mapped} mappings");
    assert!(
        all.iter().any(|term| term.synonyms.iter().any(|word| word.lang.as_str() == "ar")),
        "words of other languages"
    );
    assert_eq!(thesaurus_revision(store.read()).await.unwrap(), 1);
    load_all(&store, &brussels()).await;
    assert_eq!(thesaurus_revision(store.read()).await.unwrap(), 1, "the same pack again changes nothing");
}

#[test]
fn the_codes_of_others_are_those_that_they_publish() {
    let lists = [
        ("data_inclusion", &["data-inclusion/v1_thematiques_v1.csv", "data-inclusion/v1_publics_v1.csv"][..]),
        ("hl7_be_hcparty", &["hl7-be/HCParty.csv"]),
        ("hl7_be_care_location", &["hl7-be/BeCSCareLocation.csv"]),
    ];
    for (scheme, files) in lists {
        let mut published = Vec::new();
        for file in files {
            let Some(path) = shared(&format!("taxonomies/{file}")) else { return };
            let text = std::fs::read_to_string(path).unwrap();
            published.extend(text.lines().skip(1).filter_map(|line| Some(line.split(',').next()?.to_owned())));
        }
        let path = format!("{}/schemes/{scheme}.txt", env!("CARGO_MANIFEST_DIR"));
        let ours = std::fs::read_to_string(path).unwrap();
        for code in ours.lines().skip(1) {
            assert!(published.iter().any(|known| known == code), "{scheme} does not publish {code}");
        }
    }
    let Some(path) = shared("taxonomies/open-eligibility/oe.json") else { return };
    let published = std::fs::read_to_string(path).unwrap();
    let ours = include_str!("../../schemes/open_eligibility.txt").lines().skip(1);
    ours.for_each(|code| assert!(published.contains(&format!("\"@id\":\"{code}\"")), "{code}"));
}

#[store::test(&steps())]
async fn a_file_of_the_folder_adds_terms_of_its_facet_and_mappings(store: Store) {
    let text = r#"# More.
facet = "status"
[[theme]]
code = "status_uninsured"
names = { nl = "Niet verzekerd", fr = "Non assuré", en = "Uninsured" }
note = { en = "Without <b>any</b> sickness fund." }
related = ["home_care"]
synonyms = { nl = ["geen mutualiteit"], tr = ["sigortasız"] }
[mapping.data_inclusion]
personnes-exilees = { broad = ["status_uninsured"] }
"#;
    load(&store, &with_file(text)).await;
    let all: BTreeMap<String, Theme> =
        thesaurus(store.read()).await.unwrap().into_iter().map(|term| (term.code.to_string(), term)).collect();
    let term = &all["status_uninsured"];
    assert_eq!((term.facet, term.synonyms.len(), term.mappings.len()), (TermFacet::Status, 2, 1));
    assert_eq!(
        term.note.plain(Lang::Fr),
        "Without <b>any</b> sickness fund.",
        "kept as written; pages show it as text"
    );
    assert!(directory::themes(store.read()).await.unwrap().iter().all(|theme| theme.facet == TermFacet::Need));
    load(&store, &sample(|_, text| text)).await;
    let all = thesaurus(store.read()).await.unwrap();
    let dropped = all.iter().find(|term| term.code.as_str() == "status_uninsured").unwrap();
    assert!(dropped.retired, "what the pack drops goes out of use and is not forgotten");
    assert_eq!(thesaurus_revision(store.read()).await.unwrap(), 2);
}

#[test]
fn what_is_wrong_with_terms_is_told_with_file_line_and_remedy() {
    let looped = r#"# A loop.
[[theme]]
code = "a"
names = { en = "A" }
broader = "c"
[[theme]]
code = "b"
names = { en = "B" }
broader = "a"
[[theme]]
code = "c"
names = { en = "C" }
broader = "b"
"#;
    let told = faults(looped);
    assert_eq!(
        told[0],
        "thesaurus/more.toml, line 3: `a` is part of itself: a → c → b → a; take one of these out of `broader`"
    );
    assert_eq!(told.len(), 3);
    let cases = [
        (
            "facet = \"hobby\"\n[[theme]]\ncode = \"x\"\nnames = { en = \"X\" }",
            "`hobby` is not one of need, situation,",
        ),
        ("[[theme]]\ncode = \"home_care\"\nnames = { en = \"X\" }", "`home_care` stands there twice; give one of them"),
        ("[[theme]]\ncode = \"x\"\nnames = {}", "`x` has no name; give it `names`"),
        (
            "[[theme]]\ncode = \"x\"\nnames = { en = \"X\" }\nrelated = [\"x\"]",
            "`x` is related to `x`, which is no other theme",
        ),
        ("[[theme]]\ncode = \"X y\"\nnames = { en = \"X\" }", "`X y` is no code;"),
        ("[[theme]]\ncode = \"x\"\nnames = { en = \"X\" }\nsynonyms = { Arabic = [\"y\"] }", "`Arabic` is no code;"),
        (
            "[mapping.data_inclusion]\nnothing = { exact = [\"home_care\"] }",
            "`home_care` is mapped to `nothing`, which data_inclusion does not have",
        ),
        (
            "[mapping.data_inclusion]\nseniors = { exact = [\"nobody\"] }",
            "`nobody` is mapped to `seniors` and does not exist",
        ),
        (
            "[mapping.data_inclusion]\nseniors = { nearly = [\"home_care\"] }",
            "`nearly` is not one of exact, close, broad, narrow",
        ),
        ("[mapping.elsewhere]\nx = { exact = [\"home_care\"] }", "`elsewhere` is not one of data_inclusion,"),
        ("[[theme]]\ncode = 7\nnames = {}", "thesaurus/more.toml, line 2: invalid type"),
    ];
    for (text, expected) in cases {
        let told = faults(text);
        assert!(told.iter().any(|fault| fault.contains(expected)), "{expected}\nis not among\n{}", told.join("\n"));
    }
    let huge = format!("[[theme]]\ncode = \"x\"\nnames = {{ en = \"{}\" }}", "x".repeat(5_000));
    assert!(faults(&huge)[0].contains("of more than 120 characters; shorten it"), "{:?}", faults(&huge));
}

#[test]
fn a_service_is_filed_under_needs_only() {
    let text = "facet = \"status\"\n[[theme]]\ncode = \"home_status\"\nnames = { en = \"X\" }\n";
    let pack = with_file(text);
    let files = pack.names("").map(|name| (name.to_owned(), pack.text(name).unwrap_or_default().to_owned()));
    let wrong = files.map(|(name, text)| {
        let text = if name == "services.toml" {
            text.replace("themes = [\"home_care\"]", "themes = [\"home_status\"]")
        } else {
            text
        };
        (name, text)
    });
    let told = pack::check(&house::Pack::from_files(wrong));
    assert!(told[0].to_string().contains("names the status `home_status` where another facet is asked"), "{told:?}");
}

#[store::test(&steps())]
async fn programs_read_the_whole_thesaurus_once(store: Store) {
    let world = testkit::World::new(&store, [territory::module(), directory::module()]).await;
    let visitor = world.visitor();
    let reply = visitor.get("/api/v1/thesaurus").await.expect(200);
    assert_eq!(reply.header("etag"), Some("\"1\""));
    let answer: serde_json::Value = reply.json();
    assert_eq!((answer["revision"].as_i64(), answer["terms"].as_array().map(Vec::len)), (Some(1), Some(6)));
    let home = answer["terms"].as_array().unwrap().iter().find(|term| term["code"] == "home_care").unwrap();
    assert_eq!(home["narrower"], serde_json::json!(["home_nursing"]));
    assert!(home["synonyms"].as_array().unwrap().iter().any(|one| one["lang"] == "nl" && one["word"] == "thuiszorg"));
    let document: serde_json::Value = visitor.get("/api/v1/openapi.json").await.expect(200).json();
    let described = |name: &str| {
        document["components"]["schemas"][name]["properties"].as_object().unwrap().keys().cloned().collect::<Vec<_>>()
    };
    let fields = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!((fields(&answer), fields(home)), (described("Thesaurus"), described("Term")));
    let one: serde_json::Value = visitor.get("/api/v1/thesaurus?facet=profession").await.expect(200).json();
    assert_eq!(one["terms"].as_array().map(Vec::len), Some(1));
    let problem: serde_json::Value = visitor.get("/api/v1/thesaurus?facet=hobby").await.expect(400).json();
    assert_eq!(problem["field"], "facet");
}
