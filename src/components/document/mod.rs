//! A PDF on the screen, page by page, zoomable, to keep.

use bankident_wire::Document;
use js_sys::Uint8Array;
use leptos::{html, prelude::*, task::spawn_local};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use super::notice::FailureNotice;
use crate::{
    api::{self, Failure},
    copy::{Copy, args, t},
    platform,
};

#[wasm_bindgen(module = "/src/components/document/viewer.js")]
extern "C" {
    /// A document of pdf.js.
    #[derive(Clone)]
    type Pdf;
    #[wasm_bindgen(method, getter, js_name = numPages)]
    fn pages(this: &Pdf) -> u32;

    #[wasm_bindgen(catch)]
    async fn open(base: &str, bytes: &Uint8Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    async fn show(pdf: &Pdf, canvas: &web_sys::HtmlCanvasElement, number: u32, zoom: f64) -> Result<JsValue, JsValue>;
}

/// What was loaded: the bytes to keep, the document to draw.
#[derive(Clone)]
struct Loaded {
    bytes: Uint8Array,
    pdf: Pdf,
}

async fn load(id: &str) -> Result<Loaded, Failure> {
    let bytes = api::document(id).await?;
    let base = platform::asset("pdfjs").ok_or(Failure::Offline)?;
    let pdf = open(&base, &bytes).await.map_err(|_| Failure::Offline)?.into();
    Ok(Loaded { bytes, pdf })
}

/// A document with its pages.
#[component]
pub fn DocumentView(document: Document) -> impl IntoView {
    let copy = Copy::expect();
    let title = title_of(&document);
    let name = title.clone();
    let heading = format!("document-{}", document.id);
    let labelled_by = heading.clone();
    let loaded = Action::new_local(move |(): &()| {
        let id = document.id.clone();
        async move { load(&id).await }
    });
    loaded.dispatch_local(());
    let content = move || match loaded.value().get() {
        None => view! { <div class="page-frame loading" role="status">{copy.text("document-loading")}</div> }.into_any(),
        Some(Ok(loaded)) => view! { <Pages loaded title=name.clone() /> }.into_any(),
        Some(Err(failure)) => view! {
            <FailureNotice failure />
            <button type="button" class="button quiet" on:click=move |_| { loaded.dispatch_local(()); }>{t("action-retry")}</button>
        }
        .into_any(),
    };
    view! {
        <section class="document" aria-labelledby=labelled_by>
            <h2 id=heading>{move || copy.text(&title)}</h2>
            {content}
        </section>
    }
}

/// Steps of the zoom: the page's width is the frame's, up to three times as wide.
const ZOOMS: [f64; 5] = [1.0, 1.25, 1.5, 2.0, 3.0];

#[component]
fn Pages(loaded: Loaded, title: String) -> impl IntoView {
    let copy = Copy::expect();
    let Loaded { bytes, pdf } = loaded;
    let pages = pdf.pages();
    let number = RwSignal::new(1_u32);
    let zoom = RwSignal::new(0_usize);
    let text = RwSignal::new(String::new());
    let canvas = NodeRef::<html::Canvas>::new();
    Effect::new(move |_| {
        let (Some(canvas), number, zoom) = (canvas.get(), number.get(), ZOOMS[zoom.get()]) else { return };
        let pdf = pdf.clone();
        spawn_local(async move {
            if let Ok(read) = show(&pdf, &canvas, number, zoom).await
                && let Some(read) = read.as_string().filter(|read| !read.is_empty())
            {
                text.set(read);
            }
        });
    });
    let place = move || copy.text_with("document-page", &args!["page" => number.get(), "pages" => pages]);
    let first = move || (number.get() == 1).then_some("true");
    let last = move || (number.get() == pages).then_some("true");
    view! {
        <div class="page-tools" role="group" aria-label=t("document-tools")>
            <button type="button" class="tool" aria-disabled=first aria-label=t("document-previous")
                on:click=move |_| number.update(|number| *number = number.saturating_sub(1).max(1))>"‹"</button>
            <span class="page-place" role="status">{place}</span>
            <button type="button" class="tool" aria-disabled=last aria-label=t("document-next")
                on:click=move |_| number.update(|number| *number = (*number + 1).min(pages))>"›"</button>
            <span class="tools-gap"></span>
            <button type="button" class="tool" aria-disabled=move || (zoom.get() == 0).then_some("true") aria-label=t("document-smaller")
                on:click=move |_| zoom.update(|zoom| *zoom = zoom.saturating_sub(1))>"−"</button>
            <button type="button" class="tool" aria-disabled=move || (zoom.get() + 1 == ZOOMS.len()).then_some("true") aria-label=t("document-larger")
                on:click=move |_| zoom.update(|zoom| *zoom = (*zoom + 1).min(ZOOMS.len() - 1))>"+"</button>
        </div>
        // Scrolls sideways when zoomed, by keyboard too.
        <div class="page-frame" tabindex="0" role="region" aria-label=place>
            <canvas node_ref=canvas aria-hidden="true"></canvas>
            <p class="visually-hidden page-text">{text}</p>
        </div>
        <SaveButton bytes title />
    }
}

#[component]
fn SaveButton(bytes: Uint8Array, title: String) -> impl IntoView {
    let copy = Copy::expect();
    let save = move |_| {
        platform::save_pdf(&bytes, &file_name(copy, &title));
    };
    view! { <button type="button" class="button quiet" on:click=save>{t("document-save")}</button> }
}

/// A document to keep, without its pages.
#[component]
pub fn DocumentDownload(document: Document) -> impl IntoView {
    let copy = Copy::expect();
    let title = title_of(&document);
    let kilobytes = document.size.div_ceil(1024);
    let save = Action::new_local(move |(): &()| {
        let document = document.clone();
        async move { save(copy, &document).await }
    });
    view! {
        <button type="button" class="download" on:click=move |_| { save.dispatch_local(()); }>
            <span class="download-name">{move || copy.text(&title)}</span>
            <span class="hint">{move || copy.text_with("document-size", &args!["kilobytes" => kilobytes])}</span>
        </button>
        {move || save.value().get().and_then(Result::err).map(|failure| view! { <FailureNotice failure /> })}
    }
}

/// Fetches a document and lets the customer keep it.
pub async fn save(copy: Copy, document: &Document) -> Result<(), Failure> {
    let bytes = api::document(&document.id).await?;
    platform::save_pdf(&bytes, &file_name(copy, &title_of(document)));
    Ok(())
}

/// `document-kyc-report`
fn title_of(document: &Document) -> String {
    format!("document-{}", document.kind.id())
}

fn file_name(copy: Copy, title: &str) -> String {
    format!("{}.pdf", copy.text(title))
}
