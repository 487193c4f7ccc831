//! A PostgreSQL of our own for the tests: made in a temporary folder, gone at the end.

use std::env;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::machine;

/// A running cluster.
pub(crate) struct Cluster {
    folder: PathBuf,
    port: u16,
    server: Child,
}

impl Cluster {
    /// Makes and starts a cluster that listens on this machine only.
    pub(crate) fn start() -> Result<Self, String> {
        let bin = bin().ok_or("PostgreSQL is missing")?;
        let port = free_port()?;
        let folder = env::temp_dir().join(format!("relais-postgres-{}", std::process::id()));
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let data = folder.join("data");
        if machine::is_root() {
            // The server refuses to run as root; Debian's package brings the user.
            succeed(Command::new("chown").arg("postgres").arg(&folder))?;
        }
        succeed(
            as_server(&bin.join("initdb"), &folder)
                .args(["-A", "trust", "-U", "postgres", "-E", "UTF8", "-D"])
                .arg(&data),
        )?;
        let server = as_server(&bin.join("postgres"), &folder)
            .arg("-D")
            .arg(&data)
            .args(["-p", &port.to_string(), "-h", "127.0.0.1", "-k"])
            .arg(&folder)
            .args([
                "-c",
                "fsync=off",
                "-c",
                "synchronous_commit=off",
                "-c",
                "full_page_writes=off",
                "-c",
                "max_connections=300",
            ])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("PostgreSQL cannot be started: {error}"))?;
        let cluster = Self { folder, port, server };
        cluster.wait(&bin)?;
        Ok(cluster)
    }

    /// Where the tests find it.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn wait(&self, bin: &Path) -> Result<(), String> {
        let ready = || {
            let mut ask = Command::new(bin.join("pg_isready"));
            ask.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
            ask.status().is_ok_and(|status| status.success())
        };
        for _ in 0..150 {
            if ready() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(200));
        }
        Err("PostgreSQL did not answer within 30 seconds".to_owned())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(bin) = bin() {
            let mut stop = as_server(&bin.join("pg_ctl"), &self.folder);
            stop.arg("-D").arg(self.folder.join("data")).args(["-m", "immediate", "stop"]).stdout(Stdio::null());
            let _ = stop.status();
        }
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The folder of the newest PostgreSQL's programs.
pub(crate) fn bin() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = versions.map(|entry| entry.path().join("bin")).collect();
    found.sort();
    let on_path = env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect::<Vec<_>>();
    found
        .into_iter()
        .rev()
        .chain(on_path)
        .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

/// A command run in the cluster's folder, as a user that PostgreSQL accepts.
fn as_server(program: &Path, folder: &Path) -> Command {
    let mut command = if machine::is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir(folder).env("LC_ALL", "C.UTF-8");
    command
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| format!("no free port: {error}"))?;
    listener.local_addr().map(|address| address.port()).map_err(|error| format!("no free port: {error}"))
}

fn succeed(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{command:?} failed: {}", String::from_utf8_lossy(&output.stderr).trim()))
}
