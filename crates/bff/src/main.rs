//! `bankident serve` runs the wizard and its journey API, in front of the sandbox or of the real Solaris API. The other
//! commands are for operators.

mod cli;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use cli::{admin, journey, serve};

/// Onboarding for a bank: the customer proves who they are by logging in to their bank and signs with a code from their
/// phone.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the wizard; without --upstream, in front of a simulated Solaris API.
    Serve(Box<serve::Serve>),
    /// Webhooks of the real Solaris API.
    #[command(subcommand)]
    Webhooks(admin::Webhooks),
    Attempts(admin::Attempts),
    Journey(journey::Find),
    /// Partners and their API.
    #[command(subcommand)]
    Partners(admin::Partners),
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("BANKIDENT_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_env_filter(filter).init();
    let ended = match Cli::parse().command {
        Command::Serve(serve) => serve.run().await.map_err(|error| error.to_string()),
        Command::Webhooks(webhooks) => webhooks.run().await.map_err(|error| error.to_string()),
        Command::Partners(partners) => partners.run(),
        Command::Journey(find) => find.run().await.map_err(|error| error.to_string()),
        Command::Attempts(attempts) => attempts.run().await.map_err(|error| error.to_string()),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
