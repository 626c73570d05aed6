//! Compares the numbers of README.md about the copy desk with what exists.

use std::fs;

use anyhow::{Context, Result};
use bankident_wire::samples::{self, Setting};
use chrono::DateTime;
use toml::Table;

use super::findings::Findings;
use crate::{fs::at_root, words::languages::languages};

pub fn readme_counts_right() -> Result<Findings> {
    let states = samples::all(Setting { now: DateTime::UNIX_EPOCH, bank_url: "" }).len();
    let count_of_languages = languages(&at_root("locales"))?.len();
    let partners: Table = toml::from_str(&fs::read_to_string(at_root("embed/demo/partners/partners.toml"))?)?;
    let partners = partners["partners"].as_table().context("partners.toml has no partners")?.len();
    let count = format!("{states} states × {count_of_languages} languages × {} themes", partners + 1);
    let is_told = fs::read_to_string(at_root("README.md"))?.contains(&count);
    Ok(if is_told { Findings::new() } else { vec![format!("README.md does not say: {count}")] })
}
