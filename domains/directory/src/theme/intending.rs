//! What bringing a version back, following the region pack and undoing a revision would make of the terms. The actions carry it out;
//! whoever looks ahead is shown it.

use sea_orm::ConnectionTrait;

use super::actions::leaving;
use super::changing::brought_back;
use super::records::{self, Kept, versions};
use super::version::{Deed, Moved, Version};
use super::{Theme, ThemeCode};
use crate::Refusal;

/// The thesaurus as it stands: with what is known of its keeping, and the terms alone.
#[derive(Clone, Copy)]
pub(crate) struct Standing<'a> {
    pub all: &'a [Kept],
    pub terms: &'a [Theme],
}

impl Standing<'_> {
    pub(crate) fn find(&self, code: &ThemeCode) -> Result<&Kept, Refusal> {
        self.all.iter().find(|kept| kept.theme.code == *code).ok_or(Refusal::NotFound)
    }
}

/// What undoing a revision would do.
pub(crate) enum Undoing {
    /// These terms would be so.
    Terms(Vec<Theme>),
    /// This term would go back to its place.
    Place(ThemeCode, Moved),
}

/// A term as a version of it was, in use as well; nothing when it is so.
///
/// # Errors
/// When there is no such term or version.
pub(crate) async fn restoring(
    db: &impl ConnectionTrait,
    standing: Standing<'_>,
    (code, revision): (&ThemeCode, i64),
) -> Result<Option<Theme>, Refusal> {
    let present = standing.find(code)?;
    let kept = versions::of(db, code).await?.into_iter().find(|version| version.revision == revision);
    let state = match kept {
        Some(version) => version.state,
        None if present.revision == revision => present.theme.clone(),
        None => return Err(Refusal::NotFound),
    };
    Ok(Some(brought_back(standing.terms, &state)).filter(|back| *back != present.theme))
}

/// A term as the region pack has it; nothing when it is so.
///
/// # Errors
/// When the pack does not have the term, or does not have it in use and services carry it.
pub(crate) async fn following(
    db: &impl ConnectionTrait,
    standing: Standing<'_>,
    code: &ThemeCode,
) -> Result<Option<Theme>, Refusal> {
    let present = standing.find(code)?;
    let pack = present.pack.clone().ok_or(Refusal::NotFound)?;
    let uses = if pack.retired { records::uses_of(db, code).await? } else { 0 };
    if uses > 0 && pack != present.theme {
        return Err(Refusal::TermInUse(uses));
    }
    Ok(Some(pack).filter(|pack| *pack != present.theme))
}

/// What a revision changed, as it was before.
///
/// # Errors
/// [`Refusal::TermChanged`] when some of it was changed since; besides when there is no such revision, the region pack made it, or
/// services carry a term that it added.
pub(crate) async fn undoing(
    db: &impl ConnectionTrait,
    standing: Standing<'_>,
    revision: i64,
) -> Result<Undoing, Refusal> {
    let of = versions::within(db, revision).await?;
    if of.is_empty() || of.iter().any(|version| version.deed == Deed::Pack) {
        return Err(Refusal::NotFound);
    }
    for version in &of {
        if standing.find(&version.theme)?.revision != revision {
            return Err(Refusal::TermChanged);
        }
    }
    if let [Version { theme, moved: Some(moved), .. }] = of.as_slice() {
        return Ok(Undoing::Place(theme.clone(), *moved));
    }
    let mut changed = Vec::with_capacity(of.len());
    for version in &of {
        let all = versions::of(db, &version.theme).await?;
        match all.into_iter().find(|earlier| earlier.revision < revision) {
            Some(earlier) => changed.push(earlier.state),
            None => {
                let uses = records::uses_of(db, &version.theme).await?;
                changed.extend(leaving(standing.terms, &version.theme, None, uses)?);
            }
        }
    }
    Ok(Undoing::Terms(changed))
}
