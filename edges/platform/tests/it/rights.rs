//! Every route has a right that exists, and refuses whoever lacks it.

use std::collections::BTreeSet;

use access::{Actor, Role, Scope};
use axum::Router;
use axum::body::Body;
use platform::{Config, Installation, Settings};
use store::Store;
use testkit::{Client, Reply};
use web::{Right, Route};

use crate::{concrete, steps, whole};

#[store::test(&steps())]
async fn every_right_that_a_route_asks_is_in_the_policies(store: Store) {
    let world = whole(&store).await;
    assert!(world.routes.len() > 20, "{} routes", world.routes.len());
    for route in &world.routes {
        if let Right::Action(action) = route.right {
            assert!(
                world.house.policies.knows(action),
                "{} {} asks for `{action}`, which no policy knows",
                route.method,
                route.path
            );
        }
    }
}

#[store::test(&steps())]
async fn a_visitor_is_asked_to_sign_in_wherever_a_right_is_needed(store: Store) {
    let world = whole(&store).await;
    let visitor = world.visitor();
    for route in &world.routes {
        let open = match route.right {
            Right::Public => true,
            Right::SignedIn => false,
            Right::Action(action) => world.house.policies.conceivable(&Actor::Visitor, action),
        };
        let reply = knock(&visitor, route).await;
        let asked = reply.status == 401 || reply.location().is_some_and(|to| to.starts_with("/sign-in?"));
        assert!(open || asked, "{} {} let a visitor in: {}", route.method, route.path, reply.status);
    }
}

#[store::test(&steps())]
async fn a_role_is_refused_wherever_no_policy_speaks_of_it(store: Store) {
    let world = whole(&store).await;
    let mut refused = 0;
    for role in Role::ALL {
        let client = world.somebody(&[(*role, Scope::Everywhere)]).await;
        let actor = world.acting(&client).await.actor;
        for (route, action) in world.routes.iter().filter_map(guarded) {
            if world.house.policies.conceivable(&actor, action) {
                continue;
            }
            let reply = knock(&client, route).await;
            assert_eq!(reply.status, 403, "{} {} let a {role} in", route.method, route.path);
            refused += 1;
        }
    }
    assert!(refused > 100, "only {refused} refusals were tried");
}

fn guarded(route: &Route) -> Option<(&Route, &'static str)> {
    match route.right {
        Right::Action(action) => Some((route, action)),
        Right::Public | Right::SignedIn => None,
    }
}

/// Asks for a route without any proof, which is only looked at behind the right.
async fn knock(client: &Client, route: &Route) -> Reply {
    let kind = Some("application/x-www-form-urlencoded");
    client.send(route.method.clone(), &concrete(&route.path), kind, Body::empty()).await
}

/// Addresses of no department: they stand outside the shell and say nothing about anybody.
const OUTSIDERS: [&str; 3] = ["/healthz", "/readyz", "/metrics"];
/// Where the files of the look stand, by names that change with what is in them.
const LOOK: &str = "/assets/";

#[store::test(&steps())]
async fn no_address_hides_from_the_table(store: Store) {
    let world = whole(&store).await;
    let config = Config::from(Settings { metrics: Some(true), ..Settings::default() });
    let (house, gate) = (world.house.clone(), world.gate.clone());
    let real = platform::router(&Installation { config, plan: platform::plan(), house, gate }).unwrap();
    let listed = world.routes.iter().map(|route| route.path.clone());
    let listed: BTreeSet<_> = listed.chain(OUTSIDERS.map(str::to_owned)).collect();
    assert_eq!(addresses(&real), listed);
}

/// What a router answers at. Only its debug text tells that.
fn addresses(router: &Router) -> BTreeSet<String> {
    let text = format!("{router:?}");
    let quoted = text.split("): \"").skip(1).filter_map(|rest| rest.split('"').next());
    let ours = quoted.filter(|path| path.starts_with('/') && !path.contains("__private") && !path.starts_with(LOOK));
    ours.map(str::to_owned).collect()
}
