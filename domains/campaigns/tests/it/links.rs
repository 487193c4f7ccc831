//! Links that are altered, of somebody else, over, or withdrawn.

use store::Store;
use testkit::World;

use crate::world::{days_later, editor, letters_to, link_of, organisation, prepare, rows, start, steps, testland};

async fn running(world: &World) -> (String, String) {
    let who = editor(world).await;
    let campaign = prepare(&who, &[("reminders", "0"), ("calls", ""), ("link_days", "5")]).await;
    start(world, &who, &campaign).await;
    (campaign, link_of(world, "nurses@example.org"))
}

#[store::test(&steps())]
async fn a_link_that_was_made_up_or_altered_opens_nothing(store: Store) {
    let world = testland(&store).await;
    let (_, link) = running(&world).await;
    let visitor = world.visitor();
    let last = if link.ends_with('0') { "1" } else { "0" };
    let altered = format!("{}{last}", &link[..link.len() - 1]);
    let first = if link.starts_with("/asked/0") { "1" } else { "0" };
    let other = format!("/asked/{first}{}", &link["/asked/".len() + 1..]);
    for wrong in [altered.as_str(), &other, "/asked/x", &format!("/asked/{}", "0".repeat(48))] {
        let told = visitor.get(wrong).await.expect(404).outline();
        assert!(!told.says("Nurses"), "{told}");
        visitor.get(&link).await.expect(200);
        visitor.post(&format!("{wrong}/confirm"), &[]).await.expect(404);
    }
    assert_eq!(rows(&store, "campaign_ask", "answered_at is not null").await, 0);
    assert_eq!(rows(&store, "campaign_link", &format!("token_hash like '%{}%'", &link[7..20])).await, 0, "only a hash");
}

#[store::test(&steps())]
async fn a_link_opens_no_entry_of_another_organisation(store: Store) {
    let world = testland(&store).await;
    let (_, link) = running(&world).await;
    let visitor = world.visitor();
    visitor.get(&link).await.expect(200);
    let other = format!("{link}/correct/organisation:{}", organisation("test_support"));
    visitor.get(&other).await.expect(404);
    visitor.post(&other, &[("phone", "02 000 00 00")]).await.expect(404);
    assert_eq!(rows(&store, "directory_proposal", "1 = 1").await, 0);
}

#[store::test(&steps())]
async fn a_link_that_is_over_lets_a_new_one_go_to_the_address_that_is_known(store: Store) {
    let world = testland(&store).await;
    let (_, link) = running(&world).await;
    let visitor = world.visitor();
    days_later(&world, 7).await;
    let page = visitor.get(&link).await.expect(410).outline();
    assert!(page.says("This link no longer holds") && !page.says("nurses@"), "{page}");
    visitor.post(&format!("{link}/confirm"), &[]).await.expect(410);
    visitor.post(&format!("{link}/again"), &[]).await.expect(303);
    world.run_jobs().await;
    assert_eq!(letters_to(&world, "nurses@example.org"), 2);
    let told = visitor.post(&format!("{link}/again"), &[]).await.expect(429).outline();
    assert!(told.says("An e-mail went not long ago"), "{told}");
    let fresh = link_of(&world, "nurses@example.org");
    assert_ne!(fresh, link);
    visitor.get(&fresh).await.expect(200);
    visitor.post(&format!("{fresh}/confirm"), &[]).await.expect(303);
}

#[store::test(&steps())]
async fn links_are_withdrawn_one_by_one_or_all_at_once(store: Store) {
    let world = testland(&store).await;
    let (campaign, link) = running(&world).await;
    let (visitor, who) = (world.visitor(), editor(&world).await);
    let listed = who.get(&campaign).await.expect(200).outline();
    let (_, ask) = listed.links.iter().find(|(name, _)| name.contains("Nurses")).unwrap();
    who.get(ask).await.expect(200);
    who.post(&format!("{ask}/leave-out"), &[]).await.expect(303);
    let told = visitor.get(&link).await.expect(410).outline();
    assert!(told.says("This link was withdrawn") && told.says("That is no longer possible"), "{told}");
    let own = format!("/organisations/{}", organisation("test_nurses_north"));
    assert_eq!(told.link("To the page of your organisation"), Some(own.as_str()), "{told}");
    let other = link_of(&world, "support@example.org");
    visitor.get(&other).await.expect(200);
    who.post(&format!("{campaign}/revoke"), &[]).await.expect(303);
    visitor.get(&other).await.expect(410);
    visitor.post(&format!("{other}/confirm"), &[]).await.expect(410);
    visitor.post(&format!("{other}/again"), &[]).await.expect(410);
    visitor.get(&format!("{other}/no-more")).await.expect(200);
    visitor.post(&format!("{other}/no-more"), &[]).await.expect(303);
    let page = who.get(&campaign).await.expect(200).outline();
    assert!(page.says("Stopped"), "{page}");
}
