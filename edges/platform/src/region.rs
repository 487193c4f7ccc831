//! Region packs: those embedded in the program, by name, and those in a directory.

use std::path::Path;

use house::{Pack, PackFault};
use include_dir::{Dir, include_dir};

static REGIONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../regions");

/// The names of the embedded packs.
pub fn embedded() -> Vec<&'static str> {
    REGIONS.dirs().filter_map(|dir| dir.path().to_str()).collect()
}

/// The pack of an embedded region, or of a directory.
///
/// # Errors
/// When there is neither, or the directory holds no pack.
pub fn pack(name: &str) -> Result<Pack, PackFault> {
    if let Some(dir) = REGIONS.get_dir(name) {
        let mut files = Vec::new();
        collect(dir, dir.path(), &mut files);
        return Ok(Pack::from_files(files));
    }
    let directory = Path::new(name);
    if directory.is_dir() {
        return Pack::from_dir(directory);
    }
    Err(PackFault {
        file: name.to_owned(),
        line: None,
        message: "there is no such region".to_owned(),
        remedy: format!("write the directory of a region pack, or one of those inside: {}", embedded().join(", ")),
    })
}

fn collect(dir: &Dir<'static>, root: &Path, files: &mut Vec<(String, String)>) {
    for file in dir.files() {
        let name = file.path().strip_prefix(root).unwrap_or(file.path()).to_string_lossy().replace('\\', "/");
        let is_toml = file.path().extension().is_some_and(|extension| extension == "toml");
        if let (true, Some(text)) = (is_toml, file.contents_utf8()) {
            files.push((name, text.to_owned()));
        }
    }
    dir.dirs().for_each(|inner| collect(inner, root, files));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_pack_is_the_directory() {
        let inside = pack("brussels").unwrap();
        let beside = pack(concat!(env!("CARGO_MANIFEST_DIR"), "/../../regions/brussels")).unwrap();
        let names = |pack: &Pack| pack.names("").map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(names(&inside), names(&beside));
        assert!(names(&inside).contains(&"region.toml".to_owned()));
    }

    #[test]
    fn an_unknown_region_is_answered_with_the_known_ones() {
        let fault = pack("atlantis").unwrap_err().to_string();
        assert!(fault.contains("atlantis") && fault.contains("brussels"), "{fault}");
    }
}
