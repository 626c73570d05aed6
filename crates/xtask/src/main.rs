//! `cargo xtask COMMAND`: the project's own commands, one module each. `cargo xtask help` lists them.
//!
//! `serve` and `test` do everything that they need by themselves: they call `setup`, which installs tools, and `build`, which
//! makes what browsers load. `tidy` checks what no compiler checks. Everything stands on `fs` and `process`.

mod bench;
mod build;
mod compress;
mod copy;
mod embed;
mod errors;
mod fs;
mod new;
mod partner_api;
mod postgres;
mod process;
mod reproducible;
mod sbom;
mod serve;
mod setup;
mod test;
mod tidy;
mod words;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The project's own commands.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Where the sources of Rust's standard library come from.
    #[arg(long, global = true, value_enum, default_value_t = setup::StdFrom::Any)]
    std_from: setup::StdFrom,
}

#[derive(Subcommand)]
enum Command {
    /// Install what builds and tests need; the other commands call it by themselves.
    Setup(setup::Setup),
    /// Build the wizard and the desk into dist/.
    Build(build::Build),
    /// What trunk calls at the end of its own build.
    #[command(hide = true)]
    Finish,
    /// Build everything that changed, and start wizard, server and sandbox.
    Serve(serve::Serve),
    /// Everything that has to pass: format, lints, unit, API and browser tests, tidy, size.
    Test(test::Test),
    /// Try the partner API's document with the tools that partners have.
    PartnerApi,
    /// Run a command with a PostgreSQL of its own, whose address is in BANKIDENT_TEST_POSTGRES: cargo test, for example.
    Postgres(postgres::Postgres),
    /// Check what no compiler checks: words, files, official texts.
    Tidy,
    /// Bring together what was built and the words of another folder.
    Words(build::Words),
    /// The words of the wizard.
    #[command(subcommand)]
    Copy(copy::Copy),
    /// Begin something that has its place in many trees.
    #[command(subcommand)]
    New(new::New),
    /// Write docs/errors.md.
    Errors,
    /// Build what browsers load twice, and compare every byte.
    Reproducible,
    /// Write down what is shipped, and what it is made of: CycloneDX, in target/sbom/.
    Sbom,
    /// Measure.
    #[command(subcommand)]
    Bench(bench::Bench),
}

fn main() -> ExitCode {
    let Cli { command, std_from } = Cli::parse();
    let result = match command {
        Command::Setup(setup) => setup.run(std_from),
        Command::Build(build) => build.run(std_from),
        Command::Finish => build::finish(),
        Command::Serve(serve) => serve.run(std_from),
        Command::Test(test) => test.run(std_from),
        Command::PartnerApi => partner_api::check(),
        Command::Postgres(postgres) => postgres.run(),
        Command::Tidy => tidy::run(),
        Command::Words(words) => words.run(),
        Command::Copy(copy) => copy.run(std_from),
        Command::New(new) => new.run(),
        Command::Errors => errors::run(),
        Command::Reproducible => reproducible::run(),
        Command::Sbom => sbom::run(),
        Command::Bench(bench) => bench.run(std_from),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
