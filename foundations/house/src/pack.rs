//! A region pack: the files that make Relais the platform of one region. Data only.

mod keys;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use serde::de::DeserializeOwned;

pub use keys::Keys;
pub(crate) use keys::strangers;

/// The largest file that a pack may hold.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The files of a region pack, by their path inside it (`zones.toml`, `mappings/sectors.toml`).
#[derive(Clone, Default, Debug)]
pub struct Pack {
    files: BTreeMap<String, String>,
}

/// Something in a pack that cannot be used: where, what, and how to mend it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub struct PackFault {
    /// The file, by its path inside the pack.
    pub file: String,
    /// The line, counted from 1; unknown for a fault of the whole file.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub remedy: String,
}

impl fmt::Display for PackFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        write!(f, ": {}; {}", self.message, self.remedy)
    }
}

impl Pack {
    /// A pack from files already in memory, such as those embedded in the program.
    pub fn from_files(files: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { files: files.into_iter().collect() }
    }

    /// A pack from a directory: every `.toml` file in it, at most one folder deep.
    ///
    /// # Errors
    /// When the directory or a file cannot be read, is too large, or is not UTF-8.
    pub fn from_dir(dir: &Path) -> Result<Self, PackFault> {
        let mut pack = Self::default();
        pack.collect(dir, "")?;
        if pack.files.is_empty() {
            return Err(unreadable(&dir.display().to_string(), "it holds no .toml file"));
        }
        Ok(pack)
    }

    fn collect(&mut self, dir: &Path, prefix: &str) -> Result<(), PackFault> {
        let shown = |path: &Path| path.display().to_string();
        let entries = fs::read_dir(dir).map_err(|error| unreadable(&shown(dir), &error.to_string()))?;
        for entry in entries {
            let path = entry.map_err(|error| unreadable(&shown(dir), &error.to_string()))?.path();
            let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
            if path.is_dir() && prefix.is_empty() {
                self.collect(&path, &format!("{name}/"))?;
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                let text = read(&path).map_err(|error| unreadable(&name, &error.to_string()))?;
                self.files.insert(name, text);
            }
        }
        Ok(())
    }

    /// The text of a file, if the pack has it.
    pub fn text(&self, file: &str) -> Option<&str> {
        self.files.get(file).map(String::as_str)
    }

    /// The names of the files in a folder of the pack, such as `mappings/`.
    pub fn names<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        self.files.keys().map(String::as_str).filter(move |name| name.starts_with(folder))
    }

    /// Reads a file that the pack must have.
    ///
    /// # Errors
    /// When the file is missing or does not have the form of `T`; the fault names the line.
    pub fn read<T: DeserializeOwned>(&self, file: &str) -> Result<T, PackFault> {
        let text = self.text(file).ok_or_else(|| PackFault {
            file: file.to_owned(),
            line: None,
            message: "the file is missing".to_owned(),
            remedy: "add it; regions/brussels shows its form".to_owned(),
        })?;
        toml::from_str(text).map_err(|error| PackFault {
            file: file.to_owned(),
            line: error.span().map(|span| line_of(text, span.start)),
            message: error.message().to_owned(),
            remedy: "compare the entry with its neighbours and with the comment at the top of the file".to_owned(),
        })
    }

    /// A fault about an entry, at the first line that holds `sought`, such as the entry's id.
    pub fn fault(&self, file: &str, sought: &str, message: impl Into<String>, remedy: impl Into<String>) -> PackFault {
        let line = self.text(file).and_then(|text| text.find(sought).map(|at| line_of(text, at)));
        PackFault { file: file.to_owned(), line, message: message.into(), remedy: remedy.into() }
    }
}

fn read(path: &Path) -> io::Result<String> {
    if fs::metadata(path)?.len() > LARGEST {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than 16 MiB"));
    }
    fs::read_to_string(path)
}

fn unreadable(file: &str, why: &str) -> PackFault {
    PackFault {
        file: file.to_owned(),
        line: None,
        message: format!("it cannot be read: {why}"),
        remedy: "check the path, its rights and that its files are UTF-8 text".to_owned(),
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize, Debug)]
    struct Zones {
        zone: Vec<Zone>,
    }

    #[derive(serde::Deserialize, Debug)]
    struct Zone {
        code: String,
    }

    fn pack(text: &str) -> Pack {
        Pack::from_files([("zones.toml".to_owned(), text.to_owned())])
    }

    #[test]
    fn reads_entries() {
        let zones: Zones = pack("[[zone]]\ncode = 'N'\n").read("zones.toml").unwrap();
        assert_eq!(zones.zone[0].code, "N");
    }

    #[test]
    fn a_fault_names_file_line_and_remedy() {
        let fault = pack("[[zone]]\ncode = 'N'\n[[zone]]\ncode = 7\n").read::<Zones>("zones.toml").unwrap_err();
        assert_eq!((fault.file.as_str(), fault.line), ("zones.toml", Some(4)));
        assert!(fault.to_string().starts_with("zones.toml, line 4: invalid type"), "{fault}");
        let missing = pack("").read::<Zones>("lines.toml").unwrap_err();
        assert_eq!(missing.line, None);
    }

    #[test]
    fn reads_a_directory_one_folder_deep_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("mappings/deeper")).unwrap();
        for name in ["zones.toml", "README.md", "mappings/a.toml", "mappings/deeper/b.toml"] {
            fs::write(dir.path().join(name), "x = 1").unwrap();
        }
        let pack = Pack::from_dir(dir.path()).unwrap();
        assert_eq!(pack.names("").collect::<Vec<_>>(), ["mappings/a.toml", "zones.toml"]);
        assert!(Pack::from_dir(&dir.path().join("nowhere")).is_err());
    }
}
