//! What went wrong, in words a customer can act on.

use bankident_wire::{Problem, Rejection};
use leptos::prelude::*;

use crate::{
    api::Failure,
    i18n::{I18n, args},
};

/// What failed, with the reference that support asks for.
#[component]
pub fn FailureNotice(failure: Failure) -> impl IntoView {
    let i18n = I18n::expect();
    let reference = failure.problem().map(|problem| problem.reference.clone());
    let sentence = move || match &failure {
        Failure::Offline => i18n.text("problem-offline"),
        Failure::Problem(problem) => sentence(i18n, problem),
    };
    view! {
        <div class="notice error" role="alert">
            <p>{move || sentence()}</p>
            {reference.map(|reference| view! { <Reference reference/> }.into_any())}
        </div>
    }
}

fn sentence(i18n: I18n, problem: &Problem) -> String {
    let seconds = problem.retry_after.unwrap_or_default();
    // From two minutes on nobody counts seconds.
    let minutes = if seconds < 120 { 0 } else { seconds.div_ceil(60) };
    i18n.text_with(
        &format!("problem-{}", problem.code.id()),
        &args!["seconds" => seconds, "minutes" => minutes],
    )
}

/// What support asks for.
#[component]
pub fn Reference(reference: String) -> impl IntoView {
    let i18n = I18n::expect();
    let words = move || i18n.text_with("problem-reference", &args!["reference" => reference.as_str()]);
    view! { <p class="reference">{move || words()}</p> }
}

/// Why an identification was rejected, in the official words.
#[component]
pub fn RejectionNotice(rejection: Rejection) -> impl IntoView {
    let i18n = I18n::expect();
    view! {
        <div class="notice error" role="alert" data-error-code=rejection.code()>
            <p>{move || i18n.text(&rejection.id())}</p>
        </div>
    }
}
