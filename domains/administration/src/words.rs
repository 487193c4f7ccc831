//! Words for roles, what they are held for, and departments.

use access::{Grant, Role, Scope};
use house::ScopeNames;
use web::{Choice, Page};

/// A role, in the reader's words.
pub(crate) fn role(page: &Page, role: Role) -> String {
    page.tr(format!("administration-role-{}", role.code().replace('_', "-"))).to_string()
}

/// An action that policies speak of, in the reader's words.
pub(crate) fn action(page: &Page, action: &str) -> String {
    page.tr(format!("administration-right-{}", action.replace(['.', '_'], "-"))).to_string()
}

/// What a role is held for, in the reader's words: by its name where it has one.
pub(crate) fn scope(page: &Page, scope: &Scope, names: &ScopeNames) -> String {
    let coded = |key: &str, code: &str| {
        let name = names.of(scope).map_or(code, |name| name.plain(page.lang()));
        page.tr(key).arg("code", name).to_string()
    };
    match scope {
        Scope::Everywhere => page.tr("administration-scope-everywhere").to_string(),
        Scope::Territory(code) => coded("administration-scope-territory", code),
        Scope::Line(code) => coded("administration-scope-line", code),
        Scope::Body(code) => coded("administration-scope-body", code),
        Scope::Organisation(id) => coded("administration-scope-organisation", id),
    }
}

/// From when until when a role is held.
pub(crate) fn period(page: &Page, grant: &Grant) -> String {
    let from = page.short_day(grant.from);
    match grant.until {
        Some(until) => {
            page.tr("administration-from-until").arg("from", from).arg("until", page.short_day(until)).to_string()
        }
        None => page.tr("administration-from").arg("from", from).to_string(),
    }
}

/// Every role, to choose from.
pub(crate) fn roles(page: &Page) -> Vec<Choice> {
    Role::ALL.iter().map(|each| Choice::new(each.code(), role(page, *each))).collect()
}

/// The kinds of things that a role can be held for, to choose from.
pub(crate) fn scope_kinds(page: &Page) -> Vec<Choice> {
    let kinds = ["everywhere", "territory", "line", "body", "organisation"];
    kinds.map(|kind| Choice::new(kind, page.tr(format!("administration-kind-{kind}")))).into()
}

/// The languages of the pages, to choose from.
pub(crate) fn languages() -> Vec<Choice> {
    kernel::Lang::ALL.map(|lang| Choice::new(lang.code(), lang.own_name())).into()
}

/// The department that an action belongs to, by the word before the point.
pub(crate) fn department(page: &Page, action: &str) -> String {
    let code = action.split('.').next().unwrap_or_default();
    let known = [
        "access",
        "administration",
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
        "figures",
    ];
    if known.contains(&code) {
        page.tr(format!("administration-department-{code}")).to_string()
    } else {
        code.to_owned()
    }
}
