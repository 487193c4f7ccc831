//! Measures the real binary against the bars that its issues set. Started by `cargo xtask bench`.

mod figure;
mod ground;
mod hello;
mod hsds;
mod import;
mod load;
mod million;
mod narrowing;
mod offer;
mod pages;
mod process;
mod questions;
mod rest;
mod rival;
mod search;
mod two;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use figure::Figure;
use ground::Ground;

/// The measurements by name, in their order: `import` fills the directory that `start` and `search` use.
const NAMES: [&str; 9] = ["import", "start", "search", "narrowing", "pages", "hsds", "two", "million", "demo"];

#[derive(Parser)]
#[command(about = "Measures the real binary", disable_help_subcommand = true)]
struct Told {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measures, prints a table and writes the results.
    Measure(Measure),
    /// The bare server that pages are compared with.
    Hello {
        #[arg(long)]
        listen: SocketAddr,
    },
}

#[derive(Args)]
struct Measure {
    /// The release binary.
    #[arg(long)]
    relais: PathBuf,
    /// An empty PostgreSQL.
    #[arg(long)]
    postgres: String,
    /// The region pack.
    #[arg(long)]
    region: PathBuf,
    /// The folder of real data.
    #[arg(long)]
    shared: PathBuf,
    /// Where the results go.
    #[arg(long)]
    results: PathBuf,
    /// Only this one.
    name: Option<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Told::parse().command {
        Command::Measure(told) => measure(&told).await,
        Command::Hello { listen } => hello::serve(listen).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(told: &Measure) -> Result<(), String> {
    let wanted: Vec<&str> = match told.name.as_deref() {
        None => NAMES.to_vec(),
        Some(name) if NAMES.contains(&name) => vec![name],
        Some(name) => return Err(format!("there is no measurement `{name}`; there are: {}", NAMES.join(", "))),
    };
    let ground = Ground::prepare(&told.relais, &told.region, &told.shared)?;
    let mut figures = Vec::new();
    for name in wanted {
        eprintln!("measuring {name}");
        figures.extend(perform(name, &ground, &told.postgres).await?);
    }
    figure::write(&figures, &told.results)?;
    println!("{}", figure::table(&figures));
    Ok(())
}

async fn perform(name: &str, ground: &Ground, postgres: &str) -> Result<Vec<Figure>, String> {
    match name {
        "import" => import::measure(ground).await,
        "start" => rest::measure_start(&ground.filled().await?).await,
        "search" => search::measure(ground, postgres).await,
        "narrowing" => narrowing::measure(ground).await,
        "two" => two::measure(ground, postgres).await,
        "million" => million::measure(ground).await,
        "pages" => pages::measure(ground).await,
        "hsds" => hsds::measure(ground).await,
        _ => rest::measure_demo(ground).await,
    }
}
