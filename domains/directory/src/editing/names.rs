//! The names of what entries mention by code: themes, kinds of organisation, parts of the territory.

use std::collections::HashMap;
use std::sync::Arc;

use house::House;
use kernel::{Lang, Text};
use sea_orm::DbErr;
use territory::{Gazetteer, Gazetteers, Sources};
use uuid::Uuid;
use web::{Choice, Failure, Page};

use crate::showing::{LANGUAGES, language, municipality_name, zone_name};
use crate::{Area, Calendar, OrganisationId, OrganisationKind, TermFacet, Theme, ThemeCode, organisation, theme};

/// What entries mention by code, with its names.
pub(crate) struct Names {
    pub themes: Vec<Theme>,
    pub kinds: Vec<OrganisationKind>,
    /// The organisations that others are part of or belong to.
    pub organisations: HashMap<OrganisationId, Text>,
    pub gazetteer: Gazetteer,
    /// To say opening hours as a week.
    pub calendar: Arc<Calendar>,
    /// What sources are called.
    pub sources: Arc<Sources>,
}

impl Names {
    /// The names as the database has them now.
    pub(crate) async fn load(house: &House) -> Result<Self, Failure> {
        let gazetteers: Arc<Gazetteers> = house.fixtures.get().map_err(Failure::unexpected)?;
        let calendar = house.fixtures.get().map_err(Failure::unexpected)?;
        let sources = house.fixtures.get().map_err(Failure::unexpected)?;
        let db = house.store.read();
        let read = async {
            let organisations = organisation::records::above(db).await?;
            Ok::<_, DbErr>((theme::records::all(db).await?, organisation::records::kinds(db).await?, organisations))
        };
        let (themes, kinds, organisations) = read.await?;
        Ok(Self { themes, kinds, organisations, gazetteer: gazetteers.current(), calendar, sources })
    }

    /// The name of a theme, or its code when it is no longer known.
    pub(crate) fn theme(&self, code: &str, lang: Lang) -> String {
        let theme = self.themes.iter().find(|theme| theme.code.as_str() == code);
        theme.map_or_else(|| code.to_owned(), |theme| theme.names.plain(lang).to_owned())
    }

    /// The name of an organisation that others are part of, or its id.
    pub(crate) fn organisation(&self, id: &str, lang: Lang) -> String {
        let known = id.parse::<Uuid>().ok().and_then(|id| self.organisations.get(&OrganisationId::from_uuid(id)));
        known.map_or_else(|| id.to_owned(), |names| names.plain(lang).to_owned())
    }

    /// The name of a kind of organisation, or its code.
    pub(crate) fn kind(&self, code: &str, lang: Lang) -> String {
        let kind = self.kinds.iter().find(|kind| kind.code == code);
        kind.map_or_else(|| code.to_owned(), |kind| kind.names.plain(lang).to_owned())
    }

    /// The name of an area, from its word.
    pub(crate) fn area(&self, page: &Page, word: &str) -> String {
        match word.parse() {
            Ok(Area::Region) => page.tr("directory-whole-region").to_string(),
            Ok(Area::Zone(code)) => zone_name(&self.gazetteer, Some(&code), page.lang()),
            Ok(Area::Municipality(code)) => municipality_name(&self.gazetteer, Some(&code), page.lang()),
            Ok(Area::PostalCode(code)) => code,
            Err(_) => word.to_owned(),
        }
    }

    /// The terms of some facets to choose from, by name: those in use, and those that are chosen already.
    pub(crate) fn term_choices(&self, lang: Lang, facets: &[TermFacet], chosen: &[ThemeCode]) -> Vec<Choice> {
        let offered =
            |theme: &&Theme| chosen.contains(&theme.code) || (!theme.retired && facets.contains(&theme.facet));
        let mut all: Vec<Choice> =
            self.themes.iter().filter(offered).map(|theme| Choice::new(&theme.code, theme.names.plain(lang))).collect();
        all.sort_by_key(|choice| choice.label.to_lowercase());
        all
    }

    /// Every kind of organisation to choose from.
    pub(crate) fn kind_choices(&self, lang: Lang) -> Vec<Choice> {
        self.kinds.iter().map(|kind| Choice::new(&kind.code, kind.names.plain(lang))).collect()
    }

    /// The region, its zones and its municipalities to choose from.
    pub(crate) fn area_choices(&self, page: &Page) -> Vec<Choice> {
        let zones = self.gazetteer.zones().iter().map(|zone| Area::Zone(zone.code.to_string()));
        let towns = self.gazetteer.municipalities().iter().map(|it| Area::Municipality(it.code.clone()));
        let all = std::iter::once(Area::Region).chain(zones).chain(towns).map(|area| area.to_string());
        all.map(|word| Choice::new(&word, self.area(page, &word))).collect()
    }

    /// The municipalities to choose from.
    pub(crate) fn municipality_choices(&self, lang: Lang) -> Vec<Choice> {
        self.gazetteer.municipalities().iter().map(|it| Choice::new(&it.code, it.names.plain(lang))).collect()
    }

    /// The languages to choose from.
    pub(crate) fn language_choices(page: &Page) -> Vec<Choice> {
        LANGUAGES.iter().map(|code| Choice::new(code, language(page, code))).collect()
    }
}
