//! Asking another installation: encrypted, in time, within bounds, and never led elsewhere.

use std::sync::Arc;
use std::time::Duration;

use reqwest::redirect::{Attempt, Policy};
use reqwest::{Client, StatusCode};
use rustls::{ClientConfig, RootCertStore};
use serde::de::DeserializeOwned;
use url::Url;

use super::Trouble;
use super::addresses::{Guarded, Outward};

/// How long we wait for whoever is slow.
const PATIENCE: Patience =
    Patience { connect: Duration::from_secs(10), whole: Duration::from_mins(2), silent: Duration::from_secs(30) };
/// The most bytes of an answer.
const MOST: usize = 8 << 20;
/// How often an answer may lead on, on the same host.
const HOPS: usize = 3;
/// How we name ourselves.
const NAME: &str = concat!("relais/", env!("CARGO_PKG_VERSION"));

/// Why an answer could not be had.
#[derive(Debug)]
pub(super) struct Unanswered {
    pub trouble: Trouble,
    pub detail: String,
    /// The status, where it answered one.
    pub status: Option<u16>,
}

impl Unanswered {
    pub fn new(trouble: Trouble, detail: impl std::fmt::Display) -> Self {
        Self { trouble, detail: detail.to_string().chars().take(300).collect(), status: None }
    }

    /// Nobody wants it to be read any more. It is never told: what was read is dropped.
    pub fn unwanted() -> Self {
        Self::new(Trouble::Unkept, "it is not to be read any more")
    }
}

/// How long we wait.
#[derive(Clone, Copy)]
struct Patience {
    /// Until somebody answers.
    connect: Duration,
    /// Until all of an answer is there.
    whole: Duration,
    /// While an answer says nothing.
    silent: Duration,
}

/// Asks one peer.
pub(super) struct Asker {
    client: Client,
    base: Url,
}

impl Asker {
    /// For a peer by its address.
    pub fn new(base: &str, outward: Outward) -> Result<Self, Unanswered> {
        Self::patient(base, outward, PATIENCE)
    }

    fn patient(base: &str, outward: Outward, patience: Patience) -> Result<Self, Unanswered> {
        let base: Url =
            base.trim_end_matches('/').parse().map_err(|error| Unanswered::new(Trouble::Forbidden, error))?;
        if !outward.admits(&base) {
            return Err(Unanswered::new(Trouble::Forbidden, super::addresses::Private(base.to_string())));
        }
        let client = Client::builder()
            .user_agent(NAME)
            .connect_timeout(patience.connect)
            .timeout(patience.whole)
            .read_timeout(patience.silent)
            .no_proxy()
            .dns_resolver(Arc::new(Guarded(outward)))
            .redirect(Policy::custom(same_host))
            .tls_backend_preconfigured(encryption()?)
            .build()
            .map_err(|error| Unanswered::new(Trouble::Away, error))?;
        Ok(Self { client, base })
    }

    /// Where the peer says what it is.
    pub fn root(&self) -> Url {
        self.below(&[""], &[])
    }

    /// The address of something below the peer's own, with a question.
    pub fn below(&self, path: &[&str], question: &[(&str, &str)]) -> Url {
        let mut address = self.base.clone();
        if let Ok(mut segments) = address.path_segments_mut() {
            segments.pop_if_empty().extend(path);
        }
        if !question.is_empty() {
            address.query_pairs_mut().extend_pairs(question);
        }
        address
    }

    /// An address that the peer told, when it is on the same host.
    pub fn own(&self, told: &str) -> Option<Url> {
        let told: Url = told.parse().ok()?;
        is_same(&self.base, &told).then_some(told)
    }

    /// What stands at an address, as JSON of a shape.
    pub async fn get<T: DeserializeOwned>(&self, address: &Url) -> Result<T, Unanswered> {
        let bytes = self.bytes(address).await?;
        serde_json::from_slice(&bytes).map_err(|error| Unanswered::new(Trouble::NotHsds, error))
    }

    async fn bytes(&self, address: &Url) -> Result<Vec<u8>, Unanswered> {
        let asked = self.client.get(address.clone()).header("accept", "application/json").send().await;
        let mut answer = asked.map_err(|error| unanswered(&error))?;
        if answer.status() != StatusCode::OK {
            let status = answer.status().as_u16();
            let detail = format!("it answered {status}");
            return Err(Unanswered { status: Some(status), ..Unanswered::new(Trouble::Refused, detail) });
        }
        let mut bytes = Vec::new();
        while let Some(part) = answer.chunk().await.map_err(|error| unanswered(&error))? {
            if bytes.len() + part.len() > MOST {
                return Err(Unanswered::new(Trouble::TooMuch, format!("an answer has more than {MOST} bytes")));
            }
            bytes.extend_from_slice(&part);
        }
        Ok(bytes)
    }
}

/// What went wrong, to its root: the outer sentence names no cause.
fn unanswered(error: &reqwest::Error) -> Unanswered {
    let mut cause: &dyn std::error::Error = error;
    let mut trouble = if error.is_redirect() { Trouble::Forbidden } else { Trouble::Away };
    while let Some(deeper) = cause.source() {
        cause = deeper;
        if cause.is::<super::addresses::Private>() {
            trouble = Trouble::Forbidden;
        }
    }
    Unanswered::new(trouble, cause)
}

fn same_host(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    let first = attempt.previous().first().cloned();
    let fits = first.is_some_and(|first| is_same(&first, attempt.url()));
    if fits && attempt.previous().len() <= HOPS { attempt.follow() } else { attempt.error("it leads to another host") }
}

fn is_same(one: &Url, other: &Url) -> bool {
    (one.scheme(), one.host(), one.port_or_known_default())
        == (other.scheme(), other.host(), other.port_or_known_default())
}

/// Encryption by the certificates that this machine trusts.
fn encryption() -> Result<ClientConfig, Unanswered> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.map_err(|error| Unanswered::new(Trouble::Away, error))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    use super::*;

    /// Asks a server that says its first words at once and one letter more after each pause, for ever.
    async fn asked(words: &'static str, pause: Duration) -> Unanswered {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let serving = tokio::spawn(async move {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut question = [0; 1_024];
            let _ = socket.read(&mut question).await;
            let _ = socket.write_all(words.as_bytes()).await;
            tokio::time::sleep(pause).await;
            while socket.write_all(b" ").await.is_ok() {
                tokio::time::sleep(pause).await;
            }
        });
        let patience = Patience {
            connect: Duration::from_secs(5),
            whole: Duration::from_millis(600),
            silent: Duration::from_millis(200),
        };
        let asker = Asker::patient(&address, Outward { private: true }, patience).unwrap();
        let answer = asker.get::<Value>(&asker.root()).await;
        serving.abort();
        answer.err().unwrap()
    }

    #[tokio::test]
    async fn whoever_is_slow_is_not_waited_for_for_ever() {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{";
        for (words, pause) in [("", 10_000), (head, 10_000), (head, 20)] {
            let asked = tokio::time::timeout(Duration::from_secs(5), asked(words, Duration::from_millis(pause)));
            let unanswered = asked.await.unwrap_or_else(|_| panic!("{words:?} {pause}: it waits"));
            assert_eq!(unanswered.trouble, Trouble::Away, "{words:?} {pause}: {}", unanswered.detail);
        }
    }
}
