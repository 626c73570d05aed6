use bankident_wire::Step;
use leptos::{prelude::*, task::spawn_local};

use crate::copy::{Copy, Lang, args};

/// Whose page this is, where one is, and the other language.
#[component]
pub fn Header(#[prop(into)] step: Signal<Step>) -> impl IntoView {
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
    let buttons = Lang::ALL.map(|lang| {
        let switch = move |_| spawn_local(copy.switch(lang));
        let current = move || (copy.lang() == lang).then_some("true");
        view! {
            <button type="button" lang=lang.tag() aria-pressed=move || current().unwrap_or("false") on:click=switch>
                {lang.endonym()}
            </button>
        }
    });
    view! { <div class="languages" role="group" aria-label=move || copy.text("language-switch")>{buttons}</div> }
}

/// The number of screens that a customer sees; the code belongs to its number.
const SCREENS: usize = Step::ALL.len() - 1;

fn place(step: Step) -> usize {
    let index = Step::ALL.iter().position(|known| *known == step).unwrap_or_default();
    if step > Step::Mobile { index } else { index + 1 }
}

#[component]
fn Progress(step: Signal<Step>) -> impl IntoView {
    let copy = Copy::expect();
    let words = move || copy.text_with("progress", &args!["place" => place(step.get()), "of" => SCREENS]);
    view! {
        <div class="progress">
            <progress max=SCREENS value=move || place(step.get()) aria-label=words></progress>
            <p class="progress-words" aria-hidden="true">{words}</p>
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
