//! An organisation: what it is, how to reach it, what it offers.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use house::{Fixture, House};
use kernel::Text;
use territory::Gazetteers;
use web::{Answer, Failure, Page, Path, view};

use crate::{AliasSort, Organisation, OrganisationId, ServiceCard, Status, cards_of, organisation};

use super::card::{Call, Card};

#[derive(Template)]
#[template(path = "organisation.html")]
struct ShowOrganisation {
    page: Page,
    organisation: Organisation,
    kind: Option<Text>,
    variants: String,
    former: String,
    phone: Option<Call>,
    cards: Vec<Card>,
}

pub(crate) async fn show(
    page: Page,
    State(house): State<House>,
    Path(id): Path<OrganisationId>,
    Fixture(gazetteers): Fixture<Gazetteers>,
) -> Answer {
    let db = house.store.read();
    let organisation = organisation::records::find(db, id).await?.ok_or_else(Failure::not_found)?;
    let kind = match &organisation.kind {
        Some(code) => organisation::records::kind(db, code).await?,
        None => None,
    };
    let gazetteer = gazetteers.current();
    let cards = cards_of(db, id).await?.into_iter().filter(|card: &ServiceCard| card.status == Status::Active);
    let names = |sort: AliasSort| {
        let names = organisation.aliases.iter().filter(|(kind, _)| *kind == sort);
        names.map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
    };
    view(&ShowOrganisation {
        kind: kind.map(|kind| kind.names),
        variants: names(AliasSort::Variant),
        former: names(AliasSort::Former),
        phone: Call::to(organisation.phone.as_deref()),
        cards: cards.map(|card| Card::plain(&page, &gazetteer, Arc::new(card))).collect(),
        organisation,
        page,
    })
}
