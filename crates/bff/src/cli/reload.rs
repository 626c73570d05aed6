//! What the server reads again while it runs.

use std::path::PathBuf;

use bankident_bff::state::AppState;
use tokio::signal::unix::Signal;

/// Reads the partners again on SIGHUP. Journeys go on; if the file is wrong, the partners stay as they are.
pub async fn reload_partners(state: AppState, file: PathBuf, mut hang_up: Signal) {
    while hang_up.recv().await.is_some() {
        match state.partners.reload(&file) {
            Ok(()) => {
                tracing::info!(partners = state.partners.current().len(), "the partners were read again")
            }
            Err(error) => tracing::error!("{error}"),
        }
    }
}
