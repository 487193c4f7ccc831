//! The second factor: a code from a telephone (TOTP), and recovery codes for the day that the telephone is lost.

mod records;

use journal::Changes;
use kernel::Random;
use sea_orm::DbErr;
use store::Tx;
use totp_rs::{Builder, Totp};

use crate::account::actions::{note, oneself};
use crate::account::{records as accounts, resource};
use crate::sign_in::Proven;
use crate::{AccountId, Context, Gate, Refusal};

pub use records::{Factor, find};

/// How many recovery codes somebody gets.
pub const RECOVERY_CODES: usize = 10;
/// Letters and digits that nobody confuses.
const ALPHABET: &[u8; 32] = b"23456789abcdefghijkmnpqrstuvwxyz";

/// What the telephone needs to know, while a second factor is being set up.
#[derive(Clone)]
pub struct Enrolment {
    /// The address that the telephone reads from a QR code.
    pub url: String,
    /// The secret to type where no camera helps, in groups of four.
    pub secret: String,
}

impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Enrolment")
    }
}

/// Begins to set up a second factor for oneself, or begins again.
///
/// # Errors
/// [`Refusal::FactorInPlace`] when one is in place.
pub async fn enrol(gate: &Gate, cx: &Context, tx: &Tx, proven: &Proven) -> Result<(), Refusal> {
    let id = oneself(cx)?;
    cx.require("access.enrol_second_factor", &resource(cx, id))?;
    if proven.account() != id {
        return Err(Refusal::WrongPassword);
    }
    let secret = gate.vault().seal(records::SECRET, &cx.random.bytes::<20>());
    if !records::begin(tx, id, secret, cx.now()).await? {
        return Err(Refusal::FactorInPlace);
    }
    note(cx, tx, "access.enrol_second_factor", id, Changes::none().concealed("secret")).await
}

/// What to show while the second factor of an account is being set up; nothing once it is in place.
///
/// # Errors
/// When the database cannot be read or the vault cannot open what it holds.
pub async fn enrolment(
    gate: &Gate,
    db: &impl sea_orm::ConnectionTrait,
    id: AccountId,
    issuer: &str,
) -> Result<Option<Enrolment>, Refusal> {
    let Some(factor) = find(db, gate.vault(), id).await?.filter(|factor| factor.confirmed_at.is_none()) else {
        return Ok(None);
    };
    let account = accounts::find(db, gate.vault(), id).await?.ok_or(Refusal::NotFound)?;
    let totp = totp(&factor, account.email.as_str(), issuer)?;
    let plain = totp.secret().to_base32();
    let groups: Vec<_> = plain.as_bytes().chunks(4).map(String::from_utf8_lossy).collect();
    let url = totp.to_url().map_err(|error| broken(&error))?;
    Ok(Some(Enrolment { url, secret: groups.join(" ") }))
}

/// Puts the second factor in place by a first code, and gives the recovery codes: shown once, kept as hashes.
///
/// # Errors
/// [`Refusal::NoFactor`] when none is being set up, [`Refusal::WrongCode`].
pub async fn confirm(gate: &Gate, cx: &Context, tx: &Tx, code: &str) -> Result<Vec<String>, Refusal> {
    let id = oneself(cx)?;
    cx.require("access.confirm_second_factor", &resource(cx, id))?;
    let factor = find(tx, gate.vault(), id).await?.filter(|factor| factor.confirmed_at.is_none());
    let factor = factor.ok_or(Refusal::NoFactor)?;
    let step = fitting_step(&factor, cx, code)?.ok_or(Refusal::WrongCode)?;
    if !records::confirm(tx, id, cx.now(), step).await? {
        return Err(Refusal::NoFactor);
    }
    let codes: Vec<_> = (0..RECOVERY_CODES).map(|_| recovery_code(&cx.random)).collect();
    let hashes: Vec<_> = codes.iter().map(|code| hash(gate, code)).collect();
    records::replace_codes(tx, id, &hashes).await?;
    note(cx, tx, "access.confirm_second_factor", id, Changes::none().set("second_factor", true)).await?;
    Ok(codes)
}

/// Switches off the second factor of an account: one's own with the password proven, or as an administrator.
///
/// # Errors
/// [`Refusal::NoFactor`] when there is none, [`Refusal::WrongPassword`] without the proof for one's own.
pub async fn switch_off(cx: &Context, tx: &Tx, id: AccountId, proven: Option<&Proven>) -> Result<(), Refusal> {
    cx.require("access.switch_off_second_factor", &resource(cx, id))?;
    let own = oneself(cx).is_ok_and(|own| own == id);
    if own && proven.is_none_or(|proven| proven.account() != id) {
        return Err(Refusal::WrongPassword);
    }
    if !records::remove(tx, id).await? {
        return Err(Refusal::NoFactor);
    }
    note(cx, tx, "access.switch_off_second_factor", id, Changes::none().field("second_factor", true, false)).await
}

/// Whether a code, or a recovery code, is right and was never used; it is used now.
pub(crate) async fn accepts(gate: &Gate, cx: &Context, tx: &Tx, id: AccountId, code: &str) -> Result<bool, Refusal> {
    let Some(factor) = find(tx, gate.vault(), id).await? else { return Ok(false) };
    if let Some(step) = fitting_step(&factor, cx, code)? {
        // The database lets each step through once, also when two requests bring it at the same moment.
        return Ok(records::use_step(tx, id, step).await?);
    }
    Ok(records::use_code(tx, id, &hash(gate, code), cx.now()).await?)
}

fn fitting_step(factor: &Factor, cx: &Context, code: &str) -> Result<Option<i64>, Refusal> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    let seconds = u64::try_from(cx.now().get().as_second()).unwrap_or_default();
    let step = totp(factor, "account", "Relais")?.check(&digits, seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

fn totp(factor: &Factor, account: &str, issuer: &str) -> Result<Totp, Refusal> {
    // A colon separates the two in the address, so neither may hold one.
    let plain = |text: &str| text.replace(':', " ");
    Builder::new()
        .with_secret(factor.secret.clone())
        .with_account_name(plain(account))
        .with_issuer(Some(plain(issuer)))
        .build()
        .map_err(|error| broken(&error))
}

fn broken(error: &totp_rs::TotpError) -> Refusal {
    DbErr::Custom(format!("the kept secret of a second factor is unusable: {error}")).into()
}

/// Ten characters in two groups: 50 bits.
fn recovery_code(random: &Random) -> String {
    let letters = random.bytes::<10>().map(|byte| char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]));
    let (first, second) = letters.split_at(5);
    format!("{}-{}", String::from_iter(first), String::from_iter(second))
}

fn hash(gate: &Gate, code: &str) -> String {
    let plain: String = code.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    gate.vault().blind_index("recovery_code", &plain)
}
