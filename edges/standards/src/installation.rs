//! Which installation this is: an id that it keeps for good, by which it is known again under any address.

use house::House;
use kernel::{Random, Timestamp};
use sea_orm::{ConnectionTrait, DbErr};
use store::{StoreError, Tx, sql};
use uuid::Uuid;

/// Its id; none before it was first started.
pub(crate) async fn find(db: &impl ConnectionTrait) -> Result<Option<Uuid>, DbErr> {
    let row = db.query_one_raw(sql(db, "select uuid from installation where id = 1", [])).await?;
    row.map(|row| row.try_get("", "uuid")).transpose()
}

/// Gives it an id when it has none. Of two processes that start at once the first one's counts.
pub(crate) async fn make_sure(house: &House) -> Result<(), StoreError> {
    if find(house.store.read()).await?.is_some() {
        return Ok(());
    }
    let tx = house.store.begin().await?;
    let text = "insert into installation (id, uuid) values (1, $1) on conflict (id) do nothing";
    tx.execute_raw(sql(&tx, text, [house.random.uuid(house.clock.now()).into()])).await?;
    tx.commit().await
}

/// Gives it another id: for a copy that goes its own way from now on.
///
/// # Errors
/// When the database fails.
pub async fn set_apart(tx: &Tx, random: &Random, now: Timestamp) -> Result<(), DbErr> {
    let text = "insert into installation (id, uuid) values (1, $1) on conflict (id) do update set uuid = excluded.uuid";
    tx.execute_raw(sql(tx, text, [random.uuid(now).into()])).await.map(drop)
}
