//! A service as a drawing.

use directory::{Area, Organisation, Origin, Referral, Service, Status};
use kernel::{Lang, Text, TranslationState};
use territory::ZoneCode;

use super::past::Pasts;
use super::place::{self, Located};
use super::{Ground, about, mailbox, organization, schedule, terms, translated, website};
use crate::publication::open::Open;
use crate::publication::{Belongs, Drawn, Kind, Spot, Traits, named, part_of};
use crate::sheet::{Sheet, Words, text, words};

/// A service with its owner and where it is offered.
#[derive(Clone, Copy)]
pub(super) struct Offered<'a> {
    pub owner: &'a Organisation,
    pub service: &'a Service,
    pub places: &'a [Located<'a>],
    /// What they were before.
    pub pasts: &'a Pasts,
}

/// A service.
pub(super) fn draw(ground: &Ground, offered: &Offered<'_>) -> Drawn {
    let Offered { owner, service, places, .. } = offered;
    let id = service.id.uuid();
    let mut sheet = scalars(ground, offered);
    sheet.json("organization", &organization::scalars(owner).done());
    sheet.changed("last_modified");
    sheet.only_whole(|sheet| {
        sheet.list("additional_urls", &more_websites(offered));
        sheet.list("service_areas", &areas(ground, service));
        sheet.list("languages", &languages(ground, service));
        sheet.list("cost_options", &terms::costs(ground, service));
        sheet.list("required_documents", &terms::documents(service));
        sheet.list("capacities", &terms::capacities(ground, (id, places)));
        let at = places.iter().map(|place| place::at(ground, place, offered.pasts).done());
        sheet.list("service_at_locations", &at.collect::<Vec<_>>());
        sheet.list("attributes", &about::all(ground, service));
        sheet.text("summary", &service.summary);
        sheet.text("plain_language", &service.plain);
        sheet.text("activation", &service.activation.text);
        let texts = [
            ("name", &service.names),
            ("summary", &service.summary),
            ("description", &in_each(&service.summary, &service.description, "\n\n")),
            ("plain_language", &service.plain),
            ("application_process", &in_each(&who_applies(ground, service), &service.activation.text, " ")),
            ("activation", &service.activation.text),
            ("eligibility_description", &service.audience),
            ("fees_description", &service.cost),
        ];
        translated(sheet, &texts);
    });
    Drawn {
        id,
        kind: Kind::Service,
        belongs: Belongs { organization: Some(owner.id.uuid()), service: Some(id), location: None },
        names: service.names.clone(),
        traits: traits(ground, service),
        spot: Spot { hours: hours(ground, places), ..Spot::default() },
        hsds: sheet.done(),
        fhir: None,
    }
}

/// When it is open somewhere.
fn hours(ground: &Ground, places: &[Located<'_>]) -> Vec<Open> {
    let mut all: Vec<Open> = places.iter().flat_map(|(at, _)| schedule::open(ground, at)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What lists of services, and of services at locations, are filtered by.
pub(super) fn traits(ground: &Ground, service: &Service) -> Traits {
    Traits {
        terms: about::terms(service)
            .filter_map(|code| ground.theme(code))
            .map(|theme| named(Kind::TaxonomyTerm, theme.code.as_str()))
            .collect(),
        areas: service.areas.clone(),
        minimum_age: service.eligibility.min_age,
        maximum_age: service.eligibility.max_age,
        status: Some(status(service).to_owned()),
        ..Traits::default()
    }
}

/// What lists show of a service.
pub(super) fn scalars(ground: &Ground, offered: &Offered<'_>) -> Sheet {
    let Offered { service, places, .. } = offered;
    let mut sheet = Sheet::of(service.id.uuid());
    sheet.text("name", &service.names);
    sheet.words("description", &description(service));
    sheet.maybe("url", websites(offered).first().map(String::as_str));
    sheet.maybe("email", places.iter().find_map(|(at, _)| mailbox(at.email.as_deref())));
    sheet.word("status", status(service));
    sheet.words("application_process", &application(ground, service));
    sheet.text("fees_description", &service.cost);
    sheet.text("eligibility_description", &service.audience);
    for (name, age) in [("minimum_age", service.eligibility.min_age), ("maximum_age", service.eligibility.max_age)] {
        if let Some(age) = age {
            sheet.json(name, &age.to_string());
        }
    }
    if let Some(day) = service.verified_on {
        sheet.word("assured_date", &day.to_string());
        // Whoever brought an entry from elsewhere looked at it themselves.
        let is_ours = [Origin::PACK, Origin::HERE].contains(&service.origin.source.as_str());
        sheet.maybe("assurer_email", ground.assurer.as_deref().filter(|_| is_ours));
    }
    sheet.maybe("read_from", ground.read_from(&service.origin));
    sheet
}

fn status(service: &Service) -> &'static str {
    match service.status {
        Status::Active => "active",
        Status::Suspended => "temporarily closed",
        Status::Retired => "defunct",
    }
}

/// What it does: in a sentence, then at length.
fn description(service: &Service) -> Words {
    joined(&words(&service.summary), &words(&service.description), "\n\n")
}

/// Who may set it in motion, then what else one must know.
fn application(ground: &Ground, service: &Service) -> Words {
    joined(&words(&who_applies(ground, service)), &words(&service.activation.text), " ")
}

/// Who may set it in motion.
fn who_applies(ground: &Ground, service: &Service) -> Text {
    service.referral.map_or_else(Text::default, |referral| {
        text(ground.say(match referral {
            Referral::Oneself => "standards-apply-self",
            Referral::Professional => "standards-apply-professional",
        }))
    })
}

/// Two texts as one, in each language that one of them has. A version is worth as much as the part that is worth less.
fn in_each(first: &Text, second: &Text, between: &str) -> Text {
    let worth = |state: TranslationState| match state {
        TranslationState::Source => 0,
        TranslationState::Reviewed => 1,
        TranslationState::Automatic => 2,
        TranslationState::Outdated => 3,
    };
    let both = |lang: Lang| match (first.get(lang), second.get(lang)) {
        (Some(one), Some(more)) => {
            let state = if worth(one.state) > worth(more.state) { one.state } else { more.state };
            Some((format!("{}{between}{}", one.text, more.text), state))
        }
        (Some(one), None) | (None, Some(one)) => Some((one.text.clone(), one.state)),
        (None, None) => None,
    };
    let versions = Lang::ALL.into_iter().filter_map(|lang| both(lang).map(|version| (lang, version)));
    versions.fold(Text::default(), |text, (lang, (words, state))| text.with(lang, words, state))
}

fn joined(first: &Words, second: &Words, between: &str) -> Words {
    let mut all = first.clone();
    for (one, more) in all.iter_mut().zip(second) {
        if !one.is_empty() && !more.is_empty() {
            one.push_str(between);
        }
        one.push_str(more);
    }
    all
}

fn websites(offered: &Offered<'_>) -> Vec<String> {
    let mut all: Vec<String> = offered.places.iter().filter_map(|(at, _)| website(at.website.as_deref())).collect();
    all.dedup();
    all
}

fn more_websites(offered: &Offered<'_>) -> Vec<String> {
    let more = websites(offered).into_iter().enumerate().skip(1);
    let url = |(n, url): (usize, String)| {
        let mut sheet = Sheet::of(part_of(offered.service.id.uuid(), "url", n));
        sheet.word("url", &url);
        sheet.done()
    };
    more.map(url).collect()
}

fn languages(ground: &Ground, service: &Service) -> Vec<String> {
    let language = |spoken: &directory::Spoken| {
        let mut sheet = Sheet::of(part_of(service.id.uuid(), "language", spoken));
        if let Some(name) = ground.say_if_known(&format!("directory-language-{spoken}")) {
            sheet.words("name", &name);
        }
        sheet.word("code", spoken.as_str());
        sheet.done()
    };
    service.languages.iter().map(language).collect()
}

fn areas(ground: &Ground, service: &Service) -> Vec<String> {
    let area = |area: &Area| {
        let mut sheet = Sheet::of(part_of(service.id.uuid(), "area", area));
        sheet.words("name", &area_name(ground, area));
        sheet.word("extent", &area.to_string());
        sheet.word("extent_type", "text");
        sheet.done()
    };
    service.areas.iter().map(area).collect()
}

fn area_name(ground: &Ground, area: &Area) -> Words {
    let gazetteer = &ground.gazetteer;
    let everywhere = |word: &String| [word.clone(), word.clone(), word.clone()];
    match area {
        Area::Region => ground.region(),
        Area::Zone(code) => {
            let zone = code.parse::<ZoneCode>().ok();
            zone.and_then(|zone| gazetteer.zone(&zone)).map_or_else(|| everywhere(code), |zone| words(&zone.names))
        }
        Area::Municipality(code) => {
            gazetteer.municipality(code).map_or_else(|| everywhere(code), |found| words(&found.names))
        }
        Area::PostalCode(code) => everywhere(code),
    }
}
