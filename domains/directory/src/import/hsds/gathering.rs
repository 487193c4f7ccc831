//! Services at locations, put together service by service wherever their places stand in a file: through a temporary file, so that of
//! each place only where it is to be found stays in memory, and only one service at a time is there as a whole.

use std::collections::VecDeque;
use std::fs::File;
use std::hash::{BuildHasher as _, RandomState};
use std::io::{self, BufRead as _, BufReader, BufWriter, Seek as _, SeekFrom, Write as _};

use intake::{Fault, Place};
use serde_json::{Value, json};

/// The most places of a service that are put together.
const MOST: usize = 500;
/// Where a service has its places.
const PLACES: &str = "service_at_locations";

/// Where a place is to be found: by the id of its service, in the order of the file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    /// Of the id of its service.
    hash: u64,
    /// In the temporary file.
    byte: u64,
    /// In the file that is read, from 1.
    element: u64,
}

/// Places that are set aside until the file was read to its end.
pub(super) struct Gathering {
    hasher: RandomState,
    file: BufWriter<File>,
    written: u64,
    found: Vec<Found>,
    /// The service of the place that was set aside last.
    last: Option<String>,
}

impl Gathering {
    /// With room for places.
    pub fn begin() -> Result<Self, Fault> {
        let file = tempfile::tempfile().map(BufWriter::new).map_err(|error| failed(&error))?;
        Ok(Self { hasher: RandomState::new(), file, written: 0, found: Vec::new(), last: None })
    }

    /// Sets a service with one place aside. Of those that follow each other the service is kept once.
    pub fn add(&mut self, element: u64, id: &str, mut service: Value) -> Result<(), Fault> {
        if self.last.as_deref() == Some(id) {
            service = json!({ "id": id, PLACES: service.get_mut(PLACES).map(Value::take) });
        } else {
            self.last = Some(id.to_owned());
        }
        let mut line = service.to_string();
        line.push('\n');
        self.found.push(Found { hash: self.hasher.hash_one(id), byte: self.written, element });
        self.written += line.len() as u64;
        self.file.write_all(line.as_bytes()).map_err(|error| failed(&error))
    }

    /// The services, in the order of their first places.
    pub fn done(mut self) -> Result<Gathered, Fault> {
        self.found.sort_unstable();
        self.found.shrink_to_fit();
        let mut firsts: Vec<(u64, usize)> = Vec::new();
        for (at, found) in self.found.iter().enumerate() {
            if at == 0 || self.found[at - 1].hash != found.hash {
                firsts.push((found.byte, at));
            }
        }
        firsts.sort_unstable_by_key(|first| std::cmp::Reverse(*first));
        let file = self.file.into_inner().map_err(|error| failed(error.error()))?;
        Ok(Gathered { file: BufReader::new(file), found: self.found, firsts, ready: VecDeque::new() })
    }
}

/// Services with all their places.
pub(super) struct Gathered {
    file: BufReader<File>,
    found: Vec<Found>,
    /// The first place of each service that was not put together yet, the next one last.
    firsts: Vec<(u64, usize)>,
    ready: VecDeque<Result<(Place, Value), Fault>>,
}

impl Iterator for Gathered {
    type Item = Result<(Place, Value), Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(ready) = self.ready.pop_front() {
            return Some(ready);
        }
        let (_, first) = self.firsts.pop()?;
        match self.together(first) {
            Ok(services) => self.ready.extend(services.into_iter().flat_map(Service::told)),
            Err(error) => {
                self.firsts.clear();
                return Some(Err(failed(&error)));
            }
        }
        self.ready.pop_front()
    }
}

/// A service that is being put together.
struct Service {
    id: Value,
    element: u64,
    whole: Value,
    /// The first place that is one too many, and how many there are.
    beyond: Option<(u64, u64)>,
}

impl Service {
    /// The service, and what was left out of it.
    fn told(self) -> impl Iterator<Item = Result<(Place, Value), Fault>> {
        let beyond = self.beyond.map(|(element, count)| {
            let message = format!("its service has {MOST} places before it; it is left out, with {count} in all");
            Err(Fault::row(Place::Element(element), message, "say what is offered everywhere by an area"))
        });
        std::iter::once(Ok((Place::Element(self.element), self.whole))).chain(beyond)
    }
}

impl Gathered {
    /// The services whose ids share the hash of one: mostly that one alone.
    fn together(&mut self, first: usize) -> io::Result<Vec<Service>> {
        let hash = self.found[first].hash;
        let mut all: Vec<Service> = Vec::new();
        for at in first..self.found.len() {
            let found = self.found[at];
            if found.hash != hash {
                break;
            }
            let mut one = self.read(found.byte)?;
            let id = one["id"].take();
            match all.iter_mut().find(|known| known.id == id) {
                Some(known) => known.add(one, found.element),
                None => {
                    one["id"] = id.clone();
                    all.push(Service { id, element: found.element, whole: one, beyond: None });
                }
            }
        }
        Ok(all)
    }

    fn read(&mut self, byte: u64) -> io::Result<Value> {
        self.file.seek(SeekFrom::Start(byte))?;
        let mut line = String::new();
        self.file.read_line(&mut line)?;
        Ok(serde_json::from_str(&line)?)
    }
}

impl Service {
    fn add(&mut self, mut more: Value, element: u64) {
        let Some(known) = self.whole.get_mut(PLACES).and_then(Value::as_array_mut) else { return };
        if known.len() >= MOST {
            let (_, count) = self.beyond.get_or_insert((element, 0));
            *count += 1;
        } else if let Some(Value::Array(places)) = more.get_mut(PLACES).map(Value::take) {
            known.extend(places);
        }
    }
}

fn failed(error: &io::Error) -> Fault {
    let remedy = "free some room for temporary files, or set TMPDIR";
    Fault::end(Place::File, format!("its places cannot be put together ({error})"), remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gathered(all: &[(&str, &str)]) -> Vec<Result<(Place, Value), Fault>> {
        let mut gathering = Gathering::begin().unwrap();
        for (element, (id, place)) in (1..).zip(all) {
            let service = json!({ "id": id, "name": format!("{id} at {place}"), PLACES: [{ "id": place }] });
            gathering.add(element, id, service).unwrap();
        }
        gathering.done().unwrap().collect()
    }

    #[test]
    fn each_service_comes_once_with_all_its_places_in_the_order_of_the_file() {
        let all = gathered(&[("b", "1"), ("a", "2"), ("a", "3"), ("b", "4"), ("c", "5"), ("a", "6")]);
        let told = |(place, service): (Place, Value)| {
            let ids =
                service[PLACES].as_array().unwrap().iter().map(|at| at["id"].as_str().unwrap()).collect::<String>();
            (place, service["name"].as_str().unwrap().to_owned(), ids)
        };
        let all: Vec<_> = all.into_iter().map(|one| told(one.unwrap())).collect();
        let expected = [(1, "b at 1", "14"), (2, "a at 2", "236"), (5, "c at 5", "5")];
        let expected = expected.map(|(at, name, ids)| (Place::Element(at), name.to_owned(), ids.to_owned()));
        assert_eq!(all, expected);
    }

    #[test]
    fn of_too_many_places_the_rest_is_left_out_with_a_word() {
        let places: Vec<String> = (0..MOST + 2).map(|n| n.to_string()).collect();
        let mut all: Vec<(&str, &str)> = places.iter().map(|place| ("a", place.as_str())).collect();
        all.push(("b", "x"));
        let all = gathered(&all);
        assert_eq!(all[0].as_ref().unwrap().1[PLACES].as_array().unwrap().len(), MOST);
        let fault = all[1].as_ref().unwrap_err();
        assert_eq!(fault.place, Place::Element(501));
        assert!(fault.message.contains("2 in all") && !fault.ends_reading, "{fault}");
        assert!(all[2].is_ok() && all.len() == 3, "the next service follows");
    }
}
