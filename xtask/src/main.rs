//! The project's own commands.

mod axe;
mod bench;
mod cargo;
mod check;
mod machine;
mod official;
mod postgres;
mod relevance;
mod tidy;

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "The project's own commands.

usage: cargo xtask check [STEP …]   what CI runs, all of it or some steps: fmt, tidy, clippy, test, browser
       cargo xtask tidy             the rules of the house that no compiler knows: lengths, words, arrows, code map
       cargo xtask relevance        how good the answers of the directory are: nDCG@10 over the judged questions, and the worst ten
       cargo xtask bench [NAME]     measure the released binary: import, start, search, pages, demo

`check` brings its own PostgreSQL and wants its programs, and Chromium for `browser`; what it misses it names.";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["check", steps @ ..] => check::run(&root(), steps),
        ["tidy"] => tidy::run(&root()),
        ["relevance"] => relevance::run(&root()),
        ["bench"] => bench::run(&root(), None),
        ["bench", name] => bench::run(&root(), Some(name)),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

/// The top of the checkout.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the checkout is where it was built")
}
