//! Every query about the sources that entries come from.

use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr};
use store::{Tx, sql};

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

/// The mapping of a source, as somebody named it once.
#[derive(Clone, Debug)]
pub(crate) struct Saved {
    /// The text of the mapping.
    pub mapping: String,
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

/// The mappings that sources were read by.
pub(crate) async fn saved(db: &impl ConnectionTrait) -> Result<Vec<Saved>, DbErr> {
    let text = "select mapping, file from source where mapping is not null order by name";
    let rows = db.query_all_raw(sql(db, text, [])).await?;
    rows.iter().map(|row| Ok(Saved { mapping: row.try_get("", "mapping")?, file: row.try_get("", "file")? })).collect()
}

/// Whether a source has a name of its own: one that no mapping named is called like its file, which tells nobody anything.
pub(crate) async fn is_named(db: &impl ConnectionTrait, source: &str) -> Result<bool, DbErr> {
    let text = "select 1 as one from source where name = $1 and (file is null or file <> name)";
    db.query_one_raw(sql(db, text, [source.into()])).await.map(|row| row.is_some())
}
