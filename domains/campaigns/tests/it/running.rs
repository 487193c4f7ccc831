//! Preparing a campaign, seeing whom it asks, starting, stopping; who may do so.

use campaigns::TEXTS;
use kernel::Lang;
use sea_orm::ConnectionTrait as _;
use store::{Store, sql};

use crate::world::{days_later, drawn, editor, letters_to, prepare, rows, start, steps, testland};

#[test]
fn every_text_is_there_in_every_language_and_used() {
    let faults = web::testing::check_catalogue(env!("CARGO_MANIFEST_DIR"), &TEXTS);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[store::test(&steps())]
async fn a_draft_says_whom_it_would_ask_and_what_the_letter_says(store: Store) {
    let world = testland(&store).await;
    let who = editor(&world).await;
    let campaign = prepare(&who, &[]).await;
    let page = who.get(&campaign).await.expect(200).outline();
    assert!(page.says("2 organisations get an e-mail"), "{page}");
    assert!(page.says("1 organisation has no e-mail address"), "{page}");
    assert!(page.says("Test Refuge") && page.says("Test Nurses North"), "{page}");
    assert!(page.says("/asked/") && page.says("Liever geen e-mails"), "{page}");
    assert!(world.letters().is_empty(), "nothing goes out before the start");
    let narrow = prepare(&who, &[("zone", "N"), ("silent_days", "30")]).await;
    let page = who.get(&narrow).await.expect(200).outline();
    assert!(page.says("1 organisation gets an e-mail"), "{page}");
    let themed = prepare(&who, &[("theme", "home_nursing")]).await;
    let page = who.get(&themed).await.expect(200).outline();
    assert!(page.says("2 organisations get an e-mail") && page.says("0 organisations have no"), "{page}");
    who.post(&format!("{narrow}/discard"), &[]).await.expect(303);
    who.get(&narrow).await.expect(404);
}

#[store::test(&steps())]
async fn directories_of_others_tools_and_what_nobody_finds_are_asked_only_by_choice(store: Store) {
    let world = testland(&store).await;
    let tx = store.begin().await.unwrap();
    let media = "insert into organisation_kind (code, names, listed) values ('media', '{}', false)";
    for text in [
        media,
        "update organisation set kind = 'media' where email = 'support@example.org'",
        "update organisation set kind = null where email is null",
        "update service set kind = 'tool' where organisation_id = (select id from organisation where email = 'nurses@example.org')",
    ] {
        tx.execute_raw(sql(&tx, text, [])).await.unwrap();
    }
    tx.commit().await.unwrap();
    let who = editor(&world).await;
    let asks = async |changed: &[(&str, &str)]| {
        let campaign = prepare(&who, changed).await;
        who.get(&campaign).await.expect(200).outline()
    };
    let usual = asks(&[]).await;
    assert!(usual.says("This campaign will ask 1 organisation.") && usual.says("Test Refuge"), "{usual}");
    assert!(usual.says("2 organisations are not asked because of their kind"), "{usual}");
    assert!(usual.says("Every kind that people look for help with"), "{usual}");
    let tools = asks(&[("lists", "yes")]).await;
    assert!(tools.says("will ask 2 organisations") && tools.says("Test Nurses North"), "{tools}");
    let newspapers = asks(&[("kind", "media")]).await;
    assert!(newspapers.says("will ask 1 organisation.") && newspapers.says("Test Support"), "{newspapers}");
    let all = asks(&[("kind", "media"), ("kind", "association"), ("kind", "-"), ("lists", "yes")]).await;
    assert!(all.says("will ask 3 organisations") && !all.says("because of"), "{all}");
    let form = who.get("/campaigns/new").await.expect(200).outline();
    assert!(form.says("2 of 3 kinds ticked") && form.says("No kind known (1)"), "{form}");
    let none: Vec<_> = drawn(&form, &[("name", "Nobody")]).into_iter().filter(|(name, _)| *name != "kind").collect();
    let told = who.post("/campaigns", &none).await.expect(422).outline();
    assert!(told.says("Tick at least one kind"), "{told}");
    let unknown = who.post("/campaigns", &drawn(&form, &[("name", "X"), ("kind", "club")])).await.expect(422).outline();
    assert!(unknown.says("That is not in the list"), "{unknown}");
}

#[store::test(&steps())]
async fn letters_go_out_once_and_stop_when_somebody_stops_them(store: Store) {
    let world = testland(&store).await;
    let who = editor(&world).await;
    let campaign = prepare(&who, &[]).await;
    start(&world, &who, &campaign).await;
    assert_eq!((letters_to(&world, "support@example.org"), letters_to(&world, "nurses@example.org")), (1, 1));
    let page = who.get(&campaign).await.expect(200).outline();
    assert!(page.says("0 of 3 organisations answered") && page.says("€1"), "two letters at fifty cents\n{page}");
    days_later(&world, 0).await;
    assert_eq!(world.letters().len(), 2, "nobody gets the same letter twice");
    let second = prepare(&who, &[("name", "Second")]).await;
    let page = who.get(&second).await.expect(200).outline();
    assert!(page.says("3 organisations are being asked by another campaign"), "{page}");
    let seen = page.field("seen").unwrap().to_owned();
    let told = who.post(&format!("{second}/start"), &[("seen", &seen)]).await.expect(409).outline();
    assert!(told.says("No organisation fits"), "{told}");
    who.post(&format!("{campaign}/stop"), &[]).await.expect(303);
    days_later(&world, 11).await;
    assert_eq!(world.letters().len(), 2, "stopped");
    let who = editor(&world).await;
    who.post(&format!("{campaign}/resume"), &[]).await.expect(303);
    world.run_jobs().await;
    assert_eq!(world.letters().len(), 4, "the reminders that were due");
    who.post(&format!("{campaign}/resume"), &[]).await.expect(409);
    who.post(&format!("{campaign}/start"), &[("seen", "1")]).await.expect(409);
    who.post(&format!("{campaign}/discard"), &[]).await.expect(409);
}

#[store::test(&steps())]
async fn letters_that_wait_for_the_post_are_taken_back_when_stopped(store: Store) {
    let world = testland(&store).await;
    let who = editor(&world).await;
    let campaign = prepare(&who, &[]).await;
    let page = who.get(&campaign).await.expect(200).outline();
    let seen = page.field("seen").unwrap().to_owned();
    who.post(&format!("{campaign}/start"), &[("seen", &seen)]).await.expect(303);
    who.post(&format!("{campaign}/stop"), &[]).await.expect(303);
    world.run_jobs().await;
    assert!(world.letters().is_empty(), "stopped before anything left");
    assert_eq!(rows(&store, "campaign_ask", "letters > 0").await, 0);
    who.post(&format!("{campaign}/resume"), &[]).await.expect(303);
    world.run_jobs().await;
    assert_eq!(world.letters().len(), 2);
}

#[store::test(&steps())]
async fn what_is_wrong_with_a_campaign_is_said_field_by_field(store: Store) {
    let world = testland(&store).await;
    let who = editor(&world).await;
    let page = who.get("/campaigns/new").await.expect(200).outline();
    let wrong = [
        ("name", ""),
        ("theme", "no_such_theme"),
        ("first_nl", "Geen adres hierin"),
        ("reminders", "70"),
        ("ends_on", "2020-01-01"),
        ("letter_price", "cheap"),
        ("silent_days", "-1"),
    ];
    let told = who.post("/campaigns", &drawn(&page, &wrong)).await.expect(422).outline();
    for text in
        ["Choose a day after today", "nobody can answer without a link", "That number does not fit", "amount like"]
    {
        assert!(told.says(text), "{text}\n{told}");
    }
    assert_eq!(rows(&store, "campaign", "1 = 1").await, 0);
    let campaign = prepare(&who, &[]).await;
    let form = who.get(&format!("{campaign}/revise")).await.expect(200).outline();
    let revise = format!("{campaign}/revise");
    who.post(&revise, &drawn(&form, &[("name", "Test round II")])).await.expect(303);
    let told = who.post(&revise, &drawn(&form, &[("name", "Test round III")])).await.expect(409).outline();
    assert!(told.says("Somebody else changed this campaign"), "{told}");
}

#[store::test(&steps())]
async fn editors_keep_campaigns_coordinators_follow_and_nobody_else_comes_in(store: Store) {
    let world = testland(&store).await;
    let who = editor(&world).await;
    let campaign = prepare(&who, &[]).await;
    start(&world, &who, &campaign).await;
    let coordinator = world.coordinator().await;
    let page = coordinator.get(&campaign).await.expect(200).outline();
    assert!(page.link("Withdraw").is_none(), "{page}");
    coordinator.post(&format!("{campaign}/stop"), &[]).await.expect(403);
    coordinator.get("/campaigns/new").await.expect(403);
    world.responder("general").await.get("/campaigns").await.expect(403);
    world.responder("general").await.get("/campaigns/calls").await.expect(200);
    let visitor = world.visitor().get(&campaign).await;
    assert!(visitor.location().is_some_and(|to| to.starts_with("/sign-in")), "{}", visitor.status);
}

#[store::test(&steps())]
async fn pages_are_sound_in_every_language(store: Store) {
    let world = testland(&store).await;
    let who = editor(&world).await;
    let draft = prepare(&who, &[("name", "Draft")]).await;
    let campaign = prepare(&who, &[]).await;
    start(&world, &who, &campaign).await;
    let listed = who.get(&campaign).await.expect(200).outline();
    let (_, ask) = listed.links.iter().find(|(_, href)| href.starts_with("/campaigns/asks/")).unwrap();
    let link = crate::world::link_of(&world, "nurses@example.org");
    let stop = format!("{link}/no-more");
    let file = world.visitor().get(&link).await.expect(200).outline();
    let (_, correct) = file.links.iter().find(|(_, href)| href.contains("/correct/")).unwrap();
    let revise = format!("{campaign}/revise");
    let paths =
        ["/campaigns", "/campaigns/new", "/campaigns/calls", &draft, &campaign, &revise, ask, &link, &stop, correct];
    for lang in Lang::ALL {
        let who = world.editor().await.speaking(lang);
        for path in paths {
            let reply = who.get(path).await.expect(200);
            let faults = web::testing::check_html(&reply.text());
            assert!(faults.is_empty(), "{lang} {path}: {faults:?}");
            assert!(!reply.outline().says("campaigns-"), "{lang} {path} shows a key: {}", reply.outline());
        }
    }
}

#[store::test(&steps())]
async fn a_theme_that_was_merged_finds_those_who_were_filed_under_it(store: Store) {
    let world = testland(&store).await;
    let who = editor(&world).await;
    let before = prepare(&who, &[("theme", "home_nursing")]).await;
    let other = prepare(&who, &[("theme", "orientation")]).await;
    let nurses = async |campaign: &str| who.get(campaign).await.expect(200).outline().says("Test Nurses North");
    assert!(nurses(&before).await && !nurses(&other).await);
    let merged = [("seen", "1"), ("into", "orientation")];
    who.post("/directory/thesaurus/terms/home_nursing/retire", &merged).await.expect(303);
    for campaign in [before, other] {
        assert!(nurses(&campaign).await, "they help with what took its place");
    }
    let parts = prepare(&who, &[("theme", "home_care")]).await;
    assert!(!nurses(&parts).await, "it is a part of another theme now");
}

#[store::test(&steps())]
async fn who_has_not_answered_stands_by_name_in_the_language_of_the_reader(store: Store) {
    let world = testland(&store).await;
    let who = editor(&world).await;
    let campaign = prepare(&who, &[]).await;
    start(&world, &who, &campaign).await;
    let (refuge, support) = ("Test Refuge", "Test Support");
    for (lang, names) in [
        (Lang::En, ["Test Nurses North", refuge, support]),
        (Lang::Nl, [refuge, support, "Testverpleging Noord"]),
        (Lang::Fr, ["Infirmiers Test Nord", refuge, support]),
    ] {
        let page = world.editor().await.speaking(lang).get(&campaign).await.expect(200).text();
        let (_, list) = page.split_once("id=\"asks\"").unwrap();
        let found = names.map(|name| list.find(name).unwrap_or_else(|| panic!("{lang}: no {name} in {list}")));
        assert!(found.is_sorted(), "{lang}: {found:?}");
    }
}
