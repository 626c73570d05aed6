//! Builds what changed and starts everything.

use std::{net::TcpListener, os::unix::process::CommandExt, process::Command};

use anyhow::{Result, bail};
use clap::Args;

use crate::{at_root, build, process::run, root, setup};

#[derive(Args)]
pub struct Serve {
    /// The wizard and its server.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The sandbox: API, bank pages, SMS inbox.
    #[arg(long, default_value_t = 8090)]
    sandbox_port: u16,
    /// Handed on to `bankident serve`, such as `--upstream URL`.
    #[arg(last = true)]
    rest: Vec<String>,
    /// The real Solaris API instead of the sandbox.
    #[arg(long)]
    upstream: Option<String>,
}

impl Serve {
    pub fn run(self) -> Result<()> {
        // Found out before the long set-up, not after it.
        free(self.port, "--port")?;
        if self.upstream.is_none() {
            free(self.sandbox_port, "--sandbox-port")?;
        }
        build::run(&setup::wizard_tools()?)?;
        run(Command::new("cargo")
            .args(["build", "--quiet", "--package", "bankident-bff"])
            .current_dir(root()))?;
        let mut serve = Command::new(at_root("target/debug/bankident"));
        serve.arg("serve").args(["--port", &self.port.to_string()]).current_dir(root());
        match &self.upstream {
            Some(url) => serve.args(["--upstream", url]),
            None => serve.args(["--sandbox-port", &self.sandbox_port.to_string()]),
        };
        // From here on it is the server that answers Ctrl-C.
        Err(serve.args(&self.rest).exec().into())
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
