//! How the programs for the browser are compiled: on stable Rust, or as they are shipped.

use std::process::Command;

/// One type for every component, in both; also in .cargo/config.toml, for those who call trunk themselves.
const ERASED: &str = "--cfg erase_components";

/// Everything that is not stable Rust yet: the standard library is compiled with the wizard, for size, and panics have no
/// texts. This is the one switch of the shipping build.
const UNSTABLE: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flavour {
    /// Stable Rust with the target wasm32-unknown-unknown: what `serve` builds, and what trunk builds by itself.
    Stable,
    /// What is shipped, tested and measured.
    Shipping,
}

impl Flavour {
    pub fn name(self) -> &'static str {
        match self {
            Flavour::Stable => "stable",
            Flavour::Shipping => "shipping",
        }
    }

    /// Tells cargo, which trunk calls, how to compile for the browser. What runs on this machine is left alone.
    pub fn apply(self, command: &mut Command) {
        let flags = match self {
            Flavour::Stable => ERASED.to_owned(),
            Flavour::Shipping => {
                // Stable compilers refuse unstable flags without this.
                command.env("RUSTC_BOOTSTRAP", "1");
                command.env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
                command.env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
                format!("{UNSTABLE} {ERASED}")
            }
        };
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    }
}
