//! What is acted upon, as the policies see it.

/// A value that a policy can ask for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Attribute {
    /// A word, such as the code of a line.
    Word(String),
    /// Yes or no.
    Flag(bool),
    /// Several words, such as the zones of an organisation.
    Words(Vec<String>),
}

/// A record, or a place where records are made, with the attributes that policies ask for. Never holds person data.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resource {
    /// Its kind as in the policies: `Contact`, `Line`.
    pub kind: &'static str,
    /// Which one.
    pub id: String,
    /// What the policies may ask for.
    pub attributes: Vec<(&'static str, Attribute)>,
}

impl Resource {
    /// A resource without attributes.
    pub fn new(kind: &'static str, id: impl std::fmt::Display) -> Self {
        Self { kind, id: id.to_string(), attributes: Vec::new() }
    }

    /// With a word.
    #[must_use]
    pub fn word(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, Attribute::Word(value.into())));
        self
    }

    /// With a yes or no.
    #[must_use]
    pub fn flag(mut self, name: &'static str, value: bool) -> Self {
        self.attributes.push((name, Attribute::Flag(value)));
        self
    }

    /// With several words.
    #[must_use]
    pub fn words(mut self, name: &'static str, values: impl IntoIterator<Item = String>) -> Self {
        self.attributes.push((name, Attribute::Words(values.into_iter().collect())));
        self
    }
}
