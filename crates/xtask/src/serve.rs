//! Builds what changed and starts everything.

use std::{net::TcpListener, os::unix::process::CommandExt, path::PathBuf, process::Command};

use anyhow::{Result, bail};
use clap::Args;

use crate::{
    build,
    process::run,
    root,
    setup::{self, StdFrom},
    target,
};

#[derive(Args)]
pub struct Serve {
    /// The wizard and its server.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The sandbox: API, bank pages, SMS inbox.
    #[arg(long, default_value_t = 8090)]
    sandbox_port: u16,
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
        if self.upstream.is_none() {
            free(self.sandbox_port, "--sandbox-port")?;
        }
        build::run(&setup::wizard_tools(std_from)?)?;
        let mut serve = Command::new(bankident()?);
        serve.arg("serve").current_dir(root());
        serve.args(["--port", &self.port.to_string(), "--database", &self.database]);
        match &self.upstream {
            Some(url) => serve.args(["--upstream", url]),
            None => serve.args(["--sandbox-port", &self.sandbox_port.to_string()]),
        };
        // From here on it is the server that answers Ctrl-C.
        Err(serve.args(&self.rest).exec().into())
    }
}

/// Builds the server's program.
pub fn bankident() -> Result<PathBuf> {
    println!("build: the server (usually 5 minutes the first time, seconds after a change)");
    run(Command::new("cargo").args(["build", "--package", "bankident-bff"]).current_dir(root()))?;
    Ok(target().join("debug/bankident"))
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
