//! What can be done now: a button each, the most promising first and like `first`.

use bankident_wire::Way;

use super::{
    element::{View, element},
    quiet_button,
    task::Task,
};
use crate::{api, copy::Copy, journey::Journey};

pub fn draw(copy: Copy, journey: Journey, offered: &'static [Way], first: fn() -> View) -> View {
    // One for all of them: who has chosen one has not chosen the other.
    let choosing = Task::new();
    let button = move |(place, way): (usize, &Way)| {
        let way = *way;
        let choose = move || {
            choosing.run(async move {
                journey.advance(api::choose(way).await?);
                Ok(())
            });
        };
        let button = if place == 0 { first() } else { quiet_button() };
        button
            .attr("data-way", way.id())
            .flag("aria-disabled", move || choosing.pending())
            .words(move || copy.text(&format!("way-{}", way.id())))
            .on_click(choose)
    };
    element("div").class("ways").child(choosing.notice()).children(offered.iter().enumerate().map(button))
}
