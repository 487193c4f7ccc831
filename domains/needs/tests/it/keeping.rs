//! Keeping the register: noting, relaying, answering, setting aside, merging, and who may do so.

use kernel::{Lang, TranslationState};
use needs::TEXTS;
use needs::need::{Entry, Need, NeedId, actions, records};
use sea_orm::ConnectionTrait as _;
use store::{Store, sql};
use testkit::{Client, World};

use crate::world::{rows, steps, testland};

/// Notes a need, and answers where its page is.
async fn note(who: &Client, fields: &[(&str, &str)]) -> String {
    let page = who.get("/needs/new").await.expect(200).outline();
    let id = page.field("id").unwrap().to_owned();
    let fields = [&[("id", id.as_str()), ("source", "council")], fields].concat();
    who.post("/needs", &fields).await.expect(303).location().unwrap().to_owned()
}

async fn coordinator(world: &World) -> Client {
    world.coordinator().await.speaking(Lang::En)
}

#[test]
fn every_text_is_there_in_every_language_and_used() {
    let faults = web::testing::check_catalogue(env!("CARGO_MANIFEST_DIR"), &TEXTS);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[store::test(&steps())]
async fn a_need_is_noted_relayed_answered_and_each_step_taken_back(store: Store) {
    let world = testland(&store).await;
    let who = coordinator(&world).await;
    let need = note(&who, &[("text_nl", "Geen groep voor jonge mantelzorgers"), ("zone", "N")]).await;
    let step = async |step: &str, fields: &[(&str, &str)]| {
        let seen = who.get(&need).await.expect(200).outline().field("seen").unwrap().to_owned();
        let fields = [&[("seen", seen.as_str())], fields].concat();
        who.post(&format!("{need}/{step}"), &fields).await.expect(303);
        who.get(&need).await.expect(200).outline()
    };
    let page = step("relay", &[("relayed_to", "Testraad Noord")]).await;
    assert!(page.says("Relayed") && page.says("Testraad Noord"), "{page}");
    let page = step("answer", &[("answer_fr", "Un groupe commence en avril")]).await;
    assert!(page.says("Answered") && page.says("Un groupe commence en avril"), "{page}");
    let page = step("reopen", &[]).await;
    assert!(!page.says("Un groupe commence en avril") && page.says("Testraad Noord"), "{page}");
    let page = step("reopen", &[]).await;
    assert!(!page.says("Testraad Noord"), "{page}");
    let page = step("set-aside", &[("reason", "Told twice")]).await;
    assert!(page.says("Set aside") && page.says("Told twice"), "{page}");
    step("reopen", &[]).await;
    who.post(&format!("{need}/reopen"), &[]).await.expect(409);
    let stale = [("seen", "1"), ("relayed_to", "Somebody")];
    let told = who.post(&format!("{need}/relay"), &stale).await.expect(409).outline();
    assert!(told.says("Somebody else changed this need"), "{told}");
}

#[store::test(&steps())]
async fn who_is_told_is_an_organisation_of_the_directory_or_anybody_named(store: Store) {
    let world = testland(&store).await;
    let who = coordinator(&world).await;
    let need = note(&who, &[("text_nl", "Geen tolk"), ("zone", "N")]).await;
    let offered = who.get("/needs/names?q=test").await.expect(200).text();
    let names: serde_json::Value = serde_json::from_str(&offered).unwrap();
    let name = names["names"][0].as_str().unwrap();
    let seen = |page: &testkit::Outline| page.field("seen").unwrap().to_owned();
    let page = who.get(&need).await.expect(200).outline();
    who.post(&format!("{need}/relay"), &[("seen", &seen(&page)), ("relayed_to", name)]).await.expect(303);
    let page = who.get(&need).await.expect(200).outline();
    assert!(page.link(name).is_some_and(|href| href.starts_with("/organisations/")), "{page}");
    assert_eq!(rows(&store, "need", "relayed_organisation is not null").await, 1);
    let told = [("seen", &*seen(&page)), ("relayed_to", "Council of nowhere")];
    who.post(&format!("{need}/relay"), &told).await.expect(303);
    let page = who.get(&need).await.expect(200).outline();
    assert!(page.says("Council of nowhere") && page.link("Council of nowhere").is_none(), "{page}");
    assert_eq!(rows(&store, "need", "relayed_organisation is null").await, 1);
    world.visitor().get("/needs/names?q=test").await.expect(303);
}

#[store::test(&steps())]
async fn a_need_of_a_neighbourhood_lies_in_its_zone(store: Store) {
    let world = testland(&store).await;
    let who = coordinator(&world).await;
    let page = who.get("/needs/new").await.expect(200).outline();
    let id = page.field("id").unwrap().to_owned();
    let fields = [("id", id.as_str()), ("source", "council"), ("text_nl", "Geen bank in het park"), ("zone", "S")];
    let fields = [&fields[..], &[("neighbourhood", "old_mill")]].concat();
    let told = who.post("/needs", &fields).await.expect(422).outline();
    assert!(told.says("lies in another care zone"), "{told}");
    let need = note(&who, &[("text_nl", "Geen bank in het park"), ("zone", "N"), ("neighbourhood", "old_mill")]).await;
    let shown = who.get(&need).await.expect(200).outline();
    assert!(["Oude Molen", "Vieux Moulin"].iter().any(|name| shown.says(name)), "{shown}");
    assert_eq!(rows(&store, "need", "neighbourhood = 'old_mill'").await, 1);
    let page = who.get(&format!("{need}/revise")).await.expect(200).outline();
    assert_eq!(page.field("neighbourhood"), Some("old_mill"));
}

#[store::test(&steps())]
async fn needs_that_tell_the_same_are_merged_and_taken_apart(store: Store) {
    let world = testland(&store).await;
    let who = coordinator(&world).await;
    let [first, second] = [
        note(&who, &[("text_nl", "Geen tolk op zaterdag"), ("zone", "N")]).await,
        note(&who, &[("text_fr", "Pas d’interprète le samedi"), ("zone", "N")]).await,
    ];
    let id = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    let merge = async |from: &str, into: &str| {
        let fields = [("seen", "1"), ("into", into)];
        who.post(&format!("{from}/merge"), &fields).await
    };
    merge(&first, &id(&first)).await.expect(409);
    merge(&second, &id(&first)).await.expect(303);
    let page = who.get(&first).await.expect(200).outline();
    assert!(page.says("Counted in here") && page.says("in Dutch"), "{page}");
    assert_eq!(rows(&store, "need", "count = 2 and merged_into is null").await, 1);
    assert!(who.get("/needs").await.expect(200).outline().says("1 need"));
    merge(&first, &id(&second)).await.expect(409);
    who.post(&format!("{second}/separate"), &[]).await.expect(303);
    who.post(&format!("{second}/separate"), &[]).await.expect(409);
    assert_eq!(rows(&store, "need", "count = 1 and merged_into is null").await, 2);
}

fn id_of(path: &str) -> NeedId {
    path.rsplit('/').next().unwrap().parse().unwrap()
}

async fn kept(store: &Store, path: &str) -> Need {
    records::find(store.read(), id_of(path)).await.unwrap().unwrap()
}

#[store::test(&steps())]
async fn parting_needs_asks_the_right_on_both_and_gives_each_its_months_back(store: Store) {
    let world = testland(&store).await;
    let who = coordinator(&world).await;
    let region = note(&who, &[("text_nl", "Noden van overal")]).await;
    world.clock().advance(jiff::Span::new().days(40));
    let (who, antenna) = (coordinator(&world).await, world.antenna("N").await);
    let mut others = Vec::new();
    for text in ["Noden van Noord", "Nog een nood van Noord"] {
        let other = note(&antenna, &[("text_nl", text), ("zone", "N")]).await;
        let into = id_of(&region).to_string();
        who.post(&format!("{other}/merge"), &[("seen", "1"), ("into", &into)]).await.expect(303);
        others.push(other);
    }
    let whole = kept(&store, &region).await;
    assert!(whole.count == 3 && whole.last_month > whole.first_month, "{whole:?}");
    antenna.post(&format!("{}/separate", others[0]), &[]).await.expect(403);
    assert_eq!(kept(&store, &region).await, whole, "the need of the region is not theirs to change");
    who.post(&format!("{}/separate", others[0]), &[]).await.expect(303);
    let less = kept(&store, &region).await;
    assert_eq!((less.count, less.last_month), (2, whole.last_month), "the other one is still counted in");
    who.post(&format!("{}/separate", others[1]), &[]).await.expect(303);
    let alone = kept(&store, &region).await;
    assert_eq!((alone.count, alone.first_month, alone.last_month), (1, whole.first_month, whole.first_month));
}

/// An editor of the thesaurus merged home nursing into care at home.
async fn merge_themes(store: &Store) {
    let tx = store.begin().await.unwrap();
    let text = "update theme set retired = true, replaced_by = 'home_care' where code = 'home_nursing'";
    tx.execute_raw(sql(&tx, text, [])).await.unwrap();
    tx.commit().await.unwrap();
}

#[store::test(&steps())]
async fn a_need_of_a_merged_theme_is_read_revised_and_counted_under_the_one_in_its_place(store: Store) {
    let world = testland(&store).await;
    let who = coordinator(&world).await;
    let old = note(&who, &[("text_nl", "Geen wondzorg"), ("theme", "home_nursing"), ("zone", "N")]).await;
    merge_themes(&store).await;
    let new = note(&who, &[("text_nl", "Geen thuiszorg"), ("theme", "home_care"), ("zone", "N")]).await;
    for theme in ["home_care", "home_nursing"] {
        assert!(who.get(&format!("/needs?theme={theme}")).await.expect(200).outline().says("2 needs"), "{theme}");
    }
    let year = figures::Question::over("2026".parse().unwrap());
    let counts = (needs::NOTED.compute)(store.read(), &year.clone().split(&["theme"])).await.unwrap();
    let cells: Vec<_> = counts.cells.iter().map(|cell| (cell.at.join(" "), cell.numerator)).collect();
    assert_eq!(cells, [("home_care".to_owned(), 2)]);
    let only = (needs::NOTED.compute)(store.read(), &year.only("theme", ["home_care"])).await.unwrap();
    assert_eq!(only.cells[0].numerator, 2, "a number and its list are the same");
    let page = who.get(&new).await.expect(200).text();
    assert!(page.contains("Geen wondzorg"), "it is offered as one that may tell the same");
    let form = who.get(&format!("{old}/revise")).await.expect(200).outline();
    assert_eq!(form.field("theme"), Some("home_care"));
    let fields = |theme| {
        [("seen", "1"), ("text_nl", "Geen wondzorg thuis"), ("theme", theme), ("zone", "N"), ("source", "council")]
    };
    who.post(&format!("{old}/revise"), &fields("home_nursing")).await.expect(303);
    assert_eq!(kept(&store, &old).await.entry.theme.as_deref(), Some("home_care"));
}

#[store::test(&steps())]
async fn what_the_form_does_not_show_stays(store: Store) {
    let world = testland(&store).await;
    let who = coordinator(&world).await;
    let path = note(&who, &[("text_nl", "Geen tolk"), ("zone", "N")]).await;
    let need = kept(&store, &path).await;
    let text = need.entry.text.clone().with(Lang::En, "No interpreter", TranslationState::Reviewed);
    let cx = world.acting(&who).await;
    let tx = store.begin().await.unwrap();
    let entry = Entry { text, ..need.entry };
    actions::revise(&cx, &tx, (need.id, need.version), entry).await.unwrap();
    tx.commit().await.unwrap();
    let form = [("seen", "2"), ("text_nl", "Nooit een tolk"), ("text_fr", ""), ("zone", "N"), ("source", "council")];
    who.post(&format!("{path}/revise"), &form).await.expect(303);
    let text = kept(&store, &path).await.entry.text;
    assert_eq!(text.get(Lang::Nl).unwrap().text, "Nooit een tolk");
    let english = text.get(Lang::En).expect("it was not taken away");
    assert_eq!((english.text.as_str(), english.state), ("No interpreter", TranslationState::Reviewed));
}

#[store::test(&steps())]
async fn an_antenna_sees_its_zone_and_an_analyst_only_large_numbers(store: Store) {
    let world = testland(&store).await;
    let who = coordinator(&world).await;
    let north = note(&who, &[("text_nl", "Noden van Noord"), ("zone", "N")]).await;
    let region = note(&who, &[("text_nl", "Noden van overal")]).await;
    let antenna = world.antenna("N").await;
    let list = antenna.get("/needs").await.expect(200).outline();
    assert!(list.says("Noden van Noord") && !list.says("Noden van overal"), "{list}");
    antenna.get(&north).await.expect(200);
    antenna.get(&region).await.expect(404);
    antenna.post(&format!("{region}/reopen"), &[]).await.expect(404);
    let form = antenna.get("/needs/new").await.expect(200).outline();
    let elsewhere = [("id", form.field("id").unwrap()), ("source", "council"), ("text_nl", "Elders")];
    antenna.post("/needs", &elsewhere).await.expect(403);
    let analyst = world.analyst().await.speaking(Lang::En);
    analyst.get("/needs").await.expect(403);
    analyst.get(&north).await.expect(403);
    let figures = analyst.get("/needs/figures").await.expect(200).outline();
    assert!(figures.says("You see numbers of months that are over"), "{figures}");
    assert!(!figures.links.iter().any(|(_, href)| href.starts_with("/needs?")), "nothing opens");
    let open = who.get("/needs/figures").await.expect(200).outline();
    let (said, href) = open.links.iter().find(|(_, href)| href.starts_with("/needs?moment=noted")).expect("a figure");
    assert_eq!(said, "2");
    assert!(who.get(href).await.expect(200).outline().says("2 needs"), "a figure opens onto its list");
    world.visitor().get("/needs").await.expect(303);
}

#[store::test(&steps())]
async fn what_is_typed_wrongly_comes_back_and_spreadsheets_hold_no_formulas(store: Store) {
    let world = testland(&store).await;
    let who = coordinator(&world).await;
    let page = who.get("/needs/new").await.expect(200).outline();
    let id = page.field("id").unwrap();
    let wrong = who.post("/needs", &[("id", id), ("source", "search_nobody"), ("theme", "no_such")]).await.expect(422);
    let page = wrong.outline();
    assert!(page.says("Choose where you learned of it") && page.says("does not exist any more"), "{page}");
    assert!(web::testing::check_html(&wrong.text()).is_empty(), "{:?}", web::testing::check_html(&wrong.text()));
    let need = note(&who, &[("text_nl", "=1+1;formule"), ("zone", "N")]).await;
    let wrong = who.post(&format!("{need}/relay"), &[("seen", "1")]).await.expect(422);
    assert!(web::testing::check_html(&wrong.text()).is_empty(), "{:?}", web::testing::check_html(&wrong.text()));
    let table = who.get("/needs/list.csv?zone=N").await.expect(200);
    assert!(table.text().contains("'=1+1;formule") && table.text().starts_with('\u{feff}'), "{}", table.text());
    who.get("/needs?state=none").await.expect(200);
    who.get("/needs?moment=none").await.expect(400);
    who.get("/needs?period=x").await.expect(400);
    assert!(who.get("/needs?zone=unknown").await.expect(200).outline().says("0 needs"));
}

#[store::test(&steps())]
async fn every_page_is_whole_in_every_language(store: Store) {
    let world = testland(&store).await;
    let need = note(&coordinator(&world).await, &[("text_nl", "Geen tolk"), ("zone", "N")]).await;
    for lang in Lang::ALL {
        let who = world.coordinator().await.speaking(lang);
        let revise = format!("{need}/revise");
        for path in ["/needs", "/needs/new", "/needs/figures", need.as_str(), revise.as_str()] {
            let reply = who.get(path).await.expect(200);
            let faults = web::testing::check_html(&reply.text());
            assert!(faults.is_empty(), "{lang} {path}: {faults:?}");
            assert!(!reply.outline().says("needs-"), "{lang} {path} shows a key: {}", reply.outline());
        }
    }
}
