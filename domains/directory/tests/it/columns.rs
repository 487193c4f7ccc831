//! Our own columns: what a row may say beyond a name, a place and its hours.

use directory::{
    AliasSort, CostSort, OrganisationId, Origin, Rhythm, ServiceAtLocation, ServiceAtLocationId, ServiceId, entry,
};
use store::Store;

use crate::import::{counts, import, own, written};
use crate::world::{brussels, load_all, steps};

/// Rows in our own columns with some of those that a file may have.
fn with(columns: &str, rows: &[(&str, &str)]) -> Vec<u8> {
    let usual: Vec<[&str; 6]> =
        rows.iter().map(|(id, _)| [*id, "Proefhuis", "pharmacy", "50.85", "4.35", ""]).collect();
    let text = String::from_utf8(own(&usual)).unwrap();
    let more = std::iter::once(columns).chain(rows.iter().map(|(_, more)| *more));
    text.lines().zip(more).map(|(line, more)| format!("{line},{more}\n")).collect::<String>().into_bytes()
}

fn origin(row: &str) -> Origin {
    Origin::new("own", row)
}

async fn place(store: &Store, row: &str) -> ServiceAtLocation {
    let at = ServiceAtLocationId::of(&origin(row));
    match entry::records::find(store.read(), at.into()).await.unwrap() {
        Some(entry::Record::ServiceAtLocation(at)) => at,
        other => panic!("a place: {other:?}"),
    }
}

#[store::test(&steps())]
async fn other_names_networks_rhythm_closures_room_and_prices_come_in(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let columns = "variants,former_names,networks,part_of,update_rhythm,closures,costs,accepting,free_places,waiting_days,capacity_known_on";
    let rows = [
        (
            "1",
            "PH;P.H.,Oud Proefhuis,2,2,yearly,2026-12-24/2027-01-02;2026-11-30;2027-05-01/,social_rate 12.50;free,yes,3,,2026-11-20",
        ),
        ("2", ",,2,2,,,,,,,"),
    ];
    let report = import(&store, &written(&dir, "own.csv", &with(columns, &rows)), false).await.unwrap();
    assert_eq!(counts(&report), [2, 0, 0, 0, 0], "{:?}", report.skips);
    let db = store.read();
    let house = entry::records::find(db, OrganisationId::of(&origin("1")).into()).await.unwrap().unwrap();
    let entry::Record::Organisation(house) = house else { panic!("an organisation") };
    let variants: Vec<(AliasSort, &str)> = house.aliases.iter().map(|(sort, name)| (*sort, name.as_str())).collect();
    for expected in [(AliasSort::Variant, "PH"), (AliasSort::Variant, "P.H."), (AliasSort::Former, "Oud Proefhuis")] {
        assert!(variants.contains(&expected), "{variants:?}");
    }
    let other = OrganisationId::of(&origin("2"));
    assert_eq!((house.networks.as_slice(), house.parent), (&[other][..], Some(other)));
    let service = entry::records::find(db, ServiceId::of(&origin("1")).into()).await.unwrap().unwrap();
    let entry::Record::Service(service) = service else { panic!("a service") };
    assert_eq!(service.update_rhythm, Some(Rhythm::Yearly));
    let costs: Vec<_> = service.costs.iter().map(|cost| (cost.sort, cost.cents)).collect();
    assert_eq!(costs, [(CostSort::SocialRate, Some(1_250)), (CostSort::Free, None)]);
    let at = place(&store, "1").await;
    let closures: Vec<_> =
        at.closures.iter().map(|one| (one.from.to_string(), one.until.map(|day| day.to_string()))).collect();
    let day = |text: &str| Some(text.to_owned());
    let expected = [
        ("2026-12-24".to_owned(), day("2027-01-02")),
        ("2026-11-30".to_owned(), day("2026-11-30")),
        ("2027-05-01".to_owned(), None),
    ];
    assert_eq!(closures, expected);
    let room = at.capacity.unwrap();
    assert_eq!((room.accepting, room.places, room.waiting_days), (Some(true), Some(3), None));
    let second = entry::records::find(db, other.into()).await.unwrap().unwrap();
    let entry::Record::Organisation(second) = second else { panic!("an organisation") };
    assert!(second.networks.is_empty() && second.parent.is_none(), "nobody is part of itself");
}

#[store::test(&steps())]
async fn what_cannot_be_read_of_them_is_left_out_and_told(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let columns = "update_rhythm,closures,costs,accepting,capacity_known_on";
    let rows = [("1", "sometimes,Christmas;2027-01-02/2026-12-24,cheap;free a lot,yes,")];
    let report = import(&store, &written(&dir, "own.csv", &with(columns, &rows)), false).await.unwrap();
    assert_eq!(counts(&report), [1, 0, 0, 0, 0], "{:?}", report.skips);
    let told = report.remarks.to_string();
    for expected in ["sometimes", "`Christmas` is no closure", "cheap", "`a lot` is no price", "capacity_known_on"] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    let at = place(&store, "1").await;
    assert!(at.closures.is_empty() && at.capacity.is_none());
}

#[store::test(&steps())]
async fn deletions_of_another_source_say_so(store: Store) {
    load_all(&store, &brussels()).await;
    let dir = tempfile::tempdir().unwrap();
    let file = |name: &str, deleted: &str| written(&dir, name, &with("deleted", &[("1", deleted), ("2", deleted)]));
    import(&store, &file("own.csv", ""), false).await.unwrap();
    let report = import(&store, &file("del.csv", "yes"), false).await.unwrap();
    assert_eq!(counts(&report), [0, 0, 0, 0, 0]);
    let told = report.remarks.to_string();
    assert!(told.contains("2 rows say that something is no more which the source `del` never had"), "{told}");
    for _ in 0..2 {
        let report = import(&store, &file("own.csv", "yes"), false).await.unwrap();
        assert!(
            !report.remarks.to_string().contains("never had"),
            "it had them, and says so again: {}",
            report.remarks
        );
    }
}
