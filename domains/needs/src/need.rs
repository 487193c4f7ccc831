//! A need: what the field lacks, where, since when, to whom it was relayed and how it was answered.

pub mod actions;
pub(crate) mod drawing;
pub mod filter;
pub(crate) mod forms;
pub(crate) mod listing;
pub(crate) mod pages;
pub mod records;

use access::Resource;
use directory::OrganisationId;
use kernel::{Month, Text};

kernel::typed_id! {
    /// The id of a need. The form draws it, so that sending a form twice makes one need.
    pub struct NeedId;
}

kernel::words! {
    /// Where a need was learned of.
    pub enum Source {
        /// Searches found nothing.
        Nothing = "search_nothing",
        /// Searches named a theme for which nobody is known.
        Nobody = "search_nobody",
        /// No service had all that searches asked for.
        Partly = "search_partly",
        /// Searches named a theme at a place that is not known.
        NoPlace = "search_no_place",
        /// The helpdesk.
        Helpdesk = "helpdesk",
        /// Who keeps the directory.
        Editor = "editor",
        /// A council or a consultation.
        Council = "council",
        /// Anybody else.
        Other = "other",
    }
}

kernel::words! {
    /// How far a need has come.
    pub enum State {
        /// It is written down.
        Noted = "noted",
        /// Somebody who can do something was told.
        Relayed = "relayed",
        /// Something was done, or said.
        Answered = "answered",
        /// It is not followed up, for a reason.
        SetAside = "set_aside",
    }
}

/// A need as it is written down.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// What is lacking; empty for what searches tell by themselves.
    pub text: Text,
    /// The theme, by code.
    pub theme: Option<String>,
    /// The care zone, by code; nothing for the whole region.
    pub zone: Option<String>,
    /// The municipality, by code.
    pub municipality: Option<String>,
    /// The neighbourhood, by code: only where somebody wrote it down. Searches never tell of anything smaller than a municipality.
    pub neighbourhood: Option<String>,
    /// What searches narrowed the theme to, as the address of the results says it: `language=ar`. Only searches tell of it.
    pub narrowed: Option<String>,
    /// Where it was learned of.
    pub source: Source,
}

/// Who was told of a need.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recipient {
    /// What it was called then.
    pub name: String,
    /// Which organisation of the directory that is; nothing for anybody else.
    pub organisation: Option<OrganisationId>,
}

/// A need in the register.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Need {
    /// Its id.
    pub id: NeedId,
    /// What was written down.
    pub entry: Entry,
    /// How often it was met.
    pub count: i64,
    /// The first month in which it was met.
    pub first_month: Month,
    /// The last one.
    pub last_month: Month,
    /// The first and the last month in which it was met itself, whatever was merged into it.
    pub own_months: (Month, Month),
    /// How far it has come.
    pub state: State,
    /// Who was told.
    pub relayed_to: Option<Recipient>,
    /// In which month.
    pub relayed_month: Option<Month>,
    /// What was done or said.
    pub answer: Text,
    /// In which month.
    pub answered_month: Option<Month>,
    /// Why it is not followed up.
    pub reason: Option<String>,
    /// The entry that tells the same, and counts this one in.
    pub merged_into: Option<NeedId>,
    /// The month in which it was written down.
    pub noted_month: Month,
    /// Goes up with every change.
    pub version: i64,
}

/// What the state of a need does not allow.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WrongMove {
    /// It tells the same as another entry, and follows that one.
    #[error("the need was merged into another; go on with that one")]
    IsMerged,
    /// It was not merged.
    #[error("the need was not merged into another")]
    NotMerged,
    /// There is nothing to take back.
    #[error("the need is only written down; there is nothing to take back")]
    IsNoted,
    /// It cannot be merged with itself, or with one that was merged.
    #[error("a need is merged into another one that stands by itself")]
    BadTarget,
}

impl Source {
    /// Whether searches told of it.
    pub const fn is_search(self) -> bool {
        matches!(self, Self::Nothing | Self::Nobody | Self::Partly | Self::NoPlace)
    }
}

impl Need {
    /// As the policies see it.
    pub fn resource(&self) -> Resource {
        resource(self.entry.zone.as_deref(), self.id)
    }

    /// Whether it was met again after it was answered or set aside.
    pub fn is_back(&self) -> bool {
        match self.state {
            State::Answered => self.answered_month.is_some_and(|month| self.last_month > month),
            State::Noted | State::Relayed | State::SetAside => false,
        }
    }

    /// Told to somebody.
    ///
    /// # Errors
    /// When it was merged.
    pub fn relayed(self, to: Recipient, month: Month) -> Result<Self, WrongMove> {
        let state = if self.state == State::Answered { State::Answered } else { State::Relayed };
        let relayed = Self { state, relayed_to: Some(to), relayed_month: Some(month), reason: None, ..self };
        relayed.standing()
    }

    /// Answered.
    ///
    /// # Errors
    /// When it was merged.
    pub fn answered(self, answer: Text, month: Month) -> Result<Self, WrongMove> {
        Self { state: State::Answered, answer, answered_month: Some(month), reason: None, ..self }.standing()
    }

    /// Not followed up.
    ///
    /// # Errors
    /// When it was merged.
    pub fn set_aside(self, reason: String) -> Result<Self, WrongMove> {
        Self { state: State::SetAside, reason: Some(reason), ..self }.standing()
    }

    /// One step back: what was answered waits for an answer again, what was relayed is to be relayed.
    ///
    /// # Errors
    /// When it was merged, or is only written down.
    pub fn reopened(self) -> Result<Self, WrongMove> {
        let before = if self.relayed_to.is_some() { State::Relayed } else { State::Noted };
        let reopened = match self.state {
            State::Noted => return Err(WrongMove::IsNoted),
            State::Relayed => Self { state: State::Noted, relayed_to: None, relayed_month: None, ..self },
            State::Answered => Self { state: before, answer: Text::default(), answered_month: None, ..self },
            State::SetAside => Self { state: before, reason: None, ..self },
        };
        reopened.standing()
    }

    fn standing(self) -> Result<Self, WrongMove> {
        if self.merged_into.is_some() { Err(WrongMove::IsMerged) } else { Ok(self) }
    }
}

/// A need in a care zone, or in the whole region, as the policies see it.
pub(crate) fn resource(zone: Option<&str>, id: impl std::fmt::Display) -> Resource {
    Resource::new("Need", id).word("zone", zone.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;

    fn need() -> Need {
        let month: Month = "2026-03".parse().unwrap();
        let entry = Entry {
            text: Text::default(),
            theme: None,
            zone: None,
            municipality: None,
            neighbourhood: None,
            narrowed: None,
            source: Source::Nobody,
        };
        Need {
            id: NeedId::from_uuid("00000000-0000-7000-8000-000000000001".parse().unwrap()),
            entry,
            count: 3,
            first_month: month,
            last_month: month,
            own_months: (month, month),
            state: State::Noted,
            relayed_to: None,
            relayed_month: None,
            answer: Text::default(),
            answered_month: None,
            reason: None,
            merged_into: None,
            noted_month: month,
            version: 1,
        }
    }

    fn somebody(name: &str) -> Recipient {
        Recipient { name: name.into(), organisation: None }
    }

    #[test]
    fn each_move_is_taken_back_by_one_step() {
        let month: Month = "2026-04".parse().unwrap();
        let relayed = need().relayed(somebody("Test council"), month).unwrap();
        let answered = relayed.clone().answered(Text::source(Lang::En, "A new team"), month).unwrap();
        assert_eq!((relayed.state, answered.state), (State::Relayed, State::Answered));
        assert_eq!(answered.clone().reopened().unwrap(), relayed);
        assert_eq!(relayed.reopened().unwrap(), need());
        assert_eq!(need().set_aside("A mistake".into()).unwrap().reopened().unwrap(), need());
        assert_eq!(need().reopened(), Err(WrongMove::IsNoted));
        let again = answered.clone().relayed(somebody("Test authority"), month).unwrap();
        assert_eq!(again.state, State::Answered, "telling one more does not take the answer away");
        assert!(!answered.is_back() && Need { last_month: "2026-05".parse().unwrap(), ..answered }.is_back());
    }

    #[test]
    fn what_was_merged_follows_the_other() {
        let merged = Need { merged_into: Some(need().id), ..need() };
        let month: Month = "2026-04".parse().unwrap();
        assert_eq!(merged.clone().relayed(somebody("x"), month), Err(WrongMove::IsMerged));
        assert_eq!(merged.clone().answered(Text::default(), month), Err(WrongMove::IsMerged));
        assert_eq!(merged.set_aside("x".into()), Err(WrongMove::IsMerged));
    }
}
