//! The draft of the screen in front of the customer: kept over a reload, parsed, sent, its mistakes shown.

use bankident_wire::{Field, FieldError, FieldProblem, Step};
use leptos::prelude::*;
use serde_json::Value;

use super::{
    Context,
    element::{View, dynamic, element, nothing},
    quiet_button, spinner, t,
    task::Task,
};
use crate::{
    api::{self, Failure},
    copy::{Copy, args},
    journey::Journey,
    platform,
    screen::Form,
    session,
};

/// What is typed is kept as the JSON of the step's draft in `wire`: one type for all screens.
#[derive(Clone, Copy)]
pub struct Draft {
    step: Step,
    journey: Journey,
    typed: RwSignal<Value>,
    /// The mistakes that were found here or by the server, until their fields are edited.
    mistakes: RwSignal<Vec<FieldError>>,
    /// How often a code may still be tried.
    tries_left: RwSignal<Option<u32>>,
    sending: Task,
}

/// One input of a form.
#[derive(Clone, Copy)]
pub struct Bound {
    pub field: Field,
    draft: Draft,
}

/// The form element of a screen: the list of mistakes, the fields, what failed, the one primary action.
pub fn draw(context: Context, form: Form) -> View {
    let Context { draft, .. } = context;
    let Form { answers, action, parse, parts } = form;
    draft.begin_with(answers);
    let submit = move || {
        let today = draft.journey.now().date_naive();
        draft.send(parse(draft.typed.get_untracked(), today));
    };
    element("form")
        .attr("novalidate", "")
        .on_submit(submit)
        .child(error_summary(context))
        .child(context.parts(parts))
        .child(draft.sending.notice())
        .child(submit_button(draft.sending, action))
}

/// News arrives by itself; who does not trust that can ask.
pub fn ask(context: Context) -> View {
    let journey = context.journey;
    let asking = Task::new();
    let submit = move || {
        asking.run(async move {
            journey.advance(api::journey().await?);
            Ok(())
        });
    };
    let not_yet = t("bank-not-yet");
    // Still here after asking: the bank has not reported.
    let answer = move || if asking.done() { not_yet() } else { String::new() };
    element("form")
        .on_submit(submit)
        .child(element("p").class("hint").words(t("bank-comes-back")))
        .child(element("p").class("hint").attr("role", "status").words(answer))
        .child(asking.notice())
        .child(quiet_button().attr("type", "submit").words(t("bank-ask")))
}

impl Draft {
    /// Begins empty, or with what was typed before a reload.
    pub fn new(step: Step, journey: Journey) -> Draft {
        let typed = RwSignal::new(session::draft(step).unwrap_or_default());
        Draft {
            step,
            journey,
            typed,
            mistakes: RwSignal::default(),
            tries_left: RwSignal::new(None),
            sending: Task::new(),
        }
    }

    pub fn input(self, field: Field) -> Bound {
        Bound { field, draft: self }
    }

    /// Takes the answers that the server has, where nothing newer was typed.
    fn begin_with(self, answers: Value) {
        if self.typed.with_untracked(Value::is_null) {
            self.typed.set(answers);
        }
    }

    fn send(self, body: Result<String, Vec<FieldError>>) {
        let Draft { step, journey, .. } = self;
        match body {
            Ok(body) => {
                self.mistakes.set(Vec::new());
                self.sending.run(async move {
                    match api::submit(step, &body).await {
                        Ok(reported) => {
                            session::forget_draft(step);
                            journey.advance(reported);
                            Ok(())
                        }
                        Err(Failure::Problem(problem)) if !problem.errors.is_empty() => {
                            self.tries_left.try_set(problem.tries_left);
                            self.show_mistakes(problem.errors);
                            Ok(())
                        }
                        Err(failure) => Err(failure),
                    }
                });
            }
            Err(mistakes) => {
                self.sending.reset();
                self.show_mistakes(mistakes);
            }
        }
    }

    /// Beside their fields, and the first gets the focus.
    fn show_mistakes(self, mistakes: Vec<FieldError>) {
        // The screen may be gone by now, and its draft with it.
        self.mistakes.try_set(mistakes);
        platform::focus_soon("[aria-invalid=true]");
    }
}

impl Bound {
    pub fn text(self) -> String {
        self.value().as_str().unwrap_or_default().to_owned()
    }

    pub fn set_text(self, text: String) {
        self.set(Value::String(text));
    }

    pub fn value(self) -> Value {
        self.draft.typed.with(|typed| match path(self.field) {
            (Some(object), key) => typed[object][key].clone(),
            (None, key) => typed[key].clone(),
        })
    }

    pub fn set(self, value: Value) {
        let Draft { step, typed, mistakes, .. } = self.draft;
        // What is being mended is no mistake any more.
        if untrack(|| self.mistake()).is_some() {
            mistakes.update(|mistakes| mistakes.retain(|mistake| mistake.field != self.field));
        }
        typed.update(|typed| match path(self.field) {
            (Some(object), key) => typed[object][key] = value,
            (None, key) => typed[key] = value,
        });
        typed.with_untracked(|typed| session::remember_draft(step, typed));
    }

    pub fn ticked(self) -> bool {
        self.value().is_string()
    }

    /// A consent is kept as the time of its tick, by the server's clock.
    pub fn tick(self, ticked: bool) {
        let signed_at = || Value::String(self.draft.journey.now().to_rfc3339());
        self.set(if ticked { signed_at() } else { Value::Null });
    }

    /// The sentence of a mistake.
    pub fn sentence(self, copy: Copy, problem: FieldProblem) -> String {
        let tries = self.draft.tries_left.get().unwrap_or_default();
        copy.text_with(&format!("{}.{}", self.field.id(), problem.id()), &args!["tries" => tries])
    }

    pub fn mistake(self) -> Option<FieldProblem> {
        self.draft.mistakes.with(|mistakes| {
            mistakes.iter().find(|mistake| mistake.field == self.field).map(|mistake| mistake.problem)
        })
    }
}

/// Where the draft keeps a field: the object it stands in, if any, and its key.
fn path(field: Field) -> (Option<&'static str>, &'static str) {
    match field {
        Field::TermsConditions => (None, "terms_conditions_signed_at"),
        Field::DataTerms => (None, "data_terms_signed_at"),
        Field::OwnEconomicInterest => (None, "own_economic_interest_signed_at"),
        Field::FatcaCrs => (None, "fatca_crs_confirmed_at"),
        Field::SwisscomTerms => (None, "terms_and_conditions_signed_at"),
        Field::TaxAssessmentCountry => (None, "tax_assessment_country"),
        _ => match field.name().split_once('.') {
            Some((object, key)) => (Some(object), key),
            None => (None, field.name()),
        },
    }
}

fn submit_button(sending: Task, action: &'static str) -> View {
    let action = t(action);
    let wait = t("action-pending");
    // Not `disabled`: that would take the focus away from whoever pressed it.
    element("button")
        .attr("type", "submit")
        .class("button primary")
        .flag("aria-disabled", move || sending.pending())
        .child(spinner())
        .words(move || if sending.pending() { wait() } else { action() })
}

/// Where several inputs need another look, they are listed first, each a link to its input (the GOV.UK pattern).
fn error_summary(Context { copy, draft, .. }: Context) -> View {
    let link = move |FieldError { field, problem, .. }: FieldError| {
        let id = field.id();
        let link = element("a")
            .attr("href", &format!("#{id}"))
            .words(move || draft.input(field).sentence(copy, problem))
            .on_click(move || platform::focus_id(&id));
        element("li").child(link)
    };
    dynamic(move || {
        let mistakes = draft.mistakes.get();
        if mistakes.len() < 2 {
            return nothing();
        }
        element("section")
            .class("notice error")
            .attr("aria-labelledby", "error-summary")
            .child(element("h2").attr("id", "error-summary").words(t("problem-invalid-input")))
            .child(element("ul").children(mistakes.into_iter().map(link)))
    })
}
