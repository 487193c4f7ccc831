//! The orientation sheet: the few services that somebody takes along, on paper or on a phone.
//!
//! Which services stand on a sheet is kept in its address and nowhere else. Only who asks for a short link has that list of
//! services kept, under a code that follows from the list itself: for nobody in particular, and for a year.

pub(crate) mod actions;
pub(crate) mod facts;
mod full;
mod leading;
pub(crate) mod mail;
pub(crate) mod map;
pub(crate) mod pages;
mod paper;
pub(crate) mod records;
pub(crate) mod showing;

use std::fmt;
use std::str::FromStr;

use access::Vault;
use kernel::Lang;
use web::{Failure, Page, Query};

use crate::ServiceId;

/// The most services on a sheet: more than that is a directory.
pub(crate) const MOST: usize = 12;
/// The field of an address that names a service of the sheet.
const FIELD: &str = "s";
/// Signs of a code: digits and letters that nobody mistakes for another.
const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Letters of a code.
const LENGTH: usize = 12;

/// The services that somebody chose, in their order, each once.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Sheet(Vec<ServiceId>);

/// The code of a short link: the same services in the same language always have the same.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct SheetCode(String);

/// A text that is no code of a sheet.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("this is no code of an orientation sheet; it has {LENGTH} letters and digits")]
pub(crate) struct NoSheetCode;

impl Sheet {
    /// A sheet with these services; the first of them, when there are too many.
    pub(crate) fn of(chosen: impl IntoIterator<Item = ServiceId>) -> Self {
        let mut services = Vec::new();
        for id in chosen {
            if services.len() < MOST && !services.contains(&id) {
                services.push(id);
            }
        }
        Self(services)
    }

    /// The sheet that an address names, and whether it names more services than a sheet takes.
    ///
    /// # Errors
    /// When a service is named in a way that cannot be one.
    pub(crate) fn read(query: &Query) -> Result<(Self, bool), Failure> {
        let mut chosen: Vec<ServiceId> = query.values(FIELD)?;
        let sheet = Self::of(chosen.iter().copied());
        chosen.sort();
        chosen.dedup();
        Ok((sheet, chosen.len() > MOST))
    }

    /// What a page carries along in its address; nothing when it carries no sheet.
    pub(crate) fn carried(page: &Page) -> Self {
        let Some((_, query)) = page.address().split_once('?') else { return Self::default() };
        if !query.starts_with("s=") && !query.contains("&s=") {
            return Self::default();
        }
        Self::read(&Query::read(query)).map(|(sheet, _)| sheet).unwrap_or_default()
    }

    /// The services.
    pub(crate) fn services(&self) -> &[ServiceId] {
        &self.0
    }

    /// Whether nothing was chosen.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a service stands on it.
    pub(crate) fn has(&self, id: ServiceId) -> bool {
        self.0.contains(&id)
    }

    /// The sheet with one service more, unless it is full.
    pub(crate) fn with(&self, id: &ServiceId) -> Self {
        Self::of(self.0.iter().chain([id]).copied())
    }

    /// The sheet without a service.
    pub(crate) fn without(&self, id: &ServiceId) -> Self {
        Self(self.0.iter().filter(|one| *one != id).copied().collect())
    }

    /// The path that leads to it in a language.
    pub(crate) fn path(&self, lang: Lang) -> String {
        if self.is_empty() { format!("/sheet?lang={lang}") } else { format!("/sheet{self}&lang={lang}") }
    }

    /// The code of its short link.
    pub(crate) fn code(&self, vault: &Vault, lang: Lang) -> SheetCode {
        let hash = vault.blind_index("directory.sheet", &format!("{lang}{self}"));
        let number = u64::from_str_radix(hash.get(..15).unwrap_or_default(), 16).unwrap_or_default();
        let sign = |place: usize| char::from(SIGNS[usize::try_from(number >> (5 * place) & 31).unwrap_or_default()]);
        SheetCode((0..LENGTH).map(sign).collect())
    }
}

/// The services that a page carries along in its address, for its forms.
pub(crate) fn carried(page: &Page) -> Vec<ServiceId> {
    Sheet::carried(page).0
}

/// The sheet as the query of an address: `?s=…&s=…`; nothing when it is empty.
impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().enumerate().try_for_each(|(place, id)| {
            let mark = if place == 0 { '?' } else { '&' };
            write!(f, "{mark}{FIELD}={id}")
        })
    }
}

impl fmt::Display for SheetCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for SheetCode {
    type Err = NoSheetCode;

    /// Reads what somebody may have copied from paper: capitals, and the letters that look like digits.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = |sign: char| match sign.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            sign => sign,
        };
        let code: String = text.chars().filter(|sign| *sign != '-').map(read).collect();
        let fits = code.len() == LENGTH && code.bytes().all(|byte| SIGNS.contains(&byte));
        if fits { Ok(Self(code)) } else { Err(NoSheetCode) }
    }
}

kernel::column_text!(SheetCode);

#[cfg(test)]
mod tests {
    use kernel::Random;

    use super::*;

    fn id(number: u128) -> ServiceId {
        ServiceId::from_uuid(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn a_sheet_takes_each_service_once_and_twelve_at_most() {
        let sheet = Sheet::of([1, 2, 1, 3].map(id));
        assert_eq!(sheet.services(), [1, 2, 3].map(id));
        let many = (0..20).map(|number| format!("s={}", id(number))).collect::<Vec<_>>().join("&");
        let (sheet, too_many) = Sheet::read(&Query::read(&many)).unwrap();
        assert!(too_many && sheet.services().len() == MOST);
        let twice = format!("s={0}&s={0}", id(1));
        assert!(!Sheet::read(&Query::read(&twice)).unwrap().1, "the same service twice is not too many");
        assert_eq!(Sheet::read(&Query::read("s=x")).unwrap_err().field(), Some("s"));
        assert_eq!(sheet.with(&id(99)), sheet, "a full sheet stays as it is");
        assert_eq!(sheet.without(&id(0)).services().len(), MOST - 1);
    }

    #[test]
    fn an_address_and_its_sheet_are_one() {
        let sheet = Sheet::of([7, 5].map(id));
        let address = sheet.to_string();
        assert!(address.starts_with("?s="), "{address}");
        assert_eq!(Sheet::read(&Query::read(&address[1..])).unwrap(), (sheet, false));
        assert_eq!(Sheet::default().to_string(), "");
    }

    #[test]
    fn a_code_follows_from_the_services_and_the_language_and_is_read_from_paper() {
        let vault = Vault::new([1; 32], Random::seeded(1));
        let sheet = Sheet::of([1, 2].map(id));
        let code = sheet.code(&vault, Lang::Nl);
        assert_eq!(code, sheet.code(&vault, Lang::Nl));
        assert_ne!(code, sheet.code(&vault, Lang::Fr));
        assert_ne!(code, Sheet::of([2, 1].map(id)).code(&vault, Lang::Nl), "another order is another sheet");
        assert_eq!(code.to_string().to_uppercase().parse(), Ok(code));
        assert_eq!("01234-56789-AB".parse::<SheetCode>(), "oI23456789ab".parse());
        for wrong in ["", "short", "0123456789abu", "0123456789au", "../../etc/pwd"] {
            assert_eq!(wrong.parse::<SheetCode>(), Err(NoSheetCode), "{wrong}");
        }
    }
}
