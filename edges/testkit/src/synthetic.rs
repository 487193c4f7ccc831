//! Invented services in any number, spread over real sectors: the same ones at every run. For measuring, never for people.

mod chance;
mod sectors;

use std::collections::BTreeMap;

use chance::Chance;
use serde::Deserialize;

pub use sectors::{Sector, sectors};

/// The mapping that tells `relais import directory` what the columns mean.
pub const MAPPING: &str = include_str!("synthetic/mapping.toml");
/// The columns of a file of synthetic services.
pub const COLUMNS: [&str; 17] = [
    "source_id",
    "organisation_nl",
    "organisation_fr",
    "service_nl",
    "service_fr",
    "summary_nl",
    "summary_fr",
    "themes",
    "line",
    "languages",
    "verified_on",
    "opening_hours",
    "street",
    "house_number",
    "municipality",
    "lat",
    "lon",
];
/// Services that share an organisation.
const PER_ORGANISATION: usize = 4;
const NAMES: [&str; 24] = [
    "Populier",
    "Zilverlinde",
    "Marjolein",
    "Kastanje",
    "Nachtegaal",
    "Winterkoning",
    "Waterlelie",
    "Rozenbottel",
    "Eglantier",
    "Mirabelle",
    "Hirondelle",
    "Tournesol",
    "Coquelicot",
    "Marronnier",
    "Passerelle",
    "Aubépine",
    "Clairière",
    "Tilleul",
    "Capucine",
    "Libellule",
    "Horizon",
    "Kompas",
    "Ankerplaats",
    "Trait d'union",
];
const FOR_WHOM: [[&str; 2]; 8] = [
    ["voor ouderen die thuis wonen", "pour les personnes âgées qui vivent chez elles"],
    ["voor gezinnen met jonge kinderen", "pour les familles avec de jeunes enfants"],
    ["voor mensen met een beperking en hun naasten", "pour les personnes handicapées et leurs proches"],
    ["voor wie pas uit het ziekenhuis komt", "pour les personnes qui sortent de l'hôpital"],
    ["voor jongeren tot vijfentwintig jaar", "pour les jeunes jusqu'à vingt-cinq ans"],
    ["voor mantelzorgers die even rust nodig hebben", "pour les aidants proches qui ont besoin de souffler"],
    ["voor iedereen in de buurt, met of zonder papieren", "pour tous dans le quartier, avec ou sans papiers"],
    ["voor mensen met weinig inkomen", "pour les personnes à faible revenu"],
];
const HOW: [[&str; 2]; 8] = [
    ["Wij komen aan huis, ook in het weekend.", "Nous venons à domicile, aussi le week-end."],
    ["U maakt eerst een afspraak aan de telefoon.", "Vous prenez d'abord rendez-vous par téléphone."],
    ["U mag binnenkomen zonder afspraak.", "Vous pouvez entrer sans rendez-vous."],
    [
        "Een verpleegkundige en een maatschappelijk werker werken samen.",
        "Une infirmière et un assistant social travaillent ensemble.",
    ],
    [
        "De eerste keer luisteren wij en zoeken wij samen wat past.",
        "La première fois, nous écoutons et cherchons ensemble ce qui convient.",
    ],
    ["Uw ziekenfonds betaalt het grootste deel terug.", "Votre mutualité rembourse la plus grande partie."],
    [
        "Vrijwilligers gaan mee naar de dokter of de apotheek.",
        "Des bénévoles vous accompagnent chez le médecin ou à la pharmacie.",
    ],
    ["Wij spreken met uw huisarts als u dat wilt.", "Nous parlons avec votre médecin traitant si vous le souhaitez."],
];
const HOURS: [&str; 6] =
    ["", "", "Mo-Fr 09:00-17:00", "Mo-Fr 08:30-12:30,13:30-17:00; PH off", "Mo-Sa 08:00-19:00", "24/7"];
const LINES: [&str; 5] = ["", "zero_half", "first", "first", "second"];
const SPOKEN: [&str; 6] = ["nl;fr", "nl;fr", "fr", "nl", "nl;fr;en", "fr;ar"];

/// A theme of a region pack, with the words people use for it.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Theme {
    /// Its code.
    pub code: String,
    names: BTreeMap<String, String>,
    #[serde(default)]
    synonyms: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Themes {
    theme: Vec<Theme>,
}

/// The themes of a pack's `themes.toml`.
///
/// # Panics
/// When the file is not one.
pub fn themes(text: &str) -> Vec<Theme> {
    toml::from_str::<Themes>(text).expect("a file of themes").theme
}

/// An invented service. Texts are in Dutch and in French, in this order.
#[derive(Clone, PartialEq, Debug)]
pub struct Service {
    /// Its number in its source.
    pub id: String,
    /// The organisation.
    pub organisation: [String; 2],
    /// What it is called.
    pub name: [String; 2],
    /// What it does.
    pub summary: [String; 2],
    /// Codes of themes.
    pub themes: Vec<String>,
    /// The sector it lies in.
    pub sector: Sector,
    /// The line of care, by code; empty when unknown.
    pub line: &'static str,
    /// The day of the last confirmation, as ISO 8601.
    pub verified_on: String,
    rest: Rest,
}

#[derive(Clone, PartialEq, Debug)]
struct Rest {
    spoken: &'static str,
    hours: &'static str,
    house_number: u64,
    lat: f64,
    lon: f64,
}

impl Service {
    /// Its values, in the order of [`COLUMNS`].
    pub fn row(&self) -> [String; 17] {
        let Self { id, organisation, name, summary, themes, sector, line, verified_on, rest } = self;
        [
            id.clone(),
            organisation[0].clone(),
            organisation[1].clone(),
            name[0].clone(),
            name[1].clone(),
            summary[0].clone(),
            summary[1].clone(),
            themes.join(";"),
            (*line).to_owned(),
            rest.spoken.to_owned(),
            verified_on.clone(),
            rest.hours.to_owned(),
            format!("Proefstraat {}", sector.code.trim_end_matches('-')),
            rest.house_number.to_string(),
            sector.municipality.clone(),
            format!("{:.6}", rest.lat),
            format!("{:.6}", rest.lon),
        ]
    }
}

/// What services are made of.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// What they help with.
    pub themes: &'a [Theme],
    /// Where they lie.
    pub sectors: &'a [Sector],
    /// Names that their organisations borrow, each with a number; none, and they are invented as well.
    pub names: &'a [String],
}

/// `count` services, spread evenly over the sectors. The same material gives the same services.
pub fn services(made_of: Material<'_>, count: usize) -> impl Iterator<Item = Service> {
    let mut chance = Chance::new(2026);
    (0..count).map(move |at| service(at, made_of, &mut chance))
}

fn service(at: usize, made_of: Material<'_>, chance: &mut Chance) -> Service {
    let Material { themes, sectors, names } = made_of;
    let sector = &sectors[at % sectors.len()];
    let (first, second) = (chance.one_of(themes), chance.one_of(themes));
    let (called, whom, how) = (chance.one_of(&NAMES), chance.one_of(&FOR_WHOM), chance.one_of(&HOW));
    let group = at / PER_ORGANISATION;
    let point = sector.point(chance);
    let text = |side: usize, lang: &str, and: &str| {
        let words = [first.word(lang, at), first.word(lang, at + 1), second.word(lang, at)];
        format!("{}, {} {and} {} {}. {}", capital(words[0]), words[1], words[2], whom[side], how[side])
    };
    let mut codes = vec![first.code.clone(), second.code.clone()];
    codes.dedup();
    Service {
        id: format!("synthetic-{at:06}"),
        organisation: match names.get(group % names.len().max(1)) {
            Some(name) => [format!("{name} {group}"), format!("{name} {group}")],
            None => [format!("vzw {called} {group}"), format!("asbl {called} {group}")],
        },
        name: [format!("{} {called}", first.name("nl")), format!("{} {called}", first.name("fr"))],
        summary: [text(0, "nl", "en"), text(1, "fr", "et")],
        themes: codes,
        sector: sector.clone(),
        line: chance.one_of::<&str>(&LINES),
        verified_on: format!("202{}-{:02}-15", chance.below(3) + 3, chance.below(12) + 1),
        rest: Rest {
            spoken: chance.one_of::<&str>(&SPOKEN),
            hours: chance.one_of::<&str>(&HOURS),
            house_number: chance.below(180) + 1,
            lat: point[1],
            lon: point[0],
        },
    }
}

impl Theme {
    /// Every word for it in a language: its name, then its synonyms.
    pub fn words(&self, lang: &str) -> impl Iterator<Item = &str> {
        std::iter::once(self.name(lang)).chain(self.synonyms.get(lang).into_iter().flatten().map(String::as_str))
    }

    fn name(&self, lang: &str) -> &str {
        self.names.get(lang).or_else(|| self.names.values().next()).map_or(self.code.as_str(), String::as_str)
    }

    /// A word for it, another for each `at`.
    fn word(&self, lang: &str, at: usize) -> &str {
        let synonyms = self.synonyms.get(lang).filter(|words| !words.is_empty());
        synonyms.map_or_else(|| self.name(lang), |words| words[at % words.len()].as_str())
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEMES: &str = r#"
        [[theme]]
        code = "home_nursing"
        names = { nl = "Thuisverpleging", fr = "Soins infirmiers à domicile" }
        [theme.synonyms]
        nl = ["wondzorg", "inspuiting"]
        fr = ["pansement"]
        [[theme]]
        code = "grief"
        names = { nl = "Rouw", fr = "Deuil" }
    "#;
    const SECTORS: &str = r#"{"features": [
        {"properties": {"cd_sector": "1A", "nis": "21001", "basin": "CO"},
         "geometry": {"type": "Polygon", "coordinates": [[[4.0, 50.0], [4.2, 50.0], [4.0, 50.2], [4.0, 50.0]]]}},
        {"properties": {"cd_sector": "2B", "nis": "21002", "basin": "SE"},
         "geometry": {"type": "MultiPolygon", "coordinates": [[[[5.0, 51.0], [5.2, 51.0], [5.2, 51.2], [5.0, 51.0]]]]}}
    ]}"#;

    #[test]
    fn the_same_services_come_at_every_run_and_differ_among_themselves() {
        let (themes, sectors) = (themes(THEMES), sectors(SECTORS));
        let material = Material { themes: &themes, sectors: &sectors, names: &[] };
        let all: Vec<_> = services(material, 200).collect();
        assert_eq!(all, services(material, 200).collect::<Vec<_>>());
        let mut summaries: Vec<_> = all.iter().map(|service| &service.summary).collect();
        summaries.sort();
        summaries.dedup();
        assert!(summaries.len() > 100, "{}", summaries.len());
        assert_eq!(all.iter().filter(|service| service.sector.zone == "SE").count(), 100);
    }

    #[test]
    fn organisations_borrow_the_names_that_are_given() {
        let (themes, sectors) = (themes(THEMES), sectors(SECTORS));
        let names = ["Ziekenhuis A".to_owned(), "Hôpital B".to_owned()];
        let material = Material { themes: &themes, sectors: &sectors, names: &names };
        let all: Vec<_> = services(material, 9).map(|service| service.organisation[0].clone()).collect();
        assert_eq!(
            (all[0].as_str(), all[3].as_str(), all[4].as_str(), all[8].as_str()),
            ("Ziekenhuis A 0", "Ziekenhuis A 0", "Hôpital B 1", "Ziekenhuis A 2")
        );
    }

    #[test]
    fn a_row_has_a_value_for_each_column_and_lies_in_its_sector() {
        let (themes, sectors) = (themes(THEMES), sectors(SECTORS));
        for service in services(Material { themes: &themes, sectors: &sectors, names: &[] }, 50) {
            let row = service.row();
            let value = |column: &str| &row[COLUMNS.iter().position(|name| *name == column).unwrap()];
            assert_eq!(value("municipality"), &service.sector.municipality);
            let (lat, lon): (f64, f64) = (value("lat").parse().unwrap(), value("lon").parse().unwrap());
            let inside =
                if service.sector.zone == "CO" { lat - 50.0 + lon - 4.0 < 0.2001 } else { lon - 5.0 > lat - 51.0001 };
            assert!(inside, "{lat} {lon} {}", service.sector.code);
        }
    }
}
