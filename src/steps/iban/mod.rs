//! IBAN: the account that the customer identifies with.

use bankident_wire::{Field, Iban, IbanDraft, IbanStage, Step};
use leptos::{html, prelude::*};

use crate::{
    api,
    components::{
        choice::Consent,
        field::Labels,
        form::{Bound, Form, StepForm},
        notice::RejectionNotice,
        screen::Screen,
    },
    copy::{Copy, args},
};

#[component]
pub fn IbanScreen(stage: IbanStage) -> impl IntoView {
    let form = Form::<IbanDraft>::new(Step::Iban, None);
    let submit = move |()| form.submit(form.read(IbanDraft::parse));
    view! {
        <Screen step=Step::Iban>
            {stage.rejection.map(|rejection| view! { <RejectionNotice rejection /> })}
            <StepForm state=form.state() action="iban-action" on_submit=submit>
                <IbanInput bound=form.text(Field::Iban, |draft| &mut draft.iban) />
                <Consent bound=form.tick(Field::SwisscomTerms, |draft| &mut draft.terms_and_conditions_signed_at) />
            </StepForm>
        </Screen>
    }
}

/// Groups what is typed in fours, as on the bank card, and says which bank it is.
#[component]
fn IbanInput(bound: Bound<String>) -> impl IntoView {
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
        bound.set.run(grouped);
    };
    view! {
        <div class="field">
            <label for=labels.id()>{move || labels.label()}</label>
            {labels.hint()}
            {labels.error()}
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
                aria-invalid=move || labels.invalid()
                aria-describedby=move || labels.described_by()
                prop:value=move || bound.value.get()
                on:input=group
            />
            <BankName iban=Signal::derive(move || bound.value.with(|typed| Iban::parse(typed).ok())) />
        </div>
    }
}

/// The name of the bank, once the IBAN is whole. Where it is not known the walk goes on without it.
#[component]
fn BankName(iban: Signal<Option<Iban>>) -> impl IntoView {
    let copy = Copy::expect();
    let iban = Memo::new(move |_| iban.get());
    let bank = LocalResource::new(move || {
        let iban = iban.get();
        async move { api::bank_of(&iban?).await.ok()?.bank_name }
    });
    let words = move || {
        let name = bank.get().flatten()?;
        iban.read().is_some().then(|| copy.text_with("iban-bank-name", &args!["bank" => name]))
    };
    view! { <output class="understood" for=Field::Iban.id()>{words}</output> }
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
