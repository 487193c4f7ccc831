//! The Brussels pack at the helpdesk: read, loaded twice, and its declared figures as declared.

use std::path::Path;

use figures::declared;
use helpdesk::desk::records;
use helpdesk::pack::{LoadFault, check, load};
use house::Pack;
use kernel::Lang;
use store::Store;

use crate::world::*;

fn brussels() -> Pack {
    Pack::from_dir(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regions/brussels")).unwrap()
}

#[store::test(&steps())]
async fn the_pack_is_sound_and_loading_it_twice_changes_nothing(store: Store) {
    assert_eq!(check(&brussels()), []);
    let tx = store.begin().await.unwrap();
    let first = load(&system(), &tx, &brussels()).await.unwrap();
    let again = load(&system(), &tx, &brussels()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((first.desk.unchanged, first.figures.unchanged), (0, 0));
    assert!(first.desk.added > 0 && first.desk.changed == 0, "all of it is new: {first:?}");
    assert_eq!((again.desk.added, again.desk.changed, again.desk.retired), (0, 0, 0));
    assert_eq!((again.figures.added, again.figures.changed, again.figures.unchanged), (0, 0, first.figures.added));
    let desk = records::desk(store.read()).await.unwrap();
    let psychologist = desk.line("psychologist").unwrap();
    assert_eq!((psychologist.confidential, psychologist.target), (true, Some(60.0)));
    assert!(desk.guide(psychologist).unwrap().steps.iter().any(|step| step.safety));
    assert_eq!(desk.channel_name("phone", Lang::Fr), "Téléphone");
}

#[store::test(&steps())]
async fn the_totals_of_2021_are_there_as_declared(store: Store) {
    let tx = store.begin().await.unwrap();
    load(&system(), &tx, &brussels()).await.unwrap();
    tx.commit().await.unwrap();
    let contacts = declared::of(store.read(), "helpdesk.contacts").await.unwrap();
    let value = |line: &str, channel: Option<&str>, year: &str| {
        contacts
            .iter()
            .find(|figure| {
                figure.dimensions.get("line").map(String::as_str) == Some(line)
                    && figure.dimensions.get("channel").map(String::as_str) == channel
                    && figure.period.to_string() == year
            })
            .map(|figure| (figure.value, figure.derived))
    };
    assert_eq!(value("general", Some("phone"), "2021"), Some((967.0, false)));
    assert_eq!(value("general", Some("mail"), "2021"), Some((220.0, false)));
    assert_eq!(value("general", None, "2021"), Some((1187.0, true)));
    assert_eq!(value("psychologist", Some("phone"), "2020"), Some((49.0, false)));
    let rates = declared::of(store.read(), "helpdesk.direct_answer_rate").await.unwrap();
    assert_eq!((rates[0].value, rates[0].target), (52.0, Some(60.0)));
}

#[store::test(&steps())]
async fn a_pack_with_faults_is_named_and_loads_nothing(store: Store) {
    let texts = |file: &str| brussels().text(file).unwrap().to_owned();
    let spoilt = |file: &'static str, from: &str, to: &str| {
        let names = ["lines.toml", "guide.toml", "region.toml", "declared.toml"];
        let text = |name: &str| if name == file { texts(name).replacen(from, to, 1) } else { texts(name) };
        Pack::from_files(names.map(|name| (name.to_owned(), text(name))))
    };
    let cases = [
        (spoilt("lines.toml", "\"letter\"", "\"pigeon\""), "lines.toml", "there is no channel `pigeon`"),
        (spoilt("lines.toml", "_percent = 60", "_percent = 160"), "lines.toml", "is no percentage"),
        (
            spoilt("guide.toml", "[\"medical_112\"]", "[\"nobody\"]"),
            "guide.toml",
            "there is no emergency line `nobody`",
        ),
        (spoilt("declared.toml", "channel =", "chanel ="), "declared.toml", "has no dimension `chanel`"),
        (spoilt("region.toml", "code = \"unknown\"", "code = \"other2\""), "region.toml", "`unknown` is missing"),
    ];
    for (pack, file, message) in cases {
        let faults = check(&pack);
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(
            faults[0].file == file && faults[0].line.is_some() && faults[0].message.contains(message),
            "{}",
            faults[0]
        );
        let tx = store.begin().await.unwrap();
        assert!(matches!(load(&system(), &tx, &pack).await, Err(LoadFault::Pack(_))));
    }
    assert!(records::desk(store.read()).await.unwrap().lines.is_empty());
}
