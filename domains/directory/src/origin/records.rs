//! Every query about the sources that entries come from.

use sea_orm::{ConnectionTrait as _, DbErr};
use store::{Tx, sql};

/// Writes down a source with what its mapping says of it.
pub(crate) async fn put_source(tx: &Tx, name: &str, said: Option<&intake::Source>) -> Result<(), DbErr> {
    let licence = said.and_then(|source| source.licence.clone());
    let as_of = said.and_then(|source| source.as_of.clone());
    let text = "insert into source (name, licence, as_of) values ($1, $2, $3)
        on conflict (name) do update set licence = excluded.licence, as_of = excluded.as_of";
    tx.execute_raw(sql(tx, text, [name.into(), licence.into(), as_of.into()])).await.map(drop)
}
