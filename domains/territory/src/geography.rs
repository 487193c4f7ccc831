//! Words of place that every department shares: points, how precisely a place is known, the code of a care zone.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A point on the earth, degrees (WGS84).
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Point {
    /// Latitude.
    pub lat: f64,
    /// Longitude.
    pub lon: f64,
}

impl Point {
    /// The distance to another point as the crow flies, metres.
    pub fn distance(self, other: Self) -> f64 {
        // Over a region the earth is flat enough: the error stays below a metre in a hundred kilometres.
        const METRES_PER_DEGREE: f64 = 111_195.0;
        let shrink = f64::midpoint(self.lat, other.lat).to_radians().cos();
        let north = (self.lat - other.lat) * METRES_PER_DEGREE;
        let east = (self.lon - other.lon) * METRES_PER_DEGREE * shrink;
        north.hypot(east)
    }
}

/// How precisely a place is known, the most precise first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// To the door.
    Address,
    /// To the street.
    Street,
    /// To the postal code.
    PostalCode,
    /// To the municipality, or a part or neighbourhood of it.
    Municipality,
    /// To the care zone.
    Zone,
    /// To the region.
    Region,
}

impl Precision {
    /// Every precision, the most precise first.
    pub const ALL: [Self; 6] =
        [Self::Address, Self::Street, Self::PostalCode, Self::Municipality, Self::Zone, Self::Region];

    /// The word for it in data.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Street => "street",
            Self::PostalCode => "postal_code",
            Self::Municipality => "municipality",
            Self::Zone => "zone",
            Self::Region => "region",
        }
    }
}

/// A word that is no precision.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is no precision; write address, street, postal_code, municipality, zone or region")]
pub struct UnknownPrecision(pub String);

impl fmt::Display for Precision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Precision {
    type Err = UnknownPrecision;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|known| known.code() == text).ok_or_else(|| UnknownPrecision(text.to_owned()))
    }
}

kernel::column_text!(Precision);

/// The code of a care zone, as the region writes it: `CO`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ZoneCode(String);

/// A text that cannot be the code of a care zone.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` cannot be the code of a care zone; use 1 to 16 letters, digits, `-` or `_`")]
pub struct BadZoneCode(pub String);

impl ZoneCode {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ZoneCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ZoneCode {
    type Err = BadZoneCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if (1..=16).contains(&text.len()) && text.chars().all(fits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadZoneCode(text.chars().take(40).collect()))
        }
    }
}

impl TryFrom<String> for ZoneCode {
    type Error = BadZoneCode;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ZoneCode> for String {
    fn from(code: ZoneCode) -> Self {
        code.0
    }
}

kernel::column_text!(ZoneCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_map() {
        let town_hall = Point { lat: 50.8466, lon: 4.3528 };
        let atomium = Point { lat: 50.8949, lon: 4.3415 };
        let metres = town_hall.distance(atomium);
        assert!((5_400.0..5_460.0).contains(&metres), "{metres}");
        assert!(town_hall.distance(town_hall).abs() < f64::EPSILON);
    }

    #[test]
    fn codes_and_precisions_are_checked() {
        assert_eq!("CO".parse::<ZoneCode>().unwrap().as_str(), "CO");
        for wrong in ["", "a b", "<script>", "12345678901234567"] {
            assert!(wrong.parse::<ZoneCode>().is_err(), "{wrong}");
        }
        assert_eq!("postal_code".parse(), Ok(Precision::PostalCode));
        assert!(Precision::Address < Precision::Region);
    }
}
