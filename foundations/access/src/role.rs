//! Roles, and what a role is held for.

use std::fmt;
use std::str::FromStr;

use kernel::Day;
use serde::{Deserialize, Serialize};

macro_rules! roles {
    ($($(#[$meta:meta])* $name:ident = $code:literal,)*) => {
        /// What somebody is to the organisation. The list is part of the interface that stays.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Role {
            $($(#[$meta])* $name,)*
        }

        impl Role {
            /// Every role that can be granted.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word for it in policies, data and on the command line.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            fn known() -> String {
                [$($code,)*].join(", ")
            }
        }
    };
}

roles! {
    /// A resident, a patient, a carer.
    Person = "person",
    /// A first-line professional.
    Professional = "professional",
    /// Keeps an organisation's entry in the directory.
    Partner = "partner",
    /// Answers at the helpdesk.
    Responder = "responder",
    /// Answers on the psychologist line and follows persons.
    Psychologist = "psychologist",
    /// Prepares and moderates consultations around a person.
    Organiser = "organiser",
    /// Follows a person's trajectory.
    CaseManager = "case_manager",
    /// Keeps the directory and the public pages.
    Editor = "editor",
    /// Works for one care zone.
    Antenna = "antenna",
    /// Leads a programme or a service.
    Coordinator = "coordinator",
    /// Leads the organisation.
    Director = "director",
    /// Has a seat in a body.
    Council = "council",
    /// Oversees on behalf of the authority.
    Commissioner = "commissioner",
    /// Works with figures only.
    Analyst = "analyst",
    /// Reads the journal, no content.
    Auditor = "auditor",
    /// Configures, reads no content.
    Admin = "admin",
}

/// A word that is no role.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("there is no role `{0}`; the roles are: {known}", known = Role::known())]
pub struct UnknownRole(pub String);

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().copied().find(|role| role.code() == text).ok_or_else(|| UnknownRole(text.to_owned()))
    }
}

kernel::column_text!(Role);

/// What a role is held for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Scope {
    /// The whole region and every line.
    Everywhere,
    /// One territory, by its code: a care zone.
    Territory(String),
    /// One helpdesk line, by its code.
    Line(String),
    /// One body, by its code.
    Body(String),
    /// One organisation, by its id.
    Organisation(String),
}

/// A text that is no scope.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is no scope; write everywhere, territory:CODE, line:CODE, body:CODE or organisation:ID")]
pub struct UnknownScope(pub String);

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Everywhere => f.write_str("everywhere"),
            Self::Territory(code) => write!(f, "territory:{code}"),
            Self::Line(code) => write!(f, "line:{code}"),
            Self::Body(code) => write!(f, "body:{code}"),
            Self::Organisation(id) => write!(f, "organisation:{id}"),
        }
    }
}

impl FromStr for Scope {
    type Err = UnknownScope;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let of = |code: &str| code.to_owned();
        match text.split_once(':') {
            None if text == "everywhere" => Ok(Self::Everywhere),
            Some(("territory", code)) if !code.is_empty() => Ok(Self::Territory(of(code))),
            Some(("line", code)) if !code.is_empty() => Ok(Self::Line(of(code))),
            Some(("body", code)) if !code.is_empty() => Ok(Self::Body(of(code))),
            Some(("organisation", id)) if !id.is_empty() => Ok(Self::Organisation(of(id))),
            _ => Err(UnknownScope(text.to_owned())),
        }
    }
}

kernel::column_text!(Scope);

/// A role held by an account, for something, in a period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// What it is held for.
    pub scope: Scope,
    /// The first day.
    pub from: Day,
    /// The last day; open when absent.
    pub until: Option<Day>,
}

impl Grant {
    /// A role held for something from a day on, without an end.
    pub fn new(role: Role, scope: Scope, from: Day) -> Self {
        Self { role, scope, from, until: None }
    }

    /// Whether the role is held on a day; first and last day included.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_round_trip_and_refuse_the_rest() {
        for text in ["everywhere", "territory:N", "line:general", "body:board", "organisation:x"] {
            assert_eq!(text.parse::<Scope>().unwrap().to_string(), text);
        }
        for wrong in ["", "line:", "nowhere", "everywhere:x"] {
            assert!(wrong.parse::<Scope>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_grant_holds_from_its_first_to_its_last_day() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let mut grant = Grant::new(Role::Responder, Scope::Everywhere, day("2026-01-01"));
        assert!(!grant.holds_on(day("2025-12-31")) && grant.holds_on(day("2030-01-01")));
        grant.until = Some(day("2026-06-30"));
        assert!(grant.holds_on(day("2026-06-30")) && !grant.holds_on(day("2026-07-01")));
    }

    #[test]
    fn an_unknown_role_is_answered_with_the_known_ones() {
        let error = "boss".parse::<Role>().unwrap_err().to_string();
        assert!(error.contains("`boss`") && error.contains("responder"));
    }
}
