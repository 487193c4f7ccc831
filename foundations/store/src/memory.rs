//! What the process keeps in memory of a database, so that units of work need not read it anew: one value of each type.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

/// The memory of one database. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct Memory(Arc<RwLock<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>>);

impl Memory {
    pub fn keep<T: Any + Send + Sync>(&self, value: T) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(TypeId::of::<T>(), Arc::new(value));
    }

    pub fn kept<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        all.get(&TypeId::of::<T>()).cloned()?.downcast().ok()
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memory")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_each_type_the_last_value_is_kept_for_all_handles() {
        let memory = Memory::default();
        assert!(memory.kept::<u8>().is_none());
        memory.clone().keep(1_u8);
        memory.keep("a word");
        memory.keep(2_u8);
        assert_eq!((memory.kept::<u8>().as_deref(), memory.kept::<&str>().as_deref()), (Some(&2), Some(&"a word")));
    }
}
