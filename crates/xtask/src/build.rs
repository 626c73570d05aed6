//! Builds the wizard into dist/: trunk, then the files that are fetched at run time, then brotli.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::{at_root, process, root, setup::WizardTools};

/// What the wizard is made of; nothing is built where none of it has changed.
const INPUTS: [&str; 10] = [
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
    let inputs = hash_of_inputs()?;
    let built = fs::read_to_string(&stamp).is_ok_and(|known| known == inputs);
    if built && at_root("dist/index.html").is_file() {
        return Ok(());
    }
    println!("build: the wizard (usually 3 minutes the first time, 1 minute after a change)");
    trunk(tools)?;
    add_assets()?;
    compress_all()?;
    fs::create_dir_all(at_root("target"))?;
    Ok(fs::write(stamp, inputs)?)
}

fn trunk(tools: &WizardTools) -> Result<()> {
    let mut trunk = tools.trunk()?;
    trunk.args(["build", "--release", "--offline", "--cargo-profile", "wizard"]);
    trunk.env("CARGO_TARGET_DIR", at_root("target/wasm")).env("RUSTFLAGS", RUSTFLAGS);
    // Building the standard library with the wizard is not stable yet; the sources are the toolchain's own.
    trunk.env("RUSTC_BOOTSTRAP", "1").env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
    trunk.env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
    process::run(&mut trunk)
}

/// Puts the words and pdf.js beside the wizard, under names with the hash of their content, and tells the page where.
fn add_assets() -> Result<()> {
    let mut list = Map::new();
    for lang in ["de", "en"] {
        let (nace, words): (Vec<PathBuf>, Vec<PathBuf>) = files(&at_root(&format!("locales/{lang}")))?
            .into_iter()
            .partition(|file| file.ends_with("nace.ftl"));
        list.insert(lang.to_owned(), add_words(lang, &words)?);
        list.insert(format!("{lang}_nace"), add_words(&format!("{lang}-nace"), &nace)?);
    }
    list.insert("pdfjs".to_owned(), add_pdfjs()?);
    let index = at_root("dist/index.html");
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
fn add_words(name: &str, files: &[PathBuf]) -> Result<Value> {
    let mut words = String::new();
    for file in files {
        words.push_str(&without_comments(&fs::read_to_string(file)?));
    }
    let path = format!("locales/{name}-{}.ftl", short_hash(words.as_bytes()));
    write(&at_root("dist").join(&path), words.as_bytes())?;
    Ok(Value::String(format!("/{path}")))
}

fn without_comments(ftl: &str) -> String {
    let kept = ftl.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    kept.map(|line| format!("{line}\n")).collect()
}

fn add_pdfjs() -> Result<Value> {
    let build = at_root("node_modules/pdfjs-dist/legacy/build");
    let names = ["pdf.min.mjs", "pdf.worker.min.mjs"];
    let contents = names.map(|name| fs::read(build.join(name)));
    let mut hash = Sha256::new();
    for content in contents.iter().flatten() {
        hash.update(content);
    }
    let folder = format!("pdfjs-{}", &hex::encode(hash.finalize())[..16]);
    for (name, content) in names.into_iter().zip(contents) {
        let content = content.with_context(|| format!("pdf.js has no {name}"))?;
        write(&at_root("dist").join(&folder).join(name), &content)?;
    }
    Ok(Value::String(format!("/{folder}/")))
}

/// Puts `X.br` beside every file `X` that gets smaller by it. What was compressed before is kept in target/.
fn compress_all() -> Result<()> {
    let kept = at_root("target/brotli");
    fs::create_dir_all(&kept)?;
    for file in files(&at_root("dist"))? {
        let compressible = ["html", "js", "mjs", "css", "wasm", "ftl", "json", "svg"];
        if !file.extension().is_some_and(|extension| compressible.iter().any(|known| extension == *known)) {
            continue;
        }
        let content = fs::read(&file)?;
        let known = kept.join(short_hash(&content));
        if !known.is_file() {
            fs::write(&known, compress(&content)?)?;
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

fn hash_of_inputs() -> Result<String> {
    let mut hash = Sha256::new();
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
