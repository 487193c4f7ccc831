//! Every department is registered, its pack has no fault, and loading it twice changes nothing.

use std::collections::BTreeSet;

use store::Store;
use testkit::World;

use crate::{steps, whole};

#[test]
fn every_department_is_in_the_house_and_only_those() {
    let domains = concat!(env!("CARGO_MANIFEST_DIR"), "/../../domains");
    let folders = std::fs::read_dir(domains).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let registered = platform::plan().modules().iter().map(|module| module.name.to_owned()).collect::<BTreeSet<_>>();
    let mut expected: BTreeSet<_> = folders.collect();
    // What other programs read stands beside the departments.
    expected.insert("standards".to_owned());
    assert_eq!(expected, registered);
}

#[test]
fn the_packs_have_no_fault() {
    let plan = platform::plan();
    for name in platform::region::embedded() {
        assert_eq!(plan.check(&platform::region::pack(name).unwrap()), [], "{name}");
    }
    assert_eq!(plan.check(&testkit::testland()), [], "Testland");
}

#[test]
fn a_key_that_nobody_knows_is_refused_by_its_name() {
    let whole = platform::region::pack("brussels").unwrap();
    for (file, known, typed) in [
        ("region.toml", "time_zone = ", "time_zoen = "),
        ("region.toml", "languages = [\"fr\"]", "langages = [\"fr\"]"),
        ("lines.toml", "purpose = ", "purposes = "),
        ("guide.toml", "safety = ", "safty = "),
        ("guide.toml", "emergency = ", "emergencies = "),
    ] {
        let changed = whole.names("").map(|name| {
            let text = whole.text(name).unwrap();
            let text = if name == file { text.replacen(known, typed, 1) } else { text.to_owned() };
            (name.to_owned(), text)
        });
        let faults = platform::plan().check(&house::Pack::from_files(changed.collect::<Vec<_>>()));
        let word = |text: &str| text.split(' ').next().unwrap().to_owned();
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        let (typed, known) = (format!("`{}` is no key", word(typed)), format!("the nearest is `{}`", word(known)));
        let found = told.iter().find(|one| one.starts_with(file) && one.contains(&typed) && one.contains(&known));
        assert!(found.is_some_and(|one| one.contains(", line ")), "{file} {typed}: {told:#?}");
    }
}

#[test]
fn navigation_leads_to_routes_that_ask_the_same_right() {
    for module in platform::plan().modules() {
        let routes = (module.routes)();
        for item in module.nav.iter().chain(module.foot) {
            let known = routes.table().iter().find(|route| route.path == item.path);
            assert_eq!(known.map(|route| route.right), Some(item.right), "{} of {}", item.path, module.name);
        }
    }
}

#[store::test(&steps())]
async fn a_pack_loaded_twice_changes_nothing(store: Store) {
    let world = whole(&store).await;
    let plan = platform::plan();
    let tx = store.begin().await.unwrap();
    for (name, report) in plan.load(&world.system(), &tx, &world.house.pack).await.unwrap() {
        assert_eq!((report.added, report.changed, report.removed, report.skipped), (0, 0, 0, 0), "{name}");
    }
}

#[store::test(&steps())]
async fn the_whole_house_also_stands_in_testland(store: Store) {
    let world = World::new(&store, platform::plan().modules().to_vec()).await;
    world.index().await;
    world.visitor().get("/").await.expect(200);
}
