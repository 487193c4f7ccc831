//! The doctor tells what is the matter, also beside a running server, and changes nothing.

use std::fs;
use std::path::Path;

use access::Vault;
use kernel::{Clock, Random};
use platform::doctor::{Finding, State, examine};
use platform::{Config, Installation, Settings};
use sea_orm::ConnectionTrait as _;
use store::{Store, sql};

use crate::steps;

struct Ward {
    dir: tempfile::TempDir,
    config: Config,
}

impl Ward {
    /// An installation that is up to date and was never opened.
    async fn new() -> Self {
        Self::in_region(platform::DEFAULT_REGION).await
    }

    async fn in_region(region: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        let listen = Some("127.0.0.1:0".to_owned());
        let settings = Settings { data: Some(data), region: Some(region.to_owned()), listen, ..Settings::default() };
        let config = Config::from(settings);
        platform::make_directory(&config.data).unwrap();
        Vault::create_file(&config.key_file, Random::system()).unwrap();
        let store = platform::make_store(&config).await.unwrap();
        store::migrate(&store, &steps(), &Clock::system()).await.unwrap();
        store.close().await.unwrap();
        Self { dir, config }
    }

    async fn finding(&self, about: &str) -> Finding {
        let all = examine(&self.config).await;
        all.iter().find(|finding| finding.about == about).unwrap_or_else(|| panic!("no {about} in {all:?}")).clone()
    }

    async fn store(&self) -> Store {
        platform::open_store(&self.config).await.unwrap()
    }

    /// An installation that serves: its index is filled and held open.
    async fn serving(&self) -> Installation {
        let open = Installation::open(self.config.clone()).await.unwrap();
        open.load_region(&open.house.pack).await.unwrap();
        open.furnish().await.unwrap();
        open.catch_up().await.unwrap();
        open
    }
}

#[tokio::test]
async fn a_healthy_installation_is_found_well_and_left_as_it_was() {
    let ward = Ward::new().await;
    let all = examine(&ward.config).await;
    // How much room there is, is not ours to say.
    assert!(all.iter().all(|finding| finding.state == State::Well || finding.about == "disk"), "{all:?}");
    let abouts: Vec<_> = all.iter().map(|finding| finding.about).collect();
    let parts = ["data directory", "disk", "region pack", "clock", "database", "schema", "key", "journal"];
    assert_eq!(abouts, [&parts[..], &["search index", "mail", "address"]].concat());
    assert!(!Vault::has_marked(ward.store().await.read()).await.unwrap(), "looking at the key marks nothing");
}

#[tokio::test]
async fn the_journal_is_proven() {
    let ward = Ward::new().await;
    let serving = ward.serving().await;
    let well = ward.finding("journal").await;
    assert!(well.state == State::Well && well.words.starts_with("whole: "), "{well:?}");
    let tx = serving.house.store.begin().await.unwrap();
    tx.execute_raw(sql(&tx, "update journal_entry set actor = 'somebody else' where seq = 2", [])).await.unwrap();
    tx.commit().await.unwrap();
    let ill = ward.finding("journal").await;
    assert!(ill.state == State::Ill && ill.words.contains("entry 2 was altered"), "{ill:?}");
}

#[tokio::test]
async fn the_index_is_read_beside_a_server_and_damage_is_named() {
    let ward = Ward::new().await;
    assert!(ward.finding("search index").await.words.contains("not there yet"));
    let serving = ward.serving().await;
    let well = ward.finding("search index").await;
    assert!(well.state == State::Well && well.words.contains(" documents"), "{well:?}");
    assert!(!well.words.contains(" 0 documents"), "{well:?}");
    drop(serving);
    let data = ward.config.data.join(house::INDEX).join("data");
    let stored = fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().path());
    let stored = stored.filter(|path| path.extension().is_some_and(|kind| kind == "store")).collect::<Vec<_>>();
    fs::write(&stored[0], "not an index").unwrap();
    let ill = ward.finding("search index").await;
    assert!(ill.state == State::Ill && ill.words.contains("remove that directory"), "{ill:?}");
}

#[tokio::test]
async fn the_clock_goes_by_the_region() {
    let ward = Ward::new().await;
    assert!(ward.finding("clock").await.words.contains("(Europe/Brussels)"));
    let atlantis = ward.dir.path().join("atlantis");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../testkit/region"), &atlantis);
    let file = atlantis.join("region.toml");
    let text = fs::read_to_string(&file).unwrap().replace("Europe/Brussels", "Atlantis/Deep");
    fs::write(&file, text).unwrap();
    let sunken = Ward::in_region(atlantis.to_str().unwrap()).await;
    let ill = sunken.finding("clock").await;
    assert!(ill.state == State::Ill && ill.words.contains("Atlantis/Deep"), "{ill:?}");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}
