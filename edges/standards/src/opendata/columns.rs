//! What stands in the columns of a table: their names, what they hold, and how a record tells it.

use kernel::Lang;

kernel::words! {
    /// What a column holds.
    pub enum Holds {
        /// An id that stays.
        Id = "id",
        /// Words.
        Text = "text",
        /// Several values, with semicolons between them.
        List = "list",
        /// A number.
        Number = "number",
        /// A day.
        Day = "day",
        /// A moment.
        Moment = "moment",
        /// An address on the web.
        Link = "link",
    }
}

/// How a record tells what stands in a column.
pub(super) enum Tells<T> {
    /// The same in every language.
    Once(fn(&T) -> String),
    /// In each language, empty where there is no version in it.
    Each(fn(&T) -> [String; 3]),
}

/// A column; three of them, when it tells each language.
pub(super) struct Column<T> {
    pub name: &'static str,
    pub holds: Holds,
    pub tells: Tells<T>,
}

/// A column that is the same in every language.
pub(super) const fn once<T>(name: &'static str, holds: Holds, tells: fn(&T) -> String) -> Column<T> {
    Column { name, holds, tells: Tells::Once(tells) }
}

/// Words in each language.
pub(super) const fn each<T>(name: &'static str, tells: fn(&T) -> [String; 3]) -> Column<T> {
    Column { name, holds: Holds::Text, tells: Tells::Each(tells) }
}

impl<T> Column<T> {
    /// Its names as they stand above the table.
    pub fn heads(&self) -> Vec<String> {
        match self.tells {
            Tells::Once(_) => vec![self.name.to_owned()],
            Tells::Each(_) => Lang::ALL.iter().map(|lang| format!("{}_{lang}", self.name)).collect(),
        }
    }

    /// What a record says there.
    pub fn cells(&self, of: &T) -> Vec<String> {
        match self.tells {
            Tells::Once(tells) => vec![tells(of)],
            Tells::Each(tells) => tells(of).into(),
        }
    }
}

/// The line above a table.
pub(super) fn heads<T>(columns: &[Column<T>]) -> Vec<String> {
    columns.iter().flat_map(Column::heads).collect()
}

/// A record's row.
pub(super) fn row<T>(columns: &[Column<T>], of: &T) -> Vec<String> {
    columns.iter().flat_map(|column| column.cells(of)).collect()
}

/// A column as people and programs are told of it.
pub(super) struct Described {
    pub name: &'static str,
    pub heads: Vec<String>,
    pub holds: Holds,
}

/// The columns of a table, described.
pub(super) fn described<T>(columns: &[Column<T>]) -> Vec<Described> {
    let describe = |column: &Column<T>| Described { name: column.name, heads: column.heads(), holds: column.holds };
    columns.iter().map(describe).collect()
}
