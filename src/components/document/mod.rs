//! A PDF on the screen, page by page, zoomable, to keep.

use bankident_wire::Document;
use js_sys::Uint8Array;
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

use super::{
    button::Quiet,
    erased::{clicked, effect, submitted},
    form::flag,
    notice::FailureNotice,
    request::{Request, RequestNotice},
};
use crate::{
    api::{self, Failure},
    browser::{download, page_config::PageConfig},
    i18n::{I18n, args, t},
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
    async fn load(id: &str, pdfjs: &str) -> Result<Opened, Failure> {
        let bytes = api::document(id).await?;
        let pdf = open(pdfjs, &bytes).await.map_err(|_| Failure::Offline)?.unchecked_into();
        Ok(Opened { bytes, pdf })
    }
}

/// A document with its pages.
#[component]
pub fn DocumentView(document: Document) -> impl IntoView {
    let i18n = I18n::expect();
    let heading = format!("document-{}", document.id);
    let labelled_by = heading.clone();
    let canvas = format!("pages-{}", document.id);
    let title = title_of(&document);
    let name = title.clone();
    let opened = RwSignal::new_local(None::<Opened>);
    let opening = Request::new();
    let id = StoredValue::new(document.id);
    let pdfjs = StoredValue::new(PageConfig::expect().files().pdfjs.clone());
    let load = move || {
        opening.run(async move {
            opened.set(Some(Opened::load(&id.get_value(), &pdfjs.get_value()).await?));
            Ok(())
        });
    };
    load();
    let content = move || match (opened.get(), opening.failure()) {
        (Some(opened), _) => view! { <Pages opened canvas=canvas.clone() title=name.clone()/> }.into_any(),
        (None, Some(failure)) => view! {
            <FailureNotice failure/>
            <Quiet caption="action-retry" on_click=clicked(load)/>
        }
        .into_any(),
        (None, None) => {
            view! { <div class="page-frame loading" role="status">{t("document-loading")}</div> }.into_any()
        }
    };
    view! {
        <section class="document" aria-labelledby=labelled_by>
            <h2 id=heading>{move || i18n.text(&title)}</h2>
            {move || content()}
        </section>
    }
}

/// Steps of the zoom: from the width of the frame to three times as wide.
const ZOOMS: [f64; 5] = [1.0, 1.25, 1.5, 2.0, 3.0];

#[component]
fn Pages(opened: Opened, canvas: String, title: String) -> impl IntoView {
    let i18n = I18n::expect();
    let Opened { bytes, pdf } = opened;
    let bytes = StoredValue::new_local(bytes);
    let pages = pdf.pages() as usize;
    let number = RwSignal::new(1_usize);
    let zoom = RwSignal::new(0_usize);
    let text = RwSignal::new(String::new());
    let id = canvas.clone();
    effect(move || {
        let (number, zoom) = (number.get(), ZOOMS[zoom.get()]);
        let (pdf, id) = (pdf.clone(), id.clone());
        spawn_local(async move {
            let Some(canvas) = document().get_element_by_id(&id) else { return };
            let shown = show(&pdf, canvas.unchecked_ref(), number as u32, zoom).await;
            // Empty where a later page was asked for meanwhile; gone where the screen is.
            if let Some(read) = shown.ok().and_then(|read| read.as_string()).filter(|read| !read.is_empty()) {
                text.try_set(read);
            }
        });
    });
    let place = move || i18n.text_with("document-page", &args!["page" => number.get(), "pages" => pages]);
    let keep = clicked(move || bytes.with_value(|bytes| download::save_pdf(bytes, &file_name(i18n, &title))));
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
        <Quiet caption="document-save" on_click=keep/>
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
    let all = StoredValue::new(documents.clone());
    let saving = Request::new();
    let save_all = submitted(move || {
        saving.run(async move {
            for document in &all.get_value() {
                save(i18n, document).await?;
            }
            Ok(())
        });
    });
    let one = move |document: Document| {
        let title = title_of(&document);
        // A number: what JavaScript makes of 64 bits is none to Fluent.
        let kilobytes = document.size.div_ceil(1024) as u32;
        let keep = clicked(move || {
            let document = document.clone();
            saving.run(async move { save(i18n, &document).await });
        });
        view! {
            <li>
                <button type="button" class="download" on:click=keep>
                    <span>{move || i18n.text(&title)}</span>
                    <span class="hint">{move || i18n.text_with("document-size", &args!["kilobytes" => kilobytes])}</span>
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

/// Fetches a document and lets the customer keep it.
async fn save(i18n: I18n, document: &Document) -> Result<(), Failure> {
    let bytes = api::document(&document.id).await?;
    download::save_pdf(&bytes, &file_name(i18n, &title_of(document)));
    Ok(())
}

/// `document-kyc-report`
fn title_of(document: &Document) -> String {
    format!("document-{}", document.kind.id())
}

fn file_name(i18n: I18n, title: &str) -> String {
    format!("{}.pdf", i18n.text(title))
}
