//! What survives a reload of this tab, in `sessionStorage`: the session token, what was typed but not sent, the
//! chosen language. It is kept in a cross-site frame by every engine, where cookies are not.

use bankident_wire::Step;
use leptos::prelude::window;
use serde::{Serialize, de::DeserializeOwned};
use web_sys::Storage;

const TOKEN: &str = "session";
const LANG: &str = "lang";

pub fn token() -> Option<String> {
    get(TOKEN)
}

pub fn remember_token(token: &str) {
    set(TOKEN, token);
}

pub fn lang() -> Option<String> {
    get(LANG)
}

pub fn remember_lang(tag: &str) {
    set(LANG, tag);
}

/// Forgets the journey: its token and every draft.
pub fn forget_journey() {
    remove(TOKEN);
    Step::ALL.into_iter().for_each(forget_draft);
}

pub fn draft<D: DeserializeOwned>(step: Step) -> Option<D> {
    serde_json::from_str(&get(&draft_key(step))?).ok()
}

pub fn remember_draft<D: Serialize>(step: Step, draft: &D) {
    if let Ok(json) = serde_json::to_string(draft) {
        set(&draft_key(step), &json);
    }
}

pub fn forget_draft(step: Step) {
    remove(&draft_key(step));
}

fn draft_key(step: Step) -> String {
    format!("draft-{}", step.id())
}

/// Where the browser forbids storage, the walk still works as long as the page is not reloaded.
fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

fn set(key: &str, value: &str) {
    if let Some(storage) = storage() {
        storage.set_item(key, value).ok();
    }
}

fn remove(key: &str) {
    if let Some(storage) = storage() {
        storage.remove_item(key).ok();
    }
}
