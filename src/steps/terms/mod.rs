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
    let form = Form::<TermsDraft>::new(Step::Terms, stage.accepted.map(TermsDraft::from));
    let submit = move |()| form.submit(form.read(TermsDraft::parse));
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
            <StepForm state=form.state() action="terms-action" on_submit=submit>
                <Consent bound=form.tick(Field::TermsConditions, |draft| &mut draft.terms_conditions_signed_at) />
                <Consent bound=form.tick(Field::DataTerms, |draft| &mut draft.data_terms_signed_at) />
            </StepForm>
        </Screen>
    }
}
