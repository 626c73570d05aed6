//! Which inputs need another look, wherever they are: a list of links into them (the GOV.UK error summary).

use bankident_wire::FieldError;
use leptos::prelude::*;

use super::{
    erased::clicked,
    notice::{Reference, Support},
};
use crate::{
    browser::focus,
    i18n::{I18n, args, t},
    journey::Journey,
};

/// Beside each mistake leads its link: into the input, on this screen or on an earlier one.
#[component]
pub fn Complaints(mistakes: Vec<FieldError>, tries_left: u32) -> impl IntoView {
    let (i18n, journey) = (I18n::expect(), Journey::expect());
    if mistakes.iter().any(|mistake| mistake.field.property().is_some()) {
        untrack(|| i18n.add_property());
    }
    let here = journey.step_untracked();
    let link = move |mistake: FieldError| {
        let FieldError { field, .. } = mistake;
        let elsewhere = Some(field.step()).filter(|step| *step != here);
        let lead = clicked(move || match elsewhere {
            Some(step) => journey.lead_to(step, field),
            None => focus::focus_id(&field.id()),
        });
        let words = move || {
            let problem = sentence(i18n, mistake, tries_left);
            match elsewhere {
                Some(_) if !field.is_consent() => {
                    let field = i18n.text(&field.id());
                    i18n.text_with("problem-of-field", &args!["field" => field, "problem" => problem])
                }
                _ => problem,
            }
        };
        view! { <li><a href=format!("#{}", field.id()) on:click=lead>{move || words()}</a></li> }.into_any()
    };
    view! { <ul>{mistakes.into_iter().map(link).collect_view()}</ul> }
}

/// The list as it stands above a form. Where the bank complains (`reference`), an answer that is right as it is needs support.
#[component]
pub fn ErrorSummary(mistakes: Vec<FieldError>, tries_left: u32, reference: Option<String>) -> impl IntoView {
    let heading = if reference.is_some() { "problem-answers-refused" } else { "problem-invalid-input" };
    let support = reference.map(|reference| {
        view! {
            <p>{t("problem-answers-refused.support")}</p>
            <Reference reference/>
            <Support/>
        }
        .into_any()
    });
    view! {
        <section class="notice error" role="alert" aria-labelledby="error-summary">
            <h2 id="error-summary" tabindex="-1">{t(heading)}</h2>
            <Complaints mistakes tries_left/>
            {support}
        </section>
    }
}

/// What is wrong with an input, as the customer reads it.
pub fn sentence(i18n: I18n, FieldError { field, problem }: FieldError, tries_left: u32) -> String {
    i18n.text_with(&field.mistake_id(problem), &args!["tries" => tries_left])
}
