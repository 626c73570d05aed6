//! Composes: header, screen, and the one match over the stage.

use bankident_wire::{ProblemCode, Stage};
use leptos::prelude::*;

use crate::{
    api::Failure,
    components::{
        View, banner, brand, draw, dynamic, effect, element, exit, failure_notice, header, header_of_brand, t,
    },
    copy::{Copy, Lang, args},
    history, host,
    journey::Journey,
    partner, platform,
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
    let (mut words, journey) = futures::join!(Copy::load(lang), Journey::load());
    // The journey may have brought its partner's wish.
    let wanted = Lang::negotiate(platform::wanted_langs());
    if wanted != lang {
        words = Copy::load(wanted).await;
    }
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
    host::on_command(move |command, value| obey(copy, &command, &value));
    match journey {
        Ok(journey) => {
            journey.provide();
            journey.follow();
            history::on_walk(move |step| journey.walk_to(step));
            host::say("ready", &[]);
            announce(copy, journey);
            header(copy, journey).show();
            banner(journey).show();
            let shown = move || match journey.failure() {
                Some(failure) => unavailable(failure),
                None => draw(screen(journey.screen()), copy, journey),
            };
            dynamic(shown).show();
        }
        Err(failure) => {
            header_of_brand().show();
            unavailable(failure).show();
        }
    }
}

/// What the embedding page may ask for.
fn obey(copy: Copy, command: &str, value: &str) {
    match command {
        "locale" => copy.switch(Lang::negotiate([value.to_owned()])),
        "scheme" if partner::any_scheme() => platform::set_scheme(value),
        _ => {}
    }
}

/// A new screen is told to everybody: the title names it, the focus moves to its heading, the view to its top.
/// Not on the first screen: the page around us keeps its focus.
fn announce(copy: Copy, journey: Journey) {
    let first = StoredValue::new(Some(journey.step_untracked()));
    effect(move || {
        let step = journey.step();
        let title = copy.text(&format!("{}-title", step.id()));
        document().set_title(&copy.text_with("page-title", &args!["title" => title, "brand" => brand()]));
    });
    effect(move || {
        let step = journey.step();
        host::say("step", &[("step", step.id().into())]);
        match journey.stage_untracked() {
            Stage::Done(_) => host::say("complete", &[]),
            Stage::Stopped(stopped) => host::say("stopped", &[("reason", stopped.reason().into())]),
            _ => {}
        }
        if first.get_value() != Some(step) {
            first.set_value(None);
            platform::scroll_to_top();
            platform::focus_soon("main[data-step] h1");
        }
    });
}

/// There is no journey: say so, offer what helps.
fn unavailable(failure: Failure) -> View {
    let problem = failure.problem().cloned();
    let code = problem.as_ref().map_or("offline", |problem| problem.code.id());
    let reference = problem.as_ref().map(|problem| problem.reference.clone()).unwrap_or_default();
    host::say("error", &[("code", code.into()), ("reference", reference.into())]);
    let screen = element("main").class("screen").attr("data-problem", code);
    let screen = screen.child(element("h1").words(t("unavailable-title"))).child(failure_notice(failure));
    // A start token that does not serve will not serve the next time.
    match problem.is_some_and(|problem| problem.code == ProblemCode::StartTokenInvalid) {
        true => screen.child(exit(Copy::expect(), || None)),
        false => {
            screen.child(element("a").class("button primary").attr("href", "").words(t("action-reload")))
        }
    }
}
