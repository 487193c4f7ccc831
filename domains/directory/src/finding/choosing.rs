//! Which services answer a question, and in which order.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use kernel::Timestamp;
use search::{Hit, Hits, Mended, Query};

use super::document::{FALLBACK, HAS_HOURS, SERVICE};
use super::numbers::{Packed, day_number, number_of, theme_number};
use super::ranking::{Near, NearPoint, Order, PossibleZone, ThemeSet};
use super::themes::ThemeBook;
use super::{Finder, FindingFault, Question, Whereabouts};
use crate::{Area, ServiceCard, Standing, ThemeCode};

/// Fewer hits than this are joined by services of a related theme.
const FEW: usize = 3;
/// Related services that join them.
const RELATED: u32 = 5;
/// Services that are offered when nothing else fits.
const FALLBACKS: u32 = 2;
/// Hits that are looked at, at most, to find those that are open now.
const LOOKED_AT_FOR_OPEN: u32 = 600;

/// The services that answer a question, in their order.
#[derive(Debug)]
pub(crate) struct Chosen {
    pub found: Vec<ChosenCard>,
    pub total: u64,
    pub or_more: bool,
    pub close_by: Vec<ChosenCard>,
    pub themes: Vec<ThemeCode>,
    pub mended: Vec<Mended>,
    pub unknown: Vec<String>,
    /// The themes whose services are shown because nobody is known for the one that was named.
    pub instead: Vec<ThemeCode>,
    /// No service has all the words.
    pub partly: bool,
}

/// One of them.
#[derive(Debug)]
pub(crate) struct ChosenCard {
    pub card: Arc<ServiceCard>,
    /// Its name is what was typed.
    pub exact_name: bool,
    /// It is meant for those who work in the field.
    pub for_professionals: bool,
}

/// The words with those in place that were meant.
fn mended(words: &str, mended: &[Mended]) -> String {
    let meant = |word: String| {
        mended.iter().find(|one| search::folded(&one.typed).contains(&word)).map_or(word, |one| one.meant.clone())
    };
    search::folded(words).into_iter().map(meant).collect::<Vec<_>>().join(" ")
}

/// What is shown when no service of the theme that was named has its words.
struct StandIn {
    hits: Hits,
    or_more: bool,
    /// The themes that stand in, when nobody is known for the one that was named.
    instead: Vec<ThemeCode>,
}

/// One question on its way to its answer.
pub(crate) struct Choosing<'a> {
    pub finder: &'a Finder,
    pub question: &'a Question<'a>,
    pub themes: &'a ThemeBook,
    pub now: Timestamp,
}

impl Choosing<'_> {
    /// Chooses the services. Misspelt words are mended first.
    pub fn choose(&self) -> Result<Chosen, FindingFault> {
        let mut words = Cow::Borrowed(self.question.words);
        let mut themes = self.themes.named_in(&words);
        let (mut hits, mut or_more) = self.hits(&words, &themes)?;
        if self.themes.is_a_form(&words) {
            // No word of a theme's name is misspelt or unknown, also where no service has it.
            hits.mended.clear();
            hits.unknown.clear();
        } else if !hits.mended.is_empty() {
            // A theme may hide behind a misspelt word.
            let meant = mended(&words, &hits.mended);
            let meant_themes = self.themes.named_in(&meant);
            if meant_themes != themes {
                let mended = std::mem::take(&mut hits.mended);
                (hits, or_more) = self.hits(&meant, &meant_themes)?;
                (hits.mended, themes, words) = (mended, meant_themes, meant.into());
            }
        }
        let mut instead = Vec::new();
        if let Some(stand_in) = self.stand_in(&words, &themes, &hits)? {
            hits = Hits { mended: hits.mended, unknown: hits.unknown, ..stand_in.hits };
            (or_more, instead) = (stand_in.or_more, stand_in.instead);
        }
        let partly = hits.had_words && hits.whole == 0 && hits.total > 0 && instead.is_empty();
        let close_by = cards(&self.close_by(&words, &hits, &themes)?)?;
        let Hits { hits, total, mended, unknown, .. } = hits;
        Ok(Chosen { found: cards(&hits)?, total, or_more, close_by, themes, mended, unknown, instead, partly })
    }

    /// The hits, and whether there may be more than they say.
    fn hits(&self, words: &str, named: &[ThemeCode]) -> Result<(Hits, bool), FindingFault> {
        let mut order = self.order(named, !search::folded(words).is_empty());
        if self.themes.is_a_form(words) {
            order.only_theme = true;
            order.close = ThemeSet::of(self.themes.close_to(named).iter().map(theme_number));
        }
        self.narrowed(Query { ranking: &order, tags: self.tags(), ..self.query(words) })
    }

    /// The services of some themes, whatever their words, as [`Choosing::hits`].
    fn hits_of(&self, themes: &[ThemeCode]) -> Result<(Hits, bool), FindingFault> {
        let order = self.order(themes, false);
        let mut tags = self.tags();
        tags.push(themes.iter().map(|theme| format!("theme:{theme}")).collect());
        self.narrowed(Query { ranking: &order, tags, ..self.query("") })
    }

    fn narrowed(&self, query: Query<'_>) -> Result<(Hits, bool), FindingFault> {
        if self.question.filters.open_now {
            self.open_hits(query)
        } else {
            Ok((self.finder.index.search(&query)?, false))
        }
    }

    /// What answers the name of a theme when no service of it has the words: the services of its parts, which need not have
    /// them, else those of themes close to it.
    fn stand_in(&self, words: &str, named: &[ThemeCode], hits: &Hits) -> Result<Option<StandIn>, FindingFault> {
        // Without a service of the theme on this page, an earlier one may have ended with them.
        if !self.themes.is_a_form(words) || self.of_themes(named, hits) > 0 || self.has_some(words, named)? {
            return Ok(None);
        }
        if self.has_some("", named)? {
            let (hits, or_more) = self.hits_of(named)?;
            return Ok(Some(StandIn { hits, or_more, instead: Vec::new() }));
        }
        let instead = self.themes.close_to(named);
        if hits.whole > 0 && hits.whole == hits.total && self.of_themes(&instead, hits) == 0 {
            // Nobody is filed under the theme yet, or close to it, but everything that is found says what was typed.
            return Ok(None);
        }
        let (hits, or_more) = self.hits_of(&instead)?;
        Ok((hits.total > 0).then_some(StandIn { hits, or_more, instead }))
    }

    /// Whether any service of these themes has the words, whatever the answer is narrowed to.
    fn has_some(&self, words: &str, named: &[ThemeCode]) -> Result<bool, FindingFault> {
        let tags = vec![named.iter().map(|theme| format!("theme:{theme}")).collect()];
        let query = Query { tags, limit: 1, offset: 0, extra_words: "", ..self.query(words) };
        Ok(self.finder.index.search(&query)?.total > 0)
    }

    /// How many of the hits are of some themes.
    fn of_themes(&self, named: &[ThemeCode], hits: &Hits) -> usize {
        let themes = ThemeSet::of(self.themes.with_parts(named).iter().map(theme_number));
        hits.hits.iter().filter(|hit| themes.has_one_of(Packed(&hit.facts).themes())).count()
    }

    fn query<'a>(&'a self, words: &'a str) -> Query<'a> {
        Query {
            kind: SERVICE,
            words,
            extra_words: self.question.extra_words,
            lang: self.question.lang,
            tags: Vec::new(),
            ranking: &Unordered,
            limit: self.question.limit,
            offset: self.question.offset,
        }
    }

    /// Goes through the hits in their order until enough of them are open.
    fn open_hits(&self, query: Query<'_>) -> Result<(Hits, bool), FindingFault> {
        let Query { limit, offset, .. } = query;
        let mut query = Query { limit: Query::MOST, offset: 0, ..query };
        query.tags.push(vec![HAS_HOURS.to_owned()]);
        let mut open = Vec::new();
        let mut all = self.finder.index.search(&query)?;
        loop {
            let last = all.hits.len() < Query::MOST as usize;
            for hit in std::mem::take(&mut all.hits) {
                let card: ServiceCard = postcard::from_bytes(&hit.payload)?;
                if matches!(self.finder.standing(card.hours.as_deref()), Standing::Open(_)) {
                    open.push(hit);
                }
            }
            query.offset += Query::MOST;
            if last || query.offset >= LOOKED_AT_FOR_OPEN {
                break;
            }
            all = self.finder.index.search(&query)?;
        }
        let or_more = all.total > u64::from(query.offset);
        all.total = open.len() as u64;
        all.hits = open.into_iter().skip(offset as usize).take(limit as usize).collect();
        Ok((all, or_more))
    }

    fn order(&self, named: &[ThemeCode], has_words: bool) -> Order {
        Order {
            near: self.question.near.as_ref().map(near),
            themes: ThemeSet::of(self.themes.with_parts(named).iter().map(theme_number)),
            has_words,
            only_theme: false,
            close: ThemeSet::default(),
            today: day_number(Some(kernel::Day::new(self.finder.calendar.local(self.now).date()))),
            for_professional: self.question.for_professional,
        }
    }

    fn tags(&self) -> Vec<Vec<String>> {
        let theme = self.question.filters.theme.iter();
        let theme = theme.map(|theme| vec![format!("theme:{}", self.themes.current(theme))]);
        theme.chain(self.spoken()).collect()
    }

    fn spoken(&self) -> Option<Vec<String>> {
        self.question.filters.spoken.as_ref().map(|spoken| vec![format!("language:{spoken}")])
    }

    /// When little or nothing fits, on the first page: what is related to the theme that was named; when nothing fits
    /// at all, what helps with every question as well.
    fn close_by(&self, words: &str, hits: &Hits, named: &[ThemeCode]) -> Result<Vec<Hit>, FindingFault> {
        let first_page = self.question.offset == 0 && hits.hits.len() as u64 == hits.total;
        // Where the words are the name of a theme, a service that only has the words is not yet what was looked for.
        let fitting = if self.themes.is_a_form(words) { self.of_themes(named, hits) } else { hits.hits.len() };
        if fitting >= FEW || !first_page || self.question.filters.open_now {
            return Ok(Vec::new());
        }
        let mut known: HashSet<_> = hits.hits.iter().map(|hit| hit.key).collect();
        let mut close_by = Vec::new();
        let asked: Vec<ThemeCode> = named.iter().chain(&self.question.filters.theme).cloned().collect();
        let related: Vec<String> = self.themes.close_to(&asked).iter().map(|theme| format!("theme:{theme}")).collect();
        if !related.is_empty() {
            close_by = self.tagged(related, RELATED, named)?;
            close_by.retain(|hit| known.insert(hit.key));
        }
        if hits.hits.is_empty() {
            let helping = self.tagged(vec![FALLBACK.to_owned()], FALLBACKS, &[])?;
            close_by.extend(helping.into_iter().filter(|hit| known.insert(hit.key)));
        }
        Ok(close_by)
    }

    /// The first services with one of these tags, whatever their words and their theme.
    fn tagged(&self, any: Vec<String>, limit: u32, named: &[ThemeCode]) -> Result<Vec<Hit>, FindingFault> {
        let order = self.order(named, false);
        let mut tags = vec![any];
        tags.extend(self.spoken());
        let query = Query { ranking: &order, tags, limit, offset: 0, ..self.query("") };
        Ok(self.finder.index.search(&query)?.hits)
    }
}

fn cards(hits: &[Hit]) -> Result<Vec<ChosenCard>, FindingFault> {
    let card = |hit: &Hit| {
        Ok(ChosenCard {
            card: Arc::new(postcard::from_bytes(&hit.payload)?),
            exact_name: hit.found.exact,
            for_professionals: Packed(&hit.facts).is_for_professionals(),
        })
    };
    hits.iter().map(card).collect()
}

/// For a query that gets its order a moment later.
struct Unordered;

impl search::Ranking for Unordered {
    fn score(&self, text: f32, _: &search::Facts) -> f32 {
        text
    }
}

fn near(place: &Whereabouts) -> Near {
    let number = |code: &Option<String>| code.as_deref().map_or(0, number_of);
    let area = |code: &Option<String>, area: fn(String) -> Area| {
        code.clone().map_or(0, |code| number_of(&area(code).to_string()))
    };
    Near {
        point: place.point.map(NearPoint::new),
        zone: number(&place.zone),
        municipality: number(&place.municipality),
        for_zone: area(&place.zone, Area::Zone),
        for_municipality: area(&place.municipality, Area::Municipality),
        for_postal_code: area(&place.postal_code, Area::PostalCode),
        possible: place.possible.iter().map(|zone| PossibleZone::of(zone)).collect(),
    }
}
