//! The IBAN: grouped in fours as it is typed, with the name of its bank.

use bankident_wire::{Field, Iban};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::{
    Context,
    element::{View, effect, row, words},
    field::{Labels, understood_as},
    form::Bound,
};
use crate::{api, i18n::args, screen::Understood};

pub fn draw(context: Context) -> View {
    let bound = context.draft.input(Field::Iban);
    let labels = Labels::of(bound, context.i18n);
    let control = labels
        .control("input")
        .class("iban-input")
        .attr("type", "text")
        // Letters come first, and a phone's number pad has none.
        .attr("inputmode", "text")
        .attr("autocapitalize", "characters")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .value(move || bound.text())
        .on("input", move |event| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
            {
                bound.set_text(group_in_place(&input));
            }
        });
    labels.around(row([control, understood_as(context, bound, Understood::Bank)]))
}

/// The name of the bank, once the IBAN is whole. Where it is not known the walk goes on without it.
pub fn bank_name(Context { i18n, .. }: Context, bound: Bound) -> View {
    let name = RwSignal::new(String::new());
    effect(move || {
        let typed = bound.text();
        name.set(String::new());
        if let Ok(iban) = Iban::parse(&typed) {
            spawn_local(async move {
                let found = api::bank_of(&iban).await.ok().and_then(|bank| bank.bank_name);
                // Meanwhile another IBAN may have been typed, or the screen left.
                if let Some(found) = found
                    && name.try_get_untracked().is_some()
                    && untrack(|| bound.text()) == typed
                {
                    name.set(found);
                }
            });
        }
    });
    words(move || match name.get() {
        name if name.is_empty() => name,
        name => i18n.text_with("iban-bank-name", &args!["bank" => name]),
    })
}

fn group_in_place(input: &HtmlInputElement) -> String {
    let typed = input.value();
    let grouped = Iban::group(&typed);
    let caret = input.selection_start().ok().flatten().unwrap_or_default() as usize;
    let caret = caret_after_grouping(&typed, caret);
    input.set_value(&grouped);
    input.set_selection_range(caret, caret).ok();
    grouped
}

/// Where the caret stands once the text is grouped: behind the same character as before.
fn caret_after_grouping(typed: &str, caret: usize) -> u32 {
    let before = typed.chars().take(caret).filter(|c| !c.is_whitespace()).count();
    let spaces = before.saturating_sub(1) / 4;
    (before + spaces) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stays_behind_its_character() {
        assert_eq!(caret_after_grouping("", 0), 0);
        assert_eq!(caret_after_grouping("DE11", 4), 4);
        assert_eq!(caret_after_grouping("DE111", 5), 6);
        assert_eq!(caret_after_grouping("DE1 1110", 3), 3);
        assert_eq!(caret_after_grouping("DE11 1101 0", 11), 11);
    }
}
