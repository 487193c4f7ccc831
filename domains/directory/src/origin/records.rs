//! Every query about the sources that entries come from.

use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr, QueryResult};
use store::{Tx, sql};

use crate::Origin;

/// What is written down of a source when a file of it was read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Read<'a> {
    /// What its mapping says of it.
    pub said: Option<&'a intake::Source>,
    /// The mapping that the importer named; one that was found keeps what was named before.
    pub mapping: Option<&'a str>,
    /// The name of the file, without its ending.
    pub file: &'a str,
    /// When.
    pub at: Timestamp,
}

/// A source of which a file was read before.
#[derive(Clone, Debug)]
pub(crate) struct Saved {
    /// Its name.
    pub name: String,
    /// The text of its mapping, when somebody named one once.
    pub mapping: Option<String>,
    /// The name of the last file, without its ending.
    pub file: Option<String>,
}

/// Writes down a source and how it was read.
pub(crate) async fn put_source(tx: &Tx, name: &str, read: Read<'_>) -> Result<(), DbErr> {
    let licence = read.said.and_then(|source| source.licence.clone());
    let as_of = read.said.and_then(|source| source.as_of.clone());
    let text = "insert into source (name, licence, as_of, mapping, file, imported_at) values ($1, $2, $3, $4, $5, $6)
        on conflict (name) do update set licence = excluded.licence, as_of = excluded.as_of,
            mapping = coalesce(excluded.mapping, source.mapping), file = excluded.file,
            imported_at = excluded.imported_at";
    let values = [name.into(), licence.into(), as_of.into(), read.mapping.into(), read.file.into(), read.at.into()];
    tx.execute_raw(sql(tx, text, values)).await.map(drop)
}

/// The sources that were read.
pub(crate) async fn saved(db: &impl ConnectionTrait) -> Result<Vec<Saved>, DbErr> {
    let rows = db.query_all_raw(sql(db, "select name, mapping, file from source order by name", [])).await?;
    let saved = |row: &QueryResult| {
        Ok(Saved {
            name: row.try_get("", "name")?,
            mapping: row.try_get("", "mapping")?,
            file: row.try_get("", "file")?,
        })
    };
    rows.iter().map(saved).collect()
}

/// The names of the sources of which files were read.
pub(crate) async fn names(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    Ok(saved(db).await?.into_iter().map(|one| one.name).collect())
}

/// The other source that has most of a source's services by their ids: which that is, and how many; nothing when no source has half of
/// them. What the directory itself wrote is nobody's list.
pub(crate) async fn same_ids(db: &impl ConnectionTrait, source: &str) -> Result<Option<(String, u64)>, DbErr> {
    let text = "select other.source as name, count(*) as n from service own
        join service other on other.source_id = own.source_id and other.source not in ($1, $2, $3)
        where own.source = $1 group by other.source
        having 2 * count(*) >= (select count(*) from service where source = $1) order by n desc, name limit 1";
    let values = [source.into(), Origin::PACK.into(), Origin::HERE.into()];
    let row = db.query_one_raw(sql(db, text, values)).await?;
    row.map(|row| Ok((row.try_get("", "name")?, row.try_get::<i64>("", "n")?.unsigned_abs()))).transpose()
}

/// Whether a source has a name of its own: one that no mapping named is called like its file, which tells nobody anything.
pub(crate) async fn is_named(db: &impl ConnectionTrait, source: &str) -> Result<bool, DbErr> {
    let text = "select 1 as one from source where name = $1 and (file is null or file <> name)";
    db.query_one_raw(sql(db, text, [source.into()])).await.map(|row| row.is_some())
}
