//! Elements of the page, all of one type. What `view!` makes has a type for every shape of element, each compiled
//! anew; with one type the wizard is a fifth smaller to fetch. Signals, effects and their clean-up are Leptos'.

use leptos::prelude::*;
use wasm_bindgen::{
    JsCast, JsValue,
    prelude::{Closure, wasm_bindgen},
};
use web_sys::Event;

#[wasm_bindgen]
extern "C" {
    /// A node of the page, with what we need of all kinds of nodes.
    #[derive(Clone, PartialEq)]
    type Node;

    #[wasm_bindgen(js_namespace = document, js_name = createElement)]
    fn create_element(tag: &str) -> Node;
    #[wasm_bindgen(js_namespace = document, js_name = createTextNode)]
    fn create_text(text: &str) -> Node;
    #[wasm_bindgen(js_namespace = document, js_name = createDocumentFragment)]
    fn create_fragment() -> Node;
    #[wasm_bindgen(js_namespace = ["document", "body"], js_name = append)]
    fn append_to_body(node: &Node);

    #[wasm_bindgen(method)]
    fn append(this: &Node, child: &Node);
    #[wasm_bindgen(method)]
    fn before(this: &Node, node: &Node);
    #[wasm_bindgen(method)]
    fn remove(this: &Node);
    #[wasm_bindgen(method, getter, js_name = nextSibling)]
    fn next(this: &Node) -> Node;

    #[wasm_bindgen(method, js_name = setAttribute)]
    fn set_attribute(this: &Node, name: &str, value: &str);
    #[wasm_bindgen(method, js_name = removeAttribute)]
    fn remove_attribute(this: &Node, name: &str);
    #[wasm_bindgen(method, js_name = addEventListener)]
    fn listen(this: &Node, event: &str, act: &JsValue);

    #[wasm_bindgen(method, setter, js_name = textContent)]
    fn set_text(this: &Node, text: &str);
    #[wasm_bindgen(method, getter)]
    fn value(this: &Node) -> String;
    #[wasm_bindgen(method, setter)]
    fn set_value(this: &Node, value: &str);
    #[wasm_bindgen(method, getter)]
    fn checked(this: &Node) -> bool;
    #[wasm_bindgen(method, setter)]
    fn set_checked(this: &Node, checked: bool);
}

/// What can stand on the page: an element, or several things in a row.
pub struct View(Node);

pub fn element(tag: &str) -> View {
    View(create_element(tag))
}

/// Several things in a row, without an element around them.
pub fn row(views: impl IntoIterator<Item = View>) -> View {
    View(create_fragment()).children(views)
}

pub fn nothing() -> View {
    View(create_fragment())
}

pub fn text(text: &str) -> View {
    View(create_text(text))
}

/// Text that follows what it reads.
pub fn words(words: impl Fn() -> String + 'static) -> View {
    let node = create_text("");
    following(node.clone(), Box::new(words), |node, words| node.set_text(words));
    View(node)
}

impl View {
    pub fn attr(self, name: &str, value: &str) -> View {
        self.0.set_attribute(name, value);
        self
    }

    pub fn class(self, names: &str) -> View {
        self.attr("class", names)
    }

    /// An attribute that follows what it reads, and is away while there is `None`.
    pub fn attr_where(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> View {
        following_attribute(self.0.clone(), name, Box::new(value));
        self
    }

    /// An attribute that follows what it reads.
    pub fn attr_of(self, name: &'static str, value: impl Fn() -> String + 'static) -> View {
        self.attr_where(name, move || Some(value()))
    }

    /// An attribute that is there, as `true`, or not there.
    pub fn flag(self, name: &'static str, on: impl Fn() -> bool + 'static) -> View {
        self.attr_where(name, move || on().then(|| "true".to_owned()))
    }

    /// What an input holds.
    pub fn value(self, value: impl Fn() -> String + 'static) -> View {
        following(self.0.clone(), Box::new(value), |node, value| node.set_value(value));
        self
    }

    /// Whether a box is ticked, a radio chosen.
    pub fn checked(self, checked: impl Fn() -> bool + 'static) -> View {
        let node = self.0.clone();
        effect(move || node.set_checked(checked()));
        self
    }

    pub fn child(self, child: View) -> View {
        self.0.append(&child.0);
        self
    }

    pub fn children(self, children: impl IntoIterator<Item = View>) -> View {
        children.into_iter().fold(self, View::child)
    }

    pub fn plain(self, words: &str) -> View {
        self.child(text(words))
    }

    pub fn words(self, said: impl Fn() -> String + 'static) -> View {
        self.child(words(said))
    }

    pub fn on(self, event: &str, act: impl Fn(Event) + 'static) -> View {
        listen(&self.0, event, Box::new(act));
        self
    }

    /// A link that acts like a button leaves the address alone: it belongs to the step.
    pub fn on_click(self, act: impl Fn() + 'static) -> View {
        self.on_instead("click", act)
    }

    pub fn on_submit(self, act: impl Fn() + 'static) -> View {
        self.on_instead("submit", act)
    }

    /// Hands on what was typed or chosen.
    pub fn on_value(self, event: &str, take: impl Fn(String) + 'static) -> View {
        self.on(event, move |event| take(target(&event).value()))
    }

    pub fn on_checked(self, take: impl Fn(bool) + 'static) -> View {
        self.on("change", move |event| take(target(&event).checked()))
    }

    /// The last step: puts it at the end of the page.
    pub fn show(self) {
        append_to_body(&self.0);
    }

    fn on_instead(self, event: &str, act: impl Fn() + 'static) -> View {
        self.on(event, move |event| {
            event.prevent_default();
            act();
        })
    }
}

/// The element that the listener was added to.
fn target(event: &Event) -> Node {
    JsValue::from(event.current_target()).unchecked_into()
}

fn listen(node: &Node, event: &str, act: Box<dyn Fn(Event)>) {
    // The browser frees it with the node (FinalizationRegistry).
    node.listen(event, &Closure::wrap(act).into_js_value());
}

fn following(node: Node, text: Box<dyn Fn() -> String>, put: fn(&Node, &str)) {
    effect(move || put(&node, &text()));
}

fn following_attribute(node: Node, name: &'static str, value: Box<dyn Fn() -> Option<String>>) {
    effect(move || match value() {
        Some(value) => node.set_attribute(name, &value),
        None => node.remove_attribute(name),
    });
}

/// Runs at once, and again when what it reads changes, for as long as the part of the page that it belongs to is there.
pub fn effect(work: impl Fn() + 'static) {
    keep_running(Box::new(work));
}

fn keep_running(work: Box<dyn Fn()>) {
    let running = RenderEffect::new(move |_: Option<()>| work());
    on_cleanup(move || drop(running));
}

/// A part that is made anew when what it reads changes.
pub fn dynamic(part: impl Fn() -> View + 'static) -> View {
    let (view, place) = Place::new();
    let part: Box<dyn Fn() -> View> = Box::new(part);
    effect(move || place.fill(&*part));
    view
}

/// A part that comes and goes.
pub fn shown(when: impl Fn() -> bool + 'static, part: impl Fn() -> View + 'static) -> View {
    let (view, place) = Place::new();
    coming_and_going(place, Box::new(when), Box::new(part));
    view
}

fn coming_and_going(place: Place, when: Box<dyn Fn() -> bool>, part: Box<dyn Fn() -> View>) {
    effect(move || match (when(), place.is_empty()) {
        (true, true) => untrack(|| place.fill(&*part)),
        (false, false) => place.clear(),
        _ => {}
    });
}

/// Where a part stands that comes and goes: between two empty texts. What happens in it ends with it.
struct Place {
    start: Node,
    end: Node,
    owner: Owner,
}

impl Place {
    fn new() -> (View, Place) {
        let place = Place { start: create_text(""), end: create_text(""), owner: Owner::new() };
        (row([View(place.start.clone()), View(place.end.clone())]), place)
    }

    fn fill(&self, part: &dyn Fn() -> View) {
        self.clear();
        self.end.before(&self.owner.with(part).0);
    }

    fn clear(&self) {
        self.owner.cleanup();
        while !self.is_empty() {
            self.start.next().remove();
        }
    }

    fn is_empty(&self) -> bool {
        self.start.next() == self.end
    }
}
