//! What the tests share: contexts, the Brussels pack, the shared data, importing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use access::{Actor, Context, Policies, Vault};
use house::import::{ImportFault, ImportJob, ImportReport};
use house::{Core, House, Pack};
use jiff::tz::TimeZone;
use kernel::{Clock, Random};
use store::{Migration, Store};
use territory::{Gazetteer, IMPORT, RIGHTS};

/// The tables that the territory needs.
pub fn steps() -> Vec<Migration> {
    [journal::MIGRATIONS, territory::MIGRATIONS].concat()
}

/// The program itself.
pub fn system() -> Context {
    let clock = Clock::at("2026-11-22T10:00:00Z".parse().unwrap());
    let policies = Arc::new(Policies::load(RIGHTS).unwrap());
    Context::system("test", clock, Random::system(), policies, TimeZone::UTC)
}

/// Somebody without an account.
pub fn visitor() -> Context {
    Context { actor: Actor::Visitor, ..system() }
}

/// The Brussels pack, as it stands in the repository.
pub fn brussels() -> Pack {
    Pack::from_dir(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regions/brussels")).unwrap()
}

/// A small region of our own: two zones, a municipality in both, one in one.
pub fn small() -> Pack {
    let files = [
        (
            "region.toml",
            "[region]\ncode = \"testland\"\nnames = { all = \"Testland\" }\nshort_names = { all = \"Testland\" }\n\
             [region.bounding_box]\nsouth = 50.0\nnorth = 51.0\nwest = 4.0\neast = 5.0\n",
        ),
        (
            "zones.toml",
            "[[zone]]\ncode = \"A\"\nnames = { nl = \"Zone A\", fr = \"Bassin A\" }\nshort_names = { all = \"A\" }\n\
             labels = { all = \"A\" }\ncolour = 1\n[[zone]]\ncode = \"B\"\nnames = { nl = \"Zone B\", fr = \"Bassin B\" }\n\
             short_names = { all = \"B\" }\nlabels = { all = \"B\" }\ncolour = 2\n",
        ),
        (
            "municipalities.toml",
            "[[municipality]]\nnis = \"1\"\nnames = { nl = \"Eendorp\", fr = \"Unvillage\" }\nzones = [\"A\"]\n\
             postal_codes = [\"9001\"]\nhexes = [{ q = 0, r = 0, zone = \"A\" }]\n\
             [[municipality]]\nnis = \"2\"\nnames = { nl = \"Tweestad\", fr = \"Deuxville\" }\nzones = [\"A\", \"B\"]\n\
             postal_codes = [\"9002\"]\nhexes = [{ q = 1, r = 0, zone = \"A\" }]\n\
             [[postal_code]]\ncode = \"9001\"\nnames = { nl = \"Eendorp\", fr = \"Unvillage\" }\nmunicipalities = [\"1\"]\n\
             zones = [\"A\"]\n[[postal_code]]\ncode = \"9002\"\nnames = { nl = \"Tweestad\", fr = \"Deuxville\" }\n\
             municipalities = [\"2\"]\nzones = [\"A\", \"B\"]\n",
        ),
        ("neighbourhoods.toml", ""),
        (
            "mappings/areas.toml",
            "kind = \"territory.sector\"\nformat = \"geojson\"\nsource = { name = \"Ourselves\" }\n[fields]\ncode = \"code\"\n\
             \"names.nl\" = \"name\"\nmunicipality = \"nis\"\nzone = \"zone\"\n",
        ),
        (
            "mappings/districts.toml",
            "kind = \"territory.neighbourhood\"\nformat = \"geojson\"\n[fields]\ncode = \"district\"\n\
             \"names.nl\" = \"called\"\n",
        ),
        (
            "mappings/streets.toml",
            "kind = \"territory.street\"\nformat = \"csv\"\n[fields]\n\"names.nl\" = \"nl\"\n\"names.fr\" = \"fr\"\n\
             municipality = \"nis\"\nlatitude = \"lat\"\nlongitude = \"lon\"\n",
        ),
    ];
    Pack::from_files(files.map(|(name, text)| (name.to_owned(), text.to_owned())))
}

/// Loads a pack for good.
pub async fn load(store: &Store, pack: &Pack) -> ImportReport {
    let tx = store.begin().await.unwrap();
    let report = territory::load(&system(), &tx, pack).await.unwrap();
    tx.commit().await.unwrap();
    report
}

/// The gazetteer of now.
pub async fn gazetteer(store: &Store) -> Gazetteer {
    Gazetteer::load(store.read()).await.unwrap()
}

/// A file of the shared data, beside the checkout or where `RELAIS_SHARED` says.
pub fn shared(name: &str) -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = here.ancestors().map(|folder| folder.join("shared"));
    let named = std::env::var_os("RELAIS_SHARED").map(PathBuf::from);
    let root = named.into_iter().chain(beside).find(|folder| folder.join("data").is_dir());
    if root.is_none() {
        assert!(std::env::var_os("RELAIS_REQUIRE_SHARED").is_none(), "the shared data must be beside the checkout");
        eprintln!("passed over: no shared data beside the checkout");
    }
    root.map(|root| root.join("data/brussels").join(name))
}

/// Imports a file as the program.
pub async fn import(store: &Store, pack: &Pack, file: &Path) -> Result<ImportReport, ImportFault> {
    import_as(&system(), store, pack, file, false).await
}

/// Imports a file as somebody.
pub async fn import_as(
    cx: &Context,
    store: &Store,
    pack: &Pack,
    file: &Path,
    dry_run: bool,
) -> Result<ImportReport, ImportFault> {
    let house = house(store, pack);
    (IMPORT.run)(ImportJob { source: None, cx, house: &house, file, mapping: None, dry_run, progress: &() }).await
}

/// A house around a database and a pack, unfurnished.
fn house(store: &Store, pack: &Pack) -> House {
    let Context { clock, random, policies, time_zone, .. } = system();
    let vault = Vault::new([7; 32], random.clone());
    let (store, pack, data) = (store.clone(), pack.clone(), PathBuf::new());
    House::new(Core { store, policies, clock, random, time_zone, vault, pack, data })
}
