//! `cargo xtask bench web`: the wizard beside a static page and beside SurveyJS, in a real browser on a slow phone.
//! docs/performance.md says what is measured and how.

mod browser;
mod pages;
mod server;
mod table;
mod traffic;
mod visit;

use std::{collections::BTreeMap, fs};

use anyhow::Result;
use clap::Args;

use crate::{
    build::{self, Flavour},
    fs::at_root,
    setup::{self, StdFrom},
};

use self::{
    browser::Browser,
    pages::{Subject, Subjects},
    table::{Table, Visits},
};
use super::document;

#[derive(Args)]
pub struct Web {
    /// How often each page is visited in each way.
    #[arg(long, default_value_t = 7)]
    runs: usize,
    /// Measure only these pages, and write nothing.
    #[arg(long, value_enum)]
    page: Vec<Subject>,
}

impl Web {
    pub fn run(self, std_from: StdFrom) -> Result<()> {
        setup::chromium()?;
        setup::bench_packages()?;
        let subjects = if self.page.is_empty() { Subject::ALL.to_vec() } else { self.page };
        if subjects.contains(&Subject::Wizard) {
            build::run(&setup::wizard_tools(std_from, Flavour::Shipping)?)?;
        }
        let folder = at_root("target/bench");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let served = Subjects::serve(&subjects)?;
        let mut browser = Browser::start(&folder.join("browser"))?;
        let version = browser.version()?;
        let visits = measure(&mut browser, &served, &subjects, self.runs)?;
        let Table { markdown, missed } = Table::of(&visits);
        let text = format!("{}\n{markdown}", conditions(&version, self.runs));
        println!("\n{text}");
        for goal in &missed {
            println!("missed: {goal}");
        }
        if subjects.len() == Subject::ALL.len() {
            document::write("docs/performance.md", "web", &text)?;
        }
        Ok(())
    }
}

/// Visits the pages in turn: what slows the machine down for a while slows all of them.
fn measure(
    browser: &mut Browser,
    served: &Subjects,
    subjects: &[Subject],
    runs: usize,
) -> Result<BTreeMap<Subject, Visits>> {
    let mut visits: BTreeMap<Subject, Visits> = BTreeMap::new();
    for subject in subjects {
        // The first visit is not counted: servers and browser read their own files then.
        let look = visit::look(browser, *subject, &served.url(*subject)?)?;
        fs::write(at_root(&format!("target/bench/{subject:?}.png")), look.picture)?;
    }
    for run in 1..=runs {
        for subject in subjects {
            let url = served.url(*subject)?;
            let look = visit::look(browser, *subject, &url)?;
            let used = visit::r#use(browser, *subject, &url)?;
            println!(
                "run {run} {subject:?}: paint {:.0}, usable {:.0}, taken over {:.0} ms",
                look.first_paint, used.usable, look.taken_over
            );
            let visits = visits.entry(*subject).or_default();
            visits.looks.push(look);
            visits.uses.push(used);
        }
    }
    Ok(visits)
}

fn conditions(version: &str, runs: usize) -> String {
    let (width, height) = visit::SCREEN;
    format!(
        "{version} without a window, {width} × {height}; CPU {}x slower; {} kbit/s down, {} kbit/s up, {} ms latency; \
         nothing cached; {runs} visits of each page to look and {runs} to use it, in turn.\n",
        visit::SLOWER,
        visit::DOWN_KBIT_S,
        visit::UP_KBIT_S,
        visit::LATENCY_MS,
    )
}
