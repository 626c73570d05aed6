//! Everything that has to pass.

use std::{env, process::Command, time::Instant};

use anyhow::{Context, Result};
use clap::Args;

use crate::{
    bench,
    build::{self, Flavour},
    copy, embed,
    fs::{root, target},
    partner_api, postgres,
    process::run,
    serve,
    setup::{self, StdFrom},
    tidy,
};

#[derive(Args)]
pub struct Test {
    /// Leave out the journeys in a real browser.
    #[arg(long)]
    no_browser: bool,
}

impl Test {
    pub fn run(self, std_from: StdFrom) -> Result<()> {
        let began = Instant::now();
        part("format", || cargo(&["fmt", "--all", "--check"]))?;
        part("tidy", tidy::run)?;
        part("copy", copy::check_all)?;
        part("wizard", || build::run(&setup::wizard_tools(std_from, Flavour::Shipping)?))?;
        part("size", bench::check)?;
        part("embed script", embed::check)?;
        part("lints", || cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
        part("server without the sandbox", || {
            cargo(&["check", "--package", "bankident-bff", "--no-default-features"])
        })?;
        // The wizard is left out because its tests/ are the journeys.
        part("unit and API tests", || cargo(&["test", "--workspace", "--exclude", "bankident-wizard"]))?;
        part("API tests with PostgreSQL", with_postgres)?;
        part("faults", bench::faults_quick)?;
        part("what partners generate", partner_api::check)?;
        part("unit tests of the wizard", || cargo(&["test", "--package", "bankident-wizard", "--lib"]))?;
        part("patched fluent against the stock crate", patched_fluent)?;
        if !self.no_browser {
            part("set-up of the browsers", || setup::browsers().map(drop))?;
            part("journeys", journeys)?;
        }
        println!("\neverything passed in {:.0} s", began.elapsed().as_secs_f32());
        Ok(())
    }
}

/// The server's tests once more, with two servers and another database. The whole workspace is named, as before, so that nothing is
/// compiled anew for other features.
fn with_postgres() -> Result<()> {
    let postgres = postgres::Server::start()?;
    for tests in [&["--test", "api"][..], &["--lib", "--", "store::"]] {
        let mut command = Command::new("cargo");
        command.args(["test", "--workspace", "--exclude", "bankident-wizard"]).args(tests);
        run(command.current_dir(root()).env(postgres::ADDRESS, postgres.url()))?;
    }
    Ok(())
}

/// In a workspace of its own, where the patch does not apply: see third_party/README.md.
fn patched_fluent() -> Result<()> {
    let mut tests = Command::new("cargo");
    tests.args(["test", "--locked", "--manifest-path", "third_party/against-stock/Cargo.toml"]);
    run(tests.current_dir(root()).env("CARGO_TARGET_DIR", target()))
}

/// The walks in real browsers. Each test starts the server that it needs.
fn journeys() -> Result<()> {
    let mut tests = Command::new("cargo");
    tests.args(["test", "--package", "bankident-wizard", "--test", "*"]).current_dir(root());
    tests.env("PATH", setup::browsers()?.path()?);
    tests.env("BANKIDENT_XTASK", env::current_exe()?);
    run(tests.env("BANKIDENT_BIN", serve::bankident()?))
}

fn cargo(arguments: &[&str]) -> Result<()> {
    run(Command::new("cargo").args(arguments).current_dir(root()))
}

fn part(name: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
    println!("\n== {name}");
    let began = Instant::now();
    work().with_context(|| format!("{name} did not pass"))?;
    println!("== {name}: passed in {:.0} s", began.elapsed().as_secs_f32());
    Ok(())
}
