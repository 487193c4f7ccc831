//! What codes are called: lines, channels, zones, themes, as the reader says them.

use directory::{TermFacet, Theme};
use house::House;
use kernel::{Lang, Text};
use web::{Choice, Failure, Page};

use crate::contact::{Direct, Kind, Need};
use crate::desk::{self, Desk};
use crate::surroundings;
use figures::UNKNOWN;

/// The names of everything that a contact refers to by a code.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) desk: Desk,
    pub(crate) zones: Vec<(String, Text)>,
    municipalities: Vec<(String, Text)>,
    /// Those in use, which contacts are given.
    themes: Vec<Theme>,
    /// Those out of use, which contacts of before still have.
    former: Vec<Theme>,
}

impl Names {
    pub(crate) async fn load(house: &House) -> Result<Self, Failure> {
        let db = house.store.read();
        let (zones, municipalities) = surroundings::territory(house)?;
        let needs = directory::thesaurus(db).await?.into_iter().filter(|theme| theme.facet == TermFacet::Need);
        let (former, themes) = needs.partition(|theme| theme.retired);
        Ok(Self { desk: desk::records::desk(db).await?, zones, municipalities, themes, former })
    }

    /// What a value of a dimension is called. A code that nobody knows any more is shown as it is.
    pub(crate) fn of(&self, page: &Page, dimension: &str, value: &str) -> String {
        let lang = page.lang();
        match dimension {
            "line" => self.desk.line_name(value, lang).to_owned(),
            "channel" => self.desk.channel_name(value, lang).to_owned(),
            "inquirer" => self.desk.inquirer_name(value, lang).to_owned(),
            "need" => page.tr(format!("helpdesk-need-{value}")).to_string(),
            "kind" => page.tr(format!("helpdesk-kind-{value}")).to_string(),
            "direct" => page.tr(format!("helpdesk-direct-{value}")).to_string(),
            "state" => page.tr(format!("helpdesk-state-{value}")).to_string(),
            "month" => value.parse().map_or_else(|_| value.to_owned(), |month: kernel::Month| page.month(month)),
            _ if value == UNKNOWN => page.tr(format!("helpdesk-unknown-{dimension}")).to_string(),
            "zone" => named(&self.zones, value, lang),
            "municipality" => named(&self.municipalities, value, lang),
            "theme" => self.theme(value, lang),
            _ => value.to_owned(),
        }
    }

    /// The values of a dimension that a table always shows.
    pub(crate) fn values(&self, dimension: &str) -> Vec<String> {
        match dimension {
            "line" => self.desk.lines.iter().map(|line| line.code.clone()).collect(),
            "channel" => self.desk.channels.iter().map(|word| word.code.clone()).collect(),
            "zone" => self.zones.iter().map(|(code, _)| code.clone()).collect(),
            _ => Vec::new(),
        }
    }

    /// The themes in sight: those that a line offers first, and whatever is `chosen` besides. Then the others, by the theme
    /// that they are part of.
    pub(crate) fn themes_for(
        &self,
        page: &Page,
        line: Option<&desk::Line>,
        chosen: &[String],
    ) -> (Vec<Choice>, Vec<(String, Vec<Choice>)>) {
        let lang = page.lang();
        let first = line.map(|line| line.themes_first.as_slice()).unwrap_or_default();
        let choice = |theme: &Theme| Choice::new(&theme.code, theme.names.plain(lang));
        let known = |code: &str| self.themes.iter().find(|theme| theme.code.as_str() == code);
        let offered: Vec<&String> = first.iter().filter(|code| known(code).is_some()).collect();
        let besides = chosen.iter().filter(|code| !offered.contains(code));
        let tile = |code: &String| {
            let gone = || page.tr("helpdesk-theme-gone").arg("code", code.as_str()).to_string();
            known(code).map_or_else(|| Choice::new(code, gone()), choice)
        };
        let tiles = offered.iter().copied().chain(besides).map(tile).collect();
        if line.is_some_and(|line| !line.all_themes) {
            return (tiles, Vec::new());
        }
        let in_sight = |theme: &Theme| first.iter().chain(chosen).any(|code| code == theme.code.as_str());
        let groups = self.themes.iter().filter(|theme| theme.broader.is_none()).map(|top| {
            let within = |theme: &&Theme| self.is_within(theme, top);
            let others = self.themes.iter().filter(within).filter(|theme| !in_sight(theme));
            (top.names.plain(lang).to_owned(), others.map(choice).collect::<Vec<_>>())
        });
        (tiles, groups.filter(|(_, choices)| !choices.is_empty()).collect())
    }

    /// Every value of a dimension as a choice of a filter.
    pub(crate) fn choices(&self, page: &Page, dimension: &str) -> Vec<Choice> {
        let codes: Vec<String> = match dimension {
            "inquirer" => self.desk.inquirers.iter().map(|word| word.code.clone()).collect(),
            "theme" => self.themes.iter().map(|theme| theme.code.to_string()).chain([UNKNOWN.to_owned()]).collect(),
            "zone" => self.values("zone").into_iter().chain([UNKNOWN.to_owned()]).collect(),
            "need" => Need::ALL.iter().map(ToString::to_string).collect(),
            "kind" => Kind::ALL.iter().map(ToString::to_string).collect(),
            "direct" => Direct::ALL.iter().map(ToString::to_string).chain([UNKNOWN.to_owned()]).collect(),
            _ => self.values(dimension),
        };
        codes.iter().map(|code| Choice::new(code, self.of(page, dimension, code))).collect()
    }

    /// Whether a theme is another or part of it, directly or through others.
    fn is_within(&self, theme: &Theme, top: &Theme) -> bool {
        let above = |theme: &&Theme| {
            let broader = theme.broader.as_ref()?;
            self.themes.iter().find(|other| other.code == *broader)
        };
        // A circle must not hold us up.
        std::iter::successors(Some(theme), above).take(self.themes.len()).any(|one| one.code == top.code)
    }

    fn theme(&self, code: &str, lang: Lang) -> String {
        let theme = self.themes.iter().chain(&self.former).find(|theme| theme.code.as_str() == code);
        theme.map_or(code, |theme| theme.names.plain(lang)).to_owned()
    }
}

fn named(all: &[(String, Text)], code: &str, lang: Lang) -> String {
    all.iter().find(|(of, _)| of == code).map_or(code, |(_, name)| name.plain(lang)).to_owned()
}
