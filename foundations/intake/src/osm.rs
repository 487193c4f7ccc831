//! An extract of OpenStreetMap as XML (`.osm`): whatever bears tags becomes a row like those of the same extract as JSON.

use std::collections::HashMap;
use std::io::BufReader;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use serde_json::{Map, Value, json};

use crate::columns::too_long;
use crate::input::Input;
use crate::{Fault, Limits, Place, Row};

/// Degrees are kept as whole numbers of this part of a degree, as the map itself keeps them.
pub(crate) const PER_DEGREE: f64 = 1e7;
/// Points that are remembered for the ways through them; the largest city has fewer.
const MOST_POINTS: usize = 30_000_000;

/// The tagged elements of an extract, one after the other.
pub(crate) struct Extract {
    reader: Reader<BufReader<Input>>,
    buffer: Vec<u8>,
    points: Points,
    count: u64,
    field: usize,
    ended: bool,
}

/// Where points stand, for ways: they say only which points they go through.
#[derive(Default)]
pub(crate) struct Points(HashMap<i64, (i32, i32)>);

/// The middle of the points that a way goes through.
#[derive(Default)]
pub(crate) struct Middle {
    lats: i64,
    lons: i64,
    count: u32,
}

/// An element while it is read.
#[derive(Default)]
struct Element {
    fields: Map<String, Value>,
    tags: Map<String, Value>,
    middle: Middle,
}

impl Points {
    /// Remembers a point. What no point of the earth has for degrees is none.
    pub(crate) fn put(&mut self, id: i64, (lat, lon): (i32, i32)) -> Result<(), String> {
        let fits = |whole: i32| f64::from(whole).abs() <= 180.0 * PER_DEGREE;
        if fits(lat) && fits(lon) {
            self.0.insert(id, (lat, lon));
        }
        if self.0.len() > MOST_POINTS {
            return Err(format!("it has more than {MOST_POINTS} points; cut a smaller extract"));
        }
        Ok(())
    }

    /// Takes a point into the middle of what goes through it, when it is known.
    pub(crate) fn take_into(&self, middle: &mut Middle, id: i64) {
        if let Some((lat, lon)) = self.0.get(&id) {
            middle.lats += i64::from(*lat);
            middle.lons += i64::from(*lon);
            middle.count += 1;
        }
    }
}

impl Middle {
    /// Where it is, as a field of an element; nothing when no point is known.
    pub(crate) fn field(&self) -> Option<(&'static str, Value)> {
        #[expect(clippy::cast_precision_loss, reason = "a sum of degrees stays far below what a float holds exactly")]
        let mean = |sum: i64| sum as f64 / PER_DEGREE / f64::from(self.count);
        (self.count > 0).then(|| ("center", json!({ "lat": mean(self.lats), "lon": mean(self.lons) })))
    }
}

/// An element as a row, unless one of its tags is too long.
pub(crate) fn row(
    place: Place,
    mut fields: Map<String, Value>,
    tags: Map<String, Value>,
    longest: usize,
) -> Result<Row, Fault> {
    let long = tags.iter().find_map(|(name, value)| Some((name, value.as_str()?.len())).filter(|(_, n)| *n > longest));
    if let Some((name, length)) = long {
        return Err(too_long(place, name, length, longest));
    }
    fields.insert("tags".to_owned(), Value::Object(tags));
    Ok(Row::tree(place, Value::Object(fields), None))
}

impl Extract {
    pub(crate) fn open(text: Input, limits: &Limits) -> Self {
        let reader = Reader::from_reader(BufReader::with_capacity(64 << 10, text));
        Self { reader, buffer: Vec::new(), points: Points::default(), count: 0, field: limits.field, ended: false }
    }

    pub(crate) fn next(&mut self) -> Option<Result<Row, Fault>> {
        if self.ended {
            return None;
        }
        let found = self.element().transpose()?;
        self.count += 1;
        let place = Place::Element(self.count);
        self.ended = found.is_err();
        Some(match found {
            Ok(Element { fields, tags, .. }) => row(place, fields, tags, self.field),
            Err(what) => Err(Fault::end(place, what, "export or fetch it again")),
        })
    }

    /// The next element with tags; nothing at the end of the extract.
    fn element(&mut self) -> Result<Option<Element>, String> {
        let mut present: Option<Element> = None;
        loop {
            self.buffer.clear();
            let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| broken(&error))?;
            match event {
                Event::Eof if present.is_some() => return Err("the file ends in the middle of it".to_owned()),
                Event::Eof => return Ok(None),
                Event::DocType(_) => return Err("it declares a document type, which no extract has".to_owned()),
                Event::Start(tag) if is_kind(&tag) => {
                    let element = begun(&tag)?;
                    remember(&mut self.points, &element)?;
                    present = Some(element);
                }
                Event::Empty(tag) if is_kind(&tag) => remember(&mut self.points, &begun(&tag)?)?,
                Event::Start(tag) | Event::Empty(tag) => {
                    if let Some(element) = &mut present {
                        element.part(&tag, &self.points)?;
                    }
                }
                Event::End(tag) if is_kind_name(tag.name().as_ref()) => {
                    if let Some(element) = present.take().filter(|element| !element.tags.is_empty()) {
                        return Ok(Some(element.placed()));
                    }
                }
                _ => {}
            }
        }
    }
}

impl Element {
    /// Takes in what stands within an element: a tag, a point that it goes through, its middle.
    fn part(&mut self, tag: &BytesStart<'_>, points: &Points) -> Result<(), String> {
        let said = attributes(tag)?;
        let number = |name: &str| said.get(name).and_then(|text| text.parse::<f64>().ok());
        match tag.name().as_ref() {
            "tag" => {
                if let (Some(key), Some(value)) = (said.get("k"), said.get("v")) {
                    self.tags.insert(key.clone(), Value::String(value.clone()));
                }
            }
            "nd" => {
                if let Some(id) = said.get("ref").and_then(|id| id.parse().ok()) {
                    points.take_into(&mut self.middle, id);
                }
            }
            "center" => {
                if let (Some(lat), Some(lon)) = (number("lat"), number("lon")) {
                    self.fields.insert("center".to_owned(), json!({ "lat": lat, "lon": lon }));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// A way stands in the middle of its points, unless the extract says where its middle is.
    fn placed(mut self) -> Self {
        if let Some((name, middle)) = self.middle.field().filter(|(name, _)| !self.fields.contains_key(*name)) {
            self.fields.insert(name.to_owned(), middle);
        }
        self
    }
}

fn is_kind(tag: &BytesStart<'_>) -> bool {
    is_kind_name(tag.name().as_ref())
}

fn is_kind_name(name: &str) -> bool {
    matches!(name, "node" | "way" | "relation")
}

/// An element with its kind, its number and its point.
fn begun(tag: &BytesStart<'_>) -> Result<Element, String> {
    let said = attributes(tag)?;
    let mut element = Element::default();
    element.fields.insert("type".to_owned(), json!(tag.name().as_ref()));
    if let Some(id) = said.get("id").and_then(|id| id.parse::<i64>().ok()) {
        element.fields.insert("id".to_owned(), json!(id));
    }
    for name in ["lat", "lon"] {
        if let Some(degrees) = said.get(name).and_then(|text| text.parse::<f64>().ok()) {
            element.fields.insert(name.to_owned(), json!(degrees));
        }
    }
    Ok(element)
}

fn remember(points: &mut Points, element: &Element) -> Result<(), String> {
    let number = |name: &str| element.fields.get(name).and_then(Value::as_f64).filter(|degrees| degrees.abs() <= 180.0);
    let id = element.fields.get("id").and_then(Value::as_i64);
    let (Some(id), Some(lat), Some(lon)) = (id, number("lat"), number("lon")) else { return Ok(()) };
    #[expect(clippy::cast_possible_truncation, reason = "180 degrees in this unit fit")]
    points.put(id, ((lat * PER_DEGREE) as i32, (lon * PER_DEGREE) as i32))
}

fn attributes(tag: &BytesStart<'_>) -> Result<HashMap<String, String>, String> {
    let read = |attribute: Result<quick_xml::events::attributes::Attribute<'_>, _>| {
        let attribute = attribute.map_err(|error| broken(&quick_xml::Error::from(error)))?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| broken(&error))?;
        Ok((attribute.key.as_ref().to_owned(), crate::tidy::tidy(&value).into_owned()))
    };
    tag.attributes().map(read).collect()
}

fn broken(error: &quick_xml::Error) -> String {
    format!("it is not valid XML ({error})")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let mut extract = Extract::open(Input::of(text.into()), &Limits { field: 40, ..Limits::default() });
        std::iter::from_fn(|| extract.next())
            .map(|row| match row {
                Ok(row) => {
                    let get = |path: &str| row.get(path).unwrap_or_default().into_owned();
                    format!("{} {} {} {}{}", get("type"), get("id"), get("tags.name"), get("lat"), get("center.lat"))
                }
                Err(fault) => fault.to_string(),
            })
            .collect()
    }

    #[test]
    fn tagged_elements_are_rows_and_a_way_stands_in_its_middle() {
        let text = r#"<?xml version="1.0"?><osm version="0.6"><node id="1" lat="50.80" lon="4.30"/>
            <node id="2" lat="50.90" lon="4.40"><tag k="name" v="Apotheek &amp; zoon"/></node>
            <way id="3"><nd ref="1"/><nd ref="2"/><nd ref="99"/><tag k="name" v="Ziekenhuis"/></way>
            <relation id="4"><center lat="50.5" lon="4.1"/><member type="way" ref="3"/><tag k="name" v="Site"/></relation></osm>"#;
        assert_eq!(shown(text), ["node 2 Apotheek & zoon 50.9", "way 3 Ziekenhuis 50.85", "relation 4 Site 50.5"]);
    }

    #[test]
    fn what_is_broken_or_hostile_is_said() {
        let cases = [
            (r#"<osm><node id="1" lat="1" lon="1"><tag k="name" v="A"/>"#, "the file ends in the middle"),
            (r#"<!DOCTYPE osm [<!ENTITY a "aaaa">]><osm/>"#, "document type"),
            (r#"<osm><node id="1"><tag k="name" v="&lol;"/></node></osm>"#, "not valid XML"),
        ];
        for (text, part) in cases {
            let shown = shown(text).join("\n");
            assert!(shown.contains(part), "{shown}");
        }
        let long = format!(r#"<osm><node id="1"><tag k="note" v="{}"/></node></osm>"#, "x".repeat(60));
        assert!(shown(&long)[0].contains("the field `note` has 60 bytes"), "{:?}", shown(&long));
    }
}
