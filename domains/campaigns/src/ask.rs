//! What one organisation is asked in a campaign, and how far that has come. Pure.

pub mod actions;
pub(crate) mod addressing;
pub(crate) mod calling;
pub(crate) mod pages;
pub mod posting;
pub(crate) mod records;

use directory::OrganisationId;
use kernel::{Day, Timestamp};
use mail::LetterId;

use crate::campaign::CampaignId;

kernel::typed_id! {
    /// The id of what an organisation is asked.
    pub struct AskId;
}

kernel::typed_id! {
    /// The id of a call.
    pub struct CallId;
}

kernel::words! {
    /// How far it has come.
    pub enum State {
        /// A letter is due, or its answer.
        Waiting = "waiting",
        /// Letters did not help; somebody should call.
        ToCall = "to_call",
        /// All is right.
        Confirmed = "confirmed",
        /// Something was not right.
        Corrected = "corrected",
        /// The organisation is no more.
        Gone = "gone",
        /// It never answered.
        Silent = "silent",
        /// Somebody left it out.
        LeftOut = "left_out",
    }
}

kernel::words! {
    /// How the answer came.
    pub enum Means {
        /// By the link of a letter.
        Link = "link",
        /// On the telephone.
        Phone = "phone",
        /// By its account, before the next letter.
        Account = "account",
        /// Not by the organisation: somebody of the house confirmed all of it in the directory, before the next letter.
        Directory = "directory",
    }
}

kernel::words! {
    /// What came of a call.
    pub enum Outcome {
        /// Reached; all is right.
        Confirmed = "confirmed",
        /// Reached; something was not right.
        Corrected = "corrected",
        /// Nobody was reached.
        Unreached = "unreached",
        /// The organisation is no more.
        Gone = "gone",
    }
}

/// What an organisation is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ask {
    /// Its id.
    pub id: AskId,
    /// The campaign.
    pub campaign: CampaignId,
    /// The organisation that was chosen; it may have been merged since.
    pub organisation: OrganisationId,
    /// How far it has come.
    pub state: State,
    /// How many letters went.
    pub letters: i64,
    /// The day on which the next step is due; nothing when none is.
    pub due_on: Option<Day>,
    /// When it was answered last.
    pub answered_at: Option<Timestamp>,
    /// How.
    pub means: Option<Means>,
}

/// A letter of an ask, and the link that it carried.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// What it asks.
    pub ask: AskId,
    /// The letter in the outbox.
    pub letter: LetterId,
    /// When it was made.
    pub made_at: Timestamp,
    /// Until when it opens.
    pub expires_at: Timestamp,
    /// When somebody withdrew it.
    pub revoked_at: Option<Timestamp>,
}

/// A call.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Call {
    /// Its id.
    pub id: CallId,
    /// Whom it was about.
    pub ask: AskId,
    /// When.
    pub made_at: Timestamp,
    /// How long it took.
    pub minutes: i64,
    /// What came of it.
    pub outcome: Outcome,
}

impl State {
    /// Whether an answer is still asked for.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::ToCall)
    }

    /// The chip of it.
    pub(crate) const fn look(self) -> &'static str {
        match self {
            Self::Waiting => "",
            Self::ToCall => "warn",
            Self::Confirmed | Self::Corrected => "good",
            Self::Gone | Self::Silent | Self::LeftOut => "quiet",
        }
    }
}

impl Outcome {
    /// What an organisation has answered with it; nothing when it has not.
    pub const fn answer(self) -> Option<State> {
        match self {
            Self::Confirmed => Some(State::Confirmed),
            Self::Corrected => Some(State::Corrected),
            Self::Gone => Some(State::Gone),
            Self::Unreached => None,
        }
    }
}

impl Ask {
    /// Answered: nothing more is due.
    #[must_use]
    pub fn answered(self, state: State, means: Means, at: Timestamp) -> Self {
        // Who corrected something and then says that the rest is right has still corrected something.
        let state = if self.state == State::Corrected && state == State::Confirmed { State::Corrected } else { state };
        Self { state, means: Some(means), answered_at: Some(at), due_on: None, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_stays_one_when_the_rest_is_confirmed() {
        let id = "01936d6f-0000-7000-8000-000000000001".parse().unwrap();
        let ask = Ask {
            id: AskId::from_uuid(id),
            campaign: CampaignId::from_uuid(id),
            organisation: OrganisationId::from_uuid(id),
            state: State::Waiting,
            letters: 1,
            due_on: Some("2026-03-10".parse().unwrap()),
            answered_at: None,
            means: None,
        };
        let at = Timestamp::from_micros(1);
        let corrected = ask.clone().answered(State::Corrected, Means::Link, at);
        assert_eq!((corrected.state, corrected.due_on), (State::Corrected, None));
        assert_eq!(corrected.clone().answered(State::Confirmed, Means::Link, at).state, State::Corrected);
        assert_eq!(corrected.answered(State::Gone, Means::Phone, at).means, Some(Means::Phone));
        assert_eq!(ask.answered(State::Confirmed, Means::Link, at).state, State::Confirmed);
        assert_eq!(Outcome::Unreached.answer(), None);
    }
}
