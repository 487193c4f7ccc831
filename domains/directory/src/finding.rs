//! Finding help: from what somebody types, and where they are, to services in a sensible order with their reasons.

mod choosing;
mod document;
mod facets;
mod lists;
mod numbers;
mod query;
mod ranking;
mod reasons;
mod records;
mod remembered;
mod suggesting;
mod telling;
pub(crate) mod themes;
mod wishing;
mod written;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use jiff::civil;
use kernel::{Clock, Day, Lang, Text, Timestamp};
use sea_orm::{ConnectionTrait, DbErr};
use search::{Index, IndexError, Lexicon, Mended};
use territory::Gazetteer;

use crate::{Calendar, ServiceCard, Standing, Theme, ThemeCode};
use choosing::{Choosing, Chosen, ChosenCard};
pub(crate) use document::Material;
pub use document::{SERVICE, Services};
pub(crate) use facets::REGION;
pub use facets::{Facet, Filters, RINGS_KM, Refinements};
use numbers::day_number;
pub(crate) use numbers::theme_number;
pub use query::InWords;
use query::PlaceNames;
pub(crate) use reasons::{A_WEEK, days_until};
use reasons::{Given, distance, reasons};
pub use reasons::{Reason, Whereabouts};
use remembered::{Asked, Remembered, State};
use suggesting::Forms;
pub use suggesting::{Suggestion, SuggestionKind};
use themes::ThemeBook;
pub use wishing::Wish;
use wishing::Wished;

/// What the index must know about the language of care: words of one meaning.
pub fn lexicon() -> Lexicon {
    let lines = include_str!("../words/same.txt").lines().filter(|line| !line.starts_with('#'));
    let group = |line: &str| line.split(',').map(|form| form.trim().to_owned()).collect();
    Lexicon { compound_parts: Vec::new(), synonyms: lines.map(group).collect() }
}

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Question<'a> {
    /// What somebody typed, in any language; may be empty.
    pub words: &'a str,
    /// Words that make a service better and are not missed: the name of the place, when it stood among the words.
    pub extra_words: &'a str,
    /// Where they are, when they say so.
    pub near: Option<Whereabouts>,
    /// The reader's language.
    pub lang: Lang,
    /// What the answer is limited to.
    pub filters: Filters,
    /// Whether to count what each further choice would leave.
    pub counting: bool,
    /// Whether somebody asks who works in the field.
    pub for_professional: bool,
    /// How many services.
    pub limit: u32,
    /// How many to leave out first.
    pub offset: u32,
}

/// A service in an answer.
#[derive(Clone, PartialEq, Debug)]
pub struct Match {
    /// The service, where it is nearest.
    pub card: Arc<ServiceCard>,
    /// Metres to its door, when both places are known to a street at least.
    pub distance: Option<u32>,
    /// Whether it is open.
    pub standing: Standing,
    /// Why it is shown, the most telling first.
    pub reasons: Vec<Reason>,
    /// Whether it is meant for those who work in the field, not for residents.
    pub for_professionals: bool,
}

/// What is answered.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Answer {
    /// The services of this stretch, best first.
    pub matches: Vec<Match>,
    /// How many there are in all.
    pub total: u64,
    /// Whether there may be more than `total`: not all opening hours were worked out yet.
    pub or_more: bool,
    /// When little or nothing fits: services of themes close by, and those that help with every question. They are in
    /// neither `matches` nor `total`.
    pub close_by: Vec<Match>,
    /// The themes that the words name.
    pub themes: Vec<ThemeCode>,
    /// Words that were taken for others.
    pub mended: Vec<Mended>,
    /// Words that nothing is known about.
    pub unknown: Vec<String>,
    /// When nobody is known for the theme that the words name: the names of the themes whose services are shown instead,
    /// those that are open first.
    pub instead: Vec<Arc<Text>>,
    /// What each further choice would leave, when that was asked.
    pub refinements: Refinements,
    /// What the words say of how it should be.
    pub wishes: Vec<Wish>,
    /// Whether they say nothing else, so that the answer is narrowed to it.
    pub wishes_alone: bool,
    /// Whether no service has all the words, so that what is shown has some of them.
    pub partly: bool,
}

/// Why no answer can be given.
#[derive(Debug, thiserror::Error)]
pub enum FindingFault {
    /// The index cannot be read.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A card in the index was written by another version.
    #[error("a card in the search index cannot be read: {0}")]
    Card(#[from] postcard::Error),
    /// The database cannot say which places are secret by now.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// Why it cannot be tried out what other terms would find.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TrialFault {
    /// The database cannot be read.
    #[error(transparent)]
    Database(#[from] DbErr),
    /// The trial itself failed.
    #[error(transparent)]
    Finding(#[from] FindingFault),
    /// It was broken off.
    #[error("looking ahead was broken off: {0}")]
    Stopped(#[from] tokio::task::JoinError),
}

/// Finds services. Shared by pages, the interface for programs and the helpdesk.
pub struct Finder {
    index: Index,
    calendar: Calendar,
    clock: Clock,
    themes: RwLock<Arc<ThemeBook>>,
    places: RwLock<Arc<PlaceNames>>,
    forms: RwLock<Arc<Forms>>,
    remembered: Remembered,
}

impl fmt::Debug for Finder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Finder").field("calendar", &self.calendar).finish_non_exhaustive()
    }
}

impl Finder {
    /// A finder that knows no themes yet: [`Finder::learn`] brings them.
    pub fn new(index: Index, calendar: Calendar, clock: Clock) -> Self {
        Self {
            index,
            calendar,
            clock,
            themes: RwLock::default(),
            places: RwLock::default(),
            forms: RwLock::default(),
            remembered: Remembered::default(),
        }
    }

    /// Learns the themes as the database has them: at the start, and when they have changed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn learn(&self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        let themes = crate::thesaurus(db).await?;
        let mut known = self.themes.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(revised) = known.revised(themes) {
            *known = Arc::new(revised);
        }
        Ok(())
    }

    /// Whether the index was filled: until then nothing is found.
    pub fn is_ready(&self) -> bool {
        self.index.is_ready()
    }

    /// Every term of the thesaurus in its order, as the finder knows it at this moment.
    pub fn terms(&self) -> Arc<[Theme]> {
        self.book().all()
    }

    /// A term, or the one that took its place.
    pub fn term(&self, code: &ThemeCode) -> Option<Theme> {
        let book = self.book();
        book.get(book.current(code)).cloned()
    }

    /// Takes a place out of the words, when one is named there exactly: for those who fill in one field only.
    pub fn place_in(&self, words: &str, gazetteer: &Gazetteer) -> Option<InWords> {
        if search::is_quoted(words) || !written::tags_of(words).is_empty() {
            return None;
        }
        let known = Arc::clone(&self.places.read().unwrap_or_else(PoisonError::into_inner));
        if known.revision == Some(gazetteer.revision()) {
            return known.part(words);
        }
        let fresh = Arc::new(PlaceNames::of(gazetteer));
        *self.places.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&fresh);
        fresh.part(words)
    }

    /// What was chosen, without what says no more beside the rest.
    pub fn tidied(&self, filters: Filters) -> Filters {
        filters.narrowest(&self.book())
    }

    /// The name of a theme; empty for one that is not known or that nobody looks for.
    pub fn theme_name(&self, code: &ThemeCode) -> Arc<Text> {
        let book = self.book();
        if book.get(code).is_some_and(Theme::is_sought) { book.name(code) } else { Arc::default() }
    }

    /// The name of a term of any facet, or of the one that took its place; empty for one that is not in use.
    pub fn term_name(&self, code: &ThemeCode) -> Arc<Text> {
        let book = self.book();
        let code = book.current(code);
        if book.get(code).is_some_and(|term| !term.retired) { book.name(code) } else { Arc::default() }
    }

    /// The themes that are part of one directly; those at the top when none is given.
    pub fn parts_of(&self, theme: Option<&ThemeCode>) -> Arc<[ThemeCode]> {
        self.book().parts_of(theme)
    }

    /// The themes that were chosen, and those that they are part of.
    pub(crate) fn leading_to_chosen(&self, filters: &Filters) -> BTreeSet<ThemeCode> {
        let book = self.book();
        filters.themes().flat_map(|theme| book.with_broader(&theme)).collect()
    }

    /// The words for these themes, in the order of the alphabet.
    fn forms(&self, book: &ThemeBook) -> Arc<Forms> {
        let known = Arc::clone(&self.forms.read().unwrap_or_else(PoisonError::into_inner));
        if known.is_of(book) {
            return known;
        }
        let fresh = Arc::new(Forms::of(book));
        *self.forms.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&fresh);
        fresh
    }

    /// A finder on some services alone, as a thesaurus of other terms would file them: for looking ahead at a change.
    pub(crate) fn trial(&self, of: &Material, terms: Vec<Theme>) -> Result<Self, TrialFault> {
        let book = ThemeBook::new(terms);
        let index = self.index.apart(SERVICE, &of.documents(&book)?).map_err(FindingFault::from)?;
        let trial = Self::new(index, self.calendar.clone(), self.clock.clone());
        Ok(Self { themes: RwLock::new(Arc::new(book)), ..trial })
    }

    fn book(&self) -> Arc<ThemeBook> {
        Arc::clone(&self.themes.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether a place with these hours is open now.
    pub fn standing(&self, hours: Option<&str>) -> Standing {
        hours.map_or(Standing::Unknown, |hours| self.calendar.standing(hours, self.clock.now()))
    }

    /// Answers a question as the index has it. Any words are a valid question. For whoever shows nobody where a service is; all others
    /// take [`Finder::answer`].
    ///
    /// # Errors
    /// Only when the index cannot be read.
    pub fn find(&self, question: &Question<'_>) -> Result<Answer, FindingFault> {
        let themes = self.book();
        let now = self.clock.now();
        let wished = self.wished(question, &themes)?;
        let without = wished.as_ref().map(|wished| wished.question(question));
        let question = without.as_ref().unwrap_or(question);
        let today = self.calendar.local(now).date();
        let state = State { index: self.index.generation(), themes: themes.edition };
        let choose = || Choosing { finder: self, question, themes: &themes, now }.choose();
        let asked = Asked::of(question, day_number(Some(Day::new(today))), now);
        let chosen = self.remembered.get_or(state, asked, choose)?;
        let told = Telling { finder: self, question, themes: &themes, now, today }.tell(&chosen);
        let wishes_alone = wished.as_ref().is_some_and(Wished::narrows);
        Ok(Answer { wishes: wished.map(|wished| wished.wishes).unwrap_or_default(), wishes_alone, ..told })
    }
}

/// Tells about the services that were chosen, as things stand now.
struct Telling<'a> {
    finder: &'a Finder,
    question: &'a Question<'a>,
    themes: &'a ThemeBook,
    now: Timestamp,
    today: civil::Date,
}

impl Telling<'_> {
    fn tell(&self, chosen: &Chosen) -> Answer {
        let Chosen { found, total, or_more, refinements, close_by, themes, mended, unknown, instead, partly } = chosen;
        // "Pharmacy" is what a hundred services are called: that they are called so tells them not apart.
        let telling_name = !self.themes.is_a_form(self.question.words);
        let all = |cards: &[ChosenCard], close_by: bool| -> Vec<Match> {
            cards.iter().map(|one| self.matched(one, themes, (telling_name, close_by))).collect()
        };
        let mut matches = all(found, !instead.is_empty());
        if !instead.is_empty() {
            // Whoever asks for somebody on duty is helped by whoever is open.
            matches.sort_by_key(|one| !one.standing.is_open());
        }
        Answer {
            matches,
            total: *total,
            or_more: *or_more,
            refinements: refinements.clone(),
            close_by: all(close_by, true),
            themes: themes.clone(),
            mended: mended.clone(),
            unknown: unknown.clone(),
            instead: instead.iter().map(|theme| self.themes.name(theme)).collect(),
            partly: *partly,
            wishes: Vec::new(),
            wishes_alone: false,
        }
    }

    fn matched(&self, one: &ChosenCard, named: &[ThemeCode], (telling_name, close_by): (bool, bool)) -> Match {
        let card = Arc::clone(&one.card);
        let near = self.question.near.as_ref();
        let standing =
            card.hours.as_deref().map_or(Standing::Unknown, |hours| self.finder.calendar.standing(hours, self.now));
        let asked = card.themes.iter().find(|theme| named.contains(theme));
        let theme = match (asked, card.themes.first()) {
            (Some(theme), _) => Some(Reason::Theme(self.themes.name(theme))),
            (None, _) if close_by && card.fallback => Some(Reason::HelpsToFind),
            (None, Some(main)) if close_by => Some(Reason::RelatedTheme(self.themes.name(main))),
            _ => None,
        };
        let exact_name = one.exact_name && telling_name;
        let given = Given { card: &card, near, standing, today: self.today, exact_name, theme };
        Match {
            distance: distance(&card, near),
            standing,
            reasons: reasons(given),
            for_professionals: one.for_professionals,
            card,
        }
    }
}
