//! What can be done now: a button each, the most promising first.

use bankident_wire::Way;
use leptos::prelude::*;

use super::{
    form::flag,
    request::{Request, RequestNotice},
};
use crate::{api, i18n::I18n, journey::Journey};

#[component]
pub fn Ways(offered: &'static [Way], #[prop(optional)] quiet: bool) -> impl IntoView {
    let (i18n, journey) = (I18n::expect(), Journey::expect());
    // One for all of them: who has chosen one has not chosen the other.
    let choosing = Request::new();
    let button = move |(place, way): (usize, &'static Way)| {
        let choose = super::erased::clicked(move || {
            choosing.run(async move {
                journey.advance(api::choose(*way).await?);
                Ok(())
            });
        });
        let class = if place == 0 && !quiet { "button primary" } else { "button quiet" };
        view! {
            <button
                type="button"
                class=class
                data-way=way.id()
                aria-disabled=move || flag(choosing.pending())
                on:click=choose
            >
                {move || i18n.text(&format!("way-{}", way.id()))}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="ways">
            <RequestNotice request=choosing/>
            {offered.iter().enumerate().map(button).collect_view()}
        </div>
    }
}
