//! What of a row cannot be, and is left out with a word: a day to come, a kind that nobody knows, an organisation that is part of itself.

use kernel::Day;

use super::Reading;
use crate::import::flags::{neither, yes_or_no};

/// So many letters of a word that nobody knows are told.
const LONGEST_SHOWN: usize = 60;
/// The field that says that nobody may know where something is.
const CONFIDENTIAL: &str = "location.confidential";

impl Reading<'_> {
    /// Yes or no, as files say it; another word is left out and told.
    pub(in crate::import) fn flag(&mut self, field: &str) -> Option<bool> {
        let word = self.get(field)?;
        let meant = yes_or_no(&word);
        if meant.is_none() {
            self.left_out(&neither(&word, field));
        }
        meant
    }

    /// Whether nobody may know where it is. Who writes anything there that cannot be read may well mean so: it is secret until
    /// somebody says otherwise.
    pub(in crate::import) fn is_confidential(&mut self) -> bool {
        let Some(word) = self.get(CONFIDENTIAL) else { return false };
        yes_or_no(&word).unwrap_or_else(|| {
            let why = neither(&word, CONFIDENTIAL);
            self.remarks
                .push(format!("{}: {why}; the address is kept secret until somebody decides", self.mapped.row.place));
            true
        })
    }

    /// The kind of the organisation, when it is one of ours.
    pub(super) fn kind(&mut self) -> Option<String> {
        let kind = self.get("organisation.kind")?;
        if self.known.kinds.contains(&kind) {
            return Some(kind);
        }
        let shown: String = kind.chars().take(LONGEST_SHOWN).collect();
        self.left_out(&format!("`{shown}` is no kind of organisation here"));
        None
    }

    /// A day on which somebody looked: nobody did so tomorrow.
    pub(in crate::import) fn past_day(&mut self, field: &str) -> Option<Day> {
        let day: Day = self.word(field)?;
        if day > self.today {
            self.left_out(&format!("`{day}` of `{field}` is still to come"));
            return None;
        }
        Some(day)
    }

    /// The row of the organisation that it is part of; none is part of itself.
    pub(in crate::import) fn parent(&mut self) -> Option<String> {
        let parent = self.get("organisation.parent")?;
        let is_itself = self.is_itself(&parent);
        if is_itself {
            self.left_out("it says that the organisation is part of itself");
        }
        (!is_itself).then_some(parent)
    }

    /// The rows of the networks that it belongs to; none belongs to itself.
    pub(in crate::import) fn networks(&mut self) -> Vec<String> {
        let (own, others): (Vec<_>, Vec<_>) =
            self.list("organisation.networks").into_iter().partition(|row| self.is_itself(row));
        if !own.is_empty() {
            self.left_out("it says that the organisation is a network of itself");
        }
        others
    }

    /// Whether a row that this one names is this one.
    fn is_itself(&self, row: &str) -> bool {
        self.id().is_ok_and(|id| id == row)
    }
}
