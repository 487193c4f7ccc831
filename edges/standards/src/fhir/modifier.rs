//! What stands behind the name of a parameter: a modifier that is understood, or a refusal. One that is passed over would turn the
//! question round, or make it another one.

use super::Resource;
use super::outcome::Outcome;

/// Whether a parameter asks for what is not so; nothing where there is no such parameter.
pub(super) fn is_negated(resource: Resource, name: &str) -> Result<Option<bool>, Outcome> {
    let (bare, modifier) = name.split_once(':').unwrap_or((name, ""));
    let Some(kind) = resource.kind_of(bare) else {
        return if reaches_elsewhere(resource, bare) { Err(Outcome::chained(name)) } else { Ok(None) };
    };
    let target = if bare == "location" { "Location" } else { "Organization" };
    match (kind, modifier) {
        (_, "") | ("string", "contains" | "exact") => Ok(Some(false)),
        ("token", "not") => Ok(Some(true)),
        ("reference", of) if of == target => Ok(Some(false)),
        ("reference", of) if of.contains('.') => Err(Outcome::chained(name)),
        _ => Err(Outcome::modifier(bare, modifier)),
    }
}

/// Whether a parameter asks about another resource that this one speaks of, or that speaks of it.
fn reaches_elsewhere(resource: Resource, bare: &str) -> bool {
    let is_chain = |(first, _): (&str, &str)| resource.kind_of(first) == Some("reference");
    bare == "_has" || bare.split_once('.').is_some_and(is_chain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_modifier_is_understood_or_refused() {
        for (resource, name, expected) in [
            (Resource::HealthcareService, "service-type", Ok(Some(false))),
            (Resource::HealthcareService, "service-type:not", Ok(Some(true))),
            (Resource::HealthcareService, "service-type:in", Err(())),
            (Resource::HealthcareService, "location:Location", Ok(Some(false))),
            (Resource::HealthcareService, "location:Organization", Err(())),
            (Resource::HealthcareService, "organization.name", Err(())),
            (Resource::HealthcareService, "organization:Organization.name", Err(())),
            (Resource::HealthcareService, "organization:identifier", Err(())),
            (Resource::Organization, "active:missing", Err(())),
            (Resource::Organization, "active:not", Ok(Some(true))),
            (Resource::Organization, "name:exact", Ok(Some(false))),
            (Resource::Organization, "name:not", Err(())),
            (Resource::Organization, "_lastUpdated:not", Err(())),
            (Resource::Organization, "_has:Location:organization:name", Err(())),
            (Resource::Location, "near:missing", Err(())),
            (Resource::Organization, "whatever:not", Ok(None)),
            (Resource::Organization, "whatever.else", Ok(None)),
            (Resource::Organization, "service-type:not", Ok(None)),
        ] {
            assert_eq!(is_negated(resource, name).map_err(|_| ()), expected, "{name}");
        }
    }
}
