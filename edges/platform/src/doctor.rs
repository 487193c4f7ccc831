//! The doctor: examines an installation, one finding each, and says how to mend it.

mod checks;
mod database;

use crate::Config;

/// How something is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// As it should be.
    Well,
    /// It works, but somebody should look at it.
    Attention,
    /// It does not work.
    Ill,
}

/// What was found about one thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// What was examined.
    pub about: &'static str,
    /// How it is.
    pub state: State,
    /// In words, with the remedy when it is not well.
    pub words: String,
}

impl Finding {
    fn well(about: &'static str, words: impl Into<String>) -> Self {
        Self { about, state: State::Well, words: words.into() }
    }

    fn attention(about: &'static str, words: impl Into<String>) -> Self {
        Self { about, state: State::Attention, words: words.into() }
    }

    fn ill(about: &'static str, words: impl Into<String>) -> Self {
        Self { about, state: State::Ill, words: words.into() }
    }
}

/// Examines everything that an installation needs, whether it serves meanwhile or not. Changes nothing.
pub async fn examine(config: &Config) -> Vec<Finding> {
    let mut findings = vec![checks::directory(config), checks::room(config)];
    findings.extend(checks::region(config));
    findings.extend(database::examine(config).await);
    findings.push(checks::index(config));
    findings.push(checks::post(config).await);
    findings.push(checks::port(config).await);
    findings
}
