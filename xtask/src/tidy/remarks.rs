//! Each file begins by saying what it is for.

use super::Source;

/// How the first line of each kind of file begins.
const OPENINGS: [(&str, &[&str]); 10] = [
    ("rs", &["//!"]),
    ("toml", &["#"]),
    ("sql", &["--"]),
    ("ftl", &["#"]),
    ("cedar", &["//"]),
    ("html", &["{#"]),
    ("css", &["/*"]),
    ("js", &["//", "/*"]),
    ("sh", &["#!"]),
    ("yml", &["#"]),
];

pub(super) fn faults(source: &Source) -> Option<String> {
    // A manifest says what its crate is for in `description`.
    if source.path.ends_with("Cargo.toml") {
        return None;
    }
    let (_, openings) = OPENINGS.iter().find(|(extension, _)| source.is(extension))?;
    if openings.iter().any(|opening| source.text.starts_with(opening)) {
        return None;
    }
    Some(format!("{}:1: begin with a line that says what the file is for ({})", source.path, openings[0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_an_opening_remark_is_named() {
        assert!(faults(&Source::new("a/b.rs", "//! Says.\nfn x() {}")).is_none());
        assert_eq!(
            faults(&Source::new("a/b.rs", "fn x() {}")).unwrap(),
            "a/b.rs:1: begin with a line that says what the file is for (//!)"
        );
        assert!(faults(&Source::new("a/b.sql", "create table x")).is_some());
        assert!(faults(&Source::new("a/Cargo.toml", "[package]")).is_none());
        assert!(faults(&Source::new("a/b.png", "")).is_none());
    }
}
