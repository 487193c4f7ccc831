//! Every query about duplicates: what entries are compared by, which pairs were found, which an editor told apart.

use std::collections::HashMap;

use kernel::{PageRequest, Text, Timestamp};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Listing, Tx, sql};
use uuid::Uuid;

use super::names::forms;
use super::rules::{Profile, Sign, Spot};
use super::{Pair, Verdict};
use crate::entry::EntryKind;
use crate::rows::Table;
use crate::{Identifier, Point};

const PAIR: Table = Table {
    name: "directory_duplicate",
    columns: &["kind", "one", "other", "score", "signs", "found_at", "verdict", "decided_by", "decided_at", "others"],
    key: Some("kind, one, other"),
};
/// Rows read in one go.
const AT_ONCE: usize = 10_000;
/// Places of one entry that are compared; more is a chain.
const MOST_PLACES: usize = 5;

/// Every entry of a kind as it is compared. Organisations that exist no more, and services out of use, are left out.
pub(super) async fn profiles(db: &impl ConnectionTrait, kind: EntryKind) -> Result<Vec<Profile>, DbErr> {
    match kind {
        EntryKind::Organisation => organisations(db).await,
        EntryKind::Service => services(db).await,
        EntryKind::Location | EntryKind::ServiceAtLocation => Ok(Vec::new()),
    }
}

async fn organisations(db: &impl ConnectionTrait) -> Result<Vec<Profile>, DbErr> {
    let mut all = Vec::new();
    let query = "select id, names, phone, email, website from organisation where active and id > $1 order by id";
    each(db, query, |row| {
        let mut profile = Profile { id: row.try_get("", "id")?, ..Profile::default() };
        profile.name(&row.try_get("", "names")?);
        profile.reach(row)?;
        all.push(profile);
        Ok(())
    })
    .await?;
    let mut by_id = by_id(&mut all);
    let aliases = "select organisation_id as id, name from organisation_alias where organisation_id > $1 order by organisation_id, name";
    for row in db.query_all_raw(sql(db, aliases, [Uuid::nil().into()])).await? {
        if let Some(profile) = by_id.get_mut(&row.try_get::<Uuid>("", "id")?) {
            profile.names.extend(forms(&row.try_get::<String>("", "name")?));
        }
    }
    for row in db
        .query_all_raw(sql(db, "select organisation_id as id, scheme, value from organisation_identifier", []))
        .await?
    {
        if let Some(profile) = by_id.get_mut(&row.try_get::<Uuid>("", "id")?) {
            let identifier = Identifier { scheme: row.try_get("", "scheme")?, value: row.try_get("", "value")? };
            profile.identifiers.insert(identifier);
        }
    }
    // An organisation stands where its services do, and is reached there.
    let places = "select at.id, s.organisation_id as of, at.phone, at.email, at.website, l.street, l.house_number, l.postal_code,
            l.lat, l.lon, l.precise_to
        from service_at_location at join service s on s.id = at.service_id join location l on l.id = at.location_id
        where at.id > $1 order by at.id";
    stand(db, places, &mut by_id).await?;
    Ok(all)
}

async fn services(db: &impl ConnectionTrait) -> Result<Vec<Profile>, DbErr> {
    let mut all = Vec::new();
    let query = "select id, names, organisation_id from service where status = 'active' and id > $1 order by id";
    each(db, query, |row| {
        let organisation = Some(row.try_get("", "organisation_id")?);
        let mut profile = Profile { id: row.try_get("", "id")?, organisation, ..Profile::default() };
        profile.name(&row.try_get("", "names")?);
        all.push(profile);
        Ok(())
    })
    .await?;
    let places =
        "select at.id, at.service_id as of, at.phone, at.email, at.website, l.street, l.house_number, l.postal_code,
            l.lat, l.lon, l.precise_to
        from service_at_location at join location l on l.id = at.location_id where at.id > $1 order by at.id";
    stand(db, places, &mut by_id(&mut all)).await?;
    Ok(all)
}

fn by_id(all: &mut [Profile]) -> HashMap<Uuid, &mut Profile> {
    all.iter_mut().map(|profile| (profile.id, profile)).collect()
}

/// Adds to each profile where it stands and how it is reached there.
async fn stand(db: &impl ConnectionTrait, query: &str, by_id: &mut HashMap<Uuid, &mut Profile>) -> Result<(), DbErr> {
    each(db, query, |row| {
        let Some(profile) = by_id.get_mut(&row.try_get::<Uuid>("", "of")?) else { return Ok(()) };
        profile.reach(row)?;
        if profile.places.len() < MOST_PLACES {
            profile.places.push(spot(row)?);
        }
        Ok(())
    })
    .await
}

fn spot(row: &QueryResult) -> Result<Spot, DbErr> {
    let (lat, lon): (Option<f64>, Option<f64>) = (row.try_get("", "lat")?, row.try_get("", "lon")?);
    let street: Text = row.try_get("", "street")?;
    let number: Option<String> = row.try_get("", "house_number")?;
    let number = number.unwrap_or_default();
    Ok(Spot::new(row.try_get("", "postal_code")?, &street, &number, lat.zip(lon).map(|(lat, lon)| Point { lat, lon })))
}

/// Reads a table in steps by its id, so that a million rows are never held as rows.
async fn each(
    db: &impl ConnectionTrait,
    query: &str,
    mut take: impl FnMut(&QueryResult) -> Result<(), DbErr>,
) -> Result<(), DbErr> {
    let mut last = Uuid::nil();
    loop {
        let rows = db.query_all_raw(sql(db, &format!("{query} limit {AT_ONCE}"), [last.into()])).await?;
        for row in &rows {
            take(row)?;
            last = row.try_get("", "id")?;
        }
        if rows.len() < AT_ONCE {
            return Ok(());
        }
    }
}

/// Writes the pairs that were found in the place of those found before; what an editor told apart stays so.
pub(super) async fn put(tx: &Tx, kind: EntryKind, pairs: &[Pair]) -> Result<(), DbErr> {
    let apart = apart(tx, kind).await?;
    let text = "delete from directory_duplicate where kind = $1 and verdict = 'open'";
    tx.execute_raw(sql(tx, text, [kind.into()])).await?;
    let new = pairs.iter().filter(|pair| !apart.contains(&(pair.one, pair.other)));
    let rows = new.map(|pair| -> [Value; 10] {
        [
            pair.kind.into(),
            pair.one.into(),
            pair.other.into(),
            pair.score.into(),
            serde_json::to_value(&pair.signs).unwrap_or_default().into(),
            pair.found_at.into(),
            pair.verdict.into(),
            None::<String>.into(),
            None::<Timestamp>.into(),
            pair.others.map(i64::from).into(),
        ]
    });
    PAIR.put(tx, rows.collect()).await
}

/// The pairs that an editor told apart.
async fn apart(db: &impl ConnectionTrait, kind: EntryKind) -> Result<Vec<(Uuid, Uuid)>, DbErr> {
    let text = "select one, other from directory_duplicate where kind = $1 and verdict = 'apart' order by one, other";
    let rows = db.query_all_raw(sql(db, text, [kind.into()])).await?;
    rows.iter().map(|row| Ok((row.try_get("", "one")?, row.try_get("", "other")?))).collect()
}

/// Pairs with a verdict, the likeliest first.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    verdict: Verdict,
    request: PageRequest,
) -> Result<kernel::Page<Pair>, DbErr> {
    let listing = Listing {
        columns: "kind, one, other, score, signs, others, found_at, verdict",
        from: "directory_duplicate where verdict = $1",
        order: "score desc, kind, one, other",
    };
    let page = store::page(db, listing, &[verdict.into()], request).await?;
    page.try_map(pair)
}

/// One pair.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    kind: EntryKind,
    one: Uuid,
    other: Uuid,
) -> Result<Option<Pair>, DbErr> {
    let text = "select * from directory_duplicate where kind = $1 and one = $2 and other = $3";
    let row = db.query_one_raw(sql(db, text, [kind.into(), one.into(), other.into()])).await?;
    row.as_ref().map(pair).transpose()
}

fn pair(row: &QueryResult) -> Result<Pair, DbErr> {
    let signs: serde_json::Value = row.try_get("", "signs")?;
    let signs: Vec<Sign> = serde_json::from_value(signs).unwrap_or_default();
    Ok(Pair {
        kind: row.try_get("", "kind")?,
        one: row.try_get("", "one")?,
        other: row.try_get("", "other")?,
        score: row.try_get("", "score")?,
        signs,
        others: row.try_get::<Option<i64>>("", "others")?.and_then(|others| u32::try_from(others).ok()),
        found_at: row.try_get("", "found_at")?,
        verdict: row.try_get("", "verdict")?,
    })
}

/// Notes what an editor decided about a pair, whether it was found or not.
pub(super) async fn decide(tx: &Tx, pair: &Pair, by: &str, at: Timestamp) -> Result<(), DbErr> {
    let row: [Value; 10] = [
        pair.kind.into(),
        pair.one.into(),
        pair.other.into(),
        pair.score.into(),
        serde_json::to_value(&pair.signs).unwrap_or_default().into(),
        pair.found_at.into(),
        pair.verdict.into(),
        by.into(),
        at.into(),
        pair.others.map(i64::from).into(),
    ];
    PAIR.put(tx, vec![row]).await
}

/// Forgets the pairs that an entry is in: it is no more an entry of its own.
pub(super) async fn forget(tx: &Tx, kind: EntryKind, entry: Uuid) -> Result<(), DbErr> {
    let text = "delete from directory_duplicate where kind = $1 and verdict = 'open' and (one = $2 or other = $2)";
    tx.execute_raw(sql(tx, text, [kind.into(), entry.into()])).await.map(drop)
}
