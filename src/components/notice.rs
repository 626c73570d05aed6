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
            let reference = problem.reference.clone();
            let reference =
                move || copy.text_with("problem-reference", &args!["reference" => reference.as_str()]);
            alert(move || sentence(copy, &problem)).child(element("p").class("reference").words(reference))
        }
    }
}

fn sentence(copy: Copy, problem: &Problem) -> String {
    let seconds = problem.retry_after.unwrap_or_default();
    copy.text_with(&format!("problem-{}", problem.code.id()), &args!["seconds" => seconds])
}

/// Why an identification was rejected, in the official words.
pub fn rejection_notice(rejection: Rejection) -> View {
    let copy = Copy::expect();
    alert(move || copy.text(&rejection.id())).attr("data-error-code", rejection.code())
}

fn alert(words: impl Fn() -> String + 'static) -> View {
    element("div").class("notice error").attr("role", "alert").child(element("p").words(words))
}
