//! Whoever draws a place while it becomes secret does not publish it.

use directory::entry::actions::{Revision, revise};
use directory::entry::{Patch, Via};
use directory::{LocationId, Origin, ServiceId};
use house::Module;
use store::{Migration, Store};
use testkit::World;

use super::{Publisher, PublishingFault};
use crate::drawing::{self, Pasts};
use crate::publication::{Kind, records, tells_where};

fn modules() -> [Module; 3] {
    [territory::module(), directory::module(), crate::module()]
}

fn steps() -> Vec<Migration> {
    World::steps(modules())
}

#[store::test(&steps())]
async fn what_was_drawn_before_a_place_became_secret_is_not_published_after(store: Store) {
    let world = World::new(&store, modules()).await;
    let publisher = world.house.fixtures.get::<Publisher>().unwrap();
    publisher.catch_up().await.unwrap();
    let origin = Origin::new(Origin::PACK, "test_home_nursing");
    let (ground, service) = (publisher.ground().await.unwrap(), ServiceId::of(&origin));
    let offer = directory::offer(store.read(), &[service]).await.unwrap();
    let mut drawn = drawing::offer(&ground, &offer, &Pasts::new());
    assert!(publisher.publish(&drawn, &[]).await.is_ok(), "while everybody may know");
    for one in &mut drawn {
        // As if something else of it had changed as well.
        one.traits.maximum_age = Some(99);
    }
    let tx = store.begin().await.unwrap();
    let secret = Revision::new(Patch::new().set("confidential", true), Via::Form);
    revise(&world.system(), &tx, LocationId::of(&origin).into(), secret).await.unwrap();
    tx.commit().await.unwrap();
    let late = publisher.publish(&drawn, &[]).await;
    assert!(matches!(late, Err(PublishingFault::Concealed)), "{late:?}");
    publisher.catch_up().await.unwrap();
    let at = drawn.iter().find(|one| one.kind == Kind::ServiceAtLocation).unwrap().id;
    let told = records::drawings(store.read(), &[at]).await.unwrap().remove(&at).unwrap();
    assert!(!tells_where(&told), "{told}");
}
