//! How far long work is: a bar on a terminal, now and then a line elsewhere.

use std::io::{IsTerminal as _, stderr};
use std::sync::Mutex;
use std::sync::PoisonError;
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
pub struct Lines {
    total: u64,
    said: Option<Instant>,
}

impl Shown {
    /// A bar where somebody can see it, else lines.
    pub fn new() -> Self {
        if !stderr().is_terminal() {
            return Self::Lines(Mutex::new(Lines { total: 0, said: None }));
        }
        let style = ProgressStyle::with_template("{bar:40} {human_pos}/{human_len}  {per_sec}  {eta} left");
        let bar = ProgressBar::no_length();
        if let Ok(style) = style {
            bar.set_style(style);
        }
        Self::Bar(bar)
    }

    /// Ends the bar.
    pub fn end(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

impl Progress for Shown {
    fn total(&self, steps: u64) {
        match self {
            Self::Bar(bar) => bar.set_length(steps),
            Self::Lines(lines) => lines.lock().unwrap_or_else(PoisonError::into_inner).total = steps,
        }
    }

    fn done(&self, steps: u64) {
        match self {
            Self::Bar(bar) => bar.set_position(steps),
            Self::Lines(lines) => {
                let mut lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
                if lines.said.is_none_or(|said| said.elapsed() >= PAUSE) {
                    lines.said = Some(Instant::now());
                    eprintln!("{steps} of {}", lines.total);
                }
            }
        }
    }
}
