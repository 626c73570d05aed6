use leptos::prelude::*;

use super::erased::dynamic;
use crate::copy::{Copy, Part};

/// A sentence with links: `<name>words</name>` leads to the address in the message `link-name`.
#[component]
pub fn RichText(id: String) -> impl IntoView {
    let copy = Copy::expect();
    dynamic(move || {
        let parts = copy.parts(&id).into_iter().map(|part| match part {
            Part::Plain(text) => text.into_any(),
            Part::Marked { name, text } => {
                let address = copy.text(&format!("link-{name}"));
                view! { <a href=address target="_blank" rel="noopener">{text}</a> }.into_any()
            }
        });
        parts.collect_view().into_any()
    })
}
