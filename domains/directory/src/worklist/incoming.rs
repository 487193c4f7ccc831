//! Proposals in the worklist: the day each came in, from what kind of person, and which fields it is about.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use web::Failure;

use super::records::Item;
use crate::editing::saying::Teller;
use crate::entry::fields;
use crate::proposal::{Proposal, ProposalId, proposer, records};

/// What tells a proposal from others like it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Incoming {
    /// The day on which it came in.
    pub day: String,
    /// From what kind of person; never from whom.
    pub by: String,
    /// The fields that it is about, or that it is no more, and whether there are words beside that.
    pub about: String,
}

/// What tells the proposals of a page apart, by their ids.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    teller: &Teller<'_>,
    items: &[Item],
) -> Result<HashMap<String, Incoming>, Failure> {
    let page = teller.page;
    let ids: Vec<ProposalId> = items.iter().filter_map(|item| item.about.parse().ok()).collect();
    let proposals = records::many(db, &ids).await?;
    let kinds = proposer::of_all(db, &proposals, &page.cx().time_zone).await?;
    let mut all = HashMap::with_capacity(proposals.len());
    for (proposal, kind) in proposals.iter().zip(kinds) {
        let incoming = Incoming {
            day: page.short_day(proposal.made_at.day_in(&page.cx().time_zone)),
            by: page.tr(format!("directory-proposed-by-{kind}")).to_string(),
            about: about(db, teller, proposal).await?,
        };
        all.insert(proposal.id.to_string(), incoming);
    }
    Ok(all)
}

async fn about(db: &impl ConnectionTrait, teller: &Teller<'_>, proposal: &Proposal) -> Result<String, Failure> {
    let parts = records::readable_parts(teller.page.cx(), db, proposal.id).await?;
    let known = parts.iter().filter_map(|part| fields::find(part.entry.kind, &part.field));
    let mut said: Vec<String> = known.map(|field| teller.label(field)).collect();
    said.dedup();
    if proposal.stopped {
        said.push(teller.page.tr("directory-proposal-stopped").to_string());
    }
    if proposal.note.is_some() {
        said.push(teller.page.tr("directory-proposal-in-words").to_string());
    }
    Ok(said.join(", "))
}
