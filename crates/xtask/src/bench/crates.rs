//! What each crate adds to the wizard: the bytes of its functions, by their names.
//!
//! The shipped file has no names. What rustc has linked still has them (the profile strips only debug information), so
//! the last two steps of the build are made again with names kept: the code comes out the same to the byte.

use std::{collections::BTreeMap, fs, ops::Range, path::PathBuf};

use anyhow::{Context, Result, bail};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use crate::{fs::at_root, process::run, setup::WizardTools};

const LINKED: &str = "target/wasm/wasm32-unknown-unknown/wizard/bankident-wizard.wasm";

/// Crates below so many bytes share a row.
const SMALL: usize = 1024;

/// What of a wasm file is code and data, in bytes.
#[derive(Debug, PartialEq)]
struct Parts {
    by_crate: BTreeMap<String, usize>,
    data: usize,
}

/// A Markdown table, the largest crate first.
pub fn table(tools: &WizardTools) -> Result<String> {
    let shipped = fs::read(shipped()?)?;
    let Parts { by_crate, data } = parts(&with_names(tools)?)?;
    let code: usize = by_crate.values().sum();
    if code != parts(&shipped)?.by_crate.values().sum::<usize>() {
        bail!("{LINKED} is not what dist/ was made of: remove target/bare and build again");
    }
    let (mut large, small): (Vec<_>, Vec<_>) = by_crate.into_iter().partition(|(_, bytes)| *bytes >= SMALL);
    large.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let others = (format!("{} smaller crates", small.len()), small.iter().map(|(_, bytes)| bytes).sum());
    let parts = [
        others,
        ("data: texts and tables of constants".to_owned(), data),
        ("types, imports, tables".to_owned(), shipped.len() - code - data),
        ("together".to_owned(), shipped.len()),
    ];
    let whole = shipped.len() as f64;
    let rows = large.into_iter().chain(parts);
    let rows =
        rows.map(|(name, bytes)| format!("| {name} | {bytes} | {:.1} % |\n", bytes as f64 * 100.0 / whole));
    Ok(format!(
        "The wizard's wasm crate by crate, without compression; a generic function counts for the crate that wrote \
         it:\n\n| Crate | Bytes | Share |\n|---|--:|--:|\n{}",
        rows.collect::<String>(),
    ))
}

/// The wizard's file in dist/.
fn shipped() -> Result<PathBuf> {
    let mut files = fs::read_dir(at_root("dist"))?.filter_map(|entry| Some(entry.ok()?.path()));
    let wasm = files.find(|file| file.extension().is_some_and(|extension| extension == "wasm"));
    wasm.context("dist/ has no wasm: cargo xtask build")
}

/// The wizard's file, as it is shipped but with the names of its functions.
fn with_names(tools: &WizardTools) -> Result<Vec<u8>> {
    let folder = at_root("target/bench/names");
    let mut bindgen = tools.command("wasm-bindgen")?;
    bindgen.args(["--target", "web", "--no-typescript", "--no-demangle", "--out-dir"]).arg(&folder);
    run(bindgen.arg(at_root(LINKED)))?;
    let small = folder.join("small.wasm");
    let mut opt = tools.command("wasm-opt")?;
    // As trunk calls it: with the level and the parameters of index.html.
    opt.args(["-Oz", "--flatten", "--rereloop", "-Oz", "-Oz", "--converge", "--debuginfo", "--output"])
        .arg(&small);
    run(opt.arg(folder.join("bankident-wizard_bg.wasm")))?;
    Ok(fs::read(small)?)
}

fn parts(wasm: &[u8]) -> Result<Parts> {
    let mut names: BTreeMap<u32, &str> = BTreeMap::new();
    let mut sizes = Vec::new();
    let (mut imported, mut data) = (0, 0);
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(length(body.range())),
            Payload::DataSection(section) => data = length(section.range()),
            Payload::CustomSection(section) => {
                let KnownCustom::Name(sections) = section.as_known() else { continue };
                for subsection in sections {
                    let Name::Function(functions) = subsection? else { continue };
                    for function in functions {
                        let function = function?;
                        names.insert(function.index, function.name);
                    }
                }
            }
            _ => {}
        }
    }
    let mut by_crate = BTreeMap::new();
    for (index, size) in (imported..).zip(sizes) {
        let name = names.get(&index).copied().unwrap_or_default();
        *by_crate.entry(crate_of(name)).or_default() += size;
    }
    Ok(Parts { by_crate, data })
}

fn length(range: Range<u64>) -> usize {
    (range.end - range.start) as usize
}

/// The crate of a function, by its name as rustc writes it. Read, that is `a::b::c` or `<a::B as c::D>::e`.
fn crate_of(name: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(name));
    if !name.contains("::") {
        return "bridge to JavaScript (wasm-bindgen)".to_owned();
    }
    let path = match name.strip_prefix('<').and_then(|inner| inner.split_once(" as ")) {
        // The type of an `impl` names its crate, unless it is the language's own: then the trait does.
        Some((own, of)) => Some(first(own)).filter(|own| own.contains("::")).unwrap_or(first(of)),
        None => first(&name),
    };
    match path.split_once("::") {
        Some((name, _)) if !name.is_empty() => format!("`{name}`"),
        // What a type of the language's own has of its own, such as `<str>::find`.
        _ => "`core`".to_owned(),
    }
}

/// The first path in a type: `&mut [a::B<c::D>]` begins with `a::B`.
fn first(name: &str) -> &str {
    let mut rest = name;
    loop {
        rest = rest.trim_start_matches(['<', '&', '[', '(', '*', ' ', '\'']);
        let word = ["mut ", "const ", "dyn ", "impl "].iter().find_map(|word| rest.strip_prefix(word));
        match word {
            Some(after) => rest = after,
            None => break,
        }
    }
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(rest.len());
    &rest[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: &str) {
        assert_eq!(crate_of(name), expected);
    }

    #[test]
    fn a_function_belongs_to_the_crate_of_its_path() {
        check("leptos::mount::mount_to_body", "`leptos`");
        check("core::ptr::drop_in_place::<wizard::Screen>", "`core`");
        check("_ZN4core3ptr13drop_in_place17h0123456789abcdefE", "`core`");
        check("_RNvNtCs1_6leptos5mount13mount_to_body", "`leptos`");
        check("main", "bridge to JavaScript (wasm-bindgen)");
    }

    #[test]
    fn a_method_belongs_to_its_type_or_else_to_its_trait() {
        check("<alloc::vec::Vec<wizard::Part> as core::clone::Clone>::clone", "`alloc`");
        check("<&mut [wizard::Part] as core::fmt::Debug>::fmt", "`wizard`");
        check("<str as serde_json::value::index::Index>::index_into", "`serde_json`");
        check("<str>::split_once::<char>", "`core`");
        check("<[u8]>::starts_with", "`core`");
        check("<wizard::session::Draft>::save", "`wizard`");
    }

    #[test]
    fn the_parts_of_a_file_are_counted() {
        // A module with one function of two bytes, without names: header, type, function and code section.
        let wasm = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x0a\x04\x01\x02\0\x0b";
        let by_crate = BTreeMap::from([(crate_of(""), 2)]);
        assert_eq!(parts(wasm).unwrap(), Parts { by_crate, data: 0 });
    }
}
