//! The whole offer: what a pack says of a service reaches its card, and a secret address reaches nobody.

use directory::{
    Access, Activator, Area, CostSort, OrganisationId, Origin, Precision, ServiceAtLocationId, ServiceId, ServiceKind,
    Way, cards, offer, pack,
};
use house::Pack;
use kernel::Lang;
use sea_orm::ConnectionTrait as _;
use store::{Store, sql};
use testkit::World;

use crate::world::{sample, steps, system};

/// A shelter with everything that can be said of it.
const SHELTER: &str = r#"
[[service]]
id = "test_shelter"
organisation = "test_care"
kind = "helpline"
names = { nl = "Vluchthuis van Test", fr = "Refuge de Test" }
summary = { nl = "Een veilige plek." }
plain = { nl = "Bent u niet veilig thuis? Bel ons." }
description = { nl = "Wij vangen u op, met uw kinderen." }
eligibility = { min_age = 18, genders = ["female"], situations = ["situation_in_danger"], residents_only = true }
costs = [{ sort = "social_rate", cents = 1250, note = { nl = "per nacht" } }, { sort = "free" }]
documents = [{ nl = "Identiteitskaart" }]
activation = { who = ["oneself", "professional"], how = ["phone", "walk_in"], text = { nl = "Dag en nacht." } }
accessibility = { step_free = true, animals = false }
confidential = true
hours = "24/7"
themes = ["home_care"]
area = { zones = ["N"] }
precision = "address"
"#;

pub fn with_shelter(change: impl Fn(String) -> String) -> Pack {
    sample(|name, text| {
        match name {
        "services.toml" => change(format!("{text}{SHELTER}")),
        "organisations.toml" => text.replace(
            "variants = [\"TC\"]",
            "variants = [\"TC\"]\nlegal_form = \"vzw\"\nnetworks = [\"old_care\"]\nidentifiers = { riziv = \"1-23456-25\" }",
        ),
        _ => text,
    }
    })
}

#[store::test(&steps())]
async fn a_card_tells_the_whole_offer_but_no_secret_address(store: Store) {
    let tx = store.begin().await.unwrap();
    pack::load(&system(), &tx, &with_shelter(|text| text)).await.unwrap();
    tx.commit().await.unwrap();
    let id = ServiceId::of(&Origin::new(Origin::PACK, "test_shelter"));
    let card = cards(store.read(), &[id]).await.unwrap().remove(0);
    assert_eq!(
        (card.kind, card.costs.as_slice()),
        (ServiceKind::Helpline, &[CostSort::SocialRate, CostSort::Free][..])
    );
    assert_eq!((card.eligibility.min_age, card.eligibility.residents_only), (Some(18), true));
    assert_eq!(card.activation.who, [Activator::Oneself, Activator::Professional]);
    assert_eq!(card.activation.how, [Way::Phone, Way::WalkIn]);
    let known: Vec<_> = card.accessibility.known().collect();
    assert_eq!(known, [(Access::StepFree, true), (Access::Animals, false)]);
    assert_eq!(card.areas, [Area::Zone("N".into())], "for whom it is may be known");
    let place = &card.place;
    assert!(place.confidential && place.zone.is_none() && place.postal_code.is_none() && place.municipality.is_none());
    assert_eq!((place.address(Lang::Nl).as_str(), place.precision), ("", Precision::Region));
    assert_eq!(card.hours.as_deref(), Some("24/7"));
    let tx = store.begin().await.unwrap();
    let again = pack::load(&system(), &tx, &with_shelter(|text| text)).await.unwrap();
    assert_eq!((again.added, again.changed, again.removed), (0, 0, 0), "what is read back is what was written");
}

#[test]
fn contradictions_and_wrong_numbers_are_told() {
    let faulty = with_shelter(|text| {
        text.replace("min_age = 18", "min_age = 18, max_age = 12")
            .replace("situations = [\"situation_in_danger\"]", "situations = [\"nowhere\"]")
            .replace("hours = \"24/7\"", "hours = \"always\"")
    });
    let organisations = |text: &str| {
        text.replace("1-23456-25", "1-23456-20").replace("networks = [\"old_care\"]", "networks = [\"nobody\"]")
    };
    let files = ["themes.toml", "organisations.toml", "services.toml", "zones.toml", "municipalities.toml"];
    let faulty = Pack::from_files(files.map(|name| {
        let text = faulty.text(name).unwrap();
        (name.to_owned(), if name == "organisations.toml" { organisations(text) } else { text.to_owned() })
    }));
    let faults: Vec<String> = pack::check(&faulty).iter().map(ToString::to_string).collect();
    for expected in [
        "`test_shelter` is for nobody: the youngest age is above the oldest; mend its `eligibility`",
        "`test_shelter` has the theme `nowhere`, which does not exist",
        "`always` is no opening hours",
        "`1-23456-20` is no number of the health insurance",
        "`test_care` belongs to `nobody`, which is no other organisation",
    ] {
        assert!(faults.iter().any(|fault| fault.contains(expected)), "{expected}\nis not among\n{}", faults.join("\n"));
    }
}

#[store::test(&steps())]
async fn the_page_tells_everything_but_where(store: Store) {
    let world = World::new(&store, [territory::module(), directory::module()]).await;
    world.index().await;
    let id = ServiceId::of(&Origin::new(Origin::PACK, "test_shelter"));
    let reply = world.visitor().speaking(Lang::En).get(&format!("/services/{id}")).await.expect(200);
    let page = reply.outline();
    for told in [
        "Helpline",
        "Not safe at home? Call us.",
        "We take you in, with your children.",
        "From 18 to 99 years of age",
        "Only for women",
        "Only for those who live there",
        "Social rate: €12.50 (a night)",
        "Who can ask for it: you yourself, a professional in care or welfare",
        "How: call, walk in",
        "Your identity card, if you have it",
        "This address is secret, to protect people.",
        "Without a step",
        "No animals",
        "Always open",
    ] {
        assert!(page.says(told), "{told}\n{page}");
    }
    let found = world.visitor().speaking(Lang::Fr).get("/search?q=refuge+test").await.expect(200);
    let programs = world.visitor().get("/api/v1/search?q=refuge+test&lang=en").await.expect(200);
    for surface in [&reply, &found, &programs] {
        for secret in ["Geheimstraat", "Secrète", "Secret Street", "9001"] {
            assert!(!surface.text().contains(secret), "{secret}");
        }
    }
    assert!(found.outline().says("Refuge test"));
}

#[store::test(&steps())]
async fn an_organisation_says_who_it_is_in_the_registers(store: Store) {
    let world = World::new(&store, [territory::module(), directory::module()]).await;
    let id = OrganisationId::of(&Origin::new(Origin::PACK, "test_refuge"));
    let page = world.visitor().speaking(Lang::Nl).get(&format!("/organisations/{id}")).await.expect(200).outline();
    for told in
        ["Rechtsvorm: vzw", "Ondernemingsnummer (KBO): 0123.456.749", "RIZIV-nummer: 12345625", "Deel van:", "Lid van:"]
    {
        assert!(page.says(told), "{told}\n{page}");
    }
    assert!(page.link("Test Support").is_some());
}

#[store::test(&steps())]
async fn of_several_sources_that_add_hours_the_same_one_is_shown_everywhere(store: Store) {
    let tx = store.begin().await.unwrap();
    // Nothing is added at a secret place.
    let silent = |text: String| text.replace("hours = \"24/7\"\n", "").replace("confidential = true\n", "");
    pack::load(&system(), &tx, &with_shelter(silent)).await.unwrap();
    let origin = Origin::new(Origin::PACK, "test_shelter");
    let at = ServiceAtLocationId::of(&origin);
    // The one that goes first was written last.
    for (source, hours) in [("zeta", "Mo 09:00-10:00"), ("alpha", "Tu 11:00-12:00")] {
        let text = "insert into supplement (source, source_id, service_at_location_id, opening_hours, digest)
            values ($1, 'x', $2, $3, '')";
        tx.execute_raw(sql(&tx, text, [source.into(), at.into(), hours.into()])).await.unwrap();
    }
    tx.commit().await.unwrap();
    let id = ServiceId::of(&origin);
    let card = cards(store.read(), &[id]).await.unwrap().remove(0);
    let place = offer(store.read(), &[id]).await.unwrap().places.remove(0);
    assert_eq!(card.hours.as_deref(), Some("Tu 11:00-12:00"));
    assert_eq!(place.opening_hours, card.hours, "page, index and programs");
}

#[store::test(&steps())]
async fn the_number_of_a_place_goes_before_that_of_its_organisation(store: Store) {
    let tx = store.begin().await.unwrap();
    let known = |text: String| text.replace("confidential = true\n", "");
    pack::load(&system(), &tx, &with_shelter(known)).await.unwrap();
    tx.commit().await.unwrap();
    let origin = Origin::new(Origin::PACK, "test_shelter");
    let (id, at) = (ServiceId::of(&origin), ServiceAtLocationId::of(&origin));
    let told = async || {
        let card = cards(store.read(), &[id]).await.unwrap().remove(0);
        let place = offer(store.read(), &[id]).await.unwrap().places.remove(0);
        (card.phone.unwrap_or_default(), place.phone.unwrap_or_default())
    };
    let number = |end: &str| format!("02 000 00 {end}");
    assert_eq!(told().await, (number("00"), String::new()), "that of the organisation, when nobody knows another");
    let added = "insert into supplement (source, source_id, service_at_location_id, phone, digest)
        values ('map', 'x', $1, '02 000 00 01', '')";
    let own = "update service_at_location set phone = '02 000 00 02' where id = $1";
    for (text, end) in [(added, "01"), (own, "02")] {
        let tx = store.begin().await.unwrap();
        tx.execute_raw(sql(&tx, text, [at.into()])).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(told().await, (number(end), number(end)), "page and programs tell the same");
    }
}
