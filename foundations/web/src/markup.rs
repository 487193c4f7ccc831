//! HTML that is already safe: made by our own code, never by hand from what people type.

use std::fmt;

use askama::Template;
use askama::filters::{Html, escape};

use crate::Failure;

/// HTML that templates print as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Markup(String);

impl askama::filters::HtmlSafe for Markup {}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Markup {
    /// Runs a writer that escapes every text it is given and collects what it writes.
    pub(crate) fn write(write: impl FnOnce(&mut String) -> fmt::Result) -> Self {
        let mut html = String::new();
        // Writing into a string cannot fail; a `Display` that claims so leaves the part out.
        match write(&mut html) {
            Ok(()) => Self(html),
            Err(fmt::Error) => Self::default(),
        }
    }

    /// What a template draws: a part of a page that another department has the frame of.
    ///
    /// # Errors
    /// When the template fails, which only a failing `Display` inside it can cause.
    pub fn of(template: &impl Template) -> Result<Self, Failure> {
        Ok(Self(template.render()?))
    }

    /// The HTML itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text made harmless for HTML, in content and in quoted attributes.
pub(crate) fn safe(text: impl fmt::Display) -> impl fmt::Display {
    let Ok(escaped) = escape(text, Html);
    escaped
}
