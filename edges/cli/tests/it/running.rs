//! The binary at work: commands that end, servers that are killed, and somebody signed in over the network.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use testkit::Outline;

/// How long a server may take to say that it serves. Far more than it needs: tests run side by side.
const PATIENCE: Duration = Duration::from_mins(2);

/// The binary with these words; nothing of the surroundings' configuration counts.
pub fn relais(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_relais"));
    let ours = std::env::vars_os().map(|(name, _)| name).filter(|name| name.to_string_lossy().starts_with("RELAIS_"));
    for name in ours.chain(["DATABASE_URL", "DISPLAY", "WAYLAND_DISPLAY"].map(Into::into)) {
        command.env_remove(name);
    }
    command.args(words).stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub fn run(words: &[&str]) -> Output {
    relais(words).output().expect("the binary runs")
}

/// What a command said on standard output, once it ended well.
#[track_caller]
pub fn done(words: &[&str]) -> String {
    let output = run(words);
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// What a command said on standard error, once it ended with this code.
#[track_caller]
pub fn refused(words: &[&str], code: i32) -> String {
    let output = run(words);
    let said = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(code), "{words:?}: {said}");
    said
}

/// A path as text.
pub fn text(path: &Path) -> &str {
    path.to_str().expect("a path in plain letters")
}

/// A server that runs until it is killed or dropped.
pub struct Serving {
    child: Child,
    /// `http://127.0.0.1:PORT`.
    pub url: String,
    /// What it said before it served.
    pub greeting: Vec<String>,
}

impl Serving {
    /// Starts a server and waits until it says where it serves.
    #[expect(clippy::zombie_processes, reason = "it is waited for when the guard is dropped")]
    pub fn start(words: &[&str]) -> Self {
        let mut child = relais(words).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().expect("the binary runs");
        let output = BufReader::new(child.stdout.take().expect("its output"));
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|line| tell.send(line)));
        let mut greeting = Vec::new();
        loop {
            let line = told.recv_timeout(PATIENCE).expect("it says where it serves");
            if let Some(rest) = line.strip_prefix("Relais serves at ") {
                let url = rest.split(';').next().expect("an address").to_owned();
                return Self { child, url, greeting };
            }
            greeting.push(line);
        }
    }

    /// Ends it at once, as a power cut does.
    pub fn kill(mut self) {
        self.child.kill().expect("SIGKILL");
        self.child.wait().expect("its end");
    }

    /// Asks it to end, and answers whether it ended well.
    pub fn stop(mut self) -> bool {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().expect("SIGTERM");
        self.child.wait().expect("its end").success()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Somebody signed in over the network.
#[derive(Clone)]
pub struct Person {
    http: reqwest::Client,
    url: String,
    session: String,
    token: String,
}

impl Person {
    /// Signs in with an account of the demo.
    pub async fn sign_in(url: &str, data: &Path, email: &str) -> Self {
        let http = reqwest::Client::builder().redirect(Policy::none()).build().expect("a client");
        let accounts = std::fs::read_to_string(data.join("accounts.txt")).expect("the accounts");
        let line = accounts.lines().find(|line| line.starts_with(&format!("{email} "))).expect("the account");
        let password = line.split_whitespace().nth(1).expect("its password").to_owned();
        let page = http.get(format!("{url}/sign-in")).send().await.expect("a page");
        let guard = cookie(&page, "guard").expect("a guard");
        let token = Outline::of(&page.text().await.expect("text")).field("csrf").expect("a token").to_owned();
        let visitor = Self { http, url: url.to_owned(), session: format!("guard={guard}"), token };
        let answer = visitor.post("/sign-in", &[("email", email), ("password", &password)]).await.expect("an answer");
        let session = cookie(&answer, "session").expect("a session");
        let mut person = Self { session: format!("session={session}"), ..visitor };
        person.page("/me").await.field("csrf").expect("a token").clone_into(&mut person.token);
        person
    }

    /// A page, read.
    pub async fn page(&self, path: &str) -> Outline {
        let answer = self.get(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        Outline::of(&answer.text().await.expect("text"))
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> reqwest::Response {
        self.http.get(format!("{}{path}", self.url)).header(COOKIE, &self.session).send().await.expect("an answer")
    }

    /// Sends a form; an error when the server is gone.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> reqwest::Result<reqwest::Response> {
        let all = fields.iter().copied().chain([("csrf", self.token.as_str())]);
        let body = testkit::form(all);
        let request = self.http.post(format!("{}{path}", self.url)).header(COOKIE, &self.session);
        request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(body).send().await
    }

    /// Logs a contact, again and again while the server says that it is too busy; answers where it stands once that was
    /// acknowledged, and nothing when the server is gone.
    pub async fn log_contact(&self, id: &str) -> Option<String> {
        loop {
            let answer = self.post("/helpdesk/contacts", &testkit::contact(id)).await.ok()?;
            if answer.status() == StatusCode::SERVICE_UNAVAILABLE {
                tokio::time::sleep(Duration::from_millis(200)).await;
                continue;
            }
            let place = answer.headers().get(LOCATION).map(|place| place.to_str().expect("a path").to_owned());
            let status = answer.status();
            assert_eq!(status, 303, "{:?}", Outline::of(&answer.text().await.unwrap_or_default()).messages);
            return place;
        }
    }
}

fn cookie(answer: &reqwest::Response, name: &str) -> Option<String> {
    let all = answer.headers().get_all(SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
    let mut pairs = all.filter_map(|cookie| cookie.split(';').next()?.split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}
