//! What can be asked here: the CapabilityStatement.

use axum::response::Response;
use serde_json::{Value, json};
use web::Page;

use super::bundle;
use super::outcome::Outcome;
use super::{BASE, Resource, form};
use crate::hsds::Sent;

/// When what stands here last changed.
const DATE: &str = "2026-11-23";

/// A search parameter and its type.
type Parameter = (&'static str, &'static str);

const ALL: [Parameter; 2] = [("_id", "token"), ("_lastUpdated", "date")];

impl Resource {
    /// The type of a parameter, where there is such a one.
    pub(super) fn kind_of(self, name: &str) -> Option<&'static str> {
        ALL.iter().chain(self.parameters()).find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }

    fn parameters(self) -> &'static [Parameter] {
        match self {
            Self::Organization => &[
                ("active", "token"),
                ("identifier", "token"),
                ("name", "string"),
                ("partof", "reference"),
                ("type", "token"),
            ],
            Self::Location => &[
                ("identifier", "token"),
                ("name", "string"),
                ("near", "special"),
                ("organization", "reference"),
                ("status", "token"),
                ("type", "token"),
            ],
            Self::HealthcareService => &[
                ("active", "token"),
                ("characteristic", "token"),
                ("identifier", "token"),
                ("location", "reference"),
                ("name", "string"),
                ("organization", "reference"),
                ("service-type", "token"),
                ("specialty", "token"),
            ],
        }
    }

    /// What can be put beside the matches: what they speak of, and what speaks of them.
    pub(super) fn includes(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Organization => (
                &["Organization:endpoint", "Organization:partof"],
                &[
                    "Location:organization",
                    "HealthcareService:organization",
                    "OrganizationAffiliation:participating-organization",
                    "OrganizationAffiliation:primary-organization",
                ],
            ),
            Self::Location => (&["Location:organization"], &["HealthcareService:location"]),
            Self::HealthcareService => (&["HealthcareService:location", "HealthcareService:organization"], &[]),
        }
    }
}

pub(crate) async fn show(sent: Sent) -> Result<Response, Outcome> {
    form::check(&sent)?;
    Ok(bundle::answer(&sent.headers, sent.page.lang(), statement(&sent.page).to_string()))
}

fn statement(page: &Page) -> Value {
    json!({
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": DATE,
        "kind": "instance",
        "instantiates": ["https://profiles.ihe.net/ITI/mCSD/CapabilityStatement/IHE.mCSD.Directory"],
        "software": { "name": "Relais" },
        "implementation": { "description": page.region(), "url": page.absolute(BASE) },
        "fhirVersion": "4.0.1",
        "format": ["json", "application/fhir+json"],
        "rest": [{
            "mode": "server",
            "security": { "cors": true },
            "resource": Resource::ALL.map(described),
        }],
    })
}

/// A parameter with the modifiers that it takes.
fn told((name, kind): &Parameter) -> Value {
    let takes = match *kind {
        "token" => "`code`, `system|code`, `system|` (all of the system) or `|code` (without one); modifier :not.",
        "string" => "It begins so, whatever its accents and capitals; modifiers :contains and :exact.",
        "reference" => "An id, `Type/id` or an address; the type as a modifier.",
        _ => return json!({ "name": name, "type": kind }),
    };
    json!({ "name": name, "type": kind, "documentation": takes })
}

fn described(resource: Resource) -> Value {
    let name = resource.name();
    let parameters = ALL.iter().chain(resource.parameters());
    let parameters: Vec<Value> = parameters.map(told).collect();
    let (includes, back) = resource.includes();
    let interactions = ["read", "search-type", "history-instance", "history-type"].map(|code| json!({ "code": code }));
    let mut described = json!({
        "type": name,
        "supportedProfile": [format!("https://profiles.ihe.net/ITI/mCSD/StructureDefinition/IHE.mCSD.{name}")],
        "interaction": interactions,
        "versioning": "versioned",
        "conditionalRead": "full-support",
        "searchInclude": includes,
        "searchParam": parameters,
    });
    // FHIR has no empty lists.
    if !back.is_empty() {
        described["searchRevInclude"] = json!(back);
    }
    described
}
