//! Composes: header, screen, and the one match over the stage.

use bankident_wire::{ProblemCode, Stage, Step};
use leptos::prelude::*;

use crate::{
    api::{self, Failure},
    browser::{early, focus, history, page, page_config::PageConfig, parent_window, translator},
    components::{Banner, Exit, FailureNotice, Header, HeaderOfBrand, SessionNotice, erased::effect},
    i18n::{I18n, args, t},
    journey::Journey,
    steps::{
        address::AddressScreen, bank::BankScreen, check::CheckScreen, contract::ContractScreen,
        done::DoneScreen, iban::IbanScreen, mobile::MobileScreen, mobile_code::MobileCodeScreen,
        more::MoreScreen, person::PersonScreen, rejected::RejectedScreen, resume::ResumeScreen,
        sign::SignScreen, status::StatusScreen, stopped::StoppedScreen, terms::TermsScreen,
    },
    takeover::{self, FirstScreen},
};

/// Loads words and journey at the same time, then takes the place of the page's first screen.
pub async fn start() {
    let config = PageConfig::of_page();
    let lang = I18n::wanted(&config);
    api::speak(lang.tag());
    let (mut words, journey) = futures::join!(I18n::load(&config, lang), Journey::load(&config));
    // The journey may have brought its partner's wish.
    let wanted = I18n::wanted(&config);
    if wanted != lang {
        words = I18n::load(&config, wanted).await;
    }
    let Ok(i18n) = words else { return early::fail("unreachable") };
    page::pause().await;
    let first = match &journey {
        Ok(journey) => FirstScreen::adopt(*journey).await,
        Err(_) => None,
    };
    // In one task, so that nothing is painted between.
    mount_to_body(move || view! { <App config i18n journey/> });
    takeover::finish(first);
    translator::keep_texts_alive();
}

/// Every screen is a function of its stage.
fn screen(stage: Stage) -> AnyView {
    match stage {
        Stage::Terms(stage) => view! { <TermsScreen stage/> }.into_any(),
        Stage::Person(stage) => view! { <PersonScreen stage/> }.into_any(),
        Stage::Address(stage) => view! { <AddressScreen stage/> }.into_any(),
        Stage::Status(stage) => view! { <StatusScreen stage/> }.into_any(),
        Stage::Check(stage) => view! { <CheckScreen stage/> }.into_any(),
        Stage::More(stage) => view! { <MoreScreen stage/> }.into_any(),
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
fn App(config: PageConfig, i18n: I18n, journey: Result<Journey, Failure>) -> impl IntoView {
    config.provide();
    i18n.provide();
    effect(move || {
        let tag = i18n.lang().tag();
        page::set_lang(tag);
        api::speak(tag);
        api::show(i18n.files());
    });
    let any_scheme = config.partner().is_some_and(|partner| partner.any_scheme);
    let known = journey.as_ref().ok().copied();
    parent_window::connect(config.partner(), move |command, value| match command {
        "prefill" => {
            if let Some(journey) = known {
                journey.prefill(value, untrack(|| i18n.lang()));
            }
        }
        "locale" => i18n.switch_to_wanted(value),
        "scheme" if any_scheme => page::set_scheme(value),
        _ => {}
    });
    match journey {
        Ok(journey) => {
            journey.provide();
            journey.follow();
            history::on_walk(move |step| journey.walk_to(step));
            parent_window::say("ready", &[]);
            announce(config, i18n, journey);
            view! { <Page/> }.into_any()
        }
        Err(failure) => view! { <HeaderOfBrand/><Unavailable failure/> }.into_any(),
    }
}

/// What stands on the page, on the server as in the browser.
#[component]
pub fn Page() -> impl IntoView {
    let journey = Journey::expect();
    view! {
        <Header/>
        <Banner/>
        <SessionNotice/>
        {move || match journey.failure() {
            Some(failure) => view! { <Unavailable failure/> }.into_any(),
            None => screen(journey.screen()),
        }}
    }
}

/// A new screen is told to everybody: the title names it, the focus moves to its heading, the view to its top.
/// Not on the first screen: the page around us keeps its focus.
fn announce(config: PageConfig, i18n: I18n, journey: Journey) {
    let first = StoredValue::new(Some(journey.step_untracked()));
    effect(move || document().set_title(&title(&config, i18n, journey.step())));
    effect(move || {
        let step = journey.step();
        parent_window::say("step", &[("step", step.id().into())]);
        match journey.stage_untracked() {
            Stage::Done(_) => parent_window::say("complete", &[]),
            Stage::Stopped(stopped) => parent_window::say("stopped", &[("reason", stopped.reason().into())]),
            _ => {}
        }
        if first.get_value() != Some(step) {
            first.set_value(None);
            focus::scroll_to_top();
            // It may be shown for one of its inputs.
            match journey.take_wanted(step) {
                Some(field) => focus::focus_soon(&format!("#{}", field.id())),
                None => focus::focus_soon(focus::HEADING),
            }
        }
    });
}

/// What the browser's tab is called.
pub fn title(config: &PageConfig, i18n: I18n, step: Step) -> String {
    let title = i18n.text(&format!("{}-title", step.id()));
    i18n.text_with("page-title", &args!["title" => title, "brand" => config.brand()])
}

/// A file of the wizard could not be loaded. The page shows it without the wizard.
#[component]
pub fn Unreachable() -> impl IntoView {
    view! {
        <h1 tabindex="-1">{t("unavailable-title")}</h1>
        <p>{t("page-unreachable")}</p>
        <p><a class="button primary" href="">{t("action-reload")}</a></p>
    }
}

/// The browser lacks what the wizard is made of. The page shows it without the wizard.
#[component]
pub fn Unsupported() -> impl IntoView {
    view! {
        <h1 tabindex="-1">{t("unavailable-title")}</h1>
        <p>{t("page-unsupported")}</p>
    }
}

/// Nothing of the wizard runs.
#[component]
pub fn NoScript() -> impl IntoView {
    view! {
        <main class="screen">
            <h1>{t("unavailable-title")}</h1>
            <p>{t("page-no-script")}</p>
        </main>
    }
}

/// There is no journey: say so, offer what helps.
#[component]
fn Unavailable(failure: Failure) -> impl IntoView {
    let problem = failure.problem();
    let code = problem.map_or("offline", |problem| problem.code.id());
    let reference = problem.map(|problem| problem.reference.clone()).unwrap_or_default();
    parent_window::say("error", &[("code", code.into()), ("reference", reference.into())]);
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
