//! The session ends soon, or has ended: said before it happens, and put off with one action (WCAG 2.2, 2.2.1).

use leptos::prelude::*;

use super::{
    button::Primary,
    countdown::CountdownTo,
    erased::{clicked, shown},
};
use crate::{
    browser::focus,
    i18n::t,
    journey::{Journey, SessionTime},
};

/// Away as long as there is time enough.
#[component]
pub fn SessionNotice() -> impl IntoView {
    let journey = Journey::expect();
    let can_extend = move || journey.session_end().is_some_and(|end| end.extendable);
    let is_short = move || journey.session_time() == SessionTime::Short;
    view! {
        {shown(move || is_short() && can_extend(), move || view! { <Ends message="session-ends" extendable=true/> }.into_any())}
        {shown(move || is_short() && !can_extend(), move || view! { <Ends message="session-ends-for-good" extendable=false/> }.into_any())}
        {shown(move || journey.session_time() == SessionTime::Over, move || view! { <Over/> }.into_any())}
    }
}

#[component]
fn Ends(message: &'static str, extendable: bool) -> impl IntoView {
    let journey = Journey::expect();
    let extend = move || {
        journey.extend_session();
        // The button goes.
        focus::focus_soon("main h1");
    };
    view! {
        <div class="session-notice" role="alert">
            <CountdownTo until=|journey| Some(journey.session_end()?.expires_at) message over="session-over"/>
            {extendable.then(|| view! { <Primary caption="session-extend" on_click=clicked(extend)/> }.into_any())}
        </div>
    }
}

#[component]
fn Over() -> impl IntoView {
    let journey = Journey::expect();
    view! {
        <div class="session-notice" role="alert">
            <p>{t("session-over")}</p>
            <Primary caption="action-continue" on_click=clicked(move || journey.begin_again_after_loss())/>
        </div>
    }
}
