//! Everything that has to pass.

use std::{process::Command, time::Instant};

use anyhow::{Context, Result};
use clap::Args;

use crate::{bench, build, process::run, root, setup, tidy};

#[derive(Args)]
pub struct Test {
    /// Leave out the journeys in a real browser.
    #[arg(long)]
    no_browser: bool,
}

impl Test {
    pub fn run(self) -> Result<()> {
        let began = Instant::now();
        part("format", || cargo(&["fmt", "--all", "--check"]))?;
        part("tidy", tidy::run)?;
        part("set-up and build of the wizard", || build::run(&setup::wizard_tools()?))?;
        part("size", || bench::Bench::Size.run())?;
        part("lints", || cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
        // The journeys start the server's binary.
        part("build", || cargo(&["build", "--package", "bankident-bff"]))?;
        match self.no_browser {
            true => part("tests", || cargo(&["test", "--workspace", "--lib", "--bins"]))?,
            false => {
                part("set-up of the browser", setup::browser)?;
                part("tests", || cargo(&["test", "--workspace"]))?;
            }
        }
        println!("\neverything passed in {:.0} s", began.elapsed().as_secs_f32());
        Ok(())
    }
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
