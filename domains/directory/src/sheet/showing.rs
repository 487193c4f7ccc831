//! What a sheet says of each of its services: what one needs to go there, in the reader's language.

use std::sync::Arc;

use kernel::Text;
use sea_orm::ConnectionTrait;
use territory::{Gazetteer, Point, Precision};
use web::{Failure, Page, Phone};

use super::Sheet;
use super::facts::{self, Door, Fact, Known};
use crate::hours::DayHours;
use crate::pages::service::warning;
use crate::showing::{dates, hours_in_words, offer, place_line, runs, stop_line};
use crate::{
    Calendar, Hours, Location, Service, ServiceAtLocation, ServiceCard, ServiceId, Standing, cards, location, service,
    service_at_location, theme,
};

/// Places of one service that fit on a sheet.
const PLACES: usize = 3;

/// A service on a sheet.
pub(crate) struct Entry {
    pub number: usize,
    pub id: ServiceId,
    pub name: Text,
    pub organisation: Option<Text>,
    pub summary: Text,
    /// What everybody should know first: that it is closed for now, or gone.
    pub warning: Option<&'static str>,
    pub places: Vec<Spot>,
    /// Places that did not fit.
    pub more_places: usize,
    pub facts: Vec<Fact>,
    /// What is not known, in words, to be asked.
    pub unknown: String,
}

/// A place of a service, and how to reach it.
pub(crate) struct Spot {
    pub line: String,
    /// Whether nobody may know where it is.
    pub confidential: bool,
    /// The hours in the words of the source.
    pub hours_text: Text,
    pub municipality: Option<String>,
    /// How one gets there, in its own words.
    pub transport: Text,
    /// The nearest stop of public transport.
    pub stop: Option<String>,
    /// Where it is on the map, when the street at least is known.
    pub point: Option<Point>,
    pub call: Option<Arc<Phone>>,
    pub email: Option<String>,
    pub website: Option<String>,
    /// When it is closed out of its usual order.
    pub closures: Vec<String>,
    /// Whether there is room.
    pub room: Vec<String>,
    /// Whether it is open day and night, so that a week says nothing more.
    pub always: bool,
    /// The hours of the coming week, days with the same hours together.
    pub week: Vec<(String, String)>,
    /// The next days on which it is open, for what does not come every week.
    pub next: Vec<(String, String)>,
    /// Whether it is known not to open for more than a year.
    pub never: bool,
}

impl Spot {
    /// Whether nobody knows how to reach it.
    pub(crate) fn cannot_be_reached(&self) -> bool {
        let calls = self.call.as_ref().is_some_and(|call| call.href.is_some());
        !calls && self.email.is_none() && self.website.is_none()
    }
}

/// The places of a service that fit on the sheet.
fn service_at<'a>(own: &'a [&ServiceCard], at: &'a [ServiceAtLocation]) -> impl Iterator<Item = &'a ServiceAtLocation> {
    own.iter().take(PLACES).filter_map(|card| at.iter().find(|at| at.id == card.at))
}

/// Tells about the services of a sheet.
pub(crate) struct Teller<'a> {
    pub page: &'a Page,
    pub gazetteer: &'a Gazetteer,
    pub calendar: &'a Calendar,
}

impl Teller<'_> {
    /// What stands on a sheet; services that no longer exist are left out.
    pub(crate) async fn entries(&self, db: &impl ConnectionTrait, sheet: &Sheet) -> Result<Vec<Entry>, Failure> {
        let all = cards(db, sheet.services()).await?;
        let terms = theme::records::names(db).await?;
        let known = Known { page: self.page, gazetteer: self.gazetteer, terms: &offer::Terms(&terms) };
        let mut entries: Vec<Entry> = Vec::with_capacity(sheet.services().len());
        for id in sheet.services() {
            let Some(service) = service::records::find(db, *id).await? else { continue };
            let own: Vec<&ServiceCard> = all.iter().filter(|card| card.service == *id).collect();
            let at = service_at_location::records::of_service(db, *id).await?;
            let found = service_at(&own, &at).map(|at| at.location).collect::<Vec<_>>();
            let there = location::records::some(db, &found).await?;
            entries.push(Entry { number: entries.len() + 1, ..self.entry(known, service, (&own, &at, &there)) });
        }
        Ok(entries)
    }

    fn entry(
        &self,
        known: Known<'_>,
        service: Service,
        (own, at, there): (&[&ServiceCard], &[ServiceAtLocation], &[Location]),
    ) -> Entry {
        let spot = |card: &&ServiceCard| {
            let at = at.iter().find(|at| at.id == card.at);
            let location = at.and_then(|at| there.iter().find(|location| location.id == at.location));
            let transport = location.map_or_else(Text::default, |location| location.transport.clone());
            Spot { transport, ..self.spot(card, at) }
        };
        let places: Vec<Spot> = own.iter().take(PLACES).map(spot).collect();
        let has_door = service.kind.needs_a_place() || places.iter().any(|place| !place.line.is_empty());
        let door = |(nth, card): (usize, &&ServiceCard)| Door {
            line: place_line(self.page, self.gazetteer, &card.place),
            confidential: card.place.confidential,
            access: card.accessibility,
            shown: nth < PLACES,
        };
        let doors: Vec<Door> = own.iter().enumerate().map(door).collect();
        let facts = facts::of(known, &service, (&doors, has_door));
        let (facts, unknown): (Vec<_>, Vec<_>) = facts.into_iter().partition(|fact| !fact.answers.is_empty());
        let asked: Vec<&str> = unknown.iter().map(|fact| fact.question.as_str()).collect();
        let organisation = own.first().map(|card| card.organisation_name.clone());
        Entry {
            number: 0,
            id: service.id,
            organisation: organisation.filter(|name| *name != service.names),
            warning: warning(service.status),
            places,
            more_places: own.len().saturating_sub(PLACES),
            facts,
            unknown: asked.join(" "),
            name: service.names,
            summary: if service.plain.is_empty() { service.summary } else { service.plain },
        }
    }

    fn spot(&self, card: &ServiceCard, at: Option<&ServiceAtLocation>) -> Spot {
        let now = self.page.cx().now();
        let always = card.hours.as_ref().is_some_and(|hours| self.calendar.standing(hours, now) == Standing::Always);
        let hours: Option<Hours> = card.hours.as_ref().filter(|_| !always).and_then(|hours| hours.parse().ok());
        let written = at.and_then(|at| at.opening_hours.as_deref()).or(card.hours.as_deref());
        let placed = card.place.precision <= Precision::Street;
        let ahead = hours.map(|hours| hours.ahead(self.calendar, self.page.cx().today()));
        Spot {
            line: place_line(self.page, self.gazetteer, &card.place),
            confidential: card.place.confidential,
            hours_text: hours_in_words(written, &at.map_or_else(Text::default, |at| at.hours_text.clone())),
            municipality: card.place.in_municipality().map(str::to_owned),
            transport: Text::default(),
            stop: stop_line(self.page, self.gazetteer, &card.place),
            point: card.place.point.filter(|_| placed),
            call: card.phone.as_deref().map(|number| self.page.phone(number)),
            email: card.email.clone(),
            website: card.website.clone(),
            closures: at.map_or_else(Vec::new, |at| offer::closures(self.page, &at.closures)),
            room: offer::capacity(self.page, card.capacity.as_ref()),
            always,
            never: ahead.as_ref().is_some_and(|ahead| ahead.never),
            next: ahead.as_ref().map_or_else(Vec::new, |ahead| dates(self.page, &ahead.next)),
            week: ahead.map_or_else(Vec::new, |ahead| self.week(ahead.week)),
        }
    }

    /// The coming seven days in words, from today on: "Monday to Thursday", "9:00 to 12:30".
    fn week(&self, mut days: Vec<DayHours>) -> Vec<(String, String)> {
        days.sort_by_key(|day| day.day);
        runs(self.page, days)
    }
}
