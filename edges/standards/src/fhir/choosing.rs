//! Which resources a search finds: every condition must be met by one of its values.

use std::collections::HashSet;

use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use super::Resource;
use super::asked::{Also, Asked, Condition, How};
use crate::drawing::themes_system;
use crate::publication::records;
use crate::publication::{Kind, named};
use crate::shelf::{Entry, Snapshot};

/// What a search finds, as places on the shelf of its kind, in the order of lists.
pub(crate) async fn choose(
    db: &impl ConnectionTrait,
    snapshot: &Snapshot,
    (resource, asked): (Resource, &Asked),
) -> Result<Vec<u32>, DbErr> {
    let mut named = Vec::new();
    for condition in &asked.conditions {
        if let Condition::Name(how, texts) = condition {
            named.push(called(db, resource, (*how, texts)).await?);
        }
    }
    let entries = snapshot.of(resource.kind());
    let fits = |entry: &Entry| {
        !entry.deleted
            && named.iter().all(|ids| ids.contains(&entry.id))
            && asked.conditions.iter().all(|condition| meets(resource, condition, entry))
    };
    let found = entries.iter().enumerate().filter(|(_, entry)| fits(entry));
    Ok(found.filter_map(|(at, _)| u32::try_from(at).ok()).collect())
}

fn meets(resource: Resource, condition: &Condition, entry: &Entry) -> bool {
    let is_in = |id: Option<Uuid>, ids: &[Uuid]| id.is_some_and(|id| ids.contains(&id));
    match condition {
        Condition::Ids(ids) => ids.contains(&entry.id),
        Condition::Changed { from, before } => {
            from.is_none_or(|from| entry.changed >= from.as_micros())
                && before.is_none_or(|before| entry.changed < before.as_micros())
        }
        Condition::Active(wanted) => {
            let active = entry.traits.status.as_deref().is_none_or(|status| status == "active");
            active == *wanted
        }
        Condition::Identifier(wanted) => wanted.iter().any(|(system, value)| {
            let fits = |known: &String| match (system, known.rsplit_once('|')) {
                (Some(system), Some((of, number))) => system == of && value == number,
                (None, Some((_, number))) => value == number,
                (_, None) => false,
            };
            entry.traits.identifiers.iter().any(fits)
        }),
        // Names were looked up before.
        Condition::Name(..) => true,
        Condition::Organization(ids) => is_in(entry.organization, ids),
        Condition::Location(ids) => is_in(entry.location, ids),
        Condition::PartOf(ids) => is_in(entry.traits.parent, ids),
        Condition::Type(wanted) => wanted.iter().any(|token| is_of_type(resource, token, entry)),
        Condition::Near(to, metres) => entry.point().is_some_and(|point| point.distance(*to) <= *metres),
    }
}

/// Organisations and locations are all of one type; healthcare services have those of their terms.
fn is_of_type(resource: Resource, (system, code): &(Option<String>, String), entry: &Entry) -> bool {
    match resource {
        Resource::Organization => code == "other",
        Resource::Location => code == "si",
        Resource::HealthcareService => {
            let ours = system.as_ref().is_none_or(|system| *system == themes_system());
            ours && entry.traits.terms.contains(&named(Kind::TaxonomyTerm, code))
        }
    }
}

/// The ids of what is called so.
async fn called(
    db: &impl ConnectionTrait,
    resource: Resource,
    (how, texts): (How, &[String]),
) -> Result<HashSet<Uuid>, DbErr> {
    let fold = |text: &str| search::folded(text).join(" ");
    let wanted: Vec<String> = texts.iter().map(|text| fold(text)).collect();
    let fits = |name: &str| match how {
        How::Exactly => texts.iter().any(|text| text == name),
        How::Begins => wanted.iter().any(|text| fold(name).starts_with(text.as_str())),
        How::Contains => wanted.iter().any(|text| fold(name).contains(text.as_str())),
    };
    let names = records::names(db, resource.kind()).await?;
    let found = names.into_iter().filter(|(_, names)| names.versions().any(|(_, name)| fits(&name.text)));
    Ok(found.map(|(id, _)| id).collect())
}

/// Whether a record belongs beside the matches.
type Test = Box<dyn Fn(&Entry) -> bool>;

/// What a bundle holds beside its matches.
pub(crate) fn beside(snapshot: &Snapshot, matches: &[&Entry], also: Also) -> (Resource, Vec<Entry>) {
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
    (resource, entries.iter().filter(|entry| !entry.deleted && found(entry)).cloned().collect())
}
