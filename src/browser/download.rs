//! Files that the customer keeps.

use leptos::prelude::window;

/// Has the browser itself download what is at an address of ours. Bytes that a script holds can be kept nowhere in an app's
/// web view, and phones take one such file of several.
pub fn begin(address: &str) {
    // The answer is a file: the page stays.
    window().location().assign(address).ok();
}
