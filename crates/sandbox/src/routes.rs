//! The router: the API's endpoints by name, the pages, the control endpoints, and the layers around them.

use axum::{
    Json, Router,
    extract::{Request, State},
    handler::Handler,
    http::{Method, header},
    middleware::{self, Next},
    response::{AppendHeaders, IntoResponse, Response},
    routing::{MethodFilter, MethodRouter, delete, get, on, post},
};

use crate::{
    api::{
        account_snapshot, attempts, auth, documents, eligibility, iban_lookups, identifications,
        mobile_number, persons, webhooks,
    },
    control,
    error::Refusal,
    faults,
    pages::{bank, inbox},
    sandbox::Sandbox,
};

/// The endpoint that issues tokens: the only one of the API that needs none.
const TOKEN: &str = "POST /oauth/token";

/// An endpoint's name (method and path) and its handler.
type Endpoint = (&'static str, MethodRouter<Sandbox>);

/// The endpoints that need a token.
fn with_token() -> [Endpoint; 23] {
    [
        endpoint("POST /v1/persons", persons::create),
        endpoint("GET /v1/persons", persons::index),
        endpoint("GET /v1/persons/{person_id}", persons::show),
        endpoint("PATCH /v1/persons/{person_id}", persons::update),
        endpoint("POST /v1/persons/{person_id}/mobile_number", mobile_number::create),
        endpoint("GET /v1/persons/{person_id}/mobile_number", mobile_number::show),
        endpoint("DELETE /v1/persons/{person_id}/mobile_number", mobile_number::delete),
        endpoint("POST /v1/persons/{person_id}/mobile_number/authorize", mobile_number::authorize),
        endpoint("POST /v1/persons/{person_id}/mobile_number/confirm", mobile_number::confirm),
        endpoint("POST /v1/persons/{person_id}/identification_eligibility_checks", eligibility::check),
        endpoint("POST /v1/iban_lookups", iban_lookups::look_up),
        endpoint("POST /v1/persons/{person_id}/identifications", identifications::create),
        endpoint("GET /v1/persons/{person_id}/identifications", identifications::index),
        endpoint("GET /v1/persons/{person_id}/identifications/{id}", identifications::show),
        endpoint("PATCH /v1/persons/{person_id}/identifications/{id}/request", identifications::request),
        endpoint("PATCH /v1/persons/{person_id}/identifications/{id}/authorize", identifications::authorize),
        endpoint("PATCH /v1/persons/{person_id}/identifications/{id}/confirm", identifications::confirm),
        endpoint("GET /v1/persons/{person_id}/identifications/{id}/account_snapshot", account_snapshot::show),
        endpoint("GET /v1/persons/{person_id}/bank_identification_attempts", attempts::index),
        endpoint("GET /v1/persons/{person_id}/documents", documents::index),
        endpoint("GET /v1/persons/{person_id}/documents/{id}", documents::show),
        endpoint("GET /v1/persons/{person_id}/documents/{id}/file", documents::file),
        endpoint("POST /v1/webhooks", webhooks::subscribe),
    ]
}

/// The names of the API's endpoints, for `/sandbox/calls` and `/sandbox/faults`.
pub fn names() -> impl Iterator<Item = &'static str> {
    with_token().into_iter().map(|(name, _)| name).chain([TOKEN])
}

/// Everything that the sandbox answers.
pub fn router(sandbox: &Sandbox) -> Router {
    let api = with_token()
        .into_iter()
        .fold(Router::new(), |router, (name, handler)| router.route(split(name).1, handler))
        .method_not_allowed_fallback(async || Refusal::MethodNotAllowed)
        .layer(middleware::from_fn_with_state(sandbox.clone(), auth::require_token));
    let controls = Router::new()
        .route("/sandbox/sms", get(control::sms::index))
        .route("/sandbox/clock", get(control::clock::show).post(control::clock::advance))
        .route("/sandbox/calls", get(control::calls::index))
        .route(
            "/sandbox/faults",
            get(control::faults::index).post(control::faults::add).delete(control::faults::clear),
        )
        .route("/sandbox/documents", post(control::documents::choose))
        .route("/sandbox/webhooks", get(control::webhooks::show).post(control::webhooks::act))
        .route("/sandbox/persons", post(control::persons::choose))
        .route("/sandbox/persons/{person_id}", delete(control::persons::delete))
        .layer(middleware::from_fn(control::require_header));
    Router::new()
        .route(split(TOKEN).1, post(auth::token))
        .merge(api)
        .merge(bank::router())
        .route("/", get(inbox::show))
        .merge(controls)
        .fallback(async || Refusal::RouteNotFound)
        .layer(middleware::from_fn_with_state(sandbox.clone(), faults::provoke))
        .layer(middleware::from_fn_with_state(sandbox.clone(), write_bodies))
        .with_state(sandbox.clone())
}

fn endpoint<H: Handler<T, Sandbox>, T: 'static>(name: &'static str, handler: H) -> Endpoint {
    let method: Method = split(name).0.parse().expect("a name begins with a method");
    (name, on(MethodFilter::try_from(method).expect("a method that can be routed"), handler))
}

/// A name's method and path.
fn split(name: &'static str) -> (&'static str, &'static str) {
    name.split_once(' ').expect("a name is a method and a path")
}

/// Middleware: writes the body of each refusal, with fresh error ids.
async fn write_bodies(State(sandbox): State<Sandbox>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let Some(refusal) = response.extensions_mut().remove::<Refusal>() else { return response };
    let body = sandbox.with(|state, _| refusal.body(&mut state.random));
    tracing::debug!(status = refusal.status().as_u16(), "a call was refused");
    let retry_after = refusal.retry_after().map(|seconds| (header::RETRY_AFTER, seconds));
    (refusal.status(), AppendHeaders(retry_after), Json(body)).into_response()
}
