//! Invented contacts for trying out: no persons, no notes, the same ones for the same pack on the same day.

use std::collections::BTreeMap;

use access::Context;
use directory::{Facet, Filters, Finder, Question, ThemeCode};
use house::{House, Pack, PackFault};
use jiff::ToSpan as _;
use jiff::civil::Date;
use kernel::{Random, Timestamp};
use serde::Deserialize;
use store::{StoreError, Tx};
use uuid::Uuid;

use crate::Refusal;
use crate::contact::rules::UNKNOWN_INQUIRER;
use crate::contact::{Entry, Kind, Need, actions};
use crate::desk::{self, Desk, Line};
use crate::surroundings;

const FILE: &str = "demo.toml";
/// Services that a theme's contacts are sent to.
const SERVICES_OF_A_THEME: u32 = 4;

#[derive(Deserialize)]
struct DemoFile {
    contacts: Hints,
}

/// What the pack says about invented contacts.
#[derive(Deserialize)]
struct Hints {
    seed: u64,
    first_year: i16,
    last_year: i16,
    count: u32,
    share: Shares,
}

#[derive(Deserialize)]
struct Shares {
    line: BTreeMap<String, f64>,
    channel: BTreeMap<String, f64>,
    answered_directly: BTreeMap<String, f64>,
}

/// Why no contacts were invented.
#[derive(Debug, thiserror::Error)]
pub enum DemoFault {
    /// The pack's hints cannot be used.
    #[error(transparent)]
    Pack(#[from] PackFault),
    /// A contact was refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The territory or the directory is not at hand.
    #[error("{0}")]
    Unfurnished(String),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for DemoFault {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}

/// Invents the contacts that the pack asks for and logs them, marked as invented. Answers how many.
///
/// # Errors
/// When the pack's hints cannot be used, or a contact is refused.
pub async fn demo_contacts(house: &House, cx: &Context, tx: &Tx) -> Result<usize, DemoFault> {
    let ground = Ground::read(house, tx).await?;
    let hints = hints(&house.pack)?;
    let mut dice = Dice(Random::seeded(hints.seed));
    let moments = dice.moments(&hints, cx);
    let entries = moments.into_iter().filter_map(|at| ground.entry(&mut dice, &hints, at)).collect();
    Ok(actions::log_demo(cx, tx, entries).await?)
}

fn hints(pack: &Pack) -> Result<Hints, PackFault> {
    Ok(pack.read::<DemoFile>(FILE)?.contacts)
}

/// What contacts can be about.
struct Ground {
    desk: Desk,
    zones: Vec<String>,
    themes: Vec<String>,
    /// Services by theme.
    services: BTreeMap<String, Vec<Uuid>>,
}

impl Ground {
    async fn read(house: &House, tx: &Tx) -> Result<Self, DemoFault> {
        let unfurnished = |fault: web::Failure| DemoFault::Unfurnished(fault.to_string());
        let (zones, _) = surroundings::territory(house).map_err(unfurnished)?;
        let finder = house.fixtures.get::<Finder>().map_err(|fault| DemoFault::Unfurnished(fault.to_string()))?;
        // A desk hears of the broad themes and of their parts; the finest ones are for the search.
        let all = directory::themes(tx).await?;
        let top = |code: &ThemeCode| all.iter().any(|theme| theme.code == *code && theme.broader.is_none());
        let themes: Vec<_> = all.iter().filter(|theme| theme.broader.as_ref().is_none_or(top)).collect();
        let mut services = BTreeMap::new();
        for theme in &themes {
            services.insert(theme.code.to_string(), services_of(&finder, &theme.code)?);
        }
        Ok(Self {
            desk: desk::records::desk(tx).await?,
            zones: zones.into_iter().map(|(code, _)| code).collect(),
            themes: themes.iter().map(|theme| theme.code.to_string()).collect(),
            services,
        })
    }

    fn entry(&self, dice: &mut Dice, hints: &Hints, at: Timestamp) -> Option<Entry> {
        let line = self.desk.line(dice.weighted(&hints.share.line)?)?;
        let kind = match dice.below(40) {
            0 => Kind::WrongNumber,
            1 => Kind::HangUp,
            _ => Kind::Question,
        };
        let channel = dice.weighted(&hints.share.channel).filter(|code| line.channels.iter().any(|one| one == code));
        let themes = self.themes(dice, line);
        let need = match dice.below(20) {
            0..=12 => Need::Met,
            13..=16 => Need::Partly,
            17..=18 => Need::Unmet,
            _ => Need::NotApplicable,
        };
        let direct = dice.share() < hints.share.answered_directly.get(&line.code).copied().unwrap_or(0.5);
        let zone = (dice.below(7) > 0).then(|| dice.one_of(&self.zones).cloned()).flatten();
        Some(Entry {
            line: line.code.clone(),
            channel: channel.unwrap_or(&line.default_channel).to_owned(),
            kind,
            inquirer: self.inquirer(dice, line),
            zone,
            municipality: None,
            services: self.given(dice, need, &themes),
            themes,
            need,
            direct: Some(direct),
            note: None,
            minutes: i64::try_from(3 + dice.below(18)).ok(),
            at,
        })
    }

    /// A theme or two; those that the line names first come up most.
    fn themes(&self, dice: &mut Dice, line: &Line) -> Vec<String> {
        let count = 1 + usize::from(dice.below(5) == 0);
        let mut pick = || {
            let first = dice.below(4) > 0 || !line.all_themes;
            let from = if first && !line.themes_first.is_empty() { &line.themes_first } else { &self.themes };
            dice.one_of(from).cloned()
        };
        (0..count).filter_map(|_| pick()).collect()
    }

    fn inquirer(&self, dice: &mut Dice, line: &Line) -> String {
        if let Some(first) = line.inquirers_first.first() {
            return first.clone();
        }
        // The first of the list come up most: two throws, the lower one counts.
        let most = self.desk.inquirers.len();
        let place = dice.below(most).min(dice.below(most));
        self.desk.inquirers.get(place).map_or_else(|| UNKNOWN_INQUIRER.to_owned(), |word| word.code.clone())
    }

    fn given(&self, dice: &mut Dice, need: Need, themes: &[String]) -> Vec<Uuid> {
        if !matches!(need, Need::Met | Need::Partly) {
            return Vec::new();
        }
        let fitting = themes.iter().filter_map(|theme| self.services.get(theme));
        fitting.filter_map(|services| dice.one_of(services).copied()).collect()
    }
}

fn services_of(finder: &Finder, theme: &ThemeCode) -> Result<Vec<Uuid>, DemoFault> {
    let filters = Filters::of(Facet::Theme, theme);
    let question = Question { filters, limit: SERVICES_OF_A_THEME, ..Question::default() };
    let answer = finder.find(&question).map_err(|fault| DemoFault::Unfurnished(fault.to_string()))?;
    Ok(answer.matches.iter().map(|found| found.card.service.uuid()).collect())
}

/// Throws that repeat for the same seed.
struct Dice(Random);

impl Dice {
    /// A number below `most`; zero when there is none.
    fn below(&mut self, most: usize) -> usize {
        let thrown = u32::from_be_bytes(self.0.bytes());
        usize::try_from(thrown).unwrap_or(0) % most.max(1)
    }

    /// A number from 0 to 1.
    fn share(&mut self) -> f64 {
        f64::from(u32::from_be_bytes(self.0.bytes())) / f64::from(u32::MAX)
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let place = self.below(all.len());
        all.get(place)
    }

    /// A key, as often as its share says.
    fn weighted<'a>(&mut self, shares: &'a BTreeMap<String, f64>) -> Option<&'a str> {
        let mut left = self.share() * shares.values().sum::<f64>();
        for (key, share) in shares {
            left -= share;
            if left <= 0.0 {
                return Some(key);
            }
        }
        shares.keys().next_back().map(String::as_str)
    }

    /// Moments on working days and at working hours, from the first year up to now.
    fn moments(&mut self, hints: &Hints, cx: &Context) -> Vec<Timestamp> {
        let year = |year: i16, month: i8, day: i8| Date::new(year, month, day).unwrap_or(Date::ZERO);
        let (first, end) = (year(hints.first_year, 1, 1), year(hints.last_year, 12, 31).min(cx.today().get()));
        let days = usize::try_from(first.until(end).map_or(0, |span| span.get_days())).unwrap_or(0) + 1;
        let moment = |dice: &mut Self| {
            let day = first.checked_add(i64::try_from(dice.below(days)).unwrap_or(0).days()).ok()?;
            let hour = i8::try_from(9 + dice.below(8)).ok()?;
            let minute = i8::try_from(dice.below(60)).ok()?;
            let at = day.at(hour, minute, 0, 0).to_zoned(cx.time_zone.clone()).ok()?;
            let works = !matches!(day.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday);
            let at = Timestamp::new(at.timestamp());
            (works && at <= cx.now()).then_some(at)
        };
        let wanted = usize::try_from(hints.count).unwrap_or(0);
        // Two of seven days are no working days; a few throws more than needed are enough.
        let mut moments: Vec<Timestamp> = (0..wanted * 3).filter_map(|_| moment(self)).take(wanted).collect();
        moments.sort();
        moments
    }
}
