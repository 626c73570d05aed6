//! Rate limits for customers: SMS, wrong codes, wrong birth dates. Pure.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Wrong guesses per code that was sent: five, of a million codes.
pub const WRONG_CODES: u32 = 5;

/// Wrong birth dates when a customer comes back.
pub const WRONG_BIRTH_DATES: u32 = 3;

/// The shortest time between two SMS that verify a number.
pub const SMS_PAUSE: TimeDelta = TimeDelta::seconds(30);

/// SMS per hour and journey.
const SMS_PER_HOUR: usize = 5;

/// The times of the last SMS that verify a number, the newest last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentSms(Vec<DateTime<Utc>>);

impl SentSms {
    pub fn sent(&mut self, at: DateTime<Utc>) {
        self.0.push(at);
        let old = self.0.len().saturating_sub(SMS_PER_HOUR);
        self.0.drain(..old);
    }

    pub fn last(&self) -> Option<DateTime<Utc>> {
        self.0.last().copied()
    }

    /// The earliest time for the next SMS; `None` before the first.
    pub fn next_at(&self) -> Option<DateTime<Utc>> {
        let after_pause = self.last()? + SMS_PAUSE;
        let fifth_last = self.0.len().checked_sub(SMS_PER_HOUR).and_then(|index| self.0.get(index));
        Some(fifth_last.map_or(after_pause, |sent_at| after_pause.max(*sent_at + TimeDelta::hours(1))))
    }

    /// How long to wait before the next SMS; `None` if it can be sent now.
    pub fn wait(&self, now: DateTime<Utc>) -> Option<TimeDelta> {
        self.next_at().map(|next_at| next_at - now).filter(|wait| *wait > TimeDelta::zero())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    fn sent(times: impl IntoIterator<Item = i64>) -> SentSms {
        let mut sms = SentSms::default();
        times.into_iter().for_each(|seconds| sms.sent(at(seconds)));
        sms
    }

    #[test]
    fn the_first_is_sent_at_once_the_next_after_half_a_minute() {
        assert_eq!(sent([]).wait(at(0)), None);
        assert_eq!(sent([0]).wait(at(10)), Some(TimeDelta::seconds(20)));
        assert_eq!(sent([0]).wait(at(30)), None);
    }

    #[test]
    fn five_in_an_hour_and_no_more() {
        assert_eq!(sent([0, 30, 60, 90]).next_at(), Some(at(120)));
        assert_eq!(sent([0, 30, 60, 90, 120]).next_at(), Some(at(3600)));
        assert_eq!(sent([0, 30, 60, 90, 120, 3600]).next_at(), Some(at(3630)));
        assert_eq!(sent([0, 30, 60, 90, 120, 3700]).next_at(), Some(at(3730)), "after the pause at least");
    }
}
