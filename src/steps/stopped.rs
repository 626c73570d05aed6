//! Stopped: the journey has ended without a signature; where one can go from here.

use bankident_wire::{Step, StoppedStage};
use leptos::prelude::*;

use crate::{
    components::{Exit, LinkOut, Primary, Reference, RejectionNotice, Screen, Support, Ways},
    i18n::t,
    journey::Journey,
};

#[component]
pub fn StoppedScreen(stage: StoppedStage) -> impl IntoView {
    let journey = Journey::expect();
    let text = |id| view! { <p class="text">{t(id)}</p> };
    let why = match stage {
        StoppedStage::Rejected { rejection, reference } => view! {
            <RejectionNotice rejection/>
            {text(rejection.remedy().id())}
            {reference.map(|reference| view! { <Reference reference/><Support/> }.into_any())}
            <Ways offered=rejection.ways()/>
        }
        .into_any(),
        StoppedStage::Video { url: Some(url) } => view! {
            {text("stopped-video")}
            <LinkOut url caption="stopped-video-link"/>
        }
        .into_any(),
        StoppedStage::Video { url: None } => view! {
            {text("stopped-video")}
            {text("stopped-video-partner")}
        }
        .into_any(),
        StoppedStage::Deleted => view! {
            {text("stopped-deleted")}
            <Primary caption="action-begin-again" on_click=crate::components::erased::clicked(move || journey.begin_again())/>
        }
        .into_any(),
    };
    view! { <Screen step=Step::Stopped>{why}<Exit/></Screen> }
}
