//! On what terms a service is to be had: what it costs, what one must bring, whether there is room.

use directory::{Cost, CostSort, Service};
use kernel::Text;
use uuid::Uuid;

use super::place::Located;
use super::{Ground, translated};
use crate::publication::part_of;
use crate::sheet::{Sheet, text};

/// What it costs.
pub(super) fn costs(ground: &Ground, service: &Service) -> Vec<String> {
    let option = |(n, cost): (usize, &Cost)| {
        let mut sheet = Sheet::of(part_of(service.id.uuid(), "cost", n));
        let option = ground.say(&format!("standards-cost-{}", cost.sort.code().replace('_', "-")));
        sheet.words("option", &option);
        sheet.word("sort", cost.sort.code());
        let cents = if cost.sort == CostSort::Free { Some(0) } else { cost.cents };
        if let Some(cents) = cents {
            sheet.word("currency", "EUR");
            sheet.json("amount", &format!("{}.{:02}", cents / 100, cents % 100));
        }
        sheet.text("amount_description", &cost.note);
        let option = text(option);
        translated(&mut sheet, &[("option", &option), ("amount_description", &cost.note)]);
        sheet.done()
    };
    service.costs.iter().enumerate().map(option).collect()
}

/// What one must bring.
pub(super) fn documents(service: &Service) -> Vec<String> {
    let document = |(n, text): (usize, &Text)| {
        let mut sheet = Sheet::of(part_of(service.id.uuid(), "document", n));
        sheet.text("document", text);
        translated(&mut sheet, &[("document", text)]);
        sheet.done()
    };
    service.documents.iter().enumerate().map(document).collect()
}

/// How many places there are, on the day on which somebody said so.
pub(super) fn capacities(ground: &Ground, (service, places): (Uuid, &[Located<'_>])) -> Vec<String> {
    let known = places.iter().filter_map(|(at, _)| Some((at.id, at.capacity?)));
    // After a month nobody knows any more.
    let known = known.filter(|(_, capacity)| capacity.is_known_on(ground.today));
    let counted = known.filter_map(|(at, capacity)| Some((at, capacity, capacity.places?)));
    let capacity = |(at, capacity, free): (directory::ServiceAtLocationId, directory::Capacity, u32)| {
        let mut unit = Sheet::of(part_of(service, "unit", "places"));
        unit.words("name", &ground.say("standards-unit-places"));
        let mut sheet = Sheet::of(part_of(service, "capacity", at));
        sheet.json("unit", &unit.done());
        sheet.json("available", &free.to_string());
        sheet.word("updated", &format!("{}T00:00:00.000Z", capacity.known_on));
        sheet.done()
    };
    counted.map(capacity).collect()
}
