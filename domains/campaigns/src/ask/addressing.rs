//! An address for one organisation in one campaign, whatever the directory says: heard on the telephone, say. The entry stays as it is.
//! The address is sealed, is shown to nobody again, and is forgotten when the campaign ends.

mod records;

use access::{Context, Vault};
use axum::extract::State as Shared;
use axum::response::IntoResponse as _;
use house::House;
use journal::Changes;
use mail::Address;
use sea_orm::{ConnectionTrait, DbErr};
use store::Tx;
use web::{Answer, Failure, Form, Page, Path, see_other};

use super::actions::{MOST_LETTERS, note, taken_back};
use super::pages::draw;
use super::posting::Desk;
use super::{Ask, AskId, State, records as asks};
use crate::Refusal;
use crate::campaign::pages::desk;
use crate::campaign::{CampaignId, State as Life, records as campaigns, resource};

/// What seals it.
const PURPOSE: &str = "campaigns.address";

/// Whether one was typed.
pub(super) async fn is_given(db: &impl ConnectionTrait, ask: AskId) -> Result<bool, DbErr> {
    Ok(records::find(db, ask).await?.is_some())
}

/// The one that was typed; nothing where none was.
///
/// # Errors
/// When it cannot be read, or was sealed with another key.
pub(super) async fn given(tx: &Tx, vault: &Vault, ask: AskId) -> Result<Option<Address>, Refusal> {
    let Some(sealed) = records::find(tx, ask).await? else { return Ok(None) };
    Ok(vault.open_text(PURPOSE, &sealed)?.parse().ok())
}

/// Forgets those of a campaign that is over.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn forget(tx: &Tx, campaign: CampaignId) -> Result<(), DbErr> {
    records::forget(tx, campaign).await
}

/// Takes an address for what an organisation is asked, and writes to it. What waits for the post is taken back, and links that went
/// elsewhere open no more.
///
/// # Errors
/// When nobody is asked that any more, the campaign does not run, the organisation wants no letters, or it got too many.
pub(crate) async fn give_address(
    cx: &Context,
    tx: &Tx,
    (vault, desk): (&Vault, &Desk),
    (id, address): (AskId, &Address),
) -> Result<(), Refusal> {
    let ask = asks::hold(tx, id).await?.ok_or(Refusal::NotFound)?;
    cx.require("campaigns.give_address", &resource(ask.campaign))?;
    let campaign = campaigns::find(tx, ask.campaign).await?.ok_or(Refusal::NotFound)?;
    if campaign.state != Life::Running || !ask.state.is_open() {
        return Err(Refusal::Closed);
    }
    let before = ask.state;
    let ask = taken_back(cx, tx, ask).await?;
    if asks::links(tx, id).await?.len() >= MOST_LETTERS {
        return Err(Refusal::JustWritten);
    }
    asks::revoke(tx, id, cx.now()).await?;
    records::put(tx, id, vault.seal_text(PURPOSE, address.as_str())).await?;
    let waiting = Ask { state: State::Waiting, ..ask };
    let after = desk.write(cx, tx, &campaign, waiting).await?.ok_or(Refusal::NoAddress)?;
    asks::update(tx, &after).await?;
    let changes = Changes::none().field("state", Some(before), after.state).concealed("address");
    Ok(note(cx, tx, "campaigns.give_address", id, changes).await?)
}

/// `POST /campaigns/asks/ID/address`
pub(crate) async fn give(page: Page, Shared(house): Shared<House>, Path(id): Path<AskId>, mut form: Form) -> Answer {
    let desk = desk(&house)?;
    if !desk.is_open() {
        return Err(Failure::from(Refusal::NoPost));
    }
    let typed = form.text("email", 254);
    let address = typed.and_then(|typed| typed.parse::<Address>().ok()).filter(Address::is_plain);
    let Some(address) = address else {
        if form.is_sound() {
            form.add_fault("email", "campaigns-fault-email");
        }
        return draw(page, &house, id, form).await;
    };
    let tx = house.store.begin().await?;
    give_address(page.cx(), &tx, (&house.vault, &desk), (id, &address)).await?;
    tx.commit().await?;
    Ok(see_other(format!("/campaigns/asks/{id}")).saying("campaigns-said-give-address").into_response())
}
