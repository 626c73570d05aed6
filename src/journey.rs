//! The one piece of shared state: what the server last reported. How it is advanced and pushed.

mod beginning;
mod prefill;
mod pushes;
mod refusal;
mod screen;
mod session;

use std::time::Duration;

use bankident_wire::{Field, Reported, SessionEnd, Stage, Step, Way};
use chrono::{DateTime, TimeDelta, Utc};
use gloo_timers::future::sleep;
use leptos::{prelude::*, task::spawn_local};
use web_sys::AbortController;

use crate::{
    api::{self, Failure},
    browser::{clock, history, page, storage},
};

pub use refusal::{Refusal, Refused};
use screen::{is_waiting, without_what_moves};

pub use session::SessionTime;

#[derive(Clone, Copy)]
pub struct Journey {
    /// Whose page begins it.
    partner: StoredValue<Option<String>>,
    stage: RwSignal<Stage>,
    /// The stage without its deadlines, and without which documents are kept: what moves does not make a new screen, it is
    /// read where it is shown.
    screen: RwSignal<Stage>,
    /// How far the server's clock is ahead of the customer's.
    ahead: StoredValue<TimeDelta>,
    offline: RwSignal<bool>,
    session_end: RwSignal<Option<SessionEnd>>,
    session_time: RwSignal<SessionTime>,
    /// By the server's clock.
    visited_at: StoredValue<DateTime<Utc>>,
    /// The session was lost, and this journey began instead.
    lost: RwSignal<bool>,
    /// Where the partner takes the customer back, once the journey has ended.
    return_url: RwSignal<Option<String>>,
    /// There is no journey any more, and none could be begun.
    failed: RwSignal<Option<Failure>>,
    pub refusal: Refusal,
    /// The input that the next screen is shown for.
    wanted: StoredValue<Option<Field>>,
    /// Ends the stream of pushes.
    listening: StoredValue<Option<AbortController>, LocalStorage>,
}

impl Journey {
    /// A journey that stands where the server says; `ahead` is how far the server's clock is ahead of ours.
    pub fn at(reported: Reported, partner: Option<String>, ahead: TimeDelta, lost: bool) -> Journey {
        Journey {
            partner: StoredValue::new(partner),
            offline: RwSignal::new(false),
            session_end: RwSignal::new(reported.session_end),
            session_time: RwSignal::new(SessionTime::Enough),
            visited_at: StoredValue::new(reported.now),
            lost: RwSignal::new(lost),
            failed: RwSignal::new(None),
            refusal: Refusal::none(),
            wanted: StoredValue::new(None),
            listening: StoredValue::new_local(None),
            return_url: RwSignal::new(reported.return_url.clone()),
            ahead: StoredValue::new(ahead),
            screen: RwSignal::new(without_what_moves(reported.stage.clone())),
            stage: RwSignal::new(reported.stage),
        }
    }

    pub fn provide(self) {
        provide_context(self);
    }

    pub fn expect() -> Journey {
        expect_context()
    }

    pub fn is_offline(self) -> bool {
        self.offline.get()
    }

    pub fn was_lost(self) -> bool {
        self.lost.get()
    }

    /// Why there is no journey any more, where one could not be begun.
    pub fn failure(self) -> Option<Failure> {
        self.failed.get()
    }

    pub fn return_url(self) -> Option<String> {
        self.return_url.get()
    }

    pub fn stage(self) -> Stage {
        self.stage.get()
    }

    pub fn stage_untracked(self) -> Stage {
        self.stage.get_untracked()
    }

    /// What the screen is made of.
    pub fn screen(self) -> Stage {
        self.screen.get()
    }

    pub fn step(self) -> Step {
        self.screen.with(Stage::step)
    }

    pub fn step_untracked(self) -> Step {
        self.screen.with_untracked(Stage::step)
    }

    /// How far the server's clock is ahead of the customer's.
    pub fn ahead(self) -> TimeDelta {
        self.ahead.get_value()
    }

    /// The server's time, whatever the customer's clock says.
    pub fn now(self) -> DateTime<Utc> {
        clock::now() + self.ahead.get_value()
    }

    /// Shows what the server reported. Walking on makes an entry in the browser's history.
    pub fn advance(self, reported: Reported) {
        let step = reported.stage.step();
        let walking_on = history::step() != Some(step);
        self.arrive(reported, walking_on);
    }

    /// Back or forward led to a step: the server says whether it may be shown.
    pub fn walk_to(self, step: Step) {
        spawn_local(async move {
            match api::revisit(step).await {
                Ok(reported) => self.arrive(reported, false),
                Err(_) => history::show(self.stage.with_untracked(Stage::step), false),
            }
        });
    }

    /// Asks for an earlier screen again, to change what was said there.
    pub fn revisit(self, step: Step) {
        spawn_local(async move {
            if let Ok(reported) = api::revisit(step).await {
                self.advance(reported);
            }
        });
    }

    /// Shows an earlier screen for one of its inputs.
    pub fn lead_to(self, step: Step, field: Field) {
        self.wanted.set_value(Some(field));
        // After a rejection, it is a way to choose.
        let completes = self.stage.with_untracked(|stage| stage.ways().contains(&Way::CompleteData));
        spawn_local(async move {
            if completes {
                api::choose(Way::CompleteData).await.ok();
            }
            if let Ok(reported) = api::revisit(step).await {
                self.advance(reported);
            }
        });
    }

    /// The input that this screen is shown for, if any; asked once. Another screen may be pushed in between.
    pub fn take_wanted(self, step: Step) -> Option<Field> {
        let here = |field: &mut Field| field.step() == step;
        self.wanted.try_update_value(|wanted| wanted.take_if(here)).flatten()
    }

    /// Follows what happens elsewhere (the bank, the signing service, a second tab): by push, and while a screen waits
    /// also by asking, in case a push is lost.
    pub fn follow(self) {
        self.listen();
        spawn_local(async move {
            loop {
                let is_over = self.look_at_the_clock();
                if is_over || self.stage.with_untracked(|stage| is_waiting(stage) || self.is_over(stage)) {
                    self.ask().await;
                }
                sleep(ASK_AGAIN).await;
            }
        });
        self.note_visits();
        page::on_connection(move |online| {
            self.offline.set(!online);
            if online {
                // Without waiting for the next try.
                self.listen();
                spawn_local(self.ask());
            }
        });
    }

    /// Asks where the journey stands; where there is no answer, what is known stays.
    async fn ask(self) {
        self.hear(api::journey().await);
    }

    fn hear(self, answer: Result<Reported, Failure>) {
        match answer {
            Ok(reported) => self.advance(reported),
            // What stands on the screen stays until somebody is there.
            Err(failure) if failure.is_session_unknown() => {
                self.session_end.set(None);
                self.session_time.set(SessionTime::Over);
            }
            Err(_) => {}
        }
    }

    /// Whether the time for this screen is up: then there is another one.
    fn is_over(self, stage: &Stage) -> bool {
        stage.expires_at().is_some_and(|expires_at| expires_at <= self.now())
    }

    fn arrive(self, reported: Reported, walking_on: bool) {
        let step = reported.stage.step();
        if walking_on || history::step() != Some(step) {
            history::show(step, walking_on);
        }
        storage::remember_step(step);
        if step != Step::Terms {
            self.lost.set(false);
        }
        self.ahead.set_value(ahead(&reported));
        let screen = without_what_moves(reported.stage.clone());
        self.return_url.set(reported.return_url);
        self.session_end.set(reported.session_end);
        self.session_time.update(|time| {
            if reported.session_end.is_none() || *time == SessionTime::Over {
                *time = SessionTime::Enough;
            }
        });
        self.look_at_the_clock();
        self.stage.set(reported.stage);
        if self.screen.with_untracked(|known| *known != screen) {
            self.screen.set(screen);
        }
    }
}

const ASK_AGAIN: Duration = Duration::from_secs(5);

fn ahead(reported: &Reported) -> TimeDelta {
    reported.now - clock::now()
}
