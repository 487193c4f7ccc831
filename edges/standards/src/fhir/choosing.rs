//! Which resources a search finds: every condition must be met by one of its values.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use directory::Theme;
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use super::Resource;
use super::asked::{Also, Asked, Condition, How};
use crate::drawing::meant;
use crate::publication::records::{self, By, Known};
use crate::shelf::{Entry, Shelf, Snapshot};

/// What a search finds, as places on the shelf of its kind, in the order of lists.
pub(crate) async fn choose(
    db: &impl ConnectionTrait,
    (shelf, snapshot): (&Shelf, &Snapshot),
    (resource, asked): (Resource, &Asked),
) -> Result<Vec<u32>, DbErr> {
    let entries = snapshot.of(resource.kind());
    let named = called(db, (shelf, snapshot), (resource, asked)).await?;
    let conditions = with_terms(db, &asked.conditions).await?;
    let fits = |entry: &Entry| {
        !entry.deleted
            && named.as_ref().is_none_or(|ids| ids.contains(&entry.id))
            && conditions.iter().all(|condition| meets(condition, entry))
    };
    let found = entries.iter().enumerate().filter(|(_, entry)| fits(entry));
    Ok(found.filter_map(|(at, _)| u32::try_from(at).ok()).collect())
}

/// The conditions, with what codes of the thesaurus mean there.
async fn with_terms(db: &impl ConnectionTrait, asked: &[Condition]) -> Result<Vec<Condition>, DbErr> {
    let is_of_terms = |condition: &Condition| match condition {
        Condition::Not(inner) => matches!(**inner, Condition::Terms(..)),
        condition => matches!(condition, Condition::Terms(..)),
    };
    let themes = if asked.iter().any(is_of_terms) { directory::thesaurus(db).await? } else { Vec::new() };
    Ok(asked.iter().map(|condition| carried(condition, &themes)).collect())
}

fn carried(condition: &Condition, themes: &[Theme]) -> Condition {
    match condition {
        Condition::Terms(facet, wanted) => {
            let fits = |system: &str, code: &str| wanted.iter().any(|token| token.fits(system, code));
            Condition::Carries(meant(themes, *facet, fits))
        }
        Condition::Not(inner) => Condition::Not(Box::new(carried(inner, themes))),
        other => other.clone(),
    }
}

fn meets(condition: &Condition, entry: &Entry) -> bool {
    let is_in = |id: Option<Uuid>, ids: &[Uuid]| id.is_some_and(|id| ids.contains(&id));
    match condition {
        Condition::Ids(ids) => ids.contains(&entry.id),
        Condition::Changed { from, before } => {
            from.is_none_or(|from| entry.changed >= from.as_micros())
                && before.is_none_or(|before| entry.changed < before.as_micros())
        }
        Condition::Active(wanted) => {
            let active = entry.traits.status.as_deref().is_none_or(|status| status == "active");
            wanted.contains(&active)
        }
        Condition::Identifier(wanted) => {
            let mut known = entry.traits.identifiers.iter().filter_map(|known| known.rsplit_once('|'));
            known.any(|(system, number)| wanted.iter().any(|token| token.fits(system, number)))
        }
        // Names and terms were looked up before.
        Condition::Name(..) | Condition::Terms(..) => true,
        Condition::Organization(ids) => is_in(entry.organization, ids),
        Condition::Location(ids) => is_in(entry.location, ids),
        Condition::PartOf(ids) => is_in(entry.traits.parent, ids),
        Condition::Type(system, wanted) => {
            entry.traits.types.iter().any(|code| wanted.iter().any(|token| token.fits(system, code)))
        }
        Condition::Carries(wanted) => entry.traits.terms.iter().any(|term| wanted.contains(term)),
        Condition::Near(to, metres) => entry.point().is_some_and(|point| point.distance(*to) <= *metres),
        Condition::Not(other) => !meets(other, entry),
    }
}

/// The ids of what is called as every condition on names asks, by its name or by another that it has; nothing when there is none.
async fn called(
    db: &impl ConnectionTrait,
    (shelf, snapshot): (&Shelf, &Snapshot),
    (resource, asked): (Resource, &Asked),
) -> Result<Option<HashSet<Uuid>>, DbErr> {
    let names = asked.conditions.iter().filter_map(|condition| match condition {
        Condition::Name(how, texts) => Some(Called::new(*how, texts)),
        _ => None,
    });
    let wanted: Arc<[Called]> = names.collect();
    if wanted.is_empty() {
        return Ok(None);
    }
    let names = shelf.names(db, resource.kind(), snapshot).await?;
    let may_fit = Arc::clone(&wanted);
    let found = names.fitting(move |name| may_fit.iter().all(|one| name.all().any(|name| one.may_fit(name)))).await?;
    let exactly: Vec<&Called> = wanted.iter().filter(|one| one.how == How::Exactly).collect();
    if exactly.is_empty() {
        return Ok(Some(found.into_iter().collect()));
    }
    let entries = snapshot.of(resource.kind());
    let others = entries.iter().filter(|entry| !entry.traits.aliases.is_empty());
    let aliases: HashMap<Uuid, &[String]> = others.map(|entry| (entry.id, entry.traits.aliases.as_slice())).collect();
    let is_called = |known: &Known, one: &Called| {
        let aliases = aliases.get(&known.id).copied().unwrap_or_default().iter();
        let mut names = known.names.versions().map(|(_, name)| &name.text).chain(aliases);
        names.any(|name| one.texts.contains(name))
    };
    let known = records::known_by(db, By::Id, &found).await?;
    let fits = known.iter().filter(|known| exactly.iter().all(|one| is_called(known, one)));
    Ok(Some(fits.map(|known| known.id).collect()))
}

/// A condition on names, with its texts folded once.
struct Called {
    how: How,
    texts: Vec<String>,
    folded: Vec<String>,
}

impl Called {
    fn new(how: How, texts: &[String]) -> Self {
        let folded = texts.iter().map(|text| search::folded(text).join(" ")).collect();
        Self { how, texts: texts.to_vec(), folded }
    }

    /// Whether a folded name fits; one that is to be exactly so may have other accents and capitals.
    fn may_fit(&self, name: &str) -> bool {
        self.folded.iter().any(|text| match self.how {
            How::Begins => name.starts_with(text.as_str()),
            How::Contains => name.contains(text.as_str()),
            How::Exactly => name == text,
        })
    }
}

/// Whether a record belongs beside the matches.
type Test = Box<dyn Fn(&Entry) -> bool>;

/// What a bundle holds beside its matches, so many at most.
pub(crate) fn beside(snapshot: &Snapshot, matches: &[&Entry], (also, most): (Also, usize)) -> (Resource, Vec<Entry>) {
    let ids: HashSet<Uuid> = matches.iter().map(|entry| entry.id).collect();
    let of = |pick: fn(&Entry) -> Option<Uuid>| -> HashSet<Uuid> {
        matches.iter().filter_map(|entry| pick(entry)).collect()
    };
    let (resource, found): (Resource, Test) = match also {
        Also::Organizations => {
            let mut owners = of(|entry| entry.organization);
            owners.extend(of(|entry| entry.traits.parent));
            owners.retain(|owner| !ids.contains(owner));
            (Resource::Organization, Box::new(move |entry| owners.contains(&entry.id)))
        }
        Also::Locations => {
            let places = of(|entry| entry.location);
            (Resource::Location, Box::new(move |entry| places.contains(&entry.id)))
        }
        Also::LocationsOf => {
            (Resource::Location, Box::new(move |entry| entry.organization.is_some_and(|owner| ids.contains(&owner))))
        }
        Also::ServicesOf => {
            let fits = move |entry: &Entry| {
                [entry.organization, entry.location].into_iter().flatten().any(|id| ids.contains(&id))
            };
            (Resource::HealthcareService, Box::new(fits))
        }
    };
    let entries = snapshot.of(resource.kind());
    (resource, entries.iter().filter(|entry| !entry.deleted && found(entry)).take(most).cloned().collect())
}
