//! A campaign: which organisations are asked, with which letters, in which rhythm, and at what price. Pure.

pub mod actions;
pub(crate) mod drawing;
pub(crate) mod editing;
pub(crate) mod forms;
pub(crate) mod pages;
pub(crate) mod preview;
pub(crate) mod records;
pub mod rules;
pub(crate) mod wording;

use access::Resource;
use kernel::{Day, Text};
use serde::{Deserialize, Deserializer, Serialize};

kernel::typed_id! {
    /// The id of a campaign.
    pub struct CampaignId;
}

kernel::words! {
    /// Where a campaign is in its life.
    pub enum State {
        /// It is being prepared; nobody was asked.
        Draft = "draft",
        /// Letters go out.
        Running = "running",
        /// Somebody stopped it; links that went out still open.
        Stopped = "stopped",
        /// Its last day is over.
        Ended = "ended",
    }
}

/// Which organisations are asked: those that fit all of it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Offering help with this theme or a narrower one.
    pub theme: Option<String>,
    /// With a place in this care zone.
    pub zone: Option<String>,
    /// Of these kinds, by code, and of no known kind where [`NO_KIND`] is among them. When there is none, as usual: every kind that
    /// the public finds, and no known kind.
    #[serde(alias = "kind", deserialize_with = "one_or_several")]
    pub kinds: Vec<String>,
    /// Also those who offer nothing but a directory or a tool.
    pub lists: bool,
    /// Of whom nobody confirmed anything for so many days.
    pub silent_days: Option<i32>,
}

/// Stands among the kinds of a filter for organisations of which nobody knows the kind.
pub const NO_KIND: &str = "-";

/// The kinds of a filter; one that was kept when a filter had only one, or none, as well.
fn one_or_several<'de, D: Deserializer<'de>>(kept: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Kept {
        Several(Vec<String>),
        One(String),
    }
    Ok(match Option::<Kept>::deserialize(kept)? {
        Some(Kept::Several(kinds)) => kinds,
        Some(Kept::One(kind)) => vec![kind],
        None => Vec::new(),
    })
}

/// What the letters say, in Dutch and in French. `{organisation}`, `{link}` and `{until}` are filled in.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Letters {
    /// What they are about; the same for everybody.
    pub subject: Text,
    /// The first letter.
    pub first: Text,
    /// Every later one.
    pub reminder: Text,
}

/// When what happens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rhythm {
    /// So many days after a letter comes the next step.
    pub reminder_days: i64,
    /// So many reminders at most.
    pub reminders: i64,
    /// Whether who does not answer is called in the end.
    pub calls: bool,
    /// For so many days a link opens.
    pub link_days: i64,
    /// The last day.
    pub ends_on: Day,
}

/// What is paid, in cents.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Prices {
    /// For a letter.
    pub letter: i64,
    /// For a minute on the telephone.
    pub minute: i64,
}

/// What somebody decides about a campaign.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Setup {
    /// What colleagues call it.
    pub name: String,
    /// Whom it asks; decided once it starts.
    pub filter: Filter,
    /// What the letters say.
    pub letters: Letters,
    /// When what happens.
    pub rhythm: Rhythm,
    /// What is paid.
    pub prices: Prices,
}

/// A campaign.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Campaign {
    /// Its id.
    pub id: CampaignId,
    /// What was decided about it.
    pub setup: Setup,
    /// Where it is in its life.
    pub state: State,
    /// The day of the first letters.
    pub started_on: Option<Day>,
    /// Goes up with every change.
    pub version: i64,
}

/// What the state of a campaign does not allow.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WrongMove {
    /// It was started before.
    #[error("the campaign was started before")]
    NotDraft,
    /// It does not run.
    #[error("the campaign does not run")]
    NotRunning,
    /// It was not stopped.
    #[error("the campaign was not stopped")]
    NotStopped,
}

impl Campaign {
    /// A campaign that nobody was asked in yet.
    pub const fn new(id: CampaignId, setup: Setup) -> Self {
        Self { id, setup, state: State::Draft, started_on: None, version: 1 }
    }

    /// Begun.
    ///
    /// # Errors
    /// When it was begun before.
    pub fn started(self, today: Day) -> Result<Self, WrongMove> {
        self.moved(State::Draft, State::Running, WrongMove::NotDraft)
            .map(|campaign| Self { started_on: Some(today), ..campaign })
    }

    /// Stopped for now.
    ///
    /// # Errors
    /// When it does not run.
    pub fn stopped(self) -> Result<Self, WrongMove> {
        self.moved(State::Running, State::Stopped, WrongMove::NotRunning)
    }

    /// Going on.
    ///
    /// # Errors
    /// When it was not stopped.
    pub fn resumed(self) -> Result<Self, WrongMove> {
        self.moved(State::Stopped, State::Running, WrongMove::NotStopped)
    }

    /// Over; also when it was stopped and nobody let it go on.
    ///
    /// # Errors
    /// When it neither runs nor stands still.
    pub fn ended(self) -> Result<Self, WrongMove> {
        match self.state {
            State::Running | State::Stopped => Ok(Self { state: State::Ended, ..self }),
            State::Draft | State::Ended => Err(WrongMove::NotRunning),
        }
    }

    /// Whether its last day is over.
    pub fn is_over(&self, today: Day) -> bool {
        today > self.setup.rhythm.ends_on
    }

    fn moved(self, from: State, to: State, wrong: WrongMove) -> Result<Self, WrongMove> {
        if self.state == from { Ok(Self { state: to, ..self }) } else { Err(wrong) }
    }
}

/// Campaigns as the policies see them, for whoever comes without a link.
pub(crate) fn resource(id: impl std::fmt::Display) -> Resource {
    Resource::new("Campaign", id).flag("link", false)
}

#[cfg(test)]
pub(crate) mod samples {
    use super::*;

    /// A campaign with these reminders, which calls in the end.
    pub fn campaign(reminders: i64) -> Campaign {
        let ends_on = "2026-06-01".parse().unwrap();
        let setup = Setup {
            name: "Test".into(),
            filter: Filter::default(),
            letters: Letters::default(),
            rhythm: Rhythm { reminder_days: 7, reminders, calls: true, link_days: 30, ends_on },
            prices: Prices { letter: 5, minute: 70 },
        };
        let id = "01936d6f-0000-7000-8000-000000000001".parse().unwrap();
        Campaign::new(CampaignId::from_uuid(id), setup)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_of_one_kind_or_of_any_is_read_as_it_was_kept() {
        let read = |kept: &str| serde_json::from_str::<Filter>(kept).unwrap().kinds;
        assert_eq!(read(r#"{"theme":null,"kind":"hospital"}"#), ["hospital"]);
        assert!(read(r#"{"theme":null,"kind":null}"#).is_empty() && read("{}").is_empty());
        let now = Filter { kinds: vec!["hospital".into(), NO_KIND.into()], lists: true, ..Filter::default() };
        assert_eq!(serde_json::from_value::<Filter>(serde_json::to_value(&now).unwrap()).unwrap(), now);
    }

    #[test]
    fn a_campaign_runs_once_and_may_pause() {
        let today: Day = "2026-03-10".parse().unwrap();
        let running = samples::campaign(1).started(today).unwrap();
        assert_eq!((running.state, running.started_on), (State::Running, Some(today)));
        assert_eq!(running.clone().started(today), Err(WrongMove::NotDraft));
        assert_eq!(running.clone().resumed(), Err(WrongMove::NotStopped));
        let stopped = running.clone().stopped().unwrap();
        assert_eq!(stopped.clone().ended().unwrap().state, State::Ended);
        assert_eq!(samples::campaign(1).ended(), Err(WrongMove::NotRunning));
        assert_eq!(stopped.resumed().unwrap(), running);
        assert!(!running.is_over("2026-06-01".parse().unwrap()) && running.is_over("2026-06-02".parse().unwrap()));
        assert_eq!(running.ended().unwrap().state, State::Ended);
    }
}
