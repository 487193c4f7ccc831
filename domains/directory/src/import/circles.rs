//! Organisations that a file makes part of each other: whoever goes up would never arrive.

use std::collections::{HashMap, HashSet};

use sea_orm::DbErr;
use store::Tx;

use crate::organisation::records;
use crate::{Organisation, OrganisationId};

/// What the organisations of a file are part of, as far as it was read.
#[derive(Default)]
pub(super) struct Above(HashMap<OrganisationId, Option<OrganisationId>>);

impl Above {
    /// Notes what an organisation is part of, and leaves it out where that is a part of the organisation already, however far down:
    /// by this file, or by what others say of organisations of theirs. Answers whether it was left out.
    pub(super) async fn leave_out(
        &mut self,
        tx: &Tx,
        source: &str,
        organisation: &mut Organisation,
    ) -> Result<bool, DbErr> {
        let mut above = organisation.parent;
        let mut seen = HashSet::new();
        while let Some(one) = above {
            if one == organisation.id {
                organisation.parent = None;
                break;
            }
            if !seen.insert(one) {
                break;
            }
            above = match self.0.get(&one) {
                Some(parent) => *parent,
                None => records::parent_by_others(tx, one, source).await?,
            };
        }
        // The first word of a file is kept.
        self.0.entry(organisation.id).or_insert(organisation.parent);
        Ok(above == Some(organisation.id))
    }
}
