//! The measurements as a Markdown table: medians, ranges, ratios, goals.

use std::collections::BTreeMap;

use super::{
    pages::Subject,
    visit::{Look, Use},
};

/// All visits of a page.
#[derive(Default)]
pub struct Visits {
    pub looks: Vec<Look>,
    pub uses: Vec<Use>,
}

pub struct Table {
    pub markdown: String,
    /// A sentence for each goal that is missed.
    pub missed: Vec<String>,
}

struct Row {
    name: &'static str,
    /// How many decimals are worth printing.
    decimals: usize,
    value: fn(&Visits) -> Vec<f64>,
    goals: &'static [Goal],
}

enum Goal {
    /// At most so many times the static page.
    Static(f64),
    /// At most so many times SurveyJS.
    SurveyJs(f64),
    AtMost(f64),
}

const ROWS: [Row; 11] = [
    // A twentieth is noise.
    Row {
        name: "First contentful paint, ms",
        decimals: 0,
        value: |visits| visits.looks.iter().map(|look| look.first_paint).collect(),
        goals: &[Goal::Static(1.05)],
    },
    Row {
        name: "Boxes and button within reach, ms",
        decimals: 0,
        value: |visits| visits.uses.iter().map(|used| used.reachable).collect(),
        goals: &[],
    },
    Row {
        name: "Usable, ms",
        decimals: 0,
        value: |visits| visits.uses.iter().map(|used| used.usable).collect(),
        goals: &[Goal::Static(1.3), Goal::SurveyJs(0.25)],
    },
    Row {
        name: "Button's answer shown, ms",
        decimals: 0,
        value: |visits| visits.uses.iter().map(|used| used.answered).collect(),
        goals: &[],
    },
    Row {
        name: "Taken over, ms",
        decimals: 0,
        value: |visits| visits.looks.iter().map(|look| look.taken_over).collect(),
        goals: &[Goal::SurveyJs(0.55)],
    },
    Row {
        name: "Transferred, KB",
        decimals: 1,
        value: |visits| visits.looks.iter().map(|look| look.traffic.bytes() as f64 / 1024.0).collect(),
        goals: &[],
    },
    Row {
        name: "Requests",
        decimals: 0,
        value: |visits| visits.looks.iter().map(|look| look.traffic.requests() as f64).collect(),
        goals: &[],
    },
    Row {
        name: "Longest task, ms",
        decimals: 0,
        value: |visits| visits.looks.iter().map(|look| look.longest_task).collect(),
        goals: &[Goal::AtMost(50.0)],
    },
    Row {
        name: "Layout shift",
        decimals: 3,
        value: |visits| visits.looks.iter().map(|look| look.layout_shift).collect(),
        goals: &[Goal::AtMost(0.0)],
    },
    Row {
        name: "Screen change terms → person, ms",
        decimals: 0,
        value: |visits| {
            visits.uses.iter().filter_map(|used| used.changes.first().copied().flatten()).collect()
        },
        goals: &[Goal::AtMost(50.0)],
    },
    Row {
        name: "Screen change person → address, ms",
        decimals: 0,
        value: |visits| {
            visits.uses.iter().filter_map(|used| used.changes.get(1).copied().flatten()).collect()
        },
        goals: &[Goal::AtMost(50.0)],
    },
];

impl Table {
    pub fn of(visits: &BTreeMap<Subject, Visits>) -> Table {
        let mut markdown = "| Median (least to most) | Wizard | Static page | SurveyJS | Wizard : static | \
            Wizard : SurveyJS | Goal |\n|---|---|---|---|---|---|---|\n"
            .to_owned();
        let mut missed = Vec::new();
        for row in ROWS {
            let values = |subject| visits.get(&subject).map(row.value).unwrap_or_default();
            let values = Subject::ALL.map(values);
            let [wizard, page, survey] = values.each_ref().map(|values| median(values));
            let [of_static, of_survey] = [page, survey].map(|other| ratio(wizard, other));
            let goals = row.goals.iter().map(|goal| {
                let (met, words) = goal.judge(wizard, of_static, of_survey);
                if met == Some(false) {
                    missed.push(format!("{}: {words}", row.name));
                }
                let mark = met.map_or("", |met| if met { " ✓" } else { " ✗" });
                format!("{words}{mark}")
            });
            let goals = goals.collect::<Vec<_>>().join(", ");
            let cells = values.each_ref().map(|values| cell(values, row.decimals));
            let ratios =
                [of_static, of_survey].map(|ratio| ratio.map_or(String::new(), |r| format!("{r:.2}")));
            let columns = [cells.as_slice(), ratios.as_slice()].concat().join(" | ");
            markdown += &format!("| {} | {columns} | {goals} |\n", row.name);
        }
        let lost: u32 = visits.values().flat_map(|visits| &visits.uses).map(|used| used.lost).sum();
        let repeated: u32 = visits.values().flat_map(|visits| &visits.uses).map(|used| used.repeated).sum();
        markdown += &format!("\nTicks lost: {lost}. Presses that had to be repeated: {repeated}.\n");
        Table { markdown, missed }
    }
}

impl Goal {
    /// Whether it is met, where that is known, and what it asks for.
    fn judge(
        &self,
        wizard: Option<f64>,
        of_static: Option<f64>,
        of_survey: Option<f64>,
    ) -> (Option<bool>, String) {
        let (value, most, of) = match self {
            Goal::Static(most) => (of_static, most, " × static"),
            Goal::SurveyJs(most) => (of_survey, most, " × SurveyJS"),
            Goal::AtMost(most) => (wizard, most, ""),
        };
        // Rounded as it is printed.
        let met = value.map(|value| (value * 1000.0).round() / 1000.0 <= *most);
        (met, format!("≤ {most}{of}"))
    }
}

fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() % 2 {
        _ if sorted.is_empty() => None,
        1 => Some(sorted[middle]),
        _ => Some((sorted[middle - 1] + sorted[middle]) / 2.0),
    }
}

fn ratio(value: Option<f64>, other: Option<f64>) -> Option<f64> {
    Some(value? / other.filter(|other| *other > 0.0)?)
}

/// `402 (391 to 455)`; nothing where nothing was measured, no range where there is none.
fn cell(values: &[f64], decimals: usize) -> String {
    let Some(middle) = median(values) else { return String::new() };
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let [middle, least, most] = [middle, least, most].map(|value| format!("{value:.decimals$}"));
    if least == most { middle } else { format!("{middle} ({least} to {most})") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_are_of_sorted_values() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn a_cell_has_a_range_where_there_is_one() {
        assert_eq!(cell(&[2.0, 1.0, 3.4], 0), "2 (1 to 3)");
        assert_eq!(cell(&[7.0, 7.0], 0), "7");
        assert_eq!(cell(&[], 0), "");
    }

    #[test]
    fn a_goal_is_judged_by_what_it_is_held_against() {
        let judge = |goal: Goal| goal.judge(Some(60.0), Some(1.2), None).0;
        assert_eq!(judge(Goal::Static(1.3)), Some(true));
        assert_eq!(judge(Goal::AtMost(50.0)), Some(false));
        assert_eq!(judge(Goal::SurveyJs(0.25)), None);
    }
}
