//! An organisation cannot be part of itself, however many others stand between.

use sea_orm::DbErr;
use store::Tx;

use crate::OrganisationId;
use crate::entry::rules::Fault;
use crate::entry::{Patch, Record};
use crate::organisation::records;

/// As many organisations above each other as anybody looks at.
const DEEPEST: usize = 20;

/// What is wrong with what an organisation would be part of: that this is part of the organisation itself.
pub(super) async fn fault(tx: &Tx, after: &Record, patch: &Patch) -> Result<Option<Fault>, DbErr> {
    let Record::Organisation(organisation) = after else { return Ok(None) };
    let (Some(parent), Some(_)) = (organisation.parent, patch.get("parent")) else { return Ok(None) };
    let circle = is_above(tx, organisation.id, parent).await?;
    Ok(circle.then(|| Fault { field: "parent".to_owned(), key: "directory-fault-circle" }))
}

/// Whether an organisation stands above another one, or is that one.
async fn is_above(tx: &Tx, wanted: OrganisationId, start: OrganisationId) -> Result<bool, DbErr> {
    let mut next = Some(start);
    for _ in 0..DEEPEST {
        let Some(id) = next else { return Ok(false) };
        if id == wanted {
            return Ok(true);
        }
        next = records::parent_of(tx, id).await?;
    }
    // So deep a line is a circle that a source brought, and this organisation is not in it.
    Ok(false)
}
