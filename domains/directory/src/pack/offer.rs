//! A service of the pack: what it is, for whom, at what price, and where.

use super::check::Reader;
use super::files::ServiceEntry;
use super::place::{areas, vague, zone_of};
use super::{ORGANISATIONS, SERVICES};
use crate::upkeep::Entry;
use crate::{
    Hours, Identifier, Location, OrganisationId, Origin, Precision, Service, ServiceAtLocation, TermFacet, ThemeCode,
    Users,
};

impl Reader<'_> {
    pub(super) fn service(&mut self, entry: &ServiceEntry) -> Entry {
        let id = entry.id.as_str();
        let origin = Origin::new(Origin::PACK, id);
        let organisation = OrganisationId::of(&Origin::new(Origin::PACK, &entry.organisation));
        let names = self.name(SERVICES, id, &entry.names);
        let service = Service {
            kind: entry.kind,
            summary: entry.summary.0.clone(),
            plain: entry.plain.0.clone(),
            description: entry.description.0.clone(),
            audience: entry.audience.0.clone(),
            users: self.users(entry),
            fallback: entry.fallback,
            cost: entry.cost.0.clone(),
            costs: entry.costs.iter().map(Into::into).collect(),
            documents: entry.documents.iter().map(|text| text.0.clone()).collect(),
            line: entry.line.as_ref().and_then(|word| self.word(SERVICES, id, word)),
            languages: entry.languages.iter().filter_map(|code| self.word(SERVICES, id, code)).collect(),
            areas: areas(&entry.area),
            referral: entry.referral.as_ref().and_then(|word| self.word(SERVICES, id, word)),
            activation: (&entry.activation).into(),
            update_rhythm: entry.update_rhythm,
            evidence: entry.evidence.join(", "),
            verified_on: entry.verified_on.as_ref().and_then(|day| self.word(SERVICES, id, day)),
            ..self.terms(entry, Service::new(origin.clone(), organisation, names))
        };
        let location = self.location(entry);
        let at = location.as_ref().map(|location| ServiceAtLocation {
            opening_hours: self.hours(entry),
            website: entry.website.clone(),
            accessibility: entry.accessibility,
            ..ServiceAtLocation::new(origin, service.id, location.id)
        });
        Entry { organisation: None, service: Some(service), location, at }
    }

    /// What the thesaurus says of a service.
    fn terms(&mut self, entry: &ServiceEntry, service: Service) -> Service {
        if let Err(contradiction) = entry.eligibility.check() {
            let message = format!("`{}` is for nobody: {contradiction}", entry.id);
            self.complain(SERVICES, &entry.id, message, "mend its `eligibility`");
        }
        let eligibility = &entry.eligibility;
        let people = eligibility.situations.iter().chain(&eligibility.excluded);
        self.known_terms(&entry.id, people.map(ThemeCode::as_str), &[TermFacet::Situation, TermFacet::Status]);
        self.known_terms(&entry.id, entry.professions.iter().map(ThemeCode::as_str), &[TermFacet::Profession]);
        self.known_terms(&entry.id, entry.settings.iter().map(ThemeCode::as_str), &[TermFacet::Setting]);
        Service {
            themes: self.known_terms(&entry.id, entry.themes.iter().map(String::as_str), &[TermFacet::Need]),
            eligibility: entry.eligibility.clone(),
            professions: entry.professions.clone(),
            settings: entry.settings.clone(),
            ..service
        }
    }

    fn hours(&mut self, entry: &ServiceEntry) -> Option<String> {
        let hours = entry.hours.as_ref()?;
        let read: Option<Hours> = self.word(SERVICES, &entry.id, hours);
        read.map(|hours| hours.to_string())
    }

    fn users(&mut self, entry: &ServiceEntry) -> Option<Users> {
        let users: Vec<Users> = entry.users.iter().filter_map(|word| self.word(SERVICES, &entry.id, word)).collect();
        let first = users.first().copied();
        if users.iter().any(|other| Some(*other) != first) { Some(Users::Everyone) } else { first }
    }

    /// The terms of the thesaurus that a service names; each must be of one of some facets.
    fn known_terms<'a>(
        &mut self,
        id: &str,
        codes: impl Iterator<Item = &'a str>,
        facets: &[TermFacet],
    ) -> Vec<ThemeCode> {
        let mut terms = Vec::new();
        for code in codes {
            match self.files.thesaurus.facet(code) {
                Some(facet) if facets.contains(&facet) => terms.extend(self.word(SERVICES, id, code)),
                Some(facet) => {
                    let message = format!("`{id}` names the {facet} `{code}` where another facet is asked");
                    self.complain(SERVICES, id, message, "name a term of the facet that the field is for");
                }
                None => {
                    let message = format!("`{id}` has the theme `{code}`, which does not exist");
                    self.complain(SERVICES, id, message, "name a code of themes.toml or of thesaurus/");
                }
            }
        }
        terms
    }

    fn location(&mut self, entry: &ServiceEntry) -> Option<Location> {
        let Some(organisation) = self.files.organisations.iter().find(|other| other.id == entry.organisation) else {
            let message = format!("`{}` is offered by `{}`, which does not exist", entry.id, entry.organisation);
            self.complain(SERVICES, &entry.id, message, "name the id of an [[organisation]] of organisations.toml");
            return None;
        };
        self.area_codes(entry);
        let precision: Precision = self.word(SERVICES, &entry.id, &entry.precision)?;
        let municipalities = &self.files.municipalities.municipality;
        if precision > Precision::Street || organisation.postal_code.is_none() {
            let place = vague(Origin::new(Origin::PACK, &entry.id), &entry.area, precision, municipalities);
            return Some(Location { confidential: entry.confidential, ..place });
        }
        // One location for all that an organisation offers at its address; what is kept secret is a location of its own.
        let of = if entry.confidential { entry.id.clone() } else { format!("organisation:{}", organisation.id) };
        let origin = Origin::new(Origin::PACK, of);
        let municipality = organisation.municipality.clone();
        Some(Location {
            confidential: entry.confidential,
            street: organisation.street.0.clone(),
            house_number: organisation.house_number.clone(),
            postal_code: organisation.postal_code.clone(),
            zone: municipality.as_ref().and_then(|code| zone_of(code, municipalities)),
            municipality,
            precision,
            ..Location::new(origin)
        })
    }

    /// The numbers of an organisation in registers.
    pub(super) fn identifiers(&mut self, entry: &super::files::OrganisationEntry) -> Vec<Identifier> {
        let read = entry.identifiers.iter().map(|(scheme, written)| Identifier::read(scheme, written));
        let (good, bad): (Vec<_>, Vec<_>) = read.partition(Result::is_ok);
        for error in bad.into_iter().filter_map(Result::err) {
            self.complain(ORGANISATIONS, &entry.id, error.to_string(), "copy the number from its register");
        }
        good.into_iter().filter_map(Result::ok).collect()
    }
}
