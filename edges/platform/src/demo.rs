//! The demo: a whole example installation in one directory, made on the first start and used again on the next.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use access::{Email, Invitation, Refusal, Role, Scope, Vault, account, link};
use kernel::{Clock, Lang, PageRequest, Random};
use serde::Deserialize;
use store::migrate;

use crate::installation::{make_directory, make_store};
use crate::{Config, Installation, OpenFault, Settings};

/// The file with the passwords, beside the database.
pub const ACCOUNTS: &str = "accounts.txt";
/// Letters that are told apart when read aloud or from paper.
const CONSONANTS: &[u8; 16] = b"bcdfghjklmnprstv";
const VOWELS: &[u8; 4] = b"aeiu";

/// Why there is no demo.
#[derive(Debug, thiserror::Error)]
pub enum DemoFault {
    /// The installation cannot be made or opened.
    #[error(transparent)]
    Open(#[from] OpenFault),
    /// An account cannot be made.
    #[error("a demo account cannot be made: {0}")]
    Account(#[from] Refusal),
    /// The entries cannot be invented.
    #[error("demo entries cannot be made: {0}")]
    Entries(#[from] house::import::ImportFault),
    /// The contacts cannot be invented.
    #[error("demo contacts cannot be made: {0}")]
    Contacts(#[from] helpdesk::DemoFault),
    /// The passwords cannot be written down.
    #[error("`{0}` cannot be written: {1}; check that the directory is yours and has room")]
    Accounts(PathBuf, #[source] io::Error),
}

/// How to sign in with a demo account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Login {
    /// The address.
    pub email: String,
    /// The password.
    pub password: String,
    /// What the account is for.
    pub role: Role,
}

#[derive(Deserialize)]
struct DemoFile {
    #[serde(default, rename = "account")]
    accounts: Vec<DemoAccount>,
}

#[derive(Deserialize)]
struct DemoAccount {
    email: String,
    display_name: String,
    role: Role,
    #[serde(default)]
    scope: DemoScope,
    language: Lang,
}

#[derive(Deserialize, Default)]
struct DemoScope {
    line: Option<String>,
    territory: Option<String>,
    body: Option<String>,
    organisation: Option<String>,
}

/// An organisation of the pack, by the id that the directory gives it.
fn of_pack(name: String) -> Scope {
    let origin = directory::Origin::new(directory::Origin::PACK, name);
    Scope::Organisation(directory::OrganisationId::of(&origin).to_string())
}

impl DemoScope {
    fn scope(&self) -> Scope {
        let named = |code: &Option<String>, scope: fn(String) -> Scope| code.clone().map(scope);
        // The whole region is everywhere.
        let territory = self.territory.clone().filter(|code| code != "region");
        named(&self.line, Scope::Line)
            .or_else(|| named(&territory, Scope::Territory))
            .or_else(|| named(&self.body, Scope::Body))
            .or_else(|| named(&self.organisation, of_pack))
            .unwrap_or(Scope::Everywhere)
    }
}

/// Makes the example installation in a directory, or opens the one that is there. The logins are only known when its
/// accounts were made just now. Killed at any moment and started again, it goes on where it stood.
///
/// # Errors
/// When the directory cannot be used, or holds something that is not ours.
pub async fn prepare(settings: Settings) -> Result<(Installation, Option<Vec<Login>>), DemoFault> {
    let config = Config::from(settings);
    make_directory(&config.data)?;
    let store = make_store(&config).await?;
    migrate(&store, &crate::plan().steps(), &Clock::system()).await.map_err(OpenFault::from)?;
    store.close().await.map_err(OpenFault::from)?;
    if !config.key_file.exists() {
        Vault::create_file(&config.key_file, Random::system()).map_err(OpenFault::from)?;
    }
    let installation = Installation::open(config).await?;
    installation.load_region(&installation.house.pack).await?;
    if has_accounts(&installation).await? {
        return Ok((installation, None));
    }
    installation.furnish().await?;
    installation.catch_up().await?;
    let logins = people_it(&installation).await?;
    Ok((installation, Some(logins)))
}

async fn has_accounts(Installation { house, gate, .. }: &Installation) -> Result<bool, DemoFault> {
    let first = PageRequest::first(1);
    let known = account::list(house.store.read(), gate.vault(), &account::Filter::default(), first).await?;
    Ok(known.total > 0)
}

/// Makes the accounts and the contacts that they are to find, all of them or none.
async fn people_it(installation: &Installation) -> Result<Vec<Login>, DemoFault> {
    let Installation { house, gate, .. } = installation;
    let file: DemoFile = house.pack.read("demo.toml").map_err(OpenFault::from)?;
    let cx = house.system("demo");
    let mut logins = Vec::new();
    let mut hashes = Vec::new();
    for account in &file.accounts {
        let password = password(&house.random);
        hashes.push(gate.passwords().hash(&password, &[]).await.map_err(Refusal::from)?);
        logins.push(Login { email: account.email.clone(), password, role: account.role });
    }
    // Written before the accounts are kept: a password that nobody knows would lock everybody out.
    directory::import::examples(house, &cx).await?;
    let path = installation.config.data.join(ACCOUNTS);
    write_private(&path, &listing(&logins)).map_err(|error| DemoFault::Accounts(path, error))?;
    let tx = house.store.begin().await.map_err(OpenFault::from)?;
    for (account, hash) in file.accounts.iter().zip(&hashes) {
        let email: Email = account.email.parse()?;
        let mut invitation = Invitation::new(email, account.role, account.scope.scope());
        account.display_name.clone_into(&mut invitation.name);
        invitation.lang = account.language;
        let (_, sent) = account::invite(gate, &cx, &tx, &invitation).await?;
        link::accept_invitation(gate, &cx, &tx, &sent.token, (&account.display_name, account.language, hash)).await?;
    }
    helpdesk::demo_contacts(house, &cx, &tx).await?;
    tx.commit().await.map_err(OpenFault::from)?;
    Ok(logins)
}

/// The logins as they are printed and kept.
pub fn listing(logins: &[Login]) -> String {
    let widest = logins.iter().map(|login| login.email.len()).max().unwrap_or(0);
    let line = |login: &Login| format!("{:<widest$}  {}  ({})\n", login.email, login.password, login.role);
    logins.iter().map(line).collect()
}

/// Four words of three syllables each: 72 bits, and can be typed from paper.
fn password(random: &Random) -> String {
    let syllable = |byte: &u8| {
        let (consonant, vowel) = (CONSONANTS[usize::from(byte >> 4)], VOWELS[usize::from(byte & 3)]);
        [char::from(consonant), char::from(vowel)]
    };
    let word = |bytes: &[u8]| bytes.iter().flat_map(syllable).collect::<String>();
    random.bytes::<12>().chunks(3).map(word).collect::<Vec<_>>().join("-")
}

/// Writes a file that only its owner can read, in place of an earlier one.
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_long_differ_and_can_be_read_aloud() {
        let random = Random::seeded(3);
        let (one, two) = (password(&random), password(&random));
        assert_ne!(one, two);
        assert_eq!(one.len(), 27);
        assert!(one.bytes().all(|byte| byte == b'-' || CONSONANTS.contains(&byte) || VOWELS.contains(&byte)));
    }

    #[test]
    fn the_whole_region_is_everywhere() {
        let scope = |text: &str| toml::from_str::<DemoScope>(text).unwrap().scope();
        assert_eq!(scope("territory = 'region'"), Scope::Everywhere);
        assert_eq!(scope("territory = 'N'"), Scope::Territory("N".to_owned()));
        assert_eq!(scope("line = 'general'"), Scope::Line("general".to_owned()));
        let Scope::Organisation(id) = scope("organisation = 'test_support'") else { panic!("an organisation") };
        assert!(
            id.parse::<directory::OrganisationId>().is_ok(),
            "the id that stands in addresses, not the pack's word"
        );
        assert_eq!(scope(""), Scope::Everywhere);
    }
}
