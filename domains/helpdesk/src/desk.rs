//! The desk: lines, channels, kinds of inquirer, emergency lines and conversation guides, as the region's pack has them.

pub mod actions;
pub mod pack;
pub mod records;

use access::Resource;
use kernel::{Lang, Text};
use serde::{Deserialize, Serialize};

/// A line that people reach the helpdesk by.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Line {
    /// Its code.
    pub code: String,
    /// Its name.
    pub names: Text,
    /// What it is for.
    pub purpose: Text,
    /// The channels that it is reached by, by their codes.
    pub channels: Vec<String>,
    /// The channel that most contacts come by.
    pub default_channel: String,
    /// Whether only those who hold a role for this very line may read its contacts.
    pub confidential: bool,
    /// The share of contacts that should be answered directly, in per cent.
    pub target: Option<f64>,
    /// Who set the target.
    pub target_source: Text,
    /// The conversation guide, by its code.
    pub guide: Option<String>,
    /// Themes that are offered first.
    pub themes_first: Vec<String>,
    /// Whether the other themes are offered too.
    pub all_themes: bool,
    /// Kinds of inquirer that are offered first.
    pub inquirers_first: Vec<String>,
}

impl Line {
    /// The line as the policies see it.
    pub fn resource(&self) -> Resource {
        Resource::new("Line", &self.code).word("code", &self.code).flag("confidential", self.confidential)
    }
}

/// A word of a list of the region: a channel, a kind of inquirer.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Word {
    /// Its code.
    pub code: String,
    /// Its name.
    pub names: Text,
    /// What it is counted with.
    pub group: Option<String>,
}

/// A number to call at once when somebody is in danger.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Emergency {
    /// Its code.
    pub code: String,
    /// Its name.
    pub names: Text,
    /// The number.
    pub phone: String,
    /// What it is for.
    pub purpose: Text,
}

/// A conversation guide.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Guide {
    /// Its code.
    pub code: String,
    /// Counts up with each rewriting.
    pub version: i64,
    /// Its name.
    pub names: Text,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// A step of a guide.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Step {
    /// Its code.
    pub code: String,
    /// What to say or ask.
    pub question: Text,
    /// Whether somebody's safety hangs on it.
    pub safety: bool,
    /// The answers to expect.
    pub answers: Vec<Answer>,
}

/// An answer to expect.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// Its code.
    pub code: String,
    /// Its words.
    pub names: Text,
    /// The emergency lines to call when this is the answer.
    pub emergency: Vec<String>,
}

/// Everything that the region's pack says about the helpdesk.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Desk {
    /// The lines, in the pack's order.
    pub lines: Vec<Line>,
    /// The channels.
    pub channels: Vec<Word>,
    /// The kinds of inquirer.
    pub inquirers: Vec<Word>,
    /// The emergency lines.
    pub emergencies: Vec<Emergency>,
    /// The conversation guides.
    pub guides: Vec<Guide>,
}

impl Desk {
    /// The line of a code.
    pub fn line(&self, code: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.code == code)
    }

    /// The guide of a line.
    pub fn guide(&self, line: &Line) -> Option<&Guide> {
        self.guides.iter().find(|guide| Some(&guide.code) == line.guide.as_ref())
    }

    /// The name of a line, or its code when the line is gone.
    pub fn line_name<'a>(&'a self, code: &'a str, lang: Lang) -> &'a str {
        self.line(code).map_or(code, |line| line.names.plain(lang))
    }

    /// The name of a channel, or its code.
    pub fn channel_name<'a>(&'a self, code: &'a str, lang: Lang) -> &'a str {
        name(&self.channels, code, lang)
    }

    /// The name of a kind of inquirer, or its code.
    pub fn inquirer_name<'a>(&'a self, code: &'a str, lang: Lang) -> &'a str {
        name(&self.inquirers, code, lang)
    }
}

fn name<'a>(words: &'a [Word], code: &'a str, lang: Lang) -> &'a str {
    words.iter().find(|word| word.code == code).map_or(code, |word| word.names.plain(lang))
}
