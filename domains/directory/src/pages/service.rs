//! A service: everything one needs to decide and to go. What is unknown is said to be unknown.

mod saying;

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use house::{Fixture, House};
use kernel::{PageRequest, Text};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};
use territory::{Gazetteer, Gazetteers, Sources};
use web::{Answer, Choice, Failure, Page, Pager, Path, Query, Step, view};

use crate::editing::standing;
use crate::service_at_location::supplement;
use crate::showing::{areas, dates, hours_in_words, languages, offer, place_line, stop_line, tone, zone_name};
use crate::{
    Calendar, EntryId, FrontDesk, Hours, Origin, Precision, Service, ServiceAtLocation, ServiceCard, ServiceId,
    Standing, Status, ThemeCode, cards, entry, location, origin, service, service_at_location, theme,
};

use super::gone;
use super::helping::{Helping, helping};

/// Places that a page shows at once: the hours of each are reckoned for a year.
const MOST_SHOWN: u64 = 20;

#[derive(Template)]
#[template(path = "service.html")]
struct ShowService {
    page: Page,
    trail: Vec<Step>,
    service: Service,
    kind: String,
    /// What everybody should know first: that it is closed for now, or gone.
    warning: Option<&'static str>,
    /// For whom it is, as rules.
    rules: Vec<String>,
    costs: Vec<String>,
    /// Who may set it in motion, and how.
    start: Vec<String>,
    rhythm: Option<String>,
    organisation: Option<(crate::OrganisationId, Text)>,
    ways: Option<Ways>,
    places: Vec<PlaceView>,
    /// Whether somebody comes in anywhere, so that the address and the steps matter.
    has_door: bool,
    /// Which places these are of how many, and the way to the others.
    stretch: (u64, u64, u64),
    pager: Pager,
    themes: Vec<(String, String)>,
    /// Who helps, and where they do: what it tells, and each term with the address of a search for it.
    helping: Vec<Helping>,
    areas: Option<String>,
    languages: String,
    /// What is said before what is not known: whom to ask.
    unknown: &'static str,
    /// At how many of the places it is known whether one can get in.
    accesses: usize,
    line: String,
    referral: Option<String>,
    source: String,
    verified: Option<String>,
    desk: Arc<FrontDesk>,
    /// For those who keep the entry: where to change it, and how they may have come to know that it is right.
    edit: Option<String>,
    channels: Vec<Choice>,
    /// What it shows of all that they may confirm.
    sighting: String,
}

impl ShowService {
    fn entry(&self) -> EntryId {
        self.service.id.into()
    }

    /// Whether anything is known of for whom it is.
    fn tells_whom(&self) -> bool {
        !(self.service.audience.is_empty() && self.rules.is_empty() && self.areas.is_none())
    }

    /// Whether anything is known of what it costs.
    fn tells_price(&self) -> bool {
        !(self.service.cost.is_empty() && self.costs.is_empty())
    }

    /// What is not known, as questions to ask first; the hours say that themselves.
    fn asked(&self) -> String {
        let known = [
            ("directory-glance-who", self.tells_whom()),
            ("directory-glance-cost", self.tells_price()),
            ("directory-glance-languages", !self.languages.is_empty()),
            ("directory-glance-access", !self.has_door || self.accesses > 0),
            ("directory-glance-referral", self.referral.is_some() || !self.start.is_empty()),
        ];
        let asked = known.iter().filter(|(_, is_known)| !is_known);
        asked.map(|(question, _)| self.page.tr(*question).to_string()).collect::<Vec<_>>().join(" ")
    }

    /// What the places are headed by; nothing where neither an address nor hours belong to it.
    fn place_heading(&self) -> Option<&'static str> {
        let has_more = self.places.iter().any(PlaceView::has_more);
        if self.has_door { Some("directory-place") } else { has_more.then_some("directory-hours-of") }
    }

    /// Where one says that something is not right.
    fn propose(&self) -> String {
        format!("/services/{}/propose", self.service.id)
    }
}

/// One place where the service is, with its hours.
struct PlaceView {
    line: String,
    zone: String,
    tone: String,
    precision: String,
    /// Whether nobody may know where it is.
    confidential: bool,
    /// Whether one can get in, and whether it is so.
    access: Vec<(bool, String)>,
    /// How one gets there.
    transport: Text,
    /// The nearest stop of public transport.
    stop: Option<String>,
    /// What its own words say about the hours.
    hours_text: Text,
    closures: Vec<String>,
    /// Whether there is room.
    room: Vec<String>,
    /// How to reach this place, when another place of the service is reached otherwise.
    own_ways: Option<Ways>,
    standing: String,
    /// What to do when the hours are not known.
    hours_unknown: String,
    is_open: bool,
    /// Whether it is open day and night, so that a week says nothing more.
    always: bool,
    week: Vec<DayView>,
    /// The next days on which it is open, for what does not come every week.
    next: Vec<(String, String)>,
    /// Whether it is known not to open for more than a year.
    never: bool,
    holidays_unknown: bool,
    hours_source: String,
    /// When and how the hours were last confirmed.
    hours_confirmed: Option<String>,
}

impl PlaceView {
    /// Whether anything is said of it but where it is.
    fn has_more(&self) -> bool {
        let has_hours = self.always || self.never || !(self.week.is_empty() && self.next.is_empty());
        has_hours || !self.hours_text.is_empty() || !self.closures.is_empty() || self.own_ways.is_some()
    }
}

/// How to reach a service.
#[derive(Clone, PartialEq, Eq)]
struct Ways {
    phone: Option<String>,
    email: Option<String>,
    website: Option<String>,
}

impl Ways {
    fn to(card: &ServiceCard) -> Self {
        Self { phone: card.phone.clone(), email: card.email.clone(), website: card.website.clone() }
    }

    /// The ways that hold for every place; nothing when places differ.
    fn shared(cards: &[ServiceCard]) -> Option<Self> {
        let first = cards.first().map(Self::to)?;
        cards.iter().all(|card| Self::to(card) == first).then_some(first)
    }

    fn is_empty(&self) -> bool {
        self.phone.is_none() && self.email.is_none() && self.website.is_none()
    }
}

struct DayView {
    name: String,
    hours: String,
    holiday: bool,
}

pub(crate) async fn show(
    page: Page,
    State(house): State<House>,
    Path(id): Path<ServiceId>,
    Fixture(gazetteers): Fixture<Gazetteers>,
    Fixture(calendar): Fixture<Calendar>,
    (Fixture(desk), Fixture(said)): (Fixture<FrontDesk>, Fixture<Sources>),
    query: Query,
) -> Answer {
    let db = house.store.read();
    let resource = entry::actions::resource(db, id.into()).await?;
    let may_confirm = page.may("directory.confirm", &resource);
    let sighting = if may_confirm { standing::sighted(&page, db, id.into()).await? } else { String::new() };
    let Some(service) = service::records::find(db, id).await? else {
        return gone::answer(page, &house, id.into()).await;
    };
    let gazetteer = gazetteers.current();
    let cards = saying::in_order(&page, &gazetteer, cards(db, &[id]).await?);
    let at = service_at_location::records::of_service(db, id).await?;
    let ways = Ways::shared(&cards);
    let shown = kernel::Page::of(cards.iter(), PageRequest { limit: MOST_SHOWN, ..query.page(MOST_SHOWN)? });
    let teller = Teller { page: &page, gazetteer: &gazetteer, calendar: &calendar, said: &said };
    let places = teller.places(db, shown.items.iter().copied(), (&at, ways.is_none())).await?;
    let themes = themes(db, &page, &service.themes).await?;
    let rules = &service.eligibility;
    let people: Vec<ThemeCode> = rules.situations.iter().chain(&rules.excluded).cloned().collect();
    let people = theme::records::names_of(db, &people).await?;
    let first = cards.first();
    view(&ShowService {
        trail: trail(&page, themes.first()),
        kind: offer::kind(&page, service.kind),
        warning: warning(service.status),
        rules: offer::eligibility(&page, &service.eligibility, &offer::Terms(&people)),
        costs: offer::costs(&page, &service.costs),
        start: offer::activation(&page, &service.activation),
        rhythm: service.update_rhythm.map(|rhythm| offer::word(&page, "rhythm", rhythm.code())),
        organisation: first.map(|card| (card.organisation, card.organisation_name.clone())),
        ways,
        areas: areas(&page, &gazetteer, &service.areas),
        languages: languages(&page, &service.languages),
        unknown: unknown(&cards),
        line: service.line.map_or_else(String::new, |line| offer::word(&page, "line", line.code())),
        referral: service.referral.map(|referral| offer::word(&page, "referral", referral.code())),
        accesses: places.iter().filter(|place| !place.access.is_empty()).count(),
        source: source_in_words(db, &page, (&said, &service.origin)).await?,
        verified: standing::of_service(db, &page, &service).await?,
        edit: page.may("directory.edit", &resource).then(|| format!("/directory/entries/service:{id}")),
        channels: if sighting.is_empty() { Vec::new() } else { standing::channels(&page) },
        sighting,
        themes,
        stretch: (shown.request.offset + 1, shown.next_offset().unwrap_or(shown.total), shown.total),
        pager: Pager::of(&shown, &query),
        helping: helping(db, &page, &service).await?,
        has_door: service.kind.needs_a_place() || places.iter().any(|at| at.confidential || !at.line.is_empty()),
        places,
        service,
        desk,
        page,
    })
}

/// Themes with their names in the reader's language.
async fn themes(db: &impl ConnectionTrait, page: &Page, codes: &[ThemeCode]) -> Result<Vec<(String, String)>, Failure> {
    let names = theme::records::names_of(db, codes).await?;
    Ok(names.iter().map(|(code, names)| (code.to_string(), names.plain(page.lang()).to_owned())).collect())
}

/// What everybody should know first: that a service is closed for now, or gone.
pub(crate) fn warning(status: Status) -> Option<&'static str> {
    match status {
        Status::Active => None,
        Status::Suspended => Some("directory-suspended"),
        Status::Retired => Some("directory-retired"),
    }
}

fn trail(page: &Page, main: Option<&(String, String)>) -> Vec<Step> {
    let mut trail = vec![Step::new("/", page.tr("directory-find"))];
    trail.extend(main.map(|(code, name)| Step::new(format!("/themes/{code}"), name)));
    trail
}

/// Whom to ask about what is not known: the service itself, when there is a way to reach it.
fn unknown(cards: &[ServiceCard]) -> &'static str {
    let can_be_asked = cards.iter().any(|card| !Ways::to(card).is_empty());
    if can_be_asked { "directory-sheet-unknown" } else { "directory-unknown-desk" }
}

/// What the entry rests on: the region's own pack, or the data of somebody else; nothing when all that is known is a file.
async fn source_in_words(
    db: &impl ConnectionTrait,
    page: &Page,
    (said, origin): (&Sources, &Origin),
) -> Result<String, DbErr> {
    if origin.source == Origin::PACK {
        return Ok(page.tr("directory-source-pack").to_string());
    }
    let named = origin::records::is_named(db, &origin.source).await?;
    let name = said.name(&origin.source, page.lang().code());
    Ok(if named { page.tr("directory-source-file").arg("source", name).to_string() } else { String::new() })
}

struct Teller<'a> {
    page: &'a Page,
    gazetteer: &'a Gazetteer,
    calendar: &'a Calendar,
    said: &'a Sources,
}

impl Teller<'_> {
    /// The names of sources, one after the other.
    fn names(&self, sources: &[String]) -> String {
        let lang = self.page.lang().code();
        sources.iter().map(|source| self.said.name(source, lang)).collect::<Vec<_>>().join(", ")
    }

    /// The places, each with what it says itself, and with its own ways to get there where they do not share one.
    async fn places(
        &self,
        db: &DatabaseConnection,
        cards: impl Iterator<Item = &ServiceCard>,
        (at, have_own_ways): (&[ServiceAtLocation], bool),
    ) -> Result<Vec<PlaceView>, Failure> {
        let mut places = Vec::new();
        for card in cards {
            let own = at.iter().find(|at| at.id == card.at);
            let own_ways = have_own_ways.then(|| Ways::to(card));
            places.push(PlaceView { own_ways, ..self.place(db, card, own).await? });
        }
        Ok(places)
    }

    async fn place(
        &self,
        db: &DatabaseConnection,
        card: &ServiceCard,
        own: Option<&ServiceAtLocation>,
    ) -> Result<PlaceView, Failure> {
        let hours: Option<Hours> = card.hours.as_ref().and_then(|hours| hours.parse().ok());
        let own_hours = own.is_some_and(|own| own.opening_hours.is_some());
        let sources =
            if hours.is_some() && !own_hours { supplement::records::sources(db, card.at).await? } else { Vec::new() };
        let standing = card.hours.as_ref().map(|hours| self.calendar.standing(hours, self.page.cx().now()));
        let always = standing == Some(Standing::Always);
        let written = own.and_then(|own| own.opening_hours.as_deref()).or(card.hours.as_deref());
        let ahead = hours.as_ref().filter(|_| !always);
        let ahead = ahead.map(|hours| hours.ahead(self.calendar, self.page.cx().today()));
        let own_words = own.map_or_else(Text::default, |own| own.hours_text.clone());
        let hours_text = hours_in_words(written, &own_words);
        Ok(PlaceView {
            line: place_line(self.page, self.gazetteer, &card.place),
            zone: match card.place.precision {
                Precision::Zone | Precision::Region => String::new(),
                _ => zone_name(self.gazetteer, card.place.zone.as_deref(), self.page.lang()),
            },
            tone: tone(self.gazetteer, &card.place),
            precision: self.precision(&card.place),
            confidential: card.place.confidential,
            transport: self.transport(db, own).await?,
            stop: stop_line(self.page, self.gazetteer, &card.place),
            closures: own.map_or_else(Vec::new, |own| offer::closures(self.page, &own.closures)),
            access: offer::accessibility(self.page, card.accessibility),
            room: offer::capacity(self.page, card.capacity.as_ref()),
            own_ways: None,
            is_open: standing.is_some_and(Standing::is_open),
            hours_unknown: self.hours_unknown(&Ways::to(card), &hours_text),
            hours_text,
            standing: standing.map_or_else(String::new, |standing| self.standing(standing)),
            always,
            never: ahead.as_ref().is_some_and(|ahead| ahead.never),
            next: ahead.as_ref().map_or_else(Vec::new, |ahead| dates(self.page, &ahead.next)),
            week: ahead.map_or_else(Vec::new, |ahead| self.week(ahead.week)),
            holidays_unknown: hours.is_some_and(|hours| !hours.mentions_holidays()),
            hours_source: self.names(&sources),
            hours_confirmed: standing::of_hours(db, self.page, card.at).await?,
        })
    }

    async fn transport(&self, db: &DatabaseConnection, own: Option<&ServiceAtLocation>) -> Result<Text, Failure> {
        let Some(own) = own else { return Ok(Text::default()) };
        Ok(location::records::find(db, own.location).await?.map_or_else(Text::default, |found| found.transport))
    }
}
