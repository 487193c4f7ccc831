//! What words find: services by the directory's own search, all else by their names.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use directory::{Finder, Question};
use kernel::Lang;
use sea_orm::{ConnectionTrait, DbErr};
use search::Query;
use uuid::Uuid;
use web::Failure;

use crate::publication::Kind;
use crate::shelf::{Shelf, Snapshot};

/// Services that some words find, best first, as far as the index looks. That may be thousands of cards to read: it must not hold
/// up the tasks that answer others. What holds no word at all finds nothing.
pub(crate) async fn services(finder: &Arc<Finder>, words: &str, lang: Lang) -> Result<Vec<Uuid>, Failure> {
    if search::folded(words).is_empty() {
        return Ok(Vec::new());
    }
    let (finder, words) = (Arc::clone(finder), words.to_owned());
    let looking = tokio::task::spawn_blocking(move || look(&finder, &words, lang));
    looking.await.map_err(Failure::unexpected)?
}

fn look(finder: &Finder, words: &str, lang: Lang) -> Result<Vec<Uuid>, Failure> {
    let (mut found, mut known) = (Vec::new(), HashSet::new());
    for offset in (0..Query::FURTHEST).step_by(Query::MOST as usize) {
        let question = Question { words, lang, limit: Query::MOST, offset, ..Question::default() };
        let answer = finder.find(&question).map_err(Failure::unexpected)?;
        // Who stands in for somebody else was not asked for.
        if answer.matches.is_empty() || !answer.instead.is_empty() {
            break;
        }
        let ids = answer.matches.iter().map(|found| found.card.service.uuid());
        found.extend(ids.filter(|id| known.insert(*id)));
        if u64::from(offset + Query::MOST) >= answer.total {
            break;
        }
    }
    Ok(found)
}

/// Organisations that are called so, then those whose services the words find.
pub(crate) async fn organizations(
    db: &impl ConnectionTrait,
    (finder, shelf, snapshot): (&Arc<Finder>, &Shelf, &Snapshot),
    words: &str,
    lang: Lang,
) -> Result<Vec<Uuid>, Failure> {
    let mut found = called(db, (shelf, snapshot), Kind::Organization, words).await?;
    let entries = snapshot.of(Kind::Service);
    let owners: HashMap<Uuid, Uuid> =
        entries.iter().filter_map(|entry| Some((entry.id, entry.organization?))).collect();
    let by_service = services(finder, words, lang).await?;
    found.extend(by_service.iter().filter_map(|service| owners.get(service)));
    let mut known = HashSet::new();
    found.retain(|id| known.insert(*id));
    Ok(found)
}

/// What is called so: each word stands somewhere in a name, in any language.
pub(crate) async fn called(
    db: &impl ConnectionTrait,
    (shelf, snapshot): (&Shelf, &Snapshot),
    kind: Kind,
    words: &str,
) -> Result<Vec<Uuid>, DbErr> {
    let words = search::folded(words);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    shelf.names(db, kind, snapshot).await?.fitting(move |name| name.has_words(&words)).await
}
