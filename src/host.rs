//! The only file that talks to the embedding page (docs/embedding.md, "Messages"). Nothing personal is said, and only to an
//! origin that the partner has registered.

use js_sys::{Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{
    JsValue,
    prelude::{Closure, wasm_bindgen},
};
use web_sys::UrlSearchParams;

use crate::partner;

#[wasm_bindgen(module = "/src/host.js")]
extern "C" {
    fn connect(origin: &str, command: &JsValue);
    fn tell(origin: &str, kind: &str, detail: &Object);
}

/// The origin of the page that shows us in a frame, where it is one of the partner's.
pub fn origin() -> Option<String> {
    let window = window();
    let framed = window.parent().ok().flatten().is_some_and(|parent| parent != window);
    let search = window.location().search().ok().filter(|_| framed)?;
    let named = UrlSearchParams::new_with_str(&search).ok()?.get("host")?;
    partner::has_origin(&named).then_some(named)
}

/// Does what the page asks for: a command, and its value.
pub fn on_command(act: impl Fn(String, String) + 'static) {
    if let Some(origin) = origin() {
        let act = Closure::<dyn Fn(String, String)>::new(act).into_js_value();
        connect(&origin, &act);
    }
}

/// Something has happened; where nobody shows us, nobody is told.
pub fn say(kind: &str, detail: &[(&str, JsValue)]) {
    let Some(origin) = origin() else { return };
    let object = Object::new();
    for (name, value) in detail {
        // Setting a property of a fresh object cannot fail.
        Reflect::set(&object, &(*name).into(), value).ok();
    }
    tell(&origin, kind, &object);
}
