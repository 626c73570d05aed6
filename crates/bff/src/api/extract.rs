//! Extractors of the journey API: who asks, and what they send.

use axum::{
    Json,
    extract::{FromRef, FromRequest, FromRequestParts, Request},
    http::request::Parts,
};
use chrono::TimeDelta;
use serde::de::DeserializeOwned;

use crate::{
    domain::{
        language::Language,
        session::{Session, SessionHash},
        sms_budget::client_address,
    },
    error::{ApiError, Changeable, Reference},
    journey::context::{JourneyContext, PageSaid},
    security::OfPartner,
    state::AppState,
    store::{Caller, CallsLeft, JourneyId, Limit, Store},
};

/// How many commands a journey takes: more than anybody can type, and few enough for Solaris.
const COMMANDS: Limit = Limit { most: 120, within: TimeDelta::minutes(1) };

/// Takes a call from a limit that all servers share.
///
/// # Errors
/// `TooSoon` if there is none left.
pub async fn within(state: &AppState, caller: Caller<'_>, limit: Limit) -> Result<(), ApiError> {
    match state.store.take_call(caller, limit, state.clock.now()).await? {
        CallsLeft::Some(_) => Ok(()),
        CallsLeft::NoneFor(retry_after) => Err(ApiError::TooSoon { retry_after }),
    }
}

/// The journey of the session in the request. It is neither locked nor loaded.
pub struct AuthenticatedJourney {
    pub journey: JourneyId,
    pub session: SessionHash,
}

/// A journey to be read. That is no visit: pages ask by themselves.
pub struct Reading(pub JourneyContext);

/// The JSON body of a command.
pub struct JsonBody<T>(pub T);

impl FromRequestParts<AppState> for JourneyContext {
    type Rejection = ApiError;

    /// Opens the session's journey for a command: the customer acts, so a journey that was only opened so far becomes theirs.
    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<JourneyContext, ApiError> {
        let AuthenticatedJourney { journey: id, session } =
            AuthenticatedJourney::from_request_parts(parts, state).await?;
        within(state, Caller::Command(id), COMMANDS).await?;
        let Reading(mut journey) = Reading::from_request_parts(parts, state).await?;
        let found = state.store.of_session(&session).await?.ok_or(ApiError::SessionUnknown)?;
        if !found.is_redeemed {
            journey.redeem(&session).await?;
        }
        journey.started().await?;
        journey.application.visited(journey.now);
        Ok(journey)
    }
}

impl FromRequestParts<AppState> for Reading {
    type Rejection = ApiError;

    /// Opens the session's journey, and first finds out the result of a call that is still pending.
    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Reading, ApiError> {
        let AuthenticatedJourney { journey: id, .. } =
            AuthenticatedJourney::from_request_parts(parts, state).await?;
        let reference = parts.extensions.get::<Reference>().cloned().unwrap_or_else(Reference::generate);
        let journey =
            JourneyContext::open(state.clone(), id, Language::of(&parts.headers), reference).await?;
        let mut journey = journey.ok_or(ApiError::SessionUnknown)?;
        journey.client = state.client_address_header.as_ref().and_then(|name| {
            // Each proxy adds to the header; the last one is ours.
            let header = parts.headers.get_all(name).iter().next_back()?.to_str().ok()?;
            client_address(header)
        });
        journey.page = PageSaid::of(&parts.headers);
        if let (Some(partner), Some(ours)) =
            (parts.extensions.get::<OfPartner>(), &journey.application.partner_journey)
        {
            partner.note(&ours.partner);
        }
        if !journey.may_go_on() {
            return Err(ApiError::SessionUnknown);
        }
        if let Err(error) = journey.reconcile().await {
            tracing::warn!("the result of an earlier call is still unknown: {error}");
        }
        if let Some(changeable) = parts.extensions.get::<Changeable>() {
            changeable.note(journey.application.changeable(journey.now));
        }
        Ok(Reading(journey))
    }
}

impl<S> FromRequestParts<S> for AuthenticatedJourney
where
    Store: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<AuthenticatedJourney, ApiError> {
        let session = session_of(parts)?.hash();
        let found = Store::from_ref(state).of_session(&session).await?.ok_or(ApiError::SessionUnknown)?;
        Ok(AuthenticatedJourney { journey: found.id, session })
    }
}

fn session_of(parts: &Parts) -> Result<Session, ApiError> {
    Session::of(&parts.headers).ok_or(ApiError::SessionUnknown)
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<JsonBody<T>, ApiError> {
        // The text of the rejection may quote the body, so it is dropped.
        let Json(body) = Json::from_request(request, state).await.map_err(|_| ApiError::UnreadableBody)?;
        Ok(JsonBody(body))
    }
}
