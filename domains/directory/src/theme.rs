//! Themes: what people look for help with, with the words that they use for it.

pub mod records;

use std::fmt;
use std::str::FromStr;

use kernel::{Lang, Text};
use serde::{Deserialize, Serialize};

/// The code of a theme: lower-case letters, digits and underscores. Codes never change, names may.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ThemeCode(String);

/// A text that is no code.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is no code; use 1 to 60 lower-case letters, digits and underscores")]
pub struct NoCode(pub String);

/// A theme.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Theme {
    /// Its code.
    pub code: ThemeCode,
    /// Its name.
    pub names: Text,
    /// What people type when they mean it.
    pub synonyms: Vec<(Lang, String)>,
    /// The theme that it is part of.
    pub broader: Option<ThemeCode>,
    /// The themes to offer when it has no service near, the closest first.
    pub related: Vec<ThemeCode>,
    /// Whether it stands on the home page.
    pub door: bool,
    /// Its pictogram, by name.
    pub icon: Option<String>,
}

impl ThemeCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ThemeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ThemeCode {
    type Err = NoCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if (1..=60).contains(&text.len()) && text.bytes().all(fits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NoCode(text.chars().take(80).collect()))
        }
    }
}

kernel::column_text!(ThemeCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_plain_words() {
        assert_eq!("home_care".parse::<ThemeCode>().unwrap().as_str(), "home_care");
        for wrong in ["", "Home", "home care", "<script>", "../x"] {
            assert!(wrong.parse::<ThemeCode>().is_err(), "{wrong}");
        }
    }
}
