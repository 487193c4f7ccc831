//! Browsers from which somebody signed in before.
//!
//! Each keeps a mark of the account and has guesses of its own to spend: whoever guesses from ever new networks spends those of
//! strangers, and does not keep the owner waiting. A mark opens nothing. The server keeps none: it carries its own proof.

use kernel::Random;

use crate::Vault;

const NAME: &str = "browser.name";
const PROOF: &str = "browser.proof";
/// Hexadecimal digits of the number that tells browsers apart.
const NUMBER: usize = 32;

/// What a browser keeps of an account.
#[derive(Clone, PartialEq, Eq)]
pub struct Mark {
    /// Under which name. It tells nobody which account.
    pub name: String,
    /// The mark itself: a number, and the proof that it was given for this account.
    pub value: String,
}

/// The mark stays out of logs.
impl std::fmt::Debug for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mark")
    }
}

/// The name under which a browser keeps its mark of the account at an address, whether there is such an account or not.
pub fn name(vault: &Vault, email: &str) -> String {
    format!("known-{}", vault.blind_index(NAME, &tidy(email)).get(..16).unwrap_or_default())
}

/// A mark for a browser from which somebody signed in to the account at an address.
pub fn mark(vault: &Vault, random: &Random, email: &str) -> Mark {
    let number = hex::encode(random.bytes::<{ NUMBER / 2 }>());
    let proof = proof(vault, email, &number);
    Mark { name: name(vault, email), value: format!("{number}{proof}") }
}

/// The number of a browser, when its mark was given for the account at this address.
pub(crate) fn number<'a>(vault: &Vault, email: &str, mark: &'a str) -> Option<&'a str> {
    let (number, given) = mark.split_at_checked(NUMBER)?;
    // Compared as hashes of hashes, whose common beginnings tell nothing by the time that they take.
    let same = vault.blind_index(PROOF, given) == vault.blind_index(PROOF, &proof(vault, email, number));
    same.then_some(number)
}

fn proof(vault: &Vault, email: &str, number: &str) -> String {
    vault.blind_index(PROOF, &format!("{number} {}", tidy(email)))
}

/// An address as accounts know it.
fn tidy(email: &str) -> String {
    email.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_holds_for_its_account_and_key_only() {
        let (vault, random) = (Vault::new([1; 32], Random::seeded(1)), Random::seeded(2));
        let Mark { name: kept, value } = mark(&vault, &random, "Test@example.org ");
        assert_eq!(kept, name(&vault, "test@example.org"));
        assert!(!kept.contains("test") && kept.len() == 22, "{kept}");
        assert_eq!(number(&vault, "test@example.org", &value), value.get(..NUMBER));
        assert_eq!(number(&vault, "other@example.org", &value), None);
        assert_eq!(number(&Vault::new([2; 32], Random::seeded(1)), "test@example.org", &value), None);
        for wrong in ["", "short", &value[..NUMBER], &format!("{value}0"), &value.replacen(&value[..1], "x", 1)] {
            assert_eq!(number(&vault, "test@example.org", wrong), None, "{wrong}");
        }
        assert_ne!(mark(&vault, &random, "test@example.org").value, value);
    }
}
