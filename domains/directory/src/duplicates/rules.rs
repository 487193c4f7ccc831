//! When two entries may be the same: what speaks for it and against it, and how much. Pure; every weight stands here.
//!
//! A pair is shown to editors from [`SUSPECT`] on. The same name alone is just enough, as long as nothing speaks against it: a
//! chain has one name and many doors. Nobody but an editor ever merges.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::common::Carried;
use super::names::{Likeness, Name, alike};
use crate::{Identifier, Point};

/// From this score on an editor should look.
pub(crate) const SUSPECT: f64 = 0.6;
/// From this score on it is nearly certain.
pub(crate) const CERTAIN: f64 = 0.85;
/// As near as this is the same door, metres.
const SAME_DOOR: f64 = 35.0;
/// As near as this, sources may mean one place: its door, its parcel, the middle of its street.
const SAME_PLACE: f64 = 150.0;
/// Farther than this it is another place.
const ELSEWHERE: f64 = 600.0;

/// An entry as it is compared with others.
#[derive(Clone, Debug, Default)]
pub(crate) struct Profile {
    pub id: Uuid,
    /// Every form of every name.
    pub names: Vec<Name>,
    /// Every name as a whole, in one word.
    pub wholes: BTreeSet<String>,
    pub identifiers: BTreeSet<Identifier>,
    /// Digits only, without the code of the country.
    pub phones: BTreeSet<String>,
    pub emails: BTreeSet<String>,
    /// Host and path.
    pub websites: BTreeSet<String>,
    pub places: Vec<Spot>,
    /// Who offers it, for services.
    pub organisation: Option<Uuid>,
}

/// Where an entry is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spot {
    pub postal_code: Option<String>,
    /// Street and number in one word, in each language.
    pub addresses: Vec<String>,
    pub point: Option<Point>,
}

/// What speaks for or against two entries being one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// A register gave both the same number.
    Identifier,
    /// They have the same name but for spelling.
    Name,
    /// They have the same name but for spelling, as many others do.
    CommonName,
    /// The name of one is the abbreviation of that of the other.
    Initials,
    /// The name of one has the first letters of that of the other, as many names do.
    FewInitials,
    /// Their names say the same in two languages.
    Translated,
    /// Their names differ by a slip of the pen.
    NearName,
    /// The name of one is within that of the other.
    NameWithin,
    /// They have the same street and number.
    Address,
    /// They stand at the same door.
    Door,
    /// They stand near each other.
    Near,
    /// They have the same phone number.
    Phone,
    /// They have the same mailbox.
    Email,
    /// They have the same page.
    Website,
    /// The same organisation offers them.
    Organisation,
    /// A register gave them different numbers.
    OtherIdentifier,
    /// They stand far from each other.
    Far,
    /// They have different postal codes.
    OtherPostalCode,
}

kernel::words! {
    Sign {
        Identifier = "identifier", Name = "name", CommonName = "common_name", Initials = "initials", FewInitials = "few_initials", Translated = "translated", NearName = "near_name",
        NameWithin = "name_within", Address = "address", Door = "door", Near = "near", Phone = "phone", Email = "email", Website = "website", Organisation = "organisation",
        OtherIdentifier = "other_identifier", Far = "far", OtherPostalCode = "other_postal_code",
    }
}

impl Sign {
    /// How much it speaks for the two being one; against it below zero.
    const fn weight(self) -> f64 {
        match self {
            Self::Identifier => 0.7,
            Self::Name | Self::Initials | Self::Translated => 0.6,
            Self::NearName | Self::FewInitials => 0.5,
            // Near each other it is just enough: a chain has one name, and no two shops side by side.
            Self::CommonName => 0.45,
            Self::NameWithin => 0.25,
            Self::Address => 0.3,
            Self::Door => 0.25,
            Self::Near | Self::Organisation => 0.15,
            Self::Phone | Self::Email => 0.3,
            Self::Website => 0.2,
            Self::OtherIdentifier => -0.6,
            Self::Far => -0.4,
            Self::OtherPostalCode => -0.3,
        }
    }

    /// Whether it is about who they are, not only about where.
    const fn tells_who(self) -> bool {
        matches!(
            self,
            Self::Identifier
                | Self::Name
                | Self::CommonName
                | Self::Initials
                | Self::FewInitials
                | Self::Translated
                | Self::NearName
                | Self::NameWithin
        )
    }

    /// Whether it speaks for the two being one.
    pub const fn speaks_for(self) -> bool {
        self.weight() > 0.0
    }
}

/// Two entries compared.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Compared {
    /// From 0 to 1.
    pub score: f64,
    pub signs: Vec<Sign>,
    /// How many others carry the name that they have in common, where that is the name of many.
    pub others: Option<u32>,
}

/// Compares two entries of one kind, among those whose names were counted.
pub(crate) fn compare(carried: &Carried, one: &Profile, other: &Profile) -> Compared {
    let mut signs: Vec<Sign> = Vec::new();
    signs.extend(identity(one, other));
    let same_owner = one.organisation.is_some() && one.organisation == other.organisation;
    // An organisation calls its services much the same, and tells them apart by the rest: there a part of a name says nothing.
    let named = if same_owner && one.wholes.is_disjoint(&other.wholes) {
        None
    } else {
        named(carried, (&one.names, &other.names), one.organisation.filter(|_| same_owner))
    };
    signs.extend(named.map(|(sign, _)| sign));
    signs.extend(place(one, other));
    for (sign, ours, theirs) in [
        (Sign::Phone, &one.phones, &other.phones),
        (Sign::Email, &one.emails, &other.emails),
        (Sign::Website, &one.websites, &other.websites),
    ] {
        signs.extend((!ours.is_disjoint(theirs)).then_some(sign));
    }
    // What one organisation calls many of its services says nothing of any two of them.
    let others = named.and_then(|(_, others)| others);
    signs.extend((same_owner && others.is_none()).then_some(Sign::Organisation));
    // A place and a phone are shared by whoever lives under one roof: without a name or a number in common that says nothing.
    let is_told = signs.iter().any(|sign| sign.tells_who());
    let sum: f64 = signs.iter().map(|sign| sign.weight()).sum();
    Compared { score: if is_told { sum.clamp(0.0, 1.0) } else { 0.0 }, signs, others }
}

/// What their names say in the forms that say most; of a name of many also how many others carry it.
fn named(carried: &Carried, (ours, theirs): (&[Name], &[Name]), owner: Option<Uuid>) -> Option<(Sign, Option<u32>)> {
    let told = alike(ours, theirs).map(|(one, other, like)| {
        let others = carried.others(one, other, (like, owner));
        (others.is_none() && like > Likeness::Within, others.is_some(), like, others)
    });
    let (_, _, like, others) = told.max()?;
    let sign = match like {
        _ if others.is_some() => Sign::CommonName,
        Likeness::Same | Likeness::Slip => Sign::Name,
        Likeness::Translated => Sign::Translated,
        Likeness::Initials => Sign::Initials,
        Likeness::FewInitials => Sign::FewInitials,
        Likeness::Nearly => Sign::NearName,
        Likeness::Within => Sign::NameWithin,
    };
    Some((sign, others))
}

/// Whether registers call them one, or two.
fn identity(one: &Profile, other: &Profile) -> Option<Sign> {
    if !one.identifiers.is_disjoint(&other.identifiers) {
        return Some(Sign::Identifier);
    }
    let differ = one.identifiers.iter().any(|ours| other.identifiers.iter().any(|theirs| ours.scheme == theirs.scheme));
    differ.then_some(Sign::OtherIdentifier)
}

/// The best that two of their places have in common, or what tells all of them apart.
fn place(one: &Profile, other: &Profile) -> Vec<Sign> {
    let pairs = one.places.iter().flat_map(|ours| other.places.iter().map(move |theirs| spot(ours, theirs)));
    let weight = |signs: &Vec<Sign>| signs.iter().map(|sign| sign.weight()).sum::<f64>();
    pairs.max_by(|a, b| weight(a).total_cmp(&weight(b))).unwrap_or_default()
}

fn spot(ours: &Spot, theirs: &Spot) -> Vec<Sign> {
    let metres = ours.point.zip(theirs.point).map(|(ours, theirs)| ours.distance(theirs));
    let codes = ours.postal_code.as_ref().zip(theirs.postal_code.as_ref());
    let same_code = codes.map(|(ours, theirs)| ours == theirs);
    let same_address =
        same_code != Some(false) && ours.addresses.iter().any(|address| theirs.addresses.contains(address));
    let mut signs = Vec::new();
    signs.extend(same_address.then_some(Sign::Address));
    match metres {
        Some(metres) if metres <= SAME_DOOR => signs.push(Sign::Door),
        Some(metres) if metres <= SAME_PLACE => signs.push(Sign::Near),
        Some(metres) if metres > ELSEWHERE => signs.push(Sign::Far),
        None if same_code == Some(false) => signs.push(Sign::OtherPostalCode),
        _ => {}
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::super::names::forms;
    use super::*;

    fn profile(name: &str) -> Profile {
        Profile { names: forms(name), ..Profile::default() }
    }

    fn at(name: &str, code: &str, address: &str, lat: f64) -> Profile {
        let addresses = if address.is_empty() { Vec::new() } else { vec![address.to_owned()] };
        let point = (lat > 0.0).then_some(Point { lat, lon: 4.35 });
        Profile { places: vec![Spot { postal_code: Some(code.to_owned()), addresses, point }], ..profile(name) }
    }

    fn reached(name: &str, phone: &str) -> Profile {
        Profile { phones: [phone.to_owned()].into(), ..profile(name) }
    }

    fn owned(name: &str) -> Profile {
        let organisation = Some(Uuid::from_u128(1));
        Profile { organisation, wholes: [super::super::names::whole(name)].into(), ..profile(name) }
    }

    fn numbered(name: &str, number: &str) -> Profile {
        let identifier = Identifier { scheme: Identifier::KBO.to_owned(), value: number.to_owned() };
        Profile { identifiers: [identifier].into(), ..profile(name) }
    }

    #[test]
    fn what_speaks_for_and_against() {
        let nobody = Carried::default();
        // 0.0001 degrees of latitude are 11 metres.
        let cases = [
            ("the same name alone", profile("Vzw Test Zorg"), profile("TEST-ZORG"), 0.6),
            ("nothing in common", profile("Test Zorg"), profile("Andere Hulp"), 0.0),
            ("one name, one door", at("Test", "1000", "a1", 50.85), at("Test", "1000", "a1", 50.8501), 1.0),
            ("a chain with two doors", at("Test", "1000", "", 50.85), at("Test", "1000", "", 50.86), 0.2),
            ("a chain in two towns", at("Test", "1000", "", 0.0), at("Test", "1030", "", 0.0), 0.3),
            ("under one roof", at("Test", "1000", "a1", 50.85), at("Proef", "1000", "a1", 50.85), 0.0),
            ("one phone, another name", reached("Test", "21234567"), reached("Proef", "21234567"), 0.0),
            ("one phone, a name within", reached("Apotheek Proef", "2"), reached("Proef Noord", "2"), 0.55),
            ("an abbreviation", profile("Brussels Huis van Test Zorg"), profile("BHTZ"), 0.6),
            ("three letters stand for many", profile("Koning Testfonds"), profile("KTF"), 0.5),
            (
                "an abbreviation at the door",
                at("Koning Testfonds", "1000", "", 50.85),
                at("KTF", "1000", "", 50.85),
                0.75,
            ),
            ("two languages", profile("Netwerk Test"), profile("Réseau Test"), 0.6),
            ("one owner, one name", owned("Test Zorg"), owned("test-zorg"), 0.75),
            ("one owner, a part of the name", owned("Test Zorg"), owned("Test Zorg (jongeren)"), 0.0),
            ("one number, two names", numbered("Test", "0212347945"), numbered("Proef", "0212347945"), 0.7),
            ("two numbers, one name", numbered("Test", "0212347945"), numbered("Test", "0451777194"), 0.0),
        ];
        for (case, one, other, expected) in cases {
            let (there, back) = (compare(&nobody, &one, &other), compare(&nobody, &other, &one));
            assert!((there.score - expected).abs() < 0.001, "{case}: {there:?}");
            assert!((there.score - back.score).abs() < f64::EPSILON, "{case} is the same both ways");
        }
    }

    #[test]
    fn a_name_that_many_carry_is_no_evidence_by_itself() {
        let street = |door: &str, lat: f64| at("Apotheek", "1000", door, lat);
        let mut all: Vec<Profile> =
            (1..=8).map(|n| street(&format!("a{n}"), f64::from(n).mul_add(0.003, 50.85))).collect();
        all.push(street("a1", 50.853));
        let carried = Carried::among(&all);
        let apart = compare(&carried, &all[0], &all[1]);
        assert_eq!((apart.signs.as_slice(), apart.others), ([Sign::CommonName].as_slice(), Some(7)));
        assert!(apart.score < SUSPECT, "300 metres from each other: {apart:?}");
        assert!(compare(&Carried::default(), &all[0], &all[1]).score >= SUSPECT, "two alone may be one");
        let together = compare(&carried, &all[0], &all[8]);
        assert!(together.score >= SUSPECT && together.signs.contains(&Sign::Door), "one door: {together:?}");

        let both = Profile { names: [forms("Apotheek"), forms("Testlinde")].concat(), ..Profile::default() };
        let many: Vec<Profile> = (0..8).map(|_| profile("Apotheek")).chain([both.clone(), both.clone()]).collect();
        let told = compare(&Carried::among(&many), &both, &both);
        assert_eq!((told.signs.as_slice(), told.others), ([Sign::Name].as_slice(), None), "their other name is theirs");
    }
}
