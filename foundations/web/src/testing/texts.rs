//! Holds the texts of a crate against each other and against the places that use them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Resource};
use fluent_syntax::parser;
use kernel::Lang;

use crate::Texts;

/// A message: its variables, and those of its attributes under `key.attribute`.
type Messages = BTreeMap<String, BTreeSet<String>>;

/// Compares the texts of a crate with each other and with the places that use them; returns every fault found.
///
/// `crate_dir` is `env!("CARGO_MANIFEST_DIR")`. A key counts as used when it stands between quotes in a template or in
/// Rust, alone or as the beginning of a key that is completed at run time (`"helpdesk-channel-"` uses all its channels).
pub fn check_catalogue(crate_dir: &str, texts: &Texts) -> Vec<String> {
    let mut faults = Vec::new();
    let mut in_languages: BTreeMap<Lang, Messages> = BTreeMap::new();
    for lang in Lang::ALL {
        match messages(texts.of(lang)) {
            Ok(found) => drop(in_languages.insert(lang, found)),
            Err(fault) => faults.push(format!("{lang}: {fault}")),
        }
    }
    let all: BTreeSet<&String> = in_languages.values().flat_map(BTreeMap::keys).collect();
    for key in &all {
        faults.extend(compare(key, &in_languages));
        if !key.starts_with(&format!("{}-", texts.prefix)) {
            faults.push(format!("`{key}` does not begin with `{}-`", texts.prefix));
        }
    }
    match keys_in(Path::new(crate_dir), texts.prefix) {
        Ok(used) => {
            faults.extend(unknown(&used, &all, texts.prefix));
            faults.extend(unused(&used, &all));
        }
        Err(error) => faults.push(format!("a file of {crate_dir} cannot be read: {error}")),
    }
    faults
}

fn compare(key: &str, in_languages: &BTreeMap<Lang, Messages>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut known: Option<(&Lang, &BTreeSet<String>)> = None;
    for (lang, messages) in in_languages {
        match (messages.get(key), known) {
            (None, _) => faults.push(format!("`{key}` is missing in {lang}")),
            (Some(here), Some((other, there))) if here != there => {
                faults.push(format!("`{key}` takes {here:?} in {lang} and {there:?} in {other}"));
            }
            (Some(here), _) => known = known.or(Some((lang, here))),
        }
    }
    faults
}

fn unknown(used: &BTreeSet<String>, all: &BTreeSet<&String>, prefix: &str) -> Vec<String> {
    let known =
        |key: &String| all.contains(key) || (key.ends_with('-') && all.iter().any(|whole| whole.starts_with(key)));
    let is_own_name = |key: &String| key == &format!("{prefix}-");
    used.iter()
        .filter(|key| !known(key) && !is_own_name(key))
        .map(|key| format!("`{key}` is used and not defined"))
        .collect()
}

fn unused(used: &BTreeSet<String>, all: &BTreeSet<&String>) -> Vec<String> {
    let begins = |key: &str| used.iter().any(|begin| begin.ends_with('-') && key.starts_with(begin.as_str()));
    let is_used = |key: &str| used.contains(key) || begins(key);
    let by_attribute = |key: &str| key.split_once('.').is_some_and(|(message, _)| is_used(message));
    all.iter()
        .filter(|key| !is_used(key) && !by_attribute(key))
        .map(|key| format!("`{key}` is defined and not used"))
        .collect()
}

/// Every key of this crate between quotes in its templates and sources; the test modules at the end of files do not count.
fn keys_in(crate_dir: &Path, prefix: &str) -> io::Result<BTreeSet<String>> {
    let mut keys = BTreeSet::new();
    for file in files(crate_dir) {
        let text = fs::read_to_string(&file)?;
        let product = text.split("#[cfg(test)]").next().unwrap_or_default();
        for piece in product.split('"').skip(1) {
            // `helpdesk-0001-contacts` is a step of the schema, not a key.
            let own = piece.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('-'));
            let own = own.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
            if own
                && piece
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-._".contains(&byte))
            {
                keys.insert(piece.to_owned());
            }
            // format!("helpdesk-channel-{code}")
            if own && let Some((begin, _)) = piece.split_once('{') {
                keys.insert(begin.to_owned());
            }
        }
    }
    Ok(keys)
}

fn files(crate_dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![crate_dir.join("src"), crate_dir.join("templates")];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs" || kind == "html" || kind == "txt") {
                found.push(path);
            }
        }
    }
    found
}

fn messages(text: &str) -> Result<Messages, String> {
    let resource: Resource<&str> = parser::parse(text).map_err(|(_, errors)| format!("{errors:?}"))?;
    let mut messages = Messages::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        if messages.contains_key(message.id.name) {
            return Err(format!("`{}` is defined twice", message.id.name));
        }
        messages.insert(message.id.name.to_owned(), message.value.as_ref().map(variables).unwrap_or_default());
        for attribute in &message.attributes {
            messages.insert(format!("{}.{}", message.id.name, attribute.id.name), variables(&attribute.value));
        }
    }
    Ok(messages)
}

fn variables(pattern: &Pattern<&str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => found.extend(of_inline(inline)),
            Expression::Select { selector, variants } => {
                found.extend(of_inline(selector));
                found.extend(variants.iter().flat_map(|variant| variables(&variant.value)));
            }
        }
    }
    found
}

fn of_inline(inline: &InlineExpression<&str>) -> BTreeSet<String> {
    match inline {
        InlineExpression::VariableReference { id } => [id.name.to_owned()].into(),
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().flat_map(of_inline).collect()
        }
        InlineExpression::Placeable { expression } => match &**expression {
            Expression::Inline(inline) => of_inline(inline),
            Expression::Select { selector, .. } => of_inline(selector),
        },
        _ => BTreeSet::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_held_against_each_other() {
        let texts = Texts {
            prefix: "web",
            nl: "web-a = { $n }\nweb-b = B\nother-c = C\n",
            fr: "web-a = { $m }\nother-c = C\n",
            en: "web-a = { $n ->\n  [one] { $n }\n *[other] x\n }\nweb-b = B\nother-c = C\n",
        };
        let faults = check_catalogue("/nowhere", &texts);
        for expected in [
            "`web-b` is missing in fr",
            "`web-a` takes {\"m\"} in fr",
            "`other-c` does not begin",
            "`web-a` is defined and not used",
        ] {
            assert!(faults.iter().any(|fault| fault.contains(expected)), "{expected}: {faults:?}");
        }
    }

    #[test]
    fn keys_that_are_completed_at_run_time_use_all_that_begin_so() {
        let used: BTreeSet<String> = ["web-only-".to_owned(), "web-none-".to_owned()].into();
        let (only, lone) = ("web-only-nl".to_owned(), "web-lone".to_owned());
        let all: BTreeSet<&String> = [&only, &lone].into();
        assert_eq!(unused(&used, &all), ["`web-lone` is defined and not used"]);
        assert_eq!(unknown(&used, &all, "web"), ["`web-none-` is used and not defined"]);
    }
}
