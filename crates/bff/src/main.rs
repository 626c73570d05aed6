//! `bankident serve` runs the wizard and its journey API, in front of the sandbox or of the real Solaris API. The other
//! commands are for operators.

mod cli;

use std::{panic::PanicHookInfo, process::ExitCode};

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use cli::{admin, backup, evidence, journey, keys, serve};

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
    /// Serve the wizard: in front of the real Solaris API (--upstream), or of a simulated one (--demo).
    Serve(Box<serve::Serve>),
    /// Webhooks of the real Solaris API.
    #[command(subcommand)]
    Webhooks(admin::Webhooks),
    Attempts(admin::Attempts),
    Journey(journey::Find),
    Backup(backup::Backup),
    Restore(backup::Restore),
    /// Evidence of what customers have consented to.
    #[command(subcommand)]
    Evidence(evidence::Evidence),
    /// The master keys that seal the database.
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Partners and their API.
    #[command(subcommand)]
    Partners(admin::Partners),
}

/// The message of a panic may quote anything, a customer's name too: only its place is told.
fn log_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    tracing::error!(place, "a panic");
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("BANKIDENT_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    std::panic::set_hook(Box::new(log_panic));
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_env_filter(filter).init();
    let ended = match Cli::parse().command {
        Command::Serve(serve) => serve.run().await.map_err(|error| error.to_string()),
        Command::Webhooks(webhooks) => webhooks.run().await.map_err(|error| error.to_string()),
        Command::Partners(partners) => partners.run(),
        Command::Evidence(evidence) => evidence.run().await.map_err(|error| error.to_string()),
        Command::Keys(keys) => keys.run().await.map_err(|error| error.to_string()),
        Command::Backup(backup) => backup.run().await.map_err(|error| error.to_string()),
        Command::Restore(restore) => restore.run().await.map_err(|error| error.to_string()),
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

#[cfg(test)]
mod tests {
    use std::{
        io,
        panic::{catch_unwind, set_hook, take_hook},
        sync::{Arc, Mutex},
    };

    use super::*;

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Log {
        fn write(&mut self, line: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(line);
            Ok(line.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_panic_tells_its_place_and_not_what_it_was_about() {
        let log = Log::default();
        let writer = log.clone();
        let subscriber =
            tracing_subscriber::fmt().with_writer(move || writer.clone()).with_ansi(false).finish();
        let before = take_hook();
        set_hook(Box::new(log_panic));
        let ended =
            tracing::subscriber::with_default(subscriber, || catch_unwind(|| panic!("about Zierfisch")));
        set_hook(before);
        assert!(ended.is_err());
        let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        assert!(text.contains("a panic") && text.contains("main.rs:"), "{text}");
        assert!(!text.contains("Zierfisch"), "{text}");
    }
}
