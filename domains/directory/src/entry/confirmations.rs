//! Confirmations: somebody looked and says that a field is right, by which channel, and until when that holds.

use crate::Refusal;
use access::Context;
use journal::Changes;
use kernel::Day;
use sea_orm::DbErr;
use store::Tx;

use super::records::{claims, confirmations as kept};
use super::{EntryId, Record, Voice, actions, freshness, itself, records};
use crate::entry::claims::{Claim, LOOKED_AT};
use crate::proposal::records as proposals;
use crate::{OrganisationId, Service, index, outreach};

/// How somebody came to know.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By telephone.
    Phone,
    /// By mail.
    Mail,
    /// By going there.
    Visit,
    /// On its own pages.
    Web,
    /// By letter or leaflet.
    Letter,
    /// The organisation said it itself.
    Itself,
    /// The source says that somebody looked.
    Source,
}

kernel::words! {
    Channel {
        Phone = "phone",
        Mail = "mail",
        Visit = "visit",
        Web = "web",
        Letter = "letter",
        Itself = "itself",
        Source = "source",
    }
}

/// That a field was right on a day.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Confirmation {
    /// The field.
    pub field: String,
    /// The day.
    pub on: Day,
    /// Who says so, as the journal names actors.
    pub by: String,
    /// How they came to know.
    pub channel: Channel,
    /// The last day on which it holds.
    pub valid_until: Day,
}

/// Says that entries are right as they are: every field of them that says something to the public.
///
/// # Errors
/// When one of them does not exist or may not be confirmed.
pub async fn confirm(cx: &Context, tx: &Tx, entries: &[EntryId], channel: Channel) -> Result<(), Refusal> {
    for entry in entries {
        records::hold(tx, *entry).await?.ok_or(Refusal::NotFound)?;
        cx.require("directory.confirm", &actions::resource(tx, *entry).await?)?;
    }
    let whole: Vec<(EntryId, Vec<String>)> = entries.iter().map(|entry| (*entry, Vec::new())).collect();
    keep(cx, tx, &whole, &Word { channel, by: cx.actor.to_string() }).await
}

/// Says that an entry is right as it was seen: nobody confirms what they never saw.
///
/// # Errors
/// [`Refusal::Changed`] when it is another version than the one that was seen; besides as [`confirm`].
pub async fn confirm_seen(
    cx: &Context,
    tx: &Tx,
    (entry, seen): (EntryId, Option<i64>),
    channel: Channel,
) -> Result<(), Refusal> {
    records::hold(tx, entry).await?.ok_or(Refusal::NotFound)?;
    cx.require("directory.confirm", &actions::resource(tx, entry).await?)?;
    if let Some(seen) = seen
        && seen != records::current(tx, entry).await?
    {
        return Err(Refusal::Changed);
    }
    confirm(cx, tx, &[entry], channel).await
}

/// An organisation says that what the directory holds of it is right: itself, its services, their places, except for the fields
/// about which a proposal waits, and for buildings that it shares. Whoever calls has seen to it that it is the organisation who speaks.
///
/// # Errors
/// When there is no such organisation.
pub async fn confirm_itself(
    cx: &Context,
    tx: &Tx,
    organisation: OrganisationId,
    channel: Channel,
) -> Result<Vec<EntryId>, Refusal> {
    // Where others are as well it does not speak for the building, as in the forms of its partners.
    let entries = outreach::own_file(tx, organisation).await?;
    let mut open = Vec::new();
    for entry in &entries {
        open.push((*entry, proposals::waiting_fields(tx, *entry).await?));
    }
    keep(cx, tx, &open, &Word { channel, by: itself(organisation) }).await?;
    Ok(entries)
}

/// Whose word it is, and how it came.
pub(crate) struct Word {
    pub channel: Channel,
    pub by: String,
}

/// Keeps somebody's word about entries, each without the fields that are left open.
async fn keep(cx: &Context, tx: &Tx, entries: &[(EntryId, Vec<String>)], word: &Word) -> Result<(), Refusal> {
    let mut touched = Vec::new();
    for (entry, open) in entries {
        let record = records::hold(tx, *entry).await?.ok_or(Refusal::NotFound)?;
        let counted: Vec<&str> = freshness::counted(&record).into_iter().map(|field| field.name).collect();
        // What nobody can confirm any more asks nobody to do so.
        let known = kept::of(tx, *entry).await?;
        let idle = known.iter().map(|one| one.field.as_str()).filter(|name| !counted.contains(name));
        kept::lapse(tx, *entry, &idle.collect::<Vec<_>>()).await?;
        let fields: Vec<&str> = counted.into_iter().filter(|name| !open.iter().any(|open| open == name)).collect();
        note(cx, tx, *entry, &fields, word).await?;
        if let Record::Service(service) = &record
            && open.is_empty()
        {
            verified(cx, tx, service, &word.by).await?;
        }
        touched.extend(records::services_behind(tx, *entry).await?);
    }
    index::changed(tx, touched).await?;
    for (entry, _) in entries {
        let changes = Changes::none().set("channel", word.channel).set("by", &word.by);
        super::record(cx, tx, "directory.confirm", *entry, changes).await?;
    }
    Ok(())
}

/// Notes that fields were right today.
pub(crate) async fn note(cx: &Context, tx: &Tx, entry: EntryId, fields: &[&str], word: &Word) -> Result<(), DbErr> {
    let today = cx.today();
    let of_table = fields.iter().filter_map(|name| super::fields::find(entry.kind, name));
    let confirmations: Vec<Confirmation> = of_table
        .map(|field| Confirmation {
            field: field.name.to_owned(),
            on: today,
            by: word.by.clone(),
            channel: word.channel,
            valid_until: freshness::end(today, field.holds),
        })
        .collect();
    kept::put(tx, entry, &confirmations, Some(cx.now())).await
}

/// The whole of a service was confirmed today: the day stands in its record, where ranking looks, and its source does not take
/// it away.
async fn verified(cx: &Context, tx: &Tx, service: &Service, by: &str) -> Result<(), DbErr> {
    let (entry, today) = (EntryId::from(service.id), cx.today());
    if service.verified_on >= Some(today) {
        return Ok(());
    }
    let claim = |voice: Voice, value: Option<Day>, said_by: String| {
        let value = serde_json::to_value(value).unwrap_or_default();
        (entry, Claim { field: LOOKED_AT.to_owned(), voice, value, said_at: cx.now(), said_by })
    };
    let own = Voice::Source(service.origin.source.clone());
    let known = claims::of(tx, entry).await?;
    let mut said = vec![claim(Voice::Editor, Some(today), by.to_owned())];
    if !known.iter().any(|known| known.field == LOOKED_AT && known.voice == own) {
        said.push(claim(own, service.verified_on, service.origin.source.clone()));
    }
    claims::withdraw(tx, entry, LOOKED_AT, &Voice::Decided).await?;
    claims::put(tx, &said).await?;
    let after = Service { verified_on: Some(today), ..service.clone() };
    records::put(tx, &after.into(), cx.now()).await
}
