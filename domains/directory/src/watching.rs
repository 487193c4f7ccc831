//! Searches that somebody keeps: what the address of a page of results finds today, to be held against what it found before, and
//! who offers on that page to keep it. The directory does not know who that is.

use house::House;
use kernel::{Lang, Text};
use sha2::{Digest as _, Sha256};
use territory::Gazetteers;
use web::{Failure, Page, Query};

use crate::asking::{Asked, LONGEST_PLACE};
use crate::pages::refining::{Ground, filters};
use crate::pages::results::LONGEST_WORDS;
use crate::{
    CardPlace, Eligibility, Facet, Filters, Finder, Gender, Question, ServiceAtLocationId, ServiceCard, ServiceId,
    Spoken, ThemeCode,
};

/// The most services that a kept search may find: whoever is told of more reads none of it.
pub const MOST: u32 = 200;

/// Whoever keeps searches: a fixture that another department installs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Keeper {
    /// Where somebody who is signed in keeps one.
    pub own: &'static str,
    /// Where somebody without an account asks for letters; nothing where no letters go out.
    pub by_mail: Option<&'static str>,
}

/// A service that a search finds, and what a reader saw of it.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Sighting {
    /// Which.
    pub service: ServiceId,
    /// Its name.
    pub name: Text,
    /// A fingerprint of what is said of it, wherever it is.
    pub said: String,
    /// Where it is, as the search shows it.
    pub at: ServiceAtLocationId,
    /// A fingerprint of how it is reached there.
    pub reached: String,
}

impl Sighting {
    /// Whether a reader would see nothing else. That a service of several places is shown at another one is no change of it.
    pub fn is_as(&self, before: &Self) -> bool {
        self.said == before.said && (self.at != before.at || self.reached == before.reached)
    }
}

/// What of an address says what is searched: words, place, what narrows them. Not which page of it, nor what is open at the moment.
///
/// # Errors
/// When a part of it cannot be read.
pub fn kept(query: &Query) -> Result<String, Failure> {
    filters(query)?;
    query.text("q", LONGEST_WORDS)?;
    query.text("place", LONGEST_PLACE)?;
    let names: Vec<&str> = ["q", "place", "within"].into_iter().chain(Facet::ALL.map(Facet::word)).collect();
    Ok(query.only(&names))
}

/// What is searched, in words: for the reader of a page.
///
/// # Errors
/// When a part of it cannot be read.
pub fn said(page: &Page, house: &House, query: &Query) -> Result<String, Failure> {
    let finder = house.fixtures.get::<Finder>().map_err(Failure::unexpected)?;
    let gazetteer = house.fixtures.get::<Gazetteers>().map_err(Failure::unexpected)?.current();
    let typed = (query.text("q", LONGEST_WORDS)?, query.text("place", LONGEST_PLACE)?);
    let asked = Asked::among(&finder, &gazetteer, typed, page.lang());
    let ground = Ground { page, gazetteer: &gazetteer, finder: &finder, query };
    let filters = filters(query)?;
    let chips = ground.chips(&filters, filters.within_km).into_iter().map(|chip| chip.label);
    let own = [asked.words(typed.0).to_owned(), asked.shown(page.lang()).to_owned()];
    Ok(own.into_iter().chain(chips).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "))
}

/// What a search finds today; nothing when it finds more than anybody would read.
///
/// # Errors
/// When a part of it cannot be read, or the index cannot: also while it is being filled, since all would seem to be gone.
pub fn look(house: &House, query: &Query, lang: Lang) -> Result<Option<Vec<Sighting>>, Failure> {
    let finder = house.fixtures.get::<Finder>().map_err(Failure::unexpected)?;
    if !finder.is_ready() {
        return Err(Failure::unavailable("the search index is being filled"));
    }
    let gazetteer = house.fixtures.get::<Gazetteers>().map_err(Failure::unexpected)?.current();
    let words = query.text("q", LONGEST_WORDS)?;
    let asked = Asked::among(&finder, &gazetteer, (words, query.text("place", LONGEST_PLACE)?), lang);
    let question = Question {
        words: asked.words(words),
        extra_words: asked.extra_words(),
        near: asked.whereabouts(),
        lang,
        filters: finder.tidied(Filters { open_now: false, ..filters(query)? }),
        limit: MOST,
        ..Question::default()
    };
    let answer = finder.find(&question).map_err(Failure::unexpected)?;
    if answer.total > MOST.into() {
        return Ok(None);
    }
    // What is shown instead of what was meant, or has only some of the words, is not what somebody waits for.
    let meant = if answer.instead.is_empty() && !answer.partly { answer.matches } else { Vec::new() };
    Ok(Some(meant.iter().map(|found| sighting(&found.card)).collect()))
}

fn sighting(card: &ServiceCard) -> Sighting {
    let ServiceCard { name, summary, languages, users, eligibility, costs, .. } = card;
    let ServiceCard { referral, activation, status, organisation_name, website, .. } = card;
    let what = (name, summary, organisation_name, website);
    let whom = (languages, users, rules(eligibility), costs, referral, activation, status);
    let CardPlace { street, house_number, postal_code, .. } = &card.place;
    let reached = (street, house_number, postal_code, &card.phone, &card.email, &card.hours, &card.accessibility);
    Sighting {
        service: card.service,
        name: name.clone(),
        said: fingerprint(&(what, whom)),
        at: card.at,
        reached: fingerprint(&reached),
    }
}

/// The rules of whom it is for; those that were added to the rules since only where something is said by them, or every service
/// would be news.
#[derive(serde::Serialize)]
struct Rules<'a> {
    min_age: Option<u8>,
    max_age: Option<u8>,
    genders: &'a [Gender],
    situations: &'a [ThemeCode],
    excluded: &'a [ThemeCode],
    residents_only: bool,
    #[serde(skip_serializing_if = "<[Spoken]>::is_empty")]
    languages: &'a [Spoken],
}

fn rules(eligibility: &Eligibility) -> Rules<'_> {
    let Eligibility { min_age, max_age, genders, languages, situations, excluded, residents_only } = eligibility;
    let (min_age, max_age, residents_only) = (*min_age, *max_age, *residents_only);
    Rules { min_age, max_age, genders, situations, excluded, residents_only, languages }
}

/// A fingerprint of what a reader sees. Named field by field: what is added to cards one day is no news of any service.
fn fingerprint(seen: &impl serde::Serialize) -> String {
    let text = serde_json::to_vec(seen).unwrap_or_default();
    hex::encode(&Sha256::digest(text)[..16])
}
