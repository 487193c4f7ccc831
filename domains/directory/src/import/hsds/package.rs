//! Services of an HSDS data package: what its tables have of one service is put together, one service at a time.

use std::borrow::Cow;
use std::collections::HashMap;

use intake::package::{Index, Package};
use intake::{Fault, Place, Row};
use serde_json::{Map, Value};

/// A table by its name in the standard, and by the name of its file.
type Table = (&'static str, &'static str);

/// A list within an object: its name there, its table, and the column that names the object.
type List = (&'static str, Table, &'static str);

const SERVICES: Table = ("service", "services");
const ORGANISATIONS: Table = ("organization", "organizations");
const LOCATIONS: Table = ("location", "locations");
const TERMS: Table = ("taxonomy_term", "taxonomy_terms");
const TAXONOMIES: Table = ("taxonomy", "taxonomies");
const UNITS: Table = ("unit", "units");
const PLACES: Table = ("service_at_location", "service_at_locations");
const PHONES: Table = ("phone", "phones");
const SCHEDULES: Table = ("schedule", "schedules");
const AREAS: Table = ("service_area", "service_areas");
const LANGUAGES: Table = ("language", "languages");
const ABOUT_TABLES: Table = ("meta_table_description", "meta_table_descriptions");

const OF_SERVICE: &[List] = &[
    ("phones", PHONES, "service_id"),
    ("schedules", SCHEDULES, "service_id"),
    ("service_areas", AREAS, "service_id"),
    ("languages", LANGUAGES, "service_id"),
    ("cost_options", ("cost_option", "cost_options"), "service_id"),
    ("required_documents", ("required_document", "required_documents"), "service_id"),
    ("capacities", ("service_capacity", "service_capacities"), "service_id"),
    ("attributes", ("attribute", "attributes"), "link_id"),
    ("service_at_locations", PLACES, "service_id"),
];
const OF_PLACE: &[List] = &[
    ("phones", PHONES, "service_at_location_id"),
    ("schedules", SCHEDULES, "service_at_location_id"),
    ("service_areas", AREAS, "service_at_location_id"),
];
const OF_LOCATION: &[List] = &[
    ("addresses", ("address", "addresses"), "location_id"),
    ("accessibility", ("accessibility", "accessibilities"), "location_id"),
    ("phones", PHONES, "location_id"),
    ("schedules", SCHEDULES, "location_id"),
    ("languages", LANGUAGES, "location_id"),
];
const OF_ORGANISATION: &[List] = &[
    ("organization_identifiers", ("organization_identifier", "organization_identifiers"), "organization_id"),
    ("phones", PHONES, "organization_id"),
];

/// The rows of a table, wherever they come from.
type Rows = Box<dyn Iterator<Item = Result<Row, Fault>> + Send>;

/// A data package that is read service by service, then those organisations that offer none.
pub(in crate::import) struct Tables {
    package: Package,
    indexes: HashMap<(Table, &'static str), Option<Index>>,
    services: Rows,
    organisations: Option<Rows>,
}

/// What a package or a document holds at one place.
pub(in crate::import) enum Item {
    /// A service with all that belongs to it.
    Service(Value),
    /// An organisation without a service.
    Organisation(Value),
}

impl Tables {
    /// Opens the tables; a fault when there is no table of services.
    pub(in crate::import) fn open(package: Package) -> Result<Self, Fault> {
        let services = rows(&package, SERVICES)?.ok_or_else(|| {
            let names: Vec<&str> = package.tables().take(12).collect();
            let message = format!("it has no table `services`, only {}", names.join(", "));
            Fault::end(Place::File, message, "a package of the Human Services Data Specification has one")
        })?;
        let organisations = rows(&package, ORGANISATIONS)?;
        Ok(Self { package, indexes: HashMap::new(), services, organisations })
    }

    /// The language that the package says its texts are in.
    pub(in crate::import) fn language(&self) -> Option<String> {
        let mut rows = rows(&self.package, ABOUT_TABLES).ok()??;
        rows.find_map(|row| row.ok()?.get("language").map(Cow::into_owned))
    }

    pub(in crate::import) fn next(&mut self) -> Option<Result<(Place, Item), Fault>> {
        if let Some(row) = self.services.next() {
            return Some(row.and_then(|row| {
                let place = row.place.clone();
                self.service(row).map(|service| (place, Item::Service(service)))
            }));
        }
        loop {
            let row = match self.organisations.as_mut()?.next()? {
                Ok(row) => row,
                Err(fault) => return Some(Err(fault)),
            };
            let Some(id) = row.get("id").map(Cow::into_owned) else { continue };
            match self.children((SERVICES, "organization_id"), &id) {
                Ok(services) if services.is_empty() => {
                    let place = row.place.clone();
                    let whole = self.with(row.into_value(), &id, OF_ORGANISATION);
                    return Some(whole.map(|whole| (place, Item::Organisation(whole))));
                }
                Ok(_) => {}
                Err(fault) => return Some(Err(fault)),
            }
        }
    }

    /// A row of the table of services with everything that other tables have of it.
    fn service(&mut self, row: Row) -> Result<Value, Fault> {
        let id = row.get("id").unwrap_or_default().into_owned();
        let organisation = row.get("organization_id").map(Cow::into_owned);
        let mut service = self.with(row.into_value(), &id, OF_SERVICE)?;
        if let Some(organisation) = organisation {
            let found = self.one(ORGANISATIONS, &organisation)?;
            if let Some(found) = found {
                set(&mut service, "organization", self.with(found, &organisation, OF_ORGANISATION)?);
            }
        }
        for at in list(&mut service, "service_at_locations") {
            let id = text(at, "id");
            let location = text(at, "location_id");
            let whole = self.with(at.take(), &id, OF_PLACE)?;
            *at = whole;
            if let Some(found) = self.one(LOCATIONS, &location)? {
                set(at, "location", self.with(found, &location, OF_LOCATION)?);
            }
        }
        for attribute in list(&mut service, "attributes") {
            if let Some(mut term) = self.one(TERMS, &text(attribute, "taxonomy_term_id"))? {
                if let Some(taxonomy) = self.one(TAXONOMIES, &text(&term, "taxonomy_id"))? {
                    set(&mut term, "taxonomy_detail", taxonomy);
                }
                set(attribute, "taxonomy_term", term);
            }
        }
        for capacity in list(&mut service, "capacities") {
            if let Some(unit) = self.one(UNITS, &text(capacity, "unit_id"))? {
                set(capacity, "unit", unit);
            }
        }
        Ok(service)
    }

    /// An object with its lists.
    fn with(&mut self, mut object: Value, id: &str, lists: &[List]) -> Result<Value, Fault> {
        for (name, table, column) in lists {
            let rows = self.children((*table, column), id)?;
            if !rows.is_empty() {
                set(&mut object, name, Value::Array(rows));
            }
        }
        Ok(object)
    }

    fn one(&mut self, table: Table, id: &str) -> Result<Option<Value>, Fault> {
        Ok(self.children((table, "id"), id)?.into_iter().next())
    }

    /// The rows of a table whose column says `key`. A table is read through once, when it is first asked.
    fn children(&mut self, (table, column): (Table, &'static str), key: &str) -> Result<Vec<Value>, Fault> {
        if key.is_empty() {
            return Ok(Vec::new());
        }
        if !self.indexes.contains_key(&(table, column)) {
            let index = match self.package.index(table.0, column)? {
                Some(index) => Some(index),
                None => self.package.index(table.1, column)?,
            };
            self.indexes.insert((table, column), index);
        }
        let Some(Some(index)) = self.indexes.get_mut(&(table, column)) else { return Ok(Vec::new()) };
        Ok(index.of(key)?.into_iter().map(Row::into_value).collect())
    }
}

fn rows(package: &Package, table: Table) -> Result<Option<Rows>, Fault> {
    for name in [table.0, table.1] {
        if let Some(rows) = package.rows(name)? {
            return Ok(Some(Box::new(rows)));
        }
    }
    Ok(None)
}

/// How many services and organisations a package has, for telling how far the reading is.
pub(in crate::import) fn count(package: &Package) -> u64 {
    let of = |table| rows(package, table).ok().flatten().map_or(0, Iterator::count);
    u64::try_from(of(SERVICES)).unwrap_or(u64::MAX)
}

fn set(object: &mut Value, name: &str, value: Value) {
    if let Value::Object(fields) = object {
        fields.insert(name.to_owned(), value);
    }
}

fn text(object: &Value, name: &str) -> String {
    object.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn list<'a>(object: &'a mut Value, name: &str) -> std::slice::IterMut<'a, Value> {
    match object.get_mut(name) {
        Some(Value::Array(items)) => items.iter_mut(),
        _ => std::slice::IterMut::default(),
    }
}

/// An organisation of a document with its services: each service with the organisation in it, or the organisation alone.
pub(in crate::import) fn turned(mut organisation: Value) -> Vec<Item> {
    let services = match organisation.get_mut("services").map(Value::take) {
        Some(Value::Array(services)) => services,
        _ => Vec::new(),
    };
    let mut services: Vec<Map<String, Value>> = services
        .into_iter()
        .filter_map(|one| if let Value::Object(fields) = one { Some(fields) } else { None })
        .collect();
    if services.is_empty() {
        return vec![Item::Organisation(organisation)];
    }
    for service in &mut services {
        service.insert("organization".to_owned(), organisation.clone());
    }
    services.into_iter().map(|service| Item::Service(Value::Object(service))).collect()
}
