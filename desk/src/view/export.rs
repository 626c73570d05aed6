//! The foot of the page. Exports a patch for developers, a table and XLIFF for translators; imports the last two.

use bankident_copy::{
    Edits, MessageCatalogue,
    exchange::{self, NotReadable, Proposal, Refused, Taken, patch, table, take, xliff},
};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::{browser, store::Store};

#[component]
pub fn Export() -> impl IntoView {
    let store = Store::expect();
    let count = move || store.edits.with(|edits| edits.values().map(|of_lang| of_lang.len()).sum::<usize>());
    let caption = move || match count() {
        0 => "Nothing is edited".to_owned(),
        1 => "1 sentence is edited".to_owned(),
        n => format!("{n} sentences are edited"),
    };
    let unsaved = move || {
        let note = "This browser keeps nothing: hand it on before you close the page.";
        (!store.is_saved.get()).then(|| view! { <span class="mistake">{format!(" {note}")}</span> })
    };
    // Each text shows its reason.
    let left_out = move || {
        let ids = store.edited.with(|edited| {
            let ids = edited.left_out.keys().map(|(lang, id)| format!("{lang} {id}"));
            ids.collect::<Vec<_>>().join(", ")
        });
        (!ids.is_empty())
            .then(|| view! { <span class="mistake">{format!(" Left out as it is: {ids}")}</span> })
    };
    let nothing = move || count() == 0;
    let as_patch =
        move |_| browser::download("words.patch", "text/x-diff", &store.with_catalogues(patch::patch));
    let as_table = move |_| browser::download("words.csv", "text/csv", &store.with_catalogues(table::write));
    let others: Vec<String> = store.all_langs().into_iter().skip(1).collect();
    let first = store.all_langs().into_iter().next().unwrap_or_default();
    let as_xliff = move |target: String| {
        let caption = format!("XLIFF 2.0, {first} to {target}");
        let save = move |_| {
            let file = store.with_catalogues(|built, edited| xliff::write(built, edited, &target));
            browser::download(&format!("words-{target}.xlf"), "application/xliff+xml", &file);
        };
        view! { <button type="button" on:click=save>{caption}</button> }
    };
    let report = RwSignal::new(None::<Result<Taken, String>>);
    let import = move |event: leptos::ev::Event| {
        let input: Option<HtmlInputElement> = event.target().map(JsCast::unchecked_into);
        let Some(file) = input.as_ref().and_then(|input| input.files()?.get(0)) else { return };
        spawn_local(async move {
            let bytes = browser::read_file(&file).await;
            let taken = store.book.with_value(|book| {
                store.edits.with_untracked(|edits| read(book, edits, &file.name(), bytes))
            });
            if let Ok(taken) = &taken {
                store.set_edits(taken.edits.clone());
            }
            report.set(Some(taken.map_err(|error| error.to_string())));
            // The same file can be chosen again.
            if let Some(input) = input {
                input.set_value("");
            }
        });
    };
    let forget = move |_| store.set_edits(Edits::default());
    view! {
        <footer class="hand-on" aria-label="Hand on">
            <p class="hand-on-count" role="status">{caption}{left_out}{unsaved}</p>
            <div class="hand-on-buttons">
                <button type="button" class="main" disabled=nothing on:click=as_patch>"Patch for git apply"</button>
                <button type="button" on:click=as_table>"CSV"</button>
                {others.into_iter().map(as_xliff).collect_view()}
                <label class="file">
                    <input type="file" name="import" accept=".csv,.xlf,.xliff" on:change=import/>
                    <span>"Import CSV or XLIFF"</span>
                </label>
                <button type="button" class="quiet" disabled=nothing on:click=forget>"Forget all edits"</button>
            </div>
            <div class="report" role="status">{move || report.get().map(told)}</div>
        </footer>
    }
}

fn read(book: &MessageCatalogue, edits: &Edits, name: &str, file: Vec<u8>) -> Result<Taken, NotReadable> {
    let text = exchange::text(file)?;
    let proposals: Vec<Proposal> = match name.to_lowercase().ends_with(".csv") {
        true => table::read(&text)?,
        false => xliff::read(&text)?,
    };
    Ok(take(book, edits, &proposals))
}

fn told(report: Result<Taken, String>) -> impl IntoView {
    let Taken { taken, refused, .. } = match report {
        Ok(taken) => taken,
        Err(error) => return view! { <p class="mistake">{error}</p> }.into_any(),
    };
    let words = match taken {
        0 => "Nothing in it is new.".to_owned(),
        1 => "1 sentence was taken over.".to_owned(),
        n => format!("{n} sentences were taken over."),
    };
    let refused = refused.into_iter().map(|Refused { lang, id, why }| {
        view! { <li class="mistake">{format!("{lang}: {id}: {why}")}</li> }
    });
    view! { <p>{words}</p><ul>{refused.collect_view()}</ul> }.into_any()
}
