//! What the server does in the background. None of it ever ends; one that does, by a panic too, begins again after a pause, and
//! meanwhile the server is not ready.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use tokio::{sync::watch, time::sleep};

/// Until a task that has ended begins again. Long enough that one which ends at once is seen.
pub const PAUSE: Duration = Duration::from_secs(5);

/// The background tasks, by name. Clones tell of the same tasks.
#[derive(Clone)]
pub struct Tasks {
    pause: Duration,
    /// Which of them run.
    run: watch::Sender<BTreeMap<&'static str, bool>>,
}

impl Tasks {
    /// No task yet.
    pub fn new(pause: Duration) -> Tasks {
        Tasks { pause, run: watch::Sender::default() }
    }

    /// Begins a task with what it needs, and again whenever it ends.
    pub fn keep<N: Clone + Send + 'static, T: Future<Output = ()> + Send + 'static>(
        &self,
        name: &'static str,
        needs: N,
        task: impl Fn(N) -> T + Send + 'static,
    ) {
        let Tasks { pause, run } = self.clone();
        let note = move |runs| {
            run.send_modify(|run| {
                run.insert(name, runs);
            })
        };
        note(true);
        tokio::spawn(async move {
            loop {
                // What a panic says is not told: the hook has told its place.
                let panicked = tokio::spawn(task(needs.clone())).await.is_err();
                note(false);
                tracing::error!(task = name, panicked, "a background task has ended: it begins again");
                sleep(pause).await;
                note(true);
            }
        });
    }

    /// Those that do not run at the moment.
    pub fn ended(&self) -> BTreeSet<&'static str> {
        self.run.borrow().iter().filter(|(_, runs)| !**runs).map(|(name, _)| *name).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::{
        future::pending,
        sync::atomic::{AtomicU32, Ordering},
    };

    use tokio::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn a_task_that_panics_or_returns_begins_again() {
        let tasks = Tasks::new(Duration::ZERO);
        let (begins, mut begun) = mpsc::unbounded_channel();
        let times = AtomicU32::new(0);
        tasks.keep("frail", (), move |()| {
            let time = times.fetch_add(1, Ordering::SeqCst);
            begins.send(time).unwrap();
            async move {
                match time {
                    0 => panic!("at its beginning"),
                    1 => {}
                    _ => pending().await,
                }
            }
        });
        for time in 0..3 {
            assert_eq!(begun.recv().await, Some(time));
        }
        assert_eq!(tasks.ended(), BTreeSet::new());
    }

    #[tokio::test]
    async fn a_task_that_has_ended_is_named() {
        let tasks = Tasks::new(Duration::from_secs(600));
        let mut run = tasks.run.subscribe();
        tasks.keep("steady", (), |()| pending());
        tasks.keep("frail", (), async |()| {});
        run.wait_for(|run| !run["frail"]).await.unwrap();
        assert_eq!(tasks.ended(), BTreeSet::from(["frail"]));
    }
}
