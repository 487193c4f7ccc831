//! Every query about the open data.

use std::collections::BTreeSet;

use directory::ServiceId;
use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr, QueryResult};
use store::{Tx, sql};
use uuid::Uuid;

use super::edition::{Declared, State};
use crate::publication::Kind;
use crate::sheet::Stamp;

/// How far the open data have come.
pub(super) async fn state(db: &impl ConnectionTrait) -> Result<State, DbErr> {
    let text = "select edition, seq, terms, declared_at, looked_on, due from open_data where id = 1";
    let row = db.query_one_raw(sql(db, text, [])).await?;
    let row = row.ok_or_else(|| DbErr::Custom("the open data have no state".to_owned()))?;
    let declared = Declared {
        number: row.try_get("", "edition")?,
        seq: row.try_get("", "seq")?,
        terms: row.try_get("", "terms")?,
        at: row.try_get("", "declared_at")?,
    };
    Ok(State {
        declared,
        looked_on: row.try_get("", "looked_on")?,
        due: row.try_get::<Option<bool>>("", "due")?.unwrap_or(false),
    })
}

/// Notes an edition, and that somebody looked. Two at once come one after the other.
pub(super) async fn note(tx: &Tx, state: &State) -> Result<(), DbErr> {
    let Declared { number, seq, terms, at } = state.declared;
    let text = "update open_data set edition = $1, seq = $2, terms = $3, declared_at = $4, looked_on = $5, due = $6
        where id = 1";
    let values = [number.into(), seq.into(), terms.into(), at.into(), state.looked_on.into(), state.due.into()];
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

/// Notes that another edition is due at once.
pub(crate) async fn hurry(tx: &Tx) -> Result<(), DbErr> {
    tx.execute_raw(sql(tx, "update open_data set due = $1 where id = 1", [true.into()])).await.map(drop)
}

/// A publication with its drawing.
pub(super) struct Drawing {
    pub id: Uuid,
    pub stamp: Stamp,
    pub hsds: String,
    /// Who has a part in it, where that is told.
    pub sources: BTreeSet<String>,
}

/// Up to `limit` publications of a kind that are not gone, after one, in the order of their ids.
pub(super) async fn drawings_after(
    db: &impl ConnectionTrait,
    kind: Kind,
    after: Uuid,
    limit: u32,
) -> Result<Vec<Drawing>, DbErr> {
    let text = format!(
        "select p.id, p.seq, p.changed_at, d.hsds from publication p join publication_drawing d on d.id = p.id
        where p.kind = $1 and p.id > $2 and p.deleted = $3 order by p.id limit {limit}"
    );
    let rows = db.query_all_raw(sql(db, &text, [kind.into(), after.into(), false.into()])).await?;
    rows.iter().map(drawing).collect()
}

/// Says of services who has a part in them.
pub(super) async fn with_sources(db: &impl ConnectionTrait, services: &mut [Drawing]) -> Result<(), DbErr> {
    let ids: Vec<ServiceId> = services.iter().map(|one| ServiceId::from_uuid(one.id)).collect();
    let mut sources = directory::sources_of_services(db, &ids).await?;
    for (one, id) in services.iter_mut().zip(&ids) {
        one.sources = sources.remove(id).unwrap_or_default();
    }
    Ok(())
}

fn drawing(row: &QueryResult) -> Result<Drawing, DbErr> {
    let at: Timestamp = row.try_get("", "changed_at")?;
    Ok(Drawing {
        id: row.try_get("", "id")?,
        stamp: Stamp { at, seq: row.try_get("", "seq")? },
        hsds: row.try_get("", "hsds")?,
        sources: BTreeSet::new(),
    })
}
