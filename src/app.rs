//! Composes: header, screen, and the one match over the stage.

use bankident_wire::{ProblemCode, Stage};
use leptos::prelude::*;

use crate::{
    api::Failure,
    components::{Banner, Exit, FailureNotice, Header, HeaderOfBrand, brand, erased::effect},
    copy::{Copy, Lang, args, t},
    history, host,
    journey::Journey,
    partner, platform,
    steps::{
        address::AddressScreen, bank::BankScreen, check::CheckScreen, contract::ContractScreen,
        done::DoneScreen, iban::IbanScreen, mobile::MobileScreen, mobile_code::MobileCodeScreen,
        person::PersonScreen, rejected::RejectedScreen, resume::ResumeScreen, sign::SignScreen,
        status::StatusScreen, stopped::StoppedScreen, terms::TermsScreen,
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
            mount_to_body(move || view! { <App copy journey/> });
        }
        Err(_) => platform::show_unreachable(),
    }
}

/// Every screen is a function of its stage.
fn screen(stage: Stage) -> AnyView {
    match stage {
        Stage::Terms(stage) => view! { <TermsScreen stage/> }.into_any(),
        Stage::Person(stage) => view! { <PersonScreen stage/> }.into_any(),
        Stage::Address(stage) => view! { <AddressScreen stage/> }.into_any(),
        Stage::Status(stage) => view! { <StatusScreen stage/> }.into_any(),
        Stage::Check(stage) => view! { <CheckScreen stage/> }.into_any(),
        Stage::Mobile(stage) => view! { <MobileScreen stage/> }.into_any(),
        Stage::MobileCode(stage) => view! { <MobileCodeScreen stage/> }.into_any(),
        Stage::Iban => view! { <IbanScreen/> }.into_any(),
        Stage::Bank(stage) => view! { <BankScreen stage/> }.into_any(),
        Stage::Contract(stage) => view! { <ContractScreen stage/> }.into_any(),
        Stage::Sign(stage) => view! { <SignScreen stage/> }.into_any(),
        Stage::Done(stage) => view! { <DoneScreen stage/> }.into_any(),
        Stage::Rejected(stage) => view! { <RejectedScreen stage/> }.into_any(),
        Stage::Stopped(stage) => view! { <StoppedScreen stage/> }.into_any(),
        Stage::Resume => view! { <ResumeScreen/> }.into_any(),
    }
}

#[component]
fn App(copy: Copy, journey: Result<Journey, Failure>) -> impl IntoView {
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
            view! {
                <Header/>
                <Banner/>
                {move || match journey.failure() {
                    Some(failure) => view! { <Unavailable failure/> }.into_any(),
                    None => screen(journey.screen()),
                }}
            }
            .into_any()
        }
        Err(failure) => view! { <HeaderOfBrand/><Unavailable failure/> }.into_any(),
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
#[component]
fn Unavailable(failure: Failure) -> impl IntoView {
    let problem = failure.problem();
    let code = problem.map_or("offline", |problem| problem.code.id());
    let reference = problem.map(|problem| problem.reference.clone()).unwrap_or_default();
    host::say("error", &[("code", code.into()), ("reference", reference.into())]);
    // A start token that does not serve will not serve the next time.
    let is_spent = problem.is_some_and(|problem| problem.code == ProblemCode::StartTokenInvalid);
    view! {
        <main class="screen" data-problem=code>
            <h1>{t("unavailable-title")}</h1>
            <FailureNotice failure/>
            {match is_spent {
                true => view! { <Exit/> }.into_any(),
                false => view! { <a class="button primary" href="">{t("action-reload")}</a> }.into_any(),
            }}
        </main>
    }
}
