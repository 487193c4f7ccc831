//! The schemas of the Human Services Data Specification, as they are or with our profile; references are files beside each other.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use jsonschema::{Retrieve, Uri, Validator};
use serde_json::Value;

/// What references are resolved against; nothing is ever fetched there.
const BASE: &str = "json-schema:///hsds/";

/// The schemas.
pub struct Schemas {
    folder: Folder,
    known: Mutex<BTreeMap<String, Validator>>,
}

/// Where the files lie, and what a profile adds to them.
#[derive(Clone)]
struct Folder {
    path: PathBuf,
    patches: BTreeMap<String, Value>,
}

impl Folder {
    fn read(&self, name: &str) -> Result<Value, Box<dyn Error + Send + Sync>> {
        let mut schema: Value = serde_json::from_str(&fs::read_to_string(self.path.join(name))?)?;
        if !self.patches.is_empty() {
            let patch = self.patches.get(name).and_then(|patch| patch["properties"].as_object());
            if let Some(properties) = schema["properties"].as_object_mut() {
                properties.extend(patch.into_iter().flatten().map(|(name, field)| (name.clone(), field.clone())));
                // With the profile, nothing may be there that is not described.
                schema["additionalProperties"] = false.into();
            }
        }
        Ok(schema)
    }
}

impl Retrieve for Folder {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn Error + Send + Sync>> {
        let name = uri.as_str().strip_prefix(BASE).ok_or_else(|| format!("{uri} lies elsewhere"))?;
        self.read(name)
    }
}

impl Schemas {
    /// The specification as it is; nothing when the shared folder is not there.
    pub fn of_the_specification() -> Option<Self> {
        Self::with_profile(BTreeMap::new())
    }

    /// The specification with merge patches by the names of the files.
    pub fn with_profile(patches: BTreeMap<String, Value>) -> Option<Self> {
        let path = shared("hsds/schema")?;
        Some(Self { folder: Folder { path, patches }, known: Mutex::default() })
    }

    /// What is wrong with a value by a schema.
    pub fn faults(&self, schema: &str, value: &Value) -> Vec<String> {
        let mut known = self.known.lock().unwrap();
        let validator = known.entry(schema.to_owned()).or_insert_with(|| {
            let text = self.folder.read(schema).unwrap_or_else(|error| panic!("{schema}: {error}"));
            jsonschema::options()
                .with_base_uri(format!("{BASE}{schema}"))
                .with_retriever(self.folder.clone())
                .should_validate_formats(true)
                .build(&text)
                .unwrap_or_else(|error| panic!("{schema}: {error}"))
        });
        validator.iter_errors(value).map(|fault| format!("{}: {fault}", fault.instance_path())).collect()
    }
}

/// A part of the shared folder, where there is one.
pub fn shared(part: &str) -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = here.ancestors().skip(1).map(|dir| dir.join("shared"));
    let named = std::env::var_os("RELAIS_SHARED").map(PathBuf::from);
    let found = named.into_iter().chain(beside).map(|dir| dir.join("data").join(part)).find(|path| path.exists());
    if found.is_none() {
        assert!(std::env::var_os("RELAIS_REQUIRE_SHARED").is_none(), "the shared data must be beside the checkout");
        eprintln!("passed over: there is no shared folder with {part}");
    }
    found
}
