//! Builds what browsers load into dist/: the wizard and the copy desk by trunk, then the files that are fetched at run time,
//! then brotli.
//!
//! What trunk makes is kept in target/, without words: where only words have changed, nothing is compiled. All of it comes
//! together in target/dist, which takes the place of dist/ at the end: dist/ is always whole.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{self, Command},
    time::Instant,
};

use anyhow::{Context, Result};
use bankident_copy::{Book, Language, Release};
use bankident_wire::{LanguageFiles, PageFiles};
use clap::Args;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::{
    at_root,
    process::{output, run as run_command},
    root,
    setup::{WizardTools, host},
    tidy::official,
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
const COMMON_INPUTS: [&str; 6] = [
    ".cargo/config.toml",
    "crates/xtask/src/build.rs",
    "embed/bankident.js",
    "Cargo.toml",
    "Cargo.lock",
    "package-lock.json",
];

/// The words, and who reads them.
const WORDS: [&str; 4] = ["locales", "releases", "crates/copy/src", "crates/xtask/src/tidy/official.rs"];

/// Where no language of the browser is ours, and what the others are held against.
const FIRST_LANGUAGE: &str = "de";

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
    add_list_of_assets(dist, &languages)?;
    let book = Book {
        languages,
        glossary: toml::from_str(&fs::read_to_string(locales.join("glossary.toml"))?)?,
        releases: releases()?,
        official: official::texts()?,
    };
    write(&dist.join("desk/words.json"), &serde_json::to_vec(&book)?)?;
    compress_all(dist)
}

fn copy_all(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        write(&to.join(file.strip_prefix(from)?), &fs::read(&file)?)?;
    }
    Ok(())
}

/// Each folder is a language; the first one is ours.
pub fn languages(locales: &Path) -> Result<Vec<Language>> {
    let mut languages: BTreeMap<String, Language> = BTreeMap::new();
    for file in files(locales)? {
        let path: Vec<String> =
            file.strip_prefix(locales)?.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let [tag, name] = path.as_slice() else { continue };
        let language = languages.entry(tag.clone()).or_default();
        language.tag.clone_from(tag);
        language.files.insert(name.clone(), fs::read_to_string(&file)?);
    }
    let first = languages.remove(FIRST_LANGUAGE).context("there is no locales/de")?;
    Ok(std::iter::once(first).chain(languages.into_values()).collect())
}

/// What was said in earlier releases, from the oldest.
pub fn releases() -> Result<Vec<Release>> {
    let mut releases = Vec::new();
    for file in files(&at_root("releases"))? {
        let release: Release = serde_json::from_str(&fs::read_to_string(&file)?)
            .with_context(|| format!("{} is no release", file.display()))?;
        releases.push(release);
    }
    releases.sort_by(|a, b| a.date.cmp(&b.date));
    Ok(releases)
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

/// Puts the words beside the wizard, under names with the hash of their content, and tells the page where they and pdf.js
/// are.
fn add_list_of_assets(dist: &Path, languages: &[Language]) -> Result<()> {
    let mut files = PageFiles { pdfjs: format!("/{}/", named(dist, "pdfjs-")?), ..PageFiles::default() };
    for language in languages {
        let Language { tag, files: sources } = language;
        let (nace, words): (Vec<_>, Vec<_>) = sources.iter().partition(|(name, _)| *name == "nace.ftl");
        files.languages.push(LanguageFiles {
            tag: tag.clone(),
            name: language
                .message("language-name")
                .map(|name| name.said)
                .with_context(|| format!("{tag}: no language-name"))?,
            words: add_words(dist, tag, &words)?,
            nace: add_words(dist, &format!("{tag}-nace"), &nace)?,
        });
    }
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index)?;
    let (before, after) = split_at_files(&page).context("index.html has no place for the list of files")?;
    Ok(fs::write(&index, format!("{before}{}{after}", serde_json::to_string(&files)?))?)
}

/// The one file or folder whose name begins so.
fn named(dist: &Path, beginning: &str) -> Result<String> {
    let mut names =
        fs::read_dir(dist)?.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
    names.find(|name| name.starts_with(beginning)).with_context(|| format!("nothing is called {beginning}.."))
}

/// The page before and after the `{}` in `<script type="application/json" id="files">{}</script>`, however minified.
fn split_at_files(page: &str) -> Option<(&str, &str)> {
    let tag = page.find("id=files").or_else(|| page.find("id=\"files\""))?;
    let place = tag + page[tag..].find("{}")?;
    Some((&page[..place], &page[place + 2..]))
}

/// All words of a language in one file, without comments: one request, well compressed.
fn add_words(dist: &Path, name: &str, files: &[(&String, &String)]) -> Result<String> {
    let words: String = files.iter().map(|(_, source)| without_comments(source)).collect();
    let path = format!("locales/{name}-{}.ftl", short_hash(words.as_bytes()));
    write(&dist.join(&path), words.as_bytes())?;
    Ok(format!("/{path}"))
}

fn without_comments(ftl: &str) -> String {
    let kept = ftl.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    kept.map(|line| format!("{line}\n")).collect()
}

/// What partners' pages load; its address stays.
fn add_embed_script(dist: &Path) -> Result<()> {
    let script = output(esbuild().arg(at_root("embed/bankident.js")).arg("--format=esm"))?;
    write(&dist.join("embed/bankident.js"), script.as_bytes())
}

/// Makes the scripts that wasm-bindgen writes small. Their names stay: the hash in them is of what they do.
fn minify_scripts(dist: &Path) -> Result<()> {
    let scripts =
        files(dist)?.into_iter().filter(|file| file.extension().is_some_and(|extension| extension == "js"));
    for script in scripts {
        let small = output(esbuild().arg(&script).arg("--format=esm"))?;
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
fn add_pdfjs(dist: &Path) -> Result<()> {
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
            // Written aside first: what an interrupted build leaves, or another one writes now, is never taken for whole.
            let aside = kept.join(format!("unfinished-{}", process::id()));
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

/// Of all inputs, and of what else they are built with.
fn hash_of(also: &str, inputs: &[&str]) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(also);
    for input in inputs {
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

pub fn write(path: &Path, content: &[u8]) -> Result<()> {
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
    fn the_list_of_files_finds_its_place() {
        for page in [
            r#"<script type="application/json" id="files">{}</script><p>"#,
            "<script id=files type=application/json>{}</script><p>",
        ] {
            let (before, after) = split_at_files(page).unwrap();
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
