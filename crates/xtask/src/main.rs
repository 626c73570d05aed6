//! `cargo xtask <command>`: one file per command.

mod bench;
mod build;
mod process;
mod serve;
mod setup;
mod test;
mod tidy;

use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The project's own commands.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what builds and tests need; the other commands call it by themselves.
    Setup(setup::Setup),
    /// Build the wizard into dist/.
    Build,
    /// Build everything that changed, and start wizard, server and sandbox.
    Serve(serve::Serve),
    /// Everything that has to pass: format, lints, unit, API and browser tests, tidy, size.
    Test(test::Test),
    /// Check what no compiler checks: words, files, official texts.
    Tidy,
    /// Measure.
    #[command(subcommand)]
    Bench(bench::Bench),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Setup(setup) => setup.run().map(drop),
        Command::Build => build::run(&setup::wizard_tools()?),
        Command::Serve(serve) => serve.run(),
        Command::Test(test) => test.run(),
        Command::Tidy => tidy::run(),
        Command::Bench(bench) => bench.run(),
    }
}

/// The folder of the workspace.
fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn at_root(path: &str) -> PathBuf {
    root().join(path)
}
