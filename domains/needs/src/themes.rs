//! Themes that editors merged: what was written down under an old one is read as the one that took its place, and counted with it.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DbErr};

/// Where themes that were merged lead, by code.
#[derive(Clone, Default, Debug)]
pub(crate) struct Merged(HashMap<String, String>);

impl Merged {
    pub(crate) async fn load(db: &impl ConnectionTrait) -> Result<Self, DbErr> {
        let all = directory::merged_terms(db).await?;
        Ok(Self(all.into_iter().map(|(old, new)| (old.to_string(), new.to_string())).collect()))
    }

    /// The theme that a code means today.
    pub(crate) fn now<'a>(&'a self, code: &'a str) -> &'a str {
        self.0.get(code).map_or(code, String::as_str)
    }

    /// Every code that means the same as one: the theme of today first.
    pub(crate) fn all(&self, code: &str) -> Vec<String> {
        let now = self.now(code);
        let mut old: Vec<String> = self.0.iter().filter(|(_, new)| *new == now).map(|(old, _)| old.clone()).collect();
        old.sort();
        std::iter::once(now.to_owned()).chain(old).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_codes_mean_the_theme_of_today() {
        let merged =
            Merged([("debt_old", "debt"), ("debts", "debt")].map(|(old, new)| (old.into(), new.into())).into());
        assert_eq!((merged.now("debts"), merged.now("debt"), merged.now("food")), ("debt", "debt", "food"));
        for code in ["debt", "debts", "debt_old"] {
            assert_eq!(merged.all(code), ["debt", "debt_old", "debts"], "{code}");
        }
        assert_eq!(merged.all("food"), ["food"]);
    }
}
