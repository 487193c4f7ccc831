//! The text index: a domain says what is indexed ([`Source`]) and what comes first ([`Ranking`]); this crate finds it
//! in three languages, however it is spelt.

mod analysis;
mod bits;
mod document;
mod examining;
mod facets;
mod feed;
mod index;
mod indexer;
mod query;
mod schema;
mod searching;
mod snapshot;
mod source;
mod spelling;
mod terms;

pub use analysis::{Lexicon, Stems, folded};
pub use document::{Document, Facts, NUMBERS, Point, Role, Sketch};
pub use examining::{Condition, examine};
pub use facets::{Around, Counts, Facets, Holds, Narrowing};
pub use feed::{
    COLUMNS, Change, MIGRATIONS, after as changes_after, begin_anew, changed, changed_all, changed_many,
    head as last_change, newest as newest_changes, oldest as oldest_change,
};
pub use index::{Index, IndexError};
pub use indexer::{Indexer, IndexingError, OnProgress, run};
pub use query::{Found, Hit, Hits, Mended, Query, Ranking, Title};
pub use searching::is_quoted;
pub use source::{Progress, Source, Stretch};
pub use spelling::Dictionary;
