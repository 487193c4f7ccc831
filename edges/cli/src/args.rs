//! The command line: what can be said, and how it becomes settings.

use std::net::IpAddr;
use std::path::PathBuf;

use access::{Role, Scope};
use clap::{Args, Parser, Subcommand};
use kernel::{Day, Lang};
use platform::{Config, ConfigFault, Settings};

/// Where to begin, for somebody who reads the help first.
const BEGIN: &str = "To look around: relais demo
To set up an installation: relais migrate, relais region load brussels, relais account add, relais serve
On a bad day: relais doctor

`relais help COMMAND` says more about one of them.";

/// Relais: finds the right help near home, and keeps the organisation behind it in order.
#[derive(Parser, Debug)]
#[command(name = "relais", version, max_term_width = 100, after_help = BEGIN)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Try everything out: makes a directory with an example installation and serves it.
    Demo(DemoArgs),
    /// Serve an installation.
    Serve(ServeArgs),
    /// Make the database and its key, or bring them up to date with this program.
    Migrate(Installation),
    /// Check or load a region pack: zones, themes, services, helpdesk lines of a region.
    #[command(subcommand)]
    Region(RegionCommand),
    /// Take in a file of somebody else's: borders and streets, organisations and services.
    Import(ImportArgs),
    /// Invite people, give roles, make links for a new password, list, disable and enable accounts.
    #[command(subcommand)]
    Account(AccountCommand),
    /// Write a backup of the database into a file, while serving or not.
    Backup(BackupArgs),
    /// Put a backup into an empty database, or with --replace in place of what is there.
    Restore(RestoreArgs),
    /// Prove the journal of who did what.
    #[command(subcommand)]
    Journal(JournalCommand),
    /// Examine this installation and say how to mend it.
    Doctor(Installation),
}

/// Which installation is meant. Flags win over the environment, that over the configuration file.
#[derive(Args, Default, Debug)]
pub struct Installation {
    /// Configuration file (TOML) with the keys that docs/operators.md lists.
    #[arg(long, value_name = "FILE", env = "RELAIS_CONFIG")]
    pub config: Option<PathBuf>,
    /// Database: sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME [default: relais.sqlite in the data directory].
    #[arg(long, value_name = "URL", env = "DATABASE_URL", hide_env_values = true)]
    pub database: Option<String>,
    /// Directory for the key, the search index and the SQLite file [default: relais-data].
    #[arg(long, value_name = "DIR", env = "RELAIS_DATA")]
    pub data: Option<PathBuf>,
    /// Key file that seals person data [default: relais.key in the data directory].
    #[arg(long, value_name = "FILE", env = "RELAIS_KEY_FILE")]
    pub key_file: Option<PathBuf>,
    /// Region pack: the name of one inside, or a directory [default: brussels].
    #[arg(long, value_name = "REGION", env = "RELAIS_REGION")]
    pub region: Option<String>,
    /// How people reach it, for links that are printed: https://relais.example [default: where it listens].
    #[arg(long, value_name = "URL", env = "RELAIS_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// How letters go out: smtps://USER:PASSWORD@HOST:465, or folder:PATH to try things out [default: not at all].
    #[arg(long, value_name = "URL", env = "RELAIS_MAIL", hide_env_values = true)]
    pub mail: Option<String>,
    /// Who sends them: "Relais <help@relais.example>".
    #[arg(long, value_name = "SENDER", env = "RELAIS_MAIL_FROM")]
    pub mail_from: Option<String>,
    /// What is logged on standard error: error, warn, info, debug, or a filter [default: info].
    #[arg(long, value_name = "FILTER", env = "RELAIS_LOG")]
    pub log: Option<String>,
}

impl Installation {
    /// The complete configuration.
    ///
    /// # Errors
    /// When the configuration file cannot be used.
    pub fn config(&self) -> Result<Config, ConfigFault> {
        self.config_with(Settings::default())
    }

    /// The complete configuration, with settings that only some commands have.
    ///
    /// # Errors
    /// As [`Installation::config`].
    pub fn config_with(&self, more: Settings) -> Result<Config, ConfigFault> {
        let file = self.config.as_deref().map(Settings::from_file).transpose()?.unwrap_or_default();
        let said = Settings {
            database: self.database.clone(),
            data: self.data.clone(),
            key_file: self.key_file.clone(),
            region: self.region.clone(),
            public_url: self.public_url.clone(),
            mail: self.mail.clone(),
            mail_from: self.mail_from.clone(),
            log: self.log.clone(),
            // Links that other commands print lead to where `serve` listens, when nothing else is said.
            listen: std::env::var("RELAIS_LISTEN").ok(),
            ..Settings::default()
        };
        Config::from(more.or(said).or(file)).sound()
    }
}

#[derive(Args, Debug)]
pub struct DemoArgs {
    /// Directory of the example installation; made when absent.
    #[arg(long, value_name = "DIR", default_value = platform::DEFAULT_DATA)]
    pub data: PathBuf,
    /// Address and port; port 0 lets the system choose.
    #[arg(long, value_name = "ADDR", default_value = platform::DEFAULT_LISTEN)]
    pub listen: String,
    /// Region pack: the name of one inside, or a directory.
    #[arg(long, value_name = "REGION", default_value = platform::DEFAULT_REGION)]
    pub region: String,
    /// Do not open a browser.
    #[arg(long)]
    pub no_browser: bool,
}

#[derive(Args, Debug)]
pub struct ServeArgs {
    #[command(flatten)]
    pub installation: Installation,
    /// Address and port [default: 127.0.0.1:8080].
    #[arg(long, value_name = "ADDR", env = "RELAIS_LISTEN")]
    pub listen: Option<String>,
    /// Only do jobs, answer nobody: a second process beside the one that serves.
    #[arg(long)]
    pub worker: bool,
    /// People reach it over HTTPS: cookies then travel only there.
    #[arg(long, env = "RELAIS_HTTPS")]
    pub https: bool,
    /// A proxy whose word about the visitor's address is taken; may be said several times.
    #[arg(long, value_name = "IP", env = "RELAIS_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxy: Vec<IpAddr>,
    /// Answer at /metrics, for a program that measures.
    #[arg(long, env = "RELAIS_METRICS")]
    pub metrics: bool,
    /// Write each line of the log as JSON.
    #[arg(long, env = "RELAIS_LOG_JSON")]
    pub log_json: bool,
}

impl ServeArgs {
    /// The complete configuration.
    ///
    /// # Errors
    /// When the configuration file cannot be used.
    pub fn config(&self) -> Result<Config, ConfigFault> {
        self.installation.config_with(Settings {
            listen: self.listen.clone(),
            https: self.https.then_some(true),
            trusted_proxies: (!self.trusted_proxy.is_empty()).then(|| self.trusted_proxy.clone()),
            metrics: self.metrics.then_some(true),
            log_json: self.log_json.then_some(true),
            ..Settings::default()
        })
    }
}

#[derive(Subcommand, Debug)]
pub enum RegionCommand {
    /// Load a pack into the database; loading it again changes nothing.
    Load {
        /// Directory of the pack, or the name of one inside the program, such as brussels.
        dir: String,
        #[command(flatten)]
        installation: Box<Installation>,
    },
    /// Name every fault of a pack, with file, line and remedy.
    Check {
        /// Directory of the pack, or the name of one inside the program, such as brussels.
        dir: String,
    },
}

#[derive(Args, Debug)]
#[command(after_help = kinds())]
pub struct ImportArgs {
    /// What the file holds, one of the kinds below.
    pub kind: String,
    /// The file.
    pub file: PathBuf,
    /// Mapping file; without one the region pack's own is taken, or our own columns, which docs/operators.md lists.
    #[arg(long, value_name = "TOML")]
    pub mapping: Option<PathBuf>,
    /// Source that a file of the directory is from; without one its mapping tells it, or the file's name.
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Read, check and report, but change nothing.
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub installation: Installation,
}

#[derive(Subcommand, Debug)]
pub enum AccountCommand {
    /// Invite somebody: prints a one-time link, never a password.
    Add(AddArgs),
    /// Give a role to somebody who has an account.
    Grant(GrantArgs),
    /// Print a one-time link to set a new password.
    Reset {
        /// The e-mail address of the account.
        email: String,
        #[command(flatten)]
        installation: Installation,
    },
    /// List the accounts and their roles.
    List(Installation),
    /// Let nobody sign in with an account any more, and end its sessions.
    Disable {
        /// The e-mail address of the account.
        email: String,
        #[command(flatten)]
        installation: Installation,
    },
    /// Let the holder of a disabled account sign in again, with the password and roles of before.
    Enable {
        /// The e-mail address of the account.
        email: String,
        #[command(flatten)]
        installation: Installation,
    },
}

#[derive(Args, Debug)]
pub struct AddArgs {
    /// The e-mail address of the account.
    pub email: String,
    #[arg(long, help = roles())]
    pub role: Role,
    /// What it is held for: everywhere, territory:CODE, line:CODE, body:CODE, organisation:ID.
    #[arg(long, default_value = "everywhere")]
    pub scope: Scope,
    /// The name to begin with [default: the part before the @].
    #[arg(long)]
    pub name: Option<String>,
    /// The language to begin with: nl, fr or en.
    #[arg(long, default_value = "nl")]
    pub lang: Lang,
    #[command(flatten)]
    pub installation: Installation,
}

#[derive(Args, Debug)]
pub struct GrantArgs {
    /// The e-mail address of the account.
    pub email: String,
    #[arg(long, help = roles())]
    pub role: Role,
    /// What it is held for: everywhere, territory:CODE, line:CODE, body:CODE, organisation:ID.
    #[arg(long, default_value = "everywhere")]
    pub scope: Scope,
    /// The last day on which it counts, such as 2027-06-30 [default: without end].
    #[arg(long, value_name = "DAY")]
    pub until: Option<Day>,
    #[command(flatten)]
    pub installation: Installation,
}

#[derive(Args, Debug)]
pub struct BackupArgs {
    /// The file to write; never one that exists.
    pub file: PathBuf,
    #[command(flatten)]
    pub installation: Installation,
}

#[derive(Args, Debug)]
pub struct RestoreArgs {
    /// The backup.
    pub file: PathBuf,
    /// Lose what the database holds now.
    #[arg(long)]
    pub replace: bool,
    /// Make it an installation of its own, to be served beside the one that the backup is of.
    #[arg(long)]
    pub separate: bool,
    #[command(flatten)]
    pub installation: Installation,
}

#[derive(Subcommand, Debug)]
pub enum JournalCommand {
    /// Prove that the journal is whole, or name the first entry that is not.
    Verify(Installation),
}

/// The roles, for the help.
fn roles() -> String {
    let codes: Vec<_> = Role::ALL.iter().map(|role| role.code()).collect();
    format!("The role: {}", codes.join(", "))
}

/// The kinds of files that can be taken in, for the help.
fn kinds() -> String {
    let plan = platform::plan();
    let kinds: Vec<_> = plan.imports().map(|kind| format!("  {:<12} {}", kind.name, kind.about)).collect();
    format!("Kinds:\n{}", kinds.join("\n"))
}
