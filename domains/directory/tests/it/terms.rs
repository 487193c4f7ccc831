//! Terms at the pages of those who keep the thesaurus: changed after a look ahead, merged, brought back; what would break it is
//! refused, and what editors made of it outlives the next pack.

use access::{Role, Scope};
use directory::entry::actions::{Revision, revise};
use directory::entry::{Patch, Record, Via, records};
use directory::{EntryId, Origin, ServiceId, Theme, ThemeCode, thesaurus};
use kernel::Lang;
use serde_json::json;
use store::Store;
use testkit::{Client, Outline, Reply, World};

use crate::editing::{drawn, testland};
use crate::world::steps;

/// Fields of a form.
type Fields<'a> = &'a [(&'a str, &'a str)];

pub const NURSING: &str = "/directory/thesaurus/terms/home_nursing";

pub fn of(code: &str, end: &str) -> String {
    format!("/directory/thesaurus/terms/{code}{end}")
}

/// Sends the form of a page with some fields changed, to be saved.
pub async fn save(client: &Client, path: &str, changed: &[(&str, &str)]) -> Reply {
    let page = client.get(path).await.expect(200).outline();
    client.post(path, &drawn(&page, &[changed, &[("then", "save")]].concat())).await
}

async fn term(world: &World, code: &str) -> Theme {
    let all = thesaurus(world.store().read()).await.unwrap();
    all.into_iter().find(|term| term.code.as_str() == code).unwrap()
}

pub async fn found(world: &World, words: &str) -> Vec<String> {
    world.index().await;
    let answer: serde_json::Value =
        world.visitor().get(&format!("/api/v1/search?lang=nl&q={words}")).await.expect(200).json();
    let results = answer["results"].as_array().unwrap().iter();
    results.map(|one| one["service"]["name"].as_str().unwrap().to_owned()).collect()
}

#[store::test(&steps())]
async fn every_page_of_the_thesaurus_is_whole_in_every_language(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    save(&editor, &of("home_nursing", "/edit"), &[("words_nl", "wondzorg\nzalf")]).await.expect(303);
    let gone = [("seen", "1"), ("into", "")];
    editor.post(&of("profession_nurse", "/retire"), &gone).await.expect(422);
    let pages = [
        "/directory/thesaurus",
        "/directory/thesaurus?facet=profession",
        "/directory/thesaurus?q=verpl",
        "/directory/thesaurus?q=nothing+at+all",
        "/directory/thesaurus?retired=yes",
        "/directory/thesaurus/changes",
        "/directory/thesaurus/new",
        "/directory/thesaurus/new?broader=home_care",
        NURSING,
        "/directory/thesaurus/terms/home_nursing?revision=1",
        "/directory/thesaurus/terms/home_nursing/edit",
        "/directory/thesaurus/terms/home_nursing/retire",
        "/directory/thesaurus/terms/home_nursing/retire?into=home_care",
        "/directory/thesaurus/terms/home_nursing/restore?revision=1",
        "/directory/thesaurus/terms/home_nursing/restore?revision=2",
        "/directory/thesaurus/terms/home_nursing/follow",
        "/directory/thesaurus/revisions/2/undo",
        "/directory/thesaurus/terms/situation_in_danger",
        "/zones/N",
        "/themes/home_nursing",
    ];
    world.index().await;
    for lang in Lang::ALL {
        let editor = world.editor().await.speaking(lang);
        for page in pages {
            let reply = editor.get(page).await.expect(200);
            let faults = web::testing::check_html(&reply.text());
            assert!(faults.is_empty(), "{lang} {page}: {faults:?}");
            let outline = reply.outline();
            let key = outline.lines.iter().find(|line| line.contains("directory-"));
            assert_eq!(key, None, "{lang} {page} shows a key");
        }
    }
}

#[store::test(&steps())]
async fn an_editor_looks_ahead_adds_a_word_and_undoes_it(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let nursing = |found: Vec<String>| found.iter().filter(|name| *name != "Testhelpdesk").count();
    assert_eq!(nursing(found(&world, "zalfje").await), 0);
    let form = editor.get(&of("home_nursing", "/edit")).await.expect(200).outline();
    assert_eq!(form.field("broader"), Some("Care and help at home"));
    let typed = [("words_nl", "thuisverpleegkundige\nwondzorg\nzalfje"), ("then", "look")];
    let ahead = editor.post(&of("home_nursing", "/edit"), &drawn(&form, &typed)).await.expect(200).outline();
    assert!(ahead.says("zalfje") && ahead.says("new word") && ahead.says("Nothing is found."), "{ahead}");
    assert!(ahead.says("Home nursing North"), "what is found after saving\n{ahead}");
    assert_eq!(nursing(found(&world, "zalfje").await), 0, "looking ahead saves nothing");

    let saved = editor.post(&of("home_nursing", "/edit"), &drawn(&ahead, &[("then", "save")])).await.expect(303);
    let page = editor.follow(saved).await.expect(200).outline();
    assert!(page.says("Saved.") && page.says("zalfje") && page.says("by you"), "{page}");
    assert_eq!(nursing(found(&world, "zalfje").await), 2, "its services are found by it at once");
    let undone = editor.post("/directory/thesaurus/revisions/2/undo", &[]).await.expect(303);
    let page = editor.follow(undone).await.expect(200).outline();
    assert!(page.says("Undone") && page.says("zalfje"), "the list of changes tells both\n{page}");
    assert_eq!(nursing(found(&world, "zalfje").await), 0);
    let same = save(&editor, &of("home_nursing", "/edit"), &[]).await.expect(303);
    assert!(editor.follow(same).await.outline().says("Nothing had changed."));
}

#[store::test(&steps())]
async fn a_word_that_goes_is_no_longer_found_in_the_look_ahead(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let form = editor.get(&of("home_nursing", "/edit")).await.expect(200).outline();
    let typed = [("words_nl", "thuisverpleegkundige\nthuiszorg"), ("then", "look")];
    let ahead = editor.post(&of("home_nursing", "/edit"), &drawn(&form, &typed)).await.expect(200).outline();
    assert!(ahead.says("word goes") && ahead.says("wondzorg"), "{ahead}");
    assert!(ahead.says("Other terms have these words too") && ahead.link("Care and help at home").is_some(), "{ahead}");
}

#[store::test(&steps())]
async fn a_new_term_has_words_of_any_language_and_a_place(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let fields = [
        ("name_en", "Foot care <b>at home</b>"),
        ("words_nl", "voetverzorging"),
        ("other_lang", "ar"),
        ("other_words", "قدم"),
        ("broader", "Care and help at home"),
        ("related", "Home nursing"),
    ];
    let made = save(&editor, "/directory/thesaurus/new?facet=need", &fields).await.expect(303);
    let reply = editor.follow(made).await.expect(200);
    assert!(
        reply.text().contains("Foot care &lt;b&gt;at home") || reply.text().contains("Foot care &#60;b&#62;"),
        "shown as text"
    );
    assert!(reply.outline().says("added here") && reply.outline().says("قدم"), "{}", reply.outline());
    let made = term(&world, "foot_care_b_at_home_b").await;
    assert_eq!((made.broader.unwrap().as_str(), made.related.len(), made.synonyms.len()), ("home_care", 1, 2));
    assert_eq!(found(&world, "voetverzorging").await.len(), 2, "the services of what it is related to stand in");
    let code = made.code.as_str();
    editor.post(&of(code, "/up"), &[]).await.expect(303);
    let page = editor.get(&of(code, "")).await.expect(200).outline();
    assert!(page.says("Number 1 of 2 on the same level"), "{page}");
    let parts = |all: Vec<Theme>| -> Vec<String> {
        let parts =
            all.into_iter().filter(|term| term.broader.as_ref().is_some_and(|above| above.as_str() == "home_care"));
        parts.map(|term| term.code.to_string()).collect()
    };
    assert_eq!(parts(thesaurus(world.store().read()).await.unwrap()), [code, "home_nursing"]);
    crate::world::load_all(world.store(), &testkit::testland()).await;
    assert_eq!(
        parts(thesaurus(world.store().read()).await.unwrap()),
        [code, "home_nursing"],
        "the pack does not undo it"
    );
    let page = editor.get("/directory/thesaurus/changes").await.expect(200).outline();
    assert!(page.says("Moved") && page.says("Place on the same level"), "a move is a version: {page}");
    let revision = directory::thesaurus_revision(world.store().read()).await.unwrap();
    let undo = |revision: i64| format!("/directory/thesaurus/revisions/{revision}/undo");
    editor.post(&undo(revision), &[]).await.expect(303);
    assert_eq!(parts(thesaurus(world.store().read()).await.unwrap()), ["home_nursing", code], "undone");
    editor.post(&undo(revision), &[]).await.expect(409);
    editor.post(&undo(revision + 1), &[]).await.expect(303);
    assert_eq!(parts(thesaurus(world.store().read()).await.unwrap()), [code, "home_nursing"], "and undone again");
    let end = editor.post(&of(code, "/up"), &[]).await.expect(303);
    assert!(editor.follow(end).await.outline().says("Nothing had changed."), "it stands first already");
}

#[store::test(&steps())]
async fn a_merged_theme_leads_on_and_can_be_parted_again(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let page = editor.get(&of("home_nursing", "/retire")).await.expect(200).outline();
    assert!(page.says("2 services carry this term") && page.says("Say which term takes its place"), "{page}");
    let ahead = editor.get(&of("home_nursing", "/retire?into=Care+and+help+at+home")).await.expect(200).outline();
    assert!(ahead.says("other term") && ahead.says("wondzorg"), "{ahead}");
    let refused = editor.post(&of("home_nursing", "/retire"), &[("seen", "1"), ("into", "")]).await.expect(422);
    assert!(refused.outline().says("Say which term takes its place"), "{}", refused.outline());
    let fields = [("seen", "1"), ("into", "home_care")];
    let merged = editor.post(&of("home_nursing", "/retire"), &fields).await.expect(303);
    assert_eq!(merged.location(), Some("/directory/thesaurus/terms/home_care"));
    let visitor = world.visitor();
    world.index().await;
    assert_eq!(visitor.get("/themes/home_nursing").await.status.as_u16(), 301, "the old address leads on");
    assert_eq!(found(&world, "wondzorg").await.len(), 2);
    let there = visitor.get("/themes/home_care").await.expect(200).outline();
    assert!(there.says("Home nursing North"), "{there}");
    for end in ["/edit", "/retire"] {
        editor.get(&of("home_nursing", end)).await.expect(409);
    }

    let page = editor.get(NURSING).await.expect(200).outline();
    assert!(page.says("It was merged into") && page.link("Care and help at home").is_some(), "{page}");
    editor.post("/directory/thesaurus/revisions/2/undo", &[]).await.expect(303);
    visitor.get("/themes/home_nursing").await.expect(200);
    let home = term(&world, "home_care").await;
    assert!(!home.synonyms.iter().any(|one| one.word == "wondzorg"), "the words went back too");
    editor.post(&of("home_nursing", "/retire"), &[("seen", "3"), ("into", "home_care")]).await.expect(303);
    editor.post(&of("home_nursing", "/restore"), &[("revision", "4")]).await.expect(303);
    assert!(!term(&world, "home_nursing").await.retired, "brought back by itself");
    visitor.get("/themes/home_nursing").await.expect(200);
}

#[store::test(&steps())]
async fn a_service_that_had_both_of_two_merged_themes_is_written_like_any_other(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let nursing = EntryId::from(ServiceId::of(&Origin::new(Origin::PACK, "test_home_nursing")));
    let both = Patch::new().set("themes", ["home_nursing", "home_care", "home_nursing"]).set("languages", ["nl", "nl"]);
    let tx = store.begin().await.unwrap();
    let revised = revise(&world.system(), &tx, nursing, Revision::new(both, Via::Form)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(revised.record.field("themes"), Some(json!(["home_nursing", "home_care"])), "each is named once");
    let fields = [("seen", "1"), ("into", "home_care")];
    editor.post(&of("home_nursing", "/retire"), &fields).await.expect(303);
    let form = format!("/directory/entries/{nursing}");
    let page = editor.get(&form).await.expect(200).outline();
    editor.post(&form, &drawn(&page, &[("summary.nl", "Wondzorg, dag en nacht.")])).await.expect(303);
    let Some(Record::Service(service)) = records::find(store.read(), nursing).await.unwrap() else { panic!() };
    assert_eq!(service.themes.iter().map(ThemeCode::as_str).collect::<Vec<_>>(), ["home_care"]);
    assert_eq!(service.summary.plain(Lang::Nl), "Wondzorg, dag en nacht.");
    let tx = store.begin().await.unwrap();
    directory::pack::load(&world.system(), &tx, &testkit::testland()).await.unwrap();
    tx.commit().await.unwrap();
}

#[store::test(&steps())]
async fn what_would_break_the_thesaurus_is_refused_with_a_remedy(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let long = "x".repeat(200);
    let cases: [(&str, Fields<'_>, &str); 9] = [
        (
            "home_care",
            &[("broader", "Home nursing")],
            "It would be part of itself: home_care → home_nursing → home_care.",
        ),
        ("home_care", &[("broader", "home_care")], "It would be part of itself"),
        ("home_nursing", &[("broader", "nowhere")], "No term in use is called nowhere."),
        ("home_nursing", &[("broader", "Nurse")], "is out of use or of another sort"),
        ("home_nursing", &[("name_en", "care and HELP at home")], "is called care and HELP at home too."),
        ("home_nursing", &[("name_en", ""), ("name_nl", ""), ("name_fr", "")], "Give it a name"),
        ("home_nursing", &[("words_fr", &long)], "is too long. Shorten it to 80 characters."),
        ("home_nursing", &[("name_en", &long)], "characters"),
        ("home_nursing", &[("words_nl", "a\0b")], "a character that we cannot keep"),
    ];
    for (code, fields, told) in cases {
        let reply = save(&editor, &of(code, "/edit"), fields).await.expect(422);
        assert!(reply.outline().says(told), "{fields:?}\n{}", reply.outline());
        assert!(web::testing::check_html(&reply.text()).is_empty(), "{fields:?}");
    }
    let taken = [("name_en", "Mine"), ("code", "home_care"), ("facet", "need")];
    let reply = save(&editor, "/directory/thesaurus/new", &taken).await.expect(422);
    assert!(reply.outline().says("Another term has the code home_care."), "{}", reply.outline());
    let number = save(&editor, &of("home_care", "/edit"), &[("seen", "soon")]).await;
    assert_eq!(number.status.as_u16(), 400);
    for path in ["/restore", "/retire"] {
        editor.post(&of("home_care", path), &[("revision", "99"), ("seen", "x")]).await;
    }
    editor.post(&of("home_care", "/restore"), &[("revision", "99")]).await.expect(404);
    editor.post("/directory/thesaurus/revisions/1/undo", &[]).await.expect(404);
    editor.post("/directory/thesaurus/revisions/77/undo", &[]).await.expect(404);
    assert_eq!(directory::thesaurus_revision(world.store().read()).await.unwrap(), 1, "nothing was changed");
}

#[store::test(&steps())]
async fn two_editors_at_once_lose_nothing(store: Store) {
    let world = testland(&store).await;
    let (one, other) = (world.editor().await, world.editor().await);
    let path = of("home_nursing", "/edit");
    let form = one.get(&path).await.expect(200).outline();
    save(&other, &path, &[("words_en", "home nurse\nbandage")]).await.expect(303);
    let mine = [("words_fr", "infirmier à domicile\npansement"), ("then", "save")];
    let reply = one.post(&path, &drawn(&form, &mine)).await.expect(409);
    let page = reply.outline();
    assert!(page.says("Somebody else changed this term while you were typing.") && page.says("bandage"), "{page}");
    assert!(page.field("words_fr").is_some_and(|words| words.contains("pansement")), "what was typed stays");
    assert!(web::testing::check_html(&reply.text()).is_empty());
    one.post(&path, &drawn(&page, &[("then", "save")])).await.expect(303);
    let history = one.get(NURSING).await.expect(200).outline();
    assert!(history.says("by somebody else") && history.says("by you"), "{history}");
    let theirs = one.get(&format!("{NURSING}?revision=2")).await.expect(200).outline();
    assert!(theirs.says("bandage") && theirs.says("Put this version back"), "every version is readable\n{theirs}");
    one.post(&of("home_nursing", "/restore"), &[("revision", "2")]).await.expect(303);
    assert!(term(&world, "home_nursing").await.synonyms.iter().any(|one| one.word == "bandage"));
}

#[store::test(&steps())]
async fn what_editors_made_outlives_the_pack_until_they_follow_it(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    save(&editor, &of("home_nursing", "/edit"), &[("name_en", "Nursing at home")]).await.expect(303);
    // An editor hangs the wider term below the narrower one; the pack, which has it the other way round, must not make a circle.
    save(&editor, &of("home_nursing", "/edit"), &[("broader", "")]).await.expect(303);
    save(&editor, &of("home_care", "/edit"), &[("broader", "home_nursing")]).await.expect(303);
    crate::world::load_all(world.store(), &testkit::testland()).await;
    let (nursing, care) = (term(&world, "home_nursing").await, term(&world, "home_care").await);
    assert_eq!((nursing.names.plain(Lang::En), nursing.broader), ("Nursing at home", None));
    assert_eq!(care.broader.unwrap().as_str(), "home_nursing");
    let page = editor.get(NURSING).await.expect(200).outline();
    assert!(page.says("The original list says otherwise") && page.says("Nursing at home"), "{page}");
    let circle = editor.post(&of("home_nursing", "/follow"), &[]).await.expect(422).outline();
    assert!(circle.says("It would be part of itself"), "{circle}");
    editor.post(&of("home_care", "/follow"), &[]).await.expect(303);
    editor.post(&of("home_nursing", "/follow"), &[]).await.expect(303);
    assert_eq!(term(&world, "home_nursing").await.names.plain(Lang::En), "Home nursing");
}

#[store::test(&steps())]
async fn only_editors_of_the_whole_region_keep_the_thesaurus(store: Store) {
    let world = testland(&store).await;
    let zone = world.somebody(&[(Role::Editor, Scope::Territory("N".to_owned()))]).await;
    let partner = world.somebody(&[(Role::Partner, Scope::Organisation("x".to_owned()))]).await;
    partner.get("/directory/thesaurus").await.expect(403);
    let fields = [("facet", "need"), ("name_en", "Mine"), ("then", "save")];
    zone.post("/directory/thesaurus/new", &fields).await.expect(403);
    zone.post(&of("home_nursing", "/up"), &[]).await.expect(403);
    let offered = |page: Outline| page.link("See the words of this theme").is_some();
    assert!(!offered(world.visitor().get("/themes/home_care").await.expect(200).outline()));
    assert!(offered(world.editor().await.get("/themes/home_care").await.expect(200).outline()));
}

#[store::test(&steps())]
async fn names_are_offered_while_somebody_types(store: Store) {
    let world = testland(&store).await;
    let editor = world.editor().await;
    let names = |path: &str| {
        let path = path.to_owned();
        let editor = &editor;
        async move { editor.get(&path).await.expect(200).json::<serde_json::Value>()["names"].clone() }
    };
    assert_eq!(names("/directory/thesaurus/names?q=wond").await, serde_json::json!(["Home nursing"]));
    assert_eq!(names("/directory/thesaurus/names?q=nur&of=profession").await, serde_json::json!(["Nurse"]));
    assert_eq!(names("/directory/thesaurus/names?q=").await, serde_json::json!([]));
    world.visitor().get("/directory/thesaurus/names?q=wond").await.expect(303);
}

#[store::test(&steps())]
async fn a_zone_says_what_it_offers_by_theme(store: Store) {
    let world = testland(&store).await;
    let page = world.visitor().get("/zones/N").await.expect(200).outline();
    assert!(page.says("What is offered here"), "{page}");
    assert_eq!(page.link("Care and help at home"), Some("/search?zone=N&theme=home_care"), "{page}");
    assert!(page.says("3 services help in the whole region"), "{page}");
    let south = world.visitor().get("/zones/S").await.expect(200).outline();
    assert!(south.says("We do not know any service here yet"), "{south}");
    let theme = world.visitor().get("/themes/home_nursing").await.expect(200).outline();
    assert!(theme.links.iter().any(|(_, href)| href == "/search?theme=home_nursing&zone=N"), "{theme}");
}
