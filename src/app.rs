//! Composes: header, progress, language, and the one match over the stage.

use bankident_wire::{Stage, Step};
use leptos::prelude::*;

use crate::{
    api::Failure,
    components::{header::Header, notice::FailureNotice},
    copy::{Copy, Lang, args, t},
    history,
    journey::Journey,
    platform,
    steps::{
        address::AddressScreen, bank::BankScreen, check::CheckScreen, contract::ContractScreen,
        done::DoneScreen, iban::IbanScreen, mobile::MobileScreen, mobile_code::MobileCodeScreen,
        person::PersonScreen, sign::SignScreen, status::StatusScreen, terms::TermsScreen,
    },
};

/// Loads words and journey at the same time, then takes the place of the page's first paint.
pub async fn start() {
    let lang = Lang::negotiate(platform::wanted_langs());
    platform::set_page_lang(lang);
    let words = Copy::load(lang);
    let journey = Journey::load();
    let (words, journey) = futures::join!(words, journey);
    match words {
        Ok(copy) => {
            platform::remove_boot_screen();
            mount_to_body(move || view! { <App copy journey /> });
        }
        Err(_) => platform::show_unreachable(),
    }
}

#[component]
fn App(copy: Copy, journey: Result<Journey, Failure>) -> impl IntoView {
    copy.provide();
    Effect::new(move |_| platform::set_page_lang(copy.lang()));
    match journey {
        Ok(journey) => {
            journey.provide();
            journey.follow();
            history::on_walk(move |step| journey.walk_to(step));
            view! { <Walk journey /> }.into_any()
        }
        Err(failure) => view! { <Unavailable failure /> }.into_any(),
    }
}

#[component]
fn Walk(journey: Journey) -> impl IntoView {
    let screen = journey.screen();
    let step = Memo::new(move |_| screen.with(Stage::step));
    announce(step);
    view! {
        <Header step />
        {move || match screen.get() {
            Stage::Terms(stage) => view! { <TermsScreen stage /> }.into_any(),
            Stage::Person(stage) => view! { <PersonScreen stage /> }.into_any(),
            Stage::Address(stage) => view! { <AddressScreen stage /> }.into_any(),
            Stage::Status(stage) => view! { <StatusScreen stage /> }.into_any(),
            Stage::Check(stage) => view! { <CheckScreen stage /> }.into_any(),
            Stage::Mobile(stage) => view! { <MobileScreen stage /> }.into_any(),
            Stage::MobileCode(stage) => view! { <MobileCodeScreen stage /> }.into_any(),
            Stage::Iban(stage) => view! { <IbanScreen stage /> }.into_any(),
            Stage::Bank(stage) => view! { <BankScreen stage /> }.into_any(),
            Stage::Contract(stage) => view! { <ContractScreen stage /> }.into_any(),
            Stage::Sign(stage) => view! { <SignScreen stage /> }.into_any(),
            Stage::Done(stage) => view! { <DoneScreen stage /> }.into_any(),
        }}
    }
}

/// A new screen is told to everybody: the title names it, the focus moves to its heading, the view to its top.
/// Not on the first screen: the page around us keeps its focus.
fn announce(step: Memo<Step>) {
    let copy = Copy::expect();
    Effect::new(move |before: Option<Step>| {
        let step = step.get();
        let title = copy.text(&format!("{}-title", step.id()));
        document().set_title(&copy.text_with("page-title", &args!["title" => title]));
        if before.is_some_and(|before| before != step) {
            platform::scroll_to_top();
            platform::focus_soon("main h1");
        }
        step
    });
}

/// The journey could not be loaded: say so, offer to try again.
#[component]
fn Unavailable(failure: Failure) -> impl IntoView {
    view! {
        <main class="screen">
            <h1>{t("unavailable-title")}</h1>
            <FailureNotice failure />
            <a class="button primary" href="">{t("action-reload")}</a>
        </main>
    }
}
