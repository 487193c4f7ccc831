//! Whatever the directory may hold, its drawings fit the specification.

use std::collections::HashMap;
use std::sync::Arc;

use directory::entry::records::Version;
use directory::entry::{Record, Via};
use directory::{
    Activation, Activator, AliasSort, Area, Capacity, Closure, Cost, CostSort, Eligibility, Gender, Identifier, Line,
    Location, Offer, Organisation, Origin, Referral, Rhythm, Service, ServiceAtLocation, ServiceKind, Status, Theme,
    ThemeCode, Users, Way,
};
use kernel::{Clock, Lang, Random, Text, Timestamp, TranslationState};
use serde_json::Value;
use store::Store;
use territory::{Gazetteers, Point, Precision};

use super::{Ground, Pasts, offer, organization, thesaurus};
use crate::publication::Kind;
use crate::sheet::{Reading, Stamp};

#[path = "../../tests/it/schemas.rs"]
mod schemas;

/// Offers that are drawn.
const OFFERS: usize = 300;
/// Texts that programs have stumbled over.
const TEXTS: [&str; 12] = [
    "",
    " ",
    "Thuiszorg",
    "\"quoted\" \\ and \u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7} control",
    "line\nline\ttab\0null",
    "<script>alert('x')</script> & <b>bold</b>",
    "Ünïcödé é à ç ß Œ",
    "🙂👩‍👩‍👧 \u{202e}right to left",
    "=HYPERLINK(\"x\")",
    "null",
    "{\"json\": true}",
    "a very long text that goes on and on, a very long text that goes on and on, a very long text that goes on and on",
];
const ADDRESSES: [&str; 8] = [
    "https://example.org/a?b=c#d",
    "www.example.org",
    "example.org/é à",
    "javascript:alert(1)",
    "not an address",
    "info@example.org",
    "@",
    "a@b@c",
];
const HOURS: [&str; 6] =
    ["Mo-Fr 09:00-12:30,14:00-18:00; PH off", "24/7", "Fr 22:00-02:00", "Mar-Oct Mo 09:00-10:00", "op afspraak", ""];

/// Chance that repeats.
pub(super) struct Dice(pub Random);

impl Dice {
    pub fn below(&self, most: usize) -> usize {
        usize::from(u16::from_be_bytes(self.0.bytes::<2>())) % most.max(1)
    }

    pub fn one<T: Clone>(&self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    pub fn perhaps<T>(&self, value: impl FnOnce() -> T) -> Option<T> {
        (self.below(3) > 0).then(value)
    }

    pub fn some<T: Clone>(&self, of: &[T]) -> Vec<T> {
        of.iter().filter(|_| self.below(3) == 0).cloned().collect()
    }

    fn word(&self) -> String {
        self.one(&TEXTS.map(str::to_owned))
    }

    fn address(&self) -> Option<String> {
        self.perhaps(|| self.one(&ADDRESSES).to_owned())
    }

    /// A text in some of the languages; in all of them it may be missing, except where a record needs one.
    fn text(&self) -> Text {
        let states = [TranslationState::Source, TranslationState::Reviewed, TranslationState::Automatic];
        Lang::ALL.into_iter().fold(Text::default(), |text, lang| text.with(lang, self.word(), self.one(&states)))
    }

    fn name(&self) -> Text {
        self.text().with(self.one(&Lang::ALL), "Test", TranslationState::Source)
    }
}

fn an_organisation(dice: &Dice, n: usize) -> Organisation {
    let origin = Origin::new("random", format!("organisation-{n}"));
    let other = Origin::new("random", "other");
    Organisation {
        aliases: dice.some(&[(AliasSort::Variant, dice.word()), (AliasSort::Former, "Was Test".to_owned())]),
        identifiers: dice.some(&[
            Identifier { scheme: Identifier::KBO.to_owned(), value: "0000000097".to_owned() },
            Identifier { scheme: "other".to_owned(), value: dice.word() + "x" },
        ]),
        legal_form: dice.perhaps(|| dice.word()),
        parent: dice.perhaps(|| directory::OrganisationId::of(&other)),
        networks: dice.some(&[directory::OrganisationId::of(&other)]),
        description: dice.text(),
        website: dice.address(),
        phone: dice.perhaps(|| dice.word()),
        email: dice.address(),
        kind: dice.perhaps(|| dice.word()),
        active: dice.below(4) > 0,
        ..Organisation::new(origin, dice.name())
    }
}

fn a_service(dice: &Dice, owner: &Organisation, themes: &[Theme]) -> Service {
    let codes: Vec<_> = themes.iter().map(|theme| theme.code.clone()).collect();
    let origin = Origin::new("random", owner.origin.id.clone());
    Service {
        kind: dice.one(ServiceKind::ALL),
        summary: dice.text(),
        plain: dice.text(),
        description: dice.text(),
        audience: dice.text(),
        eligibility: Eligibility {
            min_age: dice.perhaps(|| 12),
            max_age: dice.perhaps(|| 25),
            genders: dice.some(Gender::ALL),
            languages: dice.some(&["nl", "xx"].map(|code| code.parse().unwrap())),
            situations: dice.some(&codes),
            excluded: dice.some(&codes),
            residents_only: dice.below(2) == 0,
        },
        users: dice.perhaps(|| dice.one(Users::ALL)),
        cost: dice.text(),
        costs: CostSort::ALL
            .iter()
            .map(|sort| Cost { sort: *sort, cents: dice.perhaps(|| 1_205), note: dice.text() })
            .collect(),
        documents: vec![dice.name()],
        line: dice.perhaps(|| dice.one(Line::ALL)),
        themes: dice.some(&codes),
        languages: dice.some(&["nl", "fr", "sfb", "xx"].map(|code| code.parse().unwrap())),
        areas: dice.some(&[Area::Region, Area::Zone("Q".to_owned()), Area::PostalCode("1000".to_owned())]),
        professions: dice.some(&codes),
        settings: dice.some(&codes),
        referral: dice.perhaps(|| dice.one(Referral::ALL)),
        activation: Activation { who: dice.some(Activator::ALL), how: dice.some(Way::ALL), text: dice.text() },
        update_rhythm: dice.perhaps(|| dice.one(Rhythm::ALL)),
        status: dice.one(&[Status::Active, Status::Suspended]),
        verified_on: dice.perhaps(|| "2026-11-22".parse().unwrap()),
        ..Service::new(origin, owner.id, dice.name())
    }
}

fn a_place(dice: &Dice, service: &Service) -> (ServiceAtLocation, Location) {
    let origin = service.origin.clone();
    let location = Location {
        names: dice.text(),
        confidential: dice.below(4) == 0,
        transport: dice.text(),
        street: dice.text(),
        house_number: dice.perhaps(|| "1".to_owned()),
        postal_code: dice.perhaps(|| "9001".to_owned()),
        municipality: dice.perhaps(|| dice.one(&["99001".to_owned(), "nowhere".to_owned()])),
        zone: dice.perhaps(|| dice.one(&["N".to_owned(), "not a zone".to_owned()])),
        point: dice.perhaps(|| Point { lat: 50.5, lon: 4.5 }),
        precision: dice.one(&Precision::ALL),
        ..Location::new(origin.clone())
    };
    let location = location.shown();
    let mut at = ServiceAtLocation::new(origin, service.id, location.id);
    at.opening_hours = dice.perhaps(|| dice.one(&HOURS).to_owned());
    at.hours_text = dice.text();
    let day: kernel::Day = "2026-12-24".parse().unwrap();
    at.closures = dice.some(&[Closure { from: day, until: dice.perhaps(|| day), why: dice.text() }]);
    (at.phone, at.email, at.website) = (dice.perhaps(|| dice.word()), dice.address(), dice.address());
    at.accessibility.step_free = dice.perhaps(|| dice.below(2) == 0);
    at.accessibility.animals = dice.perhaps(|| dice.below(2) == 0);
    at.capacity =
        dice.perhaps(|| Capacity { accepting: None, places: dice.perhaps(|| 3), waiting_days: None, known_on: day });
    (at, location)
}

/// What some of them were before.
fn pasts(dice: &Dice, themes: &[Theme], owner: &Organisation, (service, at): (&Service, &ServiceAtLocation)) -> Pasts {
    let before = Organisation { id: owner.id, ..an_organisation(dice, 0) };
    let was = Service { id: service.id, ..a_service(dice, owner, themes) };
    let (there, place) = a_place(dice, service);
    let (there, place) = (ServiceAtLocation { id: at.id, ..there }, Location { id: at.location, ..place });
    let version = |record: Record| Version {
        number: 1,
        record,
        until: Timestamp::from_micros(0),
        changed_by: "Test source".to_owned(),
        via: dice.one(Via::ALL),
        note: None,
    };
    let all = [(owner.id.uuid(), before.into()), (service.id.uuid(), was.into())];
    let all = all.into_iter().chain([(at.id.uuid(), there.into()), (at.location.uuid(), place.into())]);
    let all = all.filter(|_| dice.below(2) == 0);
    all.map(|(id, record): (_, Record)| (id, vec![version(record)])).collect()
}

/// What terms were before.
fn terms_before(dice: &Dice, themes: &[Theme]) -> HashMap<ThemeCode, Vec<directory::Version>> {
    let version = |revision: i64, state: Theme| directory::Version {
        theme: state.code.clone(),
        revision,
        at: Timestamp::from_micros(revision),
        by: "Test person".to_owned(),
        deed: dice.one(directory::Deed::ALL),
        state,
        moved: None,
    };
    let before = |theme: &Theme| Theme { names: dice.name(), note: dice.text(), broader: None, ..theme.clone() };
    let versions = |theme: &Theme| vec![version(2, theme.clone()), version(1, before(theme))];
    themes.iter().filter(|_| dice.below(2) == 0).map(|theme| (theme.code.clone(), versions(theme))).collect()
}

fn schemas_of(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Organization => ("compiled/organization_list.json", "organization.json"),
        Kind::Service => ("compiled/service_list.json", "service.json"),
        Kind::ServiceAtLocation => ("compiled/service_at_location_list.json", "service_at_location.json"),
        Kind::Location => ("location.json", "location.json"),
        Kind::Taxonomy => ("taxonomy.json", "taxonomy.json"),
        Kind::TaxonomyTerm => ("taxonomy_term.json", "taxonomy_term.json"),
    }
}

/// What everybody who reads FHIR stumbles over: nulls, and what is there and empty.
fn is_whole(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty() && items.iter().all(is_whole),
        Value::Object(fields) => !fields.is_empty() && fields.values().all(is_whole),
        Value::String(text) => !text.trim().is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

#[store::test(&testkit::World::steps([territory::module(), directory::module(), crate::module()]))]
async fn whatever_the_directory_holds_fits_the_specification(store: Store) {
    let Some(judge) = schemas::Schemas::of_the_specification() else { return };
    let world = testkit::World::new(&store, [territory::module(), directory::module(), crate::module()]).await;
    let gazetteers = world.house.fixtures.get::<Gazetteers>().unwrap();
    let catalogue = Arc::new(web::Catalogue::load(&[directory::TEXTS, crate::TEXTS]).unwrap());
    let themes = directory::thesaurus(store.read()).await.unwrap();
    let today = "2026-12-25".parse().unwrap();
    let ground = Ground::new(gazetteers.current(), catalogue, "BE".to_owned(), themes, today);
    let assurer = Some("desk@example.org".to_owned());
    let ground = Ground { peers: ["random".to_owned()].into(), assurer, ..ground };
    let dice = Dice(Random::seeded(20_261_122));
    let ground = Ground { terms_before: terms_before(&dice, &ground.themes), ..ground };
    let mut drawn = thesaurus(&ground);
    for n in 0..OFFERS {
        let owner = an_organisation(&dice, n);
        let service = a_service(&dice, &owner, &ground.themes);
        let (at, location) = a_place(&dice, &service);
        let pasts = pasts(&dice, &ground.themes, &owner, (&service, &at));
        drawn.push(organization(&ground, &owner, &pasts));
        let offered = Offer {
            organisations: [(owner.id, owner)].into(),
            services: vec![service],
            places: vec![at],
            locations: [(location.id, location)].into(),
        };
        drawn.extend(offer(&ground, &offered, &pasts));
        drawn.extend(
            offered.places.iter().filter_map(|at| crate::drawing::location(&ground, (&offered, &pasts), at.id)),
        );
    }
    let stamp = Stamp { at: Timestamp::new(Clock::system().now().get()), seq: 1 };
    for one in &drawn {
        let (short, whole) = schemas_of(one.kind);
        for lang in Lang::ALL {
            for (is_whole_view, schema) in [(false, short), (true, whole)] {
                let mut text = String::new();
                Reading { lang, whole: is_whole_view }.read(&one.hsds, stamp, &mut text);
                let value: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
                let faults = judge.faults(schema, &value);
                assert!(faults.is_empty(), "{schema}: {faults:?}\n{value:#}");
            }
            if let Some(fhir) = &one.fhir {
                let mut text = String::new();
                Reading { lang, whole: true }.read(fhir, stamp, &mut text);
                let value: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
                assert!(is_whole(&value), "{value:#}");
            }
        }
    }
}
