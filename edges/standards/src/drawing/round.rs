//! What our profile draws is read back as it was. Records are written out with every field, so that a new one is told here as well: one
//! that is drawn and not read fails.

use std::collections::HashMap;
use std::sync::Arc;

use directory::entry::Record;
use directory::entry::records::find;
use directory::{
    Accessibility, Activation, Activator, AliasSort, Area, Capacity, Closure, Cost, CostSort, Eligibility, EntryId,
    Gender, Identifier, Line, Location, LocationId, Offer, Organisation, OrganisationId, Origin, Referral, Rhythm,
    Service, ServiceAtLocation, ServiceAtLocationId, ServiceId, ServiceKind, Status, TermFacet, Theme, ThemeCode,
    Users, Way,
};
use house::import::ImportJob;
use kernel::{Day, Lang, Random, Text, Timestamp, TranslationState};
use serde::Serialize;
use store::Store;
use territory::{Gazetteers, Point, Precision};
use uuid::Uuid;

use super::random::Dice;
use super::{Ground, Pasts, offer, organization};
use crate::publication::{Drawn, Kind};
use crate::sheet::{Reading, Stamp};

/// The name of the file, and so of the source.
const SOURCE: &str = "round";
const OFFERS: usize = 60;
const WORDS: [&str; 4] = ["Zorg aan huis", "Aide à domicile, jour et nuit", "Ünïcödé 🙂", "Two words"];
const STATES: [TranslationState; 3] =
    [TranslationState::Source, TranslationState::Reviewed, TranslationState::Automatic];
const HOURS: [&str; 3] = ["Mo-Fr 09:00-12:30,14:00-18:00", "24/7", "Mar-Oct Mo 09:00-10:00"];
/// What an entry is here and not elsewhere: who it is, what it hangs on, what this region holds of it.
const OWN: [&str; 7] = ["id", "origin", "organisation", "service", "location", "evidence", "fallback"];

fn text(dice: &Dice, states: &[TranslationState]) -> Text {
    Lang::ALL
        .into_iter()
        .filter(|_| dice.below(2) == 0)
        .fold(Text::default(), |text, lang| text.with(lang, dice.one(&WORDS), dice.one(states)))
}

fn name(dice: &Dice) -> Text {
    let some = Lang::ALL.into_iter().filter(|_| dice.below(2) == 0);
    let name = some.fold(Text::default(), |text, lang| text.with(lang, "Essai", dice.one(&STATES)));
    name.with(dice.one(&Lang::ALL), "Test", TranslationState::Source)
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn an_organisation(dice: &Dice, n: usize, first: Option<OrganisationId>) -> Organisation {
    let origin = Origin::new("drawn", format!("organisation-{n}"));
    Organisation {
        id: OrganisationId::of(&origin),
        names: name(dice),
        aliases: dice.some(&[(AliasSort::Variant, "Anders".to_owned()), (AliasSort::Former, "Vroeger".to_owned())]),
        identifiers: dice.some(&[
            Identifier { scheme: "finess".to_owned(), value: "123".to_owned() },
            Identifier { scheme: Identifier::KBO.to_owned(), value: "0212347945".to_owned() },
        ]),
        legal_form: dice.perhaps(|| "vzw".to_owned()),
        parent: first.filter(|_| dice.below(2) == 0),
        networks: first.filter(|_| dice.below(2) == 0).into_iter().collect(),
        kind: dice.perhaps(|| "association".to_owned()),
        description: text(dice, &STATES),
        website: dice.perhaps(|| "https://example.org/a".to_owned()),
        phone: dice.perhaps(|| "+32 2 000 00 01".to_owned()),
        email: dice.perhaps(|| "info@example.org".to_owned()),
        evidence: String::new(),
        active: true,
        origin,
    }
}

fn a_service(dice: &Dice, n: usize, owner: &Organisation, themes: &[Theme]) -> Service {
    let origin = Origin::new("drawn", format!("service-{n}"));
    let of = |facet: TermFacet| -> Vec<ThemeCode> {
        let codes: Vec<_> = themes.iter().filter(|it| it.facet == facet).map(|it| it.code.clone()).collect();
        dice.some(&codes)
    };
    let (situations, excluded) = of(TermFacet::Situation).into_iter().partition(|_| dice.below(2) == 0);
    let cost = |sort: &CostSort| Cost {
        sort: *sort,
        cents: dice.perhaps(|| 1_205).filter(|_| *sort != CostSort::Free),
        note: text(dice, &STATES),
    };
    Service {
        id: ServiceId::of(&origin),
        organisation: owner.id,
        kind: dice.one(ServiceKind::ALL),
        names: name(dice),
        summary: text(dice, &[TranslationState::Source]),
        plain: text(dice, &STATES),
        description: text(dice, &STATES),
        audience: text(dice, &STATES),
        eligibility: Eligibility {
            min_age: dice.perhaps(|| 12),
            max_age: dice.perhaps(|| 25),
            genders: dice.some(Gender::ALL),
            languages: dice.some(&["fr", "nl"].map(|code| code.parse().unwrap())),
            situations,
            excluded,
            residents_only: dice.below(2) == 0,
        },
        users: dice.perhaps(|| dice.one(Users::ALL)),
        fallback: false,
        cost: text(dice, &STATES),
        costs: CostSort::ALL.iter().filter(|_| dice.below(2) == 0).map(cost).collect(),
        documents: if dice.below(2) == 0 { vec![name(dice)] } else { Vec::new() },
        line: dice.perhaps(|| dice.one(Line::ALL)),
        themes: of(TermFacet::Need),
        languages: dice.some(&["fr", "nl", "sfb"].map(|code| code.parse().unwrap())),
        areas: dice.some(&[Area::PostalCode("9001".to_owned()), Area::Region, Area::Zone("N".to_owned())]),
        professions: of(TermFacet::Profession),
        settings: of(TermFacet::Setting),
        referral: dice.perhaps(|| dice.one(Referral::ALL)),
        activation: Activation { who: dice.some(Activator::ALL), how: dice.some(Way::ALL), text: text(dice, &STATES) },
        update_rhythm: dice.perhaps(|| dice.one(Rhythm::ALL)),
        status: dice.one(&[Status::Active, Status::Suspended]),
        evidence: String::new(),
        verified_on: dice.perhaps(|| day("2026-03-01")),
        origin,
    }
}

fn a_place(dice: &Dice, (n, service): (usize, &Service), today: Day) -> (ServiceAtLocation, Location) {
    let origin = Origin::new("drawn", format!("place-{n}-{}", service.id));
    let yes = || dice.perhaps(|| dice.below(2) == 0);
    let location = Location {
        id: LocationId::of(&origin),
        names: if dice.below(2) == 0 { name(dice) } else { Text::default() },
        confidential: dice.below(4) == 0,
        transport: text(dice, &STATES),
        street: name(dice),
        house_number: Some("1".to_owned()),
        postal_code: Some("9001".to_owned()),
        municipality: Some("99001".to_owned()),
        zone: Some("N".to_owned()),
        sector: None,
        neighbourhood: None,
        point: dice.perhaps(|| Point { lat: 50.5, lon: 4.5 }),
        precision: dice.one(&Precision::ALL),
        origin: origin.clone(),
    };
    let location = location.shown();
    let at = ServiceAtLocation {
        id: ServiceAtLocationId::of(&origin),
        service: service.id,
        location: location.id,
        opening_hours: dice.perhaps(|| dice.one(&HOURS).to_owned()),
        hours_text: text(dice, &STATES),
        closures: dice.some(&[
            Closure { from: day("2026-12-24"), until: Some(day("2027-01-02")), why: text(dice, &STATES) },
            Closure { from: day("2027-12-24"), until: None, why: text(dice, &STATES) },
        ]),
        phone: dice.perhaps(|| "+32 2 000 00 02".to_owned()),
        email: dice.perhaps(|| format!("place{n}@example.org")),
        website: dice.perhaps(|| format!("https://example.org/{n}")),
        accessibility: Accessibility {
            step_free: yes(),
            lift: yes(),
            toilet: yes(),
            hearing: yes(),
            quiet: yes(),
            animals: yes(),
        },
        capacity: dice.perhaps(|| Capacity {
            accepting: yes(),
            places: dice.perhaps(|| 3),
            waiting_days: dice.perhaps(|| 30),
            known_on: today,
        }),
        origin,
    };
    (at, location)
}

/// Where a record that was drawn comes from when it is read.
fn origin(id: Uuid) -> Origin {
    Origin::new(SOURCE, id.to_string())
}

/// The fields in which a record that was read says something else than the one that was drawn, without what is its own here.
fn lost<R: Serialize>(what: &str, read: &R, drawn: &R) -> Vec<String> {
    let [read, drawn] = [read, drawn].map(|record| serde_json::to_value(record).unwrap());
    let fields = drawn.as_object().unwrap().iter().filter(|(name, _)| !OWN.contains(&name.as_str()));
    let other = fields.filter(|(name, value)| read[*name] != **value);
    other.map(|(name, value)| format!("{what}: {name} is {}, not {value}", read[name])).collect()
}

/// The offers that are drawn.
fn offers(dice: &Dice, themes: &[Theme], today: Day) -> Vec<Offer> {
    let mut first = None;
    let one = |n: usize| {
        let owner = an_organisation(dice, n, first);
        first = first.or(Some(owner.id));
        let service = a_service(dice, n, &owner, themes);
        let places: Vec<_> = (0..=dice.below(2)).map(|n| a_place(dice, (n, &service), today)).collect();
        Offer {
            organisations: [(owner.id, owner)].into(),
            services: vec![service],
            locations: places.iter().map(|(_, location)| (location.id, location.clone())).collect(),
            places: places.into_iter().map(|(at, _)| at).collect(),
        }
    };
    (0..OFFERS).map(one).collect()
}

/// Offers as lists of ours hold them: an organisation or a service on each line.
fn drawn(ground: &Ground, offers: &[Offer]) -> String {
    let (mut text, pasts) = (String::new(), Pasts::default());
    for offered in offers {
        let owner = organization(ground, offered.organisations.values().next().unwrap(), &pasts);
        for one in std::iter::once(owner).chain(offer(ground, offered, &pasts)) {
            text.push_str(&line(&one));
        }
    }
    text
}

/// What is drawn of an organisation or a service, as a line of its own.
fn line(one: &Drawn) -> String {
    let (mut line, stamp) = (String::new(), Stamp { at: Timestamp::from_micros(0), seq: 1 });
    Reading { lang: Lang::En, whole: true }.read(&one.hsds, stamp, &mut line);
    match one.kind {
        Kind::Organization => format!("{{\"services\":[],{}\n", &line[1..]),
        Kind::Service => format!("{line}\n"),
        _ => String::new(),
    }
}

#[store::test(&testkit::World::steps([territory::module(), directory::module(), crate::module()]))]
async fn what_is_drawn_is_read_as_it_was(store: Store) {
    let world = testkit::World::new(&store, [territory::module(), directory::module(), crate::module()]).await;
    let gazetteers = world.house.fixtures.get::<Gazetteers>().unwrap();
    let catalogue = Arc::new(web::Catalogue::load(&[directory::TEXTS, crate::TEXTS]).unwrap());
    let themes = directory::thesaurus(store.read()).await.unwrap();
    let cx = world.system();
    let ground = Ground::new(gazetteers.current(), catalogue, "BE".to_owned(), themes, cx.today());
    let offers = offers(&Dice(Random::seeded(20_261_123)), &ground.themes, cx.today());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(format!("{SOURCE}.ndjson"));
    let no_more = Organisation { active: false, ..an_organisation(&Dice(Random::seeded(7)), OFFERS, None) };
    let alone = line(&organization(&ground, &no_more, &Pasts::default()));
    std::fs::write(&file, drawn(&ground, &offers) + &alone).unwrap();
    let job = ImportJob {
        source: None,
        cx: &cx,
        house: &world.house,
        file: &file,
        mapping: None,
        dry_run: false,
        progress: &(),
    };
    let report = (directory::import::KIND.run)(job).await.unwrap();
    assert_eq!(report.skipped, 0, "{:?}", report.skips);
    let left_out = report.remarks.examples().filter(|remark| !remark.contains("in which language it is"));
    assert_eq!(left_out.collect::<Vec<_>>(), Vec::<&str>::new());
    let mut all = Vec::new();
    for offered in &offers {
        let service = &offered.services[0];
        let read = directory::offer(store.read(), &[ServiceId::of(&origin(service.id.uuid()))]).await.unwrap();
        all.extend(lost("service", &read.services[0], service));
        let places: HashMap<_, _> = read.places.iter().map(|at| (at.id, at)).collect();
        assert_eq!(places.len(), offered.places.len());
        for at in &offered.places {
            let there = places[&ServiceAtLocationId::of(&origin(at.id.uuid()))];
            all.extend(lost("service at location", there, at));
            all.extend(lost("location", &read.locations[&there.location], &offered.locations[&at.location]));
        }
        let owner = offered.organisations.values().next().unwrap();
        let lead = |id: &OrganisationId| OrganisationId::of(&origin(id.uuid()));
        let expected = Organisation {
            parent: owner.parent.as_ref().map(lead),
            networks: owner.networks.iter().map(lead).collect(),
            ..owner.clone()
        };
        all.extend(lost("organisation", &read.organisations[&lead(&owner.id)], &expected));
    }
    let there = EntryId::from(OrganisationId::of(&origin(no_more.id.uuid())));
    let Some(Record::Organisation(there)) = find(store.read(), there).await.unwrap() else { panic!("an organisation") };
    all.extend(lost("organisation", &there, &no_more));
    assert!(all.is_empty(), "{} are lost, such as\n{}", all.len(), all[..all.len().min(30)].join("\n"));
}
