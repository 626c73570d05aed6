//! Around the commands of a journey: what fails at Solaris is remembered with the journey, for support.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};

use crate::{
    domain::{incident::Incident, language::Language, session::Session},
    error::{ApiError, Reference},
    journey::context::JourneyContext,
    state::AppState,
};

/// Remembers an error for which a customer may call support, and hands it to the log.
pub async fn remember(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let reference = request.extensions().get::<Reference>().cloned();
    let headers = request.headers().clone();
    let mut response = next.run(request).await;
    let error = response.extensions().get::<Arc<ApiError>>().cloned();
    if let (Some(error), Some(reference)) = (error, reference)
        && let Some((code, error_id)) = error.for_support()
    {
        match noted(state, &headers, reference, code, error_id).await {
            Ok(Some(incident)) => drop(response.extensions_mut().insert(Arc::new(incident))),
            Ok(None) => {}
            Err(error) => tracing::error!("an error is remembered nowhere but here: {error}"),
        }
    }
    response
}

async fn noted(
    state: AppState,
    headers: &HeaderMap,
    reference: Reference,
    code: String,
    error_id: Option<String>,
) -> Result<Option<Incident>, ApiError> {
    let Some(session) = Session::of(headers) else { return Ok(None) };
    let Some(found) = state.store.of_session(&session.hash()).await? else { return Ok(None) };
    let opened = JourneyContext::open(state, found.id, Language::of(headers), reference).await?;
    let Some(mut journey) = opened else { return Ok(None) };
    let incident = journey.incident(code, error_id);
    journey.application.remember(incident.clone());
    journey.save().await?;
    Ok(Some(incident))
}
