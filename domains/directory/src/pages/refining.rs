//! Refining an answer: what was chosen as chips that can be taken away, and the choices that are left with their counts.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::str::FromStr;

use kernel::Word;
use territory::Gazetteer;
use web::{Failure, Page, Query};

use crate::finding::REGION;
use crate::showing::{language, zone_name};
use crate::{Access, Activator, CostSort, Facet, Filters, Finder, Line, Refinements, ServiceKind, Spoken, ThemeCode};

/// Values of one facet that are shown, the commonest.
const MOST: usize = 12;
/// The most values of facets that one address chooses: each is drawn with a way back that names all the others.
const MOST_CHOSEN: usize = 60;
/// The longest value that is read, letters.
const LONGEST: usize = 60;
/// The furthest that somebody may ask for, in kilometres.
const FURTHEST_KM: u16 = 100;
/// The facets in the order of the page, after what is open and how far it is.
const SHOWN: [Facet; 12] = [
    Facet::Theme,
    Facet::Kind,
    Facet::Audience,
    Facet::Activation,
    Facet::Cost,
    Facet::Language,
    Facet::Access,
    Facet::Zone,
    Facet::Neighbourhood,
    Facet::Line,
    Facet::Profession,
    Facet::Setting,
];

/// What the column of choices shows.
pub(crate) struct Refining {
    pub chips: Vec<Taken>,
    /// How many are open now, and whether there may be more.
    pub open: (u64, bool),
    pub open_now: bool,
    /// How far: kilometres with their counts; empty where the place has no point.
    pub rings: Vec<Ring>,
    pub within: Option<u16>,
    pub groups: Vec<Group>,
    /// Whether the counts are estimates.
    pub estimates: bool,
}

impl Refining {
    /// Whether there is nothing to choose.
    pub(crate) fn is_empty(&self) -> bool {
        let nothing_open = self.open.0 == 0 && !self.open_now;
        nothing_open && self.chips.is_empty() && self.rings.is_empty() && self.groups.is_empty()
    }
}

/// What was chosen, and the same answer without it.
pub(crate) struct Taken {
    pub label: String,
    pub href: String,
}

/// A distance to choose.
pub(crate) struct Ring {
    pub km: u16,
    pub count: u64,
    pub ticked: bool,
}

/// The choices of one facet.
pub(crate) struct Group {
    pub name: &'static str,
    pub title: String,
    pub is_open: bool,
    pub choices: Vec<Pick>,
}

/// A value of a facet.
pub(crate) struct Pick {
    pub value: String,
    pub label: String,
    pub count: u64,
    pub ticked: bool,
    /// How deep it stands below what it is part of.
    pub depth: usize,
}

/// What the results are limited to. A word that cannot be a value is a fault of the address.
pub(crate) fn filters(query: &Query) -> Result<Filters, Failure> {
    let within_km = query.value::<u16>("within")?;
    if within_km.is_some_and(|km| !(1..=FURTHEST_KM).contains(&km)) {
        return Err(Failure::bad_input("within"));
    }
    let mut left = MOST_CHOSEN;
    let mut filters = Filters { within_km, open_now: query.get("open").is_some(), ..Filters::default() };
    query.values::<ThemeCode>(Facet::Theme.word())?;
    query.values::<Spoken>(Facet::Language.word())?;
    query.values::<Line>(Facet::Line.word())?;
    for facet in Facet::ALL {
        for value in query.all(facet.word()).map(str::trim).filter(|value| !value.is_empty()) {
            if left == 0 || value.chars().count() > LONGEST || value.contains('\0') {
                return Err(Failure::bad_input(facet.word()));
            }
            left -= 1;
            filters = filters.with(facet, value);
        }
    }
    Ok(filters)
}

/// The same, for a search: a theme that nobody knows is a fault too, for what is asked in vain is written down.
pub(crate) fn known_filters(finder: &Finder, query: &Query) -> Result<Filters, Failure> {
    let filters = finder.tidied(filters(query)?);
    if filters.themes().any(|theme| finder.theme_name(&theme).is_empty()) {
        return Err(Failure::bad_input(Facet::Theme.word()));
    }
    Ok(filters)
}

/// What is known where an answer is refined.
pub(crate) struct Ground<'a> {
    pub page: &'a Page,
    pub gazetteer: &'a Gazetteer,
    pub finder: &'a Finder,
    pub query: &'a Query,
}

impl Ground<'_> {
    /// Refuses a value that no facet of a closed list has: an answer of none would look as if nobody helped. Languages are open.
    pub(crate) fn only_known(&self, filters: &Filters) -> Result<(), Failure> {
        let is_unknown =
            |(facet, value): &&(Facet, String)| *facet != Facet::Language && self.label(*facet, value).is_none();
        let unknown = filters.chosen.iter().find(is_unknown);
        unknown.map_or(Ok(()), |(facet, _)| Err(Failure::not_one_of(facet.word(), self.values(*facet))))
    }

    /// What the values of a facet may be, or where they are told.
    fn values(&self, facet: Facet) -> String {
        const TERMS: &str = "/api/v1/thesaurus";
        match facet {
            Facet::Theme | Facet::Profession | Facet::Setting | Facet::Language => TERMS.to_owned(),
            Facet::Audience => format!("public, professionals, {TERMS}"),
            Facet::Kind => words::<ServiceKind>(),
            Facet::Activation => words::<Activator>(),
            Facet::Cost => words::<CostSort>(),
            Facet::Access => words::<Access>(),
            Facet::Line => words::<Line>(),
            Facet::Zone => {
                let zones = self.gazetteer.zones().iter().map(|zone| zone.code.to_string());
                zones.chain([REGION.to_owned()]).collect::<Vec<_>>().join(", ")
            }
            Facet::Neighbourhood => {
                let codes = self.gazetteer.neighbourhoods().iter().map(|one| one.code.as_str());
                codes.collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// The column for an answer of so many services.
    pub(crate) fn refining(&self, filters: &Filters, refinements: &Refinements, total: u64) -> Refining {
        let rings: Vec<Ring> =
            refinements.rings().map(|(km, count)| Ring { km, count, ticked: filters.within_km == Some(km) }).collect();
        let within = filters.within_km.filter(|_| !rings.is_empty());
        let groups = SHOWN.into_iter().filter_map(|facet| self.group(facet, filters, refinements, total)).collect();
        let chips = self.chips(filters, within);
        let (open, estimates) = (refinements.open(), refinements.are_estimates());
        Refining { chips, open, open_now: filters.open_now, rings, within, groups, estimates }
    }

    pub(crate) fn chips(&self, filters: &Filters, within: Option<u16>) -> Vec<Taken> {
        let (page, query) = (self.page, self.query);
        let open = filters
            .open_now
            .then(|| Taken { label: page.tr("directory-open-now").to_string(), href: query.dropping("open") });
        let within = within.map(|km| Taken {
            label: page.tr("directory-within").arg("km", u64::from(km)).to_string(),
            href: query.dropping("within"),
        });
        let values = SHOWN.into_iter().flat_map(|facet| filters.values(facet).map(move |value| (facet, value)));
        let value = |(facet, value): (Facet, &str)| Taken {
            label: self.label(facet, value).unwrap_or_else(|| value.to_owned()),
            href: query.without(facet.word(), value),
        };
        open.into_iter().chain(within).chain(values.map(value)).collect()
    }

    fn group(&self, facet: Facet, filters: &Filters, counts: &Refinements, total: u64) -> Option<Group> {
        let chosen = filters.values(facet).next().is_some();
        let choices = if facet == Facet::Theme {
            let open = self.finder.leading_to_chosen(filters);
            self.themes(None, 0, filters, (counts, &open))
        } else {
            self.picks(facet, filters, counts)
        };
        // One value that all of them have parts nothing.
        let parts = choices.len() > 1 || choices.iter().any(|one| one.count != counts.told(total));
        (chosen || (parts && !choices.is_empty())).then(|| Group {
            name: facet.word(),
            title: self.page.tr(title(facet)).to_string(),
            is_open: chosen || facet == Facet::Theme,
            choices,
        })
    }

    /// The commonest values, and those that were chosen.
    fn picks(&self, facet: Facet, filters: &Filters, counts: &Refinements) -> Vec<Pick> {
        let without = filters.values(facet).filter(|value| counts.count(facet, value) == 0).map(|value| (value, 0));
        let pick = |(value, count): (&str, u64)| {
            let label = self.label(facet, value)?;
            Some(Pick { value: value.to_owned(), label, count, ticked: filters.has(facet, value), depth: 0 })
        };
        commonest(counts.of(facet).chain(without).filter_map(pick).collect())
    }

    /// The themes at the top; below those that were chosen, or lead to what was, their parts.
    fn themes(
        &self,
        above: Option<&ThemeCode>,
        depth: usize,
        filters: &Filters,
        (counts, open): (&Refinements, &BTreeSet<ThemeCode>),
    ) -> Vec<Pick> {
        let pick = |code: &ThemeCode| {
            let (value, count) = (code.to_string(), counts.count(Facet::Theme, code.as_str()));
            let ticked = filters.has(Facet::Theme, &value);
            let label = self.finder.theme_name(code).plain(self.page.lang()).to_owned();
            (ticked || count > 0).then_some(Pick { value, label, count, ticked, depth })
        };
        let level = commonest(self.finder.parts_of(above).iter().filter_map(pick).collect());
        // A single theme says nothing until its parts stand below it.
        let alone = level.len() == 1;
        let below = |pick: Pick| {
            let parts = pick.value.parse().ok().filter(|code| alone || open.contains(code));
            let below = |code| self.themes(Some(&code), depth + 1, filters, (counts, open));
            let parts = parts.map_or_else(Vec::new, below);
            std::iter::once(pick).chain(parts)
        };
        level.into_iter().flat_map(below).collect()
    }

    /// The care zones that were chosen, or in which what was chosen lies.
    pub(crate) fn zones_of(&self, facet: Facet, filters: &Filters) -> Vec<String> {
        let zone = |value: &str| match facet {
            Facet::Neighbourhood => self.gazetteer.neighbourhood(value)?.zone.as_ref().map(ToString::to_string),
            _ => self.gazetteer.zones().iter().map(|zone| zone.code.to_string()).find(|code| code == value),
        };
        filters.values(facet).filter_map(zone).collect()
    }

    /// The name of a value; nothing for one that has none.
    pub(crate) fn label(&self, facet: Facet, value: &str) -> Option<String> {
        let (page, lang) = (self.page, self.page.lang());
        let name = match facet {
            Facet::Theme => self.finder.theme_name(&value.parse().ok()?).plain(lang).to_owned(),
            Facet::Audience => match audience(value) {
                Some(key) => page.tr(key).to_string(),
                None => self.finder.term_name(&value.parse().ok()?).plain(lang).to_owned(),
            },
            Facet::Profession | Facet::Setting => self.finder.term_name(&value.parse().ok()?).plain(lang).to_owned(),
            Facet::Kind => word::<ServiceKind>(page, facet, value)?,
            Facet::Activation => word::<Activator>(page, facet, value)?,
            Facet::Cost => word::<CostSort>(page, facet, value)?,
            Facet::Access => word::<Access>(page, facet, value)?,
            Facet::Language => language(page, value),
            Facet::Line => page.tr(format!("directory-line-{}", value.parse::<Line>().ok()?)).to_string(),
            Facet::Zone if value == REGION => page.tr("directory-facet-region").to_string(),
            Facet::Zone => zone_name(self.gazetteer, Some(value), lang),
            Facet::Neighbourhood => self.gazetteer.neighbourhood(value)?.names.plain(lang).to_owned(),
        };
        (!name.is_empty()).then_some(name)
    }
}

fn title(facet: Facet) -> &'static str {
    match facet {
        Facet::Theme => "directory-facet-theme",
        Facet::Kind => "directory-facet-kind",
        Facet::Cost => "directory-facet-cost",
        Facet::Access => "directory-facet-access",
        Facet::Audience => "directory-facet-audience",
        Facet::Activation => "directory-facet-activation",
        Facet::Language => "directory-facet-language",
        Facet::Line => "directory-facet-line",
        Facet::Zone => "directory-facet-zone",
        Facet::Neighbourhood => "directory-facet-neighbourhood",
        Facet::Profession => "directory-facet-profession",
        Facet::Setting => "directory-facet-setting",
    }
}

fn audience(value: &str) -> Option<&'static str> {
    match value {
        "public" => Some("directory-for-public"),
        "professionals" => Some("directory-for-professional"),
        _ => None,
    }
}

/// The name of a word of a facet.
fn word<T: FromStr + Display>(page: &Page, facet: Facet, value: &str) -> Option<String> {
    let word: T = value.parse().ok()?;
    Some(page.tr(format!("directory-pick-{}-{word}", facet.word())).to_string())
}

/// Every word of a closed list.
fn words<T: Word>() -> String {
    T::EVERY.iter().map(|word| word.code()).collect::<Vec<_>>().join(", ")
}

/// The commonest first; those that were chosen stay, however rare.
fn commonest(mut choices: Vec<Pick>) -> Vec<Pick> {
    choices.sort_by(|one, other| (other.count, &one.label).cmp(&(one.count, &other.label)));
    let mut shown = 0;
    choices.retain(|one| {
        shown += 1;
        shown <= MOST || one.ticked
    });
    choices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::showing::LANGUAGES;

    fn pick(label: &str, count: u64, ticked: bool) -> Pick {
        Pick { value: label.to_owned(), label: label.to_owned(), count, ticked, depth: 0 }
    }

    #[test]
    fn the_commonest_and_the_chosen_are_shown() {
        let mut many: Vec<Pick> = (0..20).map(|n| pick(&format!("v{n:02}"), n, n == 2)).collect();
        many.push(pick("a", 19, false));
        let shown: Vec<String> = commonest(many).into_iter().map(|one| one.label).collect();
        assert_eq!((shown.len(), shown[0].as_str(), shown[1].as_str()), (13, "a", "v19"));
        assert_eq!(shown.last().map(String::as_str), Some("v02"));
    }

    #[test]
    fn what_cannot_be_a_value_is_named() {
        for (address, field) in [
            ("within=0", "within"),
            ("within=far", "within"),
            ("line=third", "line"),
            ("theme=A", "theme"),
            ("language=Dutch", "language"),
            ("zone=a%00", "zone"),
        ] {
            assert_eq!(filters(&Query::read(address)).unwrap_err().field(), Some(field), "{address}");
        }
        let chosen = filters(&Query::read("theme=a&theme=b&zone=N&within=2&open=1&quarter=")).unwrap();
        assert_eq!(chosen.values(Facet::Theme).collect::<Vec<_>>(), ["a", "b"]);
        assert!(chosen.open_now && chosen.within_km == Some(2) && chosen.values(Facet::Neighbourhood).next().is_none());
    }

    #[test]
    fn every_language_with_a_name_can_be_chosen() {
        for code in LANGUAGES {
            assert!(code.parse::<Spoken>().is_ok(), "{code}");
        }
    }
}
