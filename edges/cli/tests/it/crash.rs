//! Power cuts: whatever was acknowledged is there afterwards, and nothing is there half or twice.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use kernel::{Clock, Random};
use tokio::task::JoinSet;

use crate::running::{Person, Serving, done, relais, run, text};

/// Writes under way when the cut comes.
const WRITES: usize = 1_000;
/// How long those are waited for; a server under such a load refuses some of them again and again.
const PATIENCE: Duration = Duration::from_mins(2);
/// Acknowledged writes after which the cut comes.
const CUT_AFTER: usize = 100;
/// Rows of the file that is taken in.
const ROWS: usize = 4_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_acknowledged_contact_survives_a_power_cut() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("demo");
    let words = ["demo", "--data", text(&data), "--listen", "127.0.0.1:0", "--no-browser"];
    let serving = Serving::start(&words);
    let mut people = Vec::new();
    for email in ["responder@demo.example", "responder-fr@demo.example"] {
        people.push(Person::sign_in(&serving.url, &data, email).await);
    }
    let acknowledged = write_until_cut(people, serving).await;
    assert!(acknowledged.len() >= CUT_AFTER && acknowledged.len() < WRITES, "{} of {WRITES}", acknowledged.len());

    assert!(done(&["journal", "verify", "--data", text(&data)]).contains("the journal is whole"));
    let again = Serving::start(&words);
    let reader = Person::sign_in(&again.url, &data, "coordinator@demo.example").await;
    for place in &acknowledged {
        assert_eq!(reader.get(place).await.status(), 200, "{place} was acknowledged and is gone");
    }
}

/// Sends all writes at once, cuts the power in their middle, and answers which were acknowledged.
async fn write_until_cut(people: Vec<Person>, serving: Serving) -> BTreeSet<String> {
    let (clock, random) = (Clock::system(), Random::system());
    let count = Arc::new(AtomicUsize::new(0));
    let mut writes = JoinSet::new();
    for number in 0..WRITES {
        let person = people[number % people.len()].clone();
        let count = Arc::clone(&count);
        let id = random.uuid(clock.now()).to_string();
        writes.spawn(async move {
            let place = person.log_contact(&id).await;
            count.fetch_add(usize::from(place.is_some()), Ordering::SeqCst);
            place
        });
    }
    let begun = std::time::Instant::now();
    while count.load(Ordering::SeqCst) < CUT_AFTER {
        assert!(begun.elapsed() < PATIENCE, "{count:?} of {WRITES} were acknowledged in {PATIENCE:?}");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    serving.kill();
    writes.join_all().await.into_iter().flatten().collect()
}

#[test]
fn an_import_cut_off_and_started_again_neither_doubles_nor_loses() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    done(&["migrate", "--data", text(&data)]);
    done(&["region", "load", "brussels", "--data", text(&data)]);
    let file = dir.path().join("rows.csv");
    fs::write(&file, rows()).unwrap();
    let mapping = concat!(env!("CARGO_MANIFEST_DIR"), "/../../regions/brussels/mappings/pharmacies-hospitals.toml");
    let words = ["import", "directory", text(&file), "--mapping", mapping, "--data", text(&data)];

    cut_off(&words);
    assert!(done(&["journal", "verify", "--data", text(&data)]).contains("the journal is whole"));
    let output = run(&words);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told.lines().last(), Some(&*format!("{ROWS} of {ROWS}")), "the last line reaches the total");
    let second = String::from_utf8(output.stdout).unwrap();
    assert!(second.contains(&format!("directory: {ROWS} added, 0 changed, 0 unchanged")), "{second}");
    let third = done(&words);
    assert!(third.contains(&format!("directory: 0 added, 0 changed, {ROWS} unchanged")), "{third}");
    assert!(!has_leftovers(&data));
}

/// Starts a command and kills it once it has told that it is under way.
fn cut_off(words: &[&str]) {
    let mut child = relais(words).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    assert!(line.ends_with(&format!(" of {ROWS}\n")), "{line}");
    child.kill().unwrap();
    assert!(!child.wait().unwrap().success(), "it was over before it was cut off");
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    assert!(!rest.contains(&format!("{ROWS} of {ROWS}")), "it was over before it was cut off");
}

/// Pharmacies that do not exist, spread over the region.
fn rows() -> String {
    let mut text =
        "type,source_id,name,address,postal_code,municipality,status,lon,lat,sector,nis,quartier_fr,basin\n".to_owned();
    for number in 0..ROWS {
        let (east, south) = (number % 63, number / 63);
        let lon = 4.30 + f64::from(u32::try_from(east).unwrap()) * 0.002;
        let lat = 50.80 + f64::from(u32::try_from(south).unwrap()) * 0.001;
        writeln!(text, "pharmacy,T-{number},Test Pharmacy {number},Test Street {number},1081,Koekelberg,ACTIVE,{lon:.6},{lat:.6},,21011,,N")
            .unwrap();
    }
    text
}

fn has_leftovers(data: &Path) -> bool {
    let names = fs::read_dir(data).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.into_iter().any(|name| name.contains("tmp") || name.starts_with(".relais"))
}
