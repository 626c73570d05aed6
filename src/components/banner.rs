//! What concerns every screen: that there is no connection, that a session was lost.

use super::{
    element::{View, element, shown},
    t,
};
use crate::journey::Journey;

/// Told to screen readers when it comes; away as long as all is well.
pub fn banner(journey: Journey) -> View {
    let note = |id| element("p").class("banner").words(t(id));
    element("div")
        .attr("role", "status")
        .child(shown(move || journey.is_offline(), move || note("banner-offline")))
        .child(shown(move || journey.was_lost(), move || note("banner-session-lost")))
}
