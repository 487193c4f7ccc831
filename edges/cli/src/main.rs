//! The binary `relais`: what operators say to the house.

#![expect(clippy::print_stderr, clippy::print_stdout, reason = "the command line speaks on standard output and error")]

mod args;
mod commands;
mod fault;
mod progress;
mod signals;

use std::process::ExitCode;

use clap::Parser as _;

use crate::args::{AccountCommand, Cli, Command, JournalCommand, RegionCommand};
use crate::fault::Fault;

/// A page is many small texts: the system's allocator took a fifth of its time (docs/decisions/0015-allocator.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let done = match runtime {
        Ok(runtime) => runtime.block_on(run(cli.command)),
        Err(error) => {
            Err(Fault::new(format!("the system gives no threads: {error}; close other programs and try again")))
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("relais: {fault}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<(), Fault> {
    match command {
        Command::Demo(args) => commands::demo::run(args).await,
        Command::Serve(args) => commands::serve::run(args).await,
        Command::Migrate(installation) => commands::migrate::run(&installation).await,
        Command::Region(RegionCommand::Load { dir, installation }) => commands::region::load(&dir, &installation).await,
        Command::Region(RegionCommand::Check { dir }) => commands::region::check(&dir),
        Command::Import(args) => commands::import::run(args).await,
        Command::Account(command) => account(command).await,
        Command::Backup(args) => commands::keep::backup(&args).await,
        Command::Restore(args) => commands::keep::restore(&args).await,
        Command::Journal(JournalCommand::Verify(installation)) => commands::journal::verify(&installation).await,
        Command::Doctor(installation) => commands::doctor::run(&installation).await,
    }
}

async fn account(command: AccountCommand) -> Result<(), Fault> {
    match command {
        AccountCommand::Add(args) => commands::account::add(args).await,
        AccountCommand::Grant(args) => commands::account::grant(args).await,
        AccountCommand::Reset { email, installation } => commands::account::reset(&email, &installation).await,
        AccountCommand::List(installation) => commands::account::list(&installation).await,
        AccountCommand::Disable { email, installation } => commands::account::disable(&email, &installation).await,
        AccountCommand::Enable { email, installation } => commands::account::enable(&email, &installation).await,
    }
}
