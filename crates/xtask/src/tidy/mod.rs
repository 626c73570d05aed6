//! What no compiler checks: a step has its files in every tree, every word exists and is used, official texts are correct to the
//! letter, each door to the outside has one file, no file imports one above it, every licence is allowed, nothing personal is
//! logged.

mod count;
mod dependencies;
mod doors;
mod findings;
mod floors;
mod imports;
mod leftovers;
mod licences;
mod mentions;
mod privacy;
mod sources;
pub mod steps;
mod usage;
mod use_paths;

use anyhow::{Result, bail};

use self::{findings::Findings, sources::rust};
use crate::{
    errors,
    words::{Words, official},
};

pub fn run() -> Result<()> {
    let (german, english) = (Words::of("de")?, Words::of("en")?);
    let wizard = sources::wizard()?;
    let wire = rust("crates/wire/src")?;
    let servers = [rust("crates/bff/src")?, rust("crates/sandbox/src")?].concat();
    let everything = [rust("src")?, rust("crates")?, rust("tests")?].concat();
    let findings: Findings = [
        steps::every_step_has_its_files(),
        steps::every_step_is_walked_through(&everything),
        steps::no_step_knows_another(&wizard),
        steps::every_stylesheet_is_in_the_page()?,
        usage::every_word_is_used_and_exists(&german, &wizard),
        official::texts_stand_to_the_letter(&german, &english)?,
        doors::only_its_own_file_does_it(&wizard),
        doors::wire_does_no_io(&wire),
        privacy::nothing_personal_is_logged(&servers),
        leftovers::nothing_is_left_undone(&everything),
        errors::is_up_to_date()?,
        count::readme_counts_right()?,
        mentions::documents_name_files_that_exist()?,
        dependencies::each_is_explained()?,
        dependencies::wire_has_no_others()?,
        dependencies::npm_packages_are_pinned()?,
        dependencies::lock_files_name_no_host()?,
        licences::every_crate_is_allowed()?,
        floors::no_file_imports_one_above_it()?,
        floors::no_file_is_forgotten()?,
    ]
    .concat();
    for finding in &findings {
        println!("tidy: {finding}");
    }
    match findings.len() {
        0 => Ok(()),
        1 => bail!("one finding"),
        n => bail!("{n} findings"),
    }
}
