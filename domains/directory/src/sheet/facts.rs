//! What one should know before one goes: for whom, at what price, what to bring, who may ask, in which language.

use kernel::Text;
use territory::Gazetteer;
use web::Page;

use crate::showing::{areas, languages};
use crate::{Cost, Service, ServiceAtLocation};

/// Something to know before one goes; without an answer, something to ask.
pub(crate) struct Fact {
    pub icon: &'static str,
    pub question: String,
    pub answers: Vec<Text>,
}

/// The facts about a service and its places, in the order in which people ask.
pub(crate) fn of(page: &Page, gazetteer: &Gazetteer, (service, at): (&Service, &[ServiceAtLocation])) -> Vec<Fact> {
    let areas = areas(page, gazetteer, &service.areas).unwrap_or_default();
    let costs =
        [vec![service.cost.clone()], service.costs.iter().flat_map(|cost| price(page, cost)).collect()].concat();
    let spoken = languages(page, &service.languages);
    let facts = [
        ("check", "directory-glance-who", vec![service.audience.clone(), words(ages(page, service)), words(areas)]),
        ("arrow", "directory-glance-referral", starts(page, service)),
        ("money", "directory-glance-cost", costs),
        ("language", "directory-glance-languages", vec![words(spoken)]),
        ("disability", "directory-sheet-access", access(page, at)),
    ];
    let mut facts: Vec<Fact> =
        facts.into_iter().map(|(icon, question, answers)| fact(page, (icon, question), answers)).collect();
    if !service.documents.is_empty() {
        // That nobody told of papers does not mean that one must ask for them.
        facts.push(fact(page, ("list", "directory-sheet-bring"), service.documents.clone()));
    }
    facts
}

fn fact(page: &Page, (icon, question): (&'static str, &'static str), answers: Vec<Text>) -> Fact {
    let answers = answers.into_iter().filter(|answer| !answer.is_empty()).collect();
    Fact { icon, question: page.tr(question).to_string(), answers }
}

fn price(page: &Page, cost: &Cost) -> Vec<Text> {
    let sort = said(page, &format!("directory-sheet-cost-{}", cost.sort));
    let sort = match cost.cents {
        Some(cents) => format!("{sort}: {}", page.euro(i64::from(cents))),
        None => sort,
    };
    vec![words(sort), cost.note.clone()]
}

fn ages(page: &Page, service: &Service) -> String {
    let rules = &service.eligibility;
    match (rules.min_age, rules.max_age) {
        (Some(least), Some(most)) => page.tr("directory-sheet-age").arg("least", least).arg("most", most).to_string(),
        (Some(least), None) => page.tr("directory-sheet-age-from").arg("least", least).to_string(),
        (None, Some(most)) => page.tr("directory-sheet-age-until").arg("most", most).to_string(),
        (None, None) => String::new(),
    }
}

/// Who may set it in motion, and by which ways.
fn starts(page: &Page, service: &Service) -> Vec<Text> {
    let list = |keys: Vec<String>| keys.iter().map(|key| said(page, key)).collect::<Vec<_>>().join(", ");
    let who = list(service.activation.who.iter().map(|who| format!("directory-sheet-starts-{who}")).collect());
    let how = list(service.activation.how.iter().map(|way| format!("directory-sheet-way-{way}")).collect());
    let referral = service.referral.filter(|_| who.is_empty());
    let referral = referral.map_or_else(String::new, |referral| said(page, &format!("directory-referral-{referral}")));
    vec![words(referral), words(who), words(how), service.activation.text.clone()]
}

/// What is so at every place of the service.
fn access(page: &Page, at: &[ServiceAtLocation]) -> Vec<Text> {
    let Some((first, others)) = at.split_first() else { return Vec::new() };
    let everywhere = first
        .accessibility
        .known()
        .filter(|(access, so)| others.iter().all(|at| at.accessibility.of(*access) == Some(*so)));
    let key = |(access, so): (crate::Access, bool)| {
        let answer = if so { "directory-yes" } else { "directory-no" };
        format!("{}: {}", said(page, &format!("directory-sheet-access-{access}")), said(page, answer).to_lowercase())
    };
    everywhere.map(|known| words(key(known))).collect()
}

fn said(page: &Page, key: &str) -> String {
    page.tr(key).to_string()
}

/// Words that are already in the reader's language.
fn words(said: String) -> Text {
    if said.is_empty() { Text::default() } else { Text::same_everywhere(&said) }
}
