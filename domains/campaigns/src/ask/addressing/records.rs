//! Every query about addresses that were typed for one campaign.

use sea_orm::{ConnectionTrait, DbErr};
use store::{Tx, sql};

use super::AskId;
use crate::campaign::CampaignId;

/// Keeps a sealed address for what an organisation is asked, in place of an earlier one.
pub(super) async fn put(tx: &Tx, ask: AskId, sealed: Vec<u8>) -> Result<(), DbErr> {
    let text = "insert into campaign_address (ask, address) values ($1, $2)
        on conflict (ask) do update set address = excluded.address";
    tx.execute_raw(sql(tx, text, [ask.into(), sealed.into()])).await.map(drop)
}

/// The sealed address; nothing where none was typed.
pub(super) async fn find(db: &impl ConnectionTrait, ask: AskId) -> Result<Option<Vec<u8>>, DbErr> {
    let text = "select address from campaign_address where ask = $1";
    let row = db.query_one_raw(sql(db, text, [ask.into()])).await?;
    row.map(|row| row.try_get("", "address")).transpose()
}

/// Forgets those of a campaign.
pub(super) async fn forget(tx: &Tx, campaign: CampaignId) -> Result<(), DbErr> {
    let text = "delete from campaign_address where ask in (select id from campaign_ask where campaign = $1)";
    tx.execute_raw(sql(tx, text, [campaign.into()])).await.map(drop)
}
