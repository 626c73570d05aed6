use bankident_wire::{Problem, Rejection};
use leptos::prelude::*;

use super::erased::dynamic;
use crate::{
    api::Failure,
    copy::{Copy, args},
};

/// What failed, in words a customer can act on, with the reference that support asks for.
#[component]
pub fn FailureNotice(failure: Failure) -> impl IntoView {
    let copy = Copy::expect();
    let words = move || {
        let (sentence, reference) = match &failure {
            Failure::Offline => (copy.text("problem-offline"), String::new()),
            Failure::Problem(problem) => (sentence(copy, problem), reference(copy, problem)),
        };
        view! {
            <p>{sentence}</p>
            <p class="reference">{reference}</p>
        }
        .into_any()
    };
    view! { <div class="notice error" role="alert">{dynamic(words)}</div> }
}

fn sentence(copy: Copy, problem: &Problem) -> String {
    let seconds = problem.retry_after.unwrap_or_default();
    copy.text_with(&format!("problem-{}", problem.code.id()), &args!["seconds" => seconds])
}

fn reference(copy: Copy, problem: &Problem) -> String {
    copy.text_with("problem-reference", &args!["reference" => problem.reference.as_str()])
}

/// Why an identification was rejected, in the official words.
#[component]
pub fn RejectionNotice(rejection: Rejection) -> impl IntoView {
    let copy = Copy::expect();
    view! {
        <div class="notice error" role="alert" data-error-code=rejection.code()>
            <p>{super::erased::words(move || copy.text(&rejection.id()))}</p>
        </div>
    }
}
