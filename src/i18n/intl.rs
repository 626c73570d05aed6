//! What the browser knows of languages: names of countries, dates, numbers, the order of the alphabet (ECMA-402).

use bankident_wire::Country;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

use super::lang::Lang;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type DisplayNames;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locales: &str, options: &Object) -> Result<DisplayNames, JsValue>;
    #[wasm_bindgen(method)]
    fn of(this: &DisplayNames, code: &str) -> JsValue;
}

/// Between a country's name and its code while they are sorted; in no name.
const SEPARATOR: char = '\u{1f}';

/// The names of countries in a language.
pub struct CountryNames {
    lang: Lang,
    names: Option<DisplayNames>,
}

impl CountryNames {
    pub fn of(lang: Lang) -> CountryNames {
        CountryNames { lang, names: DisplayNames::new(lang.tag(), &options(&[("type", "region")])).ok() }
    }

    /// The name of a country; its code (ISO 3166-1 alpha-2) where the browser has no name.
    pub fn name(&self, code: &str) -> String {
        let name = self.names.as_ref().and_then(|names| names.of(code).as_string());
        name.unwrap_or_else(|| code.to_owned())
    }

    /// Codes and names of all countries, in the order of the language's alphabet.
    pub fn sorted(&self) -> Vec<(String, String)> {
        let named =
            Country::codes().map(|code| JsValue::from(format!("{}{SEPARATOR}{code}", self.name(code))));
        let named: Array = named.collect();
        let locales = Array::of1(&self.lang.tag().into());
        let compare: Function = Intl::Collator::new(&locales, &Object::new()).compare();
        // The browser sorts by itself: two thousand comparisons across the bridge take longer than all the rest.
        if let Ok(Ok(sort)) = Reflect::get(&named, &"sort".into()).map(JsCast::dyn_into::<Function>) {
            sort.call1(&named, &compare).ok();
        }
        let texts = named.iter().filter_map(|text| text.as_string());
        texts
            .filter_map(|text| {
                text.split_once(SEPARATOR).map(|(name, code)| (code.to_owned(), name.to_owned()))
            })
            .collect()
    }
}

/// `15. Juli 1978`, `15 July 1978`
pub fn long_date(lang: Lang, date: NaiveDate) -> String {
    format_day(lang, date, &[("day", "numeric"), ("month", "long"), ("year", "numeric")])
}

/// As people type it: `15.07.1978`, `15/07/1978`
pub fn short_date(lang: Lang, date: NaiveDate) -> String {
    format_day(lang, date, &[("day", "2-digit"), ("month", "2-digit"), ("year", "numeric")])
}

/// Euros as people type them: `1250,50`, in English `1250.50`.
pub fn amount(lang: Lang, cents: i64) -> String {
    let mark = if lang.tag() == "en" { '.' } else { ',' };
    format!("{}{mark}{:02}", cents / 100, cents % 100)
}

/// Date and time of day where the customer is.
pub fn date_time(lang: Lang, at: DateTime<Utc>) -> String {
    format_date(lang, at, &options(&[("dateStyle", "long"), ("timeStyle", "short")]))
}

fn format_day(lang: Lang, date: NaiveDate, parts: &[(&str, &str)]) -> String {
    let parts = [parts, &[("timeZone", "UTC")]].concat();
    format_date(lang, date.and_time(NaiveTime::MIN).and_utc(), &options(&parts))
}

fn format_date(lang: Lang, at: DateTime<Utc>, options: &Object) -> String {
    // British English says the day first, as all our date fields do.
    let locale = if lang.tag() == "en" { "en-GB" } else { lang.tag() };
    let date = Date::new(&JsValue::from_f64(at.timestamp_millis() as f64));
    let format = Intl::DateTimeFormat::new(&Array::of1(&locale.into()), options).format();
    text(format.call1(&JsValue::UNDEFINED, &date)).unwrap_or_default()
}

/// How numbers are written in a language.
#[cfg(target_arch = "wasm32")]
pub struct NumberFormat(Function);

#[cfg(target_arch = "wasm32")]
impl NumberFormat {
    /// The format of a language tag (BCP 47).
    pub fn of(tag: &str) -> NumberFormat {
        NumberFormat(Intl::NumberFormat::new(&Array::of1(&tag.into()), &Object::new()).format())
    }

    pub fn write(&self, number: f64) -> Option<String> {
        text(self.0.call1(&JsValue::UNDEFINED, &number.into()))
    }
}

/// Where there is no browser, Fluent writes numbers itself.
#[cfg(not(target_arch = "wasm32"))]
pub struct NumberFormat;

#[cfg(not(target_arch = "wasm32"))]
impl NumberFormat {
    pub fn of(_: &str) -> NumberFormat {
        NumberFormat
    }

    pub fn write(&self, _: f64) -> Option<String> {
        None
    }
}

fn text(written: Result<JsValue, JsValue>) -> Option<String> {
    written.ok().and_then(|written| written.as_string())
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (key, value) in pairs {
        // Setting a property of a fresh object cannot fail.
        Reflect::set(&options, &(*key).into(), &(*value).into()).ok();
    }
    options
}
