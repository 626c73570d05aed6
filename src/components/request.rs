//! A call to the server that somebody waits for.

use std::{cell::RefCell, future::Future, pin::Pin, rc::Rc};

use leptos::{prelude::*, reactive::signal::MappedSignal};

use super::notice::FailureNotice;
use crate::{api::Failure, journey::Journey};

pub type Outcome = Result<(), Failure>;

/// What is under way. One type for all calls, so that Leptos' [`Action`] is compiled once.
type Work = Rc<RefCell<Option<Pin<Box<dyn Future<Output = Outcome>>>>>>;

#[derive(Clone, Copy)]
pub struct Request {
    action: Action<Work, Outcome>,
    pending: Memo<bool>,
    outcome: MappedSignal<Option<Outcome>>,
}

impl Request {
    pub fn new() -> Request {
        let journey = use_context::<Journey>();
        let action = Action::new_local(move |work: &Work| {
            let work = work.take();
            async move {
                let Some(work) = work else { return Ok(()) };
                let outcome = work.await;
                // A lost session cannot be sent to again: the journey begins anew.
                if let (Err(failure), Some(journey)) = (&outcome, journey)
                    && failure.is_session_unknown()
                {
                    journey.begin_again_after_loss();
                }
                outcome
            }
        });
        Request { action, pending: action.pending(), outcome: action.value() }
    }

    /// Starts it, unless it is under way already: a double click is one click.
    pub fn run(self, work: impl Future<Output = Outcome> + 'static) {
        self.start(Box::pin(work));
    }

    fn start(self, work: Pin<Box<dyn Future<Output = Outcome>>>) {
        if !self.pending.get_untracked() {
            self.action.clear();
            self.action.dispatch_local(Rc::new(RefCell::new(Some(work))));
        }
    }

    pub fn pending(self) -> bool {
        self.pending.get()
    }

    pub fn done(self) -> bool {
        self.outcome.with(|outcome| *outcome == Some(Ok(())))
    }

    pub fn failure(self) -> Option<Failure> {
        self.outcome.with(|outcome| outcome.clone()?.err())
    }

    /// Forgets how it ended.
    pub fn reset(self) {
        self.action.clear();
    }
}

/// What failed, where it failed.
#[component]
pub fn RequestNotice(request: Request) -> impl IntoView {
    move || request.failure().map(|failure| view! { <FailureNotice failure/> }.into_any())
}
