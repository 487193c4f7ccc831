//! The orientation sheet: chosen without an account, printed, handed on; nobody is remembered.

use directory::duplicates::choosing::Choices;
use directory::duplicates::merging::merge;
use directory::entry::actions::retire;
use directory::{Origin, ServiceAtLocationId, ServiceId};
use kernel::Lang;
use sea_orm::ConnectionTrait as _;
use store::{Store, sql};
use testkit::World;

use crate::editing::drawn;
use crate::offer::with_shelter;
use crate::world::{steps, system};

fn id(name: &str) -> ServiceId {
    ServiceId::of(&Origin::new(Origin::PACK, name))
}

async fn testland(store: &Store) -> World {
    let world = World::new(store, [territory::module(), directory::module()]).await;
    world.index().await;
    world
}

#[store::test(&steps())]
async fn services_are_ticked_in_results_and_stand_on_the_sheet(store: Store) {
    let world = testland(&store).await;
    let (nursing, desk) = (id("test_home_nursing"), id("test_helpdesk"));
    let visitor = world.visitor().speaking(Lang::En);
    let results = visitor.get(&format!("/search?q=nursing&s={desk}")).await.expect(200);
    let html = results.text();
    assert!(html.contains(&format!(r#"name="s" value="{nursing}" form="sheet""#)), "{html}");
    assert!(
        html.contains(&format!(r#"<input type="hidden" name="s" value="{desk}">"#)),
        "what was chosen before is kept"
    );
    let carried = html.matches(&format!(r#"<input type="hidden" name="s" value="{desk}">"#)).count();
    assert_eq!(carried, 3, "searching anew and refining keep it as well");
    let page = visitor.get(&format!("/sheet?s={desk}&s={nursing}&s={desk}")).await.expect(200);
    let outline = page.outline();
    let titles: Vec<_> = outline.headings.iter().filter(|heading| heading.contains(". ")).collect();
    assert_eq!(titles.len(), 2, "each service once: {outline}");
    assert!(outline.says("2. Home nursing North"), "{outline}");
    assert!(outline.says("We do not know this yet, so ask first"), "{outline}");
    let without = outline.link("Take off").unwrap();
    assert!(!without.contains(&desk.to_string()) && without.contains(&nursing.to_string()), "{without}");
    assert!(page.header("set-cookie").is_none(), "a sheet is nobody’s: no cookie is set");
    let service = visitor.get(&format!("/services/{nursing}?s={desk}")).await.expect(200).outline();
    assert_eq!(service.link("On a sheet to take along"), Some(format!("/sheet?s={desk}&s={nursing}").as_str()));
}

#[store::test(&steps())]
async fn every_page_of_a_sheet_is_whole_in_every_language(store: Store) {
    let world = testland(&store).await;
    let sheet = format!("?s={}&s={}", id("test_home_nursing"), id("test_expert_team"));
    for lang in Lang::ALL {
        let visitor = world.visitor().speaking(lang);
        for path in ["/sheet".to_owned(), format!("/sheet{sheet}"), format!("/sheet/share{sheet}")] {
            let reply = visitor.get(&path).await.expect(200);
            let faults = web::testing::check_html(&reply.text());
            assert!(faults.is_empty(), "{lang} {path}: {faults:?}");
            assert!(!reply.text().contains("directory-"), "{lang} {path} shows a key");
        }
    }
}

#[store::test(&steps())]
async fn a_short_link_leads_to_the_sheet_and_keeps_nobody(store: Store) {
    let world = testland(&store).await;
    let sheet = format!("?s={}&s={}", id("test_home_nursing"), id("test_expert_team"));
    let maker = world.visitor().speaking(Lang::Fr);
    maker.get(&format!("/sheet/share{sheet}")).await.expect(200);
    let chosen = [("s", id("test_home_nursing").to_string()), ("s", id("test_expert_team").to_string())];
    let chosen: Vec<(&str, &str)> = chosen.iter().map(|(name, value)| (*name, value.as_str())).collect();
    for _ in 0..2 {
        maker.post("/sheet/links", &chosen).await.expect(303);
    }
    let shared = maker.get(&format!("/sheet/share{sheet}")).await.expect(200).outline();
    let (_, link) = shared.links.iter().find(|(_, href)| href.contains("/o/")).expect("the short link");
    let path = &link[link.find("/o/").unwrap()..];
    let reader = world.visitor().speaking(Lang::Nl);
    let led = reader.get(&path.to_uppercase().replacen("/O/", "/o/", 1)).await.expect(303);
    assert_eq!(led.location(), Some(format!("/sheet{sheet}&lang=fr").as_str()), "in the maker’s language");
    let text = "select count(*) as n from sheet_link where lang = 'fr'";
    let row = store.read().query_one_raw(sql(store.read(), text, [])).await.unwrap().unwrap();
    assert_eq!(row.try_get::<i64>("", "n").unwrap(), 1, "the same sheet has one link");
    world.clock().advance(jiff::Span::new().days(400));
    let gone = reader.get(path).await.expect(404).outline();
    assert!(gone.says("more than a year old") || gone.says("ouder dan een jaar"), "{gone}");
}

#[store::test(&steps())]
async fn a_short_link_keeps_a_service_that_has_no_place(store: Store) {
    let world = testland(&store).await;
    let (placeless, never) = (id("test_expert_team"), id("never_was"));
    let at = ServiceAtLocationId::of(&Origin::new(Origin::PACK, "test_expert_team"));
    let tx = store.begin().await.unwrap();
    retire(&world.system(), &tx, at.into(), None).await.unwrap();
    tx.commit().await.unwrap();
    let visitor = world.visitor().speaking(Lang::En);
    let chosen = [id("test_home_nursing"), placeless, never].map(|id| id.to_string());
    let chosen: Vec<(&str, &str)> = chosen.iter().map(|id| ("s", id.as_str())).collect();
    let share = format!("/sheet/share?s={}&s={placeless}", id("test_home_nursing"));
    visitor.get(&share).await.expect(200);
    visitor.post("/sheet/links", &chosen).await.expect(303);
    let shared = visitor.get(&share).await.expect(200).outline();
    let (_, link) = shared.links.iter().find(|(_, href)| href.contains("/o/")).expect("the short link");
    let led = visitor.get(&link[link.find("/o/").unwrap()..]).await.expect(303);
    let sheet = format!("/sheet?s={}&s={placeless}&lang=en", id("test_home_nursing"));
    assert_eq!(led.location(), Some(sheet.as_str()), "what does not exist is left out, and nothing else");
}

#[store::test(&steps())]
async fn a_sheet_is_a_file_to_print_in_every_language(store: Store) {
    let world = testland(&store).await;
    let sheet = format!("?s={}&s={}", id("test_home_nursing"), id("test_expert_team"));
    for (lang, file) in [(Lang::Nl, "orientatieblad"), (Lang::Fr, "fiche-orientation"), (Lang::En, "orientation-sheet")]
    {
        let visitor = world.visitor().speaking(lang);
        let page = visitor.get(&format!("/sheet{sheet}")).await.expect(200).outline();
        let address = page.links.iter().find(|(_, href)| href.starts_with("/sheet/pdf")).expect("the way to the file");
        let pdf = visitor.get(&address.1).await.expect(200);
        assert_eq!(pdf.header("content-type"), Some("application/pdf"));
        assert_eq!(pdf.header("content-disposition"), Some(format!("inline; filename=\"{file}.pdf\"").as_str()));
        assert!(pdf.body.starts_with(b"%PDF-"), "{lang}");
        let cookie = pdf.header("set-cookie");
        assert!(
            cookie.is_none_or(|cookie| cookie.starts_with("lang=")),
            "the language that was asked for, nobody: {cookie:?}"
        );
    }
    let visitor = world.visitor();
    assert_eq!(visitor.get("/sheet/pdf").await.expect(303).location(), Some("/sheet"), "of nothing there is no file");
    visitor.get("/sheet/pdf?s=x").await.expect(400);
}

#[store::test(&steps())]
async fn what_is_no_sheet_is_refused_or_said(store: Store) {
    let world = testland(&store).await;
    let visitor = world.visitor().speaking(Lang::En);
    visitor.get("/sheet?s=x").await.expect(400);
    visitor.get("/o/nothing").await.expect(404);
    visitor.get("/o/%00").await.expect(404);
    assert_eq!(visitor.get("/sheet/share").await.expect(303).location(), Some("/sheet"));
    let nobody = "00000000-0000-7000-8000-000000000000";
    let page = visitor.get(&format!("/sheet?s={nobody}")).await.expect(200).outline();
    assert!(page.says("no longer in the directory") && page.says("nothing on your sheet"), "{page}");
    let many: Vec<String> = (0..13).map(|n| format!("s=00000000-0000-7000-8000-0000000000{n:02}")).collect();
    let page = visitor.get(&format!("/sheet?{}", many.join("&"))).await.expect(200).outline();
    assert!(page.says("A sheet takes 12 services"), "{page}");
    let good = format!("/sheet/share?s={}", id("test_helpdesk"));
    visitor.get(&good).await.expect(200);
    visitor.post("/sheet/links", &[("s", nobody)]).await.expect(400);
    visitor.post("/sheet/links", &[("s", "x")]).await.expect(400);
}

#[store::test(&steps())]
async fn an_old_sheet_shows_what_took_the_place_of_a_service_and_names_what_is_gone(store: Store) {
    let world = testland(&store).await;
    let (nursing, team, desk) = (id("test_home_nursing"), id("test_expert_team"), id("test_helpdesk"));
    let old = format!("?s={nursing}&s={desk}");
    let visitor = world.visitor().speaking(Lang::En);
    visitor.get(&format!("/sheet/share{old}")).await.expect(200);
    let chosen = [nursing.to_string(), desk.to_string()];
    visitor.post("/sheet/links", &[("s", &*chosen[0]), ("s", &*chosen[1])]).await.expect(303);
    let shared = visitor.get(&format!("/sheet/share{old}")).await.expect(200).outline();
    let (_, link) = shared.links.iter().find(|(_, href)| href.contains("/o/")).expect("the short link");
    let link = link[link.find("/o/").unwrap()..].to_owned();

    let cx = world.system();
    let tx = store.begin().await.unwrap();
    merge(&cx, &tx, team.into(), nursing.into(), &Choices::new()).await.unwrap();
    retire(&cx, &tx, desk.into(), None).await.unwrap();
    tx.commit().await.unwrap();
    let led = visitor.get(&link).await.expect(303);
    let page = visitor.follow(led).await.expect(200).outline();
    assert!(page.says("1. Test expert team") && page.says("“Test helpdesk” left the directory on"), "{page}");
    assert!(!page.says("One service of this sheet"), "each is told once: {page}");
    let both = visitor.get(&format!("/sheet?s={nursing}&s={team}")).await.expect(200).outline();
    assert!(both.says("1. Test expert team") && !both.says("2. "), "the two are one now: {both}");
    visitor.get(&format!("/sheet/pdf{old}")).await.expect(200);
    let nothing = visitor.get(&format!("/sheet/pdf?s={desk}")).await.expect(303);
    assert_eq!(nothing.location(), Some(format!("/sheet?s={desk}").as_str()), "where the words are");
    visitor.post("/sheet/links", &[("s", &*chosen[0])]).await.expect(303);
    visitor.post("/sheet/links", &[("s", &*chosen[1])]).await.expect(400);
}

#[store::test(&steps())]
async fn one_network_does_not_fill_the_table(store: Store) {
    let world = testland(&store).await;
    let visitor = world.visitor().speaking(Lang::En);
    visitor.get(&format!("/sheet/share?s={}", id("test_helpdesk"))).await.expect(200);
    let service = id("test_helpdesk").to_string();
    let mut refused = 0;
    for _ in 0..305 {
        let reply = visitor.post("/sheet/links", &[("s", &service)]).await;
        refused += u32::from(reply.status == 429);
    }
    assert_eq!(refused, 5);
}

#[store::test(&steps())]
async fn a_sheet_goes_by_mail_as_plain_text(store: Store) {
    let modules = [territory::module(), directory::module()];
    let world = World::in_region(&store, modules, World::real_pack("brussels")).await;
    let path = format!("/sheet/share?s={}", id("brusano_helpdesk"));
    let page = world.visitor().speaking(Lang::Nl).get(&path).await.expect(200).outline();
    let (_, mail) = page.links.iter().find(|(_, href)| href.starts_with("mailto:?subject=")).expect("the mail");
    let text = percent_encoding::percent_decode_str(mail).decode_utf8().unwrap().into_owned();
    assert!(text.contains("&body=1. ") && text.contains("\r\n") && text.contains("/sheet?s="), "{text}");
    assert!(mail.len() <= 2_000, "{}", mail.len());
}

#[store::test(&steps())]
async fn a_sheet_tells_the_whole_offer_and_only_the_way_to_a_secret_place(store: Store) {
    let world = testland(&store).await;
    let tx = store.begin().await.unwrap();
    directory::pack::load(&system(), &tx, &with_shelter(|text| text)).await.unwrap();
    tx.commit().await.unwrap();
    let page = world.visitor().speaking(Lang::Nl).get(&format!("/sheet?s={}", id("test_shelter"))).await.expect(200);
    let outline = page.outline();
    for expected in [
        "Bent u niet veilig thuis? Bel ons.",
        "02 000 00 00",
        "adres is geheim",
        "Vanaf 18 jaar",
        "Sociaal tarief: € 12,50",
        "per nacht",
        "Identiteitskaart",
        "uzelf",
        "Zonder",
        "Dag en nacht, elke dag",
    ] {
        assert!(outline.says(expected), "{expected} is missing in {outline}");
    }
    for secret in ["Teststraat", "Rue du Test", "1090"] {
        assert!(!page.text().contains(secret), "{secret} is told");
    }
}

#[store::test(&steps())]
async fn whether_one_can_get_in_is_told_of_each_place_where_places_differ(store: Store) {
    let world = testland(&store).await;
    let nursing = id("test_home_nursing");
    let editor = world.editor().await;
    let new = format!("/directory/entries/new?what=service_at_location&of=service:{nursing}");
    for (street, fits) in [("Teststraat", "yes"), ("Proefstraat", "")] {
        let page = editor.get(&new).await.expect(200).outline();
        let place = [
            ("street.nl", street),
            ("house_number", "3"),
            ("postal_code", "9001"),
            ("accessibility.step_free", fits),
            ("accessibility.lift", fits),
        ];
        editor.post("/directory/entries/new", &drawn(&page, &place)).await.expect(303);
    }
    let change = async |text: &str| {
        let tx = store.begin().await.unwrap();
        tx.execute_raw(sql(&tx, text, [nursing.into()])).await.unwrap();
        tx.commit().await.unwrap();
    };
    change("delete from service_at_location where service_id = $1 and source = 'pack'").await;
    let path = format!("/sheet?s={nursing}");
    let sheet = async |lang| world.visitor().speaking(lang).get(&path).await.expect(200).outline();
    let told = sheet(Lang::En).await;
    assert!(told.says("Without a step, A lift, or none needed"), "{told}");
    assert!(told.says("we do not know this yet, so ask first"), "{told}");
    let unknown = told.lines.iter().find(|line| line.contains("We do not know this yet, so ask first:")).unwrap();
    assert!(!unknown.contains("Can I get in?"), "{unknown}");
    let line = told.lines.iter().find(|line| line.contains("Without a step")).unwrap();
    assert!(line.contains("Teststraat 3"), "which place: {line}");
    assert!(sheet(Lang::Fr).await.says("nous ne le savons pas encore"));
    assert!(sheet(Lang::Nl).await.says("dat weten we nog niet"));
    world.visitor().get(&format!("/sheet/pdf?s={nursing}")).await.expect(200);
    let service = world.visitor().speaking(Lang::En).get(&format!("/services/{nursing}")).await.expect(200).outline();
    assert!(service.says("We do not know this of the other places yet"), "{service}");

    change(
        "update service_at_location set accessibility = (select other.accessibility from service_at_location other
            where other.service_id = $1 and cast(other.accessibility as text) like '%true%') where service_id = $1",
    )
    .await;
    let told = sheet(Lang::En).await;
    assert!(told.says("Without a step") && !told.says("Without a step, A lift"), "once where it is the same\n{told}");
}

#[store::test(&steps())]
async fn words_about_the_price_are_labelled_where_they_stand_beside_prices(store: Store) {
    let world = testland(&store).await;
    let (shelter, editor) = (id("test_shelter"), world.editor().await);
    let path = format!("/directory/entries/service:{shelter}");
    let change = async |fields: &[(&str, &str)]| {
        let page = editor.get(&path).await.expect(200).outline();
        editor.post(&path, &drawn(&page, fields)).await.expect(303);
    };
    let [page, sheet] = [format!("/services/{shelter}"), format!("/sheet?s={shelter}")];
    let read = async |path: &str, lang| world.visitor().speaking(lang).get(path).await.expect(200).outline();
    change(&[("cost.en", "Ask for a free first night."), ("cost.nl", "Vraag."), ("cost.fr", "Demandez.")]).await;
    for (lang, prices, words) in [
        (Lang::En, "Prices:", "In the service\u{2019}s own words:"),
        (Lang::Nl, "Prijzen:", "In de woorden van de dienst:"),
        (Lang::Fr, "Prix", "Dans les mots du service"),
    ] {
        let told = read(&page, lang).await;
        assert!(told.says(prices) && told.says(words), "{lang}\n{told}");
        assert!(read(&sheet, lang).await.says(words), "{lang}");
    }
    let none = ["costs.0.sort", "costs.0.euro", "costs.0.note.nl", "costs.0.note.fr", "costs.0.note.en"];
    change(&none.map(|name| (name, ""))).await;
    for path in [&page, &sheet] {
        let told = read(path, Lang::En).await;
        assert!(
            told.says("Ask for a free first night.") && !told.says("own words"),
            "alone they need no label\n{told}"
        );
    }
}
