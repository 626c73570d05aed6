//! A sentence with a value that stays as it is: no translator changes it, and it breaks only where it is wider than the line.

use leptos::prelude::*;

use crate::i18n::{I18n, args};

pub fn with_value(message: &'static str, name: &'static str, value: String) -> AnyView {
    let i18n = I18n::expect();
    let sentence = move || {
        let words = i18n.text_with(message, &args![name => value.as_str()]);
        match words.split_once(&value) {
            Some((before, after)) => {
                let (before, after) = (before.to_owned(), after.to_owned());
                view! { {before}<span class="whole" translate="no">{value.clone()}</span>{after} }.into_any()
            }
            None => words.into_any(),
        }
    };
    sentence.into_any()
}
