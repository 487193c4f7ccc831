//! What a service costs, as rules beside the words of the source.

use kernel::Text;
use serde::{Deserialize, Serialize};

/// How a price comes about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostSort {
    /// Nothing is paid.
    Free,
    /// The tariff that the professions and the sickness funds agreed on.
    Convention,
    /// Less for those who have little.
    SocialRate,
    /// Less for those with increased reimbursement.
    IncreasedReimbursement,
    /// A price of its own.
    Paid,
}

kernel::words! {
    CostSort {
        Free = "free",
        Convention = "convention",
        SocialRate = "social_rate",
        IncreasedReimbursement = "increased_reimbursement",
        Paid = "paid",
    }
}

/// One way in which a service is paid.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// How the price comes about.
    pub sort: CostSort,
    /// The price in euro cents, when it is one amount.
    #[serde(default)]
    pub cents: Option<u32>,
    /// For whom, or for what.
    #[serde(default)]
    pub note: Text,
}
