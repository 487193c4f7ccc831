//! Slowing guesses down: per account and per address, more with each failure, never for ever.

use std::net::IpAddr;

use jiff::SignedDuration;
use kernel::Timestamp;
use sea_orm::{ConnectionTrait as _, DbErr};
use store::{Tx, sql};

use crate::{AccountId, Refusal, Vault, browser};

/// How long a guess is remembered.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(1);

/// What is guessed at, or where from. Kept as a keyed hash: the table names neither account nor address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Target {
    key: String,
    /// Failures that cost no wait: people mistype, and a household or an office shares one address.
    free: u32,
    /// The longest wait, in seconds.
    longest: u64,
}

impl Target {
    /// The password of an address that somebody typed, whether it has an account or not. A browser from which its owner signed
    /// in before is counted by itself: what strangers guess does not keep it waiting.
    pub fn password(vault: &Vault, email: &str, mark: Option<&str>) -> Self {
        let address = email.trim().to_lowercase();
        let guess = match mark.and_then(|mark| browser::number(vault, email, mark)) {
            Some(number) => format!("{address} {number}"),
            None => address,
        };
        Self { key: vault.blind_index("guess.password", &guess), free: 5, longest: 60 }
    }

    /// The password of an account that is signed in: whoever holds no session of it spends none of these.
    pub fn proof(vault: &Vault, account: AccountId) -> Self {
        Self { key: vault.blind_index("guess.proof", &account.to_string()), free: 5, longest: 60 }
    }

    /// The second factor of an account.
    pub fn code(vault: &Vault, account: AccountId) -> Self {
        Self { key: vault.blind_index("guess.code", &account.to_string()), free: 5, longest: 15 * 60 }
    }

    /// Where a request came from. Of a version 6 address the network counts: a home has as many addresses as it likes.
    pub fn origin(vault: &Vault, address: IpAddr) -> Self {
        let network = match address.to_canonical() {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => format!("{:x?}", &address.segments()[..4]),
        };
        Self { key: vault.blind_index("guess.origin", &network), free: 20, longest: 15 * 60 }
    }

    /// How long to wait after so many failures.
    fn wait(&self, failures: u32) -> SignedDuration {
        let Some(beyond) = failures.checked_sub(self.free).filter(|beyond| *beyond > 0) else {
            return SignedDuration::ZERO;
        };
        let seconds = 1_u64.checked_shl(beyond - 1).unwrap_or(u64::MAX).min(self.longest);
        SignedDuration::from_secs(seconds.cast_signed())
    }
}

/// Counts a guess before it is tried, so that a thousand at once are not all the first. Commit also when refused.
///
/// The targets are asked in their order, and those after one that refuses are not counted: put first where the guess
/// comes from, or who has to wait there would still make the owner of the account wait.
///
/// # Errors
/// [`Refusal::TooManyTries`] while the wait of an earlier guess lasts.
pub(crate) async fn count(tx: &Tx, targets: &[Target], now: Timestamp) -> Result<(), Refusal> {
    for target in targets {
        let text = "insert into guess (key, failures, last_at, next_at) values ($1, 1, $2, $2)
            on conflict (key) do update set last_at = excluded.last_at,
            failures = case when guess.last_at < $3 then 1 else guess.failures + 1 end
            where guess.next_at <= excluded.last_at returning failures";
        let values = [target.key.as_str().into(), now.into(), now.plus(-REMEMBERED).into()];
        let Some(row) = tx.query_one_raw(sql(tx, text, values)).await? else {
            return Err(Refusal::TooManyTries { seconds: remaining(tx, target, now).await? });
        };
        let failures: i64 = row.try_get("", "failures")?;
        let next = now.plus(target.wait(u32::try_from(failures).unwrap_or(u32::MAX)));
        let text = "update guess set next_at = $2 where key = $1";
        tx.execute_raw(sql(tx, text, [target.key.as_str().into(), next.into()])).await?;
    }
    Ok(())
}

async fn remaining(tx: &Tx, target: &Target, now: Timestamp) -> Result<u64, DbErr> {
    let row =
        tx.query_one_raw(sql(tx, "select next_at from guess where key = $1", [target.key.as_str().into()])).await?;
    let next: Timestamp = row.map_or(Ok(now), |row| row.try_get("", "next_at"))?;
    Ok(next.since(now).as_secs().unsigned_abs() + 1)
}

/// Forgets the guesses at something: the last one was right.
pub(crate) async fn forget(tx: &Tx, target: &Target) -> Result<(), DbErr> {
    tx.execute_raw(sql(tx, "delete from guess where key = $1", [target.key.as_str().into()])).await.map(drop)
}

/// Takes one guess back: it was right, but says nothing about the others from there.
pub(crate) async fn take_back(tx: &Tx, target: &Target) -> Result<(), DbErr> {
    let text = "update guess set failures = failures - 1, next_at = last_at where key = $1 and failures > 0";
    tx.execute_raw(sql(tx, text, [target.key.as_str().into()])).await.map(drop)
}

/// Removes guesses that are old enough to be forgotten.
pub(crate) async fn purge(tx: &Tx, now: Timestamp) -> Result<(), DbErr> {
    let values = [now.plus(-REMEMBERED).into()];
    tx.execute_raw(sql(tx, "delete from guess where last_at < $1", values)).await.map(drop)
}

#[cfg(test)]
mod tests {
    use kernel::Random;

    use super::*;

    #[test]
    fn waits_double_and_end() {
        let target = Target { key: String::new(), free: 3, longest: 60 };
        let waits = [0, 3, 4, 5, 6, 9, 10, 500, u32::MAX].map(|failures| target.wait(failures).as_secs());
        assert_eq!(waits, [0, 0, 1, 2, 4, 32, 60, 60, 60]);
    }

    #[test]
    fn a_home_is_one_origin_and_names_nothing() {
        let vault = Vault::new([1; 32], Random::seeded(1));
        let origin = |text: &str| Target::origin(&vault, text.parse().unwrap());
        assert_eq!(origin("2001:db8:1:2::3"), origin("2001:db8:1:2:ffff::9"));
        assert_ne!(origin("2001:db8:1:2::3"), origin("2001:db8:1:3::3"));
        assert_eq!(origin("::ffff:192.0.2.1"), origin("192.0.2.1"));
        assert!(!origin("192.0.2.1").key.contains("192"));
    }
}
