//! Finding a place in Brussels by what people write.

use kernel::Lang;
use sea_orm::ConnectionTrait as _;
use store::{Store, sql};
use territory::{Found, Gazetteer, Gazetteers, Place, PlaceKind, Precision};

use crate::world::{brussels, gazetteer, import, load, shared, steps};

fn one(known: &Gazetteer, asked: &str) -> Place {
    match known.find(asked, Lang::Nl) {
        Found::One(place) => place,
        other => panic!("{asked}: {other:?}"),
    }
}

fn choices(known: &Gazetteer, asked: &str) -> Vec<String> {
    match known.find(asked, Lang::Nl) {
        Found::Several { places, .. } => places.into_iter().map(|place| place.code).collect(),
        other => panic!("{asked}: {other:?}"),
    }
}

#[store::test(&steps())]
async fn names_and_codes_in_two_languages(store: Store) {
    load(&store, &brussels()).await;
    let known = gazetteer(&store).await;
    let cases = [
        ("schaarbeek", "municipality~21015", "NE"),
        ("Schaerbeek", "municipality~21015", "NE"),
        ("scharbeek", "municipality~21015", "NE"),
        ("1030", "postal~1030", "NE"),
        ("B-1030 Schaarbeek", "municipality~21015", "NE"),
        ("Sint-Joost", "municipality~21014", "NE"),
        ("st josse", "municipality~21014", "NE"),
        ("SAINT JOSSE TEN NOODE", "municipality~21014", "NE"),
        ("1020 Laken", "part~laken", "N"),
        ("Laeken", "part~laken", "N"),
        ("neder over heembeek", "part~neder_over_heembeek", "N"),
        ("Vijfhoek", "part~pentagon", "CO"),
        ("marolles", "neighbourhood~marolles", "CO"),
        ("Koekelberg", "municipality~21011", "N"),
        ("zorgzone zuid", "zone~S", "S"),
        ("bassin nord-est", "zone~NE", "NE"),
        ("onbekendestraat 3, 1030 Schaarbeek", "municipality~21015", "NE"),
        ("nergenslaan 7 1090", "postal~1090", "N"),
    ];
    for (asked, code, zone) in cases {
        let place = one(&known, asked);
        assert_eq!(
            (place.code.as_str(), place.zone.as_ref().map(territory::ZoneCode::as_str)),
            (code, Some(zone)),
            "{asked}"
        );
    }
}

#[store::test(&steps())]
async fn a_unit_of_work_takes_what_the_house_keeps_until_the_territory_changes(store: Store) {
    load(&store, &brussels()).await;
    let gazetteers = Gazetteers::open(&store).await.unwrap();
    let tx = store.begin().await.unwrap();
    tx.execute_raw(sql(&tx, "delete from territory_postal_code", [])).await.unwrap();
    let known = Gazetteer::of(&tx).await.unwrap();
    assert!(known.postal_code("1030").is_some(), "nothing is read anew while the revision is the same");
    tx.execute_raw(sql(&tx, "update territory_revision set number = number + 1", [])).await.unwrap();
    assert!(Gazetteer::of(&tx).await.unwrap().postal_code("1030").is_none(), "it sees what it changed itself");
    tx.commit().await.unwrap();
    assert!(gazetteers.refresh(&store).await.unwrap());
    let tx = store.begin().await.unwrap();
    let known = Gazetteer::of(&tx).await.unwrap();
    assert!(known.postal_code("1030").is_none() && known.revision() == gazetteers.current().revision());
}

#[store::test(&steps())]
async fn a_place_in_several_zones_is_asked_back(store: Store) {
    load(&store, &brussels()).await;
    let known = gazetteer(&store).await;
    let of_1000 = ["part~european_quarter", "part~louise", "part~northern_quarter", "part~pentagon"];
    assert_eq!(choices(&known, "1000"), [&of_1000[..], &["postal~1000", "region~brussels"]].concat());
    let of_1020 = ["part~laken", "part~northern_quarter", "postal~1020", "region~brussels"];
    assert_eq!(choices(&known, "1020"), of_1020);
    let of_1040 = ["part~european_quarter", "municipality~21005", "postal~1040", "region~brussels"];
    assert_eq!(choices(&known, "1040"), of_1040);
    assert_eq!(choices(&known, "Bruxelles").len(), 9, "seven parts, the whole city, the region");
    assert_eq!(choices(&known, "woluwe"), ["municipality~21018", "municipality~21019"]);

    for place in known.find("1000", Lang::Fr).choices() {
        let chosen = one(&known, &place.code);
        assert_eq!(chosen, *place, "what was chosen is found again and not asked back");
        let is_whole = matches!(place.kind, PlaceKind::PostalCode | PlaceKind::Region);
        assert_eq!(place.zone.is_none(), is_whole, "{}", place.code);
    }
    let whole = one(&known, "postal~1000");
    assert_eq!((whole.zones.len(), whole.precision), (2, Precision::PostalCode));
    assert_eq!(whole.label.plain(Lang::Fr), "1000 Bruxelles");
}

#[store::test(&steps())]
async fn nothing_is_guessed(store: Store) {
    load(&store, &brussels()).await;
    let known = gazetteer(&store).await;
    for nonsense in ["", "   ", "9999", "xyzzy plugh", "part~nowhere", "~", "<script>", &"a".repeat(100_000)] {
        assert!(matches!(known.find(nonsense, Lang::Nl), Found::Nothing { .. }), "{nonsense:.20}");
    }
    let Found::Nothing { nearest } = known.find("schaarbeeksche poort", Lang::Nl) else { panic!("found") };
    assert!(nearest.iter().any(|place| place.code == "municipality~21015"), "{nearest:?}");
    let empty = known.suggest("", 5);
    assert_eq!(empty, []);
}

#[store::test(&steps())]
async fn an_empty_database_answers_nothing(store: Store) {
    let known = gazetteer(&store).await;
    assert_eq!(known.find("1000", Lang::Nl), Found::Nothing { nearest: Vec::new() });
    assert!(territory::hexes(&known).is_empty() && known.region().is_none());
}

#[store::test(&steps())]
async fn streets_in_both_languages(store: Store) {
    let Some(streets) = shared("streets/brussels_streets_by_municipality_2020.csv") else { return };
    load(&store, &brussels()).await;
    let report = import(&store, &brussels(), &streets).await.unwrap();
    assert_eq!((report.added, report.skipped), (5_924, 54), "54 differ only in capitals, accents or hyphens");
    let known = gazetteer(&store).await;

    let place = one(&known, "chaussée d'Haecht 55, 1210");
    assert_eq!((place.kind, place.zone.unwrap().as_str()), (PlaceKind::Street, "NE"));
    assert_eq!(place.label.plain(Lang::Nl), "Haachtsesteenweg, Sint-Joost-ten-Node");
    assert_eq!(one(&known, "Haachtse stwg 1210").code, place.code);
    assert_eq!(one(&known, "haachtsesteenwg 1210").code, place.code, "a letter is missing");

    // A street of Brussels-City without a point: which part is not known, so the parts are asked.
    let of_city = choices(&known, "Verenigingstraat 15, 1000");
    assert!(
        of_city.contains(&"part~pentagon".to_owned()) && of_city.contains(&"part~louise".to_owned()),
        "{of_city:?}"
    );
    assert_eq!(choices(&known, "rue Haute Bruxelles").len(), 8, "seven parts and the region");
    assert_eq!(one(&known, "Versailleslaan 1120").zone.unwrap().as_str(), "N", "only one part has this postal code");

    let several = choices(&known, "chaussée de Wavre");
    assert!(several.len() >= 3 && several.iter().all(|code| code.starts_with("street~")), "{several:?}");
    assert_eq!(one(&known, "chaussée de Wavre, Etterbeek").zone.unwrap().as_str(), "SE");
    assert_eq!(one(&known, "Elsene Waversesteenweg 12").zone.unwrap().as_str(), "S");

    let begun: Vec<String> =
        known.suggest("rue de l'assoc", 5).into_iter().map(|place| place.label.plain(Lang::Fr).to_owned()).collect();
    assert_eq!(begun, ["Rue de l'Association, Bruxelles-Ville"]);
}

#[store::test(&steps())]
async fn a_street_is_found_by_a_part_of_its_name_or_suggested(store: Store) {
    let Some(streets) = shared("streets/brussels_streets_by_municipality_2020.csv") else { return };
    load(&store, &brussels()).await;
    import(&store, &brussels(), &streets).await.unwrap();
    let known = gazetteer(&store).await;
    let avenue = "Emile Bockstaellaan, Brussel-Stad";
    for asked in
        ["Bockstaellaan", "bockstaellaan 110, 1020", "boulevard Bockstael", "bd Emile Bockstael", "Bockstaellaan Laken"]
    {
        let Found::Several { within: Some(street), .. } = known.find(asked, Lang::Nl) else { panic!("{asked}") };
        assert_eq!(street.label.plain(Lang::Nl), avenue, "{asked}");
        assert_eq!((street.kind, street.point), (PlaceKind::Street, None), "{asked}");
    }
    let of_1020 = ["part~laken", "part~northern_quarter", "postal~1020", "region~brussels"];
    assert_eq!(choices(&known, "Bockstaellaan 1020"), of_1020);
    let found = known.find("Bockstaellaan 1020", Lang::Nl);
    assert_eq!(found.zones().into_iter().map(territory::ZoneCode::as_str).collect::<Vec<_>>(), ["CO", "N"]);
    assert_eq!(choices(&known, "bockstael").len(), 2, "the avenue and the square");
    let Found::Several { within: Some(street), .. } = known.find("rue neuve", Lang::Fr) else { panic!("rue neuve") };
    assert_eq!(street.label.plain(Lang::Fr), "Rue Neuve, Bruxelles-Ville");

    let begun = known.suggest("bockst", 5);
    assert!(begun.iter().any(|place| place.label.plain(Lang::Nl) == avenue), "{begun:?}");

    // A typing error in a part is never taken for a street, only proposed.
    for asked in ["Bokstaellaan", "boulevard Bockstal"] {
        let Found::Nothing { nearest } = known.find(asked, Lang::Nl) else { panic!("{asked} was guessed") };
        assert!(nearest.iter().any(|place| place.label.plain(Lang::Nl) == avenue), "{asked}: {nearest:?}");
    }
    assert!(matches!(known.find("Jean", Lang::Fr), Found::Nothing { .. }), "too many streets are called after a Jean");
}
