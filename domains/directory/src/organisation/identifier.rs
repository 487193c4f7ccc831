//! Numbers by which registers know an organisation.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A number of an organisation in a register.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identifier {
    /// The register: [`Identifier::KBO`], [`Identifier::RIZIV`], or another in lower-case letters.
    pub scheme: String,
    /// The number there, in the form in which it is compared: digits only for numbers.
    pub value: String,
}

/// A number that no register can have given.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NoIdentifier {
    /// The register's name cannot be one.
    #[error("`{0}` is no name of a register; use lower-case letters, digits and underscores")]
    Scheme(String),
    /// The number has another length.
    #[error("`{value}` has not the {digits} digits of a number of {scheme}")]
    Length {
        /// The register.
        scheme: &'static str,
        /// What was written.
        value: String,
        /// How many there are, in words.
        digits: &'static str,
    },
    /// The last digits do not follow from the others.
    #[error(
        "`{value}` is no number of {scheme}: its last two digits do not follow from the others, so one digit is wrong"
    )]
    Checksum {
        /// The register.
        scheme: &'static str,
        /// What was written.
        value: String,
    },
    /// There is nothing, or far too much.
    #[error("a number has 1 to 80 letters and digits")]
    Empty,
}

impl Identifier {
    /// The Crossroads Bank for Enterprises (KBO, BCE): ten digits, of which the last two are 97 less the rest of the first eight
    /// divided by 97.
    pub const KBO: &'static str = "kbo";
    /// The National Institute for Health and Disability Insurance (RIZIV, INAMI): eight or eleven digits; of the first eight the
    /// last two are 97 less the rest of the first six divided by 97.
    pub const RIZIV: &'static str = "riziv";

    /// A number as people write it: `BE 0451.777.194`, `0451 777 194`.
    ///
    /// # Errors
    /// When no register can have given it.
    pub fn read(scheme: &str, written: &str) -> Result<Self, NoIdentifier> {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if !(1..=30).contains(&scheme.len()) || !scheme.bytes().all(fits) {
            return Err(NoIdentifier::Scheme(scheme.chars().take(40).collect()));
        }
        let value = match scheme {
            Self::KBO => kbo(written)?,
            Self::RIZIV => riziv(written)?,
            _ => written.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        if !(1..=80).contains(&value.chars().count()) {
            return Err(NoIdentifier::Empty);
        }
        Ok(Self { scheme: scheme.to_owned(), value })
    }

    /// What somebody typed as a number of the Crossroads Bank, if it can be one.
    pub fn kbo_in(words: &str) -> Option<Self> {
        Self::read(Self::KBO, words).ok()
    }
}

/// As the register writes it: `0451.777.194`, `1-23456-78`.
impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.scheme.as_str(), self.value.len()) {
            (Self::KBO, 10) => write!(f, "{}.{}.{}", &self.value[..4], &self.value[4..7], &self.value[7..]),
            _ => f.write_str(&self.value),
        }
    }
}

/// The digits; nothing when something else than signs stands between them.
fn digits(written: &str) -> Option<String> {
    let rest = written.trim();
    let rest = rest.strip_prefix("BE").or_else(|| rest.strip_prefix("be")).unwrap_or(rest);
    let bare = rest.chars().filter(|c| !matches!(c, '.' | ' ' | '-' | '/' | '\u{a0}'));
    bare.map(|c| c.is_ascii_digit().then_some(c)).collect()
}

/// Whether the last two digits are 97 less the rest of the ones before them.
fn is_checked(digits: &str) -> bool {
    let (number, check) = digits.split_at(digits.len() - 2);
    let (Ok(number), Ok(check)) = (number.parse::<u64>(), check.parse::<u64>()) else { return false };
    97 - number % 97 == check
}

fn kbo(written: &str) -> Result<String, NoIdentifier> {
    let (scheme, value) = ("the Crossroads Bank for Enterprises", || written.chars().take(40).collect());
    let found = digits(written).filter(|digits| matches!(digits.len(), 9 | 10));
    // Numbers from before 2005 were written without their first zero.
    let number = found.map(|digits| format!("{digits:0>10}"));
    let number = number.filter(|number| number.starts_with(['0', '1']));
    let number = number.ok_or_else(|| NoIdentifier::Length { scheme, value: value(), digits: "ten" })?;
    if is_checked(&number) { Ok(number) } else { Err(NoIdentifier::Checksum { scheme, value: value() }) }
}

fn riziv(written: &str) -> Result<String, NoIdentifier> {
    let (scheme, value) = ("the health insurance", || written.chars().take(40).collect());
    let number = digits(written).filter(|digits| matches!(digits.len(), 8 | 11));
    let number = number.ok_or_else(|| NoIdentifier::Length { scheme, value: value(), digits: "eight or eleven" })?;
    if is_checked(&number[..8]) { Ok(number) } else { Err(NoIdentifier::Checksum { scheme, value: value() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_however_they_are_written() {
        // 0451777194: 97 - 4517771 % 97 … made up so that the checksum holds.
        let good = format!("04517771{:02}", 97 - 4_517_771 % 97);
        let dotted = format!("{}.{}.{}", &good[..4], &good[4..7], &good[7..]);
        for written in [good.clone(), dotted.clone(), format!("BE {dotted}"), format!("be{good}"), good[1..].to_owned()]
        {
            let read = Identifier::read(Identifier::KBO, &written).unwrap();
            assert_eq!((read.value.as_str(), read.to_string()), (good.as_str(), dotted.clone()), "{written}");
        }
    }

    #[test]
    fn a_wrong_digit_is_told() {
        let good = format!("04517771{:02}", 97 - 4_517_771 % 97);
        let wrong = good.replacen('5', "6", 1);
        assert!(matches!(Identifier::read(Identifier::KBO, &wrong), Err(NoIdentifier::Checksum { .. })));
        for short in ["", "0451", "04517771940000", "zero", "2451777194"] {
            assert!(Identifier::read(Identifier::KBO, short).is_err(), "{short}");
        }
    }

    #[test]
    fn numbers_of_the_health_insurance_have_eight_or_eleven_digits() {
        let base = format!("123456{:02}", 97 - 123_456 % 97);
        assert_eq!(Identifier::read(Identifier::RIZIV, &base).unwrap().value, base);
        let whole = format!("1-23456-{}-004", &base[6..]);
        assert_eq!(Identifier::read(Identifier::RIZIV, &whole).unwrap().value, format!("{base}004"));
        assert!(Identifier::read(Identifier::RIZIV, "12345600").is_err());
    }

    #[test]
    fn other_registers_keep_their_own_form() {
        assert_eq!(Identifier::read("vat_fr", "  FR 12  3 ").unwrap().value, "FR 12 3");
        assert!(Identifier::read("Vat", "1").is_err() && Identifier::read("", "1").is_err());
        assert!(Identifier::read("x", &"9".repeat(81)).is_err() && Identifier::read("x", " ").is_err());
    }
}
