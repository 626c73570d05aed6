//! A PDF on the screen, page by page, zoomable, to keep.

use bankident_wire::Document;
use js_sys::Uint8Array;
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

use super::{
    erased::{clicked, dynamic, effect, flag, submitted, words},
    notice::failure_notice,
    task::Task,
};
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
    async fn show(
        pdf: &Pdf,
        canvas: &web_sys::HtmlCanvasElement,
        number: u32,
        zoom: f64,
    ) -> Result<JsValue, JsValue>;
}

/// A document that was fetched: the bytes to keep, the pages to draw.
#[derive(Clone)]
struct Opened {
    bytes: Uint8Array,
    pdf: Pdf,
}

impl Opened {
    async fn load(id: &str) -> Result<Opened, Failure> {
        let bytes = api::document(id).await?;
        let base = platform::asset("pdfjs").ok_or(Failure::Offline)?;
        let pdf = open(&base, &bytes).await.map_err(|_| Failure::Offline)?.unchecked_into();
        Ok(Opened { bytes, pdf })
    }
}

/// A document with its pages.
pub fn draw(copy: Copy, document: Document) -> AnyView {
    let heading = format!("document-{}", document.id);
    let labelled_by = heading.clone();
    let canvas = format!("pages-{}", document.id);
    let title = title_of(&document);
    let name = title.clone();
    let opened = RwSignal::new_local(None::<Opened>);
    let opening = Task::new();
    let load = move || {
        let id = document.id.clone();
        opening.run(async move {
            opened.set(Some(Opened::load(&id).await?));
            Ok(())
        });
    };
    load();
    let loading = t("document-loading");
    let retry = t("action-retry");
    let content = move || match (opened.get(), opening.failure()) {
        (Some(opened), _) => pages(copy, opened, canvas.clone(), name.clone()),
        (None, Some(failure)) => view! {
            {failure_notice(failure)}
            <button type="button" class="button quiet" on:click=clicked(load.clone())>{retry}</button>
        }
        .into_any(),
        (None, None) => view! { <div class="page-frame loading" role="status">{loading}</div> }.into_any(),
    };
    view! {
        <section class="document" aria-labelledby=labelled_by>
            <h2 id=heading>{words(move || copy.text(&title))}</h2>
            {dynamic(content)}
        </section>
    }
    .into_any()
}

/// Steps of the zoom: from the width of the frame to three times as wide.
const ZOOMS: [f64; 5] = [1.0, 1.25, 1.5, 2.0, 3.0];

fn pages(copy: Copy, Opened { bytes, pdf }: Opened, canvas: String, title: String) -> AnyView {
    let bytes = StoredValue::new_local(bytes);
    let pages = pdf.pages() as usize;
    let number = RwSignal::new(1_usize);
    let zoom = RwSignal::new(0_usize);
    let text = RwSignal::new(String::new());
    let id = canvas.clone();
    effect(move || {
        let (number, zoom) = (number.get(), ZOOMS[zoom.get()]);
        let pdf = pdf.clone();
        let id = id.clone();
        spawn_local(async move {
            let Some(canvas) = document().get_element_by_id(&id) else { return };
            let shown = show(&pdf, canvas.unchecked_ref(), number as u32, zoom).await;
            // Empty where a later page was asked for meanwhile; gone where the screen is.
            if let Some(read) = shown.ok().and_then(|read| read.as_string()).filter(|read| !read.is_empty()) {
                text.try_set(read);
            }
        });
    });
    let place =
        words(move || copy.text_with("document-page", &args!["page" => number.get(), "pages" => pages]));
    let keep = clicked(move || bytes.with_value(|bytes| platform::save_pdf(bytes, &file_name(copy, &title))));
    view! {
        <div class="page-tools" role="group" aria-label=t("document-tools")>
            {tool("‹", "document-previous", number, 1, pages, -1)}
            <span class="page-place" role="status">{place}</span>
            {tool("›", "document-next", number, 1, pages, 1)}
            <span class="tools-gap"></span>
            {tool("−", "document-smaller", zoom, 0, ZOOMS.len() - 1, -1)}
            {tool("+", "document-larger", zoom, 0, ZOOMS.len() - 1, 1)}
        </div>
        // Scrolls sideways when zoomed, by keyboard too.
        <div class="page-frame" tabindex="0" role="region" aria-label=place>
            <canvas id=canvas aria-hidden="true"></canvas>
            <p class="visually-hidden page-text">{words(move || text.get())}</p>
        </div>
        <button type="button" class="button quiet" on:click=keep>{t("document-save")}</button>
    }
    .into_any()
}

/// A button that moves a number by `step` between `least` and `most`; at its end it rests.
fn tool(
    sign: &'static str,
    name: &'static str,
    number: RwSignal<usize>,
    least: usize,
    most: usize,
    step: isize,
) -> AnyView {
    let moved = move |number: usize| number.saturating_add_signed(step).clamp(least, most);
    let resting = flag(move || moved(number.get()) == number.get());
    let act = clicked(move || number.update(|number| *number = moved(*number)));
    view! { <button type="button" class="tool" aria-disabled=resting aria-label=t(name) on:click=act>{sign}</button> }
        .into_any()
}

/// Documents to keep, without their pages: each alone, or all of them.
pub fn downloads(copy: Copy, documents: Vec<Document>) -> AnyView {
    let all = documents.clone();
    let saving = Task::new();
    let save_all = submitted(move || {
        let all = all.clone();
        saving.run(async move {
            for document in &all {
                save(copy, document).await?;
            }
            Ok(())
        });
    });
    let one = move |document: Document| {
        let title = title_of(&document);
        // A number: what JavaScript makes of 64 bits is none to Fluent.
        let kilobytes = document.size.div_ceil(1024) as u32;
        let size = words(move || copy.text_with("document-size", &args!["kilobytes" => kilobytes]));
        let act = clicked(move || {
            let document = document.clone();
            saving.run(async move { save(copy, &document).await });
        });
        view! {
            <li>
                <button type="button" class="download" on:click=act>
                    <span>{words(move || copy.text(&title))}</span>
                    <span class="hint">{size}</span>
                </button>
            </li>
        }
    };
    view! {
        <ul class="downloads">{documents.into_iter().map(one).collect_view()}</ul>
        <form on:submit=save_all>
            {saving.notice()}
            <button type="submit" class="button primary">{t("done-save")}</button>
        </form>
    }
    .into_any()
}

/// Fetches a document and lets the customer keep it.
async fn save(copy: Copy, document: &Document) -> Result<(), Failure> {
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
