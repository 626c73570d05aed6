//! The errors of each call, for the OpenAPI document. Doc comments here would become its descriptions.

use utoipa::IntoResponses;

use super::problem::ProblemDocument;

// Every call.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers and is never made")]
pub enum CallProblems {
    #[response(
        status = 401,
        description = "`unauthorized`: the API key is missing or unknown",
        content_type = "application/problem+json"
    )]
    Unauthorized(ProblemDocument),
    #[response(
        status = 429,
        description = "`too-many-requests`: wait as `Retry-After` says",
        content_type = "application/problem+json"
    )]
    TooManyRequests(ProblemDocument),
    #[response(
        status = 500,
        description = "`internal`: an error on our side. The same call can be made again",
        content_type = "application/problem+json"
    )]
    Internal(ProblemDocument),
}

// Calls with a query.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers and is never made")]
#[response(
    status = 400,
    description = "`unreadable`: a parameter is missing or has another form",
    content_type = "application/problem+json"
)]
pub struct QueryProblem(ProblemDocument);

#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers and is never made")]
#[response(
    status = 409,
    description = "`journey-ended`: it has an `outcome`, or too many wrong birth dates",
    content_type = "application/problem+json"
)]
pub struct EndedProblem(ProblemDocument);

#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers and is never made")]
#[response(
    status = 409,
    description = "`not-agreed`: the customer has not accepted the terms yet; `journey-ended`: it has an `outcome`",
    content_type = "application/problem+json"
)]
pub struct NotNowProblem(ProblemDocument);

// Calls with a body.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers and is never made")]
pub enum BodyProblems {
    #[response(
        status = 400,
        description = "`unreadable`: no JSON, a member that does not exist or is of another type, a header of another form",
        content_type = "application/problem+json"
    )]
    Unreadable(ProblemDocument),
    #[response(
        status = 422,
        description = "`invalid`: the value of a member; `idempotency-key-reused`",
        content_type = "application/problem+json"
    )]
    Invalid(ProblemDocument),
}

#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers and is never made")]
#[response(
    status = 404,
    description = "`not-found`: the partner has no such journey, or it has nothing of the kind yet",
    content_type = "application/problem+json"
)]
pub struct NotFoundProblem(ProblemDocument);

#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers and is never made")]
#[response(
    status = 503,
    description = "`unavailable`: the bank API does not answer. The same call can be made again",
    content_type = "application/problem+json"
)]
pub struct UpstreamProblem(ProblemDocument);
