//! Enums that are kept, sent and read as one word each.

/// Gives an enum of unit variants its words: `Display`, `FromStr` and a text column.
macro_rules! words {
    ($name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it in data.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }
        }

        impl $crate::words::Word for $name {
            const EVERY: &'static [Self] = Self::ALL;

            fn word(self) -> &'static str {
                self.code()
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::UnknownWord;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|value| value.code() == text)
                    .ok_or_else(|| $crate::UnknownWord::new(text, &[$($word),+]))
            }
        }

        kernel::column_text!($name);
    };
}

pub(crate) use words;

/// A value of a short list, each with its word.
pub(crate) trait Word: Copy + serde::Serialize + 'static {
    /// Every value.
    const EVERY: &'static [Self];

    /// The word for it in data.
    fn word(self) -> &'static str;
}

/// A word that is not one of those that are known.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{word}` is not one of {known}")]
pub struct UnknownWord {
    word: String,
    known: String,
}

impl UnknownWord {
    pub(crate) fn new(word: &str, known: &[&str]) -> Self {
        Self { word: word.chars().take(80).collect(), known: known.join(", ") }
    }
}
