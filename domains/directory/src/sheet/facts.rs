//! What one should know before one goes: for whom, at what price, what to bring, who may ask, in which language.

use kernel::Text;
use territory::Gazetteer;
use web::Page;

use crate::showing::{areas, languages, offer};
use crate::{Accessibility, Service};

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

/// A place of a service, as what is said of it apart names it.
pub(crate) struct Door {
    /// Where it is, as the sheet writes it.
    pub line: String,
    /// Whether nobody may know where.
    pub confidential: bool,
    pub access: Accessibility,
    /// Whether the sheet shows it.
    pub shown: bool,
}

/// The facts about a service and its places, in the order in which people ask; where nobody comes in, getting in is no question.
pub(crate) fn of(known: Known<'_>, service: &Service, (doors, has_door): (&[Door], bool)) -> Vec<Fact> {
    let page = known.page;
    let areas = areas(page, known.gazetteer, &service.areas).unwrap_or_default();
    let rules = offer::eligibility(page, &service.eligibility, known.terms);
    let facts = [
        ("check", "directory-glance-who", vec![service.audience.clone()], [rules, vec![areas]].concat()),
        ("arrow", "directory-glance-referral", vec![service.activation.text.clone()], starts(page, service)),
        ("money", "directory-glance-cost", cost(page, service), Vec::new()),
        ("language", "directory-glance-languages", Vec::new(), vec![languages(page, &service.languages)]),
        ("disability", ACCESS, Vec::new(), access(page, doors)),
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

/// What it costs: the prices, then its own words, which are labelled where they stand beside prices.
fn cost(page: &Page, service: &Service) -> Vec<Text> {
    let mut said: Vec<Text> =
        offer::costs(page, &service.costs).iter().map(|price| Text::same_everywhere(price)).collect();
    if !said.is_empty() && !service.cost.is_empty() {
        said.push(Text::same_everywhere(&page.tr("directory-prices-words").to_string()));
    }
    said.push(service.cost.clone());
    said
}

/// Who may set it in motion, and by which ways.
fn starts(page: &Page, service: &Service) -> Vec<String> {
    let said = offer::activation(page, &service.activation);
    let referral = service.referral.filter(|_| service.activation.who.is_empty());
    let referral = referral.map(|referral| page.tr(format!("directory-referral-{referral}")).to_string());
    referral.into_iter().chain(said).collect()
}

/// Whether one can get in: once where it is the same at every place, else of each place that the sheet shows, also that it is not known
/// there; nothing where it is known of none of them.
fn access(page: &Page, doors: &[Door]) -> Vec<String> {
    let said = |access: Accessibility| offer::accessibility(page, access).into_iter().map(|(_, said)| said);
    let Some(first) = doors.first() else { return Vec::new() };
    if doors.iter().all(|door| door.access == first.access) {
        return said(first.access).collect();
    }
    let shown = || doors.iter().filter(|door| door.shown);
    if shown().all(|door| door.access == Accessibility::default()) {
        return Vec::new();
    }
    let of_door = |door: &Door| {
        let known = said(door.access).collect::<Vec<_>>().join(", ");
        let known = if known.is_empty() { page.tr("directory-sheet-access-unknown").to_string() } else { known };
        let name = if door.confidential { page.tr("directory-secret-address").to_string() } else { door.line.clone() };
        if name.is_empty() { known } else { format!("{name}{}{known}", page.colon()) }
    };
    shown().map(of_door).collect()
}
