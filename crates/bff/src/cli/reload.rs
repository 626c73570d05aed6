//! What the server reads again while it runs.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
};

use bankident_bff::state::AppState;
use tokio::signal::unix::Signal;

/// Reads the partners again on SIGHUP. Journeys go on; if the file is wrong, the partners stay as they are.
pub async fn reload_partners(state: AppState, file: PathBuf, mut hang_up: Signal) {
    while hang_up.recv().await.is_some() {
        // What a parser does not survive leaves everything as it is.
        match catch_unwind(AssertUnwindSafe(|| state.partners.reload(&file))) {
            Ok(Ok(())) => {
                tracing::info!(partners = state.partners.current().len(), "the partners were read again")
            }
            Ok(Err(error)) => tracing::error!("{error}"),
            Err(_) => tracing::error!("the partners could not be read again"),
        }
    }
}
