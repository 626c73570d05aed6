//! Rejected: the identification came to nothing; why, and what can be done now.

use bankident_wire::{RejectedStage, Remedy, Step};
use leptos::prelude::*;

use crate::{
    components::{Reference, RejectionNotice, Screen, Ways},
    i18n::t,
};

#[component]
pub fn RejectedScreen(stage: RejectedStage) -> impl IntoView {
    let RejectedStage { rejection, reference } = stage;
    let remedy = rejection.remedy();
    // Where the customer can help themselves, a reference would only be in the way.
    let reference = reference.filter(|_| matches!(remedy, Remedy::Support | Remedy::CompleteData));
    view! {
        <Screen step=Step::Rejected>
            <RejectionNotice rejection/>
            <p class="text">{t(remedy.id())}</p>
            {reference.map(|reference| view! { <Reference reference/> }.into_any())}
            <Ways offered=rejection.ways()/>
        </Screen>
    }
}
