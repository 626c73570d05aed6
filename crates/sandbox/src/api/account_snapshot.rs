//! The account snapshot of an identification (the guide, Step 4).

use crate::rejection::Rejection;
use axum::{
    Json,
    extract::{Path, State},
};
use serde_json::{Value, json};

use crate::{error::Refusal, sandbox::Sandbox};

/// `GET .../identifications/{id}/account_snapshot`
///
/// 404 before the identification is requested; 409 `expectation_mismatch` if the bank login failed (the guide, Appendix
/// II, rows DE55 and DE66).
pub async fn show(
    State(sandbox): State<Sandbox>,
    Path((person_id, id)): Path<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    sandbox.with(|state, _| {
        let identification = state.persons.get(&person_id)?.identification(&id)?;
        let status =
            identification.snapshot_status().ok_or(Refusal::ModelNotFound("Solaris::AccountSnapshot"))?;
        let mismatches = [Rejection::JointAccount, Rejection::AccountSnapshotFailed].map(Rejection::code);
        if identification.failure_reason().is_some_and(|reason| mismatches.contains(&reason)) {
            return Err(Refusal::ExpectationMismatch);
        }
        Ok(Json(json!({
            "id": identification.id.replace("cidt", "snap"),
            "iban": identification.iban,
            "location": null,
            "provider": "FINREACH",
            "status": status,
            "status_description": null,
            "wizard_session_key": identification.wizard_session_key(),
        })))
    })
}
