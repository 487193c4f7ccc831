//! Journal, jobs, health and rights through the pages.

use access::{Context, Role};
use jobs::{Handler, Job, Outcome, Worker};
use sea_orm::ConnectionTrait as _;
use serde::{Deserialize, Serialize};
use store::{Store, sql};

use crate::world::{WHO, World, between, steps};

#[store::test(&steps())]
async fn an_auditor_reads_the_journal_and_verifies_it(store: Store) {
    let world = World::new(store);
    let (id, auditor) = world.arrive(WHO, Role::Auditor).await;
    let (_, boss) = world.arrive("baas@example.org", Role::Admin).await;
    boss.get("/admin/journal").await.expect(403);
    let all = auditor.get("/admin/journal").await.expect(200);
    assert!(all.outline().says("access.invite") && !all.text().contains(WHO), "the journal names nobody");
    let some = auditor.get(&format!("/admin/journal?action=access.sign_in&record={id}")).await.expect(200);
    assert!(some.outline().says("Eén regel") && !some.outline().says("access.invite"));
    assert!(auditor.get("/admin/journal?actor=niemand").await.outline().says("Geen regel gevonden"));
    assert!(auditor.get("/admin/journal?verify=yes").await.outline().says("Het journaal is volledig"));
    let tx = world.house.store.begin().await.unwrap();
    tx.execute_raw(sql(&tx, "update journal_entry set actor = 'x' where seq = 2", [])).await.unwrap();
    tx.commit().await.unwrap();
    let broken = auditor.get("/admin/journal?verify=yes").await.expect(200);
    assert!(broken.outline().says("Het journaal is niet volledig") && broken.outline().says("entry 2"));
}

/// Writes into the journal that a record of a kind changed.
async fn note(world: &World, kind: &str) {
    let changes = journal::Changes::none().field("need", "met", "weggelopen").concealed("note");
    let tx = world.house.store.begin().await.unwrap();
    let record = access::Record { action: "sample.change", kind, id: "1".to_owned(), changes };
    world.system().record(&tx, record).await.unwrap();
    tx.commit().await.unwrap();
}

#[store::test(&steps())]
async fn the_journal_shows_values_of_configuration_only(store: Store) {
    let world = World::new(store);
    let (_, auditor) = world.arrive(WHO, Role::Auditor).await;
    note(&world, "contact").await;
    let about_people = auditor.get("/admin/journal?kind=contact").await.expect(200).outline();
    assert!(about_people.says("need: gewijzigd, inhoud hier niet getoond"), "{about_people}");
    assert!(about_people.says("note: gewijzigd, inhoud niet bewaard"), "{about_people}");
    assert!(!about_people.says("weggelopen"), "{about_people}");
    note(&world, "job").await;
    let configuration = auditor.get("/admin/journal?kind=job").await.expect(200).outline();
    assert!(configuration.says("need: met → weggelopen"), "{configuration}");
}

#[store::test(&steps())]
async fn the_journal_has_pages(store: Store) {
    let world = World::new(store);
    let (_, auditor) = world.arrive(WHO, Role::Auditor).await;
    for number in 0..60 {
        world.member(&format!("test{number}@example.org"), Role::Person).await;
    }
    let first = auditor.get("/admin/journal?action=access.invite").await.expect(200).text();
    let next = between(&first, r#"rel="next" href=""#, r#"""#).replace("&#38;", "&").replace("&amp;", "&");
    let second = auditor.get(&format!("/admin/journal{next}")).await.expect(200);
    assert!(second.outline().says("61 regels"));
    auditor.get("/admin/journal?offset=x").await.expect(400);
    auditor.get(&format!("/admin/journal?actor={}", "x".repeat(101))).await.expect(400);
}

#[derive(Serialize, Deserialize)]
struct Doomed;

impl Job for Doomed {
    const NAME: &'static str = "sample.doomed";

    fn key(&self) -> Option<String> {
        Some("once".to_owned())
    }
}

async fn queue(world: &World, cx: &Context) {
    let tx = world.house.store.begin().await.unwrap();
    jobs::enqueue(cx, &tx, &Doomed).await.unwrap();
    tx.commit().await.unwrap();
}

async fn fail_once(world: &World, cx: &Context) {
    queue(world, cx).await;
    let handler = Handler::new(|_, _, _: Doomed| Box::pin(async { Outcome::GiveUp("nobody is there".to_owned()) }));
    let worker = Worker::new(world.house.store.clone(), [handler], cx.clone());
    assert_eq!(jobs::run_due(&worker).await.unwrap(), 1);
}

#[store::test(&steps())]
async fn a_job_is_not_tried_again_while_another_does_its_work(store: Store) {
    let world = World::new(store);
    let (_, boss) = world.arrive(WHO, Role::Admin).await;
    fail_once(&world, &world.system()).await;
    let id = between(&boss.get("/admin/jobs?state=given-up").await.text(), "/admin/jobs/", "/again");
    queue(&world, &world.system()).await;
    let refused = boss.post(&format!("/admin/jobs/{id}/again"), &[]).await.expect(409);
    assert!(refused.outline().says("Een andere opdracht doet hetzelfde werk"));
}

#[store::test(&steps())]
async fn a_job_that_was_given_up_is_tried_again(store: Store) {
    let world = World::new(store);
    let (_, boss) = world.arrive(WHO, Role::Admin).await;
    assert!(boss.get("/admin/jobs").await.outline().says("Hier zijn geen opdrachten"));
    fail_once(&world, &world.system()).await;
    world.index().await;
    assert!(boss.get("/admin/health").await.outline().says("vraagt aandacht"));
    let list = boss.get("/admin/jobs?state=given-up").await.expect(200);
    assert!(list.outline().says("sample.doomed") && list.outline().says("nobody is there"));
    let id = between(&list.text(), "/admin/jobs/", "/again");
    boss.post(&format!("/admin/jobs/{id}/again"), &[]).await.expect(303);
    boss.post(&format!("/admin/jobs/{id}/again"), &[]).await.expect(404);
    assert!(boss.get("/admin/jobs?state=waiting").await.outline().says("sample.doomed"));
    boss.get("/admin/jobs?state=x").await.expect(400);
    let filter = journal::Filter { action: Some("administration.retry_job".to_owned()), ..journal::Filter::default() };
    let told = journal::list(world.house.store.read(), &filter, kernel::PageRequest::first(5)).await.unwrap();
    assert_eq!((told.total, told.items[0].note.record_id.as_str()), (1, id.as_str()));
}

#[store::test(&steps())]
async fn health_notices_a_foreign_key_file_and_an_index_that_is_not_filled(store: Store) {
    let world = World::new(store);
    let (_, boss) = world.arrive(WHO, Role::Admin).await;
    let filling = boss.get("/admin/health").await.expect(200).outline();
    assert!(filling.says("vraagt aandacht") && filling.says("De zoekindex wordt gevuld"), "{filling}");
    world.index().await;
    let well = boss.get("/admin/health").await.expect(200);
    assert!(well.outline().says("alles in orde") && !well.outline().says("vraagt aandacht"));
    let other = access::Vault::new([9; 32], kernel::Random::system());
    let tx = world.house.store.begin().await.unwrap();
    other.prove(&tx).await.unwrap();
    tx.commit().await.unwrap();
    assert!(boss.get("/admin/health").await.outline().says("niet de sleutel van deze databank"));
}

#[store::test(&steps())]
async fn everybody_signed_in_reads_who_may_do_what(store: Store) {
    let world = World::new(store);
    let (_, staff) = world.arrive(WHO, Role::Responder).await;
    let page = staff.get("/admin/rights").await.expect(200);
    assert!(page.outline().says("Een auditor leest het journaal"));
    let row = between(&page.text(), "\">Iemand uitnodigen</th>", "</tr>");
    assert_eq!(row.matches(">ja<").count(), 1, "administrators only: {row}");
    let open = between(&page.text(), "\">Zich aanmelden</th>", "</tr>");
    assert_eq!(open.matches(">nee<").count(), 0, "{open}");
    staff.get("/admin").await.expect(403);
}

#[store::test(&steps())]
async fn what_is_over_is_swept_away(store: Store) {
    let world = World::new(store);
    let (_, client) = world.arrive(WHO, Role::Responder).await;
    client.get("/me").await.expect(200);
    world.pass(jiff::Span::new().hours(13));
    let (tell, stop) = tokio::sync::watch::channel(false);
    let sweeping = tokio::spawn(administration::module().tasks[0](world.house.clone(), stop));
    let left = async || {
        let db = world.house.store.read();
        let query = sql(db, "select count(*) as n from account_session", []);
        db.query_one_raw(query).await.unwrap().unwrap().try_get::<i64>("", "n").unwrap()
    };
    let mut looks = 0;
    while left().await > 0 && looks < 500 {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        looks += 1;
    }
    assert_eq!(left().await, 0);
    tell.send(true).unwrap();
    sweeping.await.unwrap();
}
