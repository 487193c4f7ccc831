//! Hours that are true on a condition only, or cannot be told as times: on page, sheet and paper, in files and in forms.

use directory::entry::Patch;
use directory::entry::actions::{New, create};
use directory::entry::{EntryKind, Record};
use directory::{OrganisationId, Origin};
use kernel::{Lang, Text};
use serde_json::json;
use store::Store;
use testkit::{Client, World};
use uuid::Uuid;

use crate::editing::{drawn, testland};
use crate::import::{count, counts, import, written};
use crate::world::{brussels, load_all, steps};

/// Makes an entry as the program itself.
pub async fn make(
    world: &World,
    kind: EntryKind,
    (first, second): (Option<Uuid>, Option<Uuid>),
    patch: Patch,
) -> Record {
    let (cx, tx) = (world.system(), world.store().begin().await.unwrap());
    let id = cx.random.uuid(cx.now());
    let within = Some(OrganisationId::of(&Origin::new(Origin::PACK, "test_support")));
    let made = create(&cx, &tx, New { kind, id, first, second, within, patch, channel: None }).await.unwrap();
    tx.commit().await.unwrap();
    made
}

/// A service with these hours at a place: the paths of its page and of its sheet, and the form of the place.
async fn with_hours(world: &World, hours: &str) -> [String; 3] {
    let organisation = OrganisationId::of(&Origin::new(Origin::PACK, "test_support")).uuid();
    let names = json!(Text::same_everywhere("Blorft desk"));
    let service = make(world, EntryKind::Service, (Some(organisation), None), Patch::new().set("names", names)).await;
    let location = make(world, EntryKind::Location, (None, None), Patch::new().set("postal_code", "9001")).await;
    let places = (Some(service.entry().id), Some(location.entry().id));
    let at = make(world, EntryKind::ServiceAtLocation, places, Patch::new().set("opening_hours", hours)).await;
    let id = service.entry().id;
    [format!("/services/{id}"), format!("/sheet?s={id}"), format!("/directory/entries/{}", at.entry())]
}

async fn text(client: &Client, path: &str) -> testkit::Outline {
    client.get(path).await.expect(200).outline()
}

/// Every test begins on Tuesday 10 March 2026, ten in the morning.
#[store::test(&steps())]
async fn hours_by_appointment_say_so_and_are_never_open(store: Store) {
    let world = testland(&store).await;
    let visitor = world.visitor().speaking(Lang::En);
    let [page, sheet, form] = with_hours(&world, "Mo-Fr 09:00-12:00 open \"op afspraak\"").await;
    world.index().await;
    for path in [&page, &sheet] {
        let page = text(&visitor, path).await;
        assert!(page.says("9:00 to 12:00 (op afspraak)"), "{page}");
    }
    let told = text(&visitor, &page).await;
    assert!(!told.says("Open now") && !told.says("Always open"), "{told}");
    let found = text(&visitor, "/search?q=blorft&open=1").await;
    assert!(!found.says("Blorft desk"), "a door that opens by appointment is not open\n{found}");
    assert!(text(&visitor, "/search?q=blorft").await.says("Blorft desk"));
    visitor.get(&sheet.replace("/sheet?", "/sheet/pdf?")).await.expect(200);

    let editor = world.editor().await;
    let before = editor.get(&form).await.expect(200).outline();
    editor.post(&form, &drawn(&before, &[("phone", "02 000 00 00")])).await.expect(303);
    let kept = "select count(*) as n from service_at_location
        where opening_hours = 'Mo-Fr 09:00-12:00 open \"op afspraak\"' and phone = '02 000 00 00'";
    assert_eq!(count(&store, kept).await, 1, "another field was changed, the words stay");
}

#[store::test(&steps())]
async fn what_closes_on_a_holiday_is_not_always_open(store: Store) {
    let world = testland(&store).await;
    let visitor = world.visitor().speaking(Lang::En);
    let [page, ..] = with_hours(&world, "24/7; PH off").await;
    world.index().await;
    for path in [page.as_str(), "/search?q=blorft"] {
        let told = text(&visitor, path).await;
        assert!(told.says("Open now") && !told.says("Always open"), "{path}\n{told}");
    }
    let [page, ..] = with_hours(&world, "24/7").await;
    let told = text(&visitor, &page).await;
    assert!(told.says("Always open"), "{told}");
}

#[store::test(&steps())]
async fn hours_that_cannot_be_told_as_times_are_shown_as_they_were_written(store: Store) {
    let world = testland(&store).await;
    let visitor = world.visitor().speaking(Lang::En);
    let [page, sheet, form] = with_hours(&world, "Mo-Fr 09:00-17:00").await;
    // As an earlier version of this program kept them.
    let tx = store.begin().await.unwrap();
    let untold = "update service_at_location set opening_hours = 'SH Mo-Fr 10:00-12:00'
        where opening_hours = 'Mo-Fr 09:00-17:00' and id = $1";
    let at: directory::EntryId = form.rsplit('/').next().unwrap().parse().unwrap();
    sea_orm::ConnectionTrait::execute_raw(&tx, store::sql(&tx, untold, [at.id.into()])).await.unwrap();
    tx.commit().await.unwrap();
    for path in [&page, &sheet] {
        let told = text(&visitor, path).await;
        assert!(told.says("The service writes: SH Mo-Fr 10:00-12:00") && !told.says("10:00 to 12:00"), "{told}");
        assert!(!told.says("We do not know the hours yet"), "they stand below\n{told}");
    }
    let editor = world.editor().await;
    let before = editor.get(&form).await.expect(200).outline();
    let refused = editor.post(&form, &drawn(&before, &[("opening_hours", "Mo-Fr 09:00+")])).await.expect(422);
    assert!(refused.outline().says("in words below"));
    editor.post(&form, &drawn(&before, &[("phone", "02 000 00 00")])).await.expect(303);
    let kept = "select count(*) as n from service_at_location where opening_hours = 'SH Mo-Fr 10:00-12:00'";
    assert_eq!(count(&store, kept).await, 1, "what nobody touched stays");
}

#[store::test(&steps())]
async fn a_file_keeps_its_hours_as_words_when_they_cannot_be_told(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let untold = ["SH Mo-Fr 10:00-12:00", "sunrise-sunset", "Mo-Fr 09:00+", "Mo-Fr 09:00-17:00; SH off"];
    let told = ["24/7; PH off", "Mo-Fr 09:00-12:00 open \"op afspraak\"", "mo-fr 9:00-12:00"];
    let hours: Vec<&str> = untold.iter().chain(&told).copied().collect();
    let rows: Vec<serde_json::Value> = (0_u8..)
        .zip(&hours)
        .map(|(n, hours)| {
            json!({"type": "node", "id": n, "lat": 50.85, "lon": 4.35 + 0.001 * f64::from(n), "tags": {
                "amenity": "pharmacy", "name": format!("Apotheek {n} {n}{n}"), "addr:postcode": "1000",
                "opening_hours": hours}})
        })
        .collect();
    let file = written(&dir, "extract.json", json!({ "elements": rows }).to_string().as_bytes());
    let report = import(&store, &file, false).await.unwrap();
    assert_eq!((counts(&report)[0], report.flagged), (7, untold.len() as u64), "{}", report.remarks);
    assert!(report.remarks.to_string().contains("cannot be told for certain"), "{}", report.remarks);
    for hours in told {
        let kept = format!("select count(*) as n from service_at_location where opening_hours = '{hours}'");
        assert_eq!(count(&store, &kept).await, 1, "{hours} is kept as it was written");
    }
    for hours in untold {
        let kept = format!(
            "select count(*) as n from service_at_location
            where opening_hours is null and cast(hours_text as text) like '%{hours}%'"
        );
        assert_eq!(count(&store, &kept).await, 1, "{hours} is kept as words");
    }
}
