//! Every crate has its sentence in ARCHITECTURE.md and what belongs in its folder; every crate named there exists.

use super::Source;

/// The languages that every text comes in.
const LANGUAGES: [&str; 3] = ["nl", "fr", "en"];

pub(super) fn faults(sources: &[Source]) -> Vec<String> {
    let Some(plan) = sources.iter().find(|source| source.path == "ARCHITECTURE.md") else {
        return vec!["ARCHITECTURE.md is missing; it is the plan of the house".to_owned()];
    };
    let crates: Vec<&str> = sources
        .iter()
        .filter_map(|source| source.path.strip_suffix("/Cargo.toml"))
        .filter(|folder| folder.contains('/') || *folder == "xtask")
        .collect();
    let unnamed = crates.iter().filter(|folder| !plan.text.contains(&format!("`{folder}`")));
    let invented = named(&plan.text).filter(|folder| !crates.contains(folder));
    unnamed
        .map(|folder| format!("ARCHITECTURE.md: name `{folder}` and say in a sentence what it is"))
        .chain(crates.iter().flat_map(|folder| missing_in(sources, folder)))
        .chain(invented.map(|folder| format!("ARCHITECTURE.md: `{folder}` is named and does not exist")))
        .collect()
}

/// What a crate's folder lacks for what else is in it.
fn missing_in(sources: &[Source], folder: &str) -> Vec<String> {
    let has = |path: &str| sources.iter().any(|source| source.path == format!("{folder}/{path}"));
    let holds = |room: &str| sources.iter().any(|source| source.path.starts_with(&format!("{folder}/{room}/")));
    let mut missing = Vec::new();
    if !has("README.md") {
        missing.push(format!("{folder}: a README.md is missing"));
    }
    if holds("migrations") && !has("columns.toml") {
        missing.push(format!("{folder}: it has tables and no columns.toml; say of each column who may see it"));
    }
    if holds("templates") || holds("locales") {
        let absent = LANGUAGES.iter().filter(|language| !has(&format!("locales/{language}.ftl")));
        missing.extend(absent.map(|language| format!("{folder}: locales/{language}.ftl is missing")));
    }
    if folder.starts_with("domains/") && !has("tests/it/main.rs") {
        missing.push(format!("{folder}: tests/it/main.rs is missing; a department is tested through its door"));
    }
    missing
}

/// The crates that the plan names, such as `domains/helpdesk`.
fn named(plan: &str) -> impl Iterator<Item = &str> {
    plan.split('`').skip(1).step_by(2).filter(|word| {
        word.split_once('/').is_some_and(|(floor, name)| {
            ["foundations", "domains", "edges"].contains(&floor) && !name.is_empty() && !name.contains(['/', '*', '.'])
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plan_and_the_house_must_agree() {
        let sources = [
            Source::new("ARCHITECTURE.md", "`foundations/kernel` words; `domains/ghost` is nowhere"),
            Source::new("foundations/kernel/Cargo.toml", ""),
            Source::new("foundations/kernel/README.md", ""),
            Source::new("domains/real/Cargo.toml", ""),
        ];
        assert_eq!(
            faults(&sources),
            [
                "ARCHITECTURE.md: name `domains/real` and say in a sentence what it is",
                "domains/real: a README.md is missing",
                "domains/real: tests/it/main.rs is missing; a department is tested through its door",
                "ARCHITECTURE.md: `domains/ghost` is named and does not exist",
            ]
        );
    }
    #[test]
    fn tables_need_classes_and_pages_need_three_languages() {
        let paths = ["README.md", "migrations/0001_x.sql", "templates/x.html", "locales/nl.ftl", "locales/en.ftl"];
        let sources = paths.map(|path| Source::new(&format!("foundations/x/{path}"), ""));
        assert_eq!(
            missing_in(&sources, "foundations/x"),
            [
                "foundations/x: it has tables and no columns.toml; say of each column who may see it",
                "foundations/x: locales/fr.ftl is missing",
            ]
        );
    }
}
