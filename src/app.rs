//! Composes: header, screen, and the one match over the stage.

use bankident_wire::Stage;
use leptos::prelude::*;

use crate::{
    api::Failure,
    components::{banner, draw, dynamic, effect, element, failure_notice, header, t},
    copy::{Copy, Lang, args},
    history,
    journey::Journey,
    platform,
    screen::Screen,
    steps::{
        address, bank, check, contract, done, iban, mobile, mobile_code, person, rejected, resume, sign,
        status, stopped, terms,
    },
};

/// Loads words and journey at the same time, then takes the place of the page's first paint.
pub async fn start() {
    let lang = Lang::negotiate(platform::wanted_langs());
    platform::set_page_lang(lang);
    let (words, journey) = futures::join!(Copy::load(lang), Journey::load());
    match words {
        Ok(copy) => {
            platform::remove_boot_screen();
            mount_to_body(move || app(copy, journey));
        }
        Err(_) => platform::show_unreachable(),
    }
}

/// Every screen is a function of its stage.
fn screen(stage: Stage) -> Screen {
    match stage {
        Stage::Terms(stage) => terms::screen(stage),
        Stage::Person(stage) => person::screen(stage),
        Stage::Address(stage) => address::screen(stage),
        Stage::Status(stage) => status::screen(stage),
        Stage::Check(stage) => check::screen(stage),
        Stage::Mobile(stage) => mobile::screen(stage),
        Stage::MobileCode(stage) => mobile_code::screen(stage),
        Stage::Iban => iban::screen(),
        Stage::Bank(stage) => bank::screen(stage),
        Stage::Contract(stage) => contract::screen(stage),
        Stage::Sign(stage) => sign::screen(stage),
        Stage::Done(stage) => done::screen(stage),
        Stage::Rejected(stage) => rejected::screen(stage),
        Stage::Stopped(stage) => stopped::screen(stage),
        Stage::Resume => resume::screen(),
    }
}

fn app(copy: Copy, journey: Result<Journey, Failure>) {
    copy.provide();
    effect(move || platform::set_page_lang(copy.lang()));
    match journey {
        Ok(journey) => {
            journey.provide();
            journey.follow();
            history::on_walk(move |step| journey.walk_to(step));
            announce(copy, journey);
            header(copy, journey).show();
            banner(journey).show();
            dynamic(move || draw(screen(journey.screen()), copy, journey)).show();
        }
        Err(failure) => unavailable(failure),
    }
}

/// A new screen is told to everybody: the title names it, the focus moves to its heading, the view to its top.
/// Not on the first screen: the page around us keeps its focus.
fn announce(copy: Copy, journey: Journey) {
    let first = StoredValue::new(Some(journey.step_untracked()));
    effect(move || {
        let step = journey.step();
        let title = copy.text(&format!("{}-title", step.id()));
        document().set_title(&copy.text_with("page-title", &args!["title" => title]));
        if first.get_value() != Some(step) {
            first.set_value(None);
            platform::scroll_to_top();
            platform::focus_soon("main[data-step] h1");
        }
    });
}

/// The journey could not be loaded: say so, offer to try again.
fn unavailable(failure: Failure) {
    element("main")
        .class("screen")
        .child(element("h1").words(t("unavailable-title")))
        .child(failure_notice(failure))
        .child(element("a").class("button primary").attr("href", "").words(t("action-reload")))
        .show();
}
