//! What of two entries comes together when they become one: their disputes, and the places where both are offered.

use std::collections::BTreeSet;

use kernel::Text;
use sea_orm::{ConnectionTrait, DbErr};

use super::aside;
use super::choosing::{Compared, compare};
use crate::Location;
use crate::entry::claims::Claim;
use crate::entry::records::{claims, disputes_of};
use crate::entry::{EntryId, Record};

/// Places nearer than this are one, metres.
const ONE_PLACE: f64 = 35.0;

/// The disputes of two entries that wait, and all that is said of them: of the one that stays, and of the other.
pub(super) struct Disputes {
    open: [BTreeSet<String>; 2],
    pub said: [Vec<Claim>; 2],
}

impl Disputes {
    /// Those of two entries now.
    pub(super) async fn of(db: &impl ConnectionTrait, kept: EntryId, merged: EntryId) -> Result<Self, DbErr> {
        let (ours, theirs) = (disputes_of(db, kept).await?, disputes_of(db, merged).await?);
        let said = [claims::of(db, kept).await?, claims::of(db, merged).await?];
        Ok(Self { open: [ours, theirs].map(|open| open.into_iter().map(|(field, _)| field).collect()), said })
    }

    /// The two beside each other, with what is in dispute.
    pub(super) fn compare(&self, ours: &Record, theirs: &Record) -> Vec<Compared> {
        let in_dispute = |one: &Compared| self.open.iter().any(|open| open.contains(one.field.name));
        let all = compare(ours, theirs).into_iter();
        all.map(|one| Compared { in_dispute: in_dispute(&one), ..one }).collect()
    }

    /// Whether it is in dispute what the other says of a field.
    pub(super) fn is_of_merged(&self, one: &Compared) -> bool {
        self.open[1].contains(one.field.name)
    }
}

/// The places of two services.
pub(super) struct Meeting {
    /// Those that become one: of the service that stays, of the other.
    pub together: Vec<(Record, Record)>,
    /// Those of the other that come along as they are.
    pub along: Vec<Record>,
}

impl Meeting {
    /// What becomes of the places when one service is merged into another.
    pub(super) async fn of(db: &impl ConnectionTrait, kept: EntryId, merged: EntryId) -> Result<Self, DbErr> {
        let ours = aside::places(db, kept).await?;
        let (mut together, mut along) = (Vec::new(), Vec::new());
        for (at, location) in aside::places(db, merged).await? {
            match twin(&ours, &location) {
                Some(twin) => together.push((twin.clone(), at)),
                None => along.push(at),
            }
        }
        Ok(Self { together, along })
    }
}

/// The place of a service that is the same as another location.
pub(super) fn twin<'a>(ours: &'a [(Record, Location)], theirs: &Location) -> Option<&'a Record> {
    ours.iter().find(|(_, location)| is_one_place(location, theirs)).map(|(at, _)| at)
}

/// Whether two locations are one place.
fn is_one_place(one: &Location, other: &Location) -> bool {
    let near = one.point.zip(other.point).map(|(one, other)| one.distance(other) <= ONE_PLACE);
    let same = is_one_street(&one.street, &other.street)
        && one.house_number.is_some()
        && (&one.house_number, &one.postal_code) == (&other.house_number, &other.postal_code);
    one.id == other.id || near.unwrap_or(same)
}

/// Whether two streets are called the same in some language: one source knows a street in one language, another in three.
fn is_one_street(one: &Text, other: &Text) -> bool {
    let words = |text: &Text| -> Vec<Vec<String>> {
        let all = text.versions().map(|(_, version)| search::folded(&version.text));
        all.filter(|words| !words.is_empty()).collect()
    };
    let other = words(other);
    words(one).iter().any(|words| other.contains(words))
}

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;

    #[test]
    fn a_street_is_one_in_whatever_language_it_is_told() {
        let nl = Text::source(Lang::Nl, "Zilverstraat");
        let both = nl.clone().with(Lang::Fr, "Rue de l’Argent", kernel::TranslationState::Source);
        for (one, other, expected) in [
            (&nl, &both, true),
            (&both, &Text::source(Lang::En, "zilverstraat"), true),
            (&both, &Text::source(Lang::Nl, "Goudstraat"), false),
            (&Text::default(), &Text::default(), false),
        ] {
            assert_eq!(is_one_street(one, other), expected, "{one:?} {other:?}");
        }
    }
}
