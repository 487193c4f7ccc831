//! Open data: everything that is published, as files to keep. Drawn anew when something changed, at night or when somebody asks.

mod actions;
mod catalogue;
mod columns;
mod credits;
mod draft;
mod edition;
mod geojson;
mod making;
mod organisations;
mod package;
mod pages;
mod places;
mod press;
mod records;
mod services;
mod serving;
mod table;
mod task;
mod terms;
mod told;

pub(crate) use actions::{OPEN_DATA, handler};
pub(crate) use edition::KEYS;
pub(crate) use records::hurry;
pub(crate) use task::{Keeper, ask, keep_made};

use house::House;
use web::{Right, Routes};

use columns::Described;

/// Below which folder of the data directory the files stand.
const FOLDER: &str = "open-data";

kernel::words! {
    /// A file.
    pub enum FileName {
        /// A row for each service.
        Services = "services.csv",
        /// A point for each place where a service is offered.
        Points = "services.geojson",
        /// A row for each organisation.
        Organisations = "organisations.csv",
        /// A row for each place.
        Locations = "locations.csv",
        /// A row for each term of the thesaurus.
        Thesaurus = "thesaurus.csv",
        /// All tables of the Human Services Data Specification, in Dutch.
        PackageNl = "hsds-nl.zip",
        /// In French.
        PackageFr = "hsds-fr.zip",
        /// In English.
        PackageEn = "hsds-en.zip",
    }
}

impl FileName {
    /// Its form.
    const fn kind(self) -> &'static str {
        match self {
            Self::Services | Self::Organisations | Self::Locations | Self::Thesaurus => "text/csv; charset=utf-8",
            Self::Points => "application/geo+json",
            Self::PackageNl | Self::PackageFr | Self::PackageEn => "application/zip",
        }
    }

    /// The last part of the key of its texts.
    const fn word(self) -> &'static str {
        match self {
            Self::Services => "services",
            Self::Points => "points",
            Self::Organisations => "organisations",
            Self::Locations => "locations",
            Self::Thesaurus => "thesaurus",
            Self::PackageNl | Self::PackageFr | Self::PackageEn => "package",
        }
    }

    /// What stands in it; a package describes itself.
    fn columns(self) -> Vec<Described> {
        match self {
            Self::Services => columns::described(services::COLUMNS),
            Self::Points => columns::described(&geojson::properties()),
            Self::Organisations => columns::described(organisations::COLUMNS),
            Self::Locations => columns::described(places::COLUMNS),
            Self::Thesaurus => columns::described(terms::COLUMNS),
            Self::PackageNl | Self::PackageFr | Self::PackageEn => Vec::new(),
        }
    }
}

/// The doors.
pub(crate) fn routes() -> Routes<House> {
    Routes::new()
        .get("/opendata", pages::show, Right::Public)
        .get("/opendata/", pages::show, Right::Public)
        .post("/opendata/refresh", pages::refresh, Right::Action("standards.refresh_open_data"))
        .shared()
        .get("/opendata/datapackage.json", catalogue::show, Right::Public)
        .get("/opendata/{file}", serving::show, Right::Public)
}
