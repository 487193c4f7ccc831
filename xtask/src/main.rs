//! The project's own commands.

mod axe;
mod bench;
mod cargo;
mod check;
mod machine;
mod official;
mod postgres;
mod tidy;

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask check [fmt|tidy|clippy|test|browser …]
       cargo xtask tidy
       cargo xtask bench [import|start|search|pages|demo]";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["check", steps @ ..] => check::run(&root(), steps),
        ["tidy"] => tidy::run(&root()),
        ["bench"] => bench::run(&root(), None),
        ["bench", name] => bench::run(&root(), Some(name)),
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
