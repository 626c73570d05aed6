//! What went wrong, in words a customer can act on.

use bankident_wire::{Problem, Rejection};

use super::element::{View, element};
use crate::{
    api::Failure,
    copy::{Copy, args},
};

/// What failed, with the reference that support asks for.
pub fn failure_notice(failure: Failure) -> View {
    let copy = Copy::expect();
    match failure {
        Failure::Offline => alert(move || copy.text("problem-offline")),
        Failure::Problem(problem) => {
            let reference = reference(copy, problem.reference.clone());
            alert(move || sentence(copy, &problem)).child(reference)
        }
    }
}

fn sentence(copy: Copy, problem: &Problem) -> String {
    let seconds = problem.retry_after.unwrap_or_default();
    // From two minutes on nobody counts seconds.
    let minutes = if seconds < 120 { 0 } else { seconds.div_ceil(60) };
    copy.text_with(
        &format!("problem-{}", problem.code.id()),
        &args!["seconds" => seconds, "minutes" => minutes],
    )
}

/// What support asks for.
pub fn reference(copy: Copy, reference: String) -> View {
    let words = move || copy.text_with("problem-reference", &args!["reference" => reference.as_str()]);
    element("p").class("reference").words(words)
}

/// Why an identification was rejected, in the official words.
pub fn rejection_notice(rejection: Rejection) -> View {
    let copy = Copy::expect();
    alert(move || copy.text(&rejection.id())).attr("data-error-code", rejection.code())
}

fn alert(words: impl Fn() -> String + 'static) -> View {
    element("div").class("notice error").attr("role", "alert").child(element("p").words(words))
}
