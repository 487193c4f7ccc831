//! What the doctor examines.

use std::fs;
use std::io;
use std::path::Path;

use access::Vault;
use house::INDEX;
use jiff::tz::TimeZone;
use kernel::{Clock, Random};
use store::{Engine, Store};

use super::Finding;
use crate::installation::prove;
use crate::{Config, Server, modules, open_store, region};

/// Less room than this on the disk is little.
const LITTLE: u64 = 1024 * 1024 * 1024;
/// Less room than this on the disk is none.
const NONE: u64 = 64 * 1024 * 1024;
/// No build of this program is older.
const EARLIEST: &str = "2026-11-01T00:00:00Z";

/// The data directory: there, ours, and nobody else's.
pub(super) fn directory(config: &Config) -> Finding {
    const ABOUT: &str = "data directory";
    let shown = config.data.display();
    if !config.data.is_dir() {
        return Finding::ill(
            ABOUT,
            format!("{shown} is no directory; run `relais migrate`, or name another with --data"),
        );
    }
    if let Err(error) = tempfile::tempfile_in(&config.data) {
        return Finding::ill(ABOUT, format!("{shown} cannot be written: {error}; give it to the user who runs Relais"));
    }
    if others_can_read(&config.data) {
        return Finding::attention(ABOUT, format!("{shown} can be read by others; run `chmod 700 {shown}`"));
    }
    Finding::well(ABOUT, shown.to_string())
}

#[cfg(unix)]
fn others_can_read(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|data| data.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn others_can_read(_: &Path) -> bool {
    false
}

/// Room on the disk.
pub(super) fn room(config: &Config) -> Finding {
    const ABOUT: &str = "disk";
    match free(&config.data) {
        Err(error) => Finding::attention(ABOUT, format!("how much room there is cannot be found out: {error}")),
        Ok(free) => {
            let words = format!("{} MiB free", free / 1024 / 1024);
            match free {
                0..NONE => Finding::ill(ABOUT, format!("{words}: nothing more can be written; free some room now")),
                NONE..LITTLE => Finding::attention(ABOUT, format!("{words}: that is little; free some room soon")),
                _ => Finding::well(ABOUT, words),
            }
        }
    }
}

fn free(path: &Path) -> io::Result<u64> {
    let existing = path.ancestors().find(|path| path.exists()).unwrap_or(Path::new("."));
    let stat = rustix::fs::statvfs(existing)?;
    Ok(stat.f_bavail.saturating_mul(stat.f_frsize))
}

/// The region pack: found, and without faults.
pub(super) fn region(config: &Config) -> Finding {
    const ABOUT: &str = "region pack";
    let pack = match region::pack(&config.region) {
        Ok(pack) => pack,
        Err(fault) => return Finding::ill(ABOUT, fault.to_string()),
    };
    let faults = modules::plan().check(&pack);
    match faults.first() {
        None => Finding::well(ABOUT, config.region.clone()),
        Some(first) => Finding::ill(ABOUT, format!("{first} (`relais region check {}` names all)", config.region)),
    }
}

/// The clock: not before this program was made, and the time zone known.
pub(super) fn clock() -> Finding {
    const ABOUT: &str = "clock";
    let now = Clock::system().now();
    if EARLIEST.parse().is_ok_and(|earliest| now < earliest) {
        return Finding::ill(ABOUT, format!("it says {now}, before this program was made; set it, or switch on NTP"));
    }
    match TimeZone::get("Europe/Brussels") {
        Ok(_) => Finding::well(ABOUT, now.to_string()),
        Err(error) => Finding::ill(ABOUT, format!("time zones are unknown: {error}; install the package tzdata")),
    }
}

/// The database, its steps, its key and its journal's beginning.
pub(super) async fn database(config: &Config) -> Vec<Finding> {
    const ABOUT: &str = "database";
    let store = match open_store(config).await {
        Ok(store) => store,
        Err(fault) => return vec![Finding::ill(ABOUT, fault.to_string())],
    };
    let reached = format!("{} ({})", config.database_shown(), store.engine());
    let mut findings = vec![Finding::well(ABOUT, reached), steps(&store).await];
    findings.push(key(config, &store).await);
    findings.push(durability(&store));
    if let Err(error) = store.close().await {
        findings.push(Finding::attention(ABOUT, format!("it did not close cleanly: {error}")));
    }
    findings
}

async fn steps(store: &Store) -> Finding {
    const ABOUT: &str = "schema";
    match store::pending(store, &modules::plan().steps()).await {
        Ok(missing) if missing.is_empty() => Finding::well(ABOUT, "up to date"),
        Ok(missing) => {
            let words = format!("{} steps are missing; make a backup, then run `relais migrate`", missing.len());
            Finding::ill(ABOUT, words)
        }
        Err(error) => Finding::ill(ABOUT, error.to_string()),
    }
}

async fn key(config: &Config, store: &Store) -> Finding {
    const ABOUT: &str = "key";
    let vault = match Vault::from_file(&config.key_file, Random::system()) {
        Ok(vault) => vault,
        Err(error) => return Finding::ill(ABOUT, error.to_string()),
    };
    if others_can_read(&config.key_file) {
        let shown = config.key_file.display();
        return Finding::ill(ABOUT, format!("{shown} can be read by others; run `chmod 600 {shown}`"));
    }
    match prove(store, &vault).await {
        Ok(()) => Finding::well(ABOUT, "it belongs to this database; keep a copy apart from the backups"),
        Err(error) => Finding::ill(ABOUT, error.to_string()),
    }
}

fn durability(store: &Store) -> Finding {
    const ABOUT: &str = "backups";
    let words = match store.engine() {
        Engine::Sqlite => "run `relais backup FILE` every night, and keep copies on another machine",
        Engine::Postgres => "run `relais backup FILE` every night, or archive the server's log",
    };
    Finding::well(ABOUT, words)
}

/// The search index: made, or to be made at the next start.
pub(super) fn index(config: &Config) -> Finding {
    const ABOUT: &str = "search index";
    let index = config.data.join(INDEX);
    match fs::read_dir(&index).map(Iterator::count) {
        Ok(0) => Finding::well(ABOUT, "empty; it is made at the next start"),
        Ok(_) => Finding::well(ABOUT, index.display().to_string()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Finding::well(ABOUT, "not there yet; it is made at the next start")
        }
        Err(error) => {
            let shown = index.display();
            Finding::ill(
                ABOUT,
                format!("{shown} cannot be read: {error}; remove it, it is made again at the next start"),
            )
        }
    }
}

/// The address to listen on: free, or ours already.
pub(super) async fn port(config: &Config) -> Finding {
    const ABOUT: &str = "address";
    match Server::bind(&config.listen, &[]).await {
        Ok(_) => Finding::well(ABOUT, format!("{} is free", config.listen)),
        Err(fault) => Finding::attention(ABOUT, format!("{fault} (if that is Relais itself, all is well)")),
    }
}
