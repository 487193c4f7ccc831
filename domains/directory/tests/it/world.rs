//! What the tests share: the tables, a context, the Brussels pack and a small one that can be changed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use access::{AccountId, Actor, Context, Grant, Policies, Role, Scope, SignedIn, Vault};
use directory::{Calendar, Finder, Services, lexicon};
use house::import::ImportJob;
use house::{Core, House, Pack};
use jiff::tz::TimeZone;
use kernel::{Clock, Random};
use search::{Index, Indexer, Source};
use store::{Migration, Store};
use territory::Gazetteer;
use testkit::World;

/// The tables that the directory needs.
pub fn steps() -> Vec<Migration> {
    World::steps([territory::module(), directory::module()])
}

/// Loads the territory and the directory of a pack.
pub async fn load_all(store: &Store, pack: &Pack) {
    let cx = system();
    let tx = store.begin().await.unwrap();
    territory::load(&cx, &tx, pack).await.unwrap();
    directory::pack::load(&cx, &tx, pack).await.unwrap();
    tx.commit().await.unwrap();
}

/// Loads the directory of a pack without its territory.
pub async fn load_offer(store: &Store, pack: &Pack) {
    load_offer_as(&system(), store, pack).await;
}

/// As [`load_offer`], at the time of a context.
pub async fn load_offer_as(cx: &Context, store: &Store, pack: &Pack) {
    let tx = store.begin().await.unwrap();
    directory::pack::load(cx, &tx, pack).await.unwrap();
    tx.commit().await.unwrap();
}

/// The program itself, on a Monday morning in Brussels.
pub fn system() -> Context {
    let policies = Arc::new(Policies::load(directory::RIGHTS).unwrap());
    let clock = Clock::at("2026-11-23T09:00:00Z".parse().unwrap());
    Context::system("test", clock, Random::system(), policies, TimeZone::get("Europe/Brussels").unwrap())
}

/// The same, on another day of November 2026.
pub fn on(day: u8, cx: Context) -> Context {
    Context { clock: Clock::at(format!("2026-11-{day:02}T09:00:00Z").parse().unwrap()), ..cx }
}

/// Somebody with a role.
pub fn somebody(role: Role, scope: Scope) -> Context {
    let grants = vec![Grant::new(role, scope, "2026-01-01".parse().unwrap())];
    let id = AccountId::from_uuid(uuid::Uuid::from_u128(role as u128 + 1));
    let account = SignedIn { id, name: "Test Tester".to_owned(), grants };
    Context { actor: Actor::Account(Arc::new(account)), ..system() }
}

/// An editor.
pub fn editor() -> Context {
    somebody(Role::Editor, Scope::Everywhere)
}

/// A house around a database and the Brussels pack, unfurnished.
pub fn house(store: &Store) -> House {
    let Context { clock, random, policies, time_zone, .. } = system();
    let vault = Vault::new([7; 32], random.clone());
    let (store, pack, data) = (store.clone(), brussels(), PathBuf::new());
    House::new(Core { store, policies, clock, random, time_zone, vault, pack, data })
}

/// A finder on what a database holds, and the folder of its index.
pub async fn finder(store: &Store) -> (Finder, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let sources: Vec<Arc<dyn Source>> = vec![Arc::new(Services::default())];
    let index = Index::open(dir.path(), &lexicon(), &sources).unwrap();
    Indexer::new(store.clone(), index.clone(), sources).catch_up().await.unwrap();
    let calendar = Calendar::new("BE", TimeZone::get("Europe/Brussels").unwrap());
    let finder = Finder::new(index, calendar, system().clock);
    finder.learn(store.read()).await.unwrap();
    (finder, dir)
}

/// The Brussels pack in a database, with what else is imported, and what finds in it.
pub struct City {
    pub finder: Finder,
    pub gazetteer: Gazetteer,
    _index: tempfile::TempDir,
}

/// The Brussels pack with what is in these files.
pub async fn city(store: &Store, files: &[&Path]) -> City {
    let (cx, house) = (system(), house(store));
    load_all(store, &house.pack).await;
    for file in files {
        let job =
            ImportJob { source: None, cx: &cx, house: &house, file, mapping: None, dry_run: false, progress: &() };
        (directory::import::KIND.run)(job).await.unwrap();
    }
    let (finder, index) = finder(store).await;
    City { finder, gazetteer: Gazetteer::load(store.read()).await.unwrap(), _index: index }
}

/// The folder of the Brussels pack.
pub fn brussels_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regions/brussels")
}

/// The Brussels pack.
pub fn brussels() -> Pack {
    Pack::from_dir(&brussels_dir()).unwrap()
}

/// A small pack; `change` may rewrite a file, by name.
pub fn sample(change: impl Fn(&str, String) -> String) -> Pack {
    let files = [
        ("zones.toml", "[[zone]]\ncode = 'N'\n[[zone]]\ncode = 'CO'\n"),
        ("municipalities.toml", MUNICIPALITIES),
        ("themes.toml", THEMES),
        ("thesaurus/people.toml", PEOPLE),
        ("organisations.toml", ORGANISATIONS),
        ("services.toml", SERVICES),
    ];
    Pack::from_files(files.map(|(name, text)| (name.to_owned(), change(name, text.to_owned()))))
}

const MUNICIPALITIES: &str = r#"
[[municipality]]
nis = "21004"
zones = ["CO", "N"]
[[municipality]]
nis = "21010"
zones = ["N"]
"#;

const THEMES: &str = r#"
[[theme]]
code = "home_care"
names = { nl = "Zorg thuis", fr = "Soins à domicile", en = "Care at home" }
door = true
icon = "home"
[theme.synonyms]
nl = ["thuiszorg"]
[[theme]]
code = "home_nursing"
names = { nl = "Thuisverpleging", fr = "Soins infirmiers à domicile" }
broader = "home_care"
"#;

const PEOPLE: &str = r#"
facet = "situation"
[[theme]]
code = "situation_in_danger"
names = { nl = "In gevaar", fr = "En danger", en = "In danger" }
"#;

const ORGANISATIONS: &str = r#"
[[organisation_kind]]
code = "association"
names = { nl = "Vereniging", fr = "Association" }
listed = true
[[organisation]]
id = "test_care"
names = { all = "Test Care" }
variants = ["TC"]
predecessors = ["old_care"]
kind = "association"
phone = "02 000 00 00"
street = { nl = "Teststraat", fr = "Rue du Test" }
house_number = "1"
postal_code = "1090"
municipality = "21010"
[[organisation]]
id = "old_care"
names = { all = "Old Care" }
kind = "association"
active = false
"#;

const SERVICES: &str = r#"
[[service]]
id = "test_nursing"
organisation = "test_care"
names = { nl = "Verpleging van Test", fr = "Soins de Test" }
summary = { nl = "Verpleegkundigen komen bij u thuis." }
themes = ["home_nursing", "home_care"]
line = "first"
area = { zones = ["N"] }
precision = "address"
languages = ["fr", "nl"]
evidence = ["000"]
[[service]]
id = "test_advice"
organisation = "test_care"
names = { nl = "Raad van Test", fr = "Conseils de Test" }
summary = { fr = "Une équipe vous conseille." }
themes = ["home_care"]
area = { region = true }
precision = "region"
referral = "self"
"#;

/// A file of the shared folder, where there is one.
pub fn shared(file: &str) -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = here.ancestors().skip(1).map(|dir| dir.join("shared"));
    let named = std::env::var_os("RELAIS_SHARED").map(PathBuf::from);
    let found = named.into_iter().chain(beside).map(|dir| dir.join("data").join(file)).find(|path| path.exists());
    if found.is_none() {
        assert!(std::env::var_os("RELAIS_REQUIRE_SHARED").is_none(), "the shared data must be beside the checkout");
        eprintln!("passed over: there is no shared folder with {file}");
    }
    found
}
