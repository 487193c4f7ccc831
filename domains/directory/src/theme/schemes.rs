//! The schemes of others that terms are mapped to: which codes they have, and how well a term fits one.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// A scheme of others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// The themes and audiences of data·inclusion (France).
    DataInclusion,
    /// Open Eligibility.
    OpenEligibility,
    /// The care providers of HL7 Belgium.
    Hl7BeHcparty,
    /// The places of care of HL7 Belgium.
    Hl7BeCareLocation,
}

kernel::words! { Scheme {
    DataInclusion = "data_inclusion", OpenEligibility = "open_eligibility", Hl7BeHcparty = "hl7_be_hcparty",
    Hl7BeCareLocation = "hl7_be_care_location",
} }

/// How well a code of another scheme fits, in the words of SKOS.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// It means the same.
    Exact,
    /// It means nearly the same.
    Close,
    /// It means more.
    Broad,
    /// It means less.
    Narrow,
}

kernel::words! { Fit { Exact = "exact", Close = "close", Broad = "broad", Narrow = "narrow" } }

/// A code of another scheme.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Mapping {
    /// The scheme.
    pub scheme: Scheme,
    /// The code there.
    pub code: String,
    /// How well it fits.
    #[serde(rename = "match")]
    pub fit: Fit,
}

static DATA_INCLUSION: LazyLock<HashSet<&str>> =
    LazyLock::new(|| codes(include_str!("../../schemes/data_inclusion.txt")));
static OPEN_ELIGIBILITY: LazyLock<HashSet<&str>> =
    LazyLock::new(|| codes(include_str!("../../schemes/open_eligibility.txt")));
static HCPARTY: LazyLock<HashSet<&str>> = LazyLock::new(|| codes(include_str!("../../schemes/hl7_be_hcparty.txt")));
static CARE_LOCATION: LazyLock<HashSet<&str>> =
    LazyLock::new(|| codes(include_str!("../../schemes/hl7_be_care_location.txt")));

fn codes(list: &'static str) -> HashSet<&'static str> {
    list.lines().filter(|line| !line.starts_with('#')).collect()
}

impl Scheme {
    /// Whether the scheme has a code.
    pub fn has(self, code: &str) -> bool {
        match self {
            Self::DataInclusion => &DATA_INCLUSION,
            Self::OpenEligibility => &OPEN_ELIGIBILITY,
            Self::Hl7BeHcparty => &HCPARTY,
            Self::Hl7BeCareLocation => &CARE_LOCATION,
        }
        .contains(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_knows_its_codes_and_no_others() {
        let known = [
            (Scheme::DataInclusion, "sante--sante-mentale"),
            (Scheme::DataInclusion, "personnes-exilees"),
            (Scheme::OpenEligibility, "106-02"),
            (Scheme::Hl7BeHcparty, "persgeneralphysician"),
            (Scheme::Hl7BeCareLocation, "patient-home"),
        ];
        for (scheme, code) in known {
            assert!(scheme.has(code), "{scheme} {code}");
            assert!(!scheme.has("") && !scheme.has("# The codes") && !scheme.has("nothing"), "{scheme}");
        }
        assert!(!Scheme::OpenEligibility.has("sante--sante-mentale"));
    }
}
