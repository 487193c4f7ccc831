//! Encryption at rest: what a person's record holds is sealed before it reaches the database.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, KeyInit as _, Nonce};
use hmac::{Hmac, Mac as _};
use kernel::Random;
use sea_orm::{ConnectionTrait, DbErr};
use sha2::Sha256;
use store::{Tx, sql};

/// The first byte of everything sealed: which key it was sealed with.
const KEY_ID: u8 = 1;
const NONCE: usize = 12;
const PROOF: &str = "vault.proof";
/// A signature of fewer bytes proves nothing.
const LEAST_SIGNED: usize = 8;

/// Seals and opens person data with one key that never is in the database.
#[derive(Clone)]
pub struct Vault {
    key: Arc<[u8; 32]>,
    random: Random,
}

/// Why a vault cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// There is no key file.
    #[error("there is no key file at {0}; put the key file of this installation there, or restore it with the backup")]
    Missing(PathBuf),
    /// A new key would have replaced an existing file.
    #[error("there is a key file at {0} already; it is kept as it is")]
    Exists(PathBuf),
    /// The key file cannot be read or written.
    #[error("the key file {0} cannot be used: {1}; give it and its directory to the user who runs Relais")]
    File(PathBuf, #[source] io::Error),
    /// The file holds something else.
    #[error("{0} is not a key file: it must hold 64 hexadecimal digits and nothing else; restore it with the backup")]
    NotAKey(PathBuf),
    /// The database was written with another key.
    #[error("the key is not the one that this database was written with; put back the key file that belongs to it")]
    OtherKey,
    /// What was to be opened was sealed for another purpose or altered.
    #[error("a sealed value cannot be opened: it was altered, or sealed for something else than {0}")]
    Unopened(&'static str),
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault")
    }
}

impl Vault {
    /// A vault with this key.
    pub fn new(key: [u8; 32], random: Random) -> Self {
        Self { key: Arc::new(key), random }
    }

    /// A vault with the key of a file.
    ///
    /// # Errors
    /// When the file is absent, unreadable, or holds no key.
    pub fn from_file(path: &Path, random: Random) -> Result<Self, VaultError> {
        let text = fs::read_to_string(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => VaultError::Missing(path.to_owned()),
            io::ErrorKind::InvalidData => VaultError::NotAKey(path.to_owned()),
            _ => VaultError::File(path.to_owned(), error),
        })?;
        let mut key = [0; 32];
        hex::decode_to_slice(text.trim(), &mut key).map_err(|_| VaultError::NotAKey(path.to_owned()))?;
        Ok(Self::new(key, random))
    }

    /// Draws a key, writes it to a new file that only its owner can read, and opens a vault with it.
    ///
    /// # Errors
    /// When the file exists or cannot be written.
    pub fn create_file(path: &Path, random: Random) -> Result<Self, VaultError> {
        let key = random.bytes::<32>();
        let written = create_private(path).and_then(|mut file| {
            file.write_all(format!("{}\n", hex::encode(key)).as_bytes())?;
            file.sync_all()
        });
        written.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => VaultError::Exists(path.to_owned()),
            _ => VaultError::File(path.to_owned(), error),
        })?;
        Ok(Self::new(key, random))
    }

    /// Makes sure that the database was written with this key; on the first call it is marked as such.
    ///
    /// # Errors
    /// [`VaultError::OtherKey`] when it was written with another one.
    pub async fn prove(&self, tx: &Tx) -> Result<(), crate::Refusal> {
        let known = tx.query_one_raw(sql(tx, "select sealed from vault_proof where id = 1", [])).await?;
        let Some(row) = known else {
            let values = [self.seal(PROOF, b"relais").into()];
            tx.execute_raw(sql(tx, "insert into vault_proof (id, sealed) values (1, $1)", values)).await?;
            return Ok(());
        };
        let sealed: Vec<u8> = row.try_get("", "sealed")?;
        self.open(PROOF, &sealed).map(drop).map_err(|_| VaultError::OtherKey.into())
    }

    /// Whether a database is marked as written with some key. Until then it holds nothing sealed, and any key will do.
    ///
    /// # Errors
    /// When the database cannot be read, or was not migrated.
    pub async fn has_marked(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
        Ok(db.query_one_raw(sql(db, "select 1 as one from vault_proof where id = 1", [])).await?.is_some())
    }

    /// Seals bytes for a purpose, such as `account.email`. They open for that purpose only.
    pub fn seal(&self, purpose: &'static str, bytes: &[u8]) -> Vec<u8> {
        let nonce = self.random.bytes::<NONCE>();
        let payload = Payload { msg: bytes, aad: purpose.as_bytes() };
        let Ok(sealed) = self.cipher(purpose).encrypt(&Nonce::from(nonce), payload) else {
            unreachable!("sealing fails beyond 256 GiB only")
        };
        [&[KEY_ID], nonce.as_slice(), &sealed].concat()
    }

    /// Opens what was sealed for a purpose.
    ///
    /// # Errors
    /// When it was sealed with another key, for another purpose, or altered since.
    pub fn open(&self, purpose: &'static str, sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
        let unopened = || VaultError::Unopened(purpose);
        let (&key_id, rest) = sealed.split_first().ok_or_else(unopened)?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE>().ok_or_else(unopened)?;
        if key_id != KEY_ID {
            return Err(unopened());
        }
        let payload = Payload { msg: sealed, aad: purpose.as_bytes() };
        self.cipher(purpose).decrypt(&Nonce::from(*nonce), payload).map_err(|_| unopened())
    }

    /// Seals a text.
    pub fn seal_text(&self, purpose: &'static str, text: &str) -> Vec<u8> {
        self.seal(purpose, text.as_bytes())
    }

    /// Opens a sealed text.
    ///
    /// # Errors
    /// As [`Vault::open`].
    pub fn open_text(&self, purpose: &'static str, sealed: &[u8]) -> Result<String, VaultError> {
        String::from_utf8(self.open(purpose, sealed)?).map_err(|_| VaultError::Unopened(purpose))
    }

    /// A keyed hash to find a sealed value by, in hexadecimal: equal for equal values, and tells nothing without the key.
    pub fn blind_index(&self, purpose: &'static str, value: &str) -> String {
        hex::encode(mac(&self.derived(b"index", purpose), &[value.as_bytes()]))
    }

    /// The signature of a text for a purpose, so many hexadecimal digits of it: what makes a link ours.
    pub fn sign(&self, purpose: &'static str, text: &str, digits: usize) -> String {
        self.blind_index(purpose, text).chars().take(digits).collect()
    }

    /// Whether this vault signed a text. Takes as long for a signature that is nearly right as for any other.
    pub fn is_signed(&self, purpose: &'static str, text: &str, signature: &str) -> bool {
        let Ok(signature) = hex::decode(signature) else { return false };
        let Ok(mac) = Hmac::<Sha256>::new_from_slice(&self.derived(b"index", purpose)) else { return false };
        signature.len() >= LEAST_SIGNED && mac.chain_update(text.as_bytes()).verify_truncated_left(&signature).is_ok()
    }

    /// A key for a purpose of its own, such as the tokens of forms. Stays the same as long as the key file does.
    pub fn key_for(&self, purpose: &'static str) -> [u8; 32] {
        self.derived(b"key", purpose)
    }

    fn cipher(&self, purpose: &str) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&Key::from(self.derived(b"seal", purpose)))
    }

    /// Each use and purpose has a key of its own: what one of them leaks helps with no other.
    fn derived(&self, usage: &[u8], purpose: &str) -> [u8; 32] {
        mac(self.key.as_slice(), &[usage, b"\0", purpose.as_bytes()])
    }
}

fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { unreachable!("HMAC takes keys of any length") };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(unix)]
fn create_private(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn create_private(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(seed: u8) -> Vault {
        Vault::new([seed; 32], Random::seeded(1))
    }

    #[test]
    fn opens_what_it_sealed_for_the_same_purpose_only() {
        let sealed = vault(1).seal_text("account.name", "Test Tester");
        assert_eq!(vault(1).open_text("account.name", &sealed).unwrap(), "Test Tester");
        assert!(vault(1).open("account.email", &sealed).is_err());
        assert!(vault(2).open("account.name", &sealed).is_err());
        assert!(!sealed.windows(4).any(|window| window == b"Test"));
    }

    #[test]
    fn anything_altered_or_cut_stays_shut() {
        let sealed = vault(1).seal("note", b"something");
        for place in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[place] ^= 1;
            assert!(vault(1).open("note", &altered).is_err(), "byte {place}");
            assert!(vault(1).open("note", &sealed[..place]).is_err(), "cut at {place}");
        }
    }

    #[test]
    fn an_index_is_equal_for_equal_values_under_one_key_and_purpose() {
        let index = vault(1).blind_index("account.email", "test@example.org");
        assert_eq!(index, vault(1).blind_index("account.email", "test@example.org"));
        assert_ne!(index, vault(2).blind_index("account.email", "test@example.org"));
        assert_ne!(index, vault(1).blind_index("sign_in.address", "test@example.org"));
    }

    #[test]
    fn a_signature_holds_for_its_text_purpose_and_key() {
        for digits in [16, 32, 64] {
            let signature = vault(1).sign("test.link", "text", digits);
            assert_eq!(signature.len(), digits);
            assert!(vault(1).is_signed("test.link", "text", &signature));
            assert!(!vault(1).is_signed("test.link", "texts", &signature));
            assert!(!vault(1).is_signed("other.link", "text", &signature));
            assert!(!vault(2).is_signed("test.link", "text", &signature));
        }
        for short in ["", "0", &vault(1).sign("test.link", "text", 14), "no digits"] {
            assert!(!vault(1).is_signed("test.link", "text", short), "{short}");
        }
    }

    #[test]
    fn a_key_file_is_made_once_for_its_owner_and_read_back() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("relais.key");
        assert!(matches!(Vault::from_file(&path, Random::system()), Err(VaultError::Missing(_))));
        let sealed = Vault::create_file(&path, Random::system()).unwrap().seal("note", b"kept");
        assert_eq!(Vault::from_file(&path, Random::system()).unwrap().open("note", &sealed).unwrap(), b"kept");
        assert!(matches!(Vault::create_file(&path, Random::system()), Err(VaultError::Exists(_))));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_file_that_holds_no_key_is_refused_with_the_remedy() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("relais.key");
        for wrong in [b"".as_slice(), b"abc", &[b'0'; 63], b"\xff\xfe", &[b'g'; 64]] {
            fs::write(&path, wrong).unwrap();
            let error = Vault::from_file(&path, Random::system()).unwrap_err();
            assert!(error.to_string().contains("is not a key file"), "{error}");
        }
    }
}
