//! What codes and ids are called: themes, care zones, kinds of organisation, organisations.

use std::collections::HashMap;

use directory::{OrganisationId, OrganisationKind, Theme};
use house::House;
use kernel::Text;
use sea_orm::{ConnectionTrait, DbErr};
use territory::Gazetteers;
use web::{Choice, Failure, Page};

/// The names of everything that a campaign refers to by a code.
#[derive(Debug)]
pub(crate) struct Names {
    zones: Vec<(String, Text)>,
    themes: Vec<Theme>,
    kinds: Vec<OrganisationKind>,
}

impl Names {
    pub(crate) async fn load(house: &House) -> Result<Self, Failure> {
        let gazetteer = house.fixtures.get::<Gazetteers>().map_err(Failure::unexpected)?.current();
        let zones = gazetteer.zones().iter().map(|zone| (zone.code.to_string(), zone.names.clone())).collect();
        let db = house.store.read();
        Ok(Self { zones, themes: directory::themes(db).await?, kinds: directory::organisation_kinds(db).await? })
    }

    fn all(&self, of: &str) -> Vec<(&str, &Text)> {
        match of {
            "zone" => self.zones.iter().map(|(code, names)| (code.as_str(), names)).collect(),
            "kind" => self.kinds.iter().map(|kind| (kind.code.as_str(), &kind.names)).collect(),
            _ => self.themes.iter().map(|theme| (theme.code.as_str(), &theme.names)).collect(),
        }
    }

    /// What a code is called; as it is when nobody knows it any more.
    pub(crate) fn of(&self, page: &Page, of: &str, code: &str) -> String {
        let found = self.all(of).into_iter().find(|(known, _)| *known == code);
        found.map_or(code, |(_, names)| names.plain(page.lang())).to_owned()
    }

    pub(crate) fn knows(&self, of: &str, code: &str) -> bool {
        self.all(of).iter().any(|(known, _)| *known == code)
    }

    /// Every code to choose from, by name.
    pub(crate) fn choices(&self, page: &Page, of: &str) -> Vec<Choice> {
        let mut all: Vec<Choice> =
            self.all(of).into_iter().map(|(code, names)| Choice::new(code, names.plain(page.lang()))).collect();
        if of != "zone" {
            all.sort_by_key(|choice| choice.label.to_lowercase());
        }
        all
    }
}

/// What some organisations are called.
pub(crate) async fn organisations(
    db: &impl ConnectionTrait,
    ids: &[OrganisationId],
) -> Result<HashMap<OrganisationId, Text>, DbErr> {
    Ok(directory::outreach::names(db, ids).await?.into_iter().collect())
}
