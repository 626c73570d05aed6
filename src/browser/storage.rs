//! What survives a reload of this tab, in `sessionStorage`: the session token, the start token that it came from, what was
//! typed but not sent, the chosen language. Cookies are blocked in a cross-site frame.
//!
//! `early.js` has opened it: frames of one tab share it, so each has the things of its own journey only; and where the browser
//! forbids storage, they are kept in memory.

use bankident_wire::Step;
use leptos::prelude::window;
use serde::{Serialize, de::DeserializeOwned};

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

/// On the server nothing is kept of a tab.
#[cfg(not(target_arch = "wasm32"))]
fn get(_: &str) -> Option<String> {
    None
}

#[cfg(target_arch = "wasm32")]
fn get(key: &str) -> Option<String> {
    early::store()?.get(key)
}

fn set(key: &str, value: &str) {
    if let Some(store) = early::store() {
        store.set(key, value);
    }
}

fn remove(key: &str) {
    if let Some(store) = early::store() {
        store.delete(key);
    }
}
