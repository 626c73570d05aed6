//! IBAN: the account that the customer identifies with.

use bankident_wire::{Field, Iban, IbanDraft, IbanStage, Step};
use leptos::{html, prelude::*, task::spawn_local};

use crate::{
    api,
    components::{
        choice::Consent,
        erased::words,
        field::Labels,
        form::{Bound, Form, StepForm},
        notice::RejectionNotice,
        screen::Screen,
    },
    copy::{Copy, args},
};

#[component]
pub fn IbanScreen(stage: IbanStage) -> impl IntoView {
    let form = Form::new(Step::Iban);
    let submit = move || form.submit(form.draft::<IbanDraft>().parse());
    view! {
        <Screen step=Step::Iban>
            {stage.rejection.map(|rejection| view! { <RejectionNotice rejection /> })}
            <StepForm form action="iban-action" on_submit=submit>
                <IbanInput bound=form.input(Field::Iban) />
                <Consent bound=form.input(Field::SwisscomTerms) />
            </StepForm>
        </Screen>
    }
}

/// Groups what is typed in fours, as on the bank card, and says which bank it is.
#[component]
fn IbanInput(bound: Bound) -> impl IntoView {
    let labels = Labels::of(bound);
    let input = NodeRef::<html::Input>::new();
    let group = move |event| {
        let typed = event_target_value(&event);
        let grouped = Iban::group(&typed);
        if let Some(input) = input.get_untracked() {
            let caret = input.selection_start().ok().flatten().unwrap_or_default() as usize;
            let caret = caret_after_grouping(&typed, caret);
            input.set_value(&grouped);
            input.set_selection_range(caret, caret).ok();
        }
        bound.set_text(grouped);
    };
    let control = view! {
            <input
                node_ref=input
                id=labels.id()
                name=bound.field.name()
                class="iban-input"
                type="text"
                // Letters come first, and a phone's number pad has none.
                inputmode="text"
                autocapitalize="characters"
                autocomplete="off"
                spellcheck="false"
                aria-invalid=labels.invalid()
                aria-describedby=labels.described_by()
                prop:value=words(move || bound.text())
                on:input=group
            />
            <BankName bound />
    };
    labels.around(control.into_any())
}

/// The name of the bank, once the IBAN is whole. Where it is not known the walk goes on without it.
#[component]
fn BankName(bound: Bound) -> impl IntoView {
    let copy = Copy::expect();
    let name = RwSignal::new(String::new());
    Effect::new(move |_| {
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
    let caption = words(move || match name.get() {
        name if name.is_empty() => name,
        name => copy.text_with("iban-bank-name", &args!["bank" => name]),
    });
    view! { <output class="understood" for=Field::Iban.id()>{caption}</output> }
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
