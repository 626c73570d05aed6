//! The API as an OpenAPI document (3.1).

use utoipa::{
    Modify, OpenApi,
    openapi::{
        HeaderBuilder, ObjectBuilder, RefOr, Server,
        path::PathItem,
        response::Response,
        schema::Type,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use super::{evidence, journeys, person, problem, start_tokens};

/// The API wherever it is; `docs/partner-api.json` is a copy of it.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// The API of the server with this public address.
pub fn at(public_url: &str) -> utoipa::openapi::OpenApi {
    let mut document = openapi();
    document.servers = Some(vec![Server::new(format!("{public_url}/partner/v1"))]);
    document
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Bankident partner API",
        version = "1",
        description = "Begin a journey for a customer, learn what came of it, erase it. See docs/embedding.md.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    servers((
        url = "https://{host}/partner/v1",
        variables(("host" = (default = "onboarding.example", description = "Where the wizard is")))
    )),
    tags((name = "journeys", description = "A customer's way from the first consent to the signature")),
    paths(
        journeys::create,
        journeys::list,
        journeys::show,
        journeys::erase,
        person::change,
        start_tokens::create,
        evidence::show
    ),
    components(schemas(problem::ProblemDocument)),
    modifiers(&ApiKey, &Headers),
    security(("api_key" = []))
)]
struct Document;

struct ApiKey;

impl Modify for ApiKey {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("An API key of the partner; `bankident partners key` makes one."));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("api_key", SecurityScheme::Http(scheme.build()));
    }
}

/// The headers that the layers around the calls add.
struct Headers;

const RATE_LIMIT: &[(&str, &str)] = &[
    ("RateLimit", "How many calls are left, and in how many seconds all are again: `\"default\";r=119;t=1`"),
    ("RateLimit-Policy", "How many calls a minute has: `\"default\";q=120;w=60`"),
];

/// The answers that are found in every operation, and the headers of each.
fn headers_of(status: &str) -> Vec<(&'static str, &'static str)> {
    match status {
        "401" => vec![("WWW-Authenticate", "`Bearer`")],
        "429" => [RATE_LIMIT, &[("Retry-After", "Seconds until the next call")]].concat(),
        _ => RATE_LIMIT.to_vec(),
    }
}

impl Modify for Headers {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        for (status, response) in document.paths.paths.values_mut().flat_map(responses) {
            for (name, description) in headers_of(status) {
                let text = ObjectBuilder::new().schema_type(Type::String);
                let header = HeaderBuilder::new().schema(Some(text)).description(Some(description));
                response.headers.insert(name.to_owned(), RefOr::T(header.build()));
            }
        }
    }
}

/// The answers of all operations of a path, by status.
fn responses(path: &mut PathItem) -> impl Iterator<Item = (&String, &mut Response)> {
    let operations = [&mut path.get, &mut path.post, &mut path.patch, &mut path.delete].into_iter().flatten();
    let responses = operations.flat_map(|operation| operation.responses.responses.iter_mut());
    responses.filter_map(|(status, response)| match response {
        RefOr::T(response) => Some((status, response)),
        RefOr::Ref(_) => None,
    })
}
