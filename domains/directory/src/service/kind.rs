//! What sort of help a service is, and how often a directory of somebody else is kept up to date.

use serde::{Deserialize, Serialize};

/// What sort of help a service is. Not everything that helps is a service with a desk: a line to call, a list kept by somebody
/// else, neighbours, a place where professionals consult each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceKind {
    /// Somebody who helps.
    #[default]
    Service,
    /// A line to call, write or chat with.
    Helpline,
    /// A directory that somebody else keeps.
    Directory,
    /// Citizens and neighbours who help each other.
    Initiative,
    /// Where professionals consult each other: a council, a round table, a network that meets.
    ConsultationSpace,
    /// An activity that people do together.
    Activity,
    /// Something to work with: a form, a game, a method.
    Tool,
    /// A training for those who help.
    Training,
    /// A place to park for those who visit people at home.
    Parking,
    /// A pool of interpreters.
    Interpreters,
}

kernel::words! {
    ServiceKind {
        Service = "service",
        Helpline = "helpline",
        Directory = "directory",
        Initiative = "initiative",
        ConsultationSpace = "consultation_space",
        Activity = "activity",
        Tool = "tool",
        Training = "training",
        Parking = "parking",
        Interpreters = "interpreters",
    }
}

impl ServiceKind {
    /// Whether people go there: then the directory knows where it is, or lacks it.
    pub const fn needs_a_place(self) -> bool {
        match self {
            Self::Service | Self::Initiative | Self::ConsultationSpace | Self::Activity | Self::Parking => true,
            Self::Helpline | Self::Directory | Self::Tool | Self::Training | Self::Interpreters => false,
        }
    }
}

impl ServiceKind {
    /// Whether it is something to read or to work with, which somebody made for others: nobody is helped by whoever made it.
    pub const fn is_made_for_others(self) -> bool {
        match self {
            Self::Directory | Self::Tool => true,
            Self::Service
            | Self::Helpline
            | Self::Initiative
            | Self::ConsultationSpace
            | Self::Activity
            | Self::Training
            | Self::Parking
            | Self::Interpreters => false,
        }
    }
}

/// How often the holder of a directory brings it up to date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every month.
    Monthly,
    /// Every year.
    Yearly,
    /// Now and then.
    Irregular,
}

kernel::words! {
    Rhythm {
        Daily = "daily",
        Weekly = "weekly",
        Monthly = "monthly",
        Yearly = "yearly",
        Irregular = "irregular",
    }
}
