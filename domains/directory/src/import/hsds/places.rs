//! Where a service of HSDS is offered, when, and whether there is room.

use intake::Fault;
use kernel::{Lang, Text, TranslationState};

use super::schedule::{self, Told};
use super::{Draft, Reading, Said, Unusable, each_version};
use crate::ground::Parts;
use crate::import::fields;
use crate::import::fields::{LONGEST_NAME, LONGEST_TEXT};
use crate::import::flags::neither;
use crate::{Accessibility, Capacity, Closure, Hours, Location, Origin, Point, Precision, Service, ServiceAtLocation};

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
        if !self.ours {
            self.capacity(said, &mut places);
        }
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
        if self.ours {
            return Ok((location, self.as_drawn(at, place)));
        }
        let hours = match at.text("opening_hours").and_then(|text| text.parse::<Hours>().ok()) {
            // The schedules are made of them, and say less.
            Some(hours) => self.exact_hours(&hours, &at.parts("schedules")),
            None => self.hours(&[at.parts("schedules"), service.parts("schedules"), said.parts("schedules")]),
        };
        Ok((location, self.reachable(service, Some((at, &said)), place, hours)))
    }

    /// A place as our own profile tells it: each of its fields where it stands.
    fn as_drawn(&mut self, at: &Said<'_>, place: ServiceAtLocation) -> ServiceAtLocation {
        let today = self.reader.reading.today;
        let (closed, usual): (Vec<Said<'_>>, Vec<Said<'_>>) =
            at.parts("schedules").into_iter().partition(|row| row.flag("closed") == Some(true));
        let hours = at.text("opening_hours").and_then(|text| text.parse::<Hours>().ok());
        let in_words =
            |row: &&Said<'_>| row.text("opens_at").is_none() && !hours.as_ref().is_some_and(|it| says(row, it));
        let hours_text = usual.iter().find(in_words).map(|row| self.texts(row, "description", LONGEST_TEXT));
        let contact = at.parts("contacts").into_iter().next();
        let capacity = at.part("capacity");
        ServiceAtLocation {
            opening_hours: hours.map(|hours| hours.to_string()),
            hours_text: hours_text.unwrap_or_default(),
            closures: closed.iter().filter_map(|row| self.closure(row)).collect(),
            phone: self.phone(at),
            email: contact.and_then(|contact| self.reached(&contact, "email", fields::email)),
            website: self.reached(at, "website", fields::website),
            capacity: capacity.and_then(|said| room(&said)).filter(|room| room.known_on <= today),
            ..place
        }
    }

    fn closure(&mut self, row: &Said<'_>) -> Option<Closure> {
        Some(Closure {
            from: row.day("valid_from")?,
            until: row.day("valid_to"),
            why: self.texts(row, "notes", LONGEST_TEXT),
        })
    }

    /// Whether nobody may know where it is: also where something stands there that is neither yes nor no.
    fn is_confidential(&mut self, said: &Said<'_>) -> bool {
        if let Some(word) = said.neither("confidential") {
            let why = neither(&word, "confidential");
            self.remarks.push(format!("{}: {why}; the address is kept secret until somebody decides", self.place));
            return true;
        }
        said.flag("confidential").unwrap_or(false)
    }

    fn location(&mut self, said: &Said<'_>, origin: Origin) -> Result<Location, Fault> {
        let confidential = self.is_confidential(said);
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
        if let Some(doubt) = self.reader.ground.doubt(postal_code.as_deref(), &parts) {
            self.remarks.push(format!("{}: {doubt}; the entry is kept as it is written", self.place));
        }
        let (street, house_number) = address.as_ref().map_or_else(Default::default, street);
        let by_code =
            postal_code.as_deref().map_or_else(Parts::default, |code| self.reader.ground.of_postal_code(code));
        let parts = self.told_parts(said, parts, by_code);
        let names = self.own_names(said, address.as_ref(), confidential || !parts.is_nowhere());
        let precision = match (point, street.is_empty(), &postal_code) {
            (Some(_), ..) => Precision::Address,
            (None, false, _) => Precision::Street,
            (None, true, Some(_)) => Precision::PostalCode,
            _ => Precision::Region,
        };
        let told = said.text("precision").filter(|_| self.ours).and_then(|word| word.parse().ok());
        Ok(Location {
            names: each_version(&names, |_, name| fields::tidy_name(name)),
            confidential,
            transport: self.way_there(said),
            street: if street.versions().any(|(_, words)| words.text.chars().count() > LONGEST_NAME) {
                Text::default()
            } else {
                street
            },
            house_number: house_number.filter(|number| number.chars().count() <= 40),
            postal_code: postal_code.filter(|code| code.chars().count() <= 20),
            municipality: parts.municipality,
            zone: parts.zone,
            sector: parts.sector,
            neighbourhood: parts.neighbourhood,
            point,
            precision: told.unwrap_or(precision),
            ..Location::new(origin)
        })
    }

    /// What a location is called by itself, not by its address or its area; `is_placed` when its area is known here.
    fn own_names(&mut self, said: &Said<'_>, address: Option<&Said<'_>>, is_placed: bool) -> Text {
        let names = self.texts(said, "name", LONGEST_NAME);
        let is_own = if self.ours {
            // An area of others is the only thing that says where it is.
            let is_elsewhere = address.is_none() && !is_placed && !self.reader.ground.is_region(&names);
            said.flag("own_name") == Some(true) || is_elsewhere
        } else {
            names != address.map_or_else(Text::default, |address| self.texts(address, "address_1", LONGEST_NAME))
        };
        if is_own { names } else { Text::default() }
    }

    /// The parts of the territory that a location lies in: by its point, else by the word of our own profile, else by its postal code.
    fn told_parts(&self, said: &Said<'_>, at: Parts, by_code: Parts) -> Parts {
        let words = ["municipality", "zone"].map(|field| said.text(field).filter(|_| self.ours));
        let named = self.reader.ground.named(words[0].as_deref(), words[1].as_deref());
        Parts {
            municipality: at.municipality.or(named.municipality).or(by_code.municipality),
            zone: at.zone.or(named.zone).or(by_code.zone),
            ..at
        }
    }

    /// How one gets there, and what is said of getting in in words.
    fn way_there(&mut self, said: &Said<'_>) -> Text {
        let in_words = said.parts("accessibility");
        let in_words = in_words.iter().filter(|one| one.text("feature").is_none());
        let in_words = in_words.flat_map(|one| [one.text("description"), one.text("details")]).flatten();
        let in_words = in_words.filter(|words| words.parse::<crate::Access>().is_err());
        let told = self.texts(said, "transportation", LONGEST_TEXT);
        let lang = self.reader.reading.lang;
        let own = told.get(lang).map(|version| version.text.clone());
        let all: Vec<String> = own.into_iter().chain(in_words).collect();
        let state = told.get(lang).map_or(TranslationState::Source, |version| version.state);
        told.with(lang, super::plain::cut_if_longer(all.join("\n"), LONGEST_TEXT), state)
    }

    /// The hours of the first list that has any: those of the place, of the service, of the building.
    fn hours(&mut self, lists: &[Vec<Said<'_>>]) -> (Option<String>, Text) {
        let Some(list) = lists.iter().find(|list| !list.is_empty()) else { return Default::default() };
        let told = self.schedules(list, self.reader.reading.lang);
        if told.flagged {
            self.flagged = true;
            self.remarks.push(format!("{}: hours that nobody can parse; they are kept as words", self.place));
        }
        let words = self.in_words(list, Some(&told));
        (told.hours, words)
    }

    /// Hours that our extension has, and what its schedules say besides.
    fn exact_hours(&mut self, hours: &Hours, schedules: &[Said<'_>]) -> (Option<String>, Text) {
        let besides: Vec<Said<'_>> =
            schedules.iter().filter(|one| one.text("opens_at").is_none() && !says(one, hours)).copied().collect();
        (Some(hours.to_string()), self.in_words(&besides, None))
    }

    fn schedules(&self, list: &[Said<'_>], lang: Lang) -> Told {
        let Reading { today, offsets, lang: usual, .. } = self.reader.reading;
        schedule::read(list, *today, offsets, (lang, *usual))
    }

    /// What schedules say in words, in every language that they are told in; `usual` is what they say in the language of the file.
    fn in_words(&self, list: &[Said<'_>], usual: Option<&Told>) -> Text {
        let own = self.reader.reading.lang;
        let told = list.iter().any(|one| one.part_is_list("translations"));
        let langs = Lang::ALL.into_iter().filter(|lang| told || *lang == own);
        langs.fold(Text::default(), |text, lang| {
            let known = usual.filter(|_| lang == own).map(|told| told.words.clone());
            let words = known.unwrap_or_else(|| self.schedules(list, lang).words).unwrap_or_default();
            text.with(lang, super::plain::cut_if_longer(words, LONGEST_TEXT), TranslationState::Source)
        })
    }

    /// How to reach the service here: by what the place says, else the service, else the building.
    fn reachable(
        &mut self,
        service: &Said<'_>,
        here: Option<(&Said<'_>, &Said<'_>)>,
        place: ServiceAtLocation,
        (opening_hours, hours_text): (Option<String>, Text),
    ) -> ServiceAtLocation {
        let phone = here.and_then(|(at, _)| self.phone(at)).or_else(|| self.phone(service));
        let phone = phone.or_else(|| here.and_then(|(_, location)| self.phone(location)));
        ServiceAtLocation {
            opening_hours,
            hours_text,
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

/// Whether a schedule is the hours themselves in words.
fn says(schedule: &Said<'_>, hours: &Hours) -> bool {
    schedule
        .text("description")
        .and_then(|text| text.parse::<Hours>().ok())
        .is_some_and(|said| said.to_string() == hours.to_string())
}

/// Whether there is room, as our own profile tells it.
fn room(said: &Said<'_>) -> Option<Capacity> {
    Some(Capacity {
        accepting: said.flag("accepting"),
        places: said.count("places"),
        waiting_days: said.count("waiting_days"),
        known_on: said.day("known_on")?,
    })
}

/// Street and number of an address, the street in the languages that it is told in.
fn street(address: &Said<'_>) -> (Text, Option<String>) {
    let versions = address.versions("address_1");
    if versions.is_empty() {
        let lines = ["address_1", "address_2"].into_iter().filter_map(|field| address.text(field));
        return fields::number_of_street(&lines.collect::<Vec<_>>().join(", "));
    }
    versions.into_iter().fold(Default::default(), |(street, number): (Text, Option<String>), (lang, line, state)| {
        let (part, found) = fields::number_of_street(&line);
        (street.with(lang, part.plain(lang), state), number.or(found))
    })
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
        let word = ["feature", "description", "details"].into_iter().filter_map(|field| one.text(field));
        for access in word.filter_map(|word| word.parse::<crate::Access>().ok()) {
            known.set(access, one.flag("value").unwrap_or(true));
        }
    }
    known
}
