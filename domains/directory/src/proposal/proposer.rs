//! Who proposed, as a kind of person: enough to weigh what they say, and nobody is named.

use std::collections::HashMap;

use access::account::{Held, grants};
use access::{AccountId, Role};
use jiff::tz::TimeZone;
use sea_orm::{ConnectionTrait, DbErr};

use super::Proposal;
use crate::entry::ITSELF;

/// A kind of person who proposes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Proposer {
    /// Somebody without an account.
    Visitor,
    /// The organisation, by a link that it was sent.
    Itself,
    /// Somebody with an account who kept the entries of an organisation that day, and not the whole directory.
    Partner,
    /// Somebody at the helpdesk, in a contact.
    Responder,
    /// A program.
    Token,
    /// Somebody else with an account.
    Account,
}

kernel::words! {
    Proposer {
        Visitor = "visitor",
        Itself = "itself",
        Partner = "partner",
        Responder = "responder",
        Token = "token",
        Account = "account",
    }
}

/// Who made each of some proposals, in their order.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn of_all(
    db: &impl ConnectionTrait,
    proposals: &[Proposal],
    zone: &TimeZone,
) -> Result<Vec<Proposer>, DbErr> {
    let mut accounts: Vec<AccountId> = proposals.iter().filter_map(|one| one.made_by.parse().ok()).collect();
    accounts.sort();
    accounts.dedup();
    let mut held: HashMap<String, Vec<Held>> = HashMap::new();
    for one in grants(db, &accounts).await? {
        held.entry(one.account.to_string()).or_default().push(one);
    }
    let of = |proposal: &Proposal| {
        let day = proposal.made_at.day_in(zone);
        let grants = held.get(&proposal.made_by).into_iter().flatten().map(|held| &held.grant);
        let then = grants.filter(|grant| grant.from <= day && grant.until.is_none_or(|until| until >= day));
        kind(&proposal.made_by, proposal.contact.is_some(), &then.map(|grant| grant.role).collect::<Vec<_>>())
    };
    Ok(proposals.iter().map(of).collect())
}

/// The kind of whoever the journal names so, in a contact or not, with the roles that they held that day.
fn kind(made_by: &str, in_contact: bool, roles: &[Role]) -> Proposer {
    match made_by {
        _ if in_contact => Proposer::Responder,
        "visitor" => Proposer::Visitor,
        by if by.starts_with(ITSELF) => Proposer::Itself,
        by if by.starts_with("token:") => Proposer::Token,
        _ if roles.contains(&Role::Partner) && !roles.contains(&Role::Editor) => Proposer::Partner,
        _ => Proposer::Account,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_of_person_follows_from_how_and_in_which_role_they_came() {
        let account = "01936d6f-0000-7000-8000-000000000001";
        let cases: [(&str, bool, &[Role], Proposer); 8] = [
            ("visitor", false, &[], Proposer::Visitor),
            ("organisation:01936d6f-0000-7000-8000-000000000001", false, &[], Proposer::Itself),
            ("token:01936d6f-0000-7000-8000-000000000001", false, &[], Proposer::Token),
            (account, false, &[Role::Partner], Proposer::Partner),
            (account, false, &[Role::Partner, Role::Editor], Proposer::Account),
            (account, false, &[Role::Responder], Proposer::Account),
            (account, true, &[Role::Responder, Role::Partner], Proposer::Responder),
            (account, false, &[], Proposer::Account),
        ];
        for (made_by, in_contact, roles, expected) in cases {
            assert_eq!(kind(made_by, in_contact, roles), expected, "{made_by} {roles:?}");
        }
    }
}
