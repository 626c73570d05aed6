use bankident_wire::Step;
use leptos::{prelude::*, task::spawn_local};

use super::erased::{clicked, words};
use crate::copy::{Copy, Lang, args, t};

/// Whose page this is, where one is, and the other language.
#[component]
pub fn Header(step: Memo<Step>) -> impl IntoView {
    view! {
        <header class="header">
            <div class="header-inner">
                <span class="brand"><span class="brand-mark" aria-hidden="true"></span>"Bankident"</span>
                <LanguageSwitch />
            </div>
            <Progress step />
        </header>
    }
}

#[component]
fn LanguageSwitch() -> impl IntoView {
    let copy = Copy::expect();
    let button = |lang: Lang| {
        let switch = clicked(move || spawn_local(copy.switch(lang)));
        let pressed = words(move || (copy.lang() == lang).to_string());
        view! { <button type="button" lang=lang.tag() aria-pressed=pressed on:click=switch>{lang.endonym()}</button> }
    };
    view! {
        <div class="languages" role="group" aria-label=t("language-switch")>{Lang::ALL.map(button)}</div>
    }
}

/// The number of screens that a customer sees; the code belongs to its number.
const SCREENS: usize = Step::ALL.len() - 1;

fn place(step: Step) -> usize {
    let index = Step::ALL.iter().position(|known| *known == step).unwrap_or_default();
    if step > Step::Mobile { index } else { index + 1 }
}

#[component]
fn Progress(step: Memo<Step>) -> impl IntoView {
    let copy = Copy::expect();
    let caption =
        words(move || copy.text_with("progress", &args!["place" => place(step.get()), "of" => SCREENS]));
    let value = words(move || place(step.get()).to_string());
    view! {
        <div class="progress">
            <progress max=SCREENS value=value aria-label=caption></progress>
            <p class="progress-words" aria-hidden="true">{caption}</p>
        </div>
    }
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
