//! What a merged entry says, field by field: ours, theirs or both. Pure.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use serde_json::Value;

use crate::AliasSort;
use crate::entry::fields::{self, Field, Sort};
use crate::entry::{EntryId, Record, says_nothing, says_same};

/// Fields that say something about the entry's own life, not about what it is.
const OWN: [&str; 7] = ["active", "status", "fallback", "evidence", "verified_on", "confidential", "precision"];
/// Lists of which an entry wants both rather than one.
const UNITED: [&str; 3] = ["aliases", "identifiers", "networks"];

/// Whose word holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// That of the entry that stays.
    Ours,
    /// That of the entry that is merged into it.
    Theirs,
    /// Both lists together.
    Both,
    /// Nobody's yet: what is in dispute waits on.
    Open,
}

kernel::words! { Choice { Ours = "ours", Theirs = "theirs", Both = "both", Open = "open" } }

/// The choices of an editor, by field.
pub type Choices = BTreeMap<String, Choice>;

/// A field in which two entries differ, or not.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The field.
    pub field: &'static Field,
    /// What the entry that stays says.
    pub ours: Value,
    /// What the other says.
    pub theirs: Value,
    /// Whether both can hold.
    pub can_unite: bool,
    /// Whether it is in dispute what one of them says.
    pub in_dispute: bool,
}

impl Compared {
    /// Whether they say the same.
    pub fn is_same(&self) -> bool {
        says_same(&self.ours, &self.theirs)
    }

    /// Whether the other says anything that the one that stays does not say.
    pub fn is_choice(&self) -> bool {
        !self.is_same() && !says_nothing(&self.theirs)
    }

    /// What holds unless an editor says otherwise: nothing is lost that nothing contradicts, and what waits for somebody's decision is not
    /// decided by the way.
    pub fn usual(&self) -> Choice {
        match () {
            () if self.in_dispute => Choice::Open,
            () if says_nothing(&self.ours) => Choice::Theirs,
            () if self.can_unite && UNITED.contains(&self.field.name) => Choice::Both,
            () => Choice::Ours,
        }
    }

    /// The value that a choice makes.
    pub fn value(&self, choice: Choice) -> Value {
        match (choice, &self.ours, &self.theirs) {
            (Choice::Both, Value::Array(ours), Value::Array(theirs)) => {
                let new = theirs.iter().filter(|one| !ours.contains(one));
                Value::Array(ours.iter().chain(new).cloned().collect())
            }
            (Choice::Theirs, _, theirs) => theirs.clone(),
            (Choice::Ours | Choice::Both | Choice::Open, ours, _) => ours.clone(),
        }
    }
}

/// The fields of two entries of a kind beside each other, in the order of forms.
pub fn compare(kept: &Record, merged: &Record) -> Vec<Compared> {
    let (ours, theirs) = (kept.fields(), merged.fields());
    let chosen = |field: &&Field| !matches!(field.sort, Sort::Derived | Sort::Entry(_)) && !OWN.contains(&field.name);
    let of = |all: &BTreeMap<String, Value>, field: &Field| all.get(field.name).cloned().unwrap_or_default();
    fields::of(kept.entry().kind)
        .iter()
        .filter(chosen)
        .map(|field| {
            let theirs = if field.name == "aliases" { with_names(kept, merged) } else { of(&theirs, field) };
            let ours = of(&ours, field);
            Compared { field, can_unite: ours.is_array() && theirs.is_array(), in_dispute: false, ours, theirs }
        })
        .collect()
}

/// The other names of an entry, and its own names as such: it is found under them when it is merged.
fn with_names(kept: &Record, merged: &Record) -> Value {
    let Record::Organisation(merged) = merged else { return Value::Null };
    let taken: BTreeSet<String> = kept.names().versions().map(|(_, name)| name.text.clone()).collect();
    let own = merged.names.versions().map(|(_, name)| (AliasSort::Variant, name.text.clone()));
    let all: BTreeSet<(AliasSort, String)> =
        merged.aliases.iter().cloned().chain(own).filter(|(_, name)| !taken.contains(name)).collect();
    serde_json::to_value(all).unwrap_or_default()
}

/// What a field of a place is called among the fields of its service.
pub(crate) fn name_of_place(place: EntryId, field: &str) -> String {
    format!("{}.{field}", place.id)
}

/// Of the choices of an editor those about a place of the merged service.
pub(super) fn of_place(choices: &Choices, place: EntryId) -> Choices {
    let begin = name_of_place(place, "");
    let of_place = choices.iter().filter_map(|(name, choice)| Some((name.strip_prefix(&begin)?, *choice)));
    of_place.map(|(field, choice)| (field.to_owned(), choice)).collect()
}

/// Reads choices as forms send them.
pub(crate) fn read<'a>(said: impl Iterator<Item = (&'a str, &'a str)>) -> Choices {
    said.filter_map(|(field, word)| Some((field.to_owned(), Choice::from_str(word).ok()?))).collect()
}

#[cfg(test)]
mod tests {
    use kernel::{Lang, Text};
    use serde_json::json;

    use super::*;
    use crate::{Organisation, Origin};

    fn organisation(id: &str, name: &str) -> Organisation {
        Organisation::new(Origin::new("test", id), Text::source(Lang::Nl, name))
    }

    #[test]
    fn nothing_is_lost_that_nothing_contradicts() {
        let kept = Organisation {
            phone: Some("02 1".into()),
            aliases: vec![(AliasSort::Variant, "Een".into())],
            ..organisation("1", "Test")
        };
        let merged = Organisation {
            phone: Some("02 2".into()),
            email: Some("een@example.org".into()),
            aliases: vec![(AliasSort::Former, "Twee".into())],
            ..organisation("2", "Testje")
        };
        let all = compare(&kept.into(), &merged.into());
        let of = |name: &str| all.iter().find(|one| one.field.name == name).unwrap();
        let usual = |name: &str| (of(name).usual(), of(name).value(of(name).usual()));
        assert_eq!(usual("phone"), (Choice::Ours, json!("02 1")));
        assert_eq!(usual("email"), (Choice::Theirs, json!("een@example.org")));
        let (choice, aliases) = usual("aliases");
        assert_eq!(choice, Choice::Both);
        assert_eq!(aliases.as_array().unwrap().len(), 3, "{aliases}: its old name is one of them");
        assert!(of("website").is_same() && !of("website").is_choice() && of("phone").is_choice());
        assert!(!all.iter().any(|one| OWN.contains(&one.field.name)));
        let disputed = Compared { in_dispute: true, ..of("email").clone() };
        assert_eq!(disputed.usual(), Choice::Open, "what waits for a decision waits on");
    }
}
