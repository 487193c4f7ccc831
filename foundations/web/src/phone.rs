//! Telephone numbers: one way to write them on every page, and what a link calls.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use phonenumber::country::Id as Country;
use phonenumber::metadata::DATABASE;
use phonenumber::{Mode, PhoneNumber, Type};

/// The most numbers that are remembered; a region has some thousands.
const REMEMBERED: usize = 20_000;

/// A number for people and for a link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phone {
    /// As every page writes it: `+32 2 880 29 80`. Freephone and short numbers as the country writes them, what cannot be read as a
    /// number as it was typed.
    pub shown: String,
    /// What a link calls: `tel:+3228802980`. Nothing where there is no digit: words are read, not dialled.
    pub href: Option<String>,
}

impl Phone {
    /// As every page writes it, on one line: words around it may break, the number does not.
    pub fn unbroken(&self) -> String {
        self.shown.replace(' ', "\u{a0}")
    }
}

/// Reads numbers as they are written in a country, and remembers how.
#[derive(Default)]
pub struct Phones {
    country: Option<Country>,
    known: Mutex<HashMap<String, Arc<Phone>>>,
}

impl Phones {
    /// For a country by its two letters. In one that nobody knows, numbers without `+` stay as they were typed.
    pub fn of(country: &str) -> Self {
        Self { country: country.parse().ok(), known: Mutex::default() }
    }

    /// A number as somebody typed it.
    pub fn read(&self, typed: &str) -> Arc<Phone> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(phone) = known.get(typed) {
            return Arc::clone(phone);
        }
        if known.len() >= REMEMBERED {
            known.clear();
        }
        let phone = Arc::new(self.understood(typed.trim()));
        known.insert(typed.to_owned(), Arc::clone(&phone));
        phone
    }

    fn understood(&self, typed: &str) -> Phone {
        let read = phonenumber::parse(self.country, typed).ok().filter(PhoneNumber::is_valid);
        let Some(number) = read else { return Phone { shown: typed.to_owned(), href: called(typed) } };
        let written = |mode| number.format().mode(mode).to_string();
        if stays_at_home(number.number_type(&DATABASE))
            && self.country.is_some_and(|at| number.country().id() == Some(at))
        {
            let shown = written(Mode::National);
            return Phone { href: called(&shown), shown };
        }
        Phone { shown: written(Mode::International), href: Some(format!("tel:{}", written(Mode::E164))) }
    }
}

/// Whether numbers of a kind are only sure to be reached from within their country.
const fn stays_at_home(kind: Type) -> bool {
    matches!(
        kind,
        Type::TollFree | Type::PremiumRate | Type::SharedCost | Type::Uan | Type::ShortCode | Type::Emergency
    )
}

/// The signs of a number that a telephone dials.
fn called(typed: &str) -> Option<String> {
    let has_digits = typed.chars().any(|sign| sign.is_ascii_digit());
    let dialled = typed.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+');
    has_digits.then(|| "tel:".chars().chain(dialled).collect())
}

/// What was read stays out of logs.
impl fmt::Debug for Phones {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Phones").field("country", &self.country).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_is_written_in_one_way_however_it_was_typed() {
        let phones = Phones::of("BE");
        for typed in ["02 880 29 80", "02/880.29.80", "+32 2 880 29 80", "0032 2 8802980", " +32 (0)2 880 29 80 "] {
            let read = phones.read(typed);
            assert_eq!(
                (read.shown.as_str(), read.href.as_deref()),
                ("+32 2 880 29 80", Some("tel:+3228802980")),
                "{typed}"
            );
        }
        let cases = [
            ("0475/12.34.56", "+32 475 12 34 56", "tel:+32475123456"),
            ("081 12 34 56", "+32 81 12 34 56", "tel:+3281123456"),
            ("+33 1 42 68 53 00", "+33 1 42 68 53 00", "tel:+33142685300"),
        ];
        for (typed, shown, href) in cases {
            let read = phones.read(typed);
            assert_eq!((read.shown.as_str(), read.href.as_deref()), (shown, Some(href)), "{typed}");
        }
    }

    #[test]
    fn short_and_free_numbers_and_what_is_none_stay_as_they_are() {
        let phones = Phones::of("BE");
        let cases = [
            ("112", "112", "tel:112"),
            ("1813", "1813", "tel:1813"),
            ("0800 32 123", "0800 32 123", "tel:080032123"),
            ("080032123", "0800 32 123", "tel:080032123"),
            ("02 000 00 0", "02 000 00 0", "tel:02000000"),
        ];
        for (typed, shown, href) in cases {
            let read = phones.read(typed);
            assert_eq!((read.shown.as_str(), read.href.as_deref()), (shown, Some(href)), "{typed}");
        }
        for words in ["na afspraak", "+", "---", ""] {
            let read = phones.read(words);
            assert_eq!((read.shown.as_str(), &read.href), (words, &None), "a link would call nothing");
        }
        assert_eq!(Phones::of("nowhere").read("02 880 29 80").shown, "02 880 29 80");
        assert_eq!(Phones::of("nowhere").read("+3228802980").shown, "+32 2 880 29 80");
    }
}
