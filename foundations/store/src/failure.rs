//! What can go wrong between us and the database, told apart as far as a person can act on it.

use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// The database did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The scheme of the URL is not one that we know.
    #[error("the database's address must begin with sqlite: or postgres:")]
    UnknownUrl,
    /// The URL cannot be read.
    #[error("the database's address cannot be read: {0}")]
    BadUrl(String),
    /// Nobody answers where the database server should be.
    #[error("the database server does not answer ({0})")]
    Away(String),
    /// The database cannot be opened.
    #[error("the database cannot be opened: {0}")]
    Open(String),
    /// The file is no SQLite database, or one whose content does not fit together any more.
    #[error("the database file is damaged, or is no database ({0})")]
    Damaged(String),
    /// Anything else that happened after it was opened.
    #[error(transparent)]
    Query(DbErr),
}

impl StoreError {
    /// What an operator does about it.
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::UnknownUrl | Self::BadUrl(_) => "write sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME",
            Self::Away(_) => "check host and port, that the server runs there, and that nothing stands between",
            Self::Open(_) => "check user, password and name of the database, and who may open it",
            Self::Damaged(_) => {
                "stop Relais, put the file aside, and put back the last good backup with `relais restore`"
            }
            Self::Query(_) => "`relais doctor` says what is the matter with the database",
        }
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match sqlx_error(&error) {
            Some(cause) if is_damage(cause) => Self::Damaged(cause.to_string()),
            _ => Self::Query(error),
        }
    }
}

/// What the driver said, where it was the driver.
fn sqlx_error(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}

/// SQLite's codes for a file whose content does not fit together (11), and for one that is no database (26).
pub(crate) fn is_damage(error: &sqlx::Error) -> bool {
    let sqlx::Error::Database(error) = error else { return false };
    // Five characters are PostgreSQL's.
    let number = error.code().filter(|code| code.len() < 5).and_then(|code| code.parse::<u32>().ok());
    number.is_some_and(|number| matches!(number & 0xff, 11 | 26))
}

/// The name of the constraint (or, on SQLite, the columns) that refused a write, if one did.
pub fn broken_constraint(error: &DbErr) -> Option<String> {
    match error.sql_err()? {
        SqlErr::UniqueConstraintViolation(message) | SqlErr::ForeignKeyConstraintViolation(message) => Some(message),
        _ => None,
    }
}

/// Whether the database is away, full or too busy for now: the same request may succeed later.
pub fn is_unavailable(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => match &**error {
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Tls(_) => true,
            sqlx::Error::Database(database) => database.code().is_some_and(|code| is_passing(&code)),
            _ => false,
        },
        _ => false,
    }
}

/// Codes of PostgreSQL that pass: connection (class 08), deadlock and serialisation (40), resources (53), shutdown (57P);
/// and of SQLite: busy (5), I/O (10), full (13), with their extensions.
fn is_passing(code: &str) -> bool {
    // Five characters are PostgreSQL's: SQLite numbers its codes and none is that long.
    if code.len() == 5 {
        return ["08", "40", "53", "57P"].iter().any(|class| code.starts_with(class));
    }
    code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 10 | 13))
}

#[cfg(test)]
mod tests {
    use super::is_passing;

    #[test]
    fn passing_trouble_is_told_from_lasting_trouble() {
        for passing in ["5", "13", "522", "778", "08006", "40001", "40P01", "53100", "57P01"] {
            assert!(is_passing(passing), "{passing}");
        }
        for lasting in ["1", "19", "531", "2067", "23505", "42601"] {
            assert!(!is_passing(lasting), "{lasting}");
        }
    }
}
