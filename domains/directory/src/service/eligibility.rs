//! Who a service is for, as rules. The words of the source stand beside them, in the service's `audience`.

use serde::{Deserialize, Serialize};

use crate::{Spoken, ThemeCode};

/// A gender, as services limit themselves to it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// Women and girls.
    Female,
    /// Men and boys.
    Male,
    /// Everybody else.
    Other,
}

kernel::words! { Gender { Female = "female", Male = "male", Other = "other" } }

/// Who a service is for. What is not said limits nobody: an empty rule is for everyone.
///
/// Where it is offered stands in the service's areas, and who may send somebody in its referral; both are rules as well.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Eligibility {
    /// The youngest age, in whole years.
    pub min_age: Option<u8>,
    /// The oldest age, in whole years.
    pub max_age: Option<u8>,
    /// For these genders; empty for all.
    pub genders: Vec<Gender>,
    /// For people who speak one of these languages; empty for all. What is spoken there stands in the service's languages.
    pub languages: Vec<Spoken>,
    /// For people in one of these situations or with one of these statuses, by their code in the thesaurus; empty for all.
    pub situations: Vec<ThemeCode>,
    /// Not for people in one of these.
    pub excluded: Vec<ThemeCode>,
    /// Only for those who live where it is offered.
    pub residents_only: bool,
}

/// A rule that contradicts itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Contradiction {
    /// Nobody is old enough and young enough.
    #[error("the youngest age is above the oldest")]
    Ages,
    /// A situation is asked for and excluded.
    #[error("the same situation is asked for and excluded")]
    Situations,
}

impl Eligibility {
    /// Whether it limits nobody.
    pub fn is_for_everyone(&self) -> bool {
        *self == Self::default()
    }

    /// Whether somebody of an age may come; unknown ages limit nobody.
    pub fn fits_age(&self, age: u8) -> bool {
        self.min_age.is_none_or(|least| least <= age) && self.max_age.is_none_or(|most| age <= most)
    }

    /// Refuses rules that nobody can meet.
    ///
    /// # Errors
    /// The first contradiction.
    pub fn check(&self) -> Result<(), Contradiction> {
        if self.min_age.zip(self.max_age).is_some_and(|(least, most)| least > most) {
            return Err(Contradiction::Ages);
        }
        if self.situations.iter().any(|situation| self.excluded.contains(situation)) {
            return Err(Contradiction::Situations);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_limits_nobody() {
        let everyone = Eligibility::default();
        assert!(everyone.is_for_everyone() && everyone.fits_age(0) && everyone.fits_age(120));
        let young = Eligibility { min_age: Some(12), max_age: Some(25), ..Eligibility::default() };
        let fits: Vec<bool> = [11, 12, 25, 26].map(|age| young.fits_age(age)).into();
        assert_eq!(fits, [false, true, true, false]);
    }

    #[test]
    fn rules_that_nobody_can_meet_are_refused() {
        let ages = Eligibility { min_age: Some(65), max_age: Some(18), ..Eligibility::default() };
        assert_eq!(ages.check(), Err(Contradiction::Ages));
        let homeless: ThemeCode = "situation_homeless".parse().unwrap();
        let both =
            Eligibility { situations: vec![homeless.clone()], excluded: vec![homeless], ..Eligibility::default() };
        assert_eq!(both.check(), Err(Contradiction::Situations));
        assert_eq!(Eligibility { min_age: Some(18), max_age: Some(18), ..Eligibility::default() }.check(), Ok(()));
    }
}
