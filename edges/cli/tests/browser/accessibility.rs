//! The accessibility rules of axe-core, run in the page.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use thirtyfour::prelude::*;

/// Runs every rule of WCAG 2.2 A and AA and the best practices; answers what is violated, and where.
const RUN: &str = "
    const done = arguments[0];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})
        .then(found => done(found.violations.flatMap(rule => rule.nodes.map(node =>
            `${rule.id}: ${rule.help}\\n    ${node.html.slice(0, 300)}\\n    ${node.failureSummary}`))))
        .catch(error => done([`the rules broke off: ${error}`]));";

static AXE: LazyLock<String> = LazyLock::new(|| {
    let told = env::var_os("RELAIS_AXE").map(PathBuf::from);
    let path = told.or_else(fetched).expect("axe-core is fetched by `cargo xtask check browser`");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
});

/// What `cargo xtask check` fetched some time before.
fn fetched() -> Option<PathBuf> {
    let tools = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("../tools");
    let files = fs::read_dir(tools).ok()?.flatten().map(|entry| entry.path());
    files.filter(|path| path.extension().is_some_and(|extension| extension == "js")).max()
}

/// What the page shown violates, one description each.
pub async fn violations(driver: &WebDriver) -> Vec<String> {
    let known = driver.execute("return typeof axe === 'object'", vec![]).await.unwrap();
    if known.json() != true {
        driver.execute(AXE.as_str(), vec![]).await.unwrap();
    }
    driver.execute_async(RUN, vec![]).await.unwrap().convert().unwrap()
}
