//! What survives a reload of this tab, in `sessionStorage`: the session token, the start token that it came from, what was
//! typed but not sent, the chosen language. Every engine keeps it in a cross-site frame; cookies are blocked there.
//!
//! Frames of one tab share it: `early.js` chooses the beginning of the keys, which is the journey's own.

use bankident_wire::Step;
use js_sys::Map;
use leptos::prelude::window;
use serde::{Serialize, de::DeserializeOwned};
use web_sys::Storage;

use super::{early, json};

const TOKEN: &str = "session";
const START: &str = "start";
const LANG: &str = "lang";
/// Read by `early.js` as well: whether this tab is further on than the first screen.
const STEP: &str = "step";
/// Whether what the partner's page knows has been filled in.
const PREFILLED: &str = "prefilled";

pub fn token() -> Option<String> {
    get(TOKEN)
}

/// The session that the page has chosen.
pub fn remember_token(token: &str) {
    set(TOKEN, token);
}

/// Another session: 256 random bits, in hex.
pub fn choose_token() {
    let mut token = [0; 32];
    let random = window().crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut token));
    // A browser without randomness has no TLS either, and would not have come so far.
    if random.is_ok() {
        let hex = |byte: u8| {
            [byte >> 4, byte & 15].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)]))
        };
        set(TOKEN, &token.into_iter().flat_map(hex).collect::<String>());
    }
}

/// The partner's token that this journey was started with, or is to be.
pub fn start_token() -> Option<String> {
    get(START)
}

pub fn remember_step(step: Step) {
    set(STEP, step.id());
}

/// Whether the journey of this tab has ever answered.
pub fn has_step() -> bool {
    get(STEP).is_some()
}

/// Notes that what the partner's page knows is filled in; `false` if it was before.
pub fn is_first_prefill() -> bool {
    let is_first = get(PREFILLED).is_none();
    set(PREFILLED, "yes");
    is_first
}

pub fn lang() -> Option<String> {
    get(LANG)
}

pub fn remember_lang(tag: &str) {
    set(LANG, tag);
}

/// Forgets the journey: its session and every draft.
pub fn forget_journey() {
    forget_session();
    Step::ALL.into_iter().for_each(forget_draft);
}

/// Forgets the session, and keeps what was typed for the one that comes. Codes belong to the session; and nobody who could not
/// say who they are sees what somebody else has typed.
pub fn forget_session() {
    let is_somebody_else = get(STEP).is_some_and(|step| step == Step::Resume.id());
    remove(TOKEN);
    remove(STEP);
    let of_session =
        |step: &Step| is_somebody_else || matches!(step, Step::MobileCode | Step::Sign | Step::Resume);
    Step::ALL.into_iter().filter(of_session).for_each(forget_draft);
}

pub fn draft<D: DeserializeOwned>(step: Step) -> Option<D> {
    json::read(&get(&draft_key(step))?)
}

pub fn remember_draft<D: Serialize>(step: Step, draft: &D) {
    set(&draft_key(step), &json::write(draft));
}

pub fn forget_draft(step: Step) {
    remove(&draft_key(step));
}

fn draft_key(step: Step) -> String {
    format!("draft-{}", step.id())
}

thread_local! {
    /// Where the browser forbids storage, the walk still works as long as the page is not reloaded.
    static UNTIL_RELOAD: Map = Map::new();
}

fn own(key: &str) -> String {
    format!("{}{key}", early::prefix())
}

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// On the server nothing is kept of a tab.
#[cfg(not(target_arch = "wasm32"))]
fn get(_: &str) -> Option<String> {
    None
}

#[cfg(target_arch = "wasm32")]
fn get(key: &str) -> Option<String> {
    let key = own(key);
    let stored = storage().and_then(|storage| storage.get_item(&key).ok().flatten());
    stored.or_else(|| UNTIL_RELOAD.with(|kept| kept.get(&key.into())).as_string())
}

fn set(key: &str, value: &str) {
    let key = &own(key);
    // It may be forbidden, or full.
    if storage().is_none_or(|storage| storage.set_item(key, value).is_err()) {
        UNTIL_RELOAD.with(|kept| drop(kept.set(&key.into(), &value.into())));
    }
}

fn remove(key: &str) {
    let key = &own(key);
    if let Some(storage) = storage() {
        storage.remove_item(key).ok();
    }
    UNTIL_RELOAD.with(|kept| kept.delete(&key.into()));
}
