//! Every mutating route names the journal action that it leaves, and that action exists.

use axum::http::Method;
use store::Store;
use web::Trace;

use crate::{steps, whole};

#[store::test(&steps())]
async fn every_mutating_route_names_its_journal_action(store: Store) {
    let world = whole(&store).await;
    for route in &world.routes {
        let name = format!("{} {}", route.method, route.path);
        match (route.method == Method::GET, route.trace) {
            (true, trace) => assert_eq!(trace, None, "{name} only reads"),
            (false, None) => panic!("{name} says neither what it leaves in the journal nor why it leaves nothing"),
            (false, Some(Trace::Nothing(why))) => assert!(why.len() > 10, "{name} must say why it leaves no trace"),
            (false, Some(Trace::Journal(action))) => {
                assert!(world.house.policies.knows(action), "{name} leaves `{action}`, which no policy knows");
            }
        }
    }
}
