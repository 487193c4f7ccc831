//! Loading a region pack: twice changes nothing, faults name file, line and remedy.

use house::Pack;
use journal::Filter;
use kernel::PageRequest;
use store::Store;

use crate::world::{brussels, gazetteer, load, small, steps, visitor};

#[store::test(&steps())]
async fn brussels_is_loaded_and_loading_again_changes_nothing(store: Store) {
    let first = load(&store, &brussels()).await;
    assert_eq!((first.changed, first.removed, first.skipped), (0, 0, 0));
    let known = gazetteer(&store).await;
    assert_eq!((known.zones().len(), known.municipalities().len(), known.postal_codes().len()), (5, 19, 23));
    assert_eq!(known.parts().len(), 7);
    assert_eq!(territory::hexes(&known).len(), 19);
    let city = territory::hexes(&known).into_iter().find(|hexagon| hexagon.municipality == "21004").unwrap();
    let zones: Vec<&str> = city.parts.iter().map(|part| part.zone.as_str()).collect();
    assert_eq!(zones, ["N", "CO", "S"], "from north to south");

    let again = load(&store, &brussels()).await;
    assert_eq!((again.added, again.changed, again.removed), (0, 0, 0));
    assert_eq!(again.unchanged, first.added);
    let entries = journal::list(store.read(), &Filter::default(), PageRequest::first(20)).await.unwrap();
    assert_eq!(entries.total, 4, "one entry for each file, none for loading again");
    journal::verify(store.read()).await.unwrap();
}

#[store::test(&steps())]
async fn what_the_pack_no_longer_has_goes(store: Store) {
    load(&store, &small()).await;
    let files: Vec<(String, String)> = small()
        .names("")
        .map(|name| {
            let text = small().text(name).unwrap().replace("Eendorp", "Eerstedorp");
            (name.to_owned(), text.split("[[postal_code]]\ncode = \"9002\"").next().unwrap().replace("\"9002\"", ""))
        })
        .collect();
    let report = load(&store, &Pack::from_files(files)).await;
    assert_eq!((report.added, report.removed), (0, 1), "{report:?}");
    assert_eq!(gazetteer(&store).await.municipality("1").unwrap().names.plain(kernel::Lang::Nl), "Eerstedorp");
}

#[store::test(&steps())]
async fn only_who_may_loads(store: Store) {
    let tx = store.begin().await.unwrap();
    let refused = territory::load(&visitor(), &tx, &small()).await.unwrap_err();
    assert!(refused.to_string().contains("territory.load"), "{refused}");
}

#[test]
fn the_brussels_pack_is_without_fault() {
    assert_eq!(territory::check(&brussels()), []);
    assert_eq!(territory::check(&small()), []);
}

#[test]
fn each_fault_names_file_line_and_remedy() {
    let cases = [
        ("zones.toml", "colour = 2", "colour = 9", "zones.toml, line 8: zone B has the colour 9"),
        ("zones.toml", "code = \"B\"", "code = \"A\"", "zones.toml, line 2: `A` stands twice"),
        (
            "municipalities.toml",
            "zones = [\"A\"]",
            "zones = [\"X\"]",
            "municipalities.toml, line 2: there is no zone `X`",
        ),
        (
            "municipalities.toml",
            "q = 1",
            "q = 0",
            "municipalities.toml, line 8: the hexagon q = 0, r = 0 is taken twice",
        ),
        ("municipalities.toml", "municipalities = [\"2\"]", "municipalities = [\"7\"]", "names the municipality 7"),
        ("municipalities.toml", "nis = \"2\"", "nis = 2", "municipalities.toml, line 8: invalid type"),
        ("region.toml", "south = 50.0", "south = 52.0", "region.toml, line 5: the bounding box is no box"),
    ];
    for (file, from, to, expected) in cases {
        let files = small();
        let changed = files.names("").map(|name| {
            let text = files.text(name).unwrap();
            (name.to_owned(), if name == file { text.replacen(from, to, 1) } else { text.to_owned() })
        });
        let faults = territory::check(&Pack::from_files(changed.collect::<Vec<_>>()));
        let shown: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(shown.iter().any(|fault| fault.contains(expected)), "{expected}: {shown:?}");
    }
}
