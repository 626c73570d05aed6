//! The draft of the screen in front of the customer: kept over a reload, parsed, sent, its mistakes shown.

use bankident_wire::{Draft, Field, FieldError, FieldProblem, Problem, Step};
use chrono::NaiveDate;
use leptos::prelude::*;
use serde::Serialize;
use serde_json::Value;

use super::{
    button::Spinner,
    complaints::{ErrorSummary, sentence},
    erased::submitted,
    request::{Request, RequestNotice},
};
use crate::{
    api::{self, Failure},
    browser::{focus, json, storage},
    i18n::{I18n, intl, t},
    journey::{Journey, Refused},
};

/// What is typed is kept as the JSON of the step's draft in `wire`: one type for all screens.
#[derive(Clone, Copy)]
pub struct Form {
    step: Step,
    journey: Journey,
    i18n: I18n,
    find_mistakes: fn(Value, NaiveDate) -> Vec<FieldError>,
    typed: RwSignal<Value>,
    /// The mistakes that were found here or by the server, until their fields are edited.
    mistakes: RwSignal<Vec<FieldError>>,
    /// How often a code may still be tried.
    tries_left: RwSignal<Option<u32>>,
    /// Where the mistakes are the bank's complaints: the reference for support.
    refused: RwSignal<Option<String>>,
    sending: Request,
    /// What has to hold before anything is sent. It says itself what is missing.
    ready: StoredValue<Option<Box<dyn Fn() -> bool + Send + Sync>>>,
}

/// One input of a form.
#[derive(Clone, Copy)]
pub struct Input {
    pub field: Field,
    form: Form,
}

/// The form element of a screen: the list of mistakes, the fields, what failed, the one primary action.
#[component]
pub fn StepForm(form: Form, action: &'static str, children: Children) -> impl IntoView {
    let submit = submitted(move || form.submit());
    let action = t(action);
    let wait = t("action-pending");
    let caption = move || if form.sending.pending() { wait() } else { action() };
    view! {
        <form on:submit=submit novalidate>
            <Summary form/>
            {children()}
            <RequestNotice request=form.sending/>
            // Not `disabled`: that would take the focus away from whoever pressed it.
            <button type="submit" class="button primary" aria-disabled=move || flag(form.sending.pending())>
                <Spinner/>
                {move || caption()}
            </button>
        </form>
    }
}

/// Where several inputs need another look, or one that is not here, they are listed first.
#[component]
fn Summary(form: Form) -> impl IntoView {
    move || {
        let (mistakes, reference) = (form.mistakes.get(), form.refused.get());
        let is_worth_it = mistakes.len() > 1 || (reference.is_some() && !mistakes.is_empty());
        let tries_left = form.tries_left.get().unwrap_or_default();
        is_worth_it.then(|| view! { <ErrorSummary mistakes tries_left reference/> }.into_any())
    }
}

/// An attribute that is there, as `true`, or not there.
pub fn flag(on: bool) -> Option<String> {
    on.then(|| "true".to_owned())
}

impl Form {
    /// Begins with what was typed before a reload, else with the answers that the server has. Where the screen asks a
    /// question, what was typed under another one is gone.
    pub fn new<D: Draft>(step: Step, answers: Option<D>) -> Form {
        let answers = serde_json::to_value(answers.unwrap_or_default()).unwrap_or_default();
        Form::erased(step, answers, |typed, today| {
            // A member of a wrong type is one that was not typed.
            let draft: D = bankident_wire::json::from_value(typed).unwrap_or_default();
            draft.parse(today).err().unwrap_or_default()
        })
    }

    /// What only the server judges is sent as it was typed.
    pub fn unjudged(step: Step, answers: impl Serialize) -> Form {
        Form::erased(step, serde_json::to_value(answers).unwrap_or_default(), |_, _| Vec::new())
    }

    pub fn empty<D: Draft>(step: Step) -> Form {
        Form::new::<D>(step, None)
    }

    /// A screen that asks for nothing but the next step.
    pub fn confirm(step: Step) -> Form {
        Form::erased(step, serde_json::json!({}), |_, _| Vec::new())
    }

    /// The same, where something has to be done on the screen first.
    pub fn confirm_once(step: Step, ready: impl Fn() -> bool + Send + Sync + 'static) -> Form {
        let form = Form::confirm(step);
        form.ready.set_value(Some(Box::new(ready)));
        form
    }

    fn erased(step: Step, answers: Value, find_mistakes: fn(Value, NaiveDate) -> Vec<FieldError>) -> Form {
        let (journey, i18n) = (Journey::expect(), I18n::expect());
        let of_question = |draft: &Value| draft["question"] == answers["question"];
        let typed = RwSignal::new(storage::draft(step).filter(of_question).unwrap_or(answers));
        // What the bank said about this screen, here or on a later one.
        let (known, reference) = journey.refusal.on(step);
        let (mistakes, refused) = (RwSignal::new(known), RwSignal::new(reference));
        let (tries_left, sending) = (RwSignal::new(None), Request::new());
        let ready = StoredValue::new(None);
        Form { step, journey, i18n, find_mistakes, typed, mistakes, tries_left, refused, sending, ready }
    }

    pub fn input(self, field: Field) -> Input {
        Input { field, form: self }
    }

    pub fn mistake(self, field: Field) -> Option<FieldProblem> {
        self.input(field).mistake()
    }

    pub fn text(self, field: Field) -> String {
        self.input(field).text()
    }

    fn submit(self) {
        if !self.ready.with_value(|ready| ready.as_ref().is_none_or(|ready| ready())) {
            return;
        }
        let today = self.journey.now().date_naive();
        let typed = self.typed.get_untracked();
        let body = json::write(&typed);
        let mistakes = (self.find_mistakes)(typed, today);
        if mistakes.is_empty() {
            self.send(body);
        } else {
            self.sending.reset();
            self.show_mistakes(mistakes);
        }
    }

    /// The server gets what was typed, and reads it as this page did.
    fn send(self, body: String) {
        let Form { step, journey, .. } = self;
        self.mistakes.set(Vec::new());
        self.refused.set(None);
        journey.refusal.forget(step);
        self.sending.run(async move {
            match api::submit(step, &body).await {
                Ok(reported) => {
                    // What came too late was not taken: it is there again once the customer has said who they are.
                    if step == Step::Resume || reported.stage.step() != Step::Resume {
                        storage::forget_draft(step);
                    }
                    journey.advance(reported);
                    // Where the same screen comes back with a question, it is told as a new screen would be.
                    focus::focus_soon("[data-question]");
                    Ok(())
                }
                Err(Failure::Problem(problem)) if !problem.errors.is_empty() => {
                    let Problem { errors, reference, upstream, tries_left, .. } = *problem;
                    self.tries_left.try_set(tries_left);
                    if upstream {
                        self.refused.try_set(Some(reference.clone()));
                        journey.refusal.remember(Refused { by: step, errors: errors.clone(), reference });
                    }
                    self.show_mistakes(errors);
                    Ok(())
                }
                Err(failure) => Err(failure),
            }
        });
    }

    /// Beside their fields, and the first gets the focus; where one is on another screen, the list does.
    fn show_mistakes(self, mistakes: Vec<FieldError>) {
        let all_are_here = mistakes.iter().all(|mistake| mistake.field.step() == self.step);
        // The screen may be gone by now, and its draft with it.
        self.mistakes.try_set(mistakes);
        focus::focus_soon(if all_are_here { "[aria-invalid=true]" } else { "#error-summary" });
    }
}

impl Input {
    pub fn text(self) -> String {
        match (self.value(), self.form.i18n.lang()) {
            (Value::String(text), _) => text,
            // What the server has is a number of cents.
            (Value::Number(cents), lang) => intl::amount(lang, cents.as_i64().unwrap_or_default()),
            _ => String::new(),
        }
    }

    pub fn set_text(self, text: String) {
        self.set(Value::String(text));
    }

    /// Shows mistakes of this field that were found while it was typed.
    pub fn tell(self, found: Vec<FieldError>) {
        let here = found.into_iter().filter(|mistake| mistake.field == self.field);
        self.form.mistakes.update(|mistakes| mistakes.extend(here));
    }

    pub fn value(self) -> Value {
        self.form.typed.with(|typed| self.field.read(typed).clone())
    }

    pub fn set(self, value: Value) {
        let Form { step, typed, mistakes, .. } = self.form;
        // What is being mended is no mistake any more.
        if untrack(|| self.mistake()).is_some() {
            mistakes.update(|mistakes| mistakes.retain(|mistake| mistake.field != self.field));
            self.form.journey.refusal.mended(self.field);
        }
        typed.update(|typed| self.field.write(typed, value));
        typed.with_untracked(|typed| storage::remember_draft(step, typed));
    }

    pub fn ticked(self) -> bool {
        self.value().is_string()
    }

    /// A consent is kept as the time of its tick, by the server's clock.
    pub fn tick(self, ticked: bool) {
        let signed_at = || Value::String(self.form.journey.now().to_rfc3339());
        self.set(if ticked { signed_at() } else { Value::Null });
    }

    pub fn label(self) -> String {
        self.form.i18n.text(&self.field.id())
    }

    pub fn hint(self) -> Option<String> {
        self.form.i18n.find(&format!("{}.hint", self.field.id()))
    }

    /// The sentence of the mistake, where there is one.
    pub fn sentence(self) -> Option<String> {
        let mistake = self.field.is(self.mistake()?);
        Some(sentence(self.form.i18n, mistake, self.form.tries_left.get().unwrap_or_default()))
    }

    pub fn mistake(self) -> Option<FieldProblem> {
        self.form.mistakes.with(|mistakes| {
            mistakes.iter().find(|mistake| mistake.field == self.field).map(|mistake| mistake.problem)
        })
    }

    pub fn invalid(self) -> Option<String> {
        flag(self.mistake().is_some())
    }

    pub fn described_by(self) -> Option<String> {
        let id = self.field.id();
        let hint = self.hint().map(|_| format!("{id}-hint"));
        let error = self.mistake().map(|_| format!("{id}-error"));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}
