//! The way back to the partner's page: it closes the frame, or leads there.

use super::{
    element::{View, element, shown},
    quiet_button,
};
use crate::{
    copy::{Copy, args},
    host, partner,
};

pub fn exit(copy: Copy, return_url: impl Fn() -> Option<String> + Clone + 'static) -> View {
    let words = move || copy.text_with("exit", &args!["partner" => partner::name().unwrap_or_default()]);
    if host::origin().is_some() {
        return quiet_button().class("button quiet exit").words(words).on_click(|| host::say("exit", &[]));
    }
    let there_is_one = return_url.clone();
    shown(
        move || there_is_one().is_some(),
        move || {
            let url = return_url().unwrap_or_default();
            element("a").class("button quiet exit").attr("href", &url).words(words)
        },
    )
}
