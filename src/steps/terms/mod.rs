//! Terms: what will happen, what is needed, and the consents that come before anything personal.

use bankident_wire::{Field, Step, TermsDraft, TermsStage};
use leptos::prelude::*;

use crate::{
    components::{
        choice::Consent,
        form::{Form, StepForm},
        screen::Screen,
    },
    copy::t,
};

#[component]
pub fn TermsScreen(stage: TermsStage) -> impl IntoView {
    let form = Form::with_answers(Step::Terms, &stage.accepted);
    let submit = move || form.submit(form.draft::<TermsDraft>().parse());
    view! {
        <Screen step=Step::Terms>
            <ol class="what-happens">
                <li>{t("terms-happens-data")}</li>
                <li>{t("terms-happens-bank")}</li>
                <li>{t("terms-happens-sign")}</li>
            </ol>
            <section class="at-hand" aria-labelledby="at-hand">
                <h2 id="at-hand">{t("terms-at-hand")}</h2>
                <ul>
                    <li>{t("terms-at-hand-id")}</li>
                    <li>{t("terms-at-hand-phone")}</li>
                    <li>{t("terms-at-hand-bank")}</li>
                </ul>
            </section>
            <StepForm form action="terms-action" on_submit=submit>
                <Consent bound=form.input(Field::TermsConditions) />
                <Consent bound=form.input(Field::DataTerms) />
            </StepForm>
        </Screen>
    }
}
