//! Roles with scopes and days decide as a plain model says, whatever is held and asked.

use std::sync::Arc;

use access::{AccountId, Actor, Grant, Policies, Resource, Rights, Role, Scope, SignedIn};
use kernel::Day;
use proptest::prelude::*;

const RIGHTS: Rights = Rights {
    resource: "Place",
    policies: r#"
        @id("work") @nl("x") @fr("x") @en("x")
        permit (principal, action == Action::"model.work", resource is Place)
        when {
          (principal has responder
            && (principal.responder.everywhere || principal.responder.lines.contains(resource.line))) ||
          (principal has antenna
            && (principal.antenna.everywhere || principal.antenna.territories.containsAny(resource.zones)))
        };
        @id("closed") @nl("x") @fr("x") @en("x")
        forbid (principal, action == Action::"model.work", resource is Place)
        when { resource.closed && !(principal has director) };
    "#,
};

#[derive(Clone, Debug)]
struct Place {
    line: String,
    zones: Vec<String>,
    closed: bool,
}

impl Place {
    fn resource(&self) -> Resource {
        Resource::new("Place", "any")
            .word("line", &self.line)
            .words("zones", self.zones.clone())
            .flag("closed", self.closed)
    }
}

/// What the policies above say, in plain words.
fn model(held: &[Grant], place: &Place) -> bool {
    let works = held.iter().any(|grant| match (grant.role, &grant.scope) {
        (Role::Responder | Role::Antenna, Scope::Everywhere) => true,
        (Role::Responder, Scope::Line(line)) => *line == place.line,
        (Role::Antenna, Scope::Territory(zone)) => place.zones.contains(zone),
        _ => false,
    });
    works && (!place.closed || held.iter().any(|grant| grant.role == Role::Director))
}

fn day(number: i8) -> Day {
    Day::new(jiff::civil::date(2026, 11, number))
}

fn grants() -> impl Strategy<Value = Vec<Grant>> {
    let role = prop::sample::select(vec![Role::Responder, Role::Antenna, Role::Director, Role::Admin]);
    let code = || prop::sample::select(vec!["a", "b", "c"]).prop_map(str::to_owned);
    let scope = prop_oneof![
        Just(Scope::Everywhere),
        code().prop_map(Scope::Line),
        code().prop_map(Scope::Territory),
        code().prop_map(Scope::Body),
    ];
    let grant = (role, scope, 1..29_i8, prop::option::of(0..10_i8)).prop_map(|(role, scope, from, lasts)| Grant {
        role,
        scope,
        from: day(from),
        until: lasts.map(|lasts| day((from + lasts).min(30))),
    });
    prop::collection::vec(grant, 0..5)
}

fn places() -> impl Strategy<Value = Place> {
    let code = || prop::sample::select(vec!["a", "b", "c"]).prop_map(str::to_owned);
    (code(), prop::collection::vec(code(), 0..3), any::<bool>()).prop_map(|(line, zones, closed)| Place {
        line,
        zones,
        closed,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn policies_and_model_agree(all in grants(), place in places(), today in 1..31_i8) {
        let policies = Policies::load(&[RIGHTS]).unwrap();
        let held: Vec<Grant> = all.into_iter().filter(|grant| grant.holds_on(day(today))).collect();
        let id = AccountId::from_uuid(uuid::Uuid::nil());
        let expected = model(&held, &place);
        let actor = Actor::Account(Arc::new(SignedIn { id, name: String::new(), grants: held }));
        prop_assert_eq!(policies.permit(&actor, "model.work", &place.resource()), expected);
        prop_assert!(!expected || policies.conceivable(&actor, "model.work"), "what is permitted must be conceivable");
    }
}
