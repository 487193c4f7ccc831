//! An address that an editor gives for one organisation in one campaign.

use store::Store;
use testkit::{Client, World};

use crate::world::{days_later, editor, letters_to, link_of, prepare, rows, start, steps, testland};

/// The page of what an organisation is asked, by its name on the page of the campaign.
async fn ask_of(who: &Client, campaign: &str, name: &str) -> String {
    let page = who.get(campaign).await.expect(200).outline();
    let (_, ask) = page.links.iter().find(|(text, _)| text.contains(name)).expect("an organisation");
    ask.clone()
}

async fn give(world: &World, ask: &str, address: &str) {
    let who = editor(world).await;
    who.post(&format!("{ask}/address"), &[("email", address)]).await.expect(303);
    world.run_jobs().await;
}

#[store::test(&steps())]
async fn an_address_for_one_campaign_is_sealed_written_to_and_forgotten(store: Store) {
    let world = testland(&store).await;
    let who = editor(&world).await;
    let campaign = prepare(&who, &[("ends_on", "2026-04-20")]).await;
    start(&world, &who, &campaign).await;
    let ask = ask_of(&who, &campaign, "Refuge").await;
    give(&world, &ask, "typed@example.org").await;
    let page = who.get(&ask).await.expect(200).outline();
    assert!(page.says("gets e-mails at an address for this campaign") && page.says("Waiting"), "{page}");
    assert!(!page.to_string().contains("typed@example.org"), "an address is shown to nobody\n{page}");
    assert_eq!(rows(&store, "campaign_address", "cast(address as text) like '%typed%'").await, 0, "sealed");
    assert_eq!(rows(&store, "journal_entry", "cast(changes as text) like '%typed%'").await, 0);
    let first = link_of(&world, "typed@example.org");
    world.visitor().get(&first).await.expect(200);

    give(&world, &ask, "better@example.org").await;
    world.visitor().get(&first).await.expect(410);
    assert_eq!((letters_to(&world, "typed@example.org"), letters_to(&world, "better@example.org")), (1, 1));
    let letters = world.letters();
    let [.., before, last] = letters.as_slice() else { panic!("two letters") };
    assert_eq!(before.text.lines().next(), last.text.lines().next());
    assert!(!last.text.contains("recently") && !last.text.contains("onlangs"), "nobody was written to there before");
    world.visitor().get(&link_of(&world, "better@example.org")).await.expect(200);
    assert_eq!(rows(&store, "campaign_address", "1 = 1").await, 1);

    days_later(&world, 11).await;
    assert_eq!(letters_to(&world, "better@example.org"), 2, "reminded there");
    days_later(&world, 50).await;
    assert_eq!(rows(&store, "campaign_address", "1 = 1").await, 0, "the campaign ended");
    let who = editor(&world).await;
    who.post(&format!("{ask}/address"), &[("email", "late@example.org")]).await.expect(409);
}

#[store::test(&steps())]
async fn it_goes_before_the_address_of_the_entry_and_changes_nothing_there(store: Store) {
    let world = testland(&store).await;
    let who = editor(&world).await;
    let campaign = prepare(&who, &[]).await;
    start(&world, &who, &campaign).await;
    let old = link_of(&world, "nurses@example.org");
    let ask = ask_of(&who, &campaign, "Nurses").await;
    give(&world, &ask, "head.nurse@example.org").await;
    days_later(&world, 11).await;
    assert_eq!((letters_to(&world, "nurses@example.org"), letters_to(&world, "head.nurse@example.org")), (1, 2));
    world.visitor().get(&old).await.expect(410);
    // Whoever got the letter by mistake neither ends letters for the organisation nor begins them again.
    let unwanted = async || rows(&store, "campaign_no_mail", "1 = 1").await;
    world.visitor().post(&format!("{old}/no-more"), &[]).await.expect(303);
    assert_eq!(unwanted().await, 0);
    let own = link_of(&world, "head.nurse@example.org");
    world.visitor().post(&format!("{own}/no-more"), &[]).await.expect(303);
    world.visitor().post(&format!("{old}/no-more"), &[("letters", "yes")]).await.expect(410);
    assert_eq!(unwanted().await, 1);
    world.visitor().post(&format!("{own}/no-more"), &[("letters", "yes")]).await.expect(303);
    assert_eq!(unwanted().await, 0);
    assert_eq!(rows(&store, "organisation", "email = 'nurses@example.org'").await, 1);
    let (visitor, link) = (world.visitor(), link_of(&world, "head.nurse@example.org"));
    visitor.get(&link).await.expect(200);
    visitor.post(&format!("{link}/confirm"), &[]).await.expect(303);
    assert_eq!(rows(&store, "campaign_ask", "state = 'confirmed'").await, 1);
    let who = editor(&world).await;
    who.post(&format!("{ask}/address"), &[("email", "again@example.org")]).await.expect(409);
}

#[store::test(&steps())]
async fn what_is_no_address_is_told_and_who_may_not_is_refused(store: Store) {
    let world = testland(&store).await;
    let who = editor(&world).await;
    let campaign = prepare(&who, &[]).await;
    start(&world, &who, &campaign).await;
    let ask = ask_of(&who, &campaign, "Refuge").await;
    let path = format!("{ask}/address");
    let told = who.post(&path, &[("email", "nobody")]).await.expect(422).outline();
    assert!(told.says("That is no e-mail address"), "{told}");
    for machine in ["root@localhost", "someone@[127.0.0.1]", "\"a b\"@example.org"] {
        assert!(who.post(&path, &[("email", machine)]).await.expect(422).outline().says("That is no e-mail address"));
    }
    assert!(who.post(&path, &[]).await.expect(422).outline().says("Fill this in"));
    let responder = world.responder("general").await;
    responder.post(&path, &[("email", "typed@example.org")]).await.expect(403);
    assert!(responder.get(&ask).await.expect(200).outline().field("email").is_none());
    let nurses = ask_of(&who, &campaign, "Nurses").await;
    let link = link_of(&world, "nurses@example.org");
    world.visitor().post(&format!("{link}/no-more"), &[]).await.expect(303);
    who.post(&format!("{nurses}/address"), &[("email", "typed@example.org")]).await.expect(409);
    assert_eq!((world.letters().len(), rows(&store, "campaign_address", "1 = 1").await), (2, 0));
}
