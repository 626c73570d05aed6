//! `cargo xtask bench`: how much is loaded, how soon it can be used, and what it survives.

mod crates;
mod document;
mod faults;
mod fuzz;
mod size;
mod web;

use anyhow::Result;
use clap::Subcommand;

use crate::{
    build::{self, Flavour},
    setup::{self, StdFrom},
};

pub use faults::quick as faults_quick;
pub use size::check;

#[derive(Subcommand)]
pub enum Bench {
    /// What a browser loads before the wizard answers, against its budget; what each crate adds.
    Size {
        /// Write the tables into docs/performance.md.
        #[arg(long)]
        write: bool,
    },
    /// How soon the first screen can be used, beside a static page and beside SurveyJS; writes docs/performance.md.
    Web(web::Web),
    /// Let customers walk while servers are killed, the database is gone, calls fail and clocks jump.
    Faults(faults::Faults),
    /// Hand spoiled inputs to everything that reads what others write, longer than the tests do.
    Fuzz(fuzz::Fuzz),
}

impl Bench {
    pub fn run(self, std_from: StdFrom) -> Result<()> {
        match self {
            Bench::Size { write } => {
                let tools = setup::wizard_tools(std_from, Flavour::Shipping)?;
                build::run(&tools)?;
                size::report(&tools, write)
            }
            Bench::Web(web) => web.run(std_from),
            Bench::Faults(faults) => faults.run(std_from),
            Bench::Fuzz(fuzz) => fuzz.run(),
        }
    }
}
