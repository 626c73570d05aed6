//! Builds what browsers load into dist/: the wizard and the copy desk by trunk, then the files that are fetched at run time,
//! then brotli.
//!
//! What trunk makes is kept in target/, without words: where only words have changed, nothing is compiled. All of it comes
//! together in target/dist, which takes the place of dist/ at the end: dist/ is always whole.

mod scripts;
mod words;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::Result;
use bankident_copy::Book;
use clap::Args;

use self::{
    scripts::{add_embed_script, add_pdfjs, minify_scripts},
    words::add_list_of_files,
};
use crate::{
    compress::compress_all,
    fs::{at_root, copy_all, hash_of, write},
    process::{output, run as run_command},
    setup::{WizardTools, host},
    words::{
        languages::{languages, releases},
        official,
    },
};

/// One of the two programs for the browser.
struct Program {
    name: &'static str,
    /// What it is made of; it is not built again where none of it has changed.
    inputs: &'static [&'static str],
    trunk: &'static [&'static str],
}

const WIZARD: Program = Program {
    name: "wizard",
    inputs: &["src", "crates/wire", "style", "index.html", "Trunk.toml"],
    trunk: &["build", "--release", "--offline", "--cargo-profile", "wizard"],
};

const DESK: Program = Program {
    name: "desk",
    inputs: &["desk", "crates/copy", "crates/wire", "style/tokens.css"],
    trunk: &["build", "--release", "--offline", "--cargo-profile", "wizard", "--config", "desk/Trunk.toml"],
};

/// What both are made with.
const COMMON_INPUTS: [&str; 7] = [
    ".cargo/config.toml",
    "crates/xtask/src/build/mod.rs",
    "crates/xtask/src/build/scripts.rs",
    "embed/bankident.js",
    "Cargo.toml",
    "Cargo.lock",
    "package-lock.json",
];

/// The words, and who reads them.
const WORDS: [&str; 5] =
    ["locales", "releases", "crates/copy/src", "crates/xtask/src/words", "crates/xtask/src/build/words.rs"];

/// One type for every component and no texts of panics: see ARCHITECTURE.md, "What the browser loads".
const RUSTFLAGS: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none --cfg erase_components";

pub fn run(tools: &WizardTools) -> Result<()> {
    let rustc = output(tools.command("rustc")?.arg("--version"))?;
    let wizard = hash_of(&rustc, &[WIZARD.inputs, &COMMON_INPUTS].concat())?;
    let desk = hash_of(&rustc, &[DESK.inputs, &COMMON_INPUTS].concat())?;
    let all = hash_of(&format!("{wizard} {desk}"), &WORDS)?;
    let stamp = at_root("target/dist.stamp");
    let built = fs::read_to_string(&stamp).is_ok_and(|known| known == all);
    if built && at_root("dist/index.html").is_file() {
        return Ok(());
    }
    let began = Instant::now();
    WIZARD.build(tools, &wizard, "4 minutes the first time, 1 minute after a change", |bare| {
        minify_scripts(bare)?;
        add_pdfjs(bare)?;
        add_embed_script(bare)
    })?;
    DESK.build(tools, &desk, "2 minutes the first time, 1 minute after a change", minify_scripts)?;
    assemble(&at_root("locales"), &at_root("target/dist"))?;
    put_in_place(&at_root("target/dist"), &at_root("dist"))?;
    fs::write(stamp, all)?;
    println!("       done in {:.0} s", began.elapsed().as_secs_f32());
    Ok(())
}

/// What was built, with the words of another folder: to see them without compiling anything.
#[derive(Args)]
pub struct Words {
    /// A folder like `locales/`.
    #[arg(long)]
    locales: PathBuf,
    /// Where everything goes that browsers load; `bankident serve --assets` serves it.
    #[arg(long)]
    into: PathBuf,
}

impl Words {
    pub fn run(self) -> Result<()> {
        assemble(&self.locales, &self.into)
    }
}

impl Program {
    /// Where it is kept, without words.
    fn bare(&self) -> PathBuf {
        at_root("target/bare").join(self.name)
    }

    fn build(
        &self,
        tools: &WizardTools,
        inputs: &str,
        usually: &str,
        finish: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<()> {
        let stamp = at_root("target/bare").join(format!("{}.stamp", self.name));
        if fs::read_to_string(&stamp).is_ok_and(|known| known == inputs) && self.bare().is_dir() {
            return Ok(());
        }
        println!("build: the {} (usually {usually})", self.name);
        fetch(tools)?;
        // Trunk would find there what the other program is joined with.
        fs::remove_dir_all(at_root("target/wasm/wasm-bindgen")).ok();
        let mut trunk = with_own_std(tools.command("trunk")?);
        trunk.args(self.trunk).arg("--dist").arg(self.bare());
        trunk.env("CARGO_TARGET_DIR", at_root("target/wasm")).env("RUSTFLAGS", RUSTFLAGS);
        run_command(&mut trunk)?;
        finish(&self.bare())?;
        Ok(fs::write(stamp, inputs)?)
    }
}

/// Brings together what browsers load.
fn assemble(locales: &Path, dist: &Path) -> Result<()> {
    if dist.exists() {
        fs::remove_dir_all(dist)?;
    }
    copy_all(&WIZARD.bare(), dist)?;
    copy_all(&DESK.bare(), &dist.join("desk"))?;
    copy_all(&at_root("desk/stand_in"), &dist.join("desk"))?;
    let languages = languages(locales)?;
    add_list_of_files(dist, &languages)?;
    let book = Book {
        languages,
        glossary: toml::from_str(&fs::read_to_string(locales.join("glossary.toml"))?)?,
        releases: releases()?,
        official: official::texts()?,
    };
    write(&dist.join("desk/words.json"), &serde_json::to_vec(&book)?)?;
    compress_all(dist)
}

/// Downloads all crates, those of the standard library too: trunk itself works offline, so that it cannot download
/// programs, and tells that to cargo.
fn fetch(tools: &WizardTools) -> Result<()> {
    let mut cargo = with_own_std(tools.command("cargo")?);
    run_command(cargo.args(["fetch", "--quiet", "--target", "wasm32-unknown-unknown", "--target", &host()?]))
}

/// Builds the standard library with the wizard, from the toolchain's own sources. Not stable in cargo yet.
fn with_own_std(mut command: Command) -> Command {
    command.env("RUSTC_BOOTSTRAP", "1").env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
    command.env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
    command
}

fn put_in_place(stage: &Path, dist: &Path) -> Result<()> {
    if dist.exists() {
        fs::remove_dir_all(dist)?;
    }
    Ok(fs::rename(stage, dist)?)
}
