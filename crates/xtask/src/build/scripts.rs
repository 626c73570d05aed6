//! The scripts that are not compiled from Rust: made small, and put beside the wizard.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

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

/// pdf.js in its build for older browsers too, and what it loads when a document needs it: decoders of images, the codes of
/// CJK fonts, substitutes for fonts that are not embedded, colour profiles.
pub fn add_pdfjs(dist: &Path) -> Result<()> {
    let package = at_root("node_modules/pdfjs-dist");
    let script = |name| (PathBuf::from(name), package.join("legacy/build").join(name));
    let mut contents = vec![script("pdf.min.mjs"), script("pdf.worker.min.mjs")];
    for folder in ["wasm", "cmaps", "standard_fonts", "iccs"] {
        for file in files(&package.join(folder))? {
            contents.push((file.strip_prefix(&package)?.to_owned(), file));
        }
    }
    let read = |(name, file): (PathBuf, PathBuf)| {
        let content = fs::read(&file).with_context(|| format!("pdf.js has no {}", name.display()))?;
        Ok((name, content))
    };
    let contents = contents.into_iter().map(read).collect::<Result<Vec<_>>>()?;
    let all: Vec<u8> = contents.iter().flat_map(|(_, content)| content).copied().collect();
    let folder = dist.join(format!("pdfjs-{}", short_hash(&all)));
    for (name, content) in contents {
        write(&folder.join(name), &content)?;
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
