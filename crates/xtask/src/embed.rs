//! Checks the embed script as a package: its size, its types, the files that `npm pack` takes.

use std::{collections::BTreeSet, fs, process::Command};

use anyhow::{Result, bail};
use serde_json::Value;

use crate::{
    compress::compress,
    fs::{at_root, with_br},
    process::{output, run},
};

/// Bytes, brotli. Every page of a partner loads the script, so it has to be small.
const BUDGET: usize = 4 * 1024;

pub fn check() -> Result<()> {
    size()?;
    types()?;
    package()
}

fn size() -> Result<()> {
    let script = at_root("dist/embed/bankident.js");
    let size = match fs::read(with_br(&script)) {
        Ok(compressed) => compressed.len(),
        Err(_) => compress(&fs::read(&script)?)?.len(),
    };
    let ratio = size as f64 / BUDGET as f64;
    println!("embed/bankident.js: {size} of {BUDGET} bytes, brotli: {ratio:.2} of the budget");
    if ratio > 1.0 {
        bail!("the embed script is over its budget");
    }
    Ok(())
}

/// `embed/types.test.ts` uses every type, and some of them wrongly.
fn types() -> Result<()> {
    let mut tsc = Command::new(at_root("node_modules/.bin/tsc"));
    tsc.args([
        "--noEmit",
        "--strict",
        "--target",
        "es2022",
        "--module",
        "esnext",
        "--moduleResolution",
        "bundler",
    ]);
    run(tsc.arg(at_root("embed/types.test.ts")))
}

fn package() -> Result<()> {
    let mut pack = Command::new("npm");
    pack.args(["pack", "--dry-run", "--json", "--loglevel=error"]).current_dir(at_root("embed"));
    let packed: Value = serde_json::from_str(&output(&mut pack)?)?;
    let files = files_of(&packed);
    let expected = ["README.md", "bankident.d.ts", "bankident.js", "package.json"];
    if !files.iter().copied().eq(expected) {
        bail!("npm packs {files:?}, not {expected:?}");
    }
    Ok(())
}

/// The files of the package. npm prints a list, or an object with the name of the package as key.
fn files_of(packed: &Value) -> BTreeSet<&str> {
    let package = packed.get(0).or_else(|| packed.as_object().and_then(|all| all.values().next()));
    let files = package.and_then(|package| package["files"].as_array()).into_iter().flatten();
    files.filter_map(|file| file["path"].as_str()).collect()
}
