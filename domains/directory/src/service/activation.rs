//! Who may set a service in motion, and how.

use kernel::Text;
use serde::{Deserialize, Serialize};

/// Who may set a service in motion.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activator {
    /// The person who needs help.
    Oneself,
    /// Somebody close to them.
    Relative,
    /// Anybody who works in care or welfare.
    Professional,
    /// A doctor, with a prescription or a letter.
    Doctor,
    /// Another service, by agreement.
    Service,
}

kernel::words! {
    Activator {
        Oneself = "oneself",
        Relative = "relative",
        Professional = "professional",
        Doctor = "doctor",
        Service = "service",
    }
}

/// A way to set a service in motion.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Calling.
    Phone,
    /// Writing an e-mail.
    Email,
    /// Filling in a form.
    Form,
    /// Walking in.
    WalkIn,
    /// Sending a letter.
    Letter,
    /// Through a platform for professionals.
    Platform,
    /// Through an app.
    App,
}

kernel::words! {
    Way {
        Phone = "phone",
        Email = "email",
        Form = "form",
        WalkIn = "walk_in",
        Letter = "letter",
        Platform = "platform",
        App = "app",
    }
}

/// Who may set a service in motion, and how; empty when unknown.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Activation {
    /// Who may.
    pub who: Vec<Activator>,
    /// By which ways.
    pub how: Vec<Way>,
    /// What else one must know: hours of the line, what to have at hand.
    pub text: Text,
}

impl Activation {
    /// Whether nothing is known.
    pub fn is_unknown(&self) -> bool {
        self.who.is_empty() && self.how.is_empty() && self.text.is_empty()
    }
}
