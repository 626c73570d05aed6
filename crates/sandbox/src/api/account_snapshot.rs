//! The account snapshot of an identification (the guide, Step 4).

use axum::{
    Json,
    extract::{Path, State},
};
use bankident_wire::Rejection;
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
        if let Some(Rejection::JointAccount | Rejection::AccountSnapshotFailed) =
            identification.failure_reason().and_then(Rejection::parse)
        {
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
