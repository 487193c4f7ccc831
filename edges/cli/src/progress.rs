//! How far long work is: a bar on a terminal, now and then a line elsewhere.

use std::io::{IsTerminal as _, stderr};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use house::import::Progress;
use indicatif::{ProgressBar, ProgressStyle};

/// Between two lines where there is no terminal.
const PAUSE: Duration = Duration::from_secs(5);

/// Shows progress on standard error.
pub enum Shown {
    /// On a terminal.
    Bar(ProgressBar),
    /// In a log or a pipe.
    Lines(Mutex<Lines>),
}

/// What was said so far.
#[derive(Default)]
pub struct Lines {
    total: u64,
    /// When the last line was said, and how far the work was then.
    said: Option<(Instant, u64)>,
}

impl Lines {
    /// The line for so many steps, unless one was said a moment ago.
    fn line(&mut self, steps: u64, now: Instant) -> Option<String> {
        if self.said.is_some_and(|(said, _)| now.duration_since(said) < PAUSE) {
            return None;
        }
        self.said = Some((now, steps));
        Some(format!("{steps} of {}", self.total))
    }

    /// The last line, unless it was said already or nothing was.
    fn last(&self) -> Option<String> {
        let (_, steps) = self.said?;
        (steps != self.total).then(|| format!("{0} of {0}", self.total))
    }
}

impl Shown {
    /// A bar where somebody can see it, else lines.
    pub fn new() -> Self {
        if !stderr().is_terminal() {
            return Self::Lines(Mutex::default());
        }
        let style = ProgressStyle::with_template("{bar:40} {human_pos}/{human_len}  {per_sec}  {eta} left");
        let bar = ProgressBar::no_length();
        if let Ok(style) = style {
            bar.set_style(style);
        }
        Self::Bar(bar)
    }

    /// Ends the bar, or says the last line when the work came to its end.
    pub fn end(&self, is_done: bool) {
        match self {
            Self::Bar(bar) => bar.finish_and_clear(),
            Self::Lines(lines) if is_done => say(lock(lines).last()),
            Self::Lines(_) => {}
        }
    }
}

impl Progress for Shown {
    fn total(&self, steps: u64) {
        match self {
            Self::Bar(bar) => bar.set_length(steps),
            Self::Lines(lines) => lock(lines).total = steps,
        }
    }

    fn done(&self, steps: u64) {
        match self {
            Self::Bar(bar) => bar.set_position(steps),
            Self::Lines(lines) => say(lock(lines).line(steps, Instant::now())),
        }
    }
}

fn lock(lines: &Mutex<Lines>) -> MutexGuard<'_, Lines> {
    lines.lock().unwrap_or_else(PoisonError::into_inner)
}

fn say(line: Option<String>) {
    if let Some(line) = line {
        eprintln!("{line}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_now_and_then_and_the_last_reaches_the_total() {
        let mut lines = Lines { total: 145, said: None };
        let begin = Instant::now();
        assert_eq!(lines.last(), None, "nothing was begun");
        assert_eq!(lines.line(50, begin).as_deref(), Some("50 of 145"));
        assert_eq!(lines.line(100, begin), None, "a moment ago");
        assert_eq!(lines.last().as_deref(), Some("145 of 145"));
        assert_eq!(lines.line(145, begin + PAUSE).as_deref(), Some("145 of 145"));
        assert_eq!(lines.last(), None, "it was said already");
    }
}
