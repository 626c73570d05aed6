//! What went wrong, in words a customer can act on.

use bankident_wire::{Problem, Rejection};
use leptos::prelude::*;

use super::erased::words;
use crate::{
    api::Failure,
    copy::{Copy, args},
};

/// What failed, with the reference that support asks for.
pub fn failure_notice(failure: Failure) -> AnyView {
    let copy = Copy::expect();
    match failure {
        Failure::Offline => alert("", words(move || copy.text("problem-offline")), None),
        Failure::Problem(problem) => {
            let reference = problem.reference.clone();
            let reference =
                move || copy.text_with("problem-reference", &args!["reference" => reference.as_str()]);
            alert("", words(move || sentence(copy, &problem)), Some(words(reference)))
        }
    }
}

fn sentence(copy: Copy, problem: &Problem) -> String {
    let seconds = problem.retry_after.unwrap_or_default();
    copy.text_with(&format!("problem-{}", problem.code.id()), &args!["seconds" => seconds])
}

/// Why an identification was rejected, in the official words.
pub fn rejection_notice(rejection: Rejection) -> AnyView {
    let copy = Copy::expect();
    alert(rejection.code(), words(move || copy.text(&rejection.id())), None)
}

fn alert(code: &'static str, words: Signal<String>, reference: Option<Signal<String>>) -> AnyView {
    let code = (!code.is_empty()).then_some(code);
    view! {
        <div class="notice error" role="alert" data-error-code=code>
            <p>{words}</p>
            {reference.map(|reference| view! { <p class="reference">{reference}</p> })}
        </div>
    }
    .into_any()
}
