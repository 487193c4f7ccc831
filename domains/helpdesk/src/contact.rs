//! A contact: what reaches the helpdesk, what it was about, and what was given in answer.

pub mod actions;
mod drawing;
pub mod filter;
pub(crate) mod forms;
pub(crate) mod listing;
pub(crate) mod pages;
pub mod records;
pub mod rules;
pub(crate) mod telling;
pub(crate) mod writing;

use access::{Context, Resource};
use kernel::{Month, Timestamp};
use uuid::Uuid;

use crate::desk::Line;

kernel::typed_id! {
    /// The id of a contact. The form draws it, so that sending a form twice makes one contact.
    pub struct ContactId;
}

kernel::words! {
    /// What sort of contact it was.
    pub enum Kind {
        /// Somebody asked something. Only these are counted.
        Question = "question",
        /// A wrong number.
        WrongNumber = "wrong_number",
        /// The line went dead before anything was said.
        HangUp = "hang_up",
    }
}

kernel::words! {
    /// What became of the need behind a question.
    pub enum Need {
        /// At least one service fits, and was given.
        Met = "met",
        /// Something was given that helps in part.
        Partly = "partly",
        /// Nothing that fits could be given.
        Unmet = "unmet",
        /// There was no need to meet.
        NotApplicable = "not_applicable",
    }
}

kernel::words! {
    /// Whether the question was answered in the same contact.
    pub enum Direct {
        /// At once.
        Yes = "yes",
        /// Later, or not at all.
        No = "no",
    }
}

kernel::words! {
    /// The life of a contact.
    pub enum State {
        /// As it was logged.
        Logged = "logged",
        /// Changed since; the journal has what it was.
        Corrected = "corrected",
        /// Taken out of lists and figures; can be brought back.
        Withdrawn = "withdrawn",
    }
}

/// A move that the state of a contact does not allow.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WrongMove {
    /// It was withdrawn before.
    #[error("the contact was withdrawn")]
    IsWithdrawn,
    /// It is not withdrawn.
    #[error("the contact is not withdrawn")]
    NotWithdrawn,
}

impl State {
    /// The state after a correction.
    ///
    /// # Errors
    /// When the contact is withdrawn.
    pub const fn correct(self) -> Result<Self, WrongMove> {
        match self {
            Self::Logged | Self::Corrected => Ok(Self::Corrected),
            Self::Withdrawn => Err(WrongMove::IsWithdrawn),
        }
    }

    /// The state after a withdrawal.
    ///
    /// # Errors
    /// When the contact is withdrawn already.
    pub const fn withdraw(self) -> Result<Self, WrongMove> {
        match self {
            Self::Logged | Self::Corrected => Ok(Self::Withdrawn),
            Self::Withdrawn => Err(WrongMove::IsWithdrawn),
        }
    }

    /// The state after a withdrawal was undone.
    ///
    /// # Errors
    /// When the contact is not withdrawn.
    pub const fn restore(self) -> Result<Self, WrongMove> {
        match self {
            Self::Withdrawn => Ok(Self::Corrected),
            Self::Logged | Self::Corrected => Err(WrongMove::NotWithdrawn),
        }
    }
}

/// A note as it is kept: sealed, because it may speak of a person.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedNote(pub Vec<u8>);

impl std::fmt::Debug for SealedNote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealedNote")
    }
}

/// What a responder writes down.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// The line, by its code.
    pub line: String,
    /// How it came in, by its code.
    pub channel: String,
    /// What sort of contact.
    pub kind: Kind,
    /// Who asked, by the code of the kind of inquirer.
    pub inquirer: String,
    /// The care zone that the question is about, when known.
    pub zone: Option<String>,
    /// The municipality that the question is about, when known.
    pub municipality: Option<String>,
    /// What it was about, by the codes of themes; the first weighs most.
    pub themes: Vec<String>,
    /// What became of the need.
    pub need: Need,
    /// Answered in the same contact; absent when that was not noted.
    pub direct: Option<bool>,
    /// The services given, by their ids.
    pub services: Vec<Uuid>,
    /// A note, sealed.
    pub note: Option<SealedNote>,
    /// How long it took, in minutes.
    pub minutes: Option<i64>,
    /// When it came in.
    pub at: Timestamp,
}

/// A contact as it is kept.
#[derive(Clone, PartialEq, Debug)]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// What is written down.
    pub entry: Entry,
    /// The month of [`Entry::at`] in the region's time zone.
    pub month: Month,
    /// Who logged it, as the journal names actors.
    pub logged_by: String,
    /// When it was logged.
    pub logged_at: Timestamp,
    /// The month of [`Contact::logged_at`] in the region's time zone. Readers who may not open the contact count it there.
    pub logged_month: Month,
    /// Where it is in its life.
    pub state: State,
    /// Counts the changes, from 1: a correction of an older version is a conflict.
    pub version: i64,
    /// Invented, for trying out.
    pub demo: bool,
}

impl Contact {
    /// The contact as the policies see it. A line that is no longer known counts as confidential.
    pub fn resource(&self, cx: &Context, line: Option<&Line>) -> Resource {
        let mine = self.logged_by == cx.actor.to_string();
        on_line(&self.id.to_string(), &self.entry.line, line.is_none_or(|line| line.confidential), mine)
    }
}

/// Whether all contacts of a line may be read: reading depends on the line alone, which is what lists rely on.
pub fn may_read_all(cx: &Context, line: &Line) -> bool {
    cx.may("helpdesk.read_contact", &on_line("any", &line.code, line.confidential, false))
}

fn on_line(id: &str, line: &str, confidential: bool, mine: bool) -> Resource {
    Resource::new("Contact", id).word("line", line).flag("confidential", confidential).flag("mine", mine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_refuses_wrong_moves() {
        use State::{Corrected, Logged, Withdrawn};
        let cases = [
            (Logged, Ok(Corrected), Ok(Withdrawn), Err(WrongMove::NotWithdrawn)),
            (Corrected, Ok(Corrected), Ok(Withdrawn), Err(WrongMove::NotWithdrawn)),
            (Withdrawn, Err(WrongMove::IsWithdrawn), Err(WrongMove::IsWithdrawn), Ok(Corrected)),
        ];
        for (state, correct, withdraw, restore) in cases {
            assert_eq!((state.correct(), state.withdraw(), state.restore()), (correct, withdraw, restore), "{state}");
        }
    }

    #[test]
    fn words_round_trip() {
        for need in Need::ALL {
            assert_eq!(need.code().parse(), Ok(*need));
        }
        assert!("maybe".parse::<Need>().is_err());
    }
}
