//! An installation, opened: its database, its key, its region, its rights.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use access::{Gate, PasswordCost, PolicyFault, Vault, VaultError};
use directory::FrontDesk;
use house::import::ImportFault;
use house::{Core, Front, House, Loaded, Pack, PackFault, PackText, Plan, StartFault};
use jiff::tz::TimeZone;
use kernel::{Clock, Random, Text};
use mail::{NoPost, Outbox};
use search::{Index, IndexError, Indexer};
use serde::Deserialize;
use store::{MigrationError, Store, StoreError};
use web::{Help, TextsFault};

use crate::{Config, modules, region};

/// Why an installation cannot be opened; each a sentence with its remedy.
#[derive(Debug, thiserror::Error)]
pub enum OpenFault {
    /// There is no database file.
    #[error("there is no database at `{0}`; make it with `relais migrate`, or try everything out with `relais demo`")]
    Absent(PathBuf),
    /// A directory cannot be made or used.
    #[error("`{0}` cannot be used: {1}; check that the directory exists, is yours and has room")]
    Directory(PathBuf, #[source] io::Error),
    /// The database is a file that we may not look at or write to.
    #[error(
        "the database `{0}` cannot be written: {1}; give the file and its directory to the user who runs Relais, on a disk that takes writes"
    )]
    File(PathBuf, #[source] io::Error),
    /// The database cannot be opened.
    #[error("{source}: {address}; {remedy}", remedy = .source.remedy())]
    Database {
        /// The address without its password.
        address: String,
        /// What the database said.
        source: StoreError,
    },
    /// The database was opened, and then failed.
    #[error("{0}; {remedy}", remedy = .0.remedy())]
    Store(#[from] StoreError),
    /// The database lacks steps.
    #[error("the database is not up to date ({0} steps are missing); make a backup, then run `relais migrate`")]
    Behind(usize),
    /// The steps do not fit.
    #[error(transparent)]
    Migration(#[from] MigrationError),
    /// The key cannot be used.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The key does not belong to the database, or cannot be tried.
    #[error(transparent)]
    Key(#[from] access::Refusal),
    /// Letters cannot go out as it is set.
    #[error(transparent)]
    Post(#[from] NoPost),
    /// The region pack cannot be used.
    #[error(transparent)]
    Pack(#[from] PackFault),
    /// The region pack was not taken in.
    #[error(transparent)]
    Load(#[from] ImportFault),
    /// The policies cannot be used: a fault of this program.
    #[error("this program is not whole: {0}; install it again")]
    Policies(#[from] PolicyFault),
    /// The texts cannot be used: a fault of this program.
    #[error("this program is not whole: {0}; install it again")]
    Texts(#[from] TextsFault),
    /// Another process works with the same data directory.
    #[error("{0} (--data), or stop the other")]
    Shared(IndexError),
    /// A department cannot begin.
    #[error("Relais cannot begin: {0}; `relais doctor` examines what it needs")]
    Start(StartFault),
}

impl OpenFault {
    fn start(fault: StartFault) -> Self {
        match fault.downcast::<IndexError>() {
            Ok(fault) if matches!(*fault, IndexError::InUse(_)) => Self::Shared(*fault),
            Ok(fault) => Self::Start(fault),
            Err(fault) => Self::Start(fault),
        }
    }
}

/// An installation, opened and up to date.
#[derive(Debug)]
pub struct Installation {
    /// How it is set up.
    pub config: Config,
    /// Its departments.
    pub plan: Plan,
    /// What handlers, jobs and imports share.
    pub house: House,
    /// What guards the way in.
    pub gate: Gate,
}

#[derive(Deserialize)]
struct RegionFile {
    region: RegionFacts,
}

#[derive(Deserialize)]
struct RegionFacts {
    /// What people call it, as it stands beside the emblem.
    short_names: PackText,
    country: String,
    time_zone: String,
}

impl Installation {
    /// Opens an installation whose database is up to date. No department is furnished yet.
    ///
    /// # Errors
    /// When anything that it needs is missing or does not fit.
    pub async fn open(config: Config) -> Result<Self, OpenFault> {
        let plan = modules::plan();
        let store = open_store(&config).await?;
        plan.attend(&store);
        match store::pending(&store, &plan.steps()).await?.len() {
            0 => {}
            missing => return Err(OpenFault::Behind(missing)),
        }
        let (clock, random) = (Clock::system(), Random::system());
        let vault = Vault::from_file(&config.key_file, random.clone())?;
        prove(&store, &vault).await?;
        let mut gate = Gate::new(vault.clone(), PasswordCost::Standard, random.clone());
        if config.require_second_factor {
            gate = gate.requiring_second_factor();
        }
        let pack = region::pack(&config.region)?;
        let time_zone = time_zone(&pack)?;
        let policies = Arc::new(plan.policies()?);
        let outbox = Outbox::new(vault.clone(), config.post.open()?, config.address());
        let data = config.data.clone();
        let house = House::new(Core { store, policies, clock, random, time_zone, vault, pack, data });
        house.fixtures.install(gate.clone());
        house.fixtures.install(outbox);
        house.fixtures.install(documents::Press::default());
        house.fixtures.install(standards::Outward { private: config.federate_privately });
        Ok(Self { config, plan, house, gate })
    }

    /// The same installation with another place for what can be made again: for commands beside a running server.
    #[must_use]
    pub fn working_in(self, data: &Path) -> Self {
        let old = &self.house;
        let house = House::new(Core {
            store: old.store.clone(),
            policies: Arc::clone(&old.policies),
            clock: old.clock.clone(),
            random: old.random.clone(),
            time_zone: old.time_zone.clone(),
            vault: old.vault.clone(),
            pack: old.pack.clone(),
            data: data.to_owned(),
        });
        house.fixtures.install(self.gate.clone());
        Self { house, ..self }
    }

    /// Lets every department prepare what it keeps in memory. Once is enough; again changes nothing.
    ///
    /// # Errors
    /// When one cannot.
    pub async fn furnish(&self) -> Result<(), OpenFault> {
        if self.house.fixtures.get::<Index>().is_ok() {
            return Ok(());
        }
        self.plan.furnish(&self.house).await.map_err(OpenFault::start)
    }

    /// Brings the search index up to the last change.
    ///
    /// # Errors
    /// When no department is furnished yet, or the index cannot be written.
    pub async fn catch_up(&self) -> Result<(), OpenFault> {
        let index = self.house.fixtures.get::<Index>().map_err(|error| OpenFault::Start(error.into()))?;
        let indexer = Indexer::new(self.house.store.clone(), (*index).clone(), self.plan.sources(&self.house));
        indexer.catch_up().await.map(drop).map_err(|error| OpenFault::Start(error.into()))
    }

    /// Brings the records to what a region pack says; answers what each department did. All of it, or nothing.
    ///
    /// # Errors
    /// When the pack has a fault, or the database refuses.
    pub async fn load_region(&self, pack: &Pack) -> Result<Vec<Loaded>, OpenFault> {
        let tx = self.house.store.begin().await?;
        let loaded = self.plan.load(&self.house.system("region"), &tx, pack).await?;
        tx.commit().await?;
        Ok(loaded)
    }

    /// How the house is shown to the world.
    ///
    /// # Errors
    /// When the region pack does not say what the region is called.
    pub fn front(&self) -> Result<Front, OpenFault> {
        let file: RegionFile = self.house.pack.read("region.toml")?;
        let RegionFacts { short_names, country, .. } = file.region;
        let (region, https) = (Text::from(short_names), self.config.https);
        // A house without a directory has no search.
        let desk = self.house.fixtures.get::<FrontDesk>().ok();
        let help = desk.map(|desk| Help { search: "/search", phone: desk.phone.clone() });
        Ok(Front { region, country, https, public_url: self.config.public_url.clone(), help })
    }
}

/// Opens the database of an installation; a SQLite file must be there already.
///
/// # Errors
/// When there is none, or it cannot be opened.
pub async fn open_store(config: &Config) -> Result<Store, OpenFault> {
    if let Some(file) = sqlite_file(&config.database) {
        match file.try_exists() {
            Ok(true) => {}
            Ok(false) => return Err(OpenFault::Absent(file)),
            Err(error) => return Err(OpenFault::File(file, error)),
        }
    }
    connect(config).await
}

/// Opens the database of an installation, and makes it when it is a SQLite file that is not there.
///
/// # Errors
/// When it cannot be made or opened.
pub async fn make_store(config: &Config) -> Result<Store, OpenFault> {
    if let Some(directory) = sqlite_file(&config.database).as_deref().and_then(Path::parent) {
        make_directory(directory)?;
    }
    connect(config).await
}

async fn connect(config: &Config) -> Result<Store, OpenFault> {
    if let Some(file) = sqlite_file(&config.database) {
        writable(&file).map_err(|error| OpenFault::File(file, error))?;
    }
    let address = config.database_shown();
    let opened = Store::open(&config.database).await;
    let store = opened.map_err(|source| OpenFault::Database { address: address.clone(), source })?;
    store.ping().await.map_err(|source| OpenFault::Database { address, source })?;
    Ok(store)
}

/// SQLite writes to its file, and beside it. Asked first, because what it says itself names neither place nor remedy.
fn writable(file: &Path) -> io::Result<()> {
    if file.try_exists()? {
        fs::OpenOptions::new().write(true).open(file)?;
    }
    let directory = file.parent().filter(|directory| !directory.as_os_str().is_empty());
    tempfile::tempfile_in(directory.unwrap_or(Path::new("."))).map(drop)
}

/// The file behind the address of a SQLite database.
pub fn sqlite_file(url: &str) -> Option<PathBuf> {
    let rest = url.strip_prefix("sqlite:")?;
    let path = rest.strip_prefix("//").unwrap_or(rest).split('?').next().unwrap_or_default();
    let plain = path.replace("%3F", "?").replace("%23", "#").replace("%25", "%");
    (!plain.is_empty() && !plain.starts_with(":memory:")).then(|| PathBuf::from(plain))
}

/// Makes a directory that only its owner can look into; one that exists is left as it is.
///
/// # Errors
/// When it cannot be made.
pub fn make_directory(path: &Path) -> Result<(), OpenFault> {
    if path.as_os_str().is_empty() || path.is_dir() {
        return Ok(());
    }
    let mut maker = fs::DirBuilder::new();
    maker.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
    maker.create(path).map_err(|error| OpenFault::Directory(path.to_owned(), error))
}

/// Makes sure that the key belongs to the database; the first key that comes is the one.
///
/// # Errors
/// When it does not.
async fn prove(store: &Store, vault: &Vault) -> Result<(), OpenFault> {
    let tx = store.begin().await?;
    vault.prove(&tx).await?;
    Ok(tx.commit().await?)
}

/// The time zone of a region.
///
/// # Errors
/// When the pack names none that the system knows.
pub(crate) fn time_zone(pack: &Pack) -> Result<TimeZone, OpenFault> {
    let file: RegionFile = pack.read("region.toml")?;
    let name = file.region.time_zone;
    TimeZone::get(&name).map_err(|_| {
        let message = format!("there is no time zone `{name}`");
        pack.fault("region.toml", "time_zone", message, "write one such as Europe/Brussels").into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_an_address_is_found_again() {
        for path in ["a.sqlite", "/srv/relais/50%?#/b.sqlite"] {
            assert_eq!(sqlite_file(&crate::sqlite_url(Path::new(path))), Some(PathBuf::from(path)));
        }
        assert_eq!(sqlite_file("sqlite:///srv/a.sqlite?mode=rwc"), Some(PathBuf::from("/srv/a.sqlite")));
        assert_eq!(sqlite_file("postgres://x/y"), None);
    }
}
