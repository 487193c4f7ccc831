//! What is called how: the folded names of everything of a kind, read once and then only as far as they changed.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use crate::publication::records::{self, Called};
use crate::publication::{Kind, Traits};

/// Rows read by one statement.
const STRETCH: u64 = 5_000;

/// The names of each kind that somebody asked for by name.
#[derive(Default)]
pub(crate) struct Register(tokio::sync::Mutex<HashMap<Kind, Arc<Names>>>);

/// The names of a kind.
#[derive(Clone, Default)]
pub(crate) struct Names {
    /// The last number that is among them.
    seq: i64,
    known: Vec<Name>,
}

/// How a record is called.
#[derive(Clone)]
pub(crate) struct Name {
    id: Uuid,
    /// Its names in every language, folded, a line each.
    names: Arc<str>,
    /// Its other names, in the same way, where it has any.
    aliases: Option<Arc<str>>,
}

impl Name {
    /// Whether each of these folded words stands somewhere in a name.
    pub fn has_words(&self, words: &[String]) -> bool {
        words.iter().all(|word| self.names.contains(word.as_str()))
    }

    /// Its folded names, the other ones included.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.names.split('\n').chain(self.aliases.iter().flat_map(|aliases| aliases.split('\n')))
    }
}

impl Register {
    /// The names of a kind as they are published up to a number at least. Who asks first after a start waits until they are read.
    pub async fn names(&self, db: &impl ConnectionTrait, kind: Kind, seq: i64) -> Result<Arc<Names>, DbErr> {
        let mut held = self.0.lock().await;
        let known = held.get(&kind).cloned().unwrap_or_default();
        if known.seq >= seq {
            return Ok(known);
        }
        let changed = read_after(db, kind, known.seq).await?;
        let taking = tokio::task::spawn_blocking(move || known.with(changed, seq));
        let fresh = Arc::new(taking.await.map_err(|error| DbErr::Custom(error.to_string()))?);
        held.insert(kind, Arc::clone(&fresh));
        Ok(fresh)
    }
}

impl Names {
    /// The ids of those that fit. All names of a large directory are looked at: that must not hold up the tasks that answer others.
    pub async fn fitting(self: Arc<Self>, fits: impl Fn(&Name) -> bool + Send + 'static) -> Result<Vec<Uuid>, DbErr> {
        let looking = move || self.known.iter().filter(|name| fits(name)).map(|name| name.id).collect();
        tokio::task::spawn_blocking(looking).await.map_err(|error| DbErr::Custom(error.to_string()))
    }

    /// These names with changed ones in their place, known up to a number at least.
    fn with(&self, changed: Vec<Called>, seq: i64) -> Self {
        let seq = changed.last().map_or(seq, |last| last.seq.max(seq));
        let replaced: HashSet<Uuid> = changed.iter().map(|called| called.id).collect();
        let stay = self.known.iter().filter(|name| !replaced.contains(&name.id)).cloned();
        let fresh = changed.iter().filter(|called| !called.deleted).map(name);
        Self { seq, known: stay.chain(fresh).collect() }
    }
}

async fn read_after(db: &impl ConnectionTrait, kind: Kind, mut seq: i64) -> Result<Vec<Called>, DbErr> {
    let mut all = Vec::new();
    loop {
        let rows = records::called_after(db, kind, seq, STRETCH).await?;
        let Some(last) = rows.last() else { return Ok(all) };
        seq = last.seq;
        all.extend(rows);
    }
}

fn name(called: &Called) -> Name {
    let aliases = serde_json::from_str::<Traits>(&called.traits).unwrap_or_default().aliases;
    Name {
        id: called.id,
        names: folded(called.names.versions().map(|(_, name)| name.text.as_str())),
        aliases: (!aliases.is_empty()).then(|| folded(aliases.iter().map(String::as_str))),
    }
}

fn folded<'a>(names: impl Iterator<Item = &'a str>) -> Arc<str> {
    let mut lines: Vec<String> = names.map(|name| search::folded(name).join(" ")).collect();
    lines.sort_unstable();
    lines.dedup();
    lines.join("\n").into()
}

#[cfg(test)]
mod tests {
    use kernel::{Lang, Text, TranslationState};

    use super::*;

    fn called(n: u128, name: &str, seq: i64, deleted: bool) -> Called {
        let names = Text::source(Lang::Fr, name).with(Lang::Nl, "Thuiszorg", TranslationState::Source);
        let traits = r#"{"aliases":["L’Aide"]}"#.to_owned();
        Called { id: Uuid::from_u128(n), names, traits, seq, deleted }
    }

    #[test]
    fn what_changed_takes_the_place_of_what_was() {
        let names =
            Names::default().with(vec![called(1, "Soins à domicile", 3, false), called(2, "Test", 4, false)], 2);
        assert_eq!((names.seq, names.known.len()), (4, 2));
        let names = names.with(vec![called(1, "Aînés", 5, false), called(2, "Test", 6, true)], 9);
        assert_eq!((names.seq, names.known.len()), (9, 1));
        let all: Vec<&str> = names.known[0].all().collect();
        assert_eq!(all, ["aines", "thuiszorg", "aide"]);
        let has = |words: &[&str]| names.known[0].has_words(&words.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert!(
            has(&["aines", "zorg"]) && !has(&["aines", "soins"]) && !has(&["aide"]),
            "other names are no words of it"
        );
    }
}
