//! Loading a pack: once, again, changed, faulty.

use access::Context;
use directory::{Area, Line, ServiceId, cards, pack, themes};
use house::Pack;
use house::import::{ImportFault, ImportReport};
use kernel::{Lang, PageRequest};
use store::Store;

use crate::world::{brussels, sample, steps, system};

async fn load(cx: &Context, store: &Store, pack: &Pack) -> Result<ImportReport, ImportFault> {
    let tx = store.begin().await.unwrap();
    let report = directory::pack::load(cx, &tx, pack).await?;
    tx.commit().await.unwrap();
    Ok(report)
}

fn service(id: &str) -> ServiceId {
    ServiceId::of(&directory::Origin::new(directory::Origin::PACK, id))
}

fn as_written(_: &str, text: String) -> String {
    text
}

#[store::test(&steps())]
async fn brussels_is_loaded_once_and_then_stays_as_it_is(store: Store) {
    let cx = system();
    let report = load(&cx, &store, &brussels()).await.unwrap();
    assert!(report.added > 300 && report.changed == 0 && report.removed == 0, "{report:?}");
    let again = load(&cx, &store, &brussels()).await.unwrap();
    assert_eq!((again.added, again.changed, again.removed), (0, 0, 0));
    assert_eq!(again.unchanged, report.added);
    let journal = journal::list(store.read(), &journal::Filter::default(), PageRequest::first(50)).await.unwrap();
    assert_eq!(journal.total, 3, "one entry for each file, none for a load that changed nothing");
    let helpdesk = cards(store.read(), &[service("brusano_helpdesk")]).await.unwrap();
    assert_eq!(helpdesk[0].place.address(Lang::Fr), "Rue de l'Association 15");
    assert_eq!(helpdesk[0].phone.as_deref(), Some("+32 2 880 29 80"));
    assert!(helpdesk[0].listed);
}

#[store::test(&steps())]
async fn a_card_tells_what_is_known_and_no_more(store: Store) {
    load(&system(), &store, &sample(as_written)).await.unwrap();
    let cards = cards(store.read(), &[service("test_advice"), service("test_nursing")]).await.unwrap();
    let [advice, nursing] = cards.as_slice() else { panic!("two cards, in the order asked for") };
    assert_eq!((advice.line, advice.place.zone.as_deref(), advice.languages.len()), (None, None, 0));
    assert_eq!(advice.areas, [Area::Region]);
    assert!(advice.summary.show(Lang::Nl).unwrap().stands_in);
    assert_eq!((nursing.line, nursing.place.zone.as_deref()), (Some(Line::First), Some("N")));
    assert_eq!(nursing.themes[0].as_str(), "home_nursing");
    assert_eq!(nursing.place.point, None);
}

#[store::test(&steps())]
async fn a_changed_pack_updates_and_removes(store: Store) {
    let cx = system();
    load(&cx, &store, &sample(as_written)).await.unwrap();
    let changed = sample(|name, text| match name {
        "services.toml" => text
            .replace("line = \"first\"", "line = \"second\"")
            .split("[[service]]")
            .take(2)
            .collect::<Vec<_>>()
            .join("[[service]]"),
        "themes.toml" => text.replace("Zorg thuis", "Hulp thuis").replace("nl = [\"thuiszorg\"]", ""),
        _ => text.replace("variants = [\"TC\"]", "variants = [\"T.C.\"]"),
    });
    let report = load(&cx, &store, &changed).await.unwrap();
    assert_eq!((report.added, report.changed, report.removed), (0, 3, 1), "{report:?}");
    let cards = cards(store.read(), &[service("test_nursing"), service("test_advice")]).await.unwrap();
    assert_eq!((cards.len(), cards[0].line), (1, Some(Line::Second)));
    let themes = themes(store.read()).await.unwrap();
    assert_eq!((themes[0].names.plain(Lang::Nl), themes[0].synonyms.len()), ("Hulp thuis", 0));
    let back = load(&cx, &store, &sample(as_written)).await.unwrap();
    assert_eq!((back.added, back.changed, back.removed), (1, 3, 0));
}

#[test]
fn the_brussels_pack_has_no_fault() {
    assert_eq!(pack::check(&brussels()), []);
}

#[test]
fn every_fault_is_told_with_file_line_and_remedy() {
    let faulty = sample(|name, text| match name {
        "themes.toml" => text.replace("broader = \"home_care\"", "broader = \"nowhere\""),
        "organisations.toml" => text
            .replace("kind = \"association\"\nphone", "kind = \"club\"\nphone")
            .replace("phone = \"02 000 00 00\"", "phone = \"on request\"")
            .replace("\"old_care\"]", "\"lost_care\"]"),
        "services.toml" => text
            .replace("line = \"first\"", "line = \"third\"")
            .replace("\"N\"", "\"Z\"")
            .replace("\"test_advice\"", "\"test_nursing\"")
            .replace("themes = [\"home_care\"]", "themes = [\"unknown\"]"),
        _ => text,
    });
    let faults: Vec<String> = pack::check(&faulty).iter().map(ToString::to_string).collect();
    for expected in [
        "themes.toml, line 10: `home_nursing` is part of `nowhere`, which does not exist; name the code of another theme",
        "organisations.toml, line 7: `test_care` is of the kind `club`, which does not exist; name the code",
        "organisations.toml, line 7: `test_care` continues `lost_care`, which does not exist; name the id",
        "organisations.toml, line 7: `on request` of `test_care` is no telephone number; write its digits",
        "services.toml, line 3: `third` is not one of zero_half, first, second; write one of these",
        "services.toml, line 3: `test_nursing` is offered in `Z`, which does not exist; name a code",
        "services.toml, line 3: `test_nursing` has the theme `unknown`, which does not exist; name a code",
        "services.toml, line 3: `test_nursing` stands there twice; give one of them another code",
    ] {
        assert!(
            faults.iter().any(|fault| fault.starts_with(expected)),
            "{expected}\nis not among\n{}",
            faults.join("\n")
        );
    }
}

#[test]
fn a_key_that_nobody_reads_is_refused_by_name_and_line() {
    for (file, sought, key) in [
        ("organisations.toml", "kind = \"association\"", "founded"),
        ("services.toml", "precision = ", "colour"),
        ("themes.toml", "broader = ", "emergency"),
    ] {
        let with_key =
            sample(
                |name, text| {
                    if name == file { text.replacen(sought, &format!("{key} = 1\n{sought}"), 1) } else { text }
                },
            );
        let fault = pack::check(&with_key).into_iter().find(|fault| fault.file == file).expect(file);
        assert!(fault.line.is_some() && fault.message.contains(&format!("unknown field `{key}`")), "{fault}");
    }
}

#[test]
fn files_that_are_missing_or_malformed_are_all_named() {
    let faults = pack::check(&Pack::from_files([("themes.toml".to_owned(), "[[theme]]\ncode = 1\n".to_owned())]));
    let files: Vec<&str> = faults.iter().map(|fault| fault.file.as_str()).collect();
    assert_eq!(files, ["themes.toml", "organisations.toml", "services.toml", "zones.toml", "municipalities.toml"]);
    assert_eq!(faults[0].line, Some(2));
}

#[store::test(&steps())]
async fn a_faulty_pack_changes_nothing_and_a_visitor_loads_none(store: Store) {
    let faulty = sample(|name, text| if name == "services.toml" { text.replace("test_care", "x") } else { text });
    assert!(matches!(load(&system(), &store, &faulty).await, Err(ImportFault::Pack(_))));
    let visitor = Context { actor: access::Actor::Visitor, ..system() };
    assert!(matches!(load(&visitor, &store, &sample(as_written)).await, Err(ImportFault::Denied(_))));
    assert!(themes(store.read()).await.unwrap().is_empty());
}
