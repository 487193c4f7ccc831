//! The figures of the helpdesk: who may see which, over which lines and months.

pub(crate) mod csv;
pub(crate) mod declared;
pub(crate) mod pages;
mod tables;

use access::Context;
use figures::{Guard, Period, Question};
use kernel::Month;
use web::{Failure, Query};

use crate::contact::filter::Filter;
use crate::contact::may_read_all;
use crate::desk::Desk;
use kernel::Code;

/// Counts below this are withheld from readers who may not open the contacts behind them.
const SMALLEST: i64 = 5;

/// What a reader asks for, and in which way it may be answered.
#[derive(Clone, PartialEq, Debug)]
struct Ask {
    period: Period,
    /// The line that everything is about, when it is one.
    line: Option<String>,
    /// The lines that are counted, together: either all of them may be opened, or there is only one.
    lines: Vec<String>,
    /// The reader may not open the contacts of the line: what could tell of a single one is withheld.
    guarded: bool,
    /// What is withheld of guarded lines.
    guard: Guard,
    /// Lines of which the reader sees only counts, each by itself: a sum beside its parts would tell what is withheld.
    apart: Vec<String>,
}

impl Ask {
    /// Reads the address, and refuses lines that the reader may see no figures of.
    fn read(cx: &Context, desk: &Desk, query: &Query) -> Result<Self, Failure> {
        let (open, counted) = visible(cx, desk);
        let period = period(cx, query)?;
        // A contact of the last minute may still be on its way when the month ends.
        let running = Month::of(cx.today().before());
        let guard = Guard { smallest: SMALLEST, running };
        let alone = |line: String, guarded, apart| {
            let lines = vec![line.clone()];
            Self { period, line: Some(line), lines, guarded, guard, apart }
        };
        match query.value::<Code>("line")?.map(|code| code.0) {
            Some(line) if open.contains(&line) => Ok(alone(line, false, Vec::new())),
            Some(line) if counted.contains(&line) => Ok(alone(line, true, Vec::new())),
            Some(line) if desk.line(&line).is_some() => Err(Failure::forbidden()),
            Some(_) => Err(Failure::not_found()),
            None if open.is_empty() => {
                let first = first_shown(desk, &counted).ok_or_else(Failure::forbidden)?;
                let apart = counted.into_iter().filter(|line| *line != first).collect();
                Ok(alone(first, true, apart))
            }
            None => Ok(Self { period, line: None, lines: open, guarded: false, guard, apart: counted }),
        }
    }

    /// The same question about one of the lines that stand apart.
    fn about(&self, line: &str) -> Self {
        let line = line.to_owned();
        let (lines, apart) = (vec![line.clone()], Vec::new());
        Self { period: self.period, line: Some(line), lines, guarded: true, guard: self.guard, apart }
    }

    /// The period that the figures are about: of guarded lines only months that are over.
    fn told(&self) -> Period {
        let told = if self.guarded { self.guard.told(self.period) } else { None };
        told.unwrap_or(self.period)
    }

    /// The target of the line that everything is about, when it is one and has one. Of several lines together none is.
    fn target(&self, desk: &Desk) -> Option<f64> {
        let [line] = self.lines.as_slice() else { return None };
        desk.line(line)?.target
    }

    /// The question that everything on the page is about.
    fn question(&self) -> Question {
        Question::over(self.period).only("line", self.lines.iter().map(String::as_str))
    }

    /// The contacts that everything on the page is about, of all times.
    fn filter(&self) -> Filter {
        Filter { settled: self.guarded, ..Filter::default() }.only("line", self.lines.iter().map(String::as_str))
    }

    /// The same page for another period.
    fn address(&self, page: &str) -> String {
        let line = self.line.as_ref().map_or_else(String::new, |line| format!("&line={line}"));
        format!("{page}?period={}{line}", self.period)
    }
}

/// The lines whose contacts the reader may open, and those of which only figures may be seen.
fn visible(cx: &Context, desk: &Desk) -> (Vec<String>, Vec<String>) {
    let seen = desk.lines.iter().filter(|line| cx.may("helpdesk.see_figures", &line.resource()));
    let (open, counted): (Vec<_>, Vec<_>) = seen.partition(|line| may_read_all(cx, line));
    let codes = |lines: Vec<&crate::desk::Line>| lines.into_iter().map(|line| line.code.clone()).collect();
    (codes(open), codes(counted))
}

/// The line that a reader who may open none begins with: one that is not confidential, if there is one.
fn first_shown(desk: &Desk, counted: &[String]) -> Option<String> {
    let is_confidential = |code: &&String| desk.line(code).is_some_and(|line| line.confidential);
    counted.iter().find(|code| !is_confidential(code)).or(counted.first()).cloned()
}

/// The period asked for: one word, or a first and a last month; this year when nothing is asked.
fn period(cx: &Context, query: &Query) -> Result<Period, Failure> {
    let (from, until) = (query.value::<Month>("from")?, query.value::<Month>("until")?);
    match (from, until) {
        (Some(from), Some(until)) => format!("{from}..{until}").parse().map_err(|_| Failure::bad_input("until")),
        (Some(month), None) | (None, Some(month)) => Ok(Period::Month(month)),
        (None, None) => Ok(query.value("period")?.unwrap_or_else(|| Period::Year(cx.today().get().year()))),
    }
}
