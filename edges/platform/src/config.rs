//! Configuration: from flags, else the environment, else a file, else a default that works.

use std::fmt;
use std::fs;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use mail::{NoPost, Post};
use serde::Deserialize;

/// The region that is served when nobody says otherwise.
pub const DEFAULT_REGION: &str = "brussels";
/// Where it listens when nobody says otherwise: this machine only.
pub const DEFAULT_LISTEN: &str = "127.0.0.1:8080";
/// Where it keeps its files when nobody says otherwise.
pub const DEFAULT_DATA: &str = "relais-data";

/// What somebody set, in a file or by flags and environment. All of it may be absent.
#[derive(Clone, PartialEq, Eq, Default, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// `sqlite:PATH` or `postgres://…`.
    pub database: Option<String>,
    /// The directory for the key, the index and the SQLite file.
    pub data: Option<PathBuf>,
    /// The key that seals person data.
    pub key_file: Option<PathBuf>,
    /// Address and port.
    pub listen: Option<String>,
    /// The name of an embedded region pack, or a directory that holds one.
    pub region: Option<String>,
    /// How people reach it, for the links that are printed.
    pub public_url: Option<String>,
    /// Whether people reach it over HTTPS: cookies then travel only there.
    pub https: Option<bool>,
    /// Whether administrators and directors need a second factor.
    pub require_second_factor: Option<bool>,
    /// Proxies whose word about the visitor's address is taken.
    pub trusted_proxies: Option<Vec<IpAddr>>,
    /// How letters go out: `smtps://USER:PASSWORD@HOST:465`, `folder:PATH`; not at all when absent.
    pub mail: Option<String>,
    /// Who sends them: `Relais <help@relais.example>`.
    pub mail_from: Option<String>,
    /// Whether peers in private networks may be read, and without encryption.
    pub federate_privately: Option<bool>,
    /// Whether `/metrics` answers.
    pub metrics: Option<bool>,
    /// What is logged: `info`, `warn`, or a filter such as `info,sqlx=warn`.
    pub log: Option<String>,
    /// Whether each line of the log is JSON.
    pub log_json: Option<bool>,
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigFault {
    /// The file cannot be read.
    #[error("the configuration file `{0}` cannot be read: {1}; check the path and its rights")]
    Unreadable(PathBuf, #[source] std::io::Error),
    /// An address that no browser could open.
    #[error(
        "the public address `{0}` is none; write how people reach Relais, with http:// or https://, as `public_url = \"https://relais.example\"`"
    )]
    Address(String),
    /// The file says something that we do not understand.
    #[error("the configuration file `{path}`, line {line}: {message}; correct or remove that line")]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong; for an unknown key it lists the known ones.
        message: String,
    },
}

impl Settings {
    /// Reads a TOML file.
    ///
    /// # Errors
    /// When it cannot be read, or says something unknown.
    pub fn from_file(path: &Path) -> Result<Self, ConfigFault> {
        let text = fs::read_to_string(path).map_err(|error| ConfigFault::Unreadable(path.to_owned(), error))?;
        toml::from_str(&text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            ConfigFault::Malformed { path: path.to_owned(), line, message: error.message().to_owned() }
        })
    }

    /// These settings, and where they are silent those of `other`.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            database: self.database.or(other.database),
            data: self.data.or(other.data),
            key_file: self.key_file.or(other.key_file),
            listen: self.listen.or(other.listen),
            region: self.region.or(other.region),
            public_url: self.public_url.or(other.public_url),
            https: self.https.or(other.https),
            require_second_factor: self.require_second_factor.or(other.require_second_factor),
            trusted_proxies: self.trusted_proxies.or(other.trusted_proxies),
            mail: self.mail.or(other.mail),
            mail_from: self.mail_from.or(other.mail_from),
            federate_privately: self.federate_privately.or(other.federate_privately),
            metrics: self.metrics.or(other.metrics),
            log: self.log.or(other.log),
            log_json: self.log_json.or(other.log_json),
        }
    }
}

/// How letters go out, as somebody set it. The way may hold a password, so `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PostSettings {
    way: Option<String>,
    from: Option<String>,
}

impl PostSettings {
    /// The way out.
    ///
    /// # Errors
    /// When the settings name none.
    pub fn open(&self) -> Result<Post, NoPost> {
        Post::of(self.way.as_deref(), self.from.as_deref())
    }
}

impl fmt::Debug for PostSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostSettings").field("from", &self.from).finish_non_exhaustive()
    }
}

/// A complete configuration.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Config {
    /// The database's URL.
    pub database: String,
    /// The directory for what belongs to this installation.
    pub data: PathBuf,
    /// The key file.
    pub key_file: PathBuf,
    /// Address and port.
    pub listen: String,
    /// The region pack.
    pub region: String,
    /// How people reach it, where somebody said so.
    pub public_url: Option<String>,
    /// Whether people reach it over HTTPS.
    pub https: bool,
    /// Whether administrators and directors need a second factor.
    pub require_second_factor: bool,
    /// Proxies whose word about the visitor's address is taken.
    pub trusted_proxies: Vec<IpAddr>,
    /// How letters go out.
    pub post: PostSettings,
    /// Whether peers in private networks may be read, and without encryption.
    pub federate_privately: bool,
    /// Whether `/metrics` answers.
    pub metrics: bool,
    /// What is logged.
    pub log: String,
    /// Whether each line of the log is JSON.
    pub log_json: bool,
}

impl From<Settings> for Config {
    fn from(set: Settings) -> Self {
        let data = set.data.unwrap_or_else(|| PathBuf::from(DEFAULT_DATA));
        let listen = set.listen.unwrap_or_else(|| DEFAULT_LISTEN.to_owned());
        let https = set.https.unwrap_or_else(|| set.public_url.as_ref().is_some_and(|url| url.starts_with("https:")));
        Self {
            database: set.database.unwrap_or_else(|| sqlite_url(&data.join("relais.sqlite"))),
            key_file: set.key_file.unwrap_or_else(|| data.join("relais.key")),
            public_url: set.public_url.map(|url| url.trim_end_matches('/').to_owned()),
            data,
            listen,
            region: set.region.unwrap_or_else(|| DEFAULT_REGION.to_owned()),
            https,
            require_second_factor: set.require_second_factor.unwrap_or(false),
            trusted_proxies: set.trusted_proxies.unwrap_or_default(),
            post: PostSettings { way: set.mail, from: set.mail_from },
            federate_privately: set.federate_privately.unwrap_or(false),
            metrics: set.metrics.unwrap_or(false),
            log: set.log.unwrap_or_else(|| "info".to_owned()),
            log_json: set.log_json.unwrap_or(false),
        }
    }
}

impl Config {
    /// How people reach it, as far as that is known.
    pub fn address(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen))
    }

    /// The database's address without its password, for people to read.
    pub fn database_shown(&self) -> String {
        let Some((scheme, rest)) = self.database.split_once("://") else { return self.database.clone() };
        let Some((who, place)) = rest.rsplit_once('@') else { return self.database.clone() };
        let name = who.split(':').next().unwrap_or_default();
        format!("{scheme}://{name}@{place}")
    }
}

/// The URL of a SQLite file; what has a meaning in URLs is escaped.
pub fn sqlite_url(path: &Path) -> String {
    let path = path.to_string_lossy().replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    format!("sqlite:{path}")
}

impl Config {
    /// Refuses what could be written down and cannot be meant.
    ///
    /// # Errors
    /// When the public address is none: forms and links would lead nowhere.
    pub fn sound(self) -> Result<Self, ConfigFault> {
        match &self.public_url {
            Some(url) if !is_address(url) => Err(ConfigFault::Address(url.clone())),
            _ => Ok(self),
        }
    }
}

fn is_address(url: &str) -> bool {
    let of_web = |read: &url::Url| matches!(read.scheme(), "http" | "https") && read.has_host();
    url.contains("://") && url::Url::parse(url).is_ok_and(|read| of_web(&read) && read.username().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_has_a_scheme_and_a_host() {
        let with = |url: &str| {
            Config::from(Settings { public_url: Some(url.to_owned()), ..Settings::default() }).sound().is_ok()
        };
        assert!(
            with("https://relais.example/")
                && with("http://10.0.0.5:8080")
                && Config::from(Settings::default()).sound().is_ok()
        );
        for wrong in [
            "relais.example",
            "relais.example:8080",
            "//relais.example",
            "ftp://relais.example",
            "https://",
            "https:relais.example",
        ] {
            assert!(!with(wrong), "{wrong}");
        }
    }

    fn file(text: &str) -> Result<Settings, ConfigFault> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("relais.toml");
        fs::write(&path, text).unwrap();
        Settings::from_file(&path)
    }

    #[test]
    fn flags_win_over_the_file_and_the_file_over_defaults() {
        let flags = Settings { listen: Some("[::1]:9000".to_owned()), ..Settings::default() };
        let set = file("listen = '127.0.0.1:1'\ndata = '/srv/relais'\npublic_url = 'https://relais.example/'").unwrap();
        let config = Config::from(flags.or(set));
        assert_eq!(config.listen, "[::1]:9000");
        assert_eq!(config.database, "sqlite:/srv/relais/relais.sqlite");
        assert_eq!((config.address().as_str(), config.https), ("https://relais.example", true));
        assert_eq!(config.region, DEFAULT_REGION);
        let silent = Config::from(Settings::default());
        assert_eq!((silent.public_url.as_deref(), silent.address().as_str()), (None, "http://127.0.0.1:8080"));
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_line_and_the_known_ones() {
        let fault = file("listen = '127.0.0.1:1'\nlisen = 'x'\n").unwrap_err().to_string();
        assert!(
            fault.contains("line 2") && fault.contains("`lisen`") && fault.contains("`require_second_factor`"),
            "{fault}"
        );
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_refused_with_its_line() {
        let fault = file("\n\nmetrics = 'yes'\n").unwrap_err().to_string();
        assert!(fault.contains("line 3") && fault.contains("boolean"), "{fault}");
    }

    #[test]
    fn a_password_is_never_shown() {
        let database = Some("postgres://relais:secret@db.example/relais".to_owned());
        let config = Config::from(Settings { database, ..Settings::default() });
        assert_eq!(config.database_shown(), "postgres://relais@db.example/relais");
    }
}
