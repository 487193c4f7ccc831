//! What an entry shows when somebody begins or ceases to speak of it.

use kernel::Timestamp;
use sea_orm::DbErr;
use store::Tx;

use super::choosing::{Choice, Compared};
use crate::Origin;
use crate::entry::claims::{Claim, by_field, disputed, shown};
use crate::entry::records::claims;
use crate::entry::records::versions::End;
use crate::entry::{Record, Voice, records, says_nothing, says_same};

/// Between the name of a merged entry and whoever spoke of it while it was one of its own.
pub(crate) const BESIDE: &str = " · ";

/// A merged entry speaks on of the one that it was merged into.
pub(crate) struct Feed<'a> {
    pub kept: &'a Record,
    /// Where the merged entry comes from.
    pub source: &'a Origin,
    /// When they were merged.
    pub at: Timestamp,
}

impl Feed<'_> {
    /// The name under which it speaks: two entries of one source may be merged.
    fn voice(&self) -> Voice {
        Voice::Source(format!("{} ({})", self.source.source, self.source.id))
    }

    /// The name under which somebody else is heard who spoke of it.
    fn beside(&self, voice: &Voice) -> Voice {
        Voice::Source(format!("{}{BESIDE}{voice}", self.voice()))
    }

    /// Whether a voice speaks for it.
    fn is_its(&self, voice: &Voice) -> bool {
        let own = self.voice();
        let beside = format!("{own}{BESIDE}");
        *voice == own || matches!(voice, Voice::Source(name) if name.starts_with(&beside))
    }

    /// Notes what it says of a field, beside what the kept entry's own source says. What its source said before holds no more.
    pub(crate) async fn hear(&self, tx: &Tx, one: &Compared, said_at: Timestamp) -> Result<(), DbErr> {
        let entry = self.kept.entry();
        let said = claims::of(tx, entry).await?;
        let before = self.beside(&Voice::Source(self.source.source.clone()));
        let of_field = || said.iter().filter(|claim| claim.field == one.field.name);
        if of_field().any(|claim| claim.voice == before) {
            claims::withdraw(tx, entry, one.field.name, &before).await?;
        }
        let known = of_field().find(|claim| claim.voice == self.voice());
        let is_news = known.map_or(one.is_choice(), |claim| !says_same(&claim.value, &one.theirs));
        if !is_news {
            return Ok(());
        }
        self.let_own_speak(tx, one, &said).await?;
        claims::put(tx, &[(entry, self.claim(one, self.voice(), one.theirs.clone(), said_at))]).await
    }

    /// Where nobody was heard yet, the kept entry's own source is, before others are.
    async fn let_own_speak(&self, tx: &Tx, one: &Compared, said: &[Claim]) -> Result<(), DbErr> {
        if said.iter().any(|claim| claim.field == one.field.name) {
            return Ok(());
        }
        let entry = self.kept.entry();
        let since = records::updated_at(tx, entry).await?.unwrap_or(self.at);
        let own = Voice::Source(self.kept.origin().source.clone());
        claims::put(tx, &[(entry, self.claim(one, own, one.ours.clone(), since))]).await
    }

    /// Lets a dispute about the merged entry be one about the kept entry: whoever spoke of it is heard there, from now on.
    pub(crate) async fn carry(&self, tx: &Tx, one: &Compared, said: &[Claim]) -> Result<(), DbErr> {
        let entry = self.kept.entry();
        self.let_own_speak(tx, one, &claims::of(tx, entry).await?).await?;
        let speaks = |claim: &&Claim| {
            let differs = claim.value != one.theirs || claim.voice.is_person();
            claim.field == one.field.name && differs && !says_nothing(&claim.value)
        };
        let heard =
            |claim: &Claim| (entry, Claim { voice: self.beside(&claim.voice), said_at: self.at, ..claim.clone() });
        claims::put(tx, &said.iter().filter(speaks).map(heard).collect::<Vec<_>>()).await
    }

    /// Notes what an editor chose.
    pub(crate) async fn decide(&self, tx: &Tx, one: &Compared, choice: Choice, by: &str) -> Result<(), DbErr> {
        let claim = self.claim(one, Voice::Decided, one.value(choice), self.at);
        claims::put(tx, &[(self.kept.entry(), Claim { said_by: by.to_owned(), ..claim })]).await
    }

    fn claim(&self, one: &Compared, voice: Voice, value: serde_json::Value, said_at: Timestamp) -> Claim {
        let said_by = self.source.source.clone();
        Claim { field: one.field.name.to_owned(), voice, value, said_at, said_by }
    }

    /// Takes back all that it said: its source names it no more.
    pub(crate) async fn fall_silent(&self, tx: &Tx) -> Result<(), DbErr> {
        let entry = self.kept.entry();
        for claim in claims::of(tx, entry).await?.iter().filter(|claim| self.is_its(&claim.voice)) {
            claims::withdraw(tx, entry, &claim.field, &claim.voice).await?;
        }
        Ok(())
    }

    /// Takes back all that it said, and what was chosen when they were merged. What was said since stays.
    pub(crate) async fn silence(&self, tx: &Tx) -> Result<(), DbErr> {
        let entry = self.kept.entry();
        let said = claims::of(tx, entry).await?;
        let of_merger =
            |claim: &&Claim| self.is_its(&claim.voice) || (claim.voice == Voice::Decided && claim.said_at == self.at);
        for claim in said.iter().filter(of_merger) {
            claims::withdraw(tx, entry, &claim.field, &claim.voice).await?;
        }
        Ok(())
    }
}

/// Lets an entry show what those who speak of it say now; what it was is kept as a version. Answers what it is.
pub(crate) async fn settle(tx: &Tx, before: &Record, end: &End) -> Result<Record, DbErr> {
    let (entry, own) = (before.entry(), before.origin().source.clone());
    let said = claims::of(tx, entry).await?;
    claims::set_disputed(tx, entry, &disputed(entry.kind, &own, &said), end.at).await?;
    for (field, of_field) in by_field(&said) {
        // Where the own source alone speaks, the record says it all.
        if let [only] = of_field.as_slice()
            && only.voice == Voice::Source(own.clone())
        {
            claims::withdraw(tx, entry, field, &only.voice).await?;
        }
    }
    // What a record can no longer hold is passed over: it stays as it is.
    let after = before.with(&shown(&own, &said)).unwrap_or_else(|_| before.clone());
    let changed = records::replace(tx, before, &after, end).await?;
    records::unsettle(tx, after, &changed, end).await
}
