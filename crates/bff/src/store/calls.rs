//! How often somebody calls: one limit for all servers, by the generic cell rate algorithm (GCRA). Each call pushes the time at which
//! the limit is whole again; that time is all that is kept.

use chrono::{DateTime, TimeDelta, Utc};

use super::{database::Store, error::Error, journey_id::JourneyId};

/// Whose calls are counted.
#[derive(Clone, Copy)]
pub enum Caller<'a> {
    Partner(&'a str),
    /// The polls of a journey's browser that make us read Solaris.
    Poll(JourneyId),
    /// Its commands.
    Command(JourneyId),
    /// Its questions which bank an IBAN belongs to.
    IbanLookup(JourneyId),
}

impl Caller<'_> {
    fn name(self) -> String {
        match self {
            Caller::Partner(id) => format!("partner {id}"),
            Caller::Poll(JourneyId(id)) => format!("poll {id}"),
            Caller::Command(JourneyId(id)) => format!("command {id}"),
            Caller::IbanLookup(JourneyId(id)) => format!("iban {id}"),
        }
    }
}

/// How many calls there may be. Who was silent for the whole time may make them at once.
#[derive(Clone, Copy)]
pub struct Limit {
    pub most: u32,
    pub within: TimeDelta,
}

/// What is left of a limit.
#[derive(Debug, PartialEq, Eq)]
pub enum CallsLeft {
    Some(u32),
    /// Nothing, for so long.
    NoneFor(TimeDelta),
}

impl Store {
    /// Takes one call from the caller's limit.
    pub async fn take_call(
        &self,
        caller: Caller<'_>,
        limit: Limit,
        now: DateTime<Utc>,
    ) -> Result<CallsLeft, Error> {
        let (caller, period) = (caller.name(), limit.within.num_milliseconds() * 1000);
        let (now, step) = (now.timestamp_micros(), period / i64::from(limit.most.max(1)));
        let query = sqlx::query_scalar(
            "INSERT INTO calls (caller, whole_at) VALUES ($1, $2 + $3) ON CONFLICT (caller) DO UPDATE SET \
             whole_at = $3 + CASE WHEN calls.whole_at > $2 THEN calls.whole_at ELSE $2 END \
             WHERE calls.whole_at + $3 <= $2 + $4 RETURNING whole_at",
        );
        let taken: Option<i64> =
            query.bind(&caller).bind(now).bind(step).bind(period).fetch_optional(&self.pool).await?;
        if let Some(whole_at) = taken {
            let left = (now + period - whole_at) / step;
            return Ok(CallsLeft::Some(u32::try_from(left).unwrap_or(0)));
        }
        let query = sqlx::query_scalar("SELECT whole_at FROM calls WHERE caller = $1").bind(caller);
        let whole_at: i64 = query.fetch_one(&self.pool).await?;
        Ok(CallsLeft::NoneFor(TimeDelta::microseconds((whole_at + step - now - period).max(0))))
    }

    /// Forgets whose limits are whole.
    pub async fn forget_calls(&self, now: DateTime<Utc>) -> Result<(), Error> {
        let query = sqlx::query("DELETE FROM calls WHERE whole_at <= $1").bind(now.timestamp_micros());
        query.execute(&self.pool).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{super::database::empty_store, *};

    #[tokio::test]
    async fn calls_are_taken_and_come_back() {
        let (store, _folder) = empty_store().await;
        let began: DateTime<Utc> = "2026-11-23T12:00:00Z".parse().unwrap();
        let take = async |caller: &str, seconds: i64| {
            let limit = Limit { most: 3, within: TimeDelta::minutes(1) };
            let now = began + TimeDelta::seconds(seconds);
            store.take_call(Caller::Partner(caller), limit, now).await.unwrap()
        };
        assert_eq!(take("nordlicht", 0).await, CallsLeft::Some(2));
        assert_eq!(take("nordlicht", 0).await, CallsLeft::Some(1));
        assert_eq!(take("nordlicht", 5).await, CallsLeft::Some(0));
        assert_eq!(take("nordlicht", 5).await, CallsLeft::NoneFor(TimeDelta::seconds(15)));
        assert_eq!(take("seerose", 5).await, CallsLeft::Some(2), "each has a limit of its own");
        assert_eq!(take("nordlicht", 20).await, CallsLeft::Some(0), "what was refused does not count");
        store.forget_calls(began + TimeDelta::seconds(21)).await.unwrap();
        assert_eq!(take("nordlicht", 21).await, CallsLeft::NoneFor(TimeDelta::seconds(19)));
        store.forget_calls(began + TimeDelta::seconds(100)).await.unwrap();
        assert_eq!(take("nordlicht", 100).await, CallsLeft::Some(2));
    }

    #[tokio::test]
    async fn two_at_once_do_not_share_the_last_one() {
        let (store, _folder) = empty_store().await;
        let now = "2026-11-23T12:00:00Z".parse().unwrap();
        let limit = Limit { most: 1, within: TimeDelta::minutes(1) };
        let take = || store.take_call(Caller::Partner("nordlicht"), limit, now);
        let (one, other) = tokio::join!(take(), take());
        let taken = [one.unwrap(), other.unwrap()].map(|left| left == CallsLeft::Some(0));
        assert_ne!(taken[0], taken[1]);
    }
}
