//! An organisation: what it is, how to reach it, what it offers.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use house::{Fixture, House};
use kernel::Text;
use territory::Gazetteers;
use web::{Answer, Choice, Page, Path, Phone, view};

use crate::editing::standing;
use crate::{
    AliasSort, EntryId, Identifier, Organisation, OrganisationId, ServiceCard, Status, cards_of, entry, organisation,
};

use super::card::Card;
use super::gone;

#[derive(Template)]
#[template(path = "organisation.html")]
struct ShowOrganisation {
    page: Page,
    organisation: Organisation,
    kind: Option<Text>,
    variants: String,
    former: String,
    /// Its numbers in registers and its legal form, in words.
    registered: Vec<String>,
    /// The organisation that it is part of.
    parent: Vec<(OrganisationId, Text)>,
    /// The networks that it belongs to.
    networks: Vec<(OrganisationId, Text)>,
    phone: Option<Arc<Phone>>,
    cards: Vec<Card>,
    /// For those who keep the entry: where to change it, and how they may have come to know that it is right.
    edit: Option<String>,
    channels: Vec<Choice>,
    /// What it shows of all that they may confirm.
    sighting: String,
}

impl ShowOrganisation {
    /// Which entry it is.
    fn entry(&self) -> EntryId {
        self.organisation.id.into()
    }

    /// Where one says that something is not right.
    fn propose(&self) -> String {
        format!("/organisations/{}/propose", self.organisation.id)
    }
}

pub(crate) async fn show(
    page: Page,
    State(house): State<House>,
    Path(id): Path<OrganisationId>,
    Fixture(gazetteers): Fixture<Gazetteers>,
) -> Answer {
    let db = house.store.read();
    let resource = entry::actions::resource(db, id.into()).await?;
    let may_confirm = page.may("directory.confirm", &resource);
    let sighting = if may_confirm { standing::sighted(&page, db, id.into()).await? } else { String::new() };
    let Some(organisation) = organisation::records::find(db, id).await? else {
        return gone::answer(page, &house, id.into()).await;
    };
    let kind = match &organisation.kind {
        Some(code) => organisation::records::kind(db, code).await?,
        None => None,
    };
    let parent = organisation::records::names_of(db, organisation.parent.as_slice()).await?;
    let networks = organisation::records::names_of(db, &organisation.networks).await?;
    let gazetteer = gazetteers.current();
    let cards = cards_of(db, id).await?.into_iter().filter(|card: &ServiceCard| card.status == Status::Active);
    let names = |sort: AliasSort| {
        let names = organisation.aliases.iter().filter(|(kind, _)| *kind == sort);
        names.map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
    };
    view(&ShowOrganisation {
        edit: page.may("directory.edit", &resource).then(|| format!("/directory/entries/organisation:{id}")),
        channels: if sighting.is_empty() { Vec::new() } else { standing::channels(&page) },
        sighting,
        kind: kind.map(|kind| kind.names),
        variants: names(AliasSort::Variant),
        former: names(AliasSort::Former),
        registered: registered(&page, &organisation),
        parent,
        networks,
        phone: organisation.phone.as_deref().map(|number| page.phone(number)),
        cards: cards.map(|card| Card::plain(&page, &gazetteer, Arc::new(card))).collect(),
        organisation,
        page,
    })
}

/// Its legal form and its numbers in registers, a line each.
fn registered(page: &Page, organisation: &Organisation) -> Vec<String> {
    let form = organisation.legal_form.as_ref();
    let form = form.map(|form| page.tr("directory-legal-form").arg("form", form.as_str()).to_string());
    let number = |identifier: &Identifier| {
        let number = identifier.to_string();
        match identifier.scheme.as_str() {
            Identifier::KBO => page.tr("directory-number-kbo").arg("number", number).to_string(),
            Identifier::RIZIV => page.tr("directory-number-riziv").arg("number", number).to_string(),
            other => page.tr("directory-number").arg("register", other).arg("number", number).to_string(),
        }
    };
    form.into_iter().chain(organisation.identifiers.iter().map(number)).collect()
}
