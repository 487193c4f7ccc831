//! Every query about what is published.

use std::collections::HashMap;

use kernel::{Text, Timestamp};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, sql};
use territory::Point;
use uuid::Uuid;

use super::{Belongs, Drawn, Kind, Row, Spot, gone, open, sort_key};

/// Rows in one statement.
const MOST: usize = 400;
/// The columns of a row without its drawing.
const ROW: &str = "id, kind, organization_id, service_id, location_id, sort_key, traits, postal_code, lat, lon, hours,
    seq, changed_at, deleted";

/// How far publishing has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct State {
    /// The last change of the directory that was followed; nothing before the first time.
    pub followed: Option<i64>,
    /// The last number that was given to a publication.
    pub seq: i64,
    /// The last number under which something was taken back because a place became secret; 0 when nothing was.
    pub withdrawn: i64,
    /// The change of the directory that must be followed before what is left of that is published again.
    pub awaited: i64,
}

impl State {
    /// Whether what was taken back was published again as it is now.
    pub fn is_settled(self) -> bool {
        self.followed.is_some_and(|followed| followed >= self.awaited)
    }
}

pub(crate) async fn state(db: &impl ConnectionTrait) -> Result<State, DbErr> {
    let text = "select followed, seq, withdrawn, awaited from publication_state where id = 1";
    let row = db.query_one_raw(sql(db, text, [])).await?;
    let row = row.ok_or_else(|| DbErr::Custom("publishing has no state".to_owned()))?;
    let number = |column: &str| Ok::<_, DbErr>(row.try_get::<Option<i64>>("", column)?.unwrap_or_default());
    Ok(State {
        followed: row.try_get("", "followed")?,
        seq: row.try_get("", "seq")?,
        withdrawn: number("withdrawn")?,
        awaited: number("awaited")?,
    })
}

/// Takes the right to publish until a moment, or prolongs it; answers whether it is ours.
pub(crate) async fn hold(tx: &Tx, holder: Uuid, now: Timestamp, until: Timestamp) -> Result<bool, DbErr> {
    let text = "update publication_state set holder = $1, held_until = $2
        where id = 1 and (holder is null or holder = $1 or held_until < $3)";
    let done = tx.execute_raw(sql(tx, text, [holder.into(), until.into(), now.into()])).await?;
    Ok(done.rows_affected() == 1)
}

/// Gives up to so many new numbers to whoever holds the right; answers the first of them, or nothing when another holds it.
/// The row is held until the commit, so numbers become visible in their order.
pub(crate) async fn numbers(tx: &Tx, holder: Uuid, count: usize) -> Result<Option<i64>, DbErr> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let text = "update publication_state set seq = seq + $2 where id = 1 and holder = $1 returning seq";
    let row = tx.query_one_raw(sql(tx, text, [holder.into(), count.into()])).await?;
    row.map(|row| Ok(row.try_get::<i64>("", "seq")? - count + 1)).transpose()
}

/// Lets nobody publish until the unit of work is over, whoever holds the right.
pub(crate) async fn lock(tx: &Tx) -> Result<(), DbErr> {
    tx.execute_raw(sql(tx, "update publication_state set seq = seq where id = 1", [])).await.map(drop)
}

/// Gives so many new numbers to what is taken back, whoever holds the right; answers the first of them.
pub(crate) async fn numbers_to_withdraw(tx: &Tx, count: usize, awaited: i64) -> Result<i64, DbErr> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let text =
        "update publication_state set seq = seq + $1, withdrawn = seq + $1, awaited = $2 where id = 1 returning seq";
    let row = tx.query_one_raw(sql(tx, text, [count.into(), awaited.into()])).await?;
    let row = row.ok_or_else(|| DbErr::Custom("publishing has no state".to_owned()))?;
    Ok(row.try_get::<i64>("", "seq")? - count + 1)
}

/// Notes how far the directory was followed; answers whether the right was still ours.
pub(crate) async fn follow(tx: &Tx, holder: Uuid, followed: i64) -> Result<bool, DbErr> {
    let text = "update publication_state set followed = $2 where id = 1 and holder = $1";
    Ok(tx.execute_raw(sql(tx, text, [holder.into(), followed.into()])).await?.rows_affected() == 1)
}

/// What is published already.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Known {
    pub id: Uuid,
    pub kind: Kind,
    pub organization: Option<Uuid>,
    pub service: Option<Uuid>,
    pub location: Option<Uuid>,
    pub names: Text,
    pub digest: String,
    pub deleted: bool,
    /// Whether it tells where it is.
    pub placed: bool,
}

fn known(row: &QueryResult) -> Result<Known, DbErr> {
    Ok(Known {
        id: row.try_get("", "id")?,
        kind: row.try_get("", "kind")?,
        organization: row.try_get("", "organization_id")?,
        service: row.try_get("", "service_id")?,
        location: row.try_get("", "location_id")?,
        names: row.try_get("", "names")?,
        digest: row.try_get("", "digest")?,
        deleted: row.try_get("", "deleted")?,
        placed: row.try_get::<Option<String>>("", "postal_code")?.is_some()
            || row.try_get::<Option<f64>>("", "lat")?.is_some(),
    })
}

/// A column that names other records.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum By {
    Id,
    Service,
    Location,
}

/// What is published of some records.
pub(crate) async fn known_by(db: &impl ConnectionTrait, by: By, ids: &[Uuid]) -> Result<Vec<Known>, DbErr> {
    let column = match by {
        By::Id => "id",
        By::Service => "service_id",
        By::Location => "location_id",
    };
    let query = format!(
        "select id, kind, organization_id, service_id, location_id, names, digest, deleted, postal_code, lat from publication
            where {column}"
    );
    select_in(db, &query, ids).await?.iter().map(known).collect()
}

/// The ids of what is published of a kind and not gone, after one, in their order.
pub(crate) async fn ids_after(
    db: &impl ConnectionTrait,
    kind: Kind,
    after: Uuid,
    limit: u32,
) -> Result<Vec<Uuid>, DbErr> {
    let text =
        format!("select id from publication where kind = $1 and id > $2 and deleted = $3 order by id limit {limit}");
    let rows = db.query_all_raw(sql(db, &text, [kind.into(), after.into(), false.into()])).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// Writes drawings under numbers of their own.
pub(crate) async fn put(tx: &Tx, drawn: &[&Drawn], (first, at): (i64, Timestamp)) -> Result<(), DbErr> {
    let text = "insert into publication (id, kind, organization_id, service_id, location_id, names, sort_key, traits,
            postal_code, lat, lon, digest, seq, changed_at, hours, deleted)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, false)
        on conflict (id) do update set kind = excluded.kind, organization_id = excluded.organization_id,
            service_id = excluded.service_id, location_id = excluded.location_id, names = excluded.names,
            sort_key = excluded.sort_key, traits = excluded.traits, postal_code = excluded.postal_code,
            lat = excluded.lat, lon = excluded.lon, digest = excluded.digest, seq = excluded.seq,
            changed_at = excluded.changed_at, hours = excluded.hours, deleted = excluded.deleted";
    for (seq, one) in (first..).zip(drawn) {
        let values: [Value; 15] = [
            one.id.into(),
            one.kind.into(),
            one.belongs.organization.into(),
            one.belongs.service.into(),
            one.belongs.location.into(),
            one.names.clone().into(),
            one.sort_key().into(),
            serde_json::to_string(&one.traits).unwrap_or_default().into(),
            one.spot.postal_code.clone().into(),
            one.spot.point.map(|point| point.lat).into(),
            one.spot.point.map(|point| point.lon).into(),
            one.digest().into(),
            seq.into(),
            at.into(),
            open::written(&one.spot.hours).into(),
        ];
        tx.execute_raw(sql(tx, text, values)).await?;
        draw(tx, one.id, (&one.hsds, one.fhir.as_deref())).await?;
    }
    Ok(())
}

async fn draw(tx: &Tx, id: Uuid, (hsds, fhir): (&str, Option<&str>)) -> Result<(), DbErr> {
    let text = "insert into publication_drawing (id, hsds, fhir) values ($1, $2, $3)
        on conflict (id) do update set hsds = excluded.hsds, fhir = excluded.fhir";
    tx.execute_raw(sql(tx, text, [id.into(), hsds.into(), fhir.into()])).await.map(drop)
}

/// Notes that records went, under numbers of their own: of a service its name stays, of all others nothing.
pub(crate) async fn bury(tx: &Tx, went: &[Known], (first, at): (i64, Timestamp)) -> Result<(), DbErr> {
    let text = "update publication set deleted = $2, seq = $3, changed_at = $4, names = $5, sort_key = $6, digest = '',
        postal_code = null, lat = null, lon = null, hours = null where id = $1";
    for (seq, one) in (first..).zip(went) {
        // What a location was called may be its address.
        let names = if one.kind == Kind::Service { one.names.clone() } else { Text::default() };
        let sort_key = sort_key(&names).into();
        let values: [Value; 6] = [one.id.into(), true.into(), seq.into(), at.into(), names.into(), sort_key];
        tx.execute_raw(sql(tx, text, values)).await?;
        if one.kind == Kind::Service {
            draw(tx, one.id, (&gone(one.id, &one.names), None)).await?;
        } else {
            tx.execute_raw(sql(tx, "delete from publication_drawing where id = $1", [one.id.into()])).await?;
        }
    }
    Ok(())
}

/// Puts another drawing in the place of one that must not be read any longer, under a number of its own; it is drawn anew before long.
pub(crate) async fn redraw(tx: &Tx, id: Uuid, hsds: &str, (seq, at): (i64, Timestamp)) -> Result<(), DbErr> {
    let text = "update publication set seq = $2, changed_at = $3, digest = '' where id = $1";
    tx.execute_raw(sql(tx, text, [id.into(), seq.into(), at.into()])).await?;
    draw(tx, id, (hsds, None)).await
}

/// Up to `limit` rows that changed after a number, in the order of their numbers.
pub(crate) async fn rows_after(db: &impl ConnectionTrait, seq: i64, limit: u64) -> Result<Vec<Row>, DbErr> {
    let text = format!("select {ROW} from publication where seq > $1 order by seq limit {limit}");
    db.query_all_raw(sql(db, &text, [seq.into()])).await?.iter().map(row).collect()
}

/// One row.
pub(crate) async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Row>, DbErr> {
    let text = format!("select {ROW} from publication where id = $1");
    db.query_one_raw(sql(db, &text, [id.into()])).await?.as_ref().map(row).transpose()
}

fn row(row: &QueryResult) -> Result<Row, DbErr> {
    let (lat, lon): (Option<f64>, Option<f64>) = (row.try_get("", "lat")?, row.try_get("", "lon")?);
    Ok(Row {
        id: row.try_get("", "id")?,
        kind: row.try_get("", "kind")?,
        belongs: Belongs {
            organization: row.try_get("", "organization_id")?,
            service: row.try_get("", "service_id")?,
            location: row.try_get("", "location_id")?,
        },
        sort_key: row.try_get("", "sort_key")?,
        traits: row.try_get("", "traits")?,
        spot: Spot {
            postal_code: row.try_get("", "postal_code")?,
            point: lat.zip(lon).map(|(lat, lon)| Point { lat, lon }),
            hours: row.try_get::<Option<String>>("", "hours")?.as_deref().map(open::read).unwrap_or_default(),
        },
        seq: row.try_get("", "seq")?,
        changed_at: row.try_get("", "changed_at")?,
        deleted: row.try_get("", "deleted")?,
    })
}

/// The drawings of records, by id.
pub(crate) async fn drawings(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, DbErr> {
    let rows = select_in(db, "select id, hsds from publication_drawing where id", ids).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "hsds")?))).collect()
}

/// Records as resources of FHIR, by id; what mCSD does not have is left out.
pub(crate) async fn resources(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, DbErr> {
    let rows = select_in(db, "select id, fhir from publication_drawing where fhir is not null and id", ids).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "fhir")?))).collect()
}

/// How a record is called.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Called {
    pub id: Uuid,
    pub names: Text,
    pub traits: String,
    pub seq: i64,
    pub deleted: bool,
}

/// How up to `limit` records of a kind are called that changed after a number, in the order of their numbers.
pub(crate) async fn called_after(
    db: &impl ConnectionTrait,
    kind: Kind,
    seq: i64,
    limit: u64,
) -> Result<Vec<Called>, DbErr> {
    let text = format!(
        "select id, names, traits, seq, deleted from publication where seq > $1 and kind = $2 order by seq limit {limit}"
    );
    let called = |row: &QueryResult| {
        Ok(Called {
            id: row.try_get("", "id")?,
            names: row.try_get("", "names")?,
            traits: row.try_get("", "traits")?,
            seq: row.try_get("", "seq")?,
            deleted: row.try_get("", "deleted")?,
        })
    };
    db.query_all_raw(sql(db, &text, [seq.into(), kind.into()])).await?.iter().map(called).collect()
}

/// A service as its organisation mentions it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Mention {
    pub id: Uuid,
    pub organization: Uuid,
    pub names: Text,
    pub traits: String,
    pub changed_at: Timestamp,
    pub seq: i64,
}

/// The services of some organisations, in the order of lists.
pub(crate) async fn services_of(db: &impl ConnectionTrait, organizations: &[Uuid]) -> Result<Vec<Mention>, DbErr> {
    let query = "select id, organization_id, names, traits, changed_at, seq, sort_key, deleted, kind from publication
        where organization_id";
    let mut found = Vec::new();
    for row in select_in(db, query, organizations).await? {
        let kind: Kind = row.try_get("", "kind")?;
        if kind != Kind::Service || row.try_get("", "deleted")? {
            continue;
        }
        let key: String = row.try_get("", "sort_key")?;
        let mention = Mention {
            id: row.try_get("", "id")?,
            organization: row.try_get("", "organization_id")?,
            names: row.try_get("", "names")?,
            traits: row.try_get("", "traits")?,
            changed_at: row.try_get("", "changed_at")?,
            seq: row.try_get("", "seq")?,
        };
        found.push((key, mention));
    }
    found.sort_by(|(key, one), (other_key, other)| (key, one.id).cmp(&(other_key, other.id)));
    Ok(found.into_iter().map(|(_, mention)| mention).collect())
}

async fn select_in(db: &impl ConnectionTrait, query: &str, ids: &[Uuid]) -> Result<Vec<QueryResult>, DbErr> {
    let mut rows = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(MOST) {
        let places: Vec<String> = (1..=chunk.len()).map(|n| format!("${n}")).collect();
        let text = format!("{query} in ({})", places.join(", "));
        rows.extend(db.query_all_raw(sql(db, &text, chunk.iter().map(|id| (*id).into()))).await?);
    }
    Ok(rows)
}
