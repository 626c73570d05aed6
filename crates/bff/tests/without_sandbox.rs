//! A release for real customers has nothing of the sandbox in it.

use std::process::Command;

/// The packages that a program with these features is built from, one a line.
fn packages(features: &[&str]) -> String {
    let mut tree = Command::new(env!("CARGO"));
    tree.args(["tree", "--package", "bankident-bff", "--edges", "normal", "--prefix", "none", "--offline"]);
    let output = tree.args(features).current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("names of packages are text")
}

#[test]
fn without_the_feature_nothing_of_the_sandbox_is_built_in() {
    for package in ["bankident-sandbox ", "rust_iso3166 "] {
        assert!(packages(&[]).contains(package), "{package}is there by default");
        assert!(!packages(&["--no-default-features"]).contains(package), "{package}is left out");
    }
}
