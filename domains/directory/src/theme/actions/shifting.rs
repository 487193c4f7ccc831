//! Moving a term among those beside it. A move is a change like any other: a revision that can be read and undone.

use access::{Context, Record};
use journal::Changes;
use store::Tx;

use super::{EDIT, Turn, first_version, in_use, version};
use crate::theme::ThemeCode;
use crate::theme::records::{self, Kept, versions};
use crate::theme::tree::Tree;
use crate::theme::version::{Deed, Moved, Version};
use crate::{Refusal, index};

/// Where a term moves among those beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Step {
    /// One place towards the first.
    Up,
    /// One place towards the last.
    Down,
}

/// Moves a term by one place among the parts of the same term; those keep their order from now on, whatever the pack says. Nothing is
/// returned when it stands at that end already.
///
/// # Errors
/// When the actor may not, or the term is not there or out of use.
pub(crate) async fn shift(cx: &Context, tx: &Tx, code: &ThemeCode, step: Step) -> Result<Option<i64>, Refusal> {
    let turn = Turn::begin(cx, tx).await?;
    let to = |at: usize| match step {
        Step::Up => at.saturating_sub(1),
        Step::Down => at + 1,
    };
    place(cx, tx, turn, (code, Deed::Move, &to)).await
}

/// Puts a term back to the place that it was moved from, or next to it where fewer stand beside it by now.
///
/// # Errors
/// [`Refusal::TermChanged`] when it stands there already.
pub(super) async fn back(
    cx: &Context,
    tx: &Tx,
    turn: Turn,
    (code, moved): (&ThemeCode, Moved),
) -> Result<i64, Refusal> {
    // Where somebody else moved what stands beside it, it may be there already.
    place(cx, tx, turn, (code, Deed::Undo, &|_| moved.from)).await?.ok_or(Refusal::TermChanged)
}

async fn place(
    cx: &Context,
    tx: &Tx,
    turn: Turn,
    (code, deed, to): (&ThemeCode, Deed, &(dyn Fn(usize) -> usize + Send + Sync)),
) -> Result<Option<i64>, Refusal> {
    let term = in_use(&turn.terms, code)?;
    let tree = Tree::new(&turn.terms);
    let mut beside: Vec<&ThemeCode> = tree.beside(term).into_iter().map(|term| &term.code).collect();
    let from = beside.iter().position(|other| *other == code).ok_or(Refusal::NotFound)?;
    let to = to(from).min(beside.len() - 1);
    if from == to {
        return Ok(None);
    }
    let moving = beside.remove(from);
    beside.insert(to, moving);
    records::place(tx, &beside).await?;
    let before = turn.find(code)?;
    let kept = Kept { place: i64::try_from(to).ok(), revision: turn.revision, ..before.clone() };
    records::put(tx, std::slice::from_ref(&kept)).await?;
    let moved = Version { moved: Some(Moved { from, to }), ..version(cx, term, (turn.revision, deed)) };
    versions::add(tx, first_version(cx, before).into_iter().chain([moved]).collect()).await?;
    records::turn(tx, turn.revision).await?;
    index::terms_changed(tx, Some(Vec::new())).await?;
    let changes = Changes::none().field("place", from, to).set("revision", turn.revision).set("deed", deed.code());
    cx.record(tx, Record { action: EDIT, kind: "term", id: code.to_string(), changes }).await?;
    Ok(Some(turn.revision))
}
