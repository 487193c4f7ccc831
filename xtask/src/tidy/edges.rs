//! Dependencies point down.

use super::Source;

const FOUNDATIONS: [&str; 13] = [
    "kernel",
    "store-macros",
    "store",
    "journal",
    "access",
    "intake",
    "jobs",
    "mail",
    "search",
    "figures",
    "web",
    "documents",
    "house",
];
const DOMAINS: [&str; 14] = [
    "territory",
    "directory",
    "campaigns",
    "alerts",
    "network",
    "needs",
    "care",
    "helpdesk",
    "learning",
    "publishing",
    "workplace",
    "programme",
    "governance",
    "administration",
];

/// Who a crate may know among its own floor; the floors below are open to it.
const KNOWS: [(&str, &[&str]); 27] = [
    ("kernel", &[]),
    ("store-macros", &[]),
    ("intake", &[]),
    ("store", &["kernel", "store-macros"]),
    ("journal", &["kernel", "store"]),
    ("access", &["kernel", "store", "journal"]),
    ("jobs", &["kernel", "store", "journal", "access"]),
    ("mail", &["kernel", "store", "journal", "access", "jobs"]),
    ("search", &["kernel", "store", "journal", "access"]),
    ("figures", &["kernel", "store", "journal", "access"]),
    ("web", &["kernel", "store", "journal", "access"]),
    ("documents", &["kernel"]),
    ("house", &FOUNDATIONS),
    ("territory", &[]),
    ("directory", &["territory"]),
    ("campaigns", &["territory", "directory"]),
    ("alerts", &["territory", "directory"]),
    ("network", &["territory", "directory"]),
    ("needs", &["territory", "directory", "network"]),
    ("care", &["territory", "directory", "network", "needs"]),
    ("helpdesk", &["territory", "directory", "network", "needs", "care"]),
    ("learning", &["territory", "directory", "network"]),
    ("publishing", &["territory", "directory", "network"]),
    ("workplace", &["territory", "directory", "network"]),
    ("programme", &["needs", "workplace"]),
    ("governance", &["programme"]),
    ("administration", &[]),
];

/// The tables of a manifest that name dependencies.
const TABLES: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

pub(super) fn faults(sources: &[Source]) -> Vec<String> {
    let root = sources.iter().find(|source| source.path == "Cargo.toml").and_then(|root| root.text.parse().ok());
    let shared: toml::Table = root.unwrap_or_default();
    let manifests = sources.iter().filter(|source| source.path.ends_with("/Cargo.toml"));
    manifests.flat_map(|source| of_manifest(source, &shared)).collect()
}

fn of_manifest(source: &Source, workspace: &toml::Table) -> Vec<String> {
    let Ok(manifest) = source.text.parse::<toml::Table>() else {
        return vec![format!("{}: it cannot be read", source.path)];
    };
    let name = manifest.get("package").and_then(|package| package.get("name")).and_then(toml::Value::as_str);
    let Some(name) = name else { return Vec::new() };
    let needs = needs(&manifest, workspace);
    let wrong = needs.iter().filter(|need| !need.is_fine(&source.path, name));
    wrong
        .map(|need| {
            let other = &need.package;
            format!("{}: `{name}` may not depend on `{other}`; dependencies point down", source.path)
        })
        .collect()
}

/// A dependency, by the name of its package whatever it is called here.
struct Need {
    package: String,
    for_tests: bool,
}

impl Need {
    /// Tests may besides use the test world, and their own crate with what it only has for tests.
    fn is_fine(&self, path: &str, name: &str) -> bool {
        let helps = self.package == "testkit" || self.package == name;
        may_know(path, name, &self.package) || (self.for_tests && helps)
    }
}

/// What a manifest names in its tables, those for one target included.
fn needs(manifest: &toml::Table, workspace: &toml::Table) -> Vec<Need> {
    let targets = manifest.get("target").and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::values);
    let places = targets.filter_map(toml::Value::as_table).chain([manifest]);
    let tables = places.flat_map(|place| TABLES.iter().map(move |table| (*table, place.get(*table))));
    let entries = tables.filter_map(|(table, found)| Some((table, found?.as_table()?)));
    let need = |(table, key, how): (&str, &String, &toml::Value)| Need {
        package: package(key, how, workspace),
        for_tests: table == "dev-dependencies",
    };
    entries.flat_map(|(table, found)| found.iter().map(move |(key, how)| (table, key, how))).map(need).collect()
}

/// The package behind a key: named there, or where the workspace says what the key means.
fn package(key: &str, how: &toml::Value, workspace: &toml::Table) -> String {
    let renamed = |how: &toml::Value| how.get("package").and_then(toml::Value::as_str).map(str::to_owned);
    let shared = || workspace.get("workspace")?.get("dependencies")?.get(key).and_then(renamed);
    renamed(how).or_else(shared).unwrap_or_else(|| key.to_owned())
}

fn may_know(path: &str, name: &str, other: &str) -> bool {
    let ours = FOUNDATIONS.contains(&other) || DOMAINS.contains(&other) || EDGES.contains(&other);
    if !ours {
        return true;
    }
    let listed = KNOWS.iter().find(|(known, _)| *known == name).map(|(_, knows)| *knows);
    if path.starts_with("foundations/") {
        listed.is_some_and(|knows| knows.contains(&other))
    } else if path.starts_with("domains/") {
        FOUNDATIONS.contains(&other) || listed.is_some_and(|knows| knows.contains(&other))
    } else {
        edge_may_know(name, other)
    }
}

const EDGES: [&str; 5] = ["standards", "platform", "cli", "testkit", "bench"];

/// The edges know everything below them: testkit only foundations and what it generates data for, the binary everything.
fn edge_may_know(name: &str, other: &str) -> bool {
    let lower: &[&str] = match name {
        "standards" | "testkit" => &[],
        "platform" => &["standards"],
        "cli" | "bench" => &["standards", "platform", "testkit"],
        _ => return false,
    };
    !EDGES.contains(&other) || lower.contains(&other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults_of(path: &str, name: &str, needs: &str) -> Vec<String> {
        let text = format!("[package]\nname = \"{name}\"\n{needs}\n");
        let workspace = "[workspace.dependencies]\nbelow = { path = \"edges/cli\", package = \"cli\" }";
        faults(&[Source::new("Cargo.toml", workspace), Source::new(path, &text)])
    }

    #[test]
    fn an_arrow_that_points_up_or_aside_is_refused() {
        let cases = [
            ("foundations/kernel/Cargo.toml", "kernel", "store", false),
            ("foundations/web/Cargo.toml", "web", "access", true),
            ("foundations/web/Cargo.toml", "web", "search", false),
            ("foundations/access/Cargo.toml", "access", "territory", false),
            ("domains/directory/Cargo.toml", "directory", "territory", true),
            ("domains/directory/Cargo.toml", "directory", "helpdesk", false),
            ("domains/territory/Cargo.toml", "territory", "platform", false),
            ("edges/cli/Cargo.toml", "cli", "platform", true),
            ("edges/platform/Cargo.toml", "platform", "cli", false),
        ];
        for (path, name, other, allowed) in cases {
            let needs = format!("[dependencies]\n{other}.workspace = true\nserde = \"1\"");
            assert_eq!(faults_of(path, name, &needs).is_empty(), allowed, "{name} -> {other}");
        }
    }

    #[test]
    fn every_table_counts_and_so_does_the_package_behind_a_name() {
        let cases = [
            ("[build-dependencies]\nhelpdesk.workspace = true", false),
            ("[target.'cfg(unix)'.dependencies]\nhelpdesk.workspace = true", false),
            ("[dependencies]\nlower = { path = \"../helpdesk\", package = \"helpdesk\" }", false),
            ("[dependencies]\nbelow.workspace = true", false),
            ("[dev-dependencies]\nhelpdesk.workspace = true", false),
            ("[dev-dependencies]\ntestkit.workspace = true\ndirectory = { path = \".\" }", true),
            ("[dependencies]\ntestkit.workspace = true", false),
        ];
        for (needs, allowed) in cases {
            assert_eq!(faults_of("domains/directory/Cargo.toml", "directory", needs).is_empty(), allowed, "{needs}");
        }
    }
}
