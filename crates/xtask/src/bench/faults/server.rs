//! `bankident serve` as a process that can be killed, and started again at the same port.

use std::{
    fs::{self, OpenOptions, Permissions},
    io::{BufRead, BufReader, Read},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
};

use anyhow::{Context, Result, bail};

use crate::process::output;

/// What all servers of a scenario have in common.
#[derive(Clone)]
pub struct Site {
    pub program: PathBuf,
    /// Logs, keys and the partners' file.
    pub folder: PathBuf,
}

impl Site {
    /// Makes the master keys of a database.
    pub fn new(program: &Path, folder: &Path) -> Result<Site> {
        let site = Site { program: program.to_owned(), folder: folder.to_owned() };
        fs::write(site.keys(), output(Command::new(program).args(["keys", "new"]))?)?;
        fs::set_permissions(site.keys(), Permissions::from_mode(0o600))?;
        Ok(site)
    }

    pub fn partners(&self) -> PathBuf {
        self.folder.join("partners.toml")
    }

    fn keys(&self) -> PathBuf {
        self.folder.join("keys")
    }

    /// A command of the program.
    fn command(&self, database: &str, command: &[&str]) -> Command {
        let mut program = Command::new(&self.program);
        program.args(command).args(["--database", database]).arg("--master-key-file").arg(self.keys());
        program.current_dir(&self.folder).env_remove("BANKIDENT_DATABASE").env("RUST_LOG", "info");
        program
    }

    /// Has a server told of what happens upstream.
    pub fn subscribe(&self, database: &str, upstream: &str, server: &Server) -> Result<()> {
        let receiver = format!("{}/webhooks/solaris", server.url);
        let mut subscribe = self.command(database, &["webhooks", "subscribe", "--url", &receiver]);
        output(upstream_of(&mut subscribe, upstream)).map(drop)
    }

    /// How many consents the chain of evidence has, if all of it is as it was given.
    pub fn verify_evidence(&self, database: &str) -> Result<()> {
        output(&mut self.command(database, &["evidence", "verify"])).map(drop)
    }
}

fn upstream_of<'a>(command: &'a mut Command, upstream: &str) -> &'a mut Command {
    command.args(["--upstream", upstream, "--client-id", "sandbox"]).env("SOLARIS_CLIENT_SECRET", "sandbox")
}

/// What a server stands in front of.
#[derive(Clone)]
pub enum Front {
    /// A sandbox in its own process.
    Simulation,
    /// This API.
    Upstream(String),
}

pub struct Server {
    pub url: String,
    /// Where its simulation is.
    pub sandbox: Option<String>,
    port: u16,
    name: &'static str,
    site: Site,
    database: String,
    front: Front,
    process: Child,
}

impl Server {
    pub fn start(site: &Site, name: &'static str, database: &str, front: Front) -> Result<Server> {
        let (process, printed) = spawn(site, name, database, &front, 0)?;
        let url = printed.url.trim_end_matches('/').to_owned();
        let port = url.rsplit(':').next().and_then(|port| port.parse().ok()).context("no port")?;
        let (site, database) = (site.clone(), database.to_owned());
        Ok(Server { url, sandbox: printed.sandbox, port, name, site, database, front, process })
    }

    /// As `kill -9` does.
    pub fn kill(&mut self) -> Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }

    /// Starts it again, at its port and with its database.
    pub fn start_again(&mut self) -> Result<()> {
        self.process = spawn(&self.site, self.name, &self.database, &self.front, self.port)?.0;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

struct Printed {
    url: String,
    sandbox: Option<String>,
}

/// Starts a server, and waits until the port is its own.
fn spawn(site: &Site, name: &str, database: &str, front: &Front, port: u16) -> Result<(Child, Printed)> {
    let mut server = site.command(database, &["serve", "--port", &port.to_string()]);
    server.args(["--sms-per-hour", "100000", "--partners"]).arg(site.partners());
    server.arg("--earlier-files").arg(site.folder.join("files"));
    match front {
        Front::Simulation => server.args(["--demo", "--sandbox-port", "0"]),
        Front::Upstream(url) => upstream_of(&mut server, url),
    };
    let log = site.folder.join(format!("{name}.log"));
    let errors = OpenOptions::new().create(true).append(true).open(&log)?;
    let mut process = server.stdout(Stdio::piped()).stderr(errors).spawn()?;
    let printed = process.stdout.take().context("the server prints nothing")?;
    match read_addresses(printed, matches!(front, Front::Simulation)) {
        Some(printed) => Ok((process, printed)),
        None => {
            process.wait()?;
            let log = fs::read_to_string(&log).unwrap_or_default();
            bail!("a server did not start: {}", log.lines().last().unwrap_or_default());
        }
    }
}

fn read_addresses(printed: impl Read + Send + 'static, simulates: bool) -> Option<Printed> {
    let mut lines = BufReader::new(printed).lines().map_while(Result::ok);
    let mut address = |what| {
        lines.by_ref().find(|line| line.starts_with(what))?.split_whitespace().nth(1).map(str::to_owned)
    };
    let url = address("wizard")?;
    let sandbox = if simulates { Some(address("sandbox")?.trim_end_matches('/').to_owned()) } else { None };
    // Read to the end: a program that cannot print any more would stop.
    thread::spawn(move || lines.for_each(drop));
    Some(Printed { url, sandbox })
}
