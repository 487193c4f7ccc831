//! What somebody sent, to be shown or sent once more.

use super::Form;
use crate::gate::FIELD;

impl Form {
    /// Everything that was sent, field by field in its order, but for the token that every form carries.
    pub fn sent(&self) -> impl Iterator<Item = (&str, &str)> {
        let fields = self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        fields.filter(|(name, _)| *name != FIELD)
    }

    /// The form as somebody sent it, when it came only to be drawn in another language: for a page that says more than what
    /// is wrong with its fields, and must say it again.
    pub fn sent_to_be_redrawn(&self) -> Option<Self> {
        self.redrawn.then(|| Self { redrawn: false, ..self.clone() })
    }
}
