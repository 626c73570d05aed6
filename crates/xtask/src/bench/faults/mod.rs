//! `cargo xtask bench faults`: customers walk while something goes wrong, with real processes. docs/reliability.md says what is
//! tried and what has to hold.

mod answers;
mod bank;
mod customer;
mod outside;
mod scenario;
mod server;
mod tally;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Result, bail};
use clap::Args;
use rand::RngExt;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{runtime::Runtime, task::block_in_place};

use self::{
    scenario::Stage,
    tally::{Tally, table},
};
use super::document;
use crate::{
    build::{self, Flavour},
    postgres,
    process::{run, succeeds},
    serve,
    setup::{self, StdFrom},
};

/// The walks of each part in the tests.
const QUICK: usize = 12;

const SQLITE: &str = "sqlite://{}/bankident.sqlite";

#[derive(Args)]
pub struct Faults {
    /// How many customers walk in each scenario.
    #[arg(long, default_value_t = 200)]
    walks: usize,
    /// How many seconds PostgreSQL is gone.
    #[arg(long, default_value_t = 10)]
    outage: u64,
    /// Write the table into docs/reliability.md.
    #[arg(long)]
    write: bool,
}

impl Faults {
    pub fn run(self, std_from: StdFrom) -> Result<()> {
        // Consents are kept in the words of the page.
        build::run(&setup::wizard_tools(std_from, Flavour::Shipping)?)?;
        let program = serve::bankident()?;
        let tallies = Runtime::new()?.block_on(self.all(&program))?;
        let text = table(&tallies);
        println!("\n{text}");
        if self.write {
            document::write("docs/reliability.md", "faults", &text)?;
        }
        judge(&tallies)
    }

    async fn all(&self, program: &Path) -> Result<Vec<Tally>> {
        let walks = self.walks;
        let mut tallies =
            vec![killed(program, walks, SQLITE, "SQLite: the server is killed", &["server"]).await?];
        tallies.extend(with_postgres(program, walks).await?);
        tallies.push(outage(program, walks, Duration::from_secs(self.outage)).await?);
        tallies.push(upstream(program, walks).await?);
        tallies.push(clock(program, walks).await?);
        tallies.extend(full_disk(program, walks).await?);
        Ok(tallies)
    }
}

/// What the tests do of it: kills in front of SQLite, and of one of two servers in front of PostgreSQL.
pub fn quick() -> Result<()> {
    let program = serve::bankident()?;
    let tallies = Runtime::new()?.block_on(async {
        let one = killed(&program, QUICK, SQLITE, "SQLite: the server is killed", &["server"]).await?;
        let postgres = postgres::Server::start()?;
        let two = killed(&program, QUICK, &postgres.url(), ONE_OF_TWO, &["first", "second"]).await?;
        anyhow::Ok([one, two])
    })?;
    println!("{}", table(&tallies));
    judge(&tallies)
}

const ONE_OF_TWO: &str = "PostgreSQL: one of two servers is killed";

fn judge(tallies: &[Tally]) -> Result<()> {
    let broken: Vec<&str> =
        tallies.iter().filter(|tally| !tally.holds()).map(|tally| tally.scenario).collect();
    if broken.is_empty() { Ok(()) } else { bail!("not everything held: {}", broken.join("; ")) }
}

/// Kills the servers in turn while customers walk, each at a random moment.
async fn killed(
    program: &Path,
    walks: usize,
    database: &str,
    scenario: &'static str,
    names: &[&'static str],
) -> Result<Tally> {
    println!("{scenario} ..");
    let mut stage = Stage::set(program, database, names).await?;
    let mut walking = stage.walk(walks);
    let mut kills = 0;
    while walking.go_on_for(moment(50..800)).await? {
        let turn = kills % stage.servers.len();
        let server = &mut stage.servers[turn];
        server.kill()?;
        kills += 1;
        block_in_place(|| server.start_again())?;
    }
    stage.tally(scenario, kills, walking).await
}

async fn with_postgres(program: &Path, walks: usize) -> Result<Vec<Tally>> {
    let postgres = postgres::Server::start()?;
    let one =
        killed(program, walks, &postgres.url(), "PostgreSQL: the server is killed", &["server"]).await?;
    drop(postgres);
    let postgres = postgres::Server::start()?;
    let two = killed(program, walks, &postgres.url(), ONE_OF_TWO, &["first", "second"]).await?;
    Ok(vec![one, two])
}

/// PostgreSQL stops as in a crash, in the middle of the walks, and comes back.
async fn outage(program: &Path, walks: usize, gone: Duration) -> Result<Tally> {
    let scenario = "PostgreSQL is gone for a while";
    println!("{scenario} ..");
    let postgres = postgres::Server::start()?;
    let stage = Stage::set(program, &postgres.url(), &["first", "second"]).await?;
    let mut walking = stage.walk(walks);
    let mut outages = 0;
    while walking.go_on_for(moment(1000..4000)).await? && outages < 3 {
        block_in_place(|| postgres.stop())?;
        outages += 1;
        walking.go_on_for(gone).await?;
        block_in_place(|| postgres.go_on())?;
    }
    walking.arrive().await?;
    stage.tally(scenario, outages, walking).await
}

/// The calls that customers wait for.
const CALLS: [&str; 12] = [
    "POST /oauth/token",
    "POST /v1/persons",
    "GET /v1/persons/{person_id}",
    "POST /v1/persons/{person_id}/mobile_number",
    "GET /v1/persons/{person_id}/mobile_number",
    "POST /v1/persons/{person_id}/mobile_number/authorize",
    "POST /v1/persons/{person_id}/mobile_number/confirm",
    "POST /v1/persons/{person_id}/identifications",
    "GET /v1/persons/{person_id}/identifications/{id}",
    "PATCH /v1/persons/{person_id}/identifications/{id}/request",
    "PATCH /v1/persons/{person_id}/identifications/{id}/authorize",
    "PATCH /v1/persons/{person_id}/identifications/{id}/confirm",
];

/// Slow, broken and lying, each before the call is carried out and after it.
fn faults() -> [Value; 9] {
    [
        json!({ "kind": "delay", "milliseconds": 1500 }),
        json!({ "kind": "delay", "milliseconds": 1500, "carried_out": true }),
        json!({ "kind": "status", "status": 503, "code": "unavailable" }),
        json!({ "kind": "status", "status": 500, "code": "internal", "carried_out": true }),
        json!({ "kind": "reset" }),
        json!({ "kind": "reset", "carried_out": true }),
        json!({ "kind": "garbage" }),
        json!({ "kind": "garbage", "carried_out": true }),
        json!({ "kind": "answer", "body": {} }),
    ]
}

/// Calls to Solaris fail at random, some of them after they took effect.
async fn upstream(program: &Path, walks: usize) -> Result<Tally> {
    let scenario = "Solaris is slow, broken and lying";
    println!("{scenario} ..");
    let stage = Stage::set(program, SQLITE, &["server"]).await?;
    let mut walking = stage.walk(walks);
    let mut failed = 0;
    while walking.go_on_for(moment(50..250)).await? {
        let (call, faults) = (rand::rng().random_range(0..CALLS.len()), faults());
        let fault = &faults[rand::rng().random_range(0..faults.len())];
        stage.sandbox.provoke(CALLS[call], fault).await?;
        failed += 1;
    }
    stage.tally(scenario, failed, walking).await
}

/// The clock jumps ahead by more than a signature code is valid for.
async fn clock(program: &Path, walks: usize) -> Result<Tally> {
    let scenario = "The clock jumps 6 minutes ahead";
    println!("{scenario} ..");
    let stage = Stage::set_simulating(program).await?;
    let mut walking = stage.walk(walks);
    let mut jumps = 0;
    while walking.go_on_for(moment(2000..5000)).await? {
        stage.sandbox.advance(360).await?;
        jumps += 1;
    }
    stage.tally(scenario, jumps, walking).await
}

/// The disk of the database is full for some seconds, again and again. Only root can make a small disk.
async fn full_disk(program: &Path, walks: usize) -> Result<Option<Tally>> {
    let scenario = "SQLite: the disk is full";
    let Some(disk) = SmallDisk::mount()? else {
        println!("{scenario}: not tried, because no small file system can be mounted here");
        return Ok(None);
    };
    println!("{scenario} ..");
    let database = format!("sqlite://{}/bankident.sqlite", disk.folder.path().display());
    let stage = Stage::set(program, &database, &["server"]).await?;
    let mut walking = stage.walk(walks);
    let mut times = 0;
    while walking.go_on_for(moment(500..2000)).await? {
        disk.fill()?;
        times += 1;
        walking.go_on_for(Duration::from_secs(2)).await?;
        fs::remove_file(disk.filler())?;
    }
    let tally = stage.tally(scenario, times, walking).await?;
    drop(stage);
    Ok(Some(tally))
}

/// A file system of 64 MiB in memory.
struct SmallDisk {
    folder: TempDir,
}

impl SmallDisk {
    /// `None` where that is not allowed.
    fn mount() -> Result<Option<SmallDisk>> {
        let folder = tempfile::tempdir()?;
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=64m", "tmpfs"]).arg(folder.path());
        Ok(succeeds(&mut mount).then_some(SmallDisk { folder }))
    }

    fn filler(&self) -> PathBuf {
        self.folder.path().join("filler")
    }

    /// Leaves no byte free.
    fn fill(&self) -> Result<()> {
        use std::io::{ErrorKind, Write};
        let mut filler = fs::File::create(self.filler())?;
        for size in [1 << 20, 1 << 12, 1] {
            let block = vec![0; size];
            loop {
                match filler.write_all(&block) {
                    Ok(()) => {}
                    Err(error) if error.kind() == ErrorKind::StorageFull => break,
                    Err(error) => return Err(error.into()),
                }
            }
        }
        Ok(())
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        if let Err(error) = run(Command::new("umount").arg(self.folder.path())) {
            eprintln!("{error:#}");
        }
    }
}

/// Some milliseconds.
fn moment(milliseconds: std::ops::Range<u64>) -> Duration {
    Duration::from_millis(rand::rng().random_range(milliseconds))
}
