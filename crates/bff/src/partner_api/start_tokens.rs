//! Another start token for a journey that is under way: a way back for a customer whose browser has forgotten it.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use chrono::{DateTime, Utc};
use rand::Rng;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    caller::Caller,
    journeys::{id_of, url},
    problem::Problem,
    responses::{CallProblems, EndedProblem, NotFoundProblem},
};
use crate::{
    domain::{application::Facts, partner_journey::START_WITHIN, session::StartToken},
    journey::context::JourneyContext,
    state::AppState,
};

/// A start token.
#[derive(Serialize, ToSchema)]
pub struct AnotherStart {
    /// For the customer's browser, once: `token` of the embed script.
    start_token: String,
    /// Until when it can be used.
    start_by: DateTime<Utc>,
    /// The wizard by itself, for a web view or a link: the start token stands behind the `#`, where no server sees it.
    #[schema(format = "uri")]
    url: String,
}

/// Makes another start token. The token before it serves no more; a browser that has the journey keeps it until another one uses
/// the new token. If the person exists at Solaris, the customer names their birth date first.
#[utoipa::path(
    post,
    path = "/journeys/{id}/start_tokens",
    operation_id = "make_start_token",
    tag = "journeys",
    params(("id" = String, Path, description = "The journey's id")),
    responses(
        (status = 201, description = "A start token for the same journey", body = AnotherStart),
        CallProblems,
        NotFoundProblem,
        EndedProblem,
    )
)]
pub async fn create(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<AnotherStart>), Problem> {
    let id = id_of(&state, &caller, &id).await?;
    let mut journey = JourneyContext::in_background(state.clone(), id).await?.ok_or(Problem::NotFound)?;
    if !journey.application.can_be_continued(journey.now) {
        return Err(Problem::JourneyEnded);
    }
    let mut bits = [0; 32];
    rand::rng().fill_bytes(&mut bits);
    let partner = &caller.partner.id;
    let token = match journey.application.facts {
        Facts::Unconsented => StartToken::new(partner, bits),
        // Its first screen is behind the terms.
        _ => StartToken::for_known_person(partner, bits),
    };
    let start_by = journey.now + START_WITHIN;
    let locale = journey.application.continue_by(start_by);
    let token = match &locale {
        Some(tag) => token.in_language(tag),
        None => token,
    };
    journey.save().await?;
    state.store.renew_start(id, &token.hash(), start_by).await?;
    let start_token = token.into_token();
    let url = url(&state, &caller, locale.as_deref(), &start_token);
    Ok((StatusCode::CREATED, Json(AnotherStart { start_token, start_by, url })))
}
