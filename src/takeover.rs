//! The first screen that the server has drawn, until the wizard stands in its place: what was ticked, focused or pressed
//! there counts. `early.js` has noted it.

use bankident_wire::{Field, Stage, Step};
use chrono::{DateTime, Utc};
use leptos::prelude::document;
use serde_json::{Map, Value};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, HtmlInputElement, NodeList};

use crate::{
    browser::{early, page, storage},
    journey::Journey,
};

pub struct FirstScreen {
    element: Element,
    /// The place of what has the focus among all that can have it: the same screen has the same places.
    focused: Option<u32>,
    pressed: bool,
}

impl FirstScreen {
    /// Looks at what was done, as soon as nothing is being pressed. Ticks become the draft of the step, which its form begins
    /// with. `None` where the page has no first screen, or the journey is further on.
    pub async fn adopt(journey: Journey) -> Option<FirstScreen> {
        early::let_go().await;
        let element = document().get_element_by_id("first").filter(|first| first.has_child_nodes())?;
        // Of a known person only the data terms are asked for: that is another screen.
        if !matches!(journey.stage_untracked(), Stage::Terms(stage) if stage.signed_before.is_none()) {
            return None;
        }
        adopt_ticks(journey, &element);
        let active = document().active_element();
        let places = focusable(&element)?;
        let focused = (0..places.length()).find(|place| places.get(*place) == active.clone().map(Into::into));
        let pressed = element.has_attribute("data-pressed");
        Some(FirstScreen { element, focused, pressed })
    }

    /// Goes, once the same screen stands below it.
    pub fn leave(self) {
        self.element.remove();
        // It is the same screen: it does not arrive again.
        if let Ok(Some(screen)) = document().query_selector("main[data-step]") {
            screen.set_attribute("data-adopted", "").ok();
        }
        let places = document().body().as_deref().and_then(focusable);
        let focused = self.focused.and_then(|place| places?.get(place));
        // A customer who went on to write in the page around us stays there.
        if let Some(element) = focused.filter(|_| document().has_focus().unwrap_or_default()) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            element.unchecked_into::<HtmlElement>().focus_with_options(&options).ok();
        }
        if self.pressed
            && let Ok(Some(button)) = document().query_selector("main[data-step=terms] button[type=submit]")
        {
            button.unchecked_into::<HtmlElement>().click();
        }
    }
}

/// Only what was touched changes: the rest stays as the draft, or the server, has it.
fn adopt_ticks(journey: Journey, first: &Element) {
    let Stage::Terms(stage) = journey.stage_untracked() else { return };
    let accepted =
        || serde_json::to_value(stage.accepted).ok().and_then(|accepted| accepted.as_object().cloned());
    let known: Option<Map<String, Value>> = storage::draft(Step::Terms).or_else(accepted);
    let mut draft = known.unwrap_or_default();
    for field in [Field::TermsConditions, Field::DataTerms] {
        if let Some((ticked, at)) = touched(first, field) {
            let signed_at = || Value::String((at + journey.ahead()).to_rfc3339());
            draft.insert(field.path().1.to_owned(), if ticked { signed_at() } else { Value::Null });
        }
    }
    storage::remember_draft(Step::Terms, &draft);
}

/// Whether the box is ticked, and when that was decided, by the customer's clock; `None` where nobody has touched it.
fn touched(first: &Element, field: Field) -> Option<(bool, DateTime<Utc>)> {
    let found = first.query_selector(&format!("[id='{}']", field.id())).ok()??;
    let input: HtmlInputElement = found.unchecked_into();
    let at = input.get_attribute("data-at")?.parse().ok()?;
    Some((input.checked(), DateTime::from_timestamp_millis(at)?))
}

/// What can have the focus on the screen, in its order.
fn focusable(element: &Element) -> Option<NodeList> {
    let on_screen = ":is(.header, main[data-step]) :is(a, button, input, select, [tabindex])";
    element.query_selector_all(on_screen).ok()
}

/// The wizard is here: nothing of the page's own first paint is left.
pub fn finish(first: Option<FirstScreen>) {
    if let Some(first) = first {
        first.leave();
    }
    page::remove_first_paint();
    page::mark_wizard();
}
