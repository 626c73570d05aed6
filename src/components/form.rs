//! The draft of the screen in front of the customer: kept over a reload, parsed, sent, its mistakes shown.

use bankident_wire::{Field, FieldError, FieldProblem, Step};
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{
    erased::{clicked, dynamic, flag, submitted, words},
    task::Task,
};
use crate::{
    api::{self, Failure},
    copy::{Copy, t},
    journey::{self, Journey},
    platform, session,
};

/// What is typed is kept as the JSON of the step's draft in `wire`, one type for all screens: `RwSignal`s of twelve
/// draft types would be a fifth of what the browser loads.
#[derive(Clone, Copy)]
pub struct Form {
    step: Step,
    journey: Journey,
    draft: RwSignal<Value>,
    found: RwSignal<Vec<FieldError>>,
    sending: Task,
}

/// One input of a form.
#[derive(Clone, Copy)]
pub struct Bound {
    pub field: Field,
    form: Form,
}

impl Form {
    /// Begins empty, or with what was typed before a reload.
    pub fn new(step: Step) -> Form {
        Form {
            step,
            journey: Journey::expect(),
            draft: RwSignal::new(session::draft(step).unwrap_or_default()),
            found: RwSignal::default(),
            sending: Task::new(),
        }
    }

    /// Begins with the answers that the server has, where nothing newer was typed. They have the JSON of the draft.
    pub fn with_answers(step: Step, answers: &Option<impl Serialize>) -> Form {
        let form = Form::new(step);
        if form.draft.with_untracked(Value::is_null) {
            form.draft.set(serde_json::from_str(&api::body(answers)).unwrap_or_default());
        }
        form
    }

    pub fn input(self, field: Field) -> Bound {
        Bound { field, form: self }
    }

    /// The draft as the type that `wire` parses.
    pub fn draft<D: DeserializeOwned + Default>(self) -> D {
        serde_json::from_value(self.draft.get()).unwrap_or_default()
    }

    /// Sends what the draft was parsed to, or shows its mistakes.
    pub fn submit(self, parsed: Result<impl Serialize, Vec<FieldError>>) {
        self.send(parsed.map(|value| api::body(&value)));
    }

    fn send(self, body: Result<String, Vec<FieldError>>) {
        let Form { step, journey, .. } = self;
        match body {
            Ok(body) => {
                self.found.set(Vec::new());
                self.sending.run(async move {
                    let reported =
                        api::submit(step, &body).await.inspect_err(|failure| recover(journey, failure))?;
                    session::forget_draft(step);
                    journey.advance(reported);
                    Ok(())
                });
            }
            Err(mistakes) => {
                self.sending.reset();
                self.found.set(mistakes);
                focus_first_mistake();
            }
        }
    }

    /// What was found here, else what the server found.
    fn mistakes(self) -> Vec<FieldError> {
        let found = self.found.get();
        match found.is_empty() {
            true => self.sending.failure().map(errors_of).unwrap_or_default(),
            false => found,
        }
    }
}

fn errors_of(failure: Failure) -> Vec<FieldError> {
    match failure {
        Failure::Problem(problem) => problem.errors,
        Failure::Offline => Vec::new(),
    }
}

/// A lost session cannot be sent to again: the journey begins anew.
fn recover(journey: Journey, failure: &Failure) {
    if journey::is_session_unknown(failure) {
        journey.begin_again();
    }
}

fn focus_first_mistake() {
    platform::focus_soon("[aria-invalid=true]");
}

impl Bound {
    pub fn text(self) -> String {
        self.value().as_str().unwrap_or_default().to_owned()
    }

    pub fn set_text(self, text: String) {
        self.set(Value::String(text));
    }

    pub fn value(self) -> Value {
        self.form.draft.with(|draft| match path(self.field) {
            (Some(object), key) => draft[object][key].clone(),
            (None, key) => draft[key].clone(),
        })
    }

    pub fn set(self, value: Value) {
        let Form { step, draft, .. } = self.form;
        draft.update(|draft| match path(self.field) {
            (Some(object), key) => draft[object][key] = value,
            (None, key) => draft[key] = value,
        });
        draft.with_untracked(|draft| session::remember_draft(step, draft));
    }

    pub fn ticked(self) -> bool {
        self.value().is_string()
    }

    /// A consent is kept as the time of its tick, by the server's clock.
    pub fn tick(self, ticked: bool) {
        let now = self.form.journey.now();
        self.set(if ticked { Value::String(now.to_rfc3339()) } else { Value::Null });
    }

    pub fn mistake(self) -> Option<FieldProblem> {
        let mistakes = self.form.mistakes();
        mistakes.into_iter().find(|mistake| mistake.field == self.field).map(|mistake| mistake.problem)
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

/// The form element of a screen: the list of mistakes, the fields, what failed, the one primary action.
#[component]
pub fn StepForm(
    form: Form,
    /// The words on the button.
    action: &'static str,
    on_submit: impl Fn() + Send + Sync + 'static,
    children: Children,
) -> impl IntoView {
    // What the server found is answered like what was found here: the focus goes where the mistake is.
    Effect::new(move |_| {
        if form.sending.failure().map(errors_of).is_some_and(|errors| !errors.is_empty()) {
            focus_first_mistake();
        }
    });
    let failed = move || if form.mistakes().is_empty() { form.sending.notice() } else { ().into_any() };
    view! {
        <form on:submit=submitted(on_submit) novalidate>
            {error_summary(form)}
            {children()}
            {dynamic(failed)}
            {submit_button(form.sending, action)}
        </form>
    }
}

fn submit_button(sending: Task, action: &'static str) -> AnyView {
    let action = t(action);
    let wait = t("action-pending");
    let caption = words(move || if sending.pending() { wait.get() } else { action.get() });
    // Not `disabled`: that would take the focus away from whoever pressed it.
    view! {
        <button type="submit" class="button primary" aria-disabled=flag(move || sending.pending())>
            <span class="spinner" aria-hidden="true"></span>
            {caption}
        </button>
    }
    .into_any()
}

/// Where several inputs need another look, they are listed first, each a link to its input (the GOV.UK pattern).
fn error_summary(form: Form) -> AnyView {
    let copy = Copy::expect();
    let link = move |mistake: FieldError| {
        let id = mistake.field.id();
        let words = copy.text(&format!("{id}.{}", mistake.problem.id()));
        view! { <li><a href=format!("#{id}") on:click=clicked(move || platform::focus_id(&id))>{words}</a></li> }
    };
    dynamic(move || {
        let mistakes = form.mistakes();
        if mistakes.len() < 2 {
            return ().into_any();
        }
        view! {
            <section class="notice error" aria-labelledby="error-summary">
                <h2 id="error-summary">{copy.text("problem-invalid-input")}</h2>
                <ul>{mistakes.into_iter().map(link).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}
