//! Who may do what, in sentences and as a table: written in the policies themselves, so that it cannot be out of date.

use std::collections::{BTreeMap, BTreeSet};

use access::{Role, Rule};
use askama::Template;
use web::{Answer, Page, view};

use crate::words;

#[derive(Template)]
#[template(path = "rights.html")]
struct Rights {
    page: Page,
    departments: Vec<Department>,
    /// The roles that any policy speaks of.
    roles: Vec<String>,
}

struct Department {
    name: String,
    sentences: Vec<Sentence>,
    rows: Vec<Row>,
}

struct Sentence {
    text: String,
    permits: bool,
}

/// An action in words, and who may do it: a cell for everybody, then one for each role.
struct Row {
    action: String,
    cells: Vec<bool>,
}

pub(crate) async fn show(page: Page) -> Answer {
    let policies = std::sync::Arc::clone(&page.cx().policies);
    let rules = policies.rules();
    let roles: BTreeSet<Role> = rules.iter().flat_map(|rule| rule.roles.iter().copied()).collect();
    let mut by_department: BTreeMap<String, Vec<&Rule>> = BTreeMap::new();
    for rule in rules {
        let action = rule.actions.first().map_or("", String::as_str);
        by_department.entry(words::department(&page, action)).or_default().push(rule);
    }
    let departments = by_department
        .into_iter()
        .map(|(name, rules)| Department {
            name,
            sentences: rules
                .iter()
                .map(|rule| Sentence { text: rule.sentence(page.lang()).to_owned(), permits: rule.permits })
                .collect(),
            rows: rows(&page, &rules, &roles),
        })
        .collect();
    let roles = roles.into_iter().map(|role| words::role(&page, role)).collect();
    view(&Rights { departments, roles, page })
}

fn rows(page: &Page, rules: &[&Rule], roles: &BTreeSet<Role>) -> Vec<Row> {
    let actions: BTreeSet<&String> = rules.iter().flat_map(|rule| &rule.actions).collect();
    let row = |action: &String| {
        let permitting: Vec<_> = rules.iter().filter(|rule| rule.permits && rule.actions.contains(action)).collect();
        let everybody = permitting.iter().any(|rule| rule.roles.is_empty());
        let by_role = roles.iter().map(|role| everybody || permitting.iter().any(|rule| rule.roles.contains(role)));
        Row { action: words::action(page, action), cells: std::iter::once(everybody).chain(by_role).collect() }
    };
    actions.into_iter().map(row).collect()
}
