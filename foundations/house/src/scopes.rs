//! What a role can be held for: each department names the codes of its own kind, so that nobody is given a role for nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::Scope;
use futures_util::future::BoxFuture;
use kernel::Text;
use store::StoreError;

use crate::House;

/// What there is of a kind that a role can be held for, as the database has it now: codes and names.
pub type Known = for<'a> fn(&'a House) -> BoxFuture<'a, Result<Vec<(String, Text)>, StoreError>>;

/// A kind of things that a role can be held for, such as the lines of a helpdesk.
#[derive(Clone, Copy)]
pub struct ScopeKind {
    /// Its word in [`Scope`]: `line`.
    pub word: &'static str,
    /// Its codes and names.
    pub known: Known,
}

impl std::fmt::Debug for ScopeKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ScopeKind({})", self.word)
    }
}

/// The kinds of all departments. Kinds that no department declares, such as bodies, are not judged.
#[derive(Clone, Debug)]
pub struct Scopes(Arc<[ScopeKind]>);

/// The names of what roles are held for.
#[derive(Clone, Default, Debug)]
pub struct ScopeNames(BTreeMap<String, Text>);

impl ScopeNames {
    /// The name of what a role is held for; none for what nobody declares, or what is no longer there.
    pub fn of(&self, scope: &Scope) -> Option<&Text> {
        self.0.get(&scope.to_string())
    }
}

/// A role was to be held for something that does not exist.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum UnknownScope {
    /// Others of the kind exist.
    #[error("there is no {word} `{code}`; the known ones are: {}", known.join(", "))]
    Code {
        /// The kind.
        word: &'static str,
        /// What was asked for.
        code: String,
        /// What there is.
        known: Vec<String>,
    },
    /// Nothing of the kind exists.
    #[error("no {0} is known yet; load the region first: relais region load")]
    NoneYet(&'static str),
}

impl Scopes {
    pub(crate) fn new(kinds: impl IntoIterator<Item = ScopeKind>) -> Self {
        Self(kinds.into_iter().collect())
    }

    /// Looks up whether what a role is to be held for exists.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn check(&self, house: &House, scope: &Scope) -> Result<Result<(), UnknownScope>, StoreError> {
        let text = scope.to_string();
        let Some((word, code)) = text.split_once(':') else { return Ok(Ok(())) };
        let Some(kind) = self.0.iter().find(|kind| kind.word == word) else { return Ok(Ok(())) };
        let known: Vec<String> = (kind.known)(house).await?.into_iter().map(|(code, _)| code).collect();
        Ok(if known.iter().any(|known| known == code) {
            Ok(())
        } else if known.is_empty() {
            Err(UnknownScope::NoneYet(kind.word))
        } else {
            Err(UnknownScope::Code { word: kind.word, code: code.to_owned(), known })
        })
    }

    /// The names of everything that a role can be held for.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn names(&self, house: &House) -> Result<ScopeNames, StoreError> {
        let mut names = BTreeMap::new();
        for kind in self.0.iter() {
            let known = (kind.known)(house).await?;
            names.extend(known.into_iter().map(|(code, name)| (format!("{}:{code}", kind.word), name)));
        }
        Ok(ScopeNames(names))
    }
}
