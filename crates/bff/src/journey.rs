//! What belongs to no step: starting, asking where the journey stands, showing a step again, reading documents.

use axum::{
    Json,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use bankident_wire::{Choice, Reported, Revisit, Start};

use crate::{
    app::App,
    application::Application,
    error::{Failure, Reference},
    language::Language,
    session::{Session, StartToken},
    solaris::Code,
    visit::{Answer, Draft, Visit},
};

/// `POST /api/journey`: the journey of a partner's start token; without one, where that is allowed, a demonstration. Said
/// twice by the same session, it is one journey.
pub async fn start(
    State(app): State<App>,
    headers: HeaderMap,
    Draft(Start { partner, start_token }): Draft<Start>,
) -> Result<(StatusCode, Json<Reported>), Failure> {
    let session = Session::of(&headers).ok_or(Failure::UnreadableBody)?;
    let now = app.clock.now();
    let journey = match (partner, start_token) {
        (Some(partner), Some(token)) => {
            let token = StartToken::given(token);
            app.store.start(&partner, &token.hash(), &session.hash(), now).await?
        }
        (None, None) if app.demonstrates => {
            Some(app.store.begin(&session.hash(), &Application::new(now)).await?)
        }
        _ => None,
    };
    let journey = journey.ok_or(Failure::StartTokenInvalid)?;
    let mut visit = Visit::begin(app, journey, Language::of(&headers), Reference::generate())
        .await?
        .ok_or(Failure::StartTokenInvalid)?;
    visit.started();
    if !visit.may_go_on() {
        return Err(Failure::StartTokenInvalid);
    }
    let commission = visit.application.commission.as_ref();
    let locale = commission.and_then(|commission| commission.locale.clone());
    let Json(reported) = visit.answer().await?;
    Ok((StatusCode::CREATED, Json(Reported { locale, ..reported })))
}

/// `GET /api/journey`
pub async fn get(mut visit: Visit) -> Answer {
    visit.look_for_news().await;
    visit.answer().await
}

/// `POST /api/journey/revisit`: the gate decides whether the step is shown.
pub async fn revisit(mut visit: Visit, Draft(Revisit { step }): Draft<Revisit>) -> Answer {
    visit.application.shown_again = Some(step);
    if visit.stage().step() != step || is_next_anyway(&visit) {
        visit.application.shown_again = None;
    }
    visit.answer().await
}

fn is_next_anyway(visit: &Visit) -> bool {
    let mut without = visit.application.clone();
    without.shown_again = None;
    without.stage(visit.now) == visit.stage()
}

/// `POST /api/journey/choose`: one of the ways that the stage offers; another is no mistake, the answer is the stage.
pub async fn choose(mut visit: Visit, Draft(Choice { way }): Draft<Choice>) -> Answer {
    if visit.stage().ways().contains(&way) {
        let app = visit.app.clone();
        let partner = visit.application.commission.as_ref().map(|commission| commission.partner.as_str());
        let partner = partner.and_then(|partner| app.partners.current().find(partner));
        let own = partner.as_ref().and_then(|partner| partner.video_url.as_deref());
        visit.application.take(way, own.or(app.video_url.as_deref()));
    }
    visit.answer().await
}

/// `GET /api/journey/documents/{id}`
pub async fn document(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let known = visit.application.documents().iter().any(|document| document.id == id);
    let shown = known && visit.application.locked.is_none();
    let person_id = visit.application.person_id().filter(|_| shown).ok_or(Failure::NotFound)?.to_owned();
    let app = visit.app.clone();
    // A download takes as long as it takes: the journey's turn ends before.
    drop(visit);
    let file = app.solaris.document(&person_id, &id).await.map_err(|error| match error {
        error if error.is(Code::ModelNotFound) => Failure::NotFound,
        error => Failure::Solaris(error),
    })?;
    let length = file.content_length();
    let pdf = file.bytes_stream();
    let mut response = ([(header::CONTENT_TYPE, "application/pdf")], Body::from_stream(pdf)).into_response();
    if let Some(length) = length {
        response.headers_mut().insert(header::CONTENT_LENGTH, length.into());
    }
    Ok(response)
}
