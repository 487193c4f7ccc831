//! The stage: the real demo on a port of its own, and a chromedriver. Both end when the stage is dropped.

use std::collections::HashMap;
use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::visitor::{Manner, Visitor};

/// How long a program may take to say where it listens.
const PATIENCE: Duration = Duration::from_mins(1);

/// A demo to visit and the means to do so.
pub struct Stage {
    demo: Program,
    driver: Program,
    folder: TempDir,
}

impl Stage {
    /// Opens one; none where there is no chromedriver and none is demanded.
    pub fn open() -> Option<Self> {
        let folder = TempDir::with_prefix("relais-browser-").unwrap();
        let mut driver = Command::new("chromedriver");
        driver.arg("--port=0");
        let Some(driver) = Program::start(&mut driver, "started successfully on port ") else {
            assert!(env::var_os("RELAIS_REQUIRE_BROWSER").is_none(), "chromedriver is demanded and cannot be run");
            eprintln!("passed over: there is no chromedriver; `cargo xtask check browser` brings one");
            return None;
        };
        let mut demo = Command::new(env!("CARGO_BIN_EXE_relais"));
        demo.args(["demo", "--no-browser", "--listen", "127.0.0.1:0", "--data"]).arg(folder.path().join("demo"));
        let demo = Program::start(&mut demo, "http://127.0.0.1:").expect("the demo starts and prints its address");
        Some(Self { demo, driver, folder })
    }

    /// Somebody with a browser of their own.
    pub async fn visitor(&self, lang: &'static str, manner: Manner) -> Visitor {
        let driver = format!("http://127.0.0.1:{}", self.driver.port);
        let house = format!("http://127.0.0.1:{}", self.demo.port);
        let profile = self.folder.path().join(format!("profile-{lang}-{manner:?}-{}", self.profiles()));
        Visitor::arrive(&driver, &house, &profile, lang, manner).await
    }

    /// The password of a demo account, by the first word of its line in `accounts.txt`.
    pub fn password(&self, email: &str) -> String {
        let text = fs::read_to_string(self.folder.path().join("demo/accounts.txt")).unwrap();
        let accounts: HashMap<&str, &str> = text
            .lines()
            .filter_map(|line| {
                let mut words = line.split_whitespace();
                Some((words.find(|word| word.contains('@'))?, words.next()?))
            })
            .collect();
        (*accounts.get(email).unwrap_or_else(|| panic!("no account {email} among {:?}", accounts.keys()))).to_owned()
    }

    fn profiles(&self) -> usize {
        fs::read_dir(self.folder.path()).unwrap().count()
    }
}

/// A child process that told on which port it listens.
struct Program {
    child: Child,
    port: u16,
}

impl Program {
    /// Starts it and reads what it says until the port follows `before`; none when it cannot be run.
    fn start(command: &mut Command, before: &'static str) -> Option<Self> {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().ok()?;
        let (tell, told) = mpsc::channel();
        listen(child.stdout.take().unwrap(), before, tell.clone());
        listen(child.stderr.take().unwrap(), before, tell);
        let port = told.recv_timeout(PATIENCE).expect("the program says where it listens");
        Some(Self { child, port })
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads to the end, for a program whose words nobody takes stands still.
fn listen(output: impl Read + Send + 'static, before: &'static str, tell: mpsc::Sender<u16>) {
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let Some((_, rest)) = line.split_once(before) {
                let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
                if let Ok(port) = digits.parse() {
                    let _ = tell.send(port);
                }
            }
        }
    });
}
