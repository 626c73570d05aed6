//! The SMS of the last day, counted for each budget.

use chrono::{DateTime, TimeDelta, Utc};

use super::{database::Store, error::Error};
use crate::domain::sms_budget::{Budget, LONGEST, Scope};

/// Which budget is exhausted, and for how long.
pub struct Exhausted {
    pub scope: Scope,
    pub wait: TimeDelta,
}

impl Store {
    /// Takes an SMS from all budgets, or from none of them if one is exhausted. Two requests at once do not take the same one.
    pub async fn take_sms(&self, budgets: &[Budget], now: DateTime<Utc>) -> Result<Option<Exhausted>, Error> {
        let mut transaction = self.write().await?;
        self.one_at_a_time(&mut transaction, "sms").await?;
        sqlx::query("DELETE FROM sms WHERE sent_at <= $1")
            .bind((now - LONGEST).timestamp_millis())
            .execute(&mut *transaction)
            .await?;
        for Budget { scope, key, most, within } in budgets {
            // The one that has to grow old before another one may go out.
            let since = now - *within;
            let of_budget = "SELECT sent_at FROM sms WHERE budget = $1 AND sent_at > $2 \
                 ORDER BY sent_at DESC LIMIT 1 OFFSET $3";
            let oldest: Option<i64> = sqlx::query_scalar(of_budget)
                .bind(key.as_slice())
                .bind(since.timestamp_millis())
                .bind(i64::from(*most) - 1)
                .fetch_optional(&mut *transaction)
                .await?;
            if let Some(oldest) = oldest {
                let wait = TimeDelta::milliseconds(oldest - since.timestamp_millis());
                return Ok(Some(Exhausted { scope: *scope, wait }));
            }
        }
        let mut keys: Vec<_> = budgets.iter().map(|budget| budget.key).collect();
        // A number has two of them.
        keys.dedup();
        for key in keys {
            sqlx::query("INSERT INTO sms (budget, sent_at) VALUES ($1, $2)")
                .bind(key.as_slice())
                .bind(now.timestamp_millis())
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::database::empty_store, *};

    fn budget(key: u8, most: u32, within: TimeDelta) -> Budget {
        Budget { scope: Scope::Number, key: [key; 32], most, within }
    }

    #[tokio::test]
    async fn a_budget_is_taken_from_and_comes_back() {
        let (store, _folder) = empty_store().await;
        let hourly = [budget(1, 2, TimeDelta::hours(1)), budget(1, 3, TimeDelta::hours(24))];
        let began: DateTime<Utc> = "2026-11-23T12:00:00Z".parse().unwrap();
        let take = async |minutes: i64| {
            let taken = store.take_sms(&hourly, began + TimeDelta::minutes(minutes)).await.unwrap();
            taken.map(|exhausted| exhausted.wait.num_minutes())
        };
        assert_eq!(take(0).await, None);
        assert_eq!(take(10).await, None);
        assert_eq!(take(20).await, Some(40));
        assert_eq!(take(60).await, None, "what was refused does not count");
        assert_eq!(take(120).await, Some(22 * 60), "three in a day");
        assert_eq!(take(24 * 60).await, None);
    }

    #[tokio::test]
    async fn nothing_is_taken_where_one_budget_is_exhausted() {
        let (store, _folder) = empty_store().await;
        let hour = TimeDelta::hours(1);
        let now: DateTime<Utc> = "2026-11-23T12:00:00Z".parse().unwrap();
        let [small, large] = [budget(1, 1, hour), budget(2, 2, hour)];
        let taken = async |budgets: &[Budget]| store.take_sms(budgets, now).await.unwrap().is_none();
        assert!(taken(&[large.clone(), small.clone()]).await);
        assert!(!taken(&[large.clone(), small.clone()]).await);
        assert!(taken(std::slice::from_ref(&large)).await, "the refused one took nothing");
        assert!(!taken(&[large]).await);
    }

    #[tokio::test]
    async fn two_at_once_do_not_share_the_last_one() {
        let (store, _folder) = empty_store().await;
        let now: DateTime<Utc> = "2026-11-23T12:00:00Z".parse().unwrap();
        let last = [budget(1, 1, TimeDelta::hours(1))];
        let (one, other) = tokio::join!(store.take_sms(&last, now), store.take_sms(&last, now));
        assert_ne!(one.unwrap().is_none(), other.unwrap().is_none());
    }
}
