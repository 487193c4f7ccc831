//! A value that a text mentions, kept until the text is said: a number stays one, so that the text can count with it.

use fluent_bundle::FluentValue;

use crate::IntoArg;

/// A value that the text of a fault or a failure mentions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Arg {
    /// Words.
    Text(String),
    /// How many of something.
    Number(u64),
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(u64::try_from(number).unwrap_or(u64::MAX))
    }
}

impl<'a> IntoArg<'a> for &'a Arg {
    fn into_arg(self) -> FluentValue<'a> {
        match self {
            Arg::Text(text) => text.into_arg(),
            Arg::Number(number) => number.into_arg(),
        }
    }
}
