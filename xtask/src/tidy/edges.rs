//! Dependencies point down.

use super::Source;

const FOUNDATIONS: [&str; 12] = [
    "kernel",
    "store-macros",
    "store",
    "journal",
    "access",
    "intake",
    "jobs",
    "search",
    "figures",
    "web",
    "documents",
    "house",
];
const DOMAINS: [&str; 12] = [
    "territory",
    "directory",
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
const KNOWS: [(&str, &[&str]); 24] = [
    ("kernel", &[]),
    ("store-macros", &[]),
    ("intake", &[]),
    ("store", &["kernel", "store-macros"]),
    ("journal", &["kernel", "store"]),
    ("access", &["kernel", "store", "journal"]),
    ("jobs", &["kernel", "store", "journal", "access"]),
    ("search", &["kernel", "store", "journal", "access"]),
    ("figures", &["kernel", "store", "journal", "access"]),
    ("web", &["kernel", "store", "journal", "access"]),
    ("documents", &["kernel"]),
    ("house", &FOUNDATIONS),
    ("territory", &[]),
    ("directory", &["territory"]),
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

pub(super) fn faults(sources: &[Source]) -> Vec<String> {
    sources.iter().filter(|source| source.path.ends_with("/Cargo.toml")).flat_map(of_manifest).collect()
}

fn of_manifest(source: &Source) -> Vec<String> {
    let Ok(manifest) = source.text.parse::<toml::Table>() else {
        return vec![format!("{}: it cannot be read", source.path)];
    };
    let name = manifest.get("package").and_then(|package| package.get("name")).and_then(toml::Value::as_str);
    let (Some(name), Some(dependencies)) = (name, manifest.get("dependencies").and_then(toml::Value::as_table)) else {
        return Vec::new();
    };
    let wrong = dependencies.keys().filter(|other| !may_know(&source.path, name, other));
    wrong
        .map(|other| format!("{}: `{name}` may not depend on `{other}`; dependencies point down", source.path))
        .collect()
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

    fn manifest(path: &str, name: &str, dependency: &str) -> Source {
        let text =
            format!("[package]\nname = \"{name}\"\n[dependencies]\n{dependency}.workspace = true\nserde = \"1\"\n");
        Source::new(path, &text)
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
            assert_eq!(of_manifest(&manifest(path, name, other)).is_empty(), allowed, "{name} -> {other}");
        }
    }
}
