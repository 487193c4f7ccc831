//! Why a command did not do what it was told: one sentence with its remedy.

use std::fmt;

/// A sentence for standard error; the command then ends with 1.
#[derive(Debug)]
pub struct Fault(String);

impl Fault {
    /// A fault in these words.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What databases say may have several lines; the first says what happened.
        f.write_str(self.0.lines().next().unwrap_or_default())
    }
}

macro_rules! from {
    ($($fault:ty),* $(,)?) => {
        $(impl From<$fault> for Fault {
            fn from(fault: $fault) -> Self {
                Self(fault.to_string())
            }
        })*
    };
}

from!(
    access::Refusal,
    house::PackFault,
    house::UnknownScope,
    house::import::ImportFault,
    platform::ConfigFault,
    platform::ListenFault,
    platform::OpenFault,
    platform::demo::DemoFault,
    platform::keeping::KeepingFault,
    platform::logs::LogFault,
    store::MigrationError,
);

impl From<store::StoreError> for Fault {
    fn from(error: store::StoreError) -> Self {
        Self(format!("{error}; {}", error.remedy()))
    }
}
