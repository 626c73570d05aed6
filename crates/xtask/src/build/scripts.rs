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

/// Names the program by what is in its files. Trunk names it by what it was before it was made small, and there is written where
/// it was built: the same sources would have another name in another folder.
pub fn name_by_content(dist: &Path) -> Result<()> {
    const WASM: &str = "_bg.wasm";
    let names = files(dist)?.into_iter().filter_map(|file| Some(file.file_name()?.to_str()?.to_owned()));
    let stem = names.filter_map(|name| name.strip_suffix(WASM).map(str::to_owned)).next();
    let stem = stem.context("trunk made no WebAssembly")?;
    let (program, old) = stem.rsplit_once('-').context("trunk named the program without a hash")?;
    let (script, index) = (fs::read_to_string(dist.join(format!("{stem}.js")))?, dist.join("index.html"));
    let wasm = fs::read(dist.join(format!("{stem}{WASM}")))?;
    let new = short_hash(&[&wasm, script.replace(old, "").as_bytes()].concat());
    fs::write(&index, fs::read_to_string(&index)?.replace(old, &new))?;
    for name in [format!("{stem}.js"), format!("{stem}{WASM}")] {
        fs::remove_file(dist.join(name))?;
    }
    write(&dist.join(format!("{program}-{new}.js")), script.replace(old, &new).as_bytes())?;
    write(&dist.join(format!("{program}-{new}{WASM}")), &wasm)
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// What a build with this hash becomes.
    fn named(hash: &str, wasm: &str) -> BTreeMap<String, String> {
        let folder = tempfile::tempdir().unwrap();
        let files = [
            (format!("a-b-{hash}.js"), format!("load('a-b-{hash}_bg.wasm')")),
            (format!("a-b-{hash}_bg.wasm"), wasm.to_owned()),
            ("index.html".to_owned(), format!("<script src=/a-b-{hash}.js></script>")),
        ];
        for (name, content) in files {
            fs::write(folder.path().join(name), content).unwrap();
        }
        name_by_content(folder.path()).unwrap();
        let read = |file: &PathBuf| {
            let name = file.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(file).unwrap())
        };
        crate::fs::files(folder.path()).unwrap().iter().map(read).collect()
    }

    #[test]
    fn a_program_is_named_by_what_is_in_it() {
        let one = named("0123456789abcdef", "wasm");
        assert_eq!(one, named("fedcba9876543210", "wasm"));
        assert_ne!(one.keys().next(), named("0123456789abcdef", "other").keys().next());
        let script = one.keys().find(|name| name.ends_with(".js")).unwrap();
        assert!(one["index.html"].contains(script.as_str()));
        assert!(one.contains_key(&script.replace(".js", "_bg.wasm")) && one[script].contains("_bg.wasm"));
    }
}
