//! Fixtures: what a department keeps ready in memory for its handlers, jobs and imports.

use std::any::{Any, TypeId, type_name};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

/// Values by their type: a gazetteer, a search index, a finder. Installed once at the start, then only read.
#[derive(Clone, Default)]
pub struct Fixtures(Arc<RwLock<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>>);

/// A department asks for something that no department installed.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("nothing of the type `{0}` was installed; does the module that furnishes it stand before the one that asks?")]
pub struct Unfurnished(pub &'static str);

impl Fixtures {
    /// Installs a value, in place of an earlier one of the same type.
    pub fn install<T: Send + Sync + 'static>(&self, value: T) {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        all.insert(TypeId::of::<T>(), Arc::new(value));
    }

    /// The value of a type.
    ///
    /// # Errors
    /// When nobody installed one.
    pub fn get<T: Send + Sync + 'static>(&self) -> Result<Arc<T>, Unfurnished> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let found = all.get(&TypeId::of::<T>()).cloned();
        found.and_then(|value| value.downcast().ok()).ok_or(Unfurnished(type_name::<T>()))
    }
}

impl fmt::Debug for Fixtures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fixtures")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixture_is_found_by_its_type_and_a_missing_one_is_named() {
        let fixtures = Fixtures::default();
        fixtures.install(7_u32);
        assert_eq!(*fixtures.get::<u32>().unwrap(), 7);
        assert!(fixtures.get::<String>().unwrap_err().to_string().contains("String"));
    }
}
