//! The day on which somebody looked at the whole of a service, and how a change that nobody confirmed ends it.

use sea_orm::DbErr;
use store::Tx;

use super::claims::{Claim, LOOKED_AT};
use super::confirmations::{Channel, Confirmation};
use super::fields::Field;
use super::records::versions::End;
use super::records::{claims, confirmations};
use super::{EntryId, Patch, Record, Via, Voice, freshness};
use crate::Service;

/// After a change of a service, and after what was confirmed with it: when something that counts is otherwise and nobody confirmed
/// it, nobody looked at the whole any more. What was right on that day by the word of its source keeps the day, field by field; only
/// who looks later speaks for the whole again. Answers the record as it is then, for the caller to write; nothing when its day holds.
pub(crate) async fn unsettled(tx: &Tx, after: &Record, changed: &Patch, end: &End) -> Result<Option<Record>, DbErr> {
    let Record::Service(service) = after else { return Ok(None) };
    let Some(day) = service.verified_on else { return Ok(None) };
    let entry = EntryId::from(service.id);
    let known = confirmations::of(tx, entry).await?;
    let is_open = |name: &str| !known.iter().any(|one| one.field == name);
    let (open, held): (Vec<&Field>, Vec<&Field>) = freshness::counted(after)
        .into_iter()
        .filter(|field| is_open(field.name))
        .partition(|field| changed.get(field.name).is_some());
    if open.is_empty() {
        return Ok(None);
    }
    let of_source = held.into_iter().map(|field| Confirmation {
        field: field.name.to_owned(),
        on: day,
        by: service.origin.source.clone(),
        channel: Channel::Source,
        valid_until: freshness::end(day, field.holds),
    });
    confirmations::put(tx, entry, &of_source.collect::<Vec<_>>(), None).await?;
    take_back(tx, service, end).await?;
    Ok(Some(Service { verified_on: None, ..(**service).clone() }.into()))
}

/// Says that nobody looked at the whole of it since a moment, whatever its source said before.
async fn take_back(tx: &Tx, service: &Service, end: &End) -> Result<(), DbErr> {
    let entry = EntryId::from(service.id);
    let own = Voice::Source(service.origin.source.clone());
    let claim = |voice: Voice, value: serde_json::Value, said_by: &str| {
        let (field, said_by) = (LOOKED_AT.to_owned(), said_by.to_owned());
        (entry, Claim { field, voice, value, said_at: end.at, said_by })
    };
    let is_said = claims::of(tx, entry).await?.iter().any(|known| known.field == LOOKED_AT && known.voice == own);
    // What a merger did ends with it.
    let voice = if end.via == Via::Merge { Voice::Decided } else { Voice::Editor };
    let mut said = vec![claim(voice, serde_json::Value::Null, &end.by)];
    if !is_said {
        let day = serde_json::to_value(service.verified_on).unwrap_or_default();
        said.push(claim(own, day, &service.origin.source));
    }
    claims::put(tx, &said).await
}
