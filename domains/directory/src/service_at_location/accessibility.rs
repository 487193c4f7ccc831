//! Whether everybody can get in and stay.

use serde::{Deserialize, Serialize};

/// What is known about getting in and staying; nothing is guessed, absent is unknown.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Accessibility {
    /// One enters without a step.
    pub step_free: Option<bool>,
    /// There is a lift to where one is received, or none is needed.
    pub lift: Option<bool>,
    /// There is a toilet for wheelchair users.
    pub toilet: Option<bool>,
    /// There is help for those who hear badly: an induction loop, somebody who signs.
    pub hearing: Option<bool>,
    /// There is a quiet place to wait.
    pub quiet: Option<bool>,
    /// Animals may come in.
    pub animals: Option<bool>,
}

/// One thing that can be known of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Without a step.
    StepFree,
    /// A lift.
    Lift,
    /// A toilet for wheelchair users.
    Toilet,
    /// Help with hearing.
    Hearing,
    /// A quiet place.
    Quiet,
    /// Animals.
    Animals,
}

kernel::words! {
    Access {
        StepFree = "step_free",
        Lift = "lift",
        Toilet = "toilet",
        Hearing = "hearing",
        Quiet = "quiet",
        Animals = "animals",
    }
}

impl Accessibility {
    /// What is known of one thing.
    pub const fn of(&self, access: Access) -> Option<bool> {
        match access {
            Access::StepFree => self.step_free,
            Access::Lift => self.lift,
            Access::Toilet => self.toilet,
            Access::Hearing => self.hearing,
            Access::Quiet => self.quiet,
            Access::Animals => self.animals,
        }
    }

    /// Notes what is known of one thing.
    pub const fn set(&mut self, access: Access, there: bool) {
        let known = Some(there);
        match access {
            Access::StepFree => self.step_free = known,
            Access::Lift => self.lift = known,
            Access::Toilet => self.toilet = known,
            Access::Hearing => self.hearing = known,
            Access::Quiet => self.quiet = known,
            Access::Animals => self.animals = known,
        }
    }

    /// Everything that is known, in the order of [`Access::ALL`].
    pub fn known(&self) -> impl Iterator<Item = (Access, bool)> {
        let all = *self;
        Access::ALL.iter().filter_map(move |access| Some((*access, all.of(*access)?)))
    }

    /// Whether nothing is known.
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }
}
