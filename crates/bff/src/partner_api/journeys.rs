//! Begins, shows and erases journeys.

use axum::{
    Json,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use utoipa::ToSchema;

use super::{
    body::Body,
    caller::Caller,
    existing,
    idempotency::IdempotencyKey,
    new_journey::{Checked, NewJourney, is_reference},
    problem::Problem,
    responses::{BodyProblems, CallProblems, NotFoundProblem, QueryProblem, UpstreamProblem},
};
use crate::{
    domain::{
        application::{Application, Facts},
        language::Locale,
        partner_event::JourneyResource,
        partner_journey::{PartnerJourney, START_WITHIN},
        refused::{Refused, RefusedCall},
        session::StartToken,
    },
    error::ApiError,
    journey::context::JourneyContext,
    state::AppState,
    store::{EarlierCall, JourneyId, Stored},
};

/// A journey that was begun.
#[derive(Serialize, ToSchema)]
pub struct CreatedJourney {
    #[serde(flatten)]
    journey: JourneyResource,
    /// For the customer's browser, once: `token` of the embed script.
    start_token: String,
    /// Until when it can be used.
    start_by: DateTime<Utc>,
    /// The wizard by itself, for a web view or a link: the start token stands behind the `#`, where no server sees it.
    #[schema(format = "uri")]
    url: String,
}

/// What the answer is made of, together with the API key. It is kept where the call can be repeated, and opens no journey.
#[derive(Serialize, Deserialize)]
struct Begun {
    journey: JourneyResource,
    start_by: DateTime<Utc>,
    locale: Option<String>,
    person_is_known: bool,
    nonce: [u8; 32],
}

/// Begins a journey.
#[utoipa::path(
    post,
    path = "/journeys",
    operation_id = "begin_journey",
    tag = "journeys",
    params((
        "Idempotency-Key" = Option<String>,
        Header,
        description = "Repeats the same call without beginning another journey, for a day: the answer is the same. With another body it is refused (422).",
        min_length = 1,
        max_length = 255,
        pattern = "^[!-~]+$",
    )),
    request_body = NewJourney,
    responses(
        (status = 201, description = "Begun, now or by the same call before", body = CreatedJourney),
        CallProblems,
        BodyProblems,
        UpstreamProblem,
    )
)]
pub async fn create(
    State(state): State<AppState>,
    caller: Caller,
    key: IdempotencyKey,
    Body(new): Body<NewJourney>,
) -> Result<Response, Problem> {
    let now = state.clock.now();
    let call = key.of_call(&caller, &new).map_err(|_| ApiError::Unwritable)?;
    let earlier = match &call {
        Some(call) => state.store.earlier_call(call, now).await?,
        None => None,
    };
    let begun = match (earlier, &call) {
        (Some(earlier), Some(call)) => Begun::again(earlier, &call.request)?,
        _ => {
            let (begun, application) = begin(&state, &caller, new, now).await?;
            let text = serde_json::to_string(&begun).map_err(|_| ApiError::Unwritable)?;
            let call_and_text = call.as_ref().map(|call| (call, text.as_str()));
            let token = begun.token(&caller)?.hash();
            match (state.store.begin_for_partner(&token, &application, call_and_text).await?, &call) {
                (false, Some(call)) => {
                    // The same call was carried out meanwhile.
                    let earlier = state.store.earlier_call(call, now).await?.ok_or(ApiError::Overtaken)?;
                    Begun::again(earlier, &call.request)?
                }
                _ => begun,
            }
        }
    };
    let start_token = begun.token(&caller)?.into_token();
    let url = url(&state, &caller, begun.locale.as_deref(), &start_token);
    let Begun { journey, start_by, .. } = begun;
    Ok((StatusCode::CREATED, Json(CreatedJourney { journey, start_token, start_by, url })).into_response())
}

async fn begin(
    state: &AppState,
    caller: &Caller,
    new: NewJourney,
    now: DateTime<Utc>,
) -> Result<(Begun, Application), Problem> {
    let Checked { locale, return_urls } = new.check(&caller.partner)?;
    let (facts, rejected) = match &new.person_id {
        Some(person_id) => existing::facts_of(state, &caller.partner, person_id).await?,
        None => (Facts::Unconsented, None),
    };
    let (mut id, mut nonce) = ([0; 16], [0; 32]);
    {
        let mut randomness = rand::rng();
        randomness.fill_bytes(&mut id);
        randomness.fill_bytes(&mut nonce);
    }
    let person_is_known = facts != Facts::Unconsented;
    let partner_journey = PartnerJourney {
        partner: caller.partner.id.clone(),
        journey_id: format!("jrn_{}", hex::encode(id)),
        reference: new.reference,
        locale: locale.map(Locale::into_tag),
        return_urls,
        ask: caller.partner.ask.clone(),
        created_at: now,
        start_by: now + START_WITHIN,
        opened_at: None,
        started_at: None,
    };
    let (start_by, locale) = (partner_journey.start_by, partner_journey.locale.clone());
    let mut application = Application::for_partner(now, partner_journey, facts);
    application.refused = rejected.map(|rejected| Refused::now(rejected, RefusedCall::CheckEligibility));
    let journey = JourneyResource::of(&application, now).ok_or(Problem::NotFound)?;
    Ok((Begun { journey, start_by, locale, person_is_known, nonce }, application))
}

impl Begun {
    /// What the same call has begun before.
    fn again(earlier: EarlierCall, request: &[u8]) -> Result<Begun, Problem> {
        if earlier.request != request {
            return Err(Problem::IdempotencyKeyReused);
        }
        Ok(serde_json::from_slice(&earlier.begun).map_err(|_| ApiError::Unwritable)?)
    }

    /// The start token. It follows from the nonce and the API key, which only the partner has: so the same call gets the same
    /// token, and the database contains none.
    fn token(&self, caller: &Caller) -> Result<StartToken, ApiError> {
        let mac = Hmac::<Sha256>::new_from_slice(caller.api_key.expose_secret().as_bytes());
        let mac = mac.map_err(|_| ApiError::Unwritable)?.chain_update("start token").chain_update(self.nonce);
        let bits = mac.finalize().into_bytes().into();
        let token = match self.person_is_known {
            true => StartToken::for_known_person(&caller.partner.id, bits),
            false => StartToken::new(&caller.partner.id, bits),
        };
        Ok(match &self.locale {
            Some(tag) => token.in_language(tag),
            None => token,
        })
    }
}

/// The wizard's own address for a start token.
pub fn url(state: &AppState, caller: &Caller, locale: Option<&str>, start_token: &str) -> String {
    let wish = locale.map(|tag| format!("?locale={tag}")).unwrap_or_default();
    format!("{}/p/{}{wish}#start={start_token}", state.public_url, caller.partner.id)
}

/// Journeys of the partner.
#[derive(Serialize, ToSchema)]
pub struct Journeys {
    journeys: Vec<JourneyResource>,
}

/// What is looked for.
#[derive(Deserialize)]
pub struct Wanted {
    reference: String,
}

/// The journeys with a reference, the newest first; at most 100.
#[utoipa::path(
    get,
    path = "/journeys",
    operation_id = "find_journeys",
    tag = "journeys",
    params((
        "reference" = String,
        Query,
        description = "Your own name for the journeys",
        pattern = "^[A-Za-z0-9._:-]{1,100}$",
        example = "order-4711",
    )),
    responses(
        (status = 200, description = "The journeys; there may be none", body = Journeys),
        CallProblems,
        QueryProblem,
    )
)]
pub async fn list(
    State(state): State<AppState>,
    caller: Caller,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Json<Journeys>, Problem> {
    let reference = wanted.ok().map(|Query(wanted)| wanted.reference).filter(|text| is_reference(text));
    let reference = reference
        .ok_or_else(|| Problem::Unreadable("?reference=: your own name for the journeys".to_owned()))?;
    let now = state.clock.now();
    let mut journeys = Vec::new();
    for id in state.store.of_reference(&caller.partner.id, &reference).await? {
        let found = state.store.load(id).await?;
        journeys.extend(found.and_then(|found| JourneyResource::of(&found.application, now)));
    }
    Ok(Json(Journeys { journeys }))
}

/// Where a journey stands.
#[utoipa::path(
    get,
    path = "/journeys/{id}",
    operation_id = "show_journey",
    tag = "journeys",
    params(("id" = String, Path, description = "The journey's id")),
    responses(
        (status = 200, description = "The journey", body = JourneyResource),
        CallProblems,
        NotFoundProblem,
    )
)]
pub async fn show(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<JourneyResource>, Problem> {
    let application = find(&state, &caller, &id).await?.application;
    let journey = JourneyResource::of(&application, state.clock.now()).ok_or(Problem::NotFound)?;
    Ok(Json(journey))
}

/// Erases everything personal in a journey, which ends it. What Solaris knows stays there.
#[utoipa::path(
    delete,
    path = "/journeys/{id}",
    operation_id = "erase_journey",
    tag = "journeys",
    params(("id" = String, Path, description = "The journey's id")),
    responses(
        (status = 204, description = "Erased, now or before"),
        CallProblems,
        NotFoundProblem,
    )
)]
pub async fn erase(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let id = id_of(&state, &caller, &id).await?;
    let mut journey = JourneyContext::in_background(state, id).await?.ok_or(Problem::NotFound)?;
    journey.application.erase();
    journey.save().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The journey with this id, if it is the caller's.
pub async fn find(state: &AppState, caller: &Caller, id: &str) -> Result<Stored, Problem> {
    let journey = id_of(state, caller, id).await?;
    state.store.load(journey).await?.ok_or(Problem::NotFound)
}

/// The key of the journey with this id, if it is the caller's.
pub async fn id_of(state: &AppState, caller: &Caller, id: &str) -> Result<JourneyId, Problem> {
    state.store.of_partner(&caller.partner.id, id).await?.ok_or(Problem::NotFound)
}
