//! A PostgreSQL of one's own, in a folder that goes when it stops.

use std::{path::PathBuf, process::Command};

use anyhow::{Context, Result};
use clap::Args;
use tempfile::TempDir;

use crate::{
    process::{output, run},
    setup,
};

/// The variable that tells tests where it is.
pub const ADDRESS: &str = "BANKIDENT_TEST_POSTGRES";

/// Nothing has to survive a crash of the machine, and many tests have a few connections each.
const OPTIONS: &str = "-c listen_addresses= -c max_connections=400 -c fsync=off -c full_page_writes=off";

#[derive(Args)]
pub struct Postgres {
    /// The command and its arguments.
    #[arg(trailing_var_arg = true, required = true)]
    command: Vec<String>,
}

impl Postgres {
    pub fn run(self) -> Result<()> {
        let server = Server::start()?;
        let (program, arguments) = self.command.split_first().context("no command")?;
        run(Command::new(program).args(arguments).env(ADDRESS, server.url()))
    }
}

/// A PostgreSQL that runs.
pub struct Server {
    folder: TempDir,
    programs: PathBuf,
}

impl Server {
    /// Makes and starts one that nobody else can reach: it listens on a socket in its folder.
    pub fn start() -> Result<Server> {
        let server = Server { folder: tempfile::tempdir()?, programs: setup::postgres()? };
        if is_root()? {
            run(Command::new("chown").arg("postgres").arg(server.folder.path()))?;
        }
        let mut initdb = server.program("initdb")?;
        initdb.args(["--username=bankident", "--auth=trust", "--encoding=UTF8", "--no-sync", "--no-locale"]);
        output(initdb.arg(server.data()))?;
        server.go_on()?;
        Ok(server)
    }

    /// Starts it again.
    pub fn go_on(&self) -> Result<()> {
        let options = format!("{OPTIONS} -k {}", self.folder.path().display());
        let mut start = self.program("pg_ctl")?;
        start.args(["start", "--wait", "--silent", "--options", &options, "--log"]);
        run(start.arg(self.folder.path().join("log")).arg("--pgdata").arg(self.data()))
    }

    /// Stops it at once, as a crash does.
    pub fn stop(&self) -> Result<()> {
        let mut stop = self.program("pg_ctl")?;
        run(stop.args(["stop", "--mode=immediate", "--silent", "--pgdata"]).arg(self.data()))
    }

    /// The address of its first database.
    pub fn url(&self) -> String {
        let socket = self.folder.path().display().to_string().replace('/', "%2F");
        format!("postgres://bankident@{socket}/postgres")
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// One of its programs. They refuse to run as root.
    fn program(&self, name: &str) -> Result<Command> {
        let program = self.programs.join(name);
        if !is_root()? {
            return Ok(Command::new(program));
        }
        let mut as_postgres = Command::new("setpriv");
        as_postgres.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
        as_postgres.current_dir("/");
        Ok(as_postgres)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(error) = self.stop() {
            eprintln!("{error:#}");
        }
    }
}

fn is_root() -> Result<bool> {
    Ok(output(Command::new("id").arg("-u"))? == "0")
}
