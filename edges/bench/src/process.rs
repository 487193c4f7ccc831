//! The programs that are measured: started, watched, and ended again.

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::load::http::{Browser, get};
use crate::offer::Offer;

/// How long a server may take before the measurement is given up.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often is looked whether it answers.
const LOOK: Duration = Duration::from_millis(2);

/// A running server.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    /// From its start until it said that it is ready.
    pub(crate) start: Duration,
}

impl Server {
    /// Starts `command` with `--listen` and an address of its own, and waits until `ready` answers 200.
    pub(crate) async fn start(mut command: Command, ready: &str) -> Result<Self, String> {
        let address = free_address()?;
        command.args(["--listen", &address.to_string()]).stdin(Stdio::null()).stdout(Stdio::null());
        let shown = format!("{command:?}");
        let begun = Instant::now();
        let child = command.spawn().map_err(|error| format!("{shown}: {error}"))?;
        let mut server = Self { child, address, start: Duration::ZERO };
        while !server.is_ready(ready).await {
            if let Ok(Some(status)) = server.child.try_wait() {
                return Err(format!("{shown} ended with {status} before it was ready"));
            }
            if begun.elapsed() > PATIENCE {
                return Err(format!("{shown} was not ready within {} seconds", PATIENCE.as_secs()));
            }
            tokio::time::sleep(LOOK).await;
        }
        server.start = begun.elapsed();
        Ok(server)
    }

    async fn is_ready(&self, path: &str) -> bool {
        let Ok(mut browser) = Browser::open(self.address, Arc::new(vec![get(path, "")])).await else { return false };
        browser.answer(0).await.is_ok_and(|answer| answer.status() == 200)
    }

    /// Waits until everything that was imported is found.
    pub(crate) async fn wait_for_index(&self, offer: &Offer) -> Result<(), String> {
        let begun = Instant::now();
        let (path, total) = offer.proof();
        while self.total(path).await? < total {
            if begun.elapsed() > PATIENCE * 30 {
                return Err(format!("the index does not hold {total} services after {:?}", begun.elapsed()));
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        Ok(())
    }

    /// How many are found by a search for programs.
    pub(crate) async fn total(&self, path: &str) -> Result<u64, String> {
        self.number(path, "total").await
    }

    /// The number that an answer for programs tells under a name.
    pub(crate) async fn number(&self, path: &str, name: &str) -> Result<u64, String> {
        let mut browser = Browser::open(self.address, Arc::new(vec![get(path, "accept-language: nl\r\n")])).await?;
        let answer = browser.answer(0).await?;
        let value: serde_json::Value =
            serde_json::from_slice(answer.body).map_err(|error| format!("{path}: {error}"))?;
        value[name].as_u64().ok_or_else(|| format!("{path} tells no {name}: {value}"))
    }

    /// Ends it in good order.
    pub(crate) fn end(&mut self) -> Result<(), String> {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        asked.map_err(|error| format!("kill cannot be run: {error}"))?;
        let status = self.child.wait().map_err(|error| error.to_string())?;
        if status.success() { Ok(()) } else { Err(format!("the server ended with {status}")) }
    }

    /// What it holds in memory right now, in MiB.
    pub(crate) fn resident(&self) -> Result<f64, String> {
        memory(self.child.id(), "VmRSS")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A figure of `/proc/PID/status`, in MiB: `VmRSS` is what is held, `VmHWM` the most ever held.
pub(crate) fn memory(process: u32, what: &str) -> Result<f64, String> {
    let path = format!("/proc/{process}/status");
    let status = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    let line = status.lines().find_map(|line| line.strip_prefix(what)?.strip_prefix(':'));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<f64>().ok());
    kib.map(|kib| kib / 1024.0).ok_or_else(|| format!("{path} does not tell {what}"))
}

fn free_address() -> Result<SocketAddr, String> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| format!("no free port: {error}"))?;
    listener.local_addr().map_err(|error| format!("no free port: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_memory_of_this_process_is_told() {
        let now = memory(std::process::id(), "VmRSS").unwrap();
        let most = memory(std::process::id(), "VmHWM").unwrap();
        assert!(now > 1.0 && most >= now * 0.5, "{now} {most}");
        assert!(memory(std::process::id(), "VmNothing").is_err());
    }
}
