//! How each record stands in its row.

use intake::Boundary;
use sea_orm::{DbErr, QueryResult, Value};

use super::{Outline, Record};
use crate::Point;
use crate::model::{Municipality, Neighbourhood, Part, PostalCode, Region, Sector, Source, Stop, Street, Zone};

/// Values that the database knows: texts, numbers, moments, codes.
mod plain {
    use super::{DbErr, QueryResult, Value};

    pub(super) fn value<T: Clone + Into<Value>>(field: &T) -> Value {
        field.clone().into()
    }

    pub(super) fn read<T: sea_orm::TryGetable>(row: &QueryResult, column: &str) -> Result<T, DbErr> {
        row.try_get("", column)
    }
}

/// Values kept as JSON: names, and lists of whatever kind.
mod json {
    use serde::Serialize;
    use serde::de::DeserializeOwned;

    use super::{DbErr, QueryResult, Value};

    pub(super) fn value(field: &impl Serialize) -> Value {
        Value::Json(serde_json::to_value(field).ok().map(Box::new))
    }

    pub(super) fn read<T: DeserializeOwned>(row: &QueryResult, column: &str) -> Result<T, DbErr> {
        let value: serde_json::Value = row.try_get("", column)?;
        serde_json::from_value(value).map_err(|error| DbErr::Type(format!("{column}: {error}")))
    }
}

/// Borders, as bytes.
mod border {
    use super::{DbErr, QueryResult, Value};
    use crate::border::Border;

    pub(super) fn value(field: &Border) -> Value {
        field.into()
    }

    pub(super) fn read(row: &QueryResult, column: &str) -> Result<Border, DbErr> {
        let bytes: Vec<u8> = row.try_get("", column)?;
        Border::from_bytes(&bytes).ok_or_else(|| DbErr::Type(format!("{column}: the bytes are no border")))
    }
}

/// Kinds of neighbourhood, by their words.
mod kind {
    use super::{DbErr, QueryResult, Value};
    use crate::model::NeighbourhoodKind::{self, LocalContract, MonitoringDistrict};

    pub(super) fn value(field: &NeighbourhoodKind) -> Value {
        field.code().into()
    }

    pub(super) fn read(row: &QueryResult, column: &str) -> Result<NeighbourhoodKind, DbErr> {
        let word: String = row.try_get("", column)?;
        let known = [LocalContract, MonitoringDistrict].into_iter().find(|known| known.code() == word);
        known.ok_or_else(|| DbErr::Type(format!("{column}: `{word}` is not known")))
    }
}

/// A record whose fields are the columns of its table, each with how it is kept; its code is the first of them.
macro_rules! record {
    ($record:ty, $table:literal, { $($field:ident: $kept:ident),* $(,)? }) => {
        impl Record for $record {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &["code", $(stringify!($field)),*];

            fn code(&self) -> &str {
                self.code.as_str()
            }

            fn values(&self) -> Vec<Value> {
                vec![self.code.as_str().into(), $($kept::value(&self.$field)),*]
            }

            fn read(row: &QueryResult) -> Result<Self, DbErr> {
                Ok(Self { code: plain::read(row, "code")?, $($field: $kept::read(row, stringify!($field))?),* })
            }
        }
    };
}

record!(Zone, "territory_zone", { names: json, short_names: json, labels: json, colour: plain, facts: json });

record!(Municipality, "territory_municipality", {
    names: json,
    aliases: json,
    zones: json,
    postal_codes: json,
    hexes: json,
});

record!(Part, "territory_part", {
    names: json,
    aliases: json,
    municipality: plain,
    zone: plain,
    postal_codes: json,
    corner: plain,
    division: plain,
});

record!(PostalCode, "territory_postal_code", { names: json, municipalities: json, zones: json });

record!(Neighbourhood, "territory_neighbourhood", { names: json, kind: kind, zone: plain });

record!(Sector, "territory_sector", {
    names: json,
    municipality: plain,
    part: plain,
    neighbourhood: plain,
    zone: plain,
    provenance: plain,
    border: border,
});

record!(Outline, "territory_border", { border: border });

record!(Source, "territory_source", { name: plain, licence: plain, as_of: plain, taken_in_at: plain });

impl Record for Region {
    const TABLE: &'static str = "territory_region";
    const COLUMNS: &'static [&'static str] = &["code", "names", "short_names", "south", "north", "west", "east"];

    fn code(&self) -> &str {
        &self.code
    }

    fn values(&self) -> Vec<Value> {
        let Boundary { south, north, west, east } = self.boundary;
        let [south, north, west, east] = [south, north, west, east].map(Value::from);
        vec![
            self.code.as_str().into(),
            json::value(&self.names),
            json::value(&self.short_names),
            south,
            north,
            west,
            east,
        ]
    }

    fn read(row: &QueryResult) -> Result<Self, DbErr> {
        let degrees = |column| row.try_get::<f64>("", column);
        let boundary = Boundary {
            south: degrees("south")?,
            north: degrees("north")?,
            west: degrees("west")?,
            east: degrees("east")?,
        };
        let (names, short_names) = (json::read(row, "names")?, json::read(row, "short_names")?);
        Ok(Self { code: plain::read(row, "code")?, names, short_names, boundary })
    }
}

impl Record for Stop {
    const TABLE: &'static str = "territory_stop";
    const COLUMNS: &'static [&'static str] = &["code", "names", "lines", "lat", "lon", "source"];

    fn code(&self) -> &str {
        &self.code
    }

    fn values(&self) -> Vec<Value> {
        let Self { code, names, lines, point, source } = self;
        let (lat, lon) = (point.lat.into(), point.lon.into());
        vec![code.as_str().into(), json::value(names), json::value(lines), lat, lon, source.as_str().into()]
    }

    fn read(row: &QueryResult) -> Result<Self, DbErr> {
        Ok(Self {
            code: plain::read(row, "code")?,
            names: json::read(row, "names")?,
            lines: json::read(row, "lines")?,
            point: Point { lat: plain::read(row, "lat")?, lon: plain::read(row, "lon")? },
            source: plain::read(row, "source")?,
        })
    }
}

impl Record for Street {
    const TABLE: &'static str = "territory_street";
    const COLUMNS: &'static [&'static str] = &["code", "names", "municipality", "lat", "lon"];

    fn code(&self) -> &str {
        &self.code
    }

    fn values(&self) -> Vec<Value> {
        let (lat, lon) = (self.point.map(|point| point.lat), self.point.map(|point| point.lon));
        let (names, municipality) = (json::value(&self.names), plain::value(&self.municipality));
        vec![self.code.as_str().into(), names, municipality, lat.into(), lon.into()]
    }

    fn read(row: &QueryResult) -> Result<Self, DbErr> {
        let (lat, lon): (Option<f64>, Option<f64>) = (plain::read(row, "lat")?, plain::read(row, "lon")?);
        Ok(Self {
            code: plain::read(row, "code")?,
            names: json::read(row, "names")?,
            municipality: plain::read(row, "municipality")?,
            point: lat.zip(lon).map(|(lat, lon)| Point { lat, lon }),
        })
    }
}
