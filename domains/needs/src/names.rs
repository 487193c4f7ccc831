//! What codes are called: themes, zones, municipalities, sources, as the reader says them.

use access::Context;
use directory::{Theme, watching};
use figures::UNKNOWN;
use house::House;
use kernel::Text;
use territory::{Gazetteers, Neighbourhood};
use web::{Choice, Failure, Page, Query};

use crate::need::{Need, NeedId, Source, State, resource};
use crate::themes::Merged;

/// The names of everything that a need refers to by a code.
#[derive(Debug)]
pub(crate) struct Names {
    zones: Vec<(String, Text)>,
    municipalities: Vec<(String, Text)>,
    neighbourhoods: Vec<Neighbourhood>,
    themes: Vec<Theme>,
    merged: Merged,
    /// What searches narrowed themselves to, in words: asked of the directory when it is shown.
    house: House,
}

impl Names {
    pub(crate) async fn load(house: &House) -> Result<Self, Failure> {
        let gazetteer = house.fixtures.get::<Gazetteers>().map_err(Failure::unexpected)?.current();
        let zones = gazetteer.zones().iter().map(|zone| (zone.code.to_string(), zone.names.clone()));
        let municipalities = gazetteer.municipalities().iter().map(|one| (one.code.clone(), one.names.clone()));
        let themes = directory::themes(house.store.read()).await?;
        let merged = Merged::load(house.store.read()).await?;
        let (zones, municipalities) = (zones.collect(), municipalities.collect());
        let neighbourhoods = gazetteer.neighbourhoods().to_vec();
        Ok(Self { zones, municipalities, neighbourhoods, themes, merged, house: house.clone() })
    }

    /// What a value of a dimension is called. A code that nobody knows any more is shown as it is.
    pub(crate) fn of(&self, page: &Page, dimension: &str, value: &str) -> String {
        let named = |all: &[(String, Text)]| {
            all.iter().find(|(code, _)| code == value).map_or(value, |(_, name)| name.plain(page.lang())).to_owned()
        };
        match dimension {
            "state" | "source" => page.tr(format!("needs-{dimension}-{value}")).to_string(),
            "month" => value.parse().map_or_else(|_| value.to_owned(), |month: kernel::Month| page.month(month)),
            _ if value == UNKNOWN => page.tr(format!("needs-unknown-{dimension}")).to_string(),
            "zone" => named(&self.zones),
            "municipality" => named(&self.municipalities),
            "neighbourhood" => {
                let found = self.neighbourhoods.iter().find(|one| one.code == value);
                found.map_or(value, |one| one.names.plain(page.lang())).to_owned()
            }
            _ => {
                let now = self.merged.now(value);
                let theme = self.themes.iter().find(|theme| theme.code.as_str() == now);
                theme.map_or(value, |theme| theme.names.plain(page.lang())).to_owned()
            }
        }
    }

    /// Which themes were merged.
    pub(crate) const fn merged(&self) -> &Merged {
        &self.merged
    }

    /// Whether a value of a dimension can be written down.
    pub(crate) fn knows(&self, dimension: &str, value: &str) -> bool {
        self.codes(dimension).iter().any(|code| code == value)
    }

    fn codes(&self, dimension: &str) -> Vec<String> {
        let of = |all: &[(String, Text)]| all.iter().map(|(code, _)| code.clone()).collect();
        match dimension {
            "state" => State::ALL.iter().map(ToString::to_string).collect(),
            "source" => Source::ALL.iter().map(ToString::to_string).collect(),
            "zone" => of(&self.zones),
            "municipality" => of(&self.municipalities),
            "neighbourhood" => self.neighbourhoods.iter().map(|one| one.code.clone()).collect(),
            _ => self.themes.iter().map(|theme| theme.code.to_string()).collect(),
        }
    }

    /// Every value of a dimension to choose from.
    pub(crate) fn choices(&self, page: &Page, dimension: &str) -> Vec<Choice> {
        self.codes(dimension).iter().map(|code| Choice::new(code, self.of(page, dimension, code))).collect()
    }

    /// Whether a neighbourhood may lie in a care zone: one that lies in several zones, or in none that is known, may lie in any.
    pub(crate) fn lies_in(&self, neighbourhood: &str, zone: Option<&str>) -> bool {
        let own = self.neighbourhoods.iter().find(|one| one.code == neighbourhood).and_then(|one| one.zone.as_ref());
        own.is_none_or(|own| zone.is_some_and(|zone| own.as_str() == zone))
    }

    /// The neighbourhoods of some zones to choose from, by name, each with its zone.
    pub(crate) fn neighbourhoods_in(&self, page: &Page, zones: &[String]) -> Vec<Choice> {
        let is_in = |one: &&Neighbourhood| {
            one.zone.as_ref().is_none_or(|zone| zones.iter().any(|open| open.as_str() == zone.as_str()))
        };
        let label = |one: &Neighbourhood| {
            let name = one.names.plain(page.lang());
            one.zone.as_ref().map_or_else(|| name.to_owned(), |zone| format!("{name} ({zone})"))
        };
        let mut all: Vec<Choice> =
            self.neighbourhoods.iter().filter(is_in).map(|one| Choice::new(&one.code, label(one))).collect();
        all.sort_by_key(|choice| choice.label.to_lowercase());
        all
    }

    /// The zones, by code, in which an actor may do something with needs; `unknown` stands for the whole region.
    pub(crate) fn zones_for(&self, cx: &Context, action: &str) -> Vec<String> {
        let nobody = NeedId::from_uuid(kernel::reexport::uuid::Uuid::nil());
        let may = |zone: Option<&str>| cx.may(action, &resource(zone, nobody));
        let mut zones: Vec<String> = self.codes("zone").into_iter().filter(|zone| may(Some(zone))).collect();
        if may(None) {
            zones.push(UNKNOWN.to_owned());
        }
        zones
    }

    /// The values that a table always shows.
    pub(crate) fn zone_rows(&self) -> Vec<String> {
        self.codes("zone").into_iter().chain([UNKNOWN.to_owned()]).collect()
    }

    /// What is lacking, in a line: in the words that were written down, or as searches told it.
    pub(crate) fn title(&self, page: &Page, need: &Need) -> String {
        let words = need.entry.text.plain(page.lang());
        let theme = need.entry.theme.as_deref().map(|code| self.of(page, "theme", code)).unwrap_or_default();
        let narrowed = need.entry.narrowed.as_deref().map(|query| self.narrowed(page, query)).unwrap_or_default();
        let theme = if narrowed.is_empty() { theme } else { format!("{theme} · {narrowed}") };
        match (words.is_empty(), need.entry.source.is_search()) {
            (true, _) => theme,
            (false, true) => page.tr("needs-words").arg("words", words).to_string(),
            (false, false) => words.to_owned(),
        }
    }

    /// What searches narrowed a theme to, in words.
    fn narrowed(&self, page: &Page, query: &str) -> String {
        watching::said(page, &self.house, &Query::read(query)).unwrap_or_default()
    }

    /// The same as a text that knows its languages: what was written in another one is marked.
    pub(crate) fn wording(&self, page: &Page, need: &Need) -> Text {
        let written = !need.entry.source.is_search() && !need.entry.text.is_empty();
        if written { need.entry.text.clone() } else { Text::same_everywhere(&self.title(page, need)) }
    }

    /// Where it is lacking, in a line.
    pub(crate) fn place(&self, page: &Page, need: &Need) -> String {
        let zone = self.of(page, "zone", need.entry.zone.as_deref().unwrap_or(UNKNOWN));
        let finer = [("neighbourhood", &need.entry.neighbourhood), ("municipality", &need.entry.municipality)];
        let finer = finer.into_iter().filter_map(|(of, code)| Some(self.of(page, of, code.as_deref()?)));
        finer.chain([zone]).collect::<Vec<_>>().join(", ")
    }
}
