//! Correcting one thing of a contact leaves everything else as it was.

use helpdesk::contact::Entry;
use store::Store;
use testkit::Client;

use crate::flows::{drawn, kept, logged, steps, typed, world};
use crate::world::{service, testland, testland_without};

/// Opens the correction of a contact, changes the need only, and sends what the form holds.
async fn change_need_only(client: &Client, contact: &str) {
    let form = format!("{contact}/correct");
    let page = client.get(&form).await.expect(200).outline();
    client.post(&form, &drawn(&page, &[("need", "unmet")])).await.expect(303);
}

/// What was written down, but for the need.
fn besides_need(entry: &Entry) -> Entry {
    Entry { need: helpdesk::contact::Need::Met, ..entry.clone() }
}

#[store::test(&steps())]
async fn a_municipality_in_several_zones_stays(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    for place in ["part~lower", "municipality~99002", "postal~9002", "zone~N", "9001"] {
        let contact = logged(&responder, &[("place", place), ("note", "A <b>note</b>")]).await;
        let before = kept(&world, &contact).await.entry;
        assert!(before.zone.is_some() || before.municipality.is_some(), "{place}");
        let page = responder.get(&format!("{contact}/correct")).await.expect(200).outline();
        assert_ne!(page.field("place"), Some(""), "{place}");
        change_need_only(&responder, &contact).await;
        assert_eq!(besides_need(&kept(&world, &contact).await.entry), besides_need(&before), "{place}");
        let emptied = responder.get(&format!("{contact}/correct")).await.expect(200).outline();
        responder.post(&format!("{contact}/correct"), &drawn(&emptied, &[("place", "")])).await.expect(303);
        let after = kept(&world, &contact).await.entry;
        assert_eq!((after.zone, after.municipality), (None, None), "{place}");
    }
}

#[store::test(&steps())]
async fn searching_the_directory_meanwhile_keeps_the_place(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    let contact = logged(&responder, &[("place", "part~lower")]).await;
    let page = responder.get(&format!("{contact}/correct")).await.expect(200).outline();
    let found = responder.post("/helpdesk/contacts/find", &drawn(&page, &[("q", "nurse")])).await.expect(200);
    assert!(found.outline().says("Lower quarter, Middletown") && !found.text().contains("place_choice"));
}

#[store::test(&steps())]
async fn several_themes_out_of_sight_stay(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    let two = [("theme", "home_nursing"), ("theme", "home_care")];
    let psychologist = world.psychologist("psychologist").await;
    let other = [("line", "psychologist"), ("theme", "home_nursing"), ("theme", "home_care")];
    for (client, fields) in [(&responder, &two[..]), (&psychologist, &other[..])] {
        let contact = logged(client, fields).await;
        let mut before = kept(&world, &contact).await.entry;
        assert_eq!(before.themes.len(), 2);
        change_need_only(client, &contact).await;
        let mut after = kept(&world, &contact).await.entry;
        before.themes.sort();
        after.themes.sort();
        assert_eq!(besides_need(&after), besides_need(&before));
    }
}

#[store::test(&steps())]
async fn a_service_that_left_the_directory_stays_and_says_so(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    let [gone, here] = ["test_home_nursing", "test_helpdesk"].map(|name| service(name).to_string());
    let contact = logged(&responder, &[("service", &gone), ("service", &here)]).await;
    let before = kept(&world, &contact).await.entry;
    let tx = store.begin().await.unwrap();
    directory::pack::load(&world.system(), &tx, &testland_without("test_home_nursing")).await.unwrap();
    tx.commit().await.unwrap();

    let shown = responder.get(&contact).await.expect(200);
    assert!(shown.outline().says("no longer in the directory") && !shown.text().contains(&format!("/services/{gone}")));
    change_need_only(&responder, &contact).await;
    let after = kept(&world, &contact).await.entry;
    assert_eq!(besides_need(&after), besides_need(&before));
    assert_eq!(after.services.len(), 2);
    let page = responder.get(&format!("{contact}/correct")).await.expect(200).outline();
    let unticked = drawn(&page, &[("service", &here)]);
    responder.post(&format!("{contact}/correct"), &unticked).await.expect(303);
    assert_eq!(kept(&world, &contact).await.entry.services.len(), 1);
}

#[store::test(&steps())]
async fn a_service_says_where_it_is_and_names_itself_once(store: Store) {
    let world = world(&store).await;
    let responder = world.responder("general").await;
    let tx = store.begin().await.unwrap();
    let moved = testland("organisations.toml", |text| {
        let address = "house_number = \"12\"\npostal_code = \"9001\"\nmunicipality = \"99001\"";
        let street = "street = { nl = \"Teststraat\", fr = \"Rue du Test\", en = \"Test Street\" }";
        let described = "description = { nl = \"Verpleegt mensen thuis.\"";
        text.replace("Test Nurses North", "Home nursing North")
            .replace(described, &format!("{street}\n{address}\n{described}"))
    });
    let at_its_address = |name: &str| {
        let text = moved.text(name).unwrap();
        let vague = "area = { zones = [\"N\"] }\nprecision = \"zone\"";
        text.replace(vague, "area = { zones = [\"N\"] }\nprecision = \"address\"")
    };
    let moved = house::Pack::from_files(moved.names("").map(|name| (name.to_owned(), at_its_address(name))));
    directory::pack::load(&world.system(), &tx, &moved).await.unwrap();
    tx.commit().await.unwrap();
    let nurse = service("test_home_nursing").to_string();
    let contact = logged(&responder, &[("service", &nurse)]).await;
    let page = responder.get("/helpdesk/contacts/new").await.expect(200).outline();
    let ticked = responder.post("/helpdesk/contacts/find", &typed(&page, &[("service", &nurse)])).await.expect(200);
    for shown in [responder.get(&contact).await.expect(200), ticked] {
        let outline = shown.outline();
        assert!(outline.says("Test Street 12, 9001 Northtown"), "{outline}");
        // The link for corrections names it once more, for whoever only hears the page.
        let rest = shown.text().replace("(Home nursing North)", "");
        assert_eq!(rest.matches("Home nursing North").count(), 1, "{outline}");
    }
}
