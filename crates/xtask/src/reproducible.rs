//! Builds what browsers load twice, from two fresh copies of what is committed, and compares every byte.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Result, bail};
use sha2::{Digest, Sha256};

use crate::{
    fs::{ROOT, files, root, target},
    process::run as run_command,
};

pub fn run() -> Result<()> {
    let folder = target().join("reproducible");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    // Of unlike lengths: a path that found its way into a file would move what follows.
    let [one, two] = ["one", "the-other-one"].map(|name| folder.join(name));
    for copy in [&one, &two] {
        println!("reproducible: {} (usually 8 minutes)", copy.display());
        build(copy)?;
    }
    let differences = differences(&hashes(&one.join("dist"))?, &hashes(&two.join("dist"))?);
    if !differences.is_empty() {
        bail!("not the same twice, see {}: {}", folder.display(), differences.join(", "));
    }
    println!("reproducible: {} files, the same twice", hashes(&one.join("dist"))?.len());
    Ok(fs::remove_dir_all(folder)?)
}

fn build(copy: &Path) -> Result<()> {
    run_command(Command::new("git").args(["clone", "--quiet", "--local"]).arg(root()).arg(copy))?;
    let mut build = Command::new(env::current_exe()?);
    // Its own cargo writes into the copy.
    build.args(["build", "--shipping"]).env(ROOT, copy).env_remove("CARGO_TARGET_DIR");
    run_command(build.current_dir(copy))
}

/// The SHA-256 of each file of a folder.
fn hashes(folder: &Path) -> Result<BTreeMap<PathBuf, String>> {
    let hash = |file: PathBuf| {
        Ok((file.strip_prefix(folder)?.to_owned(), hex::encode(Sha256::digest(fs::read(&file)?))))
    };
    files(folder)?.into_iter().map(hash).collect()
}

/// The files that only one of both has, or each otherwise.
fn differences(one: &BTreeMap<PathBuf, String>, two: &BTreeMap<PathBuf, String>) -> Vec<String> {
    let mut names: Vec<&PathBuf> = one.keys().chain(two.keys()).collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .filter(|name| one.get(*name) != two.get(*name))
        .map(|name| name.display().to_string())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_named() {
        let folder = |files: &[(&str, &str)]| {
            files.iter().map(|(name, hash)| (PathBuf::from(name), (*hash).to_owned())).collect()
        };
        let one = folder(&[("a", "1"), ("b", "1"), ("c", "1")]);
        assert!(differences(&one, &one).is_empty());
        assert_eq!(differences(&one, &folder(&[("a", "1"), ("b", "2"), ("d", "1")])), ["b", "c", "d"]);
    }
}
