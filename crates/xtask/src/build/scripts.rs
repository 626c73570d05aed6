//! The scripts that are not compiled from Rust: made small, and put beside the wizard.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result};

use crate::{
    fs::{at_root, files, short_hash, write},
    process::output,
};

/// Makes the scripts that wasm-bindgen writes small. Their names stay: the hash in them is of what they do.
pub fn minify_scripts(dist: &Path) -> Result<()> {
    let scripts =
        files(dist)?.into_iter().filter(|file| file.extension().is_some_and(|extension| extension == "js"));
    for script in scripts {
        let small = output(esbuild(CURRENT).arg(&script).arg("--format=esm"))?;
        fs::write(script, small)?;
    }
    Ok(())
}

/// Makes the script small that stands in the page (`src/early.js`); trunk's own minifier cannot read it. Browsers that are too
/// old for the wizard can run it: it tells them so (docs/browsers.md).
pub fn minify_early_script(dist: &Path) -> Result<()> {
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index)?;
    let script = fs::read_to_string(at_root("src/early.js"))?;
    let (before, after) = page.split_once(script.trim_end()).context("index.html is without src/early.js")?;
    let small = output(esbuild(OLD).arg(at_root("src/early.js")).arg("--format=iife"))?;
    Ok(fs::write(&index, format!("{before}{}{after}", small.trim_end()))?)
}

/// pdf.js in its build for older browsers too.
pub fn add_pdfjs(dist: &Path) -> Result<()> {
    let build = at_root("node_modules/pdfjs-dist/legacy/build");
    let names = ["pdf.min.mjs", "pdf.worker.min.mjs"];
    let mut contents = Vec::new();
    for name in names {
        contents.push(fs::read(build.join(name)).with_context(|| format!("pdf.js has no {name}"))?);
    }
    let folder = format!("pdfjs-{}", short_hash(&contents.concat()));
    for (name, content) in names.into_iter().zip(contents) {
        write(&dist.join(&folder).join(name), &content)?;
    }
    Ok(())
}

/// What partners' pages load; its address stays.
pub fn add_embed_script(dist: &Path) -> Result<()> {
    let script = output(esbuild(CURRENT).arg(at_root("embed/bankident.js")).arg("--format=esm"))?;
    write(&dist.join("embed/bankident.js"), script.as_bytes())
}

/// What the samples' pages load in front of the wizard: a classic script, so that it runs first.
pub fn add_stand_in(dist: &Path) -> Result<()> {
    let entry = at_root("desk/stand_in/stand-in.js");
    let script = output(esbuild(CURRENT).arg(entry).args(["--bundle", "--format=iife"]))?;
    write(&dist.join("stand-in.js"), script.as_bytes())
}

/// The language of browsers that run the wizard, and of those before.
const CURRENT: &str = "--target=es2022";
const OLD: &str = "--target=es2018";

fn esbuild(language: &str) -> Command {
    let mut esbuild = Command::new(at_root("node_modules/.bin/esbuild"));
    esbuild.args(["--minify", language, "--log-level=error"]);
    esbuild
}
