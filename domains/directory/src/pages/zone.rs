//! What is offered in a care zone, by theme: a part of the zone's page, which the territory draws.

use askama::Template;
use territory::ZoneCode;
use web::{Failure, Markup, Page};

use super::theme::PLAIN_ICON;
use crate::finding::REGION;
use crate::{Answer, Facet, Filters, Finder, Question, ThemeCode};

/// Parts that are named below a theme.
const PARTS: usize = 3;

#[derive(Template)]
#[template(path = "zone.html")]
struct Offered {
    page: Page,
    zone: String,
    /// Services that are in the zone, or for those who live there.
    total: u64,
    /// Services for the whole region.
    everywhere: u64,
    /// What a search for these is narrowed to.
    region: &'static str,
    doors: Vec<ThemeDoor>,
}

/// A theme of the first level: how many services of it there are, and the parts with most of them.
struct ThemeDoor {
    href: String,
    icon: String,
    name: String,
    about: String,
}

/// Draws it.
pub(crate) fn draw(page: &Page, finder: &Finder, zone: &ZoneCode) -> Result<Markup, Failure> {
    let counted = |value: &str, counting: bool| {
        let filters = Filters::of(Facet::Zone, value);
        let question = Question { lang: page.lang(), filters, counting, limit: 1, ..Question::default() };
        finder.find(&question).map_err(Failure::unexpected)
    };
    let here = counted(zone.as_str(), true)?;
    let everywhere = counted(REGION, false)?.total;
    let doors = finder.parts_of(None).iter().filter_map(|theme| door(page, finder, &here, (zone, theme))).collect();
    let zone = zone.to_string();
    Markup::of(&Offered { page: page.clone(), zone, total: here.total, everywhere, region: REGION, doors })
}

/// The door to a theme in a zone; nothing where no service of it is.
fn door(page: &Page, finder: &Finder, here: &Answer, (zone, theme): (&ZoneCode, &ThemeCode)) -> Option<ThemeDoor> {
    let count = |theme: &ThemeCode| here.refinements.count(Facet::Theme, theme.as_str());
    let name = |theme: &ThemeCode| finder.theme_name(theme).plain(page.lang()).to_owned();
    let services = Some(count(theme)).filter(|count| *count > 0)?;
    let mut parts = finder.parts_of(Some(theme)).to_vec();
    parts.retain(|part| count(part) > 0);
    parts.sort_by_key(|part| std::cmp::Reverse(count(part)));
    let parts = parts.iter().take(PARTS).map(name).collect::<Vec<_>>().join(", ");
    let found = page.tr("directory-found").arg("n", services).to_string();
    Some(ThemeDoor {
        href: format!("/search?zone={zone}&theme={theme}"),
        icon: finder.term(theme).and_then(|term| term.icon).unwrap_or_else(|| PLAIN_ICON.to_owned()),
        name: name(theme),
        about: if parts.is_empty() {
            found
        } else {
            page.tr("directory-zone-parts").arg("found", found).arg("parts", parts).to_string()
        },
    })
}
