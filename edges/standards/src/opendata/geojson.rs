//! The map: a point for each place where a service is offered and whose door is known.

use std::io::{self, Write};

use kernel::Lang;
use serde_json::{Map, Value, json};

use super::columns::{Column, Holds, each, heads, once, row};
use super::package::Dated;
use super::told::{Told, is_secret, items, list, word};
use crate::sheet::moment;

/// A service at one of its places.
pub(super) struct Placed<'a> {
    told: &'a Told,
    at: &'a Value,
    /// Which of the places it is.
    n: usize,
}

/// What is told beside the point.
pub(super) fn properties<'a>() -> [Column<Placed<'a>>; 13] {
    [
        once("service_id", Holds::Id, |placed| placed.told.value("/id")),
        each("name", |placed| placed.told.versions("name")),
        once("organization_id", Holds::Id, |placed| placed.told.value("/organization/id")),
        each("organization", |placed| placed.told.readings("/organization/name")),
        once("location_id", Holds::Id, |placed| word(&placed.at["location"]["id"])),
        each("address", |placed| placed.readings("location/addresses/0/address_1")),
        once("postal_code", Holds::Text, |placed| word(&placed.at["location"]["addresses"][0]["postal_code"])),
        once("precision", Holds::Text, |placed| word(&placed.at["location"]["precision"])),
        once("themes", Holds::List, |placed| placed.told.attributes("theme")),
        once("opening_hours", Holds::Text, |placed| word(&placed.at["opening_hours"])),
        once("phones", Holds::List, |placed| list(items(placed.at, "phones").map(|phone| word(&phone["number"])))),
        once("url", Holds::Link, |placed| placed.told.value("/url")),
        once("last_modified", Holds::Moment, |placed| placed.told.changed()),
    ]
}

impl Placed<'_> {
    fn readings(&self, place: &str) -> [String; 3] {
        self.told.readings(&format!("/service_at_locations/{}/{place}", self.n))
    }
}

/// A collection of points that is being written.
pub(super) struct Points<W: Write> {
    out: W,
    count: u64,
}

impl<W: Write> Points<W> {
    pub fn begin(mut out: W) -> io::Result<Self> {
        out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[\n")?;
        Ok(Self { out, count: 0 })
    }

    /// Adds the places of a service.
    pub fn take(&mut self, told: &Told) -> io::Result<()> {
        for (n, at) in told.everywhere().enumerate() {
            if let Some(feature) = feature(&Placed { told, at, n }) {
                self.out.write_all(if self.count == 0 { b"" } else { b",\n" })?;
                serde_json::to_writer(&mut self.out, &feature)?;
                self.count += 1;
            }
        }
        Ok(())
    }

    /// Says since when it is so and on what terms, and answers what it was written to, and how many points there are.
    pub fn done(mut self, dated: &Dated) -> io::Result<(W, u64)> {
        self.out.write_all(b"\n]")?;
        let date = ("date".to_owned(), Value::String(moment(dated.at)));
        for (name, value) in std::iter::once(date).chain(dated.terms(Lang::En)) {
            write!(self.out, ",\n\"{name}\":{value}")?;
        }
        self.out.write_all(b"}\n")?;
        Ok((self.out, self.count))
    }
}

/// A point, when there is one to show.
fn feature(placed: &Placed<'_>) -> Option<Value> {
    let location = &placed.at["location"];
    if is_secret(location) {
        return None;
    }
    let (lat, lon) = (location["latitude"].as_f64()?, location["longitude"].as_f64()?);
    let columns = properties();
    let names = heads(&columns);
    let told: Map<String, Value> = names
        .into_iter()
        .zip(row(&columns, placed))
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name, Value::String(value)))
        .collect();
    Some(json!({
        "type": "Feature",
        "id": placed.at["id"],
        "geometry": { "type": "Point", "coordinates": [lon, lat] },
        "properties": told,
    }))
}

#[cfg(test)]
mod tests {
    use kernel::Timestamp;

    use super::*;
    use crate::sheet::Stamp;

    #[test]
    fn a_secret_place_is_on_no_map_and_neither_is_one_whose_point_is_unknown() {
        let service = r#"{"id":"s","service_at_locations":[
            {"id":"a","location":{"id":"l","latitude":50.85,"longitude":4.35}},
            {"id":"b","location":{"id":"m","confidential":true,"latitude":50.8,"longitude":4.3}},
            {"id":"c","location":{"id":"n"}}]}"#;
        let told = Told::read(service, Stamp { at: Timestamp::from_micros(0), seq: 1 }).unwrap();
        let mut points = Points::begin(Vec::new()).unwrap();
        points.take(&told).unwrap();
        let sources = vec![json!({ "name": "Testbron", "licenses": [{ "title": "ODbL 1.0" }] })];
        let dated = Dated { at: Timestamp::from_micros(0), region: "Testland".to_owned(), licence: None, sources };
        let (bytes, count) = points.done(&dated).unwrap();
        let read: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!((count, read["features"].as_array().unwrap().len()), (1, 1));
        assert_eq!(read["features"][0]["geometry"]["coordinates"], json!([4.35, 50.85]));
        assert_eq!(read["features"][0]["properties"]["location_id"], "l");
        assert_eq!((&read["type"], &read["date"]), (&json!("FeatureCollection"), &json!("1970-01-01T00:00:00.000Z")));
        assert_eq!(read["sources"][0]["licenses"][0]["title"], "ODbL 1.0");
    }
}
