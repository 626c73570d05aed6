use std::{fmt, sync::Arc};

use chrono::{DateTime, Utc};

/// What time it is: a parameter, so that tests and the sandbox can move it.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

impl Clock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    pub fn system() -> Clock {
        Clock(Arc::new(Utc::now))
    }

    /// The sandbox's clock: both move together.
    pub fn of_sandbox(clock: bankident_sandbox::Clock) -> Clock {
        Clock(Arc::new(move || clock.now()))
    }

    pub fn now(&self) -> DateTime<Utc> {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}
