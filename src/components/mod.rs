//! What draws a screen: one function for each kind of part, none of them generic. A view is compiled anew for each type
//! it holds, and everything here is fetched by a phone.

mod choice;
mod countdown;
mod document;
mod erased;
mod field;
mod form;
mod header;
mod iban_input;
mod notice;
mod resend;
mod task;

use bankident_wire::{Field, Step};
use leptos::prelude::*;

use crate::{
    copy::{Copy, t},
    journey::Journey,
    screen::{Part, Screen, Words},
};
use erased::{clicked, dynamic, words};
use form::Draft;

pub use header::header;
pub use notice::failure_notice;

/// What the parts of a screen share.
#[derive(Clone, Copy)]
pub struct Context {
    copy: Copy,
    journey: Journey,
    draft: Draft,
}

/// The frame of every screen: names the step, carries the heading that gets the focus.
pub fn draw(screen: Screen, copy: Copy, journey: Journey) -> AnyView {
    let Screen { step, parts } = screen;
    let context = Context { copy, journey, draft: Draft::new(step, journey) };
    let title = words(move || copy.text(&format!("{}-title", step.id())));
    let lead = dynamic(move || match copy.has(&format!("{}-title", step.id()), "lead") {
        true => view! { <p class="lead">{copy.text(&format!("{}-title.lead", step.id()))}</p> }.into_any(),
        false => nothing(),
    });
    view! {
        <main class="screen" data-step=step.id()>
            <h1 tabindex="-1">{title}</h1>
            {lead}
            {context.parts(parts)}
        </main>
    }
    .into_any()
}

pub fn nothing() -> AnyView {
    ().into_any()
}

impl Context {
    fn parts(self, parts: Vec<Part>) -> Vec<AnyView> {
        parts.into_iter().map(|part| self.part(part)).collect()
    }

    fn part(self, part: Part) -> AnyView {
        let Context { copy, journey, draft } = self;
        match part {
            Part::Text(said) => paragraph("text", None, self.words(said)),
            Part::Status(said) => paragraph("text", Some("status"), self.words(said)),
            Part::Hint(said) => paragraph("hint", None, self.words(said)),
            Part::Notice(id) => paragraph("notice", None, t(id)),
            Part::Rejection(rejection) => notice::rejection_notice(rejection),
            Part::Numbered(items) => list("numbered", items),
            Part::List(items) => list("plain", items),
            Part::Section { title, class, parts } => self.section(title, class, parts),
            Part::Answers(answers) => self.answers(answers),
            Part::AnswersOf(step, answers) => self.answers_of(step, answers),
            Part::Form(form) => form::draw(self, form),
            Part::Pair(parts) => view! { <div class="pair">{self.parts(parts)}</div> }.into_any(),
            Part::Input(input) => field::text_field(self, input),
            Part::Iban => iban_input::draw(self),
            Part::Radios(field, options) => choice::radios(self, draft.input(field), options),
            Part::Select(field, options) => choice::select(self, draft.input(field), options),
            Part::Consent(field) => choice::consent(self, draft.input(field)),
            Part::Where(field, passes, part) => self.part_where(field, passes, *part),
            Part::Countdown(message) => countdown::draw(copy, journey, message),
            Part::Resend(step) => resend::draw(self, step),
            Part::BackTo(step, caption) => {
                let back = clicked(move || journey.revisit(step));
                view! { <button type="button" class="button quiet" on:click=back>{t(caption)}</button> }
                    .into_any()
            }
            Part::BankFrame { url } => bank_frame(url),
            Part::Ask => form::ask(self),
            Part::Document(document) => document::draw(copy, document),
            Part::Downloads(documents) => document::downloads(copy, documents),
            Part::Waiting(message) => waiting(message),
            Part::DoneMark => view! { <div class="done-mark" aria-hidden="true"></div> }.into_any(),
        }
    }

    fn words(self, said: Words) -> Signal<String> {
        let Context { copy, journey, .. } = self;
        words(move || match &said {
            Words::Deadline(before, after) => {
                copy.text(if journey.stage().expires_at().is_some() { after } else { before })
            }
            other => copy.say(other),
        })
    }

    fn section(self, title: &'static str, class: &'static str, parts: Vec<Part>) -> AnyView {
        view! {
            <section class=class aria-labelledby=title>
                <h2 id=title>{t(title)}</h2>
                {self.parts(parts)}
            </section>
        }
        .into_any()
    }

    fn answers(self, answers: Vec<(Field, Words)>) -> AnyView {
        let copy = self.copy;
        if answers.iter().any(|(field, _)| *field == Field::NaceCode) {
            // Without the names the code itself is shown.
            copy.add("nace");
        }
        let row = move |(field, answer): (Field, Words)| {
            view! {
                <div class="answer">
                    <dt>{words(move || copy.text(&field.id()))}</dt>
                    <dd>{self.words(answer)}</dd>
                </div>
            }
        };
        view! { <dl class="answers">{answers.into_iter().map(row).collect_view()}</dl> }.into_any()
    }

    fn answers_of(self, step: Step, answers: Vec<(Field, Words)>) -> AnyView {
        let Context { copy, journey, .. } = self;
        let title = words(move || copy.text(&format!("{}-title", step.id())));
        view! {
            <section class="answers-of">
                <div class="answers-head">
                    <h2>{title}</h2>
                    <a href=format!("#{}", step.id()) on:click=clicked(move || journey.revisit(step))>
                        {t("check-change")}
                        <span class="visually-hidden">": " {title}</span>
                    </a>
                </div>
                {self.answers(answers)}
            </section>
        }
        .into_any()
    }

    /// A part that comes and goes with what was chosen elsewhere; all parts it can hold are made from plain data.
    fn part_where(self, field: Field, passes: fn(&str) -> bool, part: Part) -> AnyView {
        let input = self.draft.input(field);
        let shown = Memo::new(move |_| passes(&input.text()));
        let Part::Select(chosen, options) = part else { return self.part(part) };
        dynamic(move || match shown.get() {
            true => choice::select(self, self.draft.input(chosen), options),
            false => nothing(),
        })
    }
}

fn paragraph(class: &'static str, role: Option<&'static str>, words: Signal<String>) -> AnyView {
    view! { <p class=class role=role>{words}</p> }.into_any()
}

/// Numbers are drawn by the stylesheet; the order is in the sentences.
fn list(class: &'static str, items: Vec<&'static str>) -> AnyView {
    let item = |id| view! { <li>{t(id)}</li> };
    view! { <ol class=class>{items.into_iter().map(item).collect_view()}</ol> }.into_any()
}

/// The bank's own page. Its app may be opened from there (biometrics, push); nothing else of ours is lent.
fn bank_frame(url: String) -> AnyView {
    view! {
        <iframe
            class="bank-frame"
            src=url.clone()
            title=t("bank-frame-title")
            allow="publickey-credentials-get"
            referrerpolicy="no-referrer"
        ></iframe>
        <p class="hint">
            {t("bank-new-tab-why")} " "
            <a href=url target="_blank" rel="noopener noreferrer">{t("bank-new-tab")}</a>
        </p>
    }
    .into_any()
}

fn waiting(message: &'static str) -> AnyView {
    view! {
        <div class="waiting" role="status">
            <span class="spinner" aria-hidden="true"></span>
            <p>{t(message)}</p>
        </div>
    }
    .into_any()
}
