//! Corrections of the directory that come up in a contact: the directory learns which contact, and the contact what became of them.

use access::Context;
use directory::proposal::{Occasion, Occasions, State, of_contact};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::{House, StartFault};
use kernel::Timestamp;
use uuid::Uuid;
use web::{Failure, Page};

use crate::Refusal;
use crate::contact::{ContactId, actions, records};
use crate::surroundings::given;

/// Lets the directory ask about contacts.
pub(crate) fn furnish(house: &House) -> BoxFuture<'_, Result<(), StartFault>> {
    async move {
        house.fixtures.install(Occasions::new(|cx, house, id| occasion(cx, house, id).boxed()));
        Ok(())
    }
    .boxed()
}

/// What who acts may know of a contact: where it can be read, or that it is still being written down.
async fn occasion(cx: &Context, house: &House, contact: Uuid) -> Result<Option<Occasion>, Failure> {
    let (db, id) = (house.store.read(), ContactId::from_uuid(contact));
    match actions::readable(cx, db, id).await {
        Ok(_) => Ok(Some(Occasion { contact, page: Some(format!("/helpdesk/contacts/{id}")) })),
        Err(Refusal::NotFound) => {
            let may_log = cx.policies.conceivable(&cx.actor, "helpdesk.log_contact");
            let to_come = may_log && records::find(db, id).await?.is_none();
            Ok(to_come.then_some(Occasion { contact, page: None }))
        }
        Err(other) => Err(other.into()),
    }
}

/// A correction that came up in a contact.
pub(crate) struct Correction {
    /// When it was proposed.
    pub(crate) at: Timestamp,
    /// By whom, as the journal names actors.
    pub(crate) by: String,
    /// The name of the service.
    pub(crate) service: String,
    /// Where it is in its life.
    pub(crate) state: State,
}

/// What came up in a contact, the newest first.
pub(crate) async fn of(house: &House, page: &Page, contact: ContactId) -> Result<Vec<Correction>, Failure> {
    let proposals = of_contact(house.store.read(), contact.uuid()).await?;
    let about: Vec<Uuid> = proposals.iter().map(|proposal| proposal.entry.id).collect();
    let services = given(house, page, &about).await?;
    let named = |id: Uuid| services.iter().find(|service| service.id == id).map(|service| service.name.clone());
    let tell = |proposal: directory::proposal::Proposal| Correction {
        at: proposal.made_at,
        by: proposal.made_by,
        service: named(proposal.entry.id).unwrap_or_default(),
        state: proposal.state,
    };
    Ok(proposals.into_iter().map(tell).collect())
}
