//! Telling the search index which services changed, in the transaction that changes them.

use sea_orm::DbErr;
use store::Tx;
use uuid::Uuid;

use crate::entry::{EntryId, EntryKind};
use crate::{ORGANISATION, OrganisationId, SERVICE, ServiceId, THESAURUS};

/// Tells the index which services to look at again, in the transaction that changes them.
pub(crate) async fn changed(tx: &Tx, mut services: Vec<ServiceId>) -> Result<(), DbErr> {
    services.sort();
    services.dedup();
    let keys: Vec<Uuid> = services.into_iter().map(ServiceId::uuid).collect();
    search::changed_many(tx, SERVICE, &keys).await
}

/// Tells of terms that changed, with the services that carry one of them; all services when none are given.
pub(crate) async fn terms_changed(tx: &Tx, services: Option<Vec<ServiceId>>) -> Result<(), DbErr> {
    search::changed_all(tx, THESAURUS).await?;
    match services {
        Some(services) => changed(tx, services).await,
        None => search::changed_all(tx, SERVICE).await,
    }
}

/// Tells whoever follows the change feed which organisations were added, changed or removed.
pub(crate) async fn organisations_changed(
    tx: &Tx,
    organisations: impl Iterator<Item = OrganisationId>,
) -> Result<(), DbErr> {
    let keys: Vec<Uuid> = organisations.map(OrganisationId::uuid).collect();
    search::changed_many(tx, ORGANISATION, &keys).await
}

/// Tells of an entry that was made, changed, taken out or brought back, with the services behind it.
pub(crate) async fn entry_changed(tx: &Tx, entry: EntryId, services: Vec<ServiceId>) -> Result<(), DbErr> {
    let own = (entry.kind == EntryKind::Organisation).then(|| OrganisationId::from_uuid(entry.id));
    organisations_changed(tx, own.into_iter()).await?;
    changed(tx, services).await
}
