//! What we know of a service that no field of the standard says: as attributes, with their terms where they have some.

use directory::{Line, Referral, Service, ThemeCode, Users};
use uuid::Uuid;

use super::{Ground, Says, attribute, theme};
use crate::publication::Kind;

/// What those must speak whom a service is for: a language by its code.
const FOR_LANGUAGE: &str = "for_language";
/// Who may set it in motion.
const REFERRAL: &str = "referral";

/// Every term that a service carries: its themes, who helps there and where, for whom it is.
pub(super) fn terms(service: &Service) -> impl Iterator<Item = &ThemeCode> {
    let helping = service.professions.iter().chain(&service.settings);
    service.themes.iter().chain(helping).chain(&service.eligibility.situations)
}

/// Everything.
pub(super) fn all(ground: &Ground, service: &Service) -> Vec<String> {
    let id = (service.id.uuid(), Kind::Service);
    let mut all = with_terms(ground, id, service);
    let words = words(service);
    all.extend(words.iter().map(|(about, value)| {
        let key = match *about {
            FOR_LANGUAGE => format!("directory-language-{value}"),
            REFERRAL => format!("standards-apply-{value}"),
            about => format!("standards-{}-{}", about.replace('_', "-"), value.replace('_', "-")),
        };
        attribute(id, &Says { about, value, label: ground.say_if_known(&key) })
    }));
    all
}

fn with_terms(ground: &Ground, id: (Uuid, Kind), service: &Service) -> Vec<String> {
    let rules = &service.eligibility;
    let kinds: [(&'static str, &[ThemeCode]); 5] = [
        ("theme", &service.themes),
        ("profession", &service.professions),
        ("setting", &service.settings),
        ("eligibility", &rules.situations),
        ("ineligibility", &rules.excluded),
    ];
    let terms = kinds.into_iter().flat_map(|(about, codes)| codes.iter().map(move |code| (about, code)));
    terms.filter_map(|(about, code)| theme(ground, id, (about, code))).collect()
}

/// Words of one of a few values each: what they are about, and which one.
fn words(service: &Service) -> Vec<(&'static str, &str)> {
    let mut words: Vec<(&'static str, &str)> = vec![("kind", service.kind.code())];
    words.extend(service.line.map(|line| ("line_of_care", Line::code(line))));
    words.extend(service.users.map(|users| ("meant_for", Users::code(users))));
    words.extend(service.update_rhythm.map(|rhythm| ("update_rhythm", rhythm.code())));
    words.extend(service.eligibility.genders.iter().map(|gender| ("gender", gender.code())));
    words.extend(service.eligibility.languages.iter().map(|code| (FOR_LANGUAGE, code.as_str())));
    words.extend(service.eligibility.residents_only.then_some(("only", "residents")));
    words.extend(service.referral.map(|referral| (REFERRAL, Referral::code(referral))));
    words.extend(service.activation.who.iter().map(|who| ("activated_by", who.code())));
    words.extend(service.activation.how.iter().map(|way| ("activated_through", way.code())));
    words
}
