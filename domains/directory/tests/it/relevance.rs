//! Relevance: what people type finds what they mean, on the Brussels pack and again among 628 pharmacies and hospitals.

use directory::{Answer, Facet, Filters, Match, Origin, Point, Question, Reason, SERVICE, ServiceId, Whereabouts};
use kernel::Lang;
use serde::Deserialize;
use store::Store;

use crate::world::{City, city, shared, steps};

/// The cases, as data: whoever finds a bad answer adds a line.
const CASES: &str = include_str!("../relevance.toml");

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

/// What is typed, where, and what must be among the first.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    words: String,
    #[serde(default)]
    near: Option<Near>,
    /// Among so many.
    within: usize,
    /// At least one of these: the id of a service of the pack, or `theme:CODE`.
    any: Vec<String>,
    /// None of these among the first.
    #[serde(default)]
    not: Vec<String>,
    /// Only meant to hold once pharmacies and hospitals are loaded.
    #[serde(default)]
    imported: bool,
}

#[derive(Deserialize, Clone, Default)]
#[serde(deny_unknown_fields, default)]
struct Near {
    zone: Option<String>,
    municipality: Option<String>,
    postal_code: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
    /// The care zones that may be meant, while none is certain.
    possible: Vec<String>,
}

impl From<Near> for Whereabouts {
    fn from(near: Near) -> Self {
        let Near { zone, municipality, postal_code, lat, lon, possible } = near;
        let point = lat.zip(lon).map(|(lat, lon)| Point { lat, lon });
        Self { zone, municipality, postal_code, point, possible, neighbourhood: None }
    }
}

/// Every case that is not answered as it should, in a line each.
fn failures(city: &City, imported: bool) -> Vec<String> {
    let cases: Cases = toml::from_str(CASES).unwrap();
    let wanted = |case: &&Case| imported || !case.imported;
    let asked = cases.case.iter().filter(wanted).flat_map(|case| [Lang::Nl, Lang::Fr].map(|lang| (case, lang)));
    asked.filter_map(|(case, lang)| failure(city, case, lang)).collect()
}

fn failure(city: &City, case: &Case, lang: Lang) -> Option<String> {
    // A place among the words is taken out, as the pages do.
    let in_words = case.near.is_none().then(|| city.finder.place_in(&case.words, &city.gazetteer)).flatten();
    let (words, extra_words) = in_words.as_ref().map_or((&case.words, ""), |found| (&found.words, &found.place));
    let place = in_words.as_ref().and_then(|found| Whereabouts::at(city.gazetteer.find(&found.place, lang).one()?));
    let near = case.near.clone().map(Into::into).or(place);
    let question = Question { words, extra_words, near, lang, limit: 20, ..Question::default() };
    let answer = city.finder.find(&question).unwrap();
    // As on the page: what fits, then what is close by.
    let first: Vec<&Match> = answer.matches.iter().chain(&answer.close_by).take(case.within).collect();
    let has = |wanted: &String| first.iter().any(|one| is(one, wanted));
    if case.any.iter().any(has) && !case.not.iter().any(has) {
        return None;
    }
    Some(format!("{lang} `{}`: wanted one of {:?}, got {}", case.words, case.any, shown(&answer, lang)))
}

fn is(one: &Match, wanted: &str) -> bool {
    match wanted.split_once(':') {
        Some(("theme", theme)) => one.card.themes.first().is_some_and(|main| main.as_str() == theme),
        Some(("zone", code)) => one.card.place.zone.as_deref() == Some(code),
        Some(("in", code)) => one.card.place.municipality.as_deref() == Some(code),
        Some(("near", metres)) => one.distance.is_some_and(|distance| distance <= metres.parse().unwrap()),
        _ => one.card.service == ServiceId::of(&Origin::new(Origin::PACK, wanted)),
    }
}

fn shown(answer: &Answer, lang: Lang) -> String {
    let names = answer.matches.iter().take(6);
    let names = names.map(|one| format!("{} ({})", one.card.name.plain(lang), one.card.organisation_name.plain(lang)));
    format!("{} of {}; themes {:?}", names.collect::<Vec<_>>().join(", "), answer.total, answer.themes)
}

#[store::test(&steps())]
async fn what_people_type_finds_what_they_mean(store: Store) {
    let city = city(&store, &[]).await;
    let failures = failures(&city, false);
    assert!(failures.is_empty(), "{}\n{}", failures.len(), failures.join("\n"));
}

#[store::test(&steps())]
async fn it_is_found_as_well_among_pharmacies_and_hospitals(store: Store) {
    let list = shared("brussels/directory/brussels_pharmacies_hospitals_located.csv");
    let hours = shared("brussels/directory/osm_pharmacies_belgium.json");
    let (Some(list), Some(hours)) = (list, hours) else { return };
    let city = city(&store, &[&list, &hours]).await;
    let failures = failures(&city, true);
    assert!(failures.is_empty(), "{}\n{}", failures.len(), failures.join("\n"));
    whoever_is_open_stands_in_for_whoever_is_on_duty(&city);
    while_a_place_is_open_its_zones_come_first(&city);
}

fn whoever_is_open_stands_in_for_whoever_is_on_duty(city: &City) {
    for words in ["pharmacie de garde", "apotheek van wacht"] {
        let answer = city.finder.find(&Question { words, limit: 20, ..Question::default() }).unwrap();
        let instead: Vec<&str> = answer.instead.iter().map(|name| name.plain(Lang::Fr)).collect();
        assert_eq!((instead.as_slice(), answer.partly), (&["Pharmacie et médicaments"][..], false), "{words}");
        assert!(answer.total > 500 && answer.matches.iter().all(|one| is(one, "theme:pharmacy")), "{words}");
        let open: Vec<bool> = answer.matches.iter().map(|one| one.standing.is_open()).collect();
        assert!(open.is_sorted_by(|a, b| a >= b) && open[0], "{words}: those that are open stand first: {open:?}");
        let second = Question { words, limit: 20, offset: 20, ..Question::default() };
        let second = city.finder.find(&second).unwrap();
        assert_eq!((second.total, second.instead.len()), (answer.total, 1), "the next page is of the same answer");
    }
}

fn while_a_place_is_open_its_zones_come_first(city: &City) {
    let found = city.gazetteer.find("1020", Lang::Nl);
    let near = Whereabouts::among(&found, &city.gazetteer);
    assert_eq!(near.as_ref().unwrap().possible, ["CO", "N"]);
    for words in ["apotheek", "pharmacie", "ziekenhuis", "hôpital", "huisarts"] {
        let question = Question { words, near: near.clone(), limit: 20, ..Question::default() };
        let answer = city.finder.find(&question).unwrap();
        let elsewhere = |one: &Match| one.card.place.zone.as_deref().is_some_and(|zone| zone != "CO" && zone != "N");
        let first = answer.matches.iter().position(elsewhere).unwrap_or(answer.matches.len());
        let there = |one: &Match| one.reasons.contains(&Reason::PossibleZone);
        assert!(there(&answer.matches[0]), "{words}: {}", shown(&answer, Lang::Nl));
        assert!(!answer.matches[first..].iter().any(there), "{words}: {}", shown(&answer, Lang::Nl));
    }
}

#[store::test(&steps())]
async fn nobody_is_left_without_a_way_on(store: Store) {
    let city = city(&store, &[]).await;
    let ask = |words| city.finder.find(&Question { words, limit: 20, ..Question::default() }).unwrap();
    let nothing = ask("qwxzqwxz");
    assert_eq!((nothing.matches.len(), nothing.total), (0, 0));
    let helpdesk = ServiceId::of(&Origin::new(Origin::PACK, "brusano_helpdesk"));
    let way_on = nothing.close_by.iter().find(|one| one.card.service == helpdesk).unwrap();
    assert_eq!(way_on.reasons[0], Reason::HelpsToFind);
    // A theme without services of its own leads to those that the pack relates it to, and one with few to them as well.
    let none = ask("alzheimer");
    assert!(none.total > 3 && none.instead.len() == 4 && !none.partly, "{}", shown(&none, Lang::Nl));
    assert!(none.matches.iter().all(|one| matches!(one.reasons[0], Reason::RelatedTheme(_))));
    let grief = Filters::of(Facet::Theme, "grief");
    let few = city.finder.find(&Question { filters: grief, limit: 20, ..Question::default() }).unwrap();
    assert!(few.total < 3 && !few.close_by.is_empty(), "{}", shown(&few, Lang::Nl));
    let known: Vec<ServiceId> = few.matches.iter().map(|one| one.card.service).collect();
    assert!(few.close_by.iter().all(|one| !known.contains(&one.card.service)), "each stands there once");
    assert!(ask("huisarts").close_by.is_empty(), "enough fits");
}

#[store::test(&steps())]
async fn a_misspelt_word_for_a_theme_leads_where_the_word_does(store: Store) {
    let city = city(&store, &[]).await;
    let ask = |words| city.finder.find(&Question { words, limit: 20, ..Question::default() }).unwrap();
    let services = |answer: &Answer| -> Vec<ServiceId> {
        answer.matches.iter().chain(&answer.close_by).map(|one| one.card.service).collect()
    };
    for (typed, meant) in [
        ("kardioloog", "cardioloog"),
        ("KARDIOLOOG", "cardioloog"),
        ("kardiologue", "cardiologue"),
        ("hartspesialist", "hartspecialist"),
        ("tuisverpleging", "thuisverpleging"),
        ("kinderpsycoloog", "kinderpsycholoog"),
        ("kindersikoloog", "kinderpsycholoog"),
        ("rolstoelvervour", "rolstoelvervoer"),
        ("zikenhuis", "ziekenhuis"),
        ("farmasie", "pharmacie"),
        ("lhopital", "hôpital"),
        ("dermatolooch", "dermatoloog"),
        ("ortofoniste", "orthophoniste"),
        ("kardiologist", "cardiologist"),
    ] {
        let (misspelt, right) = (ask(typed), ask(meant));
        let told: Vec<&str> = misspelt.mended.iter().map(|word| word.meant.as_str()).collect();
        assert_eq!((told, &misspelt.unknown), (vec![meant], &Vec::new()), "{typed}");
        assert!(right.mended.is_empty() && !services(&right).is_empty(), "{meant}");
        assert_eq!(
            (services(&misspelt), misspelt.themes, misspelt.instead),
            (services(&right), right.themes, right.instead)
        );
    }
    let with_others = ask("kardioloog voor mijn moeder");
    assert_eq!((with_others.mended[0].meant.as_str(), with_others.themes.len()), ("cardioloog", 1));
    let named_nowhere = ask("hooge xqzwvk");
    assert!(named_nowhere.mended.iter().all(|word| word.typed != "xqzwvk"), "{:?}", named_nowhere.mended);
}

#[store::test(&steps())]
async fn what_everybody_is_called_is_no_reason(store: Store) {
    let city = city(&store, &[]).await;
    let reasons = |words| city.finder.find(&Question { words, limit: 3, ..Question::default() }).unwrap().matches;
    let exact = |found: &Match| found.reasons.contains(&Reason::ExactName);
    assert!(!reasons("thuisverpleging").iter().any(exact), "the name of a theme");
    assert!(reasons("Revue Kaïros sur la fin de vie").iter().any(exact));
}

#[store::test(&steps())]
async fn a_change_is_followed_by_the_kind_that_the_directory_names(store: Store) {
    let city = city(&store, &[]).await;
    let everything = Question { limit: 100, ..Question::default() };
    let total = city.finder.find(&everything).unwrap().total;
    assert!(total > 100, "{total} of {SERVICE}");
}
