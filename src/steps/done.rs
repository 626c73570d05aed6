//! Done: what was signed, the signed documents to keep, what happens next.

use bankident_wire::{DoneStage, Step};
use leptos::prelude::*;

use crate::{
    components::{Downloads, Exit, List, Reference, Screen, Section},
    i18n::{I18n, args, intl, t},
};

#[component]
pub fn DoneScreen(stage: DoneStage) -> impl IntoView {
    let i18n = I18n::expect();
    let signed_at = move || {
        i18n.text_with("done-signed-at", &args!["at" => intl::date_time(i18n.lang(), stage.completed_at)])
    };
    view! {
        <Screen step=Step::Done>
            <div class="done-mark" aria-hidden="true"></div>
            <p class="text">{move || signed_at()}</p>
            <Section title="done-documents" class="documents">
                {match stage.reference {
                    None => view! { <Downloads documents=stage.documents/> }.into_any(),
                    Some(reference) => view! {
                        <div class="notice" role="status"><p>{t("done-late")}</p><Reference reference/></div>
                    }.into_any(),
                }}
            </Section>
            <Section title="done-next" class="next">
                <List class="plain" items=&["done-next-keep", "done-next-partner", "done-next-close"]/>
            </Section>
            <Exit/>
        </Screen>
    }
}
