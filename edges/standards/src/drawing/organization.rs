//! An organisation as a drawing.

use directory::{AliasSort, Identifier, Organisation, OrganisationId};

use super::{Ground, Says, attribute, fhir, mailbox, phone, translated, website};
use crate::publication::{Belongs, Drawn, Kind, Spot, Traits, part_of};
use crate::sheet::Sheet;

/// An organisation.
pub(super) fn draw(ground: &Ground, one: &Organisation) -> Drawn {
    let mut sheet = scalars(one);
    sheet.maybe("read_from", ground.read_from(&one.origin));
    sheet.only_whole(|sheet| {
        sheet.list("phones", &phone(one.id.uuid(), one.phone.as_deref()));
        sheet.list("organization_identifiers", &identifiers(one));
        sheet.list("attributes", &words_about(one));
        translated(sheet, &[("name", &one.names), ("description", &one.description)]);
    });
    Drawn {
        id: one.id.uuid(),
        kind: Kind::Organization,
        belongs: Belongs { organization: Some(one.id.uuid()), ..Belongs::default() },
        names: one.names.clone(),
        traits: Traits {
            parent: one.parent.map(OrganisationId::uuid),
            identifiers: one.identifiers.iter().map(fhir::identifier).collect(),
            aliases: one.aliases.iter().map(|(_, name)| name.clone()).collect(),
            types: vec![fhir::sort_of(one).to_owned()],
            ..Traits::default()
        },
        spot: Spot::default(),
        hsds: sheet.done(),
        fhir: Some(fhir::organization(one)),
    }
}

/// What lists and services show of an organisation.
pub(super) fn scalars(one: &Organisation) -> Sheet {
    let mut sheet = Sheet::of(one.id.uuid());
    sheet.text("name", &one.names);
    let other = one.aliases.iter().find(|(sort, _)| *sort == AliasSort::Variant);
    sheet.maybe("alternate_name", other.map(|(_, name)| name.as_str()));
    // The standard demands a description of every organisation.
    sheet.text("description", if one.description.is_empty() { &one.names } else { &one.description });
    sheet.maybe("email", mailbox(one.email.as_deref()));
    sheet.maybe("website", website(one.website.as_deref()).as_deref());
    sheet.maybe("legal_status", one.legal_form.as_deref());
    if let Some(parent) = one.parent {
        sheet.id("parent_organization_id", parent.uuid());
    }
    sheet.maybe("kind", one.kind.as_deref());
    sheet.json("active", &one.active.to_string());
    sheet
}

fn identifiers(one: &Organisation) -> Vec<String> {
    let identifier = |known: &Identifier| {
        let mut sheet = Sheet::of(part_of(one.id.uuid(), &known.scheme, &known.value));
        // By the list of registers of org-id.guide, where it has them.
        let scheme = if known.scheme == Identifier::KBO { "BE-BCE_KBO" } else { known.scheme.as_str() };
        sheet.word("identifier_scheme", scheme);
        sheet.word("identifier_type", &known.scheme.to_uppercase());
        sheet.word("identifier", &known.value);
        sheet.done()
    };
    one.identifiers.iter().map(identifier).collect()
}

/// Other names that an organisation has, those that it had before, and the networks that it belongs to. Of the other names the standard
/// has room for one.
fn words_about(one: &Organisation) -> Vec<String> {
    let id = (one.id.uuid(), Kind::Organization);
    let names = one.aliases.iter().map(|(sort, name)| {
        let about = match sort {
            AliasSort::Variant => "variant",
            AliasSort::Former => "former_name",
        };
        attribute(id, &Says { about, value: name, label: None })
    });
    let network =
        |network: &OrganisationId| attribute(id, &Says { about: "network", value: &network.to_string(), label: None });
    names.chain(one.networks.iter().map(network)).collect()
}
