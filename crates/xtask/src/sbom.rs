//! Writes down what is shipped, and what it is made of (SBOM, CycloneDX 1.5): `target/sbom/NAME.cdx.json`. Nothing in it depends
//! on the time or the machine, so the same sources give the same file.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    process::Command,
};

use anyhow::{Context, Result, bail};
use base64::{Engine, prelude::BASE64_STANDARD};
use cyclonedx_bom::{
    external_models::uri::Purl,
    models::{
        component::{Classification, Component, Components},
        dependency::{Dependencies, Dependency},
        hash::{Hash, HashAlgorithm, HashValue, Hashes},
        license::{LicenseChoice, Licenses},
        metadata::Metadata,
    },
    prelude::{Bom, SpdxExpression, SpecVersion, Validate},
};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    fs::{at_root, root, target, write},
    process::output,
    setup::host,
};

/// A program that is shipped.
struct Shipped {
    name: &'static str,
    package: &'static str,
    features: &'static [&'static str],
    /// Where it runs; `None` for this machine.
    platform: Option<&'static str>,
    /// What stands beside it, from npm.
    npm: &'static [&'static str],
}

const BROWSERS: Option<&str> = Some("wasm32-unknown-unknown");

const SHIPPED: [Shipped; 3] = [
    Shipped {
        name: "bankident",
        package: "bankident-bff",
        features: &["--no-default-features"],
        platform: None,
        npm: &[],
    },
    Shipped {
        name: "bankident-wizard",
        package: "bankident-wizard",
        features: &[],
        platform: BROWSERS,
        npm: &["pdfjs-dist"],
    },
    Shipped {
        name: "bankident-desk",
        package: "bankident-desk",
        features: &[],
        platform: BROWSERS,
        npm: &[],
    },
];

pub fn run() -> Result<()> {
    let known = known_packages()?;
    for shipped in &SHIPPED {
        let bom = shipped.bom(&known)?;
        let mut json = Vec::new();
        bom.output_as_json(&mut json, SpecVersion::V1_5)?;
        let file = target().join("sbom").join(format!("{}.cdx.json", shipped.name));
        write(&file, &json)?;
        println!("{}", file.display());
    }
    Ok(())
}

/// Name and version, as they tell packages apart.
type Id = (String, String);

/// What is known about a crate.
struct Known {
    licence: Option<String>,
    /// SHA-256, in hex; none for the workspace's own.
    checksum: Option<String>,
    /// Somebody else's, changed by us.
    is_patched: bool,
}

fn known_packages() -> Result<BTreeMap<Id, Known>> {
    #[derive(Deserialize)]
    struct Metadata {
        packages: Vec<Package>,
    }
    #[derive(Deserialize)]
    struct Package {
        name: String,
        version: String,
        license: Option<String>,
        manifest_path: String,
    }
    #[derive(Deserialize)]
    struct Lock {
        package: Vec<Locked>,
    }
    #[derive(Deserialize)]
    struct Locked {
        name: String,
        version: String,
        checksum: Option<String>,
    }
    let mut cargo = Command::new("cargo");
    cargo.args(["metadata", "--locked", "--format-version", "1"]).current_dir(root());
    let metadata: Metadata = serde_json::from_str(&output(&mut cargo)?)?;
    let lock: Lock = toml::from_str(&fs::read_to_string(at_root("Cargo.lock"))?)?;
    let mut checksums: BTreeMap<Id, Option<String>> =
        lock.package.into_iter().map(|locked| ((locked.name, locked.version), locked.checksum)).collect();
    let third_party = at_root("third_party");
    let known = metadata.packages.into_iter().map(|package| {
        let id = (package.name, package.version);
        let checksum = checksums.remove(&id).flatten();
        let is_patched = package.manifest_path.starts_with(&*third_party.to_string_lossy());
        (id, Known { licence: package.license, checksum, is_patched })
    });
    Ok(known.collect())
}

impl Shipped {
    fn bom(&self, known: &BTreeMap<Id, Known>) -> Result<Bom> {
        let tree = self.tree()?;
        let mut needs = read_tree(&tree)?;
        let (program, _) = tree.lines().next().and_then(read_line).context("cargo tree prints nothing")?.1;
        let mut components = Vec::new();
        let mut itself = None;
        for id in needs.keys() {
            let component = component(id, known.get(id).with_context(|| format!("cargo knows no {id:?}"))?)?;
            match id.0 == program {
                true => itself = Some(Component { component_type: Classification::Application, ..component }),
                false => components.push(component),
            }
        }
        let npm = self.npm.iter().map(|name| of_npm(name)).collect::<Result<Vec<_>>>()?;
        let beside: Vec<String> = npm.iter().filter_map(|component| component.bom_ref.clone()).collect();
        components.extend(npm);
        let mut dependencies = Vec::new();
        for (id, needed) in std::mem::take(&mut needs) {
            let more = if id.0 == program { beside.clone() } else { Vec::new() };
            let dependency_ref = reference("cargo", &id)?.to_string();
            let needed = needed.iter().map(|id| Ok(reference("cargo", id)?.to_string()));
            let dependencies_of = needed.chain(more.into_iter().map(Ok)).collect::<Result<_>>()?;
            dependencies.push(Dependency { dependency_ref, dependencies: dependencies_of });
        }
        let bom = Bom {
            // It would be another one each time.
            serial_number: None,
            metadata: Some(Metadata { component: itself, ..Metadata::default() }),
            components: Some(Components(components)),
            dependencies: Some(Dependencies(dependencies)),
            ..Bom::default()
        };
        let judged = bom.validate_version(SpecVersion::V1_5);
        if !judged.passed() {
            bail!("{}: no valid CycloneDX: {:?}", self.name, judged.errors().collect::<Vec<_>>());
        }
        Ok(bom)
    }

    /// Every crate that becomes a part of the program, each line behind its depth: no macros, no build scripts, no tests.
    fn tree(&self) -> Result<String> {
        let mut cargo = Command::new("cargo");
        cargo.args(["tree", "--locked", "--package", self.package]).args(self.features);
        cargo.args(["--edges", "normal,no-proc-macro", "--prefix", "depth", "--format", " {p}"]);
        cargo.arg("--target").arg(match self.platform {
            Some(platform) => platform.to_owned(),
            None => host()?,
        });
        output(cargo.current_dir(root()))
    }
}

/// `2 axum-core v0.5.6 (/path) (*)`: depth, name and version.
fn read_line(line: &str) -> Option<(usize, Id)> {
    let mut words = line.split_whitespace();
    let depth = words.next()?.parse().ok()?;
    let name = words.next()?.to_owned();
    let version = words.next()?.trim_start_matches('v').to_owned();
    Some((depth, (name, version)))
}

/// Each package with those that it needs itself.
fn read_tree(tree: &str) -> Result<BTreeMap<Id, BTreeSet<Id>>> {
    let mut needs: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
    let mut path: Vec<Id> = Vec::new();
    for line in tree.lines() {
        let (depth, id) = read_line(line).with_context(|| format!("cargo tree prints {line}"))?;
        path.truncate(depth);
        if let Some(by) = path.last() {
            needs.entry(by.clone()).or_default().insert(id.clone());
        }
        needs.entry(id.clone()).or_default();
        path.push(id);
    }
    Ok(needs)
}

fn component(id: &Id, known: &Known) -> Result<Component> {
    let purl = reference("cargo", id)?;
    let mut component = Component::new(Classification::Library, &id.0, &id.1, Some(purl.to_string()));
    component.purl = Some(purl);
    component.hashes = known.checksum.as_deref().map(|sum| hashes(HashAlgorithm::SHA_256, sum.to_owned()));
    component.modified = known.is_patched.then_some(true);
    component.licenses = match &known.licence {
        Some(licence) => {
            let expression = SpdxExpression::parse_lax(licence.clone()).with_context(|| format!("{id:?}"))?;
            Some(Licenses(vec![LicenseChoice::Expression(expression)]))
        }
        None => None,
    };
    Ok(component)
}

/// A package of package-lock.json.
fn of_npm(name: &str) -> Result<Component> {
    let lock: Value = serde_json::from_str(&fs::read_to_string(at_root("package-lock.json"))?)?;
    let package = &lock["packages"][format!("node_modules/{name}")];
    let text = |member: &str| package[member].as_str().with_context(|| format!("{name} has no {member}"));
    let integrity = text("integrity")?.trim_start_matches("sha512-");
    let id = (name.to_owned(), text("version")?.to_owned());
    let known = Known { licence: Some(text("license")?.to_owned()), checksum: None, is_patched: false };
    let purl = reference("npm", &id)?;
    let sum = hex::encode(BASE64_STANDARD.decode(integrity)?);
    let hashes = Some(hashes(HashAlgorithm::SHA_512, sum));
    Ok(Component { bom_ref: Some(purl.to_string()), purl: Some(purl), hashes, ..component(&id, &known)? })
}

fn reference(kind: &str, (name, version): &Id) -> Result<Purl> {
    Purl::new(kind, name, version).with_context(|| format!("{name} {version}"))
}

fn hashes(alg: HashAlgorithm, content: String) -> Hashes {
    Hashes(vec![Hash { alg, content: HashValue(content) }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_knows_what_it_needs_itself() {
        let tree = "0 a v1.0.0 (/somewhere)\n1 b v2.0.0\n2 c v3.0.0\n1 c v3.0.0 (*)\n";
        let id = |name: &str, version: &str| (name.to_owned(), version.to_owned());
        let (a, b, c) = (id("a", "1.0.0"), id("b", "2.0.0"), id("c", "3.0.0"));
        let expected = [
            (a, BTreeSet::from([b.clone(), c.clone()])),
            (b, BTreeSet::from([c.clone()])),
            (c, BTreeSet::new()),
        ];
        assert_eq!(read_tree(tree).unwrap(), BTreeMap::from(expected));
        assert!(read_tree("nothing\n").is_err());
    }

    #[test]
    fn what_is_shipped_is_listed_and_nothing_else() {
        let known = known_packages().unwrap();
        for (shipped, has, has_not) in [
            (&SHIPPED[0], ["axum", "fluent-bundle"], ["bankident-sandbox", "fantoccini"]),
            (&SHIPPED[1], ["leptos", "pdfjs-dist"], ["axum", "leptos_macro"]),
            (&SHIPPED[2], ["leptos", "similar"], ["axum", "leptos_macro"]),
        ] {
            let bom = shipped.bom(&known).unwrap();
            let components = bom.components.clone().unwrap().0;
            let named = |name: &str| components.iter().find(|component| component.name.to_string() == name);
            assert!(has.iter().all(|name| named(name).is_some()), "{}", shipped.name);
            assert!(has_not.iter().all(|name| named(name).is_none()), "{}", shipped.name);
            let whole = components.iter().filter(|component| component.licenses.is_some()).count();
            assert_eq!(whole, components.len(), "each has its licence");
            let theirs = components.iter().filter(|component| !component.name.starts_with("bankident-"));
            let unproved: Vec<_> = theirs
                .filter(|component| component.hashes.is_none() && component.modified.is_none())
                .collect();
            assert!(unproved.is_empty(), "each has its checksum, or was changed by us: {unproved:?}");
            let mut twice = [Vec::new(), Vec::new()];
            for json in &mut twice {
                shipped.bom(&known).unwrap().output_as_json(json, SpecVersion::V1_5).unwrap();
            }
            assert_eq!(twice[0], twice[1]);
            let read = Bom::parse_from_json_v1_5(&twice[0][..]).unwrap();
            assert_eq!(read.components.unwrap().0.len(), components.len());
        }
    }
}
