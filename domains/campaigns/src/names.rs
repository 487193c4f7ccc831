//! What codes and ids are called: themes, care zones, kinds of organisation, organisations.

use std::collections::BTreeSet;

use directory::{OrganisationKind, Theme, outreach};
use house::House;
use kernel::Text;
use sea_orm::{ConnectionTrait, DbErr};
use territory::Gazetteers;
use web::{Choice, Failure, Page};

use crate::campaign::NO_KIND;

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

    /// The kinds that a campaign asks where nobody chose: those that the public finds, and no known kind.
    pub(crate) fn usual_kinds(&self) -> BTreeSet<String> {
        let found = self.kinds.iter().filter(|kind| kind.listed).map(|kind| kind.code.clone());
        found.chain([NO_KIND.to_owned()]).collect()
    }

    /// What a kind among those of a filter is called.
    pub(crate) fn kind(&self, page: &Page, code: &str) -> String {
        if code == NO_KIND { page.tr("campaigns-kind-unknown").to_string() } else { self.of(page, "kind", code) }
    }

    /// Every kind to choose from, by name, with how many organisations are of it; last those of which nobody knows it.
    pub(crate) async fn kinds(&self, page: &Page, db: &impl ConnectionTrait) -> Result<Vec<Choice>, DbErr> {
        let counts = outreach::by_kind(db).await?;
        let counted = |code: &str| {
            let n = counts.get(&Some(code.to_owned()).filter(|code| code != NO_KIND)).copied().unwrap_or(0);
            Choice::new(code, format!("{} ({})", self.kind(page, code), page.number(n)))
        };
        let known = self.choices(page, "kind").into_iter().map(|choice| counted(&choice.value));
        Ok(known.chain([counted(NO_KIND)]).collect())
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

/// By what a name stands in a list for this reader: accents and capitals do not count.
pub(crate) fn as_listed(page: &Page, name: &Text) -> String {
    search::folded(name.plain(page.lang())).join(" ")
}
