//! Builds what changed and starts everything.

use std::{fs, net::TcpListener, os::unix::process::CommandExt, path::PathBuf, process::Command};

use anyhow::{Result, bail};
use clap::Args;

use crate::{
    build::{self, Flavour},
    fs::{at_root, files, root, target},
    process::run,
    setup::{self, StdFrom},
};

/// As it stands in embed/demo/partners/partners.toml.
const DEMO_PORT: u16 = 8081;

#[derive(Args)]
pub struct Serve {
    /// The wizard and its server.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The sandbox: API, bank pages, SMS inbox.
    #[arg(long, default_value_t = 8090)]
    sandbox_port: u16,
    /// The demonstration: a partner's page that embeds the wizard.
    #[arg(long, default_value_t = DEMO_PORT)]
    demo_port: u16,
    /// The real Solaris API instead of the sandbox; SOLARIS_CLIENT_ID and SOLARIS_CLIENT_SECRET come from the
    /// environment.
    #[arg(long)]
    upstream: Option<String>,
    /// Where journeys are kept; created where there is none.
    #[arg(long, env = "BANKIDENT_DATABASE", default_value = "sqlite://target/bankident.sqlite")]
    database: String,
    /// Handed on to `bankident serve` as they are, after `--`.
    #[arg(last = true)]
    rest: Vec<String>,
}

impl Serve {
    pub fn run(self, std_from: StdFrom) -> Result<()> {
        // Found out before the long set-up, not after it.
        free(self.port, "--port")?;
        if self.has_demo() {
            free(self.demo_port, "--demo-port")?;
        }
        if self.upstream.is_none() {
            free(self.sandbox_port, "--sandbox-port")?;
        }
        build::run(&setup::wizard_tools(std_from, Flavour::Stable)?)?;
        let mut serve = Command::new(bankident()?);
        serve.arg("serve").current_dir(root());
        serve.args(["--port", &self.port.to_string(), "--database", &self.database]);
        match &self.upstream {
            Some(url) => serve.args(["--upstream", url]),
            None => serve.args(["--demo", "--sandbox-port", &self.sandbox_port.to_string()]),
        };
        if self.has_demo() {
            serve.arg("--partners").arg(self.start_demo()?);
        }
        // From here on it is the server that answers Ctrl-C.
        Err(serve.args(&self.rest).exec().into())
    }
}

/// Builds the programs: the server, and a partner of it.
pub fn bankident() -> Result<PathBuf> {
    println!("build: the server (usually 5 minutes the first time, seconds after a change)");
    let packages = ["build", "--package", "bankident-bff", "--package", "bankident-demo"];
    run(Command::new("cargo").args(packages).current_dir(root()))?;
    Ok(target().join("debug/bankident"))
}

impl Serve {
    /// Who has partners of their own needs none of ours.
    fn has_demo(&self) -> bool {
        !self.rest.iter().any(|argument| argument.starts_with("--partners"))
    }

    /// Starts the partner's page, on another site than the wizard (127.0.0.1 instead of localhost); it ends with the
    /// wizard. Answers the partners' configuration, at the ports of the moment.
    fn start_demo(&self) -> Result<PathBuf> {
        let port = self.demo_port.to_string();
        let mut demo = Command::new(target().join("debug/bankident-demo"));
        demo.args(["--port", &port, "--wizard", &format!("http://localhost:{}", self.port), "--with-wizard"]);
        demo.spawn()?;
        let configured = at_root("embed/demo/partners");
        if self.demo_port == DEMO_PORT {
            return Ok(configured.join("partners.toml"));
        }
        let here = at_root("target/demo-partners");
        for file in files(&configured)? {
            let copy = here.join(file.strip_prefix(&configured)?);
            fs::create_dir_all(copy.parent().unwrap_or(&here))?;
            let text = fs::read_to_string(&file)?;
            fs::write(copy, text.replace(&format!(":{DEMO_PORT}"), &format!(":{port}")))?;
        }
        Ok(here.join("partners.toml"))
    }
}

fn free(port: u16, flag: &str) -> Result<()> {
    match TcpListener::bind(("127.0.0.1", port)) {
        Ok(_) => Ok(()),
        Err(error) => bail!("port {port} cannot be used ({error}); choose another with {flag}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_named_with_its_flag() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = free(port, "--sandbox-port").unwrap_err().to_string();
        assert!(error.contains(&port.to_string()) && error.contains("--sandbox-port"), "{error}");
    }
}
