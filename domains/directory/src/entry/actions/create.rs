//! Making a new entry by hand.

use crate::Refusal;
use access::Context;
use journal::Changes;
use store::Tx;
use uuid::Uuid;

use super::resource::{resource, to_be};
use crate::duplicates::finding;
use crate::entry::confirmations::{self, Channel, Word};
use crate::entry::rules::{self, Fault};
use crate::entry::{EntryKind, Patch, Record, fields, freshness, placing, record, records};
use crate::{OrganisationId, Origin, index};

/// A new entry.
#[derive(Clone, Debug)]
pub struct New {
    /// Its kind.
    pub kind: EntryKind,
    /// Its id in our own source; drawn by the form, so that sending a form twice makes one entry.
    pub id: Uuid,
    /// What it hangs on: the organisation of a service, the service of a service at a location.
    pub first: Option<Uuid>,
    /// The location of a service at a location.
    pub second: Option<Uuid>,
    /// The organisation that it is made for.
    pub within: Option<OrganisationId>,
    /// What it says.
    pub patch: Patch,
    /// How whoever makes it came to know; what it says then counts as confirmed today. Nothing when they do not say so.
    pub channel: Option<Channel>,
}

/// Makes an entry. One that the same form made before is answered as it is.
///
/// # Errors
/// When it may not be made, or something is missing or does not fit.
pub async fn create(cx: &Context, tx: &Tx, new: New) -> Result<Record, Refusal> {
    cx.require("directory.edit", &to_be(new.kind, new.within))?;
    let origin = Origin::new(Origin::HERE, new.id.to_string());
    let blank = fields::blank(new.kind, origin, new.first, new.second);
    let entry = blank.entry();
    if let Some(known) = records::find_whole(tx, entry).await? {
        // Whoever guesses the id of an entry of others neither reads it nor hangs something on it.
        cx.require("directory.edit", &resource(tx, entry).await?)?;
        return Ok(known);
    }
    super::kept_for_editors(cx, new.kind, &new.patch)?;
    let mut patch = rules::as_kept(new.kind, &new.patch);
    if new.kind == EntryKind::Location {
        patch = placing::placed(&blank, patch, &territory::Gazetteer::load(tx).await?);
    }
    let made = blank.with(&patch).map_err(|unfit| Refusal::Unfit(unfit.into_iter().map(Into::into).collect()))?;
    let mut faults = rules::faults(&made, &patch, &super::known(tx, new.kind, &patch).await?, cx.today());
    let needed = fields::of(new.kind).iter().filter(|field| field.needed && patch.get(field.name).is_none());
    faults.extend(needed.map(|field| Fault { field: field.name.to_owned(), key: "directory-fault-needed" }));
    if !faults.is_empty() {
        return Err(Refusal::Unfit(faults));
    }
    records::put(tx, &made, cx.now()).await?;
    if let Some(channel) = new.channel {
        let counted: Vec<&str> = freshness::counted(&made).iter().map(|field| field.name).collect();
        let word = Word { channel, by: cx.actor.to_string() };
        confirmations::note(cx, tx, entry, &counted, &word).await?;
    }
    if matches!(new.kind, EntryKind::Organisation | EntryKind::Service) {
        finding::queue(cx, tx).await?;
    }
    index::entry_changed(tx, entry, records::services_behind(tx, entry).await?).await?;
    let changes =
        patch.iter().fold(
            Changes::none(),
            |all, (field, value)| {
                if made.is_secret() { all.concealed(field) } else { all.set(field, value) }
            },
        );
    record(cx, tx, "directory.edit", entry, changes).await?;
    Ok(made)
}
