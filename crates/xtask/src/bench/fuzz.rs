//! Spoils other inputs than the tests do, for as long as it is told.

use std::{
    collections::hash_map::RandomState,
    hash::BuildHasher,
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use clap::Args;

use crate::{fs::root, process::run};

#[derive(Args)]
pub struct Fuzz {
    /// How long: the round that has begun is finished.
    #[arg(long, default_value_t = 600)]
    seconds: u64,
    /// Inputs for each target in a round.
    #[arg(long, default_value_t = 5000)]
    cases: u32,
}

impl Fuzz {
    pub fn run(self) -> Result<()> {
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(self.seconds) {
            // Another one each time.
            let seed = RandomState::new().hash_one(());
            println!("fuzz: BANKIDENT_FUZZ_SEED={seed} BANKIDENT_FUZZ_CASES={}", self.cases);
            let found = "what was found is in crates/fuzz/corpus";
            cargo(seed, self.cases, &["test", "--package", "bankident-fuzz"]).context(found)?;
            // Each is a request.
            let api = ["test", "--package", "bankident-bff", "--test", "api", "spoiled"];
            cargo(seed, self.cases / 10, &api).context(found)?;
        }
        Ok(())
    }
}

fn cargo(seed: u64, cases: u32, arguments: &[&str]) -> Result<()> {
    let mut tests = Command::new("cargo");
    tests.args(arguments).current_dir(root());
    tests.env("BANKIDENT_FUZZ_SEED", seed.to_string()).env("BANKIDENT_FUZZ_CASES", cases.to_string());
    run(&mut tests)
}
