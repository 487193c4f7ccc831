//! Commands one after the other on a fresh installation, and everything that they refuse.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::running::{Serving, done, refused, relais, run, text};

struct Here {
    dir: tempfile::TempDir,
}

impl Here {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    fn data(&self) -> String {
        text(&self.dir.path().join("data")).to_owned()
    }

    fn file(&self, name: &str) -> String {
        text(&self.dir.path().join(name)).to_owned()
    }
}

#[test]
fn an_installation_is_made_used_kept_and_restored() {
    let here = Here::new();
    let data = here.data();
    let made = done(&["migrate", "--data", &data]);
    assert!(made.contains("made the key file") && made.contains("is up to date"), "{made}");
    assert!(!done(&["migrate", "--data", &data]).contains("applied"));
    let loaded = done(&["region", "load", "brussels", "--data", &data]);
    assert!(loaded.contains("directory:") && loaded.contains("helpdesk:"), "{loaded}");

    let email = "test@example.org";
    let invited =
        done(&["account", "add", email, "--role", "editor", "--data", &data, "--public-url", "https://relais.example"]);
    assert!(invited.starts_with("https://relais.example/invitation/"), "{invited}");
    done(&["account", "grant", email, "--role", "responder", "--scope", "line:general", "--data", &data]);
    let nowhere =
        refused(&["account", "grant", email, "--role", "responder", "--scope", "line:genral", "--data", &data], 1);
    assert!(nowhere.contains("the known ones are: general"), "{nowhere}");
    assert!(done(&["account", "reset", email, "--data", &data]).contains("/invitation/"));
    let list = done(&["account", "list", "--data", &data]);
    for part in ["test@example.org  invited", "editor everywhere", "responder line:general"] {
        assert!(list.contains(part), "{list}");
    }
    done(&["account", "disable", email, "--data", &data]);
    assert!(done(&["account", "list", "--data", &data]).contains("disabled"));
    done(&["account", "enable", email, "--data", &data]);
    assert!(!done(&["account", "list", "--data", &data]).contains("disabled"));

    let whole = done(&["journal", "verify", "--data", &data]);
    let file = here.file("night.backup");
    assert!(done(&["backup", &file, "--data", &data]).contains("The key file"));
    let other = here.file("other");
    let restored = done(&["restore", &file, "--data", &other]);
    assert!(restored.contains("Put the key file"), "{restored}");
    assert_eq!(done(&["journal", "verify", "--data", &other]), whole);
    let apart = done(&["restore", &file, "--separate", "--data", &here.file("apart")]);
    assert!(apart.contains("installation of its own"), "{apart}");
    fs::copy(Path::new(&data).join("relais.key"), Path::new(&other).join("relais.key")).unwrap();
    assert!(done(&["account", "list", "--data", &other]).contains(email));
    let examined = done(&["doctor", "--data", &data]);
    assert!(examined.contains("schema: up to date") && examined.contains("journal: whole"), "{examined}");
}

#[test]
fn wrong_usage_ends_with_two_and_tells_the_way() {
    assert!(refused(&["fly"], 2).contains("Usage: relais"));
    assert!(refused(&["account", "add", "test@example.org", "--role", "boss"], 2).contains("the roles are: person"));
    assert!(refused(&["import"], 2).contains("<KIND>"));
}

#[test]
fn what_cannot_be_done_ends_with_one_and_a_remedy() {
    let here = Here::new();
    let data = here.data();
    let cases: [(&[&str], &str); 8] = [
        (&["serve", "--data", &data], "relais migrate"),
        (&["journal", "verify", "--data", &data], "relais demo"),
        (&["region", "check", "atlantis"], "brussels"),
        (&["doctor", "--data", &data], "need mending"),
        (&["serve", "--config", "/nowhere/relais.toml"], "check the path"),
        (&["migrate", "--database", "mysql://x"], "must begin with sqlite: or postgres:"),
        (&["migrate", "--database", "postgres://nobody@127.0.0.1:1/x"], "check host and port"),
        (&["import", "nothing", "/nowhere", "--data", &data], "the kinds are:"),
    ];
    for (words, remedy) in cases {
        let said = refused(words, 1);
        assert!(said.starts_with("relais: ") && said.contains(remedy), "{words:?}: {said}");
        assert_eq!(said.trim_end().lines().count(), 1, "{words:?}: {said}");
    }
}

#[test]
fn a_database_server_that_is_not_there_is_told_at_once_with_its_address() {
    let begun = Instant::now();
    let said = refused(&["migrate", "--database", "postgres://somebody:secret@127.0.0.1:1/x"], 1);
    assert!(said.contains("does not answer") && said.contains("postgres://somebody@127.0.0.1:1/x"), "{said}");
    assert!(!said.contains("secret") && !said.contains("timed out"), "{said}");
    assert!(begun.elapsed() < Duration::from_secs(5), "it took {:?}", begun.elapsed());
}

#[test]
fn a_data_directory_in_use_is_told_before_anything_is_served() {
    let here = Here::new();
    let data = here.data();
    done(&["migrate", "--data", &data]);
    done(&["region", "load", "brussels", "--data", &data]);
    let serving = Serving::start(&["serve", "--data", &data, "--listen", "127.0.0.1:0"]);
    for more in [&["--listen", "127.0.0.1:0"][..], &["--worker"]] {
        let output = run(&[&["serve", "--data", &data], more].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("another process uses the search index") && said.contains("--data"), "{said}");
        assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
    }
    assert!(serving.stop());
}

#[test]
fn links_lead_to_where_it_listens_and_say_when_that_is_this_machine_only() {
    let here = Here::new();
    let config = here.file("relais.toml");
    fs::write(&config, format!("data = '{}'\nlisten = '127.0.0.1:9017'\n", here.data())).unwrap();
    done(&["migrate", "--config", &config]);
    let add = |email: &str| ["account", "add", email, "--role", "editor", "--config", &config].map(str::to_owned);
    let words = add("test@example.org");
    let invited = done(&words.each_ref().map(String::as_str));
    assert!(invited.starts_with("http://127.0.0.1:9017/invitation/") && invited.contains("public_url"), "{invited}");
    let words = add("tester@example.org");
    let output = relais(&words.each_ref().map(String::as_str)).env("RELAIS_LISTEN", "127.0.0.1:9018").output().unwrap();
    let invited = String::from_utf8(output.stdout).unwrap();
    assert!(invited.starts_with("http://127.0.0.1:9018/invitation/"), "the environment wins over the file: {invited}");
}

#[test]
fn a_damaged_database_is_told_with_its_remedy() {
    let here = Here::new();
    let data = here.data();
    done(&["migrate", "--data", &data]);
    let file = Path::new(&data).join("relais.sqlite");
    let whole = fs::read(&file).unwrap();
    let page = usize::from(u16::from_be_bytes([whole[16], whole[17]]));
    let spoilt = |from: usize, until: usize| {
        let mut bytes = whole.clone();
        bytes[from..until].fill(0x5a);
        bytes
    };
    for bytes in [spoilt(0, 100), spoilt(100, page), spoilt(page, whole.len()), b"not a database at all".to_vec()] {
        fs::write(&file, bytes).unwrap();
        for words in [["account", "list"], ["journal", "verify"]] {
            let said = refused(&[words[0], words[1], "--data", &data], 1);
            assert!(said.contains("is damaged, or is no database") && said.contains("relais restore"), "{said}");
        }
        let said = refused(&["migrate", "--data", &data], 1);
        assert!(said.contains("is damaged, or is no database") && said.contains("relais restore"), "{said}");
    }
}

#[test]
fn a_key_that_is_missing_wrong_or_no_key_is_told() {
    let here = Here::new();
    let data = here.data();
    done(&["migrate", "--data", &data]);
    done(&["account", "list", "--data", &data]);
    let key = Path::new(&data).join("relais.key");
    let right = fs::read_to_string(&key).unwrap();
    fs::write(&key, "not a key\n").unwrap();
    assert!(refused(&["account", "list", "--data", &data], 1).contains("is not a key file"));
    fs::write(&key, format!("{}\n", "ab".repeat(32))).unwrap();
    assert!(refused(&["account", "list", "--data", &data], 1).contains("the key file that belongs to it"));
    fs::remove_file(&key).unwrap();
    assert!(refused(&["account", "list", "--data", &data], 1).contains("there is no key file"));
    fs::write(&key, right).unwrap();
    done(&["account", "list", "--data", &data]);
}

#[test]
fn a_key_that_cannot_be_written_leaves_nothing_begun_and_a_missing_one_is_made_while_nothing_is_sealed() {
    let here = Here::new();
    let data = here.data();
    let in_the_way = here.file("file");
    fs::write(&in_the_way, "").unwrap();
    let said = refused(&["migrate", "--data", &data, "--key-file", &format!("{in_the_way}/relais.key")], 1);
    assert!(said.contains("cannot be used"), "{said}");
    let made = done(&["migrate", "--data", &data]);
    assert!(made.contains("applied") && made.contains("made the key file"), "{made}");
    let key = Path::new(&data).join("relais.key");
    fs::remove_file(&key).unwrap();
    assert!(done(&["migrate", "--data", &data]).contains("made the key file"), "nothing is sealed yet");
    done(&["account", "list", "--data", &data]);
    fs::remove_file(&key).unwrap();
    assert!(!done(&["migrate", "--data", &data]).contains("made the key file"), "a new key opens nothing old");
}

#[test]
fn damaged_backups_and_full_databases_are_refused() {
    let here = Here::new();
    let data = here.data();
    done(&["migrate", "--data", &data]);
    let file = here.file("a.backup");
    done(&["backup", &file, "--data", &data]);
    assert!(refused(&["backup", &file, "--data", &data], 1).contains("never overwrites"));
    assert!(refused(&["restore", &file, "--data", &data], 1).contains("--replace"));
    done(&["restore", &file, "--replace", "--data", &data]);
    let whole = fs::read(&file).unwrap();
    let database = fs::read(Path::new(&data).join("relais.sqlite")).unwrap();
    for (bytes, what) in [
        (&whole[..whole.len() / 2], "cut off or changed"),
        (b"not a backup at all".as_slice(), "another kind of file"),
        (&database, "not one that `relais backup` wrote"),
    ] {
        fs::write(&file, bytes).unwrap();
        let said = refused(&["restore", &file, "--data", &here.file("new")], 1);
        assert!(said.contains("is not a whole backup") && said.contains(what), "{said}");
        assert!(said.contains("take another backup file"), "{said}");
    }
}

#[test]
fn a_configuration_file_is_read_and_its_mistakes_are_named() {
    let here = Here::new();
    let config = here.file("relais.toml");
    fs::write(&config, format!("data = '{}'\n", here.data())).unwrap();
    done(&["migrate", "--config", &config]);
    assert!(Path::new(&here.data()).join("relais.sqlite").exists());
    fs::write(&config, "data = 'x'\nlisten_on = '127.0.0.1:1'\n").unwrap();
    let said = refused(&["migrate", "--config", &config], 1);
    assert!(said.contains("line 2") && said.contains("listen_on") && said.contains("`listen`"), "{said}");
}
