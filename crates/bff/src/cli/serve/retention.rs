//! How long what is known about customers is kept, as flags.

use bankident_bff::domain::retention::Retention;
use chrono::TimeDelta;
use clap::{Args, value_parser};

fn days(period: TimeDelta) -> u16 {
    period.num_days().try_into().unwrap_or(u16::MAX)
}

/// Days after the last change.
#[derive(Args)]
pub struct RetentionDays {
    /// For how many days a journey is kept that its customer has not finished.
    #[arg(long, default_value_t = days(Retention::default().unfinished), env = "BANKIDENT_KEEP_UNFINISHED", value_parser = value_parser!(u16).range(2..))]
    keep_unfinished: u16,

    /// The same after a successful identification.
    #[arg(long, default_value_t = days(Retention::default().successful), env = "BANKIDENT_KEEP_SUCCESSFUL", value_parser = value_parser!(u16).range(1..))]
    keep_successful: u16,

    /// The same after a rejection, or where the customer goes on with video identification.
    #[arg(long, default_value_t = days(Retention::default().rejected), env = "BANKIDENT_KEEP_REJECTED", value_parser = value_parser!(u16).range(1..))]
    keep_rejected: u16,

    /// The same for what is left of an erased journey: its id, and how it ended.
    #[arg(long, default_value_t = days(Retention::default().erased), env = "BANKIDENT_KEEP_ERASED", value_parser = value_parser!(u16).range(1..))]
    keep_erased: u16,

    /// The same for the ids of Solaris' webhooks.
    #[arg(long, default_value_t = days(Retention::default().webhooks), env = "BANKIDENT_KEEP_WEBHOOKS", value_parser = value_parser!(u16).range(7..))]
    keep_webhooks: u16,
}

impl RetentionDays {
    pub fn retention(&self) -> Retention {
        let period = |days: u16| TimeDelta::days(days.into());
        Retention {
            unfinished: period(self.keep_unfinished),
            successful: period(self.keep_successful),
            rejected: period(self.keep_rejected),
            erased: period(self.keep_erased),
            webhooks: period(self.keep_webhooks),
        }
    }
}
