//! The languages of the pages. Spoken languages of services are plain ISO 639-1 codes, not these.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language that the pages speak.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Dutch.
    #[default]
    Nl,
    /// French.
    Fr,
    /// English.
    En,
}

/// A language code that no page speaks.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("language `{0}` is not one of nl, fr, en")]
pub struct UnknownLanguage(pub String);

impl Lang {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Nl, Self::Fr, Self::En];

    /// The ISO 639-1 code, which is also the `lang` attribute.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// The language's name in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Nl => "Nederlands",
            Self::Fr => "Français",
            Self::En => "English",
        }
    }

    /// Where to look when a text is missing in this language: the reader's most likely second language first.
    pub const fn fallbacks(self) -> [Self; 2] {
        match self {
            Self::Nl => [Self::Fr, Self::En],
            Self::Fr => [Self::Nl, Self::En],
            Self::En => [Self::Fr, Self::Nl],
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Lang {
    type Err = UnknownLanguage;

    /// Reads `nl`, `NL`, `nl-BE` alike.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let primary = text.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Self::ALL.into_iter().find(|lang| lang.code() == primary).ok_or_else(|| UnknownLanguage(text.to_owned()))
    }
}

crate::column_text!(Lang);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regional_codes_are_understood_and_others_named() {
        assert_eq!("fr-BE".parse(), Ok(Lang::Fr));
        assert_eq!("NL".parse(), Ok(Lang::Nl));
        assert_eq!("de".parse::<Lang>().unwrap_err().to_string(), "language `de` is not one of nl, fr, en");
    }
}
