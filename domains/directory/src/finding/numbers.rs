//! What ranking knows of a service, packed into the numbers of its document and read back from them.

use kernel::Day;
use search::{Facts, NUMBERS, Sketch};

use crate::{Area, Line, Referral, ServiceCard, ThemeCode};

/// In the sketch: whether the main theme is what the words mean weighs most among what makes a score.
const THEMES: usize = 0;
/// In the sketch too: the bits below.
const BITS: usize = 1;
const VERIFIED: usize = 2;
/// Two bytes of the number of its zone, and above them two of the number of its postal code.
const ZONE: usize = 3;
const MUNICIPALITY: usize = 4;
const AREAS: std::ops::Range<usize> = 5..NUMBERS;

/// The line of care, and one; 0 when unknown.
const LINE: u32 = 0b11;
const REGION: u32 = 1 << 2;
const THROUGH_PROFESSIONAL: u32 = 1 << 3;
const FOR_PROFESSIONALS_ONLY: u32 = 1 << 4;
const SOME_PARTS: u32 = 1 << 5;
const VERIFIED_ONCE: u32 = 1 << 6;
/// A byte of the number of its zone, and above it two of the number of its municipality: enough to tell most others from it.
const ZONE_FROM: u32 = 8;
const MUNICIPALITY_FROM: u32 = 16;

/// The theme under which everything stands that is meant for professionals; it and its parts rank behind for the public.
pub(crate) const FOR_PROFESSIONALS: &str = "professional_support";

/// A code as a number: equal codes have equal numbers, and codes are few enough that others do not meet.
pub(crate) fn number_of(code: &str) -> i32 {
    let hash = code.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    // 0 stands for "none".
    i32::from_ne_bytes(hash.max(1).to_ne_bytes())
}

/// The number of a theme, in 16 bits: two of them share a number.
pub(crate) fn theme_number(theme: &ThemeCode) -> u16 {
    let bytes = number_of(theme.as_str()).to_le_bytes();
    (u16::from_le_bytes([bytes[0], bytes[1]]) ^ u16::from_le_bytes([bytes[2], bytes[3]])).max(1)
}

/// Days since 1970; 0 when unknown.
pub(crate) fn day_number(day: Option<Day>) -> i32 {
    let epoch = Day::new(jiff::civil::date(1970, 1, 1));
    day.map_or(0, |day| i32::try_from(day.days_since(epoch)).unwrap_or(0))
}

/// The numbers of a service. `for_professionals` says that it is none for the public.
pub(crate) fn pack(card: &ServiceCard, for_professionals: bool) -> [i32; NUMBERS] {
    let mut numbers = [0; NUMBERS];
    numbers[VERIFIED] = day_number(card.verified_on);
    let zone = card.place.in_zone().map_or(0, number_of);
    let postal_code = card.place.in_postal_code().map_or(0, number_of);
    numbers[ZONE] = i32::from_ne_bytes((two_bytes(zone) | (two_bytes(postal_code) << 16)).to_ne_bytes());
    numbers[MUNICIPALITY] = card.place.in_municipality().map_or(0, number_of);
    let theme = |n: usize| card.themes.get(n).map_or(0, |theme| u32::from(theme_number(theme)));
    numbers[THEMES] = i32::from_ne_bytes(((theme(0) << 16) | theme(1)).to_ne_bytes());
    let parts: Vec<String> = card.areas.iter().filter(|area| **area != Area::Region).map(ToString::to_string).collect();
    // A service for more parts than fit counts as one for the whole region: better too near than left out.
    let everywhere = card.areas.contains(&Area::Region) || parts.len() > AREAS.len();
    if !everywhere {
        numbers[AREAS].iter_mut().zip(&parts).for_each(|(number, part)| *number = number_of(part));
    }
    let line = card.line.map_or(0, |line| u32::try_from(line.level()).unwrap_or(0) + 1);
    let flags = [
        (everywhere, REGION),
        (card.referral == Some(Referral::Professional), THROUGH_PROFESSIONAL),
        (for_professionals, FOR_PROFESSIONALS_ONLY),
        (numbers[AREAS.start] != 0, SOME_PARTS),
        (numbers[VERIFIED] != 0, VERIFIED_ONCE),
    ];
    let flags = flags.iter().filter(|(holds, _)| *holds).fold(line & LINE, |bits, (_, flag)| bits | flag);
    let places = (zone_byte(zone) << ZONE_FROM) | (two_bytes(numbers[MUNICIPALITY]) << MUNICIPALITY_FROM);
    numbers[BITS] = i32::from_ne_bytes((flags | places).to_ne_bytes());
    numbers
}

/// A byte for a zone's number; 0 for none.
fn zone_byte(number: i32) -> u32 {
    let [a, b, c, d] = number.to_le_bytes();
    u32::from((a ^ b ^ c ^ d).max(u8::from(number != 0)))
}

/// Two bytes for the number of a part of the territory; 0 for none. A country has some hundred zones and a thousand postal codes: few meet.
fn two_bytes(number: i32) -> u32 {
    let [a, b, c, d] = number.to_le_bytes();
    u32::from((u16::from_le_bytes([a, b]) ^ u16::from_le_bytes([c, d])).max(u16::from(number != 0)))
}

/// The little that ranking looks at first, read back. Who is in a zone or a municipality may be so only for [`Packed`] to deny
/// it; who is not in one is certainly not.
#[derive(Clone, Copy)]
pub(crate) struct Glance<'a>(pub &'a Sketch);

impl Glance<'_> {
    fn bits(self) -> u32 {
        u32::from_ne_bytes(self.0.numbers[BITS].to_ne_bytes())
    }

    fn has(self, flag: u32) -> bool {
        self.bits() & flag != 0
    }

    /// Its themes, for [`themes_in`].
    pub fn themes(self) -> i32 {
        self.0.numbers[THEMES]
    }

    /// The line of care.
    pub fn line(self) -> Option<Line> {
        line(self.bits())
    }

    /// Whether only a professional can send somebody there.
    pub fn needs_a_professional(self) -> bool {
        self.has(THROUGH_PROFESSIONAL)
    }

    /// Whether it is meant for professionals.
    pub fn is_for_professionals(self) -> bool {
        self.has(FOR_PROFESSIONALS_ONLY)
    }

    /// Whether it is offered in some parts of the region only.
    pub fn is_for_some_parts(self) -> bool {
        self.has(SOME_PARTS)
    }

    /// Whether it is offered in the whole region.
    pub fn is_for_the_region(self) -> bool {
        self.has(REGION)
    }

    /// Whether anybody ever confirmed it.
    pub fn was_verified(self) -> bool {
        self.has(VERIFIED_ONCE)
    }

    /// Whether it may stand in the zone of this number.
    pub fn may_stand_in_zone(self, zone: i32) -> bool {
        zone != 0 && (self.bits() >> ZONE_FROM) & 0xff == zone_byte(zone)
    }

    /// Whether it is known in which zone it stands.
    pub fn zone_is_known(self) -> bool {
        (self.bits() >> ZONE_FROM) & 0xff != 0
    }

    /// Whether it may stand in the municipality of this number.
    pub fn may_stand_in_municipality(self, municipality: i32) -> bool {
        municipality != 0 && self.bits() >> MUNICIPALITY_FROM == two_bytes(municipality)
    }
}

fn line(bits: u32) -> Option<Line> {
    match bits & LINE {
        1 => Some(Line::ZeroHalf),
        2 => Some(Line::First),
        3 => Some(Line::Second),
        _ => None,
    }
}

/// The numbers of a service, read back.
#[derive(Clone, Copy)]
pub(crate) struct Packed<'a>(pub &'a Facts);

impl Packed<'_> {
    /// The day of the last confirmation, in days since 1970; 0 when unknown.
    pub fn verified(self) -> i32 {
        self.0.numbers[VERIFIED]
    }

    /// Whether it stands in the zone of this number.
    pub fn stands_in_zone(self, zone: i32) -> bool {
        zone != 0 && self.zone_and_postal_code() & 0xffff == two_bytes(zone)
    }

    /// Whether it stands in the postal code of this number.
    pub fn stands_in_postal_code(self, postal_code: i32) -> bool {
        postal_code != 0 && self.zone_and_postal_code() >> 16 == two_bytes(postal_code)
    }

    fn zone_and_postal_code(self) -> u32 {
        u32::from_ne_bytes(self.0.numbers[ZONE].to_ne_bytes())
    }

    /// Whether it stands in the municipality of this number.
    pub fn stands_in_municipality(self, municipality: i32) -> bool {
        municipality != 0 && self.0.numbers[MUNICIPALITY] == municipality
    }

    /// Whether it is offered in the part of this number.
    pub fn is_offered_in(self, part: i32) -> bool {
        part != 0 && self.0.numbers[AREAS].contains(&part)
    }
}

/// The numbers of the main theme and of the second, from the first number of a document.
pub(crate) fn themes_in(sketch: i32) -> (u16, u16) {
    let [a, b, c, d] = sketch.to_be_bytes();
    (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]))
}
