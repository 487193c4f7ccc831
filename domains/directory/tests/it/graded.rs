//! How good the answers are: every judged question of `tests/relevance/graded.toml`, as the results page would answer it.
//!
//! `cargo xtask relevance` prints what this measures.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use directory::{Area, Finder, Match, Origin, Question, Reason, ServiceCard, ServiceId, ThemeCode, Whereabouts};
use kernel::Lang;
use serde::Deserialize;
use store::Store;
use territory::Gazetteer;

use crate::world::{City, city, steps};

const JUDGED: &str = include_str!("../relevance/graded.toml");
/// The least that the answers may be worth on the whole.
const BAR: f64 = 0.85;
/// Answers that are looked at.
const FIRST: usize = 10;
/// The bad ones that are printed.
const WORST: usize = 10;

#[derive(Deserialize)]
struct Judged {
    query: Vec<Asked>,
}

/// What is typed, and what each answer would be worth.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    lang: Lang,
    words: String,
    #[serde(default)]
    place: Option<String>,
    /// The parts of the region that are near the place.
    #[serde(default)]
    here: Vec<String>,
    grades: BTreeMap<String, u8>,
}

impl Asked {
    /// What a service is worth: its own grade, else the highest of its themes; less when it is only for other parts.
    fn grade(&self, card: &ServiceCard, ids: &BTreeMap<ServiceId, &str>) -> u8 {
        let own = ids.get(&card.service).and_then(|id| self.grades.get(*id)).copied();
        let main = |code: &str| card.themes.first().is_some_and(|theme| theme.as_str() == code);
        let with = |code: &str| card.themes.iter().any(|theme: &ThemeCode| theme.as_str() == code);
        let by_theme = || {
            let meant = |key: &str| match key.split_once(':') {
                Some(("theme", code)) => main(code),
                Some(("with", code)) => with(code),
                _ => false,
            };
            self.grades.iter().filter(|(key, _)| meant(key)).map(|(_, grade)| *grade).max()
        };
        let grade = own.or_else(by_theme).unwrap_or(0);
        if self.is_elsewhere(card) { grade.saturating_sub(2) } else { grade }
    }

    fn is_elsewhere(&self, card: &ServiceCard) -> bool {
        let near = |area: &Area| match area {
            Area::Region => true,
            Area::Zone(code) | Area::Municipality(code) | Area::PostalCode(code) => self.here.contains(code),
        };
        !self.here.is_empty() && !card.areas.is_empty() && !card.areas.iter().any(near)
    }
}

/// What came of one question.
struct Outcome<'a> {
    asked: &'a Asked,
    ndcg: f64,
    nothing: bool,
    shown: Vec<(u8, String)>,
}

fn gain((place, grade): (usize, u8)) -> f64 {
    let discount = f64::from(u32::try_from(place + 2).unwrap()).log2();
    (f64::from(1_u32 << grade) - 1.0) / discount
}

/// How near an order comes to the best one, 1 being that.
fn ndcg(shown: &[u8], mut all: Vec<u8>) -> f64 {
    all.sort_unstable_by(|one, other| other.cmp(one));
    let sum = |grades: &[u8]| grades.iter().copied().take(FIRST).enumerate().map(gain).sum::<f64>();
    let best = sum(&all);
    assert!(best > 0.0, "a question that nothing answers says nothing about the order");
    sum(shown) / best
}

/// The services in the order of the page: what is for who works in the field is folded away behind the rest.
fn as_shown(finder: &Finder, gazetteer: &Gazetteer, asked: &Asked) -> (Vec<Match>, bool) {
    let found = asked.place.as_deref().map(|typed| gazetteer.find(typed, asked.lang));
    let near = found.as_ref().and_then(|found| match found.one() {
        Some(place) => Whereabouts::at(place),
        None => Whereabouts::among(found, gazetteer),
    });
    let in_words = asked.place.is_none().then(|| finder.place_in(&asked.words, gazetteer)).flatten();
    let (words, extra_words) = in_words.as_ref().map_or((&asked.words, ""), |found| (&found.words, &found.place));
    let in_words = in_words.as_ref().and_then(|found| Whereabouts::at(gazetteer.find(&found.place, asked.lang).one()?));
    let question =
        Question { words, extra_words, near: near.or(in_words), lang: asked.lang, limit: 20, ..Question::default() };
    let answer = finder.find(&question).unwrap();
    let is_folded = |one: &Match| one.for_professionals && !one.reasons.contains(&Reason::ExactName);
    let (folded, open): (Vec<_>, Vec<_>) = answer.matches.into_iter().partition(is_folded);
    (open.into_iter().chain(folded).chain(answer.close_by).collect(), answer.total == 0)
}

fn measure<'a>(city: &City, judged: &'a Judged) -> Vec<Outcome<'a>> {
    let everything = Question { limit: 200, ..Question::default() };
    let all = city.finder.find(&everything).unwrap().matches;
    let names: Vec<&str> = judged.query.iter().flat_map(|asked| asked.grades.keys().map(String::as_str)).collect();
    let ids = names.iter().map(|id| (ServiceId::of(&Origin::new(Origin::PACK, *id)), *id)).collect();
    let outcome = |asked: &'a Asked| {
        let (matches, nothing) = as_shown(&city.finder, &city.gazetteer, asked);
        let shown = |one: &Match| {
            let name =
                format!("{} ({})", one.card.name.plain(asked.lang), one.card.organisation_name.plain(asked.lang));
            (asked.grade(&one.card, &ids), name)
        };
        let shown: Vec<(u8, String)> = matches.iter().take(FIRST).map(shown).collect();
        let grades: Vec<u8> = shown.iter().map(|(grade, _)| *grade).collect();
        let ndcg = ndcg(&grades, all.iter().map(|one| asked.grade(&one.card, &ids)).collect());
        Outcome { asked, ndcg, nothing, shown }
    };
    judged.query.iter().map(outcome).collect()
}

fn mean(outcomes: &[&Outcome<'_>]) -> f64 {
    let count = u32::try_from(outcomes.len()).unwrap();
    outcomes.iter().map(|one| one.ndcg).sum::<f64>() / f64::from(count.max(1))
}

/// The figures, and the worst answers, as somebody reads them.
fn told(outcomes: &[Outcome<'_>]) -> String {
    let mut text = String::new();
    let all: Vec<&Outcome<'_>> = outcomes.iter().collect();
    writeln!(text, "nDCG@10  {:.3}  of {} questions", mean(&all), all.len()).unwrap();
    for lang in Lang::ALL {
        let those: Vec<&Outcome<'_>> = outcomes.iter().filter(|one| one.asked.lang == lang).collect();
        writeln!(text, "     {lang}  {:.3}  of {}", mean(&those), those.len()).unwrap();
    }
    let nothing: Vec<&str> = all.iter().filter(|one| one.nothing).map(|one| one.asked.words.as_str()).collect();
    let share = 100.0 * f64::from(u32::try_from(nothing.len()).unwrap()) / f64::from(u32::try_from(all.len()).unwrap());
    writeln!(text, "without result  {share:.1} %  {}", nothing.join(", ")).unwrap();
    let mut worst = all;
    worst.sort_by(|one, other| one.ndcg.total_cmp(&other.ndcg));
    for one in worst.into_iter().take(WORST) {
        writeln!(text, "{:.3}  {} `{}`", one.ndcg, one.asked.lang, one.asked.words).unwrap();
        for (grade, name) in one.shown.iter().take(5) {
            writeln!(text, "         {grade}  {name}").unwrap();
        }
    }
    text
}

#[store::test(&steps())]
async fn the_answers_are_good_enough(store: Store) {
    let city = city(&store, &[]).await;
    let judged: Judged = toml::from_str(JUDGED).unwrap();
    let outcomes = measure(&city, &judged);
    let told = told(&outcomes);
    eprintln!("{told}");
    assert!(outcomes.len() >= 120, "at least 120 questions are judged");
    assert!(mean(&outcomes.iter().collect::<Vec<_>>()) >= BAR, "nDCG@10 is under {BAR}\n{told}");
}

#[store::test(&steps())]
async fn every_judgement_names_something_that_exists(store: Store) {
    let city = city(&store, &[]).await;
    let judged: Judged = toml::from_str(JUDGED).unwrap();
    let all = city.finder.find(&Question { limit: 200, ..Question::default() }).unwrap().matches;
    for asked in &judged.query {
        for (key, grade) in &asked.grades {
            let exists = match key.split_once(':') {
                Some((_, code)) => !city.finder.theme_name(&code.parse().unwrap()).is_empty(),
                None => {
                    all.iter().any(|one| one.card.service == ServiceId::of(&Origin::new(Origin::PACK, key.as_str())))
                }
            };
            assert!(exists && (1..=3).contains(grade), "`{}`: {key} = {grade}", asked.words);
        }
    }
}

#[test]
fn the_best_order_is_worth_one_and_a_worse_one_less() {
    let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
    assert!(near(ndcg(&[3, 2, 0], vec![0, 2, 3]), 1.0));
    assert!(ndcg(&[2, 3], vec![2, 3]) < 1.0 && ndcg(&[2, 3], vec![2, 3]) > ndcg(&[0, 2, 3], vec![2, 3]));
    assert!(near(ndcg(&[0, 0], vec![3]), 0.0) && near(ndcg(&[], vec![1, 0]), 0.0));
}
