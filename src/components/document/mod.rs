//! A PDF on the screen, page by page, zoomable, to keep.

use bankident_wire::Document;
use js_sys::Uint8Array;
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

use super::{
    element::{View, dynamic, effect, element, row},
    notice::failure_notice,
    quiet_button, t,
    task::Task,
};
use crate::{
    api::{self, Failure},
    copy::{Copy, args},
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
pub fn draw(copy: Copy, document: Document) -> View {
    let heading = format!("document-{}", document.id);
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
        (Some(opened), _) => pages(copy, opened, &canvas, name.clone()),
        (None, Some(failure)) => {
            row([failure_notice(failure), quiet_button().words(retry).on_click(load.clone())])
        }
        (None, None) => element("div").class("page-frame loading").attr("role", "status").words(loading),
    };
    element("section")
        .class("document")
        .attr("aria-labelledby", &heading)
        .child(element("h2").attr("id", &heading).words(move || copy.text(&title)))
        .child(dynamic(content))
}

/// Steps of the zoom: from the width of the frame to three times as wide.
const ZOOMS: [f64; 5] = [1.0, 1.25, 1.5, 2.0, 3.0];

fn pages(copy: Copy, Opened { bytes, pdf }: Opened, canvas: &str, title: String) -> View {
    let pages = pdf.pages() as usize;
    let number = RwSignal::new(1_usize);
    let zoom = RwSignal::new(0_usize);
    let text = RwSignal::new(String::new());
    let id = canvas.to_owned();
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
    let place = move || copy.text_with("document-page", &args!["page" => number.get(), "pages" => pages]);
    let tools = element("div")
        .class("page-tools")
        .attr("role", "group")
        .attr_of("aria-label", t("document-tools"))
        .child(tool("‹", "document-previous", number, 1, pages, -1))
        .child(element("span").class("page-place").attr("role", "status").words(place))
        .child(tool("›", "document-next", number, 1, pages, 1))
        .child(element("span").class("tools-gap"))
        .child(tool("−", "document-smaller", zoom, 0, ZOOMS.len() - 1, -1))
        .child(tool("+", "document-larger", zoom, 0, ZOOMS.len() - 1, 1));
    // Scrolls sideways when zoomed, by keyboard too.
    let frame = element("div")
        .class("page-frame")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr_of("aria-label", place)
        .child(element("canvas").attr("id", canvas).attr("aria-hidden", "true"))
        .child(element("p").class("visually-hidden page-text").words(move || text.get()));
    let keep = quiet_button()
        .words(t("document-save"))
        .on_click(move || platform::save_pdf(&bytes, &file_name(copy, &title)));
    row([tools, frame, keep])
}

/// A button that moves a number by `step` between `least` and `most`; at its end it rests.
fn tool(
    sign: &'static str,
    name: &'static str,
    number: RwSignal<usize>,
    least: usize,
    most: usize,
    step: isize,
) -> View {
    let moved = move |number: usize| number.saturating_add_signed(step).clamp(least, most);
    element("button")
        .attr("type", "button")
        .class("tool")
        .flag("aria-disabled", move || moved(number.get()) == number.get())
        .attr_of("aria-label", t(name))
        .on_click(move || number.update(|number| *number = moved(*number)))
        .plain(sign)
}

/// Documents to keep, without their pages: each alone, or all of them.
pub fn downloads(copy: Copy, documents: Vec<Document>) -> View {
    let all = documents.clone();
    let saving = Task::new();
    let save_all = move || {
        let all = all.clone();
        saving.run(async move {
            for document in &all {
                save(copy, document).await?;
            }
            Ok(())
        });
    };
    let one = move |document: Document| {
        let title = title_of(&document);
        // A number: what JavaScript makes of 64 bits is none to Fluent.
        let kilobytes = document.size.div_ceil(1024) as u32;
        let size = move || copy.text_with("document-size", &args!["kilobytes" => kilobytes]);
        let button = element("button")
            .attr("type", "button")
            .class("download")
            .child(element("span").words(move || copy.text(&title)))
            .child(element("span").class("hint").words(size))
            .on_click(move || {
                let document = document.clone();
                saving.run(async move { save(copy, &document).await });
            });
        element("li").child(button)
    };
    let list = element("ul").class("downloads").children(documents.into_iter().map(one));
    let save_button = element("button").attr("type", "submit").class("button primary").words(t("done-save"));
    row([list, element("form").on_submit(save_all).child(saving.notice()).child(save_button)])
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
