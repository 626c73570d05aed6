//! The errors of each call, for the OpenAPI document. Doc comments here would become its descriptions.

use utoipa::IntoResponses;

use super::problem::ProblemDocument;

// Every call.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers and is never made")]
pub enum CallProblems {
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthorized(ProblemDocument),
    #[response(status = 429, content_type = "application/problem+json")]
    TooManyRequests(ProblemDocument),
}

// Calls with a body.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers and is never made")]
pub enum BodyProblems {
    #[response(status = 400, content_type = "application/problem+json")]
    Unreadable(ProblemDocument),
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(ProblemDocument),
}

#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers and is never made")]
#[response(status = 404, content_type = "application/problem+json")]
pub struct NotFoundProblem(ProblemDocument);

#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers and is never made")]
#[response(status = 503, content_type = "application/problem+json")]
pub struct UpstreamProblem(ProblemDocument);
