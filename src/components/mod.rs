//! What draws a screen: one function for each kind of part, none of them generic.

mod banner;
mod choice;
mod countdown;
mod document;
mod element;
mod exit;
mod field;
mod form;
mod header;
mod iban_input;
mod notice;
mod resend;
mod task;
mod ways;

use std::marker;

use bankident_wire::{Field, FieldProblem, Step};
use leptos::prelude::*;

use crate::{
    copy::{self, Copy},
    journey::Journey,
    screen::{Part, Screen, Words},
};
use element::{row, shown};
use form::Draft;

pub use banner::banner;
pub use element::{View, dynamic, effect, element};
pub use exit::exit;
pub use header::{brand, header, header_of_brand};
pub use notice::failure_notice;

/// What the parts of a screen share.
#[derive(Clone, Copy)]
pub struct Context {
    copy: Copy,
    journey: Journey,
    draft: Draft,
}

/// The words of a message; they follow a switch of the language.
pub fn t(id: &'static str) -> impl Fn() -> String + marker::Copy {
    let words = copy::t(id);
    move || words.get()
}

/// The frame of every screen: names the step, carries the heading that gets the focus.
pub fn draw(screen: Screen, copy: Copy, journey: Journey) -> View {
    let Screen { step, parts } = screen;
    let context = Context { copy, journey, draft: Draft::new(step, journey) };
    let lead = shown(
        move || copy.has(&title_of(step), "lead"),
        move || element("p").class("lead").words(move || copy.text(&format!("{}.lead", title_of(step)))),
    );
    element("main")
        .class("screen")
        .attr("data-step", step.id())
        .child(element("h1").attr("tabindex", "-1").words(move || copy.text(&title_of(step))))
        .child(lead)
        .child(context.parts(parts))
}

fn title_of(step: Step) -> String {
    format!("{}-title", step.id())
}

impl Context {
    fn parts(self, parts: Vec<Part>) -> View {
        row(parts.into_iter().map(|part| self.part(part)))
    }

    fn part(self, part: Part) -> View {
        let Context { copy, journey, draft } = self;
        match part {
            Part::Text(said) => self.paragraph("text", said),
            Part::Status(said) => self.paragraph("text", said).attr("role", "status"),
            Part::Hint(said) => self.paragraph("hint", said),
            Part::Notice(id) => element("p").class("notice").words(t(id)),
            Part::Rejection(rejection) => notice::rejection_notice(rejection),
            Part::Reference(reference) => notice::reference(copy, reference),
            Part::Ways(offered) => ways::draw(copy, journey, offered, primary_button),
            Part::LinkOut { url, caption } => {
                link_out(&url).attr("rel", "noopener").class("button primary").words(t(caption))
            }
            Part::BeginAgain(caption) => {
                primary_button().words(t(caption)).on_click(move || journey.begin_again())
            }
            Part::Numbered(items) => list("numbered", items),
            Part::List(items) => list("plain", items),
            Part::Section { title, class, parts } => self.section(title, class, parts),
            Part::Answers(answers) => self.answers(answers),
            Part::AnswersOf(step, answers) => self.answers_of(step, answers),
            Part::Form(form) => form::draw(self, form),
            Part::Pair(parts) => element("div").class("pair").child(self.parts(parts)),
            Part::Input(input) => field::text_field(self, input),
            Part::Iban => iban_input::draw(self),
            Part::Radios(field, options) => choice::radios(self, draft.input(field), options),
            Part::Select(field, options) => choice::select(self, draft.input(field), options),
            Part::Consent(field) => choice::consent(self, draft.input(field)),
            Part::WhereMistaken(field, problem, part) => self.part_where_mistaken(field, problem, *part),
            Part::Where(field, passes, part) => self.part_where(field, passes, *part),
            Part::Countdown(left, over) => countdown::draw(copy, journey, left, over),
            Part::Resend(step) => resend::draw(self, step),
            Part::BackTo(step, caption) => {
                quiet_button().words(t(caption)).on_click(move || journey.revisit(step))
            }
            Part::BankFrame { url } => bank_frame(&url),
            Part::Ask => form::ask(self),
            Part::Document(document) => document::draw(copy, document),
            Part::Downloads(documents) => document::downloads(copy, documents),
            Part::Waiting(message) => waiting(message),
            Part::Exit => exit(copy, move || journey.return_url()),
            Part::DoneMark => element("div").class("done-mark").attr("aria-hidden", "true"),
        }
    }

    fn paragraph(self, class: &str, said: Words) -> View {
        element("p").class(class).child(self.words(said))
    }

    fn words(self, said: Words) -> View {
        let Context { copy, journey, .. } = self;
        element::words(move || match &said {
            Words::Deadline(before, after) => {
                copy.text(if journey.stage().expires_at().is_some() { after } else { before })
            }
            other => copy.say(other),
        })
    }

    fn section(self, title: &'static str, class: &str, parts: Vec<Part>) -> View {
        element("section")
            .class(class)
            .attr("aria-labelledby", title)
            .child(element("h2").attr("id", title).words(t(title)))
            .child(self.parts(parts))
    }

    fn answers(self, answers: Vec<(Field, Words)>) -> View {
        let copy = self.copy;
        if answers.iter().any(|(field, _)| *field == Field::NaceCode) {
            // Without the names the code itself is shown.
            copy.add("nace");
        }
        let answer = move |(field, answer): (Field, Words)| {
            element("div")
                .class("answer")
                .child(element("dt").words(move || copy.text(&field.id())))
                .child(element("dd").child(self.words(answer)))
        };
        element("dl").class("answers").children(answers.into_iter().map(answer))
    }

    fn answers_of(self, step: Step, answers: Vec<(Field, Words)>) -> View {
        let Context { copy, journey, .. } = self;
        let title = move || copy.text(&title_of(step));
        let change = element("a")
            .attr("href", &format!("#{}", step.id()))
            .on_click(move || journey.revisit(step))
            .words(t("check-change"))
            .child(element("span").class("visually-hidden").plain(": ").words(title));
        let head = element("div").class("answers-head").child(element("h2").words(title)).child(change);
        element("section").class("answers-of").child(head).child(self.answers(answers))
    }

    fn part_where_mistaken(self, field: Field, problem: FieldProblem, part: Part) -> View {
        let input = self.draft.input(field);
        let Part::Ways(offered) = part else { return self.part(part) };
        shown(
            move || input.mistake() == Some(problem),
            move || ways::draw(self.copy, self.journey, offered, quiet_button),
        )
    }

    /// A part that comes and goes with what was chosen elsewhere; all parts it can hold are made from plain data.
    fn part_where(self, field: Field, passes: fn(&str) -> bool, part: Part) -> View {
        let input = self.draft.input(field);
        let Part::Select(chosen, options) = part else { return self.part(part) };
        shown(move || passes(&input.text()), move || choice::select(self, self.draft.input(chosen), options))
    }
}

/// Numbers are drawn by the stylesheet; the order is in the sentences.
fn list(class: &str, items: Vec<&'static str>) -> View {
    element("ol").class(class).children(items.into_iter().map(|id| element("li").words(t(id))))
}

/// The bank's own page. Its app may be opened from there (biometrics, push); nothing else of ours is lent.
fn bank_frame(url: &str) -> View {
    let frame = element("iframe")
        .class("bank-frame")
        .attr_of("title", t("bank-frame-title"))
        .attr("allow", "publickey-credentials-get")
        .attr("referrerpolicy", "no-referrer")
        .attr("src", url);
    let new_tab = link_out(url).attr("rel", "noopener noreferrer").words(t("bank-new-tab"));
    let why = element("p").class("hint").words(t("bank-new-tab-why")).plain(" ").child(new_tab);
    row([frame, why])
}

/// A link that leaves the wizard where it is.
fn link_out(address: &str) -> View {
    element("a").attr("href", address).attr("target", "_blank")
}

fn primary_button() -> View {
    element("button").attr("type", "button").class("button primary")
}

fn quiet_button() -> View {
    element("button").attr("type", "button").class("button quiet")
}

fn waiting(message: &'static str) -> View {
    element("div")
        .class("waiting")
        .attr("role", "status")
        .child(spinner())
        .child(element("p").words(t(message)))
}

fn spinner() -> View {
    element("span").class("spinner").attr("aria-hidden", "true")
}
