//! How each record stands in its row.

use intake::Boundary;
use kernel::Text;
use sea_orm::{DbErr, QueryResult, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Record;
use crate::border::Border;
use crate::model::{Municipality, Neighbourhood, NeighbourhoodKind, Part, PostalCode, Region, Sector, Street, Zone};
use crate::{Point, ZoneCode};

fn json(value: &impl Serialize) -> Value {
    Value::Json(serde_json::to_value(value).ok().map(Box::new))
}

fn from_json<T: DeserializeOwned>(row: &QueryResult, column: &str) -> Result<T, DbErr> {
    let value: serde_json::Value = row.try_get("", column)?;
    serde_json::from_value(value).map_err(|error| DbErr::Type(format!("{column}: {error}")))
}

pub(super) fn border(row: &QueryResult) -> Result<Border, DbErr> {
    let bytes: Vec<u8> = row.try_get("", "border")?;
    Border::from_bytes(&bytes).ok_or_else(|| DbErr::Type("border: the bytes are no border".to_owned()))
}

fn text(row: &QueryResult, column: &str) -> Result<Text, DbErr> {
    row.try_get("", column)
}

impl Record for Region {
    const TABLE: &'static str = "territory_region";
    const COLUMNS: &'static [&'static str] = &["code", "names", "short_names", "south", "north", "west", "east"];

    fn code(&self) -> &str {
        &self.code
    }

    fn values(&self) -> Vec<Value> {
        let Boundary { south, north, west, east } = self.boundary;
        let [south, north, west, east] = [south, north, west, east].map(Value::from);
        vec![self.code.as_str().into(), json(&self.names), json(&self.short_names), south, north, west, east]
    }

    fn read(row: &QueryResult) -> Result<Self, DbErr> {
        let degrees = |column| row.try_get::<f64>("", column);
        let boundary = Boundary {
            south: degrees("south")?,
            north: degrees("north")?,
            west: degrees("west")?,
            east: degrees("east")?,
        };
        Ok(Self {
            code: row.try_get("", "code")?,
            names: text(row, "names")?,
            short_names: text(row, "short_names")?,
            boundary,
        })
    }
}

impl Record for Zone {
    const TABLE: &'static str = "territory_zone";
    const COLUMNS: &'static [&'static str] = &["code", "names", "short_names", "labels", "colour", "facts"];

    fn code(&self) -> &str {
        self.code.as_str()
    }

    fn values(&self) -> Vec<Value> {
        let [names, short_names, labels] = [&self.names, &self.short_names, &self.labels].map(json);
        vec![self.code.as_str().into(), names, short_names, labels, self.colour.into(), json(&self.facts)]
    }

    fn read(row: &QueryResult) -> Result<Self, DbErr> {
        Ok(Self {
            code: row.try_get("", "code")?,
            names: text(row, "names")?,
            short_names: text(row, "short_names")?,
            labels: text(row, "labels")?,
            colour: row.try_get("", "colour")?,
            facts: from_json(row, "facts")?,
        })
    }
}

impl Record for Municipality {
    const TABLE: &'static str = "territory_municipality";
    const COLUMNS: &'static [&'static str] = &["code", "names", "aliases", "zones", "postal_codes", "hexes"];

    fn code(&self) -> &str {
        &self.code
    }

    fn values(&self) -> Vec<Value> {
        let [aliases, postal_codes] = [&self.aliases, &self.postal_codes].map(json);
        vec![self.code.as_str().into(), json(&self.names), aliases, json(&self.zones), postal_codes, json(&self.hexes)]
    }

    fn read(row: &QueryResult) -> Result<Self, DbErr> {
        Ok(Self {
            code: row.try_get("", "code")?,
            names: text(row, "names")?,
            aliases: from_json(row, "aliases")?,
            zones: from_json(row, "zones")?,
            postal_codes: from_json(row, "postal_codes")?,
            hexes: from_json(row, "hexes")?,
        })
    }
}

impl Record for Part {
    const TABLE: &'static str = "territory_part";
    const COLUMNS: &'static [&'static str] =
        &["code", "names", "aliases", "municipality", "zone", "postal_codes", "corner", "division"];

    fn code(&self) -> &str {
        &self.code
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.code.as_str().into(),
            json(&self.names),
            json(&self.aliases),
            self.municipality.as_str().into(),
            self.zone.clone().into(),
            json(&self.postal_codes),
            self.corner.clone().into(),
            self.division.clone().into(),
        ]
    }

    fn read(row: &QueryResult) -> Result<Self, DbErr> {
        Ok(Self {
            code: row.try_get("", "code")?,
            names: text(row, "names")?,
            aliases: from_json(row, "aliases")?,
            municipality: row.try_get("", "municipality")?,
            zone: row.try_get("", "zone")?,
            postal_codes: from_json(row, "postal_codes")?,
            corner: row.try_get("", "corner")?,
            division: row.try_get("", "division")?,
        })
    }
}

impl Record for PostalCode {
    const TABLE: &'static str = "territory_postal_code";
    const COLUMNS: &'static [&'static str] = &["code", "names", "municipalities", "zones"];

    fn code(&self) -> &str {
        &self.code
    }

    fn values(&self) -> Vec<Value> {
        vec![self.code.as_str().into(), json(&self.names), json(&self.municipalities), json(&self.zones)]
    }

    fn read(row: &QueryResult) -> Result<Self, DbErr> {
        Ok(Self {
            code: row.try_get("", "code")?,
            names: text(row, "names")?,
            municipalities: from_json(row, "municipalities")?,
            zones: from_json(row, "zones")?,
        })
    }
}

impl Record for Neighbourhood {
    const TABLE: &'static str = "territory_neighbourhood";
    const COLUMNS: &'static [&'static str] = &["code", "names", "kind", "zone"];

    fn code(&self) -> &str {
        &self.code
    }

    fn values(&self) -> Vec<Value> {
        vec![self.code.as_str().into(), json(&self.names), self.kind.code().into(), self.zone.clone().into()]
    }

    fn read(row: &QueryResult) -> Result<Self, DbErr> {
        let kind: String = row.try_get("", "kind")?;
        let kind = [NeighbourhoodKind::LocalContract, NeighbourhoodKind::MonitoringDistrict]
            .into_iter()
            .find(|known| known.code() == kind)
            .ok_or_else(|| DbErr::Type(format!("kind: `{kind}` is not known")))?;
        let zone: Option<ZoneCode> = row.try_get("", "zone")?;
        Ok(Self { code: row.try_get("", "code")?, names: text(row, "names")?, kind, zone })
    }
}

impl Record for Sector {
    const TABLE: &'static str = "territory_sector";
    const COLUMNS: &'static [&'static str] =
        &["code", "names", "municipality", "part", "neighbourhood", "zone", "provenance", "border"];

    fn code(&self) -> &str {
        &self.code
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.code.as_str().into(),
            json(&self.names),
            self.municipality.as_str().into(),
            self.part.clone().into(),
            self.neighbourhood.clone().into(),
            self.zone.clone().into(),
            self.provenance.clone().into(),
            (&self.border).into(),
        ]
    }

    fn read(row: &QueryResult) -> Result<Self, DbErr> {
        Ok(Self {
            code: row.try_get("", "code")?,
            names: text(row, "names")?,
            municipality: row.try_get("", "municipality")?,
            part: row.try_get("", "part")?,
            neighbourhood: row.try_get("", "neighbourhood")?,
            zone: row.try_get("", "zone")?,
            provenance: row.try_get("", "provenance")?,
            border: border(row)?,
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
        vec![self.code.as_str().into(), json(&self.names), self.municipality.clone().into(), lat.into(), lon.into()]
    }

    fn read(row: &QueryResult) -> Result<Self, DbErr> {
        let (lat, lon): (Option<f64>, Option<f64>) = (row.try_get("", "lat")?, row.try_get("", "lon")?);
        Ok(Self {
            code: row.try_get("", "code")?,
            names: text(row, "names")?,
            municipality: row.try_get("", "municipality")?,
            point: lat.zip(lon).map(|(lat, lon)| Point { lat, lon }),
        })
    }
}
