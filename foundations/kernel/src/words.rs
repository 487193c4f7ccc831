//! Small closed lists of words: one in code, in columns and in addresses.

/// A value of a closed list, with its word.
pub trait Word: Copy + 'static {
    /// Every value, in the order in which they are offered.
    const EVERY: &'static [Self];

    /// The word for it in data.
    fn code(self) -> &'static str;
}

/// Gives an enum of unit variants a word each: `Display`, `FromStr`, [`Word`] and a text column. With `pub enum` in front it declares
/// the enum as well.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$of:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$of])* $variant,)+
        }

        $crate::words! { $name { $($variant = $word),+ } }
    };
    ($name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $name {
            /// Every value, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it in data.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }
        }

        impl $crate::Word for $name {
            const EVERY: &'static [Self] = Self::ALL;

            fn code(self) -> &'static str {
                Self::code(self)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(Self::code(*self))
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::UnknownWord;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                let found = Self::ALL.iter().copied().find(|value| Self::code(*value) == text);
                found.ok_or_else(|| $crate::UnknownWord::new(text, &[$($word),+]))
            }
        }

        $crate::column_text!($name);
    };
}

/// A word that is not one of those that are known.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{word}` is not one of {known}")]
pub struct UnknownWord {
    word: String,
    known: String,
}

impl UnknownWord {
    /// For a word, and the ones that are known.
    pub fn new(word: &str, known: &[&str]) -> Self {
        Self { word: word.chars().take(80).collect(), known: known.join(", ") }
    }
}

/// A text that is no code.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{0}` is no code; use 1 to 60 letters, digits and the signs _ - .")]
pub struct NoCode(String);

/// A code as clients may send it: a plain word, so that nothing else ever reaches the database.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Code(pub String);

impl std::str::FromStr for Code {
    type Err = NoCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
        if (1..=60).contains(&text.len()) && text.bytes().all(fits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NoCode(text.chars().take(60).collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_plain_word() {
        assert_eq!("home_nursing".parse(), Ok(Code("home_nursing".to_owned())));
        for wrong in ["", "a b", "a\0", "é", "<b>", &"a".repeat(61)] {
            assert!(wrong.parse::<Code>().is_err(), "{wrong:?}");
        }
    }
}
