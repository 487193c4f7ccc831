//! What the doctor examines.

use std::fs;
use std::io;
use std::path::Path;

use house::{INDEX, Pack};
use kernel::Clock;
use search::Condition;

use super::Finding;
use crate::installation::time_zone;
use crate::{Config, Server, modules, region};

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
pub(super) fn others_can_read(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|data| data.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
pub(super) fn others_can_read(_: &Path) -> bool {
    false
}

/// The way out for letters. To have none is a choice.
pub(super) async fn post(config: &Config) -> Finding {
    const ABOUT: &str = "mail";
    let post = match config.post.open() {
        Ok(post) if !post.is_open() => {
            return Finding::well(ABOUT, "none is set: pages offer nothing that would need letters");
        }
        Ok(post) => post,
        Err(fault) => return Finding::ill(ABOUT, fault.to_string()),
    };
    match post.knock().await {
        Ok(words) => Finding::well(ABOUT, words),
        Err(fault) => Finding::ill(ABOUT, format!("{fault}; check `mail`: host, port, user, password and firewall")),
    }
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

/// The region pack, found and without faults; and the clock by its time zone.
pub(super) fn region(config: &Config) -> Vec<Finding> {
    const ABOUT: &str = "region pack";
    let pack = match region::pack(&config.region) {
        Ok(pack) => pack,
        Err(fault) => return vec![Finding::ill(ABOUT, fault.to_string())],
    };
    let faults = modules::plan().check(&pack);
    let found = match faults.first() {
        None => Finding::well(ABOUT, config.region.clone()),
        Some(first) => Finding::ill(ABOUT, format!("{first} (`relais region check {}` names all)", config.region)),
    };
    vec![found, clock(&pack)]
}

/// The clock: not before this program was made, and the time zone of the region known.
fn clock(pack: &Pack) -> Finding {
    const ABOUT: &str = "clock";
    let now = Clock::system().now();
    if EARLIEST.parse().is_ok_and(|earliest| now < earliest) {
        return Finding::ill(ABOUT, format!("it says {now}, before this program was made; set it, or switch on NTP"));
    }
    match time_zone(pack) {
        Ok(zone) => {
            let name = zone.iana_name().unwrap_or("a zone without a name").to_owned();
            Finding::well(ABOUT, format!("{} ({name})", now.get().to_zoned(zone).strftime("%F %H:%M")))
        }
        Err(fault) => Finding::ill(ABOUT, format!("{fault} (or install the package tzdata)")),
    }
}

/// The search index: what is written of it is read, without opening it: a server may be at work in it.
pub(super) fn index(config: &Config) -> Finding {
    const ABOUT: &str = "search index";
    let index = config.data.join(INDEX);
    let shown = index.display();
    match search::examine(&index) {
        Ok(Condition::Absent) => Finding::well(ABOUT, "not there yet; it is made at the next start"),
        Ok(Condition::Unfilled) => {
            Finding::attention(ABOUT, format!("{shown}: it was never filled; a running server does that by itself"))
        }
        Ok(Condition::Filled(documents)) => {
            Finding::well(ABOUT, format!("{shown}: {documents} documents, their files as they were written"))
        }
        Ok(Condition::Damaged(what)) => Finding::ill(
            ABOUT,
            format!("{shown} is damaged ({what}); stop the server, remove that directory, start: it is built again"),
        ),
        Err(error) => Finding::ill(ABOUT, error.to_string()),
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
