//! What went wrong, in words a customer can act on.

use bankident_wire::{Problem, ProblemCode, Rejection, SupportLink};
use leptos::prelude::*;

use crate::{
    api::Failure,
    browser::page_config::PageConfig,
    i18n::{I18n, args, t},
};

/// What failed, with the reference that support asks for.
#[component]
pub fn FailureNotice(failure: Failure) -> impl IntoView {
    let i18n = I18n::expect();
    let reference = failure.problem().map(|problem| problem.reference.clone());
    let names_support = failure.problem().is_some_and(|problem| problem.code == ProblemCode::UpstreamRefused);
    let sentence = move || match &failure {
        Failure::Offline => i18n.text("problem-offline"),
        Failure::Problem(problem) => sentence(i18n, problem),
    };
    view! {
        <div class="notice error" role="alert">
            <p>{move || sentence()}</p>
            {reference.map(|reference| view! { <Reference reference/> }.into_any())}
            {names_support.then(|| view! { <Support/> }.into_any())}
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

/// How the partner's support is reached, where a text names it. A partner that does not say so has no such line.
#[component]
pub fn Support() -> impl IntoView {
    let i18n = I18n::expect();
    let links = PageConfig::expect().partner().map(|partner| partner.support.clone()).unwrap_or_default();
    let link = move |SupportLink { href, text }| {
        // A page must not take the place of the wizard.
        let target = text.is_none().then_some("_blank");
        let words = move || text.clone().unwrap_or_else(|| i18n.text("support-page"));
        view! { <a href=href target=target rel="noopener">{move || words()}</a> }.into_any()
    };
    (!links.is_empty()).then(|| {
        view! { <p class="support">{t("support")} {links.into_iter().map(link).collect_view()}</p> }
            .into_any()
    })
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
