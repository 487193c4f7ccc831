//! An organisation as a drawing.

use directory::{AliasSort, Organisation};

use super::{Ground, mailbox, phone, translations, website};
use crate::publication::{Belongs, Drawn, Kind, Spot, Traits, part_of};
use crate::sheet::Sheet;

/// An organisation.
pub(crate) fn draw(_: &Ground, one: &Organisation) -> Drawn {
    let mut sheet = scalars(one);
    sheet.only_whole(|sheet| {
        sheet.list("phones", &phone(one.id.uuid(), one.phone.as_deref()));
        sheet.list("organization_identifiers", &former_names(one));
        if let Some(all) = translations(&[("name", &one.names), ("description", &one.description)]) {
            sheet.json("translations", &all);
        }
    });
    Drawn {
        id: one.id.uuid(),
        kind: Kind::Organization,
        belongs: Belongs { organization: Some(one.id.uuid()), ..Belongs::default() },
        names: one.names.clone(),
        traits: Traits::default(),
        spot: Spot::default(),
        hsds: sheet.done(),
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
    sheet
}

/// Names that an organisation had before, which other files still know it by.
fn former_names(one: &Organisation) -> Vec<String> {
    let former = one.aliases.iter().filter(|(sort, _)| *sort == AliasSort::Former);
    let identifier = |(n, (_, name)): (usize, &(AliasSort, String))| {
        let mut sheet = Sheet::of(part_of(one.id.uuid(), "former_name", n));
        sheet.word("identifier_type", "former name");
        sheet.word("identifier", name);
        sheet.done()
    };
    former.enumerate().map(identifier).collect()
}
