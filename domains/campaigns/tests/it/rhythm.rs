//! Reminders, the list of calls, the end; what is answered elsewhere; what is cut off.

use access::{Role, Scope};
use campaigns::ask::State;
use directory::entry::EntryId;
use directory::{Origin, ServiceId};
use kernel::{Lang, Text, TranslationState};
use store::Store;

use testkit::{Client, World};

use crate::world::{days_later, editor, letters_to, link_of, organisation, prepare, rows, set, start, steps, testland};

async fn asked(store: &Store, state: State) -> i64 {
    rows(store, "campaign_ask", &format!("state = '{state}'")).await
}

#[store::test(&steps())]
async fn reminders_come_first_then_calls_then_silence(store: Store) {
    let world = testland(&store).await;
    let who = editor(&world).await;
    let campaign = prepare(&who, &[("reminders", "1"), ("reminder_days", "7"), ("ends_on", "2026-04-20")]).await;
    assert!(who.get(&campaign).await.expect(200).outline().says("After 7 days 1 reminder"));
    let daily = prepare(&who, &[("reminders", "2"), ("reminder_days", "1"), ("ends_on", "2026-04-20")]).await;
    assert!(who.get(&daily).await.expect(200).outline().says("A reminder every day, 2 at most"));
    start(&world, &who, &campaign).await;
    assert_eq!(asked(&store, State::ToCall).await, 1, "who has no address is called at once");
    days_later(&world, 6).await;
    assert_eq!(world.letters().len(), 2, "not yet");
    days_later(&world, 1).await;
    assert_eq!(world.letters().len(), 4);
    let letters = world.letters();
    assert_ne!(letters[0].text, letters[2].text, "a reminder says something else");
    days_later(&world, 7).await;
    assert_eq!((world.letters().len(), asked(&store, State::ToCall).await), (4, 3));
    let who = editor(&world).await;
    let calls = who.get("/campaigns/calls").await.expect(200).outline();
    assert!(calls.says("3 organisations to call") && calls.says("+32 2 000 00 00"), "{calls}");
    days_later(&world, 40).await;
    assert_eq!((asked(&store, State::Silent).await, world.letters().len()), (3, 4));
    let who = editor(&world).await;
    let page = who.get(&campaign).await.expect(200).outline();
    assert!(page.says("Ended"), "{page}");
    assert!(who.get("/campaigns/calls").await.expect(200).outline().says("Nobody to call"));
}

#[store::test(&steps())]
async fn whoever_was_asked_longest_without_an_answer_is_called_first_then_by_name(store: Store) {
    let world = testland(&store).await;
    let who = editor(&world).await;
    let rhythm = [("reminders", "0"), ("reminder_days", "1")];
    let nurses = [&rhythm[..], &[("zone", "N"), ("ends_on", "2026-05-20")]].concat();
    let rest = [&rhythm[..], &[("ends_on", "2026-05-01")]].concat();
    let names = Text::source(Lang::Nl, "Achter Test").with(Lang::En, "Zero Test", TranslationState::Reviewed);
    set(&world, organisation("test_support").into(), "names", names).await;
    let first = prepare(&who, &nurses).await;
    start(&world, &who, &first).await;
    days_later(&world, 3).await;
    let who = editor(&world).await;
    let second = prepare(&who, &rest).await;
    start(&world, &who, &second).await;
    days_later(&world, 2).await;
    let in_order = async |lang: Lang, names: [&str; 3]| {
        let list = world.editor().await.speaking(lang).get("/campaigns/calls").await.expect(200).text();
        let found = names.map(|name| list.find(name).unwrap_or_else(|| panic!("{lang}: no {name} in {list}")));
        assert!(found.is_sorted(), "{lang}: {found:?}");
    };
    in_order(Lang::En, ["Test Refuge", "Test Nurses North", "Zero Test"]).await;
    for id in ["test_support", "test_nurses_north"] {
        set(&world, organisation(id).into(), "phone", "02 000 00 01").await;
    }
    for (lang, names) in [
        (Lang::En, ["Test Nurses North", "Test Refuge", "Zero Test"]),
        (Lang::Nl, ["Testverpleging Noord", "Achter Test", "Test Refuge"]),
    ] {
        in_order(lang, names).await;
    }
    let list = editor(&world).await.get("/campaigns/calls").await.expect(200).outline();
    assert!(list.says("10 March 2026") && list.says("13 March 2026"), "since when\n{list}");
}

#[store::test(&steps())]
async fn a_call_is_written_down_once_with_what_it_cost(store: Store) {
    let world = testland(&store).await;
    let who = world.responder("general").await;
    let keeper = editor(&world).await;
    let campaign = prepare(&keeper, &[]).await;
    start(&world, &keeper, &campaign).await;
    let list = who.get("/campaigns/calls").await.expect(200).outline();
    let (_, ask) = list.links.iter().find(|(name, _)| name.contains("Refuge")).unwrap();
    let page = who.get(ask).await.expect(200).outline();
    let call = page.field("call").unwrap().to_owned();
    let path = format!("{ask}/call");
    let told = who.post(&path, &[("call", &call), ("minutes", "900")]).await.expect(422).outline();
    assert!(told.says("That number does not fit"), "{told}");
    who.post(&path, &[("call", &call), ("outcome", "unreached"), ("minutes", "2")]).await.expect(303);
    who.post(&path, &[("call", &call), ("outcome", "unreached"), ("minutes", "2")]).await.expect(303);
    assert_eq!(rows(&store, "campaign_call", "1 = 1").await, 1, "the same form sent twice is one call");
    let page = who.get(ask).await.expect(200).outline();
    let call = page.field("call").unwrap().to_owned();
    who.post(&path, &[("call", &call), ("outcome", "confirmed"), ("minutes", "6")]).await.expect(303);
    assert_eq!(asked(&store, State::Confirmed).await, 1);
    let confirmed = "kind = 'organisation' and channel = 'phone'";
    assert!(rows(&store, "directory_confirmation", confirmed).await > 0);
    let page = keeper.get(&campaign).await.expect(200).outline();
    assert!(page.says("€9"), "two letters at 0.50 and eight minutes at 1\n{page}");
    let page = who.get(ask).await.expect(200).outline();
    assert!(page.says("6 minutes") && page.says("Not reached"), "{page}");
}

/// Somebody says in the directory that all is right of the nurses: of themselves, and of their service with its place.
async fn all_confirmed(who: &Client) {
    let service = ServiceId::of(&Origin::new(Origin::PACK, "test_home_nursing"));
    for entry in [EntryId::from(organisation("test_nurses_north")), service.into()] {
        who.post(&format!("/directory/entries/{entry}/confirm"), &[("channel", "phone")]).await.expect(303);
    }
}

#[store::test(&steps())]
async fn who_confirmed_all_of_it_with_an_account_is_not_reminded(store: Store) {
    let world = testland(&store).await;
    let who = editor(&world).await;
    let campaign = prepare(&who, &[]).await;
    start(&world, &who, &campaign).await;
    let nurses = organisation("test_nurses_north");
    all_confirmed(&world.somebody(&[(Role::Partner, Scope::Organisation(nurses.to_string()))]).await).await;
    days_later(&world, 11).await;
    assert_eq!(letters_to(&world, "nurses@example.org"), 1);
    assert_eq!(rows(&store, "campaign_ask", "means = 'account'").await, 1);
}

#[store::test(&steps())]
async fn what_an_editor_confirms_of_a_part_answers_nothing_and_all_of_it_is_not_the_organisations_word(store: Store) {
    let world = testland(&store).await;
    let who = editor(&world).await;
    let campaign = prepare(&who, &[]).await;
    start(&world, &who, &campaign).await;
    let nurses = EntryId::from(organisation("test_nurses_north"));
    who.post(&format!("/directory/entries/{nurses}/confirm"), &[("channel", "phone")]).await.expect(303);
    days_later(&world, 11).await;
    assert_eq!(letters_to(&world, "nurses@example.org"), 2, "nobody said anything of the service");
    assert_eq!(rows(&store, "campaign_ask", "answered_at is not null").await, 0);
    all_confirmed(&editor(&world).await).await;
    days_later(&world, 11).await;
    assert_eq!(letters_to(&world, "nurses@example.org"), 2);
    assert_eq!(rows(&store, "campaign_ask", "state = 'confirmed' and means = 'directory'").await, 1);
}

#[store::test(&steps())]
async fn what_was_confirmed_before_the_first_letter_is_no_answer_to_it(store: Store) {
    let world = testland(&store).await;
    let who = editor(&world).await;
    all_confirmed(&who).await;
    world.clock().advance(jiff::Span::new().minutes(5));
    let campaign = prepare(&who, &[]).await;
    start(&world, &who, &campaign).await;
    assert_eq!(letters_to(&world, "nurses@example.org"), 1, "whom the draft counts is asked");
    days_later(&world, 11).await;
    assert_eq!(letters_to(&world, "nurses@example.org"), 2);
    assert_eq!(rows(&store, "campaign_ask", "answered_at is not null").await, 0);
}

#[store::test(&steps())]
async fn who_answers_before_a_queued_step_is_not_written_to(store: Store) {
    let world = testland(&store).await;
    let who = editor(&world).await;
    let campaign = prepare(&who, &[]).await;
    start(&world, &who, &campaign).await;
    let link = link_of(&world, "nurses@example.org");
    world.clock().advance(jiff::Span::new().days(11));
    let visitor = world.visitor();
    visitor.get(&link).await.expect(200);
    campaigns::ask::posting::wake(&world.house).await.unwrap();
    visitor.post(&format!("{link}/confirm"), &[]).await.expect(303);
    world.run_jobs().await;
    assert_eq!(letters_to(&world, "nurses@example.org"), 1);
    assert_eq!(letters_to(&world, "support@example.org"), 2);
}

/// Does what is due until so many units of work were committed, and is cut off there: what was under way is lost, as when the
/// program is killed.
async fn killed_after(world: &World, units: u64) {
    let mut committed = world.store().commits();
    let end = *committed.borrow_and_update() + units;
    let work = world.run_jobs();
    tokio::pin!(work);
    while *committed.borrow_and_update() < end {
        tokio::select! {
            biased;
            changed = committed.changed() => changed.unwrap(),
            done = &mut work => panic!("all {done} jobs were done before"),
        }
    }
}

#[store::test(&steps())]
async fn who_is_cut_off_between_two_letters_goes_on_and_nobody_gets_two_or_none(store: Store) {
    let world = testland(&store).await;
    set(&world, organisation("test_refuge").into(), "email", "refuge@example.org").await;
    let who = editor(&world).await;
    let campaign = prepare(&who, &[]).await;
    let seen = who.get(&campaign).await.expect(200).outline().field("seen").unwrap().to_owned();
    who.post(&format!("{campaign}/start"), &[("seen", &seen)]).await.expect(303);
    // Taking the job is a unit of its own, and each organisation is one; who is quick may have done one more before it is cut off.
    for units in [1, 2, 2] {
        killed_after(&world, units).await;
        let written = rows(&store, "campaign_link", "1 = 1").await;
        assert_eq!(rows(&store, "letter", "1 = 1").await, written, "a letter and its link stand or fall together");
        // The queue gives the job to somebody else once nobody holds it any more.
        world.clock().advance(jiff::Span::new().minutes(11));
    }
    world.run_jobs().await;
    for address in ["support@example.org", "nurses@example.org", "refuge@example.org"] {
        assert_eq!(letters_to(&world, address), 1, "{address}");
    }
    assert_eq!(rows(&store, "campaign_ask", "letters = 1").await, 3);
}

#[store::test(&steps())]
async fn an_organisation_that_was_taken_out_is_left_out(store: Store) {
    let world = testland(&store).await;
    let who = editor(&world).await;
    let campaign = prepare(&who, &[]).await;
    start(&world, &who, &campaign).await;
    crate::world::set_flag(&world, organisation("test_nurses_north").into(), "active", false).await;
    days_later(&world, 11).await;
    assert_eq!(asked(&store, State::LeftOut).await, 1);
    assert_eq!(letters_to(&world, "nurses@example.org"), 1);
}
