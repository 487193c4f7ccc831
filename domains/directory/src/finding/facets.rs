//! What an answer may be narrowed by: the facets of a service, what was chosen of them, and how many services each choice would leave.

use std::collections::BTreeSet;
use std::fmt::Display;

use search::Counts;

use super::numbers::FOR_PROFESSIONALS;
use super::themes::ThemeBook;
use crate::{Activator, Area, Referral, ServiceCard, ThemeCode, Users};

/// A property by which services are told apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Facet {
    /// What it helps with: the code of a theme.
    Theme,
    /// What sort of help it is.
    Kind,
    /// Whom it is for: `public`, `professionals`, or the code of a situation.
    Audience,
    /// A language that is spoken there.
    Language,
    /// How its price comes about.
    Cost,
    /// What helps to get in and stay.
    Access,
    /// Who may start it: `oneself`, `professional` …
    Activation,
    /// The line of care.
    Line,
    /// A care zone in which it stands or that it is for, or `region` for the whole region.
    Zone,
    /// The neighbourhood in which it stands.
    Neighbourhood,
    /// A profession that helps there.
    Profession,
    /// Where they help.
    Setting,
}

/// The words before the colon of the tags that are counted, in the order of [`Facet::ALL`].
pub(crate) const COUNTED: &[&str] = &[
    "theme",
    "kind",
    "for",
    "language",
    "cost",
    "access",
    "start",
    "line",
    "zone",
    "quarter",
    "profession",
    "setting",
];
/// Before the opening hours among the tags: they hold at some moments and not at others.
pub(crate) const HOURS: &str = "hours";
/// The zone of what is offered in the whole region.
pub(crate) const REGION: &str = "region";
/// How far services are counted, in kilometres.
pub const RINGS_KM: [u16; 3] = [1, 2, 5];
/// The same in metres.
pub(crate) const RINGS: [f32; 3] = [1_000.0, 2_000.0, 5_000.0];

impl Facet {
    /// Every facet.
    pub const ALL: [Self; 12] = [
        Self::Theme,
        Self::Kind,
        Self::Audience,
        Self::Language,
        Self::Cost,
        Self::Access,
        Self::Activation,
        Self::Line,
        Self::Zone,
        Self::Neighbourhood,
        Self::Profession,
        Self::Setting,
    ];

    /// Its word in addresses and tags.
    pub const fn word(self) -> &'static str {
        COUNTED[self as usize]
    }

    fn tag(self, value: impl Display) -> String {
        format!("{}:{value}", self.word())
    }
}

/// What an answer is limited to; nothing by default. Of one facet any of the values, of several facets all.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Filters {
    /// Facets with the values that were chosen of them.
    pub chosen: BTreeSet<(Facet, String)>,
    /// Only up to so many kilometres from the place that was asked for, where that has a point.
    pub within_km: Option<u16>,
    /// Only what is open now.
    pub open_now: bool,
}

impl Filters {
    /// Only with this value.
    pub fn of(facet: Facet, value: impl Display) -> Self {
        Self::default().with(facet, value)
    }

    /// With this value as well.
    #[must_use]
    pub fn with(mut self, facet: Facet, value: impl Display) -> Self {
        self.chosen.insert((facet, value.to_string()));
        self
    }

    /// Without the values of a facet.
    #[must_use]
    pub fn without(mut self, facet: Facet) -> Self {
        self.chosen.retain(|(of, _)| *of != facet);
        self
    }

    /// The values of a facet.
    pub fn values(&self, facet: Facet) -> impl Iterator<Item = &str> {
        self.chosen.iter().filter(move |(of, _)| *of == facet).map(|(_, value)| value.as_str())
    }

    /// Whether a value was chosen.
    pub fn has(&self, facet: Facet, value: &str) -> bool {
        self.values(facet).any(|of| of == value)
    }

    /// Whether anything was chosen at all.
    pub fn any(&self) -> bool {
        !self.chosen.is_empty() || self.within_km.is_some() || self.open_now
    }

    /// The themes that were chosen.
    pub(crate) fn themes(&self) -> impl Iterator<Item = ThemeCode> {
        self.values(Facet::Theme).filter_map(|code| code.parse().ok())
    }

    /// The tags of each facet that something was chosen of.
    pub(crate) fn tags(&self) -> Vec<(&'static str, Vec<String>)> {
        let tags = |facet: Facet| self.values(facet).map(|value| facet.tag(value)).collect::<Vec<_>>();
        let chosen = Facet::ALL.iter().map(|facet| (facet.word(), tags(*facet)));
        chosen.filter(|(_, tags)| !tags.is_empty()).collect()
    }

    /// The same without themes of which a part was chosen as well, for the part says more; and with the one that took its
    /// place for a theme that was merged.
    pub(crate) fn narrowest(mut self, book: &ThemeBook) -> Self {
        let merged: Vec<ThemeCode> = self.themes().filter(|theme| book.current(theme) != theme).collect();
        for theme in merged {
            self.chosen.remove(&(Facet::Theme, theme.to_string()));
            self.chosen.insert((Facet::Theme, book.current(&theme).to_string()));
        }
        let themes: Vec<ThemeCode> = self.themes().collect();
        let above = themes.iter().flat_map(|theme| book.with_broader(theme).into_iter().skip(1));
        for theme in above {
            self.chosen.remove(&(Facet::Theme, theme.to_string()));
        }
        self
    }
}

/// How many services each further choice would leave, under all that is chosen in other facets.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Refinements {
    pub(crate) counts: Counts,
    pub(crate) open_or_more: bool,
}

impl Refinements {
    /// Whether the counts are estimates, because there are very many services. Then two digits of each are told.
    pub fn are_estimates(&self) -> bool {
        self.counts.estimated
    }

    /// A number of services as these counts tell it.
    pub(crate) fn told(&self, count: u64) -> u64 {
        if self.counts.estimated { two_digits(count) } else { count }
    }

    /// The values of a facet with their counts.
    pub fn of(&self, facet: Facet) -> impl Iterator<Item = (&str, u64)> {
        self.counts.of(facet.word()).map(|(value, count)| (value, self.told(count)))
    }

    /// How many with one value.
    pub fn count(&self, facet: Facet, value: &str) -> u64 {
        self.told(self.counts.with(&facet.tag(value)))
    }

    /// How many within each of [`RINGS_KM`]; empty where the place has no point.
    pub fn rings(&self) -> impl Iterator<Item = (u16, u64)> {
        RINGS_KM.into_iter().zip(self.counts.rings.iter().map(|count| self.told(*count)))
    }

    /// How many are open now, and whether there may be more, because not all opening hours were worked out yet.
    pub fn open(&self) -> (u64, bool) {
        (self.told(self.counts.holding), self.open_or_more)
    }
}

/// A number with its first two digits, rounded: more would claim to know more than an estimate does.
fn two_digits(count: u64) -> u64 {
    let rest = 10_u64.pow(count.checked_ilog10().unwrap_or(0).saturating_sub(1));
    (count + rest / 2) / rest * rest
}

/// The tags of a service at a location.
pub(crate) fn tags(card: &ServiceCard, themes: &ThemeBook) -> Vec<String> {
    let of_themes = card.themes.iter().flat_map(|theme| themes.with_broader(theme));
    let mut tags: Vec<String> = of_themes.map(|theme| Facet::Theme.tag(theme)).collect();
    tags.push(Facet::Kind.tag(card.kind));
    tags.extend(audience(card, themes).iter().map(|word| Facet::Audience.tag(word)));
    tags.extend(card.eligibility.situations.iter().map(|situation| Facet::Audience.tag(situation)));
    tags.extend(card.languages.iter().map(|language| Facet::Language.tag(language)));
    tags.extend(card.costs.iter().map(|cost| Facet::Cost.tag(cost)));
    let there = card.accessibility.known().filter(|(_, there)| *there);
    tags.extend(there.map(|(access, _)| Facet::Access.tag(access)));
    tags.extend(activators(card).iter().map(|who| Facet::Activation.tag(who)));
    tags.extend(card.line.map(|line| Facet::Line.tag(line)));
    let areas = card.areas.iter().filter_map(|area| match area {
        Area::Region => Some(REGION),
        Area::Zone(code) => Some(code.as_str()),
        Area::Municipality(_) | Area::PostalCode(_) => None,
    });
    tags.extend(areas.chain(card.place.in_zone()).map(|zone| Facet::Zone.tag(zone)));
    tags.extend(card.place.in_neighbourhood().map(|code| Facet::Neighbourhood.tag(code)));
    tags.extend(card.professions.iter().map(|profession| Facet::Profession.tag(profession)));
    tags.extend(card.settings.iter().map(|setting| Facet::Setting.tag(setting)));
    tags.extend(card.hours.as_ref().map(|hours| format!("{HOURS}:{hours}")));
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// Who may set it in motion; where only the way in is known, that.
fn activators(card: &ServiceCard) -> &[Activator] {
    match card.referral {
        _ if !card.activation.who.is_empty() => &card.activation.who,
        Some(Referral::Oneself) => &[Activator::Oneself],
        Some(Referral::Professional) => &[Activator::Professional],
        None => &[],
    }
}

fn audience(card: &ServiceCard, themes: &ThemeBook) -> &'static [&'static str] {
    match card.users {
        Some(Users::Public) => &["public"],
        Some(Users::Professionals) => &["professionals"],
        Some(Users::Everyone) => &["public", "professionals"],
        None if is_for_professionals(card, themes) => &["professionals"],
        None => &[],
    }
}

/// Where the source does not say whom a service is meant for, its main theme does.
pub(crate) fn is_for_professionals(card: &ServiceCard, themes: &ThemeBook) -> bool {
    let by_theme = |main| themes.with_broader(main).iter().any(|theme| theme.as_str() == FOR_PROFESSIONALS);
    match card.users {
        Some(users) => users == Users::Professionals,
        None => card.themes.first().is_some_and(by_theme),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_facet_has_its_word() {
        assert_eq!(Facet::ALL.map(Facet::word), COUNTED);
        let in_metres = |(km, metres): (u16, f32)| (f32::from(km) * 1_000.0 - metres).abs() < 0.5;
        assert!(RINGS_KM.into_iter().zip(RINGS).all(in_metres));
    }

    #[test]
    fn an_estimate_tells_two_digits() {
        let cases = [(0, 0), (7, 7), (99, 99), (104, 100), (12_345, 12_000), (12_500, 13_000), (99_600, 100_000)];
        assert!(cases.into_iter().all(|(count, told)| two_digits(count) == told));
        let counts = Counts { estimated: true, holding: 7_777, ..Counts::default() };
        let estimated = Refinements { counts, open_or_more: false };
        assert_eq!((estimated.open(), estimated.told(1_234)), ((7_800, false), 1_200));
        assert_eq!(Refinements::default().told(1_234), 1_234);
    }

    #[test]
    fn values_of_one_facet_stand_together() {
        let filters = Filters::of(Facet::Zone, "N").with(Facet::Zone, "S").with(Facet::Language, "ar");
        let zones = ("zone", vec!["zone:N".to_owned(), "zone:S".to_owned()]);
        assert_eq!(filters.tags(), [("language", vec!["language:ar".to_owned()]), zones]);
        assert!(filters.any() && filters.has(Facet::Zone, "S") && !filters.has(Facet::Theme, "S"));
        assert!(!filters.without(Facet::Zone).without(Facet::Language).any());
    }
}
