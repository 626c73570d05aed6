//! Browsers' translators, and extensions that mark words, replace the text nodes that the view layer holds by elements of
//! their own. What changes later would go on changing out of sight. Here the text comes back into the page when it changes;
//! a translator then translates it again.

use js_sys::WeakMap;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, MutationObserver, MutationObserverInit, MutationRecord, Node};

/// Watches the page from now on.
pub fn keep_texts_alive() {
    // Text node that was taken out -> element that stands in its place.
    let replaced = WeakMap::new();
    let look = Closure::<dyn Fn(Vec<MutationRecord>, MutationObserver)>::new(
        move |records: Vec<MutationRecord>, observer: MutationObserver| {
            for record in records {
                match record.type_().as_str() {
                    "childList" => note_replaced(&record, &replaced, &observer),
                    _ => bring_back(&record, &replaced),
                }
            }
        },
    );
    let Ok(observer) = MutationObserver::new(look.into_js_value().unchecked_ref()) else { return };
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_subtree(true);
    if let Some(body) = document().body() {
        // Only options that contradict each other could fail.
        observer.observe_with_options(&body, &options).ok();
    }
}

/// From now on it is watched for changes, out of the page as it is.
fn note_replaced(record: &MutationRecord, replaced: &WeakMap, observer: &MutationObserver) {
    let removed = record.removed_nodes();
    for text in (0..removed.length()).filter_map(|place| removed.get(place)) {
        if text.node_type() != Node::TEXT_NODE || text.is_connected() {
            continue;
        }
        let added = record.added_nodes().get(0);
        // Some put theirs beside the text first, and take the text away afterwards.
        let beside = [record.previous_sibling(), record.next_sibling()].into_iter().flatten();
        let beside = beside.filter(|node| node.node_name() == "FONT");
        let Some(element) = added.into_iter().chain(beside).find_map(|node| node.dyn_into::<Element>().ok())
        else {
            continue;
        };
        replaced.set(&text, &element);
        let options = MutationObserverInit::new();
        options.set_character_data(true);
        observer.observe_with_options(&text, &options).ok();
    }
}

fn bring_back(record: &MutationRecord, replaced: &WeakMap) {
    let Some(text) = record.target().filter(|text| !text.is_connected()) else { return };
    let Ok(element) = replaced.get(&text).dyn_into::<Element>() else { return };
    if element.is_connected() {
        let parent = element.parent_node();
        parent.and_then(|parent| parent.replace_child(&text, &element).ok());
    }
    replaced.delete(&text);
}
