//! The public pages of the care zones.

use askama::Template;
use axum::extract::State;
use house::{Fixture, House};
use intake::Sources;
use kernel::Text;
use web::{Answer, Failure, Markup, Page, Path, Step, view};

use crate::model::{Fact, NeighbourhoodKind, Qualifier, Source, Zone};
use crate::{Gazetteer, Gazetteers, ZoneCode, hex_map, land_map};

/// All care zones.
#[derive(Template)]
#[template(path = "zones.html")]
struct Zones {
    page: Page,
    region: Text,
    map: Markup,
    zones: Vec<Card>,
}

/// A care zone in the list.
struct Card {
    zone: Zone,
    towns: Vec<Town>,
}

/// A municipality, or the part of one, that lies in a zone.
#[derive(Clone, PartialEq, Debug)]
struct Town {
    names: Text,
    /// What the search takes as place.
    place: String,
    /// The municipality, when only this part of it lies in the zone.
    part_of: Option<Text>,
}

/// What another department tells on the page of a care zone: a fixture that it installs. The territory does not know who that is.
pub struct ZonePart(Box<Drawing>);

type Drawing = dyn Fn(&Page, &ZoneCode) -> Result<Markup, Failure> + Send + Sync;

impl std::fmt::Debug for ZonePart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ZonePart")
    }
}

impl ZonePart {
    /// A part of the page of each zone.
    pub fn new(draw: impl Fn(&Page, &ZoneCode) -> Result<Markup, Failure> + Send + Sync + 'static) -> Self {
        Self(Box::new(draw))
    }
}

/// One care zone.
#[derive(Template)]
#[template(path = "zone.html")]
struct ShowZone {
    page: Page,
    trail: Vec<Step>,
    zone: Zone,
    map: Markup,
    /// What another department tells of it; nothing where none does.
    offer: Option<Markup>,
    facts: Vec<FactLine>,
    towns: Vec<Town>,
    contracts: Vec<Near>,
    districts: Vec<Near>,
    sources: Vec<Origin>,
}

/// A neighbourhood in a zone.
struct Near {
    names: Text,
    place: String,
}

/// Where borders come from, as it is read.
struct Origin {
    name: String,
    licence: Option<String>,
    day: String,
}

/// A fact as it is read.
struct FactLine {
    what: String,
    value: String,
    year: Option<i64>,
    source: String,
}

pub(crate) async fn list(page: Page, Fixture(gazetteers): Fixture<Gazetteers>) -> Answer {
    let known = gazetteers.current();
    let zones =
        known.zones().iter().map(|zone| Card { towns: towns(&known, &zone.code), zone: zone.clone() }).collect();
    let region = known.region().map(|region| region.short_names.clone()).unwrap_or_default();
    view(&Zones { map: map(&page, &known, None), region, zones, page })
}

pub(crate) async fn show(
    page: Page,
    State(house): State<House>,
    Fixture(gazetteers): Fixture<Gazetteers>,
    Fixture(said): Fixture<Sources>,
    Path(code): Path<ZoneCode>,
) -> Answer {
    let known = gazetteers.current();
    let zone = known.zone(&code).cloned().ok_or_else(Failure::not_found)?;
    let trail = vec![Step::new("/zones", page.tr("territory-zones"))];
    let near = |kind: NeighbourhoodKind| near(&known, &code, kind);
    let part = house.fixtures.get::<ZonePart>().ok();
    let (contracts, districts) = (near(NeighbourhoodKind::LocalContract), near(NeighbourhoodKind::MonitoringDistrict));
    view(&ShowZone {
        trail,
        map: map(&page, &known, Some(&code)),
        offer: part.map(|part| (part.0)(&page, &code)).transpose()?,
        facts: zone.facts.iter().map(|fact| fact_line(&page, fact)).collect(),
        towns: towns(&known, &code),
        contracts,
        districts,
        sources: known
            .sources()
            .iter()
            .filter(|it| it.code != "territory.street")
            .map(|it| origin(&page, &said, it))
            .collect(),
        zone,
        page,
    })
}

/// The map by borders when they are loaded, else by hexagons.
fn map(page: &Page, known: &Gazetteer, here: Option<&ZoneCode>) -> Markup {
    let name = page.tr("territory-map").to_string();
    match land_map(known, page.lang(), name.clone(), here) {
        Some(land) => land.draw(),
        None => hex_map(known, page.lang(), name, here).draw(),
    }
}

/// What lies in a zone: municipalities as a whole, and the parts of those that lie in several.
fn towns(known: &Gazetteer, zone: &ZoneCode) -> Vec<Town> {
    let whole = known.municipalities().iter().filter(|it| it.zones.len() == 1 && it.zones.contains(zone));
    let whole =
        whole.map(|it| Town { names: it.names.clone(), place: format!("municipality~{}", it.code), part_of: None });
    let parts = known.parts().iter().filter(|part| part.zone == *zone);
    let parts = parts.map(|part| Town {
        names: part.names.clone(),
        place: format!("part~{}", part.code),
        part_of: known.municipality(&part.municipality).map(|it| it.names.clone()),
    });
    whole.chain(parts).collect()
}

/// The neighbourhoods of a kind that lie in a zone, at least partly.
fn near(known: &Gazetteer, zone: &ZoneCode, kind: NeighbourhoodKind) -> Vec<Near> {
    let in_sectors = |code: &str| {
        let mut sectors = known.sectors().iter();
        sectors.any(|it| it.neighbourhood.as_deref() == Some(code) && it.zone.as_ref() == Some(zone))
    };
    let all = known.neighbourhoods().iter().filter(|it| it.kind == kind);
    let inside = all.filter(|it| it.zone.as_ref().map_or_else(|| in_sectors(&it.code), |of| of == zone));
    inside.map(|it| Near { names: it.names.clone(), place: format!("neighbourhood~{}", it.code) }).collect()
}

fn origin(page: &Page, said: &Sources, source: &Source) -> Origin {
    let (lang, day) = (page.lang().code(), source.taken_in_at.day_in(&page.cx().time_zone));
    let licence = source.licence.as_deref().map(|licence| said.licence(&source.name, licence, lang).to_owned());
    Origin { name: said.name(&source.name, lang).to_owned(), licence, day: page.short_day(day) }
}

fn fact_line(page: &Page, fact: &Fact) -> FactLine {
    let number = if fact.value.fract() == 0.0 { page.decimal(fact.value, 0) } else { page.decimal(fact.value, 1) };
    let value = page.tr(format!("territory-value-{}", fact.unit)).arg("n", number).to_string();
    let value = match fact.qualifier {
        Qualifier::Exact => value,
        Qualifier::MoreThan => page.tr("territory-more-than").arg("value", value).to_string(),
        Qualifier::LessThan => page.tr("territory-less-than").arg("value", value).to_string(),
    };
    let what = page.tr(format!("territory-measure-{}", fact.measure.replace('_', "-"))).to_string();
    FactLine { what, value, year: fact.year, source: fact.source.clone() }
}

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;
    use crate::TEXTS;
    use crate::model::{MEASURES, UNITS};

    fn text(words: &str) -> Text {
        Text::source(Lang::Nl, words)
    }

    fn sample() -> Zone {
        let fact = |(measure, unit): (&&str, &&str)| Fact {
            measure: (*measure).to_owned(),
            year: Some(2022),
            value: 12.5,
            unit: (*unit).to_owned(),
            qualifier: Qualifier::MoreThan,
            source: "example.org".into(),
        };
        Zone {
            code: "A".parse().unwrap(),
            names: text("Zorgzone <A>"),
            short_names: text("A"),
            labels: text("A"),
            colour: 1,
            facts: MEASURES.iter().zip(UNITS.iter().cycle()).map(fact).collect(),
        }
    }

    fn town(part_of: Option<Text>) -> Town {
        Town { names: text("Eendorp"), place: "municipality~1".into(), part_of }
    }

    fn render(template: &impl Template) -> String {
        let html = template.render().unwrap();
        assert_eq!(web::testing::check_html(&html), Vec::<String>::new());
        assert!(!html.contains("territory-") && !html.contains("<A>"), "{html}");
        html
    }

    #[test]
    fn every_page_is_drawn_in_every_language() {
        for lang in Lang::ALL {
            let page = || web::testing::page(lang, &[TEXTS]);
            let towns = || vec![town(None), town(Some(text("Tweestad")))];
            let zones = vec![Card { zone: sample(), towns: towns() }];
            render(&Zones { page: page(), region: text("Testland"), map: Markup::default(), zones });
            let near = || vec![Near { names: text("Wijk"), place: "neighbourhood~w".into() }];
            let source = Source {
                code: "territory.sector".into(),
                name: "Ourselves".into(),
                licence: Some("open".into()),
                as_of: Some("2022".into()),
                taken_in_at: "2026-11-22T10:00:00Z".parse().unwrap(),
            };
            let html = render(&ShowZone {
                trail: vec![Step::new("/zones", "x")],
                map: Markup::default(),
                offer: None,
                facts: sample().facts.iter().map(|fact| fact_line(&page(), fact)).collect(),
                towns: towns(),
                contracts: near(),
                districts: near(),
                sources: vec![origin(&page(), &Sources::default(), &source)],
                zone: sample(),
                page: page(),
            });
            assert!(html.contains("/search?place=zone~A") && html.contains("example.org"), "{html}");
        }
    }

    #[test]
    fn the_texts_are_whole() {
        assert_eq!(web::testing::check_catalogue(env!("CARGO_MANIFEST_DIR"), &TEXTS), Vec::<String>::new());
    }
}
