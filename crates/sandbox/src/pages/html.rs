//! The frame of every page.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::language::Language;

/// A page with its style inside.
pub fn page(title: &str, css: &str, body: &Markup, language: Language) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(css)) }
            }
            body { (body) }
        }
    }
}
