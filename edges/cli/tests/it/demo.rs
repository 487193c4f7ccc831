//! The demo: one command on an empty directory, and the same command again.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

use crate::running::{Person, Serving, refused, text};

#[tokio::test]
async fn the_demo_stands_by_itself_and_is_used_again() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("demo");
    let words = ["demo", "--data", text(&data), "--listen", "127.0.0.1:0", "--no-browser"];
    let first = Serving::start(&words);
    let accounts = fs::read_to_string(data.join("accounts.txt")).unwrap();
    assert!(
        first.greeting.join("\n").contains(accounts.trim()),
        "the passwords are printed once: {:?}",
        first.greeting
    );
    let home = reqwest::get(format!("{}/", first.url)).await.unwrap();
    assert_eq!(home.status(), 200);
    let coordinator = Person::sign_in(&first.url, &data, "coordinator@demo.example").await;
    let contacts = coordinator.page("/helpdesk/contacts").await;
    assert!(
        contacts.links.iter().filter(|(_, href)| href.starts_with("/helpdesk/contacts/")).count() > 10,
        "{contacts}"
    );
    assert!(first.stop(), "SIGTERM ends it well");

    let second = Serving::start(&words);
    assert!(!second.greeting.join("\n").contains('@'), "no password is printed again: {:?}", second.greeting);
    assert_eq!(fs::read_to_string(data.join("accounts.txt")).unwrap(), accounts);
    Person::sign_in(&second.url, &data, "responder@demo.example").await;
    assert_eq!(reqwest::get(format!("{}/readyz", second.url)).await.unwrap().status(), 200);
}

#[tokio::test]
async fn letters_of_the_demo_lie_in_its_folder_and_their_links_open() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("demo");
    let serving = Serving::start(&["demo", "--data", text(&data), "--listen", "127.0.0.1:0", "--no-browser"]);
    let letters = data.join("letters");
    assert!(serving.greeting.iter().any(|line| line.contains(text(&letters))), "{:?}", serving.greeting);
    let visitor = Person::sign_in(&serving.url, &data, "person@demo.example").await;
    let page = visitor.page("/alerts/new?q=psycholoog").await;
    let asked = [("search", page.field("search").unwrap()), ("rhythm", "weekly"), ("email", "test@example.org")];
    assert_eq!(visitor.post("/alerts", &asked).await.unwrap().status(), 303);
    let letter = first_letter(&letters).await;
    assert!(letter.contains("To: test@example.org"), "{letter}");
    let plain = letter.replace("=\r\n", "").replace("=3D", "=");
    let link = plain.lines().find(|line| line.starts_with(&format!("{}/alerts/", serving.url))).expect("a link");
    assert_eq!(reqwest::get(link.trim()).await.unwrap().status(), 200);
}

/// Jobs run beside what is asked: the letter is waited for.
async fn first_letter(folder: &Path) -> String {
    for _ in 0..300 {
        let found = fs::read_dir(folder).ok().and_then(|mut files| files.next()).and_then(Result::ok);
        if let Some(letter) =
            found.and_then(|file| fs::read_to_string(file.path()).ok()).filter(|text| !text.is_empty())
        {
            return letter;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("no letter came into {}", folder.display());
}

#[cfg(unix)]
#[test]
fn what_is_secret_is_its_owners_only() {
    use std::os::unix::fs::PermissionsExt as _;

    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("demo");
    let serving = Serving::start(&["demo", "--data", text(&data), "--listen", "127.0.0.1:0", "--no-browser"]);
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&data.join("relais.key")), mode(&data.join("accounts.txt"))), (0o600, 0o600));
    assert_eq!(mode(&data), 0o700);
    serving.kill();
}

#[test]
fn a_taken_port_and_an_unusable_directory_are_told() {
    let dir = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let data = dir.path().join("demo");
    let said = refused(&["demo", "--data", text(&data), "--listen", &address, "--no-browser"], 1);
    assert!(said.contains("is taken by another program") && said.contains("--listen"), "{said}");
    assert!(!data.exists(), "nothing is made for a demo that cannot be served");

    let file = dir.path().join("file");
    fs::write(&file, "in the way").unwrap();
    let below = file.join("demo");
    let said = refused(&["demo", "--data", text(&below), "--listen", "127.0.0.1:0", "--no-browser"], 1);
    assert!(said.contains("cannot be used"), "{said}");
}
