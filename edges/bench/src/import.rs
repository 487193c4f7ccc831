//! Taking in the large directory: how fast, how much memory, and what a kill in the middle leaves.

use std::io::Read as _;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection as _, Row as _, SqliteConnection};

use crate::figure::{Bar, Figure};
use crate::ground::{FILLED, Ground, Installation, SERVICES};
use crate::offer::Offer;
use crate::process::memory;

/// How often the import is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// Imports once in peace and once with a kill in the middle.
pub(crate) async fn measure(ground: &Ground) -> Result<Vec<Figure>, String> {
    let filled = ground.installation(FILLED)?;
    let before = Counts::of(&filled).await?;
    let run = run(&filled, &ground.offer)?;
    let counts = Counts::of(&filled).await?;
    if counts.services - before.services != i64::try_from(SERVICES).map_err(|error| error.to_string())? {
        return Err(format!("of {SERVICES} services {} arrived", counts.services - before.services));
    }
    let again = killed_and_started_again(ground, run.seconds / 2.0).await?;
    let differ = counts.distance(&again);
    Ok(vec![
        Figure::new("import of 100 000 services", run.seconds, "s", Bar::Under(60.0)),
        Figure::new("import, most memory", run.most_memory, "MiB", Bar::None),
        Figure::new("import, times progress was told", run.steps, "times", Bar::AtLeast(2.0)),
        Figure::new("records lost or doubled by a kill", differ, "records", Bar::Exactly(0.0)),
    ])
}

/// One import.
pub(crate) struct Run {
    /// How long it took, in seconds.
    pub(crate) seconds: f64,
    /// The most memory it held, in MiB.
    pub(crate) most_memory: f64,
    steps: f64,
}

/// Imports a directory and watches.
pub(crate) fn run(installation: &Installation, offer: &Offer) -> Result<Run, String> {
    let begun = Instant::now();
    let mut child = start(installation, offer)?;
    let told = listen(&mut child);
    let mut most_memory = 0.0_f64;
    let status = loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            break status;
        }
        // The process may end between the two looks; then the last figure stands.
        most_memory = most_memory.max(memory(child.id(), "VmHWM").unwrap_or_default());
        thread::sleep(LOOK);
    };
    let seconds = begun.elapsed().as_secs_f64();
    let told = told.join().map_err(|_| "the import could not be heard")?;
    if !status.success() {
        return Err(format!("the import failed: {}", told.trim()));
    }
    #[expect(clippy::cast_precision_loss, reason = "a progress bar has at most some thousand steps")]
    let steps = told.lines().filter(|line| line.contains(" of ")).count() as f64;
    Ok(Run { seconds, most_memory, steps })
}

async fn killed_and_started_again(ground: &Ground, after: f64) -> Result<Counts, String> {
    let installation = ground.installation("killed")?;
    let mut child = start(&installation, &ground.offer)?;
    let _told = listen(&mut child);
    thread::sleep(Duration::from_secs_f64(after));
    if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
        return Err(format!("the import to be killed ended by itself with {status}"));
    }
    child.kill().and_then(|()| child.wait()).map_err(|error| format!("the import cannot be killed: {error}"))?;
    run(&installation, &ground.offer)?;
    installation.run(&["journal", "verify"])?;
    Counts::of(&installation).await
}

fn start(installation: &Installation, offer: &Offer) -> Result<Child, String> {
    let mut command = installation.import(offer);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command.spawn().map_err(|error| format!("the import cannot be started: {error}"))
}

/// Reads on standard error what the import tells, so that it never waits for us.
fn listen(child: &mut Child) -> thread::JoinHandle<String> {
    let stderr = child.stderr.take();
    thread::spawn(move || {
        let mut told = Vec::new();
        // What was told before a kill is all there is.
        let _ = stderr.map(|mut stderr| stderr.read_to_end(&mut told));
        String::from_utf8_lossy(&told).into_owned()
    })
}

/// How many records an installation holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Counts {
    organisations: i64,
    services: i64,
    locations: i64,
    places_of_services: i64,
}

impl Counts {
    async fn of(installation: &Installation<'_>) -> Result<Self, String> {
        let file = installation.data.join("relais.sqlite");
        let options = SqliteConnectOptions::new().filename(&file).read_only(true);
        let told = |error: sqlx::Error| format!("{}: {error}", file.display());
        let mut connection = SqliteConnection::connect_with(&options).await.map_err(told)?;
        let row = sqlx::query(
            "select (select count(*) from organisation), (select count(*) from service), \
             (select count(*) from location), (select count(*) from service_at_location)",
        )
        .fetch_one(&mut connection)
        .await
        .map_err(told)?;
        Ok(Self {
            organisations: row.get(0),
            services: row.get(1),
            locations: row.get(2),
            places_of_services: row.get(3),
        })
    }

    /// How many records one holds that the other does not.
    fn distance(&self, other: &Self) -> f64 {
        let pairs = [
            (self.organisations, other.organisations),
            (self.services, other.services),
            (self.locations, other.locations),
            (self.places_of_services, other.places_of_services),
        ];
        #[expect(clippy::cast_precision_loss, reason = "some hundred thousand records")]
        pairs.iter().map(|(one, other)| one.abs_diff(*other) as f64).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn losses_and_doubles_both_count() {
        let counts = Counts { organisations: 10, services: 20, locations: 30, places_of_services: 40 };
        assert!(counts.distance(&counts).abs() < f64::EPSILON);
        let other = Counts { services: 19, locations: 32, ..counts };
        assert!((counts.distance(&other) - 3.0).abs() < f64::EPSILON);
    }
}
