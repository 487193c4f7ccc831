//! Where a service of HSDS is offered, when, and whether there is room.

use intake::Fault;
use kernel::Text;

use super::schedule::{self, Told};
use super::{Draft, Said, Unusable};
use crate::ground::Parts;
use crate::import::fields;
use crate::import::fields::{LONGEST_NAME, LONGEST_TEXT};
use crate::{Accessibility, Capacity, Location, Origin, Point, Precision, Service, ServiceAtLocation};

/// The letters of a postal code that are told when it is none.
const LONGEST_CODE: usize = 60;
/// Words in the unit of a capacity that mean a place for a person.
const PLACES: [&str; 10] = ["bed", "place", "plaats", "lit", "seat", "slot", "person", "people", "client", "space"];

impl Draft<'_> {
    /// The places of a service that lie in the region; one in the region as a whole when it names none.
    pub(super) fn places(
        &mut self,
        said: &Said<'_>,
        service: &Service,
    ) -> Result<Vec<(Location, ServiceAtLocation)>, Unusable> {
        let offered = said.parts("service_at_locations");
        let (mut places, mut outside) = (Vec::new(), None);
        for at in &offered {
            match self.place(said, at, service) {
                Ok(place) => places.push(place),
                Err(fault) => outside = Some(fault),
            }
        }
        match outside {
            Some(fault) if places.is_empty() => return Err(Unusable::Elsewhere(fault)),
            Some(fault) => self.left_out(format!("one of its places cannot be used: {}", fault.message)),
            None => {}
        }
        if offered.is_empty() {
            let location = Location { precision: Precision::Region, ..Location::new(service.origin.clone()) };
            let at = ServiceAtLocation::new(service.origin.clone(), service.id, location.id);
            let hours = self.hours(&[said.parts("schedules")]);
            places.push((location, self.reachable(said, None, at, hours)));
        }
        self.capacity(said, &mut places);
        Ok(places)
    }

    fn place(
        &mut self,
        service: &Said<'_>,
        at: &Said<'_>,
        known: &Service,
    ) -> Result<(Location, ServiceAtLocation), Fault> {
        let said = at.part("location").unwrap_or(*at);
        let own = at.text("id").map_or_else(|| known.origin.clone(), |id| self.reader.origin(&id));
        let location_id = said.text("id").or_else(|| at.text("location_id"));
        let location = self.location(&said, location_id.map_or_else(|| own.clone(), |id| self.reader.origin(&id)))?;
        let place = ServiceAtLocation {
            accessibility: accessibility(&said),
            ..ServiceAtLocation::new(own, known.id, location.id)
        };
        let hours = self.hours(&[at.parts("schedules"), service.parts("schedules"), said.parts("schedules")]);
        Ok((location, self.reachable(service, Some((at, &said)), place, hours)))
    }

    fn location(&mut self, said: &Said<'_>, origin: Origin) -> Result<Location, Fault> {
        let confidential = said.flag("confidential").unwrap_or(false);
        let point = said.number("latitude").zip(said.number("longitude")).map(|(lat, lon)| Point { lat, lon });
        let parts = match point.map(|point| self.reader.ground.locate(point)) {
            None => Parts::default(),
            Some(Ok(parts)) => parts,
            Some(Err((message, remedy))) => return Err(Fault::row(self.place.clone(), message, remedy)),
        };
        let address = address(said);
        let postal_code = address.as_ref().and_then(|address| address.text("postal_code"));
        let physical = said.text("location_type").as_deref() != Some("virtual");
        if point.is_none() && physical && !self.reader.ground.may_be_here(postal_code.as_deref()) {
            let code = super::plain::cut_if_longer(postal_code.unwrap_or_default(), LONGEST_CODE);
            let message = format!("the postal code `{code}` is not one of the region");
            return Err(Fault::row(self.place.clone(), message, "leave it out, or correct the postal code"));
        }
        let lines = address.as_ref().map(|address| {
            let lines = ["address_1", "address_2"].into_iter().filter_map(|field| address.text(field));
            lines.collect::<Vec<_>>().join(", ")
        });
        let (street, house_number) = lines.map_or_else(Default::default, |line| fields::number_of_street(&line));
        let by_code =
            postal_code.as_deref().map_or_else(Parts::default, |code| self.reader.ground.of_postal_code(code));
        let name = self.text(said, "name", LONGEST_NAME);
        let precision = match (point, street.is_empty(), &postal_code) {
            (Some(_), ..) => Precision::Address,
            (None, false, _) => Precision::Street,
            (None, true, Some(_)) => Precision::PostalCode,
            _ => Precision::Region,
        };
        Ok(Location {
            names: self.reader.words(name.map(|name| fields::tidy_name(&name))),
            confidential,
            transport: self.way_there(said),
            street: if street.versions().any(|(_, words)| words.text.chars().count() > LONGEST_NAME) {
                Text::default()
            } else {
                street
            },
            house_number: house_number.filter(|number| number.chars().count() <= 40),
            postal_code: postal_code.filter(|code| code.chars().count() <= 20),
            municipality: parts.municipality.or(by_code.municipality),
            zone: parts.zone.or(by_code.zone),
            sector: parts.sector,
            neighbourhood: parts.neighbourhood,
            point,
            precision,
            ..Location::new(origin)
        })
    }

    /// How one gets there, and what is said of getting in in words.
    fn way_there(&mut self, said: &Said<'_>) -> Text {
        let in_words = said.parts("accessibility");
        let in_words = in_words.iter().flat_map(|one| [one.text("description"), one.text("details")]).flatten();
        let in_words = in_words.filter(|words| words.parse::<crate::Access>().is_err());
        let all: Vec<String> = said.text("transportation").into_iter().chain(in_words).collect();
        let all = super::plain::cut_if_longer(all.join("\n"), LONGEST_TEXT);
        self.reader.words((!all.is_empty()).then_some(all))
    }

    /// The hours of the first list that has any: those of the place, of the service, of the building.
    fn hours(&mut self, lists: &[Vec<Said<'_>>]) -> Told {
        let Some(list) = lists.iter().find(|list| !list.is_empty()) else { return Told::default() };
        let told = schedule::read(list, self.reader.reading.today, &self.reader.reading.offsets);
        if told.flagged {
            self.flagged = true;
            self.remarks.push(format!("{}: hours that nobody can parse; they are kept as words", self.place));
        }
        told
    }

    /// How to reach the service here: by what the place says, else the service, else the building.
    fn reachable(
        &mut self,
        service: &Said<'_>,
        here: Option<(&Said<'_>, &Said<'_>)>,
        place: ServiceAtLocation,
        hours: Told,
    ) -> ServiceAtLocation {
        let phone = here.and_then(|(at, _)| self.phone(at)).or_else(|| self.phone(service));
        let phone = phone.or_else(|| here.and_then(|(_, location)| self.phone(location)));
        let words = hours.words.map(|words| super::plain::cut_if_longer(words, LONGEST_TEXT));
        ServiceAtLocation {
            opening_hours: hours.hours,
            hours_text: self.reader.words(words),
            phone,
            email: self.reached(service, "email", fields::email),
            website: self.reached(service, "url", fields::website),
            ..place
        }
    }

    /// Whether there is room. HSDS knows it of the service as a whole: with several places nobody can say where.
    fn capacity(&mut self, said: &Said<'_>, places: &mut [(Location, ServiceAtLocation)]) {
        let all = said.parts("capacities");
        let of_people = all.iter().find(|one| {
            let unit = one.part("unit").and_then(|unit| unit.text("name")).map(|name| name.to_lowercase());
            unit.is_none_or(|unit| PLACES.iter().any(|word| unit.contains(word)))
        });
        if of_people.is_none() && !all.is_empty() {
            self.left_out("its capacity is counted in something else than places");
        }
        let Some((capacity, free)) = of_people.and_then(|one| Some((one, one.count("available")?))) else { return };
        let Some(known_on) = capacity.day("updated").filter(|day| *day <= self.reader.reading.today) else {
            return self.left_out("nobody knows on which day its free places were counted");
        };
        match places {
            [(_, at)] => {
                at.capacity =
                    Some(Capacity { accepting: Some(free > 0), places: Some(free), waiting_days: None, known_on });
            }
            _ => self.left_out("its free places are those of several places together"),
        }
    }
}

/// The address that one goes to; a letter box when there is no other.
fn address<'a>(said: &Said<'a>) -> Option<Said<'a>> {
    let all = said.parts("addresses");
    let physical = all.iter().find(|one| one.text("address_type").as_deref() == Some("physical"));
    physical.or_else(|| all.first()).copied()
}

/// What is known about getting in, where it is said in our own words.
fn accessibility(said: &Said<'_>) -> Accessibility {
    let mut known = Accessibility::default();
    for one in said.parts("accessibility") {
        let word = ["description", "details"].into_iter().filter_map(|field| one.text(field));
        for access in word.filter_map(|word| word.parse::<crate::Access>().ok()) {
            known.set(access, one.flag("value").unwrap_or(true));
        }
    }
    known
}
