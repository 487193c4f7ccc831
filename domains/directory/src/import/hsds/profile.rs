//! What our own profile says of a record in words of a few values each, that no field of the standard has: as attributes.

use std::str::FromStr;

use super::Said;
use crate::ServiceKind;

/// The words that a record says: what each is about, and which one.
pub(super) struct Profile(Vec<(String, String)>);

impl Profile {
    pub fn of(said: &Said<'_>) -> Self {
        let words = said.parts("attributes").into_iter().filter(|one| one.part("taxonomy_term").is_none());
        Self(words.filter_map(|one| one.text("link_type").zip(one.text("value"))).collect())
    }

    /// Whether the service was drawn by our profile: it tells of each of them what kind it is.
    pub fn is_ours(&self) -> bool {
        self.one::<ServiceKind>("kind").is_some()
    }

    /// The word about something; what is none of ours says nothing.
    pub fn one<T: FromStr>(&self, about: &str) -> Option<T> {
        self.all(about).into_iter().next()
    }

    /// All words about something.
    pub fn all<T: FromStr>(&self, about: &str) -> Vec<T> {
        self.0.iter().filter(|(known, _)| known == about).filter_map(|(_, word)| word.parse().ok()).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Gender;

    #[test]
    fn words_of_others_say_nothing() {
        let record = json!({"attributes": [
            {"link_type": "kind", "value": "helpline"},
            {"link_type": "gender", "value": "other"},
            {"link_type": "gender", "value": "every"},
            {"link_type": "gender", "value": "male", "taxonomy_term": {"code": "male"}},
            {"link_type": ["kind"], "value": 1},
            "kind",
        ]});
        let profile = Profile::of(&Said::new(&record));
        assert!(profile.is_ours());
        assert_eq!(profile.all::<Gender>("gender"), [Gender::Other]);
        assert!(!Profile::of(&Said::new(&json!({"attributes": [{"link_type": "kind", "value": "shop"}]}))).is_ours());
    }
}
