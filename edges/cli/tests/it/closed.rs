//! Places that may not be written or looked at: named, with the remedy.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::running::{done, text};

#[test]
fn a_place_that_may_not_be_written_or_looked_at_is_named_with_the_remedy() {
    let somebody = Somebody::new();
    let data = somebody.file("data");
    done(&["migrate", "--data", &data]);
    let demo = ["demo", "--data", &data, "--listen", "127.0.0.1:0", "--no-browser"];
    let serve = ["serve", "--data", &data, "--listen", "127.0.0.1:0"];
    // Not to be written; not to be looked into.
    for mode in [0o555, 0o000] {
        somebody.close(Path::new(&data), mode);
        for words in [&demo[..], &serve, &["migrate", "--data", &data]] {
            let said = somebody.refused(words);
            assert!(said.contains(&format!("the database `{data}/relais.sqlite` cannot be written")), "{said}");
            assert!(said.contains("give the file and its directory to the user who runs Relais"), "{said}");
        }
    }
    somebody.close(Path::new(&data), 0o755);
    let closed = somebody.file("closed");
    fs::create_dir(&closed).unwrap();
    somebody.close(Path::new(&closed), 0o555);
    let below = format!("{closed}/new");
    let said = somebody.refused(&["migrate", "--data", &below]);
    assert!(said.contains(&format!("`{below}` cannot be used")) && said.contains("is yours"), "{said}");
}

/// Somebody to whom file rights apply: ourselves, or nobody when we are root.
struct Somebody {
    dir: tempfile::TempDir,
    program: PathBuf,
    id: Option<u32>,
}

impl Somebody {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let is_root = fs::metadata(dir.path()).unwrap().uid() == 0;
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
        // Where the binary was built, others may not come.
        let program = dir.path().join("relais");
        fs::copy(env!("CARGO_BIN_EXE_relais"), &program).unwrap();
        Self { dir, program, id: is_root.then_some(65_534) }
    }

    fn file(&self, name: &str) -> String {
        text(&self.dir.path().join(name)).to_owned()
    }

    fn close(&self, directory: &Path, mode: u32) {
        fs::set_permissions(directory, fs::Permissions::from_mode(mode)).unwrap();
    }

    fn refused(&self, words: &[&str]) -> String {
        let mut command = Command::new(&self.program);
        command.args(words).env_remove("DATABASE_URL").stdin(Stdio::null());
        if let Some(id) = self.id {
            command.uid(id).gid(id);
        }
        let output = command.output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{words:?}: {said}");
        said
    }
}
