//! Every dependency is explained and pinned, and `wire` has next to none.

use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use super::findings::Findings;
use crate::fs::at_root;

pub fn each_is_explained() -> Result<Findings> {
    let manifest = fs::read_to_string(at_root("Cargo.toml"))?;
    Ok(unexplained(&manifest).into_iter().map(|line| format!("Cargo.toml: what is it for? {line}")).collect())
}

fn unexplained(manifest: &str) -> Vec<&str> {
    let ours = |line: &&str| line.contains("path =");
    let lines = table(manifest, "workspace.dependencies");
    lines.into_iter().filter(|line| !ours(line) && !line.contains(" # ")).collect()
}

/// What `wire` may use: values and JSON, no I/O, no framework.
const FOR_WIRE: [&str; 4] = ["chrono", "iban_validate", "serde", "serde_json"];

pub fn wire_has_no_others() -> Result<Findings> {
    let manifest = fs::read_to_string(at_root("crates/wire/Cargo.toml"))?;
    Ok(others(&manifest).into_iter().map(|name| format!("wire does without {name}")).collect())
}

fn others(manifest: &str) -> Vec<&str> {
    let names =
        table(manifest, "dependencies").into_iter().filter_map(|line| line.split(['.', ' ', '=']).next());
    names.filter(|name| !FOR_WIRE.contains(name)).collect()
}

/// The entries of a table of a manifest, a line each.
fn table<'a>(manifest: &'a str, name: &str) -> Vec<&'a str> {
    let head = format!("[{name}]");
    let lines = manifest.lines().skip_while(|line| *line != head).skip(1);
    lines.take_while(|line| !line.starts_with('[')).filter(|line| line.contains('=')).collect()
}

pub fn npm_packages_are_pinned() -> Result<Findings> {
    let mut findings = Findings::new();
    for manifest in ["package.json", "bench/package.json"] {
        findings.extend(unpinned(&serde_json::from_str(&fs::read_to_string(at_root(manifest))?)?));
    }
    Ok(findings)
}

fn unpinned(manifest: &Value) -> Findings {
    let tables = ["dependencies", "devDependencies"].iter().filter_map(|table| manifest[table].as_object());
    let loose = tables.flatten().filter(|(_, version)| {
        let version = version.as_str().unwrap_or_default();
        !version.starts_with(|c: char| c.is_ascii_digit()) || version.contains(['x', '*', ' ', '|'])
    });
    loose.map(|(name, version)| format!("package.json: {name} is not pinned: {version}")).collect()
}

/// Whoever installs the packages chooses the registry, so lock files name none.
pub fn lock_files_name_no_host() -> Result<Findings> {
    let read = |name: &str| fs::read_to_string(at_root(name)).with_context(|| name.to_owned());
    let npm = [from_npm(&read("package-lock.json")?), from_npm(&read("bench/package-lock.json")?)].concat();
    let cargo =
        [from_cargo(&read("Cargo.lock")?), from_cargo(&read("third_party/against-stock/Cargo.lock")?)]
            .concat();
    Ok([npm, cargo].concat())
}

fn from_npm(lock: &str) -> Findings {
    match lock.contains("\"resolved\"") {
        true => vec!["package-lock.json names where packages came from; see .npmrc".to_owned()],
        false => Findings::new(),
    }
}

fn from_cargo(lock: &str) -> Findings {
    let sources = lock.lines().filter(|line| line.starts_with("source = "));
    let elsewhere = sources.filter(|line| !line.ends_with("/crates.io-index\""));
    elsewhere.map(|line| format!("Cargo.lock: a crate from elsewhere: {line}")).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_unexplained_dependency_is_found() {
        let manifest = "[workspace.dependencies]\na = \"1\" # for a\nb = \"2\"\n\n[x]\nc = 1\n";
        assert_eq!(unexplained(manifest), ["b = \"2\""]);
    }

    #[test]
    fn another_dependency_of_wire_is_found() {
        let manifest = "[dependencies]\nserde.workspace = true\ntokio = \"1\"\n\n[lints]\nworkspace = true\n";
        assert_eq!(others(manifest), ["tokio"]);
    }

    #[test]
    fn a_loose_version_is_found() {
        let manifest =
            json!({"dependencies": {"a": "^1.0.0", "b": "1.0.0"}, "devDependencies": {"c": "1.x"}});
        assert_eq!(unpinned(&manifest).len(), 2);
    }

    #[test]
    fn other_origins_are_found() {
        assert_eq!(from_npm(r#"{"resolved": "https://packages.example/a.tgz"}"#).len(), 1);
        assert!(from_npm(r#"{"integrity": "sha512-x"}"#).is_empty());
        assert_eq!(from_cargo("source = \"git+https://code.example/a\"\n").len(), 1);
        assert!(
            from_cargo("name = \"a\"\nsource = \"registry+https://code.example/crates.io-index\"\n")
                .is_empty()
        );
    }
}
