//! What every measurement stands on: the real binary, the region, and installations in a temporary folder.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use tempfile::TempDir;

use crate::offer::{Makings, Offer};
use crate::process::Server;
use crate::rival::Text;

/// The installation that every measurement of the large directory uses.
pub(crate) const FILLED: &str = "filled";
/// Services in the large directory.
pub(crate) const SERVICES: usize = 100_000;

/// Services in the largest directory.
pub(crate) const MILLION: usize = 1_000_000;

/// Where the borders lie in the folder of real data.
const SECTORS: &str = "data/brussels/territory/brussels_statistical_sectors_724.geojson";
/// Where the names of hospitals lie in it.
const HOSPITALS: &str = "data/load/eurostat_healthcare_europe.csv";

/// The binary, the region's files, and the folder in which all this happens.
pub(crate) struct Ground {
    relais: PathBuf,
    /// The region pack, for the words people search by.
    pub(crate) region: PathBuf,
    /// The official borders, read where they lie.
    sectors: PathBuf,
    folder: TempDir,
    makings: Makings,
    /// The large directory.
    pub(crate) offer: Offer,
}

impl Ground {
    /// Generates the large directory into a folder of its own.
    pub(crate) fn prepare(relais: &Path, region: &Path, shared: &Path) -> Result<Self, String> {
        let folder = TempDir::with_prefix("relais-bench-").map_err(|error| format!("no temporary folder: {error}"))?;
        let sectors = shared.join(SECTORS);
        let makings = Makings::read(region, &sectors, &shared.join(HOSPITALS))?;
        let offer = makings.invented(folder.path(), SERVICES)?;
        Ok(Self { relais: relais.to_owned(), region: region.to_owned(), sectors, folder, makings, offer })
    }

    /// The largest directory, generated now.
    pub(crate) fn million(&self) -> Result<Offer, String> {
        self.makings.borrowed(self.folder.path(), MILLION)
    }

    /// An installation with region and borders, as it is before the import.
    pub(crate) fn installation(&self, name: &str) -> Result<Installation<'_>, String> {
        self.installed(self.beside(name))
    }

    /// The same on a PostgreSQL.
    pub(crate) fn installation_on(&self, database: &str, name: &str) -> Result<Installation<'_>, String> {
        self.installed(Installation { database: Some(database.to_owned()), ..self.beside(name) })
    }

    fn beside(&self, name: &str) -> Installation<'_> {
        Installation { ground: self, data: self.folder.path().join(name), database: None }
    }

    fn installed<'a>(&'a self, installation: Installation<'a>) -> Result<Installation<'a>, String> {
        installation.run(&["migrate"])?;
        installation.run(&["region", "load", "brussels"])?;
        installation.run(&["import", "territory", &self.sectors.to_string_lossy()])?;
        Ok(installation)
    }

    /// The installation with the large directory and its index, filled the first time it is asked for.
    pub(crate) async fn filled(&self) -> Result<Installation<'_>, String> {
        let filled = self.beside(FILLED);
        if !filled.data.exists() {
            let filled = self.installation(FILLED)?;
            filled.take_in(&self.offer)?;
        }
        filled.settle(&self.offer).await?;
        Ok(filled)
    }

    /// The texts of the large directory, for the other side.
    pub(crate) fn texts(&self) -> Vec<Text> {
        self.makings.texts(SERVICES)
    }

    /// A directory of one service with this name in its source, called so.
    pub(crate) fn one_more(&self, id: &str, called: &str) -> Result<Offer, String> {
        self.makings.one(self.folder.path(), id, called)
    }

    /// The demo, in a folder of its own.
    pub(crate) async fn demo(&self) -> Result<Server, String> {
        let mut command = Command::new(&self.relais);
        command.args(["demo", "--no-browser", "--data"]).arg(self.folder.path().join("demo"));
        Server::start(command, "/readyz").await
    }

    /// The bare server.
    pub(crate) async fn hello(&self) -> Result<Server, String> {
        let own = env::current_exe().map_err(|error| format!("the bench cannot find itself: {error}"))?;
        let mut command = Command::new(own);
        command.arg("hello");
        Server::start(command, "/").await
    }
}

/// One installation of Relais.
pub(crate) struct Installation<'a> {
    ground: &'a Ground,
    pub(crate) data: PathBuf,
    /// The PostgreSQL it stands on; a file in `data` otherwise.
    database: Option<String>,
}

impl Installation<'_> {
    /// A second process's view of it: the same database and key, a folder and thus an index of its own.
    pub(crate) fn again(&self, name: &str) -> Result<Self, String> {
        let again = Self { data: self.ground.folder.path().join(name), database: self.database.clone(), ..*self };
        let key = "relais.key";
        let copied = fs::create_dir_all(&again.data).and_then(|()| fs::copy(self.data.join(key), again.data.join(key)));
        copied.map_err(|error| format!("{}: {error}", again.data.display()))?;
        Ok(again)
    }

    /// A command of the real binary on this installation.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.ground.relais);
        command.args(arguments).arg("--data").arg(&self.data).env("RELAIS_LOG", "warn").stdin(Stdio::null());
        if let Some(database) = &self.database {
            command.env("DATABASE_URL", database);
        }
        command
    }

    /// The import of a directory.
    pub(crate) fn import(&self, offer: &Offer) -> Command {
        let Offer { file, mapping, .. } = offer;
        self.command(&["import", "directory", &file.to_string_lossy(), "--mapping", &mapping.to_string_lossy()])
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Result<(), String> {
        succeed(&mut self.command(arguments))
    }

    /// Imports a directory, unmeasured.
    pub(crate) fn take_in(&self, offer: &Offer) -> Result<(), String> {
        succeed(&mut self.import(offer))
    }

    /// Serves until the index has followed the import, and ends in good order.
    async fn settle(&self, offer: &Offer) -> Result<(), String> {
        let mut server = self.serve_at_once().await?;
        server.wait_for_index(offer).await?;
        server.end()
    }

    /// Serves it from the first moment that it answers at all, while the index may still be built.
    pub(crate) async fn serve_at_once(&self) -> Result<Server, String> {
        Server::start(self.command(&["serve"]), "/healthz").await
    }

    /// Serves it.
    pub(crate) async fn serve(&self) -> Result<Server, String> {
        Server::start(self.command(&["serve"]), "/readyz").await
    }
}

fn succeed(command: &mut Command) -> Result<(), String> {
    let shown = format!("{command:?}");
    let output = command.output().map_err(|error| format!("{shown}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{shown} failed: {}", String::from_utf8_lossy(&output.stderr).trim()))
}
