//! Builds the wizard into dist/: trunk, then the files that are fetched at run time, then brotli.
//!
//! All of it happens in target/dist, which takes the place of dist/ at the end: dist/ is always whole.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::{Context, Result};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::{
    at_root, process, root,
    setup::{WizardTools, host},
};

/// What the wizard is made of; nothing is built where none of it has changed.
const INPUTS: [&str; 12] = [
    "embed/bankident.js",
    ".cargo/config.toml",
    "src",
    "crates/wire",
    "crates/xtask/src/build.rs",
    "locales",
    "style",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "package-lock.json",
];

/// One type for every component and no texts of panics: see ARCHITECTURE.md, "What the browser loads".
const RUSTFLAGS: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none --cfg erase_components";

pub fn run(tools: &WizardTools) -> Result<()> {
    let stamp = at_root("target/wizard.stamp");
    let inputs = hash_of_inputs(&process::output(tools.command("rustc")?.arg("--version"))?)?;
    let built = fs::read_to_string(&stamp).is_ok_and(|known| known == inputs);
    if built && at_root("dist/index.html").is_file() {
        return Ok(());
    }
    println!("build: the wizard (usually 4 minutes the first time, 1 minute after a change)");
    let began = Instant::now();
    let stage = at_root("target/dist");
    fetch(tools)?;
    trunk(tools, &stage)?;
    minify_scripts(&stage)?;
    add_assets(&stage)?;
    add_embed_script(&stage)?;
    compress_all(&stage)?;
    put_in_place(&stage, &at_root("dist"))?;
    fs::write(stamp, inputs)?;
    println!("       done in {:.0} s", began.elapsed().as_secs_f32());
    Ok(())
}

/// Downloads all crates, those of the standard library too: trunk itself works offline, so that it cannot download
/// programs, and tells that to cargo.
fn fetch(tools: &WizardTools) -> Result<()> {
    let mut cargo = with_own_std(tools.command("cargo")?);
    process::run(cargo.args(["fetch", "--quiet", "--target", "wasm32-unknown-unknown", "--target", &host()?]))
}

fn trunk(tools: &WizardTools, stage: &Path) -> Result<()> {
    let mut trunk = with_own_std(tools.command("trunk")?);
    trunk.args(["build", "--release", "--offline", "--cargo-profile", "wizard", "--dist"]).arg(stage);
    trunk.env("CARGO_TARGET_DIR", at_root("target/wasm")).env("RUSTFLAGS", RUSTFLAGS);
    process::run(&mut trunk)
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

/// Puts the words and pdf.js beside the wizard, under names with the hash of their content, and tells the page where.
fn add_assets(dist: &Path) -> Result<()> {
    let mut list = Map::new();
    for lang in ["de", "en"] {
        let (nace, words): (Vec<PathBuf>, Vec<PathBuf>) = files(&at_root(&format!("locales/{lang}")))?
            .into_iter()
            .partition(|file| file.ends_with("nace.ftl"));
        list.insert(lang.to_owned(), add_words(dist, lang, &words)?);
        list.insert(format!("{lang}_nace"), add_words(dist, &format!("{lang}-nace"), &nace)?);
    }
    list.insert("fluent".to_owned(), add_fluent(dist)?);
    list.insert("pdfjs".to_owned(), add_pdfjs(dist)?);
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index)?;
    let (before, after) = split_at_assets(&page).context("index.html has no place for the list of assets")?;
    Ok(fs::write(&index, format!("{before}{}{after}", Value::Object(list)))?)
}

/// The page before and after the `{}` in `<script type="application/json" id="assets">{}</script>`, however minified.
fn split_at_assets(page: &str) -> Option<(&str, &str)> {
    let tag = page.find("id=assets").or_else(|| page.find("id=\"assets\""))?;
    let place = tag + page[tag..].find("{}")?;
    Some((&page[..place], &page[place + 2..]))
}

/// All words of a language in one file, without comments: one request, well compressed.
fn add_words(dist: &Path, name: &str, files: &[PathBuf]) -> Result<Value> {
    let mut words = String::new();
    for file in files {
        words.push_str(&without_comments(&fs::read_to_string(file)?));
    }
    let path = format!("locales/{name}-{}.ftl", short_hash(words.as_bytes()));
    write(&dist.join(&path), words.as_bytes())?;
    Ok(Value::String(format!("/{path}")))
}

fn without_comments(ftl: &str) -> String {
    let kept = ftl.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    kept.map(|line| format!("{line}\n")).collect()
}

/// Project Fluent's own runtime for JavaScript, as one module.
fn add_fluent(dist: &Path) -> Result<Value> {
    let entry = at_root("node_modules/@fluent/bundle/esm/index.js");
    let runtime = process::output(esbuild().arg(entry).args(["--bundle", "--format=esm"]))?;
    let path = format!("fluent-{}.mjs", short_hash(runtime.as_bytes()));
    write(&dist.join(&path), runtime.as_bytes())?;
    Ok(Value::String(format!("/{path}")))
}

/// What partners' pages load; its address stays.
fn add_embed_script(dist: &Path) -> Result<()> {
    let script = process::output(esbuild().arg(at_root("embed/bankident.js")).arg("--format=esm"))?;
    write(&dist.join("embed/bankident.js"), script.as_bytes())
}

/// Makes the scripts that wasm-bindgen writes small. Their names stay: the hash in them is of what they do.
fn minify_scripts(dist: &Path) -> Result<()> {
    let scripts =
        files(dist)?.into_iter().filter(|file| file.extension().is_some_and(|extension| extension == "js"));
    for script in scripts {
        let small = process::output(esbuild().arg(&script).arg("--format=esm"))?;
        fs::write(script, small)?;
    }
    Ok(())
}

fn esbuild() -> Command {
    let mut esbuild = Command::new(at_root("node_modules/.bin/esbuild"));
    esbuild.args(["--minify", "--target=es2022", "--log-level=error"]);
    esbuild
}

/// pdf.js in its build for older browsers too.
fn add_pdfjs(dist: &Path) -> Result<Value> {
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
    Ok(Value::String(format!("/{folder}/")))
}

/// Puts `X.br` beside every file `X` that gets smaller by it. What was compressed before is kept in target/.
fn compress_all(dist: &Path) -> Result<()> {
    let kept = at_root("target/brotli");
    fs::create_dir_all(&kept)?;
    for file in files(dist)? {
        let compressible = ["html", "js", "mjs", "css", "wasm", "ftl", "json", "svg"];
        if !file.extension().is_some_and(|extension| compressible.iter().any(|known| extension == *known)) {
            continue;
        }
        let content = fs::read(&file)?;
        let known = kept.join(short_hash(&content));
        if !known.is_file() {
            // Written aside first: what an interrupted build leaves is never taken for whole.
            let aside = kept.join("unfinished");
            fs::write(&aside, compress(&content)?)?;
            fs::rename(&aside, &known)?;
        }
        fs::copy(&known, with_br(&file))?;
    }
    Ok(())
}

/// Brotli at its best: quality 11, window of 4 MiB (RFC 7932).
pub fn compress(content: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters)?;
    Ok(compressed)
}

pub fn with_br(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    PathBuf::from(name)
}

/// Of all inputs and of the compiler.
fn hash_of_inputs(rustc: &str) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(rustc);
    for input in INPUTS {
        for file in files(&at_root(input))? {
            hash.update(file.strip_prefix(root())?.as_os_str().as_encoded_bytes());
            hash.update(fs::read(&file)?);
        }
    }
    Ok(hex::encode(hash.finalize()))
}

fn short_hash(content: &[u8]) -> String {
    hex::encode(Sha256::digest(content))[..16].to_owned()
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(path, content)?)
}

/// All files in a folder, or the file itself, in the order of their names.
pub fn files(path: &Path) -> Result<Vec<PathBuf>> {
    let entries = WalkDir::new(path).sort_by_file_name().into_iter();
    let files = entries.filter(|entry| entry.as_ref().map_or(true, |entry| entry.file_type().is_file()));
    files.map(|entry| Ok(entry.with_context(|| path.display().to_string())?.into_path())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_assets_finds_its_place() {
        for page in [
            r#"<script type="application/json" id="assets">{}</script><p>"#,
            "<script id=assets type=application/json>{}</script><p>",
        ] {
            let (before, after) = split_at_assets(page).unwrap();
            assert!(before.ends_with('>'));
            assert_eq!(after, "</script><p>");
        }
    }

    #[test]
    fn comments_are_not_shipped() {
        assert_eq!(without_comments("### a\n\n# b\nc = d\n    .e = f\n"), "c = d\n    .e = f\n");
    }

    #[test]
    fn what_is_compressed_can_be_read_again() {
        let content = b"bankident ".repeat(100);
        let mut read = Vec::new();
        brotli::BrotliDecompress(&mut &compress(&content).unwrap()[..], &mut read).unwrap();
        assert_eq!(read, content);
    }
}
