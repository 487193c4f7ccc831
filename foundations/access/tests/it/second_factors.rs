//! The second factor: set up, asked for, never accepted twice, recovered, switched off.

use access::second_factor::{self, RECOVERY_CODES};
use access::sign_in::{self, Proven};
use access::{AccountId, Context, Refusal, Role, Started};
use store::Store;
use totp_rs::Totp;

use crate::unit;
use crate::world::{PASSWORD, World, steps};

const WHO: &str = "test@example.org";

async fn proven(world: &World, cx: &Context) -> Proven {
    sign_in::prove_password(&world.gate, cx, &world.store, PASSWORD).await.unwrap()
}

/// Sets a second factor up for whoever is in a session; gives the telephone and the recovery codes.
async fn set_up(world: &World, cx: &Context) -> (Totp, Vec<String>) {
    let id = cx.actor.account().unwrap().id;
    let proof = proven(world, cx).await;
    unit!(world, tx => second_factor::enrol(&world.gate, cx, &tx, &proof)).unwrap();
    let shown = second_factor::enrolment(&world.gate, world.store.read(), id, "Relais: test").await.unwrap().unwrap();
    let telephone = Totp::from_url(&shown.url).unwrap();
    assert_eq!(telephone.secret().to_base32(), shown.secret.replace(' ', ""));
    let code = code(world, &telephone);
    let codes = unit!(world, tx => second_factor::confirm(&world.gate, cx, &tx, &code)).unwrap();
    (telephone, codes)
}

fn code(world: &World, telephone: &Totp) -> String {
    telephone.generate(world.clock.now().get().as_second().unsigned_abs()).to_string()
}

async fn confirm(world: &World, waiting: &Started, code: &str) -> Result<Started, Refusal> {
    sign_in::confirm(&world.gate, &world.visitor(), &world.store, (&waiting.token, code)).await
}

async fn member(world: &World, role: Role) -> (AccountId, Context) {
    let id = world.member(WHO, role).await;
    (id, world.acting(&world.sign_in(WHO).await).await)
}

#[store::test(&steps())]
async fn without_the_code_a_session_opens_nothing(store: Store) {
    let world = World::new(store);
    let (id, cx) = member(&world, Role::Responder).await;
    let (telephone, codes) = set_up(&world, &cx).await;
    assert_eq!(codes.len(), RECOVERY_CODES);
    world.clock.advance(jiff::Span::new().minutes(2));
    let waiting = world.sign_in(WHO).await;
    assert!(waiting.awaits_code);
    let session = world.session(&waiting.token).await.unwrap();
    assert!(session.awaits_code && session.actor().account().is_none());
    assert!(matches!(confirm(&world, &waiting, "000 000").await, Err(Refusal::WrongCode)));
    let started = confirm(&world, &waiting, &code(&world, &telephone)).await.unwrap();
    assert_ne!(started.token, waiting.token);
    assert!(world.session(&waiting.token).await.is_none(), "the first token opens nothing any more");
    assert_eq!(world.acting(&started).await.actor.account().unwrap().id, id);
}

#[store::test(&steps())]
async fn a_code_is_accepted_once(store: Store) {
    let world = World::new(store);
    let (_, cx) = member(&world, Role::Responder).await;
    let (telephone, _) = set_up(&world, &cx).await;
    let enrolled_with = code(&world, &telephone);
    let waiting = world.sign_in(WHO).await;
    assert!(matches!(confirm(&world, &waiting, &enrolled_with).await, Err(Refusal::WrongCode)), "used at enrolment");
    world.clock.advance(jiff::Span::new().minutes(1));
    let fresh = code(&world, &telephone);
    let (one, other) = (world.sign_in(WHO).await, world.sign_in(WHO).await);
    let (first, second) = tokio::join!(confirm(&world, &one, &fresh), confirm(&world, &other, &fresh));
    assert_eq!([first.is_ok(), second.is_ok()].iter().filter(|ok| **ok).count(), 1);
}

#[store::test(&steps())]
async fn recovery_codes_work_once_each_and_are_kept_as_hashes(store: Store) {
    let world = World::new(store);
    let (id, cx) = member(&world, Role::Responder).await;
    let (_, codes) = set_up(&world, &cx).await;
    let waiting = world.sign_in(WHO).await;
    confirm(&world, &waiting, &codes[3].to_uppercase()).await.unwrap();
    let waiting = world.sign_in(WHO).await;
    assert!(matches!(confirm(&world, &waiting, &codes[3]).await, Err(Refusal::WrongCode)));
    confirm(&world, &waiting, &codes[4]).await.unwrap();
    let factor = second_factor::find(world.store.read(), world.gate.vault(), id).await.unwrap().unwrap();
    assert_eq!(factor.codes_left, 8);
}

#[store::test(&steps())]
async fn guesses_at_codes_grow_slow_and_the_first_step_expires(store: Store) {
    let world = World::new(store);
    let (_, cx) = member(&world, Role::Responder).await;
    let (telephone, _) = set_up(&world, &cx).await;
    world.clock.advance(jiff::Span::new().minutes(1));
    let waiting = world.sign_in(WHO).await;
    for _ in 0..6 {
        assert!(matches!(confirm(&world, &waiting, "123456").await, Err(Refusal::WrongCode)));
    }
    let slow = confirm(&world, &waiting, &code(&world, &telephone)).await;
    assert!(matches!(slow, Err(Refusal::TooManyTries { .. })));
    world.clock.advance(jiff::Span::new().minutes(10));
    assert!(matches!(confirm(&world, &waiting, &code(&world, &telephone)).await, Err(Refusal::NotFound)));
}

#[store::test(&steps())]
async fn it_is_switched_off_with_the_password_or_by_an_administrator(store: Store) {
    let world = World::new(store);
    let (id, cx) = member(&world, Role::Responder).await;
    set_up(&world, &cx).await;
    let proof = proven(&world, &cx).await;
    let twice = unit!(world, tx => second_factor::enrol(&world.gate, &cx, &tx, &proof));
    assert!(matches!(twice, Err(Refusal::FactorInPlace)));
    let bare = unit!(world, tx => second_factor::switch_off(&cx, &tx, id, None));
    assert!(matches!(bare, Err(Refusal::WrongPassword)));
    unit!(world, tx => second_factor::switch_off(&cx, &tx, id, Some(&proof))).unwrap();
    assert!(!world.sign_in(WHO).await.awaits_code);
    let none = unit!(world, tx => second_factor::switch_off(&world.system(), &tx, id, None));
    assert!(matches!(none, Err(Refusal::NoFactor)));
}

#[store::test(&steps())]
async fn far_reaching_roles_rest_until_there_is_one(store: Store) {
    let world = World::with_gate(store, access::Gate::requiring_second_factor);
    let (_, cx) = member(&world, Role::Admin).await;
    assert!(!cx.actor.holds(Role::Admin));
    let started = world.sign_in(WHO).await;
    assert!(world.session(&started.token).await.unwrap().roles_rest);
    set_up(&world, &cx).await;
    assert!(world.acting(&started).await.actor.holds(Role::Admin));
    assert!(!world.session(&started.token).await.unwrap().roles_rest);
}
