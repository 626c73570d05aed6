//! Checks the embed script as a package: its size, its types, the files that `npm pack` takes.

use std::{collections::BTreeSet, fs, process::Command};

use anyhow::{Result, bail};
use serde_json::Value;

use crate::{
    compress::compress,
    fs::{at_root, with_br},
    process::{output, run},
    setup,
};

/// Bytes, brotli. Every page of a partner loads the script, so it has to be small.
const BUDGET: usize = 4 * 1024;

pub fn check() -> Result<()> {
    size()?;
    setup::partner_tools()?;
    types()?;
    on_a_server()?;
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

/// `embed/checks` uses every type, and some of them wrongly: in TypeScript, and in TSX with React's types and without.
fn types() -> Result<()> {
    for (file, more) in [
        ("types.test.ts", &[][..]),
        ("react.test.tsx", &["--jsx", "react-jsx"]),
        ("plain.test.tsx", &["--jsx", "react", "--jsxFactory", "h"]),
    ] {
        println!("tsc embed/checks/{file}");
        // The package is a link to its folder, and has to be looked at where partners have it.
        let mut tsc = tsc_strict();
        tsc.args(["--exactOptionalPropertyTypes", "--preserveSymlinks"]).args(more);
        run(tsc.arg(file).current_dir(at_root("embed/checks")))?;
    }
    // By themselves, where there is no React.
    run(tsc_strict().arg(at_root("embed/bankident.d.ts")))
}

/// TypeScript's compiler at its strictest, writing nothing.
pub fn tsc_strict() -> Command {
    let mut tsc = Command::new(at_root("node_modules/.bin/tsc"));
    tsc.args(["--noEmit", "--strict", "--target", "es2022"]);
    tsc.args(["--module", "esnext", "--moduleResolution", "bundler"]);
    tsc
}

/// A server that renders pages imports the script too, and it has to do nothing there.
fn on_a_server() -> Result<()> {
    let script = "const { Bankident } = await import('@bankident/onboarding');
        if (typeof Bankident.mount !== 'function') throw new Error('there is no mount');";
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", script]);
    run(node.current_dir(at_root("embed/checks")))
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
