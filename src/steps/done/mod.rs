//! Done: what was signed, the signed documents to keep, what happens next.

use bankident_wire::{DoneStage, Step};
use leptos::prelude::*;

use crate::{
    components::{
        document::{DocumentDownload, save},
        erased::{submitted, words},
        screen::Screen,
        task::Task,
    },
    copy::{Copy, args, t},
    platform,
};

#[component]
pub fn DoneScreen(stage: DoneStage) -> impl IntoView {
    let copy = Copy::expect();
    let completed_at = stage.completed_at;
    let signed_at = words(move || {
        let at = platform::date_time(copy.lang(), completed_at);
        copy.text_with("done-signed-at", &args!["at" => at])
    });
    let all = stage.documents.clone();
    let saving = Task::new();
    let submit = submitted(move || {
        let all = all.clone();
        saving.run(async move {
            for document in &all {
                save(copy, document).await?;
            }
            Ok(())
        });
    });
    let documents =
        stage.documents.into_iter().map(|document| view! { <li><DocumentDownload document /></li> });
    view! {
        <Screen step=Step::Done>
            <p class="done-mark" aria-hidden="true"></p>
            <p>{signed_at}</p>
            <section aria-labelledby="documents">
                <h2 id="documents">{t("done-documents")}</h2>
                <ul class="downloads">{documents.collect_view()}</ul>
                <form on:submit=submit>
                    {saving.notice()}
                    <button type="submit" class="button primary">{t("done-save")}</button>
                </form>
            </section>
            <section aria-labelledby="next">
                <h2 id="next">{t("done-next")}</h2>
                <ul class="next">
                    <li>{t("done-next-keep")}</li>
                    <li>{t("done-next-partner")}</li>
                    <li>{t("done-next-close")}</li>
                </ul>
            </section>
        </Screen>
    }
}
