//! What the browser knows better than we do: country names, dates, sorting, the clock, the page's own facts.

use chrono::{DateTime, NaiveDate, Utc};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::{
    JsCast, JsValue,
    prelude::{Closure, wasm_bindgen},
};

use crate::{copy::Lang, host, session};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type DisplayNames;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locales: &str, options: &Object) -> Result<DisplayNames, JsValue>;
    #[wasm_bindgen(method)]
    fn of(this: &DisplayNames, code: &str) -> JsValue;
}

/// The names of countries in a language (`Intl.DisplayNames`).
pub struct CountryNames(Option<DisplayNames>);

impl CountryNames {
    pub fn of(lang: Lang) -> CountryNames {
        CountryNames(names(lang, "region"))
    }

    pub fn name(&self, code: &str) -> String {
        name(&self.0, code)
    }

    /// Codes and names in the order of the language's alphabet.
    pub fn sorted(
        &self,
        lang: Lang,
        codes: impl Iterator<Item = &'static str>,
    ) -> Vec<(&'static str, String)> {
        let mut named: Vec<_> = codes.map(|code| (code, self.name(code))).collect();
        let compare: Function =
            Intl::Collator::new(&Array::of1(&lang.tag().into()), &Object::new()).compare();
        named.sort_by(|(_, a), (_, b)| {
            let order = compare.call2(&JsValue::UNDEFINED, &a.into(), &b.into());
            order.ok().and_then(|order| order.as_f64()).unwrap_or_default().total_cmp(&0.0)
        });
        named
    }
}

fn names(lang: Lang, kind: &str) -> Option<DisplayNames> {
    DisplayNames::new(lang.tag(), &options(&[("type", kind)])).ok()
}

fn name(names: &Option<DisplayNames>, code: &str) -> String {
    names.as_ref().and_then(|names| names.of(code).as_string()).unwrap_or_else(|| code.to_owned())
}

/// What a language calls itself: `Deutsch`. Some languages write themselves small; on a button they begin large.
pub fn endonym(lang: Lang) -> String {
    let name = name(&names(lang, "language"), lang.tag());
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `15. Juli 1978`, `15 July 1978`.
pub fn long_date(lang: Lang, date: NaiveDate) -> String {
    let options = options(&[("day", "numeric"), ("month", "long"), ("year", "numeric"), ("timeZone", "UTC")]);
    format_date(lang, date.and_time(chrono::NaiveTime::MIN).and_utc(), &options)
}

/// Date and time of day where the customer is.
pub fn date_time(lang: Lang, at: DateTime<Utc>) -> String {
    format_date(lang, at, &options(&[("dateStyle", "long"), ("timeStyle", "short")]))
}

fn format_date(lang: Lang, at: DateTime<Utc>, options: &Object) -> String {
    // British English says the day first, as all our date fields do.
    let locale = if lang.tag() == "en" { "en-GB" } else { lang.tag() };
    let date = Date::new(&JsValue::from_f64(at.timestamp_millis() as f64));
    let format = Intl::DateTimeFormat::new(&Array::of1(&locale.into()), options).format();
    format.call1(&JsValue::UNDEFINED, &date).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (key, value) in pairs {
        // Setting a property of a fresh object cannot fail.
        Reflect::set(&options, &(*key).into(), &(*value).into()).ok();
    }
    options
}

/// The customer's clock, which may be wrong: see [`Journey::now`](crate::journey::Journey::now).
pub fn clock() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(Date::now() as i64).unwrap_or_default()
}

/// The path of a file whose name carries a hash, by its name in the list that the build writes into the page.
pub fn asset(name: &str) -> Option<String> {
    let list = document().get_element_by_id("assets")?.text_content()?;
    Reflect::get(&js_sys::JSON::parse(&list).ok()?, &name.into()).ok()?.as_string()
}

/// The languages that the customer wants, the most wanted first: `?lang=`, the choice in this tab, the browser's.
pub fn wanted_langs() -> Vec<String> {
    let search = window().location().search().unwrap_or_default();
    let in_url = web_sys::UrlSearchParams::new_with_str(&search).ok().and_then(|query| query.get("lang"));
    let of_browser = window().navigator().languages();
    in_url
        .into_iter()
        .chain(session::lang())
        .chain(of_browser.iter().filter_map(|tag| tag.as_string()))
        .collect()
}

/// `<html lang>`.
pub fn page_lang() -> String {
    document().document_element().and_then(|html| html.get_attribute("lang")).unwrap_or_default()
}

pub fn set_page_lang(lang: Lang) {
    if let Some(html) = document().document_element() {
        html.set_attribute("lang", lang.tag()).ok();
    }
}

/// The embedding page chooses: `light`, `dark`, or as the device prefers.
pub fn set_scheme(scheme: &str) {
    let Some(html) = document().document_element() else { return };
    let chosen = match scheme {
        "light" | "dark" => html.set_attribute("data-scheme", scheme),
        _ => html.remove_attribute("data-scheme"),
    };
    // Only an invalid name of an attribute could fail.
    chosen.ok();
}

/// Removes the first paint that stood in the page.
pub fn remove_boot_screen() {
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
}

/// For the one case in which there are no words to show: the page itself brings them.
pub fn show_unreachable() {
    remove_boot_screen();
    if let Some(page) = document().get_element_by_id("unreachable") {
        page.remove_attribute("hidden").ok();
    }
}

/// Moves the focus, once the screen of the moment is drawn.
pub fn focus_soon(selector: &'static str) {
    // In a frame, who is writing elsewhere on the page goes on writing there. Asked now: the bank's frame takes the focus with
    // it when it goes.
    if host::origin().is_some() && !document().has_focus().unwrap_or(true) {
        return;
    }
    leptos::prelude::request_animation_frame(move || {
        if let Ok(Some(element)) = document().query_selector(selector) {
            element.unchecked_into::<web_sys::HtmlElement>().focus().ok();
        }
    });
}

/// Tells when the browser loses its connection, and when it is back.
pub fn on_connection(tell: impl Fn(bool) + Copy + 'static) {
    for (event, online) in [("offline", false), ("online", true)] {
        let told = Closure::<dyn Fn()>::new(move || tell(online)).into_js_value();
        window().add_event_listener_with_callback(event, told.unchecked_ref()).ok();
    }
}

pub fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Lets the customer keep a PDF under a name of their language.
pub fn save_pdf(bytes: &js_sys::Uint8Array, file_name: &str) {
    // A browser that does not know Blobs would not have run so far.
    offer_download(bytes, file_name).ok();
}

fn offer_download(bytes: &js_sys::Uint8Array, file_name: &str) -> Result<(), JsValue> {
    let kind = web_sys::BlobPropertyBag::new();
    kind.set_type("application/pdf");
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&Array::of1(bytes), &kind)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(file_name);
    link.click();
    web_sys::Url::revoke_object_url(&url)
}

/// Moves the focus to the element of this id, which is on the screen already.
pub fn focus_id(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.unchecked_into::<web_sys::HtmlElement>().focus().ok();
    }
}
