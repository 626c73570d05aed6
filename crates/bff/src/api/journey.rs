//! The commands without a step: start, reload, visit, revisit a step, take a way, read a document.

use axum::{
    Extension, Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use bankident_wire::{Choice, DocumentAddress, Reported, Revisit, Start, StuckOn, Way};

use crate::{
    api::extract::{JsonBody, Reading},
    domain::{
        application::Application,
        document::RECEIPT,
        language::Language,
        session::{Session, StartToken},
        ticket::{Ticket, VALID_FOR},
    },
    error::{ApiError, Reference},
    journey::{
        context::{Answer, JourneyContext},
        delivery::Delivery,
    },
    security::OfPartner,
    state::AppState,
    store::TicketFor,
};

/// `POST /api/journey`: opens the journey of a partner's start token, or begins a demonstration where that is allowed. The same
/// session gets the same journey when it repeats this. A start token is redeemed by the first command, not here.
pub async fn start(
    State(state): State<AppState>,
    Extension(noted): Extension<OfPartner>,
    headers: HeaderMap,
    JsonBody(Start { partner, start_token, page_stamp }): JsonBody<Start>,
) -> Result<(StatusCode, Json<Reported>), ApiError> {
    let session = Session::of(&headers).ok_or(ApiError::UnreadableBody)?;
    let now = state.clock.now();
    let page_served_at = page_stamp.and_then(|stamp| state.page_stamps.read(&stamp, now));
    let id = match (partner, start_token) {
        (Some(partner), Some(token)) => {
            // Only one that exists: else anybody could fill the log.
            if state.partners.current().find(&partner).is_some() {
                noted.note(&partner);
            }
            let token = StartToken::given(token);
            state.store.open_started(&partner, &token.hash(), &session.hash(), now).await?
        }
        (None, None) if state.demonstrates => {
            Some(state.store.begin(&session.hash(), &Application::new(now)).await?)
        }
        _ => None,
    };
    let id = id.ok_or(ApiError::StartTokenInvalid)?;
    let mut journey = JourneyContext::open(state, id, Language::of(&headers), Reference::generate())
        .await?
        .ok_or(ApiError::StartTokenInvalid)?;
    journey.opened();
    if journey.application.page_served_at.is_none() {
        journey.application.page_served_at = page_served_at;
    }
    if !journey.may_go_on() {
        return Err(ApiError::StartTokenInvalid);
    }
    journey.application.visited(journey.now);
    let partner_journey = journey.application.partner_journey.as_ref();
    let locale = partner_journey.and_then(|partner_journey| partner_journey.locale.clone());
    let Json(reported) = journey.answer().await?;
    Ok((StatusCode::CREATED, Json(Reported { locale, ..reported })))
}

/// `GET /api/journey`: the stage, for a poll.
pub async fn get(Reading(mut journey): Reading) -> Answer {
    journey.refresh_if_due().await;
    journey.answer().await
}

/// `POST /api/journey/visit`: somebody has come, or does something in the page. The session goes on.
pub async fn visit(Reading(mut journey): Reading) -> Answer {
    journey.application.visited(journey.now);
    journey.refresh_if_due().await;
    journey.answer().await
}

/// `POST /api/journey/revisit`: shows an earlier step again, if the gate allows it.
pub async fn revisit(mut journey: JourneyContext, JsonBody(Revisit { step }): JsonBody<Revisit>) -> Answer {
    journey.application.revisiting = Some(step);
    if journey.stage().step() != step || is_next_anyway(&journey) {
        journey.application.revisiting = None;
    }
    journey.answer().await
}

fn is_next_anyway(journey: &JourneyContext) -> bool {
    let mut without = journey.application.clone();
    without.revisiting = None;
    without.stage(journey.now) == journey.stage()
}

/// `POST /api/journey/choose`: takes one of the ways that the stage offers; `retry` makes the refused call again. Any other way
/// changes nothing.
pub async fn choose(mut journey: JourneyContext, JsonBody(Choice { way }): JsonBody<Choice>) -> Answer {
    if !journey.stage().ways().contains(&way) {
        return journey.answer().await;
    }
    if way == Way::Retry {
        journey.repeat().await?;
    } else {
        let state = journey.state.clone();
        let partner = journey
            .application
            .partner_journey
            .as_ref()
            .map(|partner_journey| partner_journey.partner.as_str());
        let partner = partner.and_then(|partner| state.partners.current().find(partner));
        let own = partner.as_ref().and_then(|partner| partner.video_url.as_deref());
        journey.application.take(way, own.or(state.video_url.as_deref()), journey.now);
    }
    journey.answer().await
}

/// `POST /api/journey/stuck`: a customer cannot answer and looks for a way on. The log counts it, without a name.
pub async fn stuck(journey: JourneyContext, JsonBody(StuckOn { on }): JsonBody<StuckOn>) -> Answer {
    tracing::info!(on = on.id(), "a customer cannot answer");
    journey.answer().await
}

/// `GET /api/journey/documents/{id}`: the PDF, or a part of it.
pub async fn document(
    Reading(journey): Reading,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    Delivery::of(journey, id)?.respond(&headers).await
}

/// `POST /api/journey/documents/{id}/address`, or of `all` documents: 201 with an address that works by itself for a few
/// minutes, because downloads and web views send no session.
pub async fn document_address(
    journey: JourneyContext,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<(StatusCode, Json<DocumentAddress>), ApiError> {
    let documents = journey.application.documents();
    let document = Some(id).filter(|id| id != ALL);
    let known = match &document {
        Some(id) if id == RECEIPT => journey.application.receipt().is_some(),
        Some(id) => documents.iter().any(|document| document.shown.id == *id),
        None => !documents.is_empty(),
    };
    if !known || journey.application.locked.is_some() {
        return Err(ApiError::NotFound);
    }
    let lang = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let lang = lang.chars().take(LONGEST_TAG).collect();
    let ticket = Ticket::generate(&mut rand::rng());
    let of = TicketFor { journey: journey.id(), document, lang };
    journey.state.store.add_ticket(&ticket.hash(), &of, journey.now + VALID_FOR).await?;
    Ok((StatusCode::CREATED, Json(DocumentAddress { address: ticket.into_address() })))
}

/// Stands for every document of the journey.
const ALL: &str = "all";

/// "at least 35 characters" (RFC 5646, 4.4.1).
const LONGEST_TAG: usize = 35;
