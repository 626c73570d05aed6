//! Whose page this is, where one is, and the other language.

use bankident_wire::Step;
use leptos::prelude::*;

use super::erased::{clicked, words};
use crate::{
    copy::{Copy, Lang, args, t},
    journey::Journey,
};

pub fn header(copy: Copy, journey: Journey) -> AnyView {
    let place = move || place(journey.step());
    let caption = words(move || copy.text_with("progress", &args!["place" => place(), "of" => SCREENS]));
    view! {
        <header class="header">
            <div class="header-inner">
                <span class="brand"><span class="brand-mark" aria-hidden="true"></span>"Bankident"</span>
                <div class="languages" role="group" aria-label=t("language-switch")>
                    {Vec::from(Lang::ALL.map(|lang| language_button(copy, lang)))}
                </div>
            </div>
            <div class="progress">
                <progress max=SCREENS.to_string() value=words(move || place().to_string()) aria-label=caption></progress>
                <p class="progress-words" aria-hidden="true">{caption}</p>
            </div>
        </header>
    }
    .into_any()
}

fn language_button(copy: Copy, lang: Lang) -> AnyView {
    let switch = clicked(move || copy.switch(lang));
    let pressed = words(move || (copy.lang() == lang).to_string());
    view! { <button type="button" lang=lang.tag() aria-pressed=pressed on:click=switch>{lang.endonym()}</button> }
        .into_any()
}

/// The number of screens that a customer sees; the code belongs to its number.
const SCREENS: usize = Step::ALL.len() - 1;

fn place(step: Step) -> usize {
    let index = Step::ALL.iter().position(|known| *known == step).unwrap_or_default();
    if step > Step::Mobile { index } else { index + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_screen_is_the_end_of_the_way() {
        assert_eq!(place(Step::Terms), 1);
        assert_eq!(place(Step::Mobile), place(Step::MobileCode));
        assert_eq!(place(Step::Done), SCREENS);
    }
}
