//! What concerns every screen: that there is no connection, that a session was lost.

use leptos::prelude::*;

use super::erased::shown;
use crate::{
    i18n::{I18n, t},
    journey::Journey,
};

/// Told to screen readers when it comes; away as long as all is well.
#[component]
pub fn Banner() -> impl IntoView {
    let (journey, i18n) = (Journey::expect(), I18n::expect());
    view! {
        <div role="status">
            {shown(move || journey.is_offline(), || view! { <p class="banner">{t("banner-offline")}</p> }.into_any())}
            {shown(move || journey.was_lost(), || view! { <p class="banner">{t("banner-session-lost")}</p> }.into_any())}
            {shown(move || i18n.is_incomplete() && !journey.is_offline(), || view! {
                <p class="banner">{t("page-unreachable")} " " <a href="">{t("action-reload")}</a></p>
            }.into_any())}
        </div>
    }
}
