//! Codes that a search asks for: with their system, without one, or all of a system.

/// The system of what is true or false, of FHIR.
const SPECIAL: &str = "http://terminology.hl7.org/CodeSystem/special-values";
/// The system of how it is with a location, of FHIR.
const LOCATION_STATUS: &str = "http://hl7.org/fhir/location-status";

/// A code that is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Token {
    /// Nothing where any will do; empty where the code must have none.
    system: Option<String>,
    /// Empty where any of the system will do.
    code: String,
}

impl Token {
    /// Reads `system|code`, `|code`, `system|` or `code`, several parted by commas.
    pub fn all(value: &str) -> Vec<Self> {
        value.split(',').map(Self::read).collect()
    }

    fn read(value: &str) -> Self {
        match value.trim().split_once('|') {
            Some((system, code)) => Self { system: Some(system.to_owned()), code: code.to_owned() },
            None => Self { system: None, code: value.trim().to_owned() },
        }
    }

    /// Whether it asks for a code of a system. Everything that is published here has a system.
    pub fn fits(&self, system: &str, code: &str) -> bool {
        match &self.system {
            None => self.code == code,
            Some(wanted) => wanted == system && (self.code.is_empty() || self.code == code),
        }
    }
}

/// What is asked of something that is so or is not; nothing where a word is neither.
pub(super) fn flags(value: &str) -> Option<Vec<bool>> {
    let wanted = Token::all(value);
    let can_be_read = wanted.iter().all(|token| matches!(token.code.as_str(), "true" | "false"));
    let asks = |flag: &bool| wanted.iter().any(|token| token.fits(SPECIAL, if *flag { "true" } else { "false" }));
    can_be_read.then(|| [true, false].into_iter().filter(asks).collect())
}

/// What is asked of how it is with a location: in use, or not any more.
pub(super) fn statuses(value: &str) -> Vec<bool> {
    let wanted = Token::all(value);
    let asks = |code: &str| wanted.iter().any(|token| token.fits(LOCATION_STATUS, code));
    [(true, asks("active")), (false, asks("inactive") || asks("suspended"))]
        .into_iter()
        .filter_map(|(active, asked)| asked.then_some(active))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_the_system_that_was_asked_for() {
        for (asked, fits) in [
            ("prov", true),
            (" prov ", true),
            ("urn:types|prov", true),
            ("urn:types|", true),
            ("urn:types|govt", false),
            ("govt", false),
            ("urn:nonsense|prov", false),
            ("urn:nonsense|", false),
            ("|prov", false),
            ("|", false),
            ("", false),
        ] {
            assert_eq!(Token::read(asked).fits("urn:types", "prov"), fits, "{asked}");
        }
        assert_eq!(Token::all("a|b,c").len(), 2);
    }

    #[test]
    fn what_is_so_or_is_not_has_a_system_as_well() {
        for (asked, expected) in [
            ("true", Some(vec![true])),
            ("false", Some(vec![false])),
            ("false,true", Some(vec![true, false])),
            ("http://terminology.hl7.org/CodeSystem/special-values|true", Some(vec![true])),
            ("urn:nonsense|true", Some(vec![])),
            ("perhaps", None),
            ("true,perhaps", None),
        ] {
            assert_eq!(flags(asked), expected, "{asked}");
        }
        for (asked, expected) in [
            ("active", vec![true]),
            ("inactive", vec![false]),
            ("active,suspended", vec![true, false]),
            ("http://hl7.org/fhir/location-status|active", vec![true]),
            ("urn:nonsense|active", vec![]),
            ("nonsense", vec![]),
        ] {
            assert_eq!(statuses(asked), expected, "{asked}");
        }
    }
}
