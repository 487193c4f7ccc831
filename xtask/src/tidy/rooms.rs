//! Every crate has its sentence in ARCHITECTURE.md and a README; every crate named there exists.

use super::Source;

pub(super) fn faults(sources: &[Source]) -> Vec<String> {
    let Some(plan) = sources.iter().find(|source| source.path == "ARCHITECTURE.md") else {
        return vec!["ARCHITECTURE.md is missing; it is the plan of the house".to_owned()];
    };
    let crates: Vec<&str> = sources
        .iter()
        .filter_map(|source| source.path.strip_suffix("/Cargo.toml"))
        .filter(|folder| folder.contains('/') || *folder == "xtask")
        .collect();
    let has = |path: String| sources.iter().any(|source| source.path == path);
    let unnamed = crates.iter().filter(|folder| !plan.text.contains(&format!("`{folder}`")));
    let unexplained = crates.iter().filter(|folder| !has(format!("{folder}/README.md")));
    let invented = named(&plan.text).filter(|folder| !crates.contains(folder));
    unnamed
        .map(|folder| format!("ARCHITECTURE.md: name `{folder}` and say in a sentence what it is"))
        .chain(unexplained.map(|folder| format!("{folder}: a README.md is missing")))
        .chain(invented.map(|folder| format!("ARCHITECTURE.md: `{folder}` is named and does not exist")))
        .collect()
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
                "ARCHITECTURE.md: `domains/ghost` is named and does not exist",
            ]
        );
    }
}
