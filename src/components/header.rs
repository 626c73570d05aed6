//! Whose page this is, where one is, and the other language.

use bankident_wire::Step;
use leptos::prelude::*;

use super::form::flag;
use crate::{
    browser::page_config::PageConfig,
    i18n::{I18n, Lang, args, t},
    journey::Journey,
};

#[component]
pub fn Header() -> impl IntoView {
    let (i18n, journey) = (I18n::expect(), Journey::expect());
    let place = move || place(journey.step());
    let caption =
        move || i18n.text_with("progress", &args!["place" => place().unwrap_or_default(), "of" => SCREENS]);
    view! {
        <header class="header">
            <div class="header-inner">
                <Brand/>
                <nav class="languages" aria-label=t("language-switch")>
                    {i18n.languages().into_iter().map(|(lang, name)| view! { <LanguageLink lang name/> }.into_any()).collect_view()}
                </nav>
            </div>
            <div class="progress" hidden=move || flag(place().is_none())>
                <progress
                    max=SCREENS.to_string()
                    value=move || place().unwrap_or_default().to_string()
                    aria-label=caption
                ></progress>
                <p class="progress-words" aria-hidden="true">{move || caption()}</p>
            </div>
        </header>
    }
}

/// The header of a page without a journey.
#[component]
pub fn HeaderOfBrand() -> impl IntoView {
    view! { <header class="header"><div class="header-inner"><Brand/></div></header> }
}

/// Who is speaking.
#[component]
fn Brand() -> impl IntoView {
    let config = PageConfig::expect();
    let brand = config.brand().to_owned();
    match config.partner().is_some_and(|partner| partner.logo) {
        true => view! { <span class="brand"><span class="brand-logo" role="img" aria-label=brand></span></span> }.into_any(),
        false => view! { <span class="brand" translate="no"><span class="brand-mark" aria-hidden="true"></span>{brand}</span> }.into_any(),
    }
}

/// A link, so that it works before the wizard is here.
#[component]
fn LanguageLink(lang: Lang, name: String) -> impl IntoView {
    let i18n = I18n::expect();
    view! {
        <a
            href=format!("?lang={}", lang.tag())
            lang=lang.tag()
            hreflang=lang.tag()
            translate="no"
            aria-current=move || flag(i18n.lang() == lang)
            on:click=super::erased::clicked(move || i18n.switch(lang))
        >
            {name}
        </a>
    }
}

/// The number of screens that a customer sees; the code belongs to the check that sends it.
const SCREENS: usize = 11;

/// Where a step is on the way; what is beside it has no place.
fn place(step: Step) -> Option<usize> {
    let index = Step::ALL.iter().position(|known| *known == step)?;
    let place = if step > Step::Check { index } else { index + 1 };
    (place <= SCREENS).then_some(place)
}
