//! Licences and sources of the crates that we build with, and which ones, as `deny.toml` allows them. It needs no network once the crates
//! are there; `cargo deny check` also reads the advisories.

use std::{collections::BTreeSet, fs, process::Command};

use anyhow::{Context, Result};
use serde::Deserialize;
use spdx::{Expression, Licensee, ParseMode};

use super::findings::Findings;
use crate::{
    fs::{at_root, root},
    process::output,
    setup::host,
};

/// The part of `deny.toml` that is checked here.
#[derive(Deserialize)]
struct Policy {
    licenses: Licenses,
    sources: Sources,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licenses {
    /// SPDX identifiers.
    allow: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    /// Addresses of registries.
    allow_registry: Vec<String>,
}

/// No crate of these names, and no dependency of ours on any version whatever.
#[derive(Deserialize)]
struct Bans {
    deny: Vec<Banned>,
}

#[derive(Deserialize)]
struct Banned {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
}

/// What `cargo metadata` prints.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    /// An SPDX expression. Older crates separate alternatives by `/`.
    license: Option<String>,
    /// `registry+ADDRESS`, `git+ADDRESS`; nothing for the workspace's own crates.
    source: Option<String>,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// The versions that serve: `^1.0`.
    req: String,
    /// For crates of the workspace.
    path: Option<String>,
}

pub fn every_crate_is_allowed() -> Result<Findings> {
    let policy: Policy = toml::from_str(&fs::read_to_string(at_root("deny.toml"))?)?;
    let mut cargo = Command::new("cargo");
    cargo.args([
        "metadata",
        "--locked",
        "--format-version",
        "1",
        "--filter-platform",
        "wasm32-unknown-unknown",
    ]);
    cargo.args(["--filter-platform", &host()?]).current_dir(root());
    let metadata: Metadata = serde_json::from_str(&output(&mut cargo)?)?;
    check(&metadata.packages, &policy)
}

fn check(packages: &[Package], policy: &Policy) -> Result<Findings> {
    let mut allowed = Vec::new();
    for name in &policy.licenses.allow {
        let licence = Licensee::parse(name).with_context(|| format!("deny.toml: {name} is no licence"))?;
        allowed.push((name, licence));
    }
    let mut findings = Findings::new();
    let mut used = BTreeSet::new();
    for Package { name, version, license, source, dependencies } in packages {
        let banned = policy.bans.deny.iter().filter(|banned| banned.name == *name);
        findings.extend(banned.map(|Banned { reason, .. }| format!("{name} {version} is banned: {reason}")));
        let loose = dependencies.iter().filter(|needed| needed.req == "*" && needed.path.is_none());
        let loose = loose.filter(|_| source.is_none());
        findings.extend(loose.map(|needed| format!("{name} takes every version of {}", needed.name)));
        let known = |registry: &String| source.as_deref() == Some(&format!("registry+{registry}"));
        if let Some(source) = source
            && !policy.sources.allow_registry.iter().any(known)
        {
            findings.push(format!("{name} {version} comes from {source}; deny.toml does not allow that"));
        }
        let expression = license.as_deref().map(|written| Expression::parse_mode(written, ParseMode::LAX));
        let Some(Ok(expression)) = expression else {
            findings.push(format!("{name} {version} names no licence: {license:?}"));
            continue;
        };
        for (name, licence) in &allowed {
            if expression.requirements().any(|required| licence.satisfies(&required.req)) {
                used.insert(*name);
            }
        }
        if !expression.evaluate(|required| allowed.iter().any(|(_, licence)| licence.satisfies(required))) {
            findings.push(format!("{name} {version}: deny.toml does not allow {expression}"));
        }
    }
    let unused = allowed.iter().filter(|(name, _)| !used.contains(name));
    findings.extend(unused.map(|(name, _)| format!("deny.toml: no crate needs the licence {name}")));
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CRATES_IO: &str = "https://registry.example/index";

    fn findings(license: Option<&str>, source: Option<&str>) -> Findings {
        check(&[package("ours", Some("MIT AND ISC"), None), package("a", license, source)], &policy())
            .unwrap()
    }

    fn policy() -> Policy {
        Policy {
            licenses: Licenses { allow: vec!["MIT".to_owned(), "ISC".to_owned()] },
            sources: Sources { allow_registry: vec![CRATES_IO.to_owned()] },
            bans: Bans { deny: vec![Banned { name: "native-tls".to_owned(), reason: "no".to_owned() }] },
        }
    }

    fn package(name: &str, license: Option<&str>, source: Option<&str>) -> Package {
        Package {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            license: license.map(str::to_owned),
            source: source.map(str::to_owned),
            dependencies: Vec::new(),
        }
    }

    #[test]
    fn a_banned_crate_and_a_loose_dependency_are_found() {
        let source = format!("registry+{CRATES_IO}");
        let needs = |req: &str, path: Option<&str>| {
            let path = path.map(str::to_owned);
            vec![Dependency { name: "b".to_owned(), req: req.to_owned(), path }]
        };
        let ours = |dependencies| Package { dependencies, ..package("ours", Some("MIT AND ISC"), None) };
        let theirs = Package { dependencies: needs("*", None), ..package("a", Some("MIT"), Some(&source)) };
        let banned = package("native-tls", Some("MIT"), Some(&source));
        let found = |packages: &[Package]| check(packages, &policy()).unwrap();
        assert_eq!(found(&[ours(needs("^1.0", None)), theirs]), Findings::new());
        assert_eq!(found(&[ours(needs("*", Some("crates/b")))]), Findings::new());
        assert_eq!(found(&[ours(needs("*", None))]), ["ours takes every version of b"]);
        assert_eq!(found(&[ours(Vec::new()), banned]), ["native-tls 1.0.0 is banned: no"]);
    }

    #[track_caller]
    fn check_licence(license: Option<&str>, expected: &[&str]) {
        assert_eq!(findings(license, Some(&format!("registry+{CRATES_IO}"))), expected, "{license:?}");
    }

    #[test]
    fn a_licence_that_is_not_allowed_is_found() {
        check_licence(Some("MIT"), &[]);
        check_licence(Some("GPL-3.0-only OR MIT"), &[]);
        check_licence(Some("GPL-3.0-only/MIT"), &[]);
        check_licence(Some("MIT AND Apache-2.0"), &["a 1.0.0: deny.toml does not allow MIT AND Apache-2.0"]);
        check_licence(Some("Apache-2.0"), &["a 1.0.0: deny.toml does not allow Apache-2.0"]);
        check_licence(Some("do what you like"), &["a 1.0.0 names no licence: Some(\"do what you like\")"]);
        check_licence(None, &["a 1.0.0 names no licence: None"]);
    }

    #[test]
    fn another_source_is_found() {
        assert!(findings(Some("MIT"), None).is_empty());
        let source = "git+https://code.example/a";
        let finding = format!("a 1.0.0 comes from {source}; deny.toml does not allow that");
        assert_eq!(findings(Some("MIT"), Some(source)), [finding]);
    }

    #[test]
    fn a_licence_that_nobody_needs_is_found() {
        let policy = Policy { licenses: Licenses { allow: vec!["Zlib".to_owned()] }, ..policy() };
        assert_eq!(check(&[], &policy).unwrap(), ["deny.toml: no crate needs the licence Zlib"]);
    }
}
