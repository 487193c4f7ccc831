//! What editors do with terms. Each asks the policies, changes the terms, keeps their versions, tells the index and writes the
//! journal, in one unit of work. Whoever calls lets the finder learn once it is committed.

mod shifting;

use std::collections::{HashMap, HashSet};

use access::{Context, Record, Resource};
use journal::Changes;
use store::Tx;

use super::changing::{concerned, retired};
use super::intending::{Standing, Undoing, following, restoring, undoing};
use super::records::{self, Kept, versions};
use super::rules::{Among, Problem};
use super::version::{Deed, Version};
use super::{Theme, ThemeCode};
use crate::{Refusal, index};

pub(crate) use shifting::{Step, shift};

/// The right that every door to the editing of terms asks.
pub(crate) const EDIT: &str = "thesaurus.edit";
/// More services than this are not named one by one to the index: it then looks at all of them again.
const MANY: usize = 5_000;

/// The thesaurus as the policies see it.
pub(crate) fn resource() -> Resource {
    Resource::new("Thesaurus", "terms")
}

/// A change of terms on its way: the thesaurus as it stands, held until the commit.
struct Turn {
    revision: i64,
    all: Vec<Kept>,
    terms: Vec<Theme>,
}

impl Turn {
    async fn begin(cx: &Context, tx: &Tx) -> Result<Self, Refusal> {
        cx.require(EDIT, &resource())?;
        let revision = records::hold(tx).await? + 1;
        let all = records::kept(tx).await?;
        let terms = all.iter().map(|kept| kept.theme.clone()).collect();
        Ok(Self { revision, all, terms })
    }

    fn standing(&self) -> Standing<'_> {
        Standing { all: &self.all, terms: &self.terms }
    }

    fn find(&self, code: &ThemeCode) -> Result<&Kept, Refusal> {
        self.all.iter().find(|kept| kept.theme.code == *code).ok_or(Refusal::NotFound)
    }

    /// Whether a term is still as a revision left it, where the actor says which one they saw.
    fn is_as_seen(&self, code: &ThemeCode, seen: Option<i64>) -> Result<(), Refusal> {
        let revision = self.find(code)?.revision;
        if seen.is_none_or(|seen| seen == revision) { Ok(()) } else { Err(Refusal::TermChanged) }
    }

    /// Carries the change out. The first of the changed terms is the one that it is about.
    async fn carry_out(self, cx: &Context, tx: &Tx, deed: Deed, changed: Vec<Theme>) -> Result<i64, Refusal> {
        let after = with(&self.terms, &changed);
        let codes: Vec<ThemeCode> = changed.iter().map(|term| term.code.clone()).collect();
        let touched = concerned(&self.terms, &after, &codes);
        let problems = problems(&after, &codes, &touched);
        if !problems.is_empty() {
            return Err(Refusal::TermUnsound(problems));
        }
        let changes = journal_of(&self.terms, &changed).set("revision", self.revision).set("deed", deed.code());
        let known: HashMap<&ThemeCode, &Kept> = self.all.iter().map(|kept| (&kept.theme.code, kept)).collect();
        let last = self.all.iter().map(|kept| kept.position).max().unwrap_or_default();
        let first = codes.iter().filter_map(|code| known.get(code)).filter_map(|kept| first_version(cx, kept));
        let new = changed.iter().map(|theme| version(cx, theme, (self.revision, deed)));
        let kept_versions: Vec<Version> = first.chain(new).collect();
        let kept =
            changed.into_iter().map(|theme| renewed(known.get(&theme.code).copied(), theme, self.revision, last + 1));
        records::put(tx, &broader_first(&after, kept.collect())).await?;
        versions::add(tx, kept_versions).await?;
        records::turn(tx, self.revision).await?;
        let services = records::services_with(tx, &touched, MANY + 1).await?;
        index::terms_changed(tx, (services.len() <= MANY).then_some(services)).await?;
        let about = codes.first().map(ToString::to_string).unwrap_or_default();
        cx.record(tx, Record { action: EDIT, kind: "term", id: about, changes }).await?;
        Ok(self.revision)
    }
}

/// A term as a revision leaves it.
fn version(cx: &Context, theme: &Theme, (revision, deed): (i64, Deed)) -> Version {
    let (at, by, state) = (cx.now(), cx.actor.to_string(), theme.clone());
    Version { theme: theme.code.clone(), revision, at, by, deed, state, moved: None }
}

/// What stood there before there were versions is one.
fn first_version(cx: &Context, kept: &Kept) -> Option<Version> {
    (kept.revision == 0).then(|| version(cx, &kept.theme, (0, Deed::Pack)))
}

/// Terms with some of them changed, and with those that are new.
pub(crate) fn with(terms: &[Theme], changed: &[Theme]) -> Vec<Theme> {
    let codes: HashSet<&ThemeCode> = changed.iter().map(|term| &term.code).collect();
    terms.iter().filter(|term| !codes.contains(&term.code)).chain(changed).cloned().collect()
}

/// What is wrong with changed terms among all; when nothing is, the first thing that is wrong with the place of those below them.
pub(crate) fn problems(after: &[Theme], changed: &[ThemeCode], touched: &[ThemeCode]) -> Vec<Problem> {
    let among = Among::new(after);
    let (changed, touched): (HashSet<&ThemeCode>, HashSet<&ThemeCode>) =
        (changed.iter().collect(), touched.iter().collect());
    let in_use = || after.iter().filter(|term| !term.retired);
    let own = in_use().filter(|term| changed.contains(&term.code)).flat_map(|term| among.problems(term));
    let mut problems: Vec<Problem> = own.collect();
    if problems.is_empty() {
        problems.extend(in_use().filter(|term| touched.contains(&term.code)).find_map(|term| among.above(term)));
    }
    problems.dedup();
    problems
}

/// A changed term with what is known of its keeping. Among the parts of another term it is the last.
fn renewed(known: Option<&Kept>, theme: Theme, revision: i64, new_position: i64) -> Kept {
    let Some(known) = known else { return Kept { theme, pack: None, position: new_position, place: None, revision } };
    let place = known.place.filter(|_| known.theme.broader == theme.broader);
    Kept { theme, place, revision, ..known.clone() }
}

/// A term must be there before others can be part of it or lead on to it.
fn broader_first(after: &[Theme], mut kept: Vec<Kept>) -> Vec<Kept> {
    let known: HashMap<&ThemeCode, &Theme> = after.iter().map(|theme| (&theme.code, theme)).collect();
    let depth = |theme: &Theme| {
        let above = |term: &&Theme| term.broader.as_ref().and_then(|code| known.get(code)).copied();
        std::iter::successors(Some(theme), above).take(after.len()).count()
    };
    kept.sort_by_cached_key(|one| (one.theme.retired, depth(&one.theme)));
    kept
}

/// What changed of the term that a change is about, and which others changed with it.
fn journal_of(before: &[Theme], changed: &[Theme]) -> Changes {
    let Some((is, others)) = changed.split_first() else { return Changes::none() };
    let was = before.iter().find(|term| term.code == is.code);
    let codes: Vec<&str> = others.iter().map(|term| term.code.as_str()).collect();
    let changes = Changes::none()
        .field("names", was.map(|term| &term.names), &is.names)
        .field("note", was.map(|term| &term.note), &is.note)
        .field("synonyms", was.map(|term| &term.synonyms), &is.synonyms)
        .field("broader", was.map(|term| &term.broader), &is.broader)
        .field("related", was.map(|term| &term.related), &is.related)
        .field("mappings", was.map(|term| &term.mappings), &is.mappings)
        .field("retired", was.map(|term| term.retired), is.retired)
        .field("replaced_by", was.map(|term| &term.replaced_by), &is.replaced_by);
    if codes.is_empty() { changes } else { changes.set("others", codes) }
}

/// Adds a term.
///
/// # Errors
/// When the actor may not, the code is taken, or the term is not sound.
pub(crate) async fn add(cx: &Context, tx: &Tx, term: Theme) -> Result<i64, Refusal> {
    let turn = Turn::begin(cx, tx).await?;
    if turn.find(&term.code).is_ok() {
        return Err(Refusal::TermTaken(term.code));
    }
    turn.carry_out(cx, tx, Deed::Add, vec![term]).await
}

/// Changes a term that the actor saw as a revision left it. Nothing is returned when it is as it was.
///
/// # Errors
/// [`Refusal::TermChanged`] when somebody else changed it meanwhile; besides when the actor may not, it is out of use, or it would
/// not be sound.
pub(crate) async fn change(cx: &Context, tx: &Tx, seen: i64, term: Theme) -> Result<Option<i64>, Refusal> {
    let turn = Turn::begin(cx, tx).await?;
    let before = in_use(&turn.terms, &term.code)?;
    if turn.find(&term.code)?.revision != seen {
        return Err(Refusal::TermChanged);
    }
    if *before == term {
        return Ok(None);
    }
    turn.carry_out(cx, tx, Deed::Change, vec![term]).await.map(Some)
}

/// What changes when a term goes out of use, merged into another where one takes its place.
///
/// # Errors
/// [`Refusal::TermInUse`] when services name it and no other takes its place; besides when one of the two is not there or out of use.
pub(crate) fn leaving(
    terms: &[Theme],
    code: &ThemeCode,
    into: Option<&ThemeCode>,
    uses: u64,
) -> Result<Vec<Theme>, Refusal> {
    let term = in_use(terms, code)?;
    let other = into.map(|into| in_use(terms, into)).transpose()?;
    match other {
        Some(other) if other.code == term.code || other.facet != term.facet => Err(Refusal::NotTwoTerms),
        None if uses > 0 => Err(Refusal::TermInUse(uses)),
        _ => Ok(retired(terms, term, other)),
    }
}

fn in_use<'a>(terms: &'a [Theme], code: &ThemeCode) -> Result<&'a Theme, Refusal> {
    match terms.iter().find(|term| term.code == *code) {
        None => Err(Refusal::NotFound),
        Some(term) if term.retired => Err(Refusal::TermRetired),
        Some(term) => Ok(term),
    }
}

/// Takes a term out of use, or merges it into another that takes its place. Services that carry it then carry the other.
///
/// # Errors
/// As [`leaving`]; [`Refusal::TermChanged`] when the thesaurus is no longer as the actor saw it; besides when the actor may not.
pub(crate) async fn retire(
    cx: &Context,
    tx: &Tx,
    (code, seen): (&ThemeCode, i64),
    into: Option<&ThemeCode>,
) -> Result<i64, Refusal> {
    let turn = Turn::begin(cx, tx).await?;
    if turn.find(code)?.revision != seen {
        return Err(Refusal::TermChanged);
    }
    let changed = leaving(&turn.terms, code, into, records::uses_of(tx, code).await?)?;
    let deed = if into.is_some() { Deed::Merge } else { Deed::Retire };
    turn.carry_out(cx, tx, deed, changed).await
}

/// Brings an earlier version of a term back, into use as well.
///
/// # Errors
/// When the actor may not, there is no such version, it no longer fits among the other terms, or the term is no longer as they saw it.
pub(crate) async fn restore(
    cx: &Context,
    tx: &Tx,
    (code, seen): (&ThemeCode, Option<i64>),
    revision: i64,
) -> Result<Option<i64>, Refusal> {
    let turn = Turn::begin(cx, tx).await?;
    turn.is_as_seen(code, seen)?;
    match restoring(tx, turn.standing(), (code, revision)).await? {
        Some(back) => turn.carry_out(cx, tx, Deed::Restore, vec![back]).await.map(Some),
        None => Ok(None),
    }
}

/// Gives a term what the region pack says of it; it then follows the pack again.
///
/// # Errors
/// When the actor may not, the pack does not have the term, it no longer fits among the other terms, or it is no longer as they saw it.
pub(crate) async fn follow(
    cx: &Context,
    tx: &Tx,
    (code, seen): (&ThemeCode, Option<i64>),
) -> Result<Option<i64>, Refusal> {
    let turn = Turn::begin(cx, tx).await?;
    turn.is_as_seen(code, seen)?;
    match following(tx, turn.standing(), code).await? {
        Some(pack) => turn.carry_out(cx, tx, Deed::Restore, vec![pack]).await.map(Some),
        None => Ok(None),
    }
}

/// Undoes a revision: every term that it changed is again what it was before; one that it added goes out of use, one that it moved
/// goes back to its place.
///
/// # Errors
/// [`Refusal::TermChanged`] when one of them was changed since; besides when the actor may not, there is no such revision, the region
/// pack made it, or services carry a term that it added.
pub(crate) async fn undo(cx: &Context, tx: &Tx, revision: i64) -> Result<i64, Refusal> {
    let turn = Turn::begin(cx, tx).await?;
    match undoing(tx, turn.standing(), revision).await? {
        Undoing::Terms(changed) => turn.carry_out(cx, tx, Deed::Undo, changed).await,
        Undoing::Place(code, moved) => shifting::back(cx, tx, turn, (&code, moved)).await,
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Lang, Text};

    use super::super::TermFacet;
    use super::super::tree::Tree;
    use super::*;

    /// Ten tops with ten parts each, and so on: 11 110 terms.
    fn many() -> Vec<Theme> {
        let plain: Theme =
            serde_json::from_str(r#"{"code":"x","names":{},"synonyms":[],"broader":null,"related":[]}"#).unwrap();
        let mut codes: Vec<(String, Option<String>)> = Vec::new();
        for length in 1..=4_u32 {
            for number in 0..10_usize.pow(length) {
                let code = format!("t{number:0width$}", width = length as usize);
                let above = (length > 1).then(|| code[..code.len() - 1].to_owned());
                codes.push((code, above));
            }
        }
        let term = |(code, above): (String, Option<String>)| Theme {
            names: Text::source(Lang::Nl, format!("Term {code}")),
            code: code.parse().unwrap(),
            broader: above.map(|code| code.parse().unwrap()),
            ..plain.clone()
        };
        codes.into_iter().map(term).collect()
    }

    #[test]
    fn a_thesaurus_of_ten_thousand_terms_is_walked_and_judged() {
        let all = many();
        assert_eq!(Tree::new(&all).in_order(TermFacet::Need).len(), 11_110);
        let top = all[0].code.clone();
        let touched = concerned(&all, &all, std::slice::from_ref(&top));
        assert_eq!(touched.len(), 1_111);
        let unlike = |problem: &Problem| !matches!(problem, Problem::SameNumber(_));
        assert_eq!(problems(&all, &[], &touched).into_iter().filter(unlike).collect::<Vec<_>>(), []);
        let leaf: ThemeCode = "t0000".parse().unwrap();
        let circle = with(&all, &[Theme { broader: Some(leaf), ..all[0].clone() }]);
        let told = problems(&circle, std::slice::from_ref(&top), &touched);
        assert!(
            matches!(told.iter().find(|problem| unlike(problem)), Some(Problem::Loop(line)) if line.len() == 5),
            "{told:?}"
        );
        let under = with(&all, &[Theme { broader: Some(all[1].code.clone()), ..all[0].clone() }]);
        let told = problems(&under, &[], &touched);
        assert_eq!(told, [Problem::TooDeep], "what hangs below it would stand too deep");
        let merged = retired(&all, &all[0], Some(&all[1]));
        assert_eq!(merged.len(), 12, "the term, the other and its ten parts");
    }
}
