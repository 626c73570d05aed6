//! The draft of the screen in front of the customer: kept over a reload, parsed, sent, its mistakes shown.

use bankident_wire::{Field, FieldError, FieldProblem, Step};
use chrono::{DateTime, Utc};
use leptos::{ev::SubmitEvent, prelude::*};
use serde::{Serialize, de::DeserializeOwned};

use super::notice::FailureNotice;
use crate::{
    api::{self, Failure},
    copy::{Copy, t},
    journey::{self, Journey},
    platform, session,
};

pub struct Form<D: 'static> {
    step: Step,
    draft: RwSignal<D>,
    state: FormState,
}

/// What fields and buttons need to know of their form, whatever it asks for.
#[derive(Clone, Copy)]
pub struct FormState {
    found: RwSignal<Vec<FieldError>>,
    sending: Action<String, Result<(), Failure>>,
}

/// One input of a form.
pub struct Bound<T: Send + Sync + 'static> {
    pub field: Field,
    pub value: Signal<T>,
    pub set: Callback<T>,
    pub mistake: Signal<Option<FieldProblem>>,
}

/// The draft of a screen that asks for nothing but the next step.
#[derive(Clone, Copy, Default, Serialize, serde::Deserialize)]
pub struct Nothing {}

impl<D> Clone for Form<D> {
    fn clone(&self) -> Form<D> {
        *self
    }
}

impl<D> std::marker::Copy for Form<D> {}

impl<T: Send + Sync> Clone for Bound<T> {
    fn clone(&self) -> Bound<T> {
        *self
    }
}

impl<T: Send + Sync> std::marker::Copy for Bound<T> {}

impl<D: Clone + Default + Serialize + DeserializeOwned + Send + Sync> Form<D> {
    /// Begins with what was typed before a reload, else with the answers the server has, else empty.
    pub fn new(step: Step, answers: Option<D>) -> Form<D> {
        let journey = Journey::expect();
        let draft = RwSignal::new(session::draft(step).or(answers).unwrap_or_default());
        let sending = Action::new_local(move |body: &String| {
            let body = body.clone();
            async move {
                let reported = api::submit(step, &body).await.inspect_err(|failure| recover(journey, failure))?;
                session::forget_draft(step);
                journey.advance(reported);
                Ok(())
            }
        });
        Form { step, draft, state: FormState { found: RwSignal::default(), sending } }
    }

    pub fn state(self) -> FormState {
        self.state
    }

    pub fn read<T>(self, read: impl FnOnce(&D) -> T) -> T {
        self.draft.with(read)
    }

    /// An input for text: `form.text(Field::FirstName, |draft| &mut draft.first_name)`.
    pub fn text(self, field: Field, part: fn(&mut D) -> &mut String) -> Bound<String> {
        self.bound(field, part)
    }

    /// A consent, kept as the time of its tick.
    pub fn tick(self, field: Field, part: fn(&mut D) -> &mut Option<DateTime<Utc>>) -> Bound<bool> {
        let journey = Journey::expect();
        let signed_at = self.bound(field, part);
        Bound {
            field,
            value: Signal::derive(move || signed_at.value.with(Option::is_some)),
            set: Callback::new(move |ticked: bool| signed_at.set.run(ticked.then(|| journey.now()))),
            mistake: signed_at.mistake,
        }
    }

    pub fn bound<T>(self, field: Field, part: fn(&mut D) -> &mut T) -> Bound<T>
    where
        T: Clone + Send + Sync,
    {
        let Form { step, draft, state } = self;
        Bound {
            field,
            value: Signal::derive(move || {
                draft.track();
                part(&mut draft.write_untracked()).clone()
            }),
            set: Callback::new(move |value| {
                draft.update(|draft| *part(draft) = value);
                draft.with_untracked(|draft| session::remember_draft(step, draft));
            }),
            mistake: Signal::derive(move || state.mistake(field)),
        }
    }

    /// Sends what the draft was parsed to, or shows its mistakes. A second submit while the first is under way is ignored.
    pub fn submit(self, parsed: Result<impl Serialize, Vec<FieldError>>) {
        let FormState { found, sending } = self.state;
        if sending.pending().get_untracked() {
            return;
        }
        match parsed {
            Ok(value) => {
                found.set(Vec::new());
                sending.dispatch_local(api::body(&value));
            }
            Err(mistakes) => {
                sending.clear();
                found.set(mistakes);
                self.state.focus_first_mistake();
            }
        }
    }
}

/// A lost session cannot be sent to again: the journey begins anew.
fn recover(journey: Journey, failure: &Failure) {
    if journey::is_session_unknown(failure) {
        journey.begin_again();
    }
}

impl FormState {
    pub fn pending(self) -> bool {
        self.sending.pending().get()
    }

    /// What was found here, else what the server found.
    fn mistakes(self) -> Vec<FieldError> {
        let found = self.found.get();
        match found.is_empty() {
            true => self.failure().and_then(|failure| Some(failure.problem()?.errors.clone())).unwrap_or_default(),
            false => found,
        }
    }

    fn mistake(self, field: Field) -> Option<FieldProblem> {
        self.mistakes().into_iter().find(|mistake| mistake.field == field).map(|mistake| mistake.problem)
    }

    fn failure(self) -> Option<Failure> {
        self.sending.value().get()?.err()
    }

    fn focus_first_mistake(self) {
        platform::focus_soon("[aria-invalid=true]");
    }
}

/// The form element of a screen: the list of mistakes, the fields, what failed, the one primary action.
#[component]
pub fn StepForm(
    state: FormState,
    /// The words on the button.
    action: &'static str,
    #[prop(into)] on_submit: Callback<()>,
    children: Children,
) -> impl IntoView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        on_submit.run(());
    };
    // What the server found is answered like what was found here: the focus goes where the mistake is.
    Effect::new(move |_| {
        if state.failure().is_some_and(|failure| failure.problem().is_some_and(|problem| !problem.errors.is_empty())) {
            state.focus_first_mistake();
        }
    });
    view! {
        <form on:submit=submit novalidate>
            <ErrorSummary state />
            {children()}
            {move || state.failure().filter(|_| state.mistakes().is_empty()).map(|failure| view! { <FailureNotice failure /> })}
            <SubmitButton pending=Signal::derive(move || state.pending()) action />
        </form>
    }
}

#[component]
fn SubmitButton(pending: Signal<bool>, action: &'static str) -> impl IntoView {
    let words = t(action);
    let wait = t("action-pending");
    // Not `disabled`: that would take the focus away from whoever pressed it.
    view! {
        <button type="submit" class="button primary" aria-disabled=move || pending.get().then_some("true")>
            <span class="spinner" aria-hidden="true"></span>
            {move || if pending.get() { wait() } else { words() }}
        </button>
    }
}

/// Where several inputs need another look, they are listed first, each a link to its input (the GOV.UK pattern).
#[component]
fn ErrorSummary(state: FormState) -> impl IntoView {
    let copy = Copy::expect();
    let entries = move || {
        let mistakes = state.mistakes();
        (mistakes.len() > 1).then(|| {
            let links = mistakes.into_iter().map(|mistake| {
                let id = mistake.field.id();
                let follow = id.clone();
                let words = copy.text(&format!("{id}.{}", mistake.problem.id()));
                let go = move |event: leptos::ev::MouseEvent| {
                    // The address belongs to the step, so the link does not change it.
                    event.prevent_default();
                    platform::focus_id(&follow);
                };
                view! { <li><a href=format!("#{id}") on:click=go>{words}</a></li> }
            });
            view! {
                <section class="notice error" aria-labelledby="error-summary">
                    <h2 id="error-summary">{copy.text("problem-invalid-input")}</h2>
                    <ul>{links.collect_view()}</ul>
                </section>
            }
        })
    };
    view! { {entries} }
}
