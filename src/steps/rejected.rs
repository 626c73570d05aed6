//! Rejected: the identification came to nothing; why, and what can be done now.

use bankident_wire::{RejectedStage, Remedy, Step};
use leptos::prelude::*;

use crate::{
    components::{Complaints, Reference, RejectionNotice, Screen, Support, Ways},
    i18n::{I18n, args, t},
    journey::{Journey, Refused},
};

#[component]
pub fn RejectedScreen(stage: RejectedStage) -> impl IntoView {
    let (ways, remedy_id) = (stage.ways(), stage.remedy_id());
    let RejectedStage { rejection, reference, missing, attempts_left, .. } = stage;
    if let Some(reference) = reference.clone().filter(|_| !missing.is_empty()) {
        let errors = missing.clone();
        Journey::expect().refusal.remember(Refused { by: Step::Rejected, errors, reference });
    }
    let remedy = rejection.remedy();
    let i18n = I18n::expect();
    let attempts = move |left: u32| i18n.text_with("attempts-left", &args!["attempts" => left]);
    // Where the customer can help themselves, a reference would only be in the way.
    let reference = reference.filter(|_| matches!(remedy, Remedy::Support | Remedy::CompleteData));
    view! {
        <Screen step=Step::Rejected>
            <RejectionNotice rejection/>
            {attempts_left.map(|left| view! { <p class="text">{move || attempts(left)}</p> }.into_any())}
            <p class="text">{t(remedy_id)}</p>
            {(!missing.is_empty()).then(|| view! { <Complaints mistakes=missing tries_left=0/> }.into_any())}
            {reference.map(|reference| view! { <Reference reference/><Support/> }.into_any())}
            <Ways offered=ways/>
        </Screen>
    }
}
