//! What every measurement stands on: the real binary, the region, and installations in a temporary folder.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::offer::{self, Offer};
use crate::process::Server;
use crate::rival::Text;

/// The installation that every measurement of the large directory uses.
pub(crate) const FILLED: &str = "filled";
/// Services in the large directory.
pub(crate) const SERVICES: usize = 100_000;

/// Where the borders lie in the folder of real data.
const SECTORS: &str = "data/brussels/territory/brussels_statistical_sectors_724.geojson";

/// The binary, the region's files, and the folder in which all this happens.
pub(crate) struct Ground {
    relais: PathBuf,
    /// The region pack, for the words people search by.
    pub(crate) region: PathBuf,
    /// The official borders, read where they lie.
    sectors: PathBuf,
    folder: TempDir,
    offer: Offer,
}

impl Ground {
    /// Generates the large directory into a folder of its own.
    pub(crate) fn prepare(relais: &Path, region: &Path, shared: &Path) -> Result<Self, String> {
        let folder = TempDir::with_prefix("relais-bench-").map_err(|error| format!("no temporary folder: {error}"))?;
        let sectors = shared.join(SECTORS);
        let offer = offer::generate(folder.path(), region, &sectors, SERVICES)?;
        Ok(Self { relais: relais.to_owned(), region: region.to_owned(), sectors, folder, offer })
    }

    /// An installation with region and borders, as it is before the import.
    pub(crate) fn installation(&self, name: &str) -> Result<Installation<'_>, String> {
        let installation = Installation { ground: self, data: self.folder.path().join(name) };
        installation.run(&["migrate"])?;
        installation.run(&["region", "load", "brussels"])?;
        installation.run(&["import", "territory", &self.sectors.to_string_lossy()])?;
        Ok(installation)
    }

    /// The installation with the large directory and its index, filled the first time it is asked for.
    pub(crate) async fn filled(&self) -> Result<Installation<'_>, String> {
        let filled = Installation { ground: self, data: self.folder.path().join(FILLED) };
        if !filled.data.exists() {
            let filled = self.installation(FILLED)?;
            filled.take_in()?;
        }
        filled.settle().await?;
        Ok(filled)
    }

    /// The texts of the large directory, for the other side.
    pub(crate) fn texts(&self) -> &[Text] {
        &self.offer.texts
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
}

impl Installation<'_> {
    /// A command of the real binary on this installation.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.ground.relais);
        command.args(arguments).arg("--data").arg(&self.data).env("RELAIS_LOG", "warn").stdin(Stdio::null());
        command
    }

    /// The import of the large directory.
    pub(crate) fn import(&self) -> Command {
        let Offer { file, mapping, .. } = &self.ground.offer;
        self.command(&["import", "directory", &file.to_string_lossy(), "--mapping", &mapping.to_string_lossy()])
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Result<(), String> {
        succeed(&mut self.command(arguments))
    }

    /// Imports the large directory, unmeasured.
    fn take_in(&self) -> Result<(), String> {
        succeed(&mut self.import())
    }

    /// Serves until the index has followed the import, and ends in good order.
    async fn settle(&self) -> Result<(), String> {
        let mut server = self.serve().await?;
        let (path, total) = self.ground.offer.proof()?;
        server.wait_for_index(&path, total).await?;
        server.end()
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
