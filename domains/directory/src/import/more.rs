//! What a row may say beyond a name, a place and a way to reach it: for whom, at what price, by whom, how one gets in.

use kernel::Text;

use super::changing::{capacity, closures, costs};
use super::fields::{LONGEST_NAME, LONGEST_TEXT};
use super::row::Reading;
use crate::{
    Access, Accessibility, Activation, AliasSort, Capacity, Closure, Cost, Eligibility, Gender, Identifier, Location,
    Organisation, OrganisationId, Origin, Rhythm, Service, ServiceAtLocation, ServiceKind, Spoken, ThemeCode,
};

/// The longest legal form, letters.
const LONGEST_FORM: usize = 80;

/// What a row says beyond the usual.
#[derive(Debug, Default)]
pub(super) struct More {
    kind: Option<ServiceKind>,
    plain: Text,
    description: Text,
    audience: Text,
    eligibility: Eligibility,
    cost: Text,
    costs: Vec<Cost>,
    documents: Vec<Text>,
    professions: Vec<ThemeCode>,
    settings: Vec<ThemeCode>,
    activation: Activation,
    about: Text,
    legal_form: Option<String>,
    identifiers: Vec<Identifier>,
    place: Text,
    transport: Text,
    confidential: bool,
    accessibility: Accessibility,
    aliases: Vec<(AliasSort, String)>,
    /// The rows of the file whose organisations it belongs to.
    parent: Option<String>,
    networks: Vec<String>,
    update_rhythm: Option<Rhythm>,
    closures: Vec<Closure>,
    capacity: Option<Capacity>,
}

impl More {
    /// Reads it. What cannot be used is left out and told.
    pub(super) fn read(reading: &mut Reading<'_>) -> Result<Self, intake::Fault> {
        Ok(Self {
            kind: reading.word("service.kind"),
            plain: reading.text("service.plain", LONGEST_TEXT)?,
            description: reading.text("service.description", LONGEST_TEXT)?,
            audience: reading.text("service.audience", LONGEST_TEXT)?,
            eligibility: eligibility(reading),
            cost: reading.text("service.cost", LONGEST_TEXT)?,
            costs: costs(reading),
            documents: reading.list("service.documents").into_iter().map(|text| reading.said(text)).collect(),
            professions: reading.themes("service.professions"),
            settings: reading.themes("service.settings"),
            activation: Activation {
                who: reading.words("service.activated_by"),
                how: reading.words("service.activated_how"),
                text: reading.text("service.activation", LONGEST_TEXT)?,
            },
            about: reading.text("organisation.description", LONGEST_TEXT)?,
            legal_form: reading.get("organisation.legal_form").filter(|form| form.chars().count() <= LONGEST_FORM),
            identifiers: identifiers(reading),
            place: reading.text("location.names", LONGEST_NAME)?,
            transport: reading.text("location.transport", LONGEST_TEXT)?,
            confidential: reading.is_confidential(),
            accessibility: accessibility(reading),
            aliases: aliases(reading),
            parent: reading.parent(),
            networks: reading.networks(),
            update_rhythm: reading.word("service.update_rhythm"),
            closures: closures(reading),
            capacity: capacity(reading),
        })
    }

    /// Adds it to the records that were made of the row.
    pub(super) fn complete(
        self,
        organisation: &mut Organisation,
        service: &mut Service,
        location: &mut Location,
        at: &mut ServiceAtLocation,
    ) {
        organisation.description = self.about;
        organisation.legal_form = self.legal_form;
        organisation.identifiers = self.identifiers;
        organisation.aliases = self.aliases;
        let source = organisation.origin.source.clone();
        let other = |row: String| OrganisationId::of(&Origin::new(source.as_str(), row));
        organisation.parent = self.parent.map(&other);
        organisation.networks = self.networks.into_iter().map(other).collect();
        service.update_rhythm = self.update_rhythm;
        service.kind = self.kind.unwrap_or_default();
        service.plain = self.plain;
        service.description = self.description;
        service.audience = self.audience;
        service.eligibility = self.eligibility;
        service.cost = self.cost;
        service.costs = self.costs;
        service.documents = self.documents;
        service.professions = self.professions;
        service.settings = self.settings;
        service.activation = self.activation;
        location.names = self.place;
        location.transport = self.transport;
        location.confidential = self.confidential;
        at.accessibility = self.accessibility;
        at.closures = self.closures;
        at.capacity = self.capacity;
    }
}

fn eligibility(reading: &mut Reading<'_>) -> Eligibility {
    let rules = Eligibility {
        min_age: reading.word("service.min_age"),
        max_age: reading.word("service.max_age"),
        genders: reading.words::<Gender>("service.genders"),
        languages: reading.words::<Spoken>("service.for_languages"),
        situations: reading.themes("service.situations"),
        excluded: reading.themes("service.excluded"),
        residents_only: reading.flag("service.residents_only").unwrap_or(false),
    };
    match rules.check() {
        Ok(()) => rules,
        Err(why) => {
            reading.left_out(&why.to_string());
            Eligibility::default()
        }
    }
}

/// The other names of an organisation: those that it has, and those that it had.
fn aliases(reading: &Reading<'_>) -> Vec<(AliasSort, String)> {
    let columns = [(AliasSort::Variant, "organisation.variants"), (AliasSort::Former, "organisation.former_names")];
    let named =
        columns.into_iter().flat_map(|(sort, field)| reading.list(field).into_iter().map(move |name| (sort, name)));
    named.filter(|(_, name)| name.chars().count() <= LONGEST_NAME).collect()
}

fn identifiers(reading: &mut Reading<'_>) -> Vec<Identifier> {
    let mut all = Vec::new();
    for scheme in [Identifier::KBO, Identifier::RIZIV] {
        let Some(number) = reading.get(&format!("organisation.{scheme}")) else { continue };
        match Identifier::read(scheme, &number) {
            Ok(identifier) => all.push(identifier),
            Err(why) => reading.left_out(&why.to_string()),
        }
    }
    all
}

fn accessibility(reading: &mut Reading<'_>) -> Accessibility {
    let mut known = Accessibility::default();
    for access in Access::ALL {
        if let Some(there) = reading.flag(&format!("access.{access}")) {
            known.set(*access, there);
        }
    }
    known
}
