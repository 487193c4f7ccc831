//! A value on its way between the engines, in the one form that both agree on.

use sea_orm::prelude::{Date, DateTimeUtc, Json, Uuid};
use sea_orm::{DbErr, QueryResult, Value};
use sha2::{Digest as _, Sha256};

/// What a column holds, by the words of [`crate::Migration`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Id,
    Moment,
    Day,
    Json,
    Whole,
    Real,
    Flag,
    Bytes,
    Text,
}

impl Kind {
    /// The kind behind an engine's word for a type; SQLite keeps ids as bytes.
    pub(super) fn of(word: &str) -> Option<Self> {
        Some(match word {
            "uuid" => Self::Id,
            "timestamp_with_timezone_text" | "timestamp with time zone" => Self::Moment,
            "date_text" | "date" => Self::Day,
            "json_text" | "jsonb" => Self::Json,
            "bigint" => Self::Whole,
            "double" | "double precision" => Self::Real,
            "boolean" => Self::Flag,
            "blob" | "bytea" => Self::Bytes,
            "text" => Self::Text,
            _ => return None,
        })
    }
}

/// A value as SQLite keeps it; moments, days and documents in one canonical spelling.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Cell {
    Null,
    Whole(i64),
    Real(f64),
    Text(String),
    Bytes(Vec<u8>),
}

impl Cell {
    /// Reads a column of a row of PostgreSQL.
    pub(super) fn from_postgres(row: &QueryResult, column: &str, kind: Kind) -> Result<Self, DbErr> {
        Ok(match kind {
            Kind::Id => option(row.try_get::<Option<Uuid>>("", column)?, |id| Self::Bytes(id.into_bytes().to_vec())),
            Kind::Moment => option(row.try_get::<Option<DateTimeUtc>>("", column)?, |at| Self::Text(moment(at))),
            Kind::Day => option(row.try_get::<Option<Date>>("", column)?, |day| Self::Text(day.to_string())),
            Kind::Json => option(row.try_get::<Option<Json>>("", column)?, |json| Self::Text(canonical(&json))),
            Kind::Flag => option(row.try_get::<Option<bool>>("", column)?, |flag| Self::Whole(flag.into())),
            _ => Self::plain(row, column, kind)?,
        })
    }

    /// Reads a column of a row of SQLite.
    pub(super) fn from_sqlite(row: &QueryResult, column: &str, kind: Kind) -> Result<Self, DbErr> {
        let spelled = |error: &dyn std::fmt::Display| DbErr::Type(format!("column `{column}`: {error}"));
        match (Self::plain(row, column, kind)?, kind) {
            (Self::Text(text), Kind::Moment) => {
                let at = text.parse::<DateTimeUtc>().map_err(|error| spelled(&error))?;
                Ok(Self::Text(moment(at)))
            }
            (Self::Text(text), Kind::Json) => {
                let json = serde_json::from_str(&text).map_err(|error| spelled(&error))?;
                Ok(Self::Text(canonical(&json)))
            }
            (cell, _) => Ok(cell),
        }
    }

    fn plain(row: &QueryResult, column: &str, kind: Kind) -> Result<Self, DbErr> {
        Ok(match kind {
            Kind::Whole | Kind::Flag => option(row.try_get("", column)?, Self::Whole),
            Kind::Real => option(row.try_get("", column)?, Self::Real),
            Kind::Id | Kind::Bytes => option(row.try_get("", column)?, Self::Bytes),
            Kind::Moment | Kind::Day | Kind::Json | Kind::Text => option(row.try_get("", column)?, Self::Text),
        })
    }

    /// The value to write into a column of SQLite.
    pub(super) fn into_sqlite(self) -> Value {
        match self {
            Self::Null => Value::String(None),
            Self::Whole(number) => number.into(),
            Self::Real(number) => number.into(),
            Self::Text(text) => text.into(),
            Self::Bytes(bytes) => bytes.into(),
        }
    }

    /// The value to write into a column of PostgreSQL.
    pub(super) fn into_postgres(self, kind: Kind) -> Result<Value, DbErr> {
        let unfit = |error: &dyn std::fmt::Display| DbErr::Type(error.to_string());
        Ok(match (kind, self) {
            (Kind::Id, Self::Bytes(bytes)) => Uuid::from_slice(&bytes).map_err(|error| unfit(&error))?.into(),
            (Kind::Moment, Self::Text(text)) => text.parse::<DateTimeUtc>().map_err(|error| unfit(&error))?.into(),
            (Kind::Day, Self::Text(text)) => text.parse::<Date>().map_err(|error| unfit(&error))?.into(),
            (Kind::Json, Self::Text(text)) => {
                serde_json::from_str::<Json>(&text).map_err(|error| unfit(&error))?.into()
            }
            (Kind::Flag, Self::Whole(number)) => (number != 0).into(),
            (kind, Self::Null) => absent(kind),
            (_, cell) => cell.into_sqlite(),
        })
    }

    /// Adds the value to a hash: its kind, its length, its bytes.
    pub(super) fn digest(&self, digest: &mut Sha256) {
        let (tag, bytes): (u8, &[u8]) = match self {
            Self::Null => (0, &[]),
            Self::Whole(number) => (1, &number.to_be_bytes()),
            Self::Real(number) => (2, &number.to_be_bytes()),
            Self::Text(text) => (3, text.as_bytes()),
            Self::Bytes(bytes) => (4, bytes),
        };
        digest.update([tag]);
        digest.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        digest.update(bytes);
    }
}

fn option<T>(value: Option<T>, cell: impl FnOnce(T) -> Cell) -> Cell {
    value.map_or(Cell::Null, cell)
}

fn absent(kind: Kind) -> Value {
    match kind {
        Kind::Id => Value::Uuid(None),
        Kind::Moment => Value::ChronoDateTimeUtc(None),
        Kind::Day => Value::ChronoDate(None),
        Kind::Json => Value::Json(None),
        Kind::Whole => Value::BigInt(None),
        Kind::Real => Value::Double(None),
        Kind::Flag => Value::Bool(None),
        Kind::Bytes => Value::Bytes(None),
        Kind::Text => Value::String(None),
    }
}

/// A moment as the driver for SQLite spells it: no, three or six decimals of a second, as fits, and `+00:00`.
fn moment(at: DateTimeUtc) -> String {
    at.to_rfc3339()
}

/// A document without spaces, the keys of objects in order: PostgreSQL keeps neither spaces nor order.
fn canonical(json: &Json) -> String {
    match json {
        Json::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(name, _)| *name);
            let field = |(name, value): (&String, &Json)| format!("{}:{}", Json::from(name.as_str()), canonical(value));
            format!("{{{}}}", fields.into_iter().map(field).collect::<Vec<_>>().join(","))
        }
        Json::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_have_one_spelling() {
        let json = serde_json::from_str(r#"{ "b": [1, {"z": null, "a": "é\""}], "a": 1.50 }"#).unwrap();
        assert_eq!(canonical(&json), r#"{"a":1.5,"b":[1,{"a":"é\"","z":null}]}"#);
    }

    #[test]
    fn moments_are_spelled_as_the_driver_does() {
        for text in ["2026-11-22T10:00:00+00:00", "2026-11-22T10:00:00.500+00:00", "2026-11-22T10:00:00.123456+00:00"] {
            assert_eq!(moment(text.parse().unwrap()), text);
        }
    }

    #[test]
    fn neighbouring_cells_cannot_flow_into_each_other() {
        let hash = |cells: &[Cell]| {
            let mut digest = Sha256::new();
            cells.iter().for_each(|cell| cell.digest(&mut digest));
            digest.finalize()
        };
        let text = |text: &str| Cell::Text(text.to_owned());
        assert_ne!(hash(&[text("ab"), text("c")]), hash(&[text("a"), text("bc")]));
        assert_ne!(hash(&[Cell::Null, text("")]), hash(&[text(""), Cell::Null]));
    }
}
