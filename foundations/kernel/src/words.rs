//! Small closed lists of words: one in code, in columns and in addresses.

/// Declares an enum whose variants have a word each: `Display`, `FromStr` and a text column come with it.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$of:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$of])* $variant,)*
        }

        impl $name {
            /// Every one, in the order in which they are offered.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The word.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::UnknownWord;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|one| one.word() == text)
                    .ok_or_else(|| $crate::UnknownWord(text.to_owned()))
            }
        }

        $crate::column_text!($name);
    };
}

/// A text that is none of the words.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is not a word of this list")]
pub struct UnknownWord(pub String);

/// A code as clients may send it: a plain word, so that nothing else ever reaches the database.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Code(pub String);

impl std::str::FromStr for Code {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
        if (1..=60).contains(&text.len()) && text.bytes().all(fits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(UnknownWord(text.chars().take(60).collect()))
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
