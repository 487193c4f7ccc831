//! Two processes serve one PostgreSQL: how soon what one import commits is found by both.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use crate::figure::{Bar, Figure};
use crate::ground::{Ground, Installation};
use crate::load;
use crate::process::Server;

/// Changes made one after the other.
const CHANGES: usize = 15;
/// How often is looked.
const LOOK: Duration = Duration::from_millis(5);
/// How long a change may take before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(60);
/// The database of this measurement, beside the one that is given.
const NAME: &str = "relais_two";

/// Measures on the large directory.
pub(crate) async fn measure(ground: &Ground, postgres: &str) -> Result<Vec<Figure>, String> {
    let url = database(postgres).await?;
    let first = ground.installation_on(&url, "two-first")?;
    let began = Instant::now();
    first.take_in(&ground.offer)?;
    let taken_in = began.elapsed().as_secs_f64();
    let second = first.again("two-second")?;
    let servers = [first.serve_at_once().await?, second.serve_at_once().await?];
    for server in &servers {
        server.wait_for_index(&ground.offer).await?;
    }
    let mut watch = PgConnection::connect(&url).await.map_err(told)?;
    let mut waits = Vec::new();
    for change in 0..CHANGES {
        waits.push(found(ground, &first, &mut watch, &servers, change).await?.as_secs_f64());
    }
    let longest = waits.iter().copied().fold(0.0, f64::max);
    Ok(vec![
        Figure::new("import of 100 000 into PostgreSQL", taken_in, "s", Bar::None),
        Figure::new("a change found by both of two, median", load::median(waits), "s", Bar::None),
        Figure::new("a change found by both of two, longest", longest, "s", Bar::Under(1.0)),
    ])
}

/// Makes a database of our own; answers its address.
async fn database(postgres: &str) -> Result<String, String> {
    let mut connection = PgConnection::connect(postgres).await.map_err(told)?;
    for statement in [format!("drop database if exists {NAME}"), format!("create database {NAME}")] {
        sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await.map_err(told)?;
    }
    let (server, given) = postgres.rsplit_once('/').ok_or("the address of PostgreSQL names no database")?;
    let settings = given.split_once('?').map_or_else(String::new, |(_, settings)| format!("?{settings}"));
    Ok(format!("{server}/{NAME}{settings}"))
}

/// Imports one service more, and answers how long after the commit both servers found it.
async fn found(
    ground: &Ground,
    installation: &Installation<'_>,
    watch: &mut PgConnection,
    servers: &[Server; 2],
    change: usize,
) -> Result<Duration, String> {
    let word = word(change);
    let id = format!("more-{change}");
    let offer = ground.one_more(&id, &word)?;
    let mut command = installation.import(&offer);
    let began = Instant::now();
    let mut import = started(&mut command)?;
    while !is_kept(watch, &id).await? {
        patient(began)?;
        tokio::time::sleep(LOOK).await;
    }
    let committed = Instant::now();
    for server in servers {
        while server.total(&format!("/api/v1/search?q={word}&limit=1")).await? == 0 {
            patient(committed)?;
            tokio::time::sleep(LOOK).await;
        }
    }
    let took = committed.elapsed();
    let status = import.wait().map_err(|error| error.to_string())?;
    if status.success() { Ok(took) } else { Err(format!("the import of one service ended with {status}")) }
}

/// A word that nothing else is called by, and that no other of them resembles.
fn word(change: usize) -> String {
    const SYLLABLES: [&str; 15] = [
        "kwazu", "ploemi", "strafe", "dwongo", "griepa", "zwelto", "knarvi", "blutso", "fjerda", "smokke", "trinzu",
        "vleppo", "sprawi", "hjolde", "pruzca",
    ];
    format!("{0}{1}{0}", SYLLABLES[change % SYLLABLES.len()], SYLLABLES[(change * 7 + 3) % SYLLABLES.len()])
}

fn started(command: &mut Command) -> Result<std::process::Child, String> {
    let command = command.stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().map_err(|error| format!("the import cannot be started: {error}"))
}

async fn is_kept(watch: &mut PgConnection, id: &str) -> Result<bool, String> {
    let asked = sqlx::query_scalar("select exists (select 1 from service where source_id = $1)");
    asked.bind(id).fetch_one(watch).await.map_err(told)
}

fn patient(since: Instant) -> Result<(), String> {
    if since.elapsed() < PATIENCE { Ok(()) } else { Err(format!("a change was not found within {PATIENCE:?}")) }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn told(error: sqlx::Error) -> String {
    format!("PostgreSQL: {error}")
}
