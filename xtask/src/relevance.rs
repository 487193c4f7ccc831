//! How good the answers of the directory are, on the questions of `domains/directory/tests/relevance/graded.toml`.

use std::path::Path;

use crate::cargo;

/// The test that measures it: it prints the figures, and fails where they are under the bar.
const MEASURES: &str = "graded::the_answers_are_good_enough::sqlite";

/// Measures and prints.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    let test = ["test", "--quiet", "--package", "directory", "--test", "it", "--", "--exact", MEASURES, "--nocapture"];
    cargo::run(root, &test, &[])
}
