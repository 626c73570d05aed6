//! What came of the walks of a scenario.

use std::time::Duration;

use super::customer::Walk;

/// A row of the table.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub scenario: &'static str,
    pub walks: usize,
    /// Kills, outages, jumps, failed calls.
    pub faults: usize,
    pub seconds: u64,
    /// Journeys that a server has forgotten, and events that no partner got.
    pub lost: usize,
    pub backwards: usize,
    pub twice: usize,
    pub stuck: usize,
}

impl Tally {
    pub fn of(scenario: &'static str, walks: &[Walk], faults: usize, took: Duration) -> Tally {
        let count = |is: fn(&Walk) -> bool| walks.iter().filter(|walk| is(walk)).count();
        Tally {
            scenario,
            walks: walks.len(),
            faults,
            seconds: took.as_secs(),
            lost: count(|walk| walk.lost),
            backwards: walks.iter().map(|walk| walk.backwards).sum(),
            twice: 0,
            stuck: count(|walk| walk.stuck.is_some() && !walk.lost),
        }
    }

    pub fn holds(&self) -> bool {
        self.lost + self.backwards + self.twice + self.stuck == 0
    }
}

/// A Markdown table.
pub fn table(tallies: &[Tally]) -> String {
    let rows = tallies.iter().map(|tally| {
        let Tally { scenario, walks, faults, seconds, lost, backwards, twice, stuck } = tally;
        format!(
            "| {scenario} | {walks} | {faults} | {seconds} | {lost} | {backwards} | {twice} | {stuck} |\n"
        )
    });
    format!(
        "| Scenario | Walks | Faults | Seconds | Lost | Backwards | Twice | Stuck |\n|---|--:|--:|--:|--:|--:|--:|--:|\n{}",
        rows.collect::<String>(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_violation_is_counted_once() {
        let walk = |lost, backwards, stuck: Option<&str>| Walk {
            lost,
            backwards,
            stuck: stuck.map(str::to_owned),
            ..Walk::default()
        };
        let good = Tally::of("x", &[walk(false, 0, None)], 1, Duration::ZERO);
        assert!(good.holds());
        let walks = [walk(true, 0, Some("unknown")), walk(false, 2, None), walk(false, 0, Some("waits"))];
        let bad = Tally::of("x", &walks, 1, Duration::ZERO);
        assert_eq!((bad.lost, bad.backwards, bad.stuck), (1, 2, 1));
        for bad in [
            Tally { lost: 1, ..Tally::default() },
            Tally { backwards: 1, ..Tally::default() },
            Tally { twice: 1, ..Tally::default() },
            Tally { stuck: 1, ..Tally::default() },
        ] {
            assert!(!bad.holds(), "{bad:?}");
        }
    }
}
