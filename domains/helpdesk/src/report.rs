//! The figures of the helpdesk: who may see which, over which lines and months.

pub(crate) mod csv;
pub(crate) mod declared;
pub(crate) mod pages;
mod tables;

use access::Context;
use figures::{Period, Question};
use kernel::Month;
use web::{Failure, Query};

use crate::contact::may_read_all;
use crate::desk::Desk;
use crate::words::Code;

/// Counts below this are withheld from readers who may not open the contacts behind them.
const SMALLEST: i64 = 5;

/// What a reader asks for, and in which way it may be answered.
#[derive(Clone, PartialEq, Debug)]
struct Ask {
    period: Period,
    /// The line asked for, when it is one.
    line: Option<String>,
    /// The lines that are counted.
    lines: Vec<String>,
    /// The reader may not open the contacts of these lines: small counts are withheld.
    guarded: bool,
    /// Lines of which the reader sees only counts, shown apart so that nothing follows from a sum.
    apart: Vec<String>,
}

impl Ask {
    /// Reads the address, and refuses lines that the reader may see no figures of.
    fn read(cx: &Context, desk: &Desk, query: &Query) -> Result<Self, Failure> {
        let (open, counted) = visible(cx, desk);
        let line = query.value::<Code>("line")?.map(|code| code.0);
        let mut ask = Self { period: period(cx, query)?, line: None, lines: open, guarded: false, apart: counted };
        if let Some(line) = line {
            let guarded = ask.apart.contains(&line);
            if !guarded && !ask.lines.contains(&line) {
                return Err(if desk.line(&line).is_some() { Failure::forbidden() } else { Failure::not_found() });
            }
            ask = Self { lines: vec![line.clone()], guarded, apart: Vec::new(), line: Some(line), ..ask };
        } else if ask.lines.is_empty() {
            ask = Self { lines: ask.apart, guarded: true, apart: Vec::new(), ..ask };
        }
        if ask.lines.is_empty() { Err(Failure::forbidden()) } else { Ok(ask) }
    }

    /// The question that everything on the page is about.
    fn question(&self) -> Question {
        Question::over(self.period).only("line", self.lines.iter().map(String::as_str))
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

/// The period asked for: one word, or a first and a last month; this year when nothing is asked.
fn period(cx: &Context, query: &Query) -> Result<Period, Failure> {
    let (from, until) = (query.value::<Month>("from")?, query.value::<Month>("until")?);
    match (from, until) {
        (Some(from), Some(until)) => format!("{from}..{until}").parse().map_err(|_| Failure::bad_input("until")),
        (Some(month), None) | (None, Some(month)) => Ok(Period::Month(month)),
        (None, None) => Ok(query.value("period")?.unwrap_or_else(|| Period::Year(cx.today().get().year()))),
    }
}
