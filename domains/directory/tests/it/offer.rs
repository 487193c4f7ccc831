//! The whole offer: what a pack says of a service reaches its card, and a secret address reaches nobody.

use directory::{Access, Activator, Area, CostSort, Origin, Precision, ServiceId, ServiceKind, Way, cards, pack};
use house::Pack;
use kernel::Lang;
use store::Store;

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
eligibility = { min_age = 18, genders = ["female"], situations = ["home_care"], residents_only = true }
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

fn with_shelter(change: impl Fn(String) -> String) -> Pack {
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
            .replace("situations = [\"home_care\"]", "situations = [\"nowhere\"]")
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
