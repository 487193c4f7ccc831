//! The press: writes all files of an edition at once, record by record, and puts them in their place when they are whole.

use std::io;
use std::path::{Path, PathBuf};

use directory::Theme;
use kernel::Lang;

use super::columns::{heads, row};
use super::draft::{Draft, Made, place};
use super::geojson::Points;
use super::package::{Dated, Package};
use super::table::Table;
use super::told::{Told, is_secret};
use super::{FileName, organisations, places, services, terms};
use crate::publication::Kind;

/// The files of an edition under way.
pub(super) struct Press {
    folder: PathBuf,
    services: Counted,
    points: Points<Draft>,
    organisations: Counted,
    locations: Counted,
    packages: [Package; 3],
}

/// A table and the number of its rows.
struct Counted {
    table: Table<Draft>,
    rows: u64,
}

impl Counted {
    fn begin(name: FileName, heads: Vec<String>, folder: &Path) -> io::Result<Self> {
        Ok(Self { table: Table::begin(Draft::new(name, folder)?, heads)?, rows: 0 })
    }

    fn row(&mut self, cells: Vec<String>) -> io::Result<()> {
        self.rows += 1;
        self.table.row(cells)
    }

    fn done(self, folder: &Path) -> io::Result<Made> {
        self.table.done()?.done(folder, self.rows)
    }
}

/// The file of a package.
pub(super) const fn package_in(lang: Lang) -> FileName {
    match lang {
        Lang::Nl => FileName::PackageNl,
        Lang::Fr => FileName::PackageFr,
        Lang::En => FileName::PackageEn,
    }
}

impl Press {
    pub fn begin(folder: &Path) -> io::Result<Self> {
        let [nl, fr, en] = Lang::ALL.map(|lang| Package::begin(lang, folder));
        Ok(Self {
            services: Counted::begin(FileName::Services, heads(services::COLUMNS), folder)?,
            points: Points::begin(Draft::new(FileName::Points, folder)?)?,
            organisations: Counted::begin(FileName::Organisations, heads(organisations::COLUMNS), folder)?,
            locations: Counted::begin(FileName::Locations, heads(places::COLUMNS), folder)?,
            packages: [nl?, fr?, en?],
            folder: folder.to_owned(),
        })
    }

    /// Adds a record to all files that tell of its kind.
    pub fn take(&mut self, kind: Kind, told: &Told) -> io::Result<()> {
        match kind {
            Kind::Service => {
                self.services.row(row(services::COLUMNS, told))?;
                self.points.take(told)?;
            }
            Kind::Organization => self.organisations.row(row(organisations::COLUMNS, told))?,
            Kind::Location if !is_secret(told.plain()) => self.locations.row(row(places::COLUMNS, told))?,
            _ => {}
        }
        self.packages.iter_mut().try_for_each(|package| package.take(kind, told))
    }

    /// Ends all files.
    pub fn done(self, thesaurus: &[Theme], dated: impl Fn(Lang) -> Dated) -> io::Result<Vec<Made>> {
        let folder = self.folder.as_path();
        let (points, count) = self.points.done(&dated(Lang::En))?;
        let mut made = vec![
            self.services.done(folder)?,
            points.done(folder, count)?,
            self.organisations.done(folder)?,
            self.locations.done(folder)?,
            table_of_terms(thesaurus, folder)?,
        ];
        for (lang, package) in Lang::ALL.into_iter().zip(self.packages) {
            let (file, services) = package.done(folder, &dated(lang))?;
            made.push(place(package_in(lang), file, folder, services)?);
        }
        Ok(made)
    }
}

fn table_of_terms(thesaurus: &[Theme], folder: &Path) -> io::Result<Made> {
    let mut table = Counted::begin(FileName::Thesaurus, heads(terms::COLUMNS), folder)?;
    for term in thesaurus.iter().filter(|term| !term.retired) {
        table.row(row(terms::COLUMNS, term))?;
    }
    table.done(folder)
}
