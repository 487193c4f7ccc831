//! The small words everybody shares: ids, time, chance, languages, texts, periods, pages of results.

mod clock;
mod date;
mod ids;
mod language;
mod paging;
mod period;
mod random;
mod text;
mod timestamp;
mod words;

pub use clock::Clock;
pub use date::{Day, DayError};
pub use language::{Lang, UnknownLanguage};
pub use paging::{Page, PageRequest};
pub use period::{Month, MonthError};
pub use random::Random;
pub use text::{Shown, Text, Translation, TranslationState};
pub use timestamp::{Timestamp, TimestampError};
pub use words::{Code, NoCode, UnknownWord, Word};

#[doc(hidden)]
pub mod reexport {
    //! What the macros of this crate need at their place of use.
    pub use sea_orm;
    pub use serde;
    pub use uuid;
}
