//! Something under way that may fail: one type for all of them, because each type of Leptos' `Action` weighs several
//! kilobytes in the browser.

use std::{future::Future, pin::Pin};

use leptos::{prelude::*, task::spawn_local};

use super::notice::FailureNotice;
use crate::{
    api::Failure,
    journey::{self, Journey},
};

pub type Outcome = Result<(), Failure>;

#[derive(Clone, Copy)]
pub struct Task {
    state: RwSignal<State>,
    journey: Option<Journey>,
}

#[derive(Clone, PartialEq)]
enum State {
    Idle,
    Pending,
    Done,
    Failed(Failure),
}

impl Task {
    pub fn new() -> Task {
        Task { state: RwSignal::new(State::Idle), journey: use_context() }
    }

    /// Starts it, unless it is under way already: a double click is one click.
    pub fn run(self, work: impl Future<Output = Outcome> + 'static) {
        if self.state.with_untracked(|state| *state != State::Pending) {
            self.spawn(Box::pin(work));
        }
    }

    pub fn pending(self) -> bool {
        self.state.with(|state| *state == State::Pending)
    }

    pub fn done(self) -> bool {
        self.state.with(|state| *state == State::Done)
    }

    pub fn failure(self) -> Option<Failure> {
        self.state.with(|state| match state {
            State::Failed(failure) => Some(failure.clone()),
            _ => None,
        })
    }

    /// Forgets how it ended.
    pub fn reset(self) {
        self.state.set(State::Idle);
    }

    fn spawn(self, work: Pin<Box<dyn Future<Output = Outcome>>>) {
        self.state.set(State::Pending);
        spawn_local(async move {
            let state = match work.await {
                Ok(()) => State::Done,
                Err(failure) => {
                    // A lost session cannot be sent to again: the journey begins anew.
                    if let Some(journey) = self.journey.filter(|_| journey::is_session_unknown(&failure)) {
                        journey.begin_again_after_loss();
                    }
                    State::Failed(failure)
                }
            };
            // The screen may be gone by now, and its task with it.
            self.state.try_set(state);
        });
    }
}

/// What failed, where it failed.
#[component]
pub fn TaskNotice(task: Task) -> impl IntoView {
    move || task.failure().map(|failure| view! { <FailureNotice failure/> }.into_any())
}
