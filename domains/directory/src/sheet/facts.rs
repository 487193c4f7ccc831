//! What one should know before one goes: for whom, at what price, what to bring, who may ask, in which language.

use kernel::Text;
use territory::Gazetteer;
use web::Page;

use crate::showing::{areas, languages, offer};
use crate::{Accessibility, Service, ServiceAtLocation};

/// Whether one can get in.
const ACCESS: &str = "directory-glance-access";

/// Something to know before one goes; without an answer, something to ask.
pub(crate) struct Fact {
    pub icon: &'static str,
    pub question: String,
    pub answers: Vec<Text>,
}

/// What a service is told with: the names of terms, and the places that it is offered in.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    pub page: &'a Page,
    pub gazetteer: &'a Gazetteer,
    pub terms: &'a offer::Terms<'a>,
}

/// The facts about a service and its places, in the order in which people ask; where nobody comes in, getting in is no question.
pub(crate) fn of(known: Known<'_>, service: &Service, (at, has_door): (&[ServiceAtLocation], bool)) -> Vec<Fact> {
    let page = known.page;
    let areas = areas(page, known.gazetteer, &service.areas).unwrap_or_default();
    let rules = offer::eligibility(page, &service.eligibility, known.terms);
    let access = offer::accessibility(page, everywhere(at)).into_iter().map(|(_, said)| said);
    let facts = [
        ("check", "directory-glance-who", vec![service.audience.clone()], [rules, vec![areas]].concat()),
        ("arrow", "directory-glance-referral", vec![service.activation.text.clone()], starts(page, service)),
        ("money", "directory-glance-cost", vec![service.cost.clone()], offer::costs(page, &service.costs)),
        ("language", "directory-glance-languages", Vec::new(), vec![languages(page, &service.languages)]),
        ("disability", ACCESS, Vec::new(), access.collect()),
    ];
    let asked =
        facts.into_iter().filter(|(_, question, _, words)| has_door || *question != ACCESS || !words.is_empty());
    let mut facts: Vec<Fact> = asked.map(|(icon, key, texts, words)| fact(page, (icon, key), texts, words)).collect();
    if !service.documents.is_empty() {
        // That nobody told of papers does not mean that one must ask for them.
        facts.push(fact(page, ("list", "directory-bring"), service.documents.clone(), Vec::new()));
    }
    facts
}

/// Texts of the entry, and words that are already in the reader's language.
fn fact(page: &Page, (icon, question): (&'static str, &'static str), texts: Vec<Text>, words: Vec<String>) -> Fact {
    let words = words.iter().filter(|said| !said.is_empty()).map(|said| Text::same_everywhere(said));
    let answers = texts.into_iter().filter(|text| !text.is_empty()).chain(words).collect();
    Fact { icon, question: page.tr(question).to_string(), answers }
}

/// Who may set it in motion, and by which ways.
fn starts(page: &Page, service: &Service) -> Vec<String> {
    let said = offer::activation(page, &service.activation);
    let referral = service.referral.filter(|_| service.activation.who.is_empty());
    let referral = referral.map(|referral| page.tr(format!("directory-referral-{referral}")).to_string());
    referral.into_iter().chain(said).collect()
}

/// What is so at every place of the service.
fn everywhere(at: &[ServiceAtLocation]) -> Accessibility {
    let Some((first, others)) = at.split_first() else { return Accessibility::default() };
    let same = |pick: fn(&Accessibility) -> Option<bool>| {
        pick(&first.accessibility).filter(|so| others.iter().all(|at| pick(&at.accessibility) == Some(*so)))
    };
    Accessibility {
        step_free: same(|of| of.step_free),
        lift: same(|of| of.lift),
        toilet: same(|of| of.toilet),
        hearing: same(|of| of.hearing),
        quiet: same(|of| of.quiet),
        animals: same(|of| of.animals),
    }
}
