//! No text has two meanings: a key stands once in each language, whichever crates the files belong to. Git merges two branches that
//! add the same key without a word, and the house then does not start.

use std::collections::HashMap;

use super::Source;

pub(super) fn faults(sources: &[Source]) -> Vec<String> {
    let mut first: HashMap<(&str, &str), (&str, usize)> = HashMap::new();
    let mut faults = Vec::new();
    for source in sources.iter().filter(|source| source.is("ftl") && source.path.contains("/locales/")) {
        let language = source.path.rsplit('/').next().unwrap_or_default();
        for (at, key) in keys(&source.text) {
            match first.get(&(language, key)) {
                None => drop(first.insert((language, key), (&source.path, at))),
                Some((path, line)) => faults.push(format!(
                    "{}:{at}: `{key}` stands in {path}:{line} already; take one out, or give it a name of its own",
                    source.path
                )),
            }
        }
    }
    faults
}

/// The keys of a file, each with its line.
fn keys(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().filter_map(|(at, line)| {
        let key = line.split_once('=')?.0.trim_end();
        let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        (key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.chars().all(is_key)).then_some((at + 1, key))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_stands_once_in_each_language_over_all_crates() {
        let sources = [
            Source::new(
                "domains/a/locales/nl.ftl",
                "# a-b = remark\na-b = Een\na-c = Twee\n    .label = a-b = x\na-b = Drie",
            ),
            Source::new("domains/b/locales/nl.ftl", "b-a = { $n ->\n    [one] a-c = 1\n   *[other] 2\n}\na-c = Vier"),
            Source::new("domains/a/locales/fr.ftl", "a-b = Un\na-c = Deux"),
            Source::new("domains/a/templates/x.ftl", "a-b = no text of ours"),
        ];
        assert_eq!(
            faults(&sources),
            [
                "domains/a/locales/nl.ftl:5: `a-b` stands in domains/a/locales/nl.ftl:2 already; take one out, or give it a name of its own",
                "domains/b/locales/nl.ftl:5: `a-c` stands in domains/a/locales/nl.ftl:3 already; take one out, or give it a name of its own",
            ]
        );
    }
}
