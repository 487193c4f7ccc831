//! The gate: what guards the way in, made once at the start.

use kernel::Random;

use crate::{PasswordCost, Passwords, Role, Vault};

/// Roles that reach so far that a password alone should not open them.
const FAR_REACHING: [Role; 2] = [Role::Admin, Role::Director];

/// The vault, the passwords, and how strict we are. Clones are cheap.
#[derive(Clone, Debug)]
pub struct Gate {
    vault: Vault,
    passwords: Passwords,
    second_factor_required: bool,
}

impl Gate {
    /// A gate with a vault and passwords at a cost.
    pub fn new(vault: Vault, cost: PasswordCost, random: Random) -> Self {
        Self { vault, passwords: Passwords::new(cost, random), second_factor_required: false }
    }

    /// Lets the roles of administrator and director rest until their holder has a second factor.
    #[must_use]
    pub fn requiring_second_factor(mut self) -> Self {
        self.second_factor_required = true;
        self
    }

    /// The vault.
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// The passwords.
    pub fn passwords(&self) -> &Passwords {
        &self.passwords
    }

    /// Whether a role rests for somebody without a second factor.
    pub fn rests(&self, role: Role, has_second_factor: bool) -> bool {
        self.second_factor_required && !has_second_factor && FAR_REACHING.contains(&role)
    }
}
