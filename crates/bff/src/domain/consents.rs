//! Times of consents.

use bankident_wire::{Field, FieldError, FieldProblem};
use chrono::{DateTime, TimeDelta, Utc};

/// How far a customer's clock may be ahead of ours.
const SKEW: TimeDelta = TimeDelta::minutes(2);

/// Checks that each box was ticked during the journey: not before its begin, not in the future.
///
/// # Errors
/// `OutOfBounds` for each box whose time is not.
pub fn in_bounds(
    began_at: DateTime<Utc>,
    now: DateTime<Utc>,
    ticks: &[(Field, DateTime<Utc>)],
) -> Result<(), Vec<FieldError>> {
    let outside = ticks.iter().filter(|(_, at)| *at < began_at || *at > now + SKEW);
    let errors: Vec<FieldError> = outside.map(|(field, _)| field.is(FieldProblem::OutOfBounds)).collect();
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tick_happens_during_the_journey() {
        let began_at: DateTime<Utc> = "2026-11-23T12:00:00Z".parse().unwrap();
        let now = began_at + TimeDelta::minutes(5);
        let check = |at: DateTime<Utc>| in_bounds(began_at, now, &[(Field::DataTerms, at)]);
        let out_of_bounds = Err(vec![Field::DataTerms.is(FieldProblem::OutOfBounds)]);
        assert_eq!(check(began_at), Ok(()));
        assert_eq!(check(now + SKEW), Ok(()));
        assert_eq!(check(began_at - TimeDelta::milliseconds(1)), out_of_bounds);
        assert_eq!(check(now + SKEW + TimeDelta::milliseconds(1)), out_of_bounds);
    }
}
