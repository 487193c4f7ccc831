//! Answering by a link: confirming, correcting, having stopped, and wanting no letters.

use campaigns::ask::State;
use directory::duplicates::choosing::Choices;
use directory::duplicates::merging::{merge, unmerge};
use directory::entry::records::confirmations_of;
use directory::{Origin, ServiceId};
use kernel::Lang;
use store::Store;
use testkit::World;

use crate::world::{
    days_later, drawn, editor, letters_to, link_of, organisation, prepare, rows, set, start, steps, testland,
};

async fn asked(store: &Store, state: State) -> i64 {
    rows(store, "campaign_ask", &format!("state = '{state}'")).await
}

/// A campaign that runs, and the link that the nurses got.
async fn running(world: &World) -> (String, String) {
    let who = editor(world).await;
    let campaign = prepare(&who, &[]).await;
    start(world, &who, &campaign).await;
    (campaign, link_of(world, "nurses@example.org"))
}

#[store::test(&steps())]
async fn one_button_confirms_all_that_is_said_of_an_organisation(store: Store) {
    let world = testland(&store).await;
    let (campaign, link) = running(&world).await;
    let visitor = world.visitor();
    let page = visitor.get(&link).await.expect(200).outline();
    assert!(page.says("Test Nurses North") && page.says("Home nursing North"), "{page}");
    assert_eq!(asked(&store, State::Waiting).await, 2, "opening a link answers nothing");
    visitor.post(&format!("{link}/confirm"), &[]).await.expect(303);
    let page = visitor.get(&link).await.expect(200).outline();
    assert!(page.says("that all is right. Thank you"), "a used link shows what was answered\n{page}");
    let nurses = organisation("test_nurses_north");
    let service = ServiceId::of(&Origin::new(Origin::PACK, "test_home_nursing"));
    for entry in [nurses.into(), service.into()] {
        let confirmed = confirmations_of(store.read(), entry).await.unwrap();
        assert!(!confirmed.is_empty(), "{entry}");
        assert!(confirmed.iter().all(|one| one.by == format!("organisation:{nurses}")), "{confirmed:?}");
        assert!(confirmed.iter().all(|one| one.channel.code() == "mail"), "{confirmed:?}");
    }
    days_later(&world, 11).await;
    assert_eq!(letters_to(&world, "nurses@example.org"), 1, "who answered is not reminded");
    assert_eq!(letters_to(&world, "support@example.org"), 2);
    let told = editor(&world).await.get(&campaign).await.expect(200).outline();
    assert!(told.says("1 of 3 organisations answered"), "{told}");
}

#[store::test(&steps())]
async fn a_correction_waits_for_an_editor_and_the_rest_is_confirmed(store: Store) {
    let world = testland(&store).await;
    let (_, link) = running(&world).await;
    let (visitor, nurses) = (world.visitor(), organisation("test_nurses_north"));
    let form = format!("{link}/correct/organisation:{nurses}");
    let page = visitor.get(&form).await.expect(200).outline();
    let told = visitor.post(&form, &drawn(&page, &[])).await.expect(422).outline();
    assert!(told.says("Write what is not right"), "{told}");
    let told = visitor.post(&form, &drawn(&page, &[("email", "no address")])).await.expect(422).outline();
    assert!(told.says("e-mail"), "{told}");
    let changed = [("phone", "02 111 11 11"), ("words", "our new number")];
    visitor.post(&form, &drawn(&page, &changed)).await.expect(303);
    assert_eq!(asked(&store, State::Corrected).await, 1);
    visitor.post(&format!("{link}/confirm"), &[]).await.expect(303);
    assert_eq!(asked(&store, State::Corrected).await, 1, "it did correct something");
    let confirmed = confirmations_of(store.read(), nurses.into()).await.unwrap();
    assert!(confirmed.iter().any(|one| one.field == "names"), "{confirmed:?}");
    assert!(!confirmed.iter().any(|one| one.field == "phone"), "what is in question is not confirmed: {confirmed:?}");
    let editor = editor(&world).await;
    let list = editor.get("/directory/worklist?work=proposals").await.expect(200).outline();
    let (_, href) = list.links.iter().find(|(_, href)| href.starts_with("/directory/proposals/")).unwrap();
    let proposal = editor.get(href).await.expect(200).outline();
    assert!(proposal.says("by the organisation itself") && proposal.says("02 111 11 11"), "{proposal}");
    assert!(proposal.says("our new number"), "{proposal}");
    let told = visitor.get(&link).await.expect(200).outline();
    assert!(told.says("An editor looks at it"), "{told}");
    let phone = proposal.fields.iter().find_map(|field| field.value.clone().filter(|value| value.ends_with("/phone")));
    let decision = [("taken", phone.as_deref().unwrap()), ("channel", "mail"), ("decision", "accept")];
    editor.post(href, &decision).await.expect(303);
    let told = visitor.get(&link).await.expect(200).outline();
    assert!(told.says("An editor has looked at it") && !told.says("looks at it"), "it is decided\n{told}");
}

#[store::test(&steps())]
async fn an_organisation_corrects_in_fields_all_that_it_is_asked_to_confirm(store: Store) {
    let world = testland(&store).await;
    let (_, link) = running(&world).await;
    let visitor = world.visitor().speaking(Lang::En);
    let service = ServiceId::of(&Origin::new(Origin::PACK, "test_home_nursing"));
    let form = format!("{link}/correct/service:{service}");
    let page = visitor.get(&form).await.expect(200);
    assert!(web::testing::check_html(&page.text()).is_empty());
    let page = page.outline();
    visitor.post(&form, &drawn(&page, &[])).await.expect(422);
    assert_eq!(rows(&store, "directory_proposal", "1 = 1").await, 0, "what stands there is no correction");
    let changed = [
        ("costs.0.sort", "paid"),
        ("costs.0.euro", "12,50"),
        ("documents.0.en", "An identity card"),
        ("eligibility.min_age", "65"),
        ("activation.text.en", "Ring the bell."),
        ("plain.en", "We nurse you at home."),
        ("capacity.accepting", "no"),
        ("closures.0.from", "2027-01-04"),
        ("closures.0.until", "2027-01-08"),
        ("accessibility.step_free", "yes"),
        ("opening_hours", "Mo-Fr 08:00-12:00"),
    ];
    visitor.post(&form, &drawn(&page, &changed)).await.expect(303);
    let named = "'costs', 'documents', 'eligibility', 'activation', 'plain', 'capacity', 'closures', 'accessibility', 'opening_hours'";
    assert_eq!(rows(&store, "directory_proposal_part", &format!("field in ({named})")).await, 9);
    assert_eq!(rows(&store, "directory_proposal_part", "1 = 1").await, 9, "and nothing else");

    let editor = editor(&world).await;
    let list = editor.get("/directory/worklist?work=proposals").await.expect(200).outline();
    assert!(list.says("by the organisation itself"), "{list}");
    let (_, href) = list.links.iter().find(|(_, href)| href.starts_with("/directory/proposals/")).unwrap();
    let proposal = editor.get(href).await.expect(200).outline();
    let part = |field: &str| {
        let ends = format!("/{field}");
        let found = proposal.fields.iter().find_map(|one| one.value.clone().filter(|value| value.ends_with(&ends)));
        found.unwrap_or_else(|| panic!("{field}: {proposal}"))
    };
    let (costs, capacity) = (part("costs"), part("capacity"));
    let taken = [("taken", costs.as_str()), ("taken", capacity.as_str()), ("decision", "accept")];
    editor.post(href, &taken).await.expect(303);
    let told = visitor.get(&format!("/services/{service}")).await.expect(200).outline();
    assert!(told.says("12.50") && told.says("Takes in nobody new"), "{told}");
    assert!(!told.says("An identity card"), "field by field: what was not ticked stays as it was\n{told}");

    let public = visitor.get(&format!("/services/{service}/propose")).await.expect(200).outline();
    assert!(public.field("costs.0.euro").is_none(), "a visitor says so in words");
}

#[store::test(&steps())]
async fn having_stopped_is_told_to_an_editor(store: Store) {
    let world = testland(&store).await;
    let (_, link) = running(&world).await;
    let visitor = world.visitor();
    visitor.get(&link).await.expect(200);
    visitor.post(&format!("{link}/gone"), &[("words", "since January")]).await.expect(303);
    assert_eq!(asked(&store, State::Gone).await, 1);
    assert_eq!(rows(&store, "directory_proposal", "state = 'waiting'").await, 1);
    assert_eq!(rows(&store, "organisation", "active").await, 3, "nothing is taken out by itself");
    days_later(&world, 30).await;
    assert_eq!(letters_to(&world, "nurses@example.org"), 1);
}

#[store::test(&steps())]
async fn who_finds_it_true_that_an_organisation_stopped_takes_it_out_there_and_then(store: Store) {
    let world = testland(&store).await;
    let (_, link) = running(&world).await;
    let visitor = world.visitor();
    visitor.get(&link).await.expect(200);
    visitor.post(&format!("{link}/gone?lang=fr"), &[]).await.expect(303);
    let keeper = editor(&world).await;
    let list = keeper.get("/directory/worklist?work=proposals&lang=en").await.expect(200).outline();
    assert!(list.says("has stopped"), "{list}");
    let (_, review) = list.links.iter().find(|(_, href)| href.starts_with("/directory/proposals/")).unwrap();
    let page = keeper.get(&format!("{review}?lang=nl")).await.expect(200).outline();
    assert!(page.says("Zij melden dat ze gestopt zijn.") && page.says("Uit de gids halen"), "{page}");
    assert!(!page.says("arrêté"), "our own sentence is in the reader's language\n{page}");
    let done = keeper.post(review, &[("decision", "accept")]).await.expect(303);
    let told = keeper.follow(done).await.outline();
    assert!(told.says("Uit de gids gehaald.") || told.says("Taken out of the directory."), "{told}");
    assert_eq!(rows(&store, "organisation", "active").await, 2, "what they said was done");
    assert_eq!(rows(&store, "directory_proposal", "state = 'approved' and stopped").await, 1);
    assert_eq!(rows(&store, "journal_entry", "action = 'directory.retire'").await, 1);
}

#[store::test(&steps())]
async fn who_wants_no_letters_is_called_and_may_change_their_mind(store: Store) {
    let world = testland(&store).await;
    let (_, link) = running(&world).await;
    let visitor = world.visitor();
    let letter = world.letters().into_iter().find(|letter| letter.to.as_str() == "nurses@example.org").unwrap();
    assert!(letter.unsubscribe.unwrap().contains(&format!("{link}/no-more")));
    let page = visitor.get(&format!("{link}/no-more")).await.expect(200).outline();
    assert!(page.says("Send us no more e-mails"), "{page}");
    visitor.post(&format!("{link}/no-more"), &[]).await.expect(303);
    days_later(&world, 11).await;
    assert_eq!(letters_to(&world, "nurses@example.org"), 1);
    let calls = editor(&world).await.get("/campaigns/calls").await.expect(200).outline();
    assert!(calls.says("Test Nurses North"), "{calls}");
    visitor.post(&format!("{link}/no-more"), &[("letters", "yes")]).await.expect(303);
    assert_eq!(rows(&store, "campaign_no_mail", "1 = 1").await, 0);
}

#[store::test(&steps())]
async fn the_wish_for_no_letters_follows_who_is_merged_and_comes_back_with_them(store: Store) {
    let world = testland(&store).await;
    let (_, link) = running(&world).await;
    world.visitor().post(&format!("{link}/no-more"), &[]).await.expect(303);
    let (kept, merged) = (organisation("test_support"), organisation("test_nurses_north"));
    let tx = store.begin().await.unwrap();
    merge(&world.system(), &tx, kept.into(), merged.into(), &Choices::new()).await.unwrap();
    tx.commit().await.unwrap();
    let of_kept = link_of(&world, "support@example.org");
    let offered = async || world.visitor().get(&of_kept).await.expect(200).outline();
    let page = offered().await;
    assert!(page.link("Send us e-mails again").is_some(), "who was merged wished for no letters\n{page}");
    days_later(&world, 11).await;
    assert_eq!(letters_to(&world, "support@example.org"), 1, "and that holds for both");
    let tx = store.begin().await.unwrap();
    unmerge(&world.system(), &tx, merged.into()).await.unwrap();
    tx.commit().await.unwrap();
    let page = offered().await;
    assert!(page.link("No more e-mails").is_some(), "each has its own wish again\n{page}");
    let page = world.visitor().get(&link).await.expect(200).outline();
    assert!(page.link("Send us e-mails again").is_some(), "{page}");
    // Whoever wants letters again speaks for all that was merged.
    let tx = store.begin().await.unwrap();
    merge(&world.system(), &tx, kept.into(), merged.into(), &Choices::new()).await.unwrap();
    tx.commit().await.unwrap();
    world.visitor().post(&format!("{of_kept}/no-more"), &[("letters", "yes")]).await.expect(303);
    assert_eq!(rows(&store, "campaign_no_mail", "1 = 1").await, 0);
}

#[store::test(&steps())]
async fn a_flood_of_corrections_by_one_link_is_slowed_down(store: Store) {
    let world = testland(&store).await;
    let (_, link) = running(&world).await;
    let visitor = world.visitor();
    let form = format!("{link}/correct/organisation:{}", organisation("test_nurses_north"));
    let page = visitor.get(&form).await.expect(200).outline();
    let mut refused = 0;
    for number in 0..30 {
        let phone = format!("02 000 00 {number:02}");
        let reply = visitor.post(&form, &drawn(&page, &[("phone", &phone)])).await;
        refused += u32::from(reply.status == 429);
    }
    assert_eq!(refused, 20, "ten an hour");
    assert_eq!(rows(&store, "directory_proposal", "1 = 1").await, 10);
}

#[store::test(&steps())]
async fn nobody_confirms_words_that_changed_since_they_were_shown(store: Store) {
    let world = testland(&store).await;
    let (_, link) = running(&world).await;
    let visitor = world.visitor().speaking(Lang::En);
    let page = visitor.get(&link).await.expect(200).outline();
    let seen = page.field("sighting").unwrap().to_owned();
    let service = ServiceId::of(&Origin::new(Origin::PACK, "test_home_nursing"));
    world.clock().advance(jiff::Span::new().minutes(5));
    set(&world, service.into(), "summary", kernel::Text::source(Lang::En, "Another sentence.")).await;
    let confirm = format!("{link}/confirm");
    let told = visitor.post(&confirm, &[("sighting", &seen)]).await.expect(409).outline();
    assert!(told.says("Home nursing North (") && told.says("Nothing was confirmed"), "{told}");
    assert_eq!(rows(&store, "directory_confirmation", "1 = 1").await, 0);
    assert_eq!(asked(&store, State::Confirmed).await, 0);
    visitor.post(&confirm, &[("sighting", "nonsense")]).await.expect(400);
    let page = visitor.get(&link).await.expect(200).outline();
    visitor.post(&confirm, &[("sighting", page.field("sighting").unwrap())]).await.expect(303);
    assert_eq!(asked(&store, State::Confirmed).await, 1, "who looked again may say so");
}
