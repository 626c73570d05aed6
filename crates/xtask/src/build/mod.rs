//! Builds what browsers load into dist/: the wizard and the copy desk by trunk, then the files that are fetched at run time,
//! then brotli.
//!
//! What trunk makes is kept in target/, without words: where only words have changed, nothing is compiled. All of it comes
//! together in target/dist, which takes the place of dist/ at the end: dist/ is always whole.

mod flavour;
mod scripts;
mod words;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::{Context, Result};
use bankident_copy::MessageCatalogue;
use clap::Args;

pub use flavour::Flavour;

use self::{
    scripts::{add_embed_script, add_pdfjs, add_stand_in, minify_early_script, minify_scripts},
    words::add_list_of_files,
};
use crate::{
    compress::{compress, compress_all},
    fs::{at_root, copy_all, files, hash_of, root, write},
    process::{output, run as run_command},
    sbom,
    setup::{StdFrom, WizardTools, host, node_packages, wizard_tools},
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
    inputs: &["desk", "crates/copy", "crates/wire", "style/tokens.css", "src/trusted_types.js"],
    trunk: &["build", "--release", "--offline", "--cargo-profile", "wizard", "--config", "desk/Trunk.toml"],
};

/// What both are made with.
const COMMON_INPUTS: [&str; 10] = [
    ".cargo/config.toml",
    "crates/xtask/src/build/flavour.rs",
    "crates/xtask/src/build/mod.rs",
    "crates/xtask/src/build/scripts.rs",
    "embed/bankident.js",
    "Cargo.toml",
    "Cargo.lock",
    "package-lock.json",
    "third_party/fluent-bundle",
    "third_party/intl_pluralrules",
];

/// The words, and who reads them.
const WORDS: [&str; 5] =
    ["locales", "releases", "crates/copy/src", "crates/xtask/src/words", "crates/xtask/src/build/words.rs"];

#[derive(Args)]
pub struct Build {
    /// What is shipped: the programs for the browser as small as they get, and the server with them inside, without the
    /// sandbox, in target/release/bankident.
    #[arg(long)]
    release: bool,
    /// Only the programs for the browser, as they are shipped.
    #[arg(long, conflicts_with = "release")]
    shipping: bool,
}

impl Build {
    pub fn run(self, std_from: StdFrom) -> Result<()> {
        let flavour = if self.release || self.shipping { Flavour::Shipping } else { Flavour::Stable };
        run(&wizard_tools(std_from, flavour)?)?;
        if !self.release {
            return Ok(());
        }
        println!("build: the server (usually 6 minutes the first time)");
        let server = ["build", "--release", "--package", "bankident-bff", "--no-default-features"];
        run_command(Command::new("cargo").args(server).current_dir(root()))?;
        println!("target/release/bankident is ready to be shipped");
        sbom::run()
    }
}

/// Builds dist/.
pub fn run(tools: &WizardTools) -> Result<()> {
    let compiler =
        format!("{} {}", output(tools.command("rustc")?.arg("--version"))?, tools.flavour().name());
    let wizard = hash_of(&compiler, &[WIZARD.inputs, &COMMON_INPUTS].concat())?;
    let desk = hash_of(&compiler, &[DESK.inputs, &COMMON_INPUTS].concat())?;
    let all = hash_of(&format!("{wizard} {desk}"), &WORDS)?;
    let stamp = at_root("target/dist.stamp");
    let built = fs::read_to_string(&stamp).is_ok_and(|known| known == all);
    if built && at_root("dist/index.html").is_file() {
        return Ok(());
    }
    let began = Instant::now();
    WIZARD.build(tools, &wizard, "4 minutes the first time, 1 minute after a change", |bare| {
        minify_scripts(bare)?;
        minify_early_script(bare)?;
        add_pdfjs(bare)?;
        add_embed_script(bare)
    })?;
    DESK.build(tools, &desk, "2 minutes the first time, 1 minute after a change", |bare| {
        minify_scripts(bare)?;
        add_stand_in(bare)
    })?;
    assemble(tools.flavour(), &at_root("locales"), &at_root("target/dist"))?;
    put_in_place(&at_root("target/dist"), &at_root("dist"))?;
    fs::write(stamp, all)?;
    tell_savings()?;
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
        // Tests see what is shipped.
        let shipped = WIZARD.bare(Flavour::Shipping).is_dir();
        let flavour = if shipped { Flavour::Shipping } else { Flavour::Stable };
        assemble(flavour, &self.locales, &self.into)
    }
}

/// Set for a trunk that `cargo xtask` calls: its output is kept without words. The hook in Trunk.toml looks at it.
const BARE: &str = "BANKIDENT_BARE";

/// The hook of Trunk.toml: puts beside the wizard what it fetches, for a trunk that is called by hand.
pub fn finish() -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").context("trunk calls this, at the end of its build")?;
    let staging = PathBuf::from(staging);
    node_packages()?;
    add_pdfjs(&staging)?;
    add_embed_script(&staging)?;
    add_list_of_files(&staging, &languages(&at_root("locales"))?)
}

impl Program {
    /// Where it is kept, without words.
    fn bare(&self, flavour: Flavour) -> PathBuf {
        at_root("target/bare").join(flavour.name()).join(self.name)
    }

    fn build(
        &self,
        tools: &WizardTools,
        inputs: &str,
        usually: &str,
        finish: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<()> {
        let bare = self.bare(tools.flavour());
        let stamp = bare.with_extension("stamp");
        if fs::read_to_string(&stamp).is_ok_and(|known| known == inputs) && bare.is_dir() {
            return Ok(());
        }
        println!("build: the {}, {} (usually {usually})", self.name, tools.flavour().name());
        fetch(tools)?;
        // Trunk would find there what the other program is joined with.
        fs::remove_dir_all(at_root("target/wasm/wasm-bindgen")).ok();
        let mut trunk = tools.command("trunk")?;
        trunk.args(self.trunk).arg("--dist").arg(&bare).env(BARE, "yes");
        trunk.env("CARGO_TARGET_DIR", at_root("target/wasm"));
        run_command(&mut trunk)?;
        finish(&bare)?;
        Ok(fs::write(stamp, inputs)?)
    }
}

/// What the unstable flags of the shipping build save, where both builds are there.
fn tell_savings() -> Result<()> {
    let (stable, shipping) = (wasm_size(Flavour::Stable)?, wasm_size(Flavour::Shipping)?);
    if let (Some(stable), Some(shipping)) = (stable, shipping) {
        let saved = 100 * stable.saturating_sub(shipping) / stable.max(1);
        println!(
            "       the wizard's wasm, brotli: {stable} bytes on stable Rust, {shipping} with the unstable flags of the shipping build ({saved} % less)"
        );
    }
    Ok(())
}

fn wasm_size(flavour: Flavour) -> Result<Option<usize>> {
    let bare = WIZARD.bare(flavour);
    if !bare.is_dir() {
        return Ok(None);
    }
    let files = files(&bare)?;
    let wasm = files.iter().find(|file| file.extension().is_some_and(|extension| extension == "wasm"));
    wasm.map(|file| Ok(compress(&fs::read(file)?)?.len())).transpose()
}

/// Brings together what browsers load.
fn assemble(flavour: Flavour, locales: &Path, dist: &Path) -> Result<()> {
    if dist.exists() {
        fs::remove_dir_all(dist)?;
    }
    copy_all(&WIZARD.bare(flavour), dist)?;
    copy_all(&DESK.bare(flavour), &dist.join("desk"))?;
    let languages = languages(locales)?;
    add_list_of_files(dist, &languages)?;
    let catalogue = MessageCatalogue {
        languages,
        glossary: toml::from_str(&fs::read_to_string(locales.join("glossary.toml"))?)?,
        releases: releases()?,
        official: official::texts()?,
    };
    write(&dist.join("desk/words.json"), &serde_json::to_vec(&catalogue)?)?;
    compress_all(dist)
}

/// Downloads all crates, those of the standard library too: trunk itself works offline, so that it cannot download
/// programs, and tells that to cargo.
fn fetch(tools: &WizardTools) -> Result<()> {
    let mut cargo = tools.command("cargo")?;
    run_command(cargo.args(["fetch", "--quiet", "--target", "wasm32-unknown-unknown", "--target", &host()?]))
}

fn put_in_place(stage: &Path, dist: &Path) -> Result<()> {
    if dist.exists() {
        fs::remove_dir_all(dist)?;
    }
    Ok(fs::rename(stage, dist)?)
}
