//! A PDF on the screen, page by page, zoomable, to keep.

mod reading;

use bankident_wire::Document;
use js_sys::Uint8Array;
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

use super::{
    button::Quiet,
    erased::{clicked, effect, submitted},
    form::flag,
    notice::FailureNotice,
    request::{Outcome, Request, RequestNotice},
};
use crate::{
    api,
    browser::{download, page_config::PageConfig},
    i18n::{I18n, args, t},
};

pub use reading::Reading;

#[wasm_bindgen(module = "/src/components/document/viewer.js")]
extern "C" {
    /// An open document.
    #[derive(Clone)]
    type Pdf;
    #[wasm_bindgen(method, getter, js_name = numPages)]
    fn pages(this: &Pdf) -> u32;

    /// A page that was drawn.
    type Shown;
    #[wasm_bindgen(method, getter)]
    fn text(this: &Shown) -> String;
    #[wasm_bindgen(method, getter)]
    fn complete(this: &Shown) -> bool;

    #[wasm_bindgen(catch)]
    async fn open(base: &str, bytes: Uint8Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    async fn show(
        pdf: &Pdf,
        canvas: &web_sys::HtmlCanvasElement,
        number: u32,
        zoom: f64,
    ) -> Result<JsValue, JsValue>;
}

/// A document with its pages.
#[component]
pub fn DocumentView(document: Document) -> impl IntoView {
    let (i18n, reading) = (I18n::expect(), Reading::expect());
    let heading = format!("document-{}", document.id);
    let labelled_by = heading.clone();
    let canvas = format!("pages-{}", document.id);
    let title = title_of(i18n, &document);
    let id = StoredValue::new(document.id);
    let pdfjs = StoredValue::new(PageConfig::expect().files().pdfjs.clone());
    let opened = RwSignal::new_local(None::<Pdf>);
    // Not all of it can be drawn.
    let flawed = RwSignal::new(false);
    let opening = Request::new();
    let load = move || {
        flawed.set(false);
        opening.run(async move {
            let bytes = api::document(&id.get_value()).await?;
            match open(&pdfjs.get_value(), bytes).await {
                Ok(pdf) => drop(opened.try_set(Some(pdf.unchecked_into()))),
                Err(_) => {
                    api::missed(&format!("{}pdf.min.mjs", pdfjs.get_value())).await;
                    flawed.try_set(true);
                }
            }
            Ok(())
        });
    };
    load();
    let again = move || view! { <Quiet caption="action-retry" on_click=clicked(load)/> };
    let content = move || match (opened.get(), opening.failure()) {
        (Some(pdf), _) => view! { <Pages pdf id flawed canvas=canvas.clone()/> }.into_any(),
        (None, Some(failure)) => view! { <FailureNotice failure/> {again()} }.into_any(),
        (None, None) if flawed.get() => again().into_any(),
        (None, None) => {
            view! { <div class="page-frame loading" role="status">{t("document-loading")}</div> }.into_any()
        }
    };
    // What is still to be done here, beside what it is about.
    let to_do = move || {
        let read = id.with_value(|id| reading.is_read(id));
        let told = match (flawed.get(), reading.is_told()) {
            _ if read => return None,
            (true, _) => "document-undrawable",
            (false, true) => "document-unread",
            (false, false) => return None,
        };
        Some(
            view! { <div class="notice error unread" role="alert" tabindex="-1"><p>{t(told)}</p></div> }
                .into_any(),
        )
    };
    let saving = Request::new();
    let save = clicked(move || saving.run(save(id.get_value())));
    let kept = move || id.with_value(|id| reading.is_kept(id)).then(|| t("document-kept"));
    view! {
        <section
            class="document"
            aria-labelledby=labelled_by
            data-read=move || flag(id.with_value(|id| reading.is_read(id)))
        >
            <h2 id=heading>{move || title()}</h2>
            {to_do}
            {move || content()}
            <div class="document-end">
                <RequestNotice request=saving/>
                <Quiet caption="document-save" on_click=save/>
                <span class="hint" role="status">{kept}</span>
            </div>
        </section>
    }
}

/// Steps of the zoom: from the width of the frame to three times as wide.
const ZOOMS: [f64; 5] = [1.0, 1.25, 1.5, 2.0, 3.0];

#[component]
fn Pages(pdf: Pdf, id: StoredValue<String>, flawed: RwSignal<bool>, canvas: String) -> impl IntoView {
    let (i18n, reading) = (I18n::expect(), Reading::expect());
    let pages = pdf.pages() as usize;
    let number = RwSignal::new(1_usize);
    let zoom = RwSignal::new(0_usize);
    let text = RwSignal::new(String::new());
    let place_of_page = canvas.clone();
    effect(move || {
        let (number, zoom) = (number.get(), ZOOMS[zoom.get()]);
        let (pdf, canvas) = (pdf.clone(), place_of_page.clone());
        spawn_local(async move {
            let Some(canvas) = document().get_element_by_id(&canvas) else { return };
            let shown = match show(&pdf, canvas.unchecked_ref(), number as u32, zoom).await {
                Ok(shown) => shown.unchecked_into::<Shown>(),
                Err(_) => {
                    flawed.try_set(true);
                    return;
                }
            };
            // The screen may be gone.
            if text.try_set(shown.text()).is_some() {
                return;
            }
            match shown.complete() {
                false => flawed.set(true),
                true if number == pages && !flawed.get_untracked() => {
                    id.with_value(|id| reading.note_shown(id))
                }
                true => {}
            }
        });
    });
    let place = move || i18n.text_with("document-page", &args!["page" => number.get(), "pages" => pages]);
    view! {
        <div class="page-tools" role="group" aria-label=t("document-tools")>
            <Tool sign="‹" name="document-previous" number least=1 most=pages step=-1/>
            <span class="page-place" role="status">{move || place()}</span>
            <Tool sign="›" name="document-next" number least=1 most=pages step=1/>
            <span class="tools-gap"></span>
            <Tool sign="−" name="document-smaller" number=zoom least=0 most={ZOOMS.len() - 1} step=-1/>
            <Tool sign="+" name="document-larger" number=zoom least=0 most={ZOOMS.len() - 1} step=1/>
        </div>
        // Scrolls sideways when zoomed, by keyboard too.
        <div class="page-frame" tabindex="0" role="region" aria-label=place>
            <canvas id=canvas aria-hidden="true"></canvas>
            <p class="visually-hidden page-text">{move || text.get()}</p>
        </div>
    }
}

/// A button that moves a number by `step` between `least` and `most`; at its end it rests.
#[component]
fn Tool(
    sign: &'static str,
    name: &'static str,
    number: RwSignal<usize>,
    least: usize,
    most: usize,
    step: isize,
) -> impl IntoView {
    let moved = move |number: usize| number.saturating_add_signed(step).clamp(least, most);
    view! {
        <button
            type="button"
            class="tool"
            aria-disabled=move || flag(moved(number.get()) == number.get())
            aria-label=t(name)
            on:click=clicked(move || number.update(|number| *number = moved(*number)))
        >
            {sign}
        </button>
    }
}

/// Documents to keep, without their pages: each alone, or all of them.
#[component]
pub fn Downloads(documents: Vec<Document>) -> impl IntoView {
    let i18n = I18n::expect();
    let saving = Request::new();
    // In one file: for one press phones take one.
    let save_all = submitted(move || saving.run(save("all".to_owned())));
    let one = move |document: Document| {
        let title = title_of(i18n, &document);
        // A number: what JavaScript makes of 64 bits is none to Fluent.
        let kilobytes = document.size.div_ceil(1024) as u32;
        let keep = clicked(move || saving.run(save(document.id.clone())));
        view! {
            <li>
                <button type="button" class="download" on:click=keep>
                    <span>{move || title()}</span>
                    <span class="hint">{move || i18n.text_with("document-size", &args!["format" => document.format.as_str(), "kilobytes" => kilobytes])}</span>
                </button>
            </li>
        }
        .into_any()
    };
    view! {
        <ul class="downloads">{documents.into_iter().map(one).collect_view()}</ul>
        <form on:submit=save_all>
            <RequestNotice request=saving/>
            <button type="submit" class="button primary">{t("done-save")}</button>
        </form>
    }
}

/// Lets the customer keep a document, or `all`.
async fn save(id: String) -> Outcome {
    download::begin(&api::document_address(&id).await?.address);
    Ok(())
}

/// The kind, with a number from the second one on.
fn title_of(i18n: I18n, document: &Document) -> impl Fn() -> String + Clone + use<> {
    let (id, number) = (format!("document-{}", document.kind.id()), document.number);
    move || match number {
        None => i18n.text(&id),
        Some(number) => {
            i18n.text_with("document-numbered", &args!["title" => i18n.text(&id), "number" => number])
        }
    }
}
