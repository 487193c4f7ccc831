//! Which services answer a question, and in which order.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use kernel::Timestamp;
use search::{Around, Hit, Hits, Mended, Narrowing, Query};

use super::document::{FALLBACK, SERVICE, near_enough};
use super::facets::RINGS;
use super::numbers::{Glance, day_number, number_of, theme_number};
use super::ranking::{Near, Order, PossibleZone, ThemeSet};
use super::themes::ThemeBook;
use super::{Facet, Filters, Finder, FindingFault, Question, Refinements, Whereabouts, written};
use crate::{Area, ServiceCard, Standing, ThemeCode};

/// Fewer hits than this are joined by services of a related theme.
const FEW: usize = 3;
/// Related services that join them.
const RELATED: u32 = 5;
/// Services that are offered when nothing else fits.
const FALLBACKS: u32 = 2;
/// Opening hours that are worked out for one question, at most, beside those that are remembered: each costs as much as
/// ranking a hundred services.
const WORKED_OUT: u32 = 300;

/// The services that answer a question, in their order.
#[derive(Debug)]
pub(crate) struct Chosen {
    pub found: Vec<ChosenCard>,
    pub total: u64,
    pub or_more: bool,
    pub refinements: Refinements,
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
        if let Some(chosen) = self.by_number()? {
            return Ok(chosen);
        }
        let mut words = Cow::Borrowed(self.question.words);
        // What is quoted is meant as it stands, and names no theme.
        let mut themes = if search::is_quoted(&words) { Vec::new() } else { self.themes.named_in(&words) };
        let (mut hits, mut or_more) = self.hits(&words, &themes)?;
        if !hits.mended.is_empty() {
            // A theme may hide behind a misspelt word.
            let meant = mended(&words, &hits.mended);
            let meant_themes = self.themes.named_in(&meant);
            if meant_themes == themes {
                // A word that no service has and that names no theme leads nowhere.
                hits.mended.retain(|one| !hits.unknown.contains(&one.typed));
            } else {
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
        if self.themes.is_a_form(&words) {
            // No word of a theme's name is unknown, also where no service has it.
            hits.unknown.clear();
        }
        let partly = hits.had_words && hits.whole == 0 && hits.total > 0 && instead.is_empty();
        let close_by = cards(&self.close_by(&words, &hits, &themes)?)?;
        Ok(Chosen { close_by, themes, instead, partly, ..self.chosen(hits, or_more)? })
    }

    /// The services of whoever has the number or the address that was typed; nothing when the words are none, or nobody has it.
    fn by_number(&self) -> Result<Option<Chosen>, FindingFault> {
        let tags = written::tags_of(self.question.words);
        if tags.is_empty() {
            return Ok(None);
        }
        let order = self.order(&[], false);
        let query = Query { ranking: &order, tags: vec![tags], ..self.query("") };
        let (hits, may_be_more) = self.narrowed(query, &self.question.filters)?;
        (hits.total > 0).then(|| self.chosen(hits, may_be_more)).transpose()
    }

    /// These hits and nothing beside them.
    fn chosen(&self, hits: Hits, may_be_more: bool) -> Result<Chosen, FindingFault> {
        Ok(Chosen {
            found: cards(&hits.hits)?,
            total: hits.total,
            or_more: may_be_more && self.question.filters.open_now,
            refinements: Refinements { counts: hits.counts, open_or_more: may_be_more },
            close_by: Vec::new(),
            themes: Vec::new(),
            mended: hits.mended,
            unknown: hits.unknown,
            instead: Vec::new(),
            partly: false,
        })
    }

    /// The hits, and whether more of them may be open than they say. The name of a theme is well spelt, and whatever is filed under
    /// the theme is meant by it.
    fn hits(&self, words: &str, named: &[ThemeCode]) -> Result<(Hits, bool), FindingFault> {
        let mut order = self.order(named, !search::folded(words).is_empty());
        let as_written = self.themes.is_a_form(words);
        let filed = if as_written { theme_tags(named) } else { Vec::new() };
        if as_written {
            order.only_theme = true;
            order.close = ThemeSet::of(self.themes.close_to(named).iter().map(theme_number));
        }
        let query = Query { ranking: &order, as_written, or_tagged: &filed, ..self.query(words) };
        self.narrowed(query, &self.question.filters)
    }

    /// The services of some themes, whatever their words, as [`Choosing::hits`].
    fn hits_of(&self, themes: &[ThemeCode]) -> Result<(Hits, bool), FindingFault> {
        let order = self.order(themes, false);
        let tags = vec![theme_tags(themes)];
        self.narrowed(Query { ranking: &order, tags, ..self.query("") }, &self.question.filters)
    }

    fn narrowed(&self, query: Query<'_>, filters: &Filters) -> Result<(Hits, bool), FindingFault> {
        let (may_work_out, gave_up) = (AtomicU32::new(WORKED_OUT), AtomicBool::new(false));
        let is_open = |hours: &str| {
            let less = |left: u32| left.checked_sub(1);
            let known = self.finder.calendar.remembered(hours, self.now).or_else(|| {
                let may = may_work_out.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok();
                may.then(|| self.finder.calendar.standing(hours, self.now))
            });
            gave_up.fetch_or(known.is_none(), Ordering::Relaxed);
            known.map(Standing::is_open)
        };
        let around =
            self.question.near.as_ref().and_then(|near| near.point).map(|point| Around::new(near_enough(point)));
        let narrowing = Narrowing {
            chosen: filters.tags(),
            counting: self.question.counting,
            around,
            within: filters.within_km.filter(|_| around.is_some()).map(|km| f32::from(km) * 1_000.0),
            rings: if around.is_some() { &RINGS } else { &[] },
            holds: Some(&is_open),
            holding: filters.open_now,
        };
        let hits = self.finder.index.search(&Query { narrowing, ..query })?;
        Ok((hits, gave_up.into_inner()))
    }

    /// What answers the name of a theme under which nobody is filed: the services of themes close to it.
    fn stand_in(&self, words: &str, named: &[ThemeCode], hits: &Hits) -> Result<Option<StandIn>, FindingFault> {
        // Without a service of the theme on this page, an earlier one may have ended with them.
        if !self.themes.is_a_form(words) || self.of_themes(named, hits) > 0 || self.has_some(named)? {
            return Ok(None);
        }
        let instead = self.themes.close_to(named);
        let (all_said, only_called_so) = (hits.whole == hits.total && hits.unknown.is_empty(), only_called_so(hits));
        if hits.whole > 0 && all_said && !only_called_so && self.of_themes(&instead, hits) == 0 {
            // Nobody is filed under the theme yet, or close to it, but everything that is found says what was typed.
            return Ok(None);
        }
        let (others, or_more) = self.hits_of(&instead)?;
        if others.total > 0 {
            return Ok(Some(StandIn { hits: others, or_more, instead }));
        }
        let nothing = || Hits { had_words: hits.had_words, ..Hits::default() };
        Ok(only_called_so.then(|| StandIn { hits: nothing(), or_more: false, instead: Vec::new() }))
    }

    /// Whether there is any service of these themes, whatever the answer is narrowed to.
    fn has_some(&self, named: &[ThemeCode]) -> Result<bool, FindingFault> {
        let query = Query { tags: vec![theme_tags(named)], limit: 1, offset: 0, extra_words: "", ..self.query("") };
        Ok(self.finder.index.finds(&query)?)
    }

    /// How many of the hits are of some themes.
    fn of_themes(&self, named: &[ThemeCode], hits: &Hits) -> usize {
        let themes = ThemeSet::of(self.themes.with_parts(named).iter().map(theme_number));
        hits.hits.iter().filter(|hit| themes.has_one_of(Glance(&hit.facts.sketch()).themes())).count()
    }

    fn query<'a>(&'a self, words: &'a str) -> Query<'a> {
        Query {
            kind: SERVICE,
            words,
            extra_words: self.question.extra_words,
            dictionary: Some(self.themes.dictionary()),
            as_written: false,
            or_tagged: &[],
            lang: self.question.lang,
            tags: Vec::new(),
            narrowing: Narrowing::default(),
            ranking: &Unordered,
            limit: self.question.limit,
            offset: self.question.offset,
        }
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
        let asked: Vec<ThemeCode> = named.iter().cloned().chain(self.question.filters.themes()).collect();
        let related = theme_tags(&self.themes.close_to(&asked));
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

    /// The first services with one of these tags, whatever their words and their theme, under all else that was chosen.
    fn tagged(&self, any: Vec<String>, limit: u32, named: &[ThemeCode]) -> Result<Vec<Hit>, FindingFault> {
        let order = self.order(named, false);
        let query = Query { ranking: &order, tags: vec![any], limit, offset: 0, ..self.query("") };
        let narrowing =
            Narrowing { chosen: self.question.filters.clone().without(Facet::Theme).tags(), ..Narrowing::default() };
        Ok(self.finder.index.search(&Query { narrowing, ..query })?.hits)
    }
}

/// What carries the services of some themes and their parts.
fn theme_tags(themes: &[ThemeCode]) -> Vec<String> {
    themes.iter().map(|theme| format!("theme:{theme}")).collect()
}

/// Whether these only have a name with the stem of a word that nobody has as it was typed: for `honger` somebody called Hong.
fn only_called_so(hits: &Hits) -> bool {
    let only_name = |hit: &Hit| hit.found.title && !hit.found.keywords && !hit.found.body;
    !hits.by_stem.is_empty() && !hits.hits.is_empty() && hits.hits.iter().all(only_name)
}

fn cards(hits: &[Hit]) -> Result<Vec<ChosenCard>, FindingFault> {
    let card = |hit: &Hit| {
        Ok(ChosenCard {
            card: Arc::new(postcard::from_bytes(&hit.payload)?),
            exact_name: hit.found.exact,
            for_professionals: Glance(&hit.facts.sketch()).is_for_professionals(),
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
        point: place.point.map(|point| Around::new(near_enough(point))),
        zone: number(&place.zone),
        municipality: number(&place.municipality),
        postal_code: number(&place.postal_code),
        for_zone: area(&place.zone, Area::Zone),
        for_municipality: area(&place.municipality, Area::Municipality),
        for_postal_code: area(&place.postal_code, Area::PostalCode),
        possible: place.possible.iter().map(|zone| PossibleZone::of(zone)).collect(),
    }
}
