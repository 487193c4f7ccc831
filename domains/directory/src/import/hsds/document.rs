//! Which HSDS a file holds, and its services one after the other: a service, a page of them, a line for each, organisations with
//! their services, services at locations, all among each other, a data package.

use std::collections::VecDeque;
use std::path::Path;

use intake::package::{self, Package};
use intake::{Fault, Format, Limits, Place, Rows, Within};
use serde_json::Value;

use super::gathering::{Gathered, Gathering};
use super::package::{Item, Tables, count, turned};

/// The services of a file.
pub(in crate::import) struct Services {
    from: From,
    notes: Vec<String>,
    /// The services of an organisation that wait for their turn.
    waiting: VecDeque<(Place, Item)>,
    /// Places that wait until the file was read to its end: those of one service may stand anywhere in it.
    gathering: Option<Gathering>,
}

enum From {
    Tables(Box<Tables>),
    /// Records, each of which says what it is; those that do not are of this kind.
    Records(Box<Rows>, Kind),
    /// What was put together of places, once the records were read to their end.
    Gathered(Gathered),
}

/// What a record is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Service,
    Organisation,
    /// A service at a location, with the service in it.
    Place,
}

/// Opens a file as HSDS; nothing when it is something else.
pub(in crate::import) fn open(path: &Path, limits: &Limits) -> Result<Option<Services>, Fault> {
    if package::is_one(path) {
        let tables = Tables::open(Package::open(path, limits)?)?;
        return Ok(Some(Services::of(From::Tables(Box::new(tables)), Vec::new())));
    }
    let members = intake::members(path, limits)?;
    let has = |name: &str| members.iter().any(|(member, _)| member == name);
    let within = match () {
        () if members.iter().any(|(name, is_list)| name == "contents" && *is_list) => Within::Member("contents"),
        () if has("id") && (has("name") || (has("service") && has("location"))) => Within::Whole,
        () => Within::Found,
    };
    let Ok(rows) = intake::open_within(path, within, limits) else { return Ok(None) };
    if rows.format() != Format::Json {
        return Ok(None);
    }
    let has = |names: &[&str]| names.iter().any(|name| rows.names().iter().any(|field| field == name));
    let notes = rows.notes().to_vec();
    let is_service = ["status", "organization", "organization_id", "service_at_locations"];
    let is_organisation = [
        "services",
        "organization_identifiers",
        "legal_status",
        "tax_status",
        "year_incorporated",
        "parent_organization_id",
    ];
    Ok(match () {
        () if has(&["id"]) && has(&["service"]) && has(&["location"]) => {
            Some(Services::of(From::Records(Box::new(rows), Kind::Place), notes))
        }
        () if !(has(&["id"]) && has(&["name"])) => None,
        () if has(&is_organisation) => Some(Services::of(From::Records(Box::new(rows), Kind::Organisation), notes)),
        () if has(&is_service) => Some(Services::of(From::Records(Box::new(rows), Kind::Service), notes)),
        () => None,
    })
}

/// What a record says that it is: only an organisation has services, only a service a status, somebody who offers it, and where; only
/// a service at a location has one service.
fn kind(record: &Value, usual: Kind) -> Kind {
    let has = |names: &[&str]| names.iter().any(|name| record.get(name).is_some());
    if record.get("services").is_some_and(Value::is_array) {
        Kind::Organisation
    } else if record.get("service").is_some_and(Value::is_object) {
        Kind::Place
    } else if has(&["organization", "organization_id", "service_at_locations", "status"]) {
        Kind::Service
    } else {
        usual
    }
}

/// How many services a file has at least, for telling how far the reading is.
pub(in crate::import) fn size(path: &Path, limits: &Limits) -> u64 {
    if package::is_one(path) {
        return Package::open(path, limits).map_or(0, |package| count(&package));
    }
    match open(path, limits) {
        Ok(Some(Services { from: From::Records(rows, _), .. })) => u64::try_from(rows.count()).unwrap_or(u64::MAX),
        _ => 0,
    }
}

/// The service of a service at a location, with that place in it.
fn offered(mut at: Value) -> Value {
    let Some(Value::Object(mut service)) = at.as_object_mut().and_then(|fields| fields.remove("service")) else {
        return at;
    };
    service.insert("service_at_locations".to_owned(), Value::Array(vec![at]));
    Value::Object(service)
}

impl Services {
    fn of(from: From, notes: Vec<String>) -> Self {
        Self { from, notes, waiting: VecDeque::new(), gathering: None }
    }

    /// What was assumed to read the file.
    pub(in crate::import) fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The language that the file says its texts are in.
    pub(in crate::import) fn language(&self) -> Option<String> {
        match &self.from {
            From::Tables(tables) => tables.language(),
            From::Records(..) | From::Gathered(_) => None,
        }
    }

    /// A record by itself; nothing for a place that is set aside.
    fn record(&mut self, (place, value): (Place, Value), usual: Kind) -> Option<Result<(Place, Item), Fault>> {
        match kind(&value, usual) {
            Kind::Service => Some(Ok((place, Item::Service(value)))),
            Kind::Organisation => {
                self.waiting = turned(value).into_iter().map(|item| (place.clone(), item)).collect();
                self.waiting.pop_front().map(Ok)
            }
            Kind::Place => {
                let service = offered(value);
                let id = service.get("id").and_then(Value::as_str).map(str::to_owned);
                let element = if let Place::Element(element) = place { Some(element) } else { None };
                match id.zip(element) {
                    Some((id, element)) => self.set_aside(element, &id, service).err().map(Err),
                    // Without an id it is none's: it is told why it is left out.
                    None => Some(Ok((place, Item::Service(service)))),
                }
            }
        }
    }

    fn set_aside(&mut self, element: u64, id: &str, service: Value) -> Result<(), Fault> {
        if self.gathering.is_none() {
            self.gathering = Some(Gathering::begin()?);
        }
        self.gathering.as_mut().map_or(Ok(()), |gathering| gathering.add(element, id, service))
    }
}

impl Iterator for Services {
    type Item = Result<(Place, Item), Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(waiting) = self.waiting.pop_front() {
                return Some(Ok(waiting));
            }
            let (row, usual) = match &mut self.from {
                From::Tables(tables) => return tables.next(),
                From::Gathered(all) => {
                    return Some(all.next()?.map(|(place, service)| (place, Item::Service(service))));
                }
                From::Records(rows, usual) => (rows.next(), *usual),
            };
            let item = match row {
                Some(Ok(row)) => self.record((row.place.clone(), row.into_value()), usual),
                Some(Err(fault)) => Some(Err(fault)),
                None => match self.gathering.take()?.done() {
                    Ok(all) => {
                        self.from = From::Gathered(all);
                        None
                    }
                    Err(fault) => Some(Err(fault)),
                },
            };
            if item.is_some() {
                return item;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_record_says_what_it_is() {
        for (record, said) in [
            (json!({"id": "a", "name": "A", "services": []}), Some(Kind::Organisation)),
            (json!({"id": "a", "name": "A", "services": [{"id": "b"}], "email": "x"}), Some(Kind::Organisation)),
            (json!({"id": "a", "name": "A", "organization": {"id": "o"}}), Some(Kind::Service)),
            (json!({"id": "a", "name": "A", "service_at_locations": []}), Some(Kind::Service)),
            (json!({"id": "a", "name": "-", "status": "defunct"}), Some(Kind::Service)),
            (json!({"id": "a", "location": {}, "service": {"id": "b", "name": "B"}}), Some(Kind::Place)),
            (json!({"id": "a", "name": "A", "services": "none"}), None),
        ] {
            for usual in [Kind::Service, Kind::Organisation] {
                assert_eq!(kind(&record, usual), said.unwrap_or(usual), "{record}");
            }
        }
    }
}
