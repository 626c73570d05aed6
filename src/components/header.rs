//! Whose page this is, where one is, and the other language.

use bankident_wire::Step;
use leptos::prelude::*;

use super::form::flag;
use crate::{
    copy::{Copy, Lang, args, t},
    journey::Journey,
    partner, platform,
};

#[component]
pub fn Header() -> impl IntoView {
    let (copy, journey) = (Copy::expect(), Journey::expect());
    let place = move || place(journey.step());
    let caption =
        move || copy.text_with("progress", &args!["place" => place().unwrap_or_default(), "of" => SCREENS]);
    view! {
        <header class="header">
            <div class="header-inner">
                <Brand/>
                <div class="languages" role="group" aria-label=t("language-switch")>
                    {Lang::all().iter().map(|lang| view! { <LanguageButton lang=*lang/> }.into_any()).collect_view()}
                </div>
            </div>
            <div class="progress" hidden=move || flag(place().is_none())>
                <progress
                    max=SCREENS.to_string()
                    value=move || place().unwrap_or_default().to_string()
                    aria-label=move || caption()
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

/// Who is speaking: the partner whose page it is, or the wizard itself.
pub fn brand() -> String {
    partner::name().unwrap_or_else(|| "Bankident".to_owned())
}

#[component]
fn Brand() -> impl IntoView {
    match partner::has_logo() {
        true => view! { <span class="brand"><span class="brand-logo" role="img" aria-label=brand()></span></span> }.into_any(),
        false => view! { <span class="brand"><span class="brand-mark" aria-hidden="true"></span>{brand()}</span> }.into_any(),
    }
}

#[component]
fn LanguageButton(lang: Lang) -> impl IntoView {
    let copy = Copy::expect();
    view! {
        <button
            type="button"
            lang=lang.tag()
            aria-pressed=move || (copy.lang() == lang).to_string()
            on:click=super::erased::clicked(move || copy.switch(lang))
        >
            {platform::endonym(lang)}
        </button>
    }
}

/// The number of screens that a customer sees; the code belongs to its number.
const SCREENS: usize = 11;

/// Where a step is on the way; what is beside it has no place.
fn place(step: Step) -> Option<usize> {
    let index = Step::ALL.iter().position(|known| *known == step)?;
    let place = if step > Step::Mobile { index } else { index + 1 };
    (place <= SCREENS).then_some(place)
}
